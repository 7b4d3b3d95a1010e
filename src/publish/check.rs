//! A file read, laid over what is published, and kept.

use chrono::{NaiveDateTime, TimeDelta};
use sha2::{Digest, Sha256};

use super::{
    CoverageReport, Error, Report, audit_entry,
    before::{Before, before},
    correct::Corrected,
    gazetteer::towns_of,
    mint, subject,
    surroundings::Surroundings,
};
use crate::{
    directory::{AssociationId, Listing, ListingId, ListingState, PharmacyId},
    intake::{
        Book, Draft, Limits, Unreadable, far_from_area,
        merge::{Change, Merged, Scope, lay_over},
    },
    store::{self, IdempotencyKey, ListingRow, NewListing, Origin, Store},
};

/// How long an idempotency key is remembered.
const KEY_HOLDS: TimeDelta = TimeDelta::hours(24);
/// How far Japan is ahead of UTC.
const JAPAN: TimeDelta = TimeDelta::hours(9);

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

/// How far a check has come; told as each stage begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// The file is opened and its sheets decoded.
    Opening,
    /// Its rows are read.
    Reading,
    /// They are compared with what is published.
    Comparing,
    /// All of it is kept.
    Keeping,
}

/// Is told of each stage.
pub type Tell<'a> = &'a dyn Fn(Stage);

/// Reads a file and tells what publishing it would do, without keeping anything.
///
/// # Errors
/// [`Error::Unreadable`], [`Error::UnknownAssociation`], or the store's.
pub fn preview(store: &Store, upload: &Upload<'_>) -> Result<Report, Error> {
    read(store, upload, &Corrected::default(), &|_| ()).map(|(report, ..)| report)
}

/// Reads a file, tells what publishing it would do, and keeps it all: the bytes, the list it would make, the report.
///
/// # Errors
/// [`Error::Unreadable`], [`Error::UnknownAssociation`], or the store's.
pub fn check(store: &Store, upload: &Upload<'_>) -> Result<(ListingId, Report), Error> {
    keep(store, upload, &Corrected::default(), None, &|_| ())
}

/// [`check`], telling how far it has come.
///
/// # Errors
/// Those of [`check`].
pub fn check_telling(store: &Store, upload: &Upload<'_>, tell: Tell<'_>) -> Result<ListingId, Error> {
    keep(store, upload, &Corrected::default(), None, tell).map(|(id, _)| id)
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
            upload.scope.as_str().as_bytes(),
            upload.file_name.as_bytes(),
            upload.bytes,
        ]),
        listing_id: String::new(),
        created_at: upload.at,
    };
    if let Some(listing) = answered(store, &asked)? {
        return Ok((listing, true));
    }
    match keep(store, upload, &Corrected::default(), Some(asked.clone()), &|_| ()) {
        Ok((listing, _)) => Ok((listing, false)),
        // The same request at the same moment was faster.
        Err(Error::Store(store::Error::Conflict)) => {
            answered(store, &asked)?.map(|listing| (listing, true)).ok_or(Error::Store(store::Error::Conflict))
        }
        Err(error) => Err(error),
    }
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

/// Checks a file with what was corrected in it, and keeps it all.
///
/// # Errors
/// Those of [`check`].
pub(super) fn keep(
    store: &Store,
    upload: &Upload<'_>,
    corrected: &Corrected,
    once: Option<IdempotencyKey>,
    tell: Tell<'_>,
) -> Result<(ListingId, Report), Error> {
    let (report, valid_on, merged, before) = read(store, upload, corrected, tell)?;
    tell(Stage::Keeping);
    let new = new_listing(upload, &report, valid_on, merged, &before);
    let (id, subject) = (new.listing.id.clone(), subject(&new.listing));
    let detail = corrected.told(serde_json::json!({ "file_digest": new.file_digest, "rows_in": report.rows_in }));
    let entry = audit_entry(upload.actor, "listing.check", subject, &detail, upload.at);
    let origin = Origin {
        listing_id: id.to_string(),
        author: corrected.author.clone().unwrap_or_else(|| upload.actor.to_owned()),
        made_from: corrected.made_from.as_ref().map(ListingId::to_string),
        edits: corrected.edits_text(),
    };
    store.write(|c| {
        store::insert_listing(c, &new)?;
        store::insert_origin(c, &origin)?;
        corrected.remember(c, &upload.association, upload.actor, upload.at)?;
        if let Some(once) = once {
            let answer = IdempotencyKey { listing_id: id.to_string(), ..once };
            store::insert_idempotency_key(c, &answer, upload.at - KEY_HOLDS)?;
        }
        store::insert_audit(c, &entry)
    })?;
    Ok((id, report))
}

