//! Hours, as written: the listed text first, then what was understood of it.

use std::fmt;

use serde::Serialize;
use utoipa::ToSchema;

use super::{
    BilingualView, JapanTime,
    status::{ReasonView, caution},
};
use crate::{
    directory::StatedHours,
    hours::{DayHours, Interval, ReadingNote},
};

/// Hours as listed, and what was understood.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Hours)]
pub struct HoursView<'a> {
    /// The text of the list, as written.
    #[schema(example = "月～金 9:00～19:00 土 9:00～13:00", max_length = 4000)]
    pub text: &'a str,
    /// `exact`: the text says this and nothing more. `caveat`: read the notes too. `unreadable`: only the text is sure.
    #[schema(value_type = super::super::contract::ReadingClassName)]
    pub class: &'static str,
    /// The week in OpenStreetMap's `opening_hours` form; null when the text is unreadable.
    #[schema(example = "Mo-Fr 09:00-19:00; Sa 09:00-13:00", max_length = 4000)]
    pub week: Option<String>,
    /// What is said of national holidays: `unstated`, `closed`, or the ranges.
    #[schema(example = "unstated", max_length = 200)]
    pub holiday: String,
    /// What a person has to know besides.
    #[schema(max_items = 50)]
    pub notes: Vec<NoteView<'a>>,
}

/// Something the reading leaves to a person.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HoursNote)]
pub struct NoteView<'a> {
    /// What kind of thing.
    #[schema(example = "irregular", pattern = "^[a-z0-9_]+$", max_length = 60)]
    pub code: &'a str,
    /// The words of the list it is about.
    #[schema(example = "第3土曜は休み", max_length = 4000)]
    pub text: &'a str,
}

impl<'a> From<&'a StatedHours> for HoursView<'a> {
    fn from(stated: &'a StatedHours) -> Self {
        let reading = &stated.reading;
        Self {
            text: &stated.text,
            class: reading.class.as_str(),
            week: reading.week.as_ref().map(ToString::to_string),
            holiday: DayHoursText(&reading.holiday).to_string(),
            notes: reading.notes.iter().map(NoteView::from).collect(),
        }
    }
}

impl<'a> From<&'a ReadingNote> for NoteView<'a> {
    fn from(note: &'a ReadingNote) -> Self {
        Self { code: &note.code, text: &note.text }
    }
}

/// A day's hours in one text: `unstated`, `closed` or `09:00-13:00,14:00-26:00`.
pub struct DayHoursText<'a>(pub &'a DayHours);

impl fmt::Display for DayHoursText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            DayHours::Unstated => f.write_str("unstated"),
            DayHours::Closed => f.write_str("closed"),
            DayHours::Open(ranges) => {
                for (i, range) in ranges.iter().enumerate() {
                    let comma = if i == 0 { "" } else { "," };
                    write!(f, "{comma}{range}")?;
                }
                Ok(())
            }
        }
    }
}

/// A stretch of time over which the state stays the same.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Interval)]
pub struct IntervalView {
    /// Its start.
    pub start: JapanTime,
    /// Its end, not included.
    pub end: JapanTime,
    /// The state throughout.
    #[schema(value_type = super::super::contract::StateName)]
    pub state: &'static str,
    /// What that rests on.
    #[schema(value_type = super::super::contract::BasisName)]
    pub basis: &'static str,
    /// Why.
    pub reason: ReasonView,
    /// Said when regular hours fall into a time when many close though no holiday says so (お盆); else null.
    pub caution: Option<BilingualView<'static>>,
}

impl From<&Interval> for IntervalView {
    fn from(interval: &Interval) -> Self {
        Self {
            start: JapanTime(interval.start),
            end: JapanTime(interval.end),
            state: interval.state.as_str(),
            basis: interval.basis.as_str(),
            reason: ReasonView::from(interval.reason),
            caution: caution(interval.caution),
        }
    }
}
