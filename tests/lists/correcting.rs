//! Cells and columns put right without sending the file again.

use serde_json::{Value, json};

use crate::support::{Answer, Client, list, on_each_database};

const ROWS: &[&str] = &[
    "あおば薬局（見本）,東京都世田谷区太子堂4-1-1,00-0000-9001,月～金9:00～18:00 土日祝休み",
    ",東京都世田谷区三軒茶屋2-1-1,00-0000-9002,月～土9:00～19:00 日祝休み",
    "こだち薬局（見本）,東京都世田谷区下馬1-1-1,00-0000-9003,月～金9:00～",
];

async fn recheck(editor: &Client, listing: &Answer, body: &Value) -> Answer {
    editor.post_json(&format!("/v1/listings/{}/recheck", listing.id()), &[], body).await
}

fn codes(told: &Value) -> Vec<&str> {
    told["report"]["notices"].as_array().unwrap().iter().map(|notice| notice["code"].as_str().unwrap()).collect()
}

#[actix_web::test]
async fn a_cell_is_corrected_and_the_file_stays_as_it_came() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let editor = server.with(&house.token("editor:setagaya"));
        let file = list(ROWS);
        let sent = editor.send(file.clone()).await;
        let told = sent.json();
        assert_eq!(
            (told["listing"]["counts"]["accepted"].as_u64(), codes(&told).contains(&"name_missing")),
            (Some(2), true)
        );
        let cell = |row: u32, column: &str, text: &str| json!({ "row": row, "column": column, "text": text });
        let mended = recheck(&editor, &sent, &json!({ "cells": [cell(3, "A", "もみじ薬局（見本）")] })).await;
        let told = mended.of(202);
        assert_eq!(told["listing"]["counts"]["accepted"], 3);
        assert_eq!(told["listing"]["made_from"], sent.id());
        let edited = told["report"]["notices"].as_array().unwrap().iter().find(|n| n["code"] == "cell_edited").unwrap();
        assert_eq!((edited["row"].as_u64(), edited["read_as"].as_str()), (Some(3), Some("もみじ薬局（見本）")));
        // A second correction comes on top of the first.
        let again =
            recheck(&editor, &mended, &json!({ "cells": [cell(4, "D", "月～金9:00～18:00 土日祝休み")] })).await;
        let told = again.of(202);
        assert!(!codes(&told).contains(&"hours_unreadable") && !codes(&told).contains(&"name_missing"), "{told}");
        assert_eq!(codes(&told).iter().filter(|code| **code == "cell_edited").count(), 2);
        let kept = editor.get(&format!("/v1/listings/{}/file", again.id())).await;
        assert_eq!(kept.body, file);
        assert_eq!(told["listing"]["file_digest"], sent.json()["listing"]["file_digest"]);
        editor.publish(&again).await.of(200);
        let found =
            server.get("/v1/pharmacies?association=setagaya&q=もみじ薬局&state=open,on_call,closed,unknown").await;
        assert_eq!(found.of(200)["items"][0]["name"], "もみじ薬局（見本）");
    })
    .await;
}

#[actix_web::test]
async fn what_a_column_is_said_to_be_holds_for_the_next_file() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let editor = server.with(&house.token("editor:setagaya"));
        let row = |n: u32| {
            format!("薬局{n}（見本）,東京都世田谷区下馬{n}-1-1,00-0000-900{n},00-0000-910{n},月～金9:00～18:00\n")
        };
        let rows: String = (1..6).map(row).collect();
        let file = format!("薬局名,所在地,電話番号,よるのでんわ,開局時間\n{rows}");
        let sent = editor.send(file.clone()).await;
        let column = |told: &Value| told["report"]["columns"][3].clone();
        let before = column(&sent.json());
        assert_eq!(
            (before["certainty"].as_str(), before["suggestion"].as_str()),
            (Some("unknown"), Some("after_hours_phone"))
        );
        let answer = json!({ "columns": [{ "heading": "よるのでんわ", "meaning": "after_hours_phone" }] });
        let told = recheck(&editor, &sent, &answer).await.of(202);
        assert_eq!(
            (column(&told)["meaning"].as_str(), column(&told)["certainty"].as_str()),
            (Some("after_hours_phone"), Some("told"))
        );
        // The next file of the association is read so; another's is not.
        assert_eq!(column(&editor.send(file.clone()).await.json())["meaning"], "after_hours_phone");
        let other = server.with(&house.token("editor:tamagawa-kinuta"));
        let theirs = other.post("/v1/listings?association=tamagawa-kinuta", &[], file.clone()).await.of(202);
        assert_eq!(column(&theirs)["meaning"], Value::Null);
        let remembered = editor.get("/v1/associations/setagaya/columns").await.of(200);
        assert_eq!(remembered["items"], json!([{ "heading": "よるのでんわ", "meaning": "after_hours_phone" }]));
        other.get("/v1/associations/setagaya/columns").await.problem(403, "forbidden");
        // Not ours after all; then forgotten.
        let extra = json!({ "columns": [{ "heading": "よるのでんわ", "meaning": "extra" }] });
        let told = recheck(&editor, &sent, &extra).await.of(202);
        assert_eq!((column(&told)["meaning"].as_str(), column(&told)["certainty"].as_str()), (None, Some("told")));
        let forget = json!({ "columns": [{ "heading": "よるのでんわ", "meaning": null }] });
        let told = recheck(&editor, &sent, &forget).await.of(202);
        assert_eq!(column(&told)["certainty"], "unknown");
        assert_eq!(editor.get("/v1/associations/setagaya/columns").await.json()["items"], json!([]));
    })
    .await;
}

