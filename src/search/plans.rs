//! When each pharmacy serves, compiled: pharmacies of the same hours share one plan.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use foldhash::fast::RandomState;

use super::{
    areas::Areas,
    days::{Days, Moment},
};
use crate::{
    directory::{Association, Pharmacy, StatedHours},
    hours::{Calendar, OnCall, Schedule, State, Status, Timeline, Verdict, Window, YearPeriod},
};

/// Days compiled before today, for answers about last night.
const DAYS_BEFORE: u64 = 1;
/// Days compiled in all.
const DAYS: u16 = 15;
/// The first of them are those that are asked about; the others are there to say what comes next.
const ASKED_DAYS: i64 = 4;

/// How many minutes are compiled, from minute 0.
pub(super) const COMPILED: Minute = DAYS as Minute * 24 * 60;

/// Minutes since the first midnight of the compiled days; negative before it.
pub(super) type Minute = i64;

/// Everything that says when pharmacies serve.
#[derive(Debug)]
pub(super) struct Plans {
    all: Vec<Plan>,
    /// What they say of the compiled days.
    days: Days,
    /// Whether each rests on a reading with caveats.
    caveats: Vec<bool>,
    /// Each pharmacy's plan, by index.
    of: Vec<u32>,
    /// One for each 年末年始 in use.
    calendars: Vec<Calendar>,
    /// The first compiled midnight.
    start: NaiveDateTime,
}

#[derive(Debug)]
struct Plan {
    schedule: Schedule,
    calendar: u32,
    timeline: Timeline,
    /// The answer of the last compiled minute: of plans that open or change so seldom that the compiled days alone do not
    /// tell when (round the clock; by telephone only), which would else be looked for far ahead at every question.
    after: Option<Status>,
    /// Nothing is known of it, and nothing ever will be: its state is unknown without end.
    is_silent: bool,
}

/// What decides an instant, and the end of that.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub verdict: Verdict,
    /// Until then the verdict holds; it may go on after it.
    pub end: Minute,
}

impl Plans {
    /// Compiles the schedules of all pharmacies for the days around `today`.
    pub fn new(
        pharmacies: &[Pharmacy],
        associations: &[Association],
        areas: &Areas,
        calendar: &Calendar,
        today: NaiveDate,
    ) -> Self {
        let first = today.checked_sub_days(chrono::Days::new(DAYS_BEFORE)).unwrap_or(today);
        let year_ends = YearEnds::new(associations, areas);
        let mut calendars = Calendars { first, all: Vec::new(), windows: Vec::new() };
        let mut plans = Vec::new();
        let mut shared: HashMap<(Option<*const StatedHours>, OnCall, u32), u32, RandomState> = HashMap::default();
        let mut of = Vec::with_capacity(pharmacies.len());
        for (index, pharmacy) in pharmacies.iter().enumerate() {
            let calendar_index = calendars.with(calendar, year_ends.of(index as u32, pharmacy));
            let next = plans.len() as u32;
            let is_regular = pharmacy.exceptions.is_empty() && pharmacy.duties.is_empty() && pharmacy.crisis.is_empty();
            let number = if is_regular {
                let key = (pharmacy.facts.hours.as_ref().map(Arc::as_ptr), pharmacy.on_call(), calendar_index);
                *shared.entry(key).or_insert(next)
            } else {
                next
            };
            if number == next {
                plans.extend(calendars.plan(pharmacy.schedule(), calendar_index));
            }
            of.push(number);
        }
        plans.shrink_to_fit();
        let days = Days::new(plans.iter().map(|plan| &plan.timeline), DAYS.into());
        let caveats = plans.iter().map(|plan| plan.schedule.caveat).collect();
        let start = first.and_time(chrono::NaiveTime::MIN);
        Self { all: plans, days, caveats, of, calendars: calendars.all, start }
    }

    /// How many plans there are, numbered from 0.
    pub fn count(&self) -> u32 {
        self.all.len() as u32
    }

    /// The plan of a pharmacy.
    pub fn of(&self, index: u32) -> u32 {
        self.of.get(index as usize).copied().unwrap_or(u32::MAX)
    }

    /// The minute an instant lies in.
    pub fn minute(&self, at: NaiveDateTime) -> Minute {
        (at - self.start).num_seconds().div_euclid(60)
    }

    /// The first minute not before an instant.
    pub fn minute_after(&self, at: NaiveDateTime) -> Minute {
        let minute = self.minute(at);
        minute + Minute::from(self.instant(minute) != Some(at))
    }

