//! `GET /v1/coverage`: who covers which hour of a day, held to a count by hand.

use chrono::{NaiveDate, TimeDelta};
use geo::{Distance as _, Haversine, Point};
use serde_json::Value;
use yoruyaku::{directory::Pharmacy, hours::Calendar, search::Directory};

use crate::support::{directory, serve};

/// A pharmacy's schedule by the rules, without anything that search has compiled.
fn is_open(directory: &Directory, pharmacy: &Pharmacy, date: NaiveDate, hour: i64) -> bool {
    let start = date.and_hms_opt(0, 0, 0).unwrap() + TimeDelta::hours(hour);
    pharmacy.schedule().open_through(&directory.calendar, start, start + TimeDelta::hours(1))
}

fn point(pharmacy: &Pharmacy) -> Point<f64> {
    let at = pharmacy.facts.place.unwrap().position;
    Point::new(at.lon(), at.lat())
}

#[actix_web::test]
async fn every_hour_is_counted_and_every_share_measured() {
    // Spread out, so that the three distances differ: the pharmacies stand 100 m apart, then 700 m.
    let mut directory = directory();
    for (number, pharmacy) in directory.pharmacies.iter_mut().enumerate() {
        let place = pharmacy.facts.place.as_mut().unwrap();
        let lat = 35.6 + 0.0063 * number as f64;
        place.position = yoruyaku::directory::Position::new(lat, 139.671).unwrap();
    }
    let client = serve(directory.clone()).await;
    for date in ["2026-11-22", "2026-11-23", "2026-11-25", "2027-08-14"] {
        let covered = client.get(&format!("/v1/coverage?area=13112&date={date}")).await.ok();
        assert_eq!((&covered["pharmacies"], &covered["points"]), (&9.into(), &9.into()));
        assert_eq!(covered["sampling"], "pharmacies", "neither border nor towns are known here");
        let date: NaiveDate = date.parse().unwrap();
        let hours = covered["hours"].as_array().unwrap();
        assert_eq!(hours.len(), 24);
        for (hour, told) in (0..).zip(hours) {
            let open: Vec<&Pharmacy> =
                directory.pharmacies.iter().filter(|one| is_open(&directory, one, date, hour)).collect();
            assert_eq!(told["open"], open.len(), "{date} {hour}: {told}");
            assert_eq!(told["start"], format!("{date}T{hour:02}:00:00+09:00"));
            for (reach, radius_m) in told["reach"].as_array().unwrap().iter().zip([1_000_u32, 2_000, 5_000]) {
                let near = |from: &&Pharmacy| {
                    open.iter().any(|one| Haversine.distance(point(from), point(one)) <= f64::from(radius_m))
                };
                let share = directory.pharmacies.iter().filter(near).count() as f64 / 9.0;
                assert_eq!(reach["radius_m"], radius_m);
                let told = reach["share"].as_f64().unwrap();
                assert!((told - share).abs() < 0.000_06, "{date} {hour} {radius_m}: {told}, by hand {share}");
            }
        }
    }
}

#[actix_web::test]
async fn gaps_are_the_minutes_in_which_nobody_is_open() {
    let directory = directory();
    let client = serve(directory.clone()).await;
    let covered = client.get("/v1/coverage?area=13112&date=2026-11-22").await.ok();
    let gaps = covered["gaps"].as_array().unwrap();
    let midnight = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap().and_hms_opt(0, 0, 0).unwrap();
    for minute in 0..24 * 60 {
        let at = midnight + TimeDelta::minutes(minute);
        let open = directory
            .pharmacies
            .iter()
            .any(|one| one.schedule().open_through(&Calendar::japan(), at, at + TimeDelta::minutes(1)));
        let told = at.format("%Y-%m-%dT%H:%M:%S+09:00").to_string();
        let within = |gap: &&Value| gap["start"].as_str().unwrap() <= &*told && *told < *gap["end"].as_str().unwrap();
        assert_eq!(gaps.iter().any(|gap| within(&gap)), !open, "{told}: {gaps:?}");
    }
}

#[actix_web::test]
async fn a_day_and_a_municipality_are_needed() {
    let client = serve(directory()).await;
    let today = client.get("/v1/coverage?area=13112").await.ok();
    assert_eq!((&today["date"], &today["area"]), (&"2026-11-22".into(), &"13112".into()));
    client.get("/v1/coverage").await.blames("invalid_parameter", &["area"]);
    client.get("/v1/coverage?area=13").await.blames("invalid_parameter", &["area"]);
    client.get("/v1/coverage?area=1311a&date=2026-02-30").await.blames("invalid_parameter", &["area", "date"]);
    client.get("/v1/coverage?area=27100").await.blames("unknown_value", &["area"]);
    client.get("/v1/coverage?area=13112&date=2026-11-22&day=1").await.blames("unknown_parameter", &["day"]);
    // Past the horizon of the holidays nothing is known, and nothing is claimed.
    let later = client.get("/v1/coverage?area=13112&date=2090-01-08").await.ok();
    let some = |key: &str| later["hours"].as_array().unwrap().iter().any(|hour| hour[key] != 0);
    assert!(some("unknown"), "{later}");
}
