//! The shapes that leave the house: made from domain values, never the other way round.
//!
//! Every key is always there; `null` says: asked, and not known. Instants are RFC 3339 with `+09:00`.

mod dated;
mod hours;
mod instant;
mod listing;
mod pharmacy;
mod place;
mod prepared;
mod report;
mod schema_org;
mod service;
mod source;
mod status;

use serde::Serialize;
use utoipa::ToSchema;

pub use hours::{DayHoursText, HoursView, IntervalView};
pub use instant::JapanTime;
pub use listing::{ListingSummaryView, ListingView};
pub use pharmacy::{DetailsView, IdentityView, PharmacyRecordView, PharmacyView};
pub use place::PhoneView;
pub use prepared::{Prepared, Texts, write_record};
pub use schema_org::SchemaOrgView;
pub use status::StatusView;

/// A text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Bilingual)]
pub struct BilingualView<'a> {
    /// Japanese.
    #[schema(example = "平日の開局時間", max_length = 1000)]
    pub ja: &'a str,
    /// English.
    #[schema(example = "Regular hours", max_length = 1000)]
    pub en: &'a str,
}
