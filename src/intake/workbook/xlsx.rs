//! Excel workbooks, cell by cell: a used range that is too large (a stray cell far away, 65,535 formatted rows) costs nothing.

use std::io::Cursor;

use calamine::{DataRef, Dimensions, Reader, Xlsx, XlsxError, open_workbook_from_rs};

use super::{Gatherer, damaged, hidden, value::text_of_ref, visible};
use crate::intake::{
    Limits, Notice, Unreadable,
    sheet::{Merge, Sheet},
    unreadable::Refusal,
};

/// Rows among which merged cells are of interest: headings stand there.
const HEADING_ROWS: u32 = 200;
/// Merged cells kept of a sheet.
const MOST_MERGES: usize = 1_000;
/// Those among them kept of the rows of data: cells of one column joined downwards.
const MOST_DOWN: usize = 20_000;

pub(super) fn read(bytes: &[u8], limits: &Limits, notices: &mut Vec<Notice>) -> Result<Vec<Sheet>, Unreadable> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(refusal)?;
    let mut sheets = Vec::new();
    for name in visible(book.sheets_metadata(), notices) {
        let mut rows = Gatherer::new(limits);
        let mut cells = book.worksheet_cells_reader(&name).map_err(refusal)?;
        while let Some(cell) = cells.next_cell().map_err(refusal)? {
            let (row, column) = cell.get_position();
            if *cell.get_value() != DataRef::Empty {
                rows.put(row, column, text_of_ref(cell.get_value()))?;
            }
        }
        drop(cells);
        // What is too large has been refused by now: these go through a sheet from end to end.
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let mut sheet = rows.finish(name);
        sheet.merges =
            merged.iter().filter(|merge| merge.start.0 < HEADING_ROWS).take(MOST_MERGES).map(joined).collect();
        let is_down = |merge: &&Dimensions| merge.start.1 == merge.end.1 && merge.end.0 > merge.start.0;
        sheet.down = merged.iter().filter(is_down).take(MOST_DOWN).map(joined).collect();
        sheets.push(sheet);
    }
    let hidden = hidden::of_xlsx(bytes);
    for sheet in &sheets {
        if let Some(hidden) = hidden.get(&sheet.name) {
            hidden::tell(sheet, hidden, notices);
        }
    }
    Ok(sheets)
}

fn joined(dimensions: &Dimensions) -> Merge {
    let (start, end) = (dimensions.start, dimensions.end);
    Merge { rows: (start.0 + 1, end.0 + 1), columns: (start.1 as usize, end.1 as usize) }
}

fn refusal(error: XlsxError) -> Unreadable {
    match error {
        XlsxError::Password => Unreadable::new(Refusal::Encrypted),
        other => damaged(&other),
    }
}
