//! Addresses that no table here knows, asked of another service: a small one of the test's own.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener},
    sync::{Arc, Mutex},
};

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Client, on_each_database};

/// A town that no table of the demonstration knows, and what the service calls it.
const ASKED: &str = "福岡市博多区博多駅前3-2-1";
const TITLE: &str = "福岡県福岡市博多区博多駅前三丁目2番1号";

/// What the service does with the next questions.
#[derive(Clone)]
enum Manner {
    Says(Vec<u8>),
    Refuses,
    /// It takes the question and never answers.
    Hangs,
}

/// The service: how it answers, and what it was asked.
struct Service {
    address: SocketAddr,
    manner: Arc<Mutex<Manner>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Service {
    fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (manner, asked) = (Arc::new(Mutex::new(manner)), Arc::<Mutex<Vec<String>>>::default());
        let (how, seen) = (Arc::clone(&manner), Arc::clone(&asked));
        std::thread::spawn(move || {
            let mut held = Vec::new();
            for connection in listener.incoming() {
                let mut connection = connection.unwrap();
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    let mut byte = [0];
                    if connection.read(&mut byte).unwrap() == 0 {
                        break;
                    }
                    head.push(byte[0]);
                }
                let line = String::from_utf8(head).unwrap().lines().next().unwrap_or_default().to_owned();
                let query = line.split(' ').nth(1).and_then(|path| path.strip_prefix("/search?q=")).unwrap_or(&line);
                seen.lock().unwrap().push(percent_encoding::percent_decode_str(query).decode_utf8_lossy().into_owned());
                let manner = how.lock().unwrap().clone();
                let (status, body) = match manner {
                    Manner::Says(body) => ("200 OK", body),
                    Manner::Refuses => ("500 Internal Server Error", Vec::new()),
                    Manner::Hangs => {
                        held.push(connection);
                        continue;
                    }
                };
                let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
                // A reader that has enough may be gone.
                let _ = connection.write_all(head.as_bytes()).and_then(|()| connection.write_all(&body));
            }
        });
        Self { address, manner, asked }
    }

    fn setting(&self) -> String {
        format!("http://{}/search", self.address)
    }

    fn questions(&self) -> usize {
        self.asked.lock().unwrap().len()
    }
}

fn says(places: &[(&str, f64, f64)]) -> Manner {
    let feature = |(title, lat, lon): &(&str, f64, f64)| {
        json!({ "type": "Feature", "geometry": { "type": "Point", "coordinates": [lon, lat] },
                "properties": { "addressCode": "", "title": title, "dataSource": "1" } })
    };
    Manner::Says(Value::Array(places.iter().map(feature).collect()).to_string().into_bytes())
}

async fn places(server: &Client, text: &str) -> Value {
    let text = percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC);
    server.get(&format!("/v1/places?q={text}")).await.of(200)
}

async fn tag(server: &Client, text: &str) -> String {
    let text = percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC);
    server.get(&format!("/v1/places?q={text}")).await.header("etag").to_owned()
}

async fn page(server: &Client, text: &str) -> (u16, String) {
    let text = percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC);
    let answer = server.ask(Method::GET, &format!("/?lang=ja&q={text}"), &[("accept", "text/html")], vec![]).await;
    (answer.status.as_u16(), answer.text())
}

#[actix_web::test]
async fn what_no_table_knows_is_asked_for_once_and_kept_sealed() {
    on_each_database(async |mut house| {
        let there = [(TITLE, 33.5886, 130.4166), ("東京都千代田区丸の内三丁目2番1号", 35.68, 139.76)];
        let service = Service::start(says(&there));
        let settings = [("YORUYAKU_GEOCODER", service.setting())];
        let settings: Vec<(&str, &str)> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();

        let without = house.serve();
        let nothing = places(&without, ASKED).await;
        assert_eq!((nothing["items"].as_array().unwrap().len(), &nothing["source"]), (0, &"directory".into()));
        assert_eq!(service.questions(), 0, "it is not switched on");
        let unknown_then = tag(&without, ASKED).await;
        assert_eq!(tag(&without, ASKED).await, unknown_then);
        house.kill();

        let server = house.serve_with(&settings);
        let known = places(&server, "太子堂4").await;
        assert!(!known["items"].as_array().unwrap().is_empty() && known["source"] == "directory", "{known}");
        assert_eq!(service.questions(), 0, "what is known here is not asked");
        let found = places(&server, ASKED).await;
        assert_eq!((&found["items"][0]["name"], &found["items"][0]["level"]), (&TITLE.into(), &"building".into()));
        assert_eq!((found["items"].as_array().unwrap().len(), &found["source"]), (1, &"geocoder".into()));
        assert_eq!((&found["items"][0]["lat"], &found["items"][0]["lon"]), (&33.5886.into(), &130.4166.into()));
        assert_eq!(places(&server, "福岡市博多区　博多駅前３丁目２番１号").await["items"], found["items"]);
        assert_eq!(*service.asked.lock().unwrap(), [ASKED], "of one place it is asked once");
        assert_ne!(tag(&server, ASKED).await, unknown_then, "another answer of the same revision and minute");
        let (status, html) = page(&server, ASKED).await;
        assert!(status == 200 && html.contains(TITLE), "{html}");
        assert!(html.contains("<p class=\"note credit\">場所の位置：127.0.0.1"), "whose knowledge it is: {html}");
        assert!(!page(&server, "太子堂4").await.1.contains("場所の位置："), "what is known here is nobody else's");
        house.kill();

        // After a new start too; and when the service is gone by then.
        *service.manner.lock().unwrap() = Manner::Refuses;
        let server = house.serve_with(&settings);
        assert_eq!(places(&server, ASKED).await["items"], found["items"]);
        assert_eq!(service.questions(), 1);
        let kept = house.kept();
        for told in [ASKED, TITLE, "博多", "33.5886"] {
            assert!(!kept.windows(told.len()).any(|part| part == told.as_bytes()), "{told} stands in the database");
        }
    })
    .await;
}

