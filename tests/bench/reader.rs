//! Reading hours: every distinct text of the real lists, on one core.
//!
//! `cargo bench --bench reader`. The bar is one second for all 17,525; without `../shared/data` the hand-read texts of
//! `tests/golden` are repeated to as many.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints, and stops when wrong")]

mod bars;

use std::{fs, hint::black_box, path::Path, time::Instant};

use yoruyaku::hours::{self, ReadingClass};

/// As many as the real lists have.
const TEXTS: usize = 17_525;
/// Seconds that reading them all may take.
const BAR_S: f64 = 1.0;
/// Runs; the quickest counts, because what else the machine does only ever adds.
const RUNS: usize = 5;

fn main() {
    // `cargo test --benches` runs this too, with `--test`; there is nothing to test.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let (texts, origin) = texts();
    let bytes: usize = texts.iter().map(String::len).sum();
    let mut seconds: Vec<f64> = (0..RUNS).map(|_| all(&texts)).collect();
    seconds.sort_by(f64::total_cmp);
    let [best, .., worst] = seconds.as_slice() else { return };
    let mut micros: Vec<f64> = texts.iter().map(|text| one(text)).collect();
    micros.sort_by(f64::total_cmp);
    let part = |share: usize| micros.get(micros.len() * share / 1_000).copied().unwrap_or_default();
    println!("{} texts ({origin}), {bytes} bytes, one core, {RUNS} runs", texts.len());
    println!("all of them     {best:.3} s (slowest run {worst:.3} s)");
    println!("one of them     p50 {:.1} µs   p99 {:.1} µs   p99.9 {:.1} µs", part(500), part(990), part(999));
    bars::at_most("reader: read every distinct text of the real lists", *best, BAR_S, "s");
}

/// Seconds to read all texts.
fn all(texts: &[String]) -> f64 {
    let start = Instant::now();
    let read = texts.iter().filter(|text| hours::read(black_box(text)).class != ReadingClass::Unreadable).count();
    black_box(read);
    start.elapsed().as_secs_f64()
}

/// Microseconds to read one text.
fn one(text: &str) -> f64 {
    let start = Instant::now();
    black_box(hours::read(black_box(text)));
    start.elapsed().as_secs_f64() * 1e6
}

fn texts() -> (Vec<String>, &'static str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let column = |path: &str, column: usize| {
        let text = fs::read_to_string(root.join(path)).ok()?;
        let cells = text
            .lines()
            .filter(|line| !line.starts_with('#'))
            .skip(1)
            .map(|line| line.split('\t').nth(column).unwrap().to_owned());
        Some(cells.map(|cell| serde_json::from_str(&cell).unwrap()).collect::<Vec<String>>())
    };
    if let Some(texts) = column("../shared/data/hours_strings_real.tsv", 2) {
        return (texts, "every distinct text of three real lists");
    }
    let own = column("tests/golden/hours.tsv", 0).unwrap();
    (own.into_iter().cycle().take(TEXTS).collect(), "hand-read texts, repeated: no ../shared/data")
}
