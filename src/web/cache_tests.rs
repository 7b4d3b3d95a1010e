use actix_web::test::TestRequest;
use chrono::NaiveDate;

use super::*;
use crate::{hours::Calendar, search::Directory};

fn snapshot() -> Arc<Snapshot> {
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let nothing = Directory {
        pharmacies: vec![],
        associations: vec![],
        areas: vec![],
        calendar: Calendar::japan(),
        revision: 1,
        generated_at: today.and_hms_opt(0, 0, 0).unwrap(),
    };
    Arc::new(Snapshot::build(nothing, today))
}

fn asked(address: &str) -> HttpRequest {
    TestRequest::get().uri(address).to_http_request()
}

/// The mark of an answer to `/` in the minute of that number.
fn marked(minute: i64) -> Mark {
    let at = chrono::DateTime::from_timestamp(minute * 60, 0).unwrap();
    Mark::of(1, Some(Minute::of(crate::clock::Clock::Fixed(at))), &asked("/"), "application/json")
}

const ANSWER: Answer = Answer { media_type: "application/json", ttl: 60, link: None };

fn ten(out: &mut Vec<u8>) {
    out.extend([b'x'; 10]);
}

#[test]
fn an_answer_is_given_for_its_own_mark_address_and_snapshot_alone() {
    let (cache, now, mark) = (AnswerCache::new(1 << 20), snapshot(), marked(1));
    let request = asked("/v1/pharmacies?near=35.64,139.67");
    assert!(cache.get(&now, &request, mark).is_none());
    cache.keep(&now, &request, mark, ANSWER, ten);
    let kept = cache.get(&now, &request, mark).unwrap();
    assert_eq!(kept.body().as_ref(), b"xxxxxxxxxx");
    let minute = Minute::of(crate::clock::Clock::Fixed(chrono::DateTime::from_timestamp(60, 0).unwrap()));
    let response = kept.respond(&request, minute);
    let header = |name| response.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    assert_eq!((header(header::ETAG), header(header::LINK)), (Some(mark.tag().to_string()), None));
    assert!(cache.get(&now, &request, marked(2)).is_none(), "another minute");
    assert!(cache.get(&now, &asked("/v1/pharmacies?near=35.65,139.67"), mark).is_none(), "marks may meet by chance");
    assert!(cache.get(&snapshot(), &request, mark).is_none(), "the same revision, laid out anew");
}

#[test]
fn where_an_answer_goes_on_is_kept_with_it() {
    let (cache, now, mark) = (AnswerCache::new(1 << 20), snapshot(), marked(1));
    let link = HeaderValue::from_static("</v1/pharmacies?cursor=x>; rel=\"next\"");
    let kept = cache.keep(&now, &asked("/"), mark, Answer { link: Some(link.clone()), ..ANSWER }, ten);
    let minute = Minute::of(crate::clock::Clock::Fixed(chrono::DateTime::from_timestamp(60, 0).unwrap()));
    assert_eq!(kept.body().len(), 10);
    assert_eq!(kept.respond(&asked("/"), minute).headers().get(header::LINK), Some(&link));
}

#[test]
fn an_encoding_is_kept_beside_the_answer() {
    let (cache, now, mark) = (AnswerCache::new(1 << 20), snapshot(), marked(1));
    let request = asked("/");
    let kept = cache.keep(&now, &request, mark, ANSWER, ten);
    cache.keep_encoded(&kept, 1, Bytes::from_static(b"zstd"));
    let kept = cache.get(&now, &request, mark).unwrap();
    assert_eq!((kept.encoded(0), kept.encoded(1).unwrap().as_ref()), (None, b"zstd".as_ref()));
    assert_eq!(kept.body().len(), 10);
}

/// However much is asked, what is kept has a bound.
#[test]
fn what_is_kept_weighs_no_more_than_was_set() {
    let (cache, now) = (AnswerCache::new(1 << 20), snapshot());
    for number in 0..1_000 {
        let mark = marked(number);
        cache.keep(&now, &asked(&format!("/?q={number}")), mark, ANSWER, |out| out.resize(20_000, b'x'));
    }
    let inner = cache.0.as_ref().unwrap();
    assert!(inner.weight() <= 1 << 20 && inner.len() > 20, "{} bytes, {} answers", inner.weight(), inner.len());
}

#[test]
fn nothing_is_kept_when_that_is_wished() {
    let (cache, now, mark) = (AnswerCache::new(0), snapshot(), marked(1));
    cache.keep(&now, &asked("/"), mark, ANSWER, ten);
    assert!(cache.get(&now, &asked("/"), mark).is_none());
}
