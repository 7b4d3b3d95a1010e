//! What has changed since a draft was compared with the published lists.

use diesel::{dsl::exists, prelude::*, upsert::excluded};

use super::{
    Connection, Error, ListingRow,
    listings::{LoadedRow, published_rows},
    on,
    schema::{list_changes, listing_rows, listings, pharmacies},
};
use crate::directory::{AssociationId, ListingId};

/// Notes that the list of an association changed at this count of list publications. In the transaction of the change.
///
/// # Errors
/// When the database refuses.
pub fn note_list_change(
    connection: &mut Connection,
    association: &AssociationId,
    lists_revision: i64,
) -> Result<(), Error> {
    let row = (list_changes::association_id.eq(association.as_str()), list_changes::lists_revision.eq(lists_revision));
    on!(connection, c => diesel::insert_into(list_changes::table)
        .values(row)
        .on_conflict(list_changes::association_id)
        .do_update()
        .set(list_changes::lists_revision.eq(excluded(list_changes::lists_revision)))
        .execute(c))?;
    Ok(())
}

/// The associations whose list changed after this count of list publications.
///
/// # Errors
/// When the database refuses.
pub fn lists_changed_since(connection: &mut Connection, lists_revision: i64) -> Result<Vec<AssociationId>, Error> {
    let ids: Vec<String> = on!(connection, c => list_changes::table
        .filter(list_changes::lists_revision.gt(lists_revision))
        .select(list_changes::association_id)
        .load(c))?;
    let read = |id: String| AssociationId::new(&id).ok_or_else(|| Error::Corrupt(format!("association {id:?}")));
    ids.into_iter().map(read).collect()
}

/// The published rows of these associations' lists.
///
/// # Errors
/// When the database refuses.
pub fn published_rows_of(
    connection: &mut Connection,
    associations: &[AssociationId],
) -> Result<Vec<ListingRow>, Error> {
    let ids: Vec<&str> = associations.iter().map(AssociationId::as_str).collect();
    let rows: Vec<LoadedRow> = on!(connection, c => listing_rows::table
        .inner_join(listings::table)
        .filter(listings::state.eq("published").and(listings::association_id.eq_any(ids)))
        .select((listing_rows::listing_id, listing_rows::pharmacy_id, listing_rows::facts, listing_rows::changed_at))
        .load(c))?;
    Ok(published_rows(rows)?.into_iter().map(|row| row.row).collect())
}

/// The rows of a listing for pharmacies that the directory has not met: publishing it would enter them.
///
/// # Errors
/// When the database refuses.
pub fn new_pharmacies_of(connection: &mut Connection, id: &ListingId) -> Result<Vec<ListingRow>, Error> {
    let rows: Vec<LoadedRow> = on!(connection, c => listing_rows::table
        .filter(listing_rows::listing_id.eq(id.as_str()))
        .filter(diesel::dsl::not(exists(
            pharmacies::table.filter(pharmacies::id.eq(listing_rows::pharmacy_id)),
        )))
        .select((listing_rows::listing_id, listing_rows::pharmacy_id, listing_rows::facts, listing_rows::changed_at))
        .load(c))?;
    Ok(published_rows(rows)?.into_iter().map(|row| row.row).collect())
}
