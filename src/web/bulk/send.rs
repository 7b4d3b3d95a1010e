//! A prepared file on its way: whole, in part, or not at all to who has it already (RFC 9110, 13 and 14).

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    time::SystemTime,
};

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    body::SizedStream,
    http::{
        StatusCode,
        header::{
            self, ByteRangeSpec, ContentRange, ContentRangeSpec, EntityTag, Header, IfMatch, IfModifiedSince, IfRange,
            Range,
        },
    },
    web::{self, Bytes},
};
use futures_util::stream;

use super::Prepared;
use crate::web::{
    problem::{Code, Problem, Text},
    reply,
};

/// Bytes read at a time.
const PIECE: u64 = 64 << 10;

impl Prepared {
    /// Answers with the file, or the part of it that is asked for; `response` brings its type and its encoding.
    ///
    /// Of several parts asked for at once none is cut out: the whole is sent, as RFC 9110 (14.2) leaves free.
    ///
    /// # Errors
    /// `if_match_failed`; `internal` when the file can't be read. A part that is not there is an answer of 416.
    pub async fn send(self, request: &HttpRequest, mut response: HttpResponseBuilder) -> Result<HttpResponse, Problem> {
        let tag = EntityTag::new_strong(format!("{}-{}", self.revision, self.digest));
        if !is_still(request, &tag) {
            let text =
                Text::new("このファイルは、If-Match のものではありません。", "This file is not the one of If-Match.");
            return Err(Problem::because(Code::IfMatchFailed, text));
        }
        let published_at = SystemTime::from(self.published_at);
        response.insert_header(header::ETag(tag.clone()));
        if has(request, &tag, published_at) {
            return Ok(response.status(StatusCode::NOT_MODIFIED).finish());
        }
        let path = self.path;
        let opened = web::block(move || File::open(path).and_then(|file| Ok((file.metadata()?.len(), file)))).await;
        let (bytes, file) = opened.map_err(Problem::internal)?.map_err(Problem::internal)?;
        response.insert_header((header::ACCEPT_RANGES, "bytes"));
        response.insert_header(header::LastModified(published_at.into()));
        let Some(range) = part(request, &tag) else { return Ok(body(response, file, 0, bytes)) };
        let told = |range| ContentRange(ContentRangeSpec::Bytes { range, instance_length: Some(bytes) });
        match range.to_satisfiable_range(bytes) {
            Some((from, to)) => {
                response.status(StatusCode::PARTIAL_CONTENT).insert_header(told(Some((from, to))));
                Ok(body(response, file, from, to - from + 1))
            }
            None => Ok(HttpResponse::RangeNotSatisfiable().insert_header(told(None)).finish()),
        }
    }
}

/// Whether the file is the one that `If-Match` names, where there is one.
fn is_still(request: &HttpRequest, tag: &EntityTag) -> bool {
    if !request.headers().contains_key(header::IF_MATCH) {
        return true;
    }
    match IfMatch::parse(request) {
        Ok(IfMatch::Any) => true,
        Ok(IfMatch::Items(items)) => items.iter().any(|item| item.strong_eq(tag)),
        Err(_) => false,
    }
}

/// Whether the client has the file; a date counts only where no tag is named.
fn has(request: &HttpRequest, tag: &EntityTag, published_at: SystemTime) -> bool {
    if request.headers().contains_key(header::IF_NONE_MATCH) {
        return reply::is_known(request, tag);
    }
    // A date in a header has whole seconds.
    let seconds = |at: SystemTime| at.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    IfModifiedSince::parse(request).is_ok_and(|IfModifiedSince(since)| seconds(published_at) <= seconds(since.into()))
}

/// The one part asked for; none when the client's other parts are of another file. A date can't tell that: all encodings
/// are of the same.
fn part(request: &HttpRequest, tag: &EntityTag) -> Option<ByteRangeSpec> {
    if request.headers().contains_key(header::IF_RANGE) {
        let Ok(IfRange::EntityTag(held)) = IfRange::parse(request) else { return None };
        if !held.strong_eq(tag) {
            return None;
        }
    }
    let Ok(Range::Bytes(mut parts)) = Range::parse(request) else { return None };
    let one = parts.pop()?;
    parts.is_empty().then_some(one)
}

/// So many bytes of `file` from `start` on, read as they are sent.
fn body(mut response: HttpResponseBuilder, file: File, start: u64, bytes: u64) -> HttpResponse {
    let pieces = stream::try_unfold((file, start, bytes), |(file, at, left)| async move {
        if left == 0 {
            return Ok(None);
        }
        let read = web::block(move || piece(file, at, left.min(PIECE))).await;
        let (file, piece) = read.map_err(io::Error::other)??;
        let read = piece.len() as u64;
        Ok::<_, io::Error>(Some((piece, (file, at + read, left - read))))
    });
    response.body(SizedStream::new(bytes, Box::pin(pieces)))
}

fn piece(mut file: File, at: u64, bytes: u64) -> io::Result<(File, Bytes)> {
    let mut piece = vec![0; bytes as usize];
    file.seek(SeekFrom::Start(at))?;
    file.read_exact(&mut piece)?;
    Ok((file, piece.into()))
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn asked(headers: &[(&'static str, &'static str)]) -> HttpRequest {
        let request = headers.iter().fold(TestRequest::get(), |request, header| request.insert_header(*header));
        request.to_http_request()
    }

    #[test]
    fn a_part_is_cut_only_out_of_the_file_the_client_has_the_rest_of() {
        let tag = EntityTag::new_strong("12-ab".to_owned());
        let part = |headers: &[_]| part(&asked(headers), &tag);
        assert_eq!(part(&[("range", "bytes=10-29")]), Some(ByteRangeSpec::FromTo(10, 29)));
        assert_eq!(part(&[("range", "bytes=-5"), ("if-range", "\"12-ab\"")]), Some(ByteRangeSpec::Last(5)));
        for other in ["\"12-ab-br\"", "\"11-ab\"", "W/\"12-ab\"", "Sun, 22 Nov 2026 10:30:00 GMT", "x"] {
            assert_eq!(part(&[("range", "bytes=10-"), ("if-range", other)]), None, "{other}");
        }
        for odd in ["lines=1-2", "bytes=5-4", "bytes=", "bytes=0-1,5-6", "10-29"] {
            assert_eq!(part(&[("range", odd)]), None, "{odd}");
        }
    }

    #[test]
    fn a_date_counts_only_without_a_tag() {
        let tag = EntityTag::new_strong("12-ab".to_owned());
        let at = SystemTime::UNIX_EPOCH + std::time::Duration::from_millis(1_795_343_400_500);
        let has = |headers: &[_]| has(&asked(headers), &tag, at);
        let (then, before) = ("Sun, 22 Nov 2026 10:30:00 GMT", "Sun, 22 Nov 2026 10:29:59 GMT");
        assert!(has(&[("if-modified-since", then)]) && !has(&[("if-modified-since", before)]));
        assert!(has(&[("if-none-match", "\"x\", \"12-ab\"")]) && has(&[("if-none-match", "*")]));
        assert!(!has(&[("if-none-match", "\"x\""), ("if-modified-since", then)]) && !has(&[]));
    }
}
