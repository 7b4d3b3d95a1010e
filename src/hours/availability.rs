//! The answer to "does it serve": for one minute, for an instant with what comes next, and for a stretch of time.

use chrono::NaiveDateTime;

use super::{
    reason::Reason,
    state::{Basis, State},
};

/// The answer for one instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Whether it serves.
    pub state: State,
    /// What that rests on.
    pub basis: Basis,
    /// Until when the state holds, joined over midnight and over ranges that touch; `None` when it does not end within
    /// the evaluation's window or nothing is known.
    pub until: Option<NaiveDateTime>,
    /// The next *opening* (the start of the next `Open` interval after this instant); `None` when none is known within
    /// the evaluation's window.
    pub next_open: Option<NaiveDateTime>,
    /// Telephone before going: everything but a plainly stated `Open`.
    pub call_first: bool,
    /// Why, to be told to a person.
    pub reason: Reason,
    /// Whether the regular hours behind it fall into a caution period (お盆); said beside the reason
    /// ([`Reason::CAUTION_JA`]), and "call first".
    pub caution: bool,
}

/// What decides one minute: the state, what it rests on, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Verdict {
    /// The state.
    pub state: State,
    /// What that rests on.
    pub basis: Basis,
    /// Why.
    pub reason: Reason,
    /// Whether the regular hours behind it fall into a caution period (お盆).
    pub caution: bool,
}

impl Verdict {
    /// Nothing is listed.
    pub(super) const NONE: Self = Self::new(State::Unknown, Basis::None, Reason::NoHours);

    /// A verdict outside caution periods.
    pub(super) const fn new(state: State, basis: Basis, reason: Reason) -> Self {
        Self { state, basis, reason, caution: false }
    }

    /// Whether to telephone before going: always, except for a plainly stated `Open`. `caveat` is that of the reading of
    /// the regular hours (`Schedule::caveat`); a duty shift, an exception or a check-in does not rest on those.
    pub fn call_first(self, caveat: bool) -> bool {
        let rests_on_reading = self.basis >= Basis::YearEnd;
        self.state != State::Open || self.caution || (caveat && rests_on_reading)
    }
}

/// A maximal stretch of time over which the state and its basis stay the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Its start.
    pub start: NaiveDateTime,
    /// Its end, not included.
    pub end: NaiveDateTime,
    /// The state throughout.
    pub state: State,
    /// What that rests on.
    pub basis: Basis,
    /// Why.
    pub reason: Reason,
    /// Whether the regular hours behind it fall into a caution period.
    pub caution: bool,
}
