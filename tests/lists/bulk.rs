//! The whole directory as files: prepared, compressed, immutable, in parts.

use std::io::Read;

use reqwest::Method;
use serde_json::Value;

use crate::support::{Answer, Client, LIST, list, on_each_database};

/// The address of the newest file, once it is of the newest revision.
pub async fn newest(server: &Client, file: &str) -> String {
    let revision = server.revision().await;
    for _ in 0..300 {
        let redirect = server.get(&format!("/v1/bulk/latest/{file}")).await;
        if redirect.status == 307 && redirect.header("location") == format!("/v1/bulk/{revision}/{file}") {
            return redirect.header("location").to_owned();
        }
        assert!(redirect.status == 307 || redirect.status == 503, "{}", redirect.text());
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("no {file} of revision {revision}");
}

async fn fetch(server: &Client, address: &str, headers: &[(&str, &str)]) -> Answer {
    server.ask(Method::GET, address, headers, vec![]).await
}

#[actix_web::test]
async fn bulk_files_are_whole_compressed_and_kept() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let address = newest(&server, "pharmacies.ndjson").await;
        let plain = fetch(&server, &address, &[]).await;
        assert_eq!((plain.status.as_u16(), plain.header("content-type")), (200, "application/x-ndjson"));
        assert_eq!(plain.header("cache-control"), "public, max-age=31536000, immutable");
        let all: Vec<Value> = plain.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let record = server.get("/v1/dataset").await.of(200);
        assert_eq!(all.len() as u64, record["pharmacies"].as_u64().unwrap());
        assert!(all.iter().all(|one| one["id"].is_string() && one["sources"].is_array() && one["status"].is_null()));
        let one = server.get(&format!("/v1/pharmacies/{}", all[0]["id"].as_str().unwrap())).await.of(200);
        for (key, value) in all[0].as_object().unwrap() {
            assert_eq!(*value, one[key], "{key}");
        }
        // Compressed, it is the same; each kind is its own representation.
        let gzip = fetch(&server, &address, &[("accept-encoding", "gzip")]).await;
        assert_eq!((gzip.header("content-encoding"), gzip.header("vary")), ("gzip", "Accept-Encoding"));
        let mut text = Vec::new();
        flate2::read::GzDecoder::new(gzip.body.as_slice()).read_to_end(&mut text).unwrap();
        assert_eq!(text, plain.body);
        let zstd = fetch(&server, &address, &[("accept-encoding", "zstd")]).await;
        assert_eq!(zstd::decode_all(zstd.body.as_slice()).unwrap(), plain.body);
        let br = fetch(&server, &address, &[("accept-encoding", "gzip, deflate, br, zstd")]).await;
        assert_eq!(br.header("content-encoding"), "br");
        let mut text = Vec::new();
        brotli::Decompressor::new(br.body.as_slice(), 4096).read_to_end(&mut text).unwrap();
        assert_eq!(text, plain.body);
        assert_ne!(br.header("etag"), plain.header("etag"));
        let again = fetch(&server, &address, &[("if-none-match", plain.header("etag"))]).await;
        assert_eq!(again.status, 304);
        // In parts.
        let part = fetch(&server, &address, &[("range", "bytes=10-29"), ("accept-encoding", "br")]).await;
        assert_eq!((part.status.as_u16(), part.body.as_slice()), (206, &plain.body[10..30]));
        assert_eq!(part.header("content-range"), format!("bytes 10-29/{}", plain.body.len()));
        let beyond = fetch(&server, &address, &[("range", "bytes=999999999-")]).await;
        beyond.problem(416, "range_not_satisfiable");
        assert_eq!(beyond.header("content-range"), format!("bytes */{}", plain.body.len()));
        let resumed = [("range", "bytes=-5"), ("if-range", plain.header("etag"))];
        assert_eq!(fetch(&server, &address, &resumed).await.body, plain.body[plain.body.len() - 5..]);
        let head = server.ask(Method::HEAD, &address, &[("range", "bytes=-5")], vec![]).await;
        assert_eq!((head.status.as_u16(), head.header("content-length")), (200, plain.body.len().to_string().as_str()));
        let other = [("range", "bytes=-5"), ("if-range", br.header("etag"))];
        let whole = fetch(&server, &address, &other).await;
        assert_eq!((whole.status.as_u16(), &whole.body), (200, &plain.body), "the rest of another file is no use");
        let held = [("if-match", plain.header("etag"))];
        assert_eq!(fetch(&server, &address, &held).await.status, 200);
        let gone = fetch(&server, &address, &[("if-match", "\"1-0\"")]).await;
        gone.problem(412, "if_match_failed");

        // A revision's file stays as it is when the directory changes.
        let editor = server.with(&house.token("editor:setagaya"));
        editor.publish(&editor.send(list(LIST)).await).await.of(200);
        let next = newest(&server, "pharmacies.ndjson").await;
        assert_ne!(next, address);
        assert_eq!(fetch(&server, &address, &[]).await.body, plain.body);
    })
    .await;
}

