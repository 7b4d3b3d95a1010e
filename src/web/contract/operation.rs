//! What every operation may answer, the headers of its answers, its examples and where one can go from there.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{
    examples, failures,
    finish::{members, put},
    headers::refer,
    limit, links,
};

/// The addresses whose answers have a next page in `Link`.
const PAGED: [&str; 4] = ["/v1/pharmacies", "/v1/pharmacies.{format}", "/v1/changes", "/v1/changes.{format}"];

/// The address of files that are sent in parts too.
const BULK: &str = "/v1/bulk/{revision}/{file}";

/// The operations whose body may be left out.
const OPTIONAL_BODY: [&str; 2] = ["publish_listing", "recheck_listing"];

/// Keeps the first of two parameters of one name: utoipa reads `Path<String>` of a handler as one more where a type of
/// `named` describes it.
fn told_once(parameters: &mut Vec<Value>) {
    let mut known = BTreeSet::new();
    parameters.retain(|parameter| {
        let part = |key: &str| parameter.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        known.insert((part("in"), part("name")))
    });
}

/// Completes one operation.
pub fn complete((path, method): (&str, &str), operation: &mut Value, schemas: &Value) {
    if let Some(parameters) = operation.get_mut("parameters").and_then(Value::as_array_mut) {
        told_once(parameters);
    }
    for parameter in operation.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(schema) = parameter.get_mut("schema") {
            never_null(schema);
        }
    }
    let id = operation.get("operationId").and_then(Value::as_str).unwrap_or_default().to_owned();
    let is_read = method == "get";
    let is_secured = operation.get("security").is_some();
    // What needs a token is for its caller alone: no cache keeps it.
    let caches = is_read && !is_secured && (path.starts_with("/v1/") || path.starts_with("/problems"));
    let faults = failures::of_operation(path, operation);
    if OPTIONAL_BODY.contains(&id.as_str()) {
        put(operation, &["requestBody", "required"], json!(false));
    }
    if let Some(content) = operation.pointer_mut("/requestBody/content") {
        limit::bytes(content);
        examples::requests(&id, content, schemas);
    }
    let Some(responses) = operation.get_mut("responses") else { return };
    for (status, response) in members(Some(responses)).filter(|(status, _)| status.starts_with(['2', '3'])) {
        refer(response, &["X-Request-Id", "RateLimit", "RateLimit-Policy", "Access-Control-Allow-Origin"]);
        refer(response, if status == "204" { &[] } else { &["Cache-Control"] });
        refer(response, if caches && status.starts_with('2') { &["ETag", "Vary"] } else { &[] });
        for name in ["ETag", "Location"] {
            if response.pointer(&format!("/headers/{name}")).is_some() {
                refer(response, &[name]);
            }
        }
        if is_file(path, response) {
            refer(response, &["Content-Disposition"]);
        }
        if let Some(content) = response.get_mut("content") {
            limit::bytes(content);
            examples::answers(&id, content, schemas);
        }
        if let Some(links) = links::from(&id, status) {
            put(response, &["links"], links);
        }
    }
    if let Some(response) = responses.get_mut("200").filter(|_| PAGED.contains(&path)) {
        refer(response, &["Link"]);
    }
    if path == BULK {
        for status in ["200", "206"] {
            responses
                .get_mut(status)
                .into_iter()
                .for_each(|response| refer(response, &["Accept-Ranges", "Last-Modified"]));
        }
        responses.get_mut("206").into_iter().for_each(|response| refer(response, &["Content-Range"]));
    }
    if caches {
        let mut unchanged = json!({ "description": "The answer you hold is still right" });
        refer(&mut unchanged, &["X-Request-Id", "Access-Control-Allow-Origin", "Cache-Control", "ETag", "Vary"]);
        refer(&mut unchanged, &["RateLimit", "RateLimit-Policy"]);
        put(responses, &["304"], unchanged);
    }
    for shared in failures::SHARED.iter().filter(|shared| faults.contains(&shared.status)) {
        if responses.get(shared.status).is_none() {
            put(responses, &[shared.status], json!({ "$ref": format!("#/components/responses/{}", shared.name) }));
        }
    }
}

/// Whether an answer is a file to keep.
fn is_file(path: &str, response: &Value) -> bool {
    let kinds = response.get("content").and_then(Value::as_object);
    path.ends_with("/list.csv")
        || kinds
            .into_iter()
            .flatten()
            .any(|(kind, _)| kind.contains("spreadsheet") || kind == "application/octet-stream")
}

/// What is left out of an address or a head is not there; it is never null.
pub fn never_null(schema: &mut Value) {
    let Some(kinds) = schema.get_mut("type") else { return };
    let one = kinds.as_array().map(|kinds| kinds.iter().filter(|kind| *kind != "null").cloned().collect::<Vec<_>>());
    if let Some([one]) = one.as_deref() {
        *kinds = one.clone();
    }
}
