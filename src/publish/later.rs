//! Publications that are to happen at a set time.

use chrono::NaiveDateTime;
use serde_json::json;

use super::{
    Confirmation, Error, audit_entry, publish, release::must_be_confirmed, second_person::may_publish, subject,
};
use crate::{
    directory::{ListingId, ListingState},
    store::{self, Schedule, Store},
};

/// Plans to publish a checked listing at `due_at`, in place of an earlier plan for it.
///
/// # Errors
/// [`Error::UnknownListing`]; [`Error::Unconfirmed`]; [`Error::State`] when it can't be published; [`Error::Past`] when `due_at` is not ahead; [`Error::SecondPerson`].
pub fn schedule(
    store: &Store,
    id: &ListingId,
    confirmed: &[Confirmation],
    due_at: NaiveDateTime,
    actor: &str,
    at: NaiveDateTime,
) -> Result<(), Error> {
    if due_at <= at {
        return Err(Error::Past);
    }
    must_be_confirmed(store, id, confirmed)?;
    let outcome = store.write(|c| {
        let (listing, ..) = store::get_listing(c, id)?;
        if let Err(error) = listing.state.become_(ListingState::Published) {
            return Ok(Err(error.into()));
        }
        if !may_publish(c, &listing.association, id, actor)? {
            return Ok(Err(Error::SecondPerson));
        }
        let (listing_id, actor) = (id.to_string(), actor.to_owned());
        let detail = json!({ "due_at": due_at.and_utc().to_rfc3339() });
        store::insert_audit(c, &audit_entry(&actor, "listing.schedule", subject(&listing), &detail, at))?;
        store::put_schedule(c, &Schedule { listing_id, due_at, actor, created_at: at, outcome: None })?;
        Ok(Ok(()))
    });
    outcome.map_err(|error| Error::of_listing(error, id))?
}

/// Drops the plan to publish a listing; without one nothing happens.
///
/// # Errors
/// [`Error::UnknownListing`], or the store's.
pub fn unschedule(store: &Store, id: &ListingId, actor: &str, at: NaiveDateTime) -> Result<(), Error> {
    let outcome = store.write(|c| {
        let (listing, ..) = store::get_listing(c, id)?;
        if store::delete_schedule(c, id.as_str())? {
            store::insert_audit(c, &audit_entry(actor, "listing.unschedule", subject(&listing), &json!({}), at))?;
        }
        Ok(())
    });
    outcome.map_err(|error| Error::of_listing(error, id))
}

/// Publishes what is due; of several processes that try at once, one does it. What can't be published any more (stale, or
/// taken back) is settled with the reason, which its keeper is shown.
///
/// # Errors
/// The store's.
pub fn publish_due(store: &Store, at: NaiveDateTime) -> Result<(), Error> {
    for due in store.read(|c| store::due_schedules(c, at))? {
        let Some(id) = ListingId::new(&due.listing_id) else { continue };
        match publish(store, &id, &due.actor, at) {
            Ok(release) => tracing::info!(listing = %id, revision = release.revision, "published as planned"),
            Err(Error::Store(error)) => return Err(error.into()),
            Err(error) => settle_failed(store, &id, &due.actor, &error.to_string(), at)?,
        }
    }
    Ok(())
}

fn settle_failed(store: &Store, id: &ListingId, actor: &str, why: &str, at: NaiveDateTime) -> Result<(), Error> {
    Ok(store.write(|c| {
        let (listing, ..) = store::get_listing(c, id)?;
        // Another process was faster: that is no failure.
        if listing.state == ListingState::Published {
            return Ok(());
        }
        tracing::warn!(listing = %id, why, "not published as planned");
        store::settle_schedule(c, id.as_str(), why)?;
        let detail = json!({ "why": why });
        store::insert_audit(c, &audit_entry(actor, "listing.schedule_failed", subject(&listing), &detail, at))
    })?)
}
