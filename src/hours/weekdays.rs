//! Sets of weekdays, and of their occurrences within a month.

use chrono::{Datelike, Days, NaiveDate, Weekday};

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
}