    /// The instant a minute begins.
    pub fn instant(&self, minute: Minute) -> Option<NaiveDateTime> {
        TimeDelta::try_minutes(minute).and_then(|delta| self.start.checked_add_signed(delta))
    }

    /// A minute of all plans, to be asked of many; `None` outside the compiled days.
    pub fn moment(&self, minute: Minute) -> Option<Moment<'_>> {
        self.days.moment(minute)
    }

    /// Everything the compiled days say of a plan: each state with the minutes at which it begins and ends, in order.
    pub fn compiled(&self, plan: u32) -> impl Iterator<Item = (Minute, Minute, State)> {
        let pieces = self.all.get(plan as usize).into_iter().flat_map(|plan| plan.timeline.pieces());
        pieces.scan(0, |from, (verdict, until)| {
            let from = std::mem::replace(from, until.into());
            Some((from, until.into(), verdict.state))
        })
    }

    /// What decides a minute for a plan.
    pub fn piece(&self, plan: u32, minute: Minute) -> Option<Piece> {
        match self.moment(minute) {
            Some(moment) => moment.piece(plan),
            None => self.evaluated(plan, minute),
        }
    }

    /// What decides a minute for a plan by its rules, on a day that is not compiled.
    pub fn evaluated(&self, plan: u32, minute: Minute) -> Option<Piece> {
        let plan = self.all.get(plan as usize)?;
        let at = self.instant(minute)?;
        let tomorrow = at.date().succ_opt()?.and_time(chrono::NaiveTime::MIN);
        let first =
            plan.schedule.intervals(self.calendars.get(plan.calendar as usize)?, at, tomorrow).into_iter().next()?;
        let verdict = Verdict { state: first.state, basis: first.basis, reason: first.reason, caution: first.caution };
        Some(Piece { verdict, end: self.minute_after(first.end) })
    }

    /// Calls `visit` with the stretches of one state that make up `from` to `until`, in order; neighbours may be alike.
    pub fn pieces(&self, plan: u32, from: Minute, until: Minute, mut visit: impl FnMut(Minute, Minute, State)) {
        let mut at = from;
        while at < until {
            let Some(piece) = self.piece(plan, at) else { return };
            let end = piece.end.clamp(at + 1, until);
            visit(at, end, piece.verdict.state);
            at = end;
        }
    }

    /// Whether the state is one of those wanted for all of `from` to `until`, for at least the minute of `from`.
    pub fn holds_through(&self, plan: u32, from: Minute, until: Minute, is_wanted: impl Fn(State) -> bool) -> bool {
        let longest = Minute::from(Schedule::MAX_PERIOD_DAYS) * 24 * 60;
        if until - from > longest {
            return false;
        }
        let mut at = from;
        loop {
            match self.piece(plan, at) {
                Some(piece) if is_wanted(piece.verdict.state) => at = piece.end.max(at + 1),
                _ => return false,
            }
            if at >= until {
                return true;
            }
        }
    }

    /// Whether the plan rests on a reading with caveats.
    pub fn has_caveat(&self, plan: u32) -> bool {
        self.caveats.get(plan as usize).copied().unwrap_or_default()
    }

    /// The whole answer for a plan.
    pub fn status(&self, plan: u32, at: NaiveDateTime) -> Option<Status> {
        self.compiled_status(plan, at).or_else(|| self.reckoned_status(plan, at))
    }

    /// The same from the compiled days alone, as far as they tell all of it; they are laid out to be read at once, which a
    /// plan's own timeline is not.
    fn compiled_status(&self, plan: u32, at: NaiveDateTime) -> Option<Status> {
        let now = self.moment(self.minute(at))?.piece(plan)?;
        let has_caveat = *self.caveats.get(plan as usize)?;
        let (mut piece, mut until) = (now, None);
        loop {
            let next = self.moment(piece.end)?.piece(plan)?;
            let (before, after) = (piece.verdict.state, next.verdict.state);
            if until.is_none() && after != before {
                until = Some(piece.end);
            }
            if before != State::Open && after == State::Open {
                let (until, next_open) = (self.instant(until?)?, self.instant(piece.end)?);
                return Some(now.verdict.status(has_caveat, Some(until), Some(next_open)));
            }
            piece = next;
        }
    }

    fn reckoned_status(&self, plan: u32, at: NaiveDateTime) -> Option<Status> {
        let plan = self.all.get(plan as usize)?;
        let compiled = match &plan.after {
            Some(after) => plan.timeline.status_with(at, after),
            None => plan.timeline.status(at),
        };
        if let Ok(status) = compiled {
            return Some(status);
        }
        let calendar = self.calendars.get(plan.calendar as usize)?;
        if plan.is_silent {
            // Looking for an end that never comes would take longer than all the rest of a search.
            let Verdict { state, basis, reason, caution } = plan.schedule.verdict(calendar, at);
            return Some(Status { state, basis, until: None, next_open: None, call_first: true, reason, caution });
        }
        Some(plan.schedule.status(calendar, at))
    }

    /// The schedule of a plan and the calendar it is evaluated with.
    pub fn schedule(&self, plan: u32) -> Option<(&Schedule, &Calendar)> {
        let plan = self.all.get(plan as usize)?;
        self.calendars.get(plan.calendar as usize).map(|calendar| (&plan.schedule, calendar))
    }
}

