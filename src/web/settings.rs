//! What an operator may set about the web side.

use std::time::Duration;

use super::{Tiles, patience::Patience};
use crate::intake::Limits;

/// Limits and addresses of the web side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The address people reach this server at, without a slash at its end: `https://yoruyaku.example.jp`.
    pub public_url: String,
    /// Where faults of security are reported: a `mailto:` or `https:` address; the front page when empty.
    pub security_contact: String,
    /// What the pages' map is made of; `None` for no map.
    pub map_tiles: Option<Tiles>,
    /// Bytes of an address, path and query together. Beyond 65,534 HTTP's own reader gives up before it is looked at.
    pub uri_bytes: usize,
    /// Bytes of all headers together.
    pub header_bytes: usize,
    /// Bytes of a body.
    pub body_bytes: usize,
    /// How long a body is waited for; then it is refused with 408.
    pub patience: Patience,
    /// Requests in progress at once; what is beyond is refused with 503.
    pub requests_at_once: usize,
    /// Of these, requests with a body.
    pub bodies_at_once: usize,
    /// Requests that one address may make in a minute; 0 for any number.
    pub requests_per_minute: u32,
    /// The same for each key (token) that readers and writers show; 0 for any number.
    pub requests_per_minute_with_key: u32,
    /// Proxies of the operator's own in front of this server, which tell the caller's address in `X-Forwarded-For`.
    pub trusted_hops: usize,
    /// The address of the licence the data is under; `None` when the operator has not said.
    pub data_license: Option<String>,
    /// Whether webhooks may go to this machine itself, by http too. Unsafe: for tests only.
    pub webhooks_to_loopback: bool,
    /// How long a stopping server waits for the requests it has begun.
    pub stop_within: Duration,
    /// Bytes that answers given a moment ago may take; 0 to keep none.
    pub answer_cache_bytes: usize,
    /// Connections each worker holds at once; more wait to be accepted.
    pub connections_per_worker: usize,
}

impl Default for Settings {
    /// For a machine of one's own: 64 kB of address, 32 KiB of headers, 20 MiB of body, which comes within ten minutes, 512
    /// requests in progress (32 with a body), 600 requests a minute (6,000 with a key), 64 MiB of answers kept, 30 seconds to
    /// stop.
    fn default() -> Self {
        Self {
            public_url: "http://127.0.0.1:8080".to_owned(),
            security_contact: String::new(),
            map_tiles: Some(Tiles::default()),
            uri_bytes: 64_000,
            header_bytes: 32 << 10,
            body_bytes: 20 << 20,
            patience: Patience::default(),
            requests_at_once: 512,
            bodies_at_once: 32,
            requests_per_minute: 600,
            requests_per_minute_with_key: 6_000,
            trusted_hops: 0,
            data_license: None,
            webhooks_to_loopback: false,
            stop_within: Duration::from_secs(30),
            answer_cache_bytes: 64 << 20,
            connections_per_worker: 25_000,
        }
    }
}

impl Settings {
    /// What a file that is sent may ask of this server.
    pub fn limits(&self) -> Limits {
        Limits { file_bytes: self.body_bytes, ..Limits::default() }
    }

    /// Whether people reach this server by https, so that browsers may be told to insist on it.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}
