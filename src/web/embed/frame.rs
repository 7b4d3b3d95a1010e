//! A list as a page for an `<iframe>`: whole without a script; with one it fits its frame and keeps itself current.

use maud::{DOCTYPE, Markup, html};

use super::{
    asked::{Asked, View},
    feeds,
    list::{CLOCK, List},
    look::Theme,
    markup::{self, Style},
    oembed, scripts, send,
};
use crate::web::site::{
    tell,
    visit::Visit,
    words::{Phrase, Words, say},
};

/// What a frame holds.
pub struct Frame<'a> {
    /// Its title.
    pub title: &'a Phrase,
    /// When it may say something else.
    pub changes_at: Option<chrono::NaiveDateTime>,
    /// Whether others may be told how to embed it.
    pub listed: bool,
    /// The list.
    pub main: Markup,
    /// What stands below it.
    pub foot: Markup,
}

/// The page of a list.
pub fn page(visit: &Visit, asked: &Asked, list: &List) -> Markup {
    let style = Style { words: visit.words, origin: "", level: 1 };
    let frame = Frame {
        title: &list.title,
        changes_at: Some(list.changes_at),
        listed: true,
        main: markup::list(&style, list),
        foot: markup::foot(&style, list),
    };
    document(visit, asked, &frame)
}

/// The whole document.
pub fn document(visit: &Visit, asked: &Asked, frame: &Frame) -> Markup {
    let words = visit.words;
    let theme = match asked.look.theme() {
        Theme::Auto => None,
        chosen => Some(chosen.as_str()),
    };
    let offline =
        say!(words, "embed-offline", date = tell::full_date(words, visit.now.date()), time = CLOCK.to_string());
    html! {
        (DOCTYPE)
        html lang=(words.lang().tag()) data-theme=[theme] data-view=(if asked.view == View::Full { "full" } else { "compact" }) {
            (head(visit, asked, frame))
            body data-changes=[frame.changes_at.map(send::stamp)] data-ask-again=(send::ASK_AGAIN_S) {
                @if frame.changes_at.is_some() { p.old role="status" hidden { (offline) } }
                main {
                    @if asked.plain && frame.changes_at.is_some() { (renewal(words, asked)) }
                    (frame.main)
                }
                footer { (frame.foot) }
            }
        }
    }
}

/// The first thing of a frame that loads anew without a script: the way to stop that (WCAG 2.2.1), or to have it again.
fn renewal(words: Words, asked: &Asked) -> Markup {
    let other = Asked { held: !asked.held, ..asked.clone() };
    html! {
        p.renewal {
            @if asked.held { (say!(words, "embed-held")) " " }
            a href=(format!("/embed/list?{}", other.query())) target="_self" {
                (say!(words, if asked.held { "embed-renew" } else { "embed-hold" }))
            }
        }
    }
}

fn head(visit: &Visit, asked: &Asked, frame: &Frame) -> Markup {
    let title = say!(visit.words, "title-page", title = frame.title.plain());
    let look = asked.look.pairs();
    let look = form_urlencoded::Serializer::new(String::new()).extend_pairs(look).finish();
    html! {
        head {
            meta charset="utf-8";
            title { (title.plain()) }
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="robots" content="noindex";
            meta name="format-detection" content="telephone=no";
            base target="_blank";
            link rel="stylesheet" href=(scripts::FRAME_STYLE.path);
            @if !asked.look.css().is_empty() { link rel="stylesheet" href=(format!("/embed/look.css?{look}")); }
            @if frame.listed {
                (oembed::discovery(visit, &format!("/embed/list?{}", asked.query())))
                (feeds::links(asked))
            }
            @if !asked.plain { script src=(scripts::FRAME_SCRIPT.path) defer {} }
        }
    }
}
