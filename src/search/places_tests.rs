use std::path::Path;

use chrono::NaiveDate;

use super::{super::Directory, *};
use crate::{
    directory::{Area, Association, AssociationId, Facts, Pharmacy, PharmacyId, Place},
    hours::Calendar,
    search::{MlitColumns, PlaceRow},
};

fn row(kind: PlaceKind, name: &str, kana: &str, code: &str, lat: f64, lon: f64) -> PlaceRow {
    PlaceRow {
        kind,
        name: name.to_owned(),
        kana: kana.to_owned(),
        municipality_code: code.to_owned(),
        municipality: String::new(),
        position: Position::new(lat, lon).unwrap(),
    }
}

fn gazetteer() -> Gazetteer {
    use PlaceKind::{Facility, Municipality, Postcode, Station, Town};
    Gazetteer::new([
        row(Town, "太子堂三丁目", "", "13112", 35.6440, 139.6720),
        row(Town, "太子堂四丁目", "", "13112", 35.6437, 139.6700),
        row(Town, "三軒茶屋", "サンゲンヂャヤ", "13112", 35.6420, 139.6710),
        row(Town, "玉川一丁目", "", "13112", 35.6110, 139.6280),
        row(Town, "玉川一丁目", "", "40134", 33.5600, 130.4300),
        row(Town, "千駄ヶ谷一丁目", "", "13113", 35.6800, 139.7100),
        row(Town, "赤堤", "アカツツミ", "13112", 35.6603, 139.6413),
        row(Town, "赤堤二丁目", "アカツツミ2チョウメ", "13112", 35.6570, 139.6440),
        row(Station, "三軒茶屋駅", "サンゲンヂャヤエキ|サンチャ|三茶", "13112", 35.6434, 139.6701),
        row(Station, "二子玉川駅", "フタコタマガワエキ", "13112", 35.6115, 139.6267),
        row(Facility, "世田谷区役所", "セタガヤクヤクショ", "13112", 35.6464, 139.6533),
        row(Postcode, "154-0004", "", "13112", 35.6436, 139.6700),
        row(Municipality, "世田谷区", "セタガヤク", "13112", 35.6464, 139.6533),
    ])
}

fn pharmacy(number: usize, name: &str, address: &str, lat: f64, lon: f64) -> Pharmacy {
    let place = Place { position: Position::new(lat, lon).unwrap(), level: PositionLevel::Building };
    let facts = Facts {
        name: name.to_owned(),
        address: Some(address.to_owned()),
        place: Some(place),
        postal_code: Some("157-0066".to_owned()),
        ..Facts::default()
    };
    Pharmacy {
        id: PharmacyId::new(&format!("p-{number}")).unwrap(),
        facts,
        sources: Vec::new(),
        field_sources: BTreeMap::new(),
        exceptions: Vec::new(),
        duties: Vec::new(),
        crisis: Vec::new(),
    }
}

fn snapshot() -> Snapshot {
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let areas = [("setagaya", "13112", "世田谷区"), ("shibuya", "13113", "渋谷区")];
    let association = |(id, code, municipality): (&str, &str, &str)| Association {
        id: AssociationId::new(id).unwrap(),
        name: format!("{municipality}薬剤師会"),
        name_en: String::new(),
        area: Area {
            code: code.to_owned(),
            prefecture: "東京都".to_owned(),
            municipality: municipality.to_owned(),
            year_end: None,
        },
        rank: 0,
    };
    Snapshot::build(
        Directory {
            pharmacies: vec![
                pharmacy(1, "見本薬局", "東京都世田谷区成城２丁目１４番５号 髙島ビル１Ｆ", 35.6400, 139.5990),
                pharmacy(2, "見本薬局　成城店", "世田谷区成城2-14-6", 35.6402, 139.5992),
                pharmacy(3, "さくら薬局", "東京都世田谷区成城6-5-34", 35.6410, 139.6000),
                pharmacy(4, "代々木見本薬局", "東京都渋谷区代々木２－１－１代々木ビル", 35.6850, 139.6980),
            ],
            associations: areas.map(association).to_vec(),
            areas: Vec::new(),
            calendar: Calendar::japan(),
            revision: 1,
            generated_at: today.and_hms_opt(0, 0, 0).unwrap(),
        },
        today,
    )
}

