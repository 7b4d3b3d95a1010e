//! A file read, laid over what is published, and kept.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{NaiveDateTime, TimeDelta};
use sha2::{Digest, Sha256};

use super::{
    CoverageReport, Error, Report, Version, audit_entry, coverage::Covered, file, mint, report::scope_name, subject,
    tokens::hex, version,
};
use crate::{
    directory::{AssociationId, Listing, ListingId, ListingState, PharmacyId},
    intake::{
        self, Limits, Unreadable,
        merge::{Change, Known, Merged, Scope, lay_over},
    },
    store::{self, IdempotencyKey, ListingRow, NewListing, PublishedRow, Store},
};

/// How long an idempotency key is remembered.
const KEY_HOLDS: TimeDelta = TimeDelta::hours(24);

/// A file somebody wants to publish.
#[derive(Clone, Debug)]
pub struct Upload<'a> {
    /// Whose list it is.
    pub association: AssociationId,
    /// The file's name.
    pub file_name: &'a str,
    /// The file.
    pub bytes: &'a [u8],
    /// Whole list or changes only.
    pub scope: Scope,
    /// What the file may ask of us.
    pub limits: Limits,
    /// Who wants it, as the audit names them: `token:<id>`, `user:<name>`, `cli`.
    pub actor: &'a str,
    /// Now, UTC.
    pub at: NaiveDateTime,
}

/// What a file is compared with.
struct Before {
    /// The association's own list, with when each entry last differed.
    own: Vec<Known>,
    changed_at: HashMap<PharmacyId, NaiveDateTime>,
    /// The rest of the directory.
    others: Vec<Known>,
    /// The hours that other lists of the same area cover.
    neighbours: Covered,
    lists_revision: i64,
}

/// Reads a file and tells what publishing it would do, without keeping anything.
///
/// # Errors
/// [`Error::Unreadable`], [`Error::UnknownAssociation`], or the store's.
pub fn preview(store: &Store, upload: &Upload<'_>) -> Result<Report, Error> {
    read(store, upload).map(|(report, ..)| report)
}

/// Reads a file, tells what publishing it would do, and keeps it all: the bytes, the list it would make, the report.
///
/// # Errors
/// [`Error::Unreadable`], [`Error::UnknownAssociation`], or the store's.
pub fn check(store: &Store, upload: &Upload<'_>) -> Result<(ListingId, Report), Error> {
    keep(store, upload, None)
}

/// [`check`], done once however often it is asked for with this `key` by the same actor within a day: a repeated request
/// is answered with the listing that the first one made. Whether it was repeated is told last.
///
/// # Errors
/// [`Error::KeyReused`] when the key came with another request before, and those of [`check`].
pub fn check_once(store: &Store, upload: &Upload<'_>, key: &str) -> Result<(ListingId, bool), Error> {
    let asked = IdempotencyKey {
        id: digest(&[upload.actor.as_bytes(), key.as_bytes()]),
        request_digest: digest(&[
            upload.association.as_str().as_bytes(),
            scope_name(upload.scope).as_bytes(),
            upload.file_name.as_bytes(),
            upload.bytes,
        ]),
        listing_id: String::new(),
        created_at: upload.at,
    };
    if let Some(listing) = answered(store, &asked)? {
        return Ok((listing, true));
    }
    match keep(store, upload, Some(asked.clone())) {
        Ok((listing, _)) => Ok((listing, false)),
        // The same request at the same moment was faster.
        Err(Error::Store(store::Error::Conflict)) => {
            answered(store, &asked)?.map(|listing| (listing, true)).ok_or(Error::Store(store::Error::Conflict))
        }
        Err(error) => Err(error),
    }
}

/// Checks the file of a listing again, against what is published now; this makes a new listing.
///
/// # Errors
/// [`Error::UnknownListing`] and those of [`check`].
pub fn recheck(
    store: &Store,
    id: &ListingId,
    limits: Limits,
    actor: &str,
    at: NaiveDateTime,
) -> Result<ListingId, Error> {
    let Version { listing, report, .. } = version(store, id)?;
    let bytes = file(store, id)?;
    let scope = if report.scope == scope_name(Scope::Changes) { Scope::Changes } else { Scope::Whole };
    let Listing { association, file_name, .. } = listing;
    let upload = Upload { association, file_name: &file_name, bytes: &bytes, scope, limits, actor, at };
    check(store, &upload).map(|(id, _)| id)
}

/// The listing that a key was answered with.
fn answered(store: &Store, asked: &IdempotencyKey) -> Result<Option<ListingId>, Error> {
    let Some(known) = store.read(|c| store::get_idempotency_key(c, &asked.id, asked.created_at - KEY_HOLDS))? else {
        return Ok(None);
    };
    if known.request_digest != asked.request_digest {
        return Err(Error::KeyReused);
    }
    Ok(ListingId::new(&known.listing_id))
}

