//! Telling others of changes: by the Standard Webhooks conventions, from the outbox in the store.
//!
//! A message is thin: it says that there is a new revision and where to read what changed. **Invariant:** nothing is sent to
//! an address that is not public, whatever its name resolves to at the moment of sending, and no redirect is followed.

mod address;
mod send;
mod sign;

pub use address::{Guard, Refusal};
pub use send::deliver;
