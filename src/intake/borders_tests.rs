use geo::Contains as _;
use serde_json::{Value, json};

use super::*;

const SQUARE: [[f64; 2]; 5] = [[139.6, 35.6], [139.7, 35.6], [139.7, 35.7], [139.6, 35.7], [139.6, 35.6]];

#[expect(clippy::needless_pass_by_value, reason = "values of json! are made where they are used")]
fn feature(properties: Value, rings: Value) -> Value {
    json!({ "type": "Feature", "properties": properties, "geometry": { "type": "Polygon", "coordinates": rings } })
}

fn file(features: &[Value]) -> Vec<u8> {
    json!({ "type": "FeatureCollection", "features": features }).to_string().into_bytes()
}

fn read(features: &[Value]) -> Result<Borders, BordersError> {
    read_borders(&file(features), None, &[])
}

#[track_caller]
fn faults(features: &[Value]) -> String {
    match read(features) {
        Err(BordersError::Faults(faults)) => faults.join("\n"),
        other => unreachable!("{other:?}"),
    }
}

fn named(code: impl Into<Value>) -> Value {
    json!({ "code": code.into(), "name": "世田谷区" })
}

#[test]
fn codes_are_read_as_they_are_written() {
    let code = |code: Value| {
        let read = read(&[feature(named(code), json!([SQUARE]))]).unwrap();
        read.borders.iter().map(|border| border.area.code.clone()).collect::<String>()
    };
    assert_eq!(code(json!("13112")), "13112");
    assert_eq!(code(json!(" 131121 ")), "13112");
    assert_eq!(code(json!(131_121)), "13112");
    assert_eq!(code(json!(1_101)), "01101", "a number has lost its nought");
    for wrong in [json!("131122"), json!("1311"), json!("99999"), json!("1311x"), json!(13), json!([13112]), json!(1.5)]
    {
        let told = faults(&[feature(named(wrong.clone()), json!([SQUARE]))]);
        assert!(told.starts_with("feature 1: ") && told.contains("five digits"), "{wrong}: {told}");
    }
}

#[test]
fn n03_is_read_as_it_is_given() {
    let n03 = |three: &str, four: &str, five: &str, code: &str| {
        let of = json!({ "N03_001": "北海道", "N03_002": "石狩振興局", "N03_003": three, "N03_004": four, "N03_005": five, "N03_007": code });
        let ring = SQUARE.map(|[lon, lat]| [lon + 1.7, lat + 7.4]);
        feature(of, json!([ring]))
    };
    let island = feature(
        json!({ "N03_001": "北海道", "N03_004": "札幌市", "N03_005": "中央区", "N03_007": "01101" }),
        json!([SQUARE.map(|[lon, lat]| [lon + 2.0, lat + 7.0])]),
    );
    let nobodys = feature(json!({ "N03_001": "北海道", "N03_004": "所属未定地", "N03_007": null }), json!([SQUARE]));
    let files = [
        n03("", "札幌市", "中央区", "01101"),
        island,
        n03("札幌市", "北区", "", "01102"),
        n03("石狩郡", "当別町", "", "01303"),
        nobodys,
    ];
    let read = read(&files).unwrap();
    let names: Vec<_> =
        read.borders.iter().map(|border| (border.area.code.as_str(), border.area.municipality.as_str())).collect();
    assert_eq!(names, [("01101", "札幌市中央区"), ("01102", "札幌市北区"), ("01303", "当別町")]);
    assert_eq!((read.features, read.uncoded), (5, 1));
    let [sapporo, ..] = read.borders.as_slice() else { unreachable!() };
    assert_eq!((sapporo.outline.0.len(), sapporo.area.prefecture.as_str()), (2, "北海道"), "put together");
}

