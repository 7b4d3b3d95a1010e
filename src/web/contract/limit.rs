//! Bounds for everything: a text has a longest and a pattern, a number a least and a greatest, a list a longest.

use serde_json::{Map, Value, json};

/// The largest whole number that every JSON reader keeps exactly.
const MAX_WHOLE: i64 = 9_007_199_254_740_991;
/// Bytes of the largest file that an operator may let in, and of the largest sent.
const MAX_FILE: u64 = 209_715_200;

/// Gives every number its bounds and every text what it never holds, wherever the routes said nothing closer.
pub fn limit(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(limit),
        Value::Object(map) => {
            if is(map, "integer") {
                default(map, "format", json!("int64"));
                default(map, "minimum", json!(0));
                default(map, "maximum", json!(MAX_WHOLE));
            } else if is(map, "string") && !map.contains_key("enum") && !map.contains_key("const") {
                text(map);
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

fn text(map: &mut Map<String, Value>) {
    match map.get("format").and_then(Value::as_str) {
        Some("date") => default(map, "maxLength", json!(10)),
        Some("date-time") => default(map, "maxLength", json!(40)),
        Some("binary") => default(map, "maxLength", json!(MAX_FILE)),
        Some(_) => {}
        None => {
            default(map, "pattern", json!("^[^\\u0000]*$"));
            default(map, "maxLength", json!(4000));
        }
    }
}

/// A body of bytes is a text of them, not the list of numbers that its type in Rust would make it.
pub fn bytes(content: &mut Value) {
    for (kind, media) in content.as_object_mut().into_iter().flatten() {
        let numbers = media.pointer("/schema/items/type").is_some_and(|kind| kind == "integer");
        if numbers {
            let description = if kind.contains("spreadsheet") { "A workbook (xlsx)" } else { "A file's bytes" };
            let schema =
                json!({ "type": "string", "format": "binary", "maxLength": MAX_FILE, "description": description });
            super::finish::put(media, &["schema"], schema);
        }
        let unbounded = media.pointer("/schema/type").is_some_and(|kind| kind == "string");
        if unbounded && media.pointer("/schema/maxLength").is_none() {
            super::finish::put(media, &["schema", "maxLength"], json!(MAX_FILE));
        }
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
