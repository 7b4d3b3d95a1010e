//! Schemas of the formats that are not our own JSON.

use serde_json::{Map, Value, json};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, Type},
};

use super::finish::put;
use crate::web::{formats::COLUMNS, views::JapanTime};

/// A GeoJSON `FeatureCollection` of pharmacies.
pub struct GeoJson;

impl PartialSchema for GeoJson {
    fn schema() -> RefOr<Schema> {
        let instant = || json!(JapanTime::schema());
        let about = json!({
            "next": { "type": ["string", "null"], "pattern": "^AQ[A-Za-z0-9_-]{44,158}$", "maxLength": 160,
                      "description": "Where the next page begins; null on the last" },
            "counts": { "oneOf": [{ "type": "null" }, { "$ref": "#/components/schemas/Counts" }] },
            "at": instant(), "generated_at": instant(),
            "revision": { "type": "integer", "minimum": 0 },
            "ttl": { "type": "integer", "minimum": 1, "maximum": 60 },
        });
        let example = include_str!("../../../openapi/examples/list_pharmacies.geojson");
        let description = "A GeoJSON FeatureCollection (RFC 7946), longitude before latitude";
        collection(description, &["type", "features"], &about, |_| true, example)
    }
}

impl ToSchema for GeoJson {}

/// The bulk file of points: what holds for long, no state and no distance.
pub struct GeoJsonFile;

/// The columns that are of an instant or of a point asked about.
const OF_A_QUESTION: [&str; 8] =
    ["state", "until", "next_open", "basis", "call_first", "reason_ja", "reason_en", "distance_m"];

impl PartialSchema for GeoJsonFile {
    fn schema() -> RefOr<Schema> {
        let about = json!({ "revision": { "type": "integer", "minimum": 0 } });
        let example = include_str!("../../../openapi/examples/get_bulk_file.geojson");
        let description = "A GeoJSON FeatureCollection (RFC 7946) of all pharmacies, without states";
        collection(description, &["type", "revision", "features"], &about, |key| !OF_A_QUESTION.contains(&key), example)
    }
}

impl ToSchema for GeoJsonFile {}

/// The schema of a collection with these members beside its features, whose properties are the columns that are kept.
fn collection(
    description: &str,
    required: &[&str],
    about: &Value,
    is_kept: impl Fn(&str) -> bool,
    example: &str,
) -> RefOr<Schema> {
    let columns = COLUMNS.iter().filter(|column| !["lat", "lon"].contains(&column.key) && is_kept(column.key));
    let properties: Map<String, Value> =
        columns.map(|column| (column.key.to_owned(), cell(column.key, column.ja))).collect();
    let names: Vec<&String> = properties.keys().collect();
    let degrees = json!({ "type": "number", "minimum": -180, "maximum": 180 });
    let point = json!({
        "type": ["object", "null"], "description": "Its point; null where none is known",
        "required": ["type", "coordinates"],
        "properties": {
            "type": { "type": "string", "enum": ["Point"] },
            "coordinates": { "type": "array", "items": degrees, "minItems": 2, "maxItems": 2,
                             "description": "Longitude, latitude" },
        },
    });
    let feature = json!({
        "type": "object", "description": "A pharmacy, its columns as flat properties",
        "required": ["type", "id", "geometry", "properties"],
        "properties": {
            "type": { "type": "string", "enum": ["Feature"] },
            "id": { "type": "string", "pattern": "^[a-z0-9-]{1,64}$", "maxLength": 64 },
            "geometry": point,
            "properties": { "type": "object", "required": names, "properties": properties },
        },
    });
    let mut members = json!({ "type": { "type": "string", "enum": ["FeatureCollection"] } });
    for (name, schema) in about.as_object().into_iter().flatten() {
        put(&mut members, &[name], schema.clone());
    }
    put(&mut members, &["features"], json!({ "type": "array", "items": feature, "maxItems": 200_000 }));
    let collection = json!({
        "type": "object", "description": description, "required": required,
        "examples": [serde_json::from_str::<Value>(example).unwrap_or_default()],
        "properties": members,
    });
    serde_json::from_value(collection).expect("a schema by hand")
}

