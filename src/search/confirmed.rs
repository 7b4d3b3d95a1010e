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
        let (municipality_code, municipality) = (None, String::new());
        PlaceHit { name, kind: PlaceKind::Address, position: self.position, level, municipality_code, municipality }
    }
}

fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit()
}

#[cfg(test)]
#[path = "confirmed_tests.rs"]
mod tests;
