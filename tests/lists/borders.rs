//! The border of a ward, as an operator gives it: who stands within is of its area.

use std::fs;

use serde_json::{Value, json};

use crate::support::{Client, House, on_each_database};

/// A rectangle around the middle of the demonstration's ward, its western half.
const WEST: [[f64; 2]; 5] =
    [[139.580, 35.590], [139.645, 35.590], [139.645, 35.690], [139.580, 35.690], [139.580, 35.590]];

fn file(house: &House, name: &str, content: &Value) -> String {
    let path = house.folder().join(name);
    fs::write(&path, content.to_string()).unwrap();
    path.display().to_string()
}

#[expect(clippy::needless_pass_by_value, reason = "values of json! are made where they are used")]
fn border(properties: Value, ring: &[[f64; 2]]) -> Value {
    json!({ "type": "Feature", "properties": properties, "geometry": { "type": "Polygon", "coordinates": [ring] } })
}

/// The pharmacies that are found with the question: id, position, address.
async fn found(server: &Client, question: &str) -> Vec<(String, Option<(f64, f64)>, String)> {
    let mut found = Vec::new();
    let states = "state=open&state=on_call&state=closed&state=unknown&limit=100";
    let page = server.get(&format!("/v1/pharmacies?{question}&{states}")).await.of(200);
    assert_eq!(page["next"], Value::Null, "the demonstration fits on one page");
    for item in page["items"].as_array().unwrap() {
        let at = item["position"].as_object().map(|at| (at["lat"].as_f64().unwrap(), at["lon"].as_f64().unwrap()));
        let address = item["address"].as_str().unwrap_or_default().to_owned();
        found.push((item["id"].as_str().unwrap().to_owned(), at, address));
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

/// Waits until the server has seen what a command changed.
async fn seen(server: &Client, revision: i64) {
    for _ in 0..600 {
        if server.revision().await > revision {
            return;
        }
        actix_web::rt::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the server never sees a revision after {revision}");
}

#[actix_web::test]
async fn who_stands_within_a_border_is_of_its_area() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let all = found(&server, "area=13").await;
        // A municipality of the test's own: nobody's address names it, no list is of it. Only its border tells.
        server.get("/v1/pharmacies?area=13999").await.problem(422, "unknown_value");
        let before = server.revision().await;
        let west = border(json!({ "code": "13999", "name": "見本西区" }), &WEST);
        let path = file(&house, "west.geojson", &json!({ "type": "FeatureCollection", "features": [west] }));
        let told = house.run(&["area", "import", &path]);
        assert!(told.contains("borders taken 1") && told.contains("13999\t東京都見本西区"), "{told}");
        seen(&server, before).await;

        let within = |at: &(f64, f64)| (35.590..35.690).contains(&at.0) && (139.580..139.645).contains(&at.1);
        let expected: Vec<_> = all.iter().filter(|(_, at, _)| at.as_ref().is_some_and(within)).cloned().collect();
        assert!(!expected.is_empty() && expected.len() < all.len(), "the border parts the demonstration");
        assert_eq!(found(&server, "area=13999").await, expected);
        assert_eq!(found(&server, "area=13").await, all, "everybody is still of the prefecture");

        let covered = server.get("/v1/coverage?area=13999&date=2026-11-25").await.of(200);
        assert_eq!((&covered["sampling"], &covered["pharmacies"]), (&"border".into(), &expected.len().into()));
        assert!(covered["points"].as_u64().is_some_and(|points| points > 500), "{covered}");
        let ward = server.get("/v1/coverage?area=13112&date=2026-11-25").await.of(200);
        assert_eq!(ward["sampling"], "towns", "of the ward itself only the towns are known");

        assert!(house.run(&["area", "list"]).starts_with("13999\t東京都見本西区\t5 points"));
        let before = server.revision().await;
        house.run(&["area", "remove", "13999"]);
        seen(&server, before).await;
        server.get("/v1/pharmacies?area=13999").await.problem(422, "unknown_value");
    })
    .await;
}

/// With the ward's own border, a list no longer makes a pharmacy one of the ward that stands elsewhere.
#[actix_web::test]
async fn a_border_tells_more_than_a_list() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let token = house.token("editor:setagaya");
        let editor = server.with(&token);
        let rows = [
            "薬局名,所在地,電話番号,開局時間,緯度,経度",
            "うち薬局（見本）,世田谷区太子堂4-1-1,00-0000-9001,月～金9:00～18:00,35.6437,139.6710",
            "そと薬局（見本）,目黒区下目黒1-1-1,00-0000-9002,月～金9:00～18:00,35.6330,139.7150",
            "どこか薬局（見本）,,00-0000-9003,月～金9:00～18:00,,",
        ];
        let listing = editor.send(rows.join("\n")).await;
        editor.publish(&listing).await.of(200);
        let names = async |question: &str| {
            let states = "state=open&state=on_call&state=closed&state=unknown&limit=100&association=setagaya";
            let page = server.get(&format!("/v1/pharmacies?{question}&{states}")).await.of(200);
            let mut names: Vec<String> = page["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|item| item["name"].as_str().unwrap().to_owned())
                .collect();
            names.sort();
            names
        };
        let (here, nowhere, there) = ("うち薬局（見本）", "どこか薬局（見本）", "そと薬局（見本）");
        assert_eq!(names("area=13112").await, [here, there, nowhere]);
        let before = server.revision().await;
        let ward = [[139.58, 35.59], [139.69, 35.59], [139.69, 35.69], [139.58, 35.69], [139.58, 35.59]];
        let path = file(&house, "ward.geojson", &border(json!({ "ward": 131_121 }), &ward));
        house.run(&["area", "import", "--code-property", "ward", &path]);
        seen(&server, before).await;
        assert_eq!(names("area=13112").await, [here, nowhere], "of whom nothing else is known, the list still tells");
        assert_eq!(names("").await, [here, there, nowhere], "nobody is lost");
    })
    .await;
}

#[actix_web::test]
async fn a_file_at_fault_changes_nothing() {
    on_each_database(async |mut house| {
        let server = house.serve();
        let before = server.revision().await;
        let open = [WEST[0], WEST[1], WEST[2], WEST[3]];
        let features = [
            border(json!({ "code": "13999", "name": "見本西区" }), &WEST),
            border(json!({ "code": "13998", "name": "見本東区" }), &open),
            border(json!({ "number": 3 }), &WEST),
        ];
        let path = file(&house, "broken.geojson", &json!({ "type": "FeatureCollection", "features": features }));
        let refused = house.command(&["area", "import", &path]).output().unwrap();
        let told = String::from_utf8(refused.stderr).unwrap();
        assert_eq!(refused.status.code(), Some(2), "{told}");
        for part in
            ["broken.geojson", "feature 2: (13998) ring 1: it is not closed", "feature 3: no property", "number"]
        {
            assert!(told.contains(part), "{part} not in {told}");
        }
        assert!(!told.contains("feature 1"), "{told}");
        assert_eq!(house.run(&["area", "list"]), "");
        assert_eq!(server.revision().await, before);
        let unknown = house.command(&["area", "remove", "13999"]).output().unwrap();
        assert_eq!(unknown.status.code(), Some(2));
    })
    .await;
}
