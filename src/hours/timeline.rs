//! A schedule compiled for a few days: a sorted list of changes, so that a search over thousands of pharmacies looks up
//! instead of evaluating.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime};
use thiserror::Error;

use super::{
    availability::{Status, Verdict},
    calendar::{Calendar, Day, Minute, instant, minute_of},
    day::{Evening, Plan},
    reason::Reason,
    schedule::Schedule,
    state::{Basis, State},
    time::DAY_MIN,
};

/// The answer lies outside the compiled days: ask the schedule itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("outside the compiled days")]
pub struct OutsideWindow;

/// Consecutive days, looked up in the calendar once for all schedules that are compiled for them.
#[derive(Clone, Debug)]
pub struct Window {
    before: Option<Day>,
    days: Vec<Day>,
    first: i32,
}

impl Window {
    /// The longest window, in days.
    pub const MAX_DAYS: u16 = 400;

    /// `days` days from `from` on, at most [`Window::MAX_DAYS`].
    pub fn new(calendar: &Calendar, from: NaiveDate, days: u16) -> Self {
        let day = |date| Day::new(date, calendar);
        Self {
            before: from.checked_sub_days(Days::new(1)).map(day),
            days: from.iter_days().take(days.min(Self::MAX_DAYS).into()).map(day).collect(),
            first: from.num_days_from_ce(),
        }
    }

    /// The schedule's timeline over these days.
    pub fn compile(&self, schedule: &Schedule) -> Timeline {
        let mut changes = Vec::with_capacity(self.days.len() * 4);
        let mut yesterday = self.before.as_ref().map_or(Plan::NONE, |day| Plan::of(schedule, day));
        let mut last = None;
        let mut midnight = 0;
        for day in &self.days {
            let today = Plan::of(schedule, day);
            Evening { schedule, yesterday, today, start: day.start }.pieces(|of_day, verdict| {
                if last != Some(verdict) {
                    changes.push(Change::new(midnight + u32::from(of_day), verdict));
                    last = Some(verdict);
                }
            });
            yesterday = today;
            midnight += u32::from(DAY_MIN);
        }
        Timeline { changes: changes.into(), first: self.first, days: self.days.len() as u16, caveat: schedule.caveat }
    }
}

/// What a schedule says minute by minute of a few days. Its answers are those of the schedule; what it cannot tell for
/// the days ending too early, it does not tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    changes: Box<[Change]>,
    /// The first day, counted from the Common Era.
    first: i32,
    days: u16,
    caveat: bool,
}

impl Timeline {
    /// The timeline of one schedule; for many, make the [`Window`] once.
    pub fn compile(schedule: &Schedule, calendar: &Calendar, from: NaiveDate, days: u16) -> Self {
        Window::new(calendar, from, days).compile(schedule)
    }

    /// What decides the minute of `at`.
    ///
    /// # Errors
    /// When `at` is outside the compiled days.
    pub fn verdict(&self, at: NaiveDateTime) -> Result<Verdict, OutsideWindow> {
        self.ahead(at)?.first().map(|change| change.verdict()).ok_or(OutsideWindow)
    }

    /// What decides a minute, counted from the first midnight of the compiled days, and the minute at which that ends: the
    /// next change, or the end of the days. `None` outside them.
    ///
    /// For a search that asks thousands of timelines of the same days for the same minute.
    pub fn piece(&self, minute: u32) -> Option<(Verdict, u32)> {
        let end = u32::from(self.days) * u32::from(DAY_MIN);
        let later = self.later(minute);
        let holding = self.changes.get(later.checked_sub(1)?).filter(|_| minute < end)?;
        Some((holding.verdict(), self.changes.get(later).map_or(end, |change| change.minute())))
    }

    /// Everything it says: each verdict with the minute at which it ends, counted as for [`Timeline::piece`], in order.
    pub fn pieces(&self) -> impl Iterator<Item = (Verdict, u32)> {
        let end = u32::from(self.days) * u32::from(DAY_MIN);
        let ends = self.changes.iter().skip(1).map(|change| change.minute()).chain([end]);
        self.changes.iter().map(|change| change.verdict()).zip(ends)
    }

    /// The state at `at`.
    ///
    /// # Errors
    /// When `at` is outside the compiled days.
    pub fn state(&self, at: NaiveDateTime) -> Result<State, OutsideWindow> {
        self.ahead(at)?.first().map(|change| change.state()).ok_or(OutsideWindow)
    }

    /// The whole answer at `at`, as [`Schedule::status`] gives it.
    ///
    /// # Errors
    /// When `at`, the end of the state or the next opening is outside the compiled days.
    pub fn status(&self, at: NaiveDateTime) -> Result<Status, OutsideWindow> {
        let (now, until, next_open) = self.outlook(at)?;
        let (until, next_open) = (until.ok_or(OutsideWindow)?, next_open.ok_or(OutsideWindow)?);
        Ok(now.status(self.caveat, Some(until), Some(next_open)))
    }

