//! Being told of changes: signed, tried again, never inside the operator's network.

use std::sync::{Arc, Mutex};

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use serde_json::{Value, json};

use crate::support::{ANOTHER, Client, House, LIST, list, on_each_database};

/// A message as it came in.
#[derive(Clone, Debug)]
struct Message {
    id: String,
    signatures: usize,
    body: Value,
}

/// A receiver that answers with these statuses in turn, the last for ever.
#[derive(Clone)]
struct Receiver {
    url: String,
    seen: Arc<Mutex<Vec<Message>>>,
}

impl Receiver {
    fn answering(statuses: &'static [u16]) -> Self {
        let seen: Arc<Mutex<Vec<Message>>> = Arc::default();
        let kept = Arc::clone(&seen);
        let take = move |request: HttpRequest, body: web::Bytes| {
            let header = |name: &str| request.headers().get(name).unwrap().to_str().unwrap().to_owned();
            let mut seen = kept.lock().unwrap();
            seen.push(Message {
                id: header("webhook-id"),
                signatures: header("webhook-signature").split(' ').filter(|one| one.starts_with("v1,")).count(),
                body: serde_json::from_slice(&body).unwrap(),
            });
            let status = statuses.get(seen.len() - 1).or(statuses.last()).copied().unwrap();
            let mut answer = HttpResponse::build(status.try_into().unwrap());
            // A redirect leads to the receiver itself: followed, it would be seen twice.
            answer.insert_header(("location", "/again"));
            async move { answer.finish() }
        };
        let server = HttpServer::new(move || App::new().default_service(web::to(take.clone()))).workers(1);
        let server = server.bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/hook", server.addrs()[0]);
        actix_web::rt::spawn(server.run());
        Self { url, seen }
    }

