//! What the keeper of a list is told: one document for the page, the API, the command line and the store.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::CoverageReport;
use crate::{
    directory::AssociationId,
    intake::{
        Book, Draft, FileFormat, Notice, Rejected, RowRef,
        merge::{Change, FieldChange, Known, Merged, MergedRow, Scope},
    },
};

/// Rows with a warning that are kept whole, to be corrected where they are shown.
const MOST_DOUBTFUL: usize = 300;

/// How a file was read, what it would change, and everything there is to say about it.
///
/// `rows_in = accepted + rejected + unchanged`, always.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The association's short name.
    pub association: String,
    /// The file's name.
    pub file_name: String,
    /// `csv`, `xlsx`, `xls`, `ods`.
    pub format: String,
    /// The encoding found, of a text file.
    pub encoding: Option<String>,
    /// `whole` or `changes`.
    pub scope: String,
    /// The date the list says it is of, `2026-02-20`.
    pub valid_on: Option<String>,
    /// How each column was understood.
    pub columns: Vec<ColumnReport>,
    /// Rows of data in the file.
    pub rows_in: usize,
    /// Rows that add or change a pharmacy.
    pub accepted: usize,
    /// Rows not used, duplicates included; each has a notice.
    pub rejected: usize,
    /// Rows that say what is published already.
    pub unchanged: usize,
    /// Pharmacies added.
    pub added: usize,
    /// Pharmacies changed.
    pub changed: usize,
    /// Pharmacies that leave the association's list.
    pub removed: usize,
    /// Whether it may be published.
    pub publishable: bool,
    /// Everything there is to say, in the order of the file.
    pub notices: Vec<NoticeReport>,
    /// The rows not used, whole, duplicates among them.
    pub rejected_rows: Vec<RowReport>,
    /// Rows in use with a warning, whole; the first of them.
    #[serde(default)]
    pub doubtful_rows: Vec<RowReport>,
    /// What differs from what is published.
    pub changes: Vec<ChangeReport>,
    /// What publishing it does to the hours at which the area has an open pharmacy.
    pub coverage: CoverageReport,
}

/// What must be said expressly before a list is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Confirmation {
    /// More than a tenth of the published pharmacies go.
    Shrink,
    /// There are warnings, and they were looked at.
    Warnings,
    /// There are errors: the rows they are about are left out.
    Rejected,
}

impl Confirmation {
    /// Every one there is.
    pub const ALL: [Self; 3] = [Self::Shrink, Self::Warnings, Self::Rejected];

    /// `shrink`, `warnings`, `rejected`: its name in every interface.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Shrink => "shrink",
            Self::Warnings => "warnings",
            Self::Rejected => "rejected",
        }
    }

    /// The confirmation of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == name)
    }
}

/// How one column was understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnReport {
    /// The sheet's name; empty for a text file.
    pub sheet: String,
    /// The column's letters.
    pub column: String,
    /// Its heading as written.
    pub heading: String,
    /// What it was taken for; `null` when it is kept as extra text.
    pub meaning: Option<String>,
    /// How sure that is: `sure`, `told`, `likely`, `doubtful`, `unknown`.
    #[serde(default)]
    pub certainty: String,
    /// What its content looks like, when that is something else.
    #[serde(default)]
    pub suggestion: Option<String>,
}

/// One notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeReport {
    /// A stable code.
    pub code: String,
    /// `info`, `warning`, `error`.
    pub severity: String,
    /// The sheet's name; empty for a text file or when it is about the file.
    pub sheet: String,
    /// The row as a spreadsheet counts; `null` when it is about the file.
    pub row: Option<u32>,
    /// The column's heading.
    pub column: Option<String>,
    /// The text found.
    pub found: Option<String>,
    /// How it was read.
    pub read_as: Option<String>,
    /// What is the matter and what to write instead, in Japanese.
    pub ja: String,
    /// The same in English.
    pub en: String,
}

/// A row of the file as written, corrections included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowReport {
    /// The sheet's name.
    pub sheet: String,
    /// The row as a spreadsheet counts.
    pub row: u32,
    /// Its cells as written.
    pub cells: Vec<String>,
}

/// One pharmacy's difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeReport {
    /// `added`, `changed`, `removed`.
    pub kind: String,
    /// The pharmacy's id.
    pub pharmacy: String,
    /// Its name.
    pub name: String,
    /// The row it comes from; `null` of a removed one.
    pub row: Option<u32>,
    /// What differs; empty unless changed.
    pub fields: Vec<FieldReport>,
}

/// One field's difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldReport {
    /// The field's name.
    pub field: String,
    /// Before.
    pub before: Option<String>,
    /// After.
    pub after: Option<String>,
    /// How far a position moved, metres.
    #[serde(default)]
    pub moved_m: Option<u32>,
}

