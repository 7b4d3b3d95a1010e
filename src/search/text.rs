//! Words in names, kana, addresses and the names of associations.
//!
//! Each pharmacy's folded texts stand in one string; for every pair of neighbouring letters a list says which pharmacies
//! have it. A word's rarest pairs give few candidates, each then read letter by letter, so that nothing is found by chance
//! and nothing is missed.

use std::{borrow::Cow, collections::HashMap};

use foldhash::fast::FixedState;
use memchr::memmem::Finder;

use super::{fold, fold::fold_words, lists::Lists};

/// Between the texts of one pharmacy and at its ends; no folded text has it.
const SEPARATOR: char = '\n';
/// How many of a word's pairs are intersected; more only save reading what is then discarded.
const INTERSECTED: usize = 3;

/// The folded texts of all pharmacies, and which have which pair of letters.
#[derive(Debug, Default)]
pub(super) struct TextIndex {
    /// `\n name \n kana \n address \n` of each.
    arena: String,
    /// Where each begins in `arena`, and at the end where the last one ends.
    starts: Vec<u32>,
    /// Pairs of letters, sorted, each with the end of its list in `postings`; it begins where the one before ends.
    pairs: Vec<(Pair, u32)>,
    /// Pharmacies by index, ascending within each list.
    postings: Vec<u32>,
}

/// Two neighbouring letters.
type Pair = [char; 2];

impl TextIndex {
    /// The index of names, kana and addresses, in the order of the snapshot.
    pub fn new<'a>(texts: impl Iterator<Item = [Cow<'a, str>; 3]>) -> Self {
        let mut arena = String::new();
        let mut starts = vec![0];
        let mut numbers: HashMap<Pair, u32, FixedState> = HashMap::default();
        // For each pair by its number: the last pharmacy counted, and how many were.
        let mut counts: Vec<(u32, u32)> = Vec::new();
        let mut met: Vec<(u32, u32)> = Vec::new();
        for (index, texts) in texts.enumerate() {
            let index = index as u32;
            let start = arena.len();
            for text in texts {
                arena.push(SEPARATOR);
                arena.push_str(&fold(&text));
            }
            arena.push(SEPARATOR);
            starts.push(arena.len() as u32);
            for pair in pairs_of(arena.get(start..).unwrap_or_default()) {
                let next = counts.len() as u32;
                let number = *numbers.entry(pair).or_insert(next);
                if number == next {
                    counts.push((u32::MAX, 0));
                }
                if let Some(count) = counts.get_mut(number as usize)
                    && count.0 != index
                {
                    *count = (index, count.1 + 1);
                    met.push((number, index));
                }
            }
        }
        arena.shrink_to_fit();
        let (pairs, postings) = sorted_lists(&numbers, &counts, &met);
        Self { arena, starts, pairs, postings }
    }

    /// The texts of a pharmacy, with separators around each; empty for one that is not there.
    fn texts(&self, index: u32) -> &str {
        let bound = |i: usize| self.starts.get(i).map_or(0, |start| *start as usize);
        self.arena.get(bound(index as usize)..bound(index as usize + 1)).unwrap_or_default()
    }

    /// A pharmacy's folded address.
    pub fn address(&self, index: u32) -> &str {
        self.texts(index).split(SEPARATOR).nth(3).unwrap_or_default()
    }

    /// What a pharmacy is sorted by among names: its folded reading, else its folded name.
    pub fn sort_name(&self, index: u32) -> &str {
        let mut fields = self.texts(index).split(SEPARATOR).skip(1);
        let name = fields.next().unwrap_or_default();
        fields.next().filter(|kana| !kana.is_empty()).unwrap_or(name)
    }

    /// The pharmacies that have this pair of letters.
    fn list(&self, pair: Pair) -> &[u32] {
        self.pairs.binary_search_by(|entry| entry.0.cmp(&pair)).map_or(&[], |found| self.list_at(found))
    }

    fn list_at(&self, at: usize) -> &[u32] {
        let end = |i: usize| self.pairs.get(i).map_or(0, |entry| entry.1 as usize);
        let start = if at == 0 { 0 } else { end(at - 1) };
        self.postings.get(start..end(at)).unwrap_or_default()
    }

    /// The lists of a word's pairs, shortest first.
    fn lists(&self, word: &str) -> Vec<&[u32]> {
        let mut lists: Vec<&[u32]> = pairs_of(word).map(|pair| self.list(pair)).collect();
        lists.sort_unstable_by_key(|list| list.len());
        lists.truncate(INTERSECTED);
        lists
    }

    /// The lists of all pairs that begin with a letter: a word of one letter.
    fn lists_of_letter(&self, letter: char) -> impl Iterator<Item = &[u32]> {
        let from = self.pairs.partition_point(|entry| entry.0 < [letter, '\0']);
        let to = self.pairs.partition_point(|entry| entry.0 <= [letter, char::MAX]);
        (from..to).map(|at| self.list_at(at))
    }
}

