//! The pages for residents: server-rendered, whole without scripts, in five languages.
//!
//! **Invariant:** a page reads one snapshot and nothing else: no SQL, no lock, no `await` between question and answer.

mod answer;
mod area;
pub(super) mod ask;
pub(super) mod asked;
pub(super) mod assets;
mod correction;
pub(super) mod days;
pub(super) mod emergency;
mod failure;
pub(super) mod form;
mod gather;
pub(super) mod item;
pub(super) mod lang;
pub(super) mod layout;
pub(super) mod map;
mod night;
pub(super) mod notices;
pub(super) mod paper;
mod pharmacy;
pub(super) mod places;
mod routes;
pub(super) mod script;
pub(super) mod state;
pub(super) mod tell;
mod vector;
pub(super) mod visit;
pub(super) mod words;

pub use assets::{CONTENT_SECURITY_POLICY, STYLE};
pub use pharmacy::json_ld;
pub use routes::{Caller, configure, file, visit};
