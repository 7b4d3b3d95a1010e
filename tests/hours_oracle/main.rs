//! Random schedules over three years, answered by the engine, by the compiled timeline and by a naive oracle.
//!
//! `YORUYAKU_ORACLE_CASES=10000 cargo test --release --test hours_oracle` is the long run; `YORUYAKU_ORACLE_SEED` repeats
//! one. The seed is printed with every failure.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_wrap,
    clippy::print_stdout,
    reason = "a test: a panic is a failure, and its numbers are small"
)]

mod oracle;
mod random;

use std::collections::BTreeSet;

use chrono::{Days, Duration, NaiveDate, NaiveDateTime};
use oracle::Facts;
use random::Random;
use yoruyaku::hours::{Calendar, Interval, OnCall, OutsideWindow, Schedule, State, Timeline, Verdict, WeeklyHours};

const DAYS: u64 = 3 * 365 + 1;

/// One random schedule, its calendar, and the first of its three years.
struct Case {
    number: u64,
    seed: u64,
    schedule: Schedule,
    calendar: Calendar,
    facts: Facts,
    from: NaiveDate,
    random: Random,
}

#[expect(clippy::disallowed_methods, reason = "a test's own settings")]
fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |value| value.parse().expect("a number"))
}

fn cases() -> impl Iterator<Item = Case> {
    let seed = setting("YORUYAKU_ORACLE_SEED", 20_261_122);
    let cases = setting("YORUYAKU_ORACLE_CASES", 12);
    println!("{cases} random schedules, YORUYAKU_ORACLE_SEED={seed}");
    (0..cases).map(move |number| {
        let mut random = Random(seed ^ (number << 32));
        // Three years that cover a leap day, the calendar's horizon, or neither.
        let first = NaiveDate::from_ymd_opt(2023, 11, 1).expect("a date");
        let from = first + Days::new(random.below(500));
        let calendar = random::calendar(&mut random);
        let schedule = random::schedule(&mut random, from, DAYS);
        Case { number, seed, facts: Facts::of(&calendar), schedule, calendar, from, random }
    })
}

impl Case {
    fn truth(&self, at: NaiveDateTime) -> Verdict {
        oracle::verdict(&self.schedule, &self.facts, at)
    }

    fn start(&self) -> NaiveDateTime {
        self.from.and_hms_opt(0, 0, 0).expect("midnight")
    }

    fn any_minute(&mut self) -> NaiveDateTime {
        self.start() + Duration::minutes(self.random.below(DAYS * 1440) as i64)
    }

    fn told(&self, at: NaiveDateTime) -> String {
        format!("case {} of seed {}, {at}: {:#?}", self.number, self.seed, self.schedule)
    }

    /// The three years by the engine.
    fn intervals(&self) -> Vec<Interval> {
        let year = Duration::days(DAYS as i64 / 3);
        let years = [self.start(), self.start() + year, self.start() + year * 2, self.start() + year * 3];
        years.windows(2).flat_map(|span| self.schedule.intervals(&self.calendar, span[0], span[1])).collect()
    }

    /// The minutes of a day at which this schedule can change, and their neighbours.
    fn telling_minutes(&self) -> BTreeSet<i64> {
        let on_call = match &self.schedule.on_call {
            OnCall::During(week) => Some(&**week),
            OnCall::No | OnCall::Always { .. } => None,
        };
        let of_week = |week: &WeeklyHours| {
            let days = week.weekdays.iter().chain([&week.holiday]);
            let days =
                days.chain(week.nth.iter().map(|rule| &rule.hours)).chain(week.yearly.iter().map(|rule| &rule.hours));
            days.flat_map(|hours| hours.ranges().to_vec()).collect::<Vec<_>>()
        };
        let weeks = self.schedule.week.iter().chain(on_call).flat_map(of_week);
        let exceptions = self.schedule.exceptions.iter().flat_map(|exception| exception.hours.ranges().to_vec());
        let times =
            weeks.chain(exceptions).flat_map(|range| [Some(range.start()), range.last_reception(), Some(range.end())]);
        let changes = times.flatten().map(|time| i64::from(time.minutes())).chain([0]);
        changes.flat_map(|minute| [minute - 1, minute, minute + 1]).map(|minute| minute.rem_euclid(1440)).collect()
    }
}