    /// The same, with what comes after the compiled days told: `after` is the answer of their last minute. It takes nothing
    /// for `until` or `next_open` that [`Schedule::status`] would not look at from `at` on.
    ///
    /// # Errors
    /// When `at` is outside the compiled days.
    pub fn status_with(&self, at: NaiveDateTime, after: &Status) -> Result<Status, OutsideWindow> {
        let (now, until, next_open) = self.outlook(at)?;
        let looked_to = at.date().checked_add_days(Days::new(Schedule::LOOKAHEAD_DAYS.into()));
        let is_seen = |instant: &NaiveDateTime| looked_to.is_none_or(|end| instant.date() < end);
        Ok(now.status(
            self.caveat,
            until.or(after.until.filter(is_seen)),
            next_open.or(after.next_open.filter(is_seen)),
        ))
    }

    /// What decides `at`, when its state ends and when it next opens, as far as the compiled days tell.
    fn outlook(
        &self,
        at: NaiveDateTime,
    ) -> Result<(Verdict, Option<NaiveDateTime>, Option<NaiveDateTime>), OutsideWindow> {
        let ahead = self.ahead(at)?;
        let now = ahead.first().ok_or(OutsideWindow)?.verdict();
        let until = ahead.iter().find(|change| change.state() != now.state);
        let mut pairs = ahead.iter().zip(ahead.iter().skip(1));
        let opens =
            |(before, after): &(&Change, &Change)| before.state() != State::Open && after.state() == State::Open;
        let next_open = pairs.find(opens).map(|(_, opening)| opening);
        Ok((now, until.and_then(|change| self.instant(*change)), next_open.and_then(|change| self.instant(*change))))
    }

    /// Until when the state at `at` holds.
    ///
    /// # Errors
    /// When `at` or that end is outside the compiled days.
    pub fn until(&self, at: NaiveDateTime) -> Result<NaiveDateTime, OutsideWindow> {
        let ahead = self.ahead(at)?;
        let now = ahead.first().ok_or(OutsideWindow)?.state();
        let until = ahead.iter().find(|change| change.state() != now);
        until.and_then(|change| self.instant(*change)).ok_or(OutsideWindow)
    }

    /// The one state that holds from `from` to `until` (not included), as [`Schedule::throughout`] gives it.
    ///
    /// # Errors
    /// When one of them is outside the compiled days.
    pub fn throughout(&self, from: NaiveDateTime, until: NaiveDateTime) -> Result<Option<State>, OutsideWindow> {
        let ahead = self.ahead(from)?;
        let now = ahead.first().ok_or(OutsideWindow)?.state();
        let end = minute_of(until) - self.start() + Minute::from(instant(minute_of(until)) != Some(until));
        if end > Minute::from(self.days) * Minute::from(DAY_MIN) {
            return Err(OutsideWindow);
        }
        let mut before_the_end = ahead.iter().skip(1).take_while(|change| Minute::from(change.minute()) < end);
        Ok(before_the_end.all(|change| change.state() == now).then_some(now))
    }

    /// Bytes it takes, with the allocation behind it.
    pub fn size(&self) -> usize {
        size_of::<Self>() + size_of_val(&*self.changes)
    }

    /// The change that holds at `at`, and all later ones.
    fn ahead(&self, at: NaiveDateTime) -> Result<&[Change], OutsideWindow> {
        let minute = u32::try_from(minute_of(at) - self.start()).map_err(|_| OutsideWindow)?;
        if minute >= u32::from(self.days) * u32::from(DAY_MIN) {
            return Err(OutsideWindow);
        }
        let later = self.later(minute);
        self.changes.get(later.saturating_sub(1)..).ok_or(OutsideWindow)
    }

    /// The place of the first change after a minute.
    fn later(&self, minute: u32) -> usize {
        if self.changes.len() > FEW {
            return self.changes.partition_point(|change| change.minute() <= minute);
        }
        // All of a few are compared at once: nothing waits for the one before, neither memory nor a guessed branch.
        self.changes.iter().map(|change| u32::from(change.minute() <= minute)).sum::<u32>() as usize
    }

    fn start(&self) -> Minute {
        Minute::from(self.first) * Minute::from(DAY_MIN)
    }

    fn instant(&self, change: Change) -> Option<NaiveDateTime> {
        instant(self.start() + Minute::from(change.minute()))
    }
}

/// So many changes at most are counted through; of a fortnight there are some thirty.
const FEW: usize = 64;

/// A minute of the window and the verdict from it on, in four bytes: 21 bits of minute, 5 of reason, 3 of basis, 1 of
/// caution, 2 of state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Change(u32);

impl Change {
    fn new(minute: u32, verdict: Verdict) -> Self {
        let Verdict { state, basis, reason, caution } = verdict;
        Self(minute << 11 | (reason as u32) << 6 | (basis as u32) << 3 | u32::from(caution) << 2 | state as u32)
    }

    fn minute(self) -> u32 {
        self.0 >> 11
    }

    fn state(self) -> State {
        match self.0 & 3 {
            0 => State::Open,
            1 => State::OnCall,
            2 => State::Closed,
            _ => State::Unknown,
        }
    }

