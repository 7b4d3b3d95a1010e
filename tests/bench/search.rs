//! Searching: 1,000, 60,000 and 1,000,000 pharmacies, by day and at three in the morning.
//!
//! `cargo bench --bench search`. Take the ratios from one run on a quiet machine. The bars are those of 60,000.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a bench prints, and stops when wrong"
)]

mod bars;
mod national;

use std::{
    fs,
    hint::black_box,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Instant,
};

use chrono::{NaiveDate, NaiveDateTime};
use national::{Random, Source};
use yoruyaku::{
    directory::{Position, PositionLevel},
    hours::State,
    priority::Priority,
    search::{Directory, Live, Near, Question, Snapshot, Sort},
};

/// Questions of each kind.
const POINTS: usize = 2_000;
/// Runs of each question.
const RUNS: usize = 5;
/// Rounds of the questions while something is published, and turns of that and of quiet.
const ROUNDS: usize = 60;
const TURNS: usize = 9;
const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();

/// Words as people type them: a chain, a town, an address, two words, a common word, one that is nowhere.
const TEXTS: [&str; 12] = [
    "クオール薬局",
    "三軒茶屋",
    "太子堂4丁目",
    "世田谷区経堂1-6-15",
    "さくら薬局 世田谷",
    "ｳｴﾙｼｱ",
    "スギ薬局 名古屋市",
    "横浜市青葉区",
    "けやき",
    "日本調剤 池尻",
    "ない名前の薬局",
    "札幌市中央区北1条西",
];

fn main() {
    // `cargo test --benches` runs this too, with `--test`; there is nothing to test.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let source = Source::new();
    println!("{}", source.origin);
    println!("{:>9}  {:<44} {:>9} {:>9}  {:>7}", "count", "question", "p50 µs", "p99 µs", "of bar");
    for count in [60_000, 1_000, 1_000_000] {
        measure(&source, count);
    }
}

fn at(day: u32, hour: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap().and_hms_opt(hour, 0, 0).unwrap()
}

fn measure(source: &Source, count: usize) {
    let before = resident_mb();
    let directory = source.directory(count, at(20, 0));
    let start = Instant::now();
    let snapshot = Snapshot::build(directory.clone(), TODAY);
    let built_ms = start.elapsed().as_secs_f64() * 1e3;
    println!("{count:>9}  built in {built_ms:.0} ms; resident {:.0} MB, {before:.0} MB before", resident_mb());
    if count == 60_000 {
        publishing(&directory);
    }

    let points = inhabited_points(&snapshot);
    let (day, night) = (at(21, 11), at(19, 3));
    let open = |near: Near, at| Question { near: Some(near), states: vec![State::Open], ..Question::at(at) };
    let within = |position| Near { position, radius_m: Some(3_000.0) };
    let nearest = |position| Near { position, radius_m: None };
    let bars = count == 60_000;
    let table = |name: &str, bar: Option<(f64, f64)>, questions: Vec<Question>| {
        row(&snapshot, count, name, bar.filter(|_| bars), &questions);
    };
    let all = |question: &dyn Fn(Position) -> Question| points.iter().map(|at| question(*at)).collect::<Vec<_>>();
    table("open within 3 km, first 20, Saturday 11:00", Some((5.0, 20.0)), all(&|p| open(within(p), day)));
    table("open within 3 km, first 20, Thursday 03:00", Some((5.0, 20.0)), all(&|p| open(within(p), night)));
    table("nearest 20 open anywhere, Saturday 11:00", None, all(&|p| open(nearest(p), day)));
    table("nearest 20 open anywhere, Thursday 03:00", Some((15.0, f64::INFINITY)), all(&|p| open(nearest(p), night)));
    table("open within 3 km in two months", None, all(&|p| open(within(p), day + chrono::TimeDelta::days(60))));
    table("any state within 3 km", None, all(&|p| Question { states: Vec::new(), ..open(within(p), day) }));
    table("open longest within 3 km", None, all(&|p| Question { sort: Sort::Closing, ..open(within(p), day) }));
    let mut random = Random(3);
    let names = || snapshot.pharmacies().iter().map(|pharmacy| pharmacy.facts.name.as_str());
    let drawn: Vec<String> =
        (0..POINTS / 2).filter_map(|_| names().nth(random.below(count)).map(str::to_owned)).collect();
    let text = |text: &str| Question { text: Some(text.to_owned()), ..Question::at(day) };
    table("text: a pharmacy's name", Some((50.0, f64::INFINITY)), drawn.iter().map(|name| text(name)).collect());
    table("text: as typed", Some((50.0, f64::INFINITY)), (0..POINTS).map(|i| text(TEXTS[i % TEXTS.len()])).collect());
    table("text: 薬局, in most names", None, vec![text("薬局"); 20]);
    table("everything open, by name", None, vec![Question { states: vec![State::Open], ..Question::at(day) }; 20]);
    let brute: Vec<f64> = points.iter().take(20).map(|point| brute_force(&snapshot, *point, day)).collect();
    print_row(count, "(every pharmacy looked at, for comparison)", None, brute);
}

/// The middle and the slowest of each hundred questions, microseconds, while nothing is published and while something is.
struct Turn {
    quiet: (f64, f64),
    busy: (f64, f64),
    published: usize,
}

impl Turn {
    /// How many times as long the slowest take while something is published.
    fn times(&self) -> f64 {
        self.busy.1 / self.quiet.1
    }
}

