//! Everything a reader needs, immutable, of one revision.

use chrono::{NaiveDate, NaiveDateTime};
use geo::MultiPolygon;

use crate::{
    directory::{Area, Association, AssociationId, Pharmacy, PharmacyId},
    hours::Calendar,
};

/// What is published, as the store has it: what a [`Snapshot`] is built from.
#[derive(Clone, Debug)]
pub struct Directory {
    /// The pharmacies, each once.
    pub pharmacies: Vec<Pharmacy>,
    /// The associations whose lists they are from.
    pub associations: Vec<Association>,
    /// Municipalities besides those of the associations, and the outlines of any of them.
    pub areas: Vec<AreaOutline>,
    /// Holidays and the default 年末年始; an area's own 年末年始 overrides it.
    pub calendar: Calendar,
    /// The publication's number; it only grows.
    pub revision: i64,
    /// When this was read from the store, UTC.
    pub generated_at: NaiveDateTime,
}

/// A municipality, and where it lies when the operator gave its polygon.
#[derive(Clone, Debug)]
pub struct AreaOutline {
    /// Its code and names.
    pub area: Area,
    /// Its polygons, longitude before latitude, degrees; `None` when only its name is known.
    pub outline: Option<MultiPolygon<f64>>,
}

/// The directory as readers see it. Building it can't fail: oddities were notices when the lists were read.
#[derive(Debug)]
pub struct Snapshot {
    /// By id.
    pharmacies: Vec<Pharmacy>,
    associations: Vec<Association>,
    calendar: Calendar,
    revision: i64,
    generated_at: NaiveDateTime,
}

impl Snapshot {
    /// The snapshot of a directory, quickest for questions about the days around `today` (Japan's civil date).
    ///
    /// Of two pharmacies with one id the first is kept.
    pub fn build(directory: Directory, today: NaiveDate) -> Self {
        let _ = today;
        let Directory { mut pharmacies, mut associations, areas: _, calendar, revision, generated_at } = directory;
        pharmacies.sort_by(|a, b| a.id.cmp(&b.id));
        pharmacies.dedup_by(|later, earlier| later.id == earlier.id);
        pharmacies.shrink_to_fit();
        associations.sort_by(|a, b| a.id.cmp(&b.id));
        Self { pharmacies, associations, calendar, revision, generated_at }
    }

    /// The pharmacy of that id.
    pub fn pharmacy(&self, id: &PharmacyId) -> Option<&Pharmacy> {
        self.index(id).and_then(|index| self.pharmacies.get(index))
    }

    /// Where the pharmacy of that id stands among [`Snapshot::pharmacies`].
    pub fn index(&self, id: &PharmacyId) -> Option<usize> {
        self.pharmacies.binary_search_by(|pharmacy| pharmacy.id.cmp(id)).ok()
    }

    /// All pharmacies, in the order of their ids.
    pub fn pharmacies(&self) -> &[Pharmacy] {
        &self.pharmacies
    }

    /// All associations, in the order of their ids.
    pub fn associations(&self) -> &[Association] {
        &self.associations
    }

    /// The association of that id.
    pub fn association(&self, id: &AssociationId) -> Option<&Association> {
        self.associations
            .binary_search_by(|association| association.id.cmp(id))
            .ok()
            .and_then(|i| self.associations.get(i))
    }

    /// Holidays and the default 年末年始.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The publication's number.
    pub fn revision(&self) -> i64 {
        self.revision
    }

    /// When it was read from the store, UTC.
    pub fn generated_at(&self) -> NaiveDateTime {
        self.generated_at
    }
}
