//! A list on a map, as a page for the frame that the element opens when its button is pressed. The map is that of the
//! residents' pages and shows what stands below it, the same list as the element's; nothing of it is loaded before.

use maud::{DOCTYPE, Markup, html};

use super::{
    asked::Asked,
    list::{Item, List},
    markup::{self, Style},
    scripts,
};
use crate::web::site::{
    assets,
    map::{degrees, drawers, is_rough, view},
    state::Moment,
    visit::Visit,
    words::say,
};

/// The address of a list's map, on a server that has one, where there is something to show.
pub fn address(visit: &Visit, asked: &Asked, list: &List) -> Option<String> {
    (visit.tiles().is_some() && is_anywhere(list)).then(|| format!("/embed/map?{}", asked.query()))
}

/// Whether somebody of the list has a place on a map.
fn is_anywhere(list: &List) -> bool {
    list.sections.iter().flat_map(|section| &section.items).any(|item| item.place.is_some())
}

/// The page.
pub fn page(moment: &Moment, asked: &Asked, list: &List) -> Markup {
    let words = moment.words();
    let style = Style { words, origin: "", level: 1 };
    let title = say!(words, "title-page", title = list.title.plain());
    let shown = moment.visit.tiles().is_some() && is_anywhere(list);
    let items = list.sections.iter().flat_map(|section| &section.items);
    html! {
        (DOCTYPE)
        html lang=(words.lang().tag()) {
            head {
                meta charset="utf-8";
                title { (title.plain()) }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                meta name="format-detection" content="telephone=no";
                base target="_blank";
                link rel="stylesheet" href=(assets::STYLE.path);
                @if shown {
                    link rel="stylesheet" href=(assets::LEAFLET_STYLE.path);
                    link rel="stylesheet" href=(assets::MAP_STYLE.path);
                    @for script in drawers(moment) { script src=(script) defer {} }
                    script src=(assets::MAP_SCRIPT.path) defer {}
                }
                link rel="stylesheet" href=(scripts::MAP_STYLE.path);
            }
            body {
                main #main tabindex="-1" {
                    h1 { (list.title) }
                    p.map-note role="status" {}
                    @if shown { (view(moment, asked.near, false)) }
                    @if list.sections.is_empty() { p { (say!(words, "embed-nothing")) } }
                    p { strong { (list.first) } }
                    @if !list.sections.is_empty() { ol { @for one in items { (item(&style, one)) } } }
                }
                footer.foot { (markup::foot(&style, list)) }
            }
        }
    }
}

/// A pharmacy, as the map's script reads it.
fn item(style: &Style, item: &Item) -> Markup {
    let words = style.words;
    html! {
        li.item data-lat=[item.place.map(|at| degrees(at.position.lat()))] data-lon=[item.place.map(|at| degrees(at.position.lon()))]
            data-rough=[item.place.filter(is_rough).map(|_| "")] {
            p.state data-state=(item.state.as_str()) {
                span.mark { (item.mark) }
                @if let Some(until) = &item.until { " " span.until { (until) } }
                @if let Some(soon) = &item.soon { " " span.soon { (soon) } }
            }
            h3 { a href=(item.page) lang=[words.listed()] { (item.name) } }
            @if let Some(one) = item.calls.first() {
                p.which { (one.label) }
                a.call href=(format!("tel:{}", one.digits)) aria-label=(one.spoken) {
                    span.act { (say!(words, "phone-call")) } " " span.number { (one.number) }
                }
            }
            @for note in &item.notes { div.caveat { p { (note) } } }
        }
    }
}