fn pairs_of(text: &str) -> impl Iterator<Item = Pair> {
    text.chars().zip(text.chars().skip(1)).map(|(a, b)| [a, b])
}

/// The lists of `met` (pair by number, pharmacy), in the order of the pairs.
fn sorted_lists(
    numbers: &HashMap<Pair, u32, FixedState>,
    counts: &[(u32, u32)],
    met: &[(u32, u32)],
) -> (Vec<(Pair, u32)>, Vec<u32>) {
    let mut pairs: Vec<(Pair, u32)> = numbers.iter().map(|(pair, number)| (*pair, *number)).collect();
    pairs.sort_unstable();
    let mut fill = vec![0_u32; counts.len()];
    let mut end = 0;
    for (_, number) in &mut pairs {
        let at = *number as usize;
        if let (Some(slot), Some(count)) = (fill.get_mut(at), counts.get(at)) {
            *slot = end;
            end += count.1;
        }
        *number = end;
    }
    let mut postings = vec![0; met.len()];
    for (number, index) in met {
        if let Some(slot) = fill.get_mut(*number as usize) {
            if let Some(posting) = postings.get_mut(*slot as usize) {
                *posting = *index;
            }
            *slot += 1;
        }
    }
    (pairs, postings)
}

/// A search text made ready to be compared with many pharmacies.
#[derive(Debug)]
pub(super) struct TextQuery<'a> {
    index: &'a TextIndex,
    words: Vec<Word>,
    /// All words in one, between separators: exactly a name, or exactly a reading.
    whole: Finder<'static>,
}

#[derive(Debug)]
struct Word {
    text: String,
    finder: Finder<'static>,
    /// The pharmacies on the lists of associations that have the word in their name, ascending.
    members: Vec<u32>,
}

impl<'a> TextQuery<'a> {
    /// The words of `text`; `None` when it has no letter or digit.
    pub fn new(index: &'a TextIndex, lists: &Lists, text: &str) -> Option<Self> {
        let words = fold_words(text);
        if words.is_empty() {
            return None;
        }
        let whole = Finder::new(&format!("{SEPARATOR}{}{SEPARATOR}", words.concat())).into_owned();
        let words = words.into_iter().map(|text| {
            let finder = Finder::new(&text).into_owned();
            Word { members: lists.members_by_name(&finder), finder, text }
        });
        Some(Self { index, words: words.collect(), whole })
    }

    /// How many pharmacies [`TextQuery::candidates`] gives at most.
    pub fn candidates_at_most(&self) -> usize {
        self.words.iter().map(|word| self.reach(word)).min().unwrap_or(0)
    }

    fn reach(&self, word: &Word) -> usize {
        let found = match word.only_letter() {
            Some(letter) => self.index.lists_of_letter(letter).map(<[u32]>::len).sum(),
            None => self.index.lists(&word.text).first().map_or(0, |list| list.len()),
        };
        found + word.members.len()
    }

