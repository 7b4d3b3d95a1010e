//! 輪番/当番: a rota told as a rotation, and the dated shifts it makes.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, Weekday};

use crate::hours::{DutyShift, TimeOfDay, TimeRange, WeekdaySet};

/// Days before the end of a roster at which that is told, the most urgent first.
pub const ROSTER_WARNINGS: [i64; 4] = [2, 7, 14, 30];

/// Which of [`ROSTER_WARNINGS`] is due for a roster that reaches so many days ahead; `None` when none is yet.
pub fn roster_warning(days_left: i64) -> Option<i64> {
    ROSTER_WARNINGS.into_iter().find(|days| days_left <= *days)
}

/// The days a rotation counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DutyDays {
    /// Every day (`daily`).
    Daily,
    /// Sundays and national holidays (`holiday`), the days of a 休日当番.
    SundaysAndHolidays,
    /// Certain weekdays (`mon`, `sat`), whether a holiday or not.
    Weekdays(WeekdaySet),
}

impl DutyDays {
    /// The days of that name: `daily`, `holiday`, or weekdays joined by `+` (`sat`, `mon+thu`); else `None`.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "daily" => Some(Self::Daily),
            "holiday" => Some(Self::SundaysAndHolidays),
            days => days
                .split('+')
                .map(|day| day.parse::<Weekday>().ok().filter(|_| day.len() == 3).map(WeekdaySet::of))
                .try_fold(WeekdaySet::NONE, |set, day| Some(set.union(day?)))
                .map(Self::Weekdays),
        }
    }

    /// Whether `date` is one of them; `is_holiday` knows the national holidays.
    pub fn contains(self, date: NaiveDate, is_holiday: impl Fn(NaiveDate) -> bool) -> bool {
        match self {
            Self::Daily => true,
            Self::SundaysAndHolidays => date.weekday() == Weekday::Sun || is_holiday(date),
            Self::Weekdays(days) => days.contains(date.weekday()),
        }
    }
}

/// One pharmacy's place in a rota: of the days counted, every `every`th is its turn.
///
/// ```
/// use chrono::NaiveDate;
/// use yoruyaku::directory::{DutyDays, DutyRotation};
///
/// // Group B of three: the second Sunday or holiday, and every third after it.
/// let range = "09:00-17:00".parse()?;
/// let group_b = DutyRotation::new(DutyDays::SundaysAndHolidays, range, 3, 1).expect("1 is below 3");
/// let start = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date"); // a Sunday; the 23rd is a holiday
/// let shifts = group_b.shifts(start, 28, |date| date == start.succ_opt().expect("not the last day"));
/// assert_eq!(shifts.iter().map(|s| s.start().to_string()).collect::<Vec<_>>(), ["2026-11-23 09:00:00", "2026-12-13 09:00:00"]);
/// # Ok::<(), yoruyaku::hours::ParseTimeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DutyRotation {
    days: DutyDays,
    range: TimeRange,
    every: u32,
    offset: u32,
}

impl DutyRotation {
    /// A turn of `range` on each `every`th of `days`, beginning with the one numbered `offset` from 0.
    ///
    /// `None` unless `offset` is below `every`.
    pub fn new(days: DutyDays, range: TimeRange, every: u32, offset: u32) -> Option<Self> {
        (offset < every).then_some(Self { days, range, every, offset })
    }

    /// The shifts that begin within `days` days from `start`, in order.
    ///
    /// The days are counted from `start`, so the same start gives the same rota, and of rotations with the same days,
    /// range and `every`, each day falls to exactly one offset.
    pub fn shifts(&self, start: NaiveDate, days: u32, is_holiday: impl Fn(NaiveDate) -> bool) -> Vec<DutyShift> {
        start
            .iter_days()
            .take(days as usize)
            .filter(|date| self.days.contains(*date, &is_holiday))
            .zip((0..self.every).cycle())
            .filter(|(_, turn)| *turn == self.offset)
            .filter_map(|(date, _)| DutyShift::new(at(date, self.range.start())?, at(date, self.range.end())?))
            .collect()
    }
}