fn keep(store: &Store, upload: &Upload<'_>, once: Option<IdempotencyKey>) -> Result<(ListingId, Report), Error> {
    let (report, valid_on, merged, before) = read(store, upload)?;
    let id = ListingId::new(&mint()).expect("a minted id has the form of an id");
    let rows = merged.rows.into_iter().map(|row| {
        let known_since = before.changed_at.get(&row.id).filter(|_| row.change == Change::Unchanged);
        ListingRow { changed_at: known_since.copied().unwrap_or(upload.at), pharmacy: row.id, facts: row.facts }
    });
    let new = NewListing {
        listing: Listing {
            id: id.clone(),
            association: upload.association.clone(),
            state: if report.publishable { ListingState::Checked } else { ListingState::Draft },
            file_name: upload.file_name.to_owned(),
            valid_on,
            received_at: upload.at,
            published_at: None,
        },
        scope: scope_name(upload.scope),
        file_digest: digest(&[upload.bytes]),
        bytes: upload.bytes.to_vec(),
        base_lists_revision: before.lists_revision,
        report: serde_json::to_string(&report).expect("a report is plain data"),
        rows: rows.collect(),
    };
    let subject = subject(&new.listing);
    let detail = serde_json::json!({ "file_digest": new.file_digest, "rows_in": report.rows_in });
    let entry = audit_entry(upload.actor, "listing.check", subject, &detail, upload.at);
    store.write(|c| {
        store::insert_listing(c, &new)?;
        if let Some(once) = once {
            let answer = IdempotencyKey { listing_id: id.to_string(), ..once };
            store::insert_idempotency_key(c, &answer, upload.at - KEY_HOLDS)?;
        }
        store::insert_audit(c, &entry)
    })?;
    Ok((id, report))
}

/// SHA-256 of the parts, hexadecimal; where one ends and the next begins counts.
fn digest(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        if parts.len() > 1 {
            hash.update((part.len() as u64).to_be_bytes());
        }
        hash.update(part);
    }
    hex(&hash.finalize())
}

type Checked = (Report, Option<chrono::NaiveDate>, Merged, Before);

fn read(store: &Store, upload: &Upload<'_>) -> Result<Checked, Error> {
    let before = before(store, &upload.association)?;
    let draft = intake::read(upload.bytes, upload.file_name, &upload.limits)?;
    let mut mint_pharmacy = || PharmacyId::new(&mint()).expect("a minted id has the form of an id");
    let merged = lay_over(&draft, upload.scope, &before.own, &before.others, &mut mint_pharmacy);
    let coverage = coverage(&before, &merged);
    let report = Report::new((&upload.association, upload.file_name, upload.scope), &draft, &merged, coverage);
    if !report.publishable {
        return Err(no_usable_row(&report).into());
    }
    Ok((report, draft.valid_on, merged, before))
}

fn coverage(before: &Before, merged: &Merged) -> CoverageReport {
    let (mut old, mut new) = (before.neighbours, before.neighbours);
    before.own.iter().for_each(|known| old.add(&known.facts));
    merged.rows.iter().for_each(|row| new.add(&row.facts));
    CoverageReport::new(&old, &new)
}

fn no_usable_row(report: &Report) -> Unreadable {
    let first = report.notices.iter().find(|notice| notice.severity == "error");
    let (ja, en) = first.map_or(("", ""), |notice| (notice.ja.as_str(), notice.en.as_str()));
    let rows = report.rows_in;
    Unreadable {
        code: "no_usable_row",
        ja: format!("データ行{rows}行のうち、掲載できる行が1行もありませんでした。{ja}"),
        en: format!("None of the {rows} rows of data can be used. {en}"),
    }
}

fn before(store: &Store, association: &AssociationId) -> Result<Before, Error> {
    store
        .read(|c| {
            let associations = store::load_associations(c)?;
            let Some(own) = associations.iter().find(|known| known.id == *association) else { return Ok(None) };
            let (listings, rows) = store::load_published(c)?;
            let lists_revision = store::current_revision(c)?.lists_revision;
            let in_area = |listing: &&Listing| {
                associations.iter().any(|one| one.id == listing.association && one.area.code == own.area.code)
            };
            let of = |listing: &Listing| listing.id.clone();
            let own_listing = listings.iter().find(|listing| listing.association == *association).map(of);
            let near: HashSet<ListingId> = listings.iter().filter(in_area).map(of).collect();
            Ok(Some(split(own_listing.as_ref(), &near, rows, lists_revision)))
        })?
        .ok_or_else(|| Error::UnknownAssociation(association.to_string()))
}

fn split(
    own_listing: Option<&ListingId>,
    near: &HashSet<ListingId>,
    rows: Vec<PublishedRow>,
    lists_revision: i64,
) -> Before {
    let (own, changed_at, neighbours) = (Vec::new(), HashMap::new(), Covered::NONE);
    let mut before = Before { own, changed_at, others: Vec::new(), neighbours, lists_revision };
    // One pharmacy on two other lists is known once; identity needs no more.
    let mut others: BTreeMap<PharmacyId, Known> = BTreeMap::new();
    for PublishedRow { listing, row } in rows {
        let known = Known { id: row.pharmacy.clone(), facts: row.facts };
        if Some(&listing) == own_listing {
            before.changed_at.insert(row.pharmacy, row.changed_at);
            before.own.push(known);
            continue;
        }
        if near.contains(&listing) {
            before.neighbours.add(&known.facts);
        }
        others.entry(row.pharmacy).or_insert(known);
    }
    before.others = others.into_values().collect();
    before
}
