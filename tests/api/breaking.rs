//! What was released stays: the contract against those of the releases (`openapi/released/`), by the versioning law of
//! `docs/api.md`. Whoever was answered yesterday is answered today, and finds every key where it was.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::contract;

#[test]
fn nothing_released_is_broken() {
    let mut releases: Vec<_> =
        std::fs::read_dir("openapi/released").unwrap().map(|entry| entry.unwrap().path()).collect();
    releases.retain(|path| path.extension().is_some_and(|end| end == "json"));
    releases.sort();
    assert!(!releases.is_empty(), "the contract of each release is kept");
    for path in releases {
        let released: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let broken = breaks(&released, contract());
        assert!(broken.is_empty(), "against {}:\n{}", path.display(), broken.join("\n"));
    }
}

/// What a release promised and no server of it ever gave: the bulk file of points was told to have states. To say so at last
/// breaks nothing that ever was.
const NEVER_TRUE: [&str; 2] = [
    "GET /v1/bulk/{revision}/{file} → 200 application/geo+json",
    "GET /v1/bulk/{revision}/{file} → 206 application/geo+json",
];

/// The methods of a path.
const METHODS: [&str; 5] = ["get", "put", "post", "patch", "delete"];

/// Every promise of `old` that `new` doesn't keep.
fn breaks(old: &Value, new: &Value) -> Vec<String> {
    let mut found = Comparison { old, new, broken: Vec::new(), seen: BTreeSet::new() };
    for (path, item) in members(&old["paths"]) {
        for method in METHODS.iter().filter(|method| item.get(**method).is_some()) {
            let name = format!("{} {path}", method.to_uppercase());
            match new["paths"][path].get(*method) {
                Some(now) => found.operation(&name, &item[*method], now),
                None => found.tell(&name, "is gone"),
            }
        }
    }
    for (name, response) in members(&old["components"]["responses"]) {
        let codes = |response: &Value| -> BTreeSet<String> {
            let content = members(&response["content"]).flat_map(|(_, media)| members(&media["examples"]));
            content.map(|(code, _)| code.clone()).collect()
        };
        let all: BTreeSet<String> = members(&new["components"]["responses"]).flat_map(|(_, now)| codes(now)).collect();
        for code in codes(response).difference(&all) {
            found.tell(name, &format!("the code {code} is gone"));
        }
    }
    found.broken
}

struct Comparison<'a> {
    old: &'a Value,
    new: &'a Value,
    broken: Vec<String>,
    /// Pairs of schemas already compared, and in which direction.
    seen: BTreeSet<(String, String, bool)>,
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// The types a schema allows; none for any.
fn types(schema: &Value) -> BTreeSet<&str> {
    schema["type"].as_str().into_iter().chain(items(&schema["type"]).filter_map(Value::as_str)).collect()
}

fn names(list: &Value) -> BTreeSet<String> {
    items(list).map(Value::to_string).collect()
}

fn resolve<'a>(document: &'a Value, value: &'a Value) -> (&'a Value, String) {
    match value["$ref"].as_str() {
        Some(pointer) => (document.pointer(pointer.trim_start_matches('#')).unwrap_or(value), pointer.to_owned()),
        None => (value, String::new()),
    }
}