#[test]
fn what_people_type_is_found() {
    let (snapshot, gazetteer) = (snapshot(), gazetteer());
    for (text, expected) in [
        ("太子堂4", &["太子堂四丁目"][..]),
        ("太子堂四丁目", &["太子堂四丁目"]),
        ("世田谷区太子堂4-23-12", &["太子堂四丁目"]),
        ("東京都世田谷区　太子堂４丁目２３－１２ 〇〇ビル３階", &["太子堂四丁目"]),
        ("太子堂", &["太子堂"]),
        ("三軒茶屋駅", &["三軒茶屋駅"]),
        ("三軒茶屋", &["三軒茶屋", "三軒茶屋駅"]),
        ("さんげんぢゃや", &["三軒茶屋", "三軒茶屋駅"]),
        ("サンゲンジャヤ", &["三軒茶屋", "三軒茶屋駅"]),
        ("三轩茶屋站", &["三軒茶屋駅"]),
        ("三茶", &["三軒茶屋駅"]),
        ("さんちゃ", &["三軒茶屋駅"]),
        ("Sangen-jaya", &["三軒茶屋", "三軒茶屋駅"]),
        ("sangenjaya station", &["三軒茶屋", "三軒茶屋駅"]),
        ("sancha", &["三軒茶屋駅"]),
        ("Futako-Tamagawa Sta.", &["二子玉川駅"]),
        ("Setagaya City Hall", &["世田谷区役所"]),
        ("あかつつみ2丁目", &["赤堤二丁目"]),
        ("Akatsutsumi 2-chome", &["赤堤二丁目"]),
        ("2-23-12 Akatsutsumi, Setagaya-ku, Tokyo", &["赤堤二丁目"]),
        ("Akatutumi 7", &["赤堤"]),
        ("三軒茶屋駅前", &["三軒茶屋駅"]),
        ("三軒茶屋駅 南口", &["三軒茶屋駅"]),
        ("二子玉川駅の近く", &["二子玉川駅"]),
        ("世田谷区役所前", &["世田谷区役所"]),
        ("三軒茶屋周辺", &["三軒茶屋", "三軒茶屋駅"]),
        ("二子玉川", &["二子玉川駅"]),
        ("154-0004", &["154-0004"]),
        ("〒１５４０００４", &["154-0004"]),
        ("157-0066", &["157-0066"]),
        ("世田谷区役所", &["世田谷区役所"]),
        ("世田谷区", &["世田谷区"]),
        ("東京都世田谷区", &["世田谷区"]),
        ("千駄が谷1丁目", &["千駄ヶ谷一丁目"]),
        // Setagaya's first: there are pharmacies.
        ("玉川1", &["玉川一丁目", "玉川一丁目"]),
        ("世田谷区玉川1", &["玉川一丁目"]),
        ("見本薬局", &["見本薬局"]),
        ("見本", &["見本薬局", "見本薬局　成城店", "代々木見本薬局"]),
        ("成城2-14-5", &["世田谷区成城２丁目１４番５号"]),
        ("成城２丁目", &["世田谷区成城２丁目"]),
        ("成城", &["世田谷区成城"]),
        ("代々木2-9-9", &["渋谷区代々木２"]),
        ("代々", &["渋谷区代々木"]),
        ("渋谷区", &["渋谷区"]),
        // The building at the end of the address is no part of the name.
        ("代々木", &["渋谷区代々木"]),
        ("Setagaya-ku", &["世田谷区"]),
    ] {
        let places = snapshot.places(&gazetteer, text);
        let names: Vec<&str> = places.hits.iter().map(|hit| hit.name.as_str()).collect();
        assert_eq!(names, expected, "{text}: {places:#?}");
        assert!(places.suggestions.is_empty());
    }
}

