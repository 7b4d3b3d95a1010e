//! Questions to a schedule: now, next, throughout, and the whole of a period.
//!
//! Everything walks the same pieces of day after day (`hours/day.rs`), so no two answers can disagree. Instants are
//! Japan's civil time, read to the minute.

use chrono::{Days, NaiveDate, NaiveDateTime};

use super::{
    availability::{Interval, Status, Verdict},
    calendar::{Calendar, Day, Minute, instant, minute_of},
    day::{Evening, Plan},
    schedule::Schedule,
    state::State,
};

impl Schedule {
    /// How many days, the asked one included, are looked at for `until`, `next_open` and `next_close`: enough for hours
    /// on one Saturday a month with year-end between, and a bound on the work.
    pub const LOOKAHEAD_DAYS: u16 = 35;

    /// The longest period that is evaluated at once: over a year, with room.
    pub const MAX_PERIOD_DAYS: u16 = 400;

    /// What decides the minute of `at`.
    pub fn verdict(&self, calendar: &Calendar, at: NaiveDateTime) -> Verdict {
        let day = Day::new(at.date(), calendar);
        let evening = Evening {
            schedule: self,
            yesterday: plan_before(self, calendar, at.date()),
            today: Plan::of(self, &day),
            start: day.start,
        };
        evening.verdict((minute_of(at) - day.start) as u16)
    }

    /// Whether it serves at `at`, until when, and when it opens next.
    pub fn status(&self, calendar: &Calendar, at: NaiveDateTime) -> Status {
        let mut ahead = Pieces::ahead(self, calendar, at);
        let now = ahead.now();
        let (mut until, mut next_open) = (None, None);
        let mut before = now.state;
        for (start, verdict) in ahead {
            until = until.or((verdict.state != now.state).then_some(start));
            next_open = next_open.or((verdict.state == State::Open && before != State::Open).then_some(start));
            if until.is_some() && next_open.is_some() {
                break;
            }
            before = verdict.state;
        }
        now.status(self.caveat, until.and_then(instant), next_open.and_then(instant))
    }

    /// The one state that holds from `from` to `until` (not included) without a gap; `None` when it changes in between,
    /// or when the period is longer than [`Schedule::MAX_PERIOD_DAYS`]. An empty period is answered for its start.
    pub fn throughout(&self, calendar: &Calendar, from: NaiveDateTime, until: NaiveDateTime) -> Option<State> {
        let days = days_touched(from, until)?;
        let mut ahead = Pieces::new(self, calendar, from, days);
        let now = ahead.now();
        let mut before_the_end = ahead.take_while(|(start, _)| instant(*start).is_some_and(|start| start < until));
        before_the_end.all(|(_, verdict)| verdict.state == now.state).then_some(now.state)
    }

    /// Whether it is open for all of `from` to `until`.
    pub fn open_through(&self, calendar: &Calendar, from: NaiveDateTime, until: NaiveDateTime) -> bool {
        self.throughout(calendar, from, until) == Some(State::Open)
    }

    /// When it opens next after `at`: when open then, the opening after the coming close. `None` when it does not within
    /// [`Schedule::LOOKAHEAD_DAYS`], as far as is known.
    pub fn next_open(&self, calendar: &Calendar, at: NaiveDateTime) -> Option<NaiveDateTime> {
        self.next_change(calendar, at, |before, after| before != State::Open && after == State::Open)
    }

    /// When it next stops being open after `at`: the end of the opening that holds, or else of the next one. `None` when
    /// it does not within [`Schedule::LOOKAHEAD_DAYS`], as far as is known.
    pub fn next_close(&self, calendar: &Calendar, at: NaiveDateTime) -> Option<NaiveDateTime> {
        self.next_change(calendar, at, |before, after| before == State::Open && after != State::Open)
    }

    fn next_change(
        &self,
        calendar: &Calendar,
        at: NaiveDateTime,
        is_it: impl Fn(State, State) -> bool,
    ) -> Option<NaiveDateTime> {
        let mut ahead = Pieces::ahead(self, calendar, at);
        let mut before = ahead.now().state;
        for (start, verdict) in ahead {
            if is_it(before, verdict.state) {
                return instant(start);
            }
            before = verdict.state;
        }
        None
    }

