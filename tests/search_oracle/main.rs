//! Random directories and random questions, answered by the engine and by brute force.
//!
//! `YORUYAKU_ORACLE_CASES=2000 cargo test --release --test search_oracle` is the long run; `YORUYAKU_ORACLE_SEED` repeats
//! one. The seed is printed with every failure.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::cast_possible_wrap,
    reason = "what fails here fails a test, and tells its seed"
)]

mod oracle;
mod world;

use std::{collections::BTreeSet, sync::Arc, thread};

use chrono::TimeDelta;
use oracle::{Answers, NEARLY_M};
use world::{Random, TODAY, World};
use yoruyaku::{
    directory::{Pharmacy, PharmacyId},
    hours::{State, Status},
    search::{Cursor, CursorError, Hit, Live, Question, Snapshot, Sort},
};

#[expect(clippy::disallowed_methods, reason = "a test's own settings")]
fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |value| value.parse().expect("a number"))
}

/// Random directories, each with its random source and its seed.
fn cases(of: u64, default: u64) -> impl Iterator<Item = (u64, Random)> {
    let seed = setting("YORUYAKU_ORACLE_SEED", 20_261_122);
    let cases = setting("YORUYAKU_ORACLE_CASES", default);
    println!("{cases} random directories, YORUYAKU_ORACLE_SEED={seed}");
    (0..cases).map(move |number| (number, Random(seed ^ (number << 32) ^ (of << 56))))
}

fn snapshot(world: &World) -> Snapshot {
    Snapshot::build(world.directory.clone(), TODAY)
}

/// What one hit says, without what belongs to the snapshot.
type Said = (PharmacyId, Option<u64>, Status);

fn said(hit: &Hit<'_>) -> Said {
    (hit.pharmacy.id.clone(), hit.distance_m.map(f64::to_bits), hit.status.clone())
}

/// All pages, each cursor read back from its text.
fn pages(snapshot: &Snapshot, question: &Question) -> Vec<Said> {
    let mut question = question.clone();
    let mut all = Vec::new();
    loop {
        let found = snapshot.find(&question).expect("its own cursor");
        assert!(found.hits.len() <= question.limit);
        all.extend(found.hits.iter().map(said));
        let Some(next) = found.next else { return all };
        assert_eq!(found.hits.len(), question.limit, "a page with a next one is full");
        question.after = Some(next.to_string().parse::<Cursor>().expect("a cursor reads back"));
    }
}

/// The place of an answer in the asked order, coarser than a rounding error.
fn place(question: &Question, answer: &oracle::Answer<'_>) -> (u32, f64, String) {
    let far = f64::from(1 << 30);
    let kana = |answer: &oracle::Answer<'_>| {
        let facts = &answer.pharmacy.facts;
        let kana = yoruyaku::search::fold(facts.name_kana.as_deref().unwrap_or_default());
        if kana.is_empty() { yoruyaku::search::fold(&facts.name) } else { kana }
    };
    let status = &answer.status;
    let minutes = |end: Option<chrono::NaiveDateTime>| end.map_or(far, |end| (end - question.at).num_minutes() as f64);
    match (question.sort, answer.distance_m) {
        (Sort::Distance, Some(distance)) => (0, distance, String::new()),
        (Sort::Distance, None) => (answer.score.unwrap_or(0), 0.0, kana(answer)),
        (Sort::Name, _) => (0, 0.0, kana(answer)),
        (Sort::Closing, _) => match status.state {
            State::Open => (0, -minutes(status.until), String::new()),
            State::OnCall => (1, -minutes(status.until), String::new()),
            State::Unknown => (2, 0.0, String::new()),
            State::Closed => (3, minutes(status.next_open), String::new()),
        },
    }
}

