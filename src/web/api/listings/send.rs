//! `POST /v1/listings`

use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    post,
    web::{Bytes, Data, Payload},
};
use chrono::NaiveDateTime;

use super::answer;
use crate::{
    directory::{AssociationId, ListingId},
    intake::{Limits, merge::Scope},
    publish::{self, Upload, Version},
    web::{
        App,
        auth::{Editor, blocking},
        body::{self, Sent},
        contract::FilePart,
        problem::{Code, ParameterError, Problem, Text},
        query::{Fault, Query},
        reply,
    },
};

/// The parameters, and the fields of a form beside its file.
const NAMES: [&str; 3] = ["association", "scope", "file_name"];
/// Characters of an idempotency key.
const KEY_CHARS: usize = 255;

/// Whose list it is and how it is meant. In a form the fields of the same names count where the address is silent.
#[derive(Debug, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents what `asked` reads from the address and the form")]
struct AskedUpload {
    /// Whose list it is.
    #[param(required = false, example = "setagaya", pattern = "^[a-z][a-z0-9-]{0,39}$", max_length = 40)]
    association: Option<String>,
    /// `whole`: pharmacies the file leaves out are removed. `changes`: they stay.
    #[param(required = false, example = "whole", pattern = "^(whole|changes)$", max_length = 7)]
    scope: Option<String>,
    /// The file's name; a form brings its own.
    #[param(required = false, example = "list.xlsx", max_length = 200)]
    file_name: Option<String>,
}

/// A form with a file.
#[derive(Debug, utoipa::ToSchema, serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[schema(as = ListingUploadRequest)]
#[expect(dead_code, reason = "documents the form that `body::file` reads")]
struct UploadForm {
    /// The list: xlsx, xls, ods, csv or tsv.
    #[schema(value_type = String, format = Binary, content_media_type = "application/octet-stream", max_length = 209_715_200)]
    file: Vec<u8>,
    /// Files that supplement it, in order: their rows are joined to the list's by pharmacy, and where they differ the
    /// earlier file counts. A repeated `file` is one too.
    #[schema(value_type = Option<Vec<FilePart>>, inline, max_items = 9)]
    supplement: Option<Vec<Vec<u8>>>,
    /// Whose list it is.
    #[schema(example = "setagaya", pattern = "^[a-z][a-z0-9-]{0,39}$", max_length = 40)]
    association: Option<String>,
    /// `whole` or `changes`.
    #[schema(example = "whole", pattern = "^(whole|changes)$", max_length = 7)]
    scope: Option<String>,
    /// The file's name, when the form's own is not meant.
    #[schema(example = "list.xlsx", max_length = 200)]
    file_name: Option<String>,
}

/// What is asked for.
struct Asked {
    association: AssociationId,
    scope: Scope,
    file_name: String,
    bytes: Bytes,
}

/// Send in a list
///
/// 一覧（Excel・CSV）を送ります。公開はまだされません。足りない項目を別のファイルで補うときは `supplement` に付けます。 The file is read, compared with what is published and kept whole; the
/// answer says how every column was understood, every doubt by row and column, and what publishing it would change. Then
/// look at it and publish it. Sent again with the same `Idempotency-Key` within a day, it is answered with the listing
/// that the first request made.
#[utoipa::path(
    tag = "lists",
    params(
        AskedUpload,
        ("Idempotency-Key" = Option<String>, Header, description = "A text of your own, new for each list you send, so that a repeated request does nothing twice", example = "2026-11-22-setagaya-1", pattern = "^[!-~]{1,255}$", min_length = 1, max_length = 255)
    ),
    request_body(description = "The file itself, or a form with it", content(
        (Vec<u8> = "application/octet-stream"), (UploadForm = "multipart/form-data")
    )),
    responses((status = 202, description = "Read and kept, not yet published", body = crate::web::views::ListingView<'static>, headers(
        ("Location" = String, description = "The listing"), ("ETag" = String, description = "Send it as `If-Match` to publish it")
    ))),
    security(("token" = []))
)]
#[post("/v1/listings")]
pub async fn create_listing(
    app: Data<App>,
    request: HttpRequest,
    editor: Editor,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    reply::accepts(&request, &[reply::JSON])?;
    let limits = app.settings.limits();
    let key = idempotency_key(&request)?;
    let asked = asked(&request, &body::file(&request, payload, limits.file_bytes).await?)?;
    editor.0.must_edit(&asked.association)?;
    let (actor, at) = (editor.0.name, app.clock.now().naive_utc());
    let version = blocking(&app, move |store| {
        let id = keep(store, &asked, key.as_deref(), (limits, &actor, at))?;
        publish::version(store, &id)
    });
    accepted(&request, &version.await?)
}

