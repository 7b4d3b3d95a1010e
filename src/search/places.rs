//! What people type → points, without asking anyone: the gazetteer's names, then addresses and names of the directory.

use std::collections::BTreeMap;

use super::{
    Gazetteer, PlaceKind, Snapshot, fold,
    gazetteer::{Entry, without_prefecture},
    romaji,
    snapshot::position_for_near,
};
use crate::directory::{Position, PositionLevel, prefecture_of};

/// The most places given for one text.
const MAX_HITS: usize = 10;
/// The most names given when there is none.
const MAX_SUGGESTIONS: usize = 5;
/// Pharmacies looked at for one address.
const MAX_ADDRESSES: usize = 5_000;
/// Numbers of a town put together for its middle.
const MAX_NUMBERED: usize = 200;
/// Ranks in one tier are equally full answers to the text.
const TIER: u32 = 4;
/// The tier of what only contains the words.
const LAST_TIER: u32 = 100;
/// Pharmacies given for a text that is part of their names.
const MAX_PHARMACIES: usize = 5;
/// What people add to a place that they mean the neighbourhood of, folded.
const AROUND: [&str; 9] = ["近く", "周辺", "付近", "近辺", "界隈", "辺り", "あたり", "そば", "前"];
/// The ends of the names of municipalities.
const MUNICIPAL: [char; 5] = ['市', '区', '町', '村', '郡'];

/// A place a text may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceHit {
    /// Its name as written.
    pub name: String,
    /// What it is.
    pub kind: PlaceKind,
    /// Where.
    pub position: Position,
    /// How exact that is.
    pub level: PositionLevel,
    /// Five digits, when known.
    pub municipality_code: Option<String>,
    /// Prefecture and municipality, `東京都世田谷区`, which tell places of one name apart; empty when not known.
    pub municipality: String,
}

/// What a text may mean.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Places {
    /// The places, likeliest first: none when the text is not known, several when it names several.
    pub hits: Vec<PlaceHit>,
    /// When there is none: names that begin alike.
    pub suggestions: Vec<String>,
}

impl Snapshot {
    /// The places a text may mean: a town or an address with or without its municipality, a station, a facility, a
    /// postcode, a municipality, a pharmacy's name. At most ten, those in areas with pharmacies before others.
    ///
    /// Of an address that is not known in full the block or the town is given, never another town.
    pub fn places(&self, gazetteer: &Gazetteer, text: &str) -> Places {
        let text: String = text.chars().take(super::MAX_TEXT_CHARS).collect();
        let folded = fold(&text);
        if folded.is_empty() {
            return Places::default();
        }
        let search = PlaceSearch { snapshot: self, gazetteer };
        let latin = romaji::address(&text);
        let mut hits = search.postcode(&folded);
        if hits.is_empty() {
            hits = search.meant(&folded);
            hits.extend(search.pharmacies(&text));
        }
        if let Some(latin) = latin.as_deref().filter(|_| hits.is_empty()) {
            hits = search.address(latin, None);
        }
        if let Some(middle) = without_surroundings(&folded).filter(|_| hits.is_empty()) {
            hits = search.meant(middle);
        }
        let mut places = Places { hits: search.ranked(hits), suggestions: Vec::new() };
        if places.hits.is_empty() {
            let rests = search.splits(&folded).into_iter().map(|(_, rest)| rest).chain(latin);
            let alike = rests.map(|rest| gazetteer.alike(&rest, MAX_SUGGESTIONS)).find(|names| !names.is_empty());
            places.suggestions = alike.unwrap_or_default().into_iter().map(str::to_owned).collect();
        }
        places
    }
}

struct PlaceSearch<'a> {
    snapshot: &'a Snapshot,
    gazetteer: &'a Gazetteer,
}

/// A town in the directory's addresses: whether its name only begins as asked, its municipality's code, what stands before
/// it where that is not known, and its name; and the pharmacies in it.
type ListedTown<'a> = (bool, &'a str, &'a str, &'a str);
type Listed = Vec<(u32, Position)>;

/// A hit and how good it is: the lowest first.
type Ranked = (u32, PlaceHit);