/// Lets pharmacies whose hours read the same share them, so that they also share a plan.
pub(super) fn share_hours(pharmacies: &mut [Pharmacy]) {
    let mut known: HashSet<Arc<StatedHours>, RandomState> = HashSet::default();
    let mut is_known: HashSet<*const StatedHours, RandomState> = HashSet::default();
    let facts = pharmacies.iter_mut().map(|pharmacy| &mut pharmacy.facts);
    for hours in facts.flat_map(|facts| [&mut facts.hours, &mut facts.home_visit_hours]).flatten() {
        if is_known.contains(&Arc::as_ptr(hours)) {
            continue;
        }
        if let Some(shared) = known.get(hours) {
            *hours = Arc::clone(shared);
        } else {
            is_known.insert(Arc::as_ptr(hours));
            known.insert(Arc::clone(hours));
        }
    }
}

/// Which 年末年始 holds for a pharmacy.
struct YearEnds<'a> {
    areas: &'a Areas,
    of_lists: HashMap<&'a str, YearPeriod>,
}

impl<'a> YearEnds<'a> {
    fn new(associations: &'a [Association], areas: &'a Areas) -> Self {
        let stated = associations.iter().filter_map(|a| a.area.year_end.map(|period| (a.id.as_str(), period)));
        Self { areas, of_lists: stated.collect() }
    }

    /// That of its municipality, else that of the association of its highest source; `None` for the default.
    fn of(&self, index: u32, pharmacy: &Pharmacy) -> Option<YearPeriod> {
        let at_home = self.areas.home(index).and_then(|area| area.year_end);
        at_home.or_else(|| {
            pharmacy.sources.first().and_then(|source| self.of_lists.get(source.association.as_str()).copied())
        })
    }
}

/// The calendars in use so far, each with the compiled days.
struct Calendars {
    first: NaiveDate,
    all: Vec<Calendar>,
    windows: Vec<Window>,
}

impl Calendars {
    /// The number of the calendar with that 年末年始.
    fn with(&mut self, calendar: &Calendar, year_end: Option<YearPeriod>) -> u32 {
        let year_end = year_end.unwrap_or(calendar.year_end);
        let known = self.all.iter().position(|known| known.year_end == year_end);
        known.unwrap_or_else(|| {
            let calendar = Calendar { year_end, ..calendar.clone() };
            self.windows.push(Window::new(&calendar, self.first, DAYS));
            self.all.push(calendar);
            self.all.len() - 1
        }) as u32
    }

    fn plan(&self, schedule: Schedule, calendar: u32) -> Option<Plan> {
        let timeline = self.windows.get(calendar as usize)?.compile(&schedule);
        let after = self.after(&schedule, &timeline, calendar);
        let is_silent = schedule.week.is_none()
            && schedule.on_call == OnCall::No
            && schedule.exceptions.is_empty()
            && schedule.duties.is_empty()
            && schedule.crisis.is_empty();
        Some(Plan { schedule, calendar, timeline, after, is_silent })
    }

    /// The answer of the last compiled minute, for a plan of which the first days do not tell all.
    fn after(&self, schedule: &Schedule, timeline: &Timeline, calendar: u32) -> Option<Status> {
        let start = self.first.and_time(chrono::NaiveTime::MIN);
        if timeline.status(start + TimeDelta::days(ASKED_DAYS)).is_ok() {
            return None;
        }
        let last = start + TimeDelta::minutes(COMPILED - 1);
        Some(schedule.status(self.all.get(calendar as usize)?, last))
    }
}
