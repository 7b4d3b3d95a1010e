//! Which pharmacies are on which association's list.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use memchr::memmem::Finder;

use super::fold;
use crate::directory::{Association, AssociationId, Pharmacy};

/// Associations and the pharmacies on their lists.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// By id.
    associations: Vec<Association>,
    /// With each association: the pharmacies on its list by index, ascending.
    members: Vec<Vec<u32>>,
    /// With each association: when its list was last read, UTC; `None` before the first.
    checked: Vec<Option<NaiveDateTime>>,
    /// The folded names of all, each ended by a line break.
    names: String,
    /// With each association: where its names end.
    ends: Vec<usize>,
}

impl Lists {
    /// The lists the pharmacies' sources speak of.
    pub fn new(mut associations: Vec<Association>, pharmacies: &[Pharmacy]) -> Self {
        associations.sort_by(|a, b| a.id.cmp(&b.id));
        let mut members: HashMap<&AssociationId, (Vec<u32>, Option<NaiveDateTime>)> = HashMap::new();
        for (index, pharmacy) in (0..).zip(pharmacies) {
            for source in &pharmacy.sources {
                let (listed, checked) = members.entry(&source.association).or_default();
                *checked = (*checked).max(Some(source.checked_at));
                if listed.last() != Some(&index) {
                    listed.push(index);
                }
            }
        }
        let (members, checked) = associations.iter().map(|a| members.remove(&a.id).unwrap_or_default()).unzip();
        let mut lists = Self { associations, members, checked, ..Self::default() };
        for association in &lists.associations {
            for name in [&association.name, &association.name_en] {
                lists.names.push_str(&fold(name));
                lists.names.push('\n');
            }
            lists.ends.push(lists.names.len());
        }
        lists
    }

    /// All associations, by id.
    pub fn associations(&self) -> &[Association] {
        &self.associations
    }

    /// The association of that id.
    pub fn get(&self, id: &AssociationId) -> Option<&Association> {
        self.associations.get(self.index(id)?)
    }

    /// The pharmacies on an association's list by index, ascending.
    pub fn members(&self, id: &AssociationId) -> &[u32] {
        self.index(id).and_then(|index| self.members.get(index)).map_or(&[], Vec::as_slice)
    }

    /// When an association's list was last read, UTC.
    pub fn checked_at(&self, id: &AssociationId) -> Option<NaiveDateTime> {
        self.index(id).and_then(|index| self.checked.get(index).copied().flatten())
    }

    /// The pharmacies on the lists of all associations that have a folded word in a name; by index, ascending, each once.
    pub fn members_by_name(&self, word: &Finder<'_>) -> Vec<u32> {
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(at) = self.names.as_bytes().get(from..).and_then(|rest| word.find(rest)) {
            let association = self.ends.partition_point(|end| *end <= from + at);
            found.extend(self.members.get(association).into_iter().flatten());
            from = self.ends.get(association).map_or(self.names.len(), |end| *end);
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn index(&self, id: &AssociationId) -> Option<usize> {
        self.associations.binary_search_by(|association| association.id.cmp(id)).ok()
    }
}
