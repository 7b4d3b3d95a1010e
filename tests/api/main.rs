//! The black box: a real server on a free port, a fixed clock, and a client that refuses every answer the contract
//! (`openapi/yoruyaku.json`) doesn't declare.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test that meets the unexpected fails there"
)]

mod breaking;
mod caching;
mod contract;
mod coverage;
mod encoding;
mod finding;
mod formats;
mod methods;
mod problems;
mod rules;
mod service;
mod support;
mod time;
mod whole;