impl PlaceSearch<'_> {
    /// Places of this name, as a whole or within the municipality it begins with.
    fn meant(&self, folded: &str) -> Vec<Ranked> {
        let mut hits = self.named(folded, None);
        for (within, rest) in self.splits(folded) {
            hits.extend(self.address(&rest, within.as_deref()));
        }
        hits
    }

    /// Places of exactly this name, in the municipality or prefecture of that code.
    fn named(&self, folded: &str, within: Option<&str>) -> Vec<Ranked> {
        let entries = self.gazetteer.exact(folded).filter(|(_, entry)| self.is_within(entry, within));
        let mut hits: Vec<Ranked> = entries.map(|(rank, entry)| (u32::from(rank), self.hit(entry, folded))).collect();
        if !hits.iter().any(|(_, hit)| hit.kind == PlaceKind::Town) {
            hits.extend(self.middle_of_numbered(folded, within));
        }
        hits
    }

    /// A town known only by its 丁目: the middle of them, in each municipality that has it.
    fn middle_of_numbered(&self, folded: &str, within: Option<&str>) -> Vec<Ranked> {
        if folded.ends_with(|c: char| c.is_ascii_digit()) {
            return Vec::new();
        }
        let mut towns: BTreeMap<(&str, &str), Vec<&Entry>> = BTreeMap::new();
        for entry in self.gazetteer.numbered(folded, MAX_NUMBERED) {
            if entry.kind == PlaceKind::Town && self.is_within(entry, within) {
                towns.entry(self.gazetteer.municipality(entry)).or_default().push(entry);
            }
        }
        let middle = |entries: Vec<&Entry>| {
            let first = entries.first()?;
            let name = self.gazetteer.name(first);
            let name = written_prefix(name, folded).unwrap_or(name).to_owned();
            let position = middle(entries.iter().map(|entry| entry.position))?;
            let municipality = self.gazetteer.municipality_name(first).to_owned();
            let municipality_code = self.code(first);
            let (kind, level) = (PlaceKind::Town, PositionLevel::Town);
            Some((0, PlaceHit { name, kind, position, level, municipality_code, municipality }))
        };
        towns.into_values().filter_map(middle).collect()
    }

    /// An address: in full, else its block, else its town; from the gazetteer, else from the directory's own addresses.
    fn address(&self, folded: &str, within: Option<&str>) -> Vec<Ranked> {
        for (cut, form) in forms(folded).into_iter().enumerate() {
            let mut hits = self.named(&form, within);
            if hits.is_empty() {
                hits = self.listed_addresses(&form, within, cut == 0);
            }
            if !hits.is_empty() {
                return hits.into_iter().map(|(rank, hit)| (rank + TIER * cut as u32, hit)).collect();
            }
        }
        Vec::new()
    }

    /// The middle of the pharmacies whose address begins so after the municipality, in each municipality: of those in the
    /// town of that name, else in the towns whose names begin so.
    fn listed_addresses(&self, folded: &str, within: Option<&str>, is_whole: bool) -> Vec<Ranked> {
        let Some(query) = self.snapshot.text_query(folded) else { return Vec::new() };
        if folded.chars().count() < 2 || !has_name(folded) || query.candidates_at_most() > MAX_ADDRESSES {
            return Vec::new();
        }
        let mut found: BTreeMap<ListedTown<'_>, Listed> = BTreeMap::new();
        for index in query.candidates() {
            let Some(pharmacy) = self.snapshot.pharmacies().get(index as usize) else { continue };
            let (Some(home), Some(position)) = (self.snapshot.area_of(index as usize), position_for_near(pharmacy))
            else {
                continue;
            };
            if !is_in(&home.code, within) || query.score(index).is_none() {
                continue;
            }
            if let Some((before, town)) = town_at(self.snapshot.searched_address(index), folded) {
                // Of a municipality that is not known by its code the address itself tells it.
                let before = if home.code.len() == 5 { "" } else { before };
                found.entry((town != folded, &home.code, before, town)).or_default().push((index, position));
            }
        }
        let begins_only = found.keys().next().is_some_and(|(begins, ..)| *begins);
        let is_block = folded.contains('-');
        let hit = |((begins, code, _, town), pharmacies): (ListedTown<'_>, Listed)| {
            let (first, _) = pharmacies.first()?;
            let address = self.snapshot.pharmacies().get(*first as usize)?.facts.address.as_deref()?;
            let (before, _) = town_at(self.snapshot.searched_address(*first), folded)?;
            let name = written_through(address, &format!("{before}{town}")).unwrap_or_else(|| town.to_owned());
            let position = middle(pharmacies.iter().map(|(_, position)| *position))?;
            let (kind, level) = match (is_block, is_municipality(&name)) {
                (true, _) if is_whole => (PlaceKind::Address, PositionLevel::Building),
                (true, _) => (PlaceKind::Address, PositionLevel::Town),
                (_, true) => (PlaceKind::Municipality, PositionLevel::Municipality),
                _ => (PlaceKind::Town, PositionLevel::Town),
            };
            let municipality_code = (code.len() == 5).then(|| code.to_owned());
            let rank = if begins { 3 + TIER } else { 3 };
            Some((rank, PlaceHit { name, kind, position, level, municipality_code, municipality: String::new() }))
        };
        found.into_iter().filter(|((begins, ..), _)| *begins == begins_only).filter_map(hit).collect()
    }

    fn postcode(&self, folded: &str) -> Vec<Ranked> {
        let digits = folded.replace('-', "");
        if digits.len() != 7 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Vec::new();
        }
        let listed: Vec<Ranked> = self
            .gazetteer
            .exact(&digits)
            .filter(|(_, entry)| entry.kind == PlaceKind::Postcode)
            .map(|(_, entry)| (0, self.hit(entry, &digits)))
            .collect();
        if !listed.is_empty() {
            return listed;
        }
        let written = format!("{}-{}", digits.get(..3).unwrap_or_default(), digits.get(3..).unwrap_or_default());
        let there = self.snapshot.pharmacies().iter().zip(0_usize..).filter(|(pharmacy, _)| {
            pharmacy.facts.postal_code.as_deref().is_some_and(|code| code == written || code == digits)
        });
        let there: Vec<(usize, Position)> =
            there.filter_map(|(pharmacy, index)| Some((index, position_for_near(pharmacy)?))).collect();
        let code = there.first().and_then(|(index, _)| self.snapshot.area_of(*index)).map(|area| area.code.clone());
        let hit = middle(there.iter().map(|(_, position)| *position)).map(|position| PlaceHit {
            name: written,
            kind: PlaceKind::Postcode,
            position,
            level: PositionLevel::Town,
            municipality_code: code.filter(|code| code.len() == 5),
            municipality: String::new(),
        });
        hit.map(|hit| (0, hit)).into_iter().collect()
    }

    /// Pharmacies that have the words in their name or reading.
    fn pharmacies(&self, text: &str) -> Vec<Ranked> {
        let Some(query) = self.snapshot.text_query(text) else { return Vec::new() };
        if query.candidates_at_most() > MAX_ADDRESSES {
            return Vec::new();
        }
        let in_name = |index: u32| query.name_score(index).map(|score| (score, self.snapshot.name_rank(index), index));
        let mut scored: Vec<_> = query.candidates().into_iter().filter_map(in_name).collect();
        scored.sort_unstable();
        let placed = scored.into_iter().filter_map(|(score, _, index)| {
            let pharmacy = self.snapshot.pharmacies().get(index as usize)?;
            let place = pharmacy.facts.place.filter(|place| place.level != PositionLevel::Municipality)?;
            let code = self.snapshot.area_of(index as usize).map(|area| area.code.clone());
            let hit = PlaceHit {
                name: pharmacy.facts.name.clone(),
                kind: PlaceKind::Pharmacy,
                position: place.position,
                level: place.level,
                municipality_code: code.filter(|code| code.len() == 5),
                municipality: String::new(),
            };
            Some((if score == 0 { 2 } else { LAST_TIER * TIER + score.min(TIER - 1) }, hit))
        });
        placed.take(MAX_PHARMACIES).collect()
    }

    /// The ways to read a text as a municipality (or prefecture) and what is in it; the text as a whole first.
    fn splits(&self, folded: &str) -> Vec<(Option<String>, String)> {
        let mut splits = Vec::new();
        let (prefecture, rest) = without_prefecture(folded);
        for (code, name) in self.municipalities() {
            let (of, bare) = without_prefecture(name);
            let is_there = prefecture.is_none() || of.is_none() || prefecture == of;
            if let Some(inside) = rest.strip_prefix(bare).filter(|_| is_there && !bare.is_empty()) {
                splits.push((Some(code.to_owned()), inside.to_owned()));
            }
        }
        // The longest name first: a ward before its city.
        splits.sort_by_key(|(_, rest)| rest.len());
        splits.push((prefecture, rest.to_owned()));
        splits.retain(|(_, rest)| !rest.is_empty());
        splits.dedup();
        splits
    }

    /// Codes and folded names of all municipalities that are known. A block table names them without their codes; there
    /// the name stands for the code.
    fn municipalities(&self) -> impl Iterator<Item = (&str, &str)> {
        let of_rows = self.gazetteer.municipalities();
        self.snapshot
            .areas
            .municipalities()
            .chain(of_rows.map(|(code, name)| (if code.is_empty() { name } else { code }, name)))
    }

    fn is_within(&self, entry: &Entry, within: Option<&str>) -> bool {
        let Some(asked) = within else { return true };
        let (code, name) = self.gazetteer.municipality(entry);
        is_in(code, within)
            || asked == name
            || (code.is_empty() && is_in(self.code_of_name(name).unwrap_or(""), within))
    }

    /// The entry's municipality code; by its name when the table gives only that.
    fn code(&self, entry: &Entry) -> Option<String> {
        let (code, name) = self.gazetteer.municipality(entry);
        let code = Some(code).filter(|code| !code.is_empty()).or_else(|| self.code_of_name(name));
        code.map(str::to_owned)
    }

    fn code_of_name(&self, name: &str) -> Option<&str> {
        self.snapshot.areas.municipalities().find(|(_, known)| *known == name).map(|(code, _)| code)
    }

    fn hit(&self, entry: &Entry, folded: &str) -> PlaceHit {
        PlaceHit {
            name: self.gazetteer.name(entry).to_owned(),
            kind: entry.kind,
            position: entry.position,
            level: entry.level(folded),
            municipality_code: self.code(entry),
            municipality: self.gazetteer.municipality_name(entry).to_owned(),
        }
    }

    /// The name of a municipality: the directory's own, else that of the tables.
    fn municipality(&self, code: &str) -> Option<String> {
        let listed = self.snapshot.area(code).map(|area| format!("{}{}", area.prefecture, area.municipality));
        listed.or_else(|| self.gazetteer.municipality_of(code).map(str::to_owned))
    }

    /// The best first, each once; of equally good ones those where there are pharmacies.
    fn ranked(&self, mut hits: Vec<Ranked>) -> Vec<PlaceHit> {
        let is_far =
            |hit: &PlaceHit| hit.municipality_code.as_ref().is_none_or(|code| self.snapshot.in_area(code).is_empty());
        hits.sort_by(|(a_rank, a), (b_rank, b)| {
            let order = a_rank.cmp(b_rank).then_with(|| is_far(a).cmp(&is_far(b)));
            order.then_with(|| (a.kind, &a.municipality_code, &a.name).cmp(&(b.kind, &b.municipality_code, &b.name)))
        });
        // When something is named in full, its surroundings are not meant, nor what only contains the words.
        let tier = hits.first().map_or(0, |(rank, _)| rank / TIER);
        hits.retain(|(rank, _)| rank / TIER == tier);
        let mut once: Vec<PlaceHit> = Vec::new();
        for (_, mut hit) in hits {
            let municipality = hit.municipality_code.as_deref().and_then(|code| self.municipality(code));
            hit.municipality = municipality.unwrap_or(hit.municipality);
            // 世田谷区太子堂４ of the directory is 太子堂四丁目 of a table.
            let is_same = |known: &PlaceHit| {
                let (name, known_name) = (fold(&hit.name), fold(&known.name));
                let are_towns = hit.kind == PlaceKind::Town && known.kind == PlaceKind::Town;
                are_towns && hit.municipality_code == known.municipality_code && name.ends_with(&known_name)
            };
            if once.len() < MAX_HITS && !once.contains(&hit) && !once.iter().any(is_same) {
                once.push(hit);
            }
        }
        once
    }
}

