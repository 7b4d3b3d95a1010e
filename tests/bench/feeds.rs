//! Feeds at Japan's size: the bulk stream of 60,000, its memory, and what a conditional request saves.
//!
//! `cargo bench --bench feeds`. The bars: 200 MB/s, one piece held at a time, a 304 at a fifth of the full answer.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a bench prints, and stops when wrong"
)]

mod bars;
#[allow(dead_code, reason = "drawn from by other benches")]
mod national;

use std::{hint::black_box, sync::Arc, time::Instant};

use actix_web::{http::header, test, web::Data};
use chrono::NaiveDate;
use national::Source;
use utoipa_actix_web::AppExt;
use yoruyaku::{
    clock::Clock,
    search::{Live, Snapshot},
    web::{self, App, Settings},
};

const COUNT: usize = 60_000;
const ROUNDS: usize = 2_000;
const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();

fn main() {
    // `cargo test --benches` runs this too, with `--test`; there is nothing to test.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let source = Source::new();
    println!("{}", source.origin);
    let snapshot = Snapshot::build(source.directory(COUNT, TODAY.and_hms_opt(0, 0, 0).unwrap()), TODAY);
    stream(&snapshot);
    actix_web::rt::System::new().block_on(conditional(snapshot));
}

/// The bulk stream, several times over.
fn stream(snapshot: &Snapshot) {
    let (mut quickest, mut grown_kb) = (0.0_f64, i64::MIN);
    for run in 0..5 {
        let (started, before) = (Instant::now(), resident_kb());
        let (mut bytes, mut largest, mut lines) = (0, 0, 0);
        for piece in web::ndjson(snapshot) {
            bytes += piece.len();
            largest = largest.max(piece.len());
            lines += memchr::memchr_iter(b'\n', &piece).count();
            black_box(&piece);
        }
        let seconds = started.elapsed().as_secs_f64();
        assert_eq!(lines, COUNT);
        let grown = resident_kb().cast_signed() - before.cast_signed();
        quickest = quickest.max(bytes as f64 / 1e6 / seconds);
        // The first run takes what all the others use again.
        if run > 0 {
            grown_kb = grown_kb.max(grown);
        }
        println!(
            "ndjson of {COUNT}: {:.1} MB in {:.3} s = {:.0} MB/s; largest piece {} KB, resident memory {grown:+} KB",
            bytes as f64 / 1e6,
            seconds,
            bytes as f64 / 1e6 / seconds,
            largest / 1024,
        );
    }
    bars::at_least("feeds: NDJSON of 60,000", quickest, 200.0, "MB/s");
    bars::at_most("feeds: memory that a stream takes", grown_kb.max(0) as f64 / 1024.0, 4.0, "MB");
}

/// What the process holds, KB.
fn resident_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// The same question in full, and with `If-None-Match`.
async fn conditional(snapshot: Snapshot) {
    let now = "2026-11-20T10:30:00Z".parse().unwrap();
    // The bar is about answers that are written; one from the cache costs little more than a 304 itself.
    let settings = Settings { answer_cache_bytes: 0, ..Settings::default() };
    let app = App::new(Arc::new(Live::new(snapshot)), Clock::Fixed(now), settings);
    let routes = actix_web::App::new().into_utoipa_app().app_data(Data::new(app)).configure(web::routes).into_app();
    let service = test::init_service(routes).await;
    for address in [
        "/v1/pharmacies?near=35.6437,139.6710&radius_m=3000&open_at=2026-11-20T19:30:00%2B09:00",
        "/v1/pharmacies?near=35.6437,139.6710&limit=100",
        "/v1/pharmacies.geojson?near=35.6437,139.6710&limit=100",
        "/v1/dataset",
    ] {
        let first = test::call_service(&service, test::TestRequest::get().uri(address).to_request()).await;
        let tag = first.headers().get(header::ETAG).unwrap().clone();
        let mut took = [0.0, 0.0];
        for (kind, took) in took.iter_mut().enumerate() {
            let started = Instant::now();
            let rounds = if address == "/v1/dataset" { ROUNDS / 100 } else { ROUNDS };
            for _ in 0..rounds {
                let mut request = test::TestRequest::get().uri(address);
                if kind == 1 {
                    request = request.insert_header((header::IF_NONE_MATCH, tag.clone()));
                }
                let answer = test::call_service(&service, request.to_request()).await;
                assert_eq!(answer.status().as_u16(), [200, 304][kind]);
                black_box(test::read_body(answer).await);
            }
            *took = started.elapsed().as_secs_f64() * 1e6 / rounds as f64;
        }
        println!("{address}: {:.1} µs full, {:.1} µs unchanged = 1/{:.1}", took[0], took[1], took[0] / took[1]);
        bars::at_most(&format!("feeds: a 304 of the full answer, {}", shown(address)), took[1] / took[0], 0.2, "");
    }
}

/// An address short enough for a table.
fn shown(address: &str) -> &str {
    address.get(..36).unwrap_or(address)
}
