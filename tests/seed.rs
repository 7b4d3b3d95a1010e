//! The demo's own rules: nobody real in it, and every place where it says.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::{collections::BTreeSet, fs, path::Path};

fn seed(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("seed").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The rows of a seed file, each with its cells by heading.
fn rows(name: &str) -> Vec<Vec<(String, String)>> {
    let text = seed(name);
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let headings = reader.headers().unwrap().clone();
    let mut rows = Vec::new();
    for record in reader.records().map(Result::unwrap) {
        rows.push(headings.iter().zip(&record).map(|(heading, cell)| (heading.to_owned(), cell.to_owned())).collect());
    }
    rows
}

fn cell<'a>(row: &'a [(String, String)], heading: &str) -> &'a str {
    row.iter().find(|(name, _)| name == heading).map_or_else(|| panic!("no column {heading}"), |(_, cell)| cell)
}

fn number(row: &[(String, String)], heading: &str) -> f64 {
    cell(row, heading).parse().unwrap()
}

/// Metres between two points of the ward, to a few centimetres in a kilometre.
fn metres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let north = (a.0 - b.0) * 111_195.0;
    let east = (a.1 - b.1) * 111_195.0 * a.0.to_radians().cos();
    north.hypot(east)
}

/// The ward's bounding box with 300 m around it.
fn is_in_setagaya(lat: f64, lon: f64) -> bool {
    (35.588..=35.686).contains(&lat) && (139.578..=139.689).contains(&lon)
}

#[test]
fn nobody_real_is_in_it() {
    for list in ["lists/setagaya.csv", "lists/tamagawa-kinuta.csv"] {
        for row in rows(list) {
            let name = row.iter().find(|(heading, _)| heading.starts_with("薬局名")).map(|(_, name)| name).unwrap();
            assert!(name.ends_with("（見本）"), "{name}");
            for (heading, text) in
                row.iter().filter(|(heading, _)| ["電話", "連絡先", "FAX"].iter().any(|w| heading.contains(w)))
            {
                let digits: String = text.chars().filter(char::is_ascii_digit).collect();
                assert!(
                    digits.is_empty() || (digits.len() == 10 && digits.starts_with("000000")),
                    "{name}: {heading} {text}"
                );
            }
            let address =
                row.iter().find(|(heading, _)| ["所在地", "住所"].contains(&heading.as_str())).map(|(_, a)| a).unwrap();
            assert!(
                !address.contains(|c: char| c.is_numeric() && !"一二三四五六七八九".contains(c)),
                "{name}: {address} ends at its town"
            );
        }
    }
    for file in ["duties.csv", "exceptions.csv"] {
        for row in rows(file) {
            assert!(
                cell(&row, "name").ends_with("（見本）") && cell(&row, "phone").starts_with("00-0000-"),
                "{file}: {row:?}"
            );
        }
    }
}

#[test]
fn pharmacies_stand_in_the_ward() {
    for list in ["lists/setagaya.csv", "lists/tamagawa-kinuta.csv"] {
        for row in rows(list) {
            let (lat, lon) = (number(&row, "緯度"), number(&row, "経度"));
            assert!(is_in_setagaya(lat, lon), "{row:?}");
        }
    }
}

#[test]
fn every_town_station_and_postcode_of_the_ward_can_be_searched_from() {
    let places = rows("gazetteer.csv");
    let of = |kind: &'static str| places.iter().filter(move |row| cell(row, "kind") == kind);
    for row in &places {
        assert!(["town", "station", "facility", "postcode"].contains(&cell(row, "kind")), "{row:?}");
        assert!(is_in_setagaya(number(row, "lat"), number(row, "lon")), "{row:?}");
        assert!(["lat", "lon"].iter().all(|axis| cell(row, axis).split_once('.').unwrap().1.len() == 4), "{row:?}");
        assert!(cell(row, "kind") == "postcode" || !cell(row, "kana").is_empty(), "{row:?}");
    }
    let whole_towns = of("town").filter(|row| !cell(row, "name").ends_with("丁目")).count();
    assert_eq!((whole_towns, of("postcode").count(), of("station").count()), (61, 61, 49));
    let in_the_ward = of("station").filter(|row| cell(row, "municipality_code") == "13112").count();
    assert!(in_the_ward >= 39, "{in_the_ward}");
    let names: BTreeSet<_> = places.iter().map(|row| (cell(row, "kind"), cell(row, "name"))).collect();
    assert_eq!(names.len(), places.len(), "a place is listed once");
}