/// Whether a code is the one asked for, or lies in the prefecture asked for.
fn is_in(code: &str, within: Option<&str>) -> bool {
    within.is_none_or(|within| code == within || (within.len() == 2 && code.starts_with(within)))
}

/// Whether there is more than a number.
fn has_name(folded: &str) -> bool {
    folded.contains(|c: char| !c.is_ascii_digit() && c != '-')
}

/// Whether a written name, without its prefecture, is that of a municipality and ends with it.
fn is_municipality(name: &str) -> bool {
    name.ends_with(['市', '区']) && !name.contains(|c: char| c.is_ascii_digit())
}

/// In a folded address: what stands before `folded`, when it stands right after a municipality or begins the address, and
/// `folded` itself to the end of the name it begins.
fn town_at<'a>(address: &'a str, folded: &str) -> Option<(&'a str, &'a str)> {
    address.match_indices(folded).find_map(|(at, _)| {
        let (before, from) = address.split_at(at);
        let (_, after) = from.split_at(folded.len());
        let is_place = before.is_empty() || before.ends_with(['都', '道', '府', '県']) || before.ends_with(MUNICIPAL);
        if folded.ends_with(|c: char| c.is_ascii_digit()) {
            let is_cut = after.starts_with(|c: char| c.is_ascii_digit());
            return (is_place && !is_cut).then_some((before, from.split_at(folded.len()).0));
        }
        // 太子 is the start of 太子堂, 渋谷区 is whole in 渋谷区代々木, and 東京 begins no town of 東京都.
        let is_municipality = folded.ends_with(MUNICIPAL) && !before.ends_with(MUNICIPAL);
        let rest = after.find(|c: char| c.is_ascii_digit()).unwrap_or(after.len());
        let rest = if is_municipality { 0 } else { rest };
        let is_town = rest == 0 || before.ends_with(MUNICIPAL) && !after.split_at(rest).0.contains(['県', '市', '区']);
        (is_place && is_town).then_some((before, from.split_at(folded.len() + rest).0))
    })
}

