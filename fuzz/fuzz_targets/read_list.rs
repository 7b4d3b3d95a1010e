//! Any bytes as a file: it is read or refused, its rows add up, and laying it over itself changes nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yoruyaku_fuzz::{
    directory::PharmacyId,
    intake::{
        Limits,
        merge::{Change, Known, Scope, lay_over},
        read, roster,
    },
};

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { rows: 2_000, expanded_bytes: 8 << 20, ..Limits::default() };
    let _ = roster::roster(bytes, "2026年11月.csv", &limits);
    let Ok(draft) = read(bytes, "list.csv", &limits) else { return };
    assert_eq!(draft.rows_in, draft.entries.len() + draft.rejected.len());
    let mut number = 0;
    let mut mint = || {
        number += 1;
        PharmacyId::new(&format!("p{number}")).expect("an id")
    };
    let merged = lay_over(&draft, Scope::Whole, &[], &[], &mut mint);
    let counts = merged.counts(&draft);
    assert_eq!(counts.rows_in, counts.accepted() + counts.unchanged + counts.rejected);
    let before: Vec<Known> =
        merged.rows.iter().map(|row| Known { id: row.id.clone(), facts: row.facts.clone() }).collect();
    let again = lay_over(&draft, Scope::Changes, &before, &[], &mut mint);
    assert!(again.rows.iter().all(|row| row.change == Change::Unchanged));
});
