//! Where a pharmacy is.

/// How exact a position is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PositionLevel {
    /// The building or the block.
    Building,
    /// The middle of its town (町丁目); some hundred metres off.
    Town,
    /// The middle of its municipality; of no use for "nearest".
    Municipality,
}

impl PositionLevel {
    /// `building`, `town`, `municipality`: its name in every interface.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Building => "building",
            Self::Town => "town",
            Self::Municipality => "municipality",
        }
    }

    /// The level of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Building, Self::Town, Self::Municipality].into_iter().find(|level| level.as_str() == name)
    }
}

/// A point on the earth, WGS 84 degrees (JGD2011 differs by less than a metre).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Position {
    lat: f64,
    lon: f64,
}

impl Position {
    /// `None` unless `lat` is within ±90 and `lon` within ±180, both finite.
    pub fn new(lat: f64, lon: f64) -> Option<Self> {
        ((-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon)).then_some(Self { lat, lon })
    }

    /// Degrees north, −90 to 90.
    pub fn lat(self) -> f64 {
        self.lat
    }

    /// Degrees east, −180 to 180.
    pub fn lon(self) -> f64 {
        self.lon
    }

    /// Whether it lies in the rectangle around Japan's inhabited islands (20–46° N, 122–154° E).
    pub fn is_in_japan(self) -> bool {
        (20.0..=46.0).contains(&self.lat) && (122.0..=154.0).contains(&self.lon)
    }

    /// Metres to another point, as the crow flies; exact to half a percent within Japan.
    pub fn distance_m(self, other: Self) -> f64 {
        const METRES_A_DEGREE: f64 = 111_195.0;
        let north = (self.lat - other.lat) * METRES_A_DEGREE;
        let middle = f64::midpoint(self.lat, other.lat).to_radians();
        let east = (self.lon - other.lon) * METRES_A_DEGREE * middle.cos();
        north.hypot(east)
    }
}

/// A position and how exact it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Where.
    pub position: Position,
    /// How exact.
    pub level: PositionLevel,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_a_map() {
        let tokyo = Position::new(35.681_236, 139.767_125).unwrap();
        let shinjuku = Position::new(35.690_921, 139.700_258).unwrap();
        let osaka = Position::new(34.702_485, 135.495_951).unwrap();
        assert!((tokyo.distance_m(shinjuku) - 6_136.0).abs() < 30.0);
        assert!((tokyo.distance_m(osaka) - 403_000.0).abs() < 2_000.0);
        assert!(tokyo.distance_m(tokyo) < f64::EPSILON);
    }
}
