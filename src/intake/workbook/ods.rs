//! OpenDocument spreadsheets. They say "this cell 16,000 times, this row a million times" in a few bytes, so the size is
//! reckoned from the text before the reader lays it out.

use std::io::{Cursor, Read};

use calamine::{Ods, OdsError, Reader, open_workbook_from_rs};
use quick_xml::{
    Reader as XmlReader,
    events::{BytesStart, Event},
};
use zip::ZipArchive;

use super::{Gatherer, SPARE_ROWS, damaged, value::text_of, visible};
use crate::intake::{
    Limits, Notice, Unreadable,
    csv::{too_many_columns, too_many_rows},
    sheet::Sheet,
    unreadable::Refusal,
};

pub(super) fn read(bytes: &[u8], limits: &Limits, notices: &mut Vec<Notice>) -> Result<Vec<Sheet>, Unreadable> {
    check_extent(&content(bytes)?, limits)?;
    let mut book: Ods<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(refusal)?;
    let mut sheets = Vec::new();
    for name in visible(book.sheets_metadata(), notices) {
        let range = book.worksheet_range(&name).map_err(refusal)?;
        let mut rows = Gatherer::new(limits);
        let (top, left) = range.start().unwrap_or((0, 0));
        for (row, column, value) in range.used_cells() {
            rows.put(top + row as u32, left + column as u32, text_of(value))?;
        }
        sheets.push(rows.finish(name));
    }
    Ok(sheets)
}

fn content(bytes: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut file = archive.by_name("content.xml").map_err(|error| damaged(&error))?;
    let mut content = Vec::new();
    file.read_to_end(&mut content).map_err(|error| damaged(&error))?;
    Ok(content)
}

fn refusal(error: OdsError) -> Unreadable {
    match error {
        OdsError::Password => Unreadable::new(Refusal::Encrypted),
        other => damaged(&other),
    }
}

/// Reckons how far the cells with content reach, repeats counted.
fn check_extent(content: &[u8], limits: &Limits) -> Result<(), Unreadable> {
    let mut reader = XmlReader::from_reader(content);
    let mut buffer = Vec::new();
    let mut extent = Extent::default();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            // A broken document is the workbook reader's to refuse.
            Ok(Event::Eof) | Err(_) => return Ok(()),
            Ok(Event::Start(element)) => extent.open(&element, false),
            Ok(Event::Empty(element)) => extent.open(&element, true),
            Ok(Event::End(element)) if element.name().as_ref() == ROW => extent.close_row(),
            Ok(_) => {}
        }
        if extent.width > limits.columns as u64 {
            return Err(too_many_columns(usize::try_from(extent.width).unwrap_or(usize::MAX), limits));
        }
        if extent.rows > (limits.rows + SPARE_ROWS) as u64 {
            return Err(too_many_rows(limits));
        }
        if extent.is_too_large() {
            return Err(Unreadable::new(Refusal::TooLarge));
        }
    }
}

const TABLE: &str = "table:table";
const ROW: &str = "table:table-row";
const CELLS: [&str; 2] = ["table:table-cell", "table:covered-table-cell"];
/// Cells of a sheet once laid out; the reader keeps them all, blank ones too.
const MOST_CELLS: u64 = 12_000_000;

/// How far the cells with content reach in the table being read.
#[derive(Default)]
struct Extent {
    /// The widest row so far.
    width: u64,
    /// Rows down to the last with content.
    rows: u64,
    /// Rows met.
    row: u64,
    repeats: u64,
    column: u64,
    filled_to: u64,
}

impl Extent {
    fn open(&mut self, element: &BytesStart, is_empty: bool) {
        let name = element.name();
        let repeats = |attribute: &str| {
            let found = element.try_get_attribute(attribute).ok().flatten();
            found.and_then(|found| found.value.parse::<u64>().ok()).unwrap_or(1)
        };
        if name.as_ref() == TABLE {
            *self = Self { width: self.width, rows: self.rows, ..Self::default() };
        } else if name.as_ref() == ROW {
            self.repeats = repeats("table:number-rows-repeated");
            (self.column, self.filled_to) = (0, 0);
            if is_empty {
                self.close_row();
            }
        } else if CELLS.contains(&name.as_ref()) {
            self.column = self.column.saturating_add(repeats("table:number-columns-repeated"));
            let is_typed = element.try_get_attribute("office:value-type").ok().flatten().is_some();
            if !is_empty || is_typed {
                self.filled_to = self.column;
            }
        }
    }

    fn close_row(&mut self) {
        self.row = self.row.saturating_add(self.repeats);
        if self.filled_to > 0 {
            self.width = self.width.max(self.filled_to);
            self.rows = self.rows.max(self.row);
        }
    }

    fn is_too_large(&self) -> bool {
        self.rows.saturating_mul(self.width) > MOST_CELLS
    }
}
