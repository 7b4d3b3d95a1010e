//! Lists already written: ten thousand pages that take in one list ask for one list.
//!
//! A list is written once and given to everybody until it may say something else: until a state or a mark in it changes,
//! the day ends, or something is published. Readers take it without a lock; at worst two write the same list at once.

use std::{
    collections::HashMap,
    sync::{Arc, Weak},
};

use arc_swap::ArcSwap;
use chrono::NaiveDateTime;

use crate::{
    directory::{Embedding, Emergency},
    search::Snapshot,
};

/// So many lists are kept; one of fifty pharmacies has about 40 KB.
const KEPT: usize = 256;

/// The form a list is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// A page for a frame.
    Frame,
    /// A piece of HTML.
    Fragment,
    /// The element's data.
    Data,
    /// A page with a map for a frame.
    Map,
    /// An Atom feed.
    Atom,
    /// A JSON Feed.
    JsonFeed,
}

/// A list as written, but for the clock in it.
#[derive(Debug)]
pub struct Written {
    /// Its text, with [`super::list::CLOCK`] in it.
    pub text: String,
    /// Tells it from every other text.
    pub tag: String,
    /// The minute it was written in.
    pub from: NaiveDateTime,
    /// When it may say something else.
    pub until: NaiveDateTime,
    /// The area whose rules of framing hold.
    pub area: String,
}

/// What lists are written from.
pub type Ground<'a> = (&'a Arc<Snapshot>, &'a Arc<Embedding>, &'a Arc<Emergency>);

/// The lists of one revision and one set of rules and numbers.
#[derive(Debug, Default)]
struct Lists {
    snapshot: Weak<Snapshot>,
    settings: Weak<Embedding>,
    emergency: Weak<Emergency>,
    /// Each with its place in the order of writing.
    written: HashMap<(Form, String), (u64, Arc<Written>)>,
    next: u64,
}

/// The lists now given.
#[derive(Debug, Default)]
pub struct Shelf(ArcSwap<Lists>);

impl Shelf {
    /// The list of that form and query at `now`; written by `write` when it is not there or no longer holds.
    pub fn take(
        &self,
        of: Ground,
        key: &(Form, String),
        now: NaiveDateTime,
        write: impl FnOnce() -> Written,
    ) -> Arc<Written> {
        let lists = self.0.load();
        let there = lists
            .written
            .get(key)
            .map(|(_, list)| list)
            .filter(|list| lists.is_of(of) && (list.from..list.until).contains(&now));
        if let Some(list) = there {
            return Arc::clone(list);
        }
        let list = Arc::new(write());
        self.0.rcu(|lists| {
            let mut written = if lists.is_of(of) { lists.written.clone() } else { HashMap::new() };
            // The oldest makes room: whoever asks for ever new lists does not take away what all others ask for at once.
            let is_full = written.len() >= KEPT && !written.contains_key(key);
            let oldest = written.iter().min_by_key(|(_, (at, _))| *at).map(|(oldest, _)| oldest.clone());
            if let Some(oldest) = oldest.filter(|_| is_full) {
                written.remove(&oldest);
            }
            written.insert(key.clone(), (lists.next, Arc::clone(&list)));
            let (snapshot, settings, emergency) = of;
            Lists {
                snapshot: Arc::downgrade(snapshot),
                settings: Arc::downgrade(settings),
                emergency: Arc::downgrade(emergency),
                written,
                next: lists.next + 1,
            }
        });
        list
    }
}

impl Lists {
    fn is_of(&self, (snapshot, settings, emergency): Ground) -> bool {
        self.snapshot.as_ptr() == Arc::as_ptr(snapshot)
            && self.settings.as_ptr() == Arc::as_ptr(settings)
            && self.emergency.as_ptr() == Arc::as_ptr(emergency)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use chrono::NaiveDate;

    use super::*;
    use crate::{hours::Calendar, search::Directory};

    fn snapshot() -> Arc<Snapshot> {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let generated_at = today.and_hms_opt(0, 0, 0).unwrap();
        let nothing = Directory {
            pharmacies: vec![],
            associations: vec![],
            areas: vec![],
            calendar: Calendar::japan(),
            revision: 1,
            generated_at,
        };
        Arc::new(Snapshot::build(nothing, today))
    }

    #[test]
    fn a_list_is_written_once_and_anew_when_it_no_longer_holds() {
        let (one, other, settings) = (snapshot(), snapshot(), Arc::new(Embedding::default()));
        let emergency = Arc::new(Emergency::default());
        let at = |minute| NaiveDate::from_ymd_opt(2026, 11, 22).unwrap().and_hms_opt(19, minute, 0).unwrap();
        let (shelf, count) = (Shelf::default(), Cell::new(0));
        let take = |snapshot: &Arc<Snapshot>, query: &str, now| {
            let write = || {
                count.set(count.get() + 1);
                Written { text: String::new(), tag: String::new(), from: now, until: at(30), area: String::new() }
            };
            shelf.take((snapshot, &settings, &emergency), &(Form::Frame, query.to_owned()), now, write);
            count.get()
        };
        assert_eq!((take(&one, "a", at(0)), take(&one, "a", at(29)), take(&one, "b", at(29))), (1, 1, 2));
        assert_eq!(take(&one, "a", at(30)), 3, "its time is over");
        assert_eq!(take(&other, "a", at(10)), 4, "something was published");
        for n in 0..2 * KEPT {
            take(&other, &n.to_string(), at(11));
        }
        assert_eq!(shelf.0.load().written.len(), KEPT);
        let before = count.get();
        assert_eq!(take(&other, &(KEPT + 5).to_string(), at(12)), before, "the newer half is still there");
        assert_eq!(take(&other, "0", at(12)), before + 1, "the oldest made room");
    }
}
