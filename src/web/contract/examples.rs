//! An example for every request and every answer of the contract.
//!
//! Those of successes are real answers of the black-box suites' servers, kept in `openapi/examples/`, of bulk files their
//! beginning; the suites hold them to what is answered. Those of failures are made from the code table (`failures`).

use serde_json::{Value, json};

use super::finish::{members, put};

/// The file of a recorded answer.
macro_rules! kept {
    ($name:literal) => {
        include_str!(concat!("../../../openapi/examples/", $name))
    };
}

const JSON: &str = "application/json";
const GEOJSON: &str = "application/geo+json";
const CSV: &str = "text/csv";
const NDJSON: &str = "application/x-ndjson";
const JSONLD: &str = "application/ld+json";
const ICS: &str = "text/calendar";
const ATOM: &str = "application/atom+xml";
const FEED: &str = "application/feed+json";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const BYTES: &str = "application/octet-stream";

/// What a workbook begins with; the rest can't be shown.
const WORKBOOK: &str = "PK…";
const LIST: &str =
    "薬局名,所在地,電話番号,開局時間\r\nみほん薬局（見本）,東京都世田谷区太子堂,00-0000-1234,月～金9:00～19:00\r\n";
const ROSTER: &str = "日付,薬局名,開始,終了\r\n2026-11-23,みほん薬局（見本）,20:00,翌8:00\r\n";

