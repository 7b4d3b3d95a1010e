//! Lists as tables to download, mend and send back.

use std::collections::HashMap;

use super::{Error, version};
use crate::{
    directory::{AssociationId, ListingId},
    intake::{
        Certainty, ColumnUse, Rejected, RowRef,
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
/// [`Error::UnknownListing`], [`Error::Form`], or the store's.
pub fn rejected_workbook(store: &Store, id: &ListingId) -> Result<Vec<u8>, Error> {
    let report = version(store, id)?.report;
    let columns: Vec<ColumnUse> = report
        .columns
        .iter()
        .map(|column| ColumnUse {
            sheet: column.sheet.clone(),
            letters: column.column.clone(),
            heading: column.heading.clone(),
            meaning: column.meaning.clone(),
            certainty: Certainty::Sure,
            suggestion: None,
        })
        .collect();
    let rows: Vec<Rejected> = report
        .rejected_rows
        .iter()
        .map(|row| Rejected { at: RowRef { sheet: row.sheet.clone(), row: row.row }, cells: row.cells.clone() })
        .collect();
    let mut reasons: HashMap<RowRef, Vec<&str>> = HashMap::new();
    for notice in &report.notices {
        if let Some(row) = notice.row {
            reasons.entry(RowRef { sheet: notice.sheet.clone(), row }).or_default().push(&notice.ja);
        }
    }
    let reason = |at: &RowRef| reasons.get(at).map(|told| told.join("\n")).unwrap_or_default();
    Ok(form::workbook(&form::rejected(&columns, &rows, &reason))?)
}
