//! A result page of twenty pharmacies among 60,000: from the request to the last byte, over HTTP on one connection.
//!
//! `cargo bench --bench page`. The bar is one millisecond for half of the pages, everything included.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    dead_code,
    reason = "a bench prints, and stops when wrong; the directory is shared with another bench"
)]

mod bars;
mod national;

use std::{sync::Arc, time::Instant};

use actix_web::web::Data;
use chrono::NaiveDate;
use national::{Random, Source};
use yoruyaku::{
    clock::Clock,
    search::{Live, Snapshot},
    web::{App, Server, Settings},
};

const PHARMACIES: usize = 60_000;
const PAGES: usize = 1_000;
const BAR_MS: f64 = 1.0;

fn main() {
    // `cargo test --benches` runs this too, with `--test`; there is nothing to test.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    actix_web::rt::System::new().block_on(measure());
}

async fn measure() {
    let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    let source = Source::new();
    println!("{}", source.origin);
    let snapshot = Snapshot::build(source.directory(PHARMACIES, today.and_hms_opt(20, 0, 0).unwrap()), today);
    let places: Vec<_> =
        snapshot.pharmacies().iter().filter_map(|pharmacy| pharmacy.facts.place).map(|place| place.position).collect();
    let clock = Clock::Fixed(today.and_hms_opt(2, 0, 0).unwrap().and_utc());
    let settings = Settings { requests_per_minute: 0, ..Settings::default() };
    let app = Data::new(App::new(Arc::new(Live::new(snapshot)), clock, settings));
    let (server, port) = Server::bind(app, "127.0.0.1:0".parse().unwrap(), Some(1)).unwrap();
    actix_web::rt::spawn(server.run());
    let http = reqwest::Client::new();
    let mut random = Random(1);
    let (mut times, mut items, mut bytes) = (Vec::with_capacity(PAGES), 0, 0);
    while times.len() < PAGES {
        let near = places.get(random.below(places.len())).unwrap();
        let (lat, lon) = (near.lat(), near.lon());
        let address = format!("http://127.0.0.1:{port}/?near={lat:.5},{lon:.5}&radius_m=5000");
        let started = Instant::now();
        let page = http.get(address).header("accept", "text/html").send().await.unwrap().text().await.unwrap();
        let took = started.elapsed().as_secs_f64() * 1e3;
        // Only full pages count: in the country there are fewer than twenty.
        let shown = page.matches("<li class=\"item\"").count();
        if shown >= 20 {
            times.push(took);
            items += shown;
            bytes += page.len();
        }
    }
    times.sort_by(f64::total_cmp);
    let of = |part: f64| times.get((times.len() as f64 * part) as usize).copied().unwrap_or_default();
    println!(
        "pages of {:.0} pharmacies, {:.0} KB: p50 {:.2} ms, p99 {:.2} ms",
        items as f64 / PAGES as f64,
        bytes as f64 / PAGES as f64 / 1024.0,
        of(0.5),
        of(0.99)
    );
    bars::at_most("page: a result page of twenty among 60,000, p50", of(0.5), BAR_MS, "ms");
}
