//! The pages that a problem's `type` leads to.

use actix_web::{HttpRequest, HttpResponse, get, http::header, web::Path};
use maud::{DOCTYPE, Markup, html};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::{
    problem::{Code, Problem, Row, TABLE},
    reply::{self, JSON, Keep},
    site,
};

/// The media type of a page.
const HTML: &str = "text/html; charset=utf-8";

/// A page for people.
#[derive(ToSchema)]
#[schema(value_type = String, max_length = 1_000_000)]
#[expect(dead_code, reason = "describes the answer in the contract")]
struct PageText(String);

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
/// The code table: each `code` with its status, its titles and what to do about it. 人が読む表は `Accept: text/html` で返します。
#[utoipa::path(
    tag = "service",
    responses((status = 200, description = "The code table", content(
        (ProblemTypesView = "application/json"), (PageText = "text/html")
    )))
)]
#[get("/problems")]
pub async fn list_problems(request: HttpRequest) -> Result<HttpResponse, Problem> {
    let page = || table(&TABLE.iter().collect::<Vec<_>>());
    let view = || ProblemTypesView { items: TABLE.iter().map(ProblemTypeView::from).collect() };
    answer(&request, view, page)
}

/// Explain a problem
///
/// エラーの説明. What the `type` of a problem leads to, as JSON or as a page for people.
#[utoipa::path(
    tag = "service",
    params(("code" = String, Path, description = "A problem's `code`", example = "invalid_parameter", pattern = "^[a-z_]+$", min_length = 1, max_length = 40)),
    responses((status = 200, description = "The problem explained", content(
        (ProblemTypeView = "application/json"), (PageText = "text/html")
    )))
)]
#[get("/problems/{code}")]
pub async fn get_problem(request: HttpRequest, code: Path<String>) -> Result<HttpResponse, Problem> {
    let row = Code::from_name(&code).ok_or_else(|| Problem::new(Code::NotFound))?;
    answer(&request, || ProblemTypeView::from(row), || table(&[row]))
}

/// As JSON or as a page; the table changes with the program only.
fn answer<V: Serialize>(
    request: &HttpRequest,
    view: impl FnOnce() -> V,
    page: impl FnOnce() -> Markup,
) -> Result<HttpResponse, Problem> {
    reply::plain(request, &[JSON, HTML])?;
    if reply::accepts(request, &[JSON, HTML])? == JSON {
        return reply::json(request, 0, Keep::Revision, &view());
    }
    let tag = reply::tag(0, None, request, HTML);
    if reply::is_known(request, &tag) {
        return Ok(reply::unchanged(tag, Keep::Revision));
    }
    let mut response = reply::answer(tag, Keep::Revision, HTML, page().into_string());
    let policy = header::HeaderValue::from_static(site::CONTENT_SECURITY_POLICY);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

/// Rows of the code table for people, Japanese first.
fn table(rows: &[&Row]) -> Markup {
    html! {
        (DOCTYPE)
        html lang="ja" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { "夜薬 API のエラー" }
                link rel="stylesheet" href=(site::STYLE.path);
            }
            body {
                main #main {
                    h1 { "夜薬 API のエラー" }
                    @for row in rows {
                        section #(row.name) {
                            h2 { code { (row.name) } " " (row.status.as_u16()) }
                            p { strong { (row.ja) } }
                            p { (row.help_ja) }
                            p lang="en" { strong { (row.en) } }
                            p lang="en" { (row.help_en) }
                            p {
                                @if row.retriable { "同じ内容のまま、後でもう一度送れます。" span lang="en" { " The same request may succeed later." } }
                                @else { "同じ内容のままでは、何度送っても同じです。" span lang="en" { " The same request will fail again." } }
                            }
                        }
                    }
                    p { a href="/problems" { "すべてのエラー" } " " a href="/docs/" { "API の説明" } }
                }
            }
        }
    }
}
