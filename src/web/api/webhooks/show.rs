//! Webhooks as their owner sees them.

use actix_web::{
    HttpRequest, HttpResponse, get,
    web::{Data, Path},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{super::listings::private, reach};
use crate::{
    publish::{self, WebhookRecord},
    store::{Webhook, WebhookMessage},
    web::{
        App,
        auth::{Reviewer, blocking},
        contract::{NotFound, WebhookNamed, WebhookStateName},
        problem::Problem,
        query::Query,
        reply,
        views::JapanTime,
    },
};

/// An address that is told of changes.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Webhook)]
pub struct WebhookView<'a> {
    /// Its id.
    #[schema(example = "019ab0c2-6a5e-7c10-9e0b-5f3a2d8c4e11", pattern = "^[a-z0-9-]{1,64}$", max_length = 64)]
    id: &'a str,
    /// Where messages go.
    #[schema(example = "https://app.example.jp/hooks/yoruyaku", format = "uri", max_length = 2000)]
    url: &'a str,
    /// Whether messages are sent.
    #[schema(value_type = WebhookStateName)]
    state: &'static str,
    /// Since when they are not; null while they are.
    disabled_at: Option<JapanTime>,
    /// Why they are not.
    #[schema(example = "a message failed ten times over three days", max_length = 400)]
    disabled_reason: Option<&'a str>,
    /// When it was made.
    created_at: JapanTime,
}

/// A message to a webhook.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = WebhookMessage)]
pub struct MessageView<'a> {
    /// Its id: the header `webhook-id`, the same in every attempt.
    #[schema(example = "msg_019ab0c2-6a5e-7c10-9e0b-5f3a2d8c4e11", pattern = "^msg_[a-z0-9-]{1,64}$", max_length = 68)]
    id: &'a str,
    /// The revision it tells of.
    #[schema(example = 12, minimum = 1)]
    revision: i64,
    /// How often it was tried.
    #[schema(example = 1, minimum = 0, maximum = 10)]
    attempts: i32,
    /// When it was written.
    created_at: JapanTime,
    /// When it arrived; null when it has not.
    delivered_at: Option<JapanTime>,
    /// When it is tried next; null when it is settled.
    next_attempt_at: Option<JapanTime>,
    /// The status of the last answer, or why there was none.
    #[schema(example = "204", max_length = 200)]
    outcome: Option<&'a str>,
}

/// A webhook and how its messages fare.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OneWebhook)]
pub struct OneWebhookView<'a> {
    /// The webhook.
    #[serde(flatten)]
    webhook: WebhookView<'a>,
    /// The last messages, newest first.
    #[schema(max_items = 20)]
    messages: Vec<MessageView<'a>>,
}

/// Webhooks.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Webhooks)]
struct WebhooksView<'a> {
    /// The caller's own, newest first; the operator's token shows everybody's.
    #[schema(max_items = 10000)]
    items: Vec<WebhookView<'a>>,
}

impl<'a> From<&'a Webhook> for WebhookView<'a> {
    fn from(webhook: &'a Webhook) -> Self {
        Self {
            id: &webhook.id,
            url: &webhook.url,
            state: if webhook.disabled_at.is_none() { "active" } else { "disabled" },
            disabled_at: webhook.disabled_at.map(JapanTime::of_utc),
            disabled_reason: webhook.disabled_reason.as_deref(),
            created_at: JapanTime::of_utc(webhook.created_at),
        }
    }
}

impl<'a> From<&'a WebhookMessage> for MessageView<'a> {
    fn from(message: &'a WebhookMessage) -> Self {
        Self {
            id: &message.id,
            revision: message.revision,
            attempts: message.attempts,
            created_at: JapanTime::of_utc(message.created_at),
            delivered_at: message.delivered_at.map(JapanTime::of_utc),
            next_attempt_at: message.due_at.map(JapanTime::of_utc),
            outcome: message.outcome.as_deref(),
        }
    }
}

impl<'a> From<&'a WebhookRecord> for OneWebhookView<'a> {
    fn from(record: &'a WebhookRecord) -> Self {
        let messages = record.messages.iter().map(MessageView::from).collect();
        Self { webhook: WebhookView::from(&record.webhook), messages }
    }
}

/// List your webhooks
///
/// 変更を知らせる先の一覧です。 A webhook that failed for three days is `disabled` and says why.
#[utoipa::path(
    tag = "feeds",
    responses((status = 200, description = "The webhooks", body = WebhooksView<'static>)),
    security(("token" = []))
)]
#[get("/v1/webhooks")]
pub async fn list_webhooks(app: Data<App>, request: HttpRequest, caller: Reviewer) -> Result<HttpResponse, Problem> {
    Query::new(request.query_string(), &[]).finish(())?;
    reply::accepts(&request, &[reply::JSON])?;
    let owner = reach(&caller.0);
    let found = blocking(&app, move |store| publish::webhooks(store, owner.as_deref())).await?;
    let view = WebhooksView { items: found.iter().map(WebhookView::from).collect() };
    Ok(private(HttpResponse::Ok(), &view))
}

/// Get a webhook
///
/// 変更を知らせる先. With its last messages: which arrived, which are tried again and when.
#[utoipa::path(
    tag = "feeds",
    params(WebhookNamed),
    responses((status = 200, description = "The webhook", body = OneWebhookView<'static>), (status = 404, response = NotFound)),
    security(("token" = []))
)]
#[get("/v1/webhooks/{id}")]
pub async fn get_webhook(
    app: Data<App>,
    request: HttpRequest,
    caller: Reviewer,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    Query::new(request.query_string(), &[]).finish(())?;
    reply::accepts(&request, &[reply::JSON])?;
    let (owner, id) = (reach(&caller.0), id.into_inner());
    let found = blocking(&app, move |store| publish::webhook(store, &id, owner.as_deref())).await?;
    Ok(private(HttpResponse::Ok(), &OneWebhookView::from(&found)))
}