impl Report {
    /// The report of a draft laid over what is published.
    pub fn new(
        (association, file_name, scope): (&AssociationId, &str, Scope),
        draft: &Draft,
        merged: &Merged,
        coverage: CoverageReport,
    ) -> Self {
        let of_file = |change: fn(&Change) -> bool| {
            merged.rows.iter().filter(|row| row.at.is_some() && change(&row.change)).count()
        };
        let (added, unchanged) = (of_file(|c| *c == Change::Added), of_file(|c| *c == Change::Unchanged));
        let changed = of_file(|c| matches!(c, Change::Changed(_)));
        let (format, encoding) = match draft.format {
            FileFormat::Csv { encoding } => ("csv", Some(encoding.to_owned())),
            FileFormat::Xlsx => ("xlsx", None),
            FileFormat::Xls => ("xls", None),
            FileFormat::Ods => ("ods", None),
        };
        let differing = merged.rows.iter().filter_map(ChangeReport::of_row);
        let removed = merged.removed.iter().map(ChangeReport::of_removed);
        Self {
            association: association.to_string(),
            file_name: file_name.to_owned(),
            format: format.to_owned(),
            encoding,
            scope: scope.as_str().to_owned(),
            valid_on: draft.valid_on.map(|date| date.to_string()),
            columns: draft.columns.iter().map(ColumnReport::from).collect(),
            rows_in: draft.rows_in,
            accepted: added + changed,
            rejected: draft.rejected.len() + merged.duplicates.len(),
            unchanged,
            added,
            changed,
            removed: merged.removed.len(),
            publishable: added + changed + unchanged > 0,
            notices: draft.notices.iter().chain(&merged.notices).map(NoticeReport::from).collect(),
            rejected_rows: draft.rejected.iter().map(RowReport::from).collect(),
            doubtful_rows: Vec::new(),
            changes: differing.chain(removed).collect(),
            coverage,
        }
    }

    /// The same, with the cells of duplicates and of rows with a warning, as `book` has them.
    pub(super) fn with_cells(mut self, book: &Book, merged: &Merged) -> Self {
        let row = |at: &RowRef| {
            let cells = book.cells(at)?.to_vec();
            Some(RowReport { sheet: at.sheet.clone(), row: at.row, cells })
        };
        // Of a row that only its sheet's others refuse the reader keeps no more than who it is.
        for rejected in &mut self.rejected_rows {
            let at = RowRef { sheet: rejected.sheet.clone(), row: rejected.row };
            *rejected = row(&at).unwrap_or_else(|| rejected.clone());
        }
        self.rejected_rows.extend(merged.duplicates.iter().filter_map(row));
        let known: HashSet<(&str, u32)> =
            self.rejected_rows.iter().map(|known| (known.sheet.as_str(), known.row)).collect();
        let mut seen = HashSet::new();
        let warned = self.notices.iter().filter(|notice| notice.severity == "warning");
        let places = warned.filter_map(|notice| Some(RowRef { sheet: notice.sheet.clone(), row: notice.row? }));
        let new = places.filter(|at| !known.contains(&(at.sheet.as_str(), at.row)) && seen.insert(at.clone()));
        self.doubtful_rows = new.take(MOST_DOUBTFUL).filter_map(|at| row(&at)).collect();
        self
    }

    /// How many errors it tells: each leaves a row out.
    pub fn errors(&self) -> usize {
        self.notices.iter().filter(|notice| notice.severity == "error").count()
    }

    /// What must be confirmed before it is published.
    pub fn confirmations(&self) -> Vec<Confirmation> {
        let shrinks = self.notices.iter().any(|notice| notice.code == "shrunk");
        let warns = self.notices.iter().any(|notice| notice.severity == "warning" && notice.code != "shrunk");
        let rejects = self.errors() > 0;
        let wanted =
            [(shrinks, Confirmation::Shrink), (warns, Confirmation::Warnings), (rejects, Confirmation::Rejected)];
        wanted.into_iter().filter_map(|(is_wanted, one)| is_wanted.then_some(one)).collect()
    }
}

impl From<&crate::intake::ColumnUse> for ColumnReport {
    fn from(column: &crate::intake::ColumnUse) -> Self {
        Self {
            sheet: column.sheet.clone(),
            column: column.letters.clone(),
            heading: column.heading.clone(),
            meaning: column.meaning.clone(),
            certainty: column.certainty.as_str().to_owned(),
            suggestion: column.suggestion.clone(),
        }
    }
}

impl From<&Notice> for NoticeReport {
    fn from(notice: &Notice) -> Self {
        Self {
            code: notice.code.clone(),
            severity: notice.severity.as_str().to_owned(),
            sheet: notice.at.as_ref().map(|at| at.sheet.clone()).unwrap_or_default(),
            row: notice.at.as_ref().map(|at| at.row),
            column: notice.column.clone(),
            found: notice.found.clone(),
            read_as: notice.read_as.clone(),
            ja: notice.ja.clone(),
            en: notice.en.clone(),
        }
    }
}

impl From<&Rejected> for RowReport {
    fn from(rejected: &Rejected) -> Self {
        Self { sheet: rejected.at.sheet.clone(), row: rejected.at.row, cells: rejected.cells.clone() }
    }
}

impl From<&FieldChange> for FieldReport {
    fn from(change: &FieldChange) -> Self {
        Self {
            field: change.field.as_str().to_owned(),
            before: change.before.clone(),
            after: change.after.clone(),
            moved_m: change.moved_m,
        }
    }
}

impl ChangeReport {
    fn of_row(row: &MergedRow) -> Option<Self> {
        let (kind, fields) = match &row.change {
            Change::Added => ("added", Vec::new()),
            Change::Changed(fields) => ("changed", fields.iter().map(FieldReport::from).collect()),
            Change::Unchanged => return None,
        };
        Some(Self {
            kind: kind.to_owned(),
            pharmacy: row.id.to_string(),
            name: row.facts.name.clone(),
            row: row.at.as_ref().map(|at| at.row),
            fields,
        })
    }

    fn of_removed(known: &Known) -> Self {
        Self {
            kind: "removed".to_owned(),
            pharmacy: known.id.to_string(),
            name: known.facts.name.clone(),
            row: None,
            fields: Vec::new(),
        }
    }
}