/// Each operation and media type with its example answer: JSON for the media types of JSON, else text.
const ANSWERS: &[(&str, &str, &str)] = &[
    ("list_pharmacies", JSON, kept!("list_pharmacies.json")),
    ("list_pharmacies", GEOJSON, kept!("list_pharmacies.geojson")),
    ("list_pharmacies", CSV, kept!("list_pharmacies.csv")),
    ("list_pharmacies", NDJSON, kept!("list_pharmacies.ndjson")),
    ("list_pharmacies_as", JSON, kept!("list_pharmacies.json")),
    ("list_pharmacies_as", GEOJSON, kept!("list_pharmacies.geojson")),
    ("list_pharmacies_as", CSV, kept!("list_pharmacies.csv")),
    ("list_pharmacies_as", NDJSON, kept!("list_pharmacies.ndjson")),
    ("list_pharmacies", JSONLD, kept!("list_pharmacies.jsonld")),
    ("list_pharmacies_as", JSONLD, kept!("list_pharmacies.jsonld")),
    ("get_pharmacy", JSON, kept!("get_pharmacy.json")),
    ("get_pharmacy_as_json", JSON, kept!("get_pharmacy.json")),
    ("get_pharmacy", GEOJSON, kept!("get_pharmacy.geojson")),
    ("get_pharmacy_as_geojson", GEOJSON, kept!("get_pharmacy.geojson")),
    ("get_pharmacy", CSV, kept!("get_pharmacy.csv")),
    ("get_pharmacy_as_csv", CSV, kept!("get_pharmacy.csv")),
    ("get_pharmacy", JSONLD, kept!("get_pharmacy.jsonld")),
    ("get_pharmacy_as_jsonld", JSONLD, kept!("get_pharmacy.jsonld")),
    ("get_pharmacy", ICS, kept!("get_pharmacy.ics")),
    ("get_pharmacy_as_ics", ICS, kept!("get_pharmacy.ics")),
    ("get_association", ICS, kept!("get_association_calendar.ics")),
    ("get_association_calendar", ICS, kept!("get_association_calendar.ics")),
    ("get_area", ICS, kept!("get_area_calendar.ics")),
    ("get_area_calendar", ICS, kept!("get_area_calendar.ics")),
    ("get_bulk_file", NDJSON, kept!("get_bulk_file.ndjson")),
    ("get_bulk_file", GEOJSON, kept!("get_bulk_file.geojson")),
    ("get_bulk_file", CSV, kept!("get_bulk_file.csv")),
    ("get_bulk_file", JSONLD, kept!("get_bulk_file.jsonld")),
    ("get_latest_bulk_file", NDJSON, kept!("get_bulk_file.ndjson")),
    ("get_latest_bulk_file", GEOJSON, kept!("get_bulk_file.geojson")),
    ("get_latest_bulk_file", CSV, kept!("get_bulk_file.csv")),
    ("get_latest_bulk_file", JSONLD, kept!("get_bulk_file.jsonld")),
    ("list_changes", JSON, kept!("list_changes.json")),
    ("list_changes_as", JSON, kept!("list_changes.json")),
    ("list_changes", NDJSON, kept!("list_changes.ndjson")),
    ("list_changes_as", NDJSON, kept!("list_changes.ndjson")),
    ("list_changes", ATOM, kept!("list_changes.atom")),
    ("list_changes_as", ATOM, kept!("list_changes.atom")),
    ("list_changes", FEED, kept!("list_changes.jsonfeed")),
    ("list_changes_as", FEED, kept!("list_changes.jsonfeed")),
    ("get_pharmacy_hours", JSON, kept!("get_pharmacy_hours.json")),
    ("list_places", JSON, kept!("list_places.json")),
    ("list_duties", JSON, kept!("list_duties.json")),
    ("get_coverage", JSON, kept!("get_coverage.json")),
    ("list_holidays", JSON, kept!("list_holidays.json")),
    ("list_associations", JSON, kept!("list_associations.json")),
    ("get_association", JSON, kept!("get_association.json")),
    ("get_association_as_json", JSON, kept!("get_association.json")),
    ("get_area", JSON, kept!("get_area.json")),
    ("get_area_as_json", JSON, kept!("get_area.json")),
    ("get_dataset", JSON, kept!("get_dataset.json")),
    ("get_dataset", JSONLD, kept!("get_dataset.json")),
    ("get_dataset_record", JSONLD, kept!("get_dataset.json")),
    ("create_listing", JSON, kept!("create_listing.json")),
    ("get_listing", JSON, kept!("create_listing.json")),
    ("recheck_listing", JSON, kept!("create_listing.json")),
    ("list_listings", JSON, kept!("list_listings.json")),
    ("publish_listing", JSON, kept!("publish_listing.json")),
    ("confirm_listing", JSON, kept!("confirm_listing.json")),
    ("withdraw_listing", JSON, kept!("withdraw_listing.json")),
    ("restore_listing", JSON, kept!("publish_listing.json")),
    ("get_listing_file", BYTES, LIST),
    ("get_listing_rejected", XLSX, WORKBOOK),
    ("get_template", XLSX, WORKBOOK),
    ("get_list_workbook", XLSX, WORKBOOK),
    ("get_list_csv", CSV, LIST),
    ("create_duties", JSON, kept!("create_duties.json")),
    ("get_roster_file", BYTES, ROSTER),
    ("create_exception", JSON, kept!("create_exception.json")),
    ("list_exceptions", JSON, kept!("list_exceptions.json")),
    ("list_audit", JSON, kept!("list_audit.json")),
    ("get_liveness", JSON, kept!("get_liveness.json")),
    ("get_readiness", JSON, kept!("get_readiness.json")),
    ("list_problems", JSON, kept!("list_problems.json")),
    ("list_problems", "text/html", "<!DOCTYPE html><html lang=\"ja\">…</html>"),
    ("get_problem", JSON, kept!("get_problem.json")),
    ("get_problem", "text/html", "<!DOCTYPE html><html lang=\"ja\">…</html>"),
    (
        "get_metrics",
        "application/openmetrics-text",
        "# TYPE yoruyaku_snapshot_revision gauge\nyoruyaku_snapshot_revision 12\n# EOF\n",
    ),
];

/// Gives the answers of an operation, by media type, their examples; those of its schema where it has none of its own.
pub fn answers(operation: &str, content: &mut Value, schemas: &Value) {
    for (media, about) in members(Some(content)) {
        let known = ANSWERS.iter().find(|(name, kind, _)| *name == operation && kind == media);
        let own = known.and_then(|(_, _, text)| read(media, text));
        if let Some(example) = own.or_else(|| of_schema(about, schemas)) {
            put(about, &["example"], example);
        }
    }
}

