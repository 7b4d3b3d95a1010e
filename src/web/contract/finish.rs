//! What every operation, answer and schema of the contract shares, said once here instead of at each route.

use serde_json::{Map, Value, json};

use super::examples;

/// The largest whole number that every JSON reader keeps exactly.
const MAX_WHOLE: i64 = 9_007_199_254_740_991;

/// The answers every operation may give besides its own.
const SHARED: [(&str, &str); 7] = [
    ("400", "BadRequest"),
    ("406", "NotAcceptable"),
    ("422", "Contradiction"),
    ("429", "TooManyRequests"),
    ("4XX", "ClientError"),
    ("500", "InternalError"),
    ("5XX", "ServerError"),
];

/// Completes the document that the routes gave.
pub fn finish(document: &mut Value) {
    // Reading needs no key.
    put(document, &["security"], json!([{}]));
    for server in document.get_mut("servers").and_then(Value::as_array_mut).into_iter().flatten() {
        put(server, &["x-internal"], json!(false));
    }
    put(document, &["components", "headers"], headers());
    for (path, item) in members(document.pointer_mut("/paths")) {
        for (method, operation) in members(Some(item)) {
            complete(path, method, operation);
        }
    }
    for (name, response) in members(document.pointer_mut("/components/responses")) {
        refer(response, &["X-Request-Id", "Access-Control-Allow-Origin", "RateLimit", "RateLimit-Policy"]);
        examples::problems(name, response);
        if name == "TooManyRequests" {
            refer(response, &["Retry-After"]);
        }
    }
    for (name, schema) in members(document.pointer_mut("/components/schemas")) {
        require_all(name, schema);
    }
    limit(document);
}

/// Puts `new` where `path` leads, making the objects on the way that are missing.
pub fn put(value: &mut Value, path: &[&str], new: Value) {
    let Some(map) = value.as_object_mut() else { return };
    match path {
        [] => {}
        [last] => {
            map.insert((*last).to_owned(), new);
        }
        [first, rest @ ..] => put(map.entry(*first).or_insert_with(|| json!({})), rest, new),
    }
}

fn members(value: Option<&mut Value>) -> impl Iterator<Item = (&String, &mut Value)> {
    value.and_then(Value::as_object_mut).into_iter().flatten()
}

/// The headers, by name; answers refer to them.
fn headers() -> Value {
    let header = |description: &str, schema: Value| json!({ "description": description, "schema": schema });
    let text = |pattern: &str, length: u32, example: &str| json!({ "type": "string", "pattern": pattern, "maxLength": length, "examples": [example] });
    let id = text("^[A-Za-z0-9._-]{1,64}$", 64, "019ab0c2-6a5e-7c10-9e0b-5f3a2d8c4e11");
    let rate = text("^\"[a-z]+\";r=[0-9]+;t=[0-9]+$", 60, "\"default\";r=599;t=1");
    let policy = text("^\"[a-z]+\";q=[0-9]+;w=[0-9]+$", 60, "\"default\";q=600;w=60");
    json!({
        "X-Request-Id": header("Names this request in our logs; yours, when you send one", id),
        "Access-Control-Allow-Origin": header("Every page may read", text("^\\*$", 1, "*")),
        "Cache-Control": header(
            "How long this holds; never past the next change of state",
            text("^[a-z0-9=, -]+$", 200, "public, max-age=60, stale-if-error=300"),
        ),
        "ETag": header("Send it back as If-None-Match", text("^\"[A-Za-z0-9-]+\"$", 80, "\"12-9f4de9d3481aa6ad\"")),
        "Vary": header("What else than the address decides", text("^Accept$", 6, "Accept")),
        "RateLimit": header("Requests left (r) and seconds until all are again (t)", rate),
        "RateLimit-Policy": header("Requests allowed (q) in so many seconds (w)", policy),
        "Retry-After": header(
            "Seconds to wait",
            json!({ "type": "integer", "format": "int32", "minimum": 1, "maximum": 3600, "examples": [1] }),
        ),
        "Link": header(
            "The next page, rel=next",
            text("^<[^>]+>; rel=\"next\"$", 9000, "</v1/pharmacies?limit=20&cursor=AQ>; rel=\"next\""),
        ),
    })
}

