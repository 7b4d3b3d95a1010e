//! What reading a file yields.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Notice, cells::slots::Mark};
use crate::directory::{Facts, Field, PharmacyId};

/// What a file may ask of us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub file_bytes: usize,
    /// Bytes of a workbook once expanded.
    pub expanded_bytes: u64,
    /// Rows of data in all sheets.
    pub rows: usize,
    /// Columns of a sheet.
    pub columns: usize,
    /// Characters of one cell; the rest is cut and a notice says so.
    pub cell_chars: usize,
    /// The last day on which a list can be of, or a pharmacy have been struck off: today, where that is known.
    pub today: Option<NaiveDate>,
}

impl Default for Limits {
    /// 20 MiB, 400 MiB expanded, 100,000 rows, 300 columns, 4,000 characters a cell.
    fn default() -> Self {
        Self {
            file_bytes: 20 << 20,
            expanded_bytes: 400 << 20,
            rows: 100_000,
            columns: 300,
            cell_chars: 4_000,
            today: None,
        }
    }
}

/// What kind of file it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileFormat {
    /// Comma- or tab-separated text.
    Csv {
        /// Its encoding's name: `UTF-8`, `UTF-8 (BOM)`, `Shift_JIS`, `EUC-JP`, `UTF-16LE`, …
        encoding: &'static str,
    },
    /// An Excel workbook (xlsx, xlsm).
    Xlsx,
    /// An old Excel workbook (xls).
    Xls,
    /// An OpenDocument spreadsheet.
    Ods,
}

/// A row of a file, as its keeper sees it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowRef {
    /// The sheet's name; empty for a text file.
    pub sheet: String,
    /// The row's number, from 1, headings counted, as a spreadsheet shows it.
    pub row: u32,
}

/// How one column of a sheet was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnUse {
    /// The sheet's name.
    pub sheet: String,
    /// The column's letters, `A`, `B`, … `AA`.
    pub letters: String,
    /// Its heading as written, merged and two-row headings joined by a space.
    pub heading: String,
    /// What it was taken for: a field or service name such as `after_hours_phone`, `hours.mon`; `None` when it is not ours
    /// and is kept as extra text.
    pub meaning: Option<String>,
    /// How sure that is.
    pub certainty: Certainty,
    /// What its content looks like, when that is something else: a name as in `meaning`.
    pub suggestion: Option<String>,
}

/// How sure it is what a column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// Its heading is known.
    Sure,
    /// A person said so.
    Told,
    /// Its heading holds known words, or is known but for what stands in brackets: to be asked.
    Likely,
    /// Its content does not look like its heading: to be asked.
    Doubtful,
    /// Its heading is not known; it is to be asked when its content suggests something.
    Unknown,
}

impl Certainty {
    /// `sure`, `told`, `likely`, `doubtful`, `unknown`: its name in every interface.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sure => "sure",
            Self::Told => "told",
            Self::Likely => "likely",
            Self::Doubtful => "doubtful",
            Self::Unknown => "unknown",
        }
    }
}

/// What a person said a column means, remembered for the next file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnHint {
    /// The column's heading as in [`ColumnUse::heading`], or its own without the groups above it.
    pub heading: String,
    /// What it is: a name as in [`ColumnUse::meaning`]; empty for "not ours, keep it as text".
    pub meaning: String,
}

/// A cell that a person corrected; the file itself stays as it came.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CellEdit {
    /// The sheet's name; empty for a text file.
    pub sheet: String,
    /// The row's number, from 1, as a spreadsheet shows it.
    pub row: u32,
    /// The column's letters.
    pub column: String,
    /// What it is to say; empty for a blank cell.
    pub text: String,
}

/// One row read.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Where it stands.
    pub at: RowRef,
    /// Rows of other sheets that were joined into it.
    pub also: Vec<RowRef>,
    /// Our own id of the pharmacy, when the file carries it (a list downloaded from us).
    pub id: Option<PharmacyId>,
    /// What it says; a blank cell says nothing.
    pub facts: Facts,
    /// Whether it says how exact its position is.
    pub states_level: bool,
    /// Fields an explicit mark (削除) erases.
    pub erased: BTreeSet<Field>,
    /// Hours that were given one cell a day, Monday to Sunday and holidays; a blank day says nothing.
    pub by_day: BTreeMap<Field, [Option<String>; 8]>,
    /// 定休日 of a column of its own: its heading and its text.
    pub closing: Option<(String, String)>,
    /// Of opening hours given as start and end columns that no cells of a day can hold: the days spoken of.
    pub by_slot: Option<[bool; 8]>,
    /// Single days of the hours that such a mark erases, 0 Monday to 6 Sunday, 7 holidays.
    pub erased_days: BTreeSet<(Field, usize)>,
    /// What such marks erase in start and end columns and flags, by day likewise.
    pub erased_slots: BTreeSet<(usize, Mark)>,
    /// Whether such a mark erases the closing days.
    pub erased_closing: bool,
    /// Whether such a mark erases the date of its row.
    pub erased_valid_on: bool,
    /// Headings of extra columns that such a mark erases.
    pub erased_extra: BTreeSet<String>,
}

/// One row that can't be used, kept whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Where it stands.
    pub at: RowRef,
    /// Its cells as written.
    pub cells: Vec<String>,
}

/// A file read.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// What kind of file.
    pub format: FileFormat,
    /// The date the list says it is of (令和6年6月1日現在).
    pub valid_on: Option<NaiveDate>,
    /// How each column was understood.
    pub columns: Vec<ColumnUse>,
    /// Rows of data met; rows of several sheets joined into one pharmacy count once.
    pub rows_in: usize,
    /// The rows read.
    pub entries: Vec<Entry>,
    /// The rows not usable.
    pub rejected: Vec<Rejected>,
    /// Rows that strike a pharmacy off the list (削除日); they are among the rejected, and tell a changes-only file what goes.
    pub struck_off: Vec<Entry>,
    /// What rows refused for an error tell of who they are; they are among the rejected.
    pub unusable: Vec<Entry>,
    /// Whether it is the workbook of the rows that could not be used, sent back: then it is only part of a list.
    pub is_returned: bool,
    /// Everything there is to say, in the order of the file.
    pub notices: Vec<Notice>,
}

/// A file that is no list at all, or more than may be asked. Its text says what to do instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// A stable code: `empty_file`, `not_a_sheet`, `encrypted`, `too_large`, `too_many_rows`, `too_many_columns`,
    /// `no_known_heading`, `no_usable_row`, `shifted_columns`, `damaged`, …
    pub code: &'static str,
    /// What is the matter and what to do, in Japanese.
    pub ja: String,
    /// The same in English.
    pub en: String,
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} / {}", self.ja, self.en)
    }
}

impl std::error::Error for Unreadable {}
