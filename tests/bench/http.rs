//! Over HTTP: how long a filled server takes to start, what it holds, and how its answers compare with nginx sending the
//! same bytes as static files.
//!
//! `cargo bench --bench http`. One worker pinned to one core, `wrk` to another, ours and nginx in turn in one run. What is
//! missing on the machine (nginx, wrk, taskset: `apt-get install nginx wrk util-linux`) is left out, and said so.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::panic,
    reason = "a bench prints, and stops when wrong"
)]

mod bars;
mod national;

use std::{
    fmt::Write as _,
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use national::{Random, Source};

const PHARMACIES: usize = 60_000;
/// Different questions, each a file of nginx.
const POINTS: usize = 2_000;
const SECONDS: u32 = 1;
const CONNECTIONS: u32 = 32;
/// Times that ours and nginx are measured in turn; the middle counts. A shared machine changes its pace every few seconds, so
/// turns are short and many.
const ROUNDS: usize = 31;
/// How long it may take to prepare bulk files after a start.
const PREPARED_WITHIN: Duration = Duration::from_mins(10);
/// Times that it is started.
const STARTS: usize = 3;
/// Times that questions nobody asked before are measured, and at how many places beside each point each time.
const ANEW_ROUNDS: usize = 5;
const ELSEWHERE: usize = 40;
/// Saturday noon, within the compiled days of the clock that the server is given.
const CLOCK: &str = "2026-11-20T00:00:00+09:00";
const OPEN_AT: &str = "2026-11-21T11:00:00%2B09:00";

fn main() {
    // `cargo test --benches` runs this too, with `--test`; there is nothing to test.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let source = Source::new();
    println!("{} pharmacies, {}", PHARMACIES, source.origin);
    let points = fill(folder.path(), &source);
    let starts: Vec<Started> = (0..STARTS).map(|_| start(folder.path(), false)).collect();
    let ready_s = starts.iter().map(|one| one.ready_s).fold(f64::INFINITY, f64::min);
    let resident_mb = starts.iter().map(|one| one.resident_mb).fold(0.0, f64::max);
    bars::at_most("http: start to ready, from a filled SQLite file", ready_s, 1.0, "s");
    bars::at_most("http: resident when ready", resident_mb, 150.0, "MB");
    drop(starts);
    let server = start(folder.path(), true);
    let missing: Vec<&str> = ["nginx", "wrk", "taskset"].into_iter().filter(|tool| !is_there(tool)).collect();
    if missing.is_empty() && thread::available_parallelism().is_ok_and(|cores| cores.get() >= 2) {
        against_nginx(folder.path(), &server, &points);
    } else {
        println!("\n!! LEFT OUT: requests a second against nginx: not here: {}\n", missing.join(", "));
        println!("   (apt-get install nginx wrk util-linux; two cores)\n");
    }
    println!("resident after all that: {:.0} MB", resident_mb_of(&server.child));
}

fn is_there(tool: &str) -> bool {
    let found = Command::new("sh").args(["-c", &format!("command -v {tool}")]).stdout(Stdio::null()).status();
    found.is_ok_and(|status| status.success())
}

fn binary(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yoruyaku"));
    command
        .env("YORUYAKU_DATABASE_URL", format!("sqlite://{}/bench.db", folder.display()))
        .env("YORUYAKU_CLOCK", CLOCK)
        .env("YORUYAKU_LOG", "error")
        .env("YORUYAKU_WORKERS", "1")
        .env("YORUYAKU_REQUESTS_PER_MINUTE", "0")
        .env("YORUYAKU_UPLOAD_BYTES", "209715200")
        .env("YORUYAKU_LISTEN", "127.0.0.1:0");
    command
}

/// Publishes a list of all pharmacies, and draws questions.
fn fill(folder: &Path, source: &Source) -> Vec<String> {
    let at = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap().and_time(chrono::NaiveTime::MIN);
    let directory = source.directory(PHARMACIES, at);
    let mut table = csv::Writer::from_path(folder.join("list.csv")).unwrap();
    table.write_record(["薬局名", "所在地", "緯度", "経度", "開局時間"]).unwrap();
    let mut random = Random(1);
    let mut placed = Vec::new();
    for facts in directory.pharmacies.iter().map(|pharmacy| &pharmacy.facts) {
        let (lat, lon) = facts.place.map_or((String::new(), String::new()), |place| {
            placed.push((place.position.lat(), place.position.lon()));
            (place.position.lat().to_string(), place.position.lon().to_string())
        });
        let hours = facts.hours.as_ref().map_or("", |hours| hours.text.as_str());
        table.write_record([&facts.name, facts.address.as_deref().unwrap_or(""), &lat, &lon, hours]).unwrap();
    }
    table.flush().unwrap();
    let run = |arguments: &[&str]| {
        let output = binary(folder).args(arguments).output().unwrap();
        assert!(output.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&output.stderr));
    };
    let start = Instant::now();
    run(&["migrate"]);
    run(&[
        "association",
        "add",
        "japan",
        "--name",
        "日本",
        "--name-en",
        "Japan",
        "--area",
        "13112",
        "--prefecture",
        "東京都",
        "--municipality",
        "世田谷区",
    ]);
    let list = folder.join("list.csv").display().to_string();
    run(&["import", &list, "--association", "japan", "--publish", "--confirm-warnings", "--confirm-rejected"]);
    println!("imported and published in {:.1} s", start.elapsed().as_secs_f64());
    let near = |degrees: f64, random: &mut Random| degrees + (random.part() - 0.5) * 0.018;
    (0..POINTS)
        .map(|_| {
            let (lat, lon) = placed[random.below(placed.len())];
            let (lat, lon) = (near(lat, &mut random), near(lon, &mut random));
            format!("/v1/pharmacies?near={lat:.6},{lon:.6}&radius_m=3000&open_at={OPEN_AT}")
        })
        .collect()
}

