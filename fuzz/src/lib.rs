//! The reader's sources, apart from the rest of the house: it knows nothing of the other modules.
#[path = "../../src/hours/mod.rs"]
pub mod hours;
