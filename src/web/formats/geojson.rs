//! Found pharmacies for maps and geographic information systems (RFC 7946).

use serde_json::{Map, Value, json};

use super::flat::COLUMNS;
use crate::search::Hit;

/// The pharmacies as a `FeatureCollection`; `about` stands beside the features. One without a position has no geometry.
pub fn geojson(hits: &[Hit<'_>], about: Map<String, Value>) -> Vec<u8> {
    let features: Vec<Value> = hits.iter().map(feature).collect();
    let mut collection = Map::new();
    collection.insert("type".to_owned(), json!("FeatureCollection"));
    collection.extend(about);
    collection.insert("features".to_owned(), Value::Array(features));
    Value::Object(collection).to_string().into_bytes()
}

fn feature(hit: &Hit<'_>) -> Value {
    let geometry = hit.pharmacy.facts.place.map(|place| {
        // Seven decimals are a centimetre; longitude first.
        json!({ "type": "Point", "coordinates": [place.position.lon(), place.position.lat()] })
    });
    let properties: Map<String, Value> = COLUMNS
        .iter()
        .filter(|column| !["lat", "lon"].contains(&column.key))
        .map(|column| (column.key.to_owned(), serde_json::to_value((column.cell)(hit)).unwrap_or_default()))
        .collect();
    json!({ "type": "Feature", "id": hit.pharmacy.id.as_str(), "geometry": geometry, "properties": properties })
}
