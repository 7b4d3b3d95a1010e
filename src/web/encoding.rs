//! Answers made smaller for those who ask: brotli, zstd or gzip, by `actix-http`'s own encoders, off the threads that
//! answer.
//!
//! A strong tag names bytes, so each encoding has a tag of its own: `"12-ab"` is `"12-ab-br"` in brotli. Handlers know
//! nothing of this: the ending is taken off what a client sends back and put on what it is sent.

use actix_http::{ResponseHead, encoding::Encoder};
use actix_web::{
    HttpResponse,
    body::{BodySize, BoxBody, MessageBody, to_bytes},
    dev::ServiceResponse,
    http::{
        StatusCode,
        header::{self, ContentEncoding, HeaderMap, HeaderName, HeaderValue},
    },
    web::Bytes,
};

use super::{
    cache::{AnswerCache, Kept},
    reply,
};

/// Bytes below which an answer is sent as it is: it fits one packet.
const LEAST: u64 = 1_400;
/// What is offered, the one preferred among equals first.
const OFFERED: [(&str, ContentEncoding); 3] =
    [("br", ContentEncoding::Brotli), ("zstd", ContentEncoding::Zstd), ("gzip", ContentEncoding::Gzip)];

/// One of those offered, by its name and as the encoder has it.
pub type Liked = (&'static str, ContentEncoding);

/// What a request says of encodings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    liked: Option<Liked>,
    /// The encoding of the answer that the client already holds.
    held: Option<&'static str>,
}

impl Asked {
    /// Reads it, and takes the endings off the tags that the client sends back.
    pub fn take(headers: &mut HeaderMap) -> Self {
        let liked = headers.contains_key(header::ACCEPT_ENCODING).then(|| {
            // Several lines of one header are one list.
            let lines = headers.get_all(header::ACCEPT_ENCODING).filter_map(|line| line.to_str().ok());
            liked(&lines.collect::<Vec<_>>().join(","))
        });
        let liked = liked.flatten();
        let held = plain_tags(headers, &header::IF_NONE_MATCH);
        plain_tags(headers, &header::IF_MATCH);
        Self { liked, held }
    }

    /// Says in the head of the answer what there is to say of encodings, and tells the one that its body shall be put in,
    /// when that is asked for and worth it.
    pub fn tell(self, response: &mut ServiceResponse<BoxBody>) -> Option<Liked> {
        let prepared = response.headers().get(header::CONTENT_ENCODING).and_then(|value| value.to_str().ok());
        let prepared = prepared.and_then(|name| OFFERED.iter().find(|(known, _)| *known == name));
        if let Some((name, _)) = prepared {
            name_tag(response.headers_mut(), name);
            return None;
        }
        if response.status() == StatusCode::NOT_MODIFIED {
            if let Some(name) = self.held {
                name_tag(response.headers_mut(), name);
            }
            return None;
        }
        // Most answers say already that they vary, and most of those who ask like them as they are.
        let says_so = varies(response.headers());
        if (says_so && self.liked.is_none()) || !is_worth_it(response) {
            return None;
        }
        if !says_so {
            vary(response.headers_mut());
        }
        let liked = self.liked?;
        name_tag(response.headers_mut(), liked.0);
        Some(liked)
    }
}

/// Puts the body of an answer into that encoding; of one that is kept, once.
pub async fn encode(
    liked: Liked,
    answers: &AnswerCache,
    response: ServiceResponse<BoxBody>,
) -> ServiceResponse<BoxBody> {
    let kept = response.response().extensions().get::<Kept>().cloned();
    let body = match kept {
        Some(kept) => kept_in(liked.1, answers, &kept).await,
        None => None,
    };
    response.map_body(|head, plain| match body {
        Some(body) => {
            head.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(liked.0));
            body.boxed()
        }
        None => encoded(liked.1, head, plain),
    })
}

/// The body, encoded as it is sent.
fn encoded(encoding: ContentEncoding, head: &mut ResponseHead, body: BoxBody) -> BoxBody {
    // The encoder would say a second time what the answer varies on.
    let kept = head.headers().get(header::VARY).cloned();
    let body = Encoder::response(encoding, head, body).boxed();
    if let Some(kept) = kept {
        head.headers_mut().insert(header::VARY, kept);
    }
    body
}

/// The whole of a kept answer in that encoding: as it was encoded before, else encoded now, and kept.
async fn kept_in(encoding: ContentEncoding, answers: &AnswerCache, kept: &Kept) -> Option<Bytes> {
    let number = OFFERED.iter().position(|(_, offered)| *offered == encoding)?;
    if let Some(body) = kept.encoded(number) {
        return Some(body.clone());
    }
    let mut head = HttpResponse::Ok().finish();
    let body = to_bytes(encoded(encoding, head.head_mut(), kept.body().boxed())).await.ok()?;
    answers.keep_encoded(kept, number, body.clone());
    Some(body)
}

