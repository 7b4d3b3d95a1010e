//! What the search does with time: compile 60,000 schedules for 15 days, then look up instants.
//!
//! `cargo bench --bench timeline`. The schedules are of the shapes that real lists have, by their rough shares.

#![expect(clippy::print_stdout, reason = "a bench tells its figures")]

mod bars;

use std::time::Instant;

use chrono::{Days, Duration, NaiveDate, NaiveDateTime};
use divan::{Bencher, black_box};
use yoruyaku::hours::{Calendar, DutyShift, OnCall, Schedule, State, Timeline, Window};

const PHARMACIES: usize = 60_000;
const DAYS: u16 = 15;

/// (share in a hundred, week)
const SHAPES: &[(usize, &str)] = &[
    (30, "Mo-Fr 09:00-18:00; Sa 09:00-13:00"),
    (16, "Mo-Fr 09:00-19:00; Sa 09:00-17:00"),
    (10, "Mo-We,Fr 09:00-18:30; Th 09:00-17:00; Sa 09:00-12:30"),
    (10, "Mo,Tu,Th,Fr 08:30-18:00; We,Sa 08:30-12:30"),
    (8, "Mo-Fr 09:00-13:00,14:00-18:00; Sa 09:00-13:00"),
    (8, "Mo-Su 10:00-21:00"),
    (6, "Mo-Fr 08:30-17:30"),
    (5, "Mo-Fr 09:00-19:00; Sa[1,3] 09:00-13:00; Sa[2,4,5] off; PH off"),
    (4, "Mo-Fr 09:00-13:00,15:00-19:00; Sa 09:00-13:00; PH 09:00-12:00; Dec 29-Jan 03 off"),
    (2, "Mo-Sa 10:00-26:00; Su 18:00-26:00"),
    (1, "Mo-Su 00:00-24:00; PH 00:00-24:00"),
];

fn main() {
    // `cargo test --benches` runs this too, with `--test`; nothing is measured then.
    if !std::env::args().any(|argument| argument == "--test") {
        tell_bars();
    }
    divan::main();
}

/// The least of some runs of each: what else the machine does only ever adds.
fn tell_bars() {
    const RUNS: usize = 20;
    let least_ms = |run: &dyn Fn()| {
        let once = || {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64() * 1e3
        };
        (0..RUNS).map(|_| once()).fold(f64::INFINITY, f64::min)
    };
    let (calendar, schedules) = (Calendar::japan(), schedules());
    let compiled = least_ms(&|| {
        let window = Window::new(&calendar, from(), DAYS);
        black_box(schedules.iter().map(|schedule| window.compile(schedule)).collect::<Vec<_>>());
    });
    bars::at_most("timeline: compile 60,000 schedules for 15 days", compiled, 50.0, "ms");
    let timelines = timelines();
    let looked_up = least_ms(&|| {
        let at = black_box(tonight());
        black_box(timelines.iter().filter(|timeline| timeline.state(at) == Ok(State::Open)).count());
    });
    bars::at_most("timeline: look up one state", looked_up * 1e6 / PHARMACIES as f64, 15.0, "ns");
    bars::at_most("timeline: a schedule of 15 days", mean_size(), 150.0, "bytes");
}

fn from() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 16).expect("a date")
}

fn schedules() -> Vec<Schedule> {
    let shapes: Vec<Schedule> = SHAPES
        .iter()
        .flat_map(|(share, week)| {
            let week = Some(week.parse().expect("a week"));
            std::iter::repeat_n(Schedule { week, ..Schedule::default() }, *share)
        })
        .collect();
    let shuffled = shapes.iter().cycle().step_by(37).cloned();
    let make = |(number, mut schedule): (usize, Schedule)| {
        if number.is_multiple_of(5) {
            schedule.on_call = OnCall::Always { conditional: number.is_multiple_of(2) };
        }
        if number.is_multiple_of(100) {
            let start = from().and_hms_opt(20, 0, 0).expect("an hour") + Days::new(number as u64 % 15);
            schedule.duties = DutyShift::new(start, start + Duration::hours(12)).into_iter().collect();
        }
        schedule
    };
    shuffled.take(PHARMACIES).enumerate().map(make).collect()
}

fn timelines() -> Vec<Timeline> {
    let window = Window::new(&Calendar::japan(), from(), DAYS);
    schedules().iter().map(|schedule| window.compile(schedule)).collect()
}

fn mean_size() -> f64 {
    timelines().iter().map(Timeline::size).sum::<usize>() as f64 / PHARMACIES as f64
}

fn tonight() -> NaiveDateTime {
    from().and_hms_opt(19, 30, 0).expect("an hour") + Duration::days(6)
}

#[divan::bench]
fn compile_60_000(bencher: Bencher<'_, '_>) {
    let (calendar, schedules) = (Calendar::japan(), schedules());
    bencher.bench(|| {
        let window = Window::new(&calendar, from(), DAYS);
        schedules.iter().map(|schedule| window.compile(schedule)).collect::<Vec<_>>()
    });
}

#[divan::bench]
fn look_up_60_000_states(bencher: Bencher<'_, '_>) {
    let timelines = timelines();
    bencher.counter(divan::counter::ItemsCount::new(PHARMACIES)).bench(|| {
        let at = black_box(tonight());
        timelines.iter().filter(|timeline| timeline.state(at) == Ok(State::Open)).count()
    });
}

#[divan::bench]
fn look_up_60_000_whole_answers(bencher: Bencher<'_, '_>) {
    let timelines = timelines();
    bencher.counter(divan::counter::ItemsCount::new(PHARMACIES)).bench(|| {
        let at = black_box(tonight());
        timelines.iter().filter(|timeline| timeline.status(at).is_ok()).count()
    });
}

#[divan::bench]
fn evaluate_1_000_by_the_rules(bencher: Bencher<'_, '_>) {
    let (calendar, schedules) = (Calendar::japan(), schedules());
    bencher.counter(divan::counter::ItemsCount::new(1_000_usize)).bench(|| {
        let at = black_box(tonight());
        let open = |schedule: &&Schedule| schedule.status(&calendar, at).state == State::Open;
        schedules.iter().take(1_000).filter(open).count()
    });
}
