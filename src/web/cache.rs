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

/// What is said of an answer beside its body.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its media type.
    pub media_type: &'static str,
    /// Seconds it holds, from the start of its minute.
    pub ttl: u32,
    /// Where it goes on.
    pub link: Option<HeaderValue>,
}

/// An answer as kept. Its tag, where it goes on, its address and its body are parts of one piece of memory that is no larger
/// than they are: what is kept takes the room that it is counted for, and the body, hardly ever still near to the processor,
/// is on its way there while what stands before it is read.
#[derive(Clone, Debug)]
pub struct Kept {
    whole: Bytes,
    /// Where the address begins in the whole, and the body behind it.
    address_at: u32,
    body_at: u32,
    ttl: u32,
    /// The very snapshot it was made from: a revision may be laid out anew within its minute. Held by a `Weak`, the place
    /// of a snapshot that is gone is not given to another.
    snapshot: Weak<Snapshot>,
    /// The mark as sent: whoever gets the answer gets it too.
    tag: HeaderValue,
    link: Option<HeaderValue>,
    mark: Mark,
    media_type: &'static str,
    encoded: Option<Arc<Encoded>>,
}

/// An answer's body in each of the encodings it was asked in.
type Encoded = [Option<Bytes>; ENCODINGS];

/// The answers of one server.
pub struct AnswerCache(Option<Cache<Mark, Kept, ByBytes>>);

#[derive(Clone)]
struct ByBytes;

impl Weighter<Mark, Kept> for ByBytes {
    fn weight(&self, _: &Mark, kept: &Kept) -> u64 {
        let encoded: usize = kept.encoded.iter().flat_map(|encoded| encoded.iter().flatten()).map(Bytes::len).sum();
        (kept.whole.len() + encoded + BESIDE) as u64
    }
}

impl AnswerCache {
    /// One that takes so many bytes; 0 for none.
    pub fn new(bytes: usize) -> Self {
        Self((bytes > 0).then(|| Cache::with_weighter((bytes / USUAL).max(1), bytes as u64, ByBytes)))
    }

    /// The answer of that mark, made from that snapshot for the request's own address.
    pub fn get(&self, snapshot: &Arc<Snapshot>, request: &HttpRequest, mark: Mark) -> Option<Kept> {
        let kept = self.0.as_ref()?.get(&mark)?;
        let is_it = kept.snapshot.as_ptr() == Arc::as_ptr(snapshot) && kept.address() == address(request).as_bytes();
        is_it.then_some(kept)
    }

    /// Keeps it, with the body that `write` appends: written where it is kept, it need not be copied there.
    pub fn keep(
        &self,
        snapshot: &Arc<Snapshot>,
        request: &HttpRequest,
        mark: Mark,
        answer: Answer,
        write: impl FnOnce(&mut Vec<u8>),
    ) -> Kept {
        let Answer { media_type, ttl, link } = answer;
        let tag = mark.tag().to_string();
        let link = link.as_ref().map_or(&[][..], HeaderValue::as_bytes);
        let mut whole = [tag.as_bytes(), link, address(request).as_bytes()].concat();
        let (link_at, address_at, body_at) = (tag.len(), tag.len() + link.len(), whole.len());
        write(&mut whole);
        whole.shrink_to_fit();
        let whole = Bytes::from(whole);
        let value = |range| HeaderValue::from_maybe_shared(whole.slice(range));
        let kept = Kept {
            address_at: address_at as u32,
            body_at: body_at as u32,
            ttl,
            snapshot: Arc::downgrade(snapshot),
            tag: value(0..link_at).expect("a tag of digits and letters"),
            link: value(link_at..address_at).ok().filter(|link| !link.is_empty()),
            mark,
            media_type,
            encoded: None,
            whole,
        };
        self.put(kept.clone());
        kept
    }

    /// Keeps it in one more encoding, the `number`th of those offered.
    pub fn keep_encoded(&self, kept: &Kept, number: usize, body: Bytes) {
        let mut encoded = kept.encoded.as_deref().cloned().unwrap_or_default();
        if let Some(place) = encoded.get_mut(number) {
            *place = Some(body);
        }
        self.put(Kept { encoded: Some(Arc::new(encoded)), ..kept.clone() });
    }

    fn put(&self, kept: Kept) {
        if let Some(cache) = &self.0 {
            cache.insert(kept.mark, kept);
        }
    }
}

impl Kept {
    fn address(&self) -> &[u8] {
        self.whole.get(self.address_at as usize..self.body_at as usize).unwrap_or_default()
    }

    /// It in the `number`th encoding of those offered.
    pub fn encoded(&self, number: usize) -> Option<&Bytes> {
        self.encoded.as_deref()?.get(number)?.as_ref()
    }

    /// It as it is.
    pub fn body(&self) -> Bytes {
        self.whole.slice(self.body_at as usize..)
    }

    /// 200 with it, given in `minute`; whoever encodes the response finds it among its extensions.
    pub fn respond(self, request: &HttpRequest, minute: Minute) -> HttpResponse {
        let mut response = HttpResponse::Ok().body(self.body());
        if request.headers().contains_key(header::ACCEPT_ENCODING) {
            response.extensions_mut().insert(self.clone());
        }
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.media_type));
        headers.insert(header::ETAG, self.tag);
        headers.insert(header::CACHE_CONTROL, reply::cache_control(Keep::Minute(minute, self.ttl)));
        headers.insert(header::VARY, const { HeaderValue::from_static(reply::VARY) });
        if let Some(link) = self.link {
            headers.insert(header::LINK, link);
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
