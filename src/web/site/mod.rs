//! The pages for residents: server-rendered, whole without scripts, in five languages.
//!
//! **Invariant:** a page reads one snapshot and nothing else: no SQL, no lock, no `await` between question and answer.

mod answer;
mod area;
mod ask;
mod asked;
mod assets;
mod days;
mod emergency;
mod failure;
mod form;
mod gather;
mod item;
mod lang;
mod layout;
mod night;
mod notices;
mod pharmacy;
mod places;
mod routes;
mod state;
mod tell;
mod visit;
mod words;

pub use routes::{Caller, configure};
