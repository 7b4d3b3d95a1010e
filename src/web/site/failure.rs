//! The pages for what goes wrong, in the same look, with the emergency numbers on them.

use maud::html;

use super::{layout::Page, visit::Visit, words::say};
use crate::web::problem::Code;

/// The page for a failure; one that has no words of its own is told by its status, as the server's fault or the
/// question's.
pub fn page(visit: &Visit, failure: Code, area: &str) -> Page {
    let words = visit.words;
    let (title, help) = match failure.row().status.as_u16() {
        _ if failure == Code::Overloaded => ("error-overloaded", "error-overloaded-help"),
        404 | 410 => ("error-404", "error-404-help"),
        405 => ("error-405", "error-405-help"),
        429 => ("error-429", "error-429-help"),
        503 => ("error-503", "error-503-help"),
        code if code < 500 => ("error-400", "error-400-help"),
        _ => ("error-500", "error-500-help"),
    };
    let main = html! {
        h1 { (say!(words, title)) }
        p { (say!(words, help)) }
        nav.ways aria-label=(say!(words, "home").plain()) {
            ul { li { a href=(visit.link("/", &[])) { (say!(words, "home")) } } }
        }
    };
    Page { area: area.to_owned(), ..Page::new(say!(words, title), main) }
}

/// The page for when there is no network; a script lists on it what the device keeps.
pub fn offline(visit: &Visit, area: &str) -> Page {
    let words = visit.words;
    let main = html! {
        h1 { (say!(words, "offline-title")) }
        p { (say!(words, "offline-help")) }
        section.places data-kept-list hidden aria-labelledby="kept" {
            h2 #kept { (say!(words, "offline-kept")) }
            p.hint { (say!(words, "offline-kept-help")) }
            ul {}
        }
    };
    Page { area: area.to_owned(), ..Page::new(say!(words, "offline-title"), main) }
}