/// A server that is ready.
struct Started {
    child: Child,
    address: String,
    ready_s: f64,
    resident_mb: f64,
}

impl Drop for Started {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// From the start of the process to its first answer. Where it is compared with another server, it is pinned to the first
/// core; how long it takes to start is told of a server as it is started.
fn start(folder: &Path, is_pinned: bool) -> Started {
    let mut command = binary(folder);
    let mut pinned = Command::new("taskset");
    if is_pinned && is_there("taskset") {
        pinned.args(["-c", "0"]).arg(command.get_program()).envs(command.get_envs().filter_map(|(k, v)| Some((k, v?))));
        command = pinned;
    }
    let begun = Instant::now();
    let mut child = command.arg("serve").stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let page = lines.find_map(|line| Some(line.strip_prefix("page  http://")?.trim_end_matches('/').to_owned()));
    let address = page.expect("it prints its address");
    // Read to its last line: a pipe closed too early would stop it.
    thread::spawn(move || lines.for_each(drop));
    let (status, _) = get(&address, "/health/ready");
    assert_eq!(status, 200);
    let ready_s = begun.elapsed().as_secs_f64();
    Started { resident_mb: resident_mb_of(&child), child, address, ready_s }
}

fn resident_mb_of(child: &Child) -> f64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok()).map_or(0.0, |kb| kb / 1024.0)
}

/// The status and the body of an address.
fn get(address: &str, path: &str) -> (u16, Vec<u8>) {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nhost: bench\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let status = std::str::from_utf8(&answer[9..12]).unwrap().parse().unwrap();
    (status, answer.split_off(end + 4))
}

/// Waits until the bulk files are prepared: that is done once for a publication, beside the answering, and would be measured
/// as part of either server's pace.
fn settle(server: &Started) {
    let start = Instant::now();
    while get(&server.address, "/v1/bulk/latest/pharmacies.csv").0 != 307 {
        assert!(start.elapsed() < PREPARED_WITHIN, "bulk files are not prepared");
        thread::sleep(Duration::from_millis(200));
    }
    println!("bulk files prepared {:.0} s later", start.elapsed().as_secs_f64());
}

