//! One day of a schedule: what it rests on ([`Plan::of`]) and which statement decides each minute (`verdict`).
//!
//! These two functions are the precedence: crisis check-in > dated exception > duty shift > 年末年始 and other named
//! dates > national holiday > nth weekday > weekday; and what began the evening before still counts after midnight.

use chrono::NaiveDate;

use super::{
    availability::Verdict,
    calendar::{Day, Kind, Minute, minute_after, minute_of},
    exception::{DateException, DutyShift},
    reason::Reason,
    schedule::{OnCall, Schedule},
    state::{Basis, State},
    time::{DAY_MIN, TimeRange},
    week::{DayHours, NthWeekday, WeeklyHours},
};

/// The statement that holds on a date, and the hours it gives.
#[derive(Clone, Copy, Debug)]
struct Statement<'a> {
    /// `Unstated` when nothing is said where something should be.
    hours: &'a DayHours,
    basis: Basis,
    reason: Reason,
}

/// The regular statement for a day: named dates > 年末年始 > holiday > season > nth weekday > weekday.
fn regular<'a>(week: Option<&'a WeeklyHours>, day: &Day) -> Statement<'a> {
    let unknown = |basis, reason| Statement { hours: &DayHours::Unstated, basis, reason };
    let Some(week) = week else { return unknown(Basis::None, Reason::NoHours) };
    if day.kind == Kind::Unknown {
        return unknown(Basis::None, Reason::BeyondHorizon);
    }
    let by_hours = |hours: &'a DayHours, basis, [open, closed, unstated]: [Reason; 3]| {
        let reason = match hours {
            DayHours::Open(_) => open,
            DayHours::Closed => closed,
            DayHours::Unstated => unstated,
        };
        Statement { hours, basis, reason }
    };
    let yearly = |names_dates| {
        week.yearly.iter().rev().find(|rule| {
            let matches = rule.weekdays.contains(day.weekday) && rule.period.contains_day(day.of_year);
            matches && rule.names_dates() == names_dates
        })
    };
    if let Some(rule) = yearly(true) {
        let silent = if day.kind == Kind::YearEnd { Reason::YearEndUnstated } else { Reason::DayUnstated };
        return by_hours(&rule.hours, Basis::YearEnd, [Reason::SeasonStated, Reason::SeasonClosed, silent]);
    }
    if day.kind == Kind::YearEnd {
        return unknown(Basis::YearEnd, Reason::YearEndUnstated);
    }
    if day.kind == Kind::Holiday {
        let reasons = [Reason::HolidayStated, Reason::HolidayClosed, Reason::HolidayUnstated];
        return by_hours(&week.holiday, Basis::Holiday, reasons);
    }
    if let Some(rule) = yearly(false) {
        return by_hours(&rule.hours, Basis::Weekly, [Reason::SeasonStated, Reason::SeasonClosed, Reason::DayUnstated]);
    }
    let nth_rule = |rule: &&NthWeekday| rule.weekday == day.weekday && !rule.nth.intersection(day.nth).is_empty();
    if let Some(rule) = week.nth.iter().rev().find(nth_rule) {
        let reasons = [Reason::NthWeekday, Reason::NthWeekday, Reason::DayUnstated];
        return by_hours(&rule.hours, Basis::NthWeekday, reasons);
    }
    let reasons = [Reason::Weekly, Reason::Weekly, Reason::DayUnstated];
    by_hours(week.weekday(day.weekday), Basis::Weekly, reasons)
}

/// The whole of what one date says: ranges that begin on it, windows of telephone response, and the rest.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan<'a> {
    open: &'a [TimeRange],
    opened: Verdict,
    on_call: &'a [TimeRange],
    called: Verdict,
    /// Outside both.
    rest: Verdict,
    /// Whether an exception keeps the date's duty shifts from counting: one that closes it, or that says "ask".
    bars_duty: bool,
}

impl<'a> Plan<'a> {
    /// Of no day: nothing begins on it.
    pub const NONE: Self = Self {
        open: &[],
        opened: Verdict::NONE,
        on_call: &[],
        called: Verdict::NONE,
        rest: Verdict::NONE,
        bars_duty: false,
    };

