//! One truth in several formats: the same question, the same pharmacies, in the form a tool expects.

pub mod calendar;
mod csv;
mod flat;
mod geojson;
pub mod linked;
pub mod municipal;

pub use csv::{Layout, Style, csv};
pub use flat::COLUMNS;
pub use geojson::geojson;

/// A format of found pharmacies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// JSON with everything.
    Json,
    /// GeoJSON `FeatureCollection`, flat properties.
    GeoJson,
    /// Comma-separated, UTF-8 with its mark, one heading row.
    Csv,
    /// One JSON pharmacy a line.
    NdJson,
    /// schema.org's terms.
    JsonLd,
}

impl Format {
    /// All of them, the one for those who don't care first.
    pub const ALL: [Self; 5] = [Self::Json, Self::GeoJson, Self::Csv, Self::NdJson, Self::JsonLd];

    /// Its name at the end of an address.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::GeoJson => "geojson",
            Self::Csv => "csv",
            Self::NdJson => "ndjson",
            Self::JsonLd => "jsonld",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::GeoJson => "application/geo+json",
            Self::Csv => "text/csv; charset=utf-8",
            Self::NdJson => "application/x-ndjson",
            Self::JsonLd => "application/ld+json",
        }
    }

    /// The format of that suffix.
    pub fn from_suffix(suffix: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.suffix() == suffix)
    }

    /// The format of that media type.
    pub fn from_media_type(media_type: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.media_type() == media_type)
    }
}
