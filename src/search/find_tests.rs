use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::*;
use crate::{
    directory::{Facts, Pharmacy, PharmacyId, Place, Position, PositionLevel, StatedHours},
    hours::{Calendar, Reading, ReadingClass, WeeklyHours},
    search::{Directory, Near},
};

fn pharmacy(id: &str, lon: f64, week: &str) -> Pharmacy {
    let week: WeeklyHours = week.parse().unwrap();
    let holiday = week.holiday.clone();
    let reading = Reading { class: ReadingClass::Exact, week: Some(week), holiday, notes: Vec::new() };
    let facts = Facts {
        name: format!("{id}薬局"),
        place: Some(Place { position: Position::new(35.64, lon).unwrap(), level: PositionLevel::Building }),
        hours: Some(StatedHours { text: String::new(), reading }.into()),
        ..Facts::default()
    };
    Pharmacy {
        id: PharmacyId::new(id).unwrap(),
        facts,
        sources: Vec::new(),
        field_sources: BTreeMap::new(),
        exceptions: Vec::new(),
        duties: Vec::new(),
        crisis: Vec::new(),
    }
}

#[test]
fn the_open_ones_come_nearest_first_page_by_page() {
    let at = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap().and_hms_opt(22, 0, 0).unwrap();
    let week = "Mo-Su 09:00-23:00";
    let pharmacies = vec![
        pharmacy("d", 139.68, week),
        pharmacy("c", 139.671, "Mo-Su 09:00-18:00"),
        pharmacy("b", 139.672, week),
        pharmacy("a", 139.672, week),
    ];
    let directory = Directory {
        pharmacies,
        associations: Vec::new(),
        areas: Vec::new(),
        calendar: Calendar::japan(),
        revision: 1,
        generated_at: at,
    };
    let snapshot = Snapshot::build(directory, at.date());
    let near = Near { position: Position::new(35.64, 139.67).unwrap(), radius_m: Some(3_000.0) };
    let mut question = Question { near: Some(near), states: vec![State::Open], limit: 2, ..Question::at(at) };
    let first = snapshot.find(&question).unwrap();
    let ids = |found: &Found| found.hits.iter().map(|hit| hit.pharmacy.id.to_string()).collect::<Vec<_>>();
    assert_eq!(ids(&first), ["a", "b"]);
    assert_eq!(first.counts.unwrap().matching, 3);
    assert_eq!(first.counts.unwrap().by_state.closed, 1);
    assert_eq!(first.changes_at, at.date().and_hms_opt(23, 0, 0));
    question.after = first.next;
    let second = snapshot.find(&question).unwrap();
    assert_eq!((ids(&second), second.next), (vec!["d".to_owned()], None));
    question.states = vec![State::Closed];
    assert_eq!(snapshot.find(&question).unwrap_err(), CursorError::OtherQuestion);
}
