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
#[path = "duty_tests.rs"]
mod tests;
