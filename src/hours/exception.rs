//! What differs from the regular week: a dated exception, a duty shift, a crisis check-in.

use chrono::{NaiveDate, NaiveDateTime};

use super::week::DayHours;

/// 臨時休業 / 臨時開局: the hours of one date, in place of everything regular.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DateException {
    /// The civil date in Japan on which its ranges begin.
    pub on: NaiveDate,
    /// The hours then; `Unstated` says "the regular hours do not hold, ask".
    pub hours: DayHours,
    /// Why, in the source's words; empty when not said.
    pub reason: String,
}

/// 輪番/当番: one shift of duty, from instant to instant in Japan's civil time; it may run past midnight or over days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DutyShift {
    start: NaiveDateTime,
    end: NaiveDateTime,
}

impl DutyShift {
    /// The shift from `start` to `end` (not included); `None` when it ends before or as it begins.
    pub fn new(start: NaiveDateTime, end: NaiveDateTime) -> Option<Self> {
        (start < end).then_some(Self { start, end })
    }

    /// When it begins.
    pub fn start(self) -> NaiveDateTime {
        self.start
    }

    /// When it ends, not included.
    pub fn end(self) -> NaiveDateTime {
        self.end
    }
}

/// 災害時登録: a pharmacy's own word during a crisis; it outranks everything while it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CrisisCheckIn {
    /// Open, answering by telephone, or closed; `Unknown` withdraws every other statement.
    pub state: super::state::State,
    /// From when it holds.
    pub from: NaiveDateTime,
    /// When it expires, not included.
    pub until: NaiveDateTime,
}
