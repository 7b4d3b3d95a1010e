//! ETag, 304, and answers that never outlive what they say.

use reqwest::Method;

use crate::support::{directory, many, serve_at};

const ASKED: &str = "/v1/pharmacies?near=35.6437,139.6710&radius_m=3000&open_now=true";

#[actix_web::test]
async fn what_the_client_holds_is_not_sent_again() {
    let (client, live) = serve_at("2026-11-22T19:30:20+09:00", directory()).await;
    let first = client.get(ASKED).await;
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with('"'), "{tag} is a strong tag");
    for held in [tag.clone(), format!("\"other\", {tag}"), "*".to_owned(), format!("W/{tag}")] {
        let again = client.ask(Method::GET, ASKED, &[("if-none-match", &held)]).await;
        assert_eq!((again.status.as_u16(), again.body.len(), again.header("etag")), (304, 0, tag.as_str()), "{held}");
        assert_eq!(again.header("cache-control"), first.header("cache-control"));
    }
    let other = client.ask(Method::GET, &format!("{ASKED}&limit=1"), &[("if-none-match", &tag)]).await;
    assert_eq!(other.status, 200, "another question");
    live.replace(yoruyaku::search::Snapshot::build(
        yoruyaku::search::Directory { revision: 8, ..directory() },
        chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
    ));
    let later = client.ask(Method::GET, ASKED, &[("if-none-match", &tag)]).await;
    assert_eq!(later.ok()["revision"], 8, "another publication");
}

/// Whoever asks the same a second time gets the very same, in each format, with the way on; and never what was before.
#[actix_web::test]
async fn an_answer_is_written_once_for_its_minute_and_publication() {
    let (client, live) = serve_at("2026-11-22T19:30:20+09:00", many(40)).await;
    for address in ["/v1/pharmacies?limit=5", "/v1/pharmacies.geojson?limit=5", "/v1/pharmacies.csv?limit=5"] {
        let (first, again) = (client.get(address).await, client.get(address).await);
        assert_eq!((first.status.as_u16(), &first.body), (200, &again.body), "{address}");
        for name in ["etag", "link", "cache-control", "content-type", "vary"] {
            assert!(!first.header(name).is_empty(), "{address} {name}");
            assert_eq!(first.header(name), again.header(name), "{address} {name}");
        }
        assert_ne!(first.header("x-request-id"), again.header("x-request-id"));
    }
    // The same revision laid out anew, as at midnight or with new borders: the tag alone would not tell.
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let before = client.get("/v1/pharmacies?limit=5").await.json()["counts"]["matching"].clone();
    live.replace(yoruyaku::search::Snapshot::build(many(39), today));
    let after = client.get("/v1/pharmacies?limit=5").await.json()["counts"]["matching"].clone();
    assert_eq!((before, after), (40.into(), 39.into()));
}

#[actix_web::test]
async fn the_empty_form_is_the_same_until_it_changes() {
    let (early, _) = serve_at("2026-11-22T19:30:01+09:00", directory()).await;
    let (late, _) = serve_at("2026-11-23T08:00:00+09:00", directory()).await;
    let first = early.get("/v1/template.xlsx").await;
    // The workbook would otherwise hold the second it was made in.
    tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
    let second = late.get("/v1/template.xlsx").await;
    assert_eq!((first.header("etag"), &first.body), (second.header("etag"), &second.body));
    let held = [("if-none-match", first.header("etag"))];
    let again = late.ask(Method::GET, "/v1/template.xlsx", &held).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
}

#[actix_web::test]
async fn the_same_tag_means_the_same_bytes() {
    let (early, _) = serve_at("2026-11-22T19:30:01+09:00", directory()).await;
    let (late, _) = serve_at("2026-11-22T19:30:59+09:00", directory()).await;
    let (next, _) = serve_at("2026-11-22T19:31:00+09:00", directory()).await;
    for address in [ASKED, "/v1/pharmacies/open-a", "/v1/pharmacies/open-a/hours", "/v1/holidays", "/v1/dataset"] {
        let (early, late, next) = (early.get(address).await, late.get(address).await, next.get(address).await);
        assert_eq!((early.header("etag"), &early.body), (late.header("etag"), &late.body), "{address}");
        assert_ne!(early.header("etag"), next.header("etag"), "{address}");
    }
}

#[actix_web::test]
async fn no_answer_may_be_kept_past_the_next_change() {
    // open-a closes at 20:00.
    for (now, left) in [("19:59:00", 60), ("19:59:30", 30), ("19:59:59", 1), ("19:20:45", 15)] {
        let (client, _) = serve_at(&format!("2026-11-22T{now}+09:00"), directory()).await;
        let answer = client.get(ASKED).await;
        assert_eq!(answer.header("cache-control"), format!("public, max-age={left}, stale-if-error=300"), "{now}");
        assert_eq!(answer.json()["ttl"], 60);
        assert_eq!(answer.header("vary"), "Accept, Accept-Encoding");
    }
}

#[actix_web::test]
async fn each_reader_sees_one_whole_revision_while_others_publish() {
    let (client, live) = serve_at("2026-11-22T19:30:20+09:00", many(40)).await;
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    for revision in 8..40 {
        let size = if revision % 2 == 0 { 20 } else { 40 };
        let directory = yoruyaku::search::Directory { revision, ..many(size) };
        live.replace(yoruyaku::search::Snapshot::build(directory, today));
        let page = client.get("/v1/pharmacies?limit=100").await.ok();
        let count = page["items"].as_array().unwrap().len();
        assert_eq!((page["revision"].as_i64(), count), (Some(revision), size));
    }
}
