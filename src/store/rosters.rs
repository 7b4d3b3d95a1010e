//! Rosters as they were sent, and the shifts that each spoke of.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::{
    Connection, Error, KeptDutyShift,
    dated::{self, DutyShiftRow},
    on,
    schema::{duty_shifts, roster_entries, roster_entry_shifts, roster_files},
};
use crate::directory::AssociationId;

/// The most values in one question; SQLite has a limit.
const AT_ONCE: usize = 500;

/// How far a roster has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RosterState {
    /// Only shown what it would do.
    Tried,
    /// Entered.
    Entered,
    /// Entered, and taken back.
    Undone,
}

/// What a roster did with a shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RosterDid {
    /// It was new.
    Added,
    /// It was taken back.
    Removed,
    /// It was there already.
    Kept,
}

/// A roster as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterEntry {
    /// Its id, time-ordered.
    pub id: String,
    /// How far it has come.
    pub state: RosterState,
    /// Who sent or entered it.
    pub actor: String,
    /// When, UTC.
    pub entered_at: NaiveDateTime,
    /// The file's name as it was sent; empty when none was told.
    pub file_name: String,
    /// SHA-256 of the file, hexadecimal.
    pub file_digest: String,
    /// Whether shifts it doesn't name go, within its own days.
    pub replaces: bool,
    /// The last day that its rules are followed to, by who sent it.
    pub until: Option<NaiveDate>,
    /// The first and last day it speaks of.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// A digest of what it was shown to do.
    pub shown: String,
    /// Shifts it added.
    pub added: usize,
    /// Shifts it took back.
    pub removed: usize,
    /// Who took it back, and when, UTC.
    pub undone: Option<(String, NaiveDateTime)>,
}

#[derive(Queryable, Insertable, Selectable, AsChangeset)]
#[diesel(table_name = roster_entries, treat_none_as_null = true)]
struct RosterEntryRow {
    id: String,
    association_id: String,
    state: String,
    actor: String,
    entered_at: NaiveDateTime,
    file_name: String,
    file_digest: String,
    replaces: bool,
    until_date: Option<NaiveDate>,
    first_day: Option<NaiveDate>,
    last_day: Option<NaiveDate>,
    shown: String,
    added: i32,
    removed: i32,
    undone_at: Option<NaiveDateTime>,
    undone_by: Option<String>,
}

impl RosterState {
    fn as_str(self) -> &'static str {
        match self {
            Self::Tried => "tried",
            Self::Entered => "entered",
            Self::Undone => "undone",
        }
    }
}

impl RosterDid {
    fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Kept => "kept",
        }
    }
}

impl RosterEntryRow {
    fn of(association: &AssociationId, entry: &RosterEntry) -> Self {
        let count = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
        Self {
            id: entry.id.clone(),
            association_id: association.to_string(),
            state: entry.state.as_str().to_owned(),
            actor: entry.actor.clone(),
            entered_at: entry.entered_at,
            file_name: entry.file_name.clone(),
            file_digest: entry.file_digest.clone(),
            replaces: entry.replaces,
            until_date: entry.until,
            first_day: entry.days.map(|(first, _)| first),
            last_day: entry.days.map(|(_, last)| last),
            shown: entry.shown.clone(),
            added: count(entry.added),
            removed: count(entry.removed),
            undone_at: entry.undone.as_ref().map(|(_, at)| *at),
            undone_by: entry.undone.as_ref().map(|(by, _)| by.clone()),
        }
    }
}

impl TryFrom<RosterEntryRow> for RosterEntry {
    type Error = Error;

    fn try_from(row: RosterEntryRow) -> Result<Self, Error> {
        let states = [RosterState::Tried, RosterState::Entered, RosterState::Undone];
        let state = states.into_iter().find(|state| state.as_str() == row.state);
        Ok(Self {
            state: state.ok_or_else(|| Error::Corrupt(format!("roster {}: state", row.id)))?,
            id: row.id,
            actor: row.actor,
            entered_at: row.entered_at,
            file_name: row.file_name,
            file_digest: row.file_digest,
            replaces: row.replaces,
            until: row.until_date,
            days: row.first_day.zip(row.last_day),
            shown: row.shown,
            added: usize::try_from(row.added).unwrap_or_default(),
            removed: usize::try_from(row.removed).unwrap_or_default(),
            undone: row.undone_by.zip(row.undone_at),
        })
    }
}

