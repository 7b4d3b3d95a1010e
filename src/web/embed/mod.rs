//! What other sites take in: a ward's page shows tonight's pharmacies by itself.
//!
//! | way | address | what it needs of the page that takes it in |
//! |---|---|---|
//! | frame | `/embed/list` | nothing; no script |
//! | frame that fits | the same and `/embed/v1/loader.js` | one script |
//! | element | `/embed/v3/list.js`, which asks `/embed/v3/list.json`, and opens `/embed/map` when asked to | one script |
//! | piece of HTML | `/embed/fragment` | a system that fetches on its own side |
//! | feed | `/embed/list.atom`, `/embed/list.jsonfeed` | a system that shows feeds |
//! | address alone | `/oembed` | a system that speaks oEmbed |
//!
//! `/embed` is where all of these are put together and copied.
//!
//! **Invariants:** an address chooses what is listed and how it looks, never what is said: no word of a list comes from its
//! address, whatever narrows it is named in it, and colours that can't be read are corrected. Every list says when it was
//! made. A list is answered from one snapshot, without a lock and without a database.

mod asked;
mod builder;
mod colour;
mod element;
mod feed;
mod feeds;
mod foot;
mod form;
mod fragment;
mod frame;
mod gather;
mod item;
mod list;
mod look;
mod map;
mod markup;
mod oembed;
mod refused;
mod routes;
mod scripts;
mod send;
mod shelf;
mod snippets;

pub use foot::beside;
pub use oembed::discovery;
pub use refused::Onlooker;
pub use routes::configure;
pub use shelf::Shelf;
