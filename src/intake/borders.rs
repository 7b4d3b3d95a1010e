//! The borders of municipalities, as operators have them: GeoJSON, such as 国土数値情報「行政区域」(N03) is given in.
//!
//! A municipality may be several features (N03 has one for each island); they are put together. Nothing is taken of a file
//! that has a fault: all faults are told at once, with the number of the feature, counted from 1.

use std::collections::BTreeMap;

use geo::{Area as _, CoordsIter as _, MultiPolygon, Simplify as _};
use geojson::{Feature, GeoJson, GeometryValue, JsonObject, JsonValue};
use thiserror::Error;

use crate::directory::{Area, Border, Position, prefecture_name};

/// Faults told of one file.
const MAX_FAULTS: usize = 20;
/// A border of more points than this is thinned.
const THINNED_FROM: usize = 1_000;
/// Degrees that a thinned border may be off: some five metres.
const THINNED_BY: f64 = 0.000_05;

/// Properties that hold the code, by what they are called in practice.
const CODE: [&str; 9] = [
    "code",
    "area",
    "area_code",
    "municipality_code",
    "N03_007",
    "JCODE",
    "市区町村コード",
    "行政区域コード",
    "全国地方公共団体コード",
];
/// Properties that hold the municipality's name.
const NAME: [&str; 6] = ["municipality", "name", "name_ja", "市区町村名", "市区町村", "CITY"];

/// What a file says.
#[derive(Debug)]
pub struct Borders {
    /// By code, each municipality once.
    pub borders: Vec<Border>,
    /// Features in the file.
    pub features: usize,
    /// Features whose code is empty, as N03 has them for land that is of no municipality yet; not taken.
    pub uncoded: usize,
}

/// Why a file is refused.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum BordersError {
    /// It can't be read as GeoJSON.
    #[error("this is no GeoJSON: {0}")]
    NotGeoJson(String),
    /// Features are at fault; nothing of the file is taken.
    #[error("nothing is taken, because of:\n{}", .0.join("\n"))]
    Faults(Vec<String>),
}

/// Reads a file. The code is looked for in the property `code_property`, or where it usually is; names that the file does
/// not say are those of the `known` areas.
///
/// # Errors
/// [`BordersError`].
pub fn read_borders(bytes: &[u8], code_property: Option<&str>, known: &[Area]) -> Result<Borders, BordersError> {
    let text = std::str::from_utf8(bytes).map_err(|_| BordersError::NotGeoJson("it is not UTF-8".to_owned()))?;
    let text = text.trim_start_matches('\u{feff}');
    let file: GeoJson = text.parse().map_err(|error: geojson::Error| BordersError::NotGeoJson(error.to_string()))?;
    let features = match file {
        GeoJson::FeatureCollection(collection) => collection.features,
        GeoJson::Feature(feature) => vec![feature],
        GeoJson::Geometry(_) => {
            let text = "a bare geometry says no municipality; expected a Feature or a FeatureCollection";
            return Err(BordersError::NotGeoJson(text.to_owned()));
        }
    };
    let mut reader = Reader { code_property, known, found: BTreeMap::new(), uncoded: 0 };
    let mut faults = Vec::new();
    for (number, feature) in (1..).zip(&features) {
        if let Err(fault) = reader.take(feature) {
            faults.push(format!("feature {number}: {fault}"));
        }
    }
    if faults.is_empty() && reader.found.is_empty() {
        faults.push("the file has no feature of a municipality".to_owned());
    }
    let more = faults.len().saturating_sub(MAX_FAULTS);
    faults.truncate(MAX_FAULTS);
    if more > 0 {
        faults.push(format!("and {more} more"));
    }
    if !faults.is_empty() {
        return Err(BordersError::Faults(faults));
    }
    let Reader { found, uncoded, .. } = reader;
    let borders = found.into_values().map(|border| Border { outline: thinned(border.outline), ..border }).collect();
    Ok(Borders { borders, features: features.len(), uncoded })
}

struct Reader<'a> {
    code_property: Option<&'a str>,
    known: &'a [Area],
    /// By code.
    found: BTreeMap<String, Border>,
    uncoded: usize,
}

