//! What changed, in order and without gaps; and what was.

use serde_json::{Value, json};

use crate::support::{ANOTHER, Client, LIST, list, on_each_database};

/// The whole log of a server, page by page of `limit` entries.
async fn log(server: &Client, since: &str, limit: usize) -> Vec<Value> {
    let (mut entries, mut since) = (Vec::new(), since.to_owned());
    loop {
        let page = server.get(&format!("/v1/changes?since={since}&limit={limit}")).await.of(200);
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= limit, "{}", items.len());
        entries.extend(items.iter().cloned());
        page["next"].as_str().unwrap().clone_into(&mut since);
        if page["more"] == false {
            return entries;
        }
    }
}

fn seq(entry: &Value) -> i64 {
    entry["cursor"].as_str().unwrap().split_once('-').unwrap().1.parse().unwrap()
}

#[actix_web::test]
async fn the_log_has_no_gap_and_outlives_a_power_cut() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let token = house.token("editor:setagaya");
        let editor = server.with(&token);
        editor.publish(&editor.send(list(LIST)).await).await.of(200);
        let first = server.revision().await;
        editor.publish(&editor.send(list(ANOTHER)).await).await.of(200);
        house.kill();
        let server = house.serve();
        let editor = server.with(&token);
        let all = log(&server, "0", 7).await;
        let numbers: Vec<i64> = all.iter().map(seq).collect();
        assert_eq!(numbers, (1..).take(all.len()).collect::<Vec<_>>(), "no gap, in order");
        let mut revisions: Vec<i64> = all.iter().map(|entry| entry["revision"].as_i64().unwrap()).collect();
        assert!(revisions.is_sorted());
        revisions.dedup();
        assert_eq!(revisions, (1..=server.revision().await).collect::<Vec<_>>(), "each revision has an entry");

        let last = log(&server, &first.to_string(), 100).await;
        let told: Vec<(&str, &str, &str)> = last
            .iter()
            .map(|e| (e["kind"].as_str().unwrap(), e["name"].as_str().unwrap_or(""), e["field"].as_str().unwrap_or("")))
            .collect();
        assert_eq!(told[0], ("revision", "", ""));
        assert!(told.contains(&("removed", "もみじ薬局（見本）", "")), "{told:?}");
        assert!(told.contains(&("added", "こだち薬局（見本）", "")), "{told:?}");
        assert!(told.contains(&("changed", "あおば薬局（見本）", "hours")), "{told:?}");
        let hours = last.iter().find(|entry| entry["field"] == "hours").unwrap();
        assert_eq!(hours["before"]["text"], "月～金9:00～18:00 土日祝休み");
        assert_eq!(hours["after"]["text"], "月火木金9:00～18:00 水9:00～17:00 土日祝休み");
        assert_eq!((&hours["source"], &hours["revision"]), (&json!("setagaya"), &json!(server.revision().await)));
        let gone = last.iter().find(|entry| entry["kind"] == "removed").unwrap();
        assert_eq!((&gone["before"]["name"], &gone["after"]), (&json!("もみじ薬局（見本）"), &Value::Null));

        // A dated exception is a change of one field; taken back, it is another.
        let id = hours["pharmacy_id"].as_str().unwrap();
        let since = server.revision().await.to_string();
        let address = format!("/v1/pharmacies/{id}/exceptions");
        let day = (chrono::Utc::now().date_naive() + chrono::TimeDelta::days(9)).to_string();
        let closed = editor.post_json(&address, &[], &json!({ "date": day, "hours": "休業" })).await.of(201);
        let entered = log(&server, &since, 100).await;
        assert_eq!((entered.len(), &entered[1]["field"]), (2, &json!("exceptions")));
        assert_eq!((&entered[1]["before"], &entered[1]["after"][0]["hours"]), (&json!([]), &json!("closed")));
        let one = format!("{address}/{}", closed["id"].as_str().unwrap());
        editor.ask(reqwest::Method::DELETE, &one, &[], vec![]).await;
        assert_eq!(log(&server, &since, 1).await.len(), 4, "page by page, one entry each");
    })
    .await;
}

