use std::collections::BTreeMap;

use chrono::NaiveDateTime;

use super::*;
use crate::directory::{Area, Association, AssociationId, Facts, ListingId, Pharmacy, PharmacyId, SourceRef};

const TEXTS: [[&str; 3]; 6] = [
    ["さくら薬局 三軒茶屋店", "サクラヤッキョク", "東京都世田谷区太子堂四丁目２３番１２号"],
    ["さくら薬局", "", "東京都世田谷区太子堂１４－１"],
    ["髙島薬局", "タカシマヤッキョク", "東京都世田谷区玉川一丁目２－３"],
    ["玉川調剤", "", "神奈川県川崎市高津区久地４－１"],
    ["薬", "クスリ", ""],
    ["森薬局霞ヶ関店", "", "東京都千代田区霞が関1-1-1"],
];

fn index() -> TextIndex {
    TextIndex::new(TEXTS.into_iter().map(|texts| texts.map(Cow::Borrowed)))
}

/// Setagaya lists the first three, Kawasaki the fourth.
fn lists() -> Lists {
    let association = |(id, name): (&str, &str)| Association {
        id: AssociationId::new(id).unwrap(),
        name: name.to_owned(),
        name_en: String::new(),
        area: Area { code: String::new(), prefecture: String::new(), municipality: String::new(), year_end: None },
        rank: 0,
    };
    let source = |association: &str| SourceRef {
        association: AssociationId::new(association).unwrap(),
        listing: ListingId::new("l").unwrap(),
        valid_on: None,
        checked_at: NaiveDateTime::default(),
        changed_at: NaiveDateTime::default(),
    };
    let pharmacy = |listed: &str| Pharmacy {
        id: PharmacyId::new("p").unwrap(),
        facts: Facts::default(),
        sources: vec![source(listed)],
        field_sources: BTreeMap::new(),
        exceptions: Vec::new(),
        duties: Vec::new(),
        crisis: Vec::new(),
    };
    let associations = [("setagaya", "世田谷薬剤師会"), ("kawasaki", "川崎市薬剤師会")].map(association);
    Lists::new(associations.to_vec(), &["setagaya", "setagaya", "setagaya", "kawasaki"].map(pharmacy))
}

fn search(index: &TextIndex, text: &str) -> Vec<u32> {
    let Some(query) = TextQuery::new(index, &lists(), text) else { return Vec::new() };
    let candidates = query.scored_candidates();
    assert!(candidates.len() <= query.candidates_at_most());
    let mut scored: Vec<(u32, u32)> =
        candidates.iter().filter_map(|(i, _)| query.score(*i).map(|score| (score, *i))).collect();
    for (i, score) in candidates {
        assert!(score.is_none() || score == query.score(i), "{text}: {i} is told the same without being read");
    }
    scored.sort_unstable();
    // Every pharmacy that scores is among the candidates.
    assert_eq!(scored.len(), (0..TEXTS.len() as u32).filter(|i| query.score(*i).is_some()).count(), "{text}");
    scored.into_iter().map(|(_, i)| i).collect()
}

#[test]
fn words_are_found_wherever_they_stand_best_first() {
    let index = index();
    for (text, expected) in [
        ("さくら薬局", &[1, 0][..]),
        ("サクラ", &[0, 1]),
        ("さくら 薬局", &[1, 0]),
        ("薬局 玉川", &[2]),
        ("太子堂4丁目", &[0]),
        ("太子堂4-23-12", &[0]),
        ("太子堂1", &[]),
        ("太子堂14", &[1]),
        ("高嶋", &[2]),
        ("玉川", &[3, 2]),
        ("世田谷薬剤師会", &[0, 1, 2]),
        ("川崎市", &[3]),
        ("霞ケ関", &[5]),
        ("薬", &[4, 0, 1, 2, 5, 3]),
        ("ヤツキヨク", &[0, 2]),
        ("ない", &[]),
        ("さくら ない", &[]),
        ("局", &[0, 1, 2, 5]),
    ] {
        assert_eq!(search(&index, text), expected, "{text}");
    }
}

#[test]
fn nothing_to_look_for_is_no_query() {
    let index = index();
    for text in ["", " 　", "・・・", "-"] {
        assert!(TextQuery::new(&index, &lists(), text).is_none(), "{text:?}");
    }
    assert!(search(&TextIndex::default(), "薬局").is_empty());
}

#[test]
fn galloping_finds_the_first_not_below() {
    let list: Vec<Posting> = (0..100).map(|i| Posting::new(i * 3, i % 7)).collect();
    for index in 0..310 {
        assert_eq!(gallop(&list, index), list.partition_point(|entry| entry.index() < index), "{index}");
    }
    assert_eq!(gallop(&[], 4), 0);
}
