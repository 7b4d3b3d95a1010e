//! A checked list becomes what readers see; or is taken back.

use chrono::NaiveDateTime;
use serde_json::json;

use super::{
    Confirmation, Error, Version, audit_entry, record,
    second_person::may_publish,
    staleness::{in_turn, is_stale},
    subject, version,
};
use crate::{
    directory::{Listing, ListingId, ListingState},
    store::{self, Revision, Store},
};

/// A publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// The listing, as it stands now.
    pub listing: Listing,
    /// The directory's revision from now on.
    pub revision: i64,
}

/// Publishes a checked listing, or restores a superseded or withdrawn one: it takes the place of the association's
/// present one, in one transaction. Readers see it after [`super::refresh`].
///
/// # Errors
/// [`Error::UnknownListing`]; [`Error::State`] when it can't be published; [`Error::Stale`] when a checked listing was
/// compared with what has changed since (see `staleness`);
/// [`Error::SecondPerson`].
pub fn publish(store: &Store, id: &ListingId, actor: &str, at: NaiveDateTime) -> Result<Release, Error> {
    let publish = || {
        store.write(|c| {
            // Of two at once the second has to see what the first did: it may be stale by it.
            store::hold_directory(c)?;
            let (mut listing, base, _) = store::get_listing(c, id)?;
            let to = match listing.state.become_(ListingState::Published) {
                Ok(to) => to,
                Err(error) => return Ok(Err(Error::State(error))),
            };
            // A restored list was published before: what it was compared with no longer matters.
            if listing.state == ListingState::Checked {
                if is_stale(c, &listing, base)? {
                    return Ok(Err(Error::Stale));
                }
                if !may_publish(c, &listing.association, id, actor)? {
                    return Ok(Err(Error::SecondPerson));
                }
            }
            let replaced = store::published_listing(c, &listing.association)?;
            store::mark_published(c, &listing, listing.state, at)?;
            let Revision { revision, .. } = record(c, Some(&listing.association), at)?;
            store::settle_schedule(c, id.as_str(), "published")?;
            let before = replaced.as_ref().map(|listing| store::file_digest(c, &listing.id)).transpose()?;
            let detail = json!({
                "revision": revision,
                "before": listing.state.as_str(),
                "replaces": replaced.map(|listing| listing.id.to_string()),
                "before_digest": before,
                "after_digest": store::file_digest(c, id)?,
            });
            store::insert_audit(c, &audit_entry(actor, "listing.publish", subject(&listing), &detail, at))?;
            (listing.state, listing.published_at) = (to, Some(at));
            Ok(Ok(Release { listing, revision }))
        })
    };
    settle(in_turn(publish), id)
}

/// [`publish`] once everything its report wants confirmed is `confirmed`. A restored list was confirmed when it was
/// published first.
///
/// # Errors
/// [`Error::Unconfirmed`] and those of [`publish`].
pub fn publish_confirmed(
    store: &Store,
    id: &ListingId,
    confirmed: &[Confirmation],
    actor: &str,
    at: NaiveDateTime,
) -> Result<Release, Error> {
    must_be_confirmed(store, id, confirmed)?;
    publish(store, id, actor, at)
}

/// Takes the association's published listing back: readers no longer see its word.
///
/// # Errors
/// [`Error::UnknownListing`]; [`Error::State`] unless it is published.
pub fn withdraw(store: &Store, id: &ListingId, actor: &str, at: NaiveDateTime) -> Result<Release, Error> {
    let result = store.write(|c| {
        store::hold_directory(c)?;
        let (mut listing, ..) = store::get_listing(c, id)?;
        listing.state = match listing.state.become_(ListingState::Withdrawn) {
            Ok(to) => to,
            Err(error) => return Ok(Err(Error::State(error))),
        };
        store::mark_withdrawn(c, id)?;
        let Revision { revision, .. } = record(c, Some(&listing.association), at)?;
        let before = store::file_digest(c, id)?;
        let detail = json!({ "revision": revision, "before_digest": before, "after_digest": null });
        store::insert_audit(c, &audit_entry(actor, "listing.withdraw", subject(&listing), &detail, at))?;
        Ok(Ok(Release { listing, revision }))
    });
    settle(result, id)
}

/// Refuses when something that the report of a checked listing wants confirmed is not among `confirmed`.
pub(super) fn must_be_confirmed(store: &Store, id: &ListingId, confirmed: &[Confirmation]) -> Result<(), Error> {
    let Version { listing, report, is_stale, .. } = version(store, id)?;
    if listing.state == ListingState::Checked && !is_stale {
        let missing: Vec<_> = report.confirmations().into_iter().filter(|one| !confirmed.contains(one)).collect();
        if !missing.is_empty() {
            return Err(Error::Unconfirmed(missing));
        }
    }
    Ok(())
}

fn settle(result: Result<Result<Release, Error>, store::Error>, id: &ListingId) -> Result<Release, Error> {
    result.map_err(|error| Error::of_listing(error, id))?
}
