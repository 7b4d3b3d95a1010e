//! Every error a client sees: RFC 9457 `application/problem+json`.
//!
//! **Invariant:** nothing internal is in a problem. What went wrong inside is logged once, with the request id that the
//! client is shown.

mod code;
mod refusal;
mod view;

use std::{borrow::Cow, fmt, sync::Arc};

use actix_web::{HttpResponse, ResponseError, http::StatusCode, http::header};
pub use code::{Code, Row, TABLE};
pub use refusal::state;
pub use view::{ParameterError, ProblemView};

/// The media type of a problem.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// So many faults are told at once: whoever has mended these is told the others.
const MOST_ERRORS: usize = 100;

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

/// A request that failed, as its client is told.
#[derive(Clone, Debug)]
pub struct Problem {
    code: Code,
    case: Box<Case>,
}

/// What is particular to one failure.
#[derive(Clone, Debug, Default)]
struct Case {
    text: Option<Text>,
    errors: Vec<ParameterError>,
    allow: Option<String>,
    wait_s: Option<u32>,
    link: Option<String>,
    reason: Option<&'static str>,
    request_id: Option<String>,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl Problem {
    /// A failure of that kind.
    pub fn new(code: Code) -> Self {
        Self::of(code, Case::default())
    }

    fn of(code: Code, case: Case) -> Self {
        Self { code, case: Box::new(case) }
    }

    /// A failure of that kind, and what is the matter in this case.
    pub fn because(code: Code, text: Text) -> Self {
        Self::of(code, Case { text: Some(text), ..Case::default() })
    }

    /// Parameters that are at fault.
    pub fn parameters(code: Code, errors: Vec<ParameterError>) -> Self {
        Self::of(code, Case { errors, ..Case::default() })
    }

    /// The same with a finer name of what is the matter, such as `encrypted` of a file that is refused.
    #[must_use]
    pub fn naming(mut self, reason: &'static str) -> Self {
        self.case.reason = Some(reason);
        self
    }

    /// The same, and this is at fault too.
    #[must_use]
    pub fn with(mut self, error: ParameterError) -> Self {
        self.case.errors.push(error);
        self
    }

    /// The same, with its faults told of this parameter: what is wrong inside goes by another name where it was asked.
    #[must_use]
    pub fn blaming(mut self, parameter: &str) -> Self {
        for error in &mut self.case.errors {
            parameter.clone_into(&mut error.parameter);
        }
        self
    }

    /// A known address asked with a method it doesn't take; `allow` is the header's text.
    pub fn method_not_allowed(allow: String) -> Self {
        Self::of(Code::MethodNotAllowed, Case { allow: Some(allow), ..Case::default() })
    }

    /// The same, with a `Link` to where to go on.
    #[must_use]
    pub fn linked(mut self, link: String) -> Self {
        self.case.link = Some(link);
        self
    }

    /// More requests than allowed; the next is answered after `wait_s` seconds.
    pub fn too_many(wait_s: u32) -> Self {
        Self::of(Code::TooManyRequests, Case { wait_s: Some(wait_s), ..Case::default() })
    }

    /// A fault of ours; `source` is logged and never shown.
    pub fn internal(source: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::of(Code::Internal, Case { source: Some(Arc::new(source)), ..Case::default() })
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
        let mut next = self.case.source.as_deref().map(|source| source as &dyn std::error::Error);
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
    pub fn for_request(mut self, id: &str) -> Self {
        self.case.request_id = Some(id.to_owned());
        self
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
            reason: self.case.reason,
            detail: self.case.text.as_ref().map_or(row.help_en, |text| &text.en),
            detail_ja: self.case.text.as_ref().map_or(row.help_ja, |text| &text.ja),
            retriable: row.retriable,
            request_id: self.case.request_id.as_deref(),
            errors: self.case.errors.get(..MOST_ERRORS).unwrap_or(&self.case.errors),
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
        if let Some(allow) = &self.case.allow {
            response.insert_header((header::ALLOW, allow.as_str()));
        }
        if let Some(link) = &self.case.link {
            response.insert_header((header::LINK, link.as_str()));
        }
        if let Some(wait_s) = self.case.wait_s {
            response.insert_header((header::RETRY_AFTER, wait_s));
        }
        if self.status_code() == StatusCode::SERVICE_UNAVAILABLE {
            response.insert_header((header::RETRY_AFTER, "2"));
        }
        if self.status_code() == StatusCode::UNAUTHORIZED {
            response.insert_header((header::WWW_AUTHENTICATE, "Bearer realm=\"yoruyaku\""));
        }
        if self.status_code() == StatusCode::REQUEST_TIMEOUT {
            // What is left of the body is not waited for (RFC 9110 §15.5.9).
            response.force_close();
        }
        let body = serde_json::to_vec(&self.view()).expect("a problem is text and numbers");
        response.body(body)
    }
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

    #[test]
    fn no_more_faults_are_told_than_the_contract_says() {
        let text = || Text::new("列をそのようには読めません。", "No column can be that.");
        let errors = (0..300).map(|_| ParameterError::new("columns", text(), "a heading")).collect();
        let problem = Problem::parameters(Code::InvalidFields, errors);
        assert_eq!(problem.view().errors.len(), MOST_ERRORS);
    }
}
