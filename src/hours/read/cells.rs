//! One cell a day: each is read as what is said of its day.

use chrono::Weekday;

use super::{
    super::{
        reading::Reading,
        week::{WEEKDAYS, WeekdaySet},
    },
    LONGEST_TEXT,
    build::{Knowledge, Said},
    finish,
    fold::Folded,
    lex, sentence,
};

/// The days' names, as a text would have them before the cell.
const NAMES: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];
const HOLIDAY: &str = "祝";
/// Cells that say "not open".
const CLOSED: [&str; 12] = ["×", "✕", "✖", "x", "休み", "休", "なし", "無", "無し", "閉", "定休", "0"];
/// Cells that say "as in the cell before".
const DITTO: [&str; 5] = ["同上", "〃", "同左", "同じ", "”"];

/// What is known of one day from its cell.
enum Cell {
    Unanswered,
    Closed,
    Known(Box<Knowledge>),
    /// Not understood; its words.
    Unread(String),
}

/// The reading of one cell a day, Monday to Sunday, then holidays.
pub(super) fn read(weekdays: [Option<&str>; 7], holiday: Option<&str>) -> Reading {
    let mut week = Knowledge::default();
    let mut notes: Vec<(&'static str, String)> = Vec::new();
    let mut answered = false;
    let mut before = None;
    for (day, (name, cell)) in WEEKDAYS.into_iter().zip(NAMES.into_iter().zip(weekdays)) {
        let cell = ditto(cell, &mut before);
        answered |= cell.is_some();
        add(&mut week, Some(day), read_cell(Some(day), name, cell, &mut notes), &mut notes);
    }
    let holiday = ditto(holiday, &mut before);
    add(&mut week, None, read_cell(None, HOLIDAY, holiday, &mut notes), &mut notes);
    if !answered && holiday.is_none() {
        return super::unreadable("empty", String::new());
    }
    finish::finish_cells(week, notes)
}

/// The cell, or for 同上 the one before it.
fn ditto<'a>(cell: Option<&'a str>, before: &mut Option<&'a str>) -> Option<&'a str> {
    let cell = cell.map(str::trim).filter(|cell| !cell.is_empty());
    let cell = if cell.is_some_and(|cell| DITTO.contains(&cell)) { *before } else { cell };
    *before = cell.or(*before);
    cell
}

/// What the cell of the day called `name` says; remarks go to `notes`.
fn read_cell(day: Option<Weekday>, name: &str, cell: Option<&str>, notes: &mut Vec<(&'static str, String)>) -> Cell {
    let Some(cell) = cell else { return Cell::Unanswered };
    let folded = Folded::new(cell);
    let plain: String = folded.chars().iter().filter(|ch| !ch.is_whitespace()).collect();
    if plain.chars().all(|ch| ch == '-') || CLOSED.contains(&plain.as_str()) {
        return Cell::Closed;
    }
    if cell.len() > LONGEST_TEXT {
        return Cell::Unread(cell.chars().take(80).collect());
    }
    let text = format!("{name} {cell}");
    let folded = Folded::new(&text);
    let tokens = lex::lex(folded.chars());
    if lex::is_tangled(&tokens) {
        return Cell::Unread(cell.to_owned());
    }
    let (statements, problems) = sentence::parse(&tokens);
    let known = Knowledge::of(&statements);
    if !problems.is_empty() || !known.problems.is_empty() || known.dangling.is_some() || known.base.is_some() {
        return Cell::Unread(cell.to_owned());
    }
    if says_of_other_days(&known, day) {
        return Cell::Unread(cell.to_owned());
    }
    for (code, from, to) in &known.remarks {
        let words = if *to == usize::MAX { text.as_str() } else { folded.words(*from, *to) };
        notes.push((*code, words.to_owned()));
    }
    Cell::Known(Box::new(known))
}

/// Whether a cell speaks of days that are not its own, or only of weeks in which its day is closed.
fn says_of_other_days(known: &Knowledge, day: Option<Weekday>) -> bool {
    let others = WEEKDAYS.iter().any(|other| Some(*other) != day && *known.day(*other) != Said::Nothing);
    let weeks = known.weeks.iter().any(|weeks| Some(weeks.day) != day);
    let holiday = day.is_some() && (known.holiday != Said::Nothing || known.minus_holiday);
    let closed_weeks = day.is_some_and(|day| *known.day(day) == Said::Nothing)
        && !known.weeks.is_empty()
        && known.weeks.iter().all(|weeks| weeks.ranges.is_none());
    others || weeks || holiday || closed_weeks || !known.seasons.is_empty() || !known.dates_until.is_empty()
}

/// Adds what a cell says to what is known of the week; `day` is `None` for holidays.
fn add(week: &mut Knowledge, day: Option<Weekday>, cell: Cell, notes: &mut Vec<(&'static str, String)>) {
    let said = match (cell, day) {
        (Cell::Unanswered, _) => Said::Nothing,
        (Cell::Closed, _) => Said::Closed,
        (Cell::Unread(words), _) => {
            notes.push(("not_understood", words));
            Said::Nothing
        }
        (Cell::Known(mut known), Some(day)) => {
            week.weeks.append(&mut known.weeks);
            week.dates.append(&mut known.dates);
            if known.rough.contains(day) { Said::Nothing } else { known.day(day).clone() }
        }
        (Cell::Known(known), None) => {
            if known.holiday_unsure {
                Said::Nothing
            } else {
                known.holiday
            }
        }
    };
    match day {
        Some(day) => {
            // Silence of a cell is no closing: without this, a day left out of a week is closed.
            let certain_weeks = week.weeks.iter().any(|weeks| weeks.day == day && weeks.ranges.is_some());
            if said == Said::Nothing && !certain_weeks {
                week.rough = week.rough.union(WeekdaySet::of(day));
            }
            week.set_day(day, said);
        }
        None => week.holiday = said,
    }
}
