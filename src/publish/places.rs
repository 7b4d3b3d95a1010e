//! The places people type: the table that comes with the program, and what was imported over it.

use super::Error;
use crate::{
    directory::Position,
    search::{Gazetteer, PlaceKind, PlaceRow},
    store::{self, GazetteerEntry, Store},
};

/// The pilot's towns, stations, facilities and postcodes, for the whole of a ward without asking anyone.
const BUILT_IN: &str = include_str!("../../seed/gazetteer.csv");

/// Every known place; of two of one kind, name and municipality the imported one holds.
///
/// # Errors
/// When the database refuses.
pub fn gazetteer(store: &Store) -> Result<Gazetteer, Error> {
    let imported = store.read(store::load_gazetteer)?;
    Ok(Gazetteer::new(built_in()?.into_iter().chain(imported.into_iter().filter_map(row))))
}

fn built_in() -> Result<Vec<PlaceRow>, Error> {
    let broken = |what: String| Error::Seed(format!("gazetteer.csv: {what}"));
    let mut reader = csv::Reader::from_reader(BUILT_IN.as_bytes());
    let rows = reader.deserialize::<(String, String, String, String, f64, f64)>();
    rows.map(|read| {
        let (kind, name, kana, municipality_code, lat, lon) = read.map_err(|error| broken(error.to_string()))?;
        let entry = GazetteerEntry { id: String::new(), kind, name, kana, municipality_code, lat, lon };
        let name = entry.name.clone();
        row(entry).ok_or_else(|| broken(name))
    })
    .collect()
}

/// A stored place; `None` when its kind or its position is none that this version knows.
fn row(entry: GazetteerEntry) -> Option<PlaceRow> {
    let GazetteerEntry { kind, name, kana, municipality_code, lat, lon, .. } = entry;
    let (kind, position) = (PlaceKind::from_name(&kind)?, Position::new(lat, lon)?);
    Some(PlaceRow { kind, name, kana, municipality_code, municipality: String::new(), position })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_table_is_read_whole() {
        let rows = built_in().unwrap();
        assert_eq!(rows.len(), BUILT_IN.lines().count() - 1);
        assert!(rows.iter().all(|row| row.position.is_in_japan()));
    }
}
