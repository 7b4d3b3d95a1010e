use super::*;
use crate::{
    intake::{Limits, roster::roster},
    publish::{self, RosterFile, RosterStep, RosterUpload, tests::seeded},
};

/// Noon of a day of November 2026, UTC.
fn noon(day: u32) -> NaiveDateTime {
    chrono::NaiveDate::from_ymd_opt(2026, 11, day).unwrap().and_hms_opt(12, 0, 0).unwrap()
}

/// A roster of one shift of the demonstration's first pharmacy, in December.
fn send(store: &Store, day: u32, step: RosterStep, at: NaiveDateTime) -> String {
    let association = AssociationId::new("setagaya").unwrap();
    let known = publish::load(store).unwrap().pharmacies;
    let listed = |pharmacy: &&crate::directory::Pharmacy| pharmacy.sources.iter().any(|s| s.association == association);
    let name = &known.iter().find(listed).unwrap().facts.name;
    let text = format!("日付,薬局名,時間\n2026-12-{day:02},{name},3:00～4:00\n");
    let (bytes, limits) = (text.as_bytes(), Limits::default());
    let upload = RosterUpload {
        association: &association,
        roster: roster(bytes, "12月.csv", &limits).unwrap(),
        replaces: false,
        until: None,
        step,
        file: RosterFile { name: "12月.csv", bytes },
        actor: "test",
        at,
    };
    publish::enter_roster(store, &upload).unwrap().entry.expect("it changes something")
}

#[test]
fn a_roster_that_was_only_shown_is_forgotten_after_a_week() {
    let (_folder, store) = seeded();
    let association = AssociationId::new("setagaya").unwrap();
    let shown = send(&store, 1, RosterStep::Try, noon(1));
    let later = send(&store, 2, RosterStep::Try, noon(2));
    let entered = send(&store, 3, RosterStep::Enter, noon(1));
    let forget = |day: u32| publish::history::forget(&store, noon(day), 400).unwrap().trials;
    assert_eq!((forget(8), forget(9), forget(9)), (0, 1, 0));
    let file = |id: &str| roster_file(&store, &association, id);
    assert!(matches!(file(&shown), Err(Error::UnknownRoster(_))));
    assert!(file(&later).is_ok() && file(&entered).is_ok());
    let confirm = |id: &str| publish::confirm_roster(&store, &association, id, &Limits::default(), ("test", noon(9)));
    assert!(matches!(confirm(&shown), Err(Error::UnknownRoster(_))));
    assert!(confirm(&later).unwrap().revision.is_some());
    assert_eq!(forget(30), 0, "what was entered stays");
}

#[test]
fn every_roster_is_reached_page_by_page() {
    let (_folder, store) = seeded();
    let association = AssociationId::new("setagaya").unwrap();
    // The first to be tried is the last to be entered, and two are entered at one moment.
    let first = send(&store, 1, RosterStep::Try, noon(1));
    let mut ids: Vec<String> = (2..=4).map(|day| send(&store, day, RosterStep::Enter, noon(3.max(day)))).collect();
    publish::confirm_roster(&store, &association, &first, &Limits::default(), ("test", noon(5))).unwrap();
    ids.push(first);
    let (mut met, mut before) = (Vec::new(), None);
    loop {
        let page = rosters(&store, &association, before.as_deref(), 1).unwrap();
        let Some(entry) = page.first() else { break };
        met.push(entry.id.clone());
        before = Some(entry.id.clone());
    }
    met.reverse();
    assert_eq!(met, ids);
    assert!(matches!(rosters(&store, &association, Some("none-such"), 1), Err(Error::UnknownRoster(_))));
}
