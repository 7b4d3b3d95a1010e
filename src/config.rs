//! Every setting: read, defaulted and checked in one place, from `YORUYAKU_*` variables of the environment only.
//!
//! All faults are reported at once, and secrets are masked wherever settings are shown.

use std::{
    fmt,
    net::SocketAddr,
    ops::RangeInclusive,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use thiserror::Error;

use crate::clock::Clock;

/// One setting as documented: its variable, its default, and what it does. The README's table is this one.
pub struct Setting {
    /// The variable's name.
    pub name: &'static str,
    /// What holds when it is not set, as one would write it.
    pub default: &'static str,
    /// What it does.
    pub help: &'static str,
}

const LISTEN: &str = "YORUYAKU_LISTEN";
const DATABASE_URL: &str = "YORUYAKU_DATABASE_URL";
const DATABASE_CONNECTIONS: &str = "YORUYAKU_DATABASE_CONNECTIONS";
const PUBLIC_URL: &str = "YORUYAKU_PUBLIC_URL";
const WORKERS: &str = "YORUYAKU_WORKERS";
const LOG: &str = "YORUYAKU_LOG";
const LOG_FORMAT: &str = "YORUYAKU_LOG_FORMAT";
const REFRESH_SECONDS: &str = "YORUYAKU_REFRESH_SECONDS";
const UPLOAD_BYTES: &str = "YORUYAKU_UPLOAD_BYTES";
const BODY_SILENCE_SECONDS: &str = "YORUYAKU_BODY_SILENCE_SECONDS";
const BODY_SECONDS: &str = "YORUYAKU_BODY_SECONDS";
const SECURITY_CONTACT: &str = "YORUYAKU_SECURITY_CONTACT";
const GEOCODER: &str = "YORUYAKU_GEOCODER";
const MAP_TILES: &str = "YORUYAKU_MAP_TILES";
const MAP_ATTRIBUTION: &str = "YORUYAKU_MAP_ATTRIBUTION";
const REQUESTS_AT_ONCE: &str = "YORUYAKU_REQUESTS_AT_ONCE";
const BODIES_AT_ONCE: &str = "YORUYAKU_BODIES_AT_ONCE";
const REQUESTS_PER_MINUTE: &str = "YORUYAKU_REQUESTS_PER_MINUTE";
const REQUESTS_PER_MINUTE_WITH_KEY: &str = "YORUYAKU_REQUESTS_PER_MINUTE_WITH_KEY";
const TRUSTED_HOPS: &str = "YORUYAKU_TRUSTED_HOPS";
const ANSWER_CACHE_BYTES: &str = "YORUYAKU_ANSWER_CACHE_BYTES";
const HISTORY_DAYS: &str = "YORUYAKU_HISTORY_DAYS";
const UNSAFE_LOOPBACK: &str = "YORUYAKU_UNSAFE_WEBHOOKS_TO_LOOPBACK";
const BULK_DIR: &str = "YORUYAKU_BULK_DIR";
const DATA_LICENSE: &str = "YORUYAKU_DATA_LICENSE";
const CLOCK: &str = "YORUYAKU_CLOCK";

/// 国土地理院's pale map.
pub const DEFAULT_MAP_TILES: &str = "https://cyberjapandata.gsi.go.jp/xyz/pale/{z}/{x}/{y}.png";
/// 国土地理院's address search, which needs no key.
const GSI: &str = "https://msearch.gsi.go.jp/address-search/AddressSearch";
/// The makers of the map.
pub const DEFAULT_MAP_ATTRIBUTION: &str = "国土地理院 地理院タイル";

/// Every setting there is.
pub const SETTINGS: &[Setting] = &[
    Setting { name: LISTEN, default: "127.0.0.1:8080", help: "Address and port to serve on; port 0 takes a free one." },
    Setting {
        name: DATABASE_URL,
        default: "sqlite://data/yoruyaku.db",
        help: "`sqlite://<path>` (created when missing) or `postgres://<user>:<password>@<host>/<database>`.",
    },
    Setting { name: DATABASE_CONNECTIONS, default: "4", help: "Connections to the database at most, 1–64." },
    Setting { name: PUBLIC_URL, default: "http://<listen>", help: "The address readers use, without a final slash." },
    Setting { name: WORKERS, default: "0", help: "Threads that answer requests; 0 is one for each core." },
    Setting { name: LOG, default: "info", help: "What is logged: `error` … `trace`, or `module=level` pairs." },
    Setting { name: LOG_FORMAT, default: "pretty", help: "`pretty` for people, `json` for machines." },
    Setting {
        name: REFRESH_SECONDS,
        default: "1",
        help: "How often to look for publications of other processes, 1–3600 seconds.",
    },
    Setting { name: UPLOAD_BYTES, default: "20971520", help: "The largest file taken, bytes, 1024–209715200." },
    Setting {
        name: BODY_SILENCE_SECONDS,
        default: "60",
        help: "How long a sender of a body may send nothing, 1–3600 seconds; then it is refused with 408.",
    },
    Setting {
        name: BODY_SECONDS, default: "600", help: "How long a whole body may take, 1–86400 seconds; likewise."
    },
    Setting {
        name: SECURITY_CONTACT,
        default: "(none)",
        help: "Where faults of security are reported, in `/.well-known/security.txt`: a `mailto:` or `https:` address.",
    },
    Setting {
        name: GEOCODER,
        default: "none",
        help: "Who is asked for an address that no table here knows: `none`, `gsi` (国土地理院), or an address that answers alike. \
               What people type then reaches that service.",
    },
    Setting {
        name: MAP_TILES,
        default: DEFAULT_MAP_TILES,
        help: "What the map that a person opens is made of: the address of pictures with `{z}`, `{x}`, `{y}`, or that of a MapLibre \
               style, followed by the other origins the style takes from, if any; or `none` for no map.",
    },
    Setting {
        name: MAP_ATTRIBUTION,
        default: DEFAULT_MAP_ATTRIBUTION,
        help: "Who made it, shown on the map. A style says it itself where this is not set.",
    },
    Setting {
        name: REQUESTS_AT_ONCE,
        default: "512",
        help: "Requests in progress at once, 1–100000; what is beyond is refused with 503, before it takes memory.",
    },
    Setting {
        name: BODIES_AT_ONCE,
        default: "32",
        help: "Of these, requests with a body, 1–10000; each may hold `YORUYAKU_UPLOAD_BYTES` in memory.",
    },
    Setting {
        name: REQUESTS_PER_MINUTE,
        default: "600",
        help: "Requests that one address may make in a minute, 0–1000000; 0 for any number.",
    },
    Setting {
        name: REQUESTS_PER_MINUTE_WITH_KEY,
        default: "6000",
        help: "The same for each key (a token of `yoruyaku token`) that is shown, 0–1000000; 0 for any number.",
    },
    Setting {
        name: TRUSTED_HOPS,
        default: "0",
        help: "Your own proxies in front, 0–9: so many entries of `X-Forwarded-For` from its end are believed.",
    },
    Setting {
        name: ANSWER_CACHE_BYTES,
        default: "67108864",
        help: "Memory for answers given within the minute, bytes, 0–4294967296; 0 to write each anew.",
    },
    Setting {
        name: HISTORY_DAYS,
        default: "400",
        help: "How long past revisions (`as_of`) and the log of changes are kept, days, 1–36500.",
    },
    Setting {
        name: BULK_DIR,
        default: "bulk beside the database",
        help: "Folder of the prepared bulk files; `data/bulk` with PostgreSQL.",
    },
    Setting {
        name: DATA_LICENSE,
        default: "(none)",
        help: "Address of the licence the data is under, told in `/v1/dataset`: `https://creativecommons.org/licenses/by/4.0/`.",
    },
    Setting {
        name: UNSAFE_LOOPBACK,
        default: "false",
        help: "UNSAFE, for tests only: `true` lets webhooks go to this machine itself, by http too.",
    },
    Setting {
        name: CLOCK,
        default: "(the machine's clock)",
        help: "A fixed instant (RFC 3339) in place of the present, for tests and demonstrations.",
    },
];

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Pretty,
    /// One JSON object a line.
    Json,
}

