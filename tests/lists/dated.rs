//! What differs on a date: exceptions and rosters.

use serde_json::json;

use crate::support::{Client, LIST, list, on_each_database};

/// The id of the pharmacy of that name on Setagaya's list.
async fn id_of(server: &Client, name: &str) -> String {
    let found =
        server.get("/v1/pharmacies?association=setagaya&state=open,on_call,closed,unknown&limit=100").await.of(200);
    let items = found["items"].as_array().unwrap();
    items.iter().find(|item| item["name"] == name).unwrap()["id"].as_str().unwrap().to_owned()
}

/// The state of a pharmacy at noon of a day.
async fn at_noon(server: &Client, id: &str, day: &str) -> serde_json::Value {
    let told = server.get(&format!("/v1/pharmacies/{id}?open_at={day}T12:00:00%2B09:00")).await.of(200);
    json!([told["status"]["state"], told["status"]["basis"]])
}

fn days_ahead(days: i64) -> String {
    // A Tuesday, so that it is no Sunday by chance; which holidays there are plays no part.
    let day = chrono::Utc::now().date_naive() + chrono::TimeDelta::days(days);
    day.format("%Y-%m-%d").to_string()
}

#[actix_web::test]
async fn a_closed_day_is_out_at_once_and_can_be_taken_back() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let editor = server.with(&house.token("editor:setagaya"));
        let other = server.with(&house.token("editor:tamagawa-kinuta"));
        editor.publish(&editor.send(list(LIST)).await).await.of(200);
        let id = id_of(&server, "あおば薬局（見本）").await;
        let address = format!("/v1/pharmacies/{id}/exceptions");
        let day = days_ahead(5);
        let closed = json!({ "date": day, "hours": "休業", "reason": "研修のため" });
        other.post_json(&address, &[], &closed).await.problem(403, "forbidden");
        server.post_json(&address, &[], &closed).await.problem(401, "unauthorized");
        let entered = editor.post_json(&address, &[], &closed).await;
        assert_eq!((&entered.of(201)["hours"], &entered.of(201)["reason"]), (&"off".into(), &"研修のため".into()));
        assert_eq!(at_noon(&server, &id, &day).await, json!(["closed", "exception"]));
        let opened = json!({ "date": day, "hours": "11:00～翌2:00" });
        assert_eq!(editor.post_json(&address, &[], &opened).await.of(201)["hours"], "11:00-26:00");
        assert_eq!(at_noon(&server, &id, &day).await, json!(["open", "exception"]), "the later word holds");
        let kept = editor.get(&address).await.of(200);
        let ids: Vec<&str> = kept["items"].as_array().unwrap().iter().map(|e| e["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), 2);
        for exception in ids {
            let one = format!("{address}/{exception}");
            assert_eq!(editor.ask(reqwest::Method::DELETE, &one, &[], vec![]).await.status, 204);
            editor.ask(reqwest::Method::DELETE, &one, &[], vec![]).await.problem(404, "unknown_exception");
        }
        assert_ne!(at_noon(&server, &id, &day).await[1], "exception");
    })
    .await;
}

#[actix_web::test]
async fn a_day_that_can_not_be_meant_is_refused() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let editor = server.with(&house.token("operator"));
        let found =
            server.get("/v1/pharmacies?association=setagaya&state=open,on_call,closed,unknown&limit=1").await.of(200);
        let address = format!("/v1/pharmacies/{}/exceptions", found["items"][0]["id"].as_str().unwrap());
        let (ahead, far) = (days_ahead(3), days_ahead(800));
        for (body, blamed) in [
            (json!({ "date": "2020-01-01", "hours": "休業" }), "date"),
            (json!({ "date": far, "hours": "休業" }), "date"),
            (json!({ "date": "2026-02-30", "hours": "休業" }), "date"),
            (json!({ "date": ahead, "hours": "たぶん" }), "hours"),
            (json!({ "date": ahead, "hours": "" }), "hours"),
            (json!({ "date": ahead, "hours": "休業", "reason": "一\n二" }), "reason"),
            (json!({ "date": ahead }), "body"),
        ] {
            let problem = editor.post_json(&address, &[], &body).await.problem(422, "invalid_fields");
            assert_eq!(problem["errors"][0]["parameter"], blamed, "{problem}");
        }
        let unknown = json!({ "date": ahead, "hours": "休業" });
        editor.post_json("/v1/pharmacies/none-such/exceptions", &[], &unknown).await.problem(404, "unknown_pharmacy");
    })
    .await;
}

