//! What was looked at becomes what readers see; and back.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::{ANOTHER, Answer, Client, LIST, list, on_each_database};

/// The names on Setagaya's list, as readers see them.
async fn names(server: &Client) -> Vec<String> {
    let found =
        server.get("/v1/pharmacies?association=setagaya&state=open,on_call,closed,unknown&limit=100").await.of(200);
    let name = |item: &Value| item["name"].as_str().unwrap().to_owned();
    let mut names: Vec<String> = found["items"].as_array().unwrap().iter().map(name).collect();
    names.sort();
    names
}

fn tagged<'a>(answer: &'a Answer) -> [(&'static str, &'a str); 1] {
    [("if-match", answer.header("etag"))]
}

#[actix_web::test]
async fn a_list_is_published_replaced_restored_and_withdrawn() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let editor = server.with(&house.token("editor:setagaya"));
        let first = editor.send(list(LIST)).await;
        let published = editor.publish(&first).await;
        assert_eq!(published.of(200)["listing"]["state"], "published");
        assert_eq!(names(&server).await, ["あおば薬局（見本）", "もみじ薬局（見本）"]);

        let second = editor.send(list(ANOTHER)).await;
        let told = second.json();
        let of = |kind: &str| -> Vec<Value> {
            let changes = told["report"]["changes"].as_array().unwrap().iter();
            changes.filter(|change| change["kind"] == kind).cloned().collect()
        };
        assert_eq!((of("added").len(), of("changed").len(), of("removed").len()), (1, 1, 1));
        let hours = &of("changed")[0]["fields"][0];
        assert_eq!(hours["field"], "hours");
        assert!(hours["before"].as_str().unwrap().contains("18:00"), "{hours}");
        assert!(hours["after"].as_str().unwrap().contains("17:00"), "{hours}");
        assert_eq!(editor.publish(&second).await.of(200)["listing"]["state"], "published");
        assert_eq!(names(&server).await, ["あおば薬局（見本）", "こだち薬局（見本）"]);

        let old = editor.get(&format!("/v1/listings/{}", first.id())).await;
        assert_eq!(old.of(200)["listing"]["state"], "superseded");
        let restored = editor.post(&format!("/v1/listings/{}/restore", first.id()), &tagged(&old), "").await;
        assert_eq!(restored.of(200)["listing"]["state"], "published");
        assert_eq!(names(&server).await, ["あおば薬局（見本）", "もみじ薬局（見本）"]);

        let withdrawn = editor.post(&format!("/v1/listings/{}/withdraw", first.id()), &tagged(&restored), "").await;
        assert_eq!(withdrawn.of(200)["listing"]["state"], "withdrawn");
        assert!(names(&server).await.is_empty());
        let back = editor.post(&format!("/v1/listings/{}/restore", first.id()), &tagged(&withdrawn), "").await;
        assert_eq!(back.of(200)["listing"]["state"], "published");
        assert_eq!(names(&server).await.len(), 2);
    })
    .await;
}

#[actix_web::test]
async fn looking_comes_before_publishing() {
    on_each_database(async |mut house| {
        let editor = house.serve().with(&house.token("editor:setagaya"));
        let sent = editor.send(list(LIST)).await;
        let address = format!("/v1/listings/{}/publish", sent.id());
        editor.post(&address, &[], "").await.problem(428, "if_match_required");
        editor.post(&address, &[("if-match", "\"another\"")], "").await.problem(412, "if_match_failed");
        let missing = editor.post(&address, &tagged(&sent), "").await.problem(409, "confirmation_needed");
        assert_eq!(missing["errors"][0]["allowed"], "shrink");
        let wrong = editor.post_json(&address, &tagged(&sent), &json!({ "confirm": ["all"] })).await;
        wrong.problem(422, "invalid_fields");
        let unknown = editor.post_json(&address, &tagged(&sent), &json!({ "force": true })).await;
        unknown.problem(422, "invalid_fields");
        editor.post(&address, &[("content-type", "application/json")], "{").await.problem(400, "malformed_body");
        editor.post(&address, &[("content-type", "text/plain")], "x").await.problem(415, "unsupported_media_type");
        editor.publish(&sent).await.of(200);
        editor.publish(&sent).await.problem(409, "wrong_state");
        let restore = format!("/v1/listings/{}/restore", sent.id());
        editor.post(&restore, &tagged(&sent), "").await.problem(409, "wrong_state");
    })
    .await;
}

