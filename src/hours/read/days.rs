//! Day expressions: 月～水・金, 第1・3土, 平日（木を除く）, 祝日を除く月～土, 日(隔週).

use chrono::Weekday;

use super::{
    super::week::{NthSet, WeekdaySet},
    token::{Ordinal, Rough},
};

/// Saturday and Sunday, the days that rosters and alternate weeks are about.
pub(super) const WEEKEND: [Weekday; 2] = [Weekday::Sat, Weekday::Sun];

/// The days an expression names.
#[expect(clippy::struct_excessive_bools, reason = "each tells of one thing that a text may say")]
#[derive(Clone, Debug, Default)]
pub(super) struct Days {
    /// Every such weekday.
    pub(super) plain: WeekdaySet,
    /// Those of `plain` that only a range or a word for many days covers; a later word on one of them is the more exact.
    pub(super) ranged: WeekdaySet,
    /// Certain weeks only.
    pub(super) nth: Vec<(Weekday, NthSet)>,
    /// National holidays.
    pub(super) holiday: bool,
    /// 毎日, 年中無休: holidays are meant too.
    pub(super) every: bool,
    /// 年中無休, which leaves no room for closing days.
    pub(super) all_year: bool,
    /// 平日, which may be meant to take in Saturdays.
    pub(super) workdays: bool,
    /// その他.
    pub(super) others: bool,
    /// Weeks taken out of `plain`.
    pub(super) minus_nth: Vec<(Weekday, NthSet)>,
    /// Weekdays taken out by name.
    pub(super) minus: WeekdaySet,
    /// Days are taken out by 休み in a bracket: 平日（水曜休み）. Of closing days that says the opposite.
    pub(super) shut_inside: bool,
    /// Holidays taken out by name.
    pub(super) minus_holiday: bool,
    /// Weekdays after an ordinal that may reach over to them: 第1・3水・土.
    pub(super) doubtful: Vec<Doubt>,
    /// Days named that no weekly schedule can hold; they are in no other field.
    pub(super) rough: Vec<RoughDays>,
    /// 第1・3 without its weekday.
    pub(super) bare_nth: Option<Ordinal>,
    /// Whether its weekday was taken from what stands before.
    pub(super) unnamed: bool,
    /// All but the days that the text names: 木曜以外. Closing them takes back no hours.
    pub(super) rest: bool,
    /// Words that make the reading a caveat: code, from, to.
    pub(super) remarks: Vec<(&'static str, usize, usize)>,
    /// The folded characters it covers.
    pub(super) from: usize,
    pub(super) to: usize,
}

/// A weekday after an ordinal: 第1・3水・土.
#[derive(Clone, Copy, Debug)]
pub(super) struct Doubt {
    pub(super) day: Weekday,
    /// A comma parts it from the weekday that the ordinal is of: 第1水、土 may be every Saturday, and is the first at least.
    pub(super) apart: bool,
}

/// Days of a roster, of alternate weeks and the like.
#[derive(Clone, Copy, Debug)]
pub(super) struct RoughDays {
    pub(super) weekdays: WeekdaySet,
    pub(super) holiday: bool,
    pub(super) rough: Rough,
}

impl Days {
    /// The only weekday it is about, if it is only one.
    pub(super) fn single_weekday(&self) -> Option<Weekday> {
        let mut days = self.weekdays().iter();
        let first = days.next()?;
        days.next().is_none().then_some(first)
    }

    /// All weekdays it is about, in whatever weeks.
    pub(super) fn weekdays(&self) -> WeekdaySet {
        let rough = self.rough.iter().fold(WeekdaySet::NONE, |set, rough| set.union(rough.weekdays));
        self.nth.iter().map(|(day, _)| *day).collect::<WeekdaySet>().union(self.plain).union(rough)
    }

    /// Whether it names nothing but Saturday, Sunday and holidays.
    pub(super) fn is_weekend(&self) -> bool {
        self.weekdays().without(WEEKEND.into_iter().collect()).is_empty() && !self.every && !self.others
    }

    /// Whether it names no weekday and no holiday.
    pub(super) fn is_empty(&self) -> bool {
        self.weekdays().is_empty() && !self.holiday && !self.others && self.rough.is_empty()
    }

    /// Moves all its days to the rough ones.
    pub(super) fn roughen(&mut self, rough: Rough) {
        let weekdays = self.weekdays();
        self.rough.push(RoughDays { weekdays, holiday: self.holiday || self.every, rough });
        self.plain = WeekdaySet::NONE;
        self.nth.clear();
        self.doubtful.clear();
        self.holiday = false;
        self.every = false;
    }

    /// Takes `excluded` out.
    pub(super) fn take_out(&mut self, excluded: &Self) {
        self.minus = self.minus.union(excluded.plain);
        self.plain = self.plain.without(excluded.plain);
        self.ranged = self.ranged.without(excluded.plain);
        self.minus_nth.extend(excluded.nth.iter().copied());
        self.minus_holiday |= excluded.holiday;
    }

    pub(super) fn add(&mut self, day: Weekday, ordinal: Option<Ordinal>) {
        let Some(Ordinal { set, .. }) = ordinal else {
            self.plain = self.plain.union(WeekdaySet::of(day));
            self.ranged = self.ranged.without(WeekdaySet::of(day));
            return;
        };
        match self.nth.iter_mut().find(|(other, _)| *other == day) {
            Some((_, weeks)) => *weeks = weeks.union(set),
            None => self.nth.push((day, set)),
        }
    }

    pub(super) fn add_range(&mut self, set: WeekdaySet) {
        self.ranged = self.ranged.union(set.without(self.plain));
        self.plain = self.plain.union(set);
    }
}
