//! How an answer is sent: which formats are acceptable, how long it holds, and whether the client has it already.
//!
//! An answer that depends on the present is an answer *for its minute*: evaluated at the start of the minute, the same
//! to everyone who asks within it, stale when it is over. Hours begin and end on minutes, so no cache can outlive a
//! change of state.

mod accept;
mod minute;

use std::hash::{DefaultHasher, Hash, Hasher};

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, Header, IfNoneMatch},
    web::Bytes,
};
use serde::Serialize;

pub use accept::accepts;
pub use minute::Minute;
use minute::TTL_S;

use super::{problem::Problem, query::Query};

/// The media type of most answers.
pub const JSON: &str = "application/json";

/// What else than its address decides an answer.
const VARY: &str = "Accept, Accept-Encoding";

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
    minute.map(Minute::number).hash(&mut hash);
    header::EntityTag::new_strong(format!("{revision}-{:016x}", hash.finish()))
}

/// Whether the client names this very tag as one it holds.
pub fn is_held(request: &HttpRequest, tag: &header::EntityTag) -> bool {
    let held = IfNoneMatch::parse(request);
    matches!(held, Ok(IfNoneMatch::Items(items)) if items.iter().any(|item| item.weak_eq(tag)))
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

fn cache_control(keep: Keep) -> String {
    match keep {
        Keep::Minute(minute, ttl) => format!("public, max-age={}, stale-if-error=300", minute.left(ttl)),
        Keep::Revision => format!("public, max-age={TTL_S}, stale-if-error=86400"),
    }
}
