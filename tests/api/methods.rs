//! HEAD wherever GET is, OPTIONS and CORS, 405 with Allow.

use reqwest::Method;

use crate::support::{contract, directory, serve};

/// Addresses that are only read.
const ADDRESSES: [&str; 8] = [
    "/v1/pharmacies?near=35.6437,139.6710&radius_m=3000",
    "/v1/pharmacies/open-a",
    "/v1/pharmacies/open-a/hours",
    "/v1/holidays",
    "/v1/associations",
    "/v1/dataset",
    "/health/ready",
    "/openapi.json",
];

#[actix_web::test]
async fn head_says_what_get_would() {
    let client = serve(directory()).await;
    for address in ADDRESSES {
        let get = client.get(address).await;
        let head = client.ask(Method::HEAD, address, &[]).await;
        assert_eq!((head.status, head.body.len()), (get.status, 0), "{address}");
        for header in ["content-type", "content-length", "etag", "cache-control"] {
            assert_eq!(head.header(header), get.header(header), "{header} of {address}");
        }
    }
    let missing = client.ask(Method::HEAD, "/v1/nothing", &[]).await;
    assert_eq!((missing.status.as_u16(), missing.body.len()), (404, 0));
}

#[actix_web::test]
async fn other_methods_are_refused_with_those_allowed() {
    let client = serve(directory()).await;
    for address in ADDRESSES {
        for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::TRACE] {
            let refused = client.ask(method, address, &[]).await;
            refused.problem(405, "method_not_allowed");
            assert_eq!(refused.header("allow"), "GET, HEAD, OPTIONS", "{address}");
        }
    }
    for address in ["/robots.txt", "/.well-known/security.txt", "/docs/index.html"] {
        let refused = client.ask(Method::POST, address, &[]).await;
        refused.problem(405, "method_not_allowed");
        assert_eq!(refused.header("allow"), "GET, HEAD, OPTIONS", "{address}");
    }
}

#[actix_web::test]
async fn options_tell_the_methods_and_let_every_origin_read() {
    let client = serve(directory()).await;
    let preflight = [("origin", "https://example.jp"), ("access-control-request-method", "GET")];
    for address in ADDRESSES {
        let told = client.send(Method::OPTIONS, address, &preflight).await;
        assert_eq!((told.status.as_u16(), told.body.len()), (204, 0), "{address}");
        assert_eq!(told.header("allow"), "GET, HEAD, OPTIONS", "{address}");
        assert_eq!(told.header("access-control-allow-origin"), "*");
        assert_eq!(told.header("access-control-allow-methods"), "GET, HEAD, OPTIONS");
        assert!(told.header("access-control-allow-headers").contains("If-None-Match"));
    }
    client.ask(Method::OPTIONS, "/v1/nothing", &[]).await.problem(404, "not_found");
    let read = client.send(Method::GET, "/v1/holidays", &preflight[..1]).await;
    assert_eq!(read.header("access-control-allow-origin"), "*");
    assert!(read.header("access-control-expose-headers").contains("ETag"));
    let write = client.send(Method::POST, "/v1/holidays", &preflight[..1]).await;
    assert_eq!(write.header("access-control-allow-origin"), "", "writes are closed to other origins");
}

#[actix_web::test]
async fn every_address_of_the_contract_knows_its_methods() {
    let client = serve(directory()).await;
    for (template, item) in contract()["paths"].as_object().unwrap() {
        let address = template
            .replace("{format}", "csv")
            .replace("pharmacies/{id}", "pharmacies/open-a")
            .replace("{id}", "setagaya")
            .replace("{code}", "internal");
        let told = client.send(Method::OPTIONS, &address, &[]).await;
        assert_eq!(told.status, 204, "{template}");
        for method in item.as_object().unwrap().keys().filter(|key| *key != "parameters") {
            assert!(told.header("allow").contains(&method.to_uppercase()), "{method} {template}");
        }
    }
}