    /// Pharmacies by index, ascending, each once, among which are all that match; [`TextQuery::score`] tells them apart.
    pub fn candidates(&self) -> Vec<u32> {
        let Some(word) = self.words.iter().min_by_key(|word| self.reach(word)) else { return Vec::new() };
        let mut found = match word.only_letter() {
            Some(letter) => self.index.lists_of_letter(letter).flatten().copied().collect(),
            None => intersection(&self.index.lists(&word.text)),
        };
        if word.only_letter().is_some() || !word.members.is_empty() {
            found.extend(&word.members);
            found.sort_unstable();
            found.dedup();
        }
        found
    }

    /// How well a pharmacy matches, 0 the best; `None` when a word is not in its texts.
    ///
    /// A name or reading that is the words and nothing more counts 0; else each word counts 1 at the start of the name, 2
    /// at the start of the reading, 3 within the name, 4 within the reading, 5 in an association's name and 6 in the address.
    pub fn score(&self, index: u32) -> Option<u32> {
        let texts = self.index.texts(index);
        let mut sum = 0;
        for word in &self.words {
            let listed = word.members.binary_search(&index).is_ok().then_some(5);
            sum += word.score(texts).into_iter().chain(listed).min()?;
        }
        let whole = self.whole.find(texts.as_bytes()).is_some_and(|at| field_at(texts, at + 1) < 2);
        Some(if whole { 0 } else { sum })
    }

    /// The same of the name and the reading alone.
    pub fn name_score(&self, index: u32) -> Option<u32> {
        let texts = self.index.texts(index);
        let names = texts.get(..=address_start(texts)).unwrap_or_default();
        let sum = self.words.iter().map(|word| word.score(names)).sum::<Option<u32>>()?;
        Some(if self.whole.find(names.as_bytes()).is_some() { 0 } else { sum })
    }
}

/// What stands after the name and the reading.
fn address_start(texts: &str) -> usize {
    texts.match_indices(SEPARATOR).nth(2).map_or(texts.len(), |(at, _)| at)
}

/// The number of the field that byte `at` lies in: 0 name, 1 kana, 2 address.
fn field_at(texts: &str, at: usize) -> usize {
    texts.as_bytes().iter().take(at).filter(|b| **b == SEPARATOR as u8).count().saturating_sub(1)
}

impl Word {
    /// The letter of a word of one.
    fn only_letter(&self) -> Option<char> {
        let mut letters = self.text.chars();
        letters.next().filter(|_| letters.next().is_none())
    }

    /// The best place the word has in the texts; a word of digits at an end must meet the whole number there.
    fn score(&self, texts: &str) -> Option<u32> {
        let bytes = texts.as_bytes();
        let digit_at = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
        let starts_in_number = self.text.starts_with(|c: char| c.is_ascii_digit());
        let ends_in_number = self.text.ends_with(|c: char| c.is_ascii_digit());
        self.finder
            .find_iter(bytes)
            .filter(|at| {
                let cut_before = starts_in_number && digit_at(at.checked_sub(1));
                let cut_after = ends_in_number && digit_at(Some(at + self.text.len()));
                !cut_before && !cut_after
            })
            .map(|at| {
                let at_start = at.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&(SEPARATOR as u8));
                match (field_at(texts, at), at_start) {
                    (0, true) => 1,
                    (1, true) => 2,
                    (0, false) => 3,
                    (1, false) => 4,
                    _ => 6,
                }
            })
            .min()
    }
}

/// What is in every one of the lists, shortest first, each ascending.
fn intersection(lists: &[&[u32]]) -> Vec<u32> {
    let Some((first, others)) = lists.split_first() else { return Vec::new() };
    let mut rests = others.to_vec();
    let mut found = Vec::new();
    for index in *first {
        let in_all = rests.iter_mut().all(|rest| {
            *rest = rest.split_at(gallop(rest, *index)).1;
            rest.first() == Some(index)
        });
        if in_all {
            found.push(*index);
        }
    }
    found
}

/// Where in an ascending list the first entry not below `index` is, found in steps that double.
fn gallop(list: &[u32], index: u32) -> usize {
    let mut step = 1;
    while list.get(step).is_some_and(|entry| *entry < index) {
        step *= 2;
    }
    let from = step / 2;
    from + list.get(from..list.len().min(step + 1)).unwrap_or_default().partition_point(|entry| *entry < index)
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
