//! What can be asked, and the shape of an answer.

use chrono::NaiveDateTime;

use crate::{
    directory::{AssociationId, Membership, Pharmacy, Position, Service},
    hours::{State, Status},
};

/// Around a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    /// The point.
    pub position: Position,
    /// Metres; `None` for the nearest wherever they are.
    pub radius_m: Option<f64>,
}

/// A rectangle of degrees; `west > east` runs over the 180th meridian.
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

/// The order of an answer; ties are broken by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Sort {
    /// Nearest first; without `near`, by name.
    #[default]
    Distance,
    /// The one open longest first.
    Closing,
    /// By kana, else by name.
    Name,
}

/// One question; every part narrows the answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Around a point.
    pub near: Option<Near>,
    /// Within a rectangle.
    pub bbox: Option<BoundingBox>,
    /// Within a municipality, by its five-digit code.
    pub area: Option<String>,
    /// Words of name, kana, address or association, folded before comparing.
    pub text: Option<String>,
    /// The instant asked about, Japan's civil time.
    pub at: NaiveDateTime,
    /// Open through: one of `states` for all of `at` to here.
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
    /// The order.
    pub sort: Sort,
    /// How many at most, 1–100.
    pub limit: usize,
    /// Go on after this place, as given in [`Found::next`].
    pub after: Option<String>,
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

/// An answer.
#[derive(Clone, Debug)]
pub struct Found<'a> {
    /// The pharmacies, in order.
    pub hits: Vec<Hit<'a>>,
    /// Where to go on; `None` at the end.
    pub next: Option<String>,
    /// The earliest instant after `at` at which the state of any hit changes.
    pub changes_at: Option<NaiveDateTime>,
}
