//! `POST /v1/listings/{id}/publish`, `/withdraw`, `/restore`, `/confirm`

use actix_web::{
    HttpRequest, HttpResponse, delete, post,
    web::{Data, Path, Payload},
};
use chrono::{DateTime, NaiveDateTime};
use serde::Deserialize;

use super::{answer, edited, must_match};
use crate::{
    directory::{ListingId, ListingState},
    publish::{self, Confirmation, Version},
    store::Store,
    web::{
        App,
        auth::{self, Editor, blocking},
        body,
        contract::{ConfirmationName, IfMatch, ListingNamed},
        problem::{Code, ParameterError, Problem, Text},
        query::Query,
        reply,
        views::ListingView,
    },
};

/// How to publish; may be left out.
#[derive(Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = PublishRequest, example = json!({"confirm": ["warnings"]}))]
struct PublishBody {
    /// What you looked at and confirm: what the listing's own `confirm` names.
    #[schema(value_type = Vec<ConfirmationName>, max_items = 3, example = json!(["shrink", "warnings"]))]
    confirm: Vec<String>,
    /// Publish it then instead of now.
    #[schema(example = "2026-12-01T00:00:00+09:00", format = "date-time", max_length = 40)]
    publish_at: Option<String>,
}

/// Publish a list
///
/// 一覧を公開します。 It takes the place of the association's present list, in one step: readers see the one or the other,
/// whole. Needs the listing's `ETag` as `If-Match`, and in `confirm` whatever the listing asks to be confirmed. With
/// `publish_at` it is published then; should the association's list change before (or another association bring a
/// pharmacy that is new in this one), it is not, and says so.
#[utoipa::path(
    tag = "lists",
    params(
        ListingNamed,
        IfMatch
    ),
    request_body(content = PublishBody, description = "How to publish; may be left out"),
    responses((status = 200, description = "Published, or planned", body = ListingView<'static>, headers(("ETag" = String, description = "For the next step")))),
    security(("token" = []))
)]
#[post("/v1/listings/{id}/publish")]
pub async fn publish_listing(
    app: Data<App>,
    request: HttpRequest,
    editor: Editor,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    reply::plain(&request, &[reply::JSON])?;
    let asked: PublishBody = body::optional_json(&request, payload, body::SMALL).await?;
    let (confirmed, due) = (confirmed(&asked.confirm)?, due(asked.publish_at.as_deref())?);
    let version = edited(&app, &editor.0, &id).await?;
    may_become(&version, ListingState::Published)?;
    must_match(&request, &version)?;
    let (id, actor, at) = (version.listing.id, editor.0.name, app.clock.now().naive_utc());
    let version = blocking(&app, move |store| {
        match due {
            None => publish::publish_confirmed(store, &id, &confirmed, &actor, at).map(drop)?,
            Some(due) => publish::schedule(store, &id, &confirmed, due, &actor, at)?,
        }
        publish::version(store, &id)
    });
    released(&app, &request, version.await?).await
}

/// Withdraw a published list
///
/// 公開中の一覧を取り下げます。 Readers no longer see its word; the version stays and can be restored.
#[utoipa::path(
    tag = "lists",
    params(
        ListingNamed,
        IfMatch
    ),
    responses((status = 200, description = "Withdrawn", body = ListingView<'static>, headers(("ETag" = String, description = "For the next step")))),
    security(("token" = []))
)]
#[post("/v1/listings/{id}/withdraw")]
pub async fn withdraw_listing(
    app: Data<App>,
    request: HttpRequest,
    editor: Editor,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    reply::plain(&request, &[reply::JSON])?;
    let version = edited(&app, &editor.0, &id).await?;
    may_become(&version, ListingState::Withdrawn)?;
    must_match(&request, &version)?;
    let (actor, at) = (editor.0.name, app.clock.now().naive_utc());
    step(&app, &request, version, move |store, id| publish::withdraw(store, id, &actor, at).map(drop)).await
}

/// Restore an earlier version
///
/// 過去の版を、そのままもう一度公開します。 It takes the place of the present one, in one step.
#[utoipa::path(
    tag = "lists",
    params(
        ListingNamed,
        IfMatch
    ),
    responses((status = 200, description = "Published again", body = ListingView<'static>, headers(("ETag" = String, description = "For the next step")))),
    security(("token" = []))
)]
#[post("/v1/listings/{id}/restore")]
pub async fn restore_listing(
    app: Data<App>,
    request: HttpRequest,
    editor: Editor,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    reply::plain(&request, &[reply::JSON])?;
    let version = edited(&app, &editor.0, &id).await?;
    if !matches!(version.listing.state, ListingState::Superseded | ListingState::Withdrawn) {
        let text = Text::new(
            "戻せるのは、過去の版と取り下げた版だけです。",
            "Only a superseded or withdrawn version can be restored.",
        );
        return Err(Problem::because(Code::WrongState, text));
    }
    must_match(&request, &version)?;
    let (actor, at) = (editor.0.name, app.clock.now().naive_utc());
    step(&app, &request, version, move |store, id| publish::publish(store, id, &actor, at).map(drop)).await
}

