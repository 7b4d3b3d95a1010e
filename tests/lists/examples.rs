//! The contract's examples of what needs a token are what is really answered, ids and digests aside.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{
    bulk,
    support::{ANOTHER, Answer, LIST, list, on_each_database},
};

/// The evening that all examples are of.
const NOW: (&str, &str) = ("YORUYAKU_CLOCK", "2026-11-22T19:30:00+09:00");

#[actix_web::test]
async fn examples_of_lists_are_answers() {
    on_each_database(async |mut house| {
        // The port differs from run to run; so would every address in the answers.
        let server = house.serve_with(&[NOW, ("YORUYAKU_PUBLIC_URL", "https://yoruyaku.example.jp")]);
        let editor = server.with(&house.token("editor:setagaya"));
        let mut kept = Kept::default();
        // What is published first leaves little to differ; else the example would name the whole demonstration.
        editor.publish(&editor.send(list(LIST)).await).await.of(200);
        let sent = editor.send(list(ANOTHER)).await;
        kept.hold("create_listing", &sent);
        kept.hold("list_listings", &editor.get("/v1/listings?association=setagaya").await);
        let before = server.revision().await;
        let published = editor.publish(&sent).await;
        kept.hold("publish_listing", &published);
        let address = format!("/v1/listings/{}", sent.id());
        let confirmed = editor.post(&format!("{address}/confirm"), &[], "").await;
        kept.hold("confirm_listing", &confirmed);
        let found = editor.get("/v1/pharmacies?association=setagaya&q=%E3%81%82%E3%81%8A%E3%81%B0").await.of(200);
        let pharmacy = found["items"][0]["id"].as_str().unwrap().to_owned();
        let days = format!("/v1/pharmacies/{pharmacy}/exceptions");
        let closed = json!({ "date": "2026-11-24", "hours": "休業", "reason": "研修のため" });
        kept.hold("create_exception", &editor.post_json(&days, &[], &closed).await);
        kept.hold("list_exceptions", &editor.get(&days).await);
        let (start, end) = ("2026-11-23T20:00:00+09:00", "2026-11-24T08:00:00+09:00");
        let roster = json!({ "shifts": [{ "pharmacy_id": pharmacy, "start": start, "end": end }] });
        kept.hold("create_duties", &editor.post_json("/v1/duties?association=setagaya", &[], &roster).await);
        let etag = confirmed.header("etag").to_owned();
        let withdrawn = editor.post(&format!("{address}/withdraw"), &[("if-match", &etag)], "").await;
        kept.hold("withdraw_listing", &withdrawn);
        kept.hold("list_audit", &editor.get("/v1/audit?association=setagaya&limit=3").await);
        for (end, limit) in [("json", 2), ("ndjson", 2), ("atom", 1), ("jsonfeed", 1)] {
            let address = format!("/v1/changes.{end}?since={before}&limit={limit}");
            kept.hold_text(&format!("list_changes.{end}"), &server.get(&address).await.text());
        }
        for end in ["ndjson", "geojson", "csv", "jsonld"] {
            let file = bulk::newest(&server, &format!("pharmacies.{end}")).await;
            kept.hold_text(&format!("get_bulk_file.{end}"), &beginning(end, &server.get(&file).await.text()));
        }
    })
    .await;
}

/// A bulk file with its first pharmacy alone: each is a line, or a row below the headings.
fn beginning(end: &str, whole: &str) -> String {
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    match end {
        "ndjson" => lines[0].to_owned(),
        "csv" => lines[..2].concat(),
        // A first line that opens, a pharmacy a line between commas, a last that closes.
        _ => format!("{}{}\n{}", lines[0], lines[1].trim_end_matches([',', '\n']), lines[lines.len() - 1]),
    }
}

/// Names of what differs from run to run, in the order they appear.
#[derive(Default)]
struct Kept(BTreeMap<String, String>);

impl Kept {
    /// Holds the example of that name to the answer, or writes it.
    #[track_caller]
    fn hold(&mut self, name: &str, answer: &Answer) {
        assert!(answer.status.is_success(), "{name}: {}", answer.text());
        let mut told = answer.json();
        self.settle(&mut told);
        let path = format!("openapi/examples/{name}.json");
        if std::env::vars_os().any(|(name, _)| name == "UPDATE_OPENAPI") {
            std::fs::write(&path, serde_json::to_string_pretty(&told).unwrap() + "\n").unwrap();
        }
        let kept: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!(kept, told, "{path}: UPDATE_OPENAPI=1 cargo test --test lists examples rewrites it");
    }

    /// The same of an answer that is text to the contract, or is cut.
    #[track_caller]
    fn hold_text(&mut self, name: &str, answer: &str) {
        let (told, path) = (self.settled(answer), format!("openapi/examples/{name}"));
        if std::env::vars_os().any(|(name, _)| name == "UPDATE_OPENAPI") {
            std::fs::write(&path, &told).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap();
        assert_eq!(kept, told, "{path}: UPDATE_OPENAPI=1 cargo test --test lists examples rewrites it");
    }

    /// Puts the same ids into every run.
    fn settle(&mut self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.settled(text),
            Value::Array(items) => items.iter_mut().for_each(|item| self.settle(item)),
            Value::Object(map) => {
                map.values_mut().for_each(|item| self.settle(item));
                // What was sent names pharmacies by ids of this run.
                map.get_mut("file_digest").into_iter().for_each(|digest| *digest = "5e".repeat(32).into());
            }
            _ => {}
        }
    }

    fn settled(&mut self, text: &str) -> String {
        let mut out = text.to_owned();
        let mut at = 0;
        while at + 36 <= out.len() {
            // Not at the border of a letter: no id begins or ends there.
            let id = out.get(at..at + 36).filter(|text| is_id(text)).map(str::to_owned);
            if let Some(id) = id {
                let next = self.0.len() + 1;
                let name = self.0.entry(id).or_insert_with(|| format!("019ab0c2-6a5e-7c10-9e0b-5f3a2d8c4e{next:02}"));
                out.replace_range(at..at + 36, name);
                at += 36;
            } else {
                at += 1;
            }
        }
        out
    }
}

fn is_id(text: &str) -> bool {
    text.bytes().enumerate().all(|(i, b)| match i {
        8 | 13 | 18 | 23 => b == b'-',
        _ => b.is_ascii_digit() || (b'a'..=b'f').contains(&b),
    })
}
