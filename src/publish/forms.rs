//! Lists as tables to download, mend and send back.

use super::{Error, file, version};
use crate::{
    directory::{AssociationId, ListingId},
    intake::{
        self, Limits,
        form::{self, Form},
        merge::Known,
    },
    store::{self, Store},
};

/// The published list of an association as the form, in the order of its file; empty when nothing is published.
///
/// # Errors
/// [`Error::UnknownAssociation`], or the store's.
pub fn published_form(store: &Store, association: &AssociationId) -> Result<Form, Error> {
    let known = store.read(|c| {
        if !store::load_associations(c)?.iter().any(|one| one.id == *association) {
            return Ok(None);
        }
        let Some(listing) = store::published_listing(c, association)? else { return Ok(Some(Vec::new())) };
        let rows = store::load_rows(c, &listing.id)?;
        Ok(Some(rows.into_iter().map(|row| Known { id: row.pharmacy, facts: row.facts }).collect()))
    })?;
    let known = known.ok_or_else(|| Error::UnknownAssociation(association.to_string()))?;
    Ok(form::published(&known))
}

/// A workbook of the rows of a version's file that were not used, each with its reason first.
///
/// # Errors
/// [`Error::UnknownListing`], [`Error::Unreadable`], [`Error::Form`], or the store's.
pub fn rejected_workbook(store: &Store, id: &ListingId, limits: &Limits) -> Result<Vec<u8>, Error> {
    // The same bytes are read the same way, so the file itself tells its rejected rows.
    let (version, bytes) = (version(store, id)?, file(store, id)?);
    let draft = intake::read(&bytes, &version.listing.file_name, limits)?;
    Ok(form::workbook(&form::rejected(&draft))?)
}
