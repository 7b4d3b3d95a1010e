//! `GET /v1/template.xlsx`, `/v1/associations/{id}/list.xlsx` and `.csv`: the form to fill in, empty or as published.

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::header,
    web::{Data, Path},
};

use super::listings::{XLSX, download};
use crate::{
    directory::AssociationId,
    intake::form,
    publish,
    web::{
        App,
        auth::{Reviewer, blocking},
        contract::AssociationNamed,
        problem::{Code, Problem},
        reply::{self, Keep},
    },
};

/// Fetch the empty form
///
/// 一覧の様式（空の Excel）です。記入例と入力規則が付いています。 The empty form as a workbook, with an example row and rules
/// of input.
#[utoipa::path(
    tag = "lists",
    responses((status = 200, description = "The form with examples", body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))
)]
#[get("/v1/template.xlsx")]
pub async fn get_template(request: HttpRequest) -> Result<HttpResponse, Problem> {
    reply::plain(&request, &[XLSX])?;
    let tag = reply::tag(0, None, &request, XLSX);
    if reply::is_known(&request, &tag) {
        return Ok(reply::unchanged(tag, Keep::Revision));
    }
    let book = actix_web::web::block(form::template).await.map_err(Problem::internal)?;
    let mut response = reply::answer(tag, Keep::Revision, XLSX, book.map_err(Problem::internal)?);
    let name = header::HeaderValue::from_static("attachment; filename*=UTF-8''yoruyaku%2Dtemplate%2Exlsx");
    response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    Ok(response)
}

/// Fetch the published list as a workbook
///
/// 公開中の一覧を、そのまま直して送り返せる Excel で返します。 Sent back unchanged it changes nothing.
#[utoipa::path(
    tag = "lists", params(AssociationNamed),
    responses((status = 200, description = "The list", body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
    security(("token" = []))
)]
#[get("/v1/associations/{id}/list.xlsx")]
pub async fn get_list_workbook(
    app: Data<App>,
    request: HttpRequest,
    reviewer: Reviewer,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    reply::plain(&request, &[XLSX])?;
    let association = reviewed(&reviewer, &id)?;
    let name = format!("{association}.xlsx");
    let book = blocking(&app, move |store| {
        let form = publish::published_form(store, &association)?;
        form::workbook(&[form]).map_err(publish::Error::from)
    });
    Ok(download(&name, XLSX, book.await?))
}

/// Fetch the published list as CSV
///
/// 公開中の一覧を、そのまま直して送り返せる CSV（UTF-8、BOM 付き）で返します。 The published list as
/// CSV (UTF-8 with its mark); sent back unchanged it changes nothing.
#[utoipa::path(
    tag = "lists", params(AssociationNamed),
    responses((status = 200, description = "The list", body = String, content_type = "text/csv")),
    security(("token" = []))
)]
#[get("/v1/associations/{id}/list.csv")]
pub async fn get_list_csv(
    app: Data<App>,
    request: HttpRequest,
    reviewer: Reviewer,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    reply::plain(&request, &["text/csv; charset=utf-8"])?;
    let association = reviewed(&reviewer, &id)?;
    let name = format!("{association}.csv");
    let form = blocking(&app, move |store| publish::published_form(store, &association)).await?;
    Ok(download(&name, "text/csv; charset=utf-8", form::separated(&form)))
}

fn reviewed(reviewer: &Reviewer, id: &str) -> Result<AssociationId, Problem> {
    let association = AssociationId::new(id).ok_or_else(|| Problem::new(Code::UnknownAssociation))?;
    reviewer.0.must_review(&association)?;
    Ok(association)
}
