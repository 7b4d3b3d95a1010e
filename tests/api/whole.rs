//! The whole program: binary, database, demonstration, HTTP.

use std::time::{Duration, Instant};

use crate::support::Binary;

#[actix_web::test]
async fn the_demonstration_answers_and_stops_in_order() {
    let binary = Binary::serve();
    let client = &binary.client;
    let asked = "/v1/pharmacies?near=35.6437,139.6710&radius_m=3000&open_at=2026-11-22T19:30:00%2B09:00";
    let page = client.get(asked).await.ok();
    let items = page["items"].as_array().unwrap();
    assert!(!items.is_empty(), "{page}");
    assert!(items.iter().all(|item| item["name"].as_str().unwrap().ends_with("（見本）")), "{page}");
    let silent = client.get("/v1/pharmacies?open_at=2026-11-23T11:00:00%2B09:00&state=unknown").await.ok();
    let silent = silent["items"].as_array().unwrap();
    assert!(silent.iter().any(|item| item["status"]["basis"] == "holiday"), "a holiday the lists are silent on");
    let ready = client.get("/health/ready").await.ok();
    assert_eq!((&ready["database"], &ready["pharmacies"]), (&"ok".into(), &62.into()));
    let towns = client.get("/v1/associations").await.ok();
    assert_eq!(towns["items"].as_array().unwrap().len(), 2);
    assert_eq!(binary.stop(), Some(0), "SIGTERM ends it in order");
}

#[actix_web::test]
async fn readers_are_answered_when_the_database_is_lost() {
    let binary = Binary::serve();
    let client = &binary.client;
    let before = client.get("/v1/pharmacies?open_now=true").await.ok();
    binary.sabotage("ALTER TABLE directory_revision RENAME TO lost");
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        let ready = client.get("/health/ready").await.ok();
        if ready["database"] == "unreachable" {
            assert_eq!(ready["status"], "ready");
            break;
        }
        assert!(Instant::now() < deadline, "the loss is not noticed: {ready}");
        actix_web::rt::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(client.get("/v1/pharmacies?open_now=true").await.ok(), before);
}
