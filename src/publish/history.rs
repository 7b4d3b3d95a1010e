//! Every revision: counted, logged and kept, so that readers can follow what changes and ask what was.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use serde::{Deserialize, Serialize};

use super::{
    Error,
    borders::outlines,
    entered::forget_trials,
    load::{calendar, load_pharmacies},
    noted::forget_checks,
    webhooks::{enqueue, forget_messages},
};
use crate::{
    clock::Clock,
    directory::{AssociationId, ListingId, Part, Pharmacy, PharmacyId, SourceRef},
    search::{Directory, Snapshot},
    store::{self, ChangeKind, ChangeRow, Connection, Publication, Revision, StateRow, Store},
};

/// One list of a publication, as kept.
#[derive(Serialize, Deserialize)]
struct Source {
    association: String,
    listing: String,
    valid_on: Option<NaiveDate>,
    checked_at: NaiveDateTime,
}

/// Counts one more revision, logs what differs from the one before, and keeps how every pharmacy is now; `lists` when it
/// is a list that changed. To be called last in the transaction of the change itself, so that the log can't miss it.
///
/// # Errors
/// The store's; its `Conflict` when someone else publishes at the same moment.
pub fn record(c: &mut Connection, whose: Option<&AssociationId>, at: NaiveDateTime) -> Result<Revision, store::Error> {
    let now = store::bump(c, whose.is_some(), at)?;
    if let Some(association) = whose {
        store::note_list_change(c, association, now.lists_revision)?;
    }
    let pharmacies = load_pharmacies(c)?;
    let sources = serde_json::to_string(&sources_of(c, &pharmacies)?)
        .map_err(|error| store::Error::Corrupt(format!("sources: {error}")))?;
    store::insert_publication(c, &Publication { revision: now.revision, at, sources })?;

    let known = store::present_digests(c)?;
    let (mut states, mut differing) = (Vec::new(), Vec::new());
    for pharmacy in &pharmacies {
        let stated = store::stated(pharmacy)?;
        if known.get(pharmacy.id.as_str()) != Some(&stated.digest) {
            let store::Stated { digest, state } = stated;
            states.push(StateRow { id: pharmacy.id.clone(), since: now.revision, until: None, digest, state });
            differing.push(pharmacy);
        }
    }
    let present: HashSet<&str> = pharmacies.iter().map(|pharmacy| pharmacy.id.as_str()).collect();
    let gone = known.keys().filter(|id| !present.contains(id.as_str()));
    let mut ended: Vec<String> = gone
        .chain(differing.iter().filter_map(|p| known.get_key_value(p.id.as_str()).map(|(id, _)| id)))
        .cloned()
        .collect();
    ended.sort_unstable();
    let before = store::present_states(c, &ended)?;
    let log = Log { revision: now.revision, at, seq: store::last_change(c)? };
    let entries = log.entries(&before, &differing)?;
    store::close_states(c, &ended, now.revision)?;
    store::insert_states(c, &states)?;
    store::insert_changes(c, &entries)?;
    enqueue(c, now.revision, entries.len(), at)?;
    Ok(now)
}

/// The entries of one revision being written.
struct Log {
    revision: i64,
    at: NaiveDateTime,
    /// The number of the last entry before.
    seq: i64,
}

impl Log {
    /// First the revision itself, then by pharmacy what was, and what is.
    fn entries(self, before: &[StateRow], after: &[&Pharmacy]) -> Result<Vec<ChangeRow>, store::Error> {
        let before: HashMap<&PharmacyId, Pharmacy> =
            before.iter().map(|row| Ok((&row.id, row.pharmacy(&[])?))).collect::<Result<_, store::Error>>()?;
        let mut rows = vec![self.row(ChangeKind::Revision, None, None)];
        let present: HashSet<&PharmacyId> = after.iter().map(|pharmacy| &pharmacy.id).collect();
        let mut gone: Vec<&Pharmacy> = before.values().filter(|old| !present.contains(&old.id)).collect();
        gone.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        rows.extend(gone.iter().map(|pharmacy| self.row(ChangeKind::Removed, Some(pharmacy), None)));
        for pharmacy in after {
            match before.get(&pharmacy.id) {
                None => rows.push(self.row(ChangeKind::Added, Some(pharmacy), None)),
                Some(old) => rows.extend(
                    old.differing(pharmacy)
                        .into_iter()
                        .map(|part| self.row(ChangeKind::Changed, Some(pharmacy), Some(part))),
                ),
            }
        }
        for (row, seq) in rows.iter_mut().zip(self.seq + 1..) {
            row.seq = seq;
        }
        Ok(rows)
    }

