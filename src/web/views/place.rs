//! Where a pharmacy is and how it is reached, as written.

use serde::Serialize;
use utoipa::ToSchema;

use crate::directory::{Phone, Place};

/// A point on the earth.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = Position)]
pub struct PositionView {
    /// Degrees north.
    #[schema(example = 35.6437, minimum = -90, maximum = 90)]
    pub lat: f64,
    /// Degrees east.
    #[schema(example = 139.671, minimum = -180, maximum = 180)]
    pub lon: f64,
    /// How exact: `building`, `town` (some hundred metres off) or `municipality`.
    #[schema(value_type = super::super::contract::PositionLevelName)]
    pub level: &'static str,
}

impl From<Place> for PositionView {
    fn from(place: Place) -> Self {
        Self { lat: place.position.lat(), lon: place.position.lon(), level: place.level.as_str() }
    }
}

/// A telephone number.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Phone)]
pub struct PhoneView {
    /// To be read.
    #[schema(example = "00-0000-1234", max_length = 20)]
    pub display: String,
    /// To be dialled, as a link.
    #[schema(example = "tel:0000001234", format = "uri", pattern = "^tel:0[0-9]{9,10}$", max_length = 20)]
    pub tel: String,
}

impl From<&Phone> for PhoneView {
    fn from(phone: &Phone) -> Self {
        Self { display: phone.to_string(), tel: format!("tel:{}", phone.digits()) }
    }
}
