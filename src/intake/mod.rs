//! A file of a list becomes a draft. Pure: same bytes, same answer; nothing of HTTP, of the database or of the clock.
//!
//! [`read()`] never fails on content: a row it can't use is kept among the rejected with a notice that says what is wrong,
//! where, and what to write instead. Only a file that is no list at all is an error.
//!
//! ```text
//! bytes -> sniff -> csv | workbook -> Sheet -> headings -> row (cells, rules) -> join -> Draft -> merge::lay_over -> Merged
//! ```
//!
//! **Invariant:** rows in = rows in `entries` + rows in `rejected`; after [`merge`], rows in = accepted + rejected + unchanged.

mod book;
mod borders;
mod bundle;
mod catalogue;
mod cells;
mod cleaning;
mod content;
mod csv;
mod draft;
mod encoding;
mod fold;
pub mod form;
mod headings;
mod join;
mod legend;
mod meaning;
pub mod merge;
mod notice;
mod read;
pub mod roster;
mod row;
mod rules;
mod sheet;
mod sniff;
mod unreadable;
mod workbook;

pub use book::Book;
pub use borders::{Borders, BordersError, read_borders};
pub use bundle::{MOST_FILES, NamedFile, bundle, is_bundle};
pub use catalogue::{NoticeKind, catalogue};
pub use draft::{
    CellEdit, Certainty, ColumnHint, ColumnUse, Draft, Entry, FileFormat, Limits, Rejected, RowRef, Unreadable,
};
pub use headings::{is_meaning, meanings};
pub use notice::{Notice, Severity};
pub use read::{read, read_with};
pub use rules::far_from_area;
pub use unreadable::refusals;

#[cfg(test)]
mod tests;
