//! A draft laid over what is published: who is who, what changes, what goes.

use crate::directory::{Facts, Field, PharmacyId};

use super::{Notice, RowRef};

/// Whether a file is the whole list or only what changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// A pharmacy of the association that the file leaves out is removed from its list.
    Whole,
    /// Pharmacies the file leaves out stay as they are.
    Changes,
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
