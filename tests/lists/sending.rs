//! A list comes in and is told back.

use calamine::{Reader, Xlsx};

use crate::support::{ANOTHER, LIST, form, form_of, list, on_each_database};

#[actix_web::test]
async fn a_list_is_read_kept_and_not_yet_seen() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let editor = server.with(&house.token("editor:setagaya"));
        let before = server.revision().await;
        let sent = editor.send(list(LIST)).await;
        let told = sent.json();
        assert_eq!(sent.header("location"), format!("/v1/listings/{}", sent.id()));
        assert_eq!(told["listing"]["state"], "checked");
        let counts = &told["listing"]["counts"];
        assert_eq!((&counts["rows_in"], &counts["accepted"], &counts["rejected"]), (&2.into(), &2.into(), &0.into()));
        assert!(counts["removed"].as_i64().unwrap() > 10, "{counts}");
        assert_eq!(told["listing"]["confirm"].as_array().unwrap()[0], "shrink", "most pharmacies would go");
        assert!(told["report"]["columns"].as_array().unwrap().iter().any(|column| column["meaning"] == "hours"));
        assert_eq!(server.revision().await, before);
        let shown = editor.get(sent.header("location")).await;
        assert_eq!((shown.of(200), shown.header("etag")), (told, sent.header("etag")));
        let file = editor.get(&format!("{}/file", sent.header("location"))).await;
        assert_eq!(file.body, list(LIST));
        assert!(file.header("content-disposition").starts_with("attachment"), "{:?}", file.headers);
        let versions = editor.get("/v1/listings?association=setagaya").await.of(200);
        assert_eq!(versions["items"][0]["id"], sent.id());
        assert_eq!(versions["items"][1]["state"], "published");
    })
    .await;
}

#[actix_web::test]
async fn a_form_brings_its_file_and_its_name() {
    on_each_database(async |mut house| {
        let editor = house.serve().with(&house.token("editor:setagaya"));
        let (kind, body) = form(("一覧.csv", &list(LIST)), &[("association", "setagaya"), ("scope", "changes")]);
        let told = editor.post("/v1/listings", &[("content-type", &kind)], body).await.of(202);
        assert_eq!((&told["listing"]["file_name"], &told["listing"]["scope"]), (&"一覧.csv".into(), &"changes".into()));
        assert_eq!(told["listing"]["counts"]["removed"], 0);
    })
    .await;
}

#[actix_web::test]
async fn a_base_and_its_supplements_are_one_list() {
    const MORE: &str = "薬局名,無菌調剤\nあおば薬局（見本）,○\nかえで薬局（見本）,○\n";
    on_each_database(async |mut house| {
        let server = house.serve();
        let editor = server.with(&house.token("editor:setagaya"));
        let base = list(LIST);
        let files: &[(&str, &str, &[u8])] =
            &[("file", "一覧.csv", &base), ("supplement", "補足.csv", MORE.as_bytes()), ("supplement", "", b"")];
        let (kind, body) = form_of(files, &[("association", "setagaya")]);
        let sent = editor.post("/v1/listings", &[("content-type", &kind)], body).await;
        let told = sent.of(202);
        assert_eq!(told["listing"]["file_name"], "一覧.csv + 補足.csv");
        assert_eq!(told["listing"]["counts"]["rows_in"], 3);
        let notices = told["report"]["notices"].as_array().unwrap();
        let unmatched = notices.iter().find(|notice| notice["code"] == "supplement_unmatched").unwrap();
        assert_eq!((&unmatched["sheet"], &unmatched["row"]), (&"補足.csv".into(), &3.into()));
        // Corrected in place, it is joined; the files stay as they came.
        let cell = serde_json::json!({ "cells": [
            { "sheet": "補足.csv", "row": 3, "column": "A", "text": "もみじ薬局（見本）" }
        ] });
        let again = editor.post_json(&format!("{}/recheck", sent.header("location")), &[], &cell).await;
        assert_eq!(again.of(202)["listing"]["counts"]["rows_in"], 2, "{}", again.text());
        editor.publish(&again).await.of(200);
        let served =
            server.get("/v1/pharmacies?association=setagaya&service=aseptic&state=open,on_call,closed,unknown");
        assert_eq!(served.await.of(200)["items"].as_array().unwrap().len(), 2);
        let file = editor.get(&format!("{}/file", again.header("location"))).await;
        assert!(file.body.starts_with(b"PK") && file.header("content-disposition").ends_with("%2Ezip"));
        // What came down goes up again.
        let (kind, body) = form(("一覧.zip", &file.body), &[("association", "setagaya")]);
        let same = editor.post("/v1/listings", &[("content-type", &kind)], body).await.of(202);
        assert_eq!(same["listing"]["counts"]["rows_in"], 3);
        let many: Vec<(&str, &str, &[u8])> = [("file", "一覧.csv", base.as_slice())]
            .into_iter()
            .chain([("supplement", "補足.csv", MORE.as_bytes()); 10])
            .collect();
        let (kind, body) = form_of(&many, &[("association", "setagaya")]);
        editor.post("/v1/listings", &[("content-type", &kind)], body).await.problem(413, "payload_too_large");
    })
    .await;
}

