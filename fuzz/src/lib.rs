//! The readers' sources, apart from the rest of the house: they know nothing of the database or of the web.
#[path = "../../src/directory/mod.rs"]
pub mod directory;
#[path = "../../src/hours/mod.rs"]
pub mod hours;
#[path = "../../src/intake/mod.rs"]
pub mod intake;
