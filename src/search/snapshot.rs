//! Everything a reader needs, immutable, of one revision.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
};

use chrono::{NaiveDate, NaiveDateTime};
use geo::MultiPolygon;

use super::{
    areas::Areas,
    cores,
    find::services_mask,
    grid::Grid,
    lists::Lists,
    plans::{Plans, share_hours},
    scarce::Scarce,
    text::{TextIndex, TextQuery},
};
use crate::{
    directory::{
        Area, Association, AssociationId, Facts, ListingId, Pharmacy, PharmacyId, Position, PositionLevel,
        prefecture_of,
    },
    hours::{Calendar, Schedule, Status},
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
    lists: Lists,
    pub(super) areas: Areas,
    pub(super) grid: Grid,
    pub(super) plans: Plans,
    pub(super) scarce: Scarce,
    text: TextIndex,
    /// Each pharmacy's place in the order of names.
    name_ranks: Vec<u32>,
    /// The services each offers, as bits.
    services: Vec<u32>,
    calendar: Calendar,
    revision: i64,
    generated_at: NaiveDateTime,
    /// Since which revision each pharmacy is as it is; empty when that is not known.
    since: Vec<i64>,
    /// When the last duty shift of each association's roster ends, Japan's time.
    rosters: HashMap<AssociationId, NaiveDateTime>,
}

impl Snapshot {
    /// The snapshot of a directory, quickest for questions about the days around `today` (Japan's civil date): yesterday
    /// and the two weeks after it are compiled, other days evaluated when asked for, with the same answer.
    ///
    /// Of two pharmacies with one id the first is kept.
    pub fn build(directory: Directory, today: NaiveDate) -> Self {
        let Directory { mut pharmacies, associations, areas, calendar, revision, generated_at } = directory;
        pharmacies.sort_by(|a, b| a.id.cmp(&b.id));
        pharmacies.dedup_by(|later, earlier| later.id == earlier.id);
        pharmacies.shrink_to_fit();
        share_hours(&mut pharmacies);
        share_ids(&mut pharmacies);
        let placed = || (0..).zip(&pharmacies).filter_map(|(i, pharmacy)| Some((i, position_for_near(pharmacy)?)));
        let mut grid = Grid::new(placed());
        let areas = Areas::new(&associations, areas, &pharmacies, &grid);
        let words = || {
            let text = TextIndex::new((0..).zip(&pharmacies).map(|(i, pharmacy)| searched_texts(&areas, i, pharmacy)));
            let name_ranks = ranks(pharmacies.len(), |index| text.sort_name(index));
            (text, name_ranks)
        };
        let times = || {
            let plans = Plans::new(&pharmacies, &associations, &areas, &calendar, today);
            grid.set_plans(|index| plans.of(index));
            let scarce = Scarce::new(&grid, &plans);
            (plans, scarce)
        };
        let ((text, name_ranks), (plans, scarce)) = cores::both(pharmacies.len(), words, times);
        let services = pharmacies.iter().map(|pharmacy| offered(&pharmacy.facts)).collect();
        let lists = Lists::new(associations, &pharmacies);
        Self {
            pharmacies,
            lists,
            areas,
            grid,
            plans,
            scarce,
            text,
            name_ranks,
            services,
            calendar,
            revision,
            generated_at,
            since: Vec::new(),
            rosters: HashMap::new(),
        }
    }

    /// The same, knowing since which revision each pharmacy is as it is.
    #[must_use]
    pub fn with_revisions(mut self, since: impl Fn(&PharmacyId) -> i64) -> Self {
        self.since = self.pharmacies.iter().map(|pharmacy| since(&pharmacy.id)).collect();
        self
    }

    /// The same, knowing when each association's roster ends.
    #[must_use]
    pub fn with_rosters(mut self, ends: HashMap<AssociationId, NaiveDateTime>) -> Self {
        self.rosters = ends;
        self
    }

    /// When the last duty shift of an association's roster ends, Japan's time; `None` when it has none.
    pub fn roster_end(&self, association: &AssociationId) -> Option<NaiveDateTime> {
        self.rosters.get(association).copied()
    }

    /// The revision since which the pharmacy at this index is as it is; 0 when that is not known.
    pub fn since(&self, index: usize) -> i64 {
        self.since.get(index).copied().unwrap_or_default()
    }

    /// The pharmacy of that id.
    pub fn pharmacy(&self, id: &PharmacyId) -> Option<&Pharmacy> {
        self.index(id).and_then(|index| self.pharmacies.get(index))
    }

    /// Where the pharmacy of that id stands among [`Snapshot::pharmacies`].
    pub fn index(&self, id: &PharmacyId) -> Option<usize> {
        self.pharmacies.binary_search_by(|pharmacy| pharmacy.id.cmp(id)).ok()
    }

    /// Whether the pharmacy at this index of [`Snapshot::pharmacies`] serves at `at` (Japan's civil time), by the calendar
    /// of its own area.
    pub fn status(&self, index: usize, at: NaiveDateTime) -> Option<Status> {
        self.plans.status(self.plans.of(index as u32), at)
    }

    /// What decides when the pharmacy at this index serves, and the calendar of its own area: for its hours over days.
    pub fn schedule(&self, index: usize) -> Option<(&Schedule, &Calendar)> {
        self.plans.schedule(self.plans.of(index as u32))
    }

    /// All pharmacies, in the order of their ids.
    pub fn pharmacies(&self) -> &[Pharmacy] {
        &self.pharmacies
    }

    /// All associations, in the order of their ids.
    pub fn associations(&self) -> &[Association] {
        self.lists.associations()
    }

    /// The association of that id.
    pub fn association(&self, id: &AssociationId) -> Option<&Association> {
        self.lists.get(id)
    }

