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
        ("jsonld", "application/ld+json"),
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

#[actix_web::test]
async fn the_layout_of_wards_holds_what_it_can_and_no_half_truth() {
    let client = serve(directory()).await;
    let body = client.get("/v1/pharmacies.csv?layout=municipal&limit=100&bom=false&sort=name").await.body;
    let mut rows = csv::Reader::from_reader(body.as_slice());
    let headings: Vec<String> = rows.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(
        (headings.len(), headings[0].as_str(), headings[25].as_str()),
        (26, "都道府県コード又は市区町村コード", "備考")
    );
    let at = |heading: &str| headings.iter().position(|known| known == heading).unwrap();
    for row in rows.records().map(Result::unwrap) {
        assert_eq!((&row[0], &row[at("医療機関の種類")]), ("131121", "薬局"));
        // Both times or none; and with them, days.
        let (opens, closes) = (&row[at("診療開始時間")], &row[at("診療終了時間")]);
        assert_eq!(opens.is_empty(), closes.is_empty());
        assert!(opens.is_empty() || !row[at("診療曜日")].is_empty());
    }
    client.get("/v1/pharmacies.csv?layout=none").await.blames("invalid_parameter", &["layout"]);
    client.get("/v1/pharmacies.csv?bom=maybe").await.blames("invalid_parameter", &["bom"]);
}

#[actix_web::test]
async fn one_pharmacy_has_its_formats_too() {
    let client = serve(directory()).await;
    for (suffix, media_type) in [
        ("json", "application/json"),
        ("geojson", "application/geo+json"),
        ("csv", "text/csv; charset=utf-8"),
        ("jsonld", "application/ld+json"),
        ("ics", "text/calendar; charset=utf-8"),
    ] {
        let accept = [("accept", media_type.split(';').next().unwrap())];
        let by_accept = client.ask(Method::GET, "/v1/pharmacies/duty-h", &accept).await;
        let by_suffix = client.get(&format!("/v1/pharmacies/duty-h.{suffix}")).await;
        assert_eq!((by_suffix.status.as_u16(), by_suffix.header("content-type")), (200, media_type), "{suffix}");
        assert_eq!(by_accept.body, by_suffix.body, "{suffix}");
    }
    let problem = client.get("/v1/pharmacies/duty-h.docx").await.problem(404, "not_found");
    assert_eq!(problem["errors"][0]["allowed"], "json, geojson, csv, jsonld, ics");
    client.get("/v1/pharmacies/none.ics").await.problem(404, "unknown_pharmacy");
    let refused = client.ask(Method::GET, "/v1/pharmacies/duty-h", &[("accept", "image/png")]).await;
    let told = refused.problem(406, "not_acceptable");
    assert!(told["errors"][0]["allowed"].as_str().unwrap().contains("text/calendar"), "{told}");
    let linked: Value = client.get("/v1/pharmacies/duty-h.jsonld").await.ok();
    assert_eq!((&linked["@context"], &linked["@type"]), (&"https://schema.org".into(), &"Pharmacy".into()));
}

#[actix_web::test]
async fn associations_and_areas_are_calendars_to_those_who_ask() {
    let client = serve(directory()).await;
    for (address, kept, gone) in [
        ("/v1/associations/tamagawa-kinuta", "玉川砧（見本）", "unknown_association"),
        ("/v1/areas/13112", "世田谷区", "not_found"),
        ("/v1/areas/13", "東京都", "not_found"),
    ] {
        for (suffix, media_type) in [("json", "application/json"), ("ics", "text/calendar; charset=utf-8")] {
            let accept = [("accept", media_type.split(';').next().unwrap())];
            let by_accept = client.ask(Method::GET, address, &accept).await;
            let by_suffix = client.get(&format!("{address}.{suffix}")).await;
            assert_eq!((by_suffix.status.as_u16(), by_suffix.header("content-type")), (200, media_type), "{address}");
            assert_eq!(by_accept.header("content-type"), media_type, "{address}");
            assert_eq!(by_accept.body, by_suffix.body, "{address}.{suffix}");
            assert!(String::from_utf8(by_accept.body.clone()).unwrap().replace("\r\n ", "").contains(kept));
            let held = [accept[0], ("if-none-match", by_accept.header("etag"))];
            assert_eq!(client.ask(Method::GET, address, &held).await.status, 304, "{address}.{suffix}");
        }
        let problem = client.get(&format!("{address}.xml")).await.problem(404, "not_found");
        assert_eq!(problem["errors"][0]["allowed"], "json, ics", "{address}");
        let parent = address.rsplit_once('/').unwrap().0;
        client.get(&format!("{parent}/99999")).await.problem(404, gone);
    }
    let ward = client.get("/v1/areas/13112").await.ok();
    assert_eq!((&ward["code"], &ward["municipality"]), (&"13112".into(), &"世田谷区".into()));
    assert_eq!(ward["associations"], serde_json::json!(["setagaya", "tamagawa-kinuta"]));
    assert_eq!(ward["pharmacies"], 9);
    let prefecture = client.get("/v1/areas/13").await.ok();
    assert_eq!((&prefecture["municipality"], &prefecture["pharmacies"]), (&Value::Null, &9.into()));
}

#[actix_web::test]
async fn duties_are_calendars_with_their_time_zone() {
    let client = serve(directory()).await;
    for address in
        ["/v1/pharmacies/duty-h.ics", "/v1/associations/tamagawa-kinuta.ics", "/v1/areas/13112.ics", "/v1/areas/13.ics"]
    {
        let text = String::from_utf8(client.get(address).await.body).unwrap();
        let unfolded = text.replace("\r\n ", "");
        assert_eq!(text.lines().count(), text.matches("\r\n").count(), "{address}: every line ends with CRLF");
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{address}: folded");
        assert_eq!(unfolded.matches("BEGIN:VTIMEZONE").count(), 1, "{address}");
        let duty = unfolded.split("BEGIN:VEVENT").find(|event| event.contains("UID:duty-")).unwrap();
        assert!(duty.contains("DTSTART;TZID=Asia/Tokyo:") && duty.contains("SEQUENCE:"), "{duty}");
        assert!(duty.contains("-duty-h@yoruyaku"), "{duty}");
    }
    for address in ["/v1/pharmacies/holiday-g.ics", "/v1/associations/setagaya.ics", "/v1/areas/13112.ics"] {
        let text = String::from_utf8(client.get(address).await.body).unwrap().replace("\r\n ", "");
        let uid = "UID:special-20261123-0-holiday-g@yoruyaku";
        let special =
            text.split("BEGIN:VEVENT").find(|event| event.contains(uid)).unwrap_or_else(|| panic!("{address}"));
        assert!(special.contains("DTSTART;TZID=Asia/Tokyo:20261123T100000"), "{special}");
        assert!(special.contains("DTEND;TZID=Asia/Tokyo:20261123T140000"), "{special}");
    }
    client.get("/v1/areas/99999.ics").await.problem(404, "not_found");
    client.get("/v1/associations/none.ics").await.problem(404, "unknown_association");
    let refused = client.ask(Method::GET, "/v1/associations/setagaya.ics", &[("accept", "image/png")]).await;
    refused.problem(406, "not_acceptable");
}