#[test]
fn towns_stand_where_published_points_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/setagaya_towns.json");
    let Ok(text) = fs::read_to_string(path) else {
        println!("skipped: ../shared/data/setagaya_towns.json is not here");
        return;
    };
    let published: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let point = |town: &serde_json::Value| (town["lat"].as_f64().unwrap(), town["lng"].as_f64().unwrap());
    for row in rows("gazetteer.csv").iter().filter(|row| cell(row, "kind") == "town") {
        let name = cell(row, "name");
        let is_part = |town: &&serde_json::Value| {
            let rest = town["town"].as_str().unwrap().strip_prefix(name);
            rest.is_some_and(|rest| rest.is_empty() || (rest.ends_with("丁目") && rest.chars().count() == 3))
        };
        let parts: Vec<_> = published.iter().filter(is_part).map(point).collect();
        assert!(!parts.is_empty(), "{name} is no town of the ward");
        let count = f64::from(u32::try_from(parts.len()).unwrap());
        let middle = (parts.iter().map(|p| p.0).sum::<f64>() / count, parts.iter().map(|p| p.1).sum::<f64>() / count);
        let off = metres(middle, (number(row, "lat"), number(row, "lon")));
        assert!(off <= 400.0, "{name} is {off:.0} m off");
    }
}

#[test]
fn the_rota_names_listed_pharmacies_and_leaves_no_turn_empty() {
    let listed: BTreeSet<(String, String)> = ["setagaya", "tamagawa-kinuta"]
        .into_iter()
        .flat_map(|id| {
            rows(&format!("lists/{id}.csv")).into_iter().map(move |row| {
                let name = row.iter().find(|(heading, _)| heading.starts_with("薬局名")).unwrap().1.clone();
                (id.to_owned(), name)
            })
        })
        .collect();
    let mut turns: Vec<(String, String, u32, u32)> = Vec::new();
    for row in rows("duties.csv").iter().chain(&rows("exceptions.csv")) {
        let named = (cell(row, "association").to_owned(), cell(row, "name").to_owned());
        assert!(listed.contains(&named), "{named:?}");
    }
    for row in rows("duties.csv") {
        let days = yoruyaku::directory::DutyDays::from_name(cell(&row, "weekday_or_holiday")).unwrap();
        let range = format!("{}-{}", cell(&row, "from"), cell(&row, "to")).parse().unwrap();
        let (every, offset) = (cell(&row, "every").parse().unwrap(), cell(&row, "offset").parse().unwrap());
        assert!(yoruyaku::directory::DutyRotation::new(days, range, every, offset).is_some(), "{row:?}");
        let kind = cell(&row, "weekday_or_holiday").to_owned();
        turns.push((cell(&row, "association").to_owned(), kind, every, offset));
    }
    for (association, kind, every, _) in &turns {
        for offset in 0..*every {
            assert!(
                turns.contains(&(association.clone(), kind.clone(), *every, offset)),
                "{association} {kind}: turn {offset} is nobody's"
            );
        }
    }
}

#[test]
fn every_bad_list_is_explained() {
    let readme = seed("lists/bad/README.md");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seed/lists/bad");
    let files: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "README.md")
        .collect();
    assert!(files.len() >= 20, "{files:?}");
    for name in files {
        assert!(readme.contains(&format!("| `{name}` |")), "{name} is not in seed/lists/bad/README.md");
    }
}