#[actix_web::test]
async fn another_place_than_the_one_named_is_not_believed() {
    on_each_database(async |mut house| {
        let service = Service::start(says(&[
            ("大阪府大阪市中央区日本橋一丁目", 34.666, 135.506),
            ("兵庫県神戸市中央区本町一丁目", 34.69, 135.19),
            ("パリ通り", 48.86, 2.35),
        ]));
        let server = house.serve_with(&[("YORUYAKU_GEOCODER", &service.setting())]);
        for text in ["東京都中央区日本橋1丁目", "神戸市中央区元町1丁目", "パリ通り"] {
            assert_eq!(places(&server, text).await["items"], json!([]), "{text}");
        }
        assert_eq!(service.questions(), 3);
        let osaka = places(&server, "大阪府大阪市中央区日本橋1丁目").await;
        assert_eq!(osaka["items"][0]["name"], "大阪府大阪市中央区日本橋一丁目");
        assert_eq!(osaka["items"][0]["level"], "town");
    })
    .await;
}

/// Whatever the service does, a reader is told what would be told without it.
#[actix_web::test]
async fn a_service_that_fails_fails_no_request() {
    for manner in [
        Manner::Refuses,
        Manner::Hangs,
        Manner::Says(b"<html>".to_vec()),
        Manner::Says(vec![b' '; 1 << 20]),
        Manner::Says(b"[{}]".to_vec()),
    ] {
        on_each_database(async |mut house| {
            let service = Service::start(manner.clone());
            let server = house.serve_with(&[("YORUYAKU_GEOCODER", &service.setting())]);
            assert_eq!(places(&server, ASKED).await["items"], json!([]));
            let (status, html) = page(&server, ASKED).await;
            assert!(status == 200 && html.contains("<form"), "{html}");
            assert_eq!(service.questions(), 1, "it is left alone for a while, or its answer was kept");
        })
        .await;
    }
    on_each_database(async |mut house| {
        let gone = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let server = house.serve_with(&[("YORUYAKU_GEOCODER", &format!("http://{gone}/"))]);
        assert_eq!(places(&server, ASKED).await["items"], json!([]));
    })
    .await;
}

#[actix_web::test]
async fn whose_knowledge_a_place_is_is_told_after_a_choice_too() {
    on_each_database(async |mut house| {
        let twice = "本町一丁目";
        let service = Service::start(says(&[
            ("埼玉県川口市本町一丁目", 35.80, 139.72),
            ("埼玉県和光市本町一丁目", 35.79, 139.61),
        ]));
        let setting = service.setting();
        let server = house.serve_with(&[("YORUYAKU_GEOCODER", setting.as_str())]);
        let (_, html) = page(&server, twice).await;
        let credit = "<p class=\"note credit\">場所の位置：127.0.0.1";
        assert!(html.contains(credit), "{html}");
        let (_, link) = html.split_once("id=\"choices\"").unwrap().1.split_once("href=\"").unwrap();
        let chosen = link.split('"').next().unwrap().replace("&amp;", "&");
        assert!(chosen.contains("near_from=elsewhere"), "{chosen}");
        let answer = server.ask(Method::GET, &chosen, &[("accept", "text/html")], vec![]).await.text();
        assert!(answer.contains("<h1>") && answer.contains(credit), "{answer}");
        assert!(answer.contains("name=\"near_from\" value=\"elsewhere\""), "the form asks the same again");
    })
    .await;
}