/// What a text says that is around a place: 経堂駅 of 経堂駅前 and 経堂駅 南口, 三軒茶屋 of 三軒茶屋の近く.
fn without_surroundings(folded: &str) -> Option<&str> {
    let station = folded.find('駅').map(|at| folded.split_at(at + '駅'.len_utf8()).0);
    let named = || AROUND.iter().find_map(|around| folded.strip_suffix(around)).map(|name| name.trim_end_matches('の'));
    station.filter(|station| *station != folded).or_else(named).filter(|name| has_name(name))
}

/// An address from the full form to its town: each time without its last number, or without the building after it.
pub(super) fn forms(folded: &str) -> Vec<String> {
    let mut forms = vec![folded.to_owned()];
    let mut form = folded;
    let is_digit = |c: char| c.is_ascii_digit();
    while form.contains(is_digit) {
        form = if form.ends_with(is_digit) {
            form.trim_end_matches(is_digit).trim_end_matches('-')
        } else {
            form.trim_end_matches(|c: char| !c.is_ascii_digit())
        };
        if has_name(form) {
            forms.push(form.to_owned());
        }
    }
    forms
}

/// The shortest start of a written text that folds to `folded`.
fn written_prefix<'a>(written: &'a str, folded: &str) -> Option<&'a str> {
    let ends = written.char_indices().map(|(at, letter)| at + letter.len_utf8());
    ends.filter_map(|end| written.get(..end)).find(|start| fold(start) == folded)
}

/// A written address to the end of what `folded` says from its start, without spaces and without its prefecture.
fn written_through(written: &str, folded: &str) -> Option<String> {
    let written: String = written.chars().filter(|c| !c.is_whitespace()).collect();
    let prefecture = prefecture_of(&written).map_or("", |(_, name)| name);
    let local = written.strip_prefix(prefecture).unwrap_or(&written);
    let (_, folded) = without_prefecture(folded);
    let ends = local.char_indices().map(|(at, letter)| at + letter.len_utf8());
    // The longest start that says no more takes 番 and 号 along.
    let name = ends.filter_map(|end| local.get(..end)).rfind(|start| fold(start) == folded)?;
    Some(name.trim_end_matches(|c: char| fold(c.encode_utf8(&mut [0; 4])).is_empty()).to_owned())
}

/// The mean of positions; right for places a few kilometres apart.
fn middle(positions: impl Iterator<Item = Position>) -> Option<Position> {
    let (mut count, mut lat, mut lon) = (0.0, 0.0, 0.0);
    for position in positions {
        count += 1.0;
        lat += position.lat();
        lon += position.lon();
    }
    Position::new(lat / count, lon / count)
}

#[cfg(test)]
#[path = "places_tests.rs"]
mod tests;
