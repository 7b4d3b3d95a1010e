//! Associations.

use diesel::prelude::*;

use super::{Connection, Error, on, schema::associations};
use crate::directory::{Area, Association, AssociationId};

#[derive(Queryable, Insertable, Selectable)]
#[diesel(table_name = associations)]
struct AssociationRow {
    id: String,
    name: String,
    name_en: String,
    area_code: String,
    prefecture: String,
    municipality: String,
    year_end: Option<String>,
    rank: i32,
}

impl From<&Association> for AssociationRow {
    fn from(association: &Association) -> Self {
        let area = &association.area;
        Self {
            id: association.id.to_string(),
            name: association.name.clone(),
            name_en: association.name_en.clone(),
            area_code: area.code.clone(),
            prefecture: area.prefecture.clone(),
            municipality: area.municipality.clone(),
            year_end: area.year_end.map(|period| period.to_string()),
            rank: association.rank,
        }
    }
}

impl TryFrom<AssociationRow> for Association {
    type Error = Error;

    fn try_from(row: AssociationRow) -> Result<Self, Error> {
        let corrupt = |what: &str| Error::Corrupt(format!("association {what}"));
        Ok(Self {
            id: AssociationId::new(&row.id).ok_or_else(|| corrupt(&row.id))?,
            name: row.name,
            name_en: row.name_en,
            area: Area {
                code: row.area_code,
                prefecture: row.prefecture,
                municipality: row.municipality,
                year_end: row.year_end.map(|text| text.parse().map_err(|_| corrupt(&text))).transpose()?,
            },
            rank: row.rank,
        })
    }
}

/// All associations, by id.
///
/// # Errors
/// When the database refuses.
pub fn load_associations(connection: &mut Connection) -> Result<Vec<Association>, Error> {
    let rows: Vec<AssociationRow> = on!(connection, c => associations::table.order(associations::id).load(c))?;
    rows.into_iter().map(Association::try_from).collect()
}

/// Holds an association until the transaction ends: others that hold it wait, so that what is read of it stays true while
/// it is written. `false` when there is none of that id.
///
/// # Errors
/// When the database refuses.
pub fn hold_association(connection: &mut Connection, id: &AssociationId) -> Result<bool, Error> {
    let own = associations::table.find(id.as_str());
    let held = on!(connection, c => diesel::update(own).set(associations::id.eq(id.as_str())).execute(c))?;
    Ok(held > 0)
}

/// Adds an association, or changes the one of that id.
///
/// # Errors
/// When the database refuses.
pub fn insert_association(connection: &mut Connection, association: &Association) -> Result<(), Error> {
    let row = AssociationRow::from(association);
    on!(connection, c => diesel::insert_into(associations::table)
        .values(&row)
        .on_conflict(associations::id)
        .do_update()
        .set((
            associations::name.eq(&row.name),
            associations::name_en.eq(&row.name_en),
            associations::area_code.eq(&row.area_code),
            associations::prefecture.eq(&row.prefecture),
            associations::municipality.eq(&row.municipality),
            associations::year_end.eq(&row.year_end),
            associations::rank.eq(row.rank),
        ))
        .execute(c))?;
    Ok(())
}
