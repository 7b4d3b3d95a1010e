//! Dated facts, as written.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::{DayHoursText, JapanTime};
use crate::hours::{DateException, DutyShift};

/// A date on which a pharmacy differs from its week.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DateException)]
pub struct ExceptionView<'a> {
    /// The date on which its hours begin.
    pub on: NaiveDate,
    /// `closed`, `unstated` (differs, telephone), or the ranges.
    #[schema(example = "closed", max_length = 200)]
    pub hours: String,
    /// Why, in the source's words; empty when not said.
    #[schema(max_length = 4000)]
    pub reason: &'a str,
}

impl<'a> From<&'a DateException> for ExceptionView<'a> {
    fn from(exception: &'a DateException) -> Self {
        Self { on: exception.on, hours: DayHoursText(&exception.hours).to_string(), reason: &exception.reason }
    }
}

/// A duty shift.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DutyShift)]
pub struct DutyShiftView {
    /// When it begins.
    pub start: JapanTime,
    /// When it ends, not included.
    pub end: JapanTime,
}

impl From<&DutyShift> for DutyShiftView {
    fn from(shift: &DutyShift) -> Self {
        Self { start: JapanTime(shift.start()), end: JapanTime(shift.end()) }
    }
}
