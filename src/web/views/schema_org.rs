//! Hours for programs that know schema.org.

use chrono::{NaiveDate, NaiveTime};
use serde::Serialize;
use utoipa::ToSchema;

use crate::hours::{OpeningHoursSpecification, SchemaHours};

/// The two properties of a schema.org `LocalBusiness`.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SchemaOrgHours)]
pub struct SchemaOrgView {
    /// The week.
    #[schema(max_items = 500)]
    pub opening_hours_specification: Vec<SpecificationView>,
    /// The days asked for on which something else than the weekday holds.
    #[schema(max_items = 1000)]
    pub special_opening_hours_specification: Vec<SpecificationView>,
}

/// A value of schema.org's `DayOfWeek`.
#[derive(ToSchema)]
#[schema(value_type = String, format = "uri", pattern = "^https://schema.org/[A-Z][A-Za-z]+$", max_length = 40)]
#[expect(dead_code, reason = "describes the values in the contract")]
struct SchemaOrgDay(String);

/// `OpeningHoursSpecification`. `closes` at or before `opens` is on the next day, except that both 00:00 mean closed all
/// day. Neither time means that the hours are not known.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SchemaOrgSpecification)]
pub struct SpecificationView {
    /// Always `OpeningHoursSpecification`.
    #[serde(rename = "@type")]
    #[schema(example = "OpeningHoursSpecification", pattern = "^OpeningHoursSpecification$", max_length = 25)]
    pub kind: &'static str,
    /// `https://schema.org/Monday` to `Sunday`, and `PublicHolidays`; null for dates.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<SchemaOrgDay>, max_items = 8, example = json!(["https://schema.org/Monday"]))]
    pub day_of_week: Vec<String>,
    /// When it opens.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "09:00", pattern = r"^\d\d:\d\d$", max_length = 5)]
    pub opens: Option<String>,
    /// When it closes; the last reception where one is stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "19:00", pattern = r"^\d\d:\d\d$", max_length = 5)]
    pub closes: Option<String>,
    /// The date it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<NaiveDate>,
    /// The same date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_through: Option<NaiveDate>,
}

impl From<&SchemaHours> for SchemaOrgView {
    fn from(hours: &SchemaHours) -> Self {
        let views = |list: &[OpeningHoursSpecification]| list.iter().map(SpecificationView::from).collect();
        Self {
            opening_hours_specification: views(&hours.regular),
            special_opening_hours_specification: views(&hours.special),
        }
    }
}

impl From<&OpeningHoursSpecification> for SpecificationView {
    fn from(specification: &OpeningHoursSpecification) -> Self {
        let time = |time: NaiveTime| time.format("%H:%M").to_string();
        Self {
            kind: "OpeningHoursSpecification",
            day_of_week: specification.days.iter().map(|day| format!("https://schema.org/{}", day.as_str())).collect(),
            opens: specification.opens.map(time),
            closes: specification.closes.map(time),
            valid_from: specification.valid_on,
            valid_through: specification.valid_on,
        }
    }
}
