//! `GET /v1/associations/{id}/columns`

use actix_web::{
    HttpRequest, HttpResponse, get,
    web::{Data, Path},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::listings::private;
use crate::{
    directory::AssociationId,
    intake, publish,
    web::{
        App,
        auth::{Reviewer, blocking},
        contract::{AssociationNamed, NotFound},
        problem::{Code, Problem},
        query::Query,
        reply,
    },
};

/// What people said the columns of an association's files are.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RememberedColumns)]
struct RememberedView<'a> {
    /// By heading.
    #[schema(max_items = 10000)]
    items: Vec<RememberedColumnView<'a>>,
    /// The names that a column can be said to mean.
    #[schema(max_items = 200, example = json!(["name", "after_hours_phone", "hours.mon"]))]
    meanings: Vec<&'static str>,
}

/// What one column was said to be.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RememberedColumn)]
struct RememberedColumnView<'a> {
    /// Its heading.
    #[schema(example = "でんわ", max_length = 400)]
    heading: &'a str,
    /// What it is; `extra` when it is only kept as text.
    #[schema(example = "phone", max_length = 100)]
    meaning: &'a str,
}

/// List what is remembered of columns
///
/// 列の見出しについて、これまでに答えられたことを返します。 It holds for every next file of the association; change it with
/// `/v1/listings/{id}/recheck`.
#[utoipa::path(
    tag = "lists",
    params(AssociationNamed),
    responses((status = 200, description = "What is remembered", body = RememberedView<'static>), (status = 404, response = NotFound)),
    security(("token" = []))
)]
#[get("/v1/associations/{id}/columns")]
pub async fn list_remembered_columns(
    app: Data<App>,
    request: HttpRequest,
    reviewer: Reviewer,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    reply::accepts(&request, &[reply::JSON])?;
    Query::new(request.query_string(), &[]).finish(())?;
    let known = AssociationId::new(&id).filter(|id| app.live.current().association(id).is_some());
    let association = known.ok_or_else(|| Problem::new(Code::UnknownAssociation))?;
    reviewer.0.must_review(&association)?;
    let hints = blocking(&app, move |store| publish::column_hints(store, &association)).await?;
    let items = hints.iter().map(|hint| RememberedColumnView {
        heading: &hint.heading,
        meaning: if hint.meaning.is_empty() { "extra" } else { &hint.meaning },
    });
    let view = RememberedView { items: items.collect(), meanings: intake::meanings().collect() };
    Ok(private(HttpResponse::Ok(), &view))
}
