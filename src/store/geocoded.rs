//! What a geocoder answered, by a digest of what was asked; sealed, so that the database alone tells nothing of it.

use chrono::NaiveDateTime;
use diesel::{dsl::count_star, prelude::*};

use super::{Connection, Error, on, schema::geocoded};

/// The sealed answer kept under a digest since `since`.
///
/// # Errors
/// When the database refuses.
pub fn get_geocoded(connection: &mut Connection, digest: &str, since: NaiveDateTime) -> Result<Option<Vec<u8>>, Error> {
    Ok(on!(connection, c => geocoded::table
        .filter(geocoded::digest.eq(digest))
        .filter(geocoded::asked_at.ge(since))
        .select(geocoded::sealed)
        .first(c)
        .optional())?)
}

/// Keeps a sealed answer under a digest, unless `most` others are kept; those of before `since` are forgotten.
///
/// # Errors
/// When the database refuses.
pub fn put_geocoded(
    connection: &mut Connection,
    (digest, sealed): (&str, &[u8]),
    at: NaiveDateTime,
    since: NaiveDateTime,
    most: i64,
) -> Result<(), Error> {
    let old = geocoded::table.filter(geocoded::asked_at.lt(since).or(geocoded::digest.eq(digest)));
    on!(connection, c => diesel::delete(old).execute(c))?;
    let kept: i64 = on!(connection, c => geocoded::table.select(count_star()).first(c))?;
    if kept < most {
        let row = (geocoded::digest.eq(digest), geocoded::sealed.eq(sealed), geocoded::asked_at.eq(at));
        on!(connection, c => diesel::insert_into(geocoded::table)
            .values(row)
            .on_conflict(geocoded::digest)
            .do_nothing()
            .execute(c))?;
    }
    Ok(())
}
