//! Everything published, read from the store in one consistent state and made into a snapshot.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};

use super::Error;
use crate::{
    directory::{AssociationId, Layer, ListingId, Pharmacy, PharmacyId, SourceRef},
    hours::{Calendar, Holidays},
    search::{Directory, Live, Snapshot},
    store::{self, Connection, PublishedRow, Store},
};

/// Reads everything published.
///
/// # Errors
/// The store's.
pub fn load(store: &Store) -> Result<Directory, Error> {
    Ok(store.read(|c| {
        let associations = store::load_associations(c)?;
        let ranks: HashMap<AssociationId, i32> = associations.iter().map(|a| (a.id.clone(), a.rank)).collect();
        let (pharmacies, now) = (load_pharmacies(c, &ranks)?, store::current_revision(c)?);
        Ok(Directory {
            pharmacies,
            associations,
            areas: Vec::new(),
            calendar: load_calendar(c)?,
            revision: now.revision,
            generated_at: now.changed_at,
        })
    })?)
}

/// Reads everything published and makes it what readers of this process see.
///
/// # Errors
/// The store's; readers keep what they see.
pub fn refresh(store: &Store, live: &Live, today: NaiveDate) -> Result<i64, Error> {
    let directory = load(store)?;
    let revision = directory.revision;
    live.replace(Snapshot::build(directory, today));
    tracing::info!(revision, "directory refreshed");
    Ok(revision)
}

fn load_pharmacies(c: &mut Connection, ranks: &HashMap<AssociationId, i32>) -> Result<Vec<Pharmacy>, store::Error> {
    let (listings, rows) = store::load_published(c)?;
    let mut exceptions = store::load_exceptions(c)?;
    let mut duties = store::load_duty_shifts(c)?;
    let confirmed: HashMap<ListingId, NaiveDateTime> = store::load_confirmations(c)?.into_iter().collect();
    let sources: HashMap<ListingId, SourceRef> = listings
        .into_iter()
        .map(|listing| {
            let source = SourceRef {
                association: listing.association,
                listing: listing.id.clone(),
                valid_on: listing.valid_on,
                checked_at: confirmed.get(&listing.id).copied().unwrap_or(listing.received_at),
                changed_at: listing.received_at,
            };
            (listing.id, source)
        })
        .collect();
    let layer = |PublishedRow { listing, row }: PublishedRow| {
        let source = sources.get(&listing)?;
        let rank = ranks.get(&source.association).copied().unwrap_or_default();
        let source = SourceRef { changed_at: row.changed_at, ..source.clone() };
        Some((row.pharmacy, Layer { source, rank, facts: row.facts }))
    };
    let mut pharmacies = Vec::new();
    let mut finish = |id: PharmacyId, layers: Vec<Layer>| {
        let dated = (exceptions.remove(&id).unwrap_or_default(), duties.remove(&id).unwrap_or_default());
        if let Some(pharmacy) = Pharmacy::from_layers(id, layers) {
            pharmacies.push(Pharmacy { exceptions: dated.0, duties: dated.1, ..pharmacy });
        }
    };
    // The rows come in order of pharmacy: each run of one id is one pharmacy's layers.
    let mut run: Option<(PharmacyId, Vec<Layer>)> = None;
    for (id, layer) in rows.into_iter().filter_map(layer) {
        match &mut run {
            Some((current, layers)) if *current == id => layers.push(layer),
            _ => {
                if let Some((done, layers)) = run.replace((id, vec![layer])) {
                    finish(done, layers);
                }
            }
        }
    }
    if let Some((done, layers)) = run {
        finish(done, layers);
    }
    Ok(pharmacies)
}

/// The compiled-in calendar, with the holiday table accepted last laid over it.
fn load_calendar(c: &mut Connection) -> Result<Calendar, store::Error> {
    let mut calendar = Calendar::japan();
    if let Some(bytes) = store::latest_holiday_table(c)? {
        match Holidays::from_cabinet_office_csv(&bytes) {
            Ok(holidays) => calendar.holidays = holidays,
            // It was accepted once; a version that refuses it falls back to the law's rules and says so.
            Err(error) => tracing::error!(%error, "the stored holiday table is refused; using the compiled-in one"),
        }
    }
    Ok(calendar)
}