#[test]
fn a_name_that_is_missing_is_that_of_the_area_known() {
    let bare = feature(json!({ "ward": 13112 }), json!([SQUARE]));
    let known = Area {
        code: "13112".to_owned(),
        prefecture: "東京都".to_owned(),
        municipality: "世田谷区".to_owned(),
        year_end: "Dec 30-Jan 04".parse().ok(),
    };
    let single = bare.to_string();
    let read = read_borders(single.as_bytes(), Some("ward"), std::slice::from_ref(&known)).unwrap();
    assert_eq!(read.borders.first().map(|border| border.area.clone()), Some(Area { year_end: None, ..known }));
    let told = read_borders(single.as_bytes(), Some("ward"), &[]).unwrap_err().to_string();
    assert!(told.contains("feature 1: (13112) no property with its name") && told.contains("it has ward"), "{told}");
    let told = read_borders(single.as_bytes(), None, &[]).unwrap_err().to_string();
    assert!(told.contains("--code-property"), "{told}");
    let told = read_borders(single.as_bytes(), Some("wart"), &[]).unwrap_err().to_string();
    assert!(told.contains("no property \"wart\"; it has ward"), "{told}");
}

#[test]
fn faults_say_where_and_what_is_expected() {
    let of = |rings: Value| faults(&[feature(named("13112"), json!([SQUARE])), feature(named("13112"), rings)]);
    let swapped = SQUARE.map(|[lon, lat]| [lat, lon]);
    for (rings, expected) in [
        (json!([]), "(13112) it has no ring"),
        (json!([SQUARE, swapped]), "ring 2: position 1 (35.6, 139.6) is not in Japan; longitude comes first"),
        (json!([[[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0]]]), "ring 1: position 1 (0, 0) is not in Japan"),
        (json!([SQUARE.get(..3)]), "ring 1: it has 3 positions"),
        (json!([SQUARE.get(..4)]), "ring 1: it is not closed"),
        (json!([[SQUARE[0], SQUARE[1], SQUARE[0], SQUARE[0]]]), "it encloses nothing"),
    ] {
        let told = of(rings);
        assert!(told.starts_with("feature 2: (13112) ") && told.contains(expected), "{told}");
    }
    let point = json!({ "type": "Feature", "properties": named("13112"), "geometry": { "type": "Point", "coordinates": [139.6, 35.6] } });
    let nowhere = json!({ "type": "Feature", "properties": named("13112"), "geometry": null });
    let elsewhere = feature(json!({ "code": "13112", "name": "世田谷区", "prefecture": "大阪府" }), json!([SQUARE]));
    let told = faults(&[point, nowhere, elsewhere]);
    for expected in [
        "feature 1: (13112) it is a Point",
        "feature 2: (13112) it has no geometry",
        "feature 3: (13112) the code is of 東京都",
    ] {
        assert!(told.contains(expected), "{expected} not in {told}");
    }
    let many: Vec<Value> = (0..50).map(|_| feature(json!({}), json!([SQUARE]))).collect();
    assert!(faults(&many).ends_with("and 30 more"));
    assert_eq!(faults(&[]), "the file has no feature of a municipality");
}

#[test]
fn what_is_no_geojson_is_refused() {
    let geometry = json!({ "type": "Polygon", "coordinates": [SQUARE] }).to_string();
    for bytes in
        [&b"{"[..], b"[]", b"\xff\xfe", b"code,name\n13112,a\n", br#"{"type":"Topology"}"#, geometry.as_bytes()]
    {
        assert!(matches!(read_borders(bytes, None, &[]), Err(BordersError::NotGeoJson(_))), "{bytes:?}");
    }
}

#[test]
fn a_border_of_many_points_is_thinned_and_still_the_same() {
    let turn = |n: u32| f64::from(n) / 20_000.0 * std::f64::consts::TAU;
    let mut ring: Vec<[f64; 2]> =
        (0..20_000).map(|n| [139.65 + 0.05 * turn(n).cos(), 35.64 + 0.05 * turn(n).sin()]).collect();
    ring.push(ring[0]);
    let read = read(&[feature(named("13112"), json!([ring]))]).unwrap();
    let [border] = read.borders.as_slice() else { unreachable!() };
    assert!((30..1_000).contains(&border.outline.coords_count()), "{}", border.outline.coords_count());
    for n in 0..5_000 {
        let at = |radius: f64| geo::Point::new(139.65 + radius * turn(n * 4).cos(), 35.64 + radius * turn(n * 4).sin());
        assert!(
            border.outline.contains(&at(0.05 - THINNED_BY * 1.01)) && !border.outline.contains(&at(0.05 + 1e-9)),
            "{n}"
        );
    }
}