    /// Where on [`Snapshot::pharmacies`] the pharmacies of an association's list stand, ascending.
    pub fn members(&self, id: &AssociationId) -> &[u32] {
        self.lists.members(id)
    }

    /// When an association's list was last read, UTC; `None` before the first.
    pub fn checked_at(&self, id: &AssociationId) -> Option<NaiveDateTime> {
        self.lists.checked_at(id)
    }

    /// The municipality (five digits) or prefecture (two) of that code; `None` when nothing is known of it.
    pub fn area(&self, code: &str) -> Option<&Area> {
        self.areas.get(code).map(|known| &known.area)
    }

    /// All areas something is known of, by code, prefectures among them.
    pub fn areas(&self) -> impl Iterator<Item = &Area> {
        self.areas.iter().map(|known| &known.area)
    }

    /// Where on [`Snapshot::pharmacies`] the pharmacies of an area stand, ascending: by address, by the area's outline, or
    /// by being on the list of its association.
    pub fn in_area(&self, code: &str) -> &[u32] {
        self.areas.members(code)
    }

    /// The municipality the pharmacy at this index stands in; its prefecture when only that is known.
    pub fn area_of(&self, index: usize) -> Option<&Area> {
        self.areas.home(index as u32)
    }

    /// Holidays and the default 年末年始.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The same as a municipality has it, with a 年末年始 of its own.
    pub fn calendar_of(&self, area: &Area) -> &Calendar {
        let stands_in = |index: &&u32| self.areas.home(**index).is_some_and(|home| home.code == area.code);
        let one = self.in_area(&area.code).iter().find(stands_in);
        one.and_then(|index| self.schedule(*index as usize)).map_or(&self.calendar, |(_, calendar)| calendar)
    }

    /// The publication's number.
    pub fn revision(&self) -> i64 {
        self.revision
    }

    /// When it was read from the store, UTC.
    pub fn generated_at(&self) -> NaiveDateTime {
        self.generated_at
    }

    /// How many pharmacies have a position exact enough to be near anything.
    pub fn placed(&self) -> usize {
        self.grid.len()
    }

    /// Where a pharmacy of that id would stand.
    pub(super) fn insertion(&self, id: &PharmacyId) -> usize {
        self.pharmacies.partition_point(|pharmacy| pharmacy.id < *id)
    }

    pub(super) fn text_query(&self, text: &str) -> Option<TextQuery<'_>> {
        TextQuery::new(&self.text, &self.lists, text)
    }

    /// A pharmacy's folded address, its prefecture before it when known.
    pub(super) fn searched_address(&self, index: u32) -> &str {
        self.text.address(index)
    }

    pub(super) fn name_rank(&self, index: u32) -> u32 {
        self.name_ranks.get(index as usize).copied().unwrap_or(u32::MAX)
    }

    /// The services a pharmacy offers, as bits.
    pub(super) fn services(&self, index: u32) -> u32 {
        self.services.get(index as usize).copied().unwrap_or(0)
    }
}

/// A position exact enough for "near": not that of a municipality's middle, where nothing is.
pub(super) fn position_for_near(pharmacy: &Pharmacy) -> Option<Position> {
    pharmacy.facts.place.filter(|place| place.level != PositionLevel::Municipality).map(|place| place.position)
}

/// Name, reading and address, the address with its prefecture though the list leaves that out.
fn searched_texts<'a>(areas: &Areas, index: u32, pharmacy: &'a Pharmacy) -> [Cow<'a, str>; 3] {
    let facts = &pharmacy.facts;
    let address = facts.address.as_deref().unwrap_or_default();
    let prefecture = areas.home(index).map_or("", |area| area.prefecture.as_str());
    let address = if address.is_empty() || prefecture_of(address).is_some() {
        Cow::Borrowed(address)
    } else {
        Cow::Owned(format!("{prefecture}{address}"))
    };
    [Cow::Borrowed(&facts.name), Cow::Borrowed(facts.name_kana.as_deref().unwrap_or_default()), address]
}

fn offered(facts: &Facts) -> u32 {
    services_mask(facts.services.iter().filter(|(_, answer)| answer.is_offered()).map(|(service, _)| *service))
}

/// The place of each of `count` things when sorted by name, equal ones as they stand.
fn ranks<'a>(count: usize, name: impl Fn(u32) -> &'a str) -> Vec<u32> {
    // Most names differ in their first letters: those are compared as one number, the rest only where it is alike.
    let start = |name: &str| {
        let mut start = [0; 16];
        start.iter_mut().zip(name.bytes()).for_each(|(to, from)| *to = from);
        u128::from_be_bytes(start)
    };
    let mut order: Vec<(u128, &str, u32)> = (0..count as u32)
        .map(|index| {
            let name = name(index);
            (start(name), name, index)
        })
        .collect();
    order.sort_unstable();
    let mut ranks = vec![0; count];
    for (rank, (_, _, index)) in (0..).zip(order) {
        if let Some(slot) = ranks.get_mut(index as usize) {
            *slot = rank;
        }
    }
    ranks
}

/// Lets all that is from one list hold one copy of its ids.
fn share_ids(pharmacies: &mut [Pharmacy]) {
    let mut associations: HashSet<AssociationId> = HashSet::new();
    let mut listings: HashSet<ListingId> = HashSet::new();
    for source in pharmacies.iter_mut().flat_map(|pharmacy| &mut pharmacy.sources) {
        match associations.get(&source.association) {
            Some(shared) => source.association = shared.clone(),
            None => _ = associations.insert(source.association.clone()),
        }
        match listings.get(&source.listing) {
            Some(shared) => source.listing = shared.clone(),
            None => _ = listings.insert(source.listing.clone()),
        }
    }
}
