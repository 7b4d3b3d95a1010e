//! What readers saw at every revision that is kept, and the log of what changed.
//!
//! **Invariant:** `seq` counts from 1 without a gap in the order of commits: it is taken after the revision was counted,
//! which of racing writers lets only one through.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::{
    Connection, Error, StateRow, on,
    schema::{changes, pharmacy_states, publications},
};
use crate::directory::PharmacyId;

/// Parameters of one statement at most.
const CHUNK: usize = 500;

/// A revision that is still kept.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable, Selectable)]
#[diesel(table_name = publications)]
pub struct Publication {
    /// Its number.
    pub revision: i64,
    /// When it was published, UTC.
    pub at: NaiveDateTime,
    /// The lists it was made of, JSON.
    pub sources: String,
}

/// What kind of change an entry of the log tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// A revision begins; each has one, whether or not a pharmacy differs.
    Revision,
    /// A pharmacy is published that was not.
    Added,
    /// A part of a pharmacy differs.
    Changed,
    /// A pharmacy is no longer published.
    Removed,
}

impl ChangeKind {
    /// Its name in every interface.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Revision => "revision",
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Removed => "removed",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Revision, Self::Added, Self::Changed, Self::Removed].into_iter().find(|kind| kind.as_str() == name)
    }
}

/// One entry of the log.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Insertable, Selectable)]
#[diesel(table_name = changes)]
pub struct ChangeRow {
    /// Its number, from 1.
    pub seq: i64,
    /// The revision that brought it.
    pub revision: i64,
    /// When, UTC.
    pub at: NaiveDateTime,
    /// [`ChangeKind`] by name.
    pub kind: String,
    /// Which pharmacy; `None` for a revision itself.
    pub pharmacy_id: Option<String>,
    /// What of it, for a changed one.
    pub field: Option<String>,
    /// The association whose word it is.
    pub source: Option<String>,
}

/// Columns of a state as loaded and written.
type Loaded = (String, i64, Option<i64>, String, String);

fn state_row((id, since, until, digest, state): Loaded) -> Result<StateRow, Error> {
    let id = PharmacyId::new(&id).ok_or_else(|| Error::Corrupt(format!("pharmacy id {id:?}")))?;
    Ok(StateRow { id, since, until, digest, state })
}

/// The digests of the states that hold now, by pharmacy.
///
/// # Errors
/// When the database refuses.
pub fn present_digests(connection: &mut Connection) -> Result<HashMap<String, String>, Error> {
    let rows: Vec<(String, String)> = on!(connection, c => pharmacy_states::table
        .filter(pharmacy_states::until_revision.is_null())
        .select((pharmacy_states::pharmacy_id, pharmacy_states::digest))
        .load(c))?;
    Ok(rows.into_iter().collect())
}

/// The states that hold now, of these pharmacies.
///
/// # Errors
/// When the database refuses.
pub fn present_states(connection: &mut Connection, ids: &[String]) -> Result<Vec<StateRow>, Error> {
    let mut found = Vec::new();
    for chunk in ids.chunks(CHUNK) {
        let rows: Vec<Loaded> = on!(connection, c => pharmacy_states::table
            .filter(pharmacy_states::until_revision.is_null().and(pharmacy_states::pharmacy_id.eq_any(chunk)))
            .load(c))?;
        found.extend(rows.into_iter().map(state_row).collect::<Result<Vec<_>, _>>()?);
    }
    Ok(found)
}

/// Ends the states of these pharmacies at `revision`.
///
/// # Errors
/// When the database refuses.
pub fn close_states(connection: &mut Connection, ids: &[String], revision: i64) -> Result<(), Error> {
    for chunk in ids.chunks(CHUNK) {
        let holding = pharmacy_states::table
            .filter(pharmacy_states::until_revision.is_null().and(pharmacy_states::pharmacy_id.eq_any(chunk)));
        on!(connection, c => diesel::update(holding).set(pharmacy_states::until_revision.eq(revision)).execute(c))?;
    }
    Ok(())
}

/// Adds states.
///
/// # Errors
/// When the database refuses.
pub fn insert_states(connection: &mut Connection, states: &[StateRow]) -> Result<(), Error> {
    for chunk in states.chunks(CHUNK) {
        let row = |state: &StateRow| {
            (
                pharmacy_states::pharmacy_id.eq(state.id.as_str().to_owned()),
                pharmacy_states::since_revision.eq(state.since),
                pharmacy_states::until_revision.eq(state.until),
                pharmacy_states::digest.eq(state.digest.clone()),
                pharmacy_states::state.eq(state.state.clone()),
            )
        };
        match connection {
            Connection::Sqlite(c) => {
                for state in chunk {
                    diesel::insert_into(pharmacy_states::table).values(row(state)).execute(c)?;
                }
            }
            Connection::Postgres(c) => {
                let rows: Vec<_> = chunk.iter().map(row).collect();
                diesel::insert_into(pharmacy_states::table).values(rows).execute(c)?;
            }
        }
    }
    Ok(())
}

/// Every pharmacy's state at a revision.
///
/// # Errors
/// When the database refuses.
pub fn states_at(connection: &mut Connection, revision: i64) -> Result<Vec<StateRow>, Error> {
    let holding = pharmacy_states::until_revision.is_null().or(pharmacy_states::until_revision.gt(revision));
    let rows: Vec<Loaded> = on!(connection, c => pharmacy_states::table
        .filter(pharmacy_states::since_revision.le(revision).and(holding))
        .order(pharmacy_states::pharmacy_id)
        .load(c))?;
    rows.into_iter().map(state_row).collect()
}

