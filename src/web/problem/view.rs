//! A problem as written.

use std::borrow::Cow;

use serde::Serialize;
use utoipa::ToSchema;

use super::Text;

/// A failed request (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem, example = json!({
    "type": "/problems/invalid_parameter", "title": "A parameter is not of the allowed form",
    "title_ja": "パラメーターの値が正しくありません", "status": 400, "code": "invalid_parameter",
    "reason": null, "detail": "`errors` names each parameter and the form allowed.",
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
    /// A finer name where there is one: why a file was refused, such as `encrypted` or `no_known_heading`.
    #[schema(pattern = "^[a-z_]+$", max_length = 40)]
    pub reason: Option<&'a str>,
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
    /// The parameters at fault, the first 100 of them; empty when it is not about parameters.
    #[schema(max_items = 100, value_type = Vec<ParameterError>)]
    pub errors: &'a [ParameterError],
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
