//! The in-memory directory: an immutable snapshot that answers every public question. Pure; no `await`, no lock, no SQL.

mod cursor;
mod grid;
mod live;
mod question;
mod snapshot;

pub use cursor::{Cursor, CursorError};
pub use live::Live;
pub use question::{
    BoundingBox, CLOSING_SOON_MIN, Counts, DEFAULT_LIMIT, Found, Hit, MAX_LIMIT, MAX_RADIUS_M, MAX_TEXT_CHARS, Near,
    Question, Sort, StateCounts,
};
pub use snapshot::{AreaOutline, Directory, Snapshot};
