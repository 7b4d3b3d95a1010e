//! Places people type, from tables: towns, stations, facilities, postcodes, municipalities.

use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
};

use super::{fold, romaji};
use crate::directory::{Area, Position, PositionLevel, prefecture_of};

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// 大字・町丁目, or a block of one.
    Town,
    /// 駅.
    Station,
    /// 役所, 病院 and the like.
    Facility,
    /// 郵便番号.
    Postcode,
    /// 市区町村.
    Municipality,
    /// An address of the directory.
    Address,
    /// A pharmacy of the directory.
    Pharmacy,
}

impl PlaceKind {
    const ALL: [Self; 7] =
        [Self::Town, Self::Station, Self::Facility, Self::Postcode, Self::Municipality, Self::Address, Self::Pharmacy];

    /// `town`, `station`, `facility`, `postcode`, `municipality`, `address`, `pharmacy`: its name in every interface.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Town => "town",
            Self::Station => "station",
            Self::Facility => "facility",
            Self::Postcode => "postcode",
            Self::Municipality => "municipality",
            Self::Address => "address",
            Self::Pharmacy => "pharmacy",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// One row of a table of places.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceRow {
    /// What it is.
    pub kind: PlaceKind,
    /// Its name without its municipality: `太子堂四丁目`, `三軒茶屋駅`, `154-0004`, `世田谷区`.
    pub name: String,
    /// Its reading, and between `|` what else people call it (`サンゲンヂャヤエキ|サンチャ|三茶`); empty when not known.
    pub kana: String,
    /// Five digits; empty when not known.
    pub municipality_code: String,
    /// Prefecture and municipality, `東京都世田谷区`; empty when only the code is known.
    pub municipality: String,
    /// Where.
    pub position: Position,
}

/// Places by folded name, compact: a table of all of Japan's towns takes some 20 MB.
#[derive(Debug, Default)]
pub struct Gazetteer {
    /// Names as written, one after another.
    names: String,
    entries: Vec<Entry>,
    /// Folded names and readings, and readings in Latin letters, one after another.
    folded: String,
    /// Where in `folded` a key stands, whose entry it is, and how exact a match it makes; sorted by its text.
    keys: Vec<Key>,
    /// Municipalities by number.
    municipalities: Vec<Municipality>,
    /// How many of `entries` are of each kind.
    counts: BTreeMap<PlaceKind, usize>,
}

/// A municipality as the tables name it; what they don't tell is empty.
#[derive(Debug, Default)]
struct Municipality {
    code: String,
    /// Prefecture and municipality.
    name: String,
    folded: String,
}

#[derive(Debug)]
pub(super) struct Entry {
    pub kind: PlaceKind,
    name: Range<u32>,
    municipality: u32,
    pub position: Position,
}

#[derive(Debug)]
struct Key {
    text: Range<u32>,
    entry: u32,
    /// 0 the name, 1 a short form of it, 2 the reading.
    rank: u8,
}

impl Gazetteer {
    /// The gazetteer of these rows. Of two places of one kind, name and municipality the later row holds; the municipality
    /// goes by its code where a row has one, for one table names it beside the code and another does not.
    pub fn new(rows: impl IntoIterator<Item = PlaceRow>) -> Self {
        let mut gazetteer = Self::default();
        let mut municipalities: HashMap<String, u32> = HashMap::new();
        let mut seen: HashMap<(PlaceKind, String, u32), u32> = HashMap::new();
        for row in rows {
            let key = folded_name(row.kind, &row.name);
            if key.is_empty() {
                continue;
            }
            let municipality = gazetteer.number_of(&row, &mut municipalities);
            let next = gazetteer.entries.len() as u32;
            let number = *seen.entry((row.kind, key.clone(), municipality)).or_insert(next);
            if let Some(known) = gazetteer.entries.get_mut(number as usize) {
                known.position = row.position;
            } else {
                gazetteer.add(&row, &key, municipality);
            }
        }
        let Self { folded, keys, .. } = &mut gazetteer;
        keys.sort_by(|a, b| text_at(folded, &a.text).cmp(text_at(folded, &b.text)).then(a.rank.cmp(&b.rank)));
        gazetteer
    }

    /// The number of a row's municipality, by its code, else by its name.
    fn number_of(&mut self, row: &PlaceRow, numbers: &mut HashMap<String, u32>) -> u32 {
        let folded = fold(&row.municipality);
        let key = if row.municipality_code.is_empty() { &folded } else { &row.municipality_code };
        let next = self.municipalities.len() as u32;
        let number = *numbers.entry(key.clone()).or_insert(next);
        if number == next {
            self.municipalities.push(Municipality { code: row.municipality_code.clone(), ..Municipality::default() });
        }
        if let Some(known) = self.municipalities.get_mut(number as usize).filter(|known| known.name.is_empty()) {
            known.name.clone_from(&row.municipality);
            known.folded = folded;
        }
        number
    }

