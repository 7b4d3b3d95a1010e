//! A file read, laid over what is published, and kept.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDateTime;
use sha2::{Digest, Sha256};

use super::{Error, Report, audit_entry, mint, report::scope_name, subject};
use crate::{
    directory::{AssociationId, Listing, ListingId, ListingState, PharmacyId},
    intake::{
        self, Limits, Unreadable,
        merge::{Change, Known, Merged, Scope, lay_over},
    },
    store::{self, ListingRow, NewListing, PublishedRow, Store},
};

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
        file_digest: Sha256::digest(upload.bytes).iter().map(|byte| format!("{byte:02x}")).collect(),
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
        store::insert_audit(c, &entry)
    })?;
    Ok((id, report))
}

type Checked = (Report, Option<chrono::NaiveDate>, Merged, Before);

fn read(store: &Store, upload: &Upload<'_>) -> Result<Checked, Error> {
    let before = before(store, &upload.association)?;
    let draft = intake::read(upload.bytes, upload.file_name, &upload.limits)?;
    let mut mint_pharmacy = || PharmacyId::new(&mint()).expect("a minted id has the form of an id");
    let merged = lay_over(&draft, upload.scope, &before.own, &before.others, &mut mint_pharmacy);
    let report = Report::new(&upload.association, upload.file_name, upload.scope, &draft, &merged);
    if !report.publishable {
        return Err(no_usable_row(&report).into());
    }
    Ok((report, draft.valid_on, merged, before))
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
            if !associations.iter().any(|known| known.id == *association) {
                return Ok(None);
            }
            let (listings, rows) = store::load_published(c)?;
            let own =
                listings.iter().find(|listing| listing.association == *association).map(|listing| listing.id.clone());
            Ok(Some(split(own.as_ref(), rows, store::current_revision(c)?.lists_revision)))
        })?
        .ok_or_else(|| Error::UnknownAssociation(association.to_string()))
}

fn split(own_listing: Option<&ListingId>, rows: Vec<PublishedRow>, lists_revision: i64) -> Before {
    let mut before = Before { own: Vec::new(), changed_at: HashMap::new(), others: Vec::new(), lists_revision };
    // One pharmacy on two other lists is known once; identity needs no more.
    let mut others: BTreeMap<PharmacyId, Known> = BTreeMap::new();
    for PublishedRow { listing, row } in rows {
        let known = Known { id: row.pharmacy.clone(), facts: row.facts };
        if Some(&listing) == own_listing {
            before.changed_at.insert(row.pharmacy, row.changed_at);
            before.own.push(known);
        } else {
            others.entry(row.pharmacy).or_insert(known);
        }
    }
    before.others = others.into_values().collect();
    before
}
