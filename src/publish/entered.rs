//! The rosters that were entered: who, when, the file; and one taken back, so that the shifts are as before it.

use chrono::{NaiveDateTime, TimeDelta};
use serde_json::json;

use super::{Error, audit_entry, record};
use crate::{
    directory::AssociationId,
    hours::DutyShift,
    store::{self, Connection, KeptDutyShift, RosterDid, RosterEntry, RosterState, Store},
};

/// How long a roster that was only shown waits to be entered. A month's roster shown a week ago is looked at anew.
const TRIALS_HOLD: TimeDelta = TimeDelta::days(7);

/// What taking a roster back did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterUndone {
    /// Shifts of it that went.
    pub withdrawn: usize,
    /// Shifts it had taken back that hold again.
    pub restored: usize,
    /// The directory's revision from now on.
    pub revision: i64,
}

/// The rosters of an association that were entered, newest first, `limit` at most; with `before` only those before the
/// one of that id.
///
/// # Errors
/// [`Error::UnknownRoster`] when it has none of the id `before`, or the store's.
pub fn rosters(
    store: &Store,
    association: &AssociationId,
    before: Option<&str>,
    limit: u32,
) -> Result<Vec<RosterEntry>, Error> {
    store
        .read(|c| store::load_rosters(c, association, before, i64::from(limit)))
        .map_err(of_roster(before.unwrap_or_default()))
}

/// Forgets the rosters that were shown and, a week later, still not entered; how many.
///
/// # Errors
/// The store's.
pub(super) fn forget_trials(c: &mut Connection, now: NaiveDateTime) -> Result<usize, store::Error> {
    store::prune_trials(c, now - TRIALS_HOLD)
}

/// The file of a roster, and its name as it was sent.
///
/// # Errors
/// [`Error::UnknownRoster`], or the store's.
pub fn roster_file(store: &Store, association: &AssociationId, id: &str) -> Result<(String, Vec<u8>), Error> {
    let file = |c: &mut Connection| {
        let entry = store::get_roster(c, association, id)?;
        Ok((entry.file_name, store::roster_file(c, id)?))
    };
    store.read(file).map_err(of_roster(id))
}

/// Takes a roster back: its shifts go, and those it took back hold again. Readers see it after a refresh.
///
/// # Errors
/// [`Error::UnknownRoster`] when none of that id was entered and not taken back; [`Error::RosterTouched`] when one that
/// was entered later speaks of the same shifts or days; the store's.
pub fn undo_roster(
    store: &Store,
    association: &AssociationId,
    id: &str,
    (actor, at): (&str, NaiveDateTime),
) -> Result<RosterUndone, Error> {
    let undone = store.write(|c| {
        store::hold_association(c, association)?;
        let entry = store::get_roster(c, association, id)?;
        if entry.state != RosterState::Entered {
            return Err(store::Error::NotFound);
        }
        let added = store::roster_shifts(c, id, RosterDid::Added)?;
        let removed = store::roster_shifts(c, id, RosterDid::Removed)?;
        if let Some(later) = touched(c, association, &entry, &added, &removed)? {
            return Ok(Err(later));
        }
        for (shift, _) in &added {
            store::withdraw_duty_shift(c, association, &shift.id)?;
        }
        for (shift, _) in &removed {
            store::restore_duty_shift(c, association, &shift.id)?;
        }
        let undone = RosterEntry { state: RosterState::Undone, undone: Some((actor.to_owned(), at)), ..entry };
        store::update_roster(c, association, &undone)?;
        let revision = record(c, None, at)?.revision;
        let (withdrawn, restored) = (added.len(), removed.len());
        let detail = json!({
            "entry": id, "file_digest": undone.file_digest, "withdrawn": withdrawn, "restored": restored,
            "revision": revision,
        });
        let subject = format!("{association}/roster:{revision}");
        store::insert_audit(c, &audit_entry(actor, "roster.undo", subject, &detail, at))?;
        Ok(Ok(RosterUndone { withdrawn, restored, revision }))
    });
    undone.map_err(of_roster(id))?.map_err(Error::RosterTouched)
}

/// When the roster that stands in the way was entered; `None` when none does.
fn touched(
    c: &mut Connection,
    association: &AssociationId,
    entry: &RosterEntry,
    added: &[(KeptDutyShift, bool)],
    removed: &[(KeptDutyShift, bool)],
) -> Result<Option<NaiveDateTime>, store::Error> {
    let ids: Vec<String> = added.iter().chain(removed).map(|(shift, _)| shift.id.clone()).collect();
    // What it took back is not in a later file of the same days: that file says so too.
    let days: Vec<_> = removed.iter().map(|(kept, _)| kept.shift.start().date()).collect();
    if let Some(later) = store::rosters_after(c, association, entry, &ids, &days)?.last() {
        return Ok(Some(later.entered_at));
    }
    let is_as_left = added.iter().all(|(_, holds)| *holds) && removed.iter().all(|(_, holds)| !holds);
    let first = removed.iter().map(|(kept, _)| kept.shift.start()).min();
    let last = removed.iter().map(|(kept, _)| kept.shift.end()).max();
    let Some((first, last)) = first.zip(last) else { return Ok((!is_as_left).then_some(entry.entered_at)) };
    let holding = store::duty_shifts_of(c, association, first, last)?;
    let is_taken = holding.iter().filter(|other| !added.iter().any(|(own, _)| own.id == other.id)).any(|other| {
        removed.iter().any(|(kept, _)| kept.pharmacy == other.pharmacy && overlap(kept.shift, other.shift))
    });
    Ok((is_taken || !is_as_left).then_some(entry.entered_at))
}

/// Whether two shifts share a time.
pub(super) fn overlap(one: DutyShift, other: DutyShift) -> bool {
    one.start() < other.end() && other.start() < one.end()
}

/// A fault of the store while it looked for a roster.
pub(super) fn of_roster(id: &str) -> impl Fn(store::Error) -> Error + '_ {
    move |error| match error {
        store::Error::NotFound => Error::UnknownRoster(id.to_owned()),
        other => Error::Store(other),
    }
}

#[cfg(test)]
#[path = "entered_tests.rs"]
mod tests;
