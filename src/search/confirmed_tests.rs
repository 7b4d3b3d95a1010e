use super::*;

fn proposals(titles: &[&str]) -> Vec<(String, Position)> {
    let at = |n: usize| Position::new(35.0 + n as f64 / 100.0, 139.0).unwrap();
    titles.iter().enumerate().map(|(n, title)| ((*title).to_owned(), at(n))).collect()
}

#[track_caller]
fn check(text: &str, titles: &[&str], believed: &[(&str, PositionLevel)]) {
    let hits = confirmed(text, &proposals(titles));
    let told: Vec<_> = hits.iter().map(|hit| (hit.name.as_str(), hit.level)).collect();
    assert_eq!(told, believed, "{text}");
}

#[test]
fn the_fullest_form_of_the_same_place_is_believed() {
    use PositionLevel::{Building, Municipality, Town};
    let full = "福岡県福岡市博多区博多駅前三丁目2番1号";
    let town = "福岡県福岡市博多区博多駅前三丁目";
    for text in ["福岡県福岡市博多区博多駅前3-2-1", "博多駅前３丁目２−１", "福岡市博多区博多駅前3-2-1"]
    {
        check(text, &[town, full], &[(full, Building)]);
        check(text, &[town, "福岡県福岡市博多区博多駅南三丁目2番1号"], &[(town, Town)]);
    }
    check("福岡市博多区", &["福岡県福岡市博多区"], &[("福岡県福岡市博多区", Municipality)]);
}

#[test]
fn another_place_is_not_believed() {
    check("博多駅前3-2-1", &["福岡県福岡市博多区博多駅南三丁目2番1号", "福岡県福岡市"], &[]);
    check("東京都中央区日本橋1", &["大阪府大阪市中央区日本橋一丁目"], &[]);
    check("元町1", &["兵庫県神戸市中央区本町十一丁目", "兵庫県神戸市中央区元町十一丁目"], &[]);
    check("1-1", &["東京都千代田区千代田1番1号"], &[("東京都千代田区千代田1番1号", PositionLevel::Building)]);
    for nothing in ["", "　", "・", "1", "京"] {
        check(nothing, &["東京都千代田区千代田1"], &[]);
    }
}

#[test]
fn of_one_name_in_several_prefectures_all_are_told() {
    let (a, b) = ("東京都中央区日本橋一丁目", "大阪府大阪市中央区日本橋一丁目");
    check("日本橋1丁目", &[a, b, a], &[(a, PositionLevel::Town), (b, PositionLevel::Town), (a, PositionLevel::Town)]);
    check("大阪府大阪市中央区日本橋1丁目", &[a, b], &[(b, PositionLevel::Town)]);
}

#[test]
fn what_is_not_in_japan_is_not_believed() {
    let abroad = Position::new(48.86, 2.35).unwrap();
    assert_eq!(confirmed("パリ通り", &[("パリ通り".to_owned(), abroad)]), []);
}
