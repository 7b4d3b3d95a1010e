//! The holiday table and the gazetteer.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::{
    Connection, Error, on,
    schema::{gazetteer, holiday_tables},
};

/// The bytes of the holiday table accepted last; `None` when only the compiled-in one is known.
///
/// # Errors
/// When the database refuses.
pub fn latest_holiday_table(connection: &mut Connection) -> Result<Option<Vec<u8>>, Error> {
    Ok(on!(connection, c => holiday_tables::table
        .order((holiday_tables::refreshed_at.desc(), holiday_tables::id.desc()))
        .select(holiday_tables::bytes)
        .first(c)
        .optional())?)
}

/// Keeps an accepted holiday table; it counts from now on. Within the transaction that bumps the revision.
///
/// # Errors
/// When the database refuses.
pub fn insert_holiday_table(
    connection: &mut Connection,
    id: &str,
    source: &str,
    bytes: &[u8],
    at: NaiveDateTime,
) -> Result<(), Error> {
    let row = (
        holiday_tables::id.eq(id),
        holiday_tables::source.eq(source),
        holiday_tables::refreshed_at.eq(at),
        holiday_tables::bytes.eq(bytes),
    );
    on!(connection, c => diesel::insert_into(holiday_tables::table).values(row).execute(c))?;
    Ok(())
}

/// A place people type.
#[derive(Clone, Debug, PartialEq, Queryable, Insertable, Selectable)]
#[diesel(table_name = gazetteer)]
pub struct GazetteerEntry {
    /// Minted from kind, municipality and name, so that an import replaces what it repeats.
    pub id: String,
    /// `town`, `station`, `facility`, `postcode`, `municipality`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its reading; empty when not known.
    pub kana: String,
    /// Five digits.
    pub municipality_code: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
}

/// All imported places.
///
/// # Errors
/// When the database refuses.
pub fn load_gazetteer(connection: &mut Connection) -> Result<Vec<GazetteerEntry>, Error> {
    Ok(on!(connection, c => gazetteer::table.order(gazetteer::id).load(c))?)
}

/// Adds places in place of those of the same id.
///
/// # Errors
/// When the database refuses.
pub fn replace_gazetteer(connection: &mut Connection, entries: &[GazetteerEntry]) -> Result<(), Error> {
    for entry in entries {
        on!(connection, c => {
            diesel::delete(gazetteer::table.find(&entry.id)).execute(c)?;
            diesel::insert_into(gazetteer::table).values(entry).execute(c)?
        });
    }
    Ok(())
}
