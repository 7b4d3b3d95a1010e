//! The rules of the contract that need no other tool: each operation complete, everything limited, everything shown by
//! an example. (`tests/contract` holds it to those of Redocly, Spectral and OWASP.)

use serde_json::Value;

use crate::support::contract;

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn operations() -> impl Iterator<Item = (String, &'static Value)> {
    members(&contract()["paths"])
        .flat_map(|(path, item)| members(item).map(move |(method, operation)| (format!("{method} {path}"), operation)))
}

fn has_example(media: &Value) -> bool {
    !media["example"].is_null() || media["examples"].as_object().is_some_and(|all| !all.is_empty())
}

fn resolved(value: &'static Value) -> &'static Value {
    let pointer = value["$ref"].as_str().map(|pointer| pointer.trim_start_matches('#'));
    pointer.map_or(value, |pointer| contract().pointer(pointer).unwrap())
}

/// Tells every breach at once.
#[track_caller]
fn none(breaches: &[String]) {
    assert!(breaches.is_empty(), "src/web/contract/ completes what routes leave out:\n{}", breaches.join("\n"));
}

#[test]
fn every_request_and_every_answer_has_an_example() {
    let mut bare = Vec::new();
    for (name, operation) in operations() {
        for parameter in operation["parameters"].as_array().into_iter().flatten().filter(|p| !has_example(p)) {
            bare.push(format!("{name}: the parameter {}", parameter["name"]));
        }
        for (media, about) in members(&operation["requestBody"]["content"]) {
            if !has_example(about) {
                bare.push(format!("{name}: the request as {media}"));
            }
        }
        for (status, response) in members(&operation["responses"]) {
            for (media, about) in members(&resolved(response)["content"]) {
                if !has_example(about) {
                    bare.push(format!("{name}: the answer {status} as {media}"));
                }
            }
        }
    }
    none(&bare);
}

#[test]
fn every_failure_is_a_problem_and_says_which() {
    let mut other = Vec::new();
    for (name, operation) in operations() {
        let takes_token = !operation["security"].is_null();
        let mut needed = vec!["400", "401", "429", "4XX", "500", "5XX"];
        needed.extend(takes_token.then_some("403"));
        needed.extend(name.contains('{').then_some("404"));
        for status in needed.into_iter().filter(|status| operation["responses"][status].is_null()) {
            other.push(format!("{name} doesn't say {status}"));
        }
        for (status, response) in members(&operation["responses"]) {
            let response = resolved(response);
            let is_failure = status.starts_with(['4', '5']);
            let kinds: Vec<&String> = members(&response["content"]).map(|(kind, _)| kind).collect();
            if is_failure && kinds != ["application/problem+json"] {
                other.push(format!("{name} → {status} is {kinds:?}"));
            }
            if response["headers"]["X-Request-Id"].is_null() || response["headers"]["RateLimit"].is_null() {
                other.push(format!("{name} → {status} doesn't declare its headers"));
            }
        }
        let writes = !name.starts_with("get ");
        if writes && !takes_token {
            other.push(format!("{name} writes without a token"));
        }
    }
    none(&other);
}

#[test]
fn everything_is_limited() {
    fn is(schema: &Value, kind: &str) -> bool {
        schema["type"] == kind || schema["type"].as_array().is_some_and(|kinds| kinds.iter().any(|one| one == kind))
    }
    fn walk(place: &str, value: &Value, found: &mut Vec<String>) {
        let lacks = |words: &[&str]| words.iter().all(|word| value[*word].is_null());
        let named = !value["enum"].is_null() || !value["const"].is_null();
        if is(value, "string") && !named && (lacks(&["maxLength"]) || lacks(&["pattern", "format"])) {
            found.push(format!("{place}: a text without maxLength, or without pattern or format"));
        }
        if is(value, "array") && lacks(&["maxItems"]) {
            found.push(format!("{place}: a list without maxItems"));
        }
        if (is(value, "integer") || is(value, "number")) && (lacks(&["minimum"]) || lacks(&["maximum"])) {
            found.push(format!("{place}: a number without minimum and maximum"));
        }
        for (key, inner) in
            members(value).filter(|(key, _)| !["example", "examples", "default"].contains(&key.as_str()))
        {
            walk(&format!("{place}/{key}"), inner, found);
        }
        for (i, inner) in value.as_array().into_iter().flatten().enumerate() {
            walk(&format!("{place}/{i}"), inner, found);
        }
    }
    let mut found = Vec::new();
    walk("", contract(), &mut found);
    none(&found);
}

#[test]
fn links_lead_to_operations_and_their_parameters() {
    let mut count = 0;
    for (name, operation) in operations() {
        for (_, link) in members(&operation["responses"]).flat_map(|(_, response)| members(&response["links"])) {
            let target = operations().find(|(_, to)| to["operationId"] == link["operationId"]);
            let (_, target) = target.unwrap_or_else(|| panic!("{name} leads nowhere: {link}"));
            for (parameter, _) in members(&link["parameters"]) {
                let known =
                    target["parameters"].as_array().into_iter().flatten().any(|p| p["name"] == parameter.as_str());
                assert!(known, "{name}: {parameter} of {link}");
            }
            count += 1;
        }
    }
    assert!(count >= 20, "{count}");
}
