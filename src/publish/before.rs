//! What a file is compared with: what is published, and what is known of the association.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{NaiveDate, NaiveDateTime};
use geo::MultiPolygon;

use super::{Error, coverage::Covered};
use crate::{
    directory::{Area, AssociationId, Listing, ListingId, PharmacyId},
    intake::{ColumnHint, merge::Known},
    store::{self, PublishedRow, Store},
};

/// What a file is compared with.
pub(super) struct Before {
    /// The association's own list, with when each entry last differed.
    pub own: Vec<Known>,
    /// The date that list says it is of.
    pub valid_on: Option<NaiveDate>,
    pub changed_at: HashMap<PharmacyId, NaiveDateTime>,
    /// The rest of the directory.
    pub others: Vec<Known>,
    /// The hours that other lists of the same area cover.
    pub neighbours: Covered,
    pub lists_revision: i64,
    /// What people said of the columns of its files.
    pub hints: Vec<ColumnHint>,
    /// The area the association answers for.
    pub area: Area,
    /// Its border, where the operator gave one.
    pub border: Option<MultiPolygon<f64>>,
}

/// Loads it.
///
/// # Errors
/// [`Error::UnknownAssociation`], or the store's.
pub(super) fn before(store: &Store, association: &AssociationId) -> Result<Before, Error> {
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
            let own_listing = listings.iter().find(|listing| listing.association == *association);
            let (own_listing, valid_on) = (own_listing.map(of), own_listing.and_then(|listing| listing.valid_on));
            let near: HashSet<ListingId> = listings.iter().filter(in_area).map(of).collect();
            let hint = |(heading, meaning)| ColumnHint { heading, meaning };
            let hints = store::column_hints(c, association)?.into_iter().map(hint).collect();
            let known = Before {
                own: Vec::new(),
                valid_on,
                changed_at: HashMap::new(),
                others: Vec::new(),
                neighbours: Covered::NONE,
                lists_revision,
                hints,
                area: own.area.clone(),
                border: store::border_of(c, &own.area.code)?.map(|border| border.outline),
            };
            Ok(Some(split(known, own_listing.as_ref(), &near, rows)))
        })?
        .ok_or_else(|| Error::UnknownAssociation(association.to_string()))
}

/// Puts every published row where it belongs: the association's own, and the others'.
fn split(
    mut before: Before,
    own_listing: Option<&ListingId>,
    near: &HashSet<ListingId>,
    rows: Vec<PublishedRow>,
) -> Before {
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
