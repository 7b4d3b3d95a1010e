//! The failures that operations share, and which operation may answer which.

use serde_json::{Value, json};
use utoipa::openapi::{Content, Ref, RefOr, Response, ResponseBuilder};

use crate::web::problem::{MEDIA_TYPE, TABLE};

/// A failure among the components.
pub struct Shared {
    /// The status or the class of them.
    pub status: &'static str,
    /// Its name among the components.
    pub name: &'static str,
    description: &'static str,
}

const fn shared(status: &'static str, name: &'static str, description: &'static str) -> Shared {
    Shared { status, name, description }
}

/// Every failure, by status; the two classes stand for what has no line of its own.
pub const SHARED: [Shared; 16] = [
    shared("400", "BadRequest", "The address, a parameter or the body is not of the form that this contract gives"),
    shared("401", "Unauthorized", "No token where one is needed, or one that does not hold"),
    shared("403", "Forbidden", "The token does not reach that far"),
    shared("404", "NotFound", "There is nothing of that id"),
    shared("406", "NotAcceptable", "None of the formats asked for is offered"),
    shared("409", "Conflict", "What is there does not allow this"),
    shared("410", "Gone", "The place to go on from is no longer there; start again"),
    shared("412", "PreconditionFailed", "It has changed since you looked at it"),
    shared("413", "ContentTooLarge", "The body is too large"),
    shared("415", "UnsupportedMediaType", "This kind of body is not taken here"),
    shared("422", "Unprocessable", "Each part is of the form given, together or in fact they can't be"),
    shared("428", "PreconditionRequired", "If-Match is needed"),
    shared("429", "TooManyRequests", "More requests than the limit allows; wait for the seconds of Retry-After"),
    shared("4XX", "ClientError", "Any other fault of the request; see the code table at /problems"),
    shared("500", "InternalError", "A fault of ours"),
    shared("5XX", "ServerError", "Any other fault of ours; when the database can't be reached, send again in a while"),
];

impl Shared {
    /// The response as it stands among the components.
    pub fn response(&self) -> RefOr<Response> {
        let content = Content::new(Some(Ref::from_schema_name("Problem")));
        RefOr::T(ResponseBuilder::new().description(self.description).content(MEDIA_TYPE, content).build())
    }

    fn holds(&self, status: u16) -> bool {
        match self.status {
            "5XX" => status > 500,
            "4XX" => status < 500 && !SHARED.iter().any(|other| other.status == status.to_string()),
            own => own == status.to_string(),
        }
    }

    /// An example for each code that comes with its status.
    pub fn examples(&self) -> Value {
        let of = TABLE.iter().filter(|row| self.holds(row.status.as_u16()));
        let examples = of.map(|row| {
            let value = json!({
                "type": format!("/problems/{}", row.name), "title": row.en, "title_ja": row.ja,
                "status": row.status.as_u16(), "code": row.name, "reason": reason(row.name),
                "detail": row.help_en, "detail_ja": row.help_ja, "retriable": row.retriable,
                "request_id": "019ab0c2-6a5e-7c10-9e0b-5f3a2d8c4e11", "errors": errors(row.name),
            });
            (row.name.to_owned(), json!({ "summary": row.en, "value": value }))
        });
        Value::Object(examples.collect())
    }

    /// The headers it comes with, besides those of every answer.
    pub fn headers(&self) -> &'static [&'static str] {
        match self.status {
            "401" => &["WWW-Authenticate"],
            "429" | "5XX" => &["Retry-After"],
            "410" => &["Link"],
            "4XX" => &["Allow", "Content-Range"],
            _ => &[],
        }
    }
}

fn reason(code: &str) -> Option<&'static str> {
    (code == "unreadable_file").then_some("encrypted")
}

fn errors(code: &str) -> Value {
    let (parameter, en, ja, allowed) = match code {
        "invalid_parameter" => (
            "near",
            "This is not `lat,lon` in decimal degrees.",
            "「緯度,経度」の形ではありません。",
            "lat,lon in decimal degrees: 35.6437,139.6710",
        ),
        "unknown_parameter" => (
            "serivce",
            "There is no such parameter. Did you mean `service`?",
            "このパラメーターはありません。「service」ではありませんか。",
            "near, radius_m, service",
        ),
        "confirmation_needed" => (
            "confirm",
            "There are warnings. Say that they were looked at.",
            "注意の知らせがあります。確かめたことを示してください。",
            "warnings",
        ),
        "roster_refused" => {
            ("row 3", "It ends before it begins, or as it begins.", "終わりが始まりより前です。", "roster_backwards")
        }
        _ => return json!([]),
    };
    json!([{ "parameter": parameter, "detail": en, "detail_ja": ja, "allowed": allowed }])
}

/// The statuses of [`SHARED`] that an operation may answer, by what it takes.
pub fn of_operation(path: &str, operation: &Value) -> Vec<&'static str> {
    let takes = |place: &str| {
        let parameters = operation.get("parameters").and_then(Value::as_array);
        parameters.into_iter().flatten().any(|p| p.get("in").is_some_and(|found| found == place))
    };
    let has = |name: &str| {
        let parameters = operation.get("parameters").and_then(Value::as_array);
        parameters.into_iter().flatten().any(|p| p.get("name").is_some_and(|found| found == name))
    };
    let (body, secured) = (operation.get("requestBody").is_some(), operation.get("security").is_some());
    let mut found = vec!["400", "401", "406", "429", "4XX", "500", "5XX"];
    let mut when = |applies: bool, statuses: &[&'static str]| {
        if applies {
            found.extend_from_slice(statuses);
        }
    };
    when(secured, &["403"]);
    when(path.contains('{'), &["404"]);
    when(has("If-Match"), &["409", "412", "428"]);
    when(path.ends_with("/undo"), &["409"]);
    when(has("cursor"), &["410"]);
    when(body, &["413", "415"]);
    when(body || takes("query"), &["422"]);
    found
}