    fn verdict(self) -> Verdict {
        let basis = Basis::ALL.get((self.0 >> 3 & 7) as usize);
        let reason = Reason::ALL.get((self.0 >> 6 & 31) as usize);
        Verdict {
            state: self.state(),
            basis: basis.copied().unwrap_or(Basis::None),
            reason: reason.copied().unwrap_or(Reason::NoHours),
            caution: self.0 & 4 != 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_holds_every_verdict() {
        for state in State::ALL {
            for basis in Basis::ALL {
                for reason in Reason::ALL {
                    for caution in [false, true] {
                        let verdict = Verdict { state, basis, reason, caution };
                        let minute = u32::from(Window::MAX_DAYS) * u32::from(DAY_MIN);
                        let change = Change::new(minute, verdict);
                        assert_eq!((change.minute(), change.state(), change.verdict()), (minute, state, verdict));
                    }
                }
            }
        }
    }

    #[test]
    fn a_pharmacy_takes_few_bytes() {
        // Of a hundred pharmacies on real lists so many have such a week.
        let shapes = [
            (56, "Mo-Fr 09:00-18:00; Sa 09:00-13:00"),
            (10, "Mo-We,Fr 09:00-18:30; Th 09:00-17:00; Sa 09:00-12:30"),
            (8, "Mo-Fr 09:00-13:00,14:00-18:00; Sa 09:00-13:00"),
            (8, "Mo-Su 10:00-21:00"),
            (6, "Mo-Fr 08:30-17:30"),
            (5, "Mo-Fr 09:00-19:00; Sa[1,3] 09:00-13:00; Sa[2,4,5] off; PH off"),
            (4, "Mo-Fr 09:00-13:00,15:00-19:00; Sa 09:00-13:00; PH 09:00-12:00; Dec 29-Jan 03 off"),
            (3, "Mo-Sa 10:00-26:00; Su 18:00-26:00"),
        ];
        let window = Window::new(&Calendar::japan(), NaiveDate::from_ymd_opt(2026, 11, 16).unwrap(), 15);
        let size = |week: &str| {
            let schedule = Schedule { week: Some(week.parse().unwrap()), ..Schedule::default() };
            window.compile(&schedule).size()
        };
        assert_eq!(shapes.iter().map(|(share, _)| share).sum::<usize>(), 100);
        let sum: usize = shapes.iter().map(|(share, week)| share * size(week)).sum();
        assert!(sum <= 150 * 100, "{sum} bytes for a hundred");
        assert_eq!(size_of::<Change>(), 4);
    }

    #[test]
    fn a_timeline_tells_nothing_of_other_days() {
        let schedule = Schedule { week: Some("Mo-Su 09:00-18:00".parse().unwrap()), ..Schedule::default() };
        let from = NaiveDate::from_ymd_opt(2026, 11, 2).unwrap();
        let timeline = Timeline::compile(&schedule, &Calendar::japan(), from, 2);
        let at = |day: u32, hour| NaiveDate::from_ymd_opt(2026, 11, day).unwrap().and_hms_opt(hour, 0, 0).unwrap();
        assert_eq!(timeline.state(at(1, 23)), Err(OutsideWindow));
        assert_eq!(timeline.state(at(2, 0)), Ok(State::Closed));
        assert_eq!(timeline.until(at(2, 10)), Ok(at(2, 18)));
        assert_eq!(timeline.until(at(2, 20)), Ok(at(3, 0)), "the next day is a holiday of unknown hours");
        assert_eq!(timeline.until(at(3, 0)), Err(OutsideWindow));
        assert_eq!(timeline.state(at(4, 0)), Err(OutsideWindow));
        let open = timeline.piece(9 * 60).map(|(verdict, end)| (verdict.state, end));
        assert_eq!(open, Some((State::Open, 18 * 60)));
        assert_eq!(timeline.piece(47 * 60).map(|(_, end)| end), Some(48 * 60));
        assert_eq!(timeline.piece(48 * 60), None);
        assert_eq!(Timeline::compile(&schedule, &Calendar::japan(), from, 0).state(at(2, 0)), Err(OutsideWindow));
    }

    /// A short and a long timeline look for a minute in ways of their own; both find what the rules say.
    #[test]
    fn every_minute_is_found_in_few_changes_and_in_many() {
        let week = "Mo-Fr 09:00-13:00,14:00-18:00; Sa 09:00-13:00";
        let schedule = Schedule { week: Some(week.parse().unwrap()), ..Schedule::default() };
        let calendar = Calendar::japan();
        let from = NaiveDate::from_ymd_opt(2026, 11, 2).unwrap();
        for (days, is_long) in [(5, false), (60, true)] {
            let timeline = Timeline::compile(&schedule, &calendar, from, days);
            assert_eq!(timeline.changes.len() > FEW, is_long);
            for minute in (0..i64::from(days) * 1440).step_by(7).chain([0, 539, 540, 779, 780]) {
                let at = from.and_hms_opt(0, 0, 0).unwrap() + chrono::TimeDelta::minutes(minute);
                assert_eq!(timeline.state(at), Ok(schedule.status(&calendar, at).state), "{at}");
            }
        }
    }
}
