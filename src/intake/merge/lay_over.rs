//! The merge itself.

use std::collections::{HashMap, HashSet};

use super::{
    Change, Known, Merged, MergedRow, Scope,
    difference::changes,
    identity::{Found, Index, Keys, Sureness},
    overlay,
};
use crate::{
    directory::{Facts, Field, PharmacyId},
    intake::{Draft, Entry, Notice, RowRef, catalogue::Code, fold, rules},
};

/// Lays a draft over the association's published list.
///
/// `published` is that list now, `others` the pharmacies of all other lists: a shop on both has one id. `mint` is called
/// once for each pharmacy in neither.
pub fn lay_over(
    draft: &Draft,
    scope: Scope,
    published: &[Known],
    others: &[Known],
    mint: &mut dyn FnMut() -> PharmacyId,
) -> Merged {
    let mut merge = Merge::new(published, others);
    merge.list_is_dated = draft.valid_on.is_some();
    let kept = merge.drop_duplicates(&draft.entries);
    let matched = merge.recognise(&kept);
    for ((entry, keys), known) in kept.iter().zip(matched) {
        merge.place(entry, keys, known, mint);
    }
    merge.finish(draft, scope)
}

/// Whether one of these pharmacies is one of `others`, as [`lay_over`] would recognise it.
pub fn meets<'a>(mut facts: impl Iterator<Item = &'a Facts>, others: &[Known]) -> bool {
    let index = Index::new(others.iter().map(|known| &known.facts));
    facts.any(|facts| index.find_elsewhere(&Keys::of(facts), |_| true).is_some())
}

struct Merge<'a> {
    published: &'a [Known],
    others: &'a [Known],
    published_index: Index,
    others_index: Index,
    taken: HashSet<usize>,
    other_ids: HashSet<&'a PharmacyId>,
    used_ids: HashSet<PharmacyId>,
    /// Whether the list says as of when it is.
    list_is_dated: bool,
    merged: Merged,
}

impl<'a> Merge<'a> {
    fn new(published: &'a [Known], others: &'a [Known]) -> Self {
        Self {
            published,
            others,
            published_index: Index::new(published.iter().map(|known| &known.facts)),
            others_index: Index::new(others.iter().map(|known| &known.facts)),
            taken: HashSet::new(),
            other_ids: others.iter().map(|known| &known.id).collect(),
            used_ids: published.iter().map(|known| known.id.clone()).collect(),
            list_is_dated: false,
            merged: Merged { rows: Vec::new(), removed: Vec::new(), duplicates: Vec::new(), notices: Vec::new() },
        }
    }

