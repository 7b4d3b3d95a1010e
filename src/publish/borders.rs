//! The borders that an operator gives: read, kept, and told to every server by a new revision.

use chrono::NaiveDateTime;
use geo::CoordsIter as _;
use serde_json::json;

use super::{
    Error,
    audit::{Deed, note},
    check::digest,
    record,
};
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
    actor: &str,
    at: NaiveDateTime,
) -> Result<BordersImport, Error> {
    let known: Vec<Area> =
        store.read(store::load_associations)?.into_iter().map(|association| association.area).collect();
    let read = read_borders(bytes, code_property, &known)?;
    let file_digest = digest(&[bytes]);
    store.write(|c| {
        for border in &read.borders {
            let code = &border.area.code;
            let before = store::border_of(c, code)?.as_ref().map(course);
            store::put_border(c, border, at)?;
            // Its points are rounded when they are kept.
            let after = store::border_of(c, code)?.as_ref().map(course);
            let deed = Deed { actor, action: "area.border", subject: format!("area:{code}"), at };
            let detail = json!({ "municipality": border.area.municipality, "file_digest": file_digest });
            note(c, deed, (before.as_deref(), after.as_deref()), detail)?;
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
pub fn remove_border(store: &Store, area_code: &str, actor: &str, at: NaiveDateTime) -> Result<bool, Error> {
    Ok(store.write(|c| {
        let before = store::border_of(c, area_code)?.as_ref().map(course);
        let was_there = store::remove_border(c, area_code)?;
        if was_there {
            let deed = Deed { actor, action: "area.no_border", subject: format!("area:{area_code}"), at };
            note(c, deed, (before.as_deref(), None), json!({}))?;
            record(c, None, at)?;
        }
        Ok(was_there)
    })?)
}

/// The points of a border, in their order.
fn course(border: &Border) -> Vec<u8> {
    border.outline.coords_iter().flat_map(|at| [at.x.to_be_bytes(), at.y.to_be_bytes()].concat()).collect()
}

/// The borders kept, as a snapshot takes them.
pub(super) fn outlines(c: &mut Connection) -> Result<Vec<AreaOutline>, store::Error> {
    let borders = store::load_borders(c)?.into_iter();
    Ok(borders.map(|Border { area, outline }| AreaOutline { area, outline: Some(outline) }).collect())
}
