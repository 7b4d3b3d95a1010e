//! The one shape every decoder yields.

use std::{borrow::Cow, collections::BTreeMap};

/// One row of cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SheetRow {
    /// Its number, from 1, as a spreadsheet shows it.
    pub number: u32,
    /// Its cells as text, from column A; shorter than other rows when it ends in blanks.
    pub cells: Vec<String>,
}

impl SheetRow {
    /// The text of a column, counted from 0; empty when there is none.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// Whether nothing is written in it.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// Cells joined into one; rows from 1, columns from 0, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Merge {
    /// First and last row.
    pub rows: (u32, u32),
    /// First and last column.
    pub columns: (usize, usize),
}

/// A sheet: its rows that are not blank, in order.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct Sheet {
    /// Its name; empty for a text file.
    pub name: String,
    /// Whether it is of a file that came to supplement another.
    pub is_supplement: bool,
    /// Its rows.
    pub rows: Vec<SheetRow>,
    /// Its merged cells, as far as the format tells and headings need.
    pub merges: Vec<Merge>,
    /// Those of one column and several rows, wherever they are.
    pub down: Vec<Merge>,
}

impl Sheet {
    /// The text of the cells that one is joined with, its own included; `None` when it is joined with none.
    pub fn merged(&self, number: u32, column: usize) -> Option<&str> {
        let merge = self.merges.iter().find(|merge| {
            (merge.rows.0..=merge.rows.1).contains(&number) && (merge.columns.0..=merge.columns.1).contains(&column)
        })?;
        self.rows.iter().find(|row| row.number == merge.rows.0).map(|row| row.cell(merge.columns.0))
    }
}

/// The cells of a table that are joined downwards, with the text they share.
#[derive(Clone, Debug, Default)]
pub(super) struct JoinedDown<'a> {
    /// By column: first and last row, and the text, from the top down.
    columns: BTreeMap<usize, Vec<(u32, u32, &'a str)>>,
}

impl<'a> JoinedDown<'a> {
    /// Those of a sheet below a row; what is joined across columns is a title or a note.
    pub fn below(sheet: &'a Sheet, number: u32) -> Self {
        let mut columns: BTreeMap<usize, Vec<(u32, u32, &str)>> = BTreeMap::new();
        for Merge { rows: (first, last), columns: (from, to) } in sheet.merges.iter().chain(&sheet.down) {
            let row = sheet.rows.binary_search_by_key(first, |row| row.number).ok().and_then(|at| sheet.rows.get(at));
            if let Some(row) = row.filter(|_| from == to && *first > number && last > first) {
                columns.entry(*from).or_default().push((*first, *last, row.cell(*from)));
            }
        }
        for joined in columns.values_mut() {
            joined.sort_unstable();
        }
        Self { columns }
    }

    fn text(&self, number: u32, column: usize) -> Option<&'a str> {
        let joined = self.columns.get(&column)?;
        let next = joined.partition_point(|(first, ..)| *first <= number);
        next.checked_sub(1).and_then(|at| joined.get(at)).filter(|(_, last, _)| *last >= number).map(|(.., text)| *text)
    }

    /// The row with its joined cells as they are shown.
    pub fn filled<'r>(&self, row: &'r SheetRow) -> Cow<'r, SheetRow> {
        let mut filled = Cow::Borrowed(row);
        for column in self.columns.keys() {
            let Some(text) = self.text(row.number, *column) else { continue };
            if row.cell(*column).trim().is_empty() && !text.trim().is_empty() {
                let cells = &mut filled.to_mut().cells;
                cells.resize(cells.len().max(column + 1), String::new());
                if let Some(cell) = cells.get_mut(*column) {
                    text.clone_into(cell);
                }
            }
        }
        filled
    }
}

/// A column's letters: 0 is `A`, 25 `Z`, 26 `AA`.
pub(super) fn column_letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// The column of these letters, counted from 0; `None` unless they are one to three of `A`–`Z`.
pub(super) fn column_number(letters: &str) -> Option<usize> {
    let fits = (1..=3).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_uppercase());
    fits.then(|| letters.bytes().fold(0, |number, b| number * 26 + usize::from(b - b'A') + 1) - 1)
}

#[cfg(test)]
#[path = "sheet_tests.rs"]
mod tests;
