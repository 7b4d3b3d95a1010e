//! The borders that an operator gives: read, kept, and told to every server by a new revision.

use chrono::NaiveDateTime;

use super::{Error, record};
use crate::{
    directory::{Area, Border},
    intake::read_borders,
    search::AreaOutline,
    store::{self, Connection, Store},
};

/// How an import of borders went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BordersImport {
    /// Features of the file.
    pub features: usize,
    /// Of these, those without a code, which were not taken.
    pub uncoded: usize,
    /// The municipalities whose borders are kept now.
    pub areas: Vec<Area>,
}

/// Keeps the borders of a GeoJSON file in place of those of the same municipalities; others stay.
///
/// # Errors
/// [`Error::Borders`] when the file is at fault, and then nothing of it is kept; the store's.
pub fn import_borders(
    store: &Store,
    bytes: &[u8],
    code_property: Option<&str>,
    at: NaiveDateTime,
) -> Result<BordersImport, Error> {
    let known: Vec<Area> =
        store.read(store::load_associations)?.into_iter().map(|association| association.area).collect();
    let read = read_borders(bytes, code_property, &known)?;
    store.write(|c| {
        for border in &read.borders {
            store::put_border(c, border, at)?;
        }
        record(c, None, at)
    })?;
    let areas = read.borders.into_iter().map(|border| border.area).collect();
    Ok(BordersImport { features: read.features, uncoded: read.uncoded, areas })
}

/// Forgets the border of a municipality; whether there was one.
///
/// # Errors
/// The store's.
pub fn remove_border(store: &Store, area_code: &str, at: NaiveDateTime) -> Result<bool, Error> {
    Ok(store.write(|c| {
        let was_there = store::remove_border(c, area_code)?;
        if was_there {
            record(c, None, at)?;
        }
        Ok(was_there)
    })?)
}

/// The borders kept, as a snapshot takes them.
pub(super) fn outlines(c: &mut Connection) -> Result<Vec<AreaOutline>, store::Error> {
    let borders = store::load_borders(c)?.into_iter();
    Ok(borders.map(|Border { area, outline }| AreaOutline { area, outline: Some(outline) }).collect())
}