#[actix_web::test]
async fn a_roster_is_entered_whole_or_not_at_all() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let editor = server.with(&house.token("editor:setagaya"));
        editor.publish(&editor.send(list(LIST)).await).await.of(200);
        let (one, two, three) = (days_ahead(400), days_ahead(401), days_ahead(402));
        let send = "/v1/duties?association=setagaya";
        let csv = format!(
            "日付,薬局名,時間\n{one},あおば薬局（見本）,9:00～17:00\n{two},もみじ薬局（見本）,20:00～翌8:00\n{three},あおば薬局（見本）,9:00～17:00\n"
        );
        let trial = editor.post(&format!("{send}&dry_run=true"), &[], csv.clone()).await.of(200);
        assert_eq!((trial["added"].as_array().unwrap().len(), &trial["revision"]), (3, &serde_json::Value::Null));
        let entered = editor.post(send, &[], csv.clone()).await.of(200);
        assert!(entered["revision"].is_i64(), "{entered}");
        let id = id_of(&server, "あおば薬局（見本）").await;
        assert_eq!(at_noon(&server, &id, &one).await, json!(["open", "duty"]));
        let again = editor.post(send, &[], csv.clone()).await.of(200);
        assert_eq!((&again["unchanged"], &again["revision"]), (&3.into(), &serde_json::Value::Null));
        // The middle one goes when a roster of the same days no longer names it.
        let kept: Vec<&str> = csv.lines().filter(|line| !line.contains("もみじ")).collect();
        let shorter = kept.join("\n") + "\n";
        let replaced = editor.post(send, &[], shorter).await.of(200);
        assert_eq!((replaced["removed"].as_array().unwrap().len(), &replaced["unchanged"]), (1, &2.into()));

        let bad = format!(
            "日付,薬局名,時間\n{one},しらない薬局,9:00～17:00\n{two},もみじ薬局（見本）,17:00～13:00\n\
             {three},もみじ薬局（見本）,9:00～17:00\n{three},もみじ薬局（見本）,16:00～20:00\n2099-01-01,もみじ薬局（見本）,9:00～17:00\n"
        );
        let revision = server.revision().await;
        let problem = editor.post(send, &[], bad).await.problem(422, "roster_refused");
        let mut told: Vec<(String, String)> = problem["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|e| (e["parameter"].as_str().unwrap().to_owned(), e["allowed"].as_str().unwrap().to_owned()))
            .collect();
        told.sort();
        let told: Vec<(&str, &str)> = told.iter().map(|(row, code)| (row.as_str(), code.as_str())).collect();
        assert_eq!(
            told,
            [
                ("row 2", "roster_unknown_pharmacy"),
                ("row 3", "roster_backwards"),
                ("row 5", "roster_overlap"),
                ("row 6", "roster_too_far_ahead")
            ]
        );
        assert_eq!(server.revision().await, revision);
        let json = json!({ "shifts": [{ "pharmacy_id": id, "start": format!("{one}T17:00:00+09:00"), "end": format!("{one}T16:00:00+09:00") }] });
        editor.post_json(send, &[], &json).await.problem(422, "roster_refused");
        editor.post("/v1/duties?association=tamagawa-kinuta", &[], csv).await.problem(403, "forbidden");
        editor.post(send, &[], "薬局名,電話番号\nあおば薬局,1\n").await.problem(422, "unreadable_file");
    })
    .await;
}

