//! A client of the API, with or without a token.

use reqwest::{Method, StatusCode, header::HeaderMap};
use serde_json::Value;

use super::declared;

/// Asks one server, as one caller.
#[derive(Clone)]
pub struct Client {
    /// The server's address, without a slash at the end.
    pub base: String,
    token: Option<String>,
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
    pub fn new(base: String) -> Self {
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Self { base, token: None, http }
    }

    /// The same server, asked with a token.
    pub fn with(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    pub async fn get(&self, address: &str) -> Answer {
        self.ask(Method::GET, address, &[], Vec::new()).await
    }

    pub async fn post(&self, address: &str, headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> Answer {
        self.ask(Method::POST, address, headers, body.into()).await
    }

    /// `POST` of JSON.
    pub async fn post_json(&self, address: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        let mut headers = headers.to_vec();
        headers.push(("content-type", "application/json"));
        self.post(address, &headers, body.to_string()).await
    }

    /// `POST` of JSON to a server that may die meanwhile; `None` when it did.
    pub async fn try_post_json(&self, address: &str, headers: &[(&str, &str)], body: &Value) -> Option<Answer> {
        let mut request = self.http.post(format!("{}{address}", self.base)).header("content-type", "application/json");
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = request.body(body.to_string()).send().await.ok()?;
        let (status, headers) = (response.status(), response.headers().clone());
        Some(Answer { status, headers, body: response.bytes().await.ok()?.to_vec() })
    }

    pub async fn ask(&self, method: Method, address: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
        let mut request = self.http.request(method.clone(), format!("{}{address}", self.base));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if method != Method::GET {
            request = request.body(body);
        }
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let _ = declared::response(&method, address.split('?').next().unwrap(), status, &headers);
        Answer { status, headers, body: response.bytes().await.unwrap().to_vec() }
    }

    /// Sends a list of Setagaya's in and returns the listing, which is read.
    pub async fn send(&self, list: impl Into<Vec<u8>>) -> Answer {
        let answer = self.post("/v1/listings?association=setagaya&file_name=list.csv", &[], list).await;
        assert_eq!(answer.status, 202, "{}", answer.text());
        answer
    }

    /// Publishes the listing of an answer, confirming everything.
    pub async fn publish(&self, listing: &Answer) -> Answer {
        let address = format!("/v1/listings/{}/publish", listing.id());
        let body = serde_json::json!({ "confirm": ["shrink", "warnings", "rejected"] });
        self.post_json(&address, &[("if-match", listing.header("etag"))], &body).await
    }

    /// The revision that readers of this server see.
    pub async fn revision(&self) -> i64 {
        self.get("/health/ready").await.json()["revision"].as_i64().unwrap()
    }
}

impl Answer {
    /// The header's text; empty when absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The JSON of an answer with that status.
    #[track_caller]
    pub fn of(&self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        self.json()
    }

    /// The id of the listing it is about.
    #[track_caller]
    pub fn id(&self) -> String {
        self.json()["listing"]["id"].as_str().unwrap_or_else(|| panic!("{}", self.text())).to_owned()
    }

    /// The problem, of that status and code, in both languages.
    #[track_caller]
    pub fn problem(&self, status: u16, code: &str) -> Value {
        let problem = self.of(status);
        assert_eq!(problem["code"], code, "{problem}");
        assert_eq!(self.header("content-type"), "application/problem+json");
        for field in ["title", "title_ja", "detail", "detail_ja", "request_id"] {
            assert!(problem[field].as_str().is_some_and(|text| !text.is_empty()), "{field} of {problem}");
        }
        problem
    }
}

/// A form with a file and fields: its content type and its bytes.
pub fn form(file: (&str, &[u8]), fields: &[(&str, &str)]) -> (String, Vec<u8>) {
    form_of(&[("file", file.0, file.1)], fields)
}

/// A form with several files, each with its field, its name and its bytes, and fields.
pub fn form_of(files: &[(&str, &str, &[u8])], fields: &[(&str, &str)]) -> (String, Vec<u8>) {
    let boundary = "----yoruyaku-boundary";
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    for (field, name, bytes) in files {
        let head = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    (format!("multipart/form-data; boundary={boundary}"), body)
}
