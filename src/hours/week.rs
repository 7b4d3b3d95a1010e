//! The regular week of a pharmacy: hours by weekday, by nth weekday of the month, by season, and on national holidays.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::time::TimeRange;

/// What is said of one day's hours.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub enum DayHours {
    /// Nothing is said; silence is not an answer and must not be shown as open or as closed.
    #[default]
    Unstated,
    /// Said to be not open (`―`, 休み, 定休日), or left out of a text that lists the opening days.
    Closed,
    /// Open for these ranges: at least one, in order, not overlapping. Build it with [`DayHours::open`].
    Open(Vec<TimeRange>),
}

impl DayHours {
    /// A day open for `ranges`, put in order; `None` when there are none or two of them overlap.
    pub fn open(mut ranges: Vec<TimeRange>) -> Option<Self> {
        ranges.sort_unstable();
        let disjoint = ranges.iter().zip(ranges.iter().skip(1)).all(|(a, b)| a.end() <= b.start());
        (!ranges.is_empty() && disjoint).then_some(Self::Open(ranges))
    }

    /// The open ranges: empty when closed or unstated.
    pub fn ranges(&self) -> &[TimeRange] {
        match self {
            Self::Open(ranges) => ranges,
            Self::Unstated | Self::Closed => &[],
        }
    }

    /// Whether anything is said of the day.
    pub fn is_stated(&self) -> bool {
        *self != Self::Unstated
    }
}

/// A set of weekdays; bit 0 is Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct WeekdaySet(u8);

impl WeekdaySet {
    /// No day.
    pub const NONE: Self = Self(0);
    /// Monday to Friday, 平日.
    pub const MONDAY_TO_FRIDAY: Self = Self(0b001_1111);
    /// All seven days.
    pub const ALL: Self = Self(0b111_1111);

    /// The set of one day.
    pub fn of(day: Weekday) -> Self {
        Self(1 << day.num_days_from_monday())
    }

    /// Whether `day` is in the set.
    pub fn contains(self, day: Weekday) -> bool {
        self.0 & Self::of(day).0 != 0
    }

    /// Whether no day is in the set.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The days of either set.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The days of this set that are not in `other`.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The days of both sets.
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Its days from Monday to Sunday.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        WEEKDAYS.into_iter().filter(move |day| self.contains(*day))
    }
}

impl FromIterator<Weekday> for WeekdaySet {
    fn from_iter<I: IntoIterator<Item = Weekday>>(days: I) -> Self {
        days.into_iter().fold(Self::NONE, |set, day| set.union(Self::of(day)))
    }
}

/// Monday to Sunday.
pub const WEEKDAYS: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// Which occurrences of a weekday in its month are meant: the 1st to the 5th, the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct NthSet(u8);

impl NthSet {
    /// No occurrence.
    pub const NONE: Self = Self(0);
    /// The last one of the month (最終土曜).
    pub const LAST: Self = Self(1 << 5);

    /// The `nth` occurrence, 1–5; `None` for any other number.
    pub fn nth(nth: u8) -> Option<Self> {
        (1..=5).contains(&nth).then(|| Self(1 << (nth - 1)))
    }

    /// The occurrences of either set.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The occurrences of both sets.
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The occurrences of this set that are not in `other`.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether no occurrence is meant.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The numbered occurrences in it, 1–5, in order; the last one is told by [`NthSet::has_last`].
    pub fn numbers(self) -> impl Iterator<Item = u8> {
        (1..=5).filter(move |n| self.0 & (1 << (n - 1)) != 0)
    }

    /// Whether the last occurrence of the month is meant.
    pub fn has_last(self) -> bool {
        self.0 & Self::LAST.0 != 0
    }

    /// Whether `date`'s weekday occurrence within its month is meant.
    pub fn contains(self, date: NaiveDate) -> bool {
        !self.intersection(Self::of(date)).is_empty()
    }

