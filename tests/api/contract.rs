//! The contract: committed = generated, whole, and true of what is served.

use serde_json::Value;

use crate::support::{contract, directory, serve};

#[test]
fn the_committed_contract_is_the_generated_one() {
    let generated = yoruyaku::web::openapi();
    if is_updating() {
        std::fs::write("openapi/yoruyaku.json", &generated).unwrap();
    }
    let committed = std::fs::read_to_string("openapi/yoruyaku.json").unwrap_or_default();
    assert!(
        committed == generated,
        "openapi/yoruyaku.json is not what the routes say; UPDATE_OPENAPI=1 cargo test --test api rewrites it (twice, when an example changed)"
    );
}

/// The operations with the address whose answer is their example.
const EXAMPLES: [(&str, &str); 15] = [
    ("list_pharmacies", "/v1/pharmacies?near=35.6437,139.6710&radius_m=250&open_now=true"),
    ("get_pharmacy", "/v1/pharmacies/on-call-b"),
    ("get_pharmacy_hours", "/v1/pharmacies/late-f/hours?from=2026-11-22&to=2026-11-23"),
    ("list_places", "/v1/places?q=%E5%A4%AA%E5%AD%90%E5%A0%824"),
    ("list_duties", "/v1/duties?date=2026-11-22&area=13112"),
    ("get_coverage", "/v1/coverage?area=13112&date=2026-11-22"),
    ("list_holidays", "/v1/holidays?year=2026"),
    ("list_associations", "/v1/associations"),
    ("get_association", "/v1/associations/setagaya"),
    ("get_area", "/v1/areas/13112"),
    ("get_dataset", "/v1/dataset"),
    ("get_liveness", "/health/live"),
    ("get_readiness", "/health/ready"),
    ("list_problems", "/problems"),
    ("get_problem", "/problems/invalid_parameter"),
];

/// Every example of the contract is what is really answered.
#[actix_web::test]
async fn examples_are_answers() {
    let client = serve(directory()).await;
    for (operation, address) in EXAMPLES {
        let answer = client.get(address).await.ok();
        let path = format!("openapi/examples/{operation}.json");
        if is_updating() {
            std::fs::write(&path, serde_json::to_string_pretty(&answer).unwrap() + "\n").unwrap();
        }
        let kept: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!(kept, answer, "{path}: UPDATE_OPENAPI=1 cargo test --test api rewrites it");
    }
    let list = |format| {
        let asked = format!("/v1/pharmacies.{format}?near=35.6437,139.6710&radius_m=250&open_now=true");
        (format!("list_pharmacies.{format}"), asked)
    };
    let one = |format| (format!("get_pharmacy.{format}"), format!("/v1/pharmacies/duty-h.{format}"));
    let calendars = [
        ("get_association_calendar.ics", "/v1/associations/tamagawa-kinuta.ics"),
        ("get_area_calendar.ics", "/v1/areas/13112.ics"),
    ];
    let texts = ["geojson", "csv", "ndjson", "jsonld"].map(list).into_iter();
    let texts = texts.chain(["geojson", "csv", "jsonld", "ics"].map(one));
    for (name, asked) in texts.chain(calendars.map(|(name, asked)| (name.to_owned(), asked.to_owned()))) {
        let answer = String::from_utf8(client.get(&asked).await.body).unwrap();
        let path = format!("openapi/examples/{name}");
        if is_updating() {
            std::fs::write(&path, &answer).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap(), answer, "{path}");
    }
    // What needs a token is answered from a database: `tests/lists`.
    let public = operations().filter(|(_, operation)| operation["security"].is_null());
    // So are bulk files, which are prepared from one.
    for (name, operation) in public.filter(|(name, _)| !name.contains("/v1/bulk/")) {
        let Some(content) = operation["responses"]["200"]["content"].as_object() else { continue };
        if !content.keys().next().unwrap().contains("json") {
            continue;
        }
        assert!(content.values().next().unwrap()["example"] != Value::Null, "{name} has no example");
    }
}

