//! What the tests stand on.

mod client;
mod sample;
mod server;

pub use client::{Answer, Client, contract};
pub use sample::{directory, many};
pub use server::{NOW, serve, serve_at, serve_with};
