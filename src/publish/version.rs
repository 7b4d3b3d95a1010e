//! One version of an association's list, with everything its keeper is told of it.

use chrono::NaiveDateTime;
use serde_json::json;

use super::{Error, Report, audit_entry, mint, record, staleness::is_stale, subject};
use crate::{
    directory::{AssociationId, Listing, ListingId, ListingState, ListingStateError},
    store::{self, Connection, Schedule, Store},
};

/// One uploaded version of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The listing.
    pub listing: Listing,
    /// SHA-256 of its file, hexadecimal.
    pub file_digest: String,
    /// How it was read and what it would change.
    pub report: Report,
    /// Whether lists were published since it was checked, so that it must be checked again.
    pub is_stale: bool,
    /// When its keeper last said that it still holds, UTC.
    pub confirmed_at: Option<NaiveDateTime>,
    /// When it is to be published, or how that went.
    pub schedule: Option<Schedule>,
    /// Who sent its file, or corrected it last; `None` of one older than these records.
    pub author: Option<String>,
    /// Who published it last.
    pub published_by: Option<String>,
    /// The version whose file it is read from again.
    pub made_from: Option<ListingId>,
    /// Whether the association wants it published by someone else than its author.
    pub second_person: bool,
}

/// One version.
///
/// # Errors
/// [`Error::UnknownListing`], or the store's.
pub fn version(store: &Store, id: &ListingId) -> Result<Version, Error> {
    let found = store.read(|c| {
        let (listing, base, report) = store::get_listing(c, id)?;
        completed(c, listing, base, &report)
    });
    found.map_err(|error| Error::of_listing(error, id))
}

/// An association's versions, newest first, `limit` at most; with `before` those sent before that one.
///
/// # Errors
/// The store's.
pub fn versions(
    store: &Store,
    association: &AssociationId,
    before: Option<&ListingId>,
    limit: usize,
) -> Result<Vec<Version>, Error> {
    Ok(store.read(|c| {
        let listings = store::load_listings(c, association)?;
        let behind = before.map_or(0, |before| {
            listings.iter().position(|listing| listing.id == *before).map_or(listings.len(), |at| at + 1)
        });
        let kept = listings.into_iter().skip(behind).take(limit).map(|listing| {
            let (listing, base, report) = store::get_listing(c, &listing.id)?;
            completed(c, listing, base, &report)
        });
        kept.collect()
    })?)
}

/// The file of a version, as it was received.
///
/// # Errors
/// [`Error::UnknownListing`], or the store's.
pub fn file(store: &Store, id: &ListingId) -> Result<Vec<u8>, Error> {
    store.read(|c| store::listing_file(c, id)).map_err(|error| Error::of_listing(error, id))
}

fn completed(c: &mut Connection, listing: Listing, base: i64, report: &str) -> Result<Version, store::Error> {
    let report = serde_json::from_str(report)
        .map_err(|error| store::Error::Corrupt(format!("report of {}: {error}", listing.id)))?;
    let is_stale = is_stale(c, &listing, base)?;
    let origin = store::get_origin(c, &listing.id)?;
    let made_from = origin.as_ref().and_then(|origin| ListingId::new(origin.made_from.as_deref()?));
    Ok(Version {
        author: origin.map(|origin| origin.author),
        made_from,
        published_by: match listing.published_at {
            Some(_) => store::who_did(c, "listing.publish", &subject(&listing))?,
            None => None,
        },
        second_person: store::second_person_wanted(c, &listing.association)?,
        file_digest: store::file_digest(c, &listing.id)?,
        confirmed_at: store::last_confirmation(c, &listing.id)?,
        schedule: store::get_schedule(c, &listing.id)?,
        report,
        is_stale,
        listing,
    })
}

/// Notes that the published list still holds as it is: readers see its new date of checking.
///
/// # Errors
/// [`Error::UnknownListing`]; [`Error::State`] unless it is published.
pub fn confirm(store: &Store, id: &ListingId, actor: &str, at: NaiveDateTime) -> Result<(), Error> {
    let outcome = store.write(|c| {
        let (listing, ..) = store::get_listing(c, id)?;
        if listing.state != ListingState::Published {
            return Ok(Err(ListingStateError { from: listing.state, to: ListingState::Published }));
        }
        store::insert_confirmation(c, &mint(), id, actor, at)?;
        let revision = record(c, None, at)?.revision;
        let detail = json!({ "revision": revision });
        store::insert_audit(c, &audit_entry(actor, "listing.confirm", subject(&listing), &detail, at))?;
        Ok(Ok(()))
    });
    Ok(outcome.map_err(|error| Error::of_listing(error, id))??)
}
