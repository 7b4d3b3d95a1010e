//! Around a listing: confirmations that it still holds, publications still to come, and answers to repeated uploads.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::{
    Connection, Error, on,
    schema::{idempotency_keys, listing_confirmations, listing_schedules, listings},
};
use crate::directory::ListingId;

/// A publication still to come, or how it went.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable, Selectable)]
#[diesel(table_name = listing_schedules)]
pub struct Schedule {
    /// Which listing.
    pub listing_id: String,
    /// When, UTC.
    pub due_at: NaiveDateTime,
    /// Who wants it.
    pub actor: String,
    /// When they said so, UTC.
    pub created_at: NaiveDateTime,
    /// How it went: `published`, or why not; `None` while it is to come.
    pub outcome: Option<String>,
}

/// What a repeated upload is answered with.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable, Selectable)]
#[diesel(table_name = idempotency_keys)]
pub struct IdempotencyKey {
    /// Digest of who asked and the key they gave.
    pub id: String,
    /// Digest of what they asked.
    pub request_digest: String,
    /// The listing it made.
    pub listing_id: String,
    /// When, UTC.
    pub created_at: NaiveDateTime,
}

/// Notes that someone says the published list still holds.
///
/// # Errors
/// When the database refuses.
pub fn insert_confirmation(
    connection: &mut Connection,
    id: &str,
    listing: &ListingId,
    actor: &str,
    at: NaiveDateTime,
) -> Result<(), Error> {
    let row = (
        listing_confirmations::id.eq(id),
        listing_confirmations::listing_id.eq(listing.as_str()),
        listing_confirmations::actor.eq(actor),
        listing_confirmations::at.eq(at),
    );
    on!(connection, c => diesel::insert_into(listing_confirmations::table).values(row).execute(c))?;
    Ok(())
}

/// When the published lists were last said to hold, by listing; one entry for each confirmation, oldest first.
///
/// # Errors
/// When the database refuses.
pub fn load_confirmations(connection: &mut Connection) -> Result<Vec<(ListingId, NaiveDateTime)>, Error> {
    let rows: Vec<(String, NaiveDateTime)> = on!(connection, c => listing_confirmations::table
        .inner_join(listings::table)
        .filter(listings::state.eq("published"))
        .order(listing_confirmations::at)
        .select((listing_confirmations::listing_id, listing_confirmations::at))
        .load(c))?;
    let id = |text: String| ListingId::new(&text).ok_or_else(|| Error::Corrupt(format!("id {text:?}")));
    rows.into_iter().map(|(listing, at)| Ok((id(listing)?, at))).collect()
}

/// When one listing was last said to hold.
///
/// # Errors
/// When the database refuses.
pub fn last_confirmation(connection: &mut Connection, listing: &ListingId) -> Result<Option<NaiveDateTime>, Error> {
    Ok(on!(connection, c => listing_confirmations::table
        .filter(listing_confirmations::listing_id.eq(listing.as_str()))
        .order(listing_confirmations::at.desc())
        .select(listing_confirmations::at)
        .first(c)
        .optional())?)
}

/// Plans a publication, in place of an earlier plan for the same listing.
///
/// # Errors
/// When the database refuses.
pub fn put_schedule(connection: &mut Connection, schedule: &Schedule) -> Result<(), Error> {
    delete_schedule(connection, &schedule.listing_id)?;
    on!(connection, c => diesel::insert_into(listing_schedules::table).values(schedule).execute(c))?;
    Ok(())
}

/// Drops a plan; whether there was one.
///
/// # Errors
/// When the database refuses.
pub fn delete_schedule(connection: &mut Connection, listing_id: &str) -> Result<bool, Error> {
    let deleted = on!(connection, c => diesel::delete(listing_schedules::table.find(listing_id)).execute(c))?;
    Ok(deleted > 0)
}

/// The plan for a listing.
///
/// # Errors
/// When the database refuses.
pub fn get_schedule(connection: &mut Connection, listing: &ListingId) -> Result<Option<Schedule>, Error> {
    Ok(on!(connection, c => listing_schedules::table.find(listing.as_str()).first(c).optional())?)
}

/// The publications that are due at `at`, earliest first.
///
/// # Errors
/// When the database refuses.
pub fn due_schedules(connection: &mut Connection, at: NaiveDateTime) -> Result<Vec<Schedule>, Error> {
    Ok(on!(connection, c => listing_schedules::table
        .filter(listing_schedules::outcome.is_null().and(listing_schedules::due_at.le(at)))
        .order((listing_schedules::due_at, listing_schedules::listing_id))
        .load(c))?)
}

/// Notes how a planned publication went.
///
/// # Errors
/// When the database refuses.
pub fn settle_schedule(connection: &mut Connection, listing_id: &str, outcome: &str) -> Result<(), Error> {
    let row = listing_schedules::table.find(listing_id);
    on!(connection, c => diesel::update(row).set(listing_schedules::outcome.eq(outcome)).execute(c))?;
    Ok(())
}

/// What was answered to a key, if it was used since `since`.
///
/// # Errors
/// When the database refuses.
pub fn get_idempotency_key(
    connection: &mut Connection,
    id: &str,
    since: NaiveDateTime,
) -> Result<Option<IdempotencyKey>, Error> {
    let found = idempotency_keys::table.find(id).filter(idempotency_keys::created_at.ge(since));
    Ok(on!(connection, c => found.first(c).optional())?)
}

/// Keeps what was answered to a key, and forgets those before `forget_before`.
///
/// # Errors
/// [`Error::Conflict`] when the key was used in the meantime.
pub fn insert_idempotency_key(
    connection: &mut Connection,
    key: &IdempotencyKey,
    forget_before: NaiveDateTime,
) -> Result<(), Error> {
    let old = idempotency_keys::table.filter(idempotency_keys::created_at.lt(forget_before));
    on!(connection, c => diesel::delete(old).execute(c))?;
    on!(connection, c => diesel::insert_into(idempotency_keys::table).values(key).execute(c))?;
    Ok(())
}
