//! The residents' pages over HTTP, from memory alone: no database is needed to read them.

mod asking;
mod finding;
mod sending;
mod support;
mod telling;
