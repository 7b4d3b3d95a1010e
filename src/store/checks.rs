//! Checks of lists that outlast the request they came with: how far each is, as the process that does it says.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::{Connection, Error, on, schema::office_checks};

/// A check, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable, Selectable, AsChangeset)]
#[diesel(table_name = office_checks, treat_none_as_null = true)]
pub struct KeptCheck {
    /// What it is asked for by.
    pub ticket: String,
    /// Whose it is, as the audit names them.
    pub owner: String,
    /// When it began, UTC.
    pub begun_at: NaiveDateTime,
    /// When the process that does it last said so, UTC.
    pub seen_at: NaiveDateTime,
    /// How far it is: the number of its stage, from 0.
    pub stage: i32,
    /// The version it made; `None` while it goes on, or when it made none.
    pub listing_id: Option<String>,
    /// Why it made none, JSON.
    pub refused: Option<String>,
}

/// Keeps what is now known of a check.
///
/// # Errors
/// When the database refuses.
pub fn put_check(connection: &mut Connection, check: &KeptCheck) -> Result<(), Error> {
    on!(connection, c => diesel::insert_into(office_checks::table)
        .values(check)
        .on_conflict(office_checks::ticket)
        .do_update()
        .set(check)
        .execute(c))?;
    Ok(())
}

/// The check of that ticket, if it is `owner`'s.
///
/// # Errors
/// When the database refuses.
pub fn get_check(connection: &mut Connection, ticket: &str, owner: &str) -> Result<Option<KeptCheck>, Error> {
    let known = office_checks::table.filter(office_checks::ticket.eq(ticket).and(office_checks::owner.eq(owner)));
    Ok(on!(connection, c => known.select(KeptCheck::as_select()).first(c).optional())?)
}

/// Forgets checks that began before `before`.
///
/// # Errors
/// When the database refuses.
pub fn prune_checks(connection: &mut Connection, before: NaiveDateTime) -> Result<usize, Error> {
    let old = office_checks::table.filter(office_checks::begun_at.lt(before));
    Ok(on!(connection, c => diesel::delete(old).execute(c))?)
}
