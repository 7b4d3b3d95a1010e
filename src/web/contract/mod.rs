//! The contract: OpenAPI 3.1, made from the routes themselves, and what every operation shares.

mod examples;
mod finish;
mod formats;
mod names;

use actix_web::web::Bytes;
use serde_json::Value;
use utoipa::{
    OpenApi,
    openapi::{
        Content, OpenApi as Document, Ref, RefOr, Response, ResponseBuilder,
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};
use utoipa_actix_web::AppExt;

pub use formats::{CsvText, GeoJson};
pub use names::*;

use super::{
    methods::Methods,
    problem::{MEDIA_TYPE, ParameterError, ProblemView},
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "夜薬 Yoruyaku API",
        description = "Which pharmacies serve at night and on holidays in Japan, by place, time and service.\n\n\
            Every answer explains itself: the state, until when it holds, what it rests on, and who said so when. \
            `unknown` is a state of its own: where the published lists are silent, so are we. \
            No key is needed to read. Times are of Japan, `+09:00`.\n\n\
            夜間・休日に対応する薬局を、場所・日時・対応内容から探す API です。一覧に書かれていないことは `unknown`（不明）とします。",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
        contact(name = "Yoruyaku", url = "https://github.com/yoruyaku/yoruyaku")
    ),
    servers((url = "/", description = "This server: production, or local where you run it yourself")),
    tags(
        (name = "find", description = "Pharmacies by place, time, service and words"),
        (name = "time", description = "Holidays, duty shifts and who covers which hour"),
        (name = "directory", description = "Associations, places and the dataset itself"),
        (name = "lists", description = "一覧: an association sends its list in, looks at it, publishes it. Needs a token"),
        (name = "service", description = "Health, counts and this contract"),
    ),
    // Schemas that only parameters refer to are not collected from the routes.
    components(schemas(ProblemView<'static>, ParameterError, ServiceName, SortName, CertaintyName, LangName, FormatName))
)]
struct Doc;

/// The contract as text: indented JSON with a newline at its end. Made from the routes; no server runs.
pub fn openapi() -> String {
    format!("{:#}\n", document().1)
}

/// The contract as the routes give it, and finished.
fn document() -> (Document, Value) {
    let app = actix_web::App::new().into_utoipa_app().openapi(Doc::openapi()).configure(super::routes);
    let (_, mut document) = app.split_for_parts();
    let components = document.components.get_or_insert_default();
    let token = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("A token of `yoruyaku token create`, such as `yoruyaku_…`"))
        .build();
    components.security_schemes.insert("token".to_owned(), RefOr::T(SecurityScheme::Http(token)));
    let responses = &mut components.responses;
    for (name, description) in PROBLEMS {
        responses.insert(name.to_owned(), RefOr::T(problem(description)));
    }
    let mut finished = serde_json::to_value(&document).expect("a contract is text, numbers and lists");
    finish::finish(&mut finished);
    (document, finished)
}

/// The contract as a server holds it.
#[derive(Debug)]
pub struct Contract {
    /// Its JSON.
    pub json: Bytes,
    /// Which methods each address takes.
    pub methods: Methods,
}

impl Contract {
    /// Made once, when the server starts.
    pub fn new() -> Self {
        let (document, finished) = document();
        let json = finished.to_string().into();
        Self { json, methods: Methods::of(&document) }
    }
}

/// 404 of a resource that has an id.
pub struct NotFound;

impl<'r> utoipa::ToResponse<'r> for NotFound {
    fn response() -> (&'r str, RefOr<Response>) {
        ("NotFound", RefOr::T(problem("There is nothing of that id")))
    }
}

/// The answers that operations share: name among the components, description.
const PROBLEMS: [(&str, &str); 8] = [
    ("BadRequest", "A parameter or the address is not of the allowed form"),
    ("NotFound", "There is nothing of that id"),
    ("NotAcceptable", "None of the formats asked for is offered"),
    ("Contradiction", "Each parameter is of the allowed form, together they make no question"),
    ("TooManyRequests", "More requests than the limit allows; wait for the seconds of Retry-After"),
    ("ClientError", "Any other fault of the request; see the code table at /problems"),
    ("InternalError", "A fault of ours"),
    ("ServerError", "Any other fault of ours"),
];

fn problem(description: &str) -> Response {
    let content = Content::new(Some(Ref::from_schema_name("Problem")));
    ResponseBuilder::new().description(description).content(MEDIA_TYPE, content).build()
}