/// The encoding that a client likes best; of equals the first offered. `None` for as it is.
fn liked(accept: &str) -> Option<Liked> {
    let quality = |wanted: &str| {
        let mut any = None;
        for range in accept.split(',') {
            let mut parts = range.split(';').map(str::trim);
            let name = parts.next().unwrap_or_default();
            let q = parts.find_map(|part| part.strip_prefix("q=")).map_or(1.0, |q| q.parse().unwrap_or(0.0));
            if name.eq_ignore_ascii_case(wanted) {
                return q;
            }
            if name == "*" {
                any = Some(q);
            }
        }
        any.unwrap_or(0.0)
    };
    let mut best: Option<(Liked, f64)> = None;
    for offered in OFFERED {
        let q = quality(offered.0);
        if q > 0.0 && best.is_none_or(|(_, most)| q > most) {
            best = Some((offered, q));
        }
    }
    best.map(|(offered, _)| offered)
}

/// Whether the answer is text of some length that is not of a page with secrets in it (the forms of `/office` carry
/// tokens, and what a reader typed stands beside them: BREACH), and no bulk file: those are encoded in advance.
fn is_worth_it(response: &ServiceResponse<BoxBody>) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default();
    let is_text = kind.starts_with("text/")
        || ["json", "xml", "javascript", "openmetrics-text"].iter().any(|end| kind.ends_with(end));
    let is_long = match response.response().body().size() {
        BodySize::None => false,
        BodySize::Sized(bytes) => bytes >= LEAST,
        BodySize::Stream => true,
    };
    let is_whole = response.status() != StatusCode::PARTIAL_CONTENT && response.status() != StatusCode::NO_CONTENT;
    let path = response.request().path();
    is_text && is_long && is_whole && !["/office", "/v1/bulk/"].iter().any(|kept| path.starts_with(kept))
}

/// Takes the endings off the tags of a header and tells the first of them.
fn plain_tags(headers: &mut HeaderMap, name: &HeaderName) -> Option<&'static str> {
    if !headers.contains_key(name) {
        return None;
    }
    let text = headers.get_all(name).filter_map(|line| line.to_str().ok()).collect::<Vec<_>>().join(", ");
    let held = OFFERED.iter().map(|(name, _)| *name).find(|name| text.contains(&format!("-{name}\"")))?;
    let plain = OFFERED.iter().fold(text, |text, (name, _)| text.replace(&format!("-{name}\""), "\""));
    headers.insert(name.clone(), HeaderValue::from_str(&plain).ok()?);
    Some(held)
}

fn name_tag(headers: &mut HeaderMap, encoding: &str) {
    let tag = headers.get(header::ETAG).and_then(|tag| tag.to_str().ok()?.strip_suffix('"').map(str::to_owned));
    if let Some(named) = tag.and_then(|tag| HeaderValue::from_str(&format!("{tag}-{encoding}\"")).ok()) {
        headers.insert(header::ETAG, named);
    }
}

/// Whether the answer says that it depends on the encodings asked for.
fn varies(headers: &HeaderMap) -> bool {
    headers.get(header::VARY).is_some_and(|on| {
        // Ours as a whole, without looking into it.
        on.as_bytes() == reply::VARY.as_bytes()
            || on.to_str().is_ok_and(|on| on.split(',').any(|name| name.trim().eq_ignore_ascii_case("accept-encoding")))
    })
}

fn vary(headers: &mut HeaderMap) {
    let on = headers.get(header::VARY).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let on = if on.is_empty() { "Accept-Encoding".to_owned() } else { format!("{on}, Accept-Encoding") };
    if let Ok(value) = HeaderValue::from_str(&on) {
        headers.insert(header::VARY, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_liked_best_is_chosen() {
        let name = |accept| liked(accept).map(|(name, _)| name);
        for (accept, expected) in [
            ("gzip, deflate, br, zstd", Some("br")),
            ("gzip;q=1, br;q=0.5", Some("gzip")),
            ("zstd", Some("zstd")),
            ("*", Some("br")),
            ("br;q=0, *;q=0.1", Some("zstd")),
            ("identity", None),
            ("gzip;q=0", None),
            ("", None),
            ("deflate", None),
            ("gzip;q=oops", None),
        ] {
            assert_eq!(name(accept), expected, "{accept}");
        }
    }

    #[test]
    fn the_ending_of_a_tag_is_taken_off() {
        let mut headers = HeaderMap::new();
        headers.insert(header::IF_NONE_MATCH, HeaderValue::from_static("\"12-ab-br\", W/\"x\", \"12-ab-gzip\""));
        headers.append(header::IF_NONE_MATCH, HeaderValue::from_static("\"13\""));
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip;q=0.5"));
        headers.append(header::ACCEPT_ENCODING, HeaderValue::from_static("zstd"));
        let asked = Asked::take(&mut headers);
        assert_eq!((asked.held, asked.liked.map(|(name, _)| name)), (Some("br"), Some("zstd")));
        let tags: Vec<_> = headers.get_all(header::IF_NONE_MATCH).collect();
        assert_eq!(tags, ["\"12-ab\", W/\"x\", \"12-ab\", \"13\""]);
    }
}
