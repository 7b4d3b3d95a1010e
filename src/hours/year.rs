//! Parts of every year, and the hours that hold in them.

use chrono::{Datelike, NaiveDate};

use super::{week::DayHours, weekdays::WeekdaySet};

/// A day of any year; 02-29 only matches in leap years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonthDay {
    month: u8,
    day: u8,
}

impl MonthDay {
    /// `None` unless some year has that day.
    pub fn new(month: u8, day: u8) -> Option<Self> {
        NaiveDate::from_ymd_opt(2024, month.into(), day.into()).map(|_| Self { month, day })
    }

    /// The day of the year that `date` is.
    pub fn of(date: NaiveDate) -> Self {
        Self { month: date.month() as u8, day: date.day() as u8 }
    }

    /// Reads `12-30`: month and day, two digits each.
    pub fn from_text(text: &str) -> Option<Self> {
        let (month, day) = text.split_once('-')?;
        let number = |text: &str| {
            let is_two = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
            is_two.then(|| text.parse().ok()).flatten()
        };
        Self::new(number(month)?, number(day)?)
    }

    /// 1–12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// 1–31.
    pub fn day(self) -> u8 {
        self.day
    }
}

/// A part of every year, both ends included; it may run over the year's end (12-29 to 01-03).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YearPeriod {
    /// Its first day.
    pub from: MonthDay,
    /// Its last day.
    pub to: MonthDay,
}

impl YearPeriod {
    /// Reads its first and last day, `12-30` and `01-04`.
    pub fn from_days(from: &str, to: &str) -> Option<Self> {
        Some(Self { from: MonthDay::from_text(from)?, to: MonthDay::from_text(to)? })
    }

    /// Its first and last day as [`Self::from_days`] reads them.
    pub fn days_text(self) -> (String, String) {
        let text = |day: MonthDay| format!("{:02}-{:02}", day.month, day.day);
        (text(self.from), text(self.to))
    }

    /// The days about the turn of the year, wide enough for any area's 年末年始.
    pub(super) fn turn_of_the_year() -> Option<Self> {
        Some(Self { from: MonthDay::new(12, 24)?, to: MonthDay::new(1, 10)? })
    }

    /// Whether `date` lies in it.
    pub fn contains(self, date: NaiveDate) -> bool {
        self.contains_day(MonthDay::of(date))
    }

    /// Whether the day of the year lies in it.
    pub fn contains_day(self, day: MonthDay) -> bool {
        if self.from <= self.to { (self.from..=self.to).contains(&day) } else { day >= self.from || day <= self.to }
    }

    /// How many days it has in a leap year, 1–366.
    pub fn days(self) -> u16 {
        let number = |day: MonthDay| {
            let date = NaiveDate::from_ymd_opt(2024, day.month.into(), day.day.into());
            date.map_or(0, |date| date.ordinal0() as u16)
        };
        (number(self.to) + 366 - number(self.from)) % 366 + 1
    }
}

/// Hours of a part of every year, in place of the regular ones: "Dec 29-Jan 03 off", "Dec-Feb Mo-Fr 07:00-17:00".
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct YearlyRule {
    /// When in the year.
    pub period: YearPeriod,
    /// The weekdays it is about; all seven when the text names none.
    pub weekdays: WeekdaySet,
    /// The hours then.
    pub hours: DayHours,
}

impl YearlyRule {
    /// Whether it speaks of the dates themselves, so that it outranks 年末年始 and holidays ("12/29-1/3休", "8/15 9:00-13:00").
    ///
    /// Hours for a month or longer, or for certain weekdays of so long a time, are a season's ordinary hours ("冬季は17時
    /// まで"), which say nothing of the holidays within the season; closing for so long says it of every date.
    pub fn names_dates(&self) -> bool {
        let is_short = self.period.days() < 28;
        is_short || (self.weekdays == WeekdaySet::ALL && !matches!(self.hours, DayHours::Open(_)))
    }
}

#[cfg(test)]
#[path = "year_tests.rs"]
mod tests;
