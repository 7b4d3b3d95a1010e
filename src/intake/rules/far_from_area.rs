//! A position far from the area the association answers for. Intake knows no areas: the caller hands in a test.

use crate::{
    directory::Position,
    intake::{Draft, Notice, catalogue::Code},
};

/// Rows from which on it is said of the whole file as well: it may be another area's list.
const MANY: usize = 50;
/// Rows told one by one at most; by then there is nothing to be learned from more.
const TOLD: usize = 2_000;

/// A notice for every row whose position is not in the area, after one of the whole file when they are many; `is_near`
/// tells whether a position is in it or close by.
pub fn check(draft: &Draft, is_near: impl Fn(Position) -> bool) -> Vec<Notice> {
    let far = draft.entries.iter().filter_map(|entry| {
        let position = entry.facts.place?.position;
        (!is_near(position)).then(|| {
            let found = format!("{}, {}", position.lat(), position.lon());
            Notice::new(Code::FarFromArea).at(&entry.at).found(&found).read_as(&entry.facts.name)
        })
    });
    let mut far: Vec<Notice> = far.collect();
    if far.len() > MANY {
        let placed = draft.entries.iter().filter(|entry| entry.facts.place.is_some()).count();
        let all = Notice::new(Code::ManyFarFromArea).found(&format!("{} / {placed}", far.len()));
        far.truncate(TOLD);
        far.insert(0, all);
    }
    far
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::{Limits, read};

    #[test]
    fn many_rows_are_told_as_such_and_one_by_one() {
        let draft = |rows: usize| {
            let rows: Vec<String> = (0..rows).map(|n| format!("薬局{n}（見本）,43.06,141.35")).collect();
            read(format!("薬局名,緯度,経度\n{}\n", rows.join("\n")).as_bytes(), "", &Limits::default()).unwrap()
        };
        let told = |rows: usize| check(&draft(rows), |_| false);
        assert_eq!(told(50).len(), 50);
        let many = told(60);
        assert_eq!(
            (many.len(), many[0].code.as_str(), many[0].found.as_deref()),
            (61, "many_far_from_area", Some("60 / 60"))
        );
        assert!(many[1..].iter().all(|notice| notice.code == "far_from_area" && notice.at.is_some()));
        assert_eq!(told(2_100).len(), 2_001);
    }
}
