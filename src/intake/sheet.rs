//! The one shape every decoder yields.

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
    /// Its merged cells, as far as the format tells.
    pub merges: Vec<Merge>,
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
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_spreadsheets_do() {
        for (column, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
            assert_eq!(column_letters(column), letters);
            assert_eq!(column_number(letters), Some(column));
        }
        for wrong in ["", "a", "A1", "AAAA", "あ"] {
            assert_eq!(column_number(wrong), None);
        }
    }
}
