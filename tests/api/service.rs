//! Health, counts, documents, the headers every answer has.

use reqwest::Method;
use yoruyaku::web::Settings;

use crate::support::{NOW, contract, directory, serve, serve_with};

#[actix_web::test]
async fn health_tells_life_and_readiness() {
    let client = serve(directory()).await;
    assert_eq!(client.get("/health/live").await.ok()["status"], "alive");
    let ready = client.get("/health/ready").await.ok();
    assert_eq!((&ready["status"], &ready["revision"], &ready["pharmacies"]), (&"ready".into(), &7.into(), &9.into()));
    assert_eq!((&ready["database"], &ready["lag"]), (&"none".into(), &0.into()), "served from memory alone");
    assert_eq!(client.get("/health/ready").await.header("cache-control"), "no-store");
}

#[actix_web::test]
async fn counts_are_in_prometheus_form() {
    let client = serve(directory()).await;
    client.get("/v1/pharmacies").await.ok();
    client.get("/v1/nothing").await.problem(404, "not_found");
    let metrics = client.get("/metrics").await;
    let text = String::from_utf8(metrics.body).unwrap();
    for line in [
        "yoruyaku_http_requests_total{method=\"GET\",route=\"/v1/pharmacies\",status=\"200\"} 1",
        "yoruyaku_http_problems_total{code=\"not_found\"} 1",
        "yoruyaku_snapshot_revision 7",
        "yoruyaku_snapshot_pharmacies 9",
    ] {
        assert!(text.contains(line), "{line} not in\n{text}");
    }
}

#[actix_web::test]
async fn the_contract_and_its_reading_room_are_served_offline() {
    let client = serve(directory()).await;
    let served = client.get("/openapi.json").await.ok();
    assert_eq!(served, *contract());
    let docs = client.get("/docs").await;
    assert_eq!((docs.status.as_u16(), docs.header("location")), (308, "/docs/"));
    let index = client.get("/docs/").await;
    assert_eq!((index.status.as_u16(), index.header("content-type")), (200, "text/html"));
    let html = String::from_utf8(index.body.clone()).unwrap();
    assert!(!html.contains("https://"), "nothing is fetched from elsewhere:\n{html}");
    assert!(index.header("content-security-policy").contains("default-src 'self'"));
    let script = client.get("/docs/swagger-ui-bundle.js").await;
    assert!(script.body.len() > 100_000);
    let start = client.get("/docs/swagger-initializer.js").await;
    assert!(String::from_utf8(start.body).unwrap().contains("/openapi.json"));
}

#[actix_web::test]
async fn machines_find_what_they_look_for() {
    let client = serve(directory()).await;
    let security = String::from_utf8(client.get("/.well-known/security.txt").await.body).unwrap();
    assert!(security.contains("Contact: ") && security.contains("Expires: 2027-05-21T00:00:00Z"), "{security}");
    let robots = String::from_utf8(client.get("/robots.txt").await.body).unwrap();
    assert!(robots.starts_with("User-agent: *\n"));
    assert!(robots.ends_with("\nSitemap: http://127.0.0.1:8080/sitemap.xml\n"), "{robots}");
    let catalog = client.get("/.well-known/api-catalog").await;
    assert!(catalog.header("content-type").starts_with("application/linkset+json"), "{catalog:?}");
    assert!(catalog.header("link").contains("rel=\"api-catalog\""));
    let api = &catalog.ok()["linkset"][0];
    assert_eq!(api["anchor"], "http://127.0.0.1:8080/v1");
    for relation in ["service-desc", "service-doc", "service-meta", "status"] {
        let address = api[relation][0]["href"].as_str().unwrap().strip_prefix("http://127.0.0.1:8080").unwrap();
        assert_eq!(client.get(address).await.status, 200, "{address}");
    }
    let sitemap = client.get("/sitemap.xml").await;
    assert_eq!(sitemap.header("content-type"), "application/xml");
    let text = String::from_utf8(sitemap.body.clone()).unwrap();
    for page in ["/", "/areas", "/areas/13112", "/p/open-a"] {
        assert!(text.contains(&format!("<loc>http://127.0.0.1:8080{page}</loc>")), "{page}: {text}");
        assert_eq!(client.get(page).await.status, 200, "{page}");
    }
    client.get("/sitemap-2.xml").await.problem(404, "not_found");
}

