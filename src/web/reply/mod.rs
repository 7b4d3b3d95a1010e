//! How an answer is sent: which formats are acceptable, how long it holds, and whether the client has it already.
//!
//! An answer that depends on the present is an answer *for its minute*: evaluated at the start of the minute, the same
//! to everyone who asks within it, stale when it is over. Hours begin and end on minutes, so no cache can outlive a
//! change of state.

mod accept;
mod minute;

use std::{hash::BuildHasher, sync::LazyLock};

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, Header, HeaderValue, IfNoneMatch},
    web::Bytes,
};
use foldhash::quality::FixedState;
use serde::Serialize;

pub use accept::accepts;
pub use minute::Minute;
use minute::TTL_S;

use super::{problem::Problem, query::Query};
use crate::digest;

/// The media type of most answers.
pub const JSON: &str = "application/json";

/// What else than its address decides an answer.
pub const VARY: &str = "Accept, Accept-Encoding";

/// How long, and for whom, an answer may be kept.
#[derive(Clone, Copy, Debug)]
pub enum Keep {
    /// Depends on the present: until its minute is over.
    Minute(Minute, u32),
    /// Depends on the revision alone: a minute at a time, and a day when we can't be reached.
    Revision,
}

/// What tells an answer from others, of everything it is made of. Two may meet by chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    revision: i64,
    hash: u64,
}

impl Mark {
    /// Of the answer to `request`, in that format, from that revision, for that minute when it depends on the present.
    pub fn of(revision: i64, minute: Option<Minute>, request: &HttpRequest, format: &str) -> Self {
        let address = (request.path(), request.query_string());
        // Without a seed of its own: every server gives an answer the same tag.
        let hash =
            FixedState::default().hash_one((address, format, env!("CARGO_PKG_VERSION"), minute.map(Minute::number)));
        Self { revision, hash }
    }

    /// It as a strong tag.
    pub fn tag(self) -> header::EntityTag {
        header::EntityTag::new_strong(format!("{}-{:016x}", self.revision, self.hash))
    }

    /// Whether the client names this very answer as one it holds.
    pub fn is_held(self, request: &HttpRequest) -> bool {
        let held = || IfNoneMatch::parse(request);
        let is_it = |items: &[header::EntityTag]| items.iter().any(|item| item.weak_eq(&self.tag()));
        names_any(request) && matches!(held(), Ok(IfNoneMatch::Items(items)) if is_it(&items))
    }

    /// Whether the client already has this answer, or any.
    pub fn is_known(self, request: &HttpRequest) -> bool {
        names_any(request) && is_known(request, &self.tag())
    }
}

/// A strong tag over everything an answer is made of.
pub fn tag(revision: i64, minute: Option<Minute>, request: &HttpRequest, format: &str) -> header::EntityTag {
    Mark::of(revision, minute, request, format).tag()
}

/// Whether the client says at all what it holds: most say nothing, and then no tag need be written.
fn names_any(request: &HttpRequest) -> bool {
    request.headers().contains_key(header::IF_NONE_MATCH)
}

/// Whether the client already has the answer of that tag, or any.
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
        .insert_header((header::VARY, VARY))
        .finish()
}

/// 200 with `body`.
pub fn answer(tag: header::EntityTag, keep: Keep, media_type: &'static str, body: impl Into<Bytes>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, media_type))
        .insert_header(header::ETag(tag))
        .insert_header((header::CACHE_CONTROL, cache_control(keep)))
        .insert_header((header::VARY, VARY))
        .body(body.into())
}

/// For what takes no parameters: refuses any, and formats other than `offered`.
///
/// # Errors
/// `unknown_parameter`, `not_acceptable`.
pub fn plain(request: &HttpRequest, offered: &[&'static str]) -> Result<(), Problem> {
    Query::new(request.query_string(), &[]).finish(())?;
    accepts(request, offered).map(drop)
}

/// 200 or 304 with `view` as JSON: an answer made of the snapshot at `revision` and the address alone.
///
/// # Errors
/// When the client doesn't accept JSON.
pub fn json(request: &HttpRequest, revision: i64, keep: Keep, view: &impl Serialize) -> Result<HttpResponse, Problem> {
    accepts(request, &[JSON])?;
    Ok(as_json(request, revision, keep, view))
}

/// The same of an answer that rests on more than the snapshot and the address, such as the tables of places: its tag is of
/// what it says.
///
/// # Errors
/// When the client doesn't accept JSON.
pub fn json_by_content(request: &HttpRequest, keep: Keep, view: &impl Serialize) -> Result<HttpResponse, Problem> {
    accepts(request, &[JSON])?;
    let body = to_json(view);
    let tag = header::EntityTag::new_strong(digest::mark(&body, 24));
    Ok(if is_known(request, &tag) { unchanged(tag, keep) } else { answer(tag, keep, JSON, body) })
}

/// The same where JSON has been chosen, by the address or among several formats.
pub fn as_json(request: &HttpRequest, revision: i64, keep: Keep, view: &impl Serialize) -> HttpResponse {
    let minute = match keep {
        Keep::Minute(minute, _) => Some(minute),
        Keep::Revision => None,
    };
    let tag = tag(revision, minute, request, JSON);
    if is_known(request, &tag) {
        return unchanged(tag, keep);
    }
    answer(tag, keep, JSON, to_json(view))
}

/// 200 with `view` as JSON, good for this very moment only.
///
/// # Errors
/// When the client doesn't accept JSON.
pub fn now(request: &HttpRequest, view: &impl Serialize) -> Result<HttpResponse, Problem> {
    accepts(request, &[JSON])?;
    Ok(HttpResponse::Ok().content_type(JSON).insert_header((header::CACHE_CONTROL, "no-store")).body(to_json(view)))
}

/// A view's text.
pub fn to_json(view: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(view).expect("views are text, numbers and maps by text")
}

/// The `Cache-Control` of an answer.
pub fn cache_control(keep: Keep) -> HeaderValue {
    /// By the seconds left of a minute; most answers have one of these.
    static OF_MINUTES: LazyLock<Vec<HeaderValue>> = LazyLock::new(|| (0..=TTL_S).map(of_minute).collect());
    match keep {
        Keep::Minute(minute, ttl) => {
            let left = minute.left(ttl);
            OF_MINUTES.get(left as usize).cloned().unwrap_or_else(|| of_minute(left))
        }
        Keep::Revision => written(&format!("public, max-age={TTL_S}, stale-if-error=86400")),
    }
}

fn of_minute(left: i64) -> HeaderValue {
    written(&format!("public, max-age={left}, stale-if-error=300"))
}

fn written(directives: &str) -> HeaderValue {
    HeaderValue::from_str(directives).expect("words and numbers")
}
