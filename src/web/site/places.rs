//! What the words in the field mean: a point, a municipality, a pharmacy's name, several places, or nothing known.

use super::{
    answer::Also,
    ask::Choice,
    asked::Asked,
    gather::{self, Target},
    visit::Visit,
    words::say,
};
use crate::{
    directory::Position,
    search::{Gazetteer, PlaceHit, PlaceKind, Snapshot, fold},
};

/// Places of one name that lie this close together, metres, are one to a person who asks what is near: a town and its
/// station.
const SAME_M: f64 = 1_000.0;

/// What the words mean.
pub enum Resolved {
    /// This; and whether the words may be read the other way too.
    Target(Target, Option<Also>),
    /// One of these places.
    Several(Vec<Choice>),
    /// Nothing that is known.
    Nothing {
        /// What may have been meant.
        suggestions: Vec<Choice>,
        /// Every town there is.
        towns: Vec<Choice>,
    },
}

/// Finds out what was meant: a place before a pharmacy of that name, unless the person says otherwise (`by`).
pub fn resolve(snapshot: &Snapshot, gazetteer: &Gazetteer, visit: &Visit, asked: &Asked) -> Resolved {
    if let Some(position) = asked.near {
        let chosen = || say!(visit.words, "chosen-point").to_string();
        let name = if asked.place.is_empty() { chosen() } else { asked.place.clone() };
        return Resolved::Target(Target::Point(position, name), None);
    }
    if let Some(target) = municipality(snapshot, &asked.place) {
        return Resolved::Target(target, None);
    }
    let mut places = snapshot.places(gazetteer, &asked.place);
    places.hits.retain(|hit| hit.kind != PlaceKind::Pharmacy);
    let named = gather::is_named(snapshot, asked);
    let by_name = named && (places.hits.is_empty() || visit.value("by") == Some("name"));
    if by_name {
        let also = (!places.hits.is_empty()).then_some(Also::Place);
        return Resolved::Target(Target::Name(asked.place.clone()), also);
    }
    of_hits(snapshot, &places.hits, named).unwrap_or_else(|| {
        let suggestions = places.suggestions.into_iter().map(by_its_name).collect();
        Resolved::Nothing { suggestions, towns: towns(snapshot, gazetteer) }
    })
}

/// What these places mean, `named` when pharmacies have the words in their names too; `None` when there is none.
pub fn of_hits(snapshot: &Snapshot, hits: &[PlaceHit], named: bool) -> Option<Resolved> {
    let first = hits.first()?;
    if hits.iter().all(|hit| metres(hit.position, first.position) <= SAME_M) {
        return Some(Resolved::Target(target(snapshot, first), named.then_some(Also::Name)));
    }
    Some(Resolved::Several(hits.iter().map(|hit| choice(snapshot, hit)).collect()))
}

/// A municipality of the directory by its name, with or without its prefecture.
fn municipality(snapshot: &Snapshot, text: &str) -> Option<Target> {
    let asked = fold(text);
    let mut areas = snapshot.areas().filter(|area| area.code.len() == 5 && !snapshot.in_area(&area.code).is_empty());
    let named = areas.find(|area| {
        asked == fold(&area.municipality) || asked == fold(&format!("{}{}", area.prefecture, area.municipality))
    });
    named.map(|area| Target::Area(area.code.clone(), area.municipality.clone()))
}

/// A municipality is searched as a whole when there are pharmacies in it; everything else around its middle.
fn target(snapshot: &Snapshot, hit: &PlaceHit) -> Target {
    let code = hit.municipality_code.as_ref().filter(|_| hit.kind == PlaceKind::Municipality);
    match code.filter(|code| !snapshot.in_area(code).is_empty()) {
        Some(code) => Target::Area(code.clone(), hit.name.clone()),
        None => Target::Point(hit.position, hit.name.clone()),
    }
}

fn choice(snapshot: &Snapshot, hit: &PlaceHit) -> Choice {
    let area = hit.municipality_code.as_ref().and_then(|code| snapshot.area(code));
    let area = area.filter(|_| hit.kind != PlaceKind::Municipality);
    Choice {
        name: hit.name.clone(),
        area: area.map_or_else(String::new, |area| area.municipality.clone()),
        kind: Some(match hit.kind {
            PlaceKind::Town => "kind-town",
            PlaceKind::Station => "kind-station",
            PlaceKind::Facility => "kind-facility",
            PlaceKind::Postcode => "kind-postcode",
            PlaceKind::Municipality => "kind-municipality",
            PlaceKind::Address => "kind-address",
            PlaceKind::Pharmacy => "kind-pharmacy",
        }),
        position: Some(hit.position),
    }
}

fn by_its_name(name: String) -> Choice {
    Choice { name, area: String::new(), kind: None, position: None }
}

/// The towns of the municipalities with pharmacies, without their 丁目.
fn towns(snapshot: &Snapshot, gazetteer: &Gazetteer) -> Vec<Choice> {
    let areas = snapshot.areas().filter(|area| area.code.len() == 5 && !snapshot.in_area(&area.code).is_empty());
    areas
        .flat_map(|area| gazetteer.names(PlaceKind::Town, &area.code))
        .filter(|name| !name.ends_with("丁目"))
        .map(|name| by_its_name(name.to_owned()))
        .collect()
}

/// Metres between two points a few kilometres apart.
fn metres(a: Position, b: Position) -> f64 {
    const METRES_PER_DEGREE: f64 = 111_195.0;
    let north = (a.lat() - b.lat()) * METRES_PER_DEGREE;
    let east = (a.lon() - b.lon()) * METRES_PER_DEGREE * a.lat().to_radians().cos();
    north.hypot(east)
}
