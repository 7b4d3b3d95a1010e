//! The pages that a problem's `type` leads to.

use actix_web::{HttpRequest, HttpResponse, get, web::Path};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::{
    problem::{Code, Problem, Row, TABLE},
    reply::{self, Keep},
};

/// One kind of failure.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProblemType)]
struct ProblemTypeView {
    /// Its name, the `code` of a problem.
    #[schema(example = "invalid_parameter", pattern = "^[a-z_]+$", max_length = 40)]
    code: &'static str,
    /// The HTTP status it comes with.
    #[schema(example = 400, minimum = 400, maximum = 599)]
    status: u16,
    /// Its title in English.
    #[schema(example = "A parameter is not of the allowed form", max_length = 200)]
    title: &'static str,
    /// Its title in Japanese.
    #[schema(example = "パラメーターの値が正しくありません", max_length = 200)]
    title_ja: &'static str,
    /// What to do, in English.
    #[schema(example = "`errors` names each parameter and the form allowed.", max_length = 1000)]
    help: &'static str,
    /// What to do, in Japanese.
    #[schema(example = "errors に、パラメーターの名前と使える形（allowed）を示しています。", max_length = 1000)]
    help_ja: &'static str,
    /// Whether the same request may succeed later without being changed.
    #[schema(example = false)]
    retriable: bool,
}

impl From<&Row> for ProblemTypeView {
    fn from(row: &Row) -> Self {
        Self {
            code: row.name,
            status: row.status.as_u16(),
            title: row.en,
            title_ja: row.ja,
            help: row.help_en,
            help_ja: row.help_ja,
            retriable: row.retriable,
        }
    }
}

/// Every kind of failure.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProblemTypes)]
struct ProblemTypesView {
    /// The code table.
    #[schema(max_items = 100)]
    items: Vec<ProblemTypeView>,
}

/// List every problem
///
/// The code table: each `code` with its status, its titles and what to do about it.
#[utoipa::path(tag = "service", responses((status = 200, description = "The code table", body = ProblemTypesView)))]
#[get("/problems")]
pub async fn list_problems(request: HttpRequest) -> Result<HttpResponse, Problem> {
    let items = TABLE.iter().map(ProblemTypeView::from).collect();
    reply::json(&request, 0, Keep::Revision, &ProblemTypesView { items })
}

/// Explain a problem
///
/// What the `type` of a problem leads to.
#[utoipa::path(
    tag = "service",
    params(("code" = String, Path, description = "A problem's `code`", example = "invalid_parameter", pattern = "^[a-z_]+$", min_length = 1, max_length = 40)),
    responses((status = 200, description = "The problem explained", body = ProblemTypeView))
)]
#[get("/problems/{code}")]
pub async fn get_problem(request: HttpRequest, code: Path<String>) -> Result<HttpResponse, Problem> {
    let row = Code::from_name(&code).ok_or_else(|| Problem::new(Code::NotFound))?;
    reply::json(&request, 0, Keep::Revision, &ProblemTypeView::from(row))
}
