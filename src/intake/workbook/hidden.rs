//! Rows that a spreadsheet does not show. The reader of cells knows nothing of them, so the sheets' own marks are read.

use std::{
    collections::{BTreeSet, HashMap},
    io::{BufReader, Cursor, Read},
};

use quick_xml::{
    Reader,
    escape::unescape,
    events::{BytesStart, Event},
};
use zip::ZipArchive;

use crate::intake::{Notice, catalogue::Code, sheet::Sheet};

/// Stretches of row numbers told at most.
const MOST_TOLD: usize = 40;

/// Tells which of the sheet's rows are hidden ones; row numbers from 1.
pub(super) fn tell(sheet: &Sheet, hidden: &BTreeSet<u32>, notices: &mut Vec<Notice>) {
    let rows = sheet.rows.iter().map(|row| row.number).filter(|number| hidden.contains(number));
    let mut stretches: Vec<(u32, u32)> = Vec::new();
    for row in rows {
        match stretches.last_mut() {
            Some((_, last)) if *last + 1 == row => *last = row,
            _ => stretches.push((row, row)),
        }
    }
    if stretches.is_empty() {
        return;
    }
    let mut told: Vec<String> = stretches
        .iter()
        .take(MOST_TOLD)
        .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}～{last}") })
        .collect();
    if stretches.len() > MOST_TOLD {
        told.push("…".to_owned());
    }
    notices.push(Notice::new(Code::HiddenRows).found(&sheet.name).read_as(told.join("、")));
}

/// The hidden rows of an xlsx workbook's sheets, by the sheets' names; what can't be found out is left to the reader of cells.
pub(super) fn rows_of_xlsx(bytes: &[u8]) -> HashMap<String, BTreeSet<u32>> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return HashMap::new() };
    let mut names: Vec<(String, String)> = Vec::new();
    elements(&mut archive, "xl/workbook.xml", |element| {
        if element.local_name().as_ref() == "sheet" {
            names.extend(attribute(element, "name").zip(attribute(element, "r:id")));
        }
    });
    let mut targets: HashMap<String, String> = HashMap::new();
    elements(&mut archive, "xl/_rels/workbook.xml.rels", |element| {
        if element.local_name().as_ref() == "Relationship" {
            targets.extend(attribute(element, "Id").zip(attribute(element, "Target")));
        }
    });
    let mut hidden = HashMap::new();
    for (name, id) in names {
        let Some(target) = targets.get(&id) else { continue };
        let part = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
        let mut rows = BTreeSet::new();
        let mut number = 0;
        elements(&mut archive, &part, |element| {
            if element.local_name().as_ref() == "row" {
                number = attribute(element, "r").and_then(|row| row.parse().ok()).unwrap_or(number + 1);
                if attribute(element, "hidden").is_some_and(|hidden| matches!(hidden.as_str(), "1" | "true")) {
                    rows.insert(number);
                }
            }
        });
        hidden.insert(name, rows);
    }
    hidden
}

/// Every opening element of a part, one at a time; a part that is missing or damaged ends early.
fn elements(archive: &mut ZipArchive<Cursor<&[u8]>>, part: &str, mut each: impl FnMut(&BytesStart<'_>)) {
    let Ok(file) = archive.by_name(part) else { return };
    // What comes out was reckoned before; a part that lies about its size ends where it promised to.
    let size = file.size();
    let mut reader = Reader::from_reader(BufReader::new(file.take(size)));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element) | Event::Empty(element)) => each(&element),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).ok().flatten()?;
    unescape(&found.value).ok().map(std::borrow::Cow::into_owned)
}