#[actix_web::test]
async fn days_that_are_over_take_nothing_back() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let editor = server.with(&house.token("editor:setagaya"));
        editor.publish(&editor.send(list(LIST)).await).await.of(200);
        let send = "/v1/duties?association=setagaya";
        let (first, middle, last) = (days_ahead(420), days_ahead(425), days_ahead(430));
        let row = |day: &str, name: &str| format!("{day},{name}（見本）,9:00～17:00\n");
        let published = format!("日付,薬局名,時間\n{}", row(&middle, "もみじ薬局"));
        editor.post(send, &[], published).await.of(200);
        // A year that was mistaken: what stands between it and the last day stays.
        let mistaken =
            format!("日付,薬局名,時間\n{}{}", row(&days_ahead(-300), "あおば薬局"), row(&last, "あおば薬局"));
        let problem = editor.post(send, &[], mistaken).await.problem(422, "roster_refused");
        assert_eq!(problem["errors"][0]["allowed"], "roster_past", "{problem}");
        let id = id_of(&server, "もみじ薬局（見本）").await;
        assert_eq!(at_noon(&server, &id, &middle).await, json!(["open", "duty"]));
        let right = format!("日付,薬局名,時間\n{}{}", row(&first, "あおば薬局"), row(&last, "あおば薬局"));
        let replaced = editor.post(send, &[], right).await.of(200);
        assert_eq!(replaced["removed"][0]["pharmacy_id"], id, "{replaced}");
    })
    .await;
}

#[actix_web::test]
async fn more_shifts_than_one_answer_holds_are_not_cut_short() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let editor = server.with(&house.token("editor:setagaya"));
        let rows: Vec<String> =
            (1..=4).map(|n| format!("薬局{n}（見本）,東京都世田谷区太子堂4-{n}-1,00-0000-901{n},")).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        editor.publish(&editor.send(list(&rows)).await).await.of(200);
        let day: chrono::NaiveDate = days_ahead(450).parse().unwrap();
        let mut shifts = Vec::new();
        for n in 1..=4 {
            let id = id_of(&server, &format!("薬局{n}（見本）")).await;
            for minute in 0..1300 {
                let at = |minute| {
                    (day.and_time(chrono::NaiveTime::MIN) + chrono::TimeDelta::minutes(minute))
                        .format("%Y-%m-%dT%H:%M:00+09:00")
                        .to_string()
                };
                shifts.push(json!({ "pharmacy_id": id, "start": at(minute), "end": at(minute + 1) }));
            }
        }
        let (most, over) = shifts.split_at(5000);
        let send = "/v1/duties?association=setagaya&mode=add";
        editor.post_json(send, &[], &json!({ "shifts": most })).await.of(200);
        let told = server.get(&format!("/v1/duties?date={day}&area=13112")).await.of(200);
        assert_eq!(told["items"].as_array().unwrap().len(), 5000);
        editor.post_json(send, &[], &json!({ "shifts": &over[..1] })).await.of(200);
        let address = format!("/v1/duties?date={day}&area=13112");
        let problem = server.get(&address).await.problem(422, "contradictory_parameters");
        assert_eq!(problem["errors"][0]["parameter"], "area", "{problem}");
        assert!(problem["errors"][0]["detail"].as_str().unwrap().contains("5001"), "{problem}");
    })
    .await;
}