/// The schema of a column's cell.
fn cell(key: &str, ja: &str) -> Value {
    match key {
        "call_first" => json!({ "type": "boolean", "description": ja }),
        "distance_m" => json!({ "type": ["integer", "null"], "maximum": 20_100_000, "description": ja }),
        "id" | "name" | "state" | "basis" | "reason_ja" | "reason_en" | "services" | "associations" => {
            json!({ "type": "string", "maxLength": 4000, "description": ja })
        }
        _ => json!({ "type": ["string", "null"], "maxLength": 100_000, "description": ja }),
    }
}

/// Comma-separated text.
pub struct CsvText;

impl PartialSchema for CsvText {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(
                "Comma-separated, UTF-8 (with its mark unless `bom=false`), CRLF, one row of headings; the columns of `layout`",
            ))
            .max_length(Some(10_000_000))
            .examples([json!("夜薬ID,薬局名,状態\r\nopen-a,太子堂よる薬局（見本）,open\r\n")])
            .into()
    }
}

impl ToSchema for CsvText {}

/// One of several files in a form.
pub struct FilePart;

impl PartialSchema for FilePart {
    fn schema() -> RefOr<Schema> {
        let binary = SchemaFormat::KnownFormat(KnownFormat::Binary);
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(binary))
            .content_media_type("application/octet-stream")
            .into()
    }
}

impl ToSchema for FilePart {}

/// An Atom feed.
pub struct AtomText;

impl PartialSchema for AtomText {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(
                "An Atom feed (RFC 4287), newest first; a pharmacy's changes of one revision are one entry",
            ))
            .max_length(Some(10_000_000))
            .examples([json!(
                "<?xml version=\"1.0\" encoding=\"utf-8\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"/>"
            )])
            .into()
    }
}

impl ToSchema for AtomText {}

/// A JSON Feed.
pub struct JsonFeed;

impl PartialSchema for JsonFeed {
    fn schema() -> RefOr<Schema> {
        let text = || ObjectBuilder::new().schema_type(Type::String).max_length(Some(2000));
        let item = ObjectBuilder::new()
            .schema_type(Type::Object)
            .description(Some("What changed of one pharmacy in one revision"))
            .property("id", text())
            .property("url", text())
            .property("title", text())
            .property("content_text", text())
            .property("date_published", text())
            .property("language", text())
            .property("tags", utoipa::openapi::schema::ArrayBuilder::new().items(text()).max_items(Some(10)));
        ObjectBuilder::new()
            .schema_type(Type::Object)
            .description(Some("A JSON Feed 1.1, newest first"))
            .property("version", text().enum_values(Some(["https://jsonfeed.org/version/1.1"])))
            .property("title", text())
            .property("home_page_url", text())
            .property("feed_url", text())
            .property("language", text())
            .property("items", utoipa::openapi::schema::ArrayBuilder::new().items(item).max_items(Some(1000)))
            .examples([serde_json::from_str(include_str!("../../../openapi/examples/list_changes.jsonfeed"))
                .unwrap_or(Value::Null)])
            .into()
    }
}

impl ToSchema for JsonFeed {}

/// A calendar.
pub struct CalendarText;

impl PartialSchema for CalendarText {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("An iCalendar (RFC 5545) of duties and special hours, from a month ago to a year ahead"))
            .max_length(Some(50_000_000))
            .examples([json!(
                "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Yoruyaku//yoruyaku//JA\r\nEND:VCALENDAR\r\n"
            )])
            .into()
    }
}

impl ToSchema for CalendarText {}

/// Linked data.
pub struct LinkedData;

impl PartialSchema for LinkedData {
    fn schema() -> RefOr<Schema> {
        let text = || ObjectBuilder::new().schema_type(Type::String).max_length(Some(2000));
        ObjectBuilder::new()
            .schema_type(Type::Object)
            .description(Some("JSON-LD in schema.org's terms: a `Pharmacy` or a graph of them, with opening hours"))
            .property("@context", text())
            .property("@type", text())
            .property("@id", text())
            .property("name", text())
            // Its vocabulary is schema.org's; what isn't named here is theirs.
            .additional_properties(Some(utoipa::openapi::schema::AdditionalProperties::FreeForm(true)))
            .examples([json!({
                "@context": "https://schema.org", "@type": "Pharmacy",
                "@id": "https://yoruyaku.example.jp/p/open-a", "name": "太子堂よる薬局（見本）",
            })])
            .into()
    }
}

impl ToSchema for LinkedData {}