    /// What `schedule` says of `day`.
    pub fn of(schedule: &'a Schedule, day: &Day) -> Self {
        let exception = schedule.exception_on(day.date);
        let statement = match exception {
            Some(exception) => Statement {
                hours: &exception.hours,
                basis: Basis::Exception,
                reason: match exception.hours {
                    DayHours::Open(_) => Reason::ExceptionHours,
                    DayHours::Closed => Reason::ExceptionClosed,
                    DayHours::Unstated => Reason::ExceptionUnstated,
                },
            },
            None => regular(schedule.week.as_ref(), day),
        };
        let Statement { hours, basis, reason } = statement;
        let is_ordinary = matches!(basis, Basis::Holiday | Basis::NthWeekday | Basis::Weekly);
        let caution = day.is_caution && is_ordinary;
        let closed = Verdict::new(State::Closed, basis, reason);
        let mut plan = Self {
            open: hours.ranges(),
            opened: Verdict { caution, ..Verdict::new(State::Open, basis, reason) },
            on_call: &[],
            called: closed,
            rest: if hours.is_stated() { closed } else { Verdict::new(State::Unknown, basis, reason) },
            bars_duty: exception.is_some_and(DateException::bars_duty),
        };
        if hours.is_stated() && reason != Reason::ExceptionClosed {
            plan.answer_outside_hours(&schedule.on_call, day, caution);
        }
        plan
    }

    /// Lays the after-hours response over the closed part of the day.
    fn answer_outside_hours(&mut self, on_call: &'a OnCall, day: &Day, caution: bool) {
        let basis = self.rest.basis;
        match on_call {
            OnCall::No => {}
            OnCall::Always { conditional } => {
                let reason = if *conditional { Reason::OnCallConditional } else { Reason::OnCall };
                self.rest = Verdict { caution, ..Verdict::new(State::OnCall, basis, reason) };
            }
            OnCall::During(week) => {
                let statement = regular(Some(week), day);
                self.on_call = statement.hours.ranges();
                self.called = Verdict { caution, ..Verdict::new(State::OnCall, statement.basis, Reason::OnCall) };
                if !statement.hours.is_stated() {
                    self.rest = Verdict::new(State::Unknown, statement.basis, Reason::OnCallUnstated);
                }
            }
        }
    }

    /// The ranges that begin on the date.
    pub fn open(&self) -> &'a [TimeRange] {
        self.open
    }

    /// What holds outside the ranges.
    pub fn rest(&self) -> Verdict {
        self.rest
    }

    /// What holds within them, were there any: the statement's basis and reason.
    pub fn opened(&self) -> Verdict {
        self.opened
    }

    /// Whether something of it lasts past its midnight.
    fn runs_over(&self) -> bool {
        [self.open, self.on_call].iter().any(|ranges| ranges.last().is_some_and(|last| last.end().minutes() > DAY_MIN))
    }
}

impl Schedule {
    /// The exception that holds on a date.
    pub(super) fn exception_on(&self, date: NaiveDate) -> Option<&DateException> {
        self.exceptions.iter().rev().find(|exception| exception.on == date)
    }
}

impl DateException {
    /// Whether duty shifts of its date do not count: when it closes the date, or says only "ask".
    pub(super) fn bars_duty(&self) -> bool {
        self.hours.ranges().is_empty()
    }
}

/// A duty shift's first minute, and the first after it.
pub(super) fn minutes_of(shift: DutyShift) -> (Minute, Minute) {
    (minute_of(shift.start()), minute_after(shift.end()))
}

/// Two days' plans and what lies over them: all that decides the minutes of the second day.
pub(super) struct Evening<'a> {
    pub schedule: &'a Schedule,
    pub yesterday: Plan<'a>,
    pub today: Plan<'a>,
    /// The first minute of today.
    pub start: Minute,
}