fn new_listing(
    upload: &Upload<'_>,
    report: &Report,
    valid_on: Option<chrono::NaiveDate>,
    merged: Merged,
    before: &Before,
) -> NewListing {
    let rows = merged.rows.into_iter().map(|row| {
        let known_since = before.changed_at.get(&row.id).filter(|_| row.change == Change::Unchanged);
        let mut facts = row.facts;
        if row.at.is_none() {
            // The file says nothing of it, so its date is not this pharmacy's.
            facts.valid_on = facts.valid_on.or(before.valid_on);
        }
        ListingRow { changed_at: known_since.copied().unwrap_or(upload.at), pharmacy: row.id, facts }
    });
    NewListing {
        listing: Listing {
            id: ListingId::new(&mint()).expect("a minted id has the form of an id"),
            association: upload.association.clone(),
            state: if report.publishable { ListingState::Checked } else { ListingState::Draft },
            file_name: upload.file_name.to_owned(),
            valid_on,
            received_at: upload.at,
            published_at: None,
        },
        scope: Scope::from_name(&report.scope).unwrap_or(upload.scope).as_str(),
        file_digest: digest(&[upload.bytes]),
        bytes: upload.bytes.to_vec(),
        base_lists_revision: before.lists_revision,
        report: serde_json::to_string(report).expect("a report is plain data"),
        rows: rows.collect(),
    }
}

/// SHA-256 of the parts, hexadecimal; where one ends and the next begins counts.
pub(super) fn digest(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        if parts.len() > 1 {
            hash.update((part.len() as u64).to_be_bytes());
        }
        hash.update(part);
    }
    hex::encode(hash.finalize())
}

type Checked = (Report, Option<chrono::NaiveDate>, Merged, Before);

fn read(store: &Store, upload: &Upload<'_>, corrected: &Corrected, tell: Tell<'_>) -> Result<Checked, Error> {
    tell(Stage::Opening);
    let mut before = before(store, &upload.association)?;
    let limits = Limits { today: Some((upload.at + JAPAN).date()), ..upload.limits };
    let book = Book::open(upload.bytes, &limits, &corrected.edits)?;
    tell(Stage::Reading);
    let mut draft = book.read(upload.file_name, &limits, &corrected.hints(&before.hints))?;
    let far = far(&draft, before.border.take(), towns_of(store, &before.area)?);
    draft.notices.extend(far);
    tell(Stage::Comparing);
    let mut mint_pharmacy = || PharmacyId::new(&mint()).expect("a minted id has the form of an id");
    // Rows that could not be used come back alone: they are never the whole list.
    let scope = if draft.is_returned { Scope::Changes } else { upload.scope };
    let merged = lay_over(&draft, scope, &before.own, &before.others, &mut mint_pharmacy);
    let coverage = coverage(&before, &merged);
    let about = (&upload.association, upload.file_name, scope);
    let report = Report::new(about, &draft, &merged, coverage).with_cells(&book, &merged);
    if !report.publishable {
        return Err(no_usable_row(&report).into());
    }
    Ok((report, draft.valid_on, merged, before))
}

/// The map check: what is said of positions outside the association's area.
fn far(
    draft: &Draft,
    border: Option<geo::MultiPolygon<f64>>,
    towns: Vec<crate::directory::Position>,
) -> Vec<crate::intake::Notice> {
    match Surroundings::of(border, towns, draft) {
        Some(area) => far_from_area::check(draft, |position| area.is_near(position)),
        None => Vec::new(),
    }
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
