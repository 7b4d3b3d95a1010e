//! What the tests stand on.

mod binary;
mod client;
mod declared;
mod sample;
mod server;

pub use binary::Binary;
pub use client::{Answer, Client, contract};
pub use sample::{directory, many};
pub use server::{NOW, serve, serve_at, serve_with};