#[test]
fn a_hit_says_what_and_how_exact_it_is() {
    let (snapshot, gazetteer) = (snapshot(), gazetteer());
    let first = |text| snapshot.places(&gazetteer, text).hits.into_iter().next().unwrap();
    for (text, kind, level, code) in [
        ("太子堂4-1", PlaceKind::Town, PositionLevel::Town, Some("13112")),
        ("玉川1", PlaceKind::Town, PositionLevel::Town, Some("13112")),
        ("三軒茶屋駅", PlaceKind::Station, PositionLevel::Building, Some("13112")),
        ("世田谷区", PlaceKind::Municipality, PositionLevel::Municipality, Some("13112")),
        ("成城2-14-5", PlaceKind::Address, PositionLevel::Building, Some("13112")),
        ("成城2-14-99", PlaceKind::Address, PositionLevel::Town, Some("13112")),
        ("さくら薬局", PlaceKind::Pharmacy, PositionLevel::Building, Some("13112")),
        ("157-0066", PlaceKind::Postcode, PositionLevel::Town, Some("13112")),
        ("渋谷区", PlaceKind::Municipality, PositionLevel::Municipality, Some("13113")),
        ("成城２", PlaceKind::Town, PositionLevel::Town, Some("13112")),
    ] {
        let hit = first(text);
        assert_eq!((hit.kind, hit.level, hit.municipality_code.as_deref()), (kind, level, code), "{text}");
    }
}

#[test]
fn the_unknown_is_not_guessed() {
    let (snapshot, gazetteer) = (snapshot(), gazetteer());
    let unknown = [
        "",
        "　・",
        "ない町",
        "目黒区太子堂4",
        "福岡県太子堂",
        "渋谷区三軒茶屋",
        "999-9999",
        "4",
        "成城9-9",
        "14",
        "2-14-5",
        "2-14-5 Nowhere, Tokyo",
        "東京",
        "東京都",
        "Nowhere Station",
        "駅前",
        "近く",
    ];
    for text in unknown {
        let places = snapshot.places(&gazetteer, text);
        if text != "成城9-9" {
            assert_eq!(places.hits, [], "{text}");
        }
    }
    assert_eq!(snapshot.places(&gazetteer, "三軒").suggestions, ["三軒茶屋", "三軒茶屋駅"]);
    assert_eq!(snapshot.places(&gazetteer, "太子橋").suggestions, ["太子堂三丁目", "太子堂四丁目"]);
    assert_eq!(snapshot.places(&gazetteer, &"あ".repeat(10_000)), Places::default());
    assert_eq!(snapshot.places(&Gazetteer::default(), "三軒茶屋"), Places::default());
}

/// The table compiled in knows a municipality by its code, the ministry's by code and name: it is one all the same, and what
/// the ministry says of a town holds.
#[test]
fn a_town_is_one_in_two_tables() {
    let named = |name: &str, municipality: &str, lat| PlaceRow {
        municipality: municipality.to_owned(),
        ..row(PlaceKind::Town, name, "", "13112", lat, 139.67)
    };
    let rows = [named("太子堂四丁目", "", 35.6440), named("太子堂四丁目", "東京都世田谷区", 35.6449)];
    let gazetteer = Gazetteer::new(rows);
    for text in ["太子堂4", "東京都世田谷区太子堂4"] {
        let hits = snapshot().places(&gazetteer, text).hits;
        assert_eq!(hits.iter().map(|hit| hit.position.lat()).collect::<Vec<_>>(), [35.6449], "{text}");
    }
    let area = snapshot().area("13112").unwrap().clone();
    assert_eq!(gazetteer.towns(&area).len(), 1);
}

#[test]
fn tables_of_the_ministry_are_understood() {
    let town = "都道府県コード,都道府県名,市区町村コード,市区町村名,大字町丁目コード,大字町丁目名,緯度,経度,原典資料コード,大字・字・丁目区分コード";
    let columns = MlitColumns::new(&town.split(',').collect::<Vec<_>>()).unwrap();
    let cells = "\"13\",\"東京都\",\"13112\",\"世田谷区\",\"131120004\",\"太子堂四丁目\",\"35.643700\",\"139.670000\",\"1\",\"3\"";
    let row = columns.row(&cells.split(',').collect::<Vec<_>>()).unwrap();
    assert_eq!((row.name.as_str(), row.municipality_code.as_str()), ("太子堂四丁目", "13112"));

    let block = "都道府県名,市区町村名,大字・丁目名,小字・通称名,街区符号・地番,座標系番号,Ｘ座標,Ｙ座標,緯度,経度,住居表示フラグ,代表フラグ,更新前履歴フラグ,更新後履歴フラグ";
    let columns = MlitColumns::new(&block.split(',').collect::<Vec<_>>()).unwrap();
    let row = |flag: &str, lat: &str| {
        columns.row(&[
            "東京都",
            "世田谷区",
            "太子堂四丁目",
            "",
            "23",
            "9",
            "1",
            "2",
            lat,
            "139.6712",
            "1",
            flag,
            "0",
            "0",
        ])
    };
    assert_eq!(row("0", "35.6441"), None);
    assert_eq!(row("1", "north"), None);
    let gazetteer = Gazetteer::new([row("1", "35.6441").unwrap()]);
    for text in ["太子堂4-23-12", "世田谷区太子堂4丁目23番", "東京都世田谷区太子堂四丁目23番12号"]
    {
        let places = snapshot().places(&gazetteer, text);
        let hit = places.hits.first().unwrap();
        assert_eq!((hit.name.as_str(), hit.level), ("太子堂四丁目23", PositionLevel::Building), "{text}");
        assert_eq!(hit.municipality_code.as_deref(), Some("13112"));
    }
    assert_eq!(MlitColumns::new(&["薬局名", "住所"]), None);
}

