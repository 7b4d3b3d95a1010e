//! Addresses whose last part is a name and a format, spelled out format by format: `{id}.{format}` can't be told from
//! `{id}` by those who read a contract, `{id}.ics` can.

use serde_json::Value;

use super::finish::put;

/// What is spelled out, and each format with its media type.
const TEMPLATE: &str = "/v1/pharmacies/{id}.{format}";
const FORMATS: [(&str, &str); 5] = [
    ("json", "application/json"),
    ("geojson", "application/geo+json"),
    ("csv", "text/csv"),
    ("jsonld", "application/ld+json"),
    ("ics", "text/calendar"),
];

/// Puts an address for each format in the place of the one for all.
pub fn spell_out(document: &mut Value) {
    let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) else { return };
    let Some(item) = paths.shift_remove(TEMPLATE) else { return };
    for (format, media) in FORMATS {
        let mut item = item.clone();
        if let Some(operation) = item.get_mut("get") {
            put(operation, &["operationId"], format!("get_pharmacy_as_{format}").into());
            if let Some(parameters) = operation.get_mut("parameters").and_then(Value::as_array_mut) {
                parameters.retain(|parameter| parameter.get("name").is_none_or(|name| name != "format"));
            }
            if let Some(content) = operation.pointer_mut("/responses/200/content").and_then(Value::as_object_mut) {
                content.retain(|kind, _| kind == media);
            }
        }
        paths.insert(TEMPLATE.replace("{format}", format), item);
    }
    if let Some(schemas) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
        schemas.shift_remove("PharmacyFormat");
    }
}
