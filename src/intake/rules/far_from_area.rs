//! A position far from the area the association answers for. Intake knows no areas: the caller hands in a test.

use crate::{
    directory::Position,
    intake::{Draft, Notice, catalogue::Code},
};

/// Rows told one by one; of more it is said once how many they are.
const TOLD: usize = 50;

/// A notice for every row whose position is not in the area, or one of the whole file when they are many (another area's
/// list); `is_near` tells whether a position is in it or close by.
pub fn check(draft: &Draft, is_near: impl Fn(Position) -> bool) -> Vec<Notice> {
    let far = draft.entries.iter().filter_map(|entry| {
        let position = entry.facts.place?.position;
        (!is_near(position)).then(|| {
            let found = format!("{}, {}", position.lat(), position.lon());
            Notice::new(Code::FarFromArea).at(&entry.at).found(&found).read_as(&entry.facts.name)
        })
    });
    let far: Vec<Notice> = far.collect();
    if far.len() <= TOLD {
        return far;
    }
    let placed = draft.entries.iter().filter(|entry| entry.facts.place.is_some()).count();
    vec![Notice::new(Code::ManyFarFromArea).found(&format!("{} / {placed}", far.len()))]
}
