//! A client that holds every answer against the contract.

use reqwest::{Method, StatusCode, header::HeaderMap};
use serde_json::Value;

pub use super::declared::contract;
use super::declared::response;

/// Asks one server.
pub struct Client {
    /// Its address, without a slash at the end.
    pub base: String,
    http: reqwest::Client,
}

/// What it said.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Client {
    pub fn new(port: u16) -> Self {
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Self { base: format!("http://127.0.0.1:{port}"), http }
    }

    /// `GET`, checked against the contract.
    pub async fn get(&self, address: &str) -> Answer {
        self.ask(Method::GET, address, &[]).await
    }

    /// Any method and headers, checked against the contract.
    pub async fn ask(&self, method: Method, address: &str, headers: &[(&str, &str)]) -> Answer {
        let answer = self.send(method.clone(), address, headers).await;
        let path = address.split('?').next().unwrap();
        check(&method, path, &answer);
        answer
    }

    /// Any method and headers, unchecked.
    pub async fn send(&self, method: Method, address: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = self.http.request(method, format!("{}{address}", self.base));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        Answer { status, headers, body: response.bytes().await.unwrap().to_vec() }
    }
}

impl Answer {
    /// The header's text; empty when absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&self.body)))
    }

    /// The body as JSON, of a 200.
    #[track_caller]
    pub fn ok(&self) -> Value {
        assert_eq!(self.status, 200, "{}", String::from_utf8_lossy(&self.body));
        self.json()
    }

    /// The problem, of that code and status, with everything a problem must have.
    #[track_caller]
    pub fn problem(&self, status: u16, code: &str) -> Value {
        let problem = self.json();
        assert_eq!((self.status.as_u16(), problem["code"].as_str()), (status, Some(code)), "{problem}");
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(problem["type"], format!("/problems/{code}"));
        assert_eq!(problem["status"], status);
        assert_eq!(problem["request_id"].as_str(), Some(self.header("x-request-id")));
        for field in ["title", "title_ja", "detail", "detail_ja"] {
            assert!(problem[field].as_str().is_some_and(|text| !text.is_empty()), "{field} of {problem}");
        }
        problem
    }

    /// The problem that names these parameters.
    #[track_caller]
    pub fn blames(&self, code: &str, parameters: &[&str]) -> Value {
        let problem =
            self.problem(if ["contradictory_parameters", "unknown_value"].contains(&code) { 422 } else { 400 }, code);
        let blamed: Vec<&str> =
            problem["errors"].as_array().unwrap().iter().map(|e| e["parameter"].as_str().unwrap()).collect();
        assert_eq!(blamed, parameters, "{problem}");
        for error in problem["errors"].as_array().unwrap() {
            assert!(error["allowed"].as_str().is_some_and(|form| !form.is_empty()), "{error}");
        }
        problem
    }

    /// The ids of a page's pharmacies.
    #[track_caller]
    pub fn ids(&self) -> Vec<String> {
        let page = self.ok();
        page["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
    }
}

/// Refuses an answer whose status or content type the contract doesn't declare. Every failure must be a problem.
#[track_caller]
fn check(method: &Method, path: &str, answer: &Answer) {
    let kind = answer.header("content-type").split(';').next().unwrap().to_owned();
    if answer.status.as_u16() >= 400 && *method != Method::HEAD {
        assert_eq!(kind, "application/problem+json", "{method} {path} → {}", answer.status);
    }
    let Some(declared) = response(method, path, answer.status, &answer.headers) else { return };
    let status = answer.status;
    let Some(content) = declared["content"].as_object() else {
        assert!(answer.body.is_empty(), "{method} {path}: {status} is declared without a body");
        return;
    };
    assert!(content.contains_key(&kind), "{method} {path}: {status} is not declared as {kind}");
}
