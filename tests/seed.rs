//! The demo's own rules: nobody real in it, and every place where it says.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::{collections::BTreeSet, fs, path::Path};

use yoruyaku::{
    directory::{Answer, DutyDays, DutyRotation, Membership, Service},
    hours::{DayHours, NthSet, ReadingClass, TimeOfDay, TimeRange},
};

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
fn the_demos_emergency_numbers_reach_nobody_and_say_so() {
    for row in rows("emergency_demo.csv") {
        assert!(cell(&row, "phone").starts_with("00-0000-"), "{row:?}");
        let name = cell(&row, "name");
        assert!(["見本", "见本", "견본"].iter().any(|mark| name.contains(mark)), "{name}");
    }
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
        let kinds = ["town", "station", "facility", "postcode", "municipality"];
        assert!(kinds.contains(&cell(row, "kind")), "{row:?}");
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
        let days = DutyDays::from_name(cell(&row, "weekday_or_holiday")).unwrap();
        let range = format!("{}-{}", cell(&row, "from"), cell(&row, "to")).parse().unwrap();
        let (every, offset) = (cell(&row, "every").parse().unwrap(), cell(&row, "offset").parse().unwrap());
        assert!(DutyRotation::new(days, range, every, offset).is_some(), "{row:?}");
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

/// What reading a bad list gives: the code of its refusal, or those of its notices.
fn codes(bytes: &[u8], name: &str) -> BTreeSet<String> {
    match yoruyaku::intake::read(bytes, name, &yoruyaku::intake::Limits::default()) {
        Ok(draft) => {
            assert_eq!(draft.rows_in, draft.entries.len() + draft.rejected.len(), "{name}: a row is lost");
            draft.notices.into_iter().map(|notice| notice.code).collect()
        }
        Err(refused) => BTreeSet::from([refused.code.to_owned()]),
    }
}

#[test]
fn every_bad_list_gets_the_answer_its_readme_promises() {
    let readme = seed("lists/bad/README.md");
    let mut promised = 0;
    for line in readme.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.split(" | ").collect();
        let name = cells[0].trim_matches(['|', ' ', '`']);
        let bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("seed/lists/bad").join(name)).unwrap();
        let given = codes(&bytes, name);
        for code in cells.last().unwrap().split('`').filter(|part| part.contains('_') || part.chars().count() > 3) {
            assert!(given.contains(code), "{name}: {code} is promised, {given:?} given");
            promised += 1;
        }
    }
    assert!(promised >= 20, "only {promised} codes were found: the table is not read");
}

#[test]
fn the_demo_holds_every_state_and_every_service() {
    let facts: Vec<_> = ["setagaya.csv", "tamagawa-kinuta.csv"]
        .into_iter()
        .flat_map(|name| {
            let bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("seed/lists").join(name)).unwrap();
            let draft = yoruyaku::intake::read(&bytes, name, &yoruyaku::intake::Limits::default()).unwrap();
            assert!(draft.rejected.is_empty(), "{name}: {:?}", draft.rejected);
            draft.entries.into_iter().map(|entry| entry.facts)
        })
        .collect();
    assert_eq!(facts.len(), 62);
    for service in Service::all() {
        assert!(facts.iter().any(|f| f.answer(service) == Some(&Answer::Yes)), "nobody offers {service}");
        assert!(facts.iter().any(|f| f.answer(service).is_none()), "everybody answers {service}");
    }
    let answers = || facts.iter().flat_map(|f| f.services.iter().map(|(_, answer)| answer));
    assert!(answers().any(|a| *a == Answer::PhoneOnly) && answers().any(|a| a.condition().is_some()));
    for membership in [Membership::Member, Membership::NonMember] {
        assert!(facts.iter().any(|f| f.membership == Some(membership)));
    }
    let readings: Vec<_> = facts.iter().filter_map(|f| f.hours.as_ref()).map(|hours| &hours.reading).collect();
    for class in [ReadingClass::Exact, ReadingClass::Caveat, ReadingClass::Unreadable] {
        assert!(readings.iter().any(|reading| reading.class == class), "no hours are {class}");
    }
    let weeks: Vec<_> = readings.iter().filter_map(|reading| reading.week.as_ref()).collect();
    assert!(weeks.iter().any(|week| week.holiday == DayHours::Closed), "holidays stated as closed");
    assert!(weeks.iter().any(|week| week.holiday == DayHours::Unstated), "holidays not stated");
    assert!(weeks.iter().any(|week| !week.holiday.ranges().is_empty()), "holidays stated as open");
    assert!(weeks.iter().any(|week| !week.yearly.is_empty()), "New Year stated");
    let nth = |set: NthSet| weeks.iter().any(|week| week.nth.iter().any(|rule| rule.nth.intersection(set) == set));
    assert!(nth(NthSet::nth(3).unwrap()) && nth(NthSet::LAST), "the third and the last of a month");
    let ranges = || weeks.iter().flat_map(|week| week.weekdays.iter()).flat_map(DayHours::ranges);
    assert!(ranges().any(|range| *range == TimeRange::WHOLE_DAY), "round the clock");
    assert!(ranges().any(|range| range.end() > TimeOfDay::DAY_END), "past midnight");
    assert!(ranges().any(|range| range.last_reception().is_some()), "a last reception");
    assert!(weeks.iter().any(|week| week.weekdays.iter().any(|day| day.ranges().len() == 2)), "a lunch break");
    assert!(weeks.iter().any(|week| week.weekdays.iter().all(|day| *day == DayHours::Closed)), "on call only");
}
