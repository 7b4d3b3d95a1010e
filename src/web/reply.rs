//! How an answer is sent: which formats are acceptable, how long it holds, and whether the client has it already.
//!
//! An answer that depends on the present is an answer *for its minute*: evaluated at the start of the minute, the same
//! to everyone who asks within it, stale when it is over. Hours begin and end on minutes, so no cache can outlive a
//! change of state.

use std::hash::{DefaultHasher, Hash, Hasher};

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, Header, IfNoneMatch},
    web::Bytes,
};
use chrono::{DateTime, NaiveDateTime, TimeDelta, Timelike, Utc};
use serde::Serialize;

use super::problem::{Code, ParameterError, Problem, Text};
use crate::clock::{Clock, JAPAN};

/// The media type of most answers.
pub const JSON: &str = "application/json";

/// The longest any answer may be kept, seconds.
const TTL_S: i64 = 60;

/// The minute an answer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Minute {
    now: DateTime<Utc>,
    start: DateTime<Utc>,
}

impl Minute {
    /// The present minute.
    pub fn of(clock: Clock) -> Self {
        let now = clock.now();
        let since = i64::from(now.second()) * 1_000_000_000 + i64::from(now.nanosecond() % 1_000_000_000);
        Self { now, start: now - TimeDelta::nanoseconds(since) }
    }

    /// Its start, in Japan's civil time: the "now" of questions, and `generated_at`.
    pub fn japan(self) -> NaiveDateTime {
        self.start.with_timezone(&JAPAN).naive_local()
    }

    /// Seconds from its start that the answer holds: to the next change, at most a minute.
    pub fn ttl(self, changes_at: Option<NaiveDateTime>) -> u32 {
        let to_change = changes_at.map_or(TTL_S, |at| (at - self.japan()).num_seconds());
        to_change.clamp(1, TTL_S) as u32
    }

    /// Seconds still left of `ttl`.
    fn left(self, ttl: u32) -> i64 {
        (i64::from(ttl) - (self.now - self.start).num_seconds()).max(0)
    }
}

/// How long, and for whom, an answer may be kept.
#[derive(Clone, Copy, Debug)]
pub enum Keep {
    /// Depends on the present: until its minute is over.
    Minute(Minute, u32),
    /// Depends on the revision alone: a minute at a time, and a day when we can't be reached.
    Revision,
}

/// A strong tag over everything an answer is made of.
pub fn tag(revision: i64, minute: Option<Minute>, request: &HttpRequest, format: &str) -> header::EntityTag {
    let mut hash = DefaultHasher::new();
    (request.path(), request.query_string(), format, env!("CARGO_PKG_VERSION")).hash(&mut hash);
    minute.map(|minute| minute.start.timestamp()).hash(&mut hash);
    header::EntityTag::new_strong(format!("{revision}-{:016x}", hash.finish()))
}

/// Whether the client already has the answer of that tag.
pub fn is_known(request: &HttpRequest, tag: &header::EntityTag) -> bool {
    match IfNoneMatch::parse(request) {
        Ok(IfNoneMatch::Any) => true,
        Ok(IfNoneMatch::Items(items)) => items.iter().any(|item| item.weak_eq(tag)),
        Err(_) => false,
    }
}

/// 304: what the client holds is still right.
pub fn unchanged(tag: header::EntityTag, keep: Keep) -> HttpResponse {
    HttpResponse::NotModified()
        .insert_header(header::ETag(tag))
        .insert_header((header::CACHE_CONTROL, cache_control(keep)))
        .insert_header((header::VARY, "Accept"))
        .finish()
}

/// 200 with `body`.
pub fn answer(tag: header::EntityTag, keep: Keep, media_type: &'static str, body: impl Into<Bytes>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, media_type))
        .insert_header(header::ETag(tag))
        .insert_header((header::CACHE_CONTROL, cache_control(keep)))
        .insert_header((header::VARY, "Accept"))
        .body(body.into())
}

/// 200 or 304 with `view` as JSON: an answer made of the snapshot at `revision` and the address alone.
///
/// # Errors
/// When the client doesn't accept JSON.
pub fn json(request: &HttpRequest, revision: i64, keep: Keep, view: &impl Serialize) -> Result<HttpResponse, Problem> {
    accepts(request, &[JSON])?;
    let minute = match keep {
        Keep::Minute(minute, _) => Some(minute),
        Keep::Revision => None,
    };
    let tag = tag(revision, minute, request, JSON);
    if is_known(request, &tag) {
        return Ok(unchanged(tag, keep));
    }
    Ok(answer(tag, keep, JSON, to_json(view)))
}