/// What the examples of a schema's parts make together, for answers that no suite has recorded.
fn of_schema(media: &Value, schemas: &Value) -> Option<Value> {
    composed(media.get("schema")?, schemas, 0)
}

fn composed(schema: &Value, schemas: &Value, depth: u8) -> Option<Value> {
    let inner = |schema: &Value| composed(schema, schemas, depth + 1);
    if depth > 20 {
        return None;
    }
    if let Some(name) = schema.get("$ref").and_then(Value::as_str).and_then(|pointer| pointer.rsplit('/').next()) {
        return inner(schemas.get(name)?);
    }
    let own = schema.pointer("/examples/0").or_else(|| schema.get("example")).or_else(|| schema.pointer("/enum/0"));
    if let Some(own) = own {
        return Some(own.clone());
    }
    let list = |word: &str| schema.get(word).and_then(Value::as_array).into_iter().flatten();
    let mut whole = serde_json::Map::new();
    for part in list("allOf") {
        whole.extend(inner(part)?.as_object()?.clone());
    }
    for (name, property) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        whole.insert(name.clone(), inner(property)?);
    }
    if !whole.is_empty() {
        return Some(Value::Object(whole));
    }
    if let Some(one) = list("oneOf").chain(list("anyOf")).find(|one| one.get("type").is_none_or(|kind| kind != "null"))
    {
        return inner(one);
    }
    let kind = schema.get("type")?;
    let kind = if list("type").any(|kind| kind == "null") { "null" } else { kind.as_str()? };
    Some(match (kind, schema.get("format").and_then(Value::as_str)) {
        ("array", _) => json!([inner(schema.get("items")?)?]),
        ("object", _) => json!({}),
        ("boolean", _) => json!(false),
        ("integer" | "number", _) => schema.get("minimum").cloned().unwrap_or_else(|| json!(1)),
        ("string", Some("date")) => json!("2026-11-22"),
        ("string", Some("date-time")) => json!("2026-11-22T19:30:00+09:00"),
        ("string", _) if schema.get("pattern").is_some_and(|pattern| pattern == "^[a-z0-9-]{1,64}$") => {
            json!("019ab0c2-6a5e-7c10-9e0b-5f3a2d8c4e11")
        }
        ("string", _) => json!("…"),
        _ => Value::Null,
    })
}

fn read(media: &str, text: &str) -> Option<Value> {
    match media {
        // The schema is that of a line; the last says most.
        NDJSON => serde_json::from_str(text.lines().last()?).ok(),
        _ if media.contains("json") => serde_json::from_str(text).ok(),
        _ => Some(json!(text)),
    }
}

/// Gives the requests of an operation, by media type, their examples.
pub fn requests(operation: &str, content: &mut Value, schemas: &Value) {
    for (media, about) in members(Some(content)) {
        if let Some(example) = request(operation, media).or_else(|| of_schema(about, schemas)) {
            put(about, &["example"], example);
        }
    }
}

fn request(operation: &str, media: &str) -> Option<Value> {
    Some(match (operation, media) {
        ("create_listing", BYTES) => json!(LIST),
        ("create_listing", _) => json!({ "file": LIST, "association": "setagaya", "scope": "changes" }),
        ("create_duties", JSON) => json!({ "shifts": [{
            "pharmacy_id": "0192a7c4-1f00-7a30-8a11-2b1c3d4e5f60",
            "start": "2026-11-23T20:00:00+09:00", "end": "2026-11-24T08:00:00+09:00",
        }] }),
        ("create_duties", _) => json!(ROSTER),
        ("create_exception", _) => json!({ "date": "2026-11-24", "hours": "休業", "reason": "研修のため" }),
        ("publish_listing", _) => json!({ "confirm": ["warnings"] }),
        _ => return None,
    })
}
