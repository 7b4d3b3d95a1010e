//! What pharmacies really write → a week, or an honest "unreadable".
//!
//! A text goes through five passes, each in a file of its own:
//!
//! 1. `fold`: one spelling for every look-alike, with the way back to the words as written;
//! 2. `lex` (with `words`, `number`, `dates`): tokens;
//! 3. `sentence`, `predicate` (with `days`, `spans`): statements, "these days, these hours";
//! 4. `build`, `change`: what the statements say of each day, later ones refining earlier ones;
//! 5. `finish`: the week, its holiday entry, the class and the notes.
//!
//! The rule throughout: what is not understood is never passed over. It makes the reading unreadable, or, when it is only
//! a remark, a caveat that carries its words.

mod afternoon;
mod bare_hours;
mod build;
mod cells;
mod change;
mod closed;
mod closing;
mod contrast;
mod cursor;
mod dates;
mod day_list;
mod day_suffix;
mod days;
mod effective;
mod english;
mod exclusion;
mod finish;
mod fold;
#[cfg(test)]
mod golden_tests;
mod heading;
mod layout;
mod lex;
mod link;
mod notes;
mod number;
mod opened;
mod ordinal;
mod pause;
mod predicate;
mod problem;
mod remark;
#[cfg(test)]
mod robust_tests;
mod roster;
mod season;
mod sentence;
mod span;
mod spans;
mod statement;
mod subject;
mod token;
mod weekly;
#[cfg(test)]
mod widen_tests;
mod words;

use super::{DayHours, Reading, ReadingClass, ReadingNote, WeeklyHours};

pub use notes::{NOTE_MEANINGS, NoteMeaning, note_meaning};

/// Texts longer than this (in bytes) are no opening hours and are not looked into.
pub const LONGEST_TEXT: usize = 4_000;

/// Reads a free text of opening hours.
pub fn read(text: &str) -> Reading {
    if text.len() > LONGEST_TEXT {
        return unreadable("too_long_text", text.chars().take(80).collect());
    }
    if let Some(week) = canonical(text) {
        return Reading {
            class: ReadingClass::Exact,
            holiday: week.holiday.clone(),
            week: Some(week),
            notes: Vec::new(),
        };
    }
    if ["http://", "https://", "www."].iter().any(|prefix| text.trim_start().to_ascii_lowercase().starts_with(prefix)) {
        return unreadable("url", text.trim().to_owned());
    }
    let folded = fold::Folded::new(text);
    if folded.chars().iter().all(|ch| ch.is_whitespace()) {
        return unreadable("empty", text.to_owned());
    }
    let tokens = lex::lex(folded.chars());
    if lex::is_answered_only(&tokens) {
        return unreadable("telephone", text.trim().to_owned());
    }
    if lex::is_tangled(&tokens) || lex::closes_either_way(&tokens) {
        return unreadable("not_understood", text.trim().to_owned());
    }
    let (statements, problems) = sentence::parse(&tokens);
    finish::finish(build::Knowledge::of(&statements), problems, &folded)
}

/// Reads one cell a day (Monday to Sunday, then holidays); `None` or blank is not answered, `―` is not open.
pub fn read_cells(weekdays: [Option<&str>; 7], holiday: Option<&str>) -> Reading {
    cells::read(weekdays, holiday)
}

/// The week, when the text is one in its stored form (`Mo-Fr 09:00-18:00; PH off`).
fn canonical(text: &str) -> Option<WeeklyHours> {
    let text = text.trim();
    let named = text.starts_with(|first: char| first.is_ascii_alphabetic());
    named.then(|| text.parse().ok()).flatten()
}

fn unreadable(code: &str, text: String) -> Reading {
    let notes = if text.is_empty() { Vec::new() } else { vec![ReadingNote { code: code.to_owned(), text }] };
    Reading { class: ReadingClass::Unreadable, week: None, holiday: DayHours::Unstated, notes }
}