/// 200 with `view` as JSON, good for this very moment only.
///
/// # Errors
/// When the client doesn't accept JSON.
pub fn now(request: &HttpRequest, view: &impl Serialize) -> Result<HttpResponse, Problem> {
    accepts(request, &[JSON])?;
    Ok(HttpResponse::Ok().content_type(JSON).insert_header((header::CACHE_CONTROL, "no-store")).body(to_json(view)))
}

fn to_json(view: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(view).expect("views are text, numbers and maps by text")
}

fn cache_control(keep: Keep) -> String {
    match keep {
        Keep::Minute(minute, ttl) => format!("public, max-age={}, stale-if-error=300", minute.left(ttl)),
        Keep::Revision => format!("public, max-age={TTL_S}, stale-if-error=86400"),
    }
}

/// Refuses a request that accepts none of `offered`; without `Accept` anything goes.
///
/// # Errors
/// `not_acceptable`, naming what is offered.
pub fn accepts(request: &HttpRequest, offered: &[&'static str]) -> Result<&'static str, Problem> {
    let Some(accept) = request.headers().get(header::ACCEPT) else {
        return Ok(offered.first().copied().unwrap_or_default());
    };
    let accept = accept.to_str().unwrap_or("*/*");
    preferred(accept, offered).ok_or_else(|| {
        let text = Text::new("この形式では返せません。", "This is not offered in any of these formats.");
        Problem::parameters(Code::NotAcceptable, vec![ParameterError::new("Accept", text, offered.join(", "))])
    })
}

/// The offered media type that `accept` likes best; of equals the first offered.
fn preferred(accept: &str, offered: &[&'static str]) -> Option<&'static str> {
    let quality = |media: &str| -> f64 {
        let essence = media.split(';').next().unwrap_or(media);
        let kind = essence.split('/').next().unwrap_or(essence);
        let mut best: (u8, f64) = (0, 0.0);
        for range in accept.split(',').map(str::trim).filter(|range| !range.is_empty()) {
            let mut parts = range.split(';').map(str::trim);
            let name = parts.next().unwrap_or_default();
            let q = parts.find_map(|part| part.strip_prefix("q=")).map_or(1.0, |q| q.parse().unwrap_or(0.0));
            let closeness = match name {
                "*/*" => 1,
                _ if name.strip_suffix("/*").is_some_and(|of| of.eq_ignore_ascii_case(kind)) => 2,
                _ if name.eq_ignore_ascii_case(essence) => 3,
                _ => 0,
            };
            if closeness > best.0 {
                best = (closeness, q);
            }
        }
        best.1
    };
    let mut best: Option<(&'static str, f64)> = None;
    for media in offered {
        let q = quality(media);
        if q > 0.0 && best.is_none_or(|(_, liked)| q > liked) {
            best = Some((media, q));
        }
    }
    best.map(|(media, _)| media)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CSV: &str = "text/csv; charset=utf-8";

    #[test]
    fn the_format_liked_best_is_chosen() {
        for (accept, expected) in [
            ("*/*", Some(JSON)),
            ("text/csv", Some(CSV)),
            ("text/*;q=0.5, application/json;q=0.4", Some(CSV)),
            ("text/html,application/xhtml+xml,*/*;q=0.8", Some(JSON)),
            ("application/json;q=0, */*", Some(CSV)),
            ("image/png", None),
            ("application/json;q=0", None),
        ] {
            assert_eq!(preferred(accept, &[JSON, CSV]), expected, "{accept}");
        }
    }

    #[test]
    fn an_answer_never_outlives_its_minute_or_a_change() {
        let now = "2026-11-22T10:29:45.5Z".parse::<DateTime<Utc>>().unwrap();
        let minute = Minute::of(Clock::Fixed(now));
        assert_eq!(minute.japan().to_string(), "2026-11-22 19:29:00");
        assert_eq!(minute.ttl(None), 60);
        assert_eq!(minute.left(60), 15);
        let change = minute.japan() + TimeDelta::seconds(20);
        assert_eq!(minute.ttl(Some(change)), 20);
        assert_eq!(minute.left(20), 0);
    }
}
