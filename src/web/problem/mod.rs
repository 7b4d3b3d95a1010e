//! Every error a client sees: RFC 9457 `application/problem+json`.
//!
//! **Invariant:** nothing internal is in a problem. What went wrong inside is logged once, with the request id that the
//! client is shown.

mod code;

use std::{borrow::Cow, fmt, sync::Arc};

use actix_web::{HttpResponse, ResponseError, http::StatusCode, http::header};
use serde::Serialize;
use utoipa::ToSchema;

pub use code::{Code, Row, TABLE};

/// The media type of a problem.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// A sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Japanese.
    pub ja: Cow<'static, str>,
    /// English.
    pub en: Cow<'static, str>,
}

impl Text {
    /// The sentence in both languages.
    pub fn new(ja: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self { ja: ja.into(), en: en.into() }
    }
}

/// What is the matter with one parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ParameterError {
    /// The parameter's name, as sent.
    #[schema(example = "near", max_length = 100)]
    pub parameter: String,
    /// What is the matter, in English.
    #[schema(example = "91 is no latitude", max_length = 500)]
    pub detail: Cow<'static, str>,
    /// The same in Japanese.
    #[schema(example = "緯度は -90 から 90 までです", max_length = 500)]
    pub detail_ja: Cow<'static, str>,
    /// The form allowed.
    #[schema(example = "lat,lon in degrees: 35.6437,139.6710", max_length = 2000)]
    pub allowed: Cow<'static, str>,
}

impl ParameterError {
    /// `parameter` is not of the `allowed` form, because of `text`.
    pub fn new(parameter: impl Into<String>, text: Text, allowed: impl Into<Cow<'static, str>>) -> Self {
        Self { parameter: parameter.into(), detail: text.en, detail_ja: text.ja, allowed: allowed.into() }
    }
}

/// A request that failed, as its client is told.
#[derive(Clone, Debug)]
pub struct Problem {
    code: Code,
    text: Option<Text>,
    errors: Vec<ParameterError>,
    allow: Option<String>,
    request_id: Option<String>,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl Problem {
    /// A failure of that kind.
    pub fn new(code: Code) -> Self {
        Self { code, text: None, errors: Vec::new(), allow: None, request_id: None, source: None }
    }

    /// A failure of that kind, and what is the matter in this case.
    pub fn because(code: Code, text: Text) -> Self {
        Self { text: Some(text), ..Self::new(code) }
    }

    /// Parameters that are at fault.
    pub fn parameters(code: Code, errors: Vec<ParameterError>) -> Self {
        Self { errors, ..Self::new(code) }
    }

    /// A known address asked with a method it doesn't take; `allow` is the header's text.
    pub fn method_not_allowed(allow: String) -> Self {
        Self { allow: Some(allow), ..Self::new(Code::MethodNotAllowed) }
    }

    /// A fault of ours; `source` is logged and never shown.
    pub fn internal(source: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self { source: Some(Arc::new(source)), ..Self::new(Code::Internal) }
    }

    /// What stands for a status that the framework chose.
    pub fn of_status(status: StatusCode) -> Self {
        Self::new(Code::of_status(status))
    }

    /// Which kind.
    pub fn code(&self) -> Code {
        self.code
    }

    /// The fault inside with everything that led to it, to be logged; empty when there is none.
    pub fn inside(&self) -> String {
        let mut chain = String::new();
        let mut next = self.source.as_deref().map(|source| source as &dyn std::error::Error);
        while let Some(error) = next {
            let colon = if chain.is_empty() { "" } else { ": " };
            chain.push_str(colon);
            chain.push_str(&error.to_string());
            next = error.source();
        }
        chain
    }

    /// The same, naming the request.
    #[must_use]
    pub fn for_request(self, id: &str) -> Self {
        Self { request_id: Some(id.to_owned()), ..self }
    }

    /// What the client is told.
    pub fn view(&self) -> ProblemView<'_> {
        let row = self.code.row();
        ProblemView {
            r#type: format!("/problems/{}", row.name),
            title: row.en,
            title_ja: row.ja,
            status: row.status.as_u16(),
            code: row.name,
            detail: self.text.as_ref().map_or(row.help_en, |text| &text.en),
            detail_ja: self.text.as_ref().map_or(row.help_ja, |text| &text.ja),
            retriable: row.retriable,
            request_id: self.request_id.as_deref(),
            errors: &self.errors,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.row().en)
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.code.row().status
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        response.content_type(MEDIA_TYPE).insert_header((header::CACHE_CONTROL, "no-store"));
        if let Some(allow) = &self.allow {
            response.insert_header((header::ALLOW, allow.as_str()));
        }
        if self.status_code() == StatusCode::SERVICE_UNAVAILABLE {
            response.insert_header((header::RETRY_AFTER, "2"));
        }
        let body = serde_json::to_vec(&self.view()).expect("a problem is text and numbers");
        response.body(body)
    }
}

/// A failed request (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem, example = json!({
    "type": "/problems/invalid_parameter", "title": "A parameter is not of the allowed form",
    "title_ja": "パラメーターの値が正しくありません", "status": 400, "code": "invalid_parameter",
    "detail": "`errors` names each parameter and the form allowed.",
    "detail_ja": "errors に、パラメーターの名前と使える形（allowed）を示しています。", "retriable": false,
    "request_id": "019ab0c2-6a5e-7c10-9e0b-5f3a2d8c4e11",
    "errors": [{"parameter": "near", "detail": "91 is no latitude", "detail_ja": "緯度は -90 から 90 までです",
                "allowed": "lat,lon in degrees: 35.6437,139.6710"}]
}))]
pub struct ProblemView<'a> {
    /// Which kind, as an address relative to this server that explains it.
    #[schema(format = "uri-reference", pattern = "^/problems/[a-z_]+$", max_length = 60)]
    pub r#type: String,
    /// Its title in English; the same for every problem of the kind.
    #[schema(max_length = 200)]
    pub title: &'static str,
    /// Its title in Japanese.
    #[schema(max_length = 200)]
    pub title_ja: &'static str,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599)]
    pub status: u16,
    /// Which kind, as a name.
    #[schema(pattern = "^[a-z_]+$", max_length = 40)]
    pub code: &'static str,
    /// What is the matter in this case, in English.
    #[schema(max_length = 1000)]
    pub detail: &'a str,
    /// The same in Japanese.
    #[schema(max_length = 1000)]
    pub detail_ja: &'a str,
    /// Whether the same request may succeed later without being changed.
    pub retriable: bool,
    /// Names this request in our logs.
    #[schema(max_length = 64)]
    pub request_id: Option<&'a str>,
    /// The parameters at fault; empty when it is not about parameters.
    #[schema(max_items = 100, value_type = Vec<ParameterError>)]
    pub errors: &'a [ParameterError],
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_ours_shows_nothing_of_the_inside() {
        let inside = std::io::Error::other("password=hunter2");
        let problem = Problem::internal(inside).for_request("r-1");
        let shown = serde_json::to_string(&problem.view()).unwrap();
        assert!(!shown.contains("hunter2") && shown.contains("\"request_id\":\"r-1\""), "{shown}");
        assert!(problem.inside().contains("hunter2"));
    }
}