fn check(world: &World, snapshot: &Snapshot, question: &Question, seed: &str) {
    let Answers { sure, edge, by_state } = oracle::find(world, question);
    let got = pages(snapshot, question);
    let ids: BTreeSet<&PharmacyId> = got.iter().map(|said| &said.0).collect();
    assert_eq!(ids.len(), got.len(), "{seed}: no pharmacy twice\n{question:#?}");
    let edge: BTreeSet<&PharmacyId> = edge.iter().map(|pharmacy| &pharmacy.id).collect();
    let expected: BTreeSet<&PharmacyId> = sure.iter().map(|answer| &answer.pharmacy.id).collect();
    let sure_ids: BTreeSet<&PharmacyId> = ids.difference(&edge).copied().collect();
    assert_eq!(sure_ids, expected, "{seed}: the same pharmacies\n{question:#?}");

    let mut before: Option<((u32, f64, String), &Pharmacy)> = None;
    for (id, distance, status) in &got {
        let Some(answer) = sure.iter().find(|answer| answer.pharmacy.id == *id) else { continue };
        assert_eq!(*status, answer.status, "{seed}: {id}\n{question:#?}");
        assert_eq!(distance.is_some(), answer.distance_m.is_some());
        let gap = distance.map_or(0.0, |bits| (f64::from_bits(bits) - answer.distance_m.unwrap_or(f64::NAN)).abs());
        assert!(gap < if answer.distance_m > Some(1.99e7) { 10.0 } else { NEARLY_M }, "{seed}: {gap} m");
        let here = place(question, answer);
        if let Some((there, pharmacy)) = &before {
            let is_nearly_equal = there.0 == here.0 && (there.1 - here.1).abs() < NEARLY_M && there.2 == here.2;
            assert!(is_nearly_equal || *there < here, "{seed}: {there:?} before {here:?}\n{question:#?}");
            // Only one and the same point is exactly as far: all longitudes meet at a pole, but not to the last digit.
            let is_tie = *there == here
                && (question.sort != Sort::Distance || pharmacy.facts.place == answer.pharmacy.facts.place);
            assert!(!is_tie || pharmacy.id < *id, "{seed}: ties by id\n{question:#?}");
        }
        before = Some((here, answer.pharmacy));
    }

    if let Some(counts) = snapshot.find(question).unwrap().counts.filter(|_| edge.is_empty()) {
        assert_eq!(counts.matching, sure.len(), "{seed}\n{question:#?}");
        assert_eq!(State::ALL.map(|state| counts.by_state.of(state)), by_state, "{seed}\n{question:#?}");
    }
}

#[test]
fn every_answer_is_that_of_brute_force() {
    for (number, mut random) in cases(1, 40) {
        let count = [0, 1, 30, 150][random.below(4) as usize];
        let world = world::world(&mut random, count);
        let snapshot = snapshot(&world);
        for nth in 0..30 {
            let question = world::question(&mut random);
            check(&world, &snapshot, &question, &format!("case {number}, question {nth}"));
        }
    }
}

#[test]
fn an_answer_holds_until_it_says_it_may_change() {
    for (number, mut random) in cases(2, 30) {
        let world = world::world(&mut random, 60);
        let snapshot = snapshot(&world);
        for nth in 0..20 {
            let mut question = world::question(&mut random);
            question.at = question.at - TimeDelta::seconds(question.at.and_utc().timestamp() % 60);
            question.limit = 100;
            // In order of closing time the place is a number of minutes, but the order is the same.
            let found = snapshot.find(&question).unwrap();
            let Some(changes_at) = found.changes_at else { continue };
            assert!(changes_at > question.at, "case {number}, question {nth}");
            let first: Vec<Said> = found.hits.iter().map(said).collect();
            let minutes = (changes_at - question.at).num_minutes();
            for later in [minutes - 1, random.below(minutes as u64) as i64, random.below(minutes as u64) as i64] {
                let mut again = question.clone();
                again.at += TimeDelta::minutes(later);
                let found = snapshot.find(&again).unwrap();
                let then: Vec<Said> = found.hits.iter().map(said).collect();
                assert_eq!(first, then, "case {number}, question {nth}, {later} minutes later\n{question:#?}");
            }
        }
    }
}