    /// Its messages, once there are so many.
    async fn messages(&self, count: usize) -> Vec<Message> {
        for _ in 0..200 {
            let seen = self.seen.lock().unwrap().clone();
            if seen.len() >= count {
                return seen;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        panic!("{:?} instead of {count} messages", self.seen.lock().unwrap());
    }
}

/// Serves with webhooks to this machine allowed.
fn serve(house: &mut House) -> Client {
    house.serve_with(&[("YORUYAKU_UNSAFE_WEBHOOKS_TO_LOOPBACK", "true")])
}

async fn register(caller: &Client, url: &str) -> Value {
    caller.post_json("/v1/webhooks", &[], &json!({ "url": url })).await.of(201)
}

async fn publish(house: &House, server: &Client) {
    let editor = server.with(&house.token("editor:setagaya"));
    editor.publish(&editor.send(list(LIST)).await).await.of(200);
}

#[actix_web::test]
async fn a_change_is_told_signed_and_thin() {
    on_each_database(async |mut house| {
        let receiver = Receiver::answering(&[204]);
        let server = serve(&mut house);
        let caller = server.with(&house.token("auditor"));
        let made = register(&caller, &receiver.url).await;
        assert!(made["secret"].as_str().unwrap().starts_with("whsec_"), "{made}");
        let address = format!("/v1/webhooks/{}", made["id"].as_str().unwrap());
        publish(&house, &server).await;
        let told = receiver.messages(1).await[0].clone();
        let revision = server.revision().await;
        assert_eq!(
            (&told.body["type"], &told.body["data"]["revision"]),
            (&json!("directory.changed"), &json!(revision))
        );
        assert_eq!(told.signatures, 1);
        let changes = told.body["data"]["changes_url"].as_str().unwrap().split_once("/v1/").unwrap().1.to_owned();
        let changes = server.get(&format!("/v1/{changes}&limit=1000")).await.of(200);
        assert_eq!(changes["items"].as_array().unwrap().len() as u64, told.body["data"]["changes"].as_u64().unwrap());

        let rotated = caller.post_json(&format!("{address}/secrets"), &[], &json!({})).await.of(201);
        assert_ne!(rotated["secret"], made["secret"]);
        publish(&house, &server).await;
        assert_eq!(receiver.messages(2).await[1].signatures, 2, "by the new and the old secret");
        let mut shown = caller.get(&address).await.of(200);
        for _ in 0..50 {
            if shown["messages"][0]["delivered_at"].is_string() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            shown = caller.get(&address).await.of(200);
        }
        assert_eq!((&shown["state"], &shown["messages"][0]["outcome"]), (&json!("active"), &json!("204")));
        assert!(shown.get("secret").is_none(), "{shown}");

        // Somebody else's is not there; the operator reaches all.
        let other = server.with(&house.token("editor:setagaya"));
        other.get(&address).await.problem(404, "unknown_webhook");
        other.ask(reqwest::Method::DELETE, &address, &[], vec![]).await.problem(404, "unknown_webhook");
        let operator = server.with(&house.token("operator"));
        assert_eq!(operator.get("/v1/webhooks").await.of(200)["items"][0]["id"], made["id"]);
        assert_eq!(caller.ask(reqwest::Method::DELETE, &address, &[], vec![]).await.status, 204);
        caller.get(&address).await.problem(404, "unknown_webhook");
    })
    .await;
}

#[actix_web::test]
async fn what_does_not_arrive_is_sent_again_even_after_a_power_cut() {
    on_each_database(async |mut house| {
        let receiver = Receiver::answering(&[500, 302, 204]);
        let server = serve(&mut house);
        let token = house.token("auditor");
        let address = register(&server.with(&token), &receiver.url).await["id"].clone();
        let address = format!("/v1/webhooks/{}", address.as_str().unwrap());
        publish(&house, &server).await;
        receiver.messages(1).await;
        // Cut off before the outcome is written, it would be sent again much later: nobody would know that it is not under way.
        for _ in 0..100 {
            let shown = server.with(&token).get(&address).await.of(200);
            if shown["messages"][0]["outcome"] == "500" {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        house.kill();
        let server = serve(&mut house);
        // The second attempt comes after five seconds; its redirect is not followed, so the third is minutes away.
        let seen = receiver.messages(2).await;
        assert_eq!(seen[0].id, seen[1].id, "one message, one id");
        assert_eq!(seen[0].body, seen[1].body);
        tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
        let shown = server.with(&token).get(&address).await.of(200);
        assert_eq!((&shown["messages"][0]["attempts"], &shown["messages"][0]["outcome"]), (&json!(2), &json!("302")));
        assert!(shown["messages"][0]["next_attempt_at"].is_string(), "{shown}");
        assert_eq!(receiver.messages(2).await.len(), 2);
    })
    .await;
}

#[actix_web::test]
async fn a_receiver_that_hangs_holds_up_no_other() {
    on_each_database(async |mut house| {
        // It takes connections and never answers; the sender waits a quarter of a minute for it.
        let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let receiver = Receiver::answering(&[204]);
        let server = serve(&mut house);
        let operator = server.with(&house.token("operator"));
        register(&operator, &format!("http://{}/hook", silent.local_addr().unwrap())).await;
        register(&operator, &receiver.url).await;
        publish(&house, &server).await;
        receiver.messages(1).await;
        let editor = server.with(&house.token("editor:setagaya"));
        editor.publish(&editor.send(list(ANOTHER)).await).await.of(200);
        let told = tokio::time::timeout(std::time::Duration::from_secs(10), receiver.messages(2)).await;
        assert!(told.is_ok(), "the second message waited for the receiver that hangs");
    })
    .await;
}

#[actix_web::test]
async fn a_dead_receiver_is_switched_off_and_said_so() {
    on_each_database(async |mut house| {
        let receiver = Receiver::answering(&[410]);
        let server = serve(&mut house);
        let operator = server.with(&house.token("operator"));
        let made = register(&operator, &receiver.url).await;
        let address = format!("/v1/webhooks/{}", made["id"].as_str().unwrap());
        publish(&house, &server).await;
        receiver.messages(1).await;
        let mut shown = operator.get(&address).await.of(200);
        for _ in 0..50 {
            if shown["state"] == "disabled" {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            shown = operator.get(&address).await.of(200);
        }
        assert_eq!((&shown["state"], shown["disabled_reason"].is_string()), (&json!("disabled"), true), "{shown}");
        publish(&house, &server).await;
        let audit = operator.get("/v1/audit?limit=20").await.of(200);
        assert!(audit["items"].as_array().unwrap().iter().any(|entry| entry["action"] == "webhook.disable"), "{audit}");
        assert_eq!(
            operator.get(&address).await.of(200)["messages"].as_array().unwrap().len(),
            1,
            "nothing is put by for it"
        );
        let restored = operator.post_json(&format!("{address}/restore"), &[], &json!({})).await.of(200);
        assert_eq!(restored["state"], "active");
    })
    .await;
}

#[actix_web::test]
async fn no_webhook_leads_inside() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let caller = server.with(&house.token("auditor"));
        for url in [
            "https://127.0.0.1/hook",
            "https://localhost/hook",
            "https://[::1]/hook",
            "https://10.1.2.3/hook",
            "https://192.168.0.1/hook",
            "https://169.254.169.254/latest/meta-data",
            "https://0x7f000001/",
            "https://[::ffff:10.0.0.1]/",
            "http://example.com/hook",
            "https://user:secret@example.com/",
            "file:///etc/passwd",
            "/hook",
            "",
        ] {
            let answer = caller.post_json("/v1/webhooks", &[], &json!({ "url": url })).await;
            let problem = answer.problem(422, "invalid_fields");
            assert_eq!(problem["errors"][0]["parameter"], "url", "{url}: {problem}");
        }
        server
            .post_json("/v1/webhooks", &[], &json!({ "url": "https://example.com/" }))
            .await
            .problem(401, "unauthorized");
        caller.post_json("/v1/webhooks", &[], &json!({ "uri": "x" })).await.problem(422, "invalid_fields");
        caller.post("/v1/webhooks", &[("content-type", "application/json")], "{").await.problem(400, "malformed_body");
        assert_eq!(caller.get("/v1/webhooks").await.of(200)["items"], json!([]));
    })
    .await;
}

#[actix_web::test]
async fn what_is_sent_is_not_shown_back_whole() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let operator = server.with(&house.token("operator"));
        for key in ["V\u{0}\u{7}é".to_owned(), "k".repeat(5_000)] {
            let body = Value::Object([(key, Value::Null)].into_iter().collect());
            let problem = operator.post_json("/v1/webhooks", &[], &body).await.problem(422, "invalid_fields");
            let detail = problem["errors"][0]["detail"].as_str().unwrap();
            assert!(detail.chars().count() <= 300 && !detail.chars().any(char::is_control), "{detail}");
            assert!(detail.starts_with("unknown field"), "{detail}");
        }
    })
    .await;
}
