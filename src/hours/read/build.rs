//! Statements → what is known of each day.

use chrono::Weekday;

use super::{
    super::{
        time::{TimeOfDay, TimeRange},
        week::{NthSet, WEEKDAYS, WeekdaySet, YearPeriod},
    },
    contrast,
    days::Days,
    problem::Problem,
    span::Span,
    statement::{Says, Statement},
    token::Rough,
};

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
    pub(super) until: Option<u16>,
    pub(super) ranges: Vec<TimeRange>,
}

impl Season {
    fn of(months: YearPeriod) -> Self {
        Self { months, days: None, from: None, until: None, ranges: Vec::new() }
    }
}

/// A remark of the text: the note's code and the folded characters it is about.
pub(super) type Remark = (&'static str, usize, usize);

/// Everything the statements say, day by day.
#[expect(clippy::struct_excessive_bools, reason = "each tells of one thing that a text may say")]
#[derive(Default)]
pub(super) struct Knowledge {
    pub(super) days: [Said; 7],
    pub(super) rough: WeekdaySet,
    pub(super) weeks: Vec<Weeks>,
    pub(super) holiday: Said,
    pub(super) holiday_unsure: bool,
    /// Where the holidays were spoken of first.
    pub(super) holiday_at: Option<(usize, usize)>,
    pub(super) minus_holiday: bool,
    /// Hours for all days not spoken of otherwise.
    pub(super) base: Option<Vec<TimeRange>>,
    pub(super) others: bool,
    /// Hours are said of 平日.
    pub(super) workdays: bool,
    pub(super) year_round: bool,
    /// 年中無休 is said, and not only 毎日.
    pub(super) all_year: bool,
    /// 定休日なし is said.
    pub(super) no_rest_day: bool,
    pub(super) dates: Vec<(YearPeriod, Option<Vec<TimeRange>>)>,
    /// Dates on which weekdays close earlier.
    pub(super) dates_until: Vec<(YearPeriod, WeekdaySet, TimeOfDay)>,
    pub(super) seasons: Vec<Season>,
    pub(super) remarks: Vec<Remark>,
    /// The two statements that are against each other, should the text as a whole be a contradiction.
    pub(super) opposed: Option<((usize, usize), (usize, usize))>,
    pub(super) problems: Vec<Problem>,
    /// Days named with nothing said of them, and not spoken of before.
    pub(super) dangling: Option<(WeekdaySet, (usize, usize))>,
    /// Whether nothing was said of days after that.
    pub(super) dangling_last: bool,
    /// Days said to be open, which must have hours by the end.
    pub(super) opens: Vec<(WeekdaySet, (usize, usize))>,
    /// The only days said to be open, before their hours.
    pub(super) only: WeekdaySet,
    /// What the last statement of hours was about.
    pub(super) before: Option<Target>,
    /// Days that may be closed in certain weeks only: the Saturday of 第2・4水・土休み, which must not be open otherwise.
    pub(super) unsure: WeekdaySet,
    /// Days only taken out of other hours.
    pub(super) soft: WeekdaySet,
    /// Afternoons are given apart from mornings.
    pub(super) afternoons: bool,
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
        let mut known = Self { opposed: contrast::opposed(statements), ..Self::default() };
        for (i, statement) in statements.iter().enumerate() {
            known.workdays |= statement.is_of_workdays();
            if let Err(code) = known.learn(statement) {
                let mut problem = Problem::new(code, statement.from, statement.to);
                if code == "contradiction" {
                    let before = || statements.iter().take(i).rev();
                    let earlier = before()
                        .find(|earlier| earlier.shares_days(statement))
                        .or_else(|| before().find(|earlier| matches!(earlier.says, Says::Hours { .. })));
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

    pub(super) fn learn(&mut self, statement: &Statement) -> Result<(), &'static str> {
        let at = (statement.from, statement.to);
        match &statement.says {
            Says::Hours { days, spans } => self.hours(days.as_ref(), spans, at),
            Says::Closed { days, soft } => self.closed(days, *soft, at),
            Says::OnlyDays { days } => self.only_days(days),
            Says::ClosedAfternoon { days } => self.closed_afternoon(days),
            Says::Break { of, spans, rough } => self.take_break(of, spans, *rough, at),
            Says::Until { days, minutes, sure } => self.until(days.as_ref(), *minutes, *sure, at),
            Says::From { days, minutes } => self.from(days.as_ref(), *minutes, at),
            Says::OnlyWeeks { days } => self.only_weeks(days, at),
            Says::Rough { days, rough } => {
                self.remark(rough.code(), at);
                if let Some(days) = days {
                    let mut days = days.clone();
                    days.roughen(*rough);
                    self.roughen(&days, |_| false);
                }
                Ok(())
            }
            Says::RoughBefore { rough } => self.roughen_before(*rough, at),
            Says::RoughHours { rough, until } => self.rough_hours(*rough, *until, at),
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
            Says::AllUntil { periods, minutes } => self.all_until(periods, *minutes, at),
            Says::SeasonFrom { months, minutes } => {
                self.remark("seasonal", at);
                self.seasons.push(Season { from: Some(*minutes), ..Season::of(*months) });
                Ok(())
            }
            Says::SeasonUntil { months, minutes } => {
                self.remark("seasonal", at);
                self.seasons.push(Season { until: Some(*minutes), ..Season::of(*months) });
                Ok(())
            }
            Says::SeasonHours { months, days, spans } => self.season(*months, days.as_ref(), spans, at),
            Says::LastReception { minutes, wide } => self.last_reception(*minutes, *wide, at),
            Says::MoreHours { spans } => self.more_hours(spans, at),
            Says::YearRound => self.open_all_year(true),
            Says::NoRestDay => {
                self.remark("year_round_hours", at);
                self.no_rest_day = true;
                self.open_all_year(false)
            }
            Says::Dangling { days } => self.dangle(days, at),
            Says::Opens { days } => {
                self.opens.push((days.weekdays(), at));
                Ok(())
            }
            Says::Answered { days, code } => {
                self.answer(days);
                self.remark(code, at);
                Ok(())
            }
            Says::Remark { code } => {
                // 日祝休み（日曜が祝日の場合は営業）: what is said of holidays elsewhere does not hold for all of them.
                self.holiday_unsure |= *code == "holiday_conditional";
                self.remark(code, at);
                Ok(())
            }
        }
    }

    fn season(
        &mut self,
        months: YearPeriod,
        days: Option<&Days>,
        spans: &[Span],
        at: (usize, usize),
    ) -> Result<(), &'static str> {
        self.remark("seasonal", at);
        let ranges = self.ranges(spans, at);
        let is_rest_known = self.base.is_some() || self.days.iter().any(|said| matches!(said, Said::Open { .. }));
        if days.is_none() && !is_rest_known {
            // 12月～2月9:00～17:00: what holds in the rest of the year is not said.
            return Err("not_understood");
        }
        if days.is_some_and(|days| !days.nth.is_empty() || !days.rough.is_empty() || days.holiday) {
            return Err("not_understood");
        }
        self.seasons.push(Season { days: days.map(|days| days.plain), ranges, ..Season::of(months) });
        Ok(())
    }

    /// 年中無休, or 定休日なし, which says nothing of holidays: no day of the week is closed.
    pub(super) fn open_all_year(&mut self, holidays: bool) -> Result<(), &'static str> {
        self.year_round |= holidays;
        self.all_year |= holidays;
        let shut = self.days.contains(&Said::Closed) || self.weeks.iter().any(|weeks| weeks.ranges.is_none());
        self.holiday_unsure |= holidays && self.holiday == Said::Closed;
        if shut || holidays && self.holiday == Said::Closed { Err("contradiction") } else { Ok(()) }
    }

    pub(super) fn remark(&mut self, code: &'static str, (from, to): (usize, usize)) {
        self.remarks.push((code, from, to));
    }

    /// Notes that holidays are spoken of at `at`; against what was said before, both places are told.
    pub(super) fn say_of_holidays(&mut self, at: (usize, usize), against: bool) {
        let first = *self.holiday_at.get_or_insert(at);
        if against {
            self.holiday_unsure = true;
            self.remark("holiday_contradiction", first);
            self.remark("holiday_contradiction", at);
        }
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

    pub(super) fn take_remarks(&mut self, days: &Days) {
        self.remarks.extend(days.remarks.iter().copied());
    }

    /// Takes the rough days of `days` out of the schedule, but for those of which what was said before `holds` still.
    pub(super) fn roughen(&mut self, days: &Days, holds: impl Fn(&Said) -> bool) {
        for rough in &days.rough {
            self.holiday_unsure |= rough.holiday;
            let unsaid = rough.weekdays.iter().filter(|day| !holds(self.day(*day))).collect();
            self.rough = self.rough.union(unsaid);
            self.remark(rough.rough.code(), (days.from, days.to));
        }
    }

    pub(super) fn dates_until(
        &mut self,
        periods: &[YearPeriod],
        minutes: u16,
        at: (usize, usize),
    ) -> Result<(), &'static str> {
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

    /// 12/31は15:00まで: on all days that are open then. Of dates that may be holidays it is not certain.
    fn all_until(&mut self, periods: &[YearPeriod], minutes: u16, at: (usize, usize)) -> Result<(), &'static str> {
        let may_be_holiday = |day: &YearPeriod| day.from.month() != 12 || day.to.month() != 12;
        if periods.iter().any(may_be_holiday) || !self.weeks.is_empty() {
            return Err("not_understood");
        }
        let until = TimeOfDay::from_minutes(minutes).ok_or("not_understood")?;
        self.remark("until_assumed", at);
        let opened = |day: &Weekday| match self.day(*day) {
            Said::Open { .. } => true,
            Said::Nothing => self.base.is_some(),
            Said::Closed => false,
        };
        let days = WEEKDAYS.into_iter().filter(opened).collect();
        self.dates_until.extend(periods.iter().map(|period| (*period, days, until)));
        Ok(())
    }

    /// Takes out days that are only answered: those without hours, and 土曜は電話対応 after 月～土9:00～18:00.
    fn answer(&mut self, days: &Days) {
        let only_answered = |day: &Weekday| match self.day(*day) {
            Said::Nothing => true,
            Said::Open { ranged, .. } => *ranged && !days.ranged.contains(*day),
            Said::Closed => false,
        };
        let answered: WeekdaySet = days.weekdays().iter().filter(only_answered).collect();
        // 日9:00～13:00 第1・3日曜は電話対応: no Sunday is certain.
        let in_weeks: WeekdaySet = days.nth.iter().map(|(day, _)| *day).collect();
        self.rough = self.rough.union(answered).union(in_weeks);
    }

    /// 隔週で17:00まで: where the hours said before end no later, they hold at least.
    fn rough_hours(&mut self, rough: Rough, until: Option<u16>, at: (usize, usize)) -> Result<(), &'static str> {
        let places = self.places_before()?;
        if places.is_empty() {
            return Err("roster_scope");
        }
        let last = |place| self.ranges_at(place).and_then(|ranges| ranges.last()).map(|last| last.end().minutes());
        let longer = |end: u16| until.is_some_and(|until| until >= end);
        if places.iter().all(|place| last(*place).is_some_and(longer)) {
            self.remark(rough.code(), at);
            return Ok(());
        }
        self.roughen_before(rough, at)
    }

    pub(super) fn roughen_before(&mut self, rough: Rough, at: (usize, usize)) -> Result<(), &'static str> {
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
        self.roughen(&days, |_| false);
        Ok(())
    }
}