#[test]
fn the_engine_agrees_with_the_oracle_minute_by_minute() {
    let mut compared = 0_u64;
    for mut case in cases() {
        let intervals = case.intervals();
        let mut expected = case.start();
        for interval in &intervals {
            assert_eq!(interval.start, expected, "a gap: {}", case.told(expected));
            expected = interval.end;
        }
        assert_eq!(expected, case.start() + Duration::days(DAYS as i64 / 3 * 3), "{}", case.told(expected));

        let mut minutes: BTreeSet<NaiveDateTime> = BTreeSet::new();
        for interval in &intervals {
            minutes.extend([interval.start, interval.end - Duration::minutes(1)]);
        }
        for date in case.from.iter_days().take((DAYS / 3 * 3) as usize) {
            let midnight = date.and_hms_opt(0, 0, 0).expect("midnight");
            minutes.extend(case.telling_minutes().iter().map(|minute| midnight + Duration::minutes(*minute)));
        }
        let instants = case.schedule.duties.iter().flat_map(|shift| [shift.start(), shift.end()]);
        let instants = instants.chain(case.schedule.crisis.iter().flat_map(|crisis| [crisis.from, crisis.until]));
        for at in instants {
            let around = (-2..=2).map(|minutes| whole_minute(at) + Duration::minutes(minutes));
            minutes.extend(around.filter(|at| *at >= case.start() && *at < expected));
        }
        for _ in 0..3 {
            let midnight = case.any_minute().date().and_hms_opt(0, 0, 0).expect("midnight");
            minutes.extend((0..1440).map(|minute| midnight + Duration::minutes(minute)).filter(|at| *at < expected));
        }

        let mut index = 0;
        for at in minutes {
            while intervals[index].end <= at {
                index += 1;
            }
            let Interval { state, basis, reason, caution, .. } = intervals[index];
            let truth = case.truth(at);
            assert_eq!(Verdict { state, basis, reason, caution }, truth, "intervals, {}", case.told(at));
            compared += 1;
            if compared.is_multiple_of(64) {
                assert_eq!(case.schedule.verdict(&case.calendar, at), truth, "verdict, {}", case.told(at));
            }
        }
    }
    println!("{compared} minutes compared");
    assert!(compared > 10_000);
}

#[test]
fn what_comes_next_is_what_the_oracle_finds_by_counting_minutes() {
    for mut case in cases() {
        let at = case.any_minute();
        let end = at.date().and_hms_opt(0, 0, 0).expect("midnight") + Duration::days(Schedule::LOOKAHEAD_DAYS.into());
        let now = case.truth(at);
        let (mut until, mut next_open, mut next_close) = (None, None, None);
        let mut before = now.state;
        let mut minute = at + Duration::minutes(1);
        while minute < end && (until.is_none() || next_open.is_none() || next_close.is_none()) {
            let state = case.truth(minute).state;
            if state != now.state {
                until = until.or(Some(minute));
            }
            if state == State::Open && before != State::Open {
                next_open = next_open.or(Some(minute));
            }
            if state != State::Open && before == State::Open {
                next_close = next_close.or(Some(minute));
            }
            before = state;
            minute += Duration::minutes(1);
        }
        let (schedule, calendar) = (&case.schedule, &case.calendar);
        let status = schedule.status(calendar, at + Duration::seconds(30));
        let told = Verdict { state: status.state, basis: status.basis, reason: status.reason, caution: status.caution };
        assert_eq!(told, now, "{}", case.told(at));
        assert_eq!((status.until, status.next_open), (until, next_open), "{}", case.told(at));
        assert_eq!(schedule.next_open(calendar, at), next_open, "{}", case.told(at));
        assert_eq!(schedule.next_close(calendar, at), next_close, "{}", case.told(at));
        let plainly_open = status.state == State::Open && !status.caution;
        assert!(status.call_first || plainly_open, "{}", case.told(at));
        if let Some(until) = until {
            assert_eq!(schedule.throughout(calendar, at, until), Some(now.state), "{}", case.told(at));
            let longer = until + Duration::seconds(1);
            assert_eq!(schedule.throughout(calendar, at, longer), None, "{}", case.told(at));
        }
    }
}

