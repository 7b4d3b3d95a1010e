//! Paper: flyers, posters, duty calendars and door notices as PDF, each with a code that leads to the latest.
//!
//! Drawn by krilla: real text that can be searched and read aloud (tagged, PDF/UA-1), the font cut down to the letters
//! used. The layout is by hand: a page is a column from the top down. All colours have a dark enough grey on a
//! black-and-white printer. What is printed is Japanese first with English beside it.

mod bilingual;
mod calendar;
mod code;
mod door;
mod flyer;
mod font;
mod frame;
mod lines;
mod pen;
mod routes;
mod sheet;

pub use code::svg;
pub use routes::configure;
