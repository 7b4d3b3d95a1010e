//! What the contract declares of an answer.

use std::sync::LazyLock;

use reqwest::{Method, StatusCode, header::HeaderMap};
use serde_json::Value;

/// Headers of HTTP itself and of browsers' safety, which every answer may have.
const COMMON: [&str; 17] = [
    "access-control-allow-origin",
    "access-control-expose-headers",
    "allow",
    "connection",
    "content-encoding",
    "content-length",
    "content-security-policy",
    "content-type",
    "cross-origin-resource-policy",
    "date",
    "referrer-policy",
    "retry-after",
    "strict-transport-security",
    "transfer-encoding",
    "vary",
    "www-authenticate",
    "x-content-type-options",
];

/// The committed contract.
pub fn contract() -> &'static Value {
    static CONTRACT: LazyLock<Value> = LazyLock::new(|| {
        let text = std::fs::read_to_string("openapi/yoruyaku.json").expect("openapi/yoruyaku.json is committed");
        serde_json::from_str(&text).expect("the contract is JSON")
    });
    &CONTRACT
}

/// The response that the contract declares for an answer; `None` of what is no address of the contract. Refuses a status and a
/// header that it doesn't declare.
#[track_caller]
pub fn response(method: &Method, path: &str, status: StatusCode, headers: &HeaderMap) -> Option<&'static Value> {
    let contract = contract();
    let (_, item) = contract["paths"].as_object().unwrap().iter().find(|(template, _)| fits(template, path))?;
    let method = if *method == Method::HEAD { "get".to_owned() } else { method.as_str().to_lowercase() };
    let responses = item.get(&method)?["responses"].as_object()?;
    let class = format!("{}XX", &status.as_str()[..1]);
    let declared = responses.get(status.as_str()).or_else(|| responses.get(&class));
    let declared = declared.unwrap_or_else(|| panic!("{method} {path}: {status} is not declared"));
    let declared = declared["$ref"]
        .as_str()
        .map_or(declared, |pointer| &contract["components"]["responses"][pointer.rsplit('/').next().unwrap()]);
    for name in headers.keys().map(reqwest::header::HeaderName::as_str).filter(|name| !COMMON.contains(name)) {
        let known = declared["headers"].as_object();
        let is_known = known.is_some_and(|known| known.keys().any(|key| key.eq_ignore_ascii_case(name)));
        assert!(is_known, "{method} {path}: {status} is not declared with `{name}`");
    }
    Some(declared)
}

fn fits(template: &str, path: &str) -> bool {
    let (template, path) = (template.split('/'), path.split('/'));
    template.clone().count() == path.clone().count() && template.zip(path).all(|(t, p)| is_part(t, p))
}

/// Whether a part of an address is of that part of a template: `pharmacies.{format}`, `{id}`, `{id}.ics`.
fn is_part(template: &str, part: &str) -> bool {
    match template.split_once('.') {
        Some((name, suffix)) => part.split_once('.').is_some_and(|(n, s)| is_part(name, n) && is_part(suffix, s)),
        None => template == part || (template.starts_with('{') && !part.contains('.')),
    }
}
