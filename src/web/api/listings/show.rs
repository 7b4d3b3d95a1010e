//! `GET /v1/listings…`

use actix_web::{
    HttpRequest, HttpResponse, get,
    web::{Data, Path},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{answer, download, private, reviewed, sent_name};
use crate::{
    directory::{AssociationId, ListingId},
    publish,
    web::{
        App,
        auth::{Reviewer, blocking},
        contract::ListingNamed,
        problem::{Code, ParameterError, Problem, Text},
        query::{Fault, Query},
        reply,
        views::{ListingSummaryView, ListingView},
    },
};

/// Versions told at once.
const VERSIONS: usize = 50;
/// What a workbook is sent as.
pub(in crate::web) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Part of the versions of an association's list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Listings)]
struct ListingsView<'a> {
    /// The versions, newest first; fifty at once.
    #[schema(max_items = 50)]
    items: Vec<ListingSummaryView<'a>>,
    /// Give it as `before` for the versions before these; `null` at the end.
    #[schema(example = "019ab0c2-6a5e-7c10-9e0b-5f3a2d8c4e11", pattern = "^[a-z0-9-]{1,64}$", max_length = 64)]
    next: Option<&'a str>,
}

/// Whose list, and from where.
#[derive(Debug, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documents what `asked` reads")]
struct AskedListings {
    /// Whose list.
    #[param(example = "setagaya", pattern = "^[a-z][a-z0-9-]{0,39}$", max_length = 40)]
    association: String,
    /// Only versions before that of this id: the `next` of the last answer.
    #[param(
        required = false,
        example = "019ab0c2-6a5e-7c10-9e0b-5f3a2d8c4e11",
        pattern = "^[a-z0-9-]{1,64}$",
        max_length = 64
    )]
    before: Option<String>,
}

/// List the versions of a list
///
/// 一覧の版を新しい順に返します。 Every version, its file and its report stay.
#[utoipa::path(
    tag = "lists", params(AskedListings),
    responses((status = 200, description = "The versions", body = ListingsView<'static>)), security(("token" = []))
)]
#[get("/v1/listings")]
pub async fn list_listings(app: Data<App>, request: HttpRequest, reviewer: Reviewer) -> Result<HttpResponse, Problem> {
    reply::accepts(&request, &[reply::JSON])?;
    let (association, before) = asked(&request)?;
    reviewer.0.must_review(&association)?;
    let versions =
        blocking(&app, move |store| publish::versions(store, &association, before.as_ref(), VERSIONS)).await?;
    let items: Vec<_> = versions.iter().map(ListingSummaryView::from).collect();
    let next = versions.last().filter(|_| versions.len() == VERSIONS).map(|version| version.listing.id.as_str());
    Ok(private(HttpResponse::Ok(), &ListingsView { items, next }))
}

/// Whose versions the address asks for, and before which.
fn asked(request: &HttpRequest) -> Result<(AssociationId, Option<ListingId>), Problem> {
    let mut query = Query::new(request.query_string(), &["association", "before"]);
    let form = "a short name of /v1/associations, such as setagaya";
    let association = query.one("association", |value| {
        AssociationId::new(value)
            .ok_or_else(|| Fault::new("薬剤師会の名前ではありません。", "This is no association's short name.", form))
    });
    let before = query.one("before", |value| {
        let wrong =
            || Fault::new("版のidではありません。", "This is no id of a version.", "the `next` of the last answer");
        ListingId::new(value).ok_or_else(wrong)
    });
    query.finish(())?;
    let association = association.ok_or_else(|| {
        let text = Text::new("薬剤師会の名前を指定してください。", "Say which association.");
        Problem::parameters(Code::InvalidParameter, vec![ParameterError::new("association", text, form)])
    })?;
    Ok((association, before))
}

/// Show a version of a list
///
/// 版の状態、読み取りの結果、知らせ、公開中の一覧との差、開局している時間帯の変化を返します。 Its `ETag` is what `If-Match` needs.
#[utoipa::path(
    tag = "lists", params(ListingNamed),
    responses((status = 200, description = "The version", body = ListingView<'static>, headers(("ETag" = String, description = "What If-Match needs")))),
    security(("token" = []))
)]
#[get("/v1/listings/{id}")]
pub async fn get_listing(
    app: Data<App>,
    request: HttpRequest,
    reviewer: Reviewer,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    reply::plain(&request, &[reply::JSON])?;
    let version = reviewed(&app, &reviewer.0, &id).await?;
    answer(&request, HttpResponse::Ok(), &version)
}

/// Fetch the file of a version
///
/// 送られたファイルを、1バイトも変えずに返します。 The file as it was received, byte for byte; several that were sent as one
/// list come as a zip archive of them.
#[utoipa::path(
    tag = "lists", params(ListingNamed),
    responses((status = 200, description = "The file as it was received", body = Vec<u8>, content_type = "application/octet-stream")),
    security(("token" = []))
)]
#[get("/v1/listings/{id}/file")]
pub async fn get_listing_file(
    app: Data<App>,
    request: HttpRequest,
    reviewer: Reviewer,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    reply::plain(&request, &["application/octet-stream"])?;
    let version = reviewed(&app, &reviewer.0, &id).await?;
    let bytes = blocking(&app, move |store| publish::file(store, &version.listing.id)).await?;
    Ok(download(&sent_name(&version.listing.file_name, &bytes), "application/octet-stream", bytes))
}

/// Fetch the rows that were not used
///
/// 使えなかった行だけを、理由を先頭の列に付けた Excel で返します。直して、そのまま scope=changes で送れます。 A workbook
/// of the rows that were not used, the reason in the first column; mended it can be sent with `scope=changes`.
#[utoipa::path(
    tag = "lists", params(ListingNamed),
    responses((status = 200, description = "The rows not used, the reason first", body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
    security(("token" = []))
)]
#[get("/v1/listings/{id}/rejected.xlsx")]
pub async fn get_listing_rejected(
    app: Data<App>,
    request: HttpRequest,
    reviewer: Reviewer,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    reply::plain(&request, &[XLSX])?;
    let version = reviewed(&app, &reviewer.0, &id).await?;
    let book = blocking(&app, move |store| publish::rejected_workbook(store, &version.listing.id)).await?;
    Ok(download("rejected.xlsx", XLSX, book))
}
