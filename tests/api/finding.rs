//! `GET /v1/pharmacies`: who is found, in which order, and what is refused.

use crate::support::{NOW, directory, many, serve, serve_at};

const NEAR: &str = "near=35.6437,139.6710&radius_m=3000";
const EVENING: &str = "open_at=2026-11-22T19:30:00%2B09:00";

#[actix_web::test]
async fn asked_for_a_time_those_that_serve_come_nearest_first() {
    let client = serve(directory()).await;
    let answer = client.get(&format!("/v1/pharmacies?{NEAR}&{EVENING}")).await;
    assert_eq!(answer.ids(), ["open-a", "on-call-b", "late-f", "duty-h"]);
    let page = answer.json();
    let states: Vec<&str> =
        page["items"].as_array().unwrap().iter().map(|i| i["status"]["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["open", "on_call", "open", "open"]);
    let metres: Vec<u64> =
        page["items"].as_array().unwrap().iter().map(|i| i["distance_m"].as_u64().unwrap()).collect();
    assert_eq!(metres[0], 111);
    assert!(metres.is_sorted(), "{metres:?}");
    assert_eq!((page["revision"].as_i64(), page["next"].is_null()), (Some(7), true));
    assert_eq!(page["at"], NOW);
    assert_eq!(page["counts"]["matching"], 4);
    assert_eq!(page["counts"]["by_state"], serde_json::json!({"open": 3, "on_call": 1, "unknown": 2, "closed": 3}));
}

#[actix_web::test]
async fn each_item_says_what_it_rests_on_and_who_says_so() {
    let client = serve(directory()).await;
    let page = client.get(&format!("/v1/pharmacies?{NEAR}&{EVENING}")).await.ok();
    let open = &page["items"][0];
    assert_eq!(open["name"], "open-a 薬局（見本）");
    assert_eq!(open["name_kana"], "ミホンヤッキョク");
    assert_eq!(open["status"]["until"], "2026-11-22T20:00:00+09:00");
    assert_eq!(open["status"]["basis"], "weekly");
    assert_eq!(open["status"]["call_first"], false);
    for language in ["ja", "en"] {
        assert!(open["status"]["reason"][language].as_str().is_some_and(|text| !text.is_empty()), "{open}");
    }
    assert_eq!(open["position"], serde_json::json!({"lat": 35.6447, "lon": 139.671, "level": "building"}));
    assert_eq!(open["phone"], serde_json::json!({"display": "00-0000-1234", "tel": "tel:0000001234"}));
    assert_eq!(open["hours"]["class"], "exact");
    assert_eq!(open["hours"]["holiday"], "unstated");
    assert_eq!(open["services"]["aseptic"]["answer"], "conditional");
    assert_eq!(open["services"]["aseptic"]["condition"], "要事前相談");
    assert_eq!(open["services"]["tpn"]["answer"], "no");
    assert_eq!(open["services"]["aseptic"]["label"]["ja"], "無菌製剤処理");
    let source = &open["sources"][0];
    assert_eq!((&source["association"], &source["valid_at"]), (&"setagaya".into(), &"2026-11-01".into()));
    assert_eq!(source["checked_at"], "2026-11-20T12:00:00+09:00");
    let on_call = &page["items"][1];
    assert_eq!((&on_call["status"]["call_first"], &on_call["on_call"]["when"]), (&true.into(), &"always".into()));
    assert_eq!(on_call["after_hours_phone"]["tel"], "tel:0000005678");
    assert!(on_call["name_kana"].is_string() && on_call["email"].is_null(), "asked and unknown is null");
}

#[actix_web::test]
async fn the_unknown_come_only_when_asked_for() {
    let client = serve(directory()).await;
    for list in ["state=open,on_call,unknown", "state=open&state=on_call&state=unknown"] {
        let ids = client.get(&format!("/v1/pharmacies?{NEAR}&{EVENING}&{list}")).await.ids();
        assert_eq!(ids, ["open-a", "on-call-b", "unread-d", "silent-e", "late-f", "duty-h"]);
    }
    let unknown = client.get(&format!("/v1/pharmacies?{NEAR}&{EVENING}&state=unknown")).await.ok();
    for item in unknown["items"].as_array().unwrap() {
        assert_eq!(item["status"]["state"], "unknown");
        assert_eq!(item["status"]["call_first"], true);
    }
    let all = client.get(&format!("/v1/pharmacies?{NEAR}")).await.ids();
    assert_eq!(all.len(), 9, "asked for no time, every state comes");
}

#[actix_web::test]
async fn on_holidays_the_silent_are_unknown() {
    let client = serve(directory()).await;
    for (day, name) in [("2026-11-23", "a holiday"), ("2026-09-22", "the day between two holidays")] {
        let asked = format!("/v1/pharmacies?{NEAR}&open_at={day}T11:00:00%2B09:00&state=open,on_call,unknown,closed");
        let page = client.get(&asked).await.ok();
        let state = |id: &str| {
            let item = page["items"].as_array().unwrap().iter().find(|item| item["id"] == id).unwrap();
            (item["status"]["state"].as_str().unwrap().to_owned(), item["status"]["basis"].as_str().unwrap().to_owned())
        };
        assert_eq!(state("open-a"), ("unknown".to_owned(), "holiday".to_owned()), "{name}");
        assert_eq!(state("closed-c").0, "unknown", "{name}");
        assert_eq!(state("holiday-g"), ("open".to_owned(), "holiday".to_owned()), "{name}");
    }
}

#[actix_web::test]
async fn past_midnight_belongs_to_the_day_it_began_on() {
    let client = serve(directory()).await;
    let at = "open_at=2026-11-23T01:30:00%2B09:00";
    assert_eq!(client.get(&format!("/v1/pharmacies?{NEAR}&{at}&state=open")).await.ids(), ["late-f"]);
}

#[actix_web::test]
async fn every_filter_narrows() {
    let client = serve(directory()).await;
    for (filter, expected) in [
        ("service=narcotics", vec!["open-a", "on-call-b"]),
        ("service=narcotics&service=aseptic", vec!["open-a"]),
        ("service=narcotics,aseptic", vec!["open-a"]),
        ("service=tpn", vec![]),
        ("association=tamagawa-kinuta", vec!["late-f", "duty-h"]),
        ("membership=member", vec!["open-a"]),
        ("membership=non_member", vec!["on-call-b"]),
        ("q=%E9%AB%98%E5%B3%B6%E5%B1%8B", vec!["late-f"]),
        ("closing_soon=true", vec!["open-a"]),
        ("area=13112&state=unknown", vec!["unread-d", "silent-e"]),
        ("area=13&state=on_call", vec!["on-call-b"]),
        ("bbox=139.66,35.6435,139.68,35.6449", vec!["open-a"]),
        ("bbox=139.66,35.6449,139.68,35.6435", vec!["open-a"]),
        ("bbox=179,-10,-179,10", vec![]),
        ("open_until=2026-11-22T21:00:00%2B09:00", vec!["late-f", "duty-h"]),
        ("sort=name&limit=1&state=open", vec!["duty-h"]),
        ("limit=2", vec!["open-a", "on-call-b"]),
        ("certainty=stated&state=on_call", vec!["on-call-b"]),
        ("lang=en&limit=1", vec!["open-a"]),
    ] {
        let answer = client.get(&format!("/v1/pharmacies?{NEAR}&{EVENING}&{filter}")).await;
        assert_eq!(answer.ids(), expected, "{filter}");
    }
    let within = client.get(&format!("/v1/pharmacies?near=35.6437,139.6710&radius_m=300&{EVENING}")).await.ids();
    assert_eq!(within, ["open-a", "on-call-b"]);
    let nearest = client.get(&format!("/v1/pharmacies?near=35.7,139.7&{EVENING}&limit=1")).await;
    assert_eq!(nearest.ids(), ["duty-h"], "without a radius: the nearest, wherever they are");
}

#[actix_web::test]
async fn saved_ones_are_asked_for_by_their_ids() {
    let client = serve(directory()).await;
    let asked = client.get("/v1/pharmacies?id=open-a,closed-c&id=open-a&id=gone-long-ago&near=35.6437,139.6710").await;
    assert_eq!(asked.ids(), ["open-a", "closed-c"], "each once, nearest first; who is not there is left out");
    assert_eq!(asked.json()["counts"]["matching"], 2);
    let near = client.get("/v1/pharmacies?id=open-a&near=35.6437,139.6710&radius_m=1").await;
    assert!(near.ids().is_empty(), "every other part still narrows");
    assert!(client.get("/v1/pharmacies?id=nobody").await.ids().is_empty());
    client.get("/v1/pharmacies?id=%E8%96%AC").await.blames("invalid_parameter", &["id"]);
    let many: Vec<String> = (0..101).map(|n| format!("p-{n}")).collect();
    client.get(&format!("/v1/pharmacies?id={}", many.join(","))).await.blames("invalid_parameter", &["id"]);
    let first = client.get("/v1/pharmacies?id=open-a,closed-c&limit=1").await.ok();
    let next = first["next"].as_str().unwrap();
    assert_eq!(client.get(&format!("/v1/pharmacies?id=open-a,closed-c&limit=1&cursor={next}")).await.ids().len(), 1);
    client.get(&format!("/v1/pharmacies?id=open-a&limit=1&cursor={next}")).await.problem(422, "invalid_cursor");
}

#[actix_web::test]
async fn now_is_the_servers_clock() {
    let (client, _) = serve_at("2026-11-22T19:30:59+09:00", directory()).await;
    let now = client.get(&format!("/v1/pharmacies?{NEAR}&open_now=true")).await;
    assert_eq!(now.ids(), ["open-a", "on-call-b", "late-f", "duty-h"]);
    assert_eq!(now.json()["at"], NOW, "an answer is for its minute");
}

#[actix_web::test]
async fn a_plus_that_was_not_escaped_is_understood() {
    let client = serve(directory()).await;
    let answer = client.get(&format!("/v1/pharmacies?{NEAR}&open_at=2026-11-22T19:30:00+09:00")).await;
    assert_eq!(answer.json()["at"], NOW);
}

#[actix_web::test]
async fn pages_follow_each_other_without_gap_or_double() {
    let client = serve(many(95)).await;
    let first = format!("/v1/pharmacies?{NEAR}&{EVENING}&limit=20");
    let (mut address, mut seen) = (first.clone(), Vec::new());
    for page in 0..5 {
        let answer = client.get(&address).await;
        seen.extend(answer.ids());
        let next = answer.json()["next"].as_str().map(str::to_owned);
        assert_eq!(next.is_none(), page == 4, "page {page}");
        let Some(next) = next else { break };
        address = format!("{first}&cursor={next}");
        assert!(answer.header("link").contains(&next) && answer.header("link").contains("rel=\"next\""));
    }
    let expected: Vec<String> = (0..95).map(|i| format!("p-{i:04}")).collect();
    assert_eq!(seen, expected);
}

#[actix_web::test]
async fn a_page_of_now_goes_on_for_the_instant_it_began() {
    let (client, live) = serve_at("2026-11-22T19:30:00+09:00", many(30)).await;
    let first = client.get("/v1/pharmacies?open_now=true&limit=20").await.ok();
    drop(live);
    let next = first["next"].as_str().unwrap();
    let second = client.get(&format!("/v1/pharmacies?open_now=true&limit=20&cursor={next}")).await.ok();
    assert_eq!(second["at"], first["at"]);
    assert_eq!(second["items"].as_array().unwrap().len(), 10);
}

#[actix_web::test]
async fn each_wrong_value_is_named_with_the_form_allowed() {
    let client = serve(directory()).await;
    let long = "あ".repeat(201);
    for (query, parameter) in [
        ("near=91,0", "near"),
        ("near=0,181", "near"),
        ("near=NaN,NaN", "near"),
        ("near=1e1,2", "near"),
        ("near=35.6", "near"),
        ("near=", "near"),
        ("near=1,2&near=1,2", "near"),
        ("near=1,2&radius_m=0", "radius_m"),
        ("near=1,2&radius_m=50001", "radius_m"),
        ("near=1,2&radius_m=-1", "radius_m"),
        ("near=1,2&radius_m=1.5", "radius_m"),
        ("bbox=1,2,3", "bbox"),
        ("bbox=1,2,3,91", "bbox"),
        ("area=setagaya", "area"),
        ("q=", "q"),
        ("q=%20%20", "q"),
        (&format!("q={long}"), "q"),
        ("open_at=2026-11-22T19:30:00", "open_at"),
        ("open_at=yesterday", "open_at"),
        ("open_at=2026-02-30T00:00:00Z", "open_at"),
        ("open_until=21:00", "open_until"),
        ("open_now=yes", "open_now"),
        ("state=opened", "state"),
        ("state=open,,closed", "state"),
        ("service=drugs", "service"),
        ("association=NOBODY!", "association"),
        ("membership=maybe", "membership"),
        ("certainty=sure", "certainty"),
        ("closing_soon=1", "closing_soon"),
        ("sort=price", "sort"),
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=ten", "limit"),
        ("lang=fr", "lang"),
        ("cursor=nonsense", "cursor"),
    ] {
        client.get(&format!("/v1/pharmacies?{query}")).await.blames("invalid_parameter", &[parameter]);
    }
    let all = client.get("/v1/pharmacies?near=x&limit=0&state=open,shut").await;
    all.blames("invalid_parameter", &["near", "state", "limit"]);
    // Of the form allowed, and naming nothing here.
    for (query, parameter) in [("area=99999", "area"), ("association=nobody", "association")] {
        client.get(&format!("/v1/pharmacies?{query}")).await.blames("unknown_value", &[parameter]);
    }
    client.get("/v1/pharmacies?area=99999&limit=0").await.blames("invalid_parameter", &["area", "limit"]);
}

#[actix_web::test]
async fn a_misspelt_filter_is_refused_not_ignored() {
    let client = serve(directory()).await;
    let problem = client.get("/v1/pharmacies?serivce=narcotics").await.blames("unknown_parameter", &["serivce"]);
    assert!(problem["errors"][0]["detail"].as_str().unwrap().contains("`service`"), "{problem}");
    assert!(problem["errors"][0]["detail_ja"].as_str().unwrap().contains("service"), "{problem}");
}

#[actix_web::test]
async fn parameters_that_contradict_each_other_are_refused() {
    let client = serve(directory()).await;
    for (query, parameter) in [
        ("radius_m=100", "radius_m"),
        ("open_now=true&open_at=2026-11-22T19:30:00Z", "open_now"),
        ("open_at=2026-11-22T19:30:00Z&open_until=2026-11-22T19:30:00Z", "open_until"),
        ("open_at=2026-11-22T19:30:00Z&open_until=2026-11-29T19:30:01Z", "open_until"),
        ("open_until=2027-12-01T00:00:00Z", "open_until"),
        // It is 19:30: nothing is asked by an end that has passed, and everybody would seem to fit.
        ("open_until=2026-11-22T19:30:00%2B09:00", "open_until"),
        ("open_until=2026-11-22T10:00:00%2B09:00", "open_until"),
    ] {
        client.get(&format!("/v1/pharmacies?{query}")).await.blames("contradictory_parameters", &[parameter]);
    }
}

#[actix_web::test]
async fn a_cursor_of_another_question_is_refused() {
    let client = serve(many(30)).await;
    let first = client.get(&format!("/v1/pharmacies?{EVENING}&limit=5")).await.ok();
    let cursor = first["next"].as_str().unwrap();
    client
        .get(&format!("/v1/pharmacies?{EVENING}&limit=5&state=open&cursor={cursor}"))
        .await
        .problem(422, "invalid_cursor");
}

#[actix_web::test]
async fn a_cursor_that_cant_be_followed_any_more_is_gone() {
    let client = serve(many(5)).await;
    let strange = format!("AQ{}", "A".repeat(60));
    let gone = client.get(&format!("/v1/pharmacies?{EVENING}&cursor={strange}&limit=5")).await;
    gone.problem(410, "cursor_gone");
    let again = format!("/v1/pharmacies?{EVENING}&limit=5");
    assert_eq!(gone.header("link"), format!("<{again}>; rel=\"first\""));
    assert_eq!(client.get(&again).await.ids().len(), 5);
    let alone = client.get(&format!("/v1/pharmacies.csv?cursor={strange}")).await;
    assert_eq!(alone.header("link"), "</v1/pharmacies.csv>; rel=\"first\"");
}

#[actix_web::test]
async fn far_instants_are_unknown_and_no_error() {
    let client = serve(directory()).await;
    for at in ["9999-12-31T23:59:59Z", "2099-01-01T12:00:00%2B09:00", "0001-01-01T00:00:00Z"] {
        let page = client.get(&format!("/v1/pharmacies?open_at={at}&state=open,on_call,unknown,closed")).await.ok();
        assert_eq!(page["items"].as_array().unwrap().len(), 9, "{at}");
        assert!(page["items"].as_array().unwrap().iter().all(|item| item["status"]["state"] == "unknown"), "{at}");
    }
}

#[actix_web::test]
async fn one_pharmacy_is_told_whole() {
    let client = serve(directory()).await;
    let one = client.get("/v1/pharmacies/late-f").await.ok();
    assert_eq!((&one["id"], &one["status"]["state"]), (&"late-f".into(), &"open".into()));
    assert_eq!(one["status"]["until"], "2026-11-23T02:00:00+09:00");
    assert!(one["distance_m"].is_null());
    let monday = client.get("/v1/pharmacies/shut-i?open_at=2026-11-25T10:00:00%2B09:00").await.ok();
    assert_eq!((&monday["status"]["state"], &monday["at"]), (&"open".into(), &"2026-11-25T10:00:00+09:00".into()));
    assert_eq!(
        monday["exceptions"][0],
        serde_json::json!({"on": "2026-11-22", "hours": "closed", "reason": "棚卸し（見本）"})
    );
    for unknown in ["nobody", "NOBODY", "%E8%96%AC", "a%2Fb"] {
        client.get(&format!("/v1/pharmacies/{unknown}")).await.problem(404, "unknown_pharmacy");
    }
    client.get("/v1/pharmacies/late-f?open_at=now").await.blames("invalid_parameter", &["open_at"]);
    client.get("/v1/pharmacies/late-f?limit=1").await.blames("unknown_parameter", &["limit"]);
}

#[actix_web::test]
async fn places_are_found_by_what_people_type() {
    let client = serve(directory()).await;
    let found = client.get("/v1/places?q=%E5%A4%AA%E5%AD%90%E5%A0%82%EF%BC%94-1").await.ok();
    let first = &found["items"][0];
    assert_eq!((&first["area"], &first["level"]), (&"13112".into(), &"building".into()), "{found}");
    assert!((first["lat"].as_f64().unwrap() - 35.65).abs() < 0.01, "{found}");
    assert!(client.get("/v1/places?q=nowhere").await.ok()["items"].as_array().unwrap().is_empty());
    for wrong in ["", "?q=", "?q=%20", "?q=a&q=b"] {
        client.get(&format!("/v1/places{wrong}")).await.blames("invalid_parameter", &["q"]);
    }
}

#[actix_web::test]
async fn items_of_a_list_are_the_same_as_one_by_one() {
    let client = serve(directory()).await;
    let page = client.get(&format!("/v1/pharmacies?{NEAR}")).await.ok();
    for item in page["items"].as_array().unwrap() {
        let mut one = client.get(&format!("/v1/pharmacies/{}", item["id"].as_str().unwrap())).await.ok();
        for own in ["at", "revision", "generated_at", "ttl"] {
            assert!(one.as_object_mut().unwrap().remove(own).is_some(), "{own}");
        }
        one["distance_m"] = item["distance_m"].clone();
        assert_eq!(one, *item);
    }
}
