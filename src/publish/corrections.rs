//! 訂正の申出: kept for the association, within limits that no script can talk its way around.

use chrono::{NaiveDateTime, TimeDelta};
use serde_json::json;

use super::{Error, audit_entry, mint};
use crate::{
    directory::{AssociationId, Correction},
    store::{self, Store},
};

/// How many are taken within a day: about one pharmacy, and about all.
const A_DAY: (i64, i64) = (20, 500);

/// What became of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It waits for the association.
    Kept,
    /// The same words wait already.
    Known,
    /// So many came today that it is not kept.
    TooMany,
}

/// Keeps what a reader says; its id is given here.
///
/// # Errors
/// The store's.
pub fn take_correction(store: &Store, correction: Correction) -> Result<Taken, Error> {
    let new = Correction { id: mint(), ..correction };
    let detail = json!({ "pharmacy": new.pharmacy.as_str(), "topic": new.topic.as_str() });
    let subject = format!("{}/correction:{}", new.association, new.id);
    let entry = audit_entry("reader", "correction.take", subject, &detail, new.received_at);
    let taken = store.write(|c| {
        if store::has_correction(c, &new.pharmacy, &new.message)? {
            return Ok(Taken::Known);
        }
        let (of_it, all) = store::count_corrections(c, &new.pharmacy, new.received_at - TimeDelta::days(1))?;
        if of_it >= A_DAY.0 || all >= A_DAY.1 {
            return Ok(Taken::TooMany);
        }
        store::insert_correction(c, &new)?;
        store::insert_audit(c, &entry)?;
        Ok(Taken::Kept)
    });
    Ok(taken?)
}

/// The last ones of an association, of all where none is named; those that wait first.
///
/// # Errors
/// The store's.
pub fn corrections(store: &Store, association: Option<&AssociationId>, limit: u32) -> Result<Vec<Correction>, Error> {
    Ok(store.read(|c| store::load_corrections(c, association, limit.into()))?)
}

/// The one of that id.
///
/// # Errors
/// [`Error::UnknownCorrection`].
pub fn correction(store: &Store, id: &str) -> Result<Correction, Error> {
    store.read(|c| store::get_correction(c, id)).map_err(|error| of_correction(error, id))
}

/// Marks it settled by `actor`.
///
/// # Errors
/// [`Error::UnknownCorrection`] when none of that id waits.
pub fn settle_correction(store: &Store, known: &Correction, actor: &str, at: NaiveDateTime) -> Result<(), Error> {
    let detail = json!({ "pharmacy": known.pharmacy.as_str(), "topic": known.topic.as_str() });
    let subject = format!("{}/correction:{}", known.association, known.id);
    let entry = audit_entry(actor, "correction.settle", subject, &detail, at);
    let settled = store.write(|c| {
        store::settle_correction(c, &known.id, actor, at)?;
        store::insert_audit(c, &entry)
    });
    settled.map_err(|error| of_correction(error, &known.id))
}

fn of_correction(error: store::Error, id: &str) -> Error {
    match error {
        store::Error::NotFound => Error::UnknownCorrection(id.to_owned()),
        other => Error::Store(other),
    }
}
