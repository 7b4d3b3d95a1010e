//! The in-memory directory: an immutable snapshot that answers every public question. Pure; no `await`, no lock, no SQL.

mod question;

pub use question::{BoundingBox, Found, Hit, Near, Question, Sort};
