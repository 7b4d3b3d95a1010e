//! Statements → what is known of each day.

use chrono::Weekday;

use super::{
    super::{
        time::{TimeOfDay, TimeRange},
        week::{NthSet, WeekdaySet, YearPeriod},
    },
    days::{Days, Doubt},
    problem::Problem,
    spans::Span,
    statement::{Says, Statement},
    token::Rough,
};

const NOON: u16 = 12 * 60;
/// Afternoons off are compatible with hours up to here.
const EARLY_AFTERNOON: u16 = 14 * 60;

/// What is said of one kind of day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Said {
    #[default]
    Nothing,
    Open {
        ranges: Vec<TimeRange>,
        /// Only a range or a word for many days named it.
        ranged: bool,
    },
    Closed,
}

/// What is said of certain weeks of the month.
#[derive(Clone, Debug)]
pub(super) struct Weeks {
    pub(super) day: Weekday,
    pub(super) set: NthSet,
    /// `None`: closed.
    pub(super) ranges: Option<Vec<TimeRange>>,
    /// Only taken out of other hours; hours of its own may follow.
    pub(super) taken_out: bool,
}

/// Another schedule in some months.
#[derive(Clone, Debug)]
pub(super) struct Season {
    pub(super) months: YearPeriod,
    pub(super) days: Option<WeekdaySet>,
    pub(super) from: Option<u16>,
    pub(super) ranges: Vec<TimeRange>,
}

