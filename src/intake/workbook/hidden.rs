//! Rows and columns that a spreadsheet does not show. The reader of cells knows nothing of them, so the sheets' own marks
//! are read: what a person hid may not be meant for everyone.

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

use crate::intake::{
    Notice,
    catalogue::Code,
    sheet::{Sheet, column_letters},
};

/// Stretches of rows or columns told at most.
const MOST_TOLD: usize = 40;
/// Columns that a sheet of any format can have.
const WIDEST: usize = 16_384;

/// What a sheet doesn't show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Hidden {
    /// Rows, from 1.
    pub rows: BTreeSet<u32>,
    /// Columns, from 0.
    pub columns: BTreeSet<usize>,
}

/// Tells which of the sheet's rows and columns that hold something are hidden ones.
pub(super) fn tell(sheet: &Sheet, hidden: &Hidden, notices: &mut Vec<Notice>) {
    let rows = sheet.rows.iter().map(|row| row.number as usize);
    let rows = rows.filter(|row| u32::try_from(*row).is_ok_and(|row| hidden.rows.contains(&row)));
    let is_filled = |column: &usize| sheet.rows.iter().any(|row| !row.cell(*column).trim().is_empty());
    let columns = hidden.columns.iter().copied().filter(is_filled);
    for (code, stretches, name) in [
        (Code::HiddenRows, stretches(rows), usize::to_string as fn(&usize) -> String),
        (Code::HiddenColumns, stretches(columns), |column| column_letters(*column)),
    ] {
        let told = stretches
            .iter()
            .take(MOST_TOLD)
            .map(|(first, last)| if first == last { name(first) } else { format!("{}～{}", name(first), name(last)) });
        let more = (stretches.len() > MOST_TOLD).then(|| "…".to_owned());
        let told: Vec<String> = told.chain(more).collect();
        if !told.is_empty() {
            notices.push(Notice::new(code).found(&sheet.name).read_as(told.join("、")));
        }
    }
}

/// Numbers in order as stretches without a gap, first and last.
fn stretches(numbers: impl Iterator<Item = usize>) -> Vec<(usize, usize)> {
    let mut stretches: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match stretches.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => stretches.push((number, number)),
        }
    }
    stretches
}

/// What the sheets of an xlsx workbook don't show, by their names; what can't be found out is left to the reader of cells.
pub(super) fn of_xlsx(bytes: &[u8]) -> HashMap<String, Hidden> {
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
        let mut own = Hidden::default();
        let mut number = 0;
        elements(&mut archive, &part, |element| match element.local_name().as_ref() {
            "row" => {
                number = attribute(element, "r").and_then(|row| row.parse().ok()).unwrap_or(number + 1);
                if is_hidden(element) {
                    own.rows.insert(number);
                }
            }
            "col" if is_hidden(element) => {
                let place = |name: &str| attribute(element, name)?.parse::<usize>().ok()?.checked_sub(1);
                if let Some((first, last)) = place("min").zip(place("max")) {
                    own.columns.extend(first..=last.min(WIDEST));
                }
            }
            _ => {}
        });
        hidden.insert(name, own);
    }
    hidden
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "hidden").is_some_and(|hidden| matches!(hidden.as_str(), "1" | "true"))
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