/// The Setagaya towns beside the design: every way of writing them leads there.
#[test]
fn towns_of_setagaya_resolve_once_imported() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/setagaya_towns.json");
    let Ok(bytes) = std::fs::read(path) else {
        println!("skipped: ../shared/data/setagaya_towns.json is absent");
        return;
    };
    let towns: Vec<serde_json::Value> = serde_json::from_slice(&bytes).unwrap();
    let named = |town: &serde_json::Value| {
        let at = |key: &str| town[key].as_f64().unwrap();
        (town["town"].as_str().unwrap().to_owned(), Position::new(at("lat"), at("lng")).unwrap())
    };
    let towns: Vec<(String, Position)> = towns.iter().map(named).collect();
    let rows = towns.iter().map(|(name, at)| row(PlaceKind::Town, name, "", "13112", at.lat(), at.lon()));
    let (snapshot, gazetteer) = (snapshot(), Gazetteer::new(rows));
    let kanji = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digits = |name: &str, digit: fn(usize) -> String| {
        let numeral = |(i, numeral): (usize, &&str)| (format!("{numeral}丁目"), format!("{}丁目", digit(i + 1)));
        kanji.iter().enumerate().map(numeral).fold(name.to_owned(), |name, (from, to)| name.replace(&from, &to))
    };
    let wide = |number: usize| char::from_u32('０' as u32 + number as u32).unwrap().to_string();
    let mut far = Vec::new();
    let mut asked = 0;
    for (name, at) in &towns {
        let arabic = digits(name, |number| number.to_string());
        for text in [
            format!("世田谷区{name}"),
            format!("世田谷区{arabic}"),
            format!("世田谷区{}", digits(name, wide)),
            format!("東京都世田谷区 {name}"),
            arabic.replace("丁目", ""),
            arabic.replace("丁目", "-99-99"),
            name.clone(),
        ] {
            asked += 1;
            let hit = snapshot.places(&gazetteer, &text).hits.into_iter().next();
            let metres = |hit: PlaceHit| {
                let centre = crate::search::grid::Centre::new(*at);
                crate::search::grid::metres(centre.chord2_to(hit.position))
            };
            if hit.map(metres).is_none_or(|metres| metres > 300.0) {
                far.push(text);
            }
        }
    }
    println!("{} of {asked} texts resolve within 300 m", asked - far.len());
    assert!(far.len() * 100 <= asked, "{far:?}");
}

/// Places of one name are told apart by where they lie, be it in an area of the directory or known from a table alone.
#[test]
fn a_place_tells_its_municipality() {
    let elsewhere = PlaceRow {
        municipality: "福岡県福岡市西区".to_owned(),
        ..row(PlaceKind::Town, "玉川一丁目", "", "40135", 33.5600, 130.4300)
    };
    let nameless = row(PlaceKind::Town, "玉川一丁目", "", "99999", 34.0, 135.0);
    let listed = row(PlaceKind::Town, "玉川一丁目", "", "13112", 35.6110, 139.6280);
    let hits = snapshot().places(&Gazetteer::new([nameless, listed, elsewhere]), "玉川1丁目").hits;
    let told: Vec<&str> = hits.iter().map(|hit| hit.municipality.as_str()).collect();
    assert_eq!(told, ["東京都世田谷区", "福岡県福岡市西区", ""]);
}
