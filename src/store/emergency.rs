//! The operator's own lines of the numbers to call when a pharmacy is not enough.

use diesel::prelude::*;

use super::{Connection, Error, on, schema::emergency_numbers};
use crate::directory::{Emergency, EmergencyLine};

#[derive(Queryable, Insertable, Selectable)]
#[diesel(table_name = emergency_numbers)]
struct EmergencyLineRow {
    area: String,
    phone: String,
    lang: String,
    name: String,
    note: String,
    position: i32,
}

/// All of them, in their order.
///
/// # Errors
/// When the database refuses, or holds what this version would not have stored.
pub fn load_emergency(connection: &mut Connection) -> Result<Emergency, Error> {
    let rows: Vec<EmergencyLineRow> = on!(connection, c => emergency_numbers::table
        .order((emergency_numbers::position, emergency_numbers::area, emergency_numbers::phone, emergency_numbers::lang))
        .select(EmergencyLineRow::as_select())
        .load(c))?;
    let line = |row: EmergencyLineRow| {
        EmergencyLine::new(&row.area, &row.phone, &row.lang, &row.name, &row.note)
            .map_err(|error| Error::Corrupt(format!("emergency number {:?}: {error}", row.phone)))
    };
    Ok(Emergency { lines: rows.into_iter().map(line).collect::<Result<_, _>>()? })
}

/// Puts these in the place of all there were.
///
/// # Errors
/// When the database refuses.
pub fn replace_emergency(connection: &mut Connection, emergency: &Emergency) -> Result<(), Error> {
    on!(connection, c => diesel::delete(emergency_numbers::table).execute(c))?;
    for (position, line) in (0..).zip(&emergency.lines) {
        let row = EmergencyLineRow {
            area: line.area.clone(),
            phone: line.phone.clone(),
            lang: line.lang.clone(),
            name: line.name.clone(),
            note: line.note.clone(),
            position,
        };
        on!(connection, c => diesel::insert_into(emergency_numbers::table).values(&row).execute(c))?;
    }
    Ok(())
}
