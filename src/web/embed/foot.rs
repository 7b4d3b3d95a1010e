//! What stands below a list: whose it is, and the other maps of the area.

use maud::{Markup, html};

use super::asked::Asked;
use crate::{
    directory::{Association, Embedding},
    search::Snapshot,
    web::site::{
        item::{association_name, join},
        lang::Lang,
        visit::Visit,
        words::{Phrase, Words, say},
    },
};

/// Whose lists it is from: the association it is narrowed to, else those that publish for the area, else all.
pub fn source(words: Words, snapshot: &Snapshot, asked: &Asked, area: &str) -> Phrase {
    let chosen = |association: &&Association| match &asked.association {
        Some(id) => association.id == *id,
        None => area.is_empty() || association.area.code == area,
    };
    let names = snapshot.associations().iter().filter(chosen).take(6);
    let names = join(words, names.map(|one| say!(words, "verbatim", text = association_name(words, one))));
    say!(words, "embed-source", source = names)
}

/// The other maps of an area, by the name the reader's language has.
pub fn related(words: Words, settings: &Embedding, area: &str) -> Vec<(String, String)> {
    let own = matches!(words.lang(), Lang::Ja | Lang::Easy);
    let named = settings.related(area).iter().map(|map| {
        let title = if own || map.title_en.is_empty() { &map.title } else { &map.title_en };
        (title.clone(), map.url.clone())
    });
    named.collect()
}

/// What stands below the page of an area: its other maps, and how its list is put on another site.
pub fn beside(visit: &Visit, settings: &Embedding, area: &str) -> Markup {
    let words = visit.words;
    let maps = related(words, settings, area);
    html! {
        nav.ways aria-label=(say!(words, "embed-beside").plain()) {
            @if !maps.is_empty() {
                h2 { (say!(words, "embed-related")) }
                ul { @for (name, url) in &maps { li { a href=(url) rel="noreferrer" { (name) } } } }
            }
            h2 { (say!(words, "embed-beside")) }
            ul { li { a href=(visit.link("/embed", &[("area", area)])) { (say!(words, "embed-title")) } } }
        }
    }
}
