//! What the words in the field mean: a point, a municipality, a pharmacy's name, several places, or nothing known.

use super::{
    answer::Also,
    ask::{AreaLink, Choice},
    asked::Asked,
    gather::{self, Target},
    night,
    visit::Visit,
    words::say,
};
use crate::{
    directory::{Area, Position, prefecture_of},
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
        /// Every town there is, where one municipality is listed; else none.
        towns: Vec<Choice>,
        /// The municipalities, where there are several.
        areas: Vec<AreaLink>,
    },
}

/// Finds out what was meant: a place before a pharmacy of that name, unless the person says otherwise (`by`).
pub fn resolve(snapshot: &Snapshot, gazetteer: &Gazetteer, visit: &Visit, asked: &Asked) -> Resolved {
    if let Some(position) = asked.near {
        let chosen = || say!(visit.words, "chosen-point").to_string();
        let name = if asked.place.is_empty() { chosen() } else { asked.place.clone() };
        return Resolved::Target(Target::Point(position, name, None), None);
    }
    if let Some(resolved) = area(snapshot, &asked.place) {
        return resolved;
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
        let listed: Vec<&Area> = listed(snapshot).collect();
        let towns = if let [only] = listed.as_slice() { towns(gazetteer, only) } else { Vec::new() };
        let areas = if listed.len() > 1 { listed.into_iter().map(night::link).collect() } else { Vec::new() };
        Resolved::Nothing { suggestions, towns, areas }
    })
}

/// What these places mean, `named` when pharmacies have the words in their names too; `None` when there is none.
pub fn of_hits(snapshot: &Snapshot, hits: &[PlaceHit], named: bool) -> Option<Resolved> {
    let first = hits.first()?;
    Some(match choices(hits) {
        None => Resolved::Target(target(snapshot, first), named.then_some(Also::Name)),
        Some(choices) => Resolved::Several(choices),
    })
}

/// The places to choose from, where these are not one place.
pub fn choices(hits: &[PlaceHit]) -> Option<Vec<Choice>> {
    let first = hits.first()?;
    let are_one = hits.iter().all(|hit| metres(hit.position, first.position) <= SAME_M);
    let mut prefectures = hits.iter().map(|hit| prefecture_of(&hit.municipality).map(|(code, _)| code));
    let of_first = prefectures.next().flatten();
    let in_one = of_first.is_some() && prefectures.all(|prefecture| prefecture == of_first);
    (!are_one).then(|| hits.iter().map(|hit| choice(hit, in_one)).collect())
}

/// A municipality of the directory by its name, with or without its prefecture, or a prefecture. There is a 府中市 in two
/// prefectures.
fn area(snapshot: &Snapshot, text: &str) -> Option<Resolved> {
    let asked = fold(text);
    let full = |area: &Area| format!("{}{}", area.prefecture, area.municipality);
    let is_prefecture = |area: &&Area| area.code.len() == 2 && !snapshot.in_area(&area.code).is_empty();
    let prefecture = snapshot.areas().filter(is_prefecture).find(|area| fold(&area.prefecture) == asked);
    if let Some(area) = prefecture {
        return Some(Resolved::Target(Target::Area(area.code.clone(), area.prefecture.clone()), None));
    }
    let is_named = |area: &&Area| asked == fold(&area.municipality) || asked == fold(&full(area));
    let named: Vec<&Area> = listed(snapshot).filter(is_named).collect();
    match named.as_slice() {
        [] => None,
        [one] => Some(Resolved::Target(Target::Area(one.code.clone(), one.municipality.clone()), None)),
        several => Some(Resolved::Several(several.iter().map(|area| by_its_name(full(area))).collect())),
    }
}

/// The municipalities with pharmacies.
fn listed(snapshot: &Snapshot) -> impl Iterator<Item = &Area> {
    snapshot.areas().filter(|area| area.code.len() == 5 && !snapshot.in_area(&area.code).is_empty())
}

/// A municipality is searched as a whole when there are pharmacies in it; everything else around its middle.
fn target(snapshot: &Snapshot, hit: &PlaceHit) -> Target {
    let code = hit.municipality_code.as_ref().filter(|_| hit.kind == PlaceKind::Municipality);
    match code.filter(|code| !snapshot.in_area(code).is_empty()) {
        Some(code) => Target::Area(code.clone(), hit.name.clone()),
        None => Target::Point(hit.position, hit.name.clone(), hit.municipality_code.clone()),
    }
}

/// One of several places; of places in one prefecture its name goes without saying.
fn choice(hit: &PlaceHit, in_one_prefecture: bool) -> Choice {
    let (prefecture, municipality) = match prefecture_of(&hit.municipality) {
        Some((_, prefecture)) => (prefecture, hit.municipality.strip_prefix(prefecture).unwrap_or_default()),
        None => ("", hit.municipality.as_str()),
    };
    let area = match (hit.kind, in_one_prefecture) {
        (PlaceKind::Municipality, _) => prefecture,
        (_, true) => municipality,
        (_, false) => hit.municipality.as_str(),
    };
    Choice {
        name: hit.name.clone(),
        // The name of an address begins with it.
        area: if hit.name.starts_with(area) { String::new() } else { area.to_owned() },
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
        elsewhere: false,
    }
}

fn by_its_name(name: String) -> Choice {
    Choice { name, area: String::new(), kind: None, position: None, elsewhere: false }
}

/// The towns of a municipality, without their 丁目.
fn towns(gazetteer: &Gazetteer, area: &Area) -> Vec<Choice> {
    let names = gazetteer.names(PlaceKind::Town, &area.code);
    names.filter(|name| !name.ends_with("丁目")).map(|name| by_its_name(name.to_owned())).collect()
}

/// Metres between two points a few kilometres apart.
fn metres(a: Position, b: Position) -> f64 {
    const METRES_PER_DEGREE: f64 = 111_195.0;
    let north = (a.lat() - b.lat()) * METRES_PER_DEGREE;
    let east = (a.lon() - b.lon()) * METRES_PER_DEGREE * a.lat().to_radians().cos();
    north.hypot(east)
}
