//! What a person adds to a file they sent: corrected cells, and what its columns are. The file itself stays as it came.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    Error, Upload, Version,
    check::{Tell, keep},
    file, version,
};
use crate::{
    directory::{AssociationId, Listing, ListingId},
    intake::{CellEdit, ColumnHint, Limits, is_meaning, merge::Scope},
    store::{self, Connection, Store},
};

/// Corrected cells of a listing at most.
const MOST_EDITS: usize = 5_000;
/// Answers about columns at most.
const MOST_COLUMNS: usize = 300;

/// What someone says a column is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnAnswer {
    /// Its heading.
    pub heading: String,
    /// What it is.
    pub meaning: ColumnMeaning,
}

/// What a column can be said to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnMeaning {
    /// A field or service of that name.
    Named(String),
    /// Not ours; its texts are kept.
    Extra,
    /// Nothing is said any more: its heading tells.
    Unsaid,
}

impl ColumnMeaning {
    /// `extra`, a name such as `after_hours_phone`, or nothing; `None` when no column can mean that.
    pub fn from_name(name: Option<&str>) -> Option<Self> {
        match name {
            None => Some(Self::Unsaid),
            Some("extra") => Some(Self::Extra),
            Some(name) => is_meaning(name).then(|| Self::Named(name.to_owned())),
        }
    }
}

/// What a file is to be checked again with.
#[derive(Clone, Debug, Default)]
pub struct Recheck {
    /// Cells to be read as this.
    pub cells: Vec<CellEdit>,
    /// What its columns are; remembered for the association.
    pub columns: Vec<ColumnAnswer>,
    /// Whether it is the whole list or only what changed; as before when nothing is said.
    pub scope: Option<Scope>,
}

/// What was corrected in a file, and on whose word.
#[derive(Clone, Debug, Default)]
pub(super) struct Corrected {
    /// Every corrected cell, those of earlier listings of the file among them.
    pub edits: Vec<CellEdit>,
    /// What is said of its columns now.
    pub columns: Vec<ColumnAnswer>,
    /// The listing whose file it is.
    pub made_from: Option<ListingId>,
    /// Who stands behind its content, when it is not who asks.
    pub author: Option<String>,
}

/// A corrected cell as kept.
#[derive(Serialize, Deserialize)]
struct KeptEdit {
    sheet: String,
    row: u32,
    column: String,
    text: String,
}

impl Corrected {
    /// What is known of the columns, what is said now over what was said before.
    pub(super) fn hints(&self, before: &[ColumnHint]) -> Vec<ColumnHint> {
        let said = |heading: &str| self.columns.iter().any(|answer| answer.heading == heading);
        let kept = before.iter().filter(|hint| !said(&hint.heading)).cloned();
        let now = self.columns.iter().filter_map(|answer| {
            let meaning = match &answer.meaning {
                ColumnMeaning::Named(name) => name.clone(),
                ColumnMeaning::Extra => String::new(),
                ColumnMeaning::Unsaid => return None,
            };
            Some(ColumnHint { heading: answer.heading.clone(), meaning })
        });
        now.chain(kept).collect()
    }

    /// Keeps what is said of the columns for the association's next file.
    pub(super) fn remember(
        &self,
        c: &mut Connection,
        association: &AssociationId,
        actor: &str,
        at: NaiveDateTime,
    ) -> Result<(), store::Error> {
        for ColumnAnswer { heading, meaning } in &self.columns {
            match meaning {
                ColumnMeaning::Named(name) => store::put_column_hint(c, association, (heading, name), actor, at)?,
                ColumnMeaning::Extra => store::put_column_hint(c, association, (heading, ""), actor, at)?,
                ColumnMeaning::Unsaid => store::forget_column(c, association, heading)?,
            }
        }
        Ok(())
    }

    /// The corrected cells as they are kept, JSON.
    pub(super) fn edits_text(&self) -> String {
        let kept = self.edits.iter().cloned().map(|CellEdit { sheet, row, column, text }| KeptEdit {
            sheet,
            row,
            column,
            text,
        });
        serde_json::to_string(&kept.collect::<Vec<_>>()).expect("texts and numbers are JSON")
    }

    /// What the audit says of a check, with what was corrected.
    pub(super) fn told(&self, mut detail: Value) -> Value {
        if let (Some(from), Some(detail)) = (&self.made_from, detail.as_object_mut()) {
            detail.insert("from".to_owned(), from.to_string().into());
            detail.insert("corrected_cells".to_owned(), self.edits.len().into());
            detail.insert("columns_told".to_owned(), self.columns.len().into());
        }
        detail
    }

    /// Lays newly corrected cells over the ones before.
    fn correct(&mut self, cells: Vec<CellEdit>) {
        for edit in cells {
            let place = |known: &CellEdit| {
                (known.sheet.as_str(), known.row, known.column.as_str())
                    == (edit.sheet.as_str(), edit.row, edit.column.as_str())
            };
            self.edits.retain(|known| !place(known));
            self.edits.push(edit);
        }
    }
}

/// Checks the file of a listing again, with its corrections and those `with` it, against what is published now; this makes
/// a new listing.
///
/// # Errors
/// [`Error::UnknownListing`], [`Error::TooManyCorrections`] and those of [`super::check()`].
pub fn recheck(
    store: &Store,
    id: &ListingId,
    with: Recheck,
    limits: Limits,
    (actor, at): (&str, NaiveDateTime),
    tell: Tell<'_>,
) -> Result<ListingId, Error> {
    let Recheck { cells, columns, scope } = with;
    let Version { listing, report, .. } = version(store, id)?;
    let origin = store.read(|c| store::get_origin(c, id))?;
    let author = origin.as_ref().map(|origin| origin.author.clone()).filter(|_| cells.is_empty());
    let mut corrected = Corrected { edits: edits(origin.as_ref())?, columns, made_from: Some(id.clone()), author };
    corrected.correct(cells);
    if corrected.edits.len() > MOST_EDITS || corrected.columns.len() > MOST_COLUMNS {
        return Err(Error::TooManyCorrections);
    }
    let bytes = file(store, id)?;
    let scope = scope.or_else(|| Scope::from_name(&report.scope)).unwrap_or(Scope::Whole);
    let Listing { association, file_name, .. } = listing;
    let upload = Upload { association, file_name: &file_name, bytes: &bytes, scope, limits, actor, at };
    keep(store, &upload, &corrected, None, tell).map(|(id, _)| id)
}

/// The cells that were corrected in a listing's file.
fn edits(origin: Option<&store::Origin>) -> Result<Vec<CellEdit>, Error> {
    let Some(origin) = origin else { return Ok(Vec::new()) };
    let kept: Vec<KeptEdit> = serde_json::from_str(&origin.edits)
        .map_err(|error| store::Error::Corrupt(format!("corrections of {}: {error}", origin.listing_id)))?;
    Ok(kept.into_iter().map(|KeptEdit { sheet, row, column, text }| CellEdit { sheet, row, column, text }).collect())
}

/// What is remembered of the columns of an association's files, by heading.
///
/// # Errors
/// The store's.
pub fn column_hints(store: &Store, association: &AssociationId) -> Result<Vec<ColumnHint>, Error> {
    let hints = store.read(|c| store::column_hints(c, association))?;
    Ok(hints.into_iter().map(|(heading, meaning)| ColumnHint { heading, meaning }).collect())
}
