//! Which half-hours of the week, and of a holiday, have an open pharmacy: compared before and after a publication.
//!
//! Only hours of every week count: "第1・3土曜" leaves a Saturday uncovered, and duty shifts don't come from lists.

use chrono::Weekday;
use serde::{Deserialize, Serialize};

use crate::{
    directory::Facts,
    hours::{DayHours, TimeRange, WEEKDAYS},
};

/// Half-hours of a day.
const SLOTS: usize = 48;
/// Monday to Sunday, and national holidays.
const DAYS: usize = 8;
/// Their names, in order.
const NAMES: [&str; DAYS] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "holiday"];

/// How many half-hours of the area's week have an open pharmacy, before and after, and which change.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CoverageReport {
    /// Half-hours with an open pharmacy by what is published, of 384 (seven days and a holiday).
    pub before: usize,
    /// The same once this list is published.
    pub after: usize,
    /// Times that lose their last open pharmacy.
    pub lost: Vec<CoverageSpan>,
    /// Times that gain their first.
    pub gained: Vec<CoverageSpan>,
}

/// A stretch of one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverageSpan {
    /// `mon` … `sun`, `holiday`.
    pub day: String,
    /// When it begins, `18:00`.
    pub from: String,
    /// When it ends, `24:00` at most.
    pub until: String,
}

/// The half-hours that have an open pharmacy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Covered([[bool; SLOTS]; DAYS]);

impl Covered {
    /// None.
    pub(super) const NONE: Self = Self([[false; SLOTS]; DAYS]);

    /// Those, and those in which a pharmacy of these facts is open.
    pub(super) fn add(&mut self, facts: &Facts) {
        let Some(week) = facts.hours.as_ref().and_then(|hours| hours.reading.week.as_ref()) else { return };
        for (day, at) in WEEKDAYS.into_iter().zip(0..) {
            self.add_day(at, Some(following(day)), week.weekday(day));
        }
        // What follows a holiday is any day, so a night that runs past its midnight counts for the holiday only.
        self.add_day(DAYS - 1, None, &week.holiday);
    }

    fn add_day(&mut self, day: usize, next: Option<usize>, hours: &DayHours) {
        for range in hours.ranges() {
            for slot in slots(*range) {
                let (day, slot) = if slot < SLOTS { (Some(day), slot) } else { (next, slot - SLOTS) };
                let place = day.and_then(|day| self.0.get_mut(day)).and_then(|day| day.get_mut(slot));
                if let Some(place) = place {
                    *place = true;
                }
            }
        }
    }

    fn count(&self) -> usize {
        self.0.iter().flatten().filter(|covered| **covered).count()
    }

    /// The stretches that are covered here and not in `other`.
    fn without(&self, other: &Self) -> Vec<CoverageSpan> {
        let mut spans = Vec::new();
        for ((own, others), name) in self.0.iter().zip(&other.0).zip(NAMES) {
            let mut begun: Option<usize> = None;
            let differs = own.iter().zip(others).map(|(own, other)| *own && !*other);
            for (slot, differs) in differs.chain([false]).enumerate() {
                match (begun, differs) {
                    (None, true) => begun = Some(slot),
                    (Some(from), false) => {
                        spans.push(CoverageSpan { day: name.to_owned(), from: clock(from), until: clock(slot) });
                        begun = None;
                    }
                    _ => {}
                }
            }
        }
        spans
    }
}

impl CoverageReport {
    /// What changes from `before` to `after`.
    pub(super) fn new(before: &Covered, after: &Covered) -> Self {
        let (lost, gained) = (before.without(after), after.without(before));
        Self { before: before.count(), after: after.count(), lost, gained }
    }
}

fn following(day: Weekday) -> usize {
    day.succ().num_days_from_monday() as usize
}

/// The whole half-hours of a range, counted from its day's midnight.
fn slots(range: TimeRange) -> std::ops::Range<usize> {
    usize::from(range.start().minutes()).div_ceil(30)..usize::from(range.end().minutes()) / 30
}

fn clock(slot: usize) -> String {
    format!("{:02}:{:02}", slot / 2, slot % 2 * 30)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        directory::StatedHours,
        hours::{Reading, ReadingClass, WeeklyHours},
    };

    fn covered(weeks: &[&str]) -> Covered {
        let mut covered = Covered::NONE;
        for text in weeks {
            let week: WeeklyHours = text.parse().unwrap();
            let reading =
                Reading { class: ReadingClass::Exact, holiday: week.holiday.clone(), week: Some(week), notes: vec![] };
            let hours = Some(Arc::new(StatedHours { text: (*text).to_owned(), reading }));
            covered.add(&Facts { hours, ..Facts::default() });
        }
        covered
    }

    #[track_caller]
    fn check(before: &[&str], after: &[&str], lost: &[&str], gained: &[&str]) {
        let report = CoverageReport::new(&covered(before), &covered(after));
        let told = |spans: &[CoverageSpan]| -> Vec<String> {
            spans.iter().map(|span| format!("{} {}-{}", span.day, span.from, span.until)).collect()
        };
        assert_eq!((told(&report.lost), told(&report.gained)), (strings(lost), strings(gained)));
        let [before, after] = [report.before, report.after].map(|half_hours| i64::try_from(half_hours).unwrap());
        assert_eq!(after - before, half_hours(&report.gained) - half_hours(&report.lost));
    }

    fn strings(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    fn half_hours(spans: &[CoverageSpan]) -> i64 {
        let slot = |text: &str| {
            let (hour, minute) = text.split_once(':').unwrap();
            hour.parse::<i64>().unwrap() * 2 + minute.parse::<i64>().unwrap() / 30
        };
        spans.iter().map(|span| slot(&span.until) - slot(&span.from)).sum()
    }

    #[test]
    fn the_last_open_pharmacy_counts() {
        let day = "Mo-Fr 09:00-18:00";
        check(&[day, "Mo 17:00-20:00"], &[day], &["mon 18:00-20:00"], &[]);
        check(&[day, day], &[day], &[], &[]);
        check(&[], &["We 09:00-10:00; PH 10:00-12:00"], &[], &["wed 09:00-10:00", "holiday 10:00-12:00"]);
    }

    #[test]
    fn a_night_belongs_to_the_next_day_too() {
        check(&["Su 22:00-26:00"], &[], &["mon 00:00-02:00", "sun 22:00-24:00"], &[]);
    }

    #[test]
    fn certain_weeks_and_parts_of_half_hours_do_not_count() {
        check(&["Sa[1,3] 09:00-13:00"], &[], &[], &[]);
        check(&["Tu 09:10-09:50"], &[], &[], &[]);
        check(&["Tu 09:10-10:10"], &[], &["tue 09:30-10:00"], &[]);
    }
}
