//! Points and rectangles.

use crate::{directory::Position, search::BoundingBox, web::query::Fault};

/// `lat,lon`.
pub fn near(value: &str) -> Result<Position, Fault> {
    let form = "lat,lon in decimal degrees, latitude -90 to 90, longitude -180 to 180: 35.6437,139.6710";
    let wrong = || Fault::new("「緯度,経度」の形ではありません。", "This is not `lat,lon` in decimal degrees.", form);
    let (lat, lon) = value.split_once(',').ok_or_else(wrong)?;
    let (lat, lon) = (degrees(lat).ok_or_else(wrong)?, degrees(lon).ok_or_else(wrong)?);
    Position::new(lat, lon).ok_or_else(|| {
        Fault::new("緯度は -90〜90、経度は -180〜180 です。", "The latitude or longitude is outside its range.", form)
    })
}

/// `west,south,east,north`; the latitudes in either order, west greater than east over the 180th meridian.
pub fn bbox(value: &str) -> Result<BoundingBox, Fault> {
    let form = "west,south,east,north in decimal degrees: 139.58,35.59,139.69,35.68";
    let wrong = || Fault::new("「西,南,東,北」の形ではありません。", "This is not `west,south,east,north`.", form);
    let edges: Option<Vec<f64>> = value.split(',').map(degrees).collect();
    let Some([west, south, east, north]) = edges.and_then(|edges| <[f64; 4]>::try_from(edges).ok()) else {
        return Err(wrong());
    };
    let on_earth = Position::new(south, west).and(Position::new(north, east)).is_some();
    let bbox = BoundingBox { west, south: south.min(north), east, north: south.max(north) };
    on_earth.then_some(bbox).ok_or_else(|| {
        Fault::new("緯度は -90〜90、経度は -180〜180 です。", "An edge is outside the range of degrees.", form)
    })
}

/// Plain decimal degrees: digits, perhaps a minus before and a fraction after. No exponent, no `NaN`.
fn degrees(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |s: &str, n| (1..=n).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    (all_digits(whole, 3) && all_digits(fraction, 15)).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_plain_degrees_within_range() {
        assert_eq!(near("35.6437,139.6710").unwrap(), Position::new(35.6437, 139.671).unwrap());
        for good in ["-90,180", "90,-180", "0,0", "35,139.5"] {
            assert!(near(good).is_ok(), "{good}");
        }
        for bad in
            ["", "35.6", "91,0", "0,180.1", "NaN,0", "1e1,0", "35.6,139.7,3", "inf,0", "+1,2", " 1,2", "1.,2", "..,1"]
        {
            assert!(near(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_box_may_run_over_the_date_line() {
        let over = bbox("170,-10,-170,10").unwrap();
        assert!(over.west > over.east && over.south < over.north);
        assert_eq!(bbox("1,4,3,2").unwrap(), bbox("1,2,3,4").unwrap());
        for bad in ["1,2,3", "1,2,3,4,5", "1,2,3,91", "181,2,3,4", "a,b,c,d"] {
            assert!(bbox(bad).is_err(), "{bad}");
        }
    }
}
