//! Words in names, kana, addresses and the names of associations.
//!
//! Each pharmacy's folded texts stand in one string; for every pair of neighbouring letters a list says which pharmacies
//! have it, and how good the best place is where they do. A word's rarest pairs give few candidates, each then read letter
//! by letter, so that nothing is found by chance and nothing is missed. A word of one letter or two, which may be in nearly
//! every name (薬局), needs no reading: the list itself is the answer.

use std::{borrow::Cow, collections::HashMap};

use foldhash::fast::FixedState;
use memchr::{memchr, memmem::Finder};

use super::{
    fold::{Folder, fold_words},
    lists::Lists,
};

/// Between the texts of one pharmacy and at its ends; no folded text has it.
const SEPARATOR: char = '\n';
/// How well a word fits where it stands; less is better.
mod place {
    pub const WHOLE: u32 = 0;
    pub const NAME_START: u32 = 1;
    pub const KANA_START: u32 = 2;
    pub const IN_NAME: u32 = 3;
    pub const IN_KANA: u32 = 4;
    pub const LISTED: u32 = 5;
    pub const IN_ADDRESS: u32 = 6;
}
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
    /// Pharmacies, ascending by index within each list.
    postings: Vec<Posting>,
}

/// A pharmacy that has a pair of letters, and the best place where it does: 29 bits of index, 3 of place above them.
#[derive(Clone, Copy, Debug, Default)]
struct Posting(u32);

impl Posting {
    const PLACE_BITS: u32 = 29;

    fn new(index: u32, place: u32) -> Self {
        Self(place << Self::PLACE_BITS | index)
    }

    fn index(self) -> u32 {
        self.0 & ((1 << Self::PLACE_BITS) - 1)
    }

    fn place(self) -> u32 {
        self.0 >> Self::PLACE_BITS
    }

    fn is_also_at(&mut self, place: u32) {
        *self = Self::new(self.index(), self.place().min(place));
    }
}

/// Two neighbouring letters; after the last letter of a text comes [`SEPARATOR`].
type Pair = [char; 2];

/// What building knows of a pair.
#[derive(Clone, Copy)]
struct Counted {
    /// Its number, in the order in which pairs were met.
    number: u32,
    /// The last pharmacy that has it.
    last: u32,
    /// How many do.
    count: u32,
    /// Where that last one was noted.
    at: u32,
}

impl TextIndex {
    /// The index of names, kana and addresses, in the order of the snapshot.
    pub fn new<'a>(texts: impl Iterator<Item = [Cow<'a, str>; 3]>) -> Self {
        let mut arena = String::new();
        let mut starts = vec![0];
        let mut folder = Folder::default();
        let mut pairs: HashMap<u64, Counted, FixedState> = HashMap::default();
        let mut met: Vec<(u32, Posting)> = Vec::new();
        for (index, texts) in texts.enumerate() {
            let index = index as u32;
            for (field, text) in texts.iter().enumerate() {
                arena.push(SEPARATOR);
                let start = arena.len();
                folder.fold_onto(text, &mut arena);
                let (at_start, within) = match field {
                    0 => (place::NAME_START, place::IN_NAME),
                    1 => (place::KANA_START, place::IN_KANA),
                    _ => (place::IN_ADDRESS, place::IN_ADDRESS),
                };
                let places = std::iter::once(at_start).chain(std::iter::repeat(within));
                for (pair, place) in pairs_to_end(arena.get(start..).unwrap_or_default()).zip(places) {
                    let next = Counted { number: pairs.len() as u32, last: u32::MAX, count: 0, at: 0 };
                    let counted = pairs.entry(key_of(pair)).or_insert(next);
                    if counted.last == index {
                        if let Some((_, posting)) = met.get_mut(counted.at as usize) {
                            posting.is_also_at(place);
                        }
                    } else {
                        let count = counted.count + 1;
                        *counted = Counted { last: index, count, at: met.len() as u32, ..*counted };
                        met.push((counted.number, Posting::new(index, place)));
                    }
                }
            }
            arena.push(SEPARATOR);
            starts.push(arena.len() as u32);
        }
        arena.shrink_to_fit();
        let (pairs, postings) = sorted_lists(&pairs, &met);
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
    fn list(&self, pair: Pair) -> &[Posting] {
        self.pairs.binary_search_by(|entry| entry.0.cmp(&pair)).map_or(&[], |found| self.list_at(found))
    }

    fn list_at(&self, at: usize) -> &[Posting] {
        let end = |i: usize| self.pairs.get(i).map_or(0, |entry| entry.1 as usize);
        let start = if at == 0 { 0 } else { end(at - 1) };
        self.postings.get(start..end(at)).unwrap_or_default()
    }

    /// The lists of a word's pairs, shortest first.
    fn lists(&self, word: &str) -> Vec<&[Posting]> {
        let mut lists: Vec<&[Posting]> = pairs_of(word).map(|pair| self.list(pair)).collect();
        lists.sort_unstable_by_key(|list| list.len());
        lists.truncate(INTERSECTED);
        lists
    }

    /// The lists of all pairs that begin with a letter: a word of one letter.
    fn lists_of_letter(&self, letter: char) -> impl Iterator<Item = &[Posting]> {
        let from = self.pairs.partition_point(|entry| entry.0 < [letter, '\0']);
        let to = self.pairs.partition_point(|entry| entry.0 <= [letter, char::MAX]);
        (from..to).map(|at| self.list_at(at))
    }
}

