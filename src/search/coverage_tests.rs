use std::collections::BTreeMap;

use chrono::TimeDelta;
use geo::{Distance as _, Haversine, LineString, Point, Polygon};

use super::*;
use crate::{
    directory::{Area, Facts, Pharmacy, PharmacyId, Place, PositionLevel, StatedHours},
    hours::{Calendar, OnCall, Reading, ReadingClass, WeeklyHours},
    search::{AreaOutline, Directory},
};

const DATE: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();

/// A pharmacy in Setagaya, `north` and `east` metres from the middle.
fn pharmacy(number: usize, north: f64, east: f64, week: &str, on_call: Option<&str>) -> Pharmacy {
    let reading = |week: WeeklyHours| Reading {
        class: ReadingClass::Exact,
        holiday: week.holiday.clone(),
        week: Some(week),
        notes: Vec::new(),
    };
    let hours =
        (!week.is_empty()).then(|| StatedHours { text: week.to_owned(), reading: reading(week.parse().unwrap()) });
    let facts = Facts {
        name: format!("見本薬局{number}"),
        address: Some("東京都世田谷区太子堂1".to_owned()),
        place: Some(Place { position: position(north, east), level: PositionLevel::Building }),
        hours: hours.map(Into::into),
        on_call: on_call.map(|week| OnCall::During(Box::new(week.parse().unwrap()))),
        ..Facts::default()
    };
    Pharmacy {
        id: PharmacyId::new(&format!("p-{number:04}")).unwrap(),
        facts,
        sources: Vec::new(),
        field_sources: BTreeMap::new(),
        exceptions: Vec::new(),
        duties: Vec::new(),
        crisis: Vec::new(),
    }
}

fn position(north: f64, east: f64) -> Position {
    Position::new(35.64 + north / 111_195.0, 139.66 + east / 90_370.0).unwrap()
}

/// With or without a border: a square of 6 km around the middle.
fn snapshot(pharmacies: Vec<Pharmacy>, has_outline: bool) -> Snapshot {
    let corners = [(-3e3, -3e3), (-3e3, 3e3), (3e3, 3e3), (3e3, -3e3), (-3e3, -3e3)];
    let ring = corners.map(|(north, east)| position(north, east)).map(|at| (at.lon(), at.lat()));
    let square = MultiPolygon(vec![Polygon::new(LineString::from(ring.to_vec()), Vec::new())]);
    bordered(pharmacies, has_outline.then_some(square))
}

fn bordered(pharmacies: Vec<Pharmacy>, outline: Option<MultiPolygon<f64>>) -> Snapshot {
    let area = Area {
        code: "13112".to_owned(),
        prefecture: "東京都".to_owned(),
        municipality: "世田谷区".to_owned(),
        year_end: None,
    };
    let directory = Directory {
        pharmacies,
        associations: Vec::new(),
        areas: vec![AreaOutline { area, outline }],
        calendar: Calendar::japan(),
        revision: 1,
        generated_at: NaiveDateTime::default(),
    };
    Snapshot::build(directory, DATE)
}

#[test]
fn hours_and_gaps_are_counted() {
    let snapshot = snapshot(
        vec![
            pharmacy(1, 0.0, 0.0, "Mo-Su 09:00-18:30", None),
            pharmacy(2, 0.0, 0.0, "Mo-Su 20:00-26:00", None),
            pharmacy(3, 0.0, 0.0, "Mo-Su 10:00-17:00", Some("Mo-Su 18:00-19:30")),
            pharmacy(4, 0.0, 0.0, "", None),
        ],
        true,
    );
    let coverage = snapshot.coverage("13112", DATE, &[]).unwrap();
    assert_eq!((coverage.pharmacies, coverage.sampling), (4, Sampling::Outline));
    let open: Vec<usize> = coverage.hours.iter().map(|hour| hour.open).collect();
    assert_eq!(open, [1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 2, 2, 2, 2, 2, 2, 2, 1, 0, 0, 1, 1, 1, 1]);
    let on_call: Vec<usize> = coverage.hours.iter().map(|hour| hour.on_call).collect();
    assert_eq!(on_call.iter().sum::<usize>(), 1, "18:00–19:00: {on_call:?}");
    assert!(coverage.hours.iter().all(|hour| hour.unknown == 1));
    let clock = |gap: &Gap| (gap.from.format("%H:%M").to_string(), gap.until.format("%H:%M").to_string(), gap.on_call);
    let gaps: Vec<_> = coverage.gaps.iter().map(clock).collect();
    let expected = [("02:00", "09:00", false), ("18:30", "19:30", true), ("19:30", "20:00", false)];
    assert_eq!(gaps, expected.map(|(from, until, on_call)| (from.to_owned(), until.to_owned(), on_call)));
}