/// A remark of the text: the note's code and the folded characters it is about.
pub(super) type Remark = (&'static str, usize, usize);

/// Everything the statements say, day by day.
#[derive(Default)]
pub(super) struct Knowledge {
    pub(super) days: [Said; 7],
    pub(super) rough: WeekdaySet,
    pub(super) weeks: Vec<Weeks>,
    pub(super) holiday: Said,
    pub(super) holiday_unsure: bool,
    pub(super) minus_holiday: bool,
    /// Hours for all days not spoken of otherwise.
    pub(super) base: Option<Vec<TimeRange>>,
    pub(super) others: bool,
    pub(super) year_round: bool,
    pub(super) dates: Vec<(YearPeriod, Option<Vec<TimeRange>>)>,
    /// Dates on which weekdays close earlier.
    pub(super) dates_until: Vec<(YearPeriod, WeekdaySet, TimeOfDay)>,
    pub(super) seasons: Vec<Season>,
    pub(super) remarks: Vec<Remark>,
    pub(super) problems: Vec<Problem>,
    /// Days named with nothing said of them, and not spoken of before.
    pub(super) dangling: Option<(WeekdaySet, (usize, usize))>,
    /// Whether nothing was said of days after that.
    pub(super) dangling_last: bool,
    /// Days said to be open, which must have hours by the end.
    pub(super) opens: Vec<(WeekdaySet, (usize, usize))>,
    /// What the last statement of hours was about.
    pub(super) before: Option<Target>,
    /// Days only taken out of other hours.
    soft: WeekdaySet,
    /// Afternoons are given apart from mornings.
    afternoons: bool,
}

/// Hours that a later statement may change.
#[derive(Clone, Debug)]
pub(super) enum Target {
    Base,
    Days(Days),
}

impl Knowledge {
    /// What `statements` say, in their order.
    pub(super) fn of(statements: &[Statement]) -> Self {
        let mut known = Self::default();
        for (i, statement) in statements.iter().enumerate() {
            if let Err(code) = known.learn(statement) {
                let mut problem = Problem::new(code, statement.from, statement.to);
                if code == "contradiction" {
                    let earlier = statements.iter().take(i).rev().find(|earlier| earlier.shares_days(statement));
                    problem.other = earlier.map(|earlier| (earlier.from, earlier.to));
                }
                known.problems.push(problem);
            }
        }
        known
    }

    /// What is said of a weekday.
    pub(super) fn day(&self, day: Weekday) -> &Said {
        self.days.get(day.num_days_from_monday() as usize).unwrap_or(&self.holiday)
    }

    pub(super) fn set_day(&mut self, day: Weekday, said: Said) {
        if let Some(slot) = self.days.get_mut(day.num_days_from_monday() as usize) {
            *slot = said;
        }
    }

    fn learn(&mut self, statement: &Statement) -> Result<(), &'static str> {
        let at = (statement.from, statement.to);
        match &statement.says {
            Says::Hours { days, spans } => self.hours(days.as_ref(), spans, at),
            Says::Closed { days, soft } => self.closed(days, *soft, at),
            Says::ClosedAfternoon { days } => self.closed_afternoon(days),
            Says::Break { of, spans, rough } => self.take_break(of, spans, *rough, at),
            Says::Until { days, minutes, sure } => self.until(days.as_ref(), *minutes, *sure, at),
            Says::From { days, minutes } => self.from(days.as_ref(), *minutes),
            Says::OnlyWeeks { days } => self.only_weeks(days, at),
            Says::Rough { days, rough } => {
                self.remark(rough.code(), at);
                if let Some(days) = days {
                    let mut days = days.clone();
                    days.roughen(*rough);
                    self.roughen(&days, true);
                }
                Ok(())
            }
            Says::RoughBefore { rough } => self.roughen_before(*rough, at),
            Says::DatesClosed { periods } => {
                self.dates.extend(periods.iter().map(|period| (*period, None)));
                Ok(())
            }
            Says::DatesOpen { periods, spans } => {
                let ranges = self.ranges(spans, at);
                self.dates.extend(periods.iter().map(|period| (*period, Some(ranges.clone()))));
                Ok(())
            }
            Says::DatesUntil { periods, minutes } => self.dates_until(periods, *minutes, at),
            Says::SeasonFrom { months, minutes } => {
                self.remark("seasonal", at);
                self.seasons.push(Season { months: *months, days: None, from: Some(*minutes), ranges: Vec::new() });
                Ok(())
            }
            Says::SeasonHours { months, days, spans } => {
                self.remark("seasonal", at);
                let ranges = self.ranges(spans, at);
                let days = match days {
                    Some(days) if !days.nth.is_empty() || !days.rough.is_empty() || days.holiday => {
                        return Err("not_understood");
                    }
                    days => days.as_ref().map(|days| days.plain),
                };
                self.seasons.push(Season { months: *months, days, from: None, ranges });
                Ok(())
            }
            Says::LastReception { minutes } => self.last_reception(*minutes),
            Says::YearRound => {
                self.year_round = true;
                Ok(())
            }
            Says::Dangling { days } => self.dangle(days, at),
            Says::Opens { days } => {
                self.opens.push((days.weekdays(), at));
                Ok(())
            }
            Says::Remark { code } => {
                self.remark(code, at);
                Ok(())
            }
        }
    }

    pub(super) fn remark(&mut self, code: &'static str, (from, to): (usize, usize)) {
        self.remarks.push((code, from, to));
    }

    /// The ranges of `spans`, with remarks on what was assumed.
    pub(super) fn ranges(&mut self, spans: &[Span], at: (usize, usize)) -> Vec<TimeRange> {
        for (assumed, code) in [
            (spans.iter().any(|span| span.mended), "typo"),
            (spans.iter().any(|span| span.twelve), "twelve_hour_clock"),
            (spans.iter().any(|span| span.overnight), "overnight_assumed"),
        ] {
            if assumed {
                self.remark(code, at);
            }
        }
        spans.iter().map(|span| span.range).collect()
    }

    fn hours(&mut self, days: Option<&Days>, spans: &[Span], at: (usize, usize)) -> Result<(), &'static str> {
        self.dangling_last = false;
        let ranges = self.ranges(spans, at);
        let Some(days) = days else {
            self.before = Some(Target::Base);
            return if self.base.replace(ranges).is_some() { Err("contradiction") } else { Ok(()) };
        };
        self.take_remarks(days);
        self.before = Some(Target::Days(days.clone()));
        if days.others {
            self.others = true;
            if self.base.replace(ranges.clone()).is_some() {
                return Err("contradiction");
            }
        }
        self.roughen(days, false);
        if days.plain.iter().count() > 1
            && days
                .plain
                .iter()
                .any(|day| matches!(self.day(day), Said::Open { ranges: old, .. } if follows(old, &ranges)))
        {
            self.afternoons = true;
        }
        self.minus_holiday |= days.minus_holiday;
        self.year_round |= days.every;
        for day in days.plain.iter() {
            self.open_day(day, &ranges, days)?;
        }
        for doubt in &days.doubtful {
            if !doubt.apart {
                return Err("ordinal_scope");
            }
            self.remark("ordinal_scope", at);
            self.open_day(doubt.day, &ranges, days)?;
        }
        for (day, set) in &days.nth {
            if days.plain.contains(*day) {
                return Err("ordinal_scope");
            }
            self.open_weeks(*day, *set, &ranges)?;
        }
        for (day, set) in days.minus_nth.iter().filter(|(day, _)| days.plain.contains(*day)) {
            let named = self.weeks.iter().any(|weeks| weeks.day == *day && !weeks.set.intersection(*set).is_empty());
            if !named {
                self.weeks.push(Weeks { day: *day, set: *set, ranges: None, taken_out: true });
            }
        }
        if days.holiday {
            self.open_holiday(ranges);
        }
        Ok(())
    }

    pub(super) fn take_remarks(&mut self, days: &Days) {
        self.remarks.extend(days.remarks.iter().copied());
    }

    /// Takes the rough days of `days` out of the schedule; what was already said of them stays unless `all`.
    pub(super) fn roughen(&mut self, days: &Days, all: bool) {
        for rough in &days.rough {
            self.holiday_unsure |= rough.holiday;
            let unsaid = rough.weekdays.iter().filter(|day| all || *self.day(*day) == Said::Nothing).collect();
            self.rough = self.rough.union(unsaid);
            self.remark(rough.rough.code(), (days.from, days.to));
        }
    }

    fn open_day(&mut self, day: Weekday, ranges: &[TimeRange], days: &Days) -> Result<(), &'static str> {
        let new_ranged = days.ranged.contains(day);
        let said = match self.day(day).clone() {
            Said::Nothing => Said::Open { ranges: ranges.to_vec(), ranged: new_ranged },
            Said::Closed if days.ranged.contains(day) => Said::Closed,
            Said::Closed if self.soft.contains(day) => Said::Open { ranges: ranges.to_vec(), ranged: false },
            Said::Closed => return Err("contradiction"),
            Said::Open { ranges: old, ranged } if old == ranges => {
                Said::Open { ranges: old, ranged: ranged && new_ranged }
            }
            Said::Open { ranges: old, ranged } if follows(&old, ranges) => {
                // 月～金9-13 … 木14-18: in place of the morning, or after it?
                if ranged && !new_ranged && !self.afternoons && days.single_weekday().is_some() {
                    return Err("contradiction");
                }
                Said::Open { ranges: [old.as_slice(), ranges].concat(), ranged: ranged && new_ranged }
            }
            Said::Open { ranged: true, .. } if !new_ranged => Said::Open { ranges: ranges.to_vec(), ranged: false },
            Said::Open { ranges: old, ranged: false } if new_ranged => Said::Open { ranges: old, ranged: false },
            Said::Open { .. } => return Err("contradiction"),
        };
        self.set_day(day, said);
        Ok(())
    }

    fn open_weeks(&mut self, day: Weekday, set: NthSet, ranges: &[TimeRange]) -> Result<(), &'static str> {
        self.weeks.retain(|weeks| !(weeks.day == day && weeks.set == set && weeks.taken_out));
        for weeks in &mut self.weeks {
            if weeks.day != day || weeks.set.intersection(set).is_empty() {
                continue;
            }
            match &mut weeks.ranges {
                Some(old) if old == ranges => return Ok(()),
                Some(old) if weeks.set == set && follows(old, ranges) => {
                    old.extend_from_slice(ranges);
                    return Ok(());
                }
                _ => return Err("contradiction"),
            }
        }
        if let Said::Open { ranges: old, .. } = self.day(day)
            && (follows(old, ranges) || old == ranges)
        {
            // 日9-13 第1・3日9-13: every Sunday, or only those?
            return Err("contradiction");
        }
        self.weeks.push(Weeks { day, set, ranges: Some(ranges.to_vec()), taken_out: false });
        Ok(())
    }

    fn open_holiday(&mut self, ranges: Vec<TimeRange>) {
        self.holiday = match std::mem::take(&mut self.holiday) {
            Said::Nothing => Said::Open { ranges, ranged: false },
            Said::Open { ranges: old, ranged } if old == ranges => Said::Open { ranges: old, ranged },
            Said::Open { ranges: old, ranged } if follows(&old, &ranges) => {
                Said::Open { ranges: [old, ranges].concat(), ranged }
            }
            said => {
                self.holiday_unsure = true;
                self.remarks.push(("holiday_contradiction", 0, usize::MAX));
                said
            }
        };
    }

    fn closed(&mut self, days: &Days, soft: bool, at: (usize, usize)) -> Result<(), &'static str> {
        self.dangling_last = false;
        self.take_remarks(days);
        self.roughen(days, true);
        if days.others || days.every {
            // その他休み: what is not named is closed anyway.
            return if days.every { Err("not_understood") } else { Ok(()) };
        }
        self.before = None;
        if days.holiday {
            match self.holiday {
                Said::Open { .. } => {
                    self.holiday_unsure = true;
                    self.remark("holiday_contradiction", at);
                }
                _ => self.holiday = Said::Closed,
            }
        }
        for Doubt { day, .. } in &days.doubtful {
            // 第2土・日休み: of days that are not open anyway it does not matter which are meant.
            match self.day(*day) {
                Said::Open { .. } => return Err("ordinal_scope"),
                _ => self.set_day(*day, Said::Closed),
            }
        }
        for day in days.plain.iter() {
            match self.day(day) {
                Said::Open { ranged: false, .. } => return Err("contradiction"),
                _ => self.set_day(day, Said::Closed),
            }
        }
        if soft {
            self.soft = self.soft.union(days.plain);
        }
        for (day, set) in &days.nth {
            let open = self
                .weeks
                .iter()
                .any(|weeks| weeks.day == *day && weeks.ranges.is_some() && !weeks.set.intersection(*set).is_empty());
            if open {
                return Err("contradiction");
            }
            self.weeks.push(Weeks { day: *day, set: *set, ranges: None, taken_out: soft });
        }
        self.minus_holiday |= days.minus_holiday && days.holiday;
        Ok(())
    }

    fn dates_until(&mut self, periods: &[YearPeriod], minutes: u16, at: (usize, usize)) -> Result<(), &'static str> {
        self.remark("until_assumed", at);
        let until = TimeOfDay::from_minutes(minutes).ok_or("not_understood")?;
        let Some(Target::Days(days)) = &self.before else { return Err("not_understood") };
        if days.plain.is_empty() || !days.nth.is_empty() {
            return Err("not_understood");
        }
        let days = days.plain;
        self.dates_until.extend(periods.iter().map(|period| (*period, days, until)));
        Ok(())
    }

    fn closed_afternoon(&mut self, days: &Days) -> Result<(), &'static str> {
        if !days.rough.is_empty() {
            return Err("not_understood");
        }
        for place in self.places(days) {
            let Some(old) = self.ranges_at(place).cloned() else { return Err("not_understood") };
            if old.iter().all(|range| range.end().minutes() <= EARLY_AFTERNOON) {
                continue;
            }
            // Of a day without a noon break nobody can tell when its morning ends.
            let morning: Vec<TimeRange> =
                old.iter().copied().filter(|range| range.end().minutes() <= EARLY_AFTERNOON).collect();
            let afternoon = old.len() - morning.len();
            let parted = old.iter().skip(morning.len()).all(|range| range.start().minutes() >= NOON);
            if morning.is_empty() || afternoon != 1 || !parted {
                return Err("not_understood");
            }
            self.change(place, morning);
        }
        Ok(())
    }

    fn only_weeks(&mut self, days: &Days, at: (usize, usize)) -> Result<(), &'static str> {
        self.take_remarks(days);
        for (day, set) in &days.nth {
            match self.day(*day).clone() {
                Said::Open { ranges, .. } => {
                    self.set_day(*day, Said::Nothing);
                    self.weeks.push(Weeks { day: *day, set: *set, ranges: Some(ranges), taken_out: false });
                }
                Said::Nothing
                    if self
                        .weeks
                        .iter()
                        .any(|weeks| weeks.day == *day && weeks.set == *set && weeks.ranges.is_some()) => {}
                _ => return Err("not_understood"),
            }
        }
        let _ = at;
        Ok(())
    }

    fn dangle(&mut self, days: &Days, at: (usize, usize)) -> Result<(), &'static str> {
        if days.weekdays().is_empty() && !days.holiday {
            return Ok(());
        }
        let named = days.weekdays().iter().any(|day| *self.day(day) != Said::Nothing);
        if named || self.dangling.is_some() {
            return Err("nothing_said");
        }
        self.minus_holiday |= days.minus_holiday;
        self.dangling = Some((days.weekdays(), at));
        self.dangling_last = true;
        Ok(())
    }

    fn roughen_before(&mut self, rough: Rough, at: (usize, usize)) -> Result<(), &'static str> {
        self.remark(rough.code(), at);
        let Some(Target::Days(mut days)) = self.before.clone() else {
            return if rough == Rough::Irregular { Ok(()) } else { Err("roster_scope") };
        };
        // Certain weeks of a roster stay unknown, not closed.
        let weeks: WeekdaySet = days.nth.iter().map(|(day, _)| *day).collect();
        self.weeks.retain(|known| !(weeks.contains(known.day)));
        for day in days.plain.iter() {
            self.set_day(day, Said::Nothing);
        }
        if days.holiday {
            self.holiday = Said::Nothing;
        }
        days.roughen(rough);
        self.roughen(&days, true);
        Ok(())
    }
}

/// Whether all of `new` comes after all of `old`, as an afternoon after a morning.
fn follows(old: &[TimeRange], new: &[TimeRange]) -> bool {
    old.last().zip(new.first()).is_some_and(|(old, new)| old.end() <= new.start())
}