impl Comparison<'_> {
    fn tell(&mut self, place: &str, what: &str) {
        self.broken.push(format!("{place}: {what}"));
    }

    fn operation(&mut self, name: &str, old: &Value, new: &Value) {
        if old["operationId"] != new["operationId"] {
            self.tell(name, "has another operationId, so clients made from the contract don't find it");
        }
        let is_open = |document: &Value, operation: &Value| {
            let security = operation.get("security").unwrap_or(&document["security"]);
            items(security).any(|one| one.as_object().is_some_and(serde_json::Map::is_empty))
        };
        if is_open(self.old, old) && !is_open(self.new, new) {
            self.tell(name, "needs a token now");
        }
        self.parameters(name, old, new);
        self.body(name, &old["requestBody"], &new["requestBody"]);
        for (status, response) in members(&old["responses"]) {
            let (old, _) = resolve(self.old, response);
            let (new, _) = resolve(self.new, &new["responses"][status]);
            self.answer(&format!("{name} → {status}"), old, new);
        }
    }

    fn parameters(&mut self, name: &str, old: &Value, new: &Value) {
        let of = |operation: &Value, like: &Value| {
            items(&operation["parameters"]).find(|p| p["name"] == like["name"] && p["in"] == like["in"]).cloned()
        };
        for parameter in items(&old["parameters"]) {
            let place = format!("{name} ?{}", parameter["name"].as_str().unwrap());
            match of(new, parameter) {
                None => self.tell(&place, "is gone, and a parameter not known is refused"),
                Some(now) if now["required"] == true && parameter["required"] != true => {
                    self.tell(&place, "is required now");
                }
                Some(now) => self.schema(&place, &parameter["schema"], &now["schema"], true),
            }
        }
        for parameter in items(&new["parameters"]).filter(|p| p["required"] == true) {
            if of(old, parameter).is_none() {
                self.tell(&format!("{name} ?{}", parameter["name"].as_str().unwrap()), "is new and required");
            }
        }
    }

    fn body(&mut self, name: &str, old: &Value, new: &Value) {
        if new["required"] == true && old["required"] != true {
            self.tell(name, "needs a body now");
        }
        for (media, about) in members(&old["content"]) {
            match new["content"].get(media) {
                Some(now) => self.schema(&format!("{name} ← {media}"), &about["schema"], &now["schema"], true),
                None => self.tell(name, &format!("no longer takes {media}")),
            }
        }
    }

    fn answer(&mut self, place: &str, old: &Value, new: &Value) {
        if new.is_null() {
            return self.tell(place, "is gone");
        }
        for (header, _) in members(&old["headers"]) {
            if new["headers"].get(header).is_none() {
                self.tell(place, &format!("the header {header} is gone"));
            }
        }
        for (media, about) in members(&old["content"]) {
            match new["content"].get(media) {
                Some(_) if NEVER_TRUE.contains(&format!("{place} {media}").as_str()) => {}
                Some(now) => self.schema(&format!("{place} {media}"), &about["schema"], &now["schema"], false),
                None => self.tell(place, &format!("is no longer given as {media}")),
            }
        }
    }

    /// `takes`: what was allowed to be sent must still be. Else: what was promised to be there must still be.
    fn schema(&mut self, place: &str, old: &Value, new: &Value, takes: bool) {
        let ((old, one), (new, other)) = (resolve(self.old, old), resolve(self.new, new));
        if !one.is_empty() && !self.seen.insert((one, other, takes)) {
            return;
        }
        let (old, new) = (&flat(self.old, old), &flat(self.new, new));
        let (was, is) = (types(old), types(new));
        let (fewer, more) = (was.difference(&is).next().is_some(), is.difference(&was).next().is_some());
        // An integer is a number, so a number may become an integer in an answer and an integer a number in a request.
        let other = if takes { fewer && !is.is_empty() } else { more || (is.is_empty() && !was.is_empty()) };
        if other {
            self.tell(place, &format!("is {is:?} where it was {was:?}"));
        }
        if takes {
            self.narrower(place, old, new);
        }
        for (name, property) in members(&old["properties"]) {
            match new["properties"].get(name) {
                Some(now) => self.schema(&format!("{place}.{name}"), property, now, takes),
                None => self.tell(&format!("{place}.{name}"), "is gone"),
            }
        }
        let (required, now) = (names(&old["required"]), names(&new["required"]));
        let lost: Vec<_> =
            if takes { now.difference(&required).collect() } else { required.difference(&now).collect() };
        for name in lost {
            let what = if takes { "must be sent now" } else { "may be missing now" };
            self.tell(&format!("{place}.{}", name.trim_matches('"')), what);
        }
        if !old["items"].is_null() {
            self.schema(&format!("{place}[]"), &old["items"], &new["items"], takes);
        }
        for word in ["oneOf", "anyOf"] {
            for (i, (old, new)) in items(&old[word]).zip(items(&new[word])).enumerate() {
                self.schema(&format!("{place}/{i}"), old, new, takes);
            }
        }
    }

    /// What was allowed and is no longer.
    fn narrower(&mut self, place: &str, old: &Value, new: &Value) {
        let gone: Vec<_> = names(&old["enum"]).difference(&names(&new["enum"])).cloned().collect();
        let is_free = new["enum"].is_null() || gone.is_empty() && old["enum"].is_array();
        if !is_free {
            self.tell(place, &format!("no longer takes {gone:?}"));
        }
        for (word, up) in [
            ("maxLength", false),
            ("maximum", false),
            ("maxItems", false),
            ("minLength", true),
            ("minimum", true),
            ("minItems", true),
        ] {
            let (was, is) = (old[word].as_f64(), new[word].as_f64());
            let tighter = match (was, is) {
                (_, None) => false,
                (None, Some(is)) => !(up && is == 0.0),
                (Some(was), Some(is)) => {
                    if up {
                        is > was
                    } else {
                        is < was
                    }
                }
            };
            if tighter {
                self.tell(place, &format!("{word} is {} where it was {}", new[word], old[word]));
            }
        }
        for word in ["pattern", "format"] {
            if !new[word].is_null() && new[word] != old[word] {
                self.tell(
                    place,
                    &format!("{word} is {} where it was {}; if that is wider, say so here", new[word], old[word]),
                );
            }
        }
    }
}