#[actix_web::test]
async fn a_roster_is_taken_back_by_its_id() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let editor = server.with(&house.token("editor:setagaya"));
        editor.publish(&editor.send(list(LIST)).await).await.of(200);
        let days = [days_ahead(460), days_ahead(461)];
        let send = "/v1/duties?association=setagaya";
        let first = format!("日付,薬局名,時間\n{},あおば薬局（見本）,9:00～17:00\n", days[0]);
        let first_id = editor.post(send, &[], first.clone()).await.of(200)["roster"].as_str().unwrap().to_owned();
        // Beside the first, touching nothing of it.
        let id = id_of(&server, "もみじ薬局（見本）").await;
        let at = |time: &str| format!("{}T{time}:00+09:00", days[1]);
        let second = json!({ "shifts": [{ "pharmacy_id": id, "start": at("09:00"), "end": at("17:00") }] });
        let second_id = editor.post_json(send, &[], &second).await.of(200)["roster"].as_str().unwrap().to_owned();
        let trial = editor.post(&format!("{send}&dry_run=true"), &[], first.replace("17:00", "18:00")).await.of(200);
        assert_eq!(trial["roster"], json!(null));
        let base = "/v1/associations/setagaya/rosters";
        let told = editor.get(base).await.of(200);
        let ids: Vec<&str> = told["items"].as_array().unwrap().iter().map(|e| e["id"].as_str().unwrap()).collect();
        assert_eq!(ids, [&*second_id, &*first_id]);
        assert_eq!(told["next"], json!(null));
        let earlier = editor.get(&format!("{base}?before={second_id}")).await.of(200);
        assert_eq!((&earlier["items"][0]["id"], earlier["items"].as_array().unwrap().len()), (&json!(first_id), 1));
        editor.get(&format!("{base}?before=none-such")).await.problem(404, "not_found");
        editor.get(&format!("{base}?before=A")).await.problem(400, "invalid_parameter");
        editor.get(&format!("{base}?after={second_id}")).await.problem(400, "unknown_parameter");
        assert_eq!(editor.get(&format!("{base}/{first_id}/file")).await.text(), first);
        let json = editor.get(&format!("{base}/{second_id}/file")).await.json();
        assert_eq!(json, second);

        let undo = format!("{base}/{first_id}/undo");
        server.post(&undo, &[], "").await.problem(401, "unauthorized");
        server.with(&house.token("editor:tamagawa-kinuta")).post(&undo, &[], "").await.problem(403, "forbidden");
        let auditor = server.with(&house.token("auditor"));
        auditor.post(&undo, &[], "").await.problem(403, "forbidden");
        assert_eq!(auditor.get(base).await.of(200)["items"].as_array().unwrap().len(), 2);
        let undone = editor.post(&undo, &[], "").await.of(200);
        assert_eq!((&undone["withdrawn"], &undone["restored"]), (&json!(1), &json!(0)));
        editor.post(&undo, &[], "").await.problem(404, "not_found");
        editor.post(&format!("{base}/none/undo"), &[], "").await.problem(404, "not_found");
        // Entered again, and corrected: the older can't go before the newer.
        let again = editor.post(send, &[], first.clone()).await.of(200)["roster"].as_str().unwrap().to_owned();
        let replaced = first.replace("9:00～17:00", "10:00～17:00");
        let newer = editor.post(send, &[], replaced).await.of(200);
        assert_eq!(newer["removed"].as_array().unwrap().len(), 1);
        let refused = editor.post(&format!("{base}/{again}/undo"), &[], "").await.problem(409, "wrong_state");
        assert!(refused["detail"].as_str().unwrap().contains("entered"), "{refused}");
        editor.post(&format!("{base}/{}/undo", newer["roster"].as_str().unwrap()), &[], "").await.of(200);
        let shifts = server.get(&format!("/v1/duties?date={}&area=13112", days[0])).await.of(200);
        assert!(shifts["items"][0]["start"].as_str().unwrap().contains("T09:00"), "{shifts}");
    })
    .await;
}

#[actix_web::test]
async fn of_rosters_sent_at_once_each_sees_the_one_before() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let editor = server.with(&house.token("editor:setagaya"));
        editor.publish(&editor.send(list(LIST)).await).await.of(200);
        let day = days_ahead(470);
        let roster = format!("日付,薬局名,時間\n{day},あおば薬局（見本）,9:00～17:00\n");
        let send = || editor.post("/v1/duties?association=setagaya", &[], roster.clone());
        let answers = futures_util::future::join_all((0..8).map(|_| send())).await;
        let entered: Vec<_> =
            answers.iter().map(|answer| answer.of(200)["roster"].clone()).filter(|id| !id.is_null()).collect();
        assert_eq!(entered.len(), 1, "{entered:?}");
        let shifts = server.get(&format!("/v1/duties?date={day}&area=13112")).await.of(200);
        assert_eq!(shifts["items"].as_array().unwrap().len(), 1, "{shifts}");
        let undo = format!("/v1/associations/setagaya/rosters/{}/undo", entered[0].as_str().unwrap());
        let answers = futures_util::future::join_all((0..4).map(|_| editor.post(&undo, &[], ""))).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    })
    .await;
}