#[actix_web::test]
async fn what_is_not_kept_is_gone_and_says_how_to_start_again() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let now = server.revision().await;
        for since in [format!("{}", now + 1), format!("{now}-999999999"), format!("{now}-1")] {
            let problem = server.get(&format!("/v1/changes?since={since}")).await.problem(410, "revision_gone");
            let error = &problem["errors"][0];
            assert_eq!(error["parameter"], "since");
            assert!(error["allowed"].as_str().unwrap().contains("/v1/bulk/latest/pharmacies.ndjson"), "{problem}");
        }
        for bad in ["-1", "x", "1-", "1-2-3", "", "99999999999999999999"] {
            server.get(&format!("/v1/changes?since={bad}")).await.problem(400, "invalid_parameter");
        }
        server.get("/v1/changes?limit=1001").await.problem(400, "invalid_parameter");
        server.get("/v1/changes.xml").await.problem(404, "not_found");
        let ahead = server.get(&format!("/v1/pharmacies?as_of={}", now + 1)).await.problem(410, "revision_gone");
        assert_eq!(ahead["errors"][0]["parameter"], "as_of");
        server.get("/v1/pharmacies?as_of=yesterday").await.problem(400, "invalid_parameter");
        let unacceptable = server.ask(reqwest::Method::GET, "/v1/changes", &[("accept", "image/png")], vec![]).await;
        let told = unacceptable.problem(406, "not_acceptable");
        assert!(told["errors"][0]["allowed"].as_str().unwrap().contains("application/atom+xml"), "{told}");
        // Forgotten: everything but the newest revision, as `YORUYAKU_HISTORY_DAYS` would in time.
        house.kill();
        let later = (chrono::Utc::now() + chrono::TimeDelta::days(3)).to_rfc3339();
        let server = house.serve_with(&[("YORUYAKU_HISTORY_DAYS", "1"), ("YORUYAKU_CLOCK", &later)]);
        let mut gone = server.get("/v1/changes?since=0").await;
        for _ in 0..50 {
            if gone.status == 410 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            // The address differs, so that no cache answers.
            gone = server.get("/v1/changes?since=0&limit=99").await;
        }
        gone.problem(410, "revision_gone");
        let kept = server.get(&format!("/v1/changes?since={}", now - 1)).await.of(200);
        assert_eq!((&kept["oldest"], &kept["items"][0]["revision"]), (&json!(now), &json!(now)));
        server.get(&format!("/v1/pharmacies?as_of={}", now - 1)).await.problem(410, "revision_gone");
    })
    .await;
}

#[actix_web::test]
async fn a_dispute_is_settled_from_an_older_revision() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let editor = server.with(&house.token("editor:setagaya"));
        editor.publish(&editor.send(list(LIST)).await).await.of(200);
        let before = server.revision().await;
        let ask =
            "/v1/pharmacies?association=setagaya&state=open,on_call,closed,unknown&open_at=2026-11-25T17:30:00%2B09:00";
        let seen = server.get(ask).await.of(200);
        editor.publish(&editor.send(list(ANOTHER)).await).await.of(200);
        let now = server.get(ask).await.of(200);
        assert_ne!(seen["items"], now["items"]);
        let then = server.get(&format!("{ask}&as_of={before}")).await.of(200);
        assert_eq!((&then["items"], &then["revision"]), (&seen["items"], &json!(before)));
        let id =
            seen["items"].as_array().unwrap().iter().find(|item| item["name"] == "もみじ薬局（見本）").unwrap()["id"]
                .clone();
        let id = id.as_str().unwrap();
        server.get(&format!("/v1/pharmacies/{id}")).await.problem(404, "unknown_pharmacy");
        let one = server.get(&format!("/v1/pharmacies/{id}?as_of={before}")).await.of(200);
        assert_eq!(one["name"], "もみじ薬局（見本）");
        server.get(&format!("/v1/pharmacies/{id}/hours?as_of={before}")).await.of(200);
        let escaped = before.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat();
        let then = server.get(&format!("{ask}&as_of={escaped}")).await.of(200);
        assert_eq!(then["revision"], json!(before), "however it is escaped");
        for address in ["/v1/duties?", "/v1/coverage?area=13112&"] {
            let then = server.get(&format!("{address}as_of={before}")).await.of(200);
            assert_eq!(then["revision"], json!(before), "{address}");
            server.get(&format!("{address}as_of=999999")).await.problem(410, "revision_gone");
            server.get(&format!("{address}as_of=x")).await.problem(400, "invalid_parameter");
        }
        let past = async |address: &str| server.get(&format!("{address}?as_of={before}")).await;
        for address in ["/v1/associations/setagaya", "/v1/areas/13112", "/v1/dataset", "/v1/dataset.jsonld"] {
            let then = past(address).await.of(200);
            assert_eq!(then["revision"], json!(before), "{address}");
        }
        assert_eq!(past("/v1/holidays").await.of(200)["revision"], json!(before));
        let then = past("/v1/associations").await.of(200);
        let list = then["items"].as_array().unwrap().iter().find(|one| one["id"] == "setagaya").unwrap();
        assert_eq!(
            (&list["pharmacies"], &list["roster"]),
            (&json!(seen["items"].as_array().unwrap().len()), &Value::Null)
        );
        for address in ["/v1/associations/setagaya.ics", "/v1/areas/13112.ics", &format!("/v1/pharmacies/{id}.ics")] {
            let then = past(address).await;
            assert_eq!((then.status.as_u16(), then.header("content-type")), (200, "text/calendar; charset=utf-8"));
            assert!(!then.text().contains("SEQUENCE:0"), "each entry is of some revision: {}", then.text());
            server.get(&format!("{address}?as_of=999999")).await.problem(410, "revision_gone");
        }
        for address in
            ["/v1/associations", "/v1/associations/setagaya", "/v1/areas/13112", "/v1/dataset", "/v1/holidays"]
        {
            server.get(&format!("{address}?as_of=999999")).await.problem(410, "revision_gone");
            server.get(&format!("{address}?as_of=x")).await.problem(400, "invalid_parameter");
        }
        let same = server.get(&format!("{ask}&as_of={}", server.revision().await)).await.of(200);
        assert_eq!(same["items"], now["items"]);
    })
    .await;
}

