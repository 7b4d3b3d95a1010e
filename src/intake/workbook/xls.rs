//! Old Excel workbooks (BIFF in an OLE container). The reader lays a sheet out from its first cell to its last, so how far
//! they reach is reckoned from the records before.

use std::{
    collections::HashMap,
    io::{Cursor, Read},
};

use calamine::{Reader, Xls, XlsError, open_workbook_from_rs};

use super::{
    Gatherer,
    biff::{self, word},
    damaged,
    hidden::{self, Hidden},
    value::text_of,
    visible,
};
use crate::intake::{
    Limits, Notice, Unreadable, csv::too_many_columns, sheet::Sheet, sniff::not_a_sheet, unreadable::Refusal,
};

/// Cells of a sheet once laid out; the reader keeps them all, blank ones too.
const MOST_CELLS: u64 = 8_000_000;

pub(super) fn read(bytes: &[u8], limits: &Limits, notices: &mut Vec<Notice>) -> Result<Vec<Sheet>, Unreadable> {
    let stream = book_stream(bytes)?;
    check_extent(&stream, limits)?;
    let hidden = biff::hidden(&stream);
    let mut book: Xls<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(refusal)?;
    let mut sheets = Vec::new();
    // Both are in the order of the workbook.
    let hidden: HashMap<String, Hidden> =
        book.sheets_metadata().iter().map(|sheet| sheet.name.clone()).zip(hidden).collect();
    for name in visible(book.sheets_metadata(), notices) {
        let range = book.worksheet_range(&name).map_err(refusal)?;
        let mut rows = Gatherer::new(limits);
        let (top, left) = range.start().unwrap_or((0, 0));
        for (row, column, value) in range.used_cells() {
            rows.put(top + row as u32, left + column as u32, text_of(value))?;
        }
        let sheet = rows.finish(name);
        if let Some(hidden) = hidden.get(&sheet.name) {
            hidden::tell(&sheet, hidden, notices);
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

fn refusal(error: XlsError) -> Unreadable {
    match error {
        XlsError::Password => Unreadable::new(Refusal::Encrypted),
        other => damaged(&other),
    }
}

/// The stream of the workbook in its container.
///
/// # Errors
/// `encrypted` for a container around an encrypted xlsx; `not_a_sheet` for other documents of that time; `damaged`.
fn book_stream(bytes: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let mut container = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    if container.is_stream("/EncryptedPackage") {
        return Err(Unreadable::new(Refusal::Encrypted));
    }
    let Some(name) = ["/Workbook", "/Book", "/WORKBOOK", "/BOOK"].into_iter().find(|name| container.is_stream(name))
    else {
        return Err(if container.is_stream("/WordDocument") {
            not_a_sheet("Word文書", "Word document")
        } else if container.is_stream("/PowerPoint Document") {
            not_a_sheet("PowerPoint", "PowerPoint file")
        } else {
            not_a_sheet("Excelでない文書", "document that is no workbook")
        });
    };
    let mut stream = Vec::new();
    let mut opened = container.open_stream(name).map_err(|error| damaged(&error))?;
    opened.read_to_end(&mut stream).map_err(|error| damaged(&error))?;
    Ok(stream)
}

/// Reckons how far the cells of each sheet reach; a row and column stand first in every record of a cell.
fn check_extent(stream: &[u8], limits: &Limits) -> Result<(), Unreadable> {
    const FILE_PASS: u16 = 0x002f;
    const BEGIN: u16 = 0x0809;
    const MULTIPLE: u16 = 0x00bd;
    const CELLS: [u16; 9] = [0x0006, 0x00fd, 0x0203, 0x0204, 0x0205, 0x0207, 0x027e, 0x00d6, MULTIPLE];
    let (mut rows, mut columns) = (0_u64, 0_u64);
    for (kind, body) in biff::records(stream) {
        match kind {
            FILE_PASS => return Err(Unreadable::new(Refusal::Encrypted)),
            BEGIN => (rows, columns) = (0, 0),
            kind if CELLS.contains(&kind) => {
                let last = if kind == MULTIPLE { word(body, body.len().saturating_sub(2)) } else { 0 };
                rows = rows.max(u64::from(word(body, 0)) + 1);
                columns = columns.max(u64::from(word(body, 2).max(last)) + 1);
            }
            _ => {}
        }
        if columns > 256 {
            return Err(too_many_columns(columns as usize, limits));
        }
        if rows * columns > MOST_CELLS {
            return Err(Unreadable::new(Refusal::TooLarge));
        }
    }
    Ok(())
}
