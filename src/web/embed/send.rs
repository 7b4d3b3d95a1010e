//! How a list is sent: its clock filled in, how long it holds, who may frame it, and whether the client has it already.

use std::sync::Arc;

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, EntityTag, HeaderName},
};
use chrono::{NaiveDateTime, TimeDelta, Timelike};

use super::{
    asked::Asked,
    feed,
    list::CLOCK,
    shelf::{Form, Written},
};
use crate::{
    digest,
    directory::Embedding,
    web::{Tiles, reply, site::tell},
};

/// Tells when the list was last confirmed, by this server's clock: a wrong clock of the reader's changes nothing.
pub const NOW: HeaderName = HeaderName::from_static("x-yoruyaku-now");

/// The longest a cache may give a list without asking, seconds. With [`ASK_AGAIN_S`] it is less than the minute within
/// which a publication must be seen.
const KEEP_S: i64 = 20;

/// After how many seconds a list that is looked at asks whether something was published.
pub const ASK_AGAIN_S: i64 = 35;

/// The same for a frame without a script, and for systems that take in a piece of HTML.
const PLAIN_ASK_AGAIN_S: i64 = 55;

/// What a frame may load: this server's own files. Who may frame it is said beside this.
const FRAME_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; \
     base-uri 'none'; form-action 'none'; frame-ancestors ";

/// A tag over a text.
pub fn tag(text: &str) -> String {
    digest::mark(text, 24)
}

/// An instant of Japan as programs read it.
pub fn stamp(at: NaiveDateTime) -> String {
    at.format("%Y-%m-%dT%H:%M:%S+09:00").to_string()
}

/// Sends a list at `now` (with its seconds).
pub fn list(
    request: &HttpRequest,
    settings: &Embedding,
    asked: &Asked,
    form: Form,
    written: &Arc<Written>,
    tiles: Option<&Tiles>,
    now: NaiveDateTime,
) -> HttpResponse {
    let left = (written.until - now).num_seconds().max(0);
    let mut policy = frame_policy(settings.framers(&written.area, asked.association.as_ref()));
    if let (Form::Map, Some(tiles)) = (form, tiles) {
        policy = with_tiles(&policy, tiles);
    }
    let (tag, keep) = match form {
        // The clock in it is set right by its script, so a minute later it is the same. Who may frame it is part of it.
        Form::Frame if !asked.plain => (EntityTag::new_weak(format!("{}-{}", written.tag, tag(&policy))), KEEP_S),
        Form::Data => (EntityTag::new_strong(written.tag.clone()), KEEP_S),
        Form::Frame => (EntityTag::new_strong(format!("{}-{}-{}", written.tag, tag(&policy), minute(now))), KEEP_S),
        // The element opens it anew the moment its list differs: a cache would give the list before.
        Form::Map => (EntityTag::new_strong(format!("{}-{}-{}", written.tag, tag(&policy), minute(now))), 0),
        Form::Fragment | Form::Atom | Form::JsonFeed => {
            (EntityTag::new_strong(format!("{}-{}", written.tag, minute(now))), PLAIN_ASK_AGAIN_S)
        }
    };
    let known = reply::is_known(request, &tag);
    let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response
        .insert_header(header::ETag(tag))
        .insert_header((header::CACHE_CONTROL, format!("public, max-age={}, stale-if-error=300", left.min(keep))))
        .insert_header((NOW, stamp(now)));
    if matches!(form, Form::Frame | Form::Map) {
        response.insert_header((header::CONTENT_SECURITY_POLICY, policy));
        if asked.plain && !asked.held && form == Form::Frame {
            response.insert_header((header::REFRESH, left.clamp(1, PLAIN_ASK_AGAIN_S).to_string()));
        }
    }
    if known {
        return response.finish();
    }
    let kind = match form {
        Form::Frame | Form::Map | Form::Fragment => "text/html; charset=utf-8",
        Form::Data => "application/json",
        Form::Atom => feed::ATOM,
        Form::JsonFeed => feed::JSON,
    };
    response.content_type(kind).insert_header((header::CONTENT_LANGUAGE, asked.lang().tag()));
    response.body(match form {
        Form::Data => written.text.clone(),
        Form::Frame | Form::Map | Form::Fragment => with_clock(&written.text, now),
        Form::Atom | Form::JsonFeed => written.text.replace(CLOCK, &tell::clock(now.time())),
    })
}

/// What a frame may load and who may frame it: everyone where nothing is set; this site itself always, for the preview.
pub fn frame_policy(framers: Option<&[crate::directory::Origin]>) -> String {
    let who = match framers {
        None => "*".to_owned(),
        Some(origins) => origins.iter().fold("'self'".to_owned(), |who, origin| format!("{who} {origin}")),
    };
    format!("{FRAME_POLICY}{who}")
}

/// The same for a frame with a map. What draws a style works in a frame without an origin (`sandbox`) from a `data:`
/// address only.
fn with_tiles(policy: &str, tiles: &Tiles) -> String {
    let policy = tiles.allowed(policy);
    if tiles.is_style { policy.replace("base-uri", "worker-src 'self' data:; base-uri") } else { policy }
}

/// The minute, as part of a tag.
fn minute(now: NaiveDateTime) -> String {
    now.format("%Y%m%d%H%M").to_string()
}

/// The text with the clock at its places.
fn with_clock(text: &str, now: NaiveDateTime) -> String {
    let start = now - TimeDelta::seconds(now.second().into());
    let clock = format!("<time datetime=\"{}\">{}</time>", stamp(start), tell::clock(now.time()));
    text.replace(CLOCK, &clock)
}