#[actix_web::test]
async fn the_newest_changes_are_feeds() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let editor = server.with(&house.token("editor:setagaya"));
        editor.publish(&editor.send(list(LIST)).await).await.of(200);
        editor.publish(&editor.send(list(ANOTHER)).await).await.of(200);
        let feed = server.get("/v1/changes.jsonfeed?limit=3").await;
        assert_eq!(feed.header("content-type"), "application/feed+json");
        let feed = feed.of(200);
        assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
        let titles: Vec<&str> =
            feed["items"].as_array().unwrap().iter().map(|i| i["title"].as_str().unwrap()).collect();
        assert!(
            titles.iter().any(|title| title.contains("こだち薬局（見本）") || title.contains("あおば薬局（見本）")),
            "{titles:?}"
        );
        let atom = server.ask(reqwest::Method::GET, "/v1/changes", &[("accept", "application/atom+xml")], vec![]).await;
        assert_eq!(atom.header("content-type"), "application/atom+xml");
        let text = atom.text();
        assert!(text.starts_with("<?xml") && text.contains("<feed xmlns=\"http://www.w3.org/2005/Atom\""), "{text}");
        let again = [("if-none-match", atom.header("etag")), ("accept", "application/atom+xml")];
        assert_eq!(server.ask(reqwest::Method::GET, "/v1/changes", &again, vec![]).await.status, 304);
    })
    .await;
}

/// The list as the form, sent in again, changes nothing.
#[actix_web::test]
async fn the_form_comes_back_without_a_change() {
    on_each_database(async |mut house| {
        let server = house.serve();
        for association in ["setagaya", "tamagawa-kinuta"] {
            let editor = server.with(&house.token(&format!("editor:{association}")));
            let ask = format!(
                "/v1/pharmacies.csv?association={association}&layout=form&limit=100&state=open,on_call,closed,unknown"
            );
            let form = server.get(&ask).await;
            let rows = form.text().lines().count();
            assert!(rows > 20, "{rows}");
            let sent = editor
                .post(&format!("/v1/listings?association={association}&file_name=form.csv"), &[], form.body)
                .await;
            let counts = sent.of(202)["listing"]["counts"].clone();
            let told = json!([counts["added"], counts["changed"], counts["removed"], counts["rejected"]]);
            assert_eq!(told, json!([0, 0, 0, 0]), "{association}: {}", sent.text());
            assert_eq!(counts["unchanged"], rows - 1);
            let bare = server.get(&format!("{ask}&bom=false")).await;
            assert!(bare.text().starts_with("夜薬ID,"), "without the mark");
        }
    })
    .await;
}