    fn row(&self, kind: ChangeKind, pharmacy: Option<&Pharmacy>, part: Option<Part>) -> ChangeRow {
        let source = pharmacy.and_then(|pharmacy| match part {
            Some(part) => pharmacy.source_of(part),
            None => pharmacy.sources.first(),
        });
        ChangeRow {
            seq: 0,
            revision: self.revision,
            at: self.at,
            kind: kind.as_str().to_owned(),
            pharmacy_id: pharmacy.map(|pharmacy| pharmacy.id.to_string()),
            field: part.map(|part| part.as_str().to_owned()),
            source: source.map(|source| source.association.to_string()),
        }
    }
}

/// The lists that pharmacies stand on, each once, with its own date: a pharmacy's row may tell another.
fn sources_of(c: &mut Connection, pharmacies: &[Pharmacy]) -> Result<Vec<Source>, store::Error> {
    let mut seen = HashSet::new();
    let lists = pharmacies.iter().flat_map(|pharmacy| &pharmacy.sources);
    let new = lists.filter(|source| seen.insert(&source.listing));
    let kept = new.map(|source| {
        Ok(Source {
            association: source.association.to_string(),
            listing: source.listing.to_string(),
            valid_on: store::published_listing(c, &source.association)?.and_then(|listing| listing.valid_on),
            checked_at: source.checked_at,
        })
    });
    kept.collect()
}

/// Where a reader of the log stands: behind a whole revision, or behind one entry of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Since {
    /// The revision read.
    pub revision: i64,
    /// The last entry of it that was read; `None` when it was read to its end.
    pub seq: Option<i64>,
}

/// One entry of the log.
#[derive(Clone, Debug)]
pub struct Change {
    /// The entry.
    pub row: ChangeRow,
    /// What kind of change.
    pub kind: ChangeKind,
    /// The pharmacy as it was.
    pub before: Option<Arc<Pharmacy>>,
    /// The pharmacy as it is since.
    pub after: Option<Arc<Pharmacy>>,
}

/// Part of the log.
#[derive(Clone, Debug)]
pub struct ChangePage {
    /// The entries, in order.
    pub entries: Vec<Change>,
    /// Whether there are more behind them.
    pub more: bool,
    /// The oldest revision kept; 0 before the first.
    pub oldest: i64,
}

/// The entries behind `since` (from the oldest kept when `None`) up to revision `up_to`, at most `limit`. With `newest` the
/// last ones, newest first.
///
/// # Errors
/// [`Error::RevisionGone`] when what follows `since` is no longer kept, or `since` is yet to come.
pub fn changes(
    store: &Store,
    since: Option<Since>,
    up_to: i64,
    limit: usize,
    newest: bool,
) -> Result<ChangePage, Error> {
    let found = store.read(|c| {
        let oldest = store::oldest_publication(c)?.unwrap_or_default();
        let from = match since {
            None => Some((0, 0)),
            Some(since) => place(c, since, oldest, up_to)?,
        };
        let Some(from) = from else { return Ok(Err(Error::RevisionGone { oldest, newest: up_to })) };
        let one_more = i64::try_from(limit).unwrap_or(i64::MAX - 1) + 1;
        let mut rows = store::changes_after(c, from, up_to, one_more, newest)?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        Ok(Ok(ChangePage { entries: with_states(c, rows)?, more, oldest }))
    });
    found?
}

/// Where to go on behind; `None` when that can't be told any more, or not yet.
fn place(c: &mut Connection, since: Since, oldest: i64, up_to: i64) -> Result<Option<(i64, i64)>, store::Error> {
    // Behind the revision before the oldest kept nothing is missing.
    if since.revision > up_to || since.revision < oldest - 1 {
        return Ok(None);
    }
    let Some(seq) = since.seq else { return Ok(Some((since.revision, 0))) };
    let known = store::change_at(c, seq)?.is_some_and(|entry| entry.revision == since.revision);
    Ok(known.then_some((0, seq)))
}

