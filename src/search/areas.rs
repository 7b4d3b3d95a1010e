//! Which pharmacies lie in which municipality and prefecture.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::RandomState;
use geo::{BoundingRect as _, Contains as _};

use super::{AreaOutline, cores, fold, fold::Folder, grid::Grid, grid::Window, snapshot::position_for_near};
use crate::directory::{Area, Association, Pharmacy, prefecture_name, prefecture_of};

/// Letters at the start of an address in which its municipality is looked for.
const HEAD_CHARS: usize = 20;

/// Known areas, and the pharmacies in each.
#[derive(Debug, Default)]
pub(super) struct Areas {
    /// By code; five digits, and two for a prefecture.
    known: BTreeMap<String, Known>,
    /// The code of each pharmacy's own municipality, by index; else of its prefecture; empty when neither is known.
    homes: Vec<Box<str>>,
}

#[derive(Debug)]
struct Known {
    outline: AreaOutline,
    /// Prefecture and municipality, folded.
    folded: String,
    /// Pharmacies by index, ascending.
    members: Vec<u32>,
}

impl Known {
    fn new(outline: AreaOutline) -> Self {
        let folded = fold(&format!("{}{}", outline.area.prefecture, outline.area.municipality));
        Self { outline, folded, members: Vec::new() }
    }
}

impl Areas {
    /// Places every pharmacy: by its address, by the polygon its position lies in, and by the areas of the associations
    /// that list it, of which there is no polygon or no position to tell better.
    pub fn new(associations: &[Association], outlines: Vec<AreaOutline>, pharmacies: &[Pharmacy], grid: &Grid) -> Self {
        let mut areas = Self { known: BTreeMap::new(), homes: Vec::with_capacity(pharmacies.len()) };
        let of_associations =
            associations.iter().map(|association| AreaOutline { area: association.area.clone(), outline: None });
        for outline in of_associations.chain(outlines) {
            areas.learn(outline);
        }
        let in_polygon = areas.by_polygon(pharmacies, grid);
        let names = Names::new(&areas.known);
        let of_list: HashMap<_, _, RandomState> = associations.iter().map(|a| (&a.id, a.area.code.as_str())).collect();
        let mut members: HashMap<Box<str>, Vec<u32>, RandomState> = HashMap::default();
        let mut homes = Vec::with_capacity(pharmacies.len());
        let addresses = cores::map(pharmacies, |some| {
            let mut room = Room::default();
            let address =
                |pharmacy: &Pharmacy| names.find(pharmacy.facts.address.as_deref().unwrap_or_default(), &mut room);
            some.iter().map(address).collect()
        });
        for ((index, pharmacy), address) in pharmacies.iter().enumerate().zip(addresses) {
            let polygon = in_polygon.get(&(index as u32)).map(String::as_str);
            let listed = pharmacy.sources.iter().filter_map(|source| of_list.get(&source.association).copied());
            // An association may list a pharmacy beyond its ward. Where the border tells, it tells, not the list.
            let is_placed = position_for_near(pharmacy).is_some();
            let listed = listed.filter(|code| !is_placed || !areas.has_border(code));
            let codes: BTreeSet<&str> =
                address.municipalities.iter().copied().chain(polygon).chain(listed.clone()).collect();
            let home = address.municipalities.last().copied().or(polygon);
            let home = home.or_else(|| listed.clone().next().filter(|_| address.prefecture.is_none()));
            let prefecture = home.and_then(|code| code.get(..2)).or(address.prefecture.as_deref());
            homes.push(home.or(prefecture).unwrap_or_default().into());
            for code in codes.into_iter().chain(prefecture) {
                match members.get_mut(code) {
                    Some(members) => members.push(index as u32),
                    None => _ = members.insert(code.into(), vec![index as u32]),
                }
            }
        }
        areas.homes = homes;
        for (code, members) in members {
            areas.fill(code.into(), members);
        }
        areas
    }

    fn learn(&mut self, new: AreaOutline) {
        match self.known.get_mut(&new.area.code) {
            Some(known) => {
                known.outline.area.year_end = known.outline.area.year_end.or(new.area.year_end);
                known.outline.outline = known.outline.outline.take().or(new.outline);
            }
            None => {
                self.known.insert(new.area.code.clone(), Known::new(new));
            }
        }
    }

    fn has_border(&self, code: &str) -> bool {
        self.get(code).is_some_and(|known| known.outline.is_some())
    }

    /// The pharmacies that lie in a polygon, with its code; in the last of several.
    fn by_polygon(&self, pharmacies: &[Pharmacy], grid: &Grid) -> HashMap<u32, String> {
        let mut found = HashMap::new();
        for (code, known) in &self.known {
            let Some(outline) = &known.outline.outline else { continue };
            let Some(bounds) = outline.bounding_rect() else { continue };
            let window = Window::new(bounds.min().x, bounds.min().y, bounds.max().x, bounds.max().y);
            grid.in_window(&window, |point| {
                let place = pharmacies.get(point.index as usize).and_then(|pharmacy| pharmacy.facts.place);
                if place
                    .is_some_and(|place| outline.contains(&geo::Point::new(place.position.lon(), place.position.lat())))
                {
                    found.insert(point.index, code.clone());
                }
            });
        }
        found
    }