    fn add(&mut self, row: &PlaceRow, key: &str, municipality: u32) {
        let entry = self.entries.len() as u32;
        let name = push(&mut self.names, &row.name);
        self.entries.push(Entry { kind: row.kind, name, municipality, position: row.position });
        *self.counts.entry(row.kind).or_default() += 1;
        let mut add_key = |text: &str, rank| {
            if !text.is_empty() {
                self.keys.push(Key { text: push(&mut self.folded, text), entry, rank });
            }
        };
        add_key(key, 0);
        if row.kind == PlaceKind::Station {
            add_key(key.strip_suffix('駅').unwrap_or_default(), 1);
        }
        for reading in row.kana.split('|') {
            let kana = fold(reading);
            add_key(&kana, 2);
            // アカツツミ1チョウメ, as 赤堤1丁目 is 赤堤1.
            let town = kana.strip_suffix("ちようめ").filter(|town| town.ends_with(|c: char| c.is_ascii_digit()));
            add_key(town.unwrap_or_default(), 2);
            if row.kind == PlaceKind::Station {
                add_key(kana.strip_suffix("えき").unwrap_or_default(), 2);
            }
            let named = reading.strip_suffix("エキ").filter(|_| row.kind == PlaceKind::Station);
            let latin = romaji::of_kana(named.or(reading.strip_suffix("チョウメ")).unwrap_or(reading));
            add_key(&latin.unwrap_or_default(), 2);
        }
    }

    /// How many places there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many places there are of a kind.
    pub fn count(&self, kind: PlaceKind) -> usize {
        self.counts.get(&kind).copied().unwrap_or(0)
    }

    /// The names of one kind in a municipality, in the order of the table.
    pub fn names(&self, kind: PlaceKind, municipality_code: &str) -> impl Iterator<Item = &str> {
        let there = move |entry: &&Entry| entry.kind == kind && self.municipality(entry).0 == municipality_code;
        self.entries.iter().filter(there).map(|entry| self.name(entry))
    }

    /// Where the towns and blocks of a municipality are, in the order of the table.
    pub fn towns(&self, area: &Area) -> Vec<Position> {
        let name = fold(&format!("{}{}", area.prefecture, area.municipality));
        // A table of blocks knows no codes, only names.
        let is_it = |known: &Municipality| known.code == area.code || (known.code.is_empty() && known.folded == name);
        let known: Vec<bool> = self.municipalities.iter().map(is_it).collect();
        let is_there = |entry: &&Entry| known.get(entry.municipality as usize).is_some_and(|known| *known);
        let towns = self.entries.iter().filter(|entry| entry.kind == PlaceKind::Town);
        towns.filter(is_there).map(|entry| entry.position).collect()
    }

    /// The entries of exactly this folded name, with how exact a match it is.
    pub(super) fn exact<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = (u8, &'a Entry)> {
        let from = self.keys.partition_point(|key| text_at(&self.folded, &key.text) < folded);
        let keys = self.keys.get(from..).unwrap_or_default().iter();
        keys.take_while(move |key| text_at(&self.folded, &key.text) == folded)
            .filter_map(|key| Some((key.rank, self.entries.get(key.entry as usize)?)))
    }

    /// The entries whose folded name is this one and a number: the 丁目 of a town. At most `count`.
    pub(super) fn numbered<'a>(&'a self, folded: &'a str, count: usize) -> impl Iterator<Item = &'a Entry> {
        let from = self.keys.partition_point(|key| text_at(&self.folded, &key.text) < folded);
        let keys = self.keys.get(from..).unwrap_or_default().iter();
        keys.map(move |key| (key, text_at(&self.folded, &key.text).strip_prefix(folded)))
            .take_while(|(_, rest)| rest.is_some())
            .filter(|(_, rest)| rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit())))
            .filter_map(|(key, _)| self.entries.get(key.entry as usize))
            .take(count)
    }

    /// Names that begin as this folded text does, as far as any do but at least two letters; at most `count`.
    pub(super) fn alike(&self, folded: &str, count: usize) -> Vec<&str> {
        let mut names = Vec::new();
        let mut stem = folded;
        while stem.chars().count() >= 2 && names.is_empty() {
            let from = self.keys.partition_point(|key| text_at(&self.folded, &key.text) < stem);
            let keys = self.keys.get(from..).unwrap_or_default().iter();
            for key in keys.take_while(|key| text_at(&self.folded, &key.text).starts_with(stem)) {
                let name = self.entries.get(key.entry as usize).map_or("", |entry| self.name(entry));
                if names.len() < count && !names.contains(&name) {
                    names.push(name);
                }
            }
            stem = stem.char_indices().next_back().map_or("", |(at, _)| stem.split_at(at).0);
        }
        names
    }

    /// The entry's name as written.
    pub(super) fn name(&self, entry: &Entry) -> &str {
        text_at(&self.names, &entry.name)
    }

    /// The entry's municipality: its code and its folded name.
    pub(super) fn municipality(&self, entry: &Entry) -> (&str, &str) {
        let known = self.municipalities.get(entry.municipality as usize);
        known.map_or(("", ""), |known| (&known.code, &known.folded))
    }

    /// Prefecture and municipality of the entry as written; empty when not known.
    pub(super) fn municipality_name(&self, entry: &Entry) -> &str {
        self.municipalities.get(entry.municipality as usize).map_or("", |known| &known.name)
    }

    /// Prefecture and municipality of that code as written.
    pub(super) fn municipality_of(&self, code: &str) -> Option<&str> {
        let known = self.municipalities.iter().find(|known| known.code == code)?;
        Some(known.name.as_str()).filter(|name| !name.is_empty())
    }

    /// All municipalities named: codes and folded names, prefecture before them.
    pub(super) fn municipalities(&self) -> impl Iterator<Item = (&str, &str)> {
        let of_rows = self.municipalities.iter().map(|known| (known.code.as_str(), known.folded.as_str()));
        of_rows.filter(|(_, name)| !name.is_empty())
    }
}

