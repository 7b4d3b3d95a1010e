//! WHAT: the pharmacies and what is said of them. Pure: no I/O, no clock, no database, no HTTP.
//!
//! | 日本語 | type | name in every interface |
//! |---|---|---|
//! | 薬局 | [`Pharmacy`] | `pharmacy` |
//! | 薬剤師会 | [`Association`] | `association` |
//! | 一覧 | [`Listing`] | `listing` |
//! | 輪番/当番 | [`DutyRotation`], [`crate::hours::DutyShift`] | `duty` |
//! | 一覧の一行が述べること | [`Facts`] | (its fields) |
//! | 会員/非会員 | [`Membership`] | `membership` |
//! | 対応の可否 | [`Answer`] to a [`Service`] | `services` |
//! | 訂正の申出 | [`Correction`] | `correction` |
//! | 所在地・位置 | [`Place`] , [`Position`] | `address`, `position` |
//!
//! **Invariant:** nothing here derives `Serialize`, a database row or a schema; those shapes belong to `store` and `web`.

mod association;
mod authority;
mod border;
mod correction;
mod difference;
mod duty;
mod embedding;
mod emergency;
mod facts;
mod layers;
mod listing;
mod phone;
mod place;
mod prefecture;
mod romaji;
mod service;

pub use association::{Area, Association, AssociationId};
pub use authority::{Authority, ParseAuthorityError};
pub use border::Border;
pub use correction::{Correction, Topic};
pub use difference::Part;
pub use duty::{DutyDays, DutyRotation, ROSTER_WARNINGS, roster_warning};
pub use embedding::{Embedding, Origin, RelatedMap, Scope};
pub use emergency::{Emergency, EmergencyLine, EmergencyLineError, LANGUAGES as EMERGENCY_LANGUAGES};
pub use facts::{Facts, Field, Membership, PharmacyCode, StatedHours};
pub use layers::{Layer, Pharmacy, PharmacyId, SourceRef};
pub use listing::{Listing, ListingId, ListingState, ListingStateError};
pub use phone::Phone;
pub use place::{Place, Position, PositionLevel};
pub use prefecture::{PREFECTURES, prefecture_name, prefecture_of};
pub use romaji::romaji;
pub use service::{Answer, Service};