#[actix_web::test]
async fn corrections_that_make_no_sense_are_refused() {
    on_each_database(async |mut house| {
        let editor = house.serve().with(&house.token("editor:setagaya"));
        let sent = editor.send(list(ROWS)).await;
        let long = "あ".repeat(4001);
        for (wrong, named) in [
            (json!({ "cells": [{ "row": 0, "column": "A", "text": "x" }] }), "cells"),
            (json!({ "cells": [{ "row": 2, "column": "a1", "text": "x" }] }), "cells"),
            (json!({ "cells": [{ "row": 2, "column": "A", "text": long }] }), "cells"),
            (json!({ "columns": [{ "heading": "電話番号", "meaning": "でんわ" }] }), "columns"),
            (json!({ "columns": [{ "heading": "", "meaning": "phone" }] }), "columns"),
            (json!({ "cell": [] }), "body"),
        ] {
            let problem = recheck(&editor, &sent, &wrong).await.problem(422, "invalid_fields");
            assert_eq!(problem["errors"][0]["parameter"], named, "{problem}");
        }
        let far = json!({ "cells": [{ "row": 2, "column": "ZZZ", "text": "x" }] });
        recheck(&editor, &sent, &far).await.problem(422, "unreadable_file");
        // A list without a name is none; what was said of its columns is not remembered.
        let nameless = json!({ "columns": [{ "heading": "薬局名", "meaning": "extra" }] });
        recheck(&editor, &sent, &nameless).await.problem(422, "unreadable_file");
        assert_eq!(editor.get("/v1/associations/setagaya/columns").await.json()["items"], json!([]));
        let many: Vec<Value> = (2..5_100).map(|row| json!({ "row": row, "column": "A", "text": "" })).collect();
        let body = json!({ "cells": many }).to_string();
        let address = format!("/v1/listings/{}/recheck", sent.id());
        let large = editor.post(&address, &[("content-type", "application/json")], body).await;
        assert!([413, 422].contains(&large.status.as_u16()), "{}", large.text());
    })
    .await;
}

#[actix_web::test]
async fn a_second_person_publishes_where_that_is_wanted() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let (sato, kato) = (server.with(&house.token("editor:setagaya")), server.with(&house.token("editor:setagaya")));
        assert_eq!(house.run(&["association", "rules", "setagaya"]), "second person: off");
        assert_eq!(house.run(&["association", "rules", "setagaya", "--second-person", "on"]), "second person: on");
        let sent = sato.send(list(&ROWS[..1])).await;
        assert_eq!(sent.json()["listing"]["second_person"], true);
        sato.publish(&sent).await.problem(409, "second_person_needed");
        let at = (chrono::Utc::now() + chrono::TimeDelta::hours(1)).to_rfc3339();
        let plan = json!({ "confirm": ["shrink", "warnings"], "publish_at": at });
        let address = format!("/v1/listings/{}/publish", sent.id());
        let planned = sato.post_json(&address, &[("if-match", sent.header("etag"))], &plan).await;
        planned.problem(409, "second_person_needed");
        // Who checks it again only does not become its author; who corrects it does.
        let again = kato.post(&format!("/v1/listings/{}/recheck", sent.id()), &[], "").await;
        assert_eq!(again.of(202)["listing"]["author"], sent.json()["listing"]["author"]);
        sato.publish(&again).await.problem(409, "second_person_needed");
        let mend = json!({ "cells": [{ "row": 2, "column": "C", "text": "00-0000-9009" }] });
        let mended = recheck(&kato, &again, &mend).await;
        mended.of(202);
        kato.publish(&mended).await.problem(409, "second_person_needed");
        let published = sato.publish(&mended).await;
        let told = published.of(200);
        assert_eq!(told["listing"]["state"], "published");
        assert_ne!(told["listing"]["published_by"], told["listing"]["author"]);
        // What was looked at once is restored in one step by anyone.
        let withdraw = format!("/v1/listings/{}/withdraw", mended.id());
        let withdrawn = kato.post(&withdraw, &[("if-match", published.header("etag"))], "").await;
        let restore = format!("/v1/listings/{}/restore", mended.id());
        kato.post(&restore, &[("if-match", withdrawn.header("etag"))], "").await.of(200);
        house.run(&["association", "rules", "setagaya", "--second-person", "off"]);
        let sent = sato.send(list(&ROWS[..1])).await;
        sato.publish(&sent).await.of(200);
    })
    .await;
}

