//! For the operator: whether it runs, whether it can answer, and counts.

use actix_web::{HttpRequest, HttpResponse, get, http::header, web::Data};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    publish::Outlook,
    web::{App, problem::Problem, reply, snapshot::Current, views::JapanTime},
};

/// Whether the process runs.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Liveness)]
struct LivenessView {
    /// Always `alive`.
    #[schema(example = "alive", pattern = "^alive$", max_length = 5)]
    status: &'static str,
    /// The program's version.
    #[schema(example = "0.1.0", max_length = 40)]
    version: &'static str,
}

/// Whether readers are answered.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Readiness)]
struct ReadinessView {
    /// `ready` once a directory is loaded.
    #[schema(example = "ready", pattern = "^(ready|loading)$", max_length = 10)]
    status: &'static str,
    /// The revision readers see.
    #[schema(example = 12, minimum = 0)]
    revision: i64,
    /// How many pharmacies they see.
    #[schema(example = 62, minimum = 0)]
    pharmacies: usize,
    /// When that revision was read from the database.
    loaded_at: JapanTime,
    /// `ok`, `unreachable` (readers keep what they see, nothing can be published), or `none`: this server has no database.
    #[schema(example = "ok", pattern = "^(ok|unreachable|none)$", max_length = 20)]
    database: &'static str,
    /// How many revisions the database is ahead of what readers see; usually 0, or 1 for a second.
    #[schema(example = 0, minimum = 0)]
    lag: i64,
}

/// Counts in Prometheus' text form.
#[derive(ToSchema)]
#[schema(value_type = String, max_length = 10_000_000)]
#[expect(dead_code, reason = "describes the answer in the contract")]
struct MetricsText(String);

/// Say whether the process runs
///
/// 稼働確認. Answers as long as the process does; restart it when it does not.
#[utoipa::path(tag = "service", responses((status = 200, description = "It runs", body = LivenessView)))]
#[get("/health/live")]
pub async fn get_liveness(request: HttpRequest) -> Result<HttpResponse, Problem> {
    reply::now(&request, &LivenessView { status: "alive", version: env!("CARGO_PKG_VERSION") })
}

/// Say whether readers are answered
///
/// 応答の準備. Readers are answered from memory: with the database lost this stays 200, and says so.
#[utoipa::path(tag = "service", responses((status = 200, description = "Readers are answered", body = ReadinessView)))]
#[get("/health/ready")]
pub async fn get_readiness(app: Data<App>, request: HttpRequest, snapshot: Current) -> Result<HttpResponse, Problem> {
    let database = app.database.as_deref();
    let view = ReadinessView {
        status: "ready",
        revision: snapshot.revision(),
        pharmacies: snapshot.pharmacies().len(),
        loaded_at: JapanTime::of_utc(snapshot.generated_at()),
        database: match database.map(Outlook::is_reachable) {
            Some(true) => "ok",
            Some(false) => "unreachable",
            None => "none",
        },
        lag: database.map_or(0, |database| (database.revision() - snapshot.revision()).max(0)),
    };
    reply::now(&request, &view)
}

/// Count what has been done
///
/// 計測値. In Prometheus' text form: answers by method, route and status, problems by code, time to answer, the revision served.
#[utoipa::path(
    tag = "service",
    responses((status = 200, description = "Counts", body = MetricsText, content_type = "application/openmetrics-text"))
)]
#[get("/metrics")]
pub async fn get_metrics(app: Data<App>, request: HttpRequest, snapshot: Current) -> Result<HttpResponse, Problem> {
    reply::accepts(&request, &["application/openmetrics-text", "text/plain"])?;
    let text = app.metrics.text(snapshot.revision(), snapshot.pharmacies().len());
    Ok(HttpResponse::Ok()
        .content_type("application/openmetrics-text; version=1.0.0; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(text))
}