/// The instant of a day's time, which may lie on the next day; `None` past the end of the calendar.
fn at(date: NaiveDate, time: TimeOfDay) -> Option<NaiveDateTime> {
    let (days, hour) = (u64::from(time.hour() / 24), u32::from(time.hour() % 24));
    date.checked_add_days(Days::new(days))?.and_hms_opt(hour, time.minute().into(), 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[track_caller]
    fn check(days: &str, range: &str, every: u32, offset: u32, expected: &[&str]) {
        let rotation =
            DutyRotation::new(DutyDays::from_name(days).unwrap(), range.parse().unwrap(), every, offset).unwrap();
        let holiday = |d| d == date("2026-11-23");
        let shifts = rotation.shifts(date("2026-11-20"), 14, holiday);
        let told: Vec<_> = shifts.iter().map(|s| format!("{} {}", s.start(), s.end())).collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn the_end_of_a_roster_is_told_ever_more_urgently() {
        let told = [31, 30, 15, 14, 8, 7, 3, 2, 0, -5].map(roster_warning);
        let due = [None, Some(30), Some(30), Some(14), Some(14), Some(7), Some(7), Some(2), Some(2), Some(2)];
        assert_eq!(told, due);
    }

    #[test]
    fn sundays_and_holidays_rotate() {
        let range = "09:00-17:00";
        check("holiday", range, 3, 0, &["2026-11-22 09:00:00 2026-11-22 17:00:00"]);
        check("holiday", range, 3, 1, &["2026-11-23 09:00:00 2026-11-23 17:00:00"]);
        check("holiday", range, 3, 2, &["2026-11-29 09:00:00 2026-11-29 17:00:00"]);
    }

    #[test]
    fn a_night_ends_the_next_morning() {
        check(
            "daily",
            "20:00-32:00",
            10,
            3,
            &["2026-11-23 20:00:00 2026-11-24 08:00:00", "2026-12-03 20:00:00 2026-12-04 08:00:00"],
        );
    }

    #[test]
    fn weekdays_are_counted_together() {
        check(
            "sat+mon",
            "18:00-24:00",
            2,
            1,
            &["2026-11-23 18:00:00 2026-11-24 00:00:00", "2026-11-30 18:00:00 2026-12-01 00:00:00"],
        );
    }

    #[test]
    fn names_that_are_no_days_are_refused() {
        for wrong in ["", "日", "saturday", "sat+", "weekly", "sat,sun"] {
            assert_eq!(DutyDays::from_name(wrong), None, "{wrong}");
        }
        assert!(DutyRotation::new(DutyDays::Daily, TimeRange::WHOLE_DAY, 3, 3).is_none());
        assert!(DutyRotation::new(DutyDays::Daily, TimeRange::WHOLE_DAY, 0, 0).is_none());
    }

    proptest! {
        #[test]
        fn each_day_falls_to_exactly_one_pharmacy(every in 1u32..12, days in 0u32..200, start in 0u64..4000) {
            let start = date("2020-01-01") + Days::new(start);
            let holiday = |d: NaiveDate| d.day() == 3;
            let mut told: Vec<_> = (0..every)
                .filter_map(|offset| DutyRotation::new(DutyDays::SundaysAndHolidays, TimeRange::WHOLE_DAY, every, offset))
                .flat_map(|rotation| rotation.shifts(start, days, holiday))
                .map(|shift| shift.start().date())
                .collect();
            told.sort_unstable();
            let expected: Vec<_> = start
                .iter_days()
                .take(days as usize)
                .filter(|d| d.weekday() == Weekday::Sun || d.day() == 3)
                .collect();
            prop_assert_eq!(told, expected);
        }
    }
}