/// A schema with the parts of its `allOf` put together.
fn flat(document: &Value, schema: &Value) -> Value {
    let mut whole = schema.clone();
    for part in items(&schema["allOf"]) {
        let part = flat(document, resolve(document, part).0);
        for (name, property) in members(&part["properties"]) {
            whole["properties"][name] = property.clone();
        }
        let required: Vec<Value> = items(&whole["required"]).chain(items(&part["required"])).cloned().collect();
        if !required.is_empty() {
            whole["required"] = required.into();
        }
        if whole["type"].is_null() {
            whole["type"] = part["type"].clone();
        }
    }
    whole
}

/// A way to break a contract.
type Damage<'a> = &'a dyn Fn(&mut Value);

/// Each kind of break is seen.
#[test]
fn each_break_is_seen() {
    let old = contract();
    assert_eq!(breaks(old, old), Vec::<String>::new());
    let operation = "/paths/~1v1~1pharmacies/get";
    let cases: [(&str, Damage<'_>, &str); 12] = [
        ("a path", &|it| drop(it["paths"].as_object_mut().unwrap().remove("/v1/places")), "GET /v1/places: is gone"),
        ("a name", &|it| it["paths"]["/v1/places"]["get"]["operationId"] = "find_places".into(), "operationId"),
        (
            "a parameter",
            &|it| drop(it.pointer_mut(&format!("{operation}/parameters")).unwrap().as_array_mut().unwrap().remove(0)),
            "?near: is gone",
        ),
        (
            "a limit",
            &|it| it.pointer_mut(&format!("{operation}/parameters/1/schema")).unwrap()["maximum"] = 9.into(),
            "maximum is 9",
        ),
        (
            "a pattern",
            &|it| it.pointer_mut(&format!("{operation}/parameters/0/schema")).unwrap()["pattern"] = "^x$".into(),
            "pattern",
        ),
        (
            "a must",
            &|it| it.pointer_mut(&format!("{operation}/parameters/1")).unwrap()["required"] = true.into(),
            "is required now",
        ),
        (
            "a value",
            &|it| drop(it["components"]["schemas"]["Service"]["enum"].as_array_mut().unwrap().remove(0)),
            "no longer takes",
        ),
        (
            "a key",
            &|it| drop(it["components"]["schemas"]["Counts"]["properties"].as_object_mut().unwrap().remove("matching")),
            ".matching: is gone",
        ),
        (
            "a promise",
            &|it| it["components"]["schemas"]["Counts"]["required"] = Value::Array(vec![]),
            "may be missing now",
        ),
        (
            "a null",
            &|it| {
                it["components"]["schemas"]["Counts"]["properties"]["matching"]["type"] =
                    serde_json::json!(["integer", "null"]);
            },
            "where it was",
        ),
        (
            "a token",
            &|it| it.pointer_mut(operation).unwrap()["security"] = serde_json::json!([{ "token": [] }]),
            "needs a token now",
        ),
        (
            "a form",
            &|it| {
                drop(
                    it.pointer_mut(&format!("{operation}/responses/200/content"))
                        .unwrap()
                        .as_object_mut()
                        .unwrap()
                        .remove("text/csv"),
                );
            },
            "no longer given as text/csv",
        ),
    ];
    for (name, damage, told) in cases {
        let mut new = old.clone();
        damage(&mut new);
        let found = breaks(old, &new);
        assert!(found.iter().any(|line| line.contains(told)), "{name}: {found:?}");
    }
}

#[test]
fn an_addition_is_no_break() {
    let old = contract();
    let operation = "/paths/~1v1~1pharmacies/get";
    let mut wider = old.clone();
    wider["components"]["schemas"]["Counts"]["properties"]["more"] = serde_json::json!({ "type": "integer" });
    wider["components"]["schemas"]["State"]["enum"].as_array_mut().unwrap().push("resting".into());
    wider.pointer_mut(&format!("{operation}/parameters/1/schema")).unwrap()["maximum"] = 60_000.into();
    wider["paths"]["/v1/places"]["post"] = serde_json::json!({ "operationId": "create_place" });
    assert_eq!(breaks(old, &wider), Vec::<String>::new());
}
