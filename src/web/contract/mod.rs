//! The contract: OpenAPI 3.1, made from the routes themselves, and what every operation shares.

mod examples;
mod failures;
mod finish;
mod formats;
mod headers;
mod hooks;
mod limit;
mod links;
mod named;
mod names;
mod operation;
mod spelled;

use actix_web::web::Bytes;
use serde_json::Value;
use utoipa::{
    OpenApi,
    openapi::{
        OpenApi as Document, RefOr, Response,
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};
use utoipa_actix_web::AppExt;

pub use formats::{AtomText, CalendarText, CsvText, FilePart, GeoJson, GeoJsonFile, JsonFeed, LinkedData};
pub use named::{
    AreaNamed, AssociationNamed, AtRevision, IfMatch, ListingNamed, PharmacyNamed, RosterNamed, WebhookNamed,
};
pub use names::*;

use super::{
    methods::Methods,
    problem::{ParameterError, ProblemView},
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
        license(name = "MIT OR Apache-2.0", url = "https://github.com/yoruyaku/yoruyaku/blob/main/LICENSE"),
        contact(name = "Yoruyaku", url = "https://github.com/yoruyaku/yoruyaku")
    ),
    servers((url = "/", description = "This server: production, or local where you run it yourself")),
    tags(
        (name = "find", description = "Pharmacies by place, time, service and words"),
        (name = "time", description = "Holidays, duty shifts and who covers which hour"),
        (name = "directory", description = "Associations, places and the dataset itself"),
        (name = "feeds", description = "What changed, calendars and bulk files: open data for machines that keep up"),
        (name = "lists", description = "一覧: an association sends its list in, looks at it, publishes it. Needs a token"),
        (name = "service", description = "Health, counts and this contract"),
    ),
    // Schemas that only parameters refer to are not collected from the routes.
    components(schemas(ProblemView<'static>, ParameterError, ServiceName, SortName, CertaintyName, LangName, FormatName, ChangesFormatName, PharmacyFormatName, LayoutName, BulkFileName))
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
        .description(Some(
            "A token of `yoruyaku token create`, such as `yoruyaku_…`. Writes need one; reads take one for an allowance \
             of its own (`RateLimit-Policy: \"key\"`)",
        ))
        .build();
    components.security_schemes.insert("token".to_owned(), RefOr::T(SecurityScheme::Http(token)));
    let responses = &mut components.responses;
    for shared in &failures::SHARED {
        responses.insert(shared.name.to_owned(), shared.response());
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
        ("NotFound", Response::new("There is nothing of that id").into())
    }
}

/// 410 of a revision that is not kept.
pub struct RevisionGone;

impl<'r> utoipa::ToResponse<'r> for RevisionGone {
    fn response() -> (&'r str, RefOr<Response>) {
        ("Gone", Response::new("That revision is forgotten, or yet to come; `errors` says how to start again").into())
    }
}
