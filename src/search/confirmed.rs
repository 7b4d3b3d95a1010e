//! What is believed of the places that another service proposes for a text.

use super::{PlaceHit, PlaceKind, fold, places::forms};
use crate::directory::{Position, PositionLevel, prefecture_of};

/// The most places believed for one text.
const MAX_HITS: usize = 10;

/// The proposals (title, prefecture first, and position) that are what the text says: in Japan, in the prefecture it names
/// when it names one, and of the same name. Of an address that is not proposed in full its block or its town is taken,
/// never another one; services search loosely, and a likeness is not a place.
pub fn confirmed(text: &str, proposals: &[(String, Position)]) -> Vec<PlaceHit> {
    let folded = fold(text);
    let named = prefecture_of(&folded);
    let core = named.as_ref().and_then(|(_, name)| folded.strip_prefix(name)).unwrap_or(&folded);
    let proposals: Vec<Proposal> = proposals.iter().filter_map(|(title, at)| Proposal::new(title, *at)).collect();
    let there = |proposal: &&Proposal| named.as_ref().is_none_or(|(_, name)| proposal.prefecture == Some(*name));
    for form in forms(core).into_iter().filter(|form| form.chars().count() >= 2) {
        let mut hits: Vec<PlaceHit> = Vec::new();
        for proposal in proposals.iter().filter(there).filter(|proposal| proposal.is_of(&form)) {
            let hit = proposal.hit(&form);
            if hits.len() < MAX_HITS && !hits.contains(&hit) {
                hits.push(hit);
            }
        }
        if !hits.is_empty() {
            return hits;
        }
    }
    Vec::new()
}

struct Proposal<'a> {
    title: &'a str,
    folded: String,
    prefecture: Option<&'static str>,
    position: Position,
}

impl<'a> Proposal<'a> {
    fn new(title: &'a str, position: Position) -> Option<Self> {
        let folded = fold(title);
        let prefecture = prefecture_of(&folded).map(|(_, name)| name);
        position.is_in_japan().then_some(Self { title, folded, prefecture, position })
    }

    /// Whether it is called so, whatever municipality is before it: `世田谷区太子堂4` is of `太子堂4`, `…太子堂14` is not of `4`.
    fn is_of(&self, form: &str) -> bool {
        let before = self.folded.strip_suffix(form);
        before.is_some_and(|before| !(before.ends_with(is_digit) && form.starts_with(is_digit)))
    }

    fn hit(&self, form: &str) -> PlaceHit {
        let level = if form.ends_with(['都', '道', '府', '県', '市', '区', '町', '村', '郡']) {
            // It may be a town of that ending; said to be less exact than it is, nobody is misled.
            PositionLevel::Municipality
        } else if form.contains('-') {
            PositionLevel::Building
        } else {
            PositionLevel::Town
        };
        let name = self.title.to_owned();
        PlaceHit { name, kind: PlaceKind::Address, position: self.position, level, municipality_code: None }
    }
}

fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit()
}

#[cfg(test)]
mod tests {
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
        check(
            "日本橋1丁目",
            &[a, b, a],
            &[(a, PositionLevel::Town), (b, PositionLevel::Town), (a, PositionLevel::Town)],
        );
        check("大阪府大阪市中央区日本橋1丁目", &[a, b], &[(b, PositionLevel::Town)]);
    }

    #[test]
    fn what_is_not_in_japan_is_not_believed() {
        let abroad = Position::new(48.86, 2.35).unwrap();
        assert_eq!(confirmed("パリ通り", &[("パリ通り".to_owned(), abroad)]), []);
    }
}
