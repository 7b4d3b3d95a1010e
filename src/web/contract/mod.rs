//! The contract: OpenAPI 3.1, made from the routes themselves, and what every operation shares.

mod names;

use actix_web::web::Bytes;
use utoipa::{
    OpenApi,
    openapi::{
        Content, Header, Object, OpenApi as Document, Ref, RefOr, Response, ResponseBuilder, Schema, SchemaFormat,
        Type,
        header::HeaderBuilder,
        path::{Operation, PathItem},
        schema::ObjectBuilder,
        security::SecurityRequirement,
    },
};
use utoipa_actix_web::AppExt;

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
    servers((url = "/", description = "This server")),
    tags(
        (name = "find", description = "Pharmacies by place, time, service and words"),
        (name = "time", description = "Holidays, duty shifts and who covers which hour"),
        (name = "directory", description = "Associations, places and the dataset itself"),
        (name = "service", description = "Health, counts and this contract"),
    ),
    // Schemas that only parameters refer to are not collected from the routes.
    components(schemas(ProblemView<'static>, ParameterError, ServiceName, SortName, CertaintyName, LangName))
)]
struct Doc;

/// The contract, as generated from the routes; no server runs.
pub fn openapi() -> Document {
    let app = actix_web::App::new().into_utoipa_app().openapi(Doc::openapi()).configure(super::routes);
    let (_, mut document) = app.split_for_parts();
    for (path, item) in &mut document.paths.paths {
        for operation in operations(item) {
            complete(path, operation);
        }
    }
    // Reading needs no key.
    document.security = Some(vec![SecurityRequirement::default()]);
    let components = document.components.get_or_insert_default();
    for (name, description) in PROBLEMS {
        components.responses.insert(name.to_owned(), RefOr::T(problem(description)));
    }
    components.schemas.iter_mut().for_each(|(name, schema)| require_all(name, schema));
    document
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
        let document = openapi();
        let json = serde_json::to_vec(&document).expect("a contract is text, numbers and lists").into();
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

/// The shared answers: name among the components, description.
const PROBLEMS: [(&str, &str); 5] = [
    ("BadRequest", "A parameter, the cursor or the address is not of the allowed form"),
    ("NotFound", "There is nothing of that id"),
    ("NotAcceptable", "None of the formats asked for is offered"),
    ("ClientError", "Any other fault of the request; see the code table at /problems"),
    ("ServerError", "A fault of ours"),
];

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete].into_iter().flatten()
}

/// What every operation may answer, and the headers every success has.
fn complete(path: &str, operation: &mut Operation) {
    let responses = &mut operation.responses.responses;
    for (status, response) in responses.iter_mut() {
        if let RefOr::T(response) = response
            && status.starts_with('2')
        {
            response
                .headers
                .insert("X-Request-Id".to_owned(), header("Names this request in our logs", request_id()).into());
            response.headers.insert("Cache-Control".to_owned(), header("How long this holds", text(200)).into());
        }
    }
    let shared = [("400", "BadRequest"), ("406", "NotAcceptable"), ("4XX", "ClientError"), ("5XX", "ServerError")];
    for (status, name) in shared {
        responses.entry(status.to_owned()).or_insert_with(|| RefOr::Ref(Ref::from_response_name(name)));
    }
    if path.starts_with("/v1/") && operation.responses.responses.contains_key("200") {
        if let Some(RefOr::T(response)) = operation.responses.responses.get_mut("200") {
            response.headers.insert("ETag".to_owned(), header("Send it back as If-None-Match", text(80)).into());
        }
        let unchanged = ResponseBuilder::new().description("The answer you hold is still right").build();
        operation.responses.responses.entry("304".to_owned()).or_insert(RefOr::T(unchanged));
    }
}

/// Every key is always there: what isn't known is null, not absent. schema.org's terms are the exception.
fn require_all(name: &str, schema: &mut RefOr<Schema>) {
    let RefOr::T(schema) = schema else { return };
    match schema {
        Schema::Object(object) if !name.starts_with("SchemaOrgSpecification") => {
            object.required = object.properties.keys().cloned().collect();
        }
        Schema::AllOf(all) => all.items.iter_mut().for_each(|item| require_all(name, item)),
        _ => {}
    }
}

fn header(description: &str, schema: Object) -> Header {
    HeaderBuilder::new().description(Some(description)).schema(Some(schema)).build()
}

fn text(max_length: usize) -> Object {
    ObjectBuilder::new().schema_type(Type::String).max_length(Some(max_length)).build()
}

fn request_id() -> Object {
    let format = SchemaFormat::Custom("request-id".to_owned());
    ObjectBuilder::new().schema_type(Type::String).max_length(Some(64)).format(Some(format)).build()
}

fn problem(description: &str) -> Response {
    let content = Content::new(Some(Ref::from_schema_name("Problem")));
    let headers = header("Names this request in our logs", request_id());
    ResponseBuilder::new().description(description).content(MEDIA_TYPE, content).header("X-Request-Id", headers).build()
}
