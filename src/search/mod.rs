//! The in-memory directory: an immutable snapshot that answers every public question. Pure; no `await`, no lock, no SQL.

mod areas;
mod confirmed;
mod cores;
mod coverage;
mod cursor;
mod days;
mod find;
mod fold;
mod gazetteer;
mod grid;
mod lists;
mod live;
mod places;
mod plans;
mod question;
mod romaji;
mod scarce;
mod snapshot;
mod text;

pub use confirmed::confirmed;
pub use coverage::{Coverage, Gap, HourCoverage, REACHES_M, Sampling};
pub use cursor::{Cursor, CursorError};
pub use fold::{fold, fold_words};
pub use gazetteer::{Gazetteer, MlitColumns, PlaceKind, PlaceRow};
pub use live::Live;
pub use places::{PlaceHit, Places};
pub use question::{
    BoundingBox, CLOSING_SOON_MIN, Counts, DEFAULT_LIMIT, Found, Hit, MAX_LIMIT, MAX_RADIUS_M, MAX_TEXT_CHARS,
    MAX_THROUGH_H, Near, Question, Sort, StateCounts,
};
pub use snapshot::{AreaOutline, Directory, Snapshot};
