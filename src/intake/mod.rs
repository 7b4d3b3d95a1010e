//! A file of a list becomes a draft. Pure: same bytes, same answer; nothing of HTTP, of the database or of the clock.
//!
//! [`read`] never fails on content: a row it can't use is kept among the rejected with a notice that says what is wrong,
//! where, and what to write instead. Only a file that is no list at all is an error.
//!
//! **Invariant:** rows in = rows in `entries` + rows in `rejected`; after [`merge`], rows in = accepted + rejected + unchanged.

mod draft;
pub mod merge;
mod notice;

pub use draft::{ColumnUse, Draft, Entry, FileFormat, Limits, Rejected, RowRef, Unreadable};
pub use notice::{Notice, Severity};