/// Checks and keeps the file.
fn keep(
    store: &crate::store::Store,
    asked: &Asked,
    key: Option<&str>,
    (limits, actor, at): (Limits, &str, NaiveDateTime),
) -> Result<ListingId, publish::Error> {
    let association = asked.association.clone();
    let upload =
        Upload { association, file_name: &asked.file_name, bytes: &asked.bytes, scope: asked.scope, limits, actor, at };
    match key {
        Some(key) => publish::check_once(store, &upload, key).map(|(id, _)| id),
        None => publish::check(store, &upload).map(|(id, _)| id),
    }
}

/// 202 with the listing and where it is.
pub(super) fn accepted(request: &HttpRequest, version: &Version) -> Result<HttpResponse, Problem> {
    let mut response = HttpResponse::Accepted();
    response.insert_header((header::LOCATION, format!("/v1/listings/{}", version.listing.id)));
    answer(request, response, version)
}

fn idempotency_key(request: &HttpRequest) -> Result<Option<String>, Problem> {
    let Some(value) = request.headers().get("Idempotency-Key") else { return Ok(None) };
    let key = value.to_str().unwrap_or_default();
    let fits = (1..=KEY_CHARS).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic());
    fits.then(|| Some(key.to_owned())).ok_or_else(|| {
        let text =
            Text::new("1〜255文字の英数字と記号にしてください。", "A key has 1 to 255 visible ASCII characters.");
        Problem::parameters(
            Code::InvalidParameter,
            vec![ParameterError::new("Idempotency-Key", text, "1 to 255 visible ASCII characters")],
        )
    })
}

fn asked(request: &HttpRequest, sent: &Sent) -> Result<Asked, Problem> {
    let mut query = Query::new(request.query_string(), &NAMES);
    for name in sent.fields.keys().filter(|name| !NAMES.contains(&name.as_str())) {
        query.stranger(name, &NAMES);
    }
    let mut either =
        |name: &str| query.one(name, |value| Ok(value.to_owned())).or_else(|| sent.field(name).map(str::to_owned));
    let (association, scope, file_name) = (either("association"), either("scope"), either("file_name"));
    let whose = || {
        Fault::new("薬剤師会の名前を指定してください。", "Say whose list it is.", "a short name of /v1/associations")
    };
    let named = association.as_deref().and_then(AssociationId::new);
    if association.is_some() && named.is_none() {
        query.refuse("association", whose());
    }
    let scope = match scope.as_deref() {
        None | Some("whole") => Scope::Whole,
        Some("changes") => Scope::Changes,
        Some(_) => {
            query.refuse("scope", Fault::new("whole か changes です。", "It is whole or changes.", "whole, changes"));
            Scope::Whole
        }
    };
    // What the form says is held to its form too where the address is the one that counts.
    let is_name = |name: &str| !name.contains('\0') && name.chars().count() <= 200;
    if ![file_name.as_deref(), sent.field("file_name")].into_iter().flatten().all(is_name) {
        let fault = Fault::new("200文字までの名前にしてください。", "A name has at most 200 characters.", "list.xlsx");
        query.refuse("file_name", fault);
    }
    if sent.field("association").is_some_and(|id| AssociationId::new(id).is_none()) {
        query.refuse("association", whose());
    }
    if sent.field("scope").is_some_and(|scope| !["whole", "changes"].contains(&scope)) {
        query.refuse("scope", Fault::new("whole か changes です。", "It is whole or changes.", "whole, changes"));
    }
    query.finish(())?;
    // Either may stand in the address or in the form, so that it is missing is no fault of the one or the other.
    let Some(association) = named else { return Err(missing("association", whose())) };
    let Some((bytes, own_name)) = sent.whole() else {
        return Err(missing(
            "file",
            Fault::new("ファイルがありません。", "There is no file.", "a field `file` with the list"),
        ));
    };
    Ok(Asked { association, scope, file_name: file_name.map_or(own_name, |name| body::plain_name(&name)), bytes })
}

fn missing(name: &str, fault: Fault) -> Problem {
    Problem::parameters(Code::InvalidFields, vec![ParameterError::new(name, fault.text, fault.allowed)])
}
