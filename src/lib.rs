//! 夜薬 (Yoruyaku): which pharmacy serves now, tonight, on the holiday. This page is the architecture.
//!
//! # Bird's eye
//!
//! An association of pharmacists keeps a list, mostly in Excel. [`intake`] reads it into a draft with a notice for every
//! doubt; `publish` lays the draft over what is published, keeps it in the `store`, and on publication builds one
//! immutable [`search::Snapshot`] of the whole directory. `web` answers every reader from that snapshot: which pharmacies
//! are near and, by [`hours`], whether they serve at the asked instant, until when, and on whose word.
//!
//! # Code map
//!
//! | module | is for | invariant |
//! |---|---|---|
//! | [`hours`] | WHEN: texts read into weeks, the calendar, availability at an instant | sees no other module; no I/O, no clock |
//! | [`directory`] | WHAT: pharmacies, associations, listings, services | no derive crosses its border: rows and views are others' |
//! | [`intake`] | a file becomes a draft and notices | same bytes, same answer; never fails on content |
//! | [`search`] | the snapshot and every public question | no `await`, no SQL; readers wait for no lock; each answer is of one revision |
//! | `store` | SQLite and PostgreSQL, one body per query | the only module that names diesel; a listing's rows are never updated |
//! | `publish` | the bridge of intake, store and search | a reader sees one whole revision; a failed refresh unpublishes nothing |
//! | `web` | HTTP: the API, its contract, the pages | handlers hold no truth; readers are answered with the database down |
//! | `geocode` | asking another service for an address, when switched on | its failure is nobody's failure; no text of people in a log |
//! | `webhook` | telling others of changes, from the outbox | nothing goes to an address that is not public |
//! | `cli`, [`config`], [`clock`], `digest` | the commands, the settings, the present, SHA-256 as text | only `config` reads the environment, only `clock` the time |
//! | [`priority`] | work that gives way to readers | nothing else changes a thread's priority |
//!
//! Arrows, held by `tests/tidy.rs`: `main → cli → web → {publish → {store, search, intake}, search, intake} → directory →
//! hours`. `search` and `store` never see each other.
//!
//! Three shapes of a thing, and only three: the domain type, its `…Row` in `store`, its `…View` in `web`. (The report of
//! a check is one document for page, API, command line and store: `publish::Report`.)
//!
//! # A resident asks who is open
//!
//! 1. `web` turns the parameters into a [`search::Question`]; a bad one is a problem that names the parameter.
//! 2. The request takes the one snapshot that is current and keeps it to its end.
//! 3. [`search::Snapshot::find`] walks the grid closest first; each candidate's compiled timeline says its state at the
//!    asked instant; it stops at the limit or the radius.
//! 4. The hits become views, with a strong `ETag` of revision and minute, and a `max-age` that ends no later than the next
//!    change of any state in the answer.
//!
//! # An association publishes a list
//!
//! 1. [`intake::read`] decodes the bytes (CP932, UTF-8, xlsx …) into sheets, finds the headings, reads the cells.
//! 2. [`intake::merge::lay_over`] finds out who is who and what differs; blank never deletes.
//! 3. `publish::check` keeps file, draft and report in one transaction; nothing is seen yet.
//! 4. `publish::publish` makes it the association's list: guarded (a list compared with what is no longer published is
//!    refused), one transaction, revision + 1.
//! 5. `publish::refresh` loads everything published, builds the snapshot, swaps it. Other processes look at the one-row
//!    revision (`publish::watch`) and do the same, on either database.
//!
//! # When to split this package
//!
//! When another program wants the hours engine (it leaves first, being free of everything), when `cargo check` after a
//! one-line change in `web` takes more than ten seconds, or when a second binary is shipped.

mod cli;
pub mod clock;
pub mod config;
mod digest;
pub mod directory;
pub(crate) mod geocode;
pub mod hours;
pub mod intake;
pub mod priority;
pub(crate) mod publish;
pub mod search;
pub(crate) mod store;
pub mod web;
pub(crate) mod webhook;

pub use cli::Cli;