/// What is told of a pharmacy at noon of a day, when it has come to be `wanted`; servers take it within seconds.
async fn comes_to_be(server: &Client, id: &str, day: &str, wanted: serde_json::Value) {
    let mut told = json!(null);
    for _ in 0..100 {
        let answer = server.get(&format!("/v1/pharmacies/{id}?open_at={day}T12:00:00%2B09:00")).await.of(200);
        told = json!([answer["status"]["basis"], answer["status"]["caution"].is_object()]);
        if told == wanted {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("{day}: {told}, not {wanted}");
}

#[actix_web::test]
async fn the_end_of_the_year_and_times_of_caution_are_the_operator_s() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let editor = server.with(&house.token("editor:setagaya"));
        let open = "あおば薬局（見本）,東京都世田谷区太子堂4-1-1,00-0000-9001,月～土9:00～18:00";
        editor.publish(&editor.send(list(&[open])).await).await.of(200);
        let id = id_of(&server, "あおば薬局（見本）").await;
        let is = async |day: &str, basis: &str, caution: bool| {
            comes_to_be(&server, &id, day, json!([basis, caution])).await;
        };
        // 2026-12-29 is a Tuesday, 2027-01-04 a Monday, 2027-08-13 a Friday, 2027-07-14 a Wednesday.
        is("2026-12-29", "year_end", false).await;
        is("2027-01-04", "weekly", false).await;
        is("2027-08-13", "weekly", true).await;
        is("2027-07-14", "weekly", false).await;
        let add = |more: &[&str]| {
            let of = ["--name", "世田谷薬剤師会（見本）", "--name-en", "Setagaya", "--area", "13112"];
            let place = ["--prefecture", "東京都", "--municipality", "世田谷区"];
            house.run(&[&["association", "add", "setagaya"], &of[..], &place, more].concat())
        };
        add(&["--year-end", "12-30..01-04"]);
        is("2026-12-29", "weekly", false).await;
        is("2027-01-04", "year_end", false).await;
        // Said again without it, it stays.
        add(&["--rank", "11"]);
        assert!(house.run(&["association", "list"]).contains("\t世田谷区\t12-30..01-04"));
        is("2027-01-04", "year_end", false).await;
        for wrong in ["12-30", "12-32..01-04", "年末"] {
            let output = house
                .command(&[
                    "association",
                    "add",
                    "setagaya",
                    "--name",
                    "x",
                    "--name-en",
                    "x",
                    "--area",
                    "13112",
                    "--prefecture",
                    "東京都",
                    "--municipality",
                    "世田谷区",
                    "--year-end",
                    wrong,
                ])
                .output()
                .unwrap();
            assert_eq!(output.status.code(), Some(2), "{wrong}");
        }
        add(&["--year-end", "default"]);
        is("2026-12-29", "year_end", false).await;

        assert_eq!(house.run(&["caution", "list"]), "from,to\n08-13,08-16");
        house.run_with(&["caution", "set", "-"], "from,to\n07-13,07-16\n");
        assert_eq!(house.run(&["caution", "list"]), "from,to\n07-13,07-16");
        is("2027-07-14", "weekly", true).await;
        is("2027-08-13", "weekly", false).await;
        house.run_with(&["caution", "set", "-"], "from,to\n");
        is("2027-07-14", "weekly", false).await;
        house.run(&["caution", "reset"]);
        is("2027-08-13", "weekly", true).await;
    })
    .await;
}