/// All settings, checked.
#[derive(Clone)]
pub struct Config {
    /// Where to serve.
    pub listen: SocketAddr,
    /// Which database.
    pub database_url: String,
    /// Connections to it at most.
    pub database_connections: u32,
    /// The address readers use, without a final slash.
    pub public_url: String,
    /// Threads that answer; 0 is one for each core.
    pub workers: usize,
    /// What is logged.
    pub log: String,
    /// How.
    pub log_format: LogFormat,
    /// Seconds between looks for publications of other processes.
    pub refresh_seconds: u64,
    /// The largest file taken, bytes.
    pub upload_bytes: usize,
    /// Seconds that a sender of a body may send nothing.
    pub body_silence_seconds: u64,
    /// Seconds that a whole body may take.
    pub body_seconds: u64,
    /// Where faults of security are reported.
    pub security_contact: Option<String>,
    /// The address of the geocoder; `None` when none is asked.
    pub geocoder: Option<String>,
    /// What the map is made of (see [`is_map_source`]); `None` for no map.
    pub map_tiles: Option<String>,
    /// Who made them.
    pub map_attribution: String,
    /// Requests in progress at once.
    pub requests_at_once: usize,
    /// Of these, requests with a body.
    pub bodies_at_once: usize,
    /// Requests that one address may make in a minute; 0 for any number.
    pub requests_per_minute: u32,
    /// The same for each key.
    pub requests_per_minute_with_key: u32,
    /// The operator's own proxies in front.
    pub trusted_hops: usize,
    /// Bytes that answers given a moment ago may take.
    pub answer_cache_bytes: usize,
    /// Days that past revisions and the log of changes are kept.
    pub history_days: u32,
    /// Where the prepared bulk files are.
    pub bulk_dir: PathBuf,
    /// The address of the licence the data is under.
    pub data_license: Option<String>,
    /// Whether webhooks may go to this machine itself; for tests only.
    pub unsafe_webhooks_to_loopback: bool,
    /// The present.
    pub clock: Clock,
}