/// The record is JSON-LD that says where everything is, and each address leads there.
#[actix_web::test]
async fn the_dataset_is_described_for_data_portals() {
    let client = serve(directory()).await;
    let by_suffix = client.get("/v1/dataset.jsonld").await;
    assert_eq!(by_suffix.header("content-type"), "application/ld+json");
    let by_accept = client.ask(Method::GET, "/v1/dataset", &[("accept", "application/ld+json")]).await;
    assert_eq!(by_accept.body, by_suffix.body);
    let record = by_suffix.ok();
    assert_eq!((&record["@type"], &record["dcat:version"]), (&"dcat:Dataset".into(), &"7".into()));
    assert!(record.get("dct:license").is_none(), "no licence is claimed that the operator has not named");
    let distributions = record["dcat:distribution"].as_array().unwrap();
    assert!(distributions.len() >= 8);
    for one in distributions {
        let address = one["dcat:accessURL"]["@id"].as_str().unwrap().strip_prefix("http://127.0.0.1:8080").unwrap();
        let status = client.get(address).await.status.as_u16();
        // Without a database and prepared files both say so, and not that there is no such address.
        assert!([200, 503].contains(&status), "{address}: {status}");
    }
    let settings =
        Settings { data_license: Some("https://creativecommons.org/licenses/by/4.0/".into()), ..Settings::default() };
    let (client, _) = serve_with(NOW, directory(), settings).await;
    let record = client.get("/v1/dataset").await.ok();
    assert_eq!(record["dct:license"]["@id"], "https://creativecommons.org/licenses/by/4.0/");
    assert_eq!(record["dcat:distribution"][0]["dct:license"], record["dct:license"]);
}

#[actix_web::test]
async fn every_answer_has_its_headers() {
    let client = serve(directory()).await;
    for address in ["/v1/pharmacies", "/v1/nothing", "/health/live", "/robots.txt"] {
        let answer = client.get(address).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{address}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{address}");
        assert_eq!(answer.header("content-security-policy"), "default-src 'none'; frame-ancestors 'none'", "{address}");
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{address}");
        assert!(!answer.header("x-request-id").is_empty(), "{address}");
        assert_eq!(answer.header("set-cookie"), "", "{address}");
    }
}

#[actix_web::test]
async fn associations_and_the_dataset_say_how_fresh_they_are() {
    let client = serve(directory()).await;
    let associations = client.get("/v1/associations").await.ok();
    let first = &associations["items"][0];
    assert_eq!((&first["id"], &first["pharmacies"]), (&"setagaya".into(), &7.into()));
    assert_eq!(first["area"], serde_json::json!({"code": "13112", "prefecture": "東京都", "municipality": "世田谷区"}));
    assert_eq!(first["checked_at"], "2026-11-20T12:00:00+09:00");
    let mut one = client.get("/v1/associations/setagaya").await.ok();
    for own in ["revision", "generated_at", "ttl"] {
        assert!(one.as_object_mut().unwrap().remove(own).is_some(), "{own}");
    }
    assert_eq!(one, *first);
    let dataset = client.get("/v1/dataset").await.ok();
    assert_eq!((&dataset["pharmacies"], &dataset["revision"]), (&9.into(), &7.into()));
    assert_eq!(dataset["hours"], serde_json::json!({"exact": 7, "caveat": 0, "unreadable": 1, "none": 1}));
    assert_eq!(dataset["positions"]["building"], 9);
    assert_eq!(dataset["checked_within_days"]["7"], 9);
    client.get("/v1/dataset?x=1").await.blames("unknown_parameter", &["x"]);
    client.get("/v1/associations?area=13112").await.blames("unknown_parameter", &["area"]);
}