#[actix_web::test]
async fn positions_outside_the_area_are_told() {
    on_each_database(async |mut house| {
        let editor = house.serve().with(&house.token("editor:setagaya"));
        let file = "薬局名,所在地,電話番号,開局時間,緯度,経度\n\
            あおば薬局（見本）,東京都世田谷区太子堂4-1-1,00-0000-9001,月～金9:00～18:00,35.6437,139.6710\n\
            とおく薬局（見本）,東京都世田谷区下馬1-1-1,00-0000-9002,月～金9:00～18:00,34.7024,135.4959\n\
            さかさ薬局（見本）,東京都世田谷区上馬1-1-1,00-0000-9003,月～金9:00～18:00,139.6601,35.6350\n";
        let told = editor.send(file).await.json();
        let of = |code: &str| -> Vec<u64> {
            let notices = told["report"]["notices"].as_array().unwrap().iter();
            notices.filter(|notice| notice["code"] == code).map(|notice| notice["row"].as_u64().unwrap()).collect()
        };
        assert_eq!((of("far_from_area"), of("position_swapped")), (vec![3], vec![4]), "{told}");
    })
    .await;
}

#[actix_web::test]
async fn duplicates_come_among_the_rejected_rows() {
    on_each_database(async |mut house| {
        let editor = house.serve().with(&house.token("editor:setagaya"));
        let rows = [ROWS[0], ROWS[0], "あおば薬局（見本）,東京都世田谷区太子堂4-1-1,00-0000-9001,月～土9:00～18:00"];
        let sent = editor.send(list(&rows)).await;
        let told = sent.json();
        let counts = &told["listing"]["counts"];
        assert_eq!(
            (counts["rows_in"].as_u64(), counts["accepted"].as_u64(), counts["rejected"].as_u64()),
            (Some(3), Some(1), Some(2))
        );
        let book = editor.get(&format!("/v1/listings/{}/rejected.xlsx", sent.id())).await;
        assert_eq!(book.status, 200);
        // Sent back as it is, its rows are read again: the reason's column is passed over.
        let back = editor
            .post("/v1/listings?association=setagaya&scope=changes&file_name=rejected.xlsx", &[], book.body)
            .await;
        let told = back.of(202);
        assert_eq!(told["listing"]["counts"]["rows_in"], 2, "{told}");
        assert!(codes(&told).contains(&"conflicting_row"), "{told}");
    })
    .await;
}

#[actix_web::test]
async fn a_file_that_was_only_part_is_checked_again_as_such() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let editor = server.with(&house.token("editor:setagaya"));
        let sent = editor.send(list(&ROWS[..1])).await;
        let told = sent.json();
        assert!(told["listing"]["scope"] == "whole" && codes(&told).contains(&"shrunk"), "{told}");
        let part = recheck(&editor, &sent, &json!({ "scope": "changes" })).await;
        let told = part.of(202);
        assert!(told["listing"]["scope"] == "changes" && told["listing"]["counts"]["removed"] == 0, "{told}");
        // What was said holds until something else is said.
        assert_eq!(recheck(&editor, &part, &json!({})).await.of(202)["listing"]["scope"], "changes");
        assert_eq!(recheck(&editor, &part, &json!({ "scope": "whole" })).await.of(202)["listing"]["scope"], "whole");
        recheck(&editor, &part, &json!({ "scope": "half" })).await.problem(422, "invalid_fields");
        // The workbook of rows that could not be used comes back as part of a list, whatever is said of it.
        let slipped = editor.send(list(ROWS)).await;
        let book = editor.get(&format!("/v1/listings/{}/rejected.xlsx", slipped.id())).await;
        let returned = editor.post("/v1/listings?association=setagaya&scope=whole", &[], book.body.clone()).await;
        assert_eq!(returned.problem(422, "unreadable_file")["reason"], "no_usable_row", "its row is not mended yet");
        let mended = "使えなかった理由,薬局名,所在地,電話番号\n名前がない,もみじ薬局（見本）,東京都世田谷区三軒茶屋2-1-1,00-0000-9002\n";
        let told = editor.send(mended).await.json();
        assert!(told["listing"]["scope"] == "changes" && codes(&told).contains(&"returned_rows"), "{told}");
    })
    .await;
}