fn with_states(c: &mut Connection, rows: Vec<ChangeRow>) -> Result<Vec<Change>, store::Error> {
    let mut ids: Vec<String> = rows.iter().filter_map(|row| row.pharmacy_id.clone()).collect();
    ids.sort_unstable();
    ids.dedup();
    let revisions = rows.iter().map(|row| row.revision);
    let (from, to) = (revisions.clone().min().unwrap_or_default(), revisions.max().unwrap_or_default());
    let (mut began, mut ended) = (HashMap::new(), HashMap::new());
    for state in store::states_between(c, &ids, from, to)? {
        let pharmacy = Arc::new(state.pharmacy(&[])?);
        began.insert((state.id.to_string(), state.since), Arc::clone(&pharmacy));
        if let Some(until) = state.until {
            ended.insert((state.id.to_string(), until), pharmacy);
        }
    }
    let change = |row: ChangeRow| {
        let kind = ChangeKind::from_name(&row.kind)
            .ok_or_else(|| store::Error::Corrupt(format!("kind {:?} of change {}", row.kind, row.seq)))?;
        let key = (row.pharmacy_id.clone().unwrap_or_default(), row.revision);
        Ok(Change { kind, before: ended.get(&key).cloned(), after: began.get(&key).cloned(), row })
    };
    rows.into_iter().map(change).collect()
}

/// The directory as it was at `revision`, quickest for questions about the days around `today`. Associations are those of
/// today: only what they said is kept.
///
/// # Errors
/// [`Error::RevisionGone`] when it is not kept, or the store's.
pub fn as_of(store: &Store, revision: i64, today: NaiveDate) -> Result<Snapshot, Error> {
    let read = store.read(|c| {
        let Some(kept) = store::publication(c, revision)? else {
            let (oldest, now) = (store::oldest_publication(c)?.unwrap_or_default(), store::current_revision(c)?);
            return Ok(Err(Error::RevisionGone { oldest, newest: now.revision }));
        };
        let sources: Vec<Source> = serde_json::from_str(&kept.sources)
            .map_err(|error| store::Error::Corrupt(format!("sources of {revision}: {error}")))?;
        let sources: Vec<SourceRef> = sources.iter().filter_map(source_ref).collect();
        let states = store::states_at(c, revision)?;
        let directory = Directory {
            pharmacies: states.iter().map(|state| state.pharmacy(&sources)).collect::<Result<_, _>>()?,
            associations: store::load_associations(c)?,
            // Borders are where they are, whenever they became known.
            areas: outlines(c)?,
            calendar: calendar(store::holiday_table_at(c, kept.at)?, store::caution_periods_at(c, kept.at)?),
            revision,
            generated_at: kept.at,
        };
        let since: HashMap<PharmacyId, i64> = states.into_iter().map(|state| (state.id, state.since)).collect();
        Ok(Ok((directory, since)))
    });
    let (directory, since) = read??;
    Ok(Snapshot::build(directory, today).with_revisions(|id| since.get(id).copied().unwrap_or_default()))
}

fn source_ref(source: &Source) -> Option<SourceRef> {
    Some(SourceRef {
        association: AssociationId::new(&source.association)?,
        listing: ListingId::new(&source.listing)?,
        valid_on: source.valid_on,
        checked_at: source.checked_at,
        changed_at: source.checked_at,
    })
}

/// What was forgotten because its time was over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forgotten {
    /// Revisions published too long ago.
    pub revisions: usize,
    /// Rosters that were shown and never entered.
    pub trials: usize,
}

/// Forgets what is kept for a time only and that is over at `now` (UTC): revisions published more than `days` ago, except
/// what holds now; messages to webhooks; rosters that were only tried.
///
/// # Errors
/// The store's; then nothing is forgotten.
pub fn forget(store: &Store, now: NaiveDateTime, days: u32) -> Result<Forgotten, Error> {
    Ok(store.write(|c| {
        forget_messages(c, now)?;
        forget_checks(c, now)?;
        let trials = forget_trials(c, now)?;
        let revisions = store::prune_history(c, now - TimeDelta::days(days.into()))?;
        Ok(Forgotten { revisions, trials })
    })?)
}

/// Does [`forget`] once an hour. Runs until the task is dropped.
pub async fn forget_old(store: Store, clock: Clock, days: u32) {
    loop {
        let store = store.clone();
        let now = clock.now().naive_utc();
        match tokio::task::spawn_blocking(move || forget(&store, now, days)).await {
            Ok(Ok(Forgotten { revisions: 0, trials: 0 })) => {}
            Ok(Ok(Forgotten { revisions, trials })) => tracing::info!(revisions, trials, "forgot what is old"),
            Ok(Err(error)) => tracing::error!(%error, "can't forget what is old; trying again in an hour"),
            Err(error) => tracing::error!(%error, "forgetting what is old failed"),
        }
        tokio::time::sleep(Duration::from_hours(1)).await;
    }
}
