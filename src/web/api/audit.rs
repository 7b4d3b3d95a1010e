//! `GET /v1/audit`

use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use serde::Serialize;
use utoipa::ToSchema;

use super::listings::private;
use crate::{
    directory::{AssociationId, Authority},
    publish,
    store::AuditEntry,
    web::{
        App,
        auth::{Reviewer, blocking},
        params,
        problem::Problem,
        query::{Fault, Query},
        reply,
        views::JapanTime,
    },
};

/// Entries in one answer unless asked otherwise.
const LIMIT: u32 = 50;

/// Part of the audit, newest first.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Audit)]
struct AuditView<'a> {
    /// The entries.
    #[schema(max_items = 200)]
    items: Vec<AuditEntryView<'a>>,
    /// Give it as `before` for the entries before these; `null` at the end.
    #[schema(example = "019ab0c2-6a5e-7c10-9e0b-5f3a2d8c4e11", pattern = "^[a-z0-9-]{1,64}$", max_length = 64)]
    next: Option<&'a str>,
}

/// Who did what, when.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditEntry)]
struct AuditEntryView<'a> {
    /// Its id.
    #[schema(example = "019ab0c2-6a5e-7c10-9e0b-5f3a2d8c4e11", pattern = "^[a-z0-9-]{1,64}$", max_length = 64)]
    id: &'a str,
    /// When.
    at: JapanTime,
    /// Who: `token:<id>`, `user:<name>`, `cli`, `seed`.
    #[schema(example = "user:sato", max_length = 200)]
    actor: &'a str,
    /// What.
    #[schema(example = "listing.publish", pattern = "^[a-z_.]+$", max_length = 40)]
    action: &'a str,
    /// On what; of an association's things the association first.
    #[schema(example = "setagaya/listing:019ab0c2-6a5e-7c10-9e0b-5f3a2d8c4e11", max_length = 200)]
    subject: &'a str,
    /// Digests before and after, and what else tells what was done.
    #[schema(value_type = Object, example = json!({"revision": 12, "before": "checked"}))]
    detail: serde_json::Value,
}

/// Which entries.
#[derive(Debug, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct AskedAudit {
    /// Only what concerns this association's lists, rosters and exceptions. An editor sees no other.
    #[param(value_type = Option<String>, required = false, example = "setagaya", pattern = "^[a-z][a-z0-9-]{0,39}$", max_length = 40)]
    association: Option<AssociationId>,
    /// Only entries before that of this id: the `next` of the last answer.
    #[param(
        required = false,
        example = "019ab0c2-6a5e-7c10-9e0b-5f3a2d8c4e11",
        pattern = "^[a-z0-9-]{1,64}$",
        max_length = 64
    )]
    before: Option<String>,
    /// So many at most.
    #[param(required = false, example = 50, minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// Read the audit
///
/// だれが、いつ、何をしたかの記録です。 Every write leaves an entry; none is ever changed or removed.
#[utoipa::path(
    tag = "lists", params(AskedAudit),
    responses((status = 200, description = "The entries, newest first", body = AuditView<'static>)), security(("token" = []))
)]
#[get("/v1/audit")]
pub async fn list_audit(app: Data<App>, request: HttpRequest, reviewer: Reviewer) -> Result<HttpResponse, Problem> {
    reply::accepts(&request, &[reply::JSON])?;
    let AskedAudit { association, before, limit } = asked(&request)?;
    let association = match (association, &reviewer.0.authority) {
        (None, Authority::Editor(own)) => Some(own.clone()),
        (other, _) => other,
    };
    if let Some(association) = &association {
        reviewer.0.must_review(association)?;
    }
    let limit = limit.unwrap_or(LIMIT);
    let entries =
        blocking(&app, move |store| publish::audit(store, association.as_ref(), before.as_deref(), limit)).await?;
    let full = entries.len() == limit as usize;
    let next = entries.last().filter(|_| full).map(|entry| entry.id.as_str());
    Ok(private(HttpResponse::Ok(), &AuditView { items: entries.iter().map(AuditEntryView::from).collect(), next }))
}

impl<'a> From<&'a AuditEntry> for AuditEntryView<'a> {
    fn from(entry: &'a AuditEntry) -> Self {
        let AuditEntry { id, at, actor, action, subject, detail } = entry;
        let detail = serde_json::from_str(detail).unwrap_or_default();
        Self { id, at: JapanTime::of_utc(*at), actor, action, subject, detail }
    }
}

fn asked(request: &HttpRequest) -> Result<AskedAudit, Problem> {
    let mut query = Query::new(request.query_string(), &["association", "before", "limit"]);
    let wrong = |form: &'static str| Fault::new("形が正しくありません。", "This is not of the allowed form.", form);
    let asked = AskedAudit {
        association: query.one("association", |value| {
            AssociationId::new(value).ok_or_else(|| wrong("a short name of /v1/associations, such as setagaya"))
        }),
        before: query.one("before", |value| {
            let fits = (1..=64).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
            fits.then(|| value.to_owned()).ok_or_else(|| wrong("the `next` of the last answer"))
        }),
        limit: query.one("limit", |value| params::whole(value, 1..=200)),
    };
    query.finish(asked)
}