fn is_updating() -> bool {
    std::env::vars_os().any(|(name, _)| name == "UPDATE_OPENAPI")
}

fn operations() -> impl Iterator<Item = (String, &'static Value)> {
    contract()["paths"].as_object().unwrap().iter().flat_map(|(path, item)| {
        item.as_object().unwrap().iter().map(move |(method, operation)| (format!("{method} {path}"), operation))
    })
}

#[test]
fn every_operation_is_described() {
    let tags: Vec<&str> =
        contract()["tags"].as_array().unwrap().iter().map(|tag| tag["name"].as_str().unwrap()).collect();
    let mut ids = std::collections::BTreeSet::new();
    for (name, operation) in operations() {
        let id = operation["operationId"].as_str().unwrap();
        assert!(ids.insert(id), "{id} twice");
        let verb = id.split('_').next().unwrap();
        let verbs = [
            "get", "list", "create", "update", "delete", "publish", "restore", "withdraw", "recheck", "confirm", "undo",
        ];
        assert!(verbs.contains(&verb), "{id}");
        for text in ["summary", "description"] {
            assert!(operation[text].as_str().is_some_and(|text| text.len() > 5), "{text} of {name}");
        }
        for tag in operation["tags"].as_array().unwrap() {
            assert!(tags.contains(&tag.as_str().unwrap()), "{tag} of {name}");
        }
        for response in ["4XX", "5XX"] {
            assert!(operation["responses"][response].is_object(), "{response} of {name}");
        }
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            assert!(parameter["description"].as_str().is_some_and(|text| text.len() > 5), "{parameter} of {name}");
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    fn walk(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(map) => {
                found.extend(map.get("$ref").and_then(Value::as_str).map(str::to_owned));
                map.values().for_each(|value| walk(value, found));
            }
            Value::Array(items) => items.iter().for_each(|value| walk(value, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(contract(), &mut found);
    assert!(found.len() > 20);
    for reference in found {
        assert!(contract().pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
    }
}

/// What an operation takes is what it says it takes, parameter by parameter.
#[actix_web::test]
async fn parameters_documented_are_parameters_known() {
    let client = serve(directory()).await;
    let public = operations().filter(|(_, operation)| operation["security"].is_null());
    for (name, operation) in public.filter(|(name, _)| name.contains(" /v1/")) {
        let path = name
            .split(' ')
            .nth(1)
            .unwrap()
            .replace("changes.{format}", "changes.json")
            .replace("{format}", "csv")
            .replace("{code}", "13112")
            .replace("{revision}", "1")
            .replace("{file}", "pharmacies.csv")
            .replace("pharmacies/{id}", "pharmacies/open-a")
            .replace("{id}", "setagaya");
        let problem = client.get(&format!("{path}?no-such-parameter=1")).await.problem(400, "unknown_parameter");
        let allowed = problem["errors"][0]["allowed"].as_str().unwrap();
        let mut known: Vec<&str> = allowed.split(", ").filter(|name| *name != "no parameters").collect();
        let mut documented: Vec<&str> = operation["parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|parameter| parameter["in"] == "query")
            .map(|parameter| parameter["name"].as_str().unwrap())
            .collect();
        known.sort_unstable();
        documented.sort_unstable();
        assert_eq!(known, documented, "{name}");
    }
}

#[test]
fn names_listed_in_the_contract_are_the_domains() {
    use yoruyaku::{directory::Service, hours::State};
    let listed = |schema: &str| -> Vec<String> {
        let names = contract()["components"]["schemas"][schema]["enum"].as_array().unwrap();
        names.iter().map(|name| name.as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(listed("Service"), Service::all().map(|service| service.as_str().to_owned()).collect::<Vec<_>>());
    assert_eq!(listed("State"), State::ALL.map(|state| state.as_str().to_owned()));
}