/// Keeps a roster with its file.
///
/// # Errors
/// When the database refuses.
pub fn insert_roster(
    connection: &mut Connection,
    association: &AssociationId,
    entry: &RosterEntry,
    bytes: &[u8],
) -> Result<(), Error> {
    let row = RosterEntryRow::of(association, entry);
    on!(connection, c => diesel::insert_into(roster_entries::table).values(&row).execute(c))?;
    let file = (roster_files::entry_id.eq(&row.id), roster_files::bytes.eq(bytes));
    on!(connection, c => diesel::insert_into(roster_files::table).values(file).execute(c))?;
    Ok(())
}

/// Puts what is now known of a roster in the place of what was.
///
/// # Errors
/// When the database refuses.
pub fn update_roster(
    connection: &mut Connection,
    association: &AssociationId,
    entry: &RosterEntry,
) -> Result<(), Error> {
    let row = RosterEntryRow::of(association, entry);
    let target = roster_entries::table.find(&row.id);
    on!(connection, c => diesel::update(target).set(&row).execute(c))?;
    Ok(())
}

/// Notes what a roster did with shifts.
///
/// # Errors
/// When the database refuses.
pub fn insert_roster_shifts(
    connection: &mut Connection,
    entry: &str,
    did: RosterDid,
    shifts: &[String],
) -> Result<(), Error> {
    let row = |shift: &String| {
        (
            roster_entry_shifts::entry_id.eq(entry.to_owned()),
            roster_entry_shifts::shift_id.eq(shift.clone()),
            roster_entry_shifts::kind.eq(did.as_str()),
        )
    };
    match connection {
        Connection::Sqlite(c) => {
            for shift in shifts {
                diesel::insert_into(roster_entry_shifts::table).values(row(shift)).execute(c)?;
            }
        }
        // A round trip each otherwise.
        Connection::Postgres(c) => {
            for some in shifts.chunks(AT_ONCE) {
                let rows: Vec<_> = some.iter().map(row).collect();
                diesel::insert_into(roster_entry_shifts::table).values(rows).execute(c)?;
            }
        }
    }
    Ok(())
}

/// One roster of an association.
///
/// # Errors
/// [`Error::NotFound`] when it has none of that id.
pub fn get_roster(connection: &mut Connection, association: &AssociationId, id: &str) -> Result<RosterEntry, Error> {
    let row: Option<RosterEntryRow> = on!(connection, c => roster_entries::table
        .filter(roster_entries::id.eq(id).and(roster_entries::association_id.eq(association.as_str())))
        .select(RosterEntryRow::as_select())
        .first(c)
        .optional())?;
    row.ok_or(Error::NotFound)?.try_into()
}

/// The rosters of an association that were entered, taken back or not, newest first; with `before` only those entered
/// before the one of that id.
///
/// # Errors
/// [`Error::NotFound`] when it has no roster of the id `before`; when the database refuses.
pub fn load_rosters(
    connection: &mut Connection,
    association: &AssociationId,
    before: Option<&str>,
    limit: i64,
) -> Result<Vec<RosterEntry>, Error> {
    // A roster is entered later than it was tried and its id minted, so the id alone tells no order.
    let from = before.map(|id| get_roster(connection, association, id)).transpose()?;
    let rows: Vec<RosterEntryRow> = on!(connection, c => {
        let of_association = roster_entries::association_id
            .eq(association.as_str())
            .and(roster_entries::state.ne(RosterState::Tried.as_str()));
        let mut entered = roster_entries::table.filter(of_association).into_boxed();
        if let Some(from) = &from {
            let at_once = roster_entries::entered_at.eq(from.entered_at).and(roster_entries::id.lt(&from.id));
            entered = entered.filter(roster_entries::entered_at.lt(from.entered_at).or(at_once));
        }
        entered
            .order((roster_entries::entered_at.desc(), roster_entries::id.desc()))
            .limit(limit)
            .select(RosterEntryRow::as_select())
            .load(c)
    })?;
    rows.into_iter().map(RosterEntry::try_from).collect()
}

/// The file of a roster.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn roster_file(connection: &mut Connection, id: &str) -> Result<Vec<u8>, Error> {
    let bytes: Option<Vec<u8>> =
        on!(connection, c => roster_files::table.find(id).select(roster_files::bytes).first(c).optional())?;
    bytes.ok_or(Error::NotFound)
}