    /// The period from `from` to `to` (not included) in maximal intervals of one verdict, without gaps, in order; of a
    /// period longer than [`Schedule::MAX_PERIOD_DAYS`], that many days. Empty when `to` is not after `from`.
    pub fn intervals(&self, calendar: &Calendar, from: NaiveDateTime, to: NaiveDateTime) -> Vec<Interval> {
        let cut = from.checked_add_days(Days::new(Self::MAX_PERIOD_DAYS.into())).map_or(to, |longest| to.min(longest));
        let Some(days) = days_touched(from, cut).filter(|_| from < cut) else { return Vec::new() };
        let mut ahead = Pieces::new(self, calendar, from, days);
        let (mut start, mut holding) = (from, ahead.now());
        let mut intervals = Vec::new();
        for (change, verdict) in ahead {
            let Some(change) = instant(change).filter(|change| *change < cut) else { break };
            if verdict != holding {
                intervals.push(holding.interval(start, change));
                (start, holding) = (change, verdict);
            }
        }
        intervals.push(holding.interval(start, cut));
        intervals
    }
}

impl Verdict {
    /// It, at an instant.
    pub(crate) fn status(self, caveat: bool, until: Option<NaiveDateTime>, next_open: Option<NaiveDateTime>) -> Status {
        let Self { state, basis, reason, caution } = self;
        Status { state, basis, until, next_open, call_first: self.call_first(caveat), reason, caution }
    }

    fn interval(self, start: NaiveDateTime, end: NaiveDateTime) -> Interval {
        let Self { state, basis, reason, caution } = self;
        Interval { start, end, state, basis, reason, caution }
    }
}

/// How many dates a period touches; `None` when it is longer than a period may be.
fn days_touched(from: NaiveDateTime, until: NaiveDateTime) -> Option<u16> {
    let days = (until.date() - from.date()).num_days().max(0) + 1;
    u16::try_from(days).ok().filter(|days| *days <= Schedule::MAX_PERIOD_DAYS + 1)
}

/// The plan of the day before `date`; an empty one when the calendar begins on `date`.
fn plan_before<'a>(schedule: &'a Schedule, calendar: &Calendar, date: NaiveDate) -> Plan<'a> {
    date.pred_opt().map_or(Plan::NONE, |before| Plan::of(schedule, &Day::new(before, calendar)))
}

/// The pieces of consecutive days, in order: when each begins and its verdict. Neighbours may be equal.
struct Pieces<'a> {
    schedule: &'a Schedule,
    calendar: &'a Calendar,
    yesterday: Plan<'a>,
    /// The next date to cut up, while there is one.
    date: Option<NaiveDate>,
    days_left: u16,
    /// What is left of the date before, the next piece last.
    left: Vec<(Minute, Verdict)>,
    from: Minute,
}

impl<'a> Pieces<'a> {
    fn new(schedule: &'a Schedule, calendar: &'a Calendar, from: NaiveDateTime, days: u16) -> Self {
        Self {
            schedule,
            calendar,
            yesterday: plan_before(schedule, calendar, from.date()),
            date: Some(from.date()),
            days_left: days,
            left: Vec::new(),
            from: minute_of(from),
        }
    }

    fn ahead(schedule: &'a Schedule, calendar: &'a Calendar, at: NaiveDateTime) -> Self {
        Self::new(schedule, calendar, at, Schedule::LOOKAHEAD_DAYS)
    }

    /// Takes the pieces up to the one that holds at the start, and tells what that says.
    fn now(&mut self) -> Verdict {
        self.cut_next_day();
        let later = self.left.iter().rev().take_while(|(start, _)| *start <= self.from).count();
        let kept = self.left.len() - later;
        let now = self.left.get(kept).map(|(_, verdict)| *verdict);
        self.left.truncate(kept);
        now.expect("the first day is cut from its midnight on")
    }

    fn cut_next_day(&mut self) -> Option<()> {
        let date = self.date.filter(|_| self.days_left > 0)?;
        let day = Day::new(date, self.calendar);
        let today = Plan::of(self.schedule, &day);
        let evening = Evening { schedule: self.schedule, yesterday: self.yesterday, today, start: day.start };
        evening.pieces(|of_day, verdict| self.left.push((day.start + Minute::from(of_day), verdict)));
        self.left.reverse();
        self.yesterday = today;
        self.date = date.succ_opt();
        self.days_left -= 1;
        Some(())
    }
}

impl Iterator for Pieces<'_> {
    type Item = (Minute, Verdict);

    fn next(&mut self) -> Option<Self::Item> {
        while self.left.is_empty() {
            self.cut_next_day()?;
        }
        self.left.pop()
    }
}

#[cfg(test)]
#[path = "evaluate_tests.rs"]
mod tests;
