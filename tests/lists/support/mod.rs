//! What the tests stand on: the binary on a database of its own, a client, and lists to send.

mod client;
#[path = "../../api/support/declared.rs"]
mod declared;
mod house;
mod lists;

pub use client::{Answer, Client, form, form_of};
pub use house::{House, on_each_database};
pub use lists::{ANOTHER, LIST, list};