#[test]
fn open_through_is_open_at_every_minute_between() {
    let (mut open, mut not) = (0, 0);
    for mut case in cases() {
        for _ in 0..40 {
            let any = case.any_minute();
            // Most begin with an opening or end about a closing, where one minute decides.
            let opening = case.schedule.next_open(&case.calendar, any).filter(|_| case.random.chance(60));
            let from = opening.unwrap_or(any) + Duration::minutes(case.random.below(3) as i64 - 1);
            let closing = case.schedule.next_close(&case.calendar, from).filter(|_| case.random.chance(60));
            let length = 1 + case.random.below(20 * 60) as i64;
            let until = closing.map_or(from + Duration::minutes(length), |closing| {
                closing + Duration::minutes(case.random.below(3) as i64 - 1)
            });
            let minutes = (until - from).num_minutes();
            if !(1..=3 * 1440).contains(&minutes) {
                continue;
            }
            let is_open = |minute| case.truth(from + Duration::minutes(minute)).state == State::Open;
            let through = (0..minutes).all(is_open);
            let told = case.schedule.open_through(&case.calendar, from, until);
            assert_eq!(told, through, "until {until}, {}", case.told(from));
            let timeline = Timeline::compile(&case.schedule, &case.calendar, from.date(), 5);
            assert_eq!(timeline.throughout(from, until) == Ok(Some(State::Open)), through, "{}", case.told(from));
            if through { open += 1 } else { not += 1 }
        }
    }
    println!("open through {open} intervals, not through {not}");
    assert!(open > 30 && not > 30, "{open} and {not}");
}

#[test]
fn a_timeline_tells_what_the_schedule_tells() {
    for mut case in cases() {
        let from = case.any_minute().date();
        let days = 1 + case.random.below(20) as u16;
        let timeline = Timeline::compile(&case.schedule, &case.calendar, from, days);
        let midnight = from.and_hms_opt(0, 0, 0).expect("midnight");
        let end = midnight + Duration::days(days.into());
        let (schedule, calendar) = (&case.schedule, &case.calendar);
        for outside in [midnight - Duration::seconds(1), end] {
            assert_eq!(timeline.verdict(outside), Err(OutsideWindow));
        }
        for minute in (0..i64::from(days) * 1440).filter(|minute| minute % 30 == 0 || minute % 97 == 0) {
            let at = midnight + Duration::minutes(minute);
            let verdict = schedule.verdict(calendar, at);
            assert_eq!(timeline.verdict(at), Ok(verdict), "{}", case.told(at));
            assert_eq!(timeline.state(at), Ok(verdict.state));
            let status = schedule.status(calendar, at);
            if let Ok(told) = timeline.status(at) {
                assert_eq!(told, status, "{}", case.told(at));
            } else {
                let beyond = |instant: Option<NaiveDateTime>| instant.is_none_or(|instant| instant >= end);
                assert!(beyond(status.until) || beyond(status.next_open), "{}", case.told(at));
            }
            let until = at + Duration::minutes((minute * 7) % 2000);
            match timeline.throughout(at, until) {
                Ok(told) => assert_eq!(told, schedule.throughout(calendar, at, until), "{}", case.told(at)),
                Err(OutsideWindow) => assert!(until > end),
            }
        }
    }
}

fn whole_minute(at: NaiveDateTime) -> NaiveDateTime {
    at - Duration::seconds(at.and_utc().timestamp().rem_euclid(60))
}
