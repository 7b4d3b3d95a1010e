//! An association's whole life over HTTP, against the built binary: a list comes in, is looked at, published, taken back,
//! restored. On SQLite always, on PostgreSQL when `YORUYAKU_TEST_DATABASE_URL` names one.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::large_stack_arrays,
    clippy::assigning_clones,
    clippy::needless_lifetimes,
    reason = "a test fails by panicking, and runs against a server on the machine's own clock"
)]

mod allowance;
mod authority;
mod borders;
mod bulk;
mod correcting;
mod corrections;
mod dated;
mod examples;
mod geocoding;
mod history;
mod hostile;
mod office;
mod overload;
mod publishing;
mod refusing;
mod sending;
mod support;
mod webhooks;
