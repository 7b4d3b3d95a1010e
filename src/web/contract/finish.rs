//! What the whole contract shares, said once here instead of at each route.

use serde_json::{Value, json};

use super::{
    failures::SHARED,
    headers::{headers, refer},
    limit::limit,
    operation,
};

/// Completes the document that the routes gave.
pub fn finish(document: &mut Value) {
    // Reading needs no key; with one, the key's allowance counts instead of the address'.
    put(document, &["security"], json!([{}, { "token": [] }]));
    for server in document.get_mut("servers").and_then(Value::as_array_mut).into_iter().flatten() {
        put(server, &["x-internal"], json!(false));
    }
    put(document, &["components", "headers"], headers());
    let schemas = document.pointer("/components/schemas").cloned().unwrap_or_default();
    super::spelled::spell_out(document);
    put(document, &["webhooks"], super::hooks::section());
    for (path, item) in members(document.pointer_mut("/paths")) {
        for (method, operation) in members(Some(item)) {
            operation::complete((path, method), operation, &schemas);
        }
    }
    for shared in &SHARED {
        let Some(response) = document.pointer_mut(&format!("/components/responses/{}", shared.name)) else { continue };
        refer(response, &["X-Request-Id", "Access-Control-Allow-Origin", "Cache-Control"]);
        refer(response, &["RateLimit", "RateLimit-Policy"]);
        refer(response, shared.headers());
        put(response, &["content", crate::web::problem::MEDIA_TYPE, "examples"], shared.examples());
    }
    for (name, schema) in members(document.pointer_mut("/components/schemas")) {
        require_all(name, schema);
        if name.ends_with("UploadRequest") {
            // A field of a form is there or not; it is never null.
            for (_, field) in members(schema.get_mut("properties")) {
                operation::never_null(field);
            }
        }
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

/// The members of an object; none of anything else.
pub fn members(value: Option<&mut Value>) -> impl Iterator<Item = (&String, &mut Value)> {
    value.and_then(Value::as_object_mut).into_iter().flatten()
}

/// Every key of an answer is always there: what isn't known is null, not absent. Other people's terms are the exception.
fn require_all(name: &str, schema: &mut Value) {
    // What is sent in may leave out what has a default.
    if ["SchemaOrgSpecification", "GeoJson", "GeoJsonFile", "LinkedData"].contains(&name)
        || name.ends_with("Request")
        || name.ends_with("Correction")
    {
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
