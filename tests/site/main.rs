//! The residents' pages over HTTP, from memory alone: no database is needed to read them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test that meets the unexpected fails there"
)]

mod asking;
mod embedding;
mod finding;
mod framing;
mod paper;
mod sending;
mod support;
mod telling;
