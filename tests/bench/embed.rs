//! Lists on other sites: ten thousand pages that show lists through an evening, each asking again within its minute.
//!
//! `cargo bench --bench embed`. Tells requests a second and how many were answered with 304. Client and server share the
//! machine, so the figures are a floor. `EMBED_MINUTES` (30) and `EMBED_PAGES` (10000) set how much is played.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a bench prints, reads its own size from the environment, and stops when wrong"
)]

#[allow(dead_code, reason = "drawn from by other benches")]
mod national;

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    sync::{Arc, mpsc},
    thread,
    time::{Duration, Instant},
};

use actix_web::web::Data;
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use national::Source;
use yoruyaku::{
    clock::{Clock, JAPAN},
    search::{Live, Snapshot},
    web::{App, Server, Settings},
};

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();

/// Threads that ask, each on a connection of its own.
const ASKERS: usize = 4;

fn main() {
    // `cargo test --benches` runs this too, with `--test`; there is nothing to test.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let number = |name: &str, default: usize| std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(default);
    let (minutes, pages) = (number("EMBED_MINUTES", 30), number("EMBED_PAGES", 10_000));
    let source = Source::new();
    let evening = TODAY.and_hms_opt(18, 45, 0).unwrap();
    let snapshot = Snapshot::build(source.directory(60_000, evening), TODAY);
    // The areas with the most pharmacies, each in three looks: lists that many pages have in common.
    let mut areas: Vec<(usize, String)> = snapshot
        .areas()
        .filter(|a| a.code.len() == 5)
        .map(|a| (snapshot.in_area(&a.code).len(), a.code.clone()))
        .collect();
    areas.sort_by(|a, b| b.cmp(a));
    let looks = ["", "&view=compact", "&lang=en&limit=5"];
    let queries: Vec<String> = areas
        .iter()
        .take(20)
        .flat_map(|(_, code)| looks.iter().map(move |look| format!("area={code}{look}")))
        .collect();
    let live = Arc::new(Live::new(snapshot));
    println!(
        "{}; 60,000 pharmacies, {} lists, {pages} pages, {minutes} minutes from 18:45",
        source.origin,
        queries.len()
    );
    println!(
        "{:<28} {:>9} {:>9} {:>9} {:>8} {:>9} {:>9}",
        "asked for", "requests", "a second", "304", "share", "p50 µs", "p99 µs"
    );
    for path in ["/embed/v1/list.json", "/embed/list", "/embed/fragment"] {
        let addresses: Vec<String> = queries.iter().map(|query| format!("{path}?{query}")).collect();
        let told = evening_of(&live, &addresses, pages, minutes, evening);
        println!("{path:<28} {told}");
    }
}

/// What came of it.
struct Told {
    asked: usize,
    unchanged: usize,
    took: Duration,
    each: Vec<Duration>,
}

impl std::fmt::Display for Told {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let at = |part: usize| self.each[(self.each.len() * part / 100).min(self.each.len() - 1)].as_micros();
        let rate = self.asked as f64 / self.took.as_secs_f64();
        let share = self.unchanged as f64 / self.asked as f64;
        write!(
            f,
            "{:>9} {rate:>9.0} {:>9} {:>7.1}% {:>9} {:>9}",
            self.asked,
            self.unchanged,
            100.0 * share,
            at(50),
            at(99)
        )
    }
}

/// Plays an evening: at each minute every page asks once, with the tag of what it has. The server of a minute stands still
/// in it; only the asking is timed.
fn evening_of(live: &Arc<Live>, addresses: &[String], pages: usize, minutes: usize, from: NaiveDateTime) -> Told {
    let mut tags: Vec<Vec<String>> = (0..ASKERS).map(|_| vec![String::new(); pages.div_ceil(ASKERS)]).collect();
    let mut told = Told { asked: 0, unchanged: 0, took: Duration::ZERO, each: Vec::new() };
    for minute in (0..).take(minutes) {
        let now = from + TimeDelta::minutes(minute);
        let (port, stop) = serve(live, now);
        let started = Instant::now();
        let parts: Vec<(usize, Vec<Duration>)> = thread::scope(|scope| {
            let askers: Vec<_> = tags
                .iter_mut()
                .enumerate()
                .map(|(nth, own)| scope.spawn(move || ask(port, addresses, own, nth)))
                .collect();
            askers.into_iter().map(|asker| asker.join().unwrap()).collect()
        });
        told.took += started.elapsed();
        for (unchanged, each) in parts {
            told.unchanged += unchanged;
            told.asked += each.len();
            told.each.extend(each);
        }
        stop();
    }
    told.each.sort();
    told
}

/// A server of that minute; its port, and what stops it.
fn serve(live: &Arc<Live>, now: NaiveDateTime) -> (u16, impl FnOnce()) {
    let (tell, told) = mpsc::channel();
    let live = Arc::clone(live);
    let serving = thread::spawn(move || {
        actix_web::rt::System::new().block_on(async move {
            let clock = Clock::Fixed(now.and_local_timezone(JAPAN).unwrap().to_utc());
            let settings = Settings { requests_per_minute: 0, ..Settings::default() };
            let app = Data::new(App::new(live, clock, settings));
            let (server, port) = Server::bind(app, "127.0.0.1:0".parse().unwrap(), Some(2)).unwrap();
            tell.send((port, server.handle())).unwrap();
            server.run().await.unwrap();
        });
    });
    let (port, handle) = told.recv().unwrap();
    (port, move || {
        actix_web::rt::System::new().block_on(handle.stop(false));
        serving.join().unwrap();
    })
}

/// Each page of one asker asks once; how many were told that nothing changed, and how long each took.
fn ask(port: u16, addresses: &[String], tags: &mut [String], nth: usize) -> (usize, Vec<Duration>) {
    let mut connection = BufReader::new(TcpStream::connect(("127.0.0.1", port)).unwrap());
    connection.get_ref().set_nodelay(true).unwrap();
    let (mut unchanged, mut each) = (0, Vec::with_capacity(tags.len()));
    let (mut line, mut body) = (String::new(), Vec::new());
    for (page, tag) in tags.iter_mut().enumerate() {
        let address = &addresses[(page * ASKERS + nth) % addresses.len()];
        let known = if tag.is_empty() { String::new() } else { format!("if-none-match: {tag}\r\n") };
        let started = Instant::now();
        let request = format!("GET {address} HTTP/1.1\r\nhost: 127.0.0.1\r\n{known}\r\n");
        connection.get_mut().write_all(request.as_bytes()).unwrap();
        let (mut status, mut length) = (String::new(), 0);
        loop {
            line.clear();
            connection.read_line(&mut line).unwrap();
            match line.trim_end().split_once(": ") {
                None if line.trim_end().is_empty() => break,
                None => line.get(9..12).unwrap().clone_into(&mut status),
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => length = value.parse().unwrap(),
                Some((name, value)) if name.eq_ignore_ascii_case("etag") => value.clone_into(tag),
                Some(_) => {}
            }
        }
        if status != "304" {
            body.resize(length, 0);
            connection.read_exact(&mut body).unwrap();
        }
        each.push(started.elapsed());
        assert!(status == "200" || status == "304", "{address}: {status}");
        unchanged += usize::from(status == "304");
    }
    (unchanged, each)
}
