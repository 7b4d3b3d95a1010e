//! The numbers to call when a pharmacy is not enough: a table as it comes in, and the one compiled in.

use std::{collections::HashSet, sync::LazyLock};

use chrono::NaiveDateTime;
use encoding_rs::{SHIFT_JIS, UTF_8};
use serde_json::json;

use super::{
    Error,
    audit::{Deed, note},
    record,
};
use crate::{
    directory::{Emergency, EmergencyLine},
    store::{self, Store},
};

/// The columns of a table.
pub const COLUMNS: [&str; 5] = ["area", "phone", "lang", "name", "note"];

/// More lines than any operator's area has numbers and languages.
const MOST: usize = 2000;

/// What holds where an operator has set nothing else: the numbers of the country and of Tokyo.
pub static NUMBERS: LazyLock<Emergency> =
    LazyLock::new(|| read_emergency(include_bytes!("../../seed/emergency.csv")).unwrap_or_default());

/// The operator's own lines.
///
/// # Errors
/// The store's.
pub fn load_emergency(store: &Store) -> Result<Emergency, Error> {
    Ok(store.read(store::load_emergency)?)
}

/// Puts these in the place of the operator's lines; servers that run show them within seconds.
///
/// # Errors
/// The store's.
pub fn set_emergency(store: &Store, emergency: &Emergency, actor: &str, at: NaiveDateTime) -> Result<(), Error> {
    store.write(|c| {
        let before = table(&store::load_emergency(c)?);
        store::replace_emergency(c, emergency)?;
        let after = table(emergency);
        let deed = Deed { actor, action: "emergency.set", subject: "emergency".to_owned(), at };
        let digests = (Some(before.as_bytes()), Some(after.as_bytes()));
        note(c, deed, digests, json!({ "lines": emergency.lines.len() }))?;
        record(c, None, at)
    })?;
    Ok(())
}

/// Its lines as one text.
fn table(emergency: &Emergency) -> String {
    let line = |line: &EmergencyLine| json!([line.area, line.phone, line.lang, line.name, line.note]).to_string();
    emergency.lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Reads a table (`area,phone,lang,name,note`; CSV in UTF-8 or as Excel saves it, CP932).
///
/// # Errors
/// [`Error::Emergency`] with the row and what to write instead.
pub fn read_emergency(bytes: &[u8]) -> Result<Emergency, Error> {
    let refused = |line: usize, what: &dyn std::fmt::Display| Error::Emergency(format!("line {line}: {what}"));
    let (text, _, garbled) = if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { SHIFT_JIS }.decode(bytes);
    if garbled {
        return Err(Error::Emergency("neither UTF-8 nor Shift_JIS".to_owned()));
    }
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let headings = reader.headers().map_err(|error| refused(1, &error))?;
    if headings.iter().ne(COLUMNS) {
        return Err(refused(1, &format!("the first line is {}", COLUMNS.join(","))));
    }
    let mut emergency = Emergency::default();
    let mut seen = HashSet::new();
    for record in reader.records() {
        let record = record.map_err(|error| Error::Emergency(error.to_string()))?;
        let at = record.position().map_or(0, |position| usize::try_from(position.line()).unwrap_or(0));
        let cells: Vec<&str> = record.iter().collect();
        let [area, phone, lang, name, note] = cells.as_slice() else {
            return Err(refused(at, &format!("{} cells; five are wanted: {}", cells.len(), COLUMNS.join(","))));
        };
        let line = EmergencyLine::new(area, phone, lang, name, note).map_err(|error| refused(at, &error))?;
        if !seen.insert((line.area.clone(), line.phone.clone(), line.lang.clone())) {
            return Err(refused(at, &format!("{phone} for area {area:?} in {lang} stands there twice")));
        }
        if emergency.lines.len() == MOST {
            return Err(refused(at, &format!("at most {MOST} lines")));
        }
        emergency.lines.push(line);
    }
    match emergency.without_japanese().first() {
        Some((area, phone)) => Err(Error::Emergency(format!(
            "{phone} for area {area:?} needs a line in ja: it stands in for other languages"
        ))),
        None => Ok(emergency),
    }
}

#[cfg(test)]
#[path = "emergency_tests.rs"]
mod tests;
