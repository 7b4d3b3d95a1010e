//! A file opened: its sheets as written, with what a person corrected in them laid over.

use super::{
    CellEdit, ColumnHint, Draft, FileFormat, Limits, Notice, RowRef, Unreadable,
    csv::too_many_columns,
    read,
    sheet::{Sheet, SheetRow, column_number},
};

/// A file opened.
#[derive(Clone, Debug)]
pub struct Book {
    format: FileFormat,
    sheets: Vec<Sheet>,
    notices: Vec<Notice>,
    edited: Vec<Edited>,
}

/// A correction as it was laid over a sheet.
#[derive(Clone, Debug)]
pub(super) struct Edited {
    /// The correction.
    pub edit: CellEdit,
    /// What the file says there.
    pub was: String,
}

impl Book {
    /// Opens a file as it was received and lays `edits` over it, in their order; of a sheet that it hasn't, none.
    ///
    /// # Errors
    /// When the file is no sheet or asks too much, or an edit lies beyond the columns a sheet may have.
    pub fn open(bytes: &[u8], limits: &Limits, edits: &[CellEdit]) -> Result<Self, Unreadable> {
        let mut notices = Vec::new();
        let (format, sheets) = read::sheets(bytes, limits, &mut notices)?;
        let mut book = Self { format, sheets, notices, edited: Vec::new() };
        for edit in edits {
            book.edit(edit, limits)?;
        }
        Ok(book)
    }

    fn edit(&mut self, edit: &CellEdit, limits: &Limits) -> Result<(), Unreadable> {
        let Some(column) = column_number(&edit.column) else { return Ok(()) };
        if column >= limits.columns {
            return Err(too_many_columns(column + 1, limits));
        }
        let Some(sheet) = self.sheets.iter_mut().find(|sheet| sheet.name == edit.sheet) else { return Ok(()) };
        let at = sheet.rows.partition_point(|row| row.number < edit.row);
        if sheet.rows.get(at).is_none_or(|row| row.number != edit.row) {
            sheet.rows.insert(at, SheetRow { number: edit.row, cells: Vec::new() });
        }
        let Some(row) = sheet.rows.get_mut(at) else { return Ok(()) };
        if row.cells.len() <= column {
            row.cells.resize(column + 1, String::new());
        }
        let Some(cell) = row.cells.get_mut(column) else { return Ok(()) };
        let was = std::mem::replace(cell, edit.text.clone());
        if row.is_blank() {
            sheet.rows.remove(at);
        }
        self.edited.push(Edited { edit: edit.clone(), was });
        Ok(())
    }

    /// Reads it; `file_name` is used only where it carries the date of the list, `hints` is what a person has said of its
    /// columns.
    ///
    /// # Errors
    /// When it is no list at all; see [`Unreadable::code`].
    pub fn read(&self, file_name: &str, limits: &Limits, hints: &[ColumnHint]) -> Result<Draft, Unreadable> {
        let mut notices = self.notices.clone();
        let tables = read::tables(&self.sheets, hints, &mut notices)?;
        read::edits(&self.edited, &tables, &mut notices);
        read::read_tables(self.format, &tables, file_name, limits, notices)
    }

    /// The cells of a row as written, corrections included, from column A; `None` when it has no such row.
    pub fn cells(&self, at: &RowRef) -> Option<&[String]> {
        let sheet = self.sheets.iter().find(|sheet| sheet.name == at.sheet)?;
        let row = sheet.rows.binary_search_by_key(&at.row, |row| row.number).ok()?;
        sheet.rows.get(row).map(|row| row.cells.as_slice())
    }
}
