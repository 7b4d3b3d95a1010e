//! One truth in several formats: by `Accept` and by the end of the address.

use reqwest::Method;
use serde_json::Value;

use crate::support::{directory, many, serve};

const ASKED: &str = "near=35.6437,139.6710&radius_m=3000&open_at=2026-11-22T19:30:00%2B09:00";

#[actix_web::test]
async fn accept_and_suffix_give_the_same_bytes() {
    let client = serve(directory()).await;
    for (suffix, media_type) in [
        ("json", "application/json"),
        ("geojson", "application/geo+json"),
        ("csv", "text/csv; charset=utf-8"),
        ("ndjson", "application/x-ndjson"),
    ] {
        let accept = [("accept", media_type.split(';').next().unwrap())];
        let by_accept = client.ask(Method::GET, &format!("/v1/pharmacies?{ASKED}"), &accept).await;
        let by_suffix = client.get(&format!("/v1/pharmacies.{suffix}?{ASKED}")).await;
        assert_eq!((by_suffix.status.as_u16(), by_suffix.header("content-type")), (200, media_type), "{suffix}");
        assert_eq!(by_accept.header("content-type"), media_type);
        assert_eq!(by_accept.body, by_suffix.body, "{suffix}");
        let tag = by_suffix.header("etag").to_owned();
        let again = [("if-none-match", tag.as_str())];
        let again = client.ask(Method::GET, &format!("/v1/pharmacies.{suffix}?{ASKED}"), &again).await;
        assert_eq!(again.status, 304, "{suffix}");
    }
    client.get("/v1/pharmacies.xml").await.problem(404, "not_found");
    client.get("/v1/pharmacies.csv?limit=0").await.blames("invalid_parameter", &["limit"]);
}

#[actix_web::test]
async fn geojson_is_a_collection_of_flat_points() {
    let client = serve(directory()).await;
    let map: Value = client.get(&format!("/v1/pharmacies.geojson?{ASKED}")).await.ok();
    assert_eq!((&map["type"], &map["revision"]), (&"FeatureCollection".into(), &7.into()));
    let first = &map["features"][0];
    assert_eq!(first["geometry"], serde_json::json!({"type": "Point", "coordinates": [139.671, 35.6447]}));
    let properties = &first["properties"];
    assert_eq!((&properties["state"], &properties["distance_m"]), (&"open".into(), &111.into()));
    assert_eq!(
        (&properties["call_first"], &properties["next_open"]),
        (&false.into(), &"2026-11-24T09:00:00+09:00".into())
    );
    assert_eq!(properties["services"], "narcotics;aseptic");
    assert!(properties.as_object().unwrap().values().all(|value| !value.is_array() && !value.is_object()), "flat");
    assert_eq!(map["features"].as_array().unwrap().len(), 4);
}

#[actix_web::test]
async fn csv_opens_in_a_spreadsheet() {
    let client = serve(directory()).await;
    let body = client.get(&format!("/v1/pharmacies.csv?{ASKED}")).await.body;
    let text = String::from_utf8(body).unwrap();
    let text = text.strip_prefix('\u{feff}').expect("spreadsheets know UTF-8 by its mark");
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(rows.headers().unwrap().iter().take(4).collect::<Vec<_>>(), ["夜薬ID", "薬局名", "フリガナ", "状態"]);
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    assert_eq!(
        rows.iter().map(|row| (&row[0], &row[3])).collect::<Vec<_>>(),
        [("open-a", "open"), ("on-call-b", "on_call"), ("late-f", "open"), ("duty-h", "open")]
    );
    let english = client.get(&format!("/v1/pharmacies.csv?{ASKED}&lang=en")).await.body;
    assert!(String::from_utf8(english).unwrap().starts_with("\u{feff}id,name,name_kana,state,"));
}

#[actix_web::test]
async fn ndjson_is_a_pharmacy_a_line_and_pages_by_link() {
    let client = serve(many(30)).await;
    let (mut address, mut ids) = ("/v1/pharmacies.ndjson?limit=20".to_owned(), Vec::new());
    loop {
        let page = client.get(&address).await;
        for line in String::from_utf8(page.body.clone()).unwrap().lines() {
            let item: Value = serde_json::from_str(line).unwrap();
            ids.push(item["id"].as_str().unwrap().to_owned());
        }
        let Some(link) = page.header("link").strip_prefix('<') else { break };
        address = link.split('>').next().unwrap().to_owned();
    }
    ids.sort();
    assert_eq!(ids, (0..30).map(|i| format!("p-{i:04}")).collect::<Vec<_>>());
}