/// The states of these pharmacies that began or ended from one revision to another, both included.
///
/// # Errors
/// When the database refuses.
pub fn states_between(connection: &mut Connection, ids: &[String], from: i64, to: i64) -> Result<Vec<StateRow>, Error> {
    let mut found = Vec::new();
    for chunk in ids.chunks(CHUNK) {
        let began = pharmacy_states::since_revision.between(from, to);
        let ended = pharmacy_states::until_revision.between(from, to).assume_not_null();
        let rows: Vec<Loaded> = on!(connection, c => pharmacy_states::table
            .filter(pharmacy_states::pharmacy_id.eq_any(chunk).and(began.or(ended)))
            .load(c))?;
        found.extend(rows.into_iter().map(state_row).collect::<Result<Vec<_>, _>>()?);
    }
    Ok(found)
}

/// Since which revision each published pharmacy is as it is.
///
/// # Errors
/// When the database refuses.
pub fn states_since(connection: &mut Connection) -> Result<HashMap<String, i64>, Error> {
    let rows: Vec<(String, i64)> = on!(connection, c => pharmacy_states::table
        .filter(pharmacy_states::until_revision.is_null())
        .select((pharmacy_states::pharmacy_id, pharmacy_states::since_revision))
        .load(c))?;
    Ok(rows.into_iter().collect())
}

/// Keeps a revision.
///
/// # Errors
/// When the database refuses.
pub fn insert_publication(connection: &mut Connection, new: &Publication) -> Result<(), Error> {
    on!(connection, c => diesel::insert_into(publications::table).values(new).execute(c))?;
    Ok(())
}

/// A revision that is kept; `None` when it is not, or is yet to come.
///
/// # Errors
/// When the database refuses.
pub fn publication(connection: &mut Connection, revision: i64) -> Result<Option<Publication>, Error> {
    Ok(on!(connection, c => publications::table.find(revision).first(c).optional())?)
}

/// The oldest revision that is kept; `None` before the first.
///
/// # Errors
/// When the database refuses.
pub fn oldest_publication(connection: &mut Connection) -> Result<Option<i64>, Error> {
    Ok(on!(connection, c => publications::table.select(diesel::dsl::min(publications::revision)).first(c))?)
}

/// Adds entries to the log.
///
/// # Errors
/// When the database refuses.
pub fn insert_changes(connection: &mut Connection, rows: &[ChangeRow]) -> Result<(), Error> {
    match connection {
        Connection::Sqlite(c) => {
            for row in rows {
                diesel::insert_into(changes::table).values(row).execute(c)?;
            }
        }
        Connection::Postgres(c) => {
            for chunk in rows.chunks(1_000) {
                diesel::insert_into(changes::table).values(chunk).execute(c)?;
            }
        }
    }
    Ok(())
}

/// The number of the last entry; 0 before the first.
///
/// # Errors
/// When the database refuses.
pub fn last_change(connection: &mut Connection) -> Result<i64, Error> {
    let last: Option<i64> = on!(connection, c => changes::table.select(diesel::dsl::max(changes::seq)).first(c))?;
    Ok(last.unwrap_or(0))
}

/// One entry.
///
/// # Errors
/// When the database refuses.
pub fn change_at(connection: &mut Connection, seq: i64) -> Result<Option<ChangeRow>, Error> {
    Ok(on!(connection, c => changes::table.find(seq).first(c).optional())?)
}

/// The entries behind a place, in order: those behind entry `seq` and of a later revision than `revision`, up to revision
/// `up_to`. `newest` gives the last `limit` of them, newest first.
///
/// # Errors
/// When the database refuses.
pub fn changes_after(
    connection: &mut Connection,
    (revision, seq): (i64, i64),
    up_to: i64,
    limit: i64,
    newest: bool,
) -> Result<Vec<ChangeRow>, Error> {
    let behind = changes::table
        .filter(changes::seq.gt(seq).and(changes::revision.gt(revision)).and(changes::revision.le(up_to)))
        .limit(limit);
    Ok(if newest {
        on!(connection, c => behind.order(changes::seq.desc()).load(c))?
    } else {
        on!(connection, c => behind.order(changes::seq).load(c))?
    })
}

/// Forgets revisions published before `before`, except the newest, and everything that only they need.
///
/// # Errors
/// When the database refuses.
pub fn prune_history(connection: &mut Connection, before: NaiveDateTime) -> Result<usize, Error> {
    let newest: Option<i64> =
        on!(connection, c => publications::table.select(diesel::dsl::max(publications::revision)).first(c))?;
    let old = publications::table
        .filter(publications::at.lt(before).and(publications::revision.lt(newest.unwrap_or_default())));
    let pruned = on!(connection, c => diesel::delete(old).execute(c))?;
    let Some(oldest) = oldest_publication(connection)?.filter(|_| pruned > 0) else { return Ok(0) };
    let told = changes::table.filter(changes::revision.lt(oldest));
    on!(connection, c => diesel::delete(told).execute(c))?;
    // A state that ended with the oldest kept revision is still the value before of its changes.
    let ended = pharmacy_states::table.filter(pharmacy_states::until_revision.lt(oldest));
    on!(connection, c => diesel::delete(ended).execute(c))?;
    Ok(pruned)
}
