//! The pages before an answer: the start, a fault to put right, a place that is unknown or that means several.

use maud::{Markup, html};

use super::{
    asked::Asked,
    form::form,
    notices::notices,
    visit::Visit,
    words::{Phrase, say},
};
use crate::directory::Position;

/// A place to choose.
pub struct Choice {
    /// Its name: `太子堂四丁目`.
    pub name: String,
    /// The municipality it lies in; empty where it is one itself.
    pub area: String,
    /// The key of what it is: `kind-town`, `kind-station` and so on; `None` where it goes without saying.
    pub kind: Option<&'static str>,
    /// Where it is; `None` where its name says it.
    pub position: Option<Position>,
    /// Whether another service knows it, which is named on the page of whoever chooses it.
    pub elsewhere: bool,
}

/// A municipality to choose, with its page.
pub struct AreaLink {
    /// Its five-digit code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// The first page.
pub fn start(visit: &Visit, asked: &Asked) -> Markup {
    let words = visit.words;
    html! {
        h1 { (say!(words, "search-title")) }
        p.lead { (say!(words, "search-lead")) }
        (form(visit, asked))
        (notices(words))
    }
}

/// The form with what cannot be meant said at its fields and, linked, above.
pub fn faulty(visit: &Visit, asked: &Asked) -> Markup {
    let words = visit.words;
    html! {
        h1 { (say!(words, "search-title")) }
        section.faults aria-labelledby="faults" {
            h2 #faults { (say!(words, "fault-title")) }
            ul {
                @for (field, phrase) in &asked.faults {
                    li { a href=(format!("#{}", field.as_str())) { (phrase) } }
                }
            }
        }
        (form(visit, asked))
    }
}

/// So many municipalities are named on a page that is about something else; of more there is a link to their list.
const AREAS_NAMED: usize = 60;

/// A place nobody knows: what it may have meant, and the towns or municipalities there are.
pub fn unknown(visit: &Visit, asked: &Asked, suggestions: &[Choice], towns: &[Choice], areas: &[AreaLink]) -> Markup {
    let words = visit.words;
    html! {
        h1 { (say!(words, "unknown-place", place = asked.place.as_str())) }
        p { (say!(words, "unknown-place-help")) }
        (form(visit, asked))
        (choose(visit, &say!(words, "suggestions"), suggestions))
        @if !towns.is_empty() {
            details.towns-all open[suggestions.is_empty()] {
                summary { (say!(words, "towns")) }
                ul.towns { @for town in towns { li { a href=(at(visit, town)) { (town.name) } } } }
            }
        }
        @if areas.len() > AREAS_NAMED {
            p.next { a href=(visit.link("/areas", &[])) { (say!(words, "areas-title")) } }
        } @else if !areas.is_empty() {
            details.towns-all open[suggestions.is_empty()] {
                summary { (say!(words, "areas-title")) }
                ul.towns { @for area in areas { li { a href=(visit.link(&format!("/areas/{}", area.code), &[])) { (area.name) } } } }
            }
        }
        (notices(words))
    }
}

/// A name that several places carry.
pub fn several(visit: &Visit, asked: &Asked, choices: &[Choice]) -> Markup {
    let words = visit.words;
    html! {
        h1 { (say!(words, "choices", place = asked.place.as_str())) }
        (choose(visit, &say!(words, "choices-help"), choices))
        details.again { summary { (say!(words, "change")) } (form(visit, asked)) }
    }
}

fn choose(visit: &Visit, title: &Phrase, choices: &[Choice]) -> Markup {
    let words = visit.words;
    html! {
        @if !choices.is_empty() {
            section.places aria-labelledby="choices" {
                h2 #choices { (title) }
                ul {
                    @for choice in choices {
                        li {
                            a href=(at(visit, choice)) {
                                b { (choice.name) }
                                @if !choice.area.is_empty() { " " (say!(words, "in-area", area = choice.area.as_str())) }
                                @if let Some(kind) = choice.kind { " " span.note { (say!(words, kind)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The parameter that says where the chosen place (`near`) is known from, and the one thing it says: not from the tables
/// here.
pub const FROM: (&str, &str) = ("near_from", "elsewhere");

/// The same question at a chosen place.
fn at(visit: &Visit, choice: &Choice) -> String {
    let near = choice.position.map(|position| format!("{:.5},{:.5}", position.lat(), position.lon()));
    let name = Some(choice.name.as_str());
    let near_for = near.as_ref().and(name);
    let left_out = ["by", "all", "page"].map(|name| (name, None));
    let from = near_for.filter(|_| choice.elsewhere).map(|_| FROM.1);
    let chosen = [("q", name), ("near", near.as_deref()), ("near_for", near_for), (FROM.0, from)];
    visit.changed(&[chosen.as_slice(), &left_out].concat())
}
