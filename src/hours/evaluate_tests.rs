use super::*;
use crate::hours::{CrisisCheckIn, DateException, DutyShift, OnCall, WeeklyHours};

fn instant_of(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn span(text: &str) -> (NaiveDateTime, NaiveDateTime) {
    let (from, until) = text.split_once('/').expect("two instants");
    (instant_of(from), instant_of(until))
}

/// A schedule from the golden table's words: a week or `-`, and what holds besides, parted by ` | `.
fn schedule(week: &str, besides: &str) -> Schedule {
    let week_of = |text: &str| text.parse::<WeeklyHours>().unwrap_or_else(|e| panic!("{e}"));
    let mut schedule = Schedule { week: (week != "-").then(|| week_of(week)), ..Schedule::default() };
    for word in besides.split(" | ").filter(|word| *word != "-") {
        let (kind, rest) = word.split_once(' ').unwrap_or((word, ""));
        match (kind, rest) {
            ("caveat", "") => schedule.caveat = true,
            ("on_call", "" | "conditional") => schedule.on_call = OnCall::Always { conditional: !rest.is_empty() },
            ("on_call", _) => {
                let week = rest.strip_prefix("during ").expect("a week");
                schedule.on_call = OnCall::During(Box::new(week_of(week)));
            }
            ("duty", _) => {
                let (start, end) = span(rest);
                schedule.duties.push(DutyShift::new(start, end).expect("a shift"));
            }
            ("crisis", _) => {
                let (state, when) = rest.split_once(' ').expect("a state and a span");
                let (from, until) = span(when);
                let state = State::from_name(state).expect("a state");
                schedule.crisis.push(CrisisCheckIn { state, from, until });
            }
            (date, hours) => schedule.exceptions.push(DateException {
                on: date.parse().expect("a date"),
                hours: hours.parse().expect("hours"),
                reason: String::new(),
            }),
        }
    }
    schedule
}

#[test]
fn the_golden_table_of_availability_holds() {
    let calendar = Calendar::japan();
    let mut rows = 0;
    for row in include_str!("../../tests/golden/availability.tsv").lines().skip(1) {
        let columns: Vec<_> = row.split('\t').collect();
        let [note, week, besides, at, expected @ ..] = columns.as_slice() else { panic!("{row}: ten columns") };
        let status = schedule(week, besides).status(&calendar, instant_of(at));
        let time = |at: Option<NaiveDateTime>| at.map_or("-".to_owned(), |at| at.format("%Y-%m-%dT%H:%M").to_string());
        let told = [
            status.state.as_str(),
            status.basis.as_str(),
            status.reason.as_str(),
            &time(status.until),
            &time(status.next_open),
            if status.call_first { "yes" } else { "no" },
        ];
        assert_eq!(told, expected, "{note}");
        rows += 1;
    }
    assert!(rows >= 60, "{rows} rows");
}

#[test]
fn open_through_means_all_of_it() {
    let calendar = Calendar::japan();
    let lunch = schedule("Mo-Fr 09:00-13:00,14:00-18:00", "-");
    let through = |from: &str, until: &str| lunch.open_through(&calendar, instant_of(from), instant_of(until));
    assert!(through("2026-11-24T09:00", "2026-11-24T13:00"));
    assert!(!through("2026-11-24T12:00", "2026-11-24T14:30"));
    assert!(!through("2026-11-24T08:59", "2026-11-24T09:30"));
    assert!(through("2026-11-24T12:59", "2026-11-24T12:59"), "an instant");
    let always = schedule("Mo-Su 00:00-24:00; PH 00:00-24:00; Dec 29-Jan 03 00:00-24:00", "-");
    let state = |from: &str, until: &str| always.throughout(&calendar, instant_of(from), instant_of(until));
    assert_eq!(state("2026-01-01T00:00", "2027-01-01T00:00"), Some(State::Open));
    assert_eq!(state("2026-01-01T00:00", "2027-06-01T00:00"), None, "longer than may be asked");
}

#[test]
fn next_close_is_the_end_of_this_or_the_next_opening() {
    let calendar = Calendar::japan();
    let schedule = schedule("Mo-Fr 09:00-13:00,14:00-18:00", "-");
    let next = |at: &str| schedule.next_close(&calendar, instant_of(at));
    assert_eq!(next("2026-11-24T10:00"), Some(instant_of("2026-11-24T13:00")));
    assert_eq!(next("2026-11-24T13:00"), Some(instant_of("2026-11-24T18:00")));
    assert_eq!(Schedule::default().next_close(&calendar, instant_of("2026-11-24T13:00")), None);
}

#[test]
fn intervals_cover_the_period_and_no_more_than_may_be_asked() {
    let calendar = Calendar::japan();
    let schedule = schedule("Mo-Fr 09:00-18:00", "-");
    let intervals = |from: &str, to: &str| schedule.intervals(&calendar, instant_of(from), instant_of(to));
    let told: Vec<_> = intervals("2026-11-22T12:00", "2026-11-24T10:00")
        .iter()
        .map(|interval| format!("{} {}", interval.start.format("%dT%H:%M"), interval.state.as_str()))
        .collect();
    assert_eq!(told, ["22T12:00 closed", "23T00:00 unknown", "24T00:00 closed", "24T09:00 open"]);
    assert_eq!(intervals("2026-11-22T12:00", "2026-11-22T12:00"), []);
    let longest = intervals("2024-01-01T00:00", "9999-01-01T00:00");
    let days = longest.last().expect("intervals").end - longest.first().expect("intervals").start;
    assert_eq!(days.num_days(), i64::from(Schedule::MAX_PERIOD_DAYS));
}

#[test]
fn the_ends_of_time_are_answered_without_a_panic() {
    let calendar = Calendar::japan();
    let schedule = schedule("Mo-Su 20:00-30:00", "on_call | 2026-11-24 off | duty 2026-11-24T09:00/2026-11-25T09:00");
    for at in [NaiveDateTime::MIN, NaiveDateTime::MAX] {
        let status = schedule.status(&calendar, at);
        assert_eq!(schedule.verdict(&calendar, at).state, status.state);
        let _ = schedule.intervals(&calendar, at, NaiveDateTime::MAX);
        let _ = schedule.intervals(&calendar, NaiveDateTime::MIN, at);
        assert_eq!(schedule.throughout(&calendar, NaiveDateTime::MIN, NaiveDateTime::MAX), None);
        let _ = crate::hours::Timeline::compile(&schedule, &calendar, at.date(), 15).status(at);
    }
}
