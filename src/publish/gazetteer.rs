//! The places people type: the table compiled in, and what an operator imports.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;
use encoding_rs::{SHIFT_JIS, UTF_8};
use serde_json::json;

use super::{
    Error,
    audit::{Deed, note},
    check::digest,
};
use crate::{
    directory::{Area, Position},
    search::{Gazetteer, MlitColumns, PlaceKind, PlaceRow},
    store::{self, GazetteerEntry, Store},
};

/// Towns, stations and facilities of the pilot's area.
const SEED: &str = include_str!("../../seed/gazetteer.csv");

/// Every place known: those compiled in and those imported.
///
/// # Errors
/// The store's; [`Error::Seed`] when the table compiled in is not as expected.
pub fn load_gazetteer(store: &Store) -> Result<Gazetteer, Error> {
    let mut rows = seed_rows()?;
    rows.extend(store.read(store::load_gazetteer)?.into_iter().filter_map(row_of));
    Ok(Gazetteer::new(rows))
}

/// A stored place, when its kind is known and its position is one.
fn row_of(entry: GazetteerEntry) -> Option<PlaceRow> {
    Some(PlaceRow {
        kind: PlaceKind::from_name(&entry.kind)?,
        name: entry.name,
        kana: entry.kana,
        municipality_code: entry.municipality_code,
        municipality: entry.municipality,
        position: Position::new(entry.lat, entry.lon)?,
    })
}

fn seed_rows() -> Result<Vec<PlaceRow>, Error> {
    let wrong = |what: &dyn std::fmt::Display| Error::Seed(format!("gazetteer.csv: {what}"));
    let mut reader = csv::Reader::from_reader(SEED.as_bytes());
    let row = |record: Result<csv::StringRecord, csv::Error>| {
        let record = record.map_err(|error| wrong(&error))?;
        let cells: Vec<_> = record.iter().collect();
        let [kind, name, kana, code, lat, lon] = cells.as_slice() else { return Err(wrong(&"six columns")) };
        let position = lat.parse().ok().zip(lon.parse().ok()).and_then(|(lat, lon)| Position::new(lat, lon));
        let (kind, position) = PlaceKind::from_name(kind).zip(position).ok_or_else(|| wrong(name))?;
        Ok(PlaceRow {
            kind,
            name: (*name).to_owned(),
            kana: (*kana).to_owned(),
            municipality_code: (*code).to_owned(),
            municipality: String::new(),
            position,
        })
    };
    reader.records().map(row).collect()
}

/// The towns of an area, by the table compiled in and those imported; empty when none is known.
///
/// # Errors
/// The store's; [`Error::Seed`] when the table compiled in is not as expected.
pub(super) fn towns_of(store: &Store, area: &Area) -> Result<Vec<Position>, Error> {
    let name = format!("{}{}", area.prefecture, area.municipality);
    let mut rows = seed_rows()?;
    rows.extend(store.read(|c| store::gazetteer_of(c, &area.code, &name))?.into_iter().filter_map(row_of));
    Ok(Gazetteer::new(rows).towns(area))
}

/// How an import of places went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GazetteerImport {
    /// Rows of the table.
    pub rows_in: usize,
    /// Places taken; the others are not the chosen row of their block, or say no position.
    pub places: usize,
}

/// Takes a table of 位置参照情報 (国土交通省, CP932 or UTF-8, blocks or towns) in place of what it repeats.
///
/// # Errors
/// [`Error::Gazetteer`] when it is another table or holds no place; the store's.
pub fn import_gazetteer(store: &Store, bytes: &[u8], actor: &str, at: NaiveDateTime) -> Result<GazetteerImport, Error> {
    let (text, _, broken) = UTF_8.decode(bytes);
    let text = if broken { SHIFT_JIS.decode(bytes).0 } else { text };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let headings = reader.headers().map_err(|error| Error::Gazetteer(error.to_string()))?.clone();
    let columns = MlitColumns::new(&headings.iter().collect::<Vec<_>>()).ok_or_else(|| {
        let found = headings.iter().take(10).collect::<Vec<_>>().join(", ");
        Error::Gazetteer(format!(
            "no 位置参照情報: its headings are 都道府県名, 市区町村名, … 緯度, 経度; found {found}"
        ))
    })?;
    let mut entries = std::collections::BTreeMap::new();
    let mut rows_in = 0;
    for record in reader.records() {
        rows_in += 1;
        let record = record.map_err(|error| Error::Gazetteer(error.to_string()))?;
        if let Some(row) = columns.row(&record.iter().collect::<Vec<_>>()) {
            let entry = entry(row);
            entries.insert(entry.id.clone(), entry);
        }
    }
    let ids: BTreeSet<String> = entries.keys().cloned().collect();
    let entries: Vec<_> = entries.into_values().collect();
    if entries.is_empty() {
        return Err(Error::Gazetteer(format!("no place in {rows_in} rows")));
    }
    let detail = json!({ "rows_in": rows_in, "places": entries.len(), "file_digest": digest(&[bytes]) });
    store.write(|c| {
        let mut replaced = store::load_gazetteer(c)?;
        replaced.retain(|entry| ids.contains(&entry.id));
        store::replace_gazetteer(c, &entries)?;
        let deed = Deed { actor, action: "gazetteer.import", subject: "gazetteer".to_owned(), at };
        let (before, after) = (told(&replaced), told(&entries));
        let before = (!replaced.is_empty()).then_some(before.as_bytes());
        note(c, deed, (before, Some(after.as_bytes())), detail.clone())
    })?;
    Ok(GazetteerImport { rows_in, places: entries.len() })
}

/// Places as one text.
fn told(entries: &[GazetteerEntry]) -> String {
    let line = |entry: &GazetteerEntry| {
        let GazetteerEntry { id, kind, name, kana, municipality_code, municipality, lat, lon } = entry;
        json!([id, kind, name, kana, municipality_code, municipality, lat, lon]).to_string()
    };
    entries.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn entry(row: PlaceRow) -> GazetteerEntry {
    let kind = row.kind.as_str().to_owned();
    GazetteerEntry {
        id: format!("{kind}/{}{}/{}", row.municipality_code, row.municipality, row.name),
        kind,
        name: row.name,
        kana: row.kana,
        municipality_code: row.municipality_code,
        municipality: row.municipality,
        lat: row.position.lat(),
        lon: row.position.lon(),
    }
}
