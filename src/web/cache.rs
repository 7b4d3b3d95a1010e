//! Answers given a moment ago: at night a whole town asks from the same few places.
//!
//! An answer is kept whole, as it is and in each encoding it was asked in, until its minute is over or something is
//! published; then nobody finds it, and the space it takes goes to others. What it weighs counts, not how many there are.

use std::sync::{Arc, Weak};

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, HeaderValue},
    web::Bytes,
};
use quick_cache::{Weighter, sync::Cache};

use super::reply::{self, Keep, Mark, Minute};
use crate::search::Snapshot;

/// Bytes of an answer as it is usual, to guess how many there will be.
const USUAL: usize = 16 << 10;
/// Bytes that an answer takes beside its bodies.
const BESIDE: usize = 512;
/// Encodings there are.
const ENCODINGS: usize = 3;

/// A whole answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The answer as it is.
    pub body: Vec<u8>,
    /// Its media type.
    pub media_type: &'static str,
    /// Seconds it holds, from the start of its minute.
    pub ttl: u32,
    /// Where it goes on.
    pub link: Option<HeaderValue>,
}

/// An answer as kept. Its body, its tag, where it goes on and its address are parts of one piece of memory that is no larger
/// than they are: what is kept takes the room that it is counted for.
#[derive(Clone, Debug)]
pub struct Kept {
    body: Bytes,
    media_type: &'static str,
    ttl: u32,
    link: Option<HeaderValue>,
    mark: Mark,
    /// The mark as sent: whoever gets the answer gets it too.
    tag: HeaderValue,
    address: Bytes,
    /// The very snapshot it was made from: a revision may be laid out anew within its minute. Held by a `Weak`, the place
    /// of a snapshot that is gone is not given to another.
    snapshot: Weak<Snapshot>,
    encoded: [Option<Bytes>; ENCODINGS],
}

/// The answers of one server.
pub struct AnswerCache(Option<Cache<Mark, Arc<Kept>, ByBytes>>);

#[derive(Clone)]
struct ByBytes;

impl Weighter<Mark, Arc<Kept>> for ByBytes {
    fn weight(&self, _: &Mark, kept: &Arc<Kept>) -> u64 {
        let encoded: usize = kept.encoded.iter().flatten().map(Bytes::len).sum();
        (kept.body.len() + encoded + kept.address.len() + BESIDE) as u64
    }
}

impl AnswerCache {
    /// One that takes so many bytes; 0 for none.
    pub fn new(bytes: usize) -> Self {
        Self((bytes > 0).then(|| Cache::with_weighter((bytes / USUAL).max(1), bytes as u64, ByBytes)))
    }

    /// The answer of that mark, made from that snapshot for the request's own address.
    pub fn get(&self, snapshot: &Arc<Snapshot>, request: &HttpRequest, mark: Mark) -> Option<Arc<Kept>> {
        let kept = self.0.as_ref()?.get(&mark)?;
        let is_it = kept.snapshot.as_ptr() == Arc::as_ptr(snapshot) && *kept.address == *address(request).as_bytes();
        is_it.then_some(kept)
    }

    /// Keeps it.
    pub fn keep(&self, snapshot: &Arc<Snapshot>, request: &HttpRequest, mark: Mark, answer: Answer) -> Arc<Kept> {
        let Answer { body, media_type, ttl, link } = answer;
        let (tag, address) = (mark.tag().to_string(), address(request));
        let link = link.as_ref().map_or(&[][..], HeaderValue::as_bytes);
        let mut whole = body;
        let mut part = |bytes: &[u8]| {
            whole.extend_from_slice(bytes);
            whole.len() - bytes.len()..whole.len()
        };
        let body = 0..part(&[]).end;
        let (link, tag, address) = (part(link), part(tag.as_bytes()), part(address.as_bytes()));
        whole.shrink_to_fit();
        let whole = Bytes::from(whole);
        let value = |range| HeaderValue::from_maybe_shared(whole.slice(range));
        let kept = Arc::new(Kept {
            body: whole.slice(body),
            media_type,
            ttl,
            link: value(link).ok().filter(|link| !link.is_empty()),
            mark,
            tag: value(tag).expect("a tag of digits and letters"),
            address: whole.slice(address),
            snapshot: Arc::downgrade(snapshot),
            encoded: Default::default(),
        });
        self.put(&kept);
        kept
    }

    /// Keeps it in one more encoding, the `number`th of those offered.
    pub fn keep_encoded(&self, kept: &Kept, number: usize, body: Bytes) {
        let mut kept = kept.clone();
        if let Some(place) = kept.encoded.get_mut(number) {
            *place = Some(body);
        }
        self.put(&Arc::new(kept));
    }

    fn put(&self, kept: &Arc<Kept>) {
        if let Some(cache) = &self.0 {
            cache.insert(kept.mark, Arc::clone(kept));
        }
    }
}

impl Kept {
    /// It in the `number`th encoding of those offered.
    pub fn encoded(&self, number: usize) -> Option<&Bytes> {
        self.encoded.get(number)?.as_ref()
    }

    /// It as it is.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// 200 with it, given in `minute`; whoever encodes the response finds it among its extensions.
    pub fn respond(self: Arc<Self>, request: &HttpRequest, minute: Minute) -> HttpResponse {
        let mut response = HttpResponse::Ok().body(self.body.clone());
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.media_type));
        headers.insert(header::ETAG, self.tag.clone());
        headers.insert(header::CACHE_CONTROL, reply::cache_control(Keep::Minute(minute, self.ttl)));
        headers.insert(header::VARY, HeaderValue::from_static(reply::VARY));
        if let Some(link) = &self.link {
            headers.insert(header::LINK, link.clone());
        }
        if request.headers().contains_key(header::ACCEPT_ENCODING) {
            response.extensions_mut().insert(self);
        }
        response
    }
}

fn address(request: &HttpRequest) -> &str {
    request.uri().path_and_query().map_or("", |both| both.as_str())
}

#[cfg(test)]
#[path = "cache_tests.rs"]
mod tests;
