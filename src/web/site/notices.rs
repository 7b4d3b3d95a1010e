//! What nearly every association prints beside its list, and people need to know before they go.

use maud::{Markup, html};

use super::words::{Words, say};

/// The standing notices.
pub const KEYS: [&str; 6] =
    ["notice-phone", "notice-urgent", "notice-prescription", "notice-bring", "notice-fee", "notice-home-care"];

/// The block of them.
pub fn notices(words: Words) -> Markup {
    html! {
        section.notices aria-labelledby="notices" {
            h2 #notices { (say!(words, "notices")) }
            ul { @for key in KEYS { li { (say!(words, key)) } } }
        }
    }
}
