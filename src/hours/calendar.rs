//! What the days themselves are: holidays, year-end, cautions; and minutes to count in.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike, Weekday};

use super::{
    holidays::Holidays,
    time::DAY_MIN,
    week::{MonthDay, NthSet, YearPeriod},
};

/// What an evaluation must know of the days themselves.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// National holidays, with their horizon.
    pub holidays: Holidays,
    /// 年末年始, 12-29 to 01-03 unless the area says otherwise.
    pub year_end: YearPeriod,
    /// Times when many pharmacies close though no holiday says so (お盆 08-13 to 08-16): a caution, not a state.
    pub caution: Vec<YearPeriod>,
}

impl Calendar {
    /// Japan's: the law's holidays, 年末年始 from 12-29 to 01-03, and お盆 from 08-13 to 08-16 as a caution.
    pub fn japan() -> Self {
        Self {
            holidays: Holidays::japan(),
            year_end: period((12, 29), (1, 3)),
            caution: vec![period((8, 13), (8, 16))],
        }
    }
}

fn period(from: (u8, u8), to: (u8, u8)) -> YearPeriod {
    let day = |(month, day)| MonthDay::new(month, day).expect("a day of every year");
    YearPeriod { from: day(from), to: day(to) }
}

/// Minutes since the midnight that began the Common Era, in Japan's civil time.
pub(super) type Minute = i64;

/// The minute an instant lies in.
pub(super) fn minute_of(at: NaiveDateTime) -> Minute {
    let day = Minute::from(at.date().num_days_from_ce());
    day * Minute::from(DAY_MIN) + Minute::from(at.num_seconds_from_midnight() / 60)
}

/// The first minute not before an instant.
pub(super) fn minute_after(at: NaiveDateTime) -> Minute {
    minute_of(at) + Minute::from(at.second() > 0 || at.nanosecond() > 0)
}

/// The instant a minute begins; `None` outside the years that can be counted.
pub(super) fn instant(minute: Minute) -> Option<NaiveDateTime> {
    let day_min = Minute::from(DAY_MIN);
    let date = NaiveDate::from_num_days_from_ce_opt(i32::try_from(minute.div_euclid(day_min)).ok()?)?;
    let of_day = minute.rem_euclid(day_min) as u32;
    date.and_hms_opt(of_day / 60, of_day % 60, 0)
}

/// What the calendar knows of one date; looked up once for all schedules.
#[derive(Clone, Copy, Debug)]
pub(super) struct Day {
    pub date: NaiveDate,
    /// Its first minute.
    pub start: Minute,
    pub weekday: Weekday,
    pub nth: NthSet,
    pub of_year: MonthDay,
    pub kind: Kind,
    pub is_caution: bool,
}

/// What a date is besides its weekday; of several, the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Past the horizon, or before the first year known: whether it is a holiday is not known.
    Unknown,
    YearEnd,
    Holiday,
    Ordinary,
}

impl Day {
    pub fn new(date: NaiveDate, calendar: &Calendar) -> Self {
        let kind = if !calendar.holidays.knows(date) {
            Kind::Unknown
        } else if calendar.year_end.contains(date) {
            Kind::YearEnd
        } else if calendar.holidays.name(date).is_some() {
            Kind::Holiday
        } else {
            Kind::Ordinary
        };
        Self {
            date,
            start: Minute::from(date.num_days_from_ce()) * Minute::from(DAY_MIN),
            weekday: date.weekday(),
            nth: NthSet::of(date),
            of_year: MonthDay::of(date),
            kind,
            is_caution: calendar.caution.iter().any(|period| period.contains(date)),
        }
    }
}
