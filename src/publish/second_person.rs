//! The second look, where an association wants it: who publishes a list is not who sent it.

use chrono::NaiveDateTime;
use serde_json::json;

use super::{Error, audit_entry};
use crate::{
    directory::{AssociationId, ListingId},
    store::{self, Connection, Store},
};

/// Whether an association's lists are published by someone else than who sent them.
///
/// # Errors
/// The store's.
pub fn is_wanted(store: &Store, association: &AssociationId) -> Result<bool, Error> {
    Ok(store.read(|c| store::second_person_wanted(c, association))?)
}

/// Sets that.
///
/// # Errors
/// [`Error::UnknownAssociation`], or the store's.
pub fn want(
    store: &Store,
    association: &AssociationId,
    wanted: bool,
    actor: &str,
    at: NaiveDateTime,
) -> Result<(), Error> {
    let known = store.write(|c| {
        if !store::load_associations(c)?.iter().any(|one| one.id == *association) {
            return Ok(false);
        }
        let before = store::second_person_wanted(c, association)?;
        store::want_second_person(c, association, wanted)?;
        let (subject, detail) = (format!("{association}/rules"), json!({ "before": before, "second_person": wanted }));
        store::insert_audit(c, &audit_entry(actor, "association.rules", subject, &detail, at))?;
        Ok(true)
    })?;
    if known { Ok(()) } else { Err(Error::UnknownAssociation(association.to_string())) }
}

/// Whether `actor` may publish a listing of the association: not when they stand behind its content and a second person
/// is wanted.
pub(super) fn may_publish(
    c: &mut Connection,
    association: &AssociationId,
    listing: &ListingId,
    actor: &str,
) -> Result<bool, store::Error> {
    if !store::second_person_wanted(c, association)? {
        return Ok(true);
    }
    let Some(origin) = store::get_origin(c, listing)? else { return Ok(true) };
    Ok(person(c, &origin.author)? != person(c, actor)?)
}

/// Who stands behind an actor: of a token that a person made on the pages, that person.
fn person(c: &mut Connection, actor: &str) -> Result<String, store::Error> {
    if !actor.starts_with("token:") {
        return Ok(actor.to_owned());
    }
    let maker = store::who_did(c, "token.create", actor)?.filter(|maker| maker.starts_with("user:"));
    Ok(maker.unwrap_or_else(|| actor.to_owned()))
}
