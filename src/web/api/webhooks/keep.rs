//! Making, rotating, restoring and deleting webhooks.

use actix_web::{
    HttpRequest, HttpResponse, delete,
    http::header,
    post,
    web::{Data, Path, Payload},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    super::listings::private,
    reach,
    show::{OneWebhookView, WebhookView},
};
use crate::{
    publish,
    web::{
        App,
        auth::{Reviewer, blocking},
        body,
        contract::{NotFound, WebhookNamed},
        problem::{Code, ParameterError, Problem, Text},
        query::Query,
        reply,
        views::JapanTime,
    },
    webhook::{Guard, Refusal},
};

/// Bytes of a body.
const BODY: usize = 8 << 10;

/// A webhook to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WebhookRequest, example = json!({"url": "https://app.example.jp/hooks/yoruyaku"}))]
struct WebhookBody {
    /// Where to: `https`, at a public address.
    #[schema(
        example = "https://app.example.jp/hooks/yoruyaku",
        format = "uri",
        pattern = "^https?://[^ #]+$",
        max_length = 2000
    )]
    url: String,
}

/// A webhook as it is made.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NewWebhook)]
struct NewWebhookView<'a> {
    /// The webhook.
    #[serde(flatten)]
    webhook: WebhookView<'a>,
    /// What messages are signed with; shown now and never again.
    #[schema(
        example = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD0hNEZSb8ZUA=",
        pattern = "^whsec_[A-Za-z0-9+/=]{44}$",
        max_length = 50
    )]
    secret: &'a str,
}

/// A new secret.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = WebhookSecret)]
struct SecretView<'a> {
    /// What messages are signed with from now on; shown now and never again.
    #[schema(
        example = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD0hNEZSb8ZUA=",
        pattern = "^whsec_[A-Za-z0-9+/=]{44}$",
        max_length = 50
    )]
    secret: &'a str,
    /// Until then every message carries the signature of the secret before, too.
    previous_signs_until: JapanTime,
}

/// Make a webhook
///
/// 変更があったときに知らせる先を登録します。 By the Standard Webhooks conventions: each new revision is told by a `POST` with
/// `webhook-id`, `webhook-timestamp` and `webhook-signature` (HMAC-SHA256), tried again for three days, and thin: what changed
/// is at its `changes_url`. Needs any token. No private address, no redirect.
#[utoipa::path(
    tag = "feeds", request_body = WebhookBody,
    responses((status = 201, description = "Made", body = NewWebhookView<'static>, headers(("Location" = String, description = "The webhook")))),
    security(("token" = []))
)]
#[post("/v1/webhooks")]
pub async fn create_webhook(
    app: Data<App>,
    request: HttpRequest,
    caller: Reviewer,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    reply::plain(&request, &[reply::JSON])?;
    let asked: WebhookBody = body::json(&request, payload, BODY).await?;
    let guard = Guard { allow_loopback: app.settings.webhooks_to_loopback };
    let url = guard.check(&asked.url).await.map_err(refused)?.to_string();
    let (owner, at) = (caller.0.name, app.clock.now().naive_utc());
    let (webhook, secret) = blocking(&app, move |store| publish::create_webhook(store, &url, &owner, at)).await?;
    let mut response = HttpResponse::Created();
    response.insert_header((header::LOCATION, format!("/v1/webhooks/{}", webhook.id)));
    Ok(private(response, &NewWebhookView { webhook: WebhookView::from(&webhook), secret: &secret }))
}

/// Delete a webhook
///
/// 知らせる先を削除します。 With its secrets and whatever was still to be sent.
#[utoipa::path(
    tag = "feeds",
    params(WebhookNamed),
    responses((status = 204, description = "Deleted"), (status = 404, response = NotFound)), security(("token" = []))
)]
#[delete("/v1/webhooks/{id}")]
pub async fn delete_webhook(
    app: Data<App>,
    request: HttpRequest,
    caller: Reviewer,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    Query::new(request.query_string(), &[]).finish(())?;
    let (owner, id, at) = (reach(&caller.0), id.into_inner(), app.clock.now().naive_utc());
    blocking(&app, move |store| publish::delete_webhook(store, &id, owner.as_deref(), &caller.0.name, at)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Rotate a webhook's secret
///
/// 署名の鍵を替えます。 For a day messages carry both signatures, so that the receiver can change over without losing one.
#[utoipa::path(
    tag = "feeds",
    params(WebhookNamed),
    responses((status = 201, description = "The new secret", body = SecretView<'static>), (status = 404, response = NotFound)),
    security(("token" = []))
)]
#[post("/v1/webhooks/{id}/secrets")]
pub async fn create_webhook_secret(
    app: Data<App>,
    request: HttpRequest,
    caller: Reviewer,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    reply::plain(&request, &[reply::JSON])?;
    let (owner, id, at) = (reach(&caller.0), id.into_inner(), app.clock.now().naive_utc());
    let rotate = move |store: &_| publish::rotate_webhook_secret(store, &id, owner.as_deref(), &caller.0.name, at);
    let (secret, ends_at) = blocking(&app, rotate).await?;
    let view = SecretView { secret: &secret, previous_signs_until: JapanTime::of_utc(ends_at) };
    Ok(private(HttpResponse::Created(), &view))
}

/// Switch a webhook on again
///
/// 止まった知らせ先を再開します。 What is still in its outbox is sent; what it missed is in `/v1/changes`.
#[utoipa::path(
    tag = "feeds",
    params(WebhookNamed),
    responses((status = 200, description = "On", body = OneWebhookView<'static>), (status = 404, response = NotFound)),
    security(("token" = []))
)]
#[post("/v1/webhooks/{id}/restore")]
pub async fn restore_webhook(
    app: Data<App>,
    request: HttpRequest,
    caller: Reviewer,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    reply::plain(&request, &[reply::JSON])?;
    let (owner, id, at) = (reach(&caller.0), id.into_inner(), app.clock.now().naive_utc());
    let restored = blocking(&app, move |store| {
        publish::restore_webhook(store, &id, owner.as_deref(), &caller.0.name, at)?;
        publish::webhook(store, &id, owner.as_deref())
    });
    Ok(private(HttpResponse::Ok(), &OneWebhookView::from(&restored.await?)))
}

fn refused(refusal: Refusal) -> Problem {
    let text = match refusal {
        Refusal::Malformed => Text::new("https のアドレスとして読めません。", "This is no https address."),
        Refusal::Insecure => Text::new("https にしてください。", "It must be https."),
        Refusal::Unresolved => Text::new("この名前は見つかりません。", "This name does not resolve."),
        Refusal::Private => Text::new(
            "公開されていないアドレスには送れません。",
            "This is, or resolves to, an address that is not public.",
        ),
    };
    let allowed = "https, a public address, no user or password, no fragment, at most 2000 bytes";
    Problem::parameters(Code::InvalidFields, vec![ParameterError::new("url", text, allowed)])
}
