//! Workbooks → sheets. What a file asks for is checked before anything is expanded.

mod archive;
mod biff;
mod hidden;
mod ods;
mod value;
mod xls;
mod xlsx;

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{Sheet as SheetInfo, SheetType, SheetVisible};

use super::{
    FileFormat, Limits, Notice, Unreadable,
    catalogue::Code,
    csv::{too_many_columns, too_many_rows},
    sheet::{Sheet, SheetRow},
    sniff::not_a_sheet,
    unreadable::Refusal,
};
use archive::Contents;

/// Rows above and beside the rows of data that a file may hold: titles, legends, headings.
const SPARE_ROWS: usize = 200;

/// Reads an xlsx, xlsm or ods file.
///
/// # Errors
/// `not_a_sheet` saying what else the archive is; `encrypted`, `damaged`, `too_large`, `too_many_rows`, `too_many_columns`.
pub(super) fn read_zip(
    bytes: &[u8],
    limits: &Limits,
    notices: &mut Vec<Notice>,
) -> Result<(FileFormat, Vec<Sheet>), Unreadable> {
    match archive::check(bytes, limits)? {
        Contents::Xlsx => guarded(|| xlsx::read(bytes, limits, notices)).map(|sheets| (FileFormat::Xlsx, sheets)),
        Contents::Ods => guarded(|| ods::read(bytes, limits, notices)).map(|sheets| (FileFormat::Ods, sheets)),
        Contents::Other(ja, en) => Err(not_a_sheet(ja, en)),
    }
}

/// Reads an xls file.
///
/// # Errors
/// As [`read_zip`].
pub(super) fn read_ole(
    bytes: &[u8],
    limits: &Limits,
    notices: &mut Vec<Notice>,
) -> Result<(FileFormat, Vec<Sheet>), Unreadable> {
    guarded(|| xls::read(bytes, limits, notices)).map(|sheets| (FileFormat::Xls, sheets))
}

/// A damaged workbook must not take the process with it when the library stumbles over it (calamine 0.38 does so on xls
/// files cut in their records). It needs panics that unwind.
fn guarded<T>(read: impl FnOnce() -> Result<T, Unreadable>) -> Result<T, Unreadable> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(Unreadable::new(Refusal::Damaged)))
}

fn damaged(error: &impl std::fmt::Display) -> Unreadable {
    Unreadable::new(Refusal::Damaged).because("", &format!("({error})"))
}

/// The names of the sheets to be read; hidden ones are told and passed over.
fn visible(sheets: &[SheetInfo], notices: &mut Vec<Notice>) -> Vec<String> {
    let mut names = Vec::new();
    for sheet in sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        if sheet.visible == SheetVisible::Visible {
            names.push(sheet.name.clone());
        } else {
            notices.push(Notice::new(Code::HiddenSheet).found(&sheet.name));
        }
    }
    names
}

/// Rows as they come in, whatever their order.
struct Gatherer<'a> {
    limits: &'a Limits,
    rows: BTreeMap<u32, Vec<String>>,
}

impl<'a> Gatherer<'a> {
    fn new(limits: &'a Limits) -> Self {
        Self { limits, rows: BTreeMap::new() }
    }

    /// Puts a text at a row and column, both from 0. A blank text is nothing.
    fn put(&mut self, row: u32, column: u32, text: String) -> Result<(), Unreadable> {
        if text.trim().is_empty() {
            return Ok(());
        }
        let column = column as usize;
        if column >= self.limits.columns {
            return Err(too_many_columns(column + 1, self.limits));
        }
        let cells = self.rows.entry(row).or_default();
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        if let Some(cell) = cells.get_mut(column) {
            *cell = text;
        }
        if self.rows.len() > self.limits.rows + SPARE_ROWS { Err(too_many_rows(self.limits)) } else { Ok(()) }
    }

    fn finish(self, name: String) -> Sheet {
        let rows = self.rows.into_iter().map(|(row, cells)| SheetRow { number: row + 1, cells });
        Sheet { name, rows: rows.collect(), ..Sheet::default() }
    }
}