/// Everything that is wrong with the settings, one line each.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}", .0.join("\n"))]
pub struct ConfigError(pub Vec<String>);

impl Config {
    /// Reads the process's environment.
    ///
    /// # Errors
    /// Every fault at once, naming the variable, what was found and what is expected.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
    pub fn from_env() -> Result<Self, ConfigError> {
        let mut unknown: Vec<String> = std::env::vars_os()
            .filter_map(|(name, _)| name.into_string().ok())
            .filter(|name| name.starts_with("YORUYAKU_") && !is_known(name))
            .map(|name| format!("{name}: there is no such setting"))
            .collect();
        unknown.sort();
        let config = Self::from_lookup(|name| std::env::var(name).ok());
        match config {
            Ok(config) if unknown.is_empty() => Ok(config),
            Ok(_) => Err(ConfigError(unknown)),
            Err(ConfigError(faults)) => Err(ConfigError(faults.into_iter().chain(unknown).collect())),
        }
    }

    /// Reads settings from any source of texts.
    ///
    /// # Errors
    /// Every fault at once.
    pub fn from_lookup(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let mut reader = Reader { lookup, faults: Vec::new() };
        let listen =
            reader.value(LISTEN, SocketAddr::from(([127, 0, 0, 1], 8080)), "<address>:<port>", |s| s.parse().ok());
        let config = Self {
            listen,
            database_url: reader.value(
                DATABASE_URL,
                "sqlite://data/yoruyaku.db".to_owned(),
                "sqlite://<path> or postgres://<user>:<password>@<host>/<database>",
                |s| {
                    ["sqlite://", "postgres://", "postgresql://"].iter().any(|p| s.starts_with(p)).then(|| s.to_owned())
                },
            ),
            database_connections: reader.number(DATABASE_CONNECTIONS, 4, &(1..=64)),
            public_url: reader.value(PUBLIC_URL, format!("http://{listen}"), "http(s)://<host>", |s| {
                let absolute = s.starts_with("http://") || s.starts_with("https://");
                absolute.then(|| s.trim_end_matches('/').to_owned())
            }),
            workers: reader.number(WORKERS, 0, &(0..=256)),
            log: reader.value(LOG, "info".to_owned(), "a level, or module=level pairs", |s| {
                tracing_subscriber::EnvFilter::try_new(s).is_ok().then(|| s.to_owned())
            }),
            log_format: reader.value(LOG_FORMAT, LogFormat::Pretty, "pretty or json", |s| match s {
                "pretty" => Some(LogFormat::Pretty),
                "json" => Some(LogFormat::Json),
                _ => None,
            }),
            refresh_seconds: reader.number(REFRESH_SECONDS, 1, &(1..=3600)),
            upload_bytes: reader.number(UPLOAD_BYTES, 20 << 20, &(1024..=200 << 20)),
            body_silence_seconds: reader.number(BODY_SILENCE_SECONDS, 60, &(1..=3_600)),
            body_seconds: reader.number(BODY_SECONDS, 600, &(1..=86_400)),
            security_contact: reader.value(SECURITY_CONTACT, None, "a mailto: or https: address", |s| {
                (s.starts_with("mailto:") || s.starts_with("https:")).then(|| Some(s.to_owned()))
            }),
            geocoder: reader.value(GEOCODER, None, "none, gsi, or an http(s): address without `?`", |s| match s {
                "none" => Some(None),
                "gsi" => Some(Some(GSI.to_owned())),
                address => is_service_address(address).then(|| Some(address.to_owned())),
            }),
            map_tiles: reader.value(
                MAP_TILES,
                Some(DEFAULT_MAP_TILES.to_owned()),
                "an address with {z}, {x} and {y}, that of a style and its origins, or none",
                |s| if s == "none" { Some(None) } else { is_map_source(s).then(|| Some(s.to_owned())) },
            ),
            map_attribution: reader.value(MAP_ATTRIBUTION, DEFAULT_MAP_ATTRIBUTION.to_owned(), "a short text", |s| {
                (s.chars().count() <= 200 && !s.contains(['<', '>'])).then(|| s.to_owned())
            }),
            requests_at_once: reader.number(REQUESTS_AT_ONCE, 512, &(1..=100_000)),
            bodies_at_once: reader.number(BODIES_AT_ONCE, 32, &(1..=10_000)),
            requests_per_minute: reader.number(REQUESTS_PER_MINUTE, 600, &(0..=1_000_000)),
            requests_per_minute_with_key: reader.number(REQUESTS_PER_MINUTE_WITH_KEY, 6_000, &(0..=1_000_000)),
            trusted_hops: reader.number(TRUSTED_HOPS, 0, &(0..=9)),
            answer_cache_bytes: reader.number(ANSWER_CACHE_BYTES, 64 << 20, &(0..=4 << 30)),
            history_days: reader.number(HISTORY_DAYS, 400, &(1..=36_500)),
            bulk_dir: reader.value(BULK_DIR, PathBuf::from("data/bulk"), "a folder", |s| Some(PathBuf::from(s))),
            data_license: reader.value(DATA_LICENSE, None, "an https: or http: address", |s| {
                (s.starts_with("https://") || s.starts_with("http://")).then(|| Some(s.to_owned()))
            }),
            unsafe_webhooks_to_loopback: reader.value(UNSAFE_LOOPBACK, false, "true or false", |s| s.parse().ok()),
            clock: reader.value(CLOCK, Clock::System, "an instant such as 2026-11-22T23:40:00+09:00", |s| {
                DateTime::parse_from_rfc3339(s).ok().map(|at| Clock::Fixed(at.with_timezone(&Utc)))
            }),
        };
        let config = Self { bulk_dir: reader.beside_database(&config), ..config };
        if reader.faults.is_empty() { Ok(config) } else { Err(ConfigError(reader.faults)) }
    }
}

