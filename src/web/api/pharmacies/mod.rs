//! Pharmacies: found, one by one, and their hours day by day.

mod asked;
mod find;
mod hours;
mod one;
mod page;

pub use find::{PATH, kept, list_pharmacies, list_pharmacies_as};
pub use hours::get_pharmacy_hours;
pub use one::{get_pharmacy, get_pharmacy_as};

use crate::{
    directory::{Pharmacy, PharmacyId},
    search::Snapshot,
    web::problem::{Code, Problem},
};

/// The pharmacy of that id.
///
/// # Errors
/// `unknown_pharmacy`.
fn pharmacy<'a>(snapshot: &'a Snapshot, id: &str) -> Result<(usize, &'a Pharmacy), Problem> {
    let found = PharmacyId::new(id).and_then(|id| {
        let index = snapshot.index(&id)?;
        Some((index, snapshot.pharmacies().get(index)?))
    });
    found.ok_or_else(|| Problem::new(Code::UnknownPharmacy))
}
