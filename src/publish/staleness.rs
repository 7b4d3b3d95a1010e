//! Whether a checked list still is what it was checked to be.

use crate::{
    directory::{AssociationId, Listing, ListingState},
    intake::merge::{self, Known},
    store::{self, Connection, ListingRow},
};

/// Whether a checked listing must be checked again before it is published, for it was compared with `base`, a count of
/// list publications, and since then
/// - the association's own list changed, so that the differences shown are no longer what publishing would change, or
/// - another list brought a pharmacy that this one would enter as new: there would be two of it.
///
/// Whatever else others publish does not touch this list, and a plan to publish it outlives that.
///
/// # Errors
/// The store's.
pub(super) fn is_stale(c: &mut Connection, listing: &Listing, base: i64) -> Result<bool, store::Error> {
    if listing.state != ListingState::Checked || base == store::current_revision(c)?.lists_revision {
        return Ok(false);
    }
    let changed = store::lists_changed_since(c, base)?;
    if changed.contains(&listing.association) {
        return Ok(true);
    }
    brings_twice(c, listing, &changed)
}

fn brings_twice(c: &mut Connection, listing: &Listing, changed: &[AssociationId]) -> Result<bool, store::Error> {
    let new = store::new_pharmacies_of(c, &listing.id)?;
    if new.is_empty() || changed.is_empty() {
        return Ok(false);
    }
    let known = |row: ListingRow| Known { id: row.pharmacy, facts: row.facts };
    let others: Vec<Known> = store::published_rows_of(c, changed)?.into_iter().map(known).collect();
    Ok(merge::meets(new.iter().map(|row| &row.facts), &others))
}

/// How often a publication is tried again when another reaches the database at the same moment.
const TRIES: usize = 5;

/// Does `publish`, again when someone else publishes at the same moment: what it then finds decides.
///
/// # Errors
/// Those of `publish`; `Conflict` when that goes on and on.
pub(super) fn in_turn<T>(publish: impl Fn() -> Result<T, store::Error>) -> Result<T, store::Error> {
    let mut outcome = publish();
    for _ in 1..TRIES {
        match outcome {
            Err(store::Error::Conflict) => outcome = publish(),
            _ => break,
        }
    }
    outcome
}