#[test]
fn the_reach_is_that_of_every_point_and_pharmacy() {
    let weeks = ["Mo-Su 09:00-18:00", "Mo-Fr 08:30-21:00", "Mo-Su 22:00-29:30", ""];
    let mut state = 7_u64;
    let mut random = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % 16_000) as f64 - 8_000.0
    };
    let pharmacies: Vec<Pharmacy> =
        (0..24).map(|number| pharmacy(number, random(), random(), weeks[number % 4], None)).collect();
    for date in [DATE, DATE - TimeDelta::days(1), DATE + TimeDelta::days(300), DATE + TimeDelta::days(9_000)] {
        let snapshot = snapshot(pharmacies.clone(), false);
        let towns: Vec<Position> = (0..40).map(|_| position(random(), random())).collect();
        let coverage = snapshot.coverage("13112", date, &towns).unwrap();
        assert_eq!((coverage.points, coverage.sampling), (40, Sampling::Towns));
        for (hour, counted) in coverage.hours.iter().enumerate() {
            let is_open = |pharmacy: &&Pharmacy| {
                let start = date.and_hms_opt(hour as u32, 0, 0).unwrap();
                pharmacy.schedule().open_through(&Calendar::japan(), start, start + TimeDelta::hours(1))
            };
            let open: Vec<&Pharmacy> = pharmacies.iter().filter(is_open).collect();
            assert_eq!(counted.open, open.len(), "{date} {hour}");
            for (reach, share) in REACHES_M.iter().zip(counted.reach) {
                let is_reached = |town: &&Position| {
                    open.iter().any(|pharmacy| {
                        let at = pharmacy.facts.place.unwrap().position;
                        let point = |at: Position| Point::new(at.lon(), at.lat());
                        Haversine.distance(point(**town), point(at)) <= *reach
                    })
                };
                let expected = towns.iter().filter(is_reached).count() as f64 / 40.0;
                assert!((share - expected).abs() < 1e-9, "{date} {hour} {reach}: {share} {expected}");
            }
        }
    }
}

#[test]
fn points_lie_evenly_within_the_outline() {
    let snapshot = snapshot(vec![pharmacy(1, 0.0, 0.0, "Mo-Su 00:00-24:00", None)], true);
    let coverage = snapshot.coverage("13112", DATE, &[]).unwrap();
    assert!((800..=POINTS + 200).contains(&coverage.points), "{}", coverage.points);
    assert_eq!(coverage.gaps, []);
    let [hour, ..] = coverage.hours;
    let circle = std::f64::consts::PI / 36.0;
    assert!((hour.reach[0] - circle).abs() < 0.01, "a circle of 1 km in a square of 6 km: {:?}", hour.reach);
    assert!((hour.reach[2] - 1.0).abs() < 1e-9);
}

/// An area with a bay and a lake: the share is that of its land, measured here with points of another kind.
#[test]
fn the_reach_in_a_border_is_that_of_its_area() {
    let ring = |corners: &[(f64, f64)]| {
        let at = corners.iter().map(|(north, east)| position(*north, *east));
        LineString::from(at.map(|at| (at.lon(), at.lat())).collect::<Vec<_>>())
    };
    let outer = ring(&[(0.0, 0.0), (0.0, 8e3), (3e3, 8e3), (3e3, 3e3), (8e3, 3e3), (8e3, 0.0), (0.0, 0.0)]);
    let lake = ring(&[(5e2, 5e2), (5e2, 2e3), (2e3, 2e3), (2e3, 5e2), (5e2, 5e2)]);
    let island = Polygon::new(ring(&[(9e3, 9e3), (9e3, 10e3), (10e3, 10e3), (10e3, 9e3), (9e3, 9e3)]), Vec::new());
    let border = MultiPolygon(vec![Polygon::new(outer, vec![lake]), island]);
    let places = [(1e3, 1e3), (7e3, 1e3), (1e3, 6e3)];
    let pharmacies =
        (0..).zip(places).map(|(n, (north, east))| pharmacy(n, north, east, "Mo-Su 00:00-24:00", None)).collect();
    let snapshot = bordered(pharmacies, Some(border.clone()));
    let coverage = snapshot.coverage("13112", DATE, &[position(0.0, 0.0)]).unwrap();
    assert_eq!(coverage.sampling, Sampling::Outline, "a border comes before towns");
    assert_eq!(snapshot.coverage("13112", DATE, &[]).unwrap(), coverage, "the points are the same every time");
    let (mut land, mut reached) = (0.0, [0.0; 3]);
    // Halton's sequence: as even as a grid, and no grid.
    let halton = |base: u32, mut index: u32| {
        let (mut fraction, mut sum) = (1.0, 0.0);
        while index > 0 {
            fraction /= f64::from(base);
            sum += fraction * f64::from(index % base);
            index /= base;
        }
        sum
    };
    for index in 1..40_000 {
        let (north, east) = (halton(2, index) * 10e3, halton(3, index) * 10e3);
        let at = position(north, east);
        if geo::Contains::contains(&border, &Point::new(at.lon(), at.lat())) {
            land += 1.0;
            for (count, reach) in reached.iter_mut().zip(REACHES_M) {
                let near = |(n, e): &(f64, f64)| (north - n).hypot(east - e) <= reach;
                *count += f64::from(u8::from(places.iter().any(near)));
            }
        }
    }
    let [hour, ..] = coverage.hours;
    for (share, count) in hour.reach.iter().zip(reached) {
        assert!((share - count / land).abs() < 0.02, "{:?} by {reached:?} of {land}", hour.reach);
    }
}

#[test]
fn an_unknown_area_has_no_coverage() {
    let snapshot = snapshot(Vec::new(), false);
    assert_eq!(snapshot.coverage("99999", DATE, &[]), None);
    let empty = snapshot.coverage("13112", DATE, &[]).unwrap();
    assert_eq!((empty.points, empty.sampling, empty.gaps.len()), (0, Sampling::Pharmacies, 1));
}