    /// The rows of the file without those that are the same pharmacy as an earlier one.
    fn drop_duplicates<'d>(&mut self, entries: &'d [Entry]) -> Vec<(&'d Entry, Keys)> {
        let mut index = Index::default();
        let mut ids: HashMap<&PharmacyId, usize> = HashMap::new();
        let mut kept: Vec<(&Entry, Keys)> = Vec::new();
        for entry in entries {
            let keys = Keys::of(&entry.facts);
            let same_id = entry.id.as_ref().and_then(|id| ids.get(id)).copied();
            let earlier = same_id.or(match index.find(&keys, Sureness::WithinFile, |_| true) {
                Found::Same(earlier) => Some(earlier),
                Found::Ambiguous | Found::None => None,
            });
            let differ = |first: &Entry| first.id.is_some() && entry.id.is_some() && first.id != entry.id;
            if let Some((first, _)) = earlier.and_then(|at| kept.get(at)).filter(|(first, _)| !differ(first)) {
                self.duplicate(first, entry);
                continue;
            }
            if let Some((first, _)) = index.sharing_number(&keys).and_then(|at| kept.get(at)) {
                self.say(Code::SharedNumber, &entry.at, &entry.facts.name, &row_name(&first.at));
            }
            index.add(keys.clone());
            ids.extend(entry.id.as_ref().map(|id| (id, kept.len())));
            kept.push((entry, keys));
        }
        kept
    }

    fn duplicate(&mut self, first: &Entry, entry: &Entry) {
        let differing = changes(&first.facts, &overlay::lay(&first.facts, entry).facts);
        let code = if differing.is_empty() { Code::DuplicateRow } else { Code::ConflictingRow };
        let fields: Vec<&str> = differing.iter().map(|change| change.field.as_str()).collect();
        let read_as = [row_name(&first.at), fields.join(", ")].join(" ");
        self.say(code, &entry.at, &entry.facts.name, read_as.trim());
        self.merged.duplicates.push(entry.at.clone());
    }

    /// Which published pharmacy each row is: the sure ones first, so that none is taken away from its own row.
    fn recognise(&mut self, kept: &[(&Entry, Keys)]) -> Vec<Option<usize>> {
        let ids: HashMap<&PharmacyId, usize> =
            self.published.iter().enumerate().map(|(at, known)| (&known.id, at)).collect();
        let by_id = |entry: &Entry| entry.id.as_ref().and_then(|id| ids.get(id)).copied();
        let mut matched: Vec<Option<usize>> = kept.iter().map(|(entry, _)| by_id(entry)).collect();
        self.taken.extend(matched.iter().flatten());
        for sureness in [Sureness::Sure, Sureness::Likely] {
            for ((entry, keys), slot) in kept.iter().zip(&mut matched).filter(|(_, slot)| slot.is_none()) {
                match self.published_index.find(keys, sureness, |at| !self.taken.contains(&at)) {
                    Found::Same(at) => {
                        self.taken.insert(at);
                        *slot = Some(at);
                    }
                    Found::Ambiguous => self.say(Code::IdentityAmbiguous, &entry.at, &entry.facts.name, ""),
                    Found::None => {}
                }
            }
        }
        matched
    }

    /// Puts one row into the list.
    fn place(&mut self, entry: &Entry, keys: &Keys, known: Option<usize>, mint: &mut dyn FnMut() -> PharmacyId) {
        let (id, facts, change) = match known.and_then(|at| self.published.get(at).map(|known| (at, known))) {
            Some((at, known)) => {
                self.tell_identity_changes(entry, keys, at);
                let (facts, change) = self.changed(&known.facts, entry);
                (known.id.clone(), facts, change)
            }
            None => (self.find_elsewhere(entry, keys).unwrap_or_else(mint), entry.facts.clone(), Change::Added),
        };
        self.used_ids.insert(id.clone());
        self.merged.rows.push(MergedRow { id, at: Some(entry.at.clone()), facts, change });
    }

    /// The facts as they would be published and how they differ; where nothing does, the published spelling stays.
    fn changed(&mut self, published: &Facts, entry: &Entry) -> (Facts, Change) {
        let overlay::Laid { facts, unparted } = overlay::lay(published, entry);
        let differing = changes(published, &facts);
        for (field, code) in unparted {
            let stated = if field == Field::Hours { &published.hours } else { &published.home_visit_hours };
            let text = stated.as_ref().map_or("", |stated| stated.text.as_str());
            let notice = Notice::new(code).at(&entry.at).found(text);
            self.merged.notices.push(notice);
        }
        // A row's own date, else that of its list, else what was known: the row says the rest as of then.
        let known = published.valid_on.filter(|_| !self.list_is_dated && !entry.erased_valid_on);
        let valid_on = entry.facts.valid_on.or(known);
        if differing.is_empty() {
            return (Facts { valid_on, ..published.clone() }, Change::Unchanged);
        }
        (Facts { valid_on, ..facts }, Change::Changed(differing))
    }

    fn tell_identity_changes(&mut self, entry: &Entry, keys: &Keys, at: usize) {
        let Some((old, known)) = self.published_index.keys(at).zip(self.published.get(at)) else { return };
        if old.name != keys.name {
            self.say(Code::Renamed, &entry.at, &known.facts.name, &entry.facts.name);
        } else if keys.addresses_agree(old) == Some(false) {
            let (before, after) = (&known.facts.address, &entry.facts.address);
            let texts = (before.clone().unwrap_or_default(), after.clone().unwrap_or_default());
            self.say(Code::Moved, &entry.at, &texts.0, &texts.1);
        }
    }

    /// The id of a row that is not on the association's list but on another; doubts are told.
    fn find_elsewhere(&mut self, entry: &Entry, keys: &Keys) -> Option<PharmacyId> {
        let similar = self.published_index.resembling(keys, |at| !self.taken.contains(&at));
        if let Some(known) = similar.and_then(|at| self.published.get(at)) {
            self.say(
                Code::PerhapsRenamed,
                &entry.at,
                &entry.facts.name,
                &format!("{} ({})", known.facts.name, known.id),
            );
        }
        let coded = self.published_index.code_elsewhere(keys).and_then(|at| self.published.get(at));
        if let Some(known) = coded {
            self.say(
                Code::CodeElsewhere,
                &entry.at,
                &entry.facts.name,
                &format!("{} ({})", known.facts.name, known.id),
            );
        }
        if let Some(id) = &entry.id {
            if self.other_ids.contains(id) && !self.used_ids.contains(id) {
                return Some(id.clone());
            }
            self.say(Code::IdUnknown, &entry.at, id.as_str(), "");
        }
        let free = |at: usize| self.others.get(at).is_some_and(|known| !self.used_ids.contains(&known.id));
        let at = self.others_index.find_elsewhere(keys, free)?;
        self.others.get(at).map(|known| known.id.clone())
    }

    fn say(&mut self, code: Code, at: &RowRef, found: &str, read_as: &str) {
        let mut notice = Notice::new(code).at(at).found(found);
        if !read_as.is_empty() {
            notice = notice.read_as(read_as);
        }
        self.merged.notices.push(notice);
    }

    fn finish(mut self, draft: &Draft, scope: Scope) -> Merged {
        let struck = self.struck_off(draft, scope);
        let unusable = if scope == Scope::Whole { self.kept_for_unusable(draft, &struck) } else { HashSet::new() };
        let left = (0..self.published.len()).filter(|at| !self.taken.contains(at));
        let (removed, kept): (Vec<usize>, Vec<usize>) =
            left.partition(|at| struck.contains(at) || (scope == Scope::Whole && !unusable.contains(at)));
        let known = |at: &usize| self.published.get(*at).cloned();
        self.propose(&removed);
        self.merged.removed = removed.iter().filter_map(known).collect();
        let unmentioned = kept.iter().filter_map(known);
        self.merged.rows.extend(unmentioned.map(|known| MergedRow {
            id: known.id,
            at: None,
            facts: known.facts,
            change: Change::Unchanged,
        }));
        rules::shrunk::check(self.published.len(), self.merged.removed.len(), &mut self.merged.notices);
        let rows: Vec<(&MergedRow, &RowRef)> =
            self.merged.rows.iter().filter_map(|row| Some((row, row.at.as_ref()?))).collect();
        rules::no_phone::check(&rows, &mut self.merged.notices);
        rules::no_hours::check(&rows, &mut self.merged.notices);
        self.sort_notices(draft);
        self.merged
    }

    /// Shops that may have split or merged: nothing is assumed, it is proposed.
    fn propose(&mut self, removed: &[usize]) {
        let removed: HashSet<usize> = removed.iter().copied().collect();
        let alike = |row: &MergedRow| {
            let at = row.at.clone()?;
            let (code, among) = match row.change {
                Change::Added => (Code::PerhapsSplit, &self.taken),
                _ => (Code::PerhapsMerged, &removed),
            };
            if among.is_empty() {
                return None;
            }
            let index =
                self.published_index.at_the_same_place(&Keys::of(&row.facts), |index| among.contains(&index))?;
            let known = self.published.get(index)?;
            Some((code, at, row.facts.name.clone(), format!("{} ({})", known.facts.name, known.id)))
        };
        let proposals: Vec<_> = self.merged.rows.iter().filter_map(alike).collect();
        for (code, at, name, known) in proposals {
            self.say(code, &at, &name, &known);
        }
    }

    /// The published pharmacies that rows with a date of removal are about. A whole list leaves out the others anyway; of
    /// one that tells only changes it is said which row took no one off.
    fn struck_off(&mut self, draft: &Draft, scope: Scope) -> HashSet<usize> {
        let mut struck = HashSet::new();
        for entry in &draft.struck_off {
            let keys = Keys::of(&entry.facts);
            let is_free = |at: usize| !self.taken.contains(&at);
            let alike: Vec<usize> =
                self.published_index.identified(&keys).into_iter().filter(|at| is_free(*at)).collect();
            let found = match (entry.facts.name.is_empty(), alike.as_slice()) {
                (false, _) => self.published_index.find(&keys, Sureness::Likely, is_free),
                (true, [at]) => Found::Same(*at),
                (true, []) => self.numbered(entry).map_or(Found::Ambiguous, Found::Same),
                (true, _) => Found::Ambiguous,
            };
            let code = match found {
                Found::Same(at) => {
                    struck.insert(at);
                    continue;
                }
                Found::None if alike.is_empty() => Code::StruckOffAbsent,
                Found::None | Found::Ambiguous => Code::StruckOffUnknown,
            };
            if scope == Scope::Changes && !self.published.is_empty() {
                self.say(code, &entry.at, &entry.facts.name, "");
            }
        }
        struck
    }

    /// The published pharmacy with the list's own number of a row without a name: where every number is there once, and the
    /// rows of the file that are recognised otherwise have the numbers they had.
    fn numbered(&self, entry: &Entry) -> Option<usize> {
        let number = |facts: &Facts, heading: &str| {
            let text = facts.extra.iter().find(|(own, _)| fold::heading(own) == heading).map(|(_, text)| text);
            text.map(|text| fold::word(text)).filter(|text| text.chars().any(|c| c.is_ascii_digit()))
        };
        let headings = entry.facts.extra.iter().map(|(heading, _)| fold::heading(heading));
        let mut found =
            headings.filter(|heading| heading.ends_with("番号") || heading.ends_with("コード")).filter_map(|heading| {
                let wanted = number(&entry.facts, &heading)?;
                let published = self.published.iter().map(|known| number(&known.facts, &heading));
                let numbers: Vec<(usize, String)> =
                    published.enumerate().filter_map(|(at, number)| Some((at, number?))).collect();
                let distinct: HashSet<&String> = numbers.iter().map(|(_, number)| number).collect();
                let ids: HashMap<&PharmacyId, &Facts> =
                    self.published.iter().map(|known| (&known.id, &known.facts)).collect();
                let is_kept = self.merged.rows.iter().all(|row| {
                    ids.get(&row.id).is_none_or(|before| number(before, &heading) == number(&row.facts, &heading))
                });
                let (at, _) = numbers.iter().find(|(_, number)| *number == wanted)?;
                (is_kept && distinct.len() == numbers.len() && !self.taken.contains(at)).then_some(*at)
            });
        found.next()
    }

    /// The published pharmacies that rows refused for an error are about: a slip of the pen takes no one off the list.
    fn kept_for_unusable(&mut self, draft: &Draft, struck: &HashSet<usize>) -> HashSet<usize> {
        let mut kept = HashSet::new();
        for entry in &draft.unusable {
            let mut about = self.published_index.identified(&Keys::of(&entry.facts));
            about.retain(|at| !self.taken.contains(at) && !struck.contains(at));
            for at in about {
                if let Some(known) = self.published.get(at).filter(|_| kept.insert(at)) {
                    self.say(Code::KeptForRejected, &entry.at, &known.facts.name, "");
                }
            }
        }
        kept
    }

    /// Notices in the order of the file, those about the whole list last.
    fn sort_notices(&mut self, draft: &Draft) {
        let order: HashMap<&RowRef, usize> =
            draft.entries.iter().enumerate().map(|(index, entry)| (&entry.at, index)).collect();
        let place = |notice: &Notice| notice.at.as_ref().and_then(|at| order.get(at)).copied().unwrap_or(usize::MAX);
        self.merged.notices.sort_by_key(place);
    }
}

fn row_name(at: &RowRef) -> String {
    if at.sheet.is_empty() { format!("{}", at.row) } else { format!("{}!{}", at.sheet, at.row) }
}
