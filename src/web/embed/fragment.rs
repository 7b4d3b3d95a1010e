//! A list as a piece of HTML that a page's own system takes in: no script, no style, full addresses.

use maud::{Markup, html};

use super::{
    asked::Asked,
    list::List,
    markup::{self, Style},
};
use crate::web::site::visit::Visit;

/// The piece.
pub fn piece(visit: &Visit, asked: &Asked, list: &List) -> Markup {
    let origin = visit.absolute("");
    let style = Style { words: visit.words, origin: &origin, level: asked.heading };
    html! {
        div.yoruyaku lang=(visit.words.lang().tag()) {
            (markup::list(&style, list))
            (markup::foot(&style, list))
        }
    }
}
