//! What can be asked, and the shape of an answer.

use chrono::{NaiveDateTime, TimeDelta};

use super::Cursor;
use crate::{
    directory::{AssociationId, Membership, Pharmacy, PharmacyId, Position, Service},
    hours::{State, Status},
};

/// The most results one question gets.
pub const MAX_LIMIT: usize = 100;
/// The results a question gets that names no number.
pub const DEFAULT_LIMIT: usize = 20;
/// The widest radius, metres; a wider one is cut to it.
pub const MAX_RADIUS_M: f64 = 50_000.0;
/// The longest search text, characters; the rest is not looked at.
pub const MAX_TEXT_CHARS: usize = 200;
/// The longest time "open through" is asked about, hours: a week. What is past the compiled days is reckoned anew for every
/// candidate, so that a year of it would take as long as thousands of other questions.
pub const MAX_THROUGH_H: i64 = 7 * 24;
/// "Closing soon" means: closing within this many minutes.
pub const CLOSING_SOON_MIN: i64 = 60;

/// Around a point. Pharmacies of which only the municipality is known are not near anything and never answer it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    /// The point.
    pub position: Position,
    /// Metres, to [`MAX_RADIUS_M`]; a pharmacy at exactly that distance is within. `None` for the nearest wherever they are;
    /// in another order than by distance, for all within [`MAX_RADIUS_M`].
    pub radius_m: Option<f64>,
}

/// A rectangle of degrees, its edges included; `west > east` runs over the 180th meridian.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BoundingBox {
    /// Western edge.
    pub west: f64,
    /// Southern edge.
    pub south: f64,
    /// Eastern edge.
    pub east: f64,
    /// Northern edge.
    pub north: f64,
}

impl BoundingBox {
    /// `None` unless latitudes are within ±90 with `south <= north`, longitudes within ±180, and all are finite.
    pub fn new(west: f64, south: f64, east: f64, north: f64) -> Option<Self> {
        let degrees = 180.0;
        let fits = [west, east].iter().all(|lon| (-degrees..=degrees).contains(lon))
            && [south, north].iter().all(|lat| (-90.0..=90.0).contains(lat))
            && south <= north;
        fits.then_some(Self { west, south, east, north })
    }

    /// Whether the position lies in it or on its edge.
    pub fn contains(&self, position: Position) -> bool {
        let (lat, lon) = (position.lat(), position.lon());
        let in_lon = if self.west <= self.east {
            (self.west..=self.east).contains(&lon)
        } else {
            lon >= self.west || lon <= self.east
        };
        in_lon && (self.south..=self.north).contains(&lat)
    }
}

/// The order of an answer; ties are broken by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Sort {
    /// Nearest first; without `near`, the best match of `text` first; without both, by name.
    #[default]
    Distance,
    /// The one open longest first, then the one on call longest, then unknown, then the one that opens again soonest.
    Closing,
    /// By kana, else by name.
    Name,
}

/// One question; every part narrows the answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Among these; empty for all. One that is not in the directory is not in the answer.
    pub ids: Vec<PharmacyId>,
    /// Around a point.
    pub near: Option<Near>,
    /// Within a rectangle.
    pub bbox: Option<BoundingBox>,
    /// Within a municipality, by its five-digit code, or a prefecture, by its two digits; see [`super::Snapshot::area`].
    pub area: Option<String>,
    /// Words of name, kana, address or association, folded before comparing; all of them must be found.
    pub text: Option<String>,
    /// The instant asked about, Japan's civil time; fractions of a second are dropped.
    pub at: NaiveDateTime,
    /// Open through: one of `states` for all of `at` to here. Without `states` it asks for [`State::Open`].
    pub until: Option<NaiveDateTime>,
    /// The states wanted; none means any.
    pub states: Vec<State>,
    /// Services wanted, all of them.
    pub services: Vec<Service>,
    /// On this association's list.
    pub association: Option<AssociationId>,
    /// Member or not.
    pub membership: Option<Membership>,
    /// Only answers that rest on stated hours without a caveat.
    pub stated_only: bool,
    /// Only those open now that close within [`CLOSING_SOON_MIN`].
    pub closing_soon: bool,
    /// The order.
    pub sort: Sort,
    /// How many at most, 1–100; other numbers are cut to that.
    pub limit: usize,
    /// Go on after this place, as given in [`Found::next`].
    pub after: Option<Cursor>,
}

impl Question {
    /// Everything, in any state, at this instant: what the other parts then narrow.
    pub fn at(at: NaiveDateTime) -> Self {
        Self {
            ids: Vec::new(),
            near: None,
            bbox: None,
            area: None,
            text: None,
            at,
            until: None,
            states: Vec::new(),
            services: Vec::new(),
            association: None,
            membership: None,
            stated_only: false,
            closing_soon: false,
            sort: Sort::default(),
            limit: DEFAULT_LIMIT,
            after: None,
        }
    }
}

/// One pharmacy of an answer.
#[derive(Clone, Debug)]
pub struct Hit<'a> {
    /// Where the pharmacy stands among all of the snapshot, 0 to their number: a key for what is prepared per pharmacy.
    pub index: usize,
    /// The pharmacy.
    pub pharmacy: &'a Pharmacy,
    /// Metres from `near`, when asked.
    pub distance_m: Option<f64>,
    /// Its state at the asked instant.
    pub status: Status,
}

impl Hit<'_> {
    /// Whether it is open and closes within [`CLOSING_SOON_MIN`] of `at`.
    pub fn closes_soon(&self, at: NaiveDateTime) -> bool {
        closes_soon(self.status.state, self.status.until, at)
    }
}

/// Whether a state that holds until then is an opening that ends within [`CLOSING_SOON_MIN`] of `at`.
pub(super) fn closes_soon(state: State, until: Option<NaiveDateTime>, at: NaiveDateTime) -> bool {
    state == State::Open && until.is_some_and(|until| until - at <= TimeDelta::minutes(CLOSING_SOON_MIN))
}

/// How many pharmacies are in each state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct StateCounts {
    /// Open.
    pub open: usize,
    /// On call.
    pub on_call: usize,
    /// Closed.
    pub closed: usize,
    /// Unknown.
    pub unknown: usize,
}

impl StateCounts {
    /// How many are in this state.
    pub fn of(&self, state: State) -> usize {
        match state {
            State::Open => self.open,
            State::OnCall => self.on_call,
            State::Closed => self.closed,
            State::Unknown => self.unknown,
        }
    }

    /// Counts one more.
    pub fn add(&mut self, state: State) {
        *match state {
            State::Open => &mut self.open,
            State::OnCall => &mut self.on_call,
            State::Closed => &mut self.closed,
            State::Unknown => &mut self.unknown,
        } += 1;
    }
}

/// How much there is beyond one page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Counts {
    /// How many pharmacies answer the question, on all pages together.
    pub matching: usize,
    /// How many there are in each state when nothing is asked of time: `states`, `until`, `stated_only` and `closing_soon`
    /// left out. So a page can say "and five whose hours are not known".
    pub by_state: StateCounts,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Found<'a> {
    /// The pharmacies, in order.
    pub hits: Vec<Hit<'a>>,
    /// Where to go on; `None` at the end.
    pub next: Option<Cursor>,
    /// How many there are in all; `None` for the nearest without radius, where the search ends as soon as it has enough.
    pub counts: Option<Counts>,
    /// An instant after `at` before which the same question gets the same answer from this snapshot: never later than the
    /// next change of state of anything that is in the answer or could come into it. `None` when nothing is known to change.
    pub changes_at: Option<NaiveDateTime>,
}