/// The middle one.
fn middle(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// What wrk tells.
#[derive(Clone, Copy)]
struct Load {
    per_s: f64,
    p50_us: f64,
    p99_us: f64,
}

fn against_nginx(folder: &Path, server: &Started, points: &[String]) {
    let files = folder.join("files");
    fs::create_dir(&files).unwrap();
    let mut bytes = 0;
    let mut names = String::new();
    for (number, path) in points.iter().enumerate() {
        let (status, body) = get(&server.address, path);
        assert_eq!(status, 200, "{path}: {}", String::from_utf8_lossy(&body));
        bytes += body.len();
        fs::write(files.join(format!("{number}.json")), body).unwrap();
        let _ = writeln!(names, "/{number}.json");
    }
    println!(
        "{POINTS} questions, {} bytes an answer on average, {CONNECTIONS} connections, {SECONDS} s each",
        bytes / POINTS
    );
    let ours = script(folder, "ours", &points.join("\n"));
    let theirs = script(folder, "theirs", &names);
    let nginx = Nginx::start(folder, &files);
    settle(server);
    let turn = |number: usize| {
        let (ours, theirs) = (|| wrk(&ours, &server.address), || wrk(&theirs, &nginx.address));
        if number.is_multiple_of(2) {
            return (ours(), theirs());
        }
        let theirs = theirs();
        (ours(), theirs)
    };
    let mut rounds: Vec<(Load, Load)> = (0..ROUNDS).map(turn).collect();
    rounds.sort_by(|a, b| (a.0.per_s / a.1.per_s).total_cmp(&(b.0.per_s / b.1.per_s)));
    for (ours, theirs) in &rounds {
        println!(
            "  ours {:>7.0}/s p50 {:>6.0} µs p99 {:>6.0} µs     nginx {:>7.0}/s p50 {:>6.0} µs p99 {:>6.0} µs     {:.2}",
            ours.per_s,
            ours.p50_us,
            ours.p99_us,
            theirs.per_s,
            theirs.p50_us,
            theirs.p99_us,
            ours.per_s / theirs.per_s
        );
    }
    let share = middle(rounds.iter().map(|(ours, theirs)| ours.per_s / theirs.per_s).collect());
    bars::at_least("http: requests a second, share of nginx's", share, 0.8, "");
    let slower = middle(rounds.iter().map(|(ours, theirs)| ours.p99_us / theirs.p99_us).collect());
    bars::at_most("http: p99, times that of nginx", slower, 2.0, "");
    let anew = |round| wrk(&script(folder, "anew", &elsewhere(points, round).join("\n")), &server.address).per_s;
    // Once to prepare the texts of pharmacies, as they are after some minutes of service.
    anew(0);
    let rounds: Vec<f64> = (1..=ANEW_ROUNDS).map(|round| anew(round) / wrk(&theirs, &nginx.address).per_s).collect();
    println!("  no question asked twice: {:.2} of nginx's", middle(rounds));
}

/// The questions asked some centimetres beside, so many that none is asked twice in a round.
fn elsewhere(points: &[String], round: usize) -> Vec<String> {
    let aside = |path: &String, n: usize| path.replacen(',', &format!("{round}{n:02},"), 1);
    (0..ELSEWHERE).flat_map(|n| points.iter().map(move |path| aside(path, n))).collect()
}

/// A script for wrk that asks the paths in turn.
fn script(folder: &Path, name: &str, paths: &str) -> PathBuf {
    let list = folder.join(format!("{name}.txt"));
    fs::write(&list, paths).unwrap();
    let script = folder.join(format!("{name}.lua"));
    let text = format!(
        "local requests, at = {{}}, 0\n\
         init = function()\n  for path in io.lines({:?}) do requests[#requests + 1] = wrk.format('GET', path) end\nend\n\
         request = function()\n  at = at % #requests + 1\n  return requests[at]\nend\n",
        list.display().to_string()
    );
    fs::write(&script, text).unwrap();
    script
}

fn wrk(script: &Path, address: &str) -> Load {
    let output = Command::new("taskset")
        .args(["-c", "1", "wrk", "-t1", &format!("-c{CONNECTIONS}"), &format!("-d{SECONDS}s"), "--latency", "-s"])
        .arg(script)
        .arg(format!("http://{address}"))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!told.contains("Non-2xx") && !told.contains("Socket errors"), "{told}");
    let value = |name: &str| {
        let line = told.lines().find_map(|line| line.trim().strip_prefix(name));
        line.unwrap_or_else(|| panic!("no {name} in {told}")).trim().to_owned()
    };
    let micros = |text: String| {
        let (number, unit) = text.split_at(text.find(|c: char| c.is_ascii_alphabetic()).unwrap());
        number.parse::<f64>().unwrap()
            * match unit {
                "us" => 1.0,
                "ms" => 1e3,
                _ => 1e6,
            }
    };
    Load { per_s: value("Requests/sec:").parse().unwrap(), p50_us: micros(value("50%")), p99_us: micros(value("99%")) }
}

struct Nginx {
    child: Child,
    address: String,
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Nginx {
    /// Sends the files as nginx does it best: no log, files kept open, one worker in the one process.
    fn start(folder: &Path, files: &Path) -> Self {
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path {}/{name};", folder.display()))
            .join("\n");
        let settings = format!(
            "daemon off;\nmaster_process off;\nworker_processes 1;\nuser root;\npid {0}/nginx.pid;\nerror_log {0}/nginx.log;\n\
             events {{ worker_connections 1024; }}\n\
             http {{\n{temporary}\naccess_log off;\nsendfile on;\ntcp_nopush on;\nkeepalive_requests 100000000;\n\
             open_file_cache max=10000 inactive=600s;\nopen_file_cache_valid 600s;\ntypes {{ application/json json; }}\n\
             server {{ listen {free}; root {1}; }}\n}}\n",
            folder.display(),
            files.display()
        );
        let path = folder.join("nginx.conf");
        fs::write(&path, settings).unwrap();
        let child = Command::new("taskset")
            .args(["-c", "0", "nginx", "-c"])
            .arg(&path)
            .args(["-e", &format!("{}/nginx.log", folder.display())])
            .spawn()
            .unwrap();
        let nginx = Self { child, address: free.to_string() };
        for _ in 0..100 {
            if TcpStream::connect(&nginx.address).is_ok() {
                return nginx;
            }
            thread::sleep(Duration::from_millis(50));
        }
        panic!("nginx does not start: {}", fs::read_to_string(folder.join("nginx.log")).unwrap_or_default());
    }
}