/// Whether it is the address of a service that takes a query.
fn is_service_address(address: &str) -> bool {
    let begins = address.starts_with("https://") || address.starts_with("http://");
    begins && !address.contains(['?', '#']) && url::Url::parse(address).is_ok_and(|url| url.has_host())
}

/// Whether a map can be made of it: the address of a tile; or that of a style, and after it, a space between them, the
/// other origins (`https://tiles.example.jp`) that the style takes its tiles, letters and signs from.
pub fn is_map_source(text: &str) -> bool {
    let mut parts = text.split(' ').filter(|part| !part.is_empty());
    let address = parts.next().unwrap_or_default();
    if is_tile_address(address) {
        return parts.next().is_none();
    }
    let names_a_file = address.split_once("://").map_or(address, |(_, rest)| rest).split_once('/');
    let is_style = is_plain_address(address) && names_a_file.is_some_and(|(_, path)| !path.is_empty());
    is_style && !address.contains(['{', '}']) && parts.all(is_origin)
}

/// Whether it is the address of a tile: `http(s)` or a path, with `{z}`, `{x}` and `{y}`.
pub fn is_tile_address(template: &str) -> bool {
    is_plain_address(template) && ["{z}", "{x}", "{y}"].iter().all(|part| template.contains(part))
}

/// Whether it is `http(s)` or a path, of letters that cannot end a header or an attribute it is written into.
fn is_plain_address(address: &str) -> bool {
    let begins = ["https://", "http://", "/"].iter().any(|start| address.starts_with(start));
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~:/?&=%+@!{}[]".contains(&b);
    let host = address.split_once("://").map_or("here", |(_, rest)| rest.split('/').next().unwrap_or_default());
    begins && address.bytes().all(plain) && !host.is_empty() && !host.contains(['{', '?'])
}

