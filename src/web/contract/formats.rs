//! Schemas of the formats that are not our own JSON.

use serde_json::json;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, Type},
};

/// A GeoJSON `FeatureCollection` of pharmacies.
pub struct GeoJson;

impl PartialSchema for GeoJson {
    fn schema() -> RefOr<Schema> {
        let text = || ObjectBuilder::new().schema_type(Type::String);
        let anything =
            |description: &str| ObjectBuilder::new().schema_type(Type::Object).description(Some(description));
        let feature = ObjectBuilder::new()
            .schema_type(Type::Object)
            .description(Some("A pharmacy: its id, its point (or null), its columns as flat properties"))
            .property("type", text().enum_values(Some(["Feature"])))
            .property("properties", anything("id, name, state, until, call_first, phone, address and so on"));
        ObjectBuilder::new()
            .schema_type(Type::Object)
            .description(Some("A GeoJSON FeatureCollection (RFC 7946), longitude before latitude"))
            .property("type", text().enum_values(Some(["FeatureCollection"])))
            .property("features", utoipa::openapi::schema::ArrayBuilder::new().items(feature).max_items(Some(100)))
            .into()
    }
}

impl ToSchema for GeoJson {}

/// Comma-separated text.
pub struct CsvText;

impl PartialSchema for CsvText {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(
                "Comma-separated, UTF-8 with its mark, CRLF, one row of headings in the language of `lang`",
            ))
            .max_length(Some(10_000_000))
            .examples([json!("夜薬ID,薬局名,状態\r\nopen-a,太子堂よる薬局（見本）,open\r\n")])
            .into()
    }
}

impl ToSchema for CsvText {}
