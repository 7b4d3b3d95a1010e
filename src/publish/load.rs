//! Everything published, read from the store in one consistent state and made into a snapshot.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};

use super::{Error, borders::outlines, load_emergency};
use crate::{
    directory::{AssociationId, Embedding, Layer, ListingId, Pharmacy, PharmacyId, SourceRef},
    hours::{Calendar, Holidays, YearPeriod},
    priority::Priority,
    search::{Directory, Live, Snapshot},
    store::{self, Connection, PublishedRow, Store},
};

/// Reads everything published.
///
/// # Errors
/// The store's.
pub fn load(store: &Store) -> Result<Directory, Error> {
    Ok(store.read(|c| {
        let now = store::current_revision(c)?;
        let table = store::latest_holiday_table(c)?;
        Ok(Directory {
            pharmacies: load_pharmacies(c)?,
            associations: store::load_associations(c)?,
            areas: outlines(c)?,
            calendar: calendar(table, store::load_caution_periods(c)?),
            revision: now.revision,
            generated_at: now.changed_at,
        })
    })?)
}

/// What the operator has set about lists that other sites take in.
///
/// # Errors
/// The store's.
pub fn load_embedding(store: &Store) -> Result<Embedding, Error> {
    Ok(store.read(store::load_embedding)?)
}

/// Reads everything published and makes it what readers of this process see; they are answered first.
///
/// # Errors
/// The store's; readers keep what they see.
pub fn refresh(store: &Store, live: &Live, today: NaiveDate) -> Result<i64, Error> {
    // Of two at once the one that read first could be done last, and readers would see an older revision again.
    let _turn = live.turn();
    let snapshot = Priority::Soon.wait_for(|| snapshot(store, today))?;
    let revision = snapshot.revision();
    live.replace_embedding(load_embedding(store)?);
    live.replace_emergency(load_emergency(store)?);
    live.replace(snapshot);
    tracing::info!(revision, "directory refreshed");
    Ok(revision)
}

/// Reads everything published, ready to be asked.
///
/// # Errors
/// The store's.
pub fn snapshot(store: &Store, today: NaiveDate) -> Result<Snapshot, Error> {
    let (directory, since) = (load(store)?, store.read(store::states_since)?);
    let rosters = store.read(store::roster_ends)?;
    let snapshot = Snapshot::build(directory, today).with_rosters(rosters);
    Ok(snapshot.with_revisions(|id| since.get(id.as_str()).copied().unwrap_or_default()))
}

/// The pharmacies of all published lists, in the order of their ids.
pub(super) fn load_pharmacies(c: &mut Connection) -> Result<Vec<Pharmacy>, store::Error> {
    let associations = store::load_associations(c)?;
    let ranks: HashMap<AssociationId, i32> = associations.into_iter().map(|a| (a.id, a.rank)).collect();
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
        let valid_on = row.facts.valid_on.or(source.valid_on);
        let source = SourceRef { changed_at: row.changed_at, valid_on, ..source.clone() };
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

/// The compiled-in calendar, with an accepted holiday table and an operator's times of caution laid over it.
pub(super) fn calendar(table: Option<Vec<u8>>, cautions: Option<Vec<YearPeriod>>) -> Calendar {
    let mut calendar = Calendar::japan();
    if let Some(cautions) = cautions {
        calendar.caution = cautions;
    }
    if let Some(bytes) = table {
        match Holidays::from_cabinet_office_csv(&bytes) {
            Ok(holidays) => calendar.holidays = holidays,
            // It was accepted once; a version that refuses it falls back to the law's rules and says so.
            Err(error) => tracing::error!(%error, "the stored holiday table is refused; using the compiled-in one"),
        }
    }
    calendar
}
