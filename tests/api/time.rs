//! Hours day by day, holidays, duty shifts.

use crate::support::{directory, serve};

#[actix_web::test]
async fn hours_are_told_day_by_day_without_a_gap() {
    let client = serve(directory()).await;
    let hours = client.get("/v1/pharmacies/late-f/hours?from=2026-11-22&to=2026-11-24").await.ok();
    assert_eq!((&hours["from"], &hours["to"]), (&"2026-11-22".into(), &"2026-11-24".into()));
    let days = hours["days"].as_array().unwrap();
    assert_eq!(days.len(), 3);
    assert_eq!((&days[0]["holiday"], &days[1]["holiday"]), (&serde_json::Value::Null, &"勤労感謝の日".into()));
    for day in days {
        let mut end = format!("{}T00:00:00+09:00", day["date"].as_str().unwrap());
        for interval in day["intervals"].as_array().unwrap() {
            assert_eq!(interval["start"], end, "{day}");
            end = interval["end"].as_str().unwrap().to_owned();
        }
        assert!(end.ends_with("T00:00:00+09:00") && !end.starts_with(day["date"].as_str().unwrap()), "{day}");
    }
    let state = |day: usize, i: usize| days[day]["intervals"][i]["state"].as_str().unwrap();
    assert_eq!((state(0, 0), state(0, 2)), ("open", "open"), "the evening before runs to two");
    assert_eq!(
        (state(1, 0), state(1, 1)),
        ("open", "unknown"),
        "the shift of Sunday holds, then the holiday is unstated"
    );
    assert_eq!(hours["hours"]["week"], "Mo-Su 18:00-26:00");
    assert!(hours["osm"].as_str().is_some_and(|osm| osm.contains("18:00-26:00")), "{hours}");
    let spec = &hours["schema_org"]["openingHoursSpecification"];
    assert!(spec.is_array(), "{hours}");
}

#[actix_web::test]
async fn a_week_from_today_when_nothing_is_asked() {
    let client = serve(directory()).await;
    let hours = client.get("/v1/pharmacies/open-a/hours").await.ok();
    assert_eq!((&hours["from"], &hours["to"]), (&"2026-11-22".into(), &"2026-11-28".into()));
    let silent = client.get("/v1/pharmacies/silent-e/hours").await.ok();
    assert!(silent["hours"].is_null() && silent["osm"].is_null());
    assert!(silent["days"].as_array().unwrap().iter().all(|day| day["intervals"][0]["state"] == "unknown"));
}

#[actix_web::test]
async fn days_that_cant_be_told_are_refused() {
    let client = serve(directory()).await;
    client.get("/v1/pharmacies/open-a/hours?from=2026-13-01").await.blames("invalid_parameter", &["from"]);
    client.get("/v1/pharmacies/open-a/hours?to=tomorrow").await.blames("invalid_parameter", &["to"]);
    for to in ["2026-11-21", "2027-02-22"] {
        let asked = format!("/v1/pharmacies/open-a/hours?from=2026-11-22&to={to}");
        client.get(&asked).await.blames("contradictory_parameters", &["to"]);
    }
    let longest = client.get("/v1/pharmacies/open-a/hours?from=2026-11-22&to=2027-02-21").await.ok();
    assert_eq!(longest["days"].as_array().unwrap().len(), 92);
    client.get("/v1/pharmacies/nobody/hours").await.problem(404, "unknown_pharmacy");
}

#[actix_web::test]
async fn holidays_come_with_their_horizon() {
    let client = serve(directory()).await;
    let year = client.get("/v1/holidays?year=2026").await.ok();
    let dates: Vec<&str> = year["items"].as_array().unwrap().iter().map(|day| day["date"].as_str().unwrap()).collect();
    assert!(dates.contains(&"2026-09-22") && dates.contains(&"2026-11-23"), "{dates:?}");
    assert_eq!((&year["year"], &year["horizon"]), (&2026.into(), &"2027-12-31".into()));
    assert_eq!(client.get("/v1/holidays").await.ok()["year"], 2026);
    let later = client.get("/v1/holidays?year=2050").await.ok();
    assert!(later["items"].as_array().unwrap().is_empty(), "nothing is known past the horizon");
    for wrong in ["1954", "2101", "last", "-1"] {
        client.get(&format!("/v1/holidays?year={wrong}")).await.blames("invalid_parameter", &["year"]);
    }
}

#[actix_web::test]
async fn duty_shifts_are_told_on_each_day_they_touch() {
    let client = serve(directory()).await;
    let today = client.get("/v1/duties?area=13112").await.ok();
    assert_eq!(today["date"], "2026-11-22");
    let shift = &today["items"][0];
    assert_eq!((&shift["pharmacy_id"], &shift["service_date"]), (&"duty-h".into(), &"2026-11-22".into()));
    assert_eq!(
        (&shift["start"], &shift["end"]),
        (&"2026-11-22T18:00:00+09:00".into(), &"2026-11-22T23:00:00+09:00".into())
    );
    assert_eq!(shift["phone"]["tel"], "tel:0000001234");
    assert!(client.get("/v1/duties?date=2026-11-23").await.ok()["items"].as_array().unwrap().is_empty());
    client.get("/v1/duties?date=2026-11-31").await.blames("invalid_parameter", &["date"]);
    client.get("/v1/duties?area=00000").await.blames("unknown_value", &["area"]);
}
