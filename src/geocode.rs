//! Asking another service where an address is: the address search of 国土地理院, or one that answers alike.
//!
//! Only when the operator switches it on, for what people type reaches that service then. It is asked for what the tables
//! here don't know, never waited for longer than [`TIMEOUT`], and its failure is nobody's failure: the answer is then what
//! it would be without it. What it says is a proposal; `search::confirmed` decides what is believed.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use reqwest::{Client, redirect::Policy};
use serde_json::Value;
use thiserror::Error;
use tokio::sync::Semaphore;

use crate::directory::Position;

/// How long it is waited for, from the connection to the last byte.
pub const TIMEOUT: Duration = Duration::from_secs(2);
/// Bytes of an answer; whole cities are smaller.
const LARGEST: usize = 256 << 10;
/// Candidates looked at.
const MOST: usize = 100;
/// Questions under way at once; more are not asked.
const AT_ONCE: usize = 4;
/// After a failure it is left alone for so long, so that not every reader waits for a service that is down.
const REST: Duration = Duration::from_secs(30);

/// What the service calls a place, and where it says it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// As the service writes it, prefecture first: `東京都世田谷区太子堂四丁目1番`.
    pub title: String,
    /// Where.
    pub position: Position,
}

/// Why there is no answer.
#[derive(Debug, Error)]
pub enum GeocodeError {
    /// It was not asked: it failed a moment ago, or enough questions are under way.
    #[error("not asked: it failed a moment ago, or enough is asked at once")]
    Resting,
    /// It can't be reached, takes too long, or refuses.
    #[error("no answer: {0}")]
    Unanswered(reqwest::Error),
    /// What it says is no list of places.
    #[error("its answer can't be read")]
    Unreadable,
    /// Its answer is larger than any that can be right.
    #[error("its answer is too large")]
    TooLarge,
}

/// A service that is asked.
#[derive(Debug)]
pub struct Geocoder {
    client: Client,
    address: String,
    room: Semaphore,
    began: Instant,
    /// Milliseconds from `began` until which it is left alone.
    rests_until: AtomicU64,
}

impl Geocoder {
    /// The service at that address, which takes `?q=`; `None` when the machine can't do TLS.
    pub fn new(address: &str) -> Option<Self> {
        let agent = concat!("yoruyaku/", env!("CARGO_PKG_VERSION"));
        let client = Client::builder().timeout(TIMEOUT).redirect(Policy::none()).user_agent(agent).build();
        Some(Self {
            client: client.ok()?,
            address: address.to_owned(),
            room: Semaphore::new(AT_ONCE),
            began: Instant::now(),
            rests_until: AtomicU64::new(0),
        })
    }

    /// Whose service it is, to be named beside what it says: 国土地理院, else its host.
    pub fn name(&self) -> &str {
        let rest = self.address.split_once("://").map_or(self.address.as_str(), |(_, rest)| rest);
        let host = rest.split(['/', '?']).next().unwrap_or(rest);
        if host == "gsi.go.jp" || host.ends_with(".gsi.go.jp") { "国土地理院" } else { host }
    }

    /// The places in Japan the service proposes for a text, in its order.
    ///
    /// # Errors
    /// [`GeocodeError`], none of which holds the text.
    pub async fn find(&self, text: &str) -> Result<Vec<Candidate>, GeocodeError> {
        let now = || self.began.elapsed().as_millis() as u64;
        if now() < self.rests_until.load(Ordering::Relaxed) {
            return Err(GeocodeError::Resting);
        }
        let _place = self.room.try_acquire().map_err(|_| GeocodeError::Resting)?;
        let found = self.ask(text).await;
        if found.is_err() {
            self.rests_until.store(now() + REST.as_millis() as u64, Ordering::Relaxed);
        }
        found
    }

    async fn ask(&self, text: &str) -> Result<Vec<Candidate>, GeocodeError> {
        // The address of the question holds the text, and must not reach the log with an error.
        let unanswered = |error: reqwest::Error| GeocodeError::Unanswered(error.without_url());
        let query: String = form_urlencoded::Serializer::new(String::new()).append_pair("q", text).finish();
        let address = format!("{}?{query}", self.address);
        let asked = self.client.get(address).send().await.and_then(reqwest::Response::error_for_status);
        let mut response = asked.map_err(unanswered)?;
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(unanswered)? {
            if bytes.len() + chunk.len() > LARGEST {
                return Err(GeocodeError::TooLarge);
            }
            bytes.extend_from_slice(&chunk);
        }
        candidates(&bytes).ok_or(GeocodeError::Unreadable)
    }
}

/// The candidates of an answer: an array of GeoJSON points with a `title`. What is not in Japan, or no point, is left out.
fn candidates(answer: &[u8]) -> Option<Vec<Candidate>> {
    let features: Vec<Value> = serde_json::from_slice(answer).ok()?;
    let candidate = |feature: &Value| {
        let title = feature.pointer("/properties/title")?.as_str()?.trim();
        let at = |index: usize| feature.pointer("/geometry/coordinates")?.get(index)?.as_f64();
        let position = Position::new(at(1)?, at(0)?).filter(|position| position.is_in_japan())?;
        let sane = !title.is_empty() && title.chars().count() <= 200 && !title.chars().any(char::is_control);
        sane.then(|| Candidate { title: title.to_owned(), position })
    };
    Some(features.iter().filter_map(candidate).take(MOST).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_asked_is_named() {
        let name = |address| Geocoder::new(address).unwrap().name().to_owned();
        assert_eq!(name("https://msearch.gsi.go.jp/address-search/AddressSearch"), "国土地理院");
        assert_eq!(name("https://geocoder.example.jp/find"), "geocoder.example.jp");
        assert_eq!(name("https://gsi.go.jp.example.com/"), "gsi.go.jp.example.com");
    }

    #[test]
    fn candidates_are_points_in_japan_with_a_name() {
        let answer = r#"[
            {"geometry":{"coordinates":[139.67,35.64],"type":"Point"},"type":"Feature","properties":{"addressCode":"","title":"東京都世田谷区太子堂四丁目"}},
            {"geometry":{"coordinates":[35.64,139.67],"type":"Point"},"type":"Feature","properties":{"title":"逆さ"}},
            {"geometry":{"coordinates":[2.35,48.86],"type":"Point"},"type":"Feature","properties":{"title":"パリ"}},
            {"geometry":null,"type":"Feature","properties":{"title":"どこでもない"}},
            {"geometry":{"coordinates":[139.67,35.64],"type":"Point"},"properties":{"title":" "}},
            7
        ]"#;
        let titles: Vec<String> = candidates(answer.as_bytes()).unwrap().into_iter().map(|one| one.title).collect();
        assert_eq!(titles, ["東京都世田谷区太子堂四丁目"]);
        assert_eq!(candidates(b"[]"), Some(Vec::new()));
        for wrong in [&b"{}"[..], b"", b"<html>", b"[1", b"null"] {
            assert_eq!(candidates(wrong), None);
        }
    }
}