#[test]
fn a_cursor_goes_on_after_a_publication() {
    let (mut kept, mut gone) = (0, 0);
    for (number, mut random) in cases(3, 40) {
        let mut world = world::world(&mut random, 80);
        let before = snapshot(&world);
        let untouched: BTreeSet<PharmacyId> = world.known.keys().filter(|_| !random.one_in(4)).cloned().collect();
        for new in 0..10 {
            let known = world::known(&mut random, 200 + new);
            world.known.insert(known.pharmacy.id.clone(), known);
        }
        world.known.retain(|id, _| untouched.contains(id) || id.as_str() > "p-500");
        world.directory.pharmacies = world.known.values().map(|known| known.pharmacy.clone()).collect();
        world.directory.revision = 2;
        let after = snapshot(&world);
        let untouched: BTreeSet<&PharmacyId> = untouched.iter().filter(|id| world.known.contains_key(id)).collect();
        for nth in 0..20 {
            let mut question = Question { limit: 5, ..world::question(&mut random) };
            let whole: BTreeSet<PharmacyId> = pages(&before, &question).into_iter().map(|said| said.0).collect();
            let first = before.find(&question).unwrap();
            let Some(next) = first.next else { continue };
            let last = next.clone();
            question.after = Some(next);
            let mut seen: Vec<PharmacyId> = first.hits.iter().map(|hit| hit.pharmacy.id.clone()).collect();
            match after.find(&question) {
                Ok(_) => seen.extend(pages(&after, &question).into_iter().map(|said| said.0)),
                Err(error) => {
                    assert_eq!(error, CursorError::Gone);
                    assert!(question.near.is_none() && question.sort != Sort::Closing || question.sort == Sort::Name);
                    gone += 1;
                    continue;
                }
            }
            kept += 1;
            for id in untouched.iter().filter(|id| whole.contains(id)) {
                let times = seen.iter().filter(|seen| *seen == *id).count();
                assert_eq!(times, 1, "case {number}, question {nth}: {id} after {last:?}\n{question:#?}");
            }
        }
    }
    assert!(kept > 50 && gone > 0, "{kept} {gone}");
}

#[test]
fn readers_see_one_whole_revision_while_it_changes() {
    let mut random = Random(20_261_122);
    let mut world = world::world(&mut random, 120);
    // Every pharmacy carries the revision in its name, so that a mixture would show.
    let mut publish = |revision: i64| {
        world.directory.revision = revision;
        for pharmacy in &mut world.directory.pharmacies {
            pharmacy.facts.name = format!("薬局{revision}");
        }
        Snapshot::build(world.directory.clone(), TODAY)
    };
    let live = Arc::new(Live::new(publish(1)));
    thread::scope(|scope| {
        let readers: Vec<_> = (0..8)
            .map(|seed| {
                let live = Arc::clone(&live);
                scope.spawn(move || {
                    let mut random = Random(seed);
                    let mut last = 0;
                    while last < 30 {
                        let snapshot = live.current();
                        let revision = snapshot.revision();
                        assert!(revision >= last, "never back");
                        last = revision;
                        let question = Question { text: None, ..world::question(&mut random) };
                        let found = snapshot.find(&question).unwrap();
                        let name = format!("薬局{revision}");
                        assert!(found.hits.iter().all(|hit| hit.pharmacy.facts.name == name), "one revision");
                        if let Some(next) = &found.next {
                            assert_eq!(next.revision(), revision);
                        }
                    }
                })
            })
            .collect();
        for revision in 2..=30 {
            live.replace(publish(revision));
        }
        for reader in readers {
            reader.join().expect("no reader failed");
        }
    });
    assert_eq!(live.current().revision(), 30);
}
