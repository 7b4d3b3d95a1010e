//! How far the checks of lists are, for the processes that do not do them.

use chrono::{NaiveDateTime, TimeDelta};

use super::Error;
use crate::store::{self, Connection, KeptCheck, Store};

/// How long a check is remembered.
const REMEMBERED: TimeDelta = TimeDelta::hours(1);

/// Notes how far a check is.
///
/// # Errors
/// The store's.
pub fn note_check(store: &Store, check: &KeptCheck) -> Result<(), Error> {
    Ok(store.write(|c| store::put_check(c, check))?)
}

/// The check of that ticket, if it is `owner`'s.
///
/// # Errors
/// The store's.
pub fn noted_check(store: &Store, ticket: &str, owner: &str) -> Result<Option<KeptCheck>, Error> {
    Ok(store.read(|c| store::get_check(c, ticket, owner))?)
}

/// Forgets the checks of more than an hour ago.
///
/// # Errors
/// The store's.
pub(super) fn forget_checks(c: &mut Connection, now: NaiveDateTime) -> Result<usize, store::Error> {
    store::prune_checks(c, now - REMEMBERED)
}