/// Two servers of one database, each with files of its own making.
#[actix_web::test]
async fn a_download_broken_off_at_one_server_goes_on_at_another() {
    on_each_database(async |mut house| {
        let home = ("YORUYAKU_PUBLIC_URL", "https://yoruyaku.example.jp");
        let elsewhere = house.folder().join("elsewhere").display().to_string();
        let one = house.serve_with(&[home]);
        let other = house.serve_with(&[home, ("YORUYAKU_BULK_DIR", &elsewhere)]);
        let files = ["ndjson", "geojson", "csv", "jsonld"].map(|end| format!("pharmacies.{end}"));
        for file in files.iter().map(String::as_str).chain(["pharmacies-municipal.csv"]) {
            let address = newest(&one, file).await;
            assert_eq!(newest(&other, file).await, address);
            for encoding in ["identity", "br", "gzip", "zstd"] {
                let asked = [("accept-encoding", encoding)];
                let (here, there) = (fetch(&one, &address, &asked).await, fetch(&other, &address, &asked).await);
                assert_eq!(here.header("etag"), there.header("etag"), "{file} in {encoding}");
                assert_eq!(here.header("last-modified"), there.header("last-modified"), "{file} in {encoding}");
                assert!(here.header("etag").starts_with('"') && here.body == there.body, "{file} in {encoding}");
                let held = [asked[0], ("if-none-match", here.header("etag"))];
                let known = fetch(&other, &address, &held).await;
                assert_eq!((known.status.as_u16(), known.header("etag")), (304, here.header("etag")), "{file}");
            }
            let whole = fetch(&one, &address, &[]).await;
            let begun = fetch(&one, &address, &[("range", "bytes=0-99")]).await;
            let rest = [("range", "bytes=100-"), ("if-range", begun.header("etag"))];
            let rest = fetch(&other, &address, &rest).await;
            assert_eq!((begun.status.as_u16(), rest.status.as_u16()), (206, 206), "{file}");
            assert_eq!([begun.body, rest.body].concat(), whole.body, "{file}");
        }
    })
    .await;
}

#[actix_web::test]
async fn bulk_files_come_in_every_layout_and_nothing_else() {
    on_each_database(async |mut house| {
        let server = house.serve();
        for (file, begins) in [
            ("pharmacies.geojson", "{\"type\":\"FeatureCollection\""),
            ("pharmacies.csv", "\u{feff}夜薬ID,薬局名"),
            ("pharmacies-municipal.csv", "\u{feff}都道府県コード又は市区町村コード,NO,"),
            ("pharmacies.jsonld", "{\"@context\":\"https://schema.org\""),
        ] {
            let text = fetch(&server, &newest(&server, file).await, &[]).await.text();
            assert!(text.starts_with(begins), "{file}: {}", text.chars().take(80).collect::<String>());
            if file.ends_with("json") || file.ends_with("jsonld") {
                serde_json::from_str::<Value>(&text).unwrap();
            }
        }
        let refused = fetch(&server, "/v1/bulk/latest/pharmacies.xml", &[]).await.problem(404, "not_found");
        assert!(refused["errors"][0]["allowed"].as_str().unwrap().contains("pharmacies.ndjson"), "{refused}");
        for gone in ["/v1/bulk/99999/pharmacies.ndjson", "/v1/bulk/0/pharmacies.csv"] {
            let problem = fetch(&server, gone, &[]).await.problem(410, "revision_gone");
            assert!(problem["errors"][0]["allowed"].as_str().unwrap().starts_with("latest"), "{problem}");
        }
        for nothing in
            ["/v1/bulk/..%2F..%2Fyoruyaku.db/pharmacies.csv", "/v1/bulk/x/pharmacies.csv", "/v1/bulk/1/.published_at"]
        {
            fetch(&server, nothing, &[]).await.problem(404, "not_found");
        }
    })
    .await;
}