fn refer(response: &mut Value, names: &[&str]) {
    for name in names {
        put(response, &["headers", name], json!({ "$ref": format!("#/components/headers/{name}") }));
    }
}

/// What every operation may answer, and the headers of its successes.
fn complete(path: &str, method: &str, operation: &mut Value) {
    let is_read = method == "get";
    // What needs a token is for its caller alone: no cache keeps it.
    let caches =
        is_read && operation.get("security").is_none() && (path.starts_with("/v1/") || path.starts_with("/problems"));
    let example = operation.get("operationId").and_then(Value::as_str).and_then(examples::answer);
    let Some(responses) = operation.get_mut("responses") else { return };
    if let Some(example) = example {
        for (_, content) in members(responses.pointer_mut("/200/content")).take(1) {
            put(content, &["example"], example.clone());
        }
    }
    for (status, response) in members(Some(responses)) {
        if status.starts_with('2') {
            refer(response, &["X-Request-Id", "RateLimit", "RateLimit-Policy", "Cache-Control"]);
            if is_read {
                refer(response, &["Access-Control-Allow-Origin"]);
            }
            if caches {
                refer(response, &["ETag", "Vary"]);
            }
        }
    }
    if let Some(response) =
        responses.get_mut("200").filter(|_| path == "/v1/pharmacies" || path == "/v1/pharmacies.{format}")
    {
        refer(response, &["Link"]);
    }
    if caches {
        let mut unchanged = json!({ "description": "The answer you hold is still right" });
        refer(&mut unchanged, &["X-Request-Id", "Access-Control-Allow-Origin", "Cache-Control", "ETag"]);
        put(responses, &["304"], unchanged);
    }
    for (status, name) in SHARED {
        if responses.get(status).is_none() {
            put(responses, &[status], json!({ "$ref": format!("#/components/responses/{name}") }));
        }
    }
}

/// Every key of an answer is always there: what isn't known is null, not absent. schema.org's terms are the exception.
fn require_all(name: &str, schema: &mut Value) {
    // What is sent in may leave out what has a default.
    if name == "SchemaOrgSpecification" || name.ends_with("Request") {
        return;
    }
    if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
        let names = properties.keys().cloned().collect();
        put(schema, &["required"], names);
    }
    for part in schema.get_mut("allOf").and_then(Value::as_array_mut).into_iter().flatten() {
        require_all(name, part);
    }
}

/// Gives every number its bounds and every text what it never holds, wherever the routes said nothing closer.
fn limit(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(limit),
        Value::Object(map) => {
            if is(map, "integer") {
                default(map, "format", json!("int64"));
                default(map, "minimum", json!(0));
                default(map, "maximum", json!(MAX_WHOLE));
            } else if is(map, "string") && !map.contains_key("enum") {
                if map.get("format").is_some_and(|format| format == "date") {
                    default(map, "maxLength", json!(10));
                }
                if !map.contains_key("pattern") && !map.contains_key("format") {
                    default(map, "pattern", json!("^[^\\u0000]*$"));
                }
            }
            if let Some(names) = map.get_mut("propertyNames").and_then(Value::as_object_mut) {
                default(names, "pattern", json!("^[a-z0-9_]{1,60}$"));
                default(names, "maxLength", json!(60));
            }
            // Example values are data, not schemas.
            let schemas =
                map.iter_mut().filter(|(key, _)| !["example", "examples", "default", "enum"].contains(&key.as_str()));
            schemas.for_each(|(_, value)| limit(value));
        }
        _ => {}
    }
}

fn is(map: &Map<String, Value>, kind: &str) -> bool {
    match map.get("type") {
        Some(Value::String(one)) => one == kind,
        Some(Value::Array(several)) => several.iter().any(|one| one == kind),
        _ => false,
    }
}

fn default(map: &mut Map<String, Value>, key: &str, value: Value) {
    map.entry(key).or_insert(value);
}