/// Whether it is a scheme and a host, with or without a port, and nothing more.
fn is_origin(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.:".contains(&b))
}

/// Whether a variable is a setting, or one that only the tests read.
fn is_known(name: &str) -> bool {
    name.starts_with("YORUYAKU_TEST_") || SETTINGS.iter().any(|setting| setting.name == name)
}

struct Reader<F> {
    lookup: F,
    faults: Vec<String>,
}

impl<F: Fn(&str) -> Option<String>> Reader<F> {
    fn value<T>(&mut self, name: &str, default: T, expected: &str, parse: impl Fn(&str) -> Option<T>) -> T {
        let Some(text) = (self.lookup)(name).filter(|text| !text.trim().is_empty()) else { return default };
        parse(text.trim()).unwrap_or_else(|| {
            let found = if name == DATABASE_URL { mask(&text) } else { text };
            self.faults.push(format!("{name}: found {found:?}, expected {expected}"));
            default
        })
    }

    /// Where bulk files are when nothing is said: beside the database, so that two databases never share a folder.
    fn beside_database(&self, config: &Config) -> PathBuf {
        let is_set = (self.lookup)(BULK_DIR).is_some_and(|text| !text.trim().is_empty());
        let file = config.database_url.strip_prefix("sqlite://").map(Path::new);
        match file.and_then(Path::parent) {
            Some(folder) if !is_set => folder.join("bulk"),
            _ => config.bulk_dir.clone(),
        }
    }

    fn number<T>(&mut self, name: &str, default: T, range: &RangeInclusive<T>) -> T
    where
        T: std::str::FromStr + PartialOrd + fmt::Display,
    {
        let expected = format!("a whole number from {} to {}", range.start(), range.end());
        self.value(name, default, &expected, |text| text.parse().ok().filter(|number| range.contains(number)))
    }
}

/// A database URL without its password.
pub fn mask(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let Some((login, host)) = rest.rsplit_once('@') else { return url.to_owned() };
    let user = login.split_once(':').map_or(login, |(user, _)| user);
    format!("{scheme}://{user}:***@{host}")
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("listen", &self.listen)
            .field("database_url", &mask(&self.database_url))
            .field("database_connections", &self.database_connections)
            .field("public_url", &self.public_url)
            .field("workers", &self.workers)
            .field("log", &self.log)
            .field("log_format", &self.log_format)
            .field("refresh_seconds", &self.refresh_seconds)
            .field("upload_bytes", &self.upload_bytes)
            .field("body_silence_seconds", &self.body_silence_seconds)
            .field("body_seconds", &self.body_seconds)
            .field("security_contact", &self.security_contact)
            .field("geocoder", &self.geocoder)
            .field("map_tiles", &self.map_tiles)
            .field("map_attribution", &self.map_attribution)
            .field("requests_at_once", &self.requests_at_once)
            .field("bodies_at_once", &self.bodies_at_once)
            .field("requests_per_minute", &self.requests_per_minute)
            .field("requests_per_minute_with_key", &self.requests_per_minute_with_key)
            .field("trusted_hops", &self.trusted_hops)
            .field("answer_cache_bytes", &self.answer_cache_bytes)
            .field("history_days", &self.history_days)
            .field("bulk_dir", &self.bulk_dir)
            .field("data_license", &self.data_license)
            .field("unsafe_webhooks_to_loopback", &self.unsafe_webhooks_to_loopback)
            .field("clock", &self.clock)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::from_lookup(|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn nothing_set_gives_the_defaults() {
        let config = read(&[]).unwrap();
        assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(config.public_url, "http://127.0.0.1:8080");
        assert_eq!(config.clock, Clock::System);
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let faults =
            read(&[(LISTEN, "here"), (WORKERS, "-1"), (CLOCK, "noon"), (DATABASE_URL, "mysql://u:secret@h/d")]);
        let ConfigError(faults) = faults.unwrap_err();
        assert_eq!(faults.len(), 4, "{faults:?}");
        assert!(faults.iter().all(|fault| !fault.contains("secret")), "{faults:?}");
    }

    #[test]
    fn passwords_are_never_shown() {
        let config = read(&[(DATABASE_URL, "postgres://ward:p@ss@db.example/yoruyaku")]).unwrap();
        let shown = format!("{config:?}");
        assert!(shown.contains("postgres://ward:***@db.example/yoruyaku") && !shown.contains("p@ss"), "{shown}");
    }
}
