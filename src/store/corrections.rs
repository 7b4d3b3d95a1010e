//! What people add to a file: corrected cells, what its columns are; and who stands behind a listing.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::{
    Connection, Error, on,
    schema::{column_hints, listing_origins, publishing_rules},
};
use crate::directory::{AssociationId, ListingId};

/// Where the content of a listing comes from, besides its file.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable, Selectable)]
#[diesel(table_name = listing_origins)]
pub struct Origin {
    /// Which listing.
    pub listing_id: String,
    /// Who sent the file, or corrected it last.
    pub author: String,
    /// The listing whose file it is read from again.
    pub made_from: Option<String>,
    /// The corrected cells, JSON.
    pub edits: String,
}

/// Keeps where a listing comes from. In the transaction that keeps the listing.
///
/// # Errors
/// When the database refuses.
pub fn insert_origin(connection: &mut Connection, origin: &Origin) -> Result<(), Error> {
    on!(connection, c => diesel::insert_into(listing_origins::table).values(origin).execute(c))?;
    Ok(())
}

/// Where a listing comes from; `None` of one older than these records.
///
/// # Errors
/// When the database refuses.
pub fn get_origin(connection: &mut Connection, listing: &ListingId) -> Result<Option<Origin>, Error> {
    Ok(on!(connection, c => listing_origins::table.find(listing.as_str()).first(c).optional())?)
}

/// What people said the columns of an association's files are: heading and meaning (empty for "not ours"), by heading.
///
/// # Errors
/// When the database refuses.
pub fn column_hints(connection: &mut Connection, association: &AssociationId) -> Result<Vec<(String, String)>, Error> {
    Ok(on!(connection, c => column_hints::table
        .filter(column_hints::association_id.eq(association.as_str()))
        .order(column_hints::heading)
        .select((column_hints::heading, column_hints::meaning))
        .load(c))?)
}

/// Remembers what someone says a column is, in place of what was said before.
///
/// # Errors
/// When the database refuses.
pub fn put_column_hint(
    connection: &mut Connection,
    association: &AssociationId,
    (heading, meaning): (&str, &str),
    actor: &str,
    at: NaiveDateTime,
) -> Result<(), Error> {
    let said = (column_hints::meaning.eq(meaning), column_hints::actor.eq(actor), column_hints::at.eq(at));
    let of = (column_hints::association_id.eq(association.as_str()), column_hints::heading.eq(heading));
    on!(connection, c => diesel::insert_into(column_hints::table)
        .values((of, said))
        .on_conflict((column_hints::association_id, column_hints::heading))
        .do_update()
        .set(said)
        .execute(c))?;
    Ok(())
}

/// Forgets what was said of a column; without it nothing happens.
///
/// # Errors
/// When the database refuses.
pub fn forget_column(connection: &mut Connection, association: &AssociationId, heading: &str) -> Result<(), Error> {
    let of = column_hints::association_id.eq(association.as_str()).and(column_hints::heading.eq(heading));
    on!(connection, c => diesel::delete(column_hints::table.filter(of)).execute(c))?;
    Ok(())
}

/// Whether the lists of an association are published by someone else than who sent them.
///
/// # Errors
/// When the database refuses.
pub fn second_person_wanted(connection: &mut Connection, association: &AssociationId) -> Result<bool, Error> {
    let wanted: Option<bool> = on!(connection, c => publishing_rules::table
        .find(association.as_str())
        .select(publishing_rules::second_person)
        .first(c)
        .optional())?;
    Ok(wanted.unwrap_or_default())
}

/// Sets whether the lists of an association are published by someone else than who sent them.
///
/// # Errors
/// When the database refuses.
pub fn want_second_person(connection: &mut Connection, association: &AssociationId, wanted: bool) -> Result<(), Error> {
    let row = (publishing_rules::association_id.eq(association.as_str()), publishing_rules::second_person.eq(wanted));
    on!(connection, c => diesel::insert_into(publishing_rules::table)
        .values(row)
        .on_conflict(publishing_rules::association_id)
        .do_update()
        .set(publishing_rules::second_person.eq(wanted))
        .execute(c))?;
    Ok(())
}