/// The shifts with which a roster did so, whether they still hold or not.
///
/// # Errors
/// When the database refuses.
pub fn roster_shifts(
    connection: &mut Connection,
    entry: &str,
    did: RosterDid,
) -> Result<Vec<(KeptDutyShift, bool)>, Error> {
    let rows: Vec<DutyShiftRow> = on!(connection, c => duty_shifts::table
        .inner_join(roster_entry_shifts::table)
        .filter(roster_entry_shifts::entry_id.eq(entry).and(roster_entry_shifts::kind.eq(did.as_str())))
        .order((duty_shifts::starts_at, duty_shifts::id))
        .select(DutyShiftRow::as_select())
        .load(c))?;
    let kept = |row: DutyShiftRow| {
        let holds = !row.withdrawn;
        Ok((dated::kept(row)?, holds))
    };
    rows.into_iter().map(kept).collect()
}

/// The rosters entered after another that speak of any of these shifts too, or replaced any of these days.
///
/// # Errors
/// When the database refuses.
pub fn rosters_after(
    connection: &mut Connection,
    association: &AssociationId,
    entry: &RosterEntry,
    shifts: &[String],
    days: &[NaiveDate],
) -> Result<Vec<RosterEntry>, Error> {
    let later: Vec<RosterEntry> = load_later(connection, association, entry)?;
    let mut touching: Vec<String> = Vec::new();
    for some in shifts.chunks(AT_ONCE) {
        let found: Vec<String> = on!(connection, c => roster_entry_shifts::table
            .filter(roster_entry_shifts::shift_id.eq_any(some))
            .select(roster_entry_shifts::entry_id)
            .distinct()
            .load(c))?;
        touching.extend(found);
    }
    let replaced = |later: &RosterEntry| {
        let Some((first, last)) = later.days.filter(|_| later.replaces) else { return false };
        days.iter().any(|day| (first..=last).contains(day))
    };
    Ok(later.into_iter().filter(|later| touching.contains(&later.id) || replaced(later)).collect())
}

fn load_later(
    connection: &mut Connection,
    association: &AssociationId,
    entry: &RosterEntry,
) -> Result<Vec<RosterEntry>, Error> {
    let rows: Vec<RosterEntryRow> = on!(connection, c => roster_entries::table
        .filter(
            roster_entries::association_id
                .eq(association.as_str())
                .and(roster_entries::state.eq(RosterState::Entered.as_str()))
                .and(roster_entries::id.ne(&entry.id))
                .and(roster_entries::entered_at.ge(entry.entered_at)),
        )
        .order((roster_entries::entered_at, roster_entries::id))
        .select(RosterEntryRow::as_select())
        .load(c))?;
    rows.into_iter().map(RosterEntry::try_from).collect()
}

/// Lets an association's shift hold again. Within the transaction that bumps the revision.
///
/// # Errors
/// [`Error::NotFound`] when it has none of that id that was taken back.
pub fn restore_duty_shift(connection: &mut Connection, association: &AssociationId, id: &str) -> Result<(), Error> {
    let taken_back = duty_shifts::table.filter(
        duty_shifts::id
            .eq(id)
            .and(duty_shifts::association_id.eq(association.as_str()))
            .and(duty_shifts::withdrawn.eq(true)),
    );
    let updated = on!(connection, c => diesel::update(taken_back).set(duty_shifts::withdrawn.eq(false)).execute(c))?;
    if updated == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Forgets rosters that were tried before `before` and never entered, with their files; how many.
///
/// # Errors
/// When the database refuses.
pub fn prune_trials(connection: &mut Connection, before: NaiveDateTime) -> Result<usize, Error> {
    let ids: Vec<String> = on!(connection, c => roster_entries::table
        .filter(roster_entries::state.eq(RosterState::Tried.as_str()).and(roster_entries::entered_at.lt(before)))
        .select(roster_entries::id)
        .load(c))?;
    for some in ids.chunks(AT_ONCE) {
        let files = roster_files::table.filter(roster_files::entry_id.eq_any(some));
        on!(connection, c => diesel::delete(files).execute(c))?;
        let entries = roster_entries::table.filter(roster_entries::id.eq_any(some));
        on!(connection, c => diesel::delete(entries).execute(c))?;
    }
    Ok(ids.len())
}