impl Reader<'_> {
    fn take(&mut self, feature: &Feature) -> Result<(), String> {
        let empty = JsonObject::new();
        let properties = feature.properties.as_ref().unwrap_or(&empty);
        let Some(code) = self.code(properties)? else {
            self.uncoded += 1;
            return Ok(());
        };
        let outline = outline(feature).map_err(|fault| format!("({code}) {fault}"))?;
        if let Some(border) = self.found.get_mut(&code) {
            border.outline.0.extend(outline.0);
            return Ok(());
        }
        let area = self.area(&code, properties).map_err(|fault| format!("({code}) {fault}"))?;
        self.found.insert(code, Border { area, outline });
        Ok(())
    }

    /// The code, five digits; `None` when the property is there and empty.
    fn code(&self, properties: &JsonObject) -> Result<Option<String>, String> {
        let value = match self.code_property {
            Some(name) => {
                properties.get(name).ok_or_else(|| format!("no property {name:?}; it has {}", names(properties)))?
            }
            None => CODE.iter().find_map(|name| properties.get(*name)).ok_or_else(|| {
                format!(
                    "no property with its municipality code ({}); it has {}. Name it with --code-property",
                    CODE.join(", "),
                    names(properties)
                )
            })?,
        };
        let text = match value {
            JsonValue::Null => return Ok(None),
            JsonValue::String(text) => text.trim().to_owned(),
            // As a number, a code of Hokkaido or Tohoku has lost the nought it begins with.
            JsonValue::Number(number) => format!("{:0>5}", number.to_string()),
            other => return Err(format!("its code is {other}; expected text of five digits, such as \"13112\"")),
        };
        if text.is_empty() {
            return Ok(None);
        }
        let code = without_check_digit(&text).filter(|code| prefecture_name(code).is_some());
        code.map(Some).ok_or_else(|| {
            format!(
                "{text:?} is no municipality code; expected five digits, such as \"13112\", or six with the right check \
                 digit, such as \"131121\""
            )
        })
    }

    /// The area of that code, named by the feature, or as it is known already.
    fn area(&self, code: &str, properties: &JsonObject) -> Result<Area, String> {
        let said = |name: &str| {
            properties.get(name).and_then(JsonValue::as_str).map(str::trim).filter(|text| !text.is_empty())
        };
        let prefecture = prefecture_name(code).unwrap_or_default();
        let told = ["prefecture", "N03_001", "都道府県名", "KEN"].into_iter().find_map(said);
        if let Some(told) = told.filter(|told| *told != prefecture) {
            return Err(format!("the code is of {prefecture}, the feature says {told:?}"));
        }
        if let Some(known) = self.known.iter().find(|area| area.code == code) {
            return Ok(Area { year_end: None, ..known.clone() });
        }
        let plain = NAME.into_iter().find_map(said).map(str::to_owned);
        let municipality = plain
            .or_else(|| n03_name(&said))
            .ok_or_else(|| format!("no property with its name ({}); it has {}", NAME.join(", "), names(properties)))?;
        let municipality = municipality.strip_prefix(prefecture).unwrap_or(&municipality).to_owned();
        Ok(Area { code: code.to_owned(), prefecture: prefecture.to_owned(), municipality, year_end: None })
    }
}

/// The name by the properties of N03: 札幌市 + 中央区 (in N03_003 and N03_004, since 2024 in N03_004 and N03_005); the 郡 of a
/// town (N03_003) is left out.
fn n03_name<'a>(said: &impl Fn(&str) -> Option<&'a str>) -> Option<String> {
    let city = said("N03_003").filter(|name| name.ends_with('市')).unwrap_or_default();
    let municipality = said("N03_004")?;
    let ward = said("N03_005").filter(|name| name.ends_with('区')).unwrap_or_default();
    let city = if city == municipality { "" } else { city };
    Some(format!("{city}{municipality}{ward}"))
}

/// Five digits of five, or of six of which the last is right.
fn without_check_digit(text: &str) -> Option<String> {
    let digits: Vec<u32> = text.chars().map(|c| c.to_digit(10)).collect::<Option<_>>()?;
    let (first, last) = match digits.len() {
        5 => return Some(text.to_owned()),
        6 => digits.split_at(5),
        _ => return None,
    };
    let sum: u32 = first.iter().zip([6, 5, 4, 3, 2]).map(|(digit, weight)| digit * weight).sum();
    let check = (11 - sum % 11) % 10;
    (last == [check]).then(|| text.chars().take(5).collect())
}

fn names(properties: &JsonObject) -> String {
    let names: Vec<&str> = properties.keys().take(20).map(String::as_str).collect();
    if names.is_empty() { "no properties".to_owned() } else { names.join(", ") }
}

fn outline(feature: &Feature) -> Result<MultiPolygon<f64>, String> {
    let geometry = feature.geometry.as_ref().ok_or("it has no geometry; expected a Polygon or a MultiPolygon")?;
    let polygons = match &geometry.value {
        GeometryValue::Polygon { coordinates } => std::slice::from_ref(coordinates),
        GeometryValue::MultiPolygon { coordinates } => coordinates.as_slice(),
        other => return Err(format!("it is a {}; expected a Polygon or a MultiPolygon", other.type_name())),
    };
    if polygons.iter().all(Vec::is_empty) {
        return Err("it has no ring".to_owned());
    }
    for (number, ring) in (1..).zip(polygons.iter().flatten()) {
        check(ring).map_err(|fault| format!("ring {number}: {fault}"))?;
    }
    let outline = MultiPolygon::<f64>::try_from(&geometry.value)
        .or_else(|_| geo::Polygon::<f64>::try_from(&geometry.value).map(|polygon| MultiPolygon(vec![polygon])))
        .map_err(|error| error.to_string())?;
    if outline.unsigned_area() > 0.0 { Ok(outline) } else { Err("it encloses nothing".to_owned()) }
}

/// Whether a ring is one, and lies in Japan.
fn check(ring: &[geojson::Position]) -> Result<(), String> {
    let mut positions = Vec::with_capacity(ring.len());
    for (number, position) in (1..).zip(ring) {
        let [lon, lat, ..] = position.as_slice() else { return Err(format!("position {number} has no two numbers")) };
        let inside = |lat, lon| Position::new(lat, lon).is_some_and(Position::is_in_japan);
        if !inside(*lat, *lon) {
            let swapped = if inside(*lon, *lat) { "; longitude comes first, these are swapped" } else { "" };
            return Err(format!("position {number} ({lon}, {lat}) is not in Japan{swapped}"));
        }
        positions.push((*lon, *lat));
    }
    if positions.len() < 4 {
        return Err(format!("it has {} positions; a ring has four at least, the last like the first", positions.len()));
    }
    if positions.first() == positions.last() {
        Ok(())
    } else {
        Err("it is not closed: the last position must be the first".to_owned())
    }
}

/// A border with many points, without those that make less than some metres of difference: the time to find who lies in it
/// grows with their number.
fn thinned(outline: MultiPolygon<f64>) -> MultiPolygon<f64> {
    if outline.coords_count() > THINNED_FROM { outline.simplify(THINNED_BY) } else { outline }
}

#[cfg(test)]
#[path = "borders_tests.rs"]
mod tests;
