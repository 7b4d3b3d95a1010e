//! 区域: where a municipality ends, as the operator gave it.

use geo::MultiPolygon;

use super::Area;

/// A municipality and its border.
#[derive(Clone, Debug, PartialEq)]
pub struct Border {
    /// Which municipality.
    pub area: Area,
    /// Its polygons, longitude before latitude, degrees (WGS 84; JGD2011 differs by less than a metre).
    pub outline: MultiPolygon<f64>,
}
