//! 夜薬 (Yoruyaku): which pharmacy serves now, tonight, on the holiday.

pub mod clock;
pub mod config;
pub mod directory;
pub mod hours;
pub mod intake;
pub mod search;
pub(crate) mod store;
pub mod web;
