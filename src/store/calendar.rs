//! The holiday table and the gazetteer.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::{
    Connection, Error, on,
    schema::{gazetteer, gazetteer_version, holiday_tables},
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

/// The bytes of the holiday table that was the last one at `at`, UTC.
///
/// # Errors
/// When the database refuses.
pub fn holiday_table_at(connection: &mut Connection, at: NaiveDateTime) -> Result<Option<Vec<u8>>, Error> {
    Ok(on!(connection, c => holiday_tables::table
        .filter(holiday_tables::refreshed_at.le(at))
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
    /// Five digits; empty when not known.
    pub municipality_code: String,
    /// Prefecture and municipality; empty when only the code is known.
    pub municipality: String,
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

/// Adds places in place of those of the same id, and counts one more import.
///
/// # Errors
/// When the database refuses.
pub fn replace_gazetteer(connection: &mut Connection, entries: &[GazetteerEntry]) -> Result<(), Error> {
    for chunk in entries.chunks(500) {
        let ids: Vec<_> = chunk.iter().map(|entry| entry.id.as_str()).collect();
        on!(connection, c => diesel::delete(gazetteer::table.filter(gazetteer::id.eq_any(&ids))).execute(c))?;
        match connection {
            Connection::Sqlite(c) => {
                for entry in chunk {
                    diesel::insert_into(gazetteer::table).values(entry).execute(c)?;
                }
            }
            Connection::Postgres(c) => {
                diesel::insert_into(gazetteer::table).values(chunk).execute(c)?;
            }
        }
    }
    let next = gazetteer_version_now(connection)? + 1;
    on!(connection, c => diesel::insert_into(gazetteer_version::table)
        .values((gazetteer_version::id.eq(1), gazetteer_version::version.eq(next)))
        .on_conflict(gazetteer_version::id)
        .do_update()
        .set(gazetteer_version::version.eq(next))
        .execute(c))?;
    Ok(())
}

/// The places of a municipality, told by its code or by its prefecture and name together (`東京都世田谷区`).
///
/// # Errors
/// When the database refuses.
pub fn gazetteer_of(connection: &mut Connection, code: &str, name: &str) -> Result<Vec<GazetteerEntry>, Error> {
    Ok(on!(connection, c => gazetteer::table
        .filter(gazetteer::municipality_code.eq(code).or(gazetteer::municipality.eq(name)))
        .load(c))?)
}

/// How many imports of places there were.
///
/// # Errors
/// When the database refuses.
pub fn gazetteer_version_now(connection: &mut Connection) -> Result<i64, Error> {
    let version: Option<i64> = on!(connection, c => gazetteer_version::table
        .find(1)
        .select(gazetteer_version::version)
        .first(c)
        .optional())?;
    Ok(version.unwrap_or_default())
}