/// Say that the published list still holds
///
/// 公開中の一覧に変わりがないことを記録します。 Readers see its new `checked_at`.
#[utoipa::path(
    tag = "lists", params(ListingNamed),
    responses((status = 200, description = "Noted", body = ListingView<'static>, headers(("ETag" = String, description = "For the next step")))),
    security(("token" = []))
)]
#[post("/v1/listings/{id}/confirm")]
pub async fn confirm_listing(
    app: Data<App>,
    request: HttpRequest,
    editor: Editor,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    reply::plain(&request, &[reply::JSON])?;
    let version = edited(&app, &editor.0, &id).await?;
    let (actor, at) = (editor.0.name, app.clock.now().naive_utc());
    step(&app, &request, version, move |store, id| publish::confirm(store, id, &actor, at)).await
}

/// Drop the plan to publish a list
///
/// 公開の予約を取り消します。 The listing stays as it is and can be published at any time.
#[utoipa::path(
    tag = "lists", params(ListingNamed),
    responses((status = 204, description = "There is no plan any more")), security(("token" = []))
)]
#[delete("/v1/listings/{id}/schedule")]
pub async fn delete_listing_schedule(
    app: Data<App>,
    request: HttpRequest,
    editor: Editor,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    Query::new(request.query_string(), &[]).finish(())?;
    let version = edited(&app, &editor.0, &id).await?;
    let (actor, at) = (editor.0.name, app.clock.now().naive_utc());
    blocking(&app, move |store| publish::unschedule(store, &version.listing.id, &actor, at)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Does one step with a version, and tells it as it is then.
async fn step(
    app: &App,
    request: &HttpRequest,
    version: Version,
    step: impl FnOnce(&Store, &ListingId) -> Result<(), publish::Error> + Send + 'static,
) -> Result<HttpResponse, Problem> {
    let id = version.listing.id;
    let version = blocking(app, move |store| {
        step(store, &id)?;
        publish::version(store, &id)
    });
    released(app, request, version.await?).await
}

async fn released(app: &App, request: &HttpRequest, version: Version) -> Result<HttpResponse, Problem> {
    auth::refresh(app).await;
    answer(request, HttpResponse::Ok(), &version)
}

/// Goes on only when the version can become `to`; that is told before anything about `If-Match` (RFC 9110 §13.2.1).
fn may_become(version: &Version, to: ListingState) -> Result<(), Problem> {
    version.listing.state.become_(to).map_err(publish::Error::State)?;
    if version.is_stale { Err(Problem::new(Code::Stale)) } else { Ok(()) }
}

/// What can be confirmed, by name.
const CONFIRMATIONS: &str = "shrink, warnings, rejected";

fn confirmed(names: &[String]) -> Result<Vec<Confirmation>, Problem> {
    if names.len() > Confirmation::ALL.len() {
        let text = Text::new("3つまでです。", "There are three things to confirm at most.");
        let error = ParameterError::new("confirm", text, CONFIRMATIONS);
        return Err(Problem::parameters(Code::InvalidFields, vec![error]));
    }
    let read = |name: &String| {
        Confirmation::from_name(name).ok_or_else(|| {
            let text = Text::new("shrink・warnings・rejected のどれかです。", "It is shrink, warnings or rejected.");
            let error = ParameterError::new("confirm", text, CONFIRMATIONS);
            Problem::parameters(Code::InvalidFields, vec![error])
        })
    };
    names.iter().map(read).collect()
}

fn due(text: Option<&str>) -> Result<Option<NaiveDateTime>, Problem> {
    let read = |text: &str| {
        DateTime::parse_from_rfc3339(text).map(|at| at.naive_utc()).map_err(|_| {
            let text = Text::new("日時の形ではありません。", "This is no RFC 3339 instant.");
            let error = ParameterError::new("publish_at", text, "RFC 3339: 2026-12-01T00:00:00+09:00");
            Problem::parameters(Code::InvalidFields, vec![error])
        })
    };
    text.map(read).transpose()
}