impl Entry {
    /// How exact its position is: a block (`太子堂4-23`) and what is one building, a town, a municipality.
    pub(super) fn level(&self, folded: &str) -> PositionLevel {
        match self.kind {
            PlaceKind::Town if folded.contains('-') => PositionLevel::Building,
            PlaceKind::Town | PlaceKind::Postcode => PositionLevel::Town,
            PlaceKind::Municipality => PositionLevel::Municipality,
            PlaceKind::Station | PlaceKind::Facility | PlaceKind::Address | PlaceKind::Pharmacy => {
                PositionLevel::Building
            }
        }
    }
}

fn folded_name(kind: PlaceKind, name: &str) -> String {
    let folded = fold(name);
    if kind == PlaceKind::Postcode { folded.replace('-', "") } else { folded }
}

fn push(arena: &mut String, text: &str) -> Range<u32> {
    let start = arena.len() as u32;
    arena.push_str(text);
    start..arena.len() as u32
}

fn text_at<'a>(arena: &'a str, at: &Range<u32>) -> &'a str {
    arena.get(at.start as usize..at.end as usize).unwrap_or_default()
}

/// Which columns of an MLIT 位置参照情報 table hold what; of the 街区 (block) and of the 大字・町丁目 (town) kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MlitColumns {
    prefecture: usize,
    municipality: usize,
    code: Option<usize>,
    town: usize,
    block: Option<usize>,
    lat: usize,
    lon: usize,
    /// 代表フラグ: of several rows of a block the one with 1 counts.
    is_chosen: Option<usize>,
}

impl MlitColumns {
    /// The columns by their headings; `None` when it is another table.
    pub fn new(headings: &[&str]) -> Option<Self> {
        let column = |names: &[&str]| {
            headings.iter().position(|heading| names.contains(&heading.trim().trim_matches(['"', '\u{feff}'])))
        };
        Some(Self {
            prefecture: column(&["都道府県名"])?,
            municipality: column(&["市区町村名"])?,
            code: column(&["市区町村コード"]),
            town: column(&["大字町丁目名", "大字・丁目名", "大字・町丁目名"])?,
            block: column(&["街区符号・地番"]),
            lat: column(&["緯度"])?,
            lon: column(&["経度"])?,
            is_chosen: column(&["代表フラグ"]),
        })
    }

    /// The place of one row; `None` for a row that is not the chosen one of its block or says no position.
    pub fn row(&self, cells: &[&str]) -> Option<PlaceRow> {
        let cell = |column: usize| cells.get(column).map(|cell| cell.trim().trim_matches('"'));
        if self.is_chosen.and_then(cell).is_some_and(|flag| flag != "1") {
            return None;
        }
        let block = self.block.and_then(cell).unwrap_or_default();
        let town = cell(self.town)?;
        let name = match (block, town.ends_with("丁目")) {
            ("", _) => town.to_owned(),
            (block, true) => format!("{town}{block}"),
            (block, false) => format!("{town}{block}番"),
        };
        let number = |column| cell(column).and_then(|cell| cell.parse().ok());
        Some(PlaceRow {
            kind: PlaceKind::Town,
            name,
            kana: String::new(),
            municipality_code: self.code.and_then(cell).unwrap_or_default().to_owned(),
            municipality: format!("{}{}", cell(self.prefecture)?, cell(self.municipality)?),
            position: Position::new(number(self.lat)?, number(self.lon)?)?,
        })
    }
}

/// A folded text without the prefecture at its start.
pub(super) fn without_prefecture(folded: &str) -> (Option<String>, &str) {
    match prefecture_of(folded) {
        Some((code, name)) => (Some(code), folded.strip_prefix(name).unwrap_or(folded)),
        None => (None, folded),
    }
}