fn pairs_of(text: &str) -> impl Iterator<Item = Pair> {
    text.chars().zip(text.chars().skip(1)).map(|(a, b)| [a, b])
}

/// The pairs of a text, the last letter paired with [`SEPARATOR`].
fn pairs_to_end(text: &str) -> impl Iterator<Item = Pair> {
    text.chars().zip(text.chars().skip(1).chain([SEPARATOR])).map(|(a, b)| [a, b])
}

/// A pair as one number, ordered as pairs are: hashed in one step.
fn key_of([first, second]: Pair) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

/// The lists of `met` (pair by number, pharmacy), in the order of the pairs.
fn sorted_lists(
    counted: &HashMap<u64, Counted, FixedState>,
    met: &[(u32, Posting)],
) -> (Vec<(Pair, u32)>, Vec<Posting>) {
    let mut order: Vec<(u64, Counted)> = counted.iter().map(|(key, counted)| (*key, *counted)).collect();
    order.sort_unstable_by_key(|(key, _)| *key);
    let mut fill = vec![0_u32; order.len()];
    let mut pairs = Vec::with_capacity(order.len());
    let mut end = 0;
    for (key, Counted { number, count, .. }) in order {
        fill.get_mut(number as usize).into_iter().for_each(|slot| *slot = end);
        end += count;
        let letter = |half: u64| char::from_u32(half as u32).unwrap_or(SEPARATOR);
        pairs.push(([letter(key >> 32), letter(key & u64::from(u32::MAX))], end));
    }
    let mut postings = vec![Posting::default(); met.len()];
    for (number, noted) in met {
        if let Some(slot) = fill.get_mut(*number as usize) {
            if let Some(posting) = postings.get_mut(*slot as usize) {
                *posting = *noted;
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
    words: Vec<Word<'a>>,
    /// All words in one: exactly a name, or exactly a reading.
    whole: String,
}

#[derive(Debug)]
struct Word<'a> {
    text: String,
    finder: Finder<'static>,
    /// The pharmacies on the lists of associations that have the word in their name, ascending.
    members: Vec<u32>,
    /// Who may have it: all that are in every one of these lists, or for a word of one letter in any.
    lists: Vec<&'a [Posting]>,
    /// How many those and the members are at most.
    reach: usize,
}

/// A pharmacy that may match a search text, and its score when that is known without reading its texts.
pub(super) type Candidate = (u32, Option<u32>);

impl<'a> TextQuery<'a> {
    /// The words of `text`; `None` when it has no letter or digit.
    pub fn new(index: &'a TextIndex, lists: &Lists, text: &str) -> Option<Self> {
        let words = fold_words(text);
        if words.is_empty() {
            return None;
        }
        let whole = words.concat();
        let words = words.into_iter().map(|text| Word::new(index, lists, text));
        Some(Self { index, words: words.collect(), whole })
    }

    /// How many pharmacies [`TextQuery::candidates`] gives at most.
    pub fn candidates_at_most(&self) -> usize {
        self.words.iter().map(|word| word.reach).min().unwrap_or(0)
    }

    /// Pharmacies by index, ascending, each once, among which are all that match; [`TextQuery::score`] tells them apart.
    pub fn candidates(&self) -> Vec<u32> {
        self.scored_candidates().into_iter().map(|(index, _)| index).collect()
    }

    /// The same, with their scores where those are known.
    pub fn scored_candidates(&self) -> Vec<Candidate> {
        let Some(word) = self.words.iter().min_by_key(|word| word.reach) else { return Vec::new() };
        let found = word.found();
        if self.words.len() > 1 || !word.is_told_by_lists() {
            return found.into_iter().map(|posting| (posting.index(), None)).collect();
        }
        let score = |posting: Posting| match posting.place() {
            place::NAME_START | place::KANA_START if self.is_whole(self.index.texts(posting.index())) => place::WHOLE,
            place => place,
        };
        found.into_iter().map(|posting| (posting.index(), Some(score(posting)))).collect()
    }

    /// How well a pharmacy matches, 0 the best; `None` when a word is not in its texts.
    ///
    /// A name or reading that is the words and nothing more counts 0; else each word counts 1 at the start of the name, 2
    /// at the start of the reading, 3 within the name, 4 within the reading, 5 in an association's name and 6 in the address.
    pub fn score(&self, index: u32) -> Option<u32> {
        let texts = self.index.texts(index);
        let mut sum = 0;
        for word in &self.words {
            let listed = word.members.binary_search(&index).is_ok().then_some(place::LISTED);
            sum += word.score(texts).into_iter().chain(listed).min()?;
        }
        Some(if self.is_whole(texts) { place::WHOLE } else { sum })
    }

    /// The same of the name and the reading alone.
    pub fn name_score(&self, index: u32) -> Option<u32> {
        let texts = self.index.texts(index);
        let names = texts.get(..=ends_of_names(texts.as_bytes()).1).unwrap_or(texts);
        let sum = self.words.iter().map(|word| word.score(names)).sum::<Option<u32>>()?;
        Some(if self.is_whole(names) { place::WHOLE } else { sum })
    }

    /// Whether the words are all of the name or of the reading.
    fn is_whole(&self, texts: &str) -> bool {
        let (name_end, kana_end) = ends_of_names(texts.as_bytes());
        let is_it = |range| texts.get(range) == Some(self.whole.as_str());
        is_it(1..name_end) || is_it(name_end + 1..kana_end)
    }
}

/// Where the separators after the name and after the reading stand.
fn ends_of_names(texts: &[u8]) -> (usize, usize) {
    let next = |from: usize| {
        let rest = texts.get(from..).unwrap_or_default();
        from + memchr(SEPARATOR as u8, rest).unwrap_or(rest.len())
    };
    let name_end = next(1);
    (name_end, next(name_end + 1))
}

impl<'a> Word<'a> {
    fn new(index: &'a TextIndex, lists: &Lists, text: String) -> Self {
        let finder = Finder::new(&text).into_owned();
        let members = lists.members_by_name(&finder);
        let (lists, reach): (Vec<&[Posting]>, usize) = if let Some(letter) = only_letter(&text) {
            let lists: Vec<_> = index.lists_of_letter(letter).collect();
            let all = lists.iter().map(|list| list.len()).sum();
            (lists, all)
        } else {
            let lists = index.lists(&text);
            let shortest = lists.first().map_or(0, |list| list.len());
            (lists, shortest)
        };
        Self { reach: reach + members.len(), text, finder, members, lists }
    }

    /// Whether its lists alone say who has it and where: one letter or two, and no number, which must be met whole.
    fn is_told_by_lists(&self) -> bool {
        self.text.chars().nth(2).is_none() && !self.text.contains(|c: char| c.is_ascii_digit())
    }

    /// Who may have it, by index, ascending, each once.
    fn found(&self) -> Vec<Posting> {
        let is_one_letter = only_letter(&self.text).is_some();
        let mut found = if is_one_letter { self.lists.concat() } else { intersection(&self.lists) };
        if is_one_letter || !self.members.is_empty() {
            found.extend(self.members.iter().map(|index| Posting::new(*index, place::LISTED)));
            // Of one pharmacy's the best place comes first and stays.
            found.sort_unstable_by_key(|posting| (posting.index(), posting.place()));
            found.dedup_by_key(|posting| posting.index());
        }
        found
    }

    /// The best place the word has in the texts; a word of digits at an end must meet the whole number there.
    fn score(&self, texts: &str) -> Option<u32> {
        let bytes = texts.as_bytes();
        let digit_at = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
        let starts_in_number = self.text.starts_with(|c: char| c.is_ascii_digit());
        let ends_in_number = self.text.ends_with(|c: char| c.is_ascii_digit());
        let is_uncut = |at: &usize| {
            let cut_before = starts_in_number && digit_at(at.checked_sub(1));
            let cut_after = ends_in_number && digit_at(Some(at + self.text.len()));
            !cut_before && !cut_after
        };
        let first = self.finder.find_iter(bytes).find(is_uncut)?;
        let (name_end, kana_end) = ends_of_names(bytes);
        let kana = name_end + 1;
        // Behind the first place only the start of the reading could be better.
        let is_at_kana = || {
            bytes.get(kana..kana_end).is_some_and(|reading| reading.starts_with(self.text.as_bytes()))
                && is_uncut(&kana)
        };
        Some(match first {
            1 => place::NAME_START,
            at if at == kana => place::KANA_START,
            at if at < name_end && is_at_kana() => place::KANA_START,
            at if at < name_end => place::IN_NAME,
            at if at < kana_end => place::IN_KANA,
            _ => place::IN_ADDRESS,
        })
    }
}

/// The letter of a word of one.
fn only_letter(word: &str) -> Option<char> {
    let mut letters = word.chars();
    letters.next().filter(|_| letters.next().is_none())
}

/// What is in every one of the lists, shortest first, each ascending; with its place in the first.
fn intersection(lists: &[&[Posting]]) -> Vec<Posting> {
    let Some((first, others)) = lists.split_first() else { return Vec::new() };
    let mut rests = others.to_vec();
    let mut found = Vec::new();
    for posting in *first {
        let in_all = rests.iter_mut().all(|rest| {
            *rest = rest.split_at(gallop(rest, posting.index())).1;
            rest.first().map(|entry| entry.index()) == Some(posting.index())
        });
        if in_all {
            found.push(*posting);
        }
    }
    found
}

/// Where in an ascending list the first entry not below `index` is, found in steps that double.
fn gallop(list: &[Posting], index: u32) -> usize {
    let mut step = 1;
    while list.get(step).is_some_and(|entry| entry.index() < index) {
        step *= 2;
    }
    let from = step / 2;
    let within = list.get(from..list.len().min(step + 1)).unwrap_or_default();
    from + within.partition_point(|entry| entry.index() < index)
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
