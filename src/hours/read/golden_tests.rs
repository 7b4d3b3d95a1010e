//! Hand-read tables: what the reader says of real texts, day by day.

use std::path::Path;

use chrono::{Datelike, NaiveDate};

use super::{
    super::{DayHours, Reading, ReadingClass, WeeklyHours},
    read,
};

/// Read by hand twice, compared and settled; part of the repository.
const OWN: &str = "tests/golden/hours.tsv";
/// Read by hand for this trade's facts; beside the repository.
const SHARED: &str = "../shared/data/hours_golden.tsv";
/// The real texts with their counts.
const CORPUS: &str = "../shared/data/hours_strings_real.tsv";

/// A row of a hand-read table.
struct Row {
    text: String,
    week: String,
    holiday: String,
    class: ReadingClass,
}

/// The file's lines below its heading, in their columns, those that begin with `#` left out; `None`, said aloud, when it
/// is absent.
fn table(path: &str) -> Option<Vec<Vec<String>>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let Ok(text) = std::fs::read_to_string(root.join(path)) else {
        println!("skipped: {path} is absent");
        return None;
    };
    Some(
        text.lines()
            .filter(|line| !line.starts_with('#'))
            .skip(1)
            .map(|line| line.split('\t').map(str::to_owned).collect())
            .collect(),
    )
}

fn rows(path: &str) -> Option<Vec<Row>> {
    let row = |columns: Vec<String>| Row {
        text: serde_json::from_str(&columns[0]).unwrap(),
        week: columns[1].clone(),
        holiday: columns[2].clone(),
        class: ReadingClass::from_name(&columns[3]).unwrap(),
    };
    Some(table(path)?.into_iter().map(row).collect())
}

/// The hours that `week` gives `date` as if it were no holiday.
fn on(week: &WeeklyHours, date: NaiveDate) -> String {
    let yearly =
        week.yearly.iter().rev().find(|rule| rule.period.contains(date) && rule.weekdays.contains(date.weekday()));
    let nth = week.nth.iter().rev().find(|nth| nth.weekday == date.weekday() && nth.nth.contains(date));
    let hours = match (yearly, nth) {
        (Some(rule), _) => &rule.hours,
        (None, Some(nth)) => &nth.hours,
        (None, None) => week.weekday(date.weekday()),
    };
    // A hand-read row leaves out what is closed and what nobody can tell.
    let ranges: Vec<String> = hours.ranges().iter().map(|range| format!("{}-{}", range.start(), range.end())).collect();
    ranges.join(",")
}

/// How a reading differs from the hand-read row, if it does.
fn difference(row: &Row, reading: &Reading) -> Option<String> {
    let holiday = match &reading.holiday {
        DayHours::Unstated => "unknown".to_owned(),
        DayHours::Closed => "closed".to_owned(),
        open @ DayHours::Open(_) => format!("open {open}"),
    };
    if holiday != row.holiday {
        return Some(format!("holiday {holiday}, by hand {}", row.holiday));
    }
    let Some(week) = &reading.week else {
        return None;
    };
    if row.week == "?" {
        return Some(format!("{week}, unreadable by hand"));
    }
    let by_hand: WeeklyHours = row.week.parse().unwrap();
    let days = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap().iter_days().take(3 * 366);
    let differing = days.map(|date| (date, on(week, date), on(&by_hand, date))).find(|(_, read, hand)| read != hand);
    if let Some((date, read, hand)) = differing {
        return Some(format!("{date} {read:?}, by hand {hand:?}"));
    }
    let bold = reading.class == ReadingClass::Exact && row.class != ReadingClass::Exact;
    bold.then(|| format!("exact, by hand {}", row.class))
}

/// Reads a table; panics on a wrong row, and tells of rows left unread or of another class.
fn check(path: &str, unread_at_most: usize) {
    let Some(rows) = rows(path) else { return };
    let (mut wrong, mut unread, mut other_class) = (Vec::new(), 0, 0);
    for row in &rows {
        let reading = read(&row.text);
        if let Some(difference) = difference(row, &reading) {
            wrong.push(format!("{:?}: {difference}", row.text));
        } else if reading.week.is_none() && row.week != "?" {
            unread += 1;
        } else if reading.class != row.class {
            other_class += 1;
        }
    }
    println!("{path}: {} rows, {} wrong, {unread} unread, {other_class} of another class", rows.len(), wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(unread <= unread_at_most, "{unread} rows unread");
    assert_eq!(other_class, 0);
}

#[test]
fn hand_read_texts_read_right() {
    check(OWN, 1);
    check(SHARED, 0);
}

#[test]
fn nearly_all_real_texts_are_read() {
    let Some(rows) = table(CORPUS) else { return };
    let (mut all, mut read_rows, mut read_texts) = (0, 0, 0);
    for columns in &rows {
        let count: usize = columns[0].parse().unwrap();
        let text: String = serde_json::from_str(&columns[2]).unwrap();
        let reading = read(&text);
        all += count;
        if reading.class == ReadingClass::Unreadable {
            assert!(reading.week.is_none() && !reading.notes.is_empty(), "{text:?}");
        } else {
            assert_eq!(reading.class == ReadingClass::Exact, reading.notes.is_empty(), "{text:?}");
            (read_rows, read_texts) = (read_rows + count, read_texts + 1);
        }
    }
    println!("{read_rows} of {all} rows, {read_texts} of {} texts read", rows.len());
    assert!(read_rows * 1000 >= all * 985, "{read_rows} of {all} rows");
    assert!(read_texts * 100 >= rows.len() * 97, "{read_texts} of {} texts", rows.len());
}

#[test]
fn what_a_reading_displays_reads_back() {
    let Some(rows) = table(CORPUS) else { return };
    for columns in &rows {
        let text: String = serde_json::from_str(&columns[2]).unwrap();
        let Some(week) = read(&text).week else { continue };
        let again = read(&week.to_string());
        assert_eq!(again.class, ReadingClass::Exact, "{text:?}: {week}");
        assert_eq!(again.week.as_ref(), Some(&week), "{text:?}");
    }
}
