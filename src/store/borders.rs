//! The borders of municipalities that the operator gave.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use geo::MultiPolygon;
use geojson::{Geometry, GeometryValue};

use super::{Connection, Error, on, schema::borders};
use crate::directory::{Area, Border};

/// Decimals of a degree that are kept: a tenth of a metre.
const DECIMALS: f64 = 1e6;

#[derive(Queryable, Insertable, Selectable)]
#[diesel(table_name = borders)]
struct BorderRow {
    area_code: String,
    prefecture: String,
    municipality: String,
    outline: String,
    imported_at: NaiveDateTime,
}

impl BorderRow {
    fn border(self) -> Result<Border, Error> {
        let corrupt = |error: geojson::Error| Error::Corrupt(format!("border {}: {error}", self.area_code));
        let geometry: Geometry = self.outline.parse().map_err(corrupt)?;
        let outline = MultiPolygon::try_from(&geometry.value).map_err(corrupt)?;
        let area =
            Area { code: self.area_code, prefecture: self.prefecture, municipality: self.municipality, year_end: None };
        Ok(Border { area, outline })
    }
}

/// All borders, by code.
///
/// # Errors
/// When the database refuses, or holds what this version would not have stored.
pub fn load_borders(connection: &mut Connection) -> Result<Vec<Border>, Error> {
    let rows: Vec<BorderRow> = on!(connection, c => borders::table
        .order(borders::area_code)
        .select(BorderRow::as_select())
        .load(c))?;
    rows.into_iter().map(BorderRow::border).collect()
}

/// The border of one municipality.
///
/// # Errors
/// As [`load_borders`].
pub fn border_of(connection: &mut Connection, area_code: &str) -> Result<Option<Border>, Error> {
    let row: Option<BorderRow> = on!(connection, c => borders::table
        .find(area_code)
        .select(BorderRow::as_select())
        .first(c)
        .optional())?;
    row.map(BorderRow::border).transpose()
}

/// Keeps a border in place of the one its municipality had.
///
/// # Errors
/// When the database refuses.
pub fn put_border(connection: &mut Connection, border: &Border, at: NaiveDateTime) -> Result<(), Error> {
    use geo::MapCoords as _;
    let round = |degrees: f64| (degrees * DECIMALS).round() / DECIMALS;
    let outline = border.outline.map_coords(|at| geo::Coord { x: round(at.x), y: round(at.y) });
    let row = BorderRow {
        area_code: border.area.code.clone(),
        prefecture: border.area.prefecture.clone(),
        municipality: border.area.municipality.clone(),
        outline: Geometry::new(GeometryValue::from(&outline)).to_string(),
        imported_at: at,
    };
    on!(connection, c => diesel::delete(borders::table.find(&row.area_code)).execute(c))?;
    on!(connection, c => diesel::insert_into(borders::table).values(&row).execute(c))?;
    Ok(())
}

/// Forgets the border of a municipality; whether there was one.
///
/// # Errors
/// When the database refuses.
pub fn remove_border(connection: &mut Connection, area_code: &str) -> Result<bool, Error> {
    Ok(on!(connection, c => diesel::delete(borders::table.find(area_code)).execute(c))? > 0)
}
