//! 一覧: one uploaded version of an association's list, and the only place its state changes.

use std::{fmt, sync::Arc};

use thiserror::Error;

/// A listing's id, minted once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListingId(Arc<str>);

impl ListingId {
    /// An id as stored or asked for; 1–64 characters of `a-z`, `0-9`, `-`, else `None`.
    pub fn new(id: &str) -> Option<Self> {
        let fits = (1..=64).contains(&id.len())
            && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        fits.then(|| Self(id.into()))
    }

    /// The id's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ListingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where a listing stands: draft → checked → published → superseded or withdrawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListingState {
    /// Read, with errors that block publication.
    Draft,
    /// Read, and may be published.
    Checked,
    /// What readers see.
    Published,
    /// Replaced by a later publication of the same association.
    Superseded,
    /// Taken back.
    Withdrawn,
}

impl ListingState {
    /// Its name in every interface.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Checked => "checked",
            Self::Published => "published",
            Self::Superseded => "superseded",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Draft, Self::Checked, Self::Published, Self::Superseded, Self::Withdrawn]
            .into_iter()
            .find(|state| state.as_str() == name)
    }

    /// The state after `to` is asked for.
    ///
    /// # Errors
    /// When a listing in this state can't become that: only a checked, superseded (restored) or withdrawn one is
    /// published, only a published one is superseded or withdrawn, only a draft is checked.
    pub fn become_(self, to: Self) -> Result<Self, ListingStateError> {
        let allowed = matches!(
            (self, to),
            (Self::Draft, Self::Checked)
                | (Self::Checked | Self::Superseded | Self::Withdrawn, Self::Published)
                | (Self::Published, Self::Superseded | Self::Withdrawn)
        );
        if allowed { Ok(to) } else { Err(ListingStateError { from: self, to }) }
    }
}

/// A change of state that is not allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a {} listing can't become {}", from.as_str(), to.as_str())]
pub struct ListingStateError {
    /// The state it is in.
    pub from: ListingState,
    /// The state asked for.
    pub to: ListingState,
}

/// One uploaded version of an association's list, without its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// Its id.
    pub id: ListingId,
    /// Whose list it is.
    pub association: super::AssociationId,
    /// Where it stands.
    pub state: ListingState,
    /// The name of the file it came from.
    pub file_name: String,
    /// The date the list itself says it is of (令和6年6月1日現在), else `None`.
    pub valid_on: Option<chrono::NaiveDate>,
    /// When the file was received, UTC.
    pub received_at: chrono::NaiveDateTime,
    /// When it was last published, UTC.
    pub published_at: Option<chrono::NaiveDateTime>,
}