#[actix_web::test]
async fn of_two_at_once_one_is_published() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let editor = server.with(&house.token("editor:setagaya"));
        let (one, other) = (editor.send(list(LIST)).await, editor.send(list(ANOTHER)).await);
        let (a, b) = futures_util::future::join(editor.publish(&one), editor.publish(&other)).await;
        let mut statuses = [a.status.as_u16(), b.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "{} {}", a.text(), b.text());
        let (won, lost) = if a.status == 200 { (&one, &other) } else { (&other, &one) };
        editor.publish(lost).await.problem(409, "stale");
        assert_eq!(editor.get(&format!("/v1/listings/{}", lost.id())).await.json()["listing"]["stale"], true);
        // Checked again it can be published.
        let again = editor.post(&format!("/v1/listings/{}/recheck", lost.id()), &[], "").await;
        assert_ne!(again.id(), lost.id());
        editor.publish(&again).await.of(200);
        let before = editor.get(&format!("/v1/listings/{}", won.id())).await.json();
        assert_eq!(before["listing"]["state"], "superseded");
        // The same list, twice at once.
        let third = editor.send(list(LIST)).await;
        let (a, b) = futures_util::future::join(editor.publish(&third), editor.publish(&third)).await;
        let mut statuses = [a.status.as_u16(), b.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "{} {}", a.text(), b.text());
    })
    .await;
}

#[actix_web::test]
async fn another_process_shows_it_within_two_seconds() {
    on_each_database(async |mut house| {
        let (here, there) = (house.serve(), house.serve());
        let editor = here.with(&house.token("editor:setagaya"));
        let sent = editor.send(list(LIST)).await;
        editor.publish(&sent).await.of(200);
        let published = Instant::now();
        while names(&there).await.len() != 2 {
            assert!(published.elapsed() < Duration::from_secs(20), "never seen");
            actix_web::rt::time::sleep(Duration::from_millis(20)).await;
        }
        println!("seen by another process after {:?}", published.elapsed());
        assert_eq!(here.revision().await, there.revision().await);
    })
    .await;
}

#[actix_web::test]
async fn a_kill_between_sending_and_publishing_loses_nothing() {
    on_each_database(async |mut house| {
        let editor = house.serve().with(&house.token("editor:setagaya"));
        let before = names(&editor).await;
        let sent = editor.send(list(LIST)).await;
        house.kill();
        let server = house.serve();
        let editor = server.with(&house.token("editor:setagaya"));
        assert_eq!(names(&server).await, before);
        let kept = editor.get(&format!("/v1/listings/{}", sent.id())).await;
        assert_eq!((kept.of(200), kept.header("etag")), (sent.json(), sent.header("etag")));
        editor.publish(&kept).await.of(200);
        house.kill();
        assert_eq!(names(&house.serve()).await.len(), 2);
    })
    .await;
}

