//! How many requests a caller may make: by address, and by key for those who show one.

use crate::support::{LIST, list, on_each_database};

const LIMITS: [(&str, &str); 2] =
    [("YORUYAKU_REQUESTS_PER_MINUTE", "4"), ("YORUYAKU_REQUESTS_PER_MINUTE_WITH_KEY", "50")];

#[actix_web::test]
async fn a_key_has_an_allowance_of_its_own() {
    on_each_database(async |mut house| {
        let server = house.serve_with(&LIMITS);
        let keyed = server.with(&house.token("auditor"));
        let first = keyed.get("/v1/holidays").await;
        assert_eq!(first.header("ratelimit-policy"), "\"default\";q=4;w=60", "not yet looked up");
        let second = keyed.get("/v1/holidays").await;
        assert_eq!(
            (second.header("ratelimit-policy"), second.header("ratelimit")),
            ("\"key\";q=50;w=60", "\"key\";r=49;t=2")
        );
        for _ in 0..3 {
            server.get("/v1/holidays").await.of(200);
        }
        let refused = server.get("/v1/holidays").await;
        refused.problem(429, "too_many_requests");
        assert_eq!((refused.header("retry-after"), refused.header("ratelimit")), ("15", "\"default\";r=0;t=60"));
        keyed.get("/v1/holidays").await.of(200);
        // Another key, and one that is none: the first look is charged to the address, so nobody can try them out.
        server.with(&house.token("auditor")).get("/v1/holidays").await.problem(429, "too_many_requests");
        server.with("yoruyaku_0").get("/v1/holidays").await.problem(429, "too_many_requests");
    })
    .await;
}

#[actix_web::test]
async fn a_key_that_does_not_hold_is_refused_wherever_it_is_shown() {
    on_each_database(async |mut house| {
        let server = house.serve();
        for address in ["/v1/holidays", "/health/live", "/problems"] {
            server.with("yoruyaku_0").get(address).await.problem(401, "unauthorized");
            // What is not ours is none of our business.
            server.with("eyJhbGciOi").get(address).await.of(200);
        }
        let token = house.token("auditor");
        let id = house.run(&["token", "list"]).split('\t').next().unwrap().to_owned();
        house.run(&["token", "revoke", &id]);
        server.with(&token).get("/v1/holidays").await.problem(401, "unauthorized");
    })
    .await;
}

/// A listing's tag as seen through an encoding is good to publish it.
#[actix_web::test]
async fn a_tag_of_an_encoded_answer_is_matched() {
    on_each_database(async |mut house| {
        let editor = house.serve().with(&house.token("editor:setagaya"));
        let sent = editor.send(list(LIST)).await;
        let address = format!("/v1/listings/{}", sent.id());
        let seen = editor.ask(reqwest::Method::GET, &address, &[("accept-encoding", "br")], vec![]).await;
        assert_eq!(seen.header("content-encoding"), "br");
        assert!(seen.header("etag").ends_with("-br\""), "{}", seen.header("etag"));
        let confirm = serde_json::json!({ "confirm": ["shrink", "warnings"] });
        let tag = [("if-match", seen.header("etag"))];
        editor.post_json(&format!("{address}/publish"), &tag, &confirm).await.of(200);
    })
    .await;
}