    /// Which occurrence of its weekday `date` is within its month, "the last" included.
    pub fn of(date: NaiveDate) -> Self {
        let nth = Self(1 << (date.day0() / 7));
        let in_a_week = date.checked_add_days(Days::new(7));
        if in_a_week.is_some_and(|later| later.month() == date.month()) { nth } else { nth.union(Self::LAST) }
    }
}

/// Hours of certain weeks of the month, in place of the weekday's own (第1・3土曜 9:00–13:00).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NthWeekday {
    /// The weekday it is about.
    pub weekday: Weekday,
    /// Which of the month.
    pub nth: NthSet,
    /// The hours then; `Unstated` when the text names the day but not certain hours.
    pub hours: DayHours,
}

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

/// The regular hours of a pharmacy.
///
/// The most special statement wins: a yearly rule that names its dates, then 年末年始 and the holiday entry (known to
/// the calendar), then a season's hours, then an nth weekday, then the weekday. Of two rules of one kind that both match
/// a day, the later wins.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct WeeklyHours {
    /// Monday to Sunday.
    pub weekdays: [DayHours; 7],
    /// Certain weeks of the month.
    pub nth: Vec<NthWeekday>,
    /// National holidays (祝日法 3条, substitutes and sandwiched days included); `Unstated` is the usual case.
    pub holiday: DayHours,
    /// Parts of every year.
    pub yearly: Vec<YearlyRule>,
}

impl WeeklyHours {
    /// The hours of a weekday, without its nth and yearly rules.
    pub fn weekday(&self, day: Weekday) -> &DayHours {
        let [mon, tue, wed, thu, fri, sat, sun] = &self.weekdays;
        match day {
            Weekday::Mon => mon,
            Weekday::Tue => tue,
            Weekday::Wed => wed,
            Weekday::Thu => thu,
            Weekday::Fri => fri,
            Weekday::Sat => sat,
            Weekday::Sun => sun,
        }
    }

    /// The hours of a weekday, to be changed.
    pub fn weekday_mut(&mut self, day: Weekday) -> &mut DayHours {
        let [mon, tue, wed, thu, fri, sat, sun] = &mut self.weekdays;
        match day {
            Weekday::Mon => mon,
            Weekday::Tue => tue,
            Weekday::Wed => wed,
            Weekday::Thu => thu,
            Weekday::Fri => fri,
            Weekday::Sat => sat,
            Weekday::Sun => sun,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nth_counts_within_the_month() {
        let date = |d| NaiveDate::from_ymd_opt(2026, 11, d).unwrap();
        let second = NthSet::nth(2).unwrap();
        assert!(second.contains(date(14)) && !second.contains(date(7)) && !second.contains(date(15)));
        assert!(NthSet::LAST.contains(date(28)) && NthSet::LAST.contains(date(30)) && !NthSet::LAST.contains(date(21)));
        assert_eq!(NthSet::nth(6), None);
    }

    #[test]
    fn a_period_may_run_over_the_years_end() {
        let period = YearPeriod { from: MonthDay::new(12, 29).unwrap(), to: MonthDay::new(1, 3).unwrap() };
        let on = |y, m, d| period.contains(NaiveDate::from_ymd_opt(y, m, d).unwrap());
        assert!(on(2026, 12, 29) && on(2027, 1, 1) && on(2027, 1, 3));
        assert!(!on(2026, 12, 28) && !on(2027, 1, 4) && !on(2026, 7, 1));
        assert_eq!(MonthDay::new(2, 30), None);
        assert_eq!(period.days(), 6);
    }

    #[test]
    fn a_rule_for_dates_is_told_from_a_season() {
        let names_dates = |text: &str| text.parse::<WeeklyHours>().unwrap().yearly[0].names_dates();
        assert!(names_dates("Dec 29-Jan 03 Sa off") && names_dates("Aug 15 09:00-13:00") && names_dates("Aug off"));
        assert!(!names_dates("Dec-Feb 07:00-17:00") && !names_dates("Jul-Aug Sa off"));
    }
}