#[actix_web::test]
async fn a_plan_is_kept_carried_out_and_can_be_dropped() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let editor = server.with(&house.token("editor:setagaya"));
        let sent = editor.send(list(LIST)).await;
        let address = format!("/v1/listings/{}/publish", sent.id());
        let at = |seconds: i64| (chrono::Utc::now() + chrono::TimeDelta::seconds(seconds)).to_rfc3339();
        let plan = |when: String| json!({ "confirm": ["shrink", "warnings"], "publish_at": when });
        editor.post_json(&address, &tagged(&sent), &plan(at(-60))).await.problem(422, "invalid_fields");
        editor.post_json(&address, &tagged(&sent), &plan("tomorrow".into())).await.problem(422, "invalid_fields");
        let planned = editor.post_json(&address, &tagged(&sent), &plan(at(3600))).await;
        assert!(planned.of(200)["listing"]["publish_at"].is_string());
        let schedule = format!("/v1/listings/{}/schedule", sent.id());
        assert_eq!(editor.ask(reqwest::Method::DELETE, &schedule, &[], vec![]).await.status, 204);
        let now = editor.get(&format!("/v1/listings/{}", sent.id())).await;
        assert!(now.of(200)["listing"]["publish_at"].is_null());
        editor.post_json(&address, &tagged(&now), &plan(at(1))).await.of(200);
        let planned = Instant::now();
        while names(&server).await.len() != 2 {
            assert!(planned.elapsed() < Duration::from_secs(20), "never published");
            actix_web::rt::time::sleep(Duration::from_millis(50)).await;
        }
    })
    .await;
}

#[actix_web::test]
async fn saying_that_it_still_holds_is_seen_by_readers() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let editor = server.with(&house.token("editor:setagaya"));
        let versions = editor.get("/v1/listings?association=setagaya").await.of(200);
        let (id, before) = (versions["items"][0]["id"].as_str().unwrap().to_owned(), server.revision().await);
        let confirmed = editor.post(&format!("/v1/listings/{id}/confirm"), &[], "").await.of(200);
        assert!(confirmed["listing"]["confirmed_at"].is_string());
        assert_eq!(server.revision().await, before + 1);
        let sent = editor.send(list(LIST)).await;
        editor.post(&format!("/v1/listings/{}/confirm", sent.id()), &[], "").await.problem(409, "wrong_state");
    })
    .await;
}

#[actix_web::test]
async fn rows_in_error_are_left_out_only_when_that_is_said() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let editor = server.with(&house.token("editor:setagaya"));
        editor.publish(&editor.send(list(LIST)).await).await.of(200);
        let before = names(&server).await;
        // The second row has lost its name.
        let slipped = [LIST[0], ",東京都世田谷区三軒茶屋2-1-1,00-0000-9002,月～土9:00～19:00 日祝休み"];
        let sent = editor.send(list(&slipped)).await;
        let told = sent.json();
        assert_eq!(told["listing"]["confirm"], json!(["warnings", "rejected"]), "{told}");
        assert_eq!(told["listing"]["counts"]["removed"], 0, "its number tells which pharmacy it is");
        let address = format!("/v1/listings/{}/publish", sent.id());
        let missing = editor.post_json(&address, &tagged(&sent), &json!({ "confirm": ["warnings"] })).await;
        assert_eq!(missing.problem(409, "confirmation_needed")["errors"][0]["allowed"], "rejected");
        editor.post_json(&address, &tagged(&sent), &json!({ "confirm": ["warnings", "rejected"] })).await.of(200);
        assert_eq!(names(&server).await, before);
    })
    .await;
}

#[actix_web::test]
async fn every_version_is_reached_page_by_page() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let editor = server.with(&house.token("editor:setagaya"));
        let mut sent = Vec::new();
        for _ in 0..53 {
            sent.push(editor.send(list(LIST)).await.id());
        }
        let mut found = Vec::new();
        let mut address = "/v1/listings?association=setagaya".to_owned();
        loop {
            let page = editor.get(&address).await.of(200);
            found.extend(page["items"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()));
            let Some(next) = page["next"].as_str() else { break };
            address = format!("/v1/listings?association=setagaya&before={next}");
        }
        sent.reverse();
        assert_eq!(found[..53], sent, "newest first, none twice");
        let end = editor.get(&format!("/v1/listings?association=setagaya&before={}", found.last().unwrap())).await;
        assert_eq!(end.of(200), json!({ "items": [], "next": null }));
        editor.get("/v1/listings?association=setagaya&before=%2F").await.problem(400, "invalid_parameter");
    })
    .await;
}