#[actix_web::test]
async fn everything_done_is_in_the_audit() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let editor = server.with(&house.token("editor:setagaya"));
        let sent = editor.send(list(LIST)).await;
        editor.publish(&sent).await.of(200);
        let told = editor.get("/v1/audit?limit=2").await.of(200);
        let subject = format!("setagaya/listing:{}", sent.id());
        let of = |at: usize| (told["items"][at]["action"].clone(), told["items"][at]["subject"].clone());
        assert_eq!(of(0), (json!("listing.publish"), json!(subject)));
        assert_eq!(of(1), (json!("listing.check"), json!(subject)));
        assert!(told["items"][1]["detail"]["file_digest"].is_string(), "{told}");
        assert!(told["items"][0]["actor"].as_str().unwrap().starts_with("token:"), "{told}");
        let before = editor.get(&format!("/v1/audit?before={}", told["next"].as_str().unwrap())).await.of(200);
        assert!(
            before["items"]
                .as_array()
                .unwrap()
                .iter()
                .all(|entry| entry["subject"].as_str().unwrap().starts_with("setagaya/"))
        );
        editor.get("/v1/audit?association=tamagawa-kinuta").await.problem(403, "forbidden");
        let auditor = server.with(&house.token("auditor"));
        let all = auditor.get("/v1/audit?limit=200").await.of(200);
        assert!(all["items"].as_array().unwrap().iter().any(|entry| entry["action"] == "token.create"));
        auditor.get("/v1/audit?limit=0").await.problem(400, "invalid_parameter");
    })
    .await;
}

#[actix_web::test]
async fn a_rotation_by_rule_becomes_dated_duties() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let editor = server.with(&house.token("editor:setagaya"));
        editor.publish(&editor.send(list(LIST)).await).await.of(200);
        let rules = "時間：9:00～17:00\n第1・3日曜はA班、第2・4・5日曜はB班\n薬局名,班\nあおば薬局（見本）,A班\nもみじ薬局（見本）,B班\n";
        let address = "/v1/duties?association=setagaya";
        let kind = [("content-type", "text/csv")];
        let refused = editor.post(address, &kind, rules.as_bytes().to_vec()).await.problem(422, "roster_refused");
        assert_eq!(refused["errors"][0]["allowed"], "roster_rule_without_period", "{refused}");
        let until = days_ahead(20);
        let address = format!("{address}&until={until}");
        let entered = editor.post(&address, &kind, rules.as_bytes().to_vec()).await.of(200);
        let added = entered["added"].as_array().unwrap();
        assert!((2..=3).contains(&added.len()), "{entered}");
        assert_eq!(entered["rules_until"], until);
        for shift in added {
            let start: chrono::DateTime<chrono::FixedOffset> = shift["start"].as_str().unwrap().parse().unwrap();
            let day = start.date_naive();
            let is_first_or_third = matches!((chrono::Datelike::day(&day) - 1) / 7, 0 | 2);
            let name = if is_first_or_third { "あおば薬局（見本）" } else { "もみじ薬局（見本）" };
            assert_eq!((chrono::Datelike::weekday(&day), &shift["name"]), (chrono::Weekday::Sun, &name.into()));
        }
        let again = editor.post(&address, &kind, rules.as_bytes().to_vec()).await.of(200);
        assert_eq!((&again["unchanged"], &again["revision"]), (&added.len().into(), &serde_json::Value::Null));
        // How far it reaches is told to everyone, with the warning that is due; the demonstration's reaches further.
        let told = server.get("/v1/associations/setagaya").await.of(200);
        let left = told["roster"]["days_left"].as_i64().unwrap();
        assert!(left >= 13, "{told}");
        let due = [2, 7, 14, 30].into_iter().find(|days| left <= *days);
        assert_eq!(told["roster"]["warning"], serde_json::json!(due));
        let duties = server.get("/v1/duties?area=13112").await.of(200);
        let of_setagaya = |roster: &&serde_json::Value| roster["association"] == "setagaya";
        let roster = duties["rosters"].as_array().unwrap().iter().find(of_setagaya).unwrap();
        assert_eq!(roster["until"], told["roster"]["until"]);
    })
    .await;
}