/// How long building takes, and whether who asks meanwhile notices.
fn publishing(directory: &Directory) {
    let mut built: Vec<f64> = (0..5)
        .map(|_| {
            let directory = directory.clone();
            let start = Instant::now();
            black_box(Snapshot::build(directory, TODAY));
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    built.sort_by(f64::total_cmp);
    println!("    60000  {:<44} {:>6.0} ms {:>6.0} ms", "build, best and worst of 5", built[0], built[4]);
    bars::at_most("search: build a snapshot of 60,000", built[0], 300.0, "ms");
    let live = Live::new(Snapshot::build(directory.clone(), TODAY));
    let points = inhabited_points(&live.current());
    let near = |position| Some(Near { position, radius_m: Some(3_000.0) });
    let at = at(21, 11);
    let questions: Vec<Question> =
        points.iter().map(|p| Question { near: near(*p), states: vec![State::Open], ..Question::at(at) }).collect();
    let ask = |rounds: usize| {
        let mut micros: Vec<f64> = (0..rounds)
            .flat_map(|_| &questions)
            .map(|question| {
                let start = Instant::now();
                black_box(live.current().find(black_box(question)).unwrap());
                start.elapsed().as_secs_f64() * 1e6
            })
            .collect();
        micros.sort_by(f64::total_cmp);
        (micros[micros.len() / 2], micros[micros.len() * 99 / 100])
    };
    let while_published = || {
        let is_over = AtomicBool::new(false);
        thread::scope(|scope| {
            let publisher = scope.spawn(|| {
                let mut published = 0;
                while !is_over.load(Ordering::Relaxed) {
                    // As a server does it.
                    live.replace(Priority::Soon.wait_for(|| Snapshot::build(directory.clone(), TODAY)));
                    published += 1;
                }
                published
            });
            let busy = ask(ROUNDS);
            is_over.store(true, Ordering::Relaxed);
            (busy, publisher.join().unwrap())
        })
    };
    ask(10);
    // In turn, and the middle one counts: a shared machine has seconds when everything takes twice as long.
    let mut turns: Vec<Turn> = (0..TURNS)
        .map(|_| {
            let quiet = ask(ROUNDS);
            let (busy, published) = while_published();
            Turn { quiet, busy, published }
        })
        .collect();
    turns.sort_by(|a, b| a.times().total_cmp(&b.times()));
    for Turn { quiet, busy, published } in &turns {
        println!("    60000  {:<44} {:>9.2} {:>9.2}", "asked while nothing is published", quiet.0, quiet.1);
        println!("    60000  {:<44} {:>9.2} {:>9.2}", format!("asked during {published} publications"), busy.0, busy.1);
    }
    bars::at_most("search: p99 during publications, times that of quiet", turns[TURNS / 2].times(), 2.0, "");
}

fn row(snapshot: &Snapshot, count: usize, name: &str, bar: Option<(f64, f64)>, questions: &[Question]) {
    for question in questions {
        black_box(snapshot.find(question).unwrap());
    }
    // The quickest of some runs of each question: what else the machine does only ever adds.
    let once = |question: &Question| {
        let start = Instant::now();
        black_box(snapshot.find(black_box(question)).unwrap());
        start.elapsed().as_secs_f64() * 1e6
    };
    let micros = questions.iter().map(|question| (0..RUNS).map(|_| once(question)).fold(f64::INFINITY, f64::min));
    print_row(count, name, bar, micros.collect());
}

fn print_row(count: usize, name: &str, bar: Option<(f64, f64)>, mut micros: Vec<f64>) {
    micros.sort_by(f64::total_cmp);
    let (p50, p99) = (micros[micros.len() / 2], micros[micros.len() * 99 / 100]);
    let of_bar = bar.map_or(String::new(), |(half, most)| format!("{:.2}", (p50 / half).max(p99 / most)));
    println!("{count:>9}  {name:<44} {p50:>9.2} {p99:>9.2}  {of_bar:>7}");
    if let Some((half, most)) = bar {
        bars::at_most(&format!("search: {name}, p50"), p50, half, "µs");
        if most.is_finite() {
            bars::at_most(&format!("search: {name}, p99"), p99, most, "µs");
        }
    }
}

/// Microseconds to evaluate and measure every pharmacy for one point.
fn brute_force(snapshot: &Snapshot, point: Position, at: NaiveDateTime) -> f64 {
    let start = Instant::now();
    let mut found: Vec<(f64, usize)> = Vec::new();
    for (index, pharmacy) in snapshot.pharmacies().iter().enumerate() {
        let Some(place) = pharmacy.facts.place else { continue };
        let north = (place.position.lat() - point.lat()) * 111_195.0;
        let east = (place.position.lon() - point.lon()) * 111_195.0 * point.lat().to_radians().cos();
        let distance = north.hypot(east);
        if distance <= 3_000.0 && snapshot.status(index, at).is_some_and(|status| status.state == State::Open) {
            found.push((distance, index));
        }
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    found.truncate(20);
    black_box(found);
    start.elapsed().as_secs_f64() * 1e6
}

/// Points within a kilometre of a pharmacy drawn at random.
fn inhabited_points(snapshot: &Snapshot) -> Vec<Position> {
    let mut random = Random(1);
    let mut points = Vec::new();
    while points.len() < POINTS {
        let pharmacy = &snapshot.pharmacies()[random.below(snapshot.pharmacies().len())];
        let place = pharmacy.facts.place.filter(|place| place.level == PositionLevel::Town);
        let moved = |degrees: f64, random: &mut Random| degrees + (random.part() - 0.5) * 0.018;
        points.extend(place.and_then(|place| {
            Position::new(moved(place.position.lat(), &mut random), moved(place.position.lon(), &mut random))
        }));
    }
    points
}

/// Megabytes of this process in memory, where the system tells; else 0.
fn resident_mb() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok()).map_or(0.0, |kb| kb / 1024.0)
}
