//! Who says so, as written.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::JapanTime;
use crate::directory::SourceRef;

/// A column of the list that is not ours.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ExtraColumn)]
pub struct ExtraView<'a> {
    /// Its heading, as written.
    #[schema(max_length = 4000)]
    pub heading: &'a str,
    /// Its text.
    #[schema(max_length = 4000)]
    pub text: &'a str,
}

/// Who says so, and when it was true, read, and last different.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Source)]
pub struct SourceView<'a> {
    /// Whose list.
    #[schema(example = "setagaya", pattern = "^[a-z][a-z0-9-]{0,39}$", max_length = 40)]
    pub association: &'a str,
    /// Which version of it.
    #[schema(pattern = "^[a-z0-9-]{1,64}$", max_length = 64)]
    pub listing: &'a str,
    /// The list, or its row of this pharmacy (更新日), says so as of this date; null when neither says.
    pub valid_at: Option<NaiveDate>,
    /// We last read the list then.
    pub checked_at: JapanTime,
    /// What it says of this pharmacy last differed then.
    pub changed_at: JapanTime,
}

impl<'a> From<&'a SourceRef> for SourceView<'a> {
    fn from(source: &'a SourceRef) -> Self {
        Self {
            association: source.association.as_str(),
            listing: source.listing.as_str(),
            valid_at: source.valid_on,
            checked_at: JapanTime::of_utc(source.checked_at),
            changed_at: JapanTime::of_utc(source.changed_at),
        }
    }
}
