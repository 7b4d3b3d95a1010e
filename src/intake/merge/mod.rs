//! A draft laid over what is published: who is who, what changes, what goes.
//!
//! **Invariant:** of the rows of a file, each is accepted (added or changed), unchanged, or rejected (a duplicate among them):
//! [`Merged::counts`] adds up. A blank cell never deletes; `rows` is the whole list as it would be published.

mod difference;
mod identity;
mod lay_over;
mod overlay;

use super::{Draft, Notice, RowRef};
use crate::directory::{Facts, Field, PharmacyId};
pub use lay_over::{lay_over, meets};

/// Whether a file is the whole list or only what changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// A pharmacy of the association that the file leaves out is removed from its list.
    Whole,
    /// Pharmacies the file leaves out stay as they are.
    Changes,
}

impl Scope {
    /// `whole` or `changes`: its name in every interface.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Changes => "changes",
        }
    }

    /// The scope of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Whole, Self::Changes].into_iter().find(|scope| scope.as_str() == name)
    }
}

/// A pharmacy already in the directory, from any association's list.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// Its own id.
    pub id: PharmacyId,
    /// What its sources say.
    pub facts: Facts,
}

/// How a row differs from what is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Not on the association's published list.
    Added,
    /// On it, and different in these fields.
    Changed(Vec<FieldChange>),
    /// On it, word for word.
    Unchanged,
}

/// One field's difference, as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// Which field.
    pub field: Field,
    /// Before; `None` when it was not stated.
    pub before: Option<String>,
    /// After; `None` when it was erased.
    pub after: Option<String>,
    /// Of a position that differs: how far it moved, metres.
    pub moved_m: Option<u32>,
}

impl FieldChange {
    /// A difference of texts.
    pub(super) fn new(field: Field, before: Option<String>, after: Option<String>) -> Self {
        Self { field, before, after, moved_m: None }
    }
}

/// One pharmacy of the list that would be published.
#[derive(Clone, Debug, PartialEq)]
pub struct MergedRow {
    /// Its own id: found again, or minted.
    pub id: PharmacyId,
    /// The row of the file; `None` for one that a changes-only file leaves out.
    pub at: Option<RowRef>,
    /// The facts as they would be published.
    pub facts: Facts,
    /// How that differs.
    pub change: Change,
}

/// The list that would be published.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// Its pharmacies in the order of the file.
    pub rows: Vec<MergedRow>,
    /// Pharmacies that would leave the association's list.
    pub removed: Vec<Known>,
    /// Rows that turned out to be the same pharmacy as an earlier row; they count as rejected.
    pub duplicates: Vec<RowRef>,
    /// What there is to say about identity, duplicates and shrinkage.
    pub notices: Vec<Notice>,
}

/// How many rows became what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Counts {
    /// Rows of data in the file: `added + changed + unchanged + rejected`.
    pub rows_in: usize,
    /// Pharmacies new on the list.
    pub added: usize,
    /// Pharmacies on the list of which something differs.
    pub changed: usize,
    /// Pharmacies on the list of which nothing differs.
    pub unchanged: usize,
    /// Rows not used: unusable ones and duplicates.
    pub rejected: usize,
    /// Pharmacies that leave the list.
    pub removed: usize,
}

impl Counts {
    /// Rows that bring something new: added and changed.
    pub fn accepted(self) -> usize {
        self.added + self.changed
    }
}

impl Merged {
    /// The counts of the report; `draft` is the one this was made from.
    pub fn counts(&self, draft: &Draft) -> Counts {
        let mut counts = Counts {
            rows_in: draft.rows_in,
            rejected: draft.rejected.len() + self.duplicates.len(),
            removed: self.removed.len(),
            ..Counts::default()
        };
        for row in self.rows.iter().filter(|row| row.at.is_some()) {
            match row.change {
                Change::Added => counts.added += 1,
                Change::Changed(_) => counts.changed += 1,
                Change::Unchanged => counts.unchanged += 1,
            }
        }
        counts
    }
}