#[actix_web::test]
async fn the_same_key_does_nothing_twice() {
    on_each_database(async |mut house| {
        let editor = house.serve().with(&house.token("editor:setagaya"));
        let address = "/v1/listings?association=setagaya&file_name=list.csv";
        let key = [("idempotency-key", "monday-1")];
        let first = editor.post(address, &key, list(LIST)).await;
        let again = editor.post(address, &key, list(LIST)).await;
        assert_eq!((first.status.as_u16(), again.status.as_u16()), (202, 202));
        assert_eq!(first.json(), again.json());
        editor.post(address, &key, list(ANOTHER)).await.problem(422, "idempotency_key_reused");
        let other = editor.post(address, &[("idempotency-key", "monday-2")], list(LIST)).await;
        assert_ne!(first.id(), other.id());
        let bad = editor.post(address, &[("idempotency-key", "with a blank")], list(LIST)).await;
        assert_eq!(bad.problem(400, "invalid_parameter")["errors"][0]["parameter"], "Idempotency-Key");
        // Many at once: one listing.
        let racing = (0..6).map(|_| editor.post(address, &[("idempotency-key", "race")], list(LIST)));
        let ids: std::collections::BTreeSet<String> =
            futures_util::future::join_all(racing).await.iter().map(super::support::Answer::id).collect();
        assert_eq!(ids.len(), 1, "{ids:?}");
    })
    .await;
}

#[actix_web::test]
async fn what_is_rejected_comes_back_as_a_workbook_and_can_be_sent_again() {
    on_each_database(async |mut house| {
        let editor = house.serve().with(&house.token("editor:setagaya"));
        let rows = [LIST[0], ",東京都世田谷区下馬1-1-1,00-0000-9009,=cmd|' /C calc'!A0"];
        let sent = editor.send(list(&rows)).await;
        assert_eq!(sent.json()["listing"]["counts"]["rejected"], 1);
        let book = editor.get(&format!("/v1/listings/{}/rejected.xlsx", sent.id())).await;
        assert_eq!(book.status, 200);
        let mut read: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(&book.body)).unwrap();
        let sheet = read.worksheet_range_at(0).unwrap().unwrap();
        let text = |row: usize, column: usize| sheet[(row, column)].to_string();
        assert_eq!((text(0, 0), text(0, 1)), ("使えなかった理由".to_owned(), "薬局名".to_owned()));
        assert!(text(1, 0).contains("薬局名"), "{}", text(1, 0));
        assert_eq!(text(1, 4), "=cmd|' /C calc'!A0", "kept as text");
        let formulas = read.worksheet_formula(&read.sheet_names()[0].clone()).unwrap();
        assert!(formulas.is_empty(), "{formulas:?}");
        // The same file again: the row is refused for the same reason, the reason's column is no fact.
        let again = editor.post("/v1/listings?association=setagaya&scope=changes", &[], book.body).await;
        assert_eq!(again.problem(422, "unreadable_file")["reason"], "no_usable_row");
    })
    .await;
}

#[actix_web::test]
async fn the_published_list_comes_back_as_the_form_and_changes_nothing() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let editor = server.with(&house.token("editor:setagaya"));
        for (address, kind) in [("list.xlsx", "spreadsheetml.sheet"), ("list.csv", "text/csv")] {
            let address = format!("/v1/associations/setagaya/{address}");
            server.get(&address).await.problem(401, "unauthorized");
            let file = editor.get(&address).await;
            assert!(file.status == 200 && file.header("content-type").contains(kind), "{:?}", file.headers);
            let again = editor.post("/v1/listings?association=setagaya", &[], file.body).await.of(202);
            let counts = &again["listing"]["counts"];
            assert_eq!(
                (&counts["accepted"], &counts["rejected"], &counts["removed"]),
                (&0.into(), &0.into(), &0.into())
            );
            assert_eq!(counts["unchanged"], counts["rows_in"], "{counts}");
            assert!(counts["rows_in"].as_i64().unwrap() > 10, "{counts}");
        }
        editor.get("/v1/associations/tamagawa-kinuta/list.csv").await.problem(403, "forbidden");
        let template = server.get("/v1/template.xlsx").await;
        assert_eq!((template.status.as_u16(), &template.body[..2]), (200, b"PK".as_slice()));
    })
    .await;
}
