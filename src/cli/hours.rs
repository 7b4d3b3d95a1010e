//! `yoruyaku hours`: the reader, line by line.

use std::{
    borrow::Cow,
    io::{BufRead, Write},
};

use serde::Serialize;

use super::Failure;
use crate::hours::{self, DayHours, Reading, ReadingClass, ReadingNote};

/// One line of output; this shape is a contract.
#[derive(Serialize)]
struct Line<'a> {
    text: &'a str,
    class: &'static str,
    week: String,
    holiday: String,
    notes: Vec<NoteView<'a>>,
}

#[derive(Serialize)]
struct NoteView<'a> {
    code: &'a str,
    text: Cow<'a, str>,
}

/// Reads texts, one a line: a JSON string, or plain text as it stands. Every line has an answer: one that is blank or no
/// UTF-8 is unreadable, and says so.
pub(super) fn run(input: impl BufRead, output: &mut impl Write) -> Result<u8, Failure> {
    for (number, line) in (1..).zip(input.split(b'\n')) {
        let line = line?;
        let is_text = std::str::from_utf8(&line).is_ok();
        let line = String::from_utf8_lossy(&line);
        let line = line.strip_suffix('\r').unwrap_or(&line);
        let line = if number == 1 { line.strip_prefix('\u{feff}').unwrap_or(line) } else { line };
        let text = serde_json::from_str::<String>(line).unwrap_or_else(|_| line.to_owned());
        let reading = match (is_text, text.trim().is_empty()) {
            (true, false) => hours::read(&text),
            // There are no words to tell of.
            (true, true) => unread("empty", hours::note_meaning("empty").map_or("", |(ja, _)| ja)),
            (false, _) => unread("not_understood", &text),
        };
        serde_json::to_writer(&mut *output, &Line::new(&text, &reading)).map_err(Failure::refused)?;
        writeln!(output)?;
    }
    Ok(0)
}

/// The reading of a line that is not read, and why.
fn unread(code: &str, words: &str) -> Reading {
    Reading {
        class: ReadingClass::Unreadable,
        week: None,
        holiday: DayHours::Unstated,
        notes: vec![ReadingNote { code: code.to_owned(), text: words.to_owned() }],
    }
}

impl<'a> Line<'a> {
    fn new(text: &'a str, reading: &'a Reading) -> Self {
        let notes = reading.notes.iter().map(|note| NoteView { code: &note.code, text: Cow::Borrowed(&note.text) });
        // `week` has no word for it.
        let receptions = reading.week.iter().flat_map(hours::WeeklyHours::last_receptions);
        let told = receptions.map(|range| NoteView { code: "last_reception", text: Cow::Owned(range.to_string()) });
        Self {
            text,
            class: reading.class.as_str(),
            week: reading.week.as_ref().map_or_else(|| "?".to_owned(), hours::WeeklyHours::stated),
            holiday: reading.holiday.answer(),
            notes: notes.chain(told).collect(),
        }
    }
}
