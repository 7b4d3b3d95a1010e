//! 臨時休業 / 臨時開局: one changed date of one pharmacy, out everywhere at once.

use chrono::{NaiveDate, NaiveDateTime};
use serde_json::json;

use super::{Error, audit_entry, mint, record};
use crate::{
    directory::{AssociationId, PharmacyId},
    hours::DateException,
    store::{self, KeptException, NewException, Store},
};

/// Whose exception it is, and who says so.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The pharmacy.
    pub pharmacy: &'a PharmacyId,
    /// The association on whose list it stands and that answers for the word.
    pub association: &'a AssociationId,
    /// Who says so.
    pub actor: &'a str,
}

/// Adds an exception; readers see it after a refresh. Of two for one date the later holds.
///
/// # Errors
/// The store's.
pub fn add_exception(
    store: &Store,
    told: Told<'_>,
    exception: DateException,
    at: NaiveDateTime,
) -> Result<KeptException, Error> {
    let id = mint();
    let detail = json!({
        "pharmacy": told.pharmacy.as_str(), "date": exception.on.to_string(), "hours": exception.hours.to_string(),
        "reason": exception.reason,
    });
    let entry = audit_entry(told.actor, "exception.add", subject(told, &id), &detail, at);
    let new = [NewException { id: id.clone(), pharmacy: told.pharmacy.clone(), exception: exception.clone() }];
    store.write(|c| {
        store::insert_exceptions(c, &new, at)?;
        record(c, None, at)?;
        store::insert_audit(c, &entry)
    })?;
    Ok(KeptException { id, exception, created_at: at })
}

/// Takes an exception back; readers no longer see it after a refresh.
///
/// # Errors
/// [`Error::UnknownException`] when the pharmacy has none of that id that holds.
pub fn withdraw_exception(store: &Store, told: Told<'_>, id: &str, at: NaiveDateTime) -> Result<(), Error> {
    let detail = json!({ "pharmacy": told.pharmacy.as_str() });
    let entry = audit_entry(told.actor, "exception.withdraw", subject(told, id), &detail, at);
    let withdrawn = store.write(|c| {
        store::withdraw_exception(c, told.pharmacy, id)?;
        record(c, None, at)?;
        store::insert_audit(c, &entry)
    });
    match withdrawn {
        Err(store::Error::NotFound) => Err(Error::UnknownException(id.to_owned())),
        other => Ok(other?),
    }
}

/// The exceptions of a pharmacy that hold from `from` on.
///
/// # Errors
/// The store's.
pub fn exceptions(store: &Store, pharmacy: &PharmacyId, from: NaiveDate) -> Result<Vec<KeptException>, Error> {
    Ok(store.read(|c| store::exceptions_of(c, pharmacy, from))?)
}

fn subject(told: Told<'_>, id: &str) -> String {
    format!("{}/exception:{id}", told.association)
}
