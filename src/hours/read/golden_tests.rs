//! Hand-read tables: what the reader says of real texts, day by day.

use std::path::Path;

use chrono::{Datelike, NaiveDate, Weekday};

use super::{
    super::{DayHours, Reading, ReadingClass, TimeRange, WEEKDAYS, WeeklyHours},
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

/// The hours that `week` gives `date` as if it were no holiday, with their last reception when it is `told`.
fn on(week: &WeeklyHours, date: NaiveDate, told: bool) -> String {
    let yearly =
        week.yearly.iter().rev().find(|rule| rule.period.contains(date) && rule.weekdays.contains(date.weekday()));
    let nth = week.nth.iter().rev().find(|nth| nth.weekday == date.weekday() && nth.nth.contains(date));
    let hours = match (yearly, nth) {
        (Some(rule), _) => &rule.hours,
        (None, Some(nth)) => &nth.hours,
        (None, None) => week.weekday(date.weekday()),
    };
    // A hand-read row may leave out what is closed and what nobody can tell; [`other_silence`] compares what it names.
    let plain = |range: &TimeRange| format!("{}-{}", range.start(), range.end());
    let ranges = hours.ranges().iter().map(|range| if told { range.to_string() } else { plain(range) });
    ranges.collect::<Vec<_>>().join(",")
}

/// A weekday of which the row says in so many words that it is closed or that nobody can tell, and the reading does not.
fn other_silence(row: &Row, week: &WeeklyHours) -> Option<String> {
    let days = |said: &str, silence: &str| {
        let days = said.strip_suffix(silence).filter(|days| !days.contains('['))?;
        format!("{days} 00:00-24:00").parse::<WeeklyHours>().ok().filter(|week| week.yearly.is_empty())
    };
    for said in row.week.split("; ") {
        for (silence, hours) in [(" unknown", DayHours::Unstated), (" off", DayHours::Closed)] {
            let Some(named) = days(said, silence) else { continue };
            let differs = |day: &Weekday| !named.weekday(*day).ranges().is_empty() && *week.weekday(*day) != hours;
            if let Some(day) = WEEKDAYS.into_iter().find(differs) {
                return Some(format!("{day} {}, by hand{silence}", week.weekday(day)));
            }
        }
    }
    None
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
    if let Some(silence) = other_silence(row, week) {
        return Some(silence);
    }
    let days = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap().iter_days().take(3 * 366);
    let told = row.week.contains('/');
    let differing =
        days.map(|date| (date, on(week, date, told), on(&by_hand, date, told))).find(|(_, read, hand)| read != hand);
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
fn a_closed_day_is_told_from_one_that_nobody_can_tell() {
    let row = |week: &str| Row {
        text: String::new(),
        week: week.to_owned(),
        holiday: "unknown".to_owned(),
        class: ReadingClass::Caveat,
    };
    let week: WeeklyHours = "Mo-Sa 09:00-18:00; Su unknown".parse().unwrap();
    assert!(other_silence(&row("Mo-Sa 09:00-18:00; Su off"), &week).is_some_and(|told| told.starts_with("Sun")));
    assert!(other_silence(&row("Mo-Fr 09:00-18:00; Sa,Su unknown"), &week).is_some_and(|told| told.starts_with("Sat")));
    assert_eq!(other_silence(&row("Mo-Sa 09:00-18:00; Su unknown"), &week), None);
    assert_eq!(other_silence(&row("Mo-Sa 09:00-18:00; Dec 29-Jan 03 off"), &week), None);
}

/// The notes of one code, with their words.
fn notes(reading: &Reading, code: &str) -> Vec<String> {
    reading.notes.iter().filter(|note| note.code == code).map(|note| note.text.clone()).collect()
}

#[test]
fn a_likely_slip_is_told_with_the_time_that_was_meant() {
    for (text, words, time) in [
        ("月～金9:00～6:30", "9:00～6:30", "18:30?"),
        ("月～金9:00～12:00 16:30～7:00", "16:30～7:00", "19:00?"),
        ("月～土8:00～5:30", "8:00～5:30", "17:30?"),
    ] {
        let reading = read(text);
        assert_eq!(reading.class, ReadingClass::Unreadable, "{text}");
        assert_eq!(notes(&reading, "backwards"), [words], "{text}");
        assert_eq!(notes(&reading, "suggestion"), [time], "{text}");
    }
}

#[test]
fn a_contradiction_names_both_statements() {
    for (text, code, first, second) in [
        ("月～金9:00～18:00 月～金9:00～17:00", "contradiction", "月～金9:00～18:00", "月～金9:00～17:00"),
        ("月～土9:00～18:00 土9:00～12:00 土休み", "contradiction", "土9:00～12:00", "土休み"),
        ("月～土9:00～18:00 木曜以外休み", "contradiction", "月～土9:00～18:00", "木曜以外休み"),
        ("9:00～18:00 月～金9:00～17:00", "contradiction", "9:00～18:00", "月～金9:00～17:00"),
        ("年中無休 月～土9:00～18:00", "contradiction", "年中無休", "月～土9:00～18:00"),
        ("月～土9:00～18:00 定休日なし", "contradiction", "月～土9:00～18:00", "定休日なし"),
        ("毎日9:00～18:00 木曜休み", "contradiction", "毎日9:00～18:00", "木曜休み"),
        ("9:00～18:00 毎日営業 日曜定休", "contradiction", "毎日営業", "日曜定休"),
        ("月～金のみ営業 月～土9:00～18:00", "contradiction", "月～金のみ営業", "月～土9:00～18:00"),
        ("月～金9:00～18:00 土曜のみ営業", "contradiction", "月～金9:00～18:00", "土曜のみ営業"),
        ("9:00～18:00、10:00～19:00", "hours_without_day", "9:00～18:00", "10:00～19:00"),
        ("年中無休9:00～18:00 祝日休み", "contradiction", "年中無休9:00～18:00", "祝日休み"),
        ("月～金9:00～18:00 祝9:00～12:00 祝日休み", "holiday_contradiction", "祝9:00～12:00", "祝日休み"),
        ("月～金9:00～18:00 日祝休み 祝9:00～12:00", "holiday_contradiction", "日祝休み", "祝9:00～12:00"),
    ] {
        assert_eq!(notes(&read(text), code), [first, second], "{text}");
    }
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