    fn fill(&mut self, code: String, mut members: Vec<u32>) {
        members.dedup();
        members.shrink_to_fit();
        let known = self.known.entry(code.clone()).or_insert_with(|| {
            let prefecture = prefecture_name(&code).unwrap_or_default().to_owned();
            let area = Area { code, prefecture, municipality: String::new(), year_end: None };
            Known::new(AreaOutline { area, outline: None })
        });
        known.members = members;
    }

    /// The area of that code.
    pub fn get(&self, code: &str) -> Option<&AreaOutline> {
        self.known.get(code).map(|known| &known.outline)
    }

    /// The codes of all municipalities with their folded names, the prefecture before them.
    pub fn municipalities(&self) -> impl Iterator<Item = (&str, &str)> {
        let named = self.known.iter().filter(|(_, known)| !known.outline.area.municipality.is_empty());
        named.map(|(code, known)| (code.as_str(), known.folded.as_str()))
    }

    /// All areas, by code.
    pub fn iter(&self) -> impl Iterator<Item = &AreaOutline> {
        self.known.values().map(|known| &known.outline)
    }

    /// The pharmacies in the area of that code, by index, ascending.
    pub fn members(&self, code: &str) -> &[u32] {
        self.known.get(code).map_or(&[], |known| &known.members)
    }

    /// The area a pharmacy stands in: its municipality when known, else its prefecture.
    pub fn home(&self, index: u32) -> Option<&Area> {
        self.homes.get(index as usize).and_then(|code| self.get(code)).map(|known| &known.area)
    }
}

/// Municipalities by their folded names.
struct Names<'a> {
    /// With the prefecture before them.
    full: HashMap<String, &'a str, RandomState>,
    /// Without it, those of which there is one.
    bare: HashMap<String, Option<&'a str>, RandomState>,
    /// The length of the longest without it, bytes.
    longest: usize,
}

/// Texts in the making, kept from one address to the next.
#[derive(Default)]
struct Room {
    folder: Folder,
    head: String,
    folded: String,
}

/// What an address says of where it is.
#[derive(Default)]
struct Located<'a> {
    /// The prefecture's code.
    prefecture: Option<String>,
    /// Codes of the municipality: a city before its ward.
    municipalities: Vec<&'a str>,
}

impl<'a> Names<'a> {
    fn new(known: &'a BTreeMap<String, Known>) -> Self {
        let mut names = Names { full: HashMap::default(), bare: HashMap::default(), longest: 0 };
        for (code, Known { outline, folded, .. }) in known {
            let municipality = &outline.area.municipality;
            if !municipality.is_empty() {
                names.full.insert(folded.clone(), code);
                let bare = fold(municipality);
                // What stands behind a prefecture may be folded otherwise than alone: its letters are counted in both.
                names.longest = names.longest.max(bare.len()).max(folded.len());
                names.bare.entry(bare).and_modify(|code| *code = None).or_insert(Some(code));
            }
        }
        names
    }

    fn find(&self, address: &str, room: &mut Room) -> Located<'a> {
        let Room { folder, head, folded } = room;
        head.clear();
        head.extend(address.chars().filter(|c| !c.is_whitespace()).take(HEAD_CHARS));
        folded.clear();
        folder.fold_onto(head, folded);
        let prefecture = prefecture_of(folded);
        let rest = prefecture.as_ref().and_then(|(_, name)| folded.strip_prefix(name)).unwrap_or(folded);
        let mut municipalities = self.prefixes(prefecture.as_ref().map(|(_, name)| *name), rest);
        if municipalities.is_empty()
            && let Some((_, after_district)) = rest.split_once('郡')
        {
            municipalities = self.prefixes(prefecture.as_ref().map(|(_, name)| *name), after_district);
        }
        Located { prefecture: prefecture.map(|(code, _)| code), municipalities }
    }

    /// The municipalities whose name the text begins with, shorter names first.
    fn prefixes(&self, prefecture: Option<&str>, text: &str) -> Vec<&'a str> {
        let ends = text.char_indices().map(|(at, letter)| at + letter.len_utf8());
        let ends = ends.take_while(|end| *end <= self.longest);
        let mut key = prefecture.unwrap_or_default().to_owned();
        let stem = key.len();
        ends.filter_map(|end| {
            key.truncate(stem);
            key.push_str(text.get(..end)?);
            if prefecture.is_some() { self.full.get(&key).copied() } else { self.bare.get(&key).copied().flatten() }
        })
        .collect()
    }
}
