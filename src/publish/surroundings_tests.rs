use super::*;
use crate::intake::{Limits, read};

fn at(lat: f64, lon: f64) -> Position {
    Position::new(lat, lon).unwrap()
}

#[test]
fn towns_tell_what_is_near() {
    let nothing = read("薬局名\n甲薬局（見本）\n".as_bytes(), "", &Limits::default()).unwrap();
    let towns = vec![at(35.640, 139.660), at(35.650, 139.670), at(35.645, 139.650)];
    let area = Surroundings::of(None, towns, &nothing).unwrap();
    assert!(area.is_near(at(35.648, 139.665)) && !area.is_near(at(35.70, 139.77)) && !area.is_near(at(34.7, 135.5)));
    assert!(Surroundings::of(None, Vec::new(), &nothing).is_none());
}

#[test]
fn without_towns_the_list_itself_tells() {
    let row = |n: i32, lat: f64| format!("薬局{n}（見本）,{lat},141.35\n");
    let text: String = (0..6).map(|n| row(n, 43.06)).chain([row(9, 35.6)]).collect();
    let draft = read(format!("薬局名,緯度,経度\n{text}").as_bytes(), "", &Limits::default()).unwrap();
    let area = Surroundings::of(None, Vec::new(), &draft).unwrap();
    assert!(area.is_near(at(43.2, 141.5)) && !area.is_near(at(35.6, 141.35)));
}

#[test]
fn a_border_goes_before_towns() {
    let nothing = read("薬局名\n甲薬局（見本）\n".as_bytes(), "", &Limits::default()).unwrap();
    let ring = vec![(139.60, 35.60), (139.70, 35.60), (139.70, 35.70), (139.60, 35.70)];
    let square = geo::Polygon::new(geo::LineString::from(ring), Vec::new());
    let towns = vec![at(35.90, 139.90), at(35.91, 139.91)];
    let area = Surroundings::of(Some(MultiPolygon::new(vec![square])), towns, &nothing).unwrap();
    // A thousandth of a degree is 111 m northwards and 90 m eastwards here.
    for (lat, lon, near) in [
        (35.65, 139.65, true),
        (35.699, 139.601, true),
        (35.708, 139.65, true),
        (35.65, 139.710, true),
        (35.710, 139.65, false),
        (35.65, 139.712, false),
        (35.7075, 139.7095, false),
        (35.90, 139.90, false),
    ] {
        assert_eq!(area.is_near(at(lat, lon)), near, "{lat}, {lon}");
    }
}
