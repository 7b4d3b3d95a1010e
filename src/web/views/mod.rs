//! The shapes that leave the house: made from domain values, never the other way round.
//!
//! Every key is always there; `null` says: asked, and not known. Instants are RFC 3339 with `+09:00`.

mod instant;

pub use instant::JapanTime;