impl Evening<'_> {
    /// The statement that decides the minute `of_day` of today (0–1439).
    ///
    /// Of two openings that overlap, the one of higher precedence is named; of equal ones, today's.
    pub fn verdict(&self, of_day: u16) -> Verdict {
        let at = self.start + Minute::from(of_day);
        let Self { schedule, yesterday, today, .. } = self;
        let holds = |from, until| minute_of(from) <= at && at < minute_after(until);
        if let Some(check_in) = schedule.crisis.iter().rev().find(|crisis| holds(crisis.from, crisis.until)) {
            return Verdict::new(check_in.state, Basis::Crisis, Reason::CrisisCheckIn);
        }
        let days = [(today, of_day), (yesterday, of_day + DAY_MIN)];
        let within = |ranges: &[TimeRange], minute, receives: bool| {
            let mut around =
                ranges.iter().filter(|range| range.start().minutes() <= minute && minute < range.end().minutes());
            around.any(|range| receives == range.last_reception().is_none_or(|last| minute < last.minutes()))
        };
        let opened = days.iter().filter(|(plan, minute)| within(plan.open, *minute, true)).map(|(plan, _)| plan.opened);
        let on_duty = self.on_duty(at).then(|| Verdict::new(State::Open, Basis::Duty, Reason::OnDuty));
        if let Some(open) = opened.chain(on_duty).min_by_key(|verdict| verdict.basis) {
            return open;
        }
        let winding_up = days.iter().filter(|(plan, minute)| within(plan.open, *minute, false));
        if let Some((plan, _)) = winding_up.min_by_key(|(plan, _)| plan.opened.basis) {
            return Verdict::new(State::Unknown, plan.opened.basis, Reason::LastReceptionOver);
        }
        let called = days.iter().filter(|(plan, minute)| within(plan.on_call, *minute, true));
        called.map(|(plan, _)| plan.called).min_by_key(|verdict| verdict.basis).unwrap_or(today.rest)
    }

    /// Whether a duty shift covers `at` that no exception bars.
    ///
    /// A shift belongs, in stretches of 24 hours, to the dates they begin on; so the end of a night shift stands even
    /// when the pharmacy is closed by exception on the day it ends.
    fn on_duty(&self, at: Minute) -> bool {
        self.schedule.duties.iter().any(|shift| {
            let (start, end) = minutes_of(*shift);
            let began_yesterday = (at - self.start) < start.rem_euclid(Minute::from(DAY_MIN));
            let bars_duty = if began_yesterday { self.yesterday.bars_duty } else { self.today.bars_duty };
            start <= at && at < end && !bars_duty
        })
    }

    /// The day cut into pieces: the minute of the day each begins, in order, the first at 0, and its verdict.
    pub fn pieces(&self, mut piece: impl FnMut(u16, Verdict)) {
        if self.is_plain() {
            self.plain_pieces(piece);
        } else {
            for of_day in self.cuts() {
                piece(of_day, self.verdict(of_day));
            }
        }
    }

    /// Whether today's ranges alone decide, so that they can be told off one by one; nearly every day is so.
    fn is_plain(&self) -> bool {
        let Self { schedule, yesterday, today, start } = self;
        let end = start + Minute::from(DAY_MIN);
        let touches = |from, until| minute_of(from) < end && *start < minute_after(until);
        today.on_call.is_empty()
            && !yesterday.runs_over()
            && !schedule.duties.iter().any(|shift| touches(shift.start(), shift.end()))
            && !schedule.crisis.iter().any(|crisis| touches(crisis.from, crisis.until))
    }

    fn plain_pieces(&self, mut piece: impl FnMut(u16, Verdict)) {
        let Plan { open, opened, rest, .. } = self.today;
        let mut done = 0;
        for range in open {
            let (start, end) = (range.start().minutes(), range.end().minutes().min(DAY_MIN));
            if done < start {
                piece(done, rest);
            }
            piece(start, opened);
            if let Some(last) = range.last_reception().filter(|last| last.minutes() < DAY_MIN) {
                piece(last.minutes(), Verdict::new(State::Unknown, opened.basis, Reason::LastReceptionOver));
            }
            done = end;
        }
        if done < DAY_MIN {
            piece(done, rest);
        }
    }

    /// Every minute of today at which something may begin or end.
    fn cuts(&self) -> Vec<u16> {
        let Self { schedule, yesterday, today, start } = self;
        let of_plan = |plan: &Plan<'_>, back: Minute| {
            let ranges = plan.open.iter().chain(plan.on_call);
            let edges = ranges.flat_map(|range| [Some(range.start()), range.last_reception(), Some(range.end())]);
            edges.flatten().map(|time| Minute::from(time.minutes()) - back).collect::<Vec<_>>()
        };
        let day_min = Minute::from(DAY_MIN);
        let mut cuts = vec![0];
        cuts.extend(of_plan(today, 0));
        cuts.extend(of_plan(yesterday, day_min));
        for shift in &schedule.duties {
            let (begins, ends) = minutes_of(*shift);
            // At the shift's own time of day it passes from one date to the next; see `on_duty`.
            cuts.extend([begins - start, ends - start, begins.rem_euclid(day_min)]);
        }
        for crisis in &schedule.crisis {
            cuts.extend([minute_of(crisis.from) - start, minute_after(crisis.until) - start]);
        }
        cuts.retain(|cut| (0..day_min).contains(cut));
        cuts.sort_unstable();
        cuts.dedup();
        cuts.into_iter().map(|cut| cut as u16).collect()
    }
}
