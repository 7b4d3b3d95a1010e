//! Answers made smaller for those who ask, each encoding under a tag of its own.

use std::io::Read;

use reqwest::Method;

use crate::support::{directory, many, serve};

const ASKED: &str = "/v1/pharmacies?limit=20";

fn decoded(encoding: &str, body: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    match encoding {
        "br" => brotli::Decompressor::new(body, 4096).read_to_end(&mut out).unwrap(),
        "zstd" => zstd::Decoder::new(body).unwrap().read_to_end(&mut out).unwrap(),
        "gzip" => flate2::read::GzDecoder::new(body).read_to_end(&mut out).unwrap(),
        other => panic!("{other}"),
    };
    out
}

#[actix_web::test]
async fn each_encoding_gives_the_same_answer_in_fewer_bytes() {
    let client = serve(many(40)).await;
    let plain = client.get(ASKED).await;
    assert_eq!((plain.header("content-encoding"), plain.header("vary")), ("", "Accept, Accept-Encoding"));
    for encoding in ["br", "zstd", "gzip"] {
        let asked = [("accept-encoding", encoding)];
        let small = client.ask(Method::GET, ASKED, &asked).await;
        assert_eq!(small.header("content-encoding"), encoding);
        assert_eq!(small.header("vary"), "Accept, Accept-Encoding", "{encoding}");
        assert!(small.body.len() * 4 < plain.body.len(), "{encoding}: {} of {}", small.body.len(), plain.body.len());
        assert_eq!(decoded(encoding, &small.body), plain.body, "{encoding}");
        let again = client.ask(Method::GET, ASKED, &asked).await;
        assert_eq!(
            (again.header("content-encoding"), &again.body),
            (encoding, &small.body),
            "encoded once, given twice"
        );
        assert_eq!((again.header("vary"), again.header("etag")), (small.header("vary"), small.header("etag")));
        let head = client.ask(Method::HEAD, ASKED, &asked).await;
        assert_eq!((head.header("content-encoding"), head.header("etag")), (encoding, small.header("etag")));
    }
    let browser = [("accept-encoding", "gzip, deflate, br, zstd")];
    for address in [ASKED, "/openapi.json", "/docs/swagger-ui-bundle.js", "/", "/problems"] {
        let answer = client.send(Method::GET, address, &browser).await;
        assert_eq!(answer.header("content-encoding"), "br", "{address}");
        assert!(answer.header("vary").contains("Accept-Encoding"), "{address}");
    }
}

#[actix_web::test]
async fn nothing_is_encoded_unasked_or_in_vain() {
    let client = serve(directory()).await;
    for (address, asked) in [
        ("/v1/pharmacies", ""),
        ("/v1/pharmacies", "identity"),
        ("/v1/pharmacies", "deflate, compress"),
        ("/v1/pharmacies", "br;q=0"),
        ("/health/live", "br"),
        ("/v1/nothing", "br"),
        ("/v1/template.xlsx", "br"),
    ] {
        let answer = client.ask(Method::GET, address, &[("accept-encoding", asked)]).await;
        assert_eq!(answer.header("content-encoding"), "", "{address} {asked}");
    }
}

/// The forms of `/office` carry secrets beside what a visitor typed: encoded, their length would tell.
#[actix_web::test]
async fn pages_with_secrets_stay_as_they_are() {
    let client = serve(directory()).await;
    let answer = client.send(Method::GET, "/office/sign-in", &[("accept-encoding", "br")]).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-encoding")), (200, ""));
    assert_eq!(answer.header("access-control-allow-origin"), "", "nor may other pages read them");
}

#[actix_web::test]
async fn a_tag_is_of_one_encoding_and_each_is_known_again() {
    let client = serve(many(40)).await;
    let plain = client.get(ASKED).await.header("etag").to_owned();
    for encoding in ["br", "zstd", "gzip"] {
        let asked = ("accept-encoding", encoding);
        let tag = client.ask(Method::GET, ASKED, &[asked]).await.header("etag").to_owned();
        assert_eq!(tag, format!("{}-{encoding}\"", plain.trim_end_matches('"')));
        let held = format!("\"other\", {tag}");
        let again = client.ask(Method::GET, ASKED, &[asked, ("if-none-match", &held)]).await;
        assert_eq!((again.status.as_u16(), again.header("etag"), again.body.len()), (304, tag.as_str(), 0));
    }
    let other = client.ask(Method::GET, ASKED, &[("if-none-match", "\"7-0000000000000000-br\"")]).await;
    assert_eq!(other.status, 200);
}
