//! The map on demand: a button that needs a script, and what the script is told. Nothing is loaded before it is pressed,
//! and every pin stands in the page's list too.

use maud::{Markup, html};
use serde_json::json;

use super::{
    assets,
    state::{self, Moment},
    vector,
    words::say,
};
use crate::{
    directory::{Pharmacy, Place, Position, PositionLevel},
    hours::State,
};

/// Where a pharmacy is, when it is known well enough for a map.
pub fn place(pharmacy: &Pharmacy) -> Option<Place> {
    pharmacy.facts.place.filter(|place| place.level != PositionLevel::Municipality)
}

/// A coordinate as the script reads it: five places are a metre.
pub fn degrees(degrees: f64) -> String {
    format!("{degrees:.5}")
}

/// Whether the position is only its town's.
pub fn is_rough(place: &Place) -> bool {
    place.level == PositionLevel::Town
}

/// The map of what the page lists, around `here`; nothing where the operator has switched it off.
pub fn section(moment: &Moment, here: Option<Position>) -> Markup {
    let words = moment.words();
    if moment.visit.tiles().is_none() {
        return html! {};
    }
    html! {
        section.map-section aria-labelledby="map" hidden data-map=(assets::MAP_SCRIPT.path)
            data-leaflet=(drawers(moment).join(" ")) data-styles=(format!("{} {}", assets::LEAFLET_STYLE.path, assets::MAP_STYLE.path)) {
            h2 #map { (say!(words, "map-title")) }
            p.map-note role="status" { (say!(words, "map-hint")) }
            button.locate type="button" data-map-open data-loading=(say!(words, "map-loading").plain()) { (say!(words, "map-open")) }
            (view(moment, here, true))
        }
    }
}

/// The scripts that must be there before the map's own: the library, and what draws a style where the map is made of one.
pub fn drawers(moment: &Moment) -> Vec<&'static str> {
    let style = moment.visit.tiles().is_some_and(|tiles| tiles.is_style);
    [Some(&*assets::LEAFLET.path), style.then(|| &*vector::SCRIPT.path)].into_iter().flatten().collect()
}

/// Where the script draws, and what it is told; nothing where the operator has switched the map off.
pub fn view(moment: &Moment, here: Option<Position>, hidden: bool) -> Markup {
    let words = moment.words();
    let Some(tiles) = moment.visit.tiles() else { return html! {} };
    let text = |key: &str| say!(words, key).plain().into_owned();
    let states = [State::Open, State::OnCall, State::Unknown, State::Closed];
    let names =
        states.map(|state| (state.as_str().to_owned(), json!(state::name(words, state, moment.is_expected()).plain())));
    let names = serde_json::Value::Object(names.into_iter().collect());
    html! {
        div.map-frame hidden[hidden] tabindex="0" role="region" aria-label=(text("map-label"))
            data-tiles=(tiles.address) data-style=[tiles.is_style.then(|| vector::parts(tiles))] data-attribution=(tiles.attribution)
            data-states=(names) data-here=[here.map(|at| format!("{},{}", degrees(at.lat()), degrees(at.lon())))]
            data-here-name=(text("map-here")) data-zoom-in=(text("map-zoom-in")) data-zoom-out=(text("map-zoom-out"))
            data-pan=(json!([text("map-pan-up"), text("map-pan-left"), text("map-pan-right"), text("map-pan-down")]))
            data-close=(text("map-close")) data-failed=(text("map-failed")) data-unable=[tiles.is_style.then(|| text("map-unable"))] data-rough=(text("position-town"))
            data-cluster=(say!(words, "map-cluster", count = "{count}", open = "{open}").plain()) {}
    }
}
