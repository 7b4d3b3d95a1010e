//! `GET /v1/pharmacies/{id}`

use actix_web::{
    HttpRequest, HttpResponse, get,
    web::{Data, Path},
};
use chrono::NaiveDateTime;
use serde::Serialize;
use utoipa::ToSchema;

use crate::web::{
    App, params,
    problem::{Code, Problem},
    query::Query,
    reply::{self, JSON, Keep, Minute},
    snapshot::Current,
    views::{DetailsView, IdentityView, JapanTime, PharmacyView, StatusView},
};

/// One pharmacy.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OnePharmacy)]
pub struct OnePharmacyView<'a> {
    /// The pharmacy; `distance_m` is null.
    #[serde(flatten)]
    pub pharmacy: PharmacyView<'a>,
    /// The instant the state is for.
    pub at: JapanTime,
    /// The publication this is from; it only grows.
    #[schema(example = 12, minimum = 0)]
    pub revision: i64,
    /// The minute this answer was made for.
    pub generated_at: JapanTime,
    /// Seconds from `generated_at` that it holds.
    #[schema(example = 60, minimum = 1, maximum = 60)]
    pub ttl: u32,
}

/// When the state is asked for.
#[derive(Debug, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AskedOf {
    /// The instant asked about, RFC 3339 with its offset; now when left out.
    #[param(value_type = Option<String>, required = false, format = "date-time", example = "2026-11-22T19:30:00+09:00", max_length = 40)]
    pub open_at: Option<NaiveDateTime>,
}

/// Get a pharmacy
///
/// Everything its sources say, and its state now or at `open_at`.
#[utoipa::path(
    tag = "find",
    params(AskedOf, ("id" = String, Path, description = "The pharmacy's own id", example = "0192a7c4-1f00-7a30-8a11-2b1c3d4e5f60", pattern = "^[a-z0-9-]{1,64}$", min_length = 1, max_length = 64)),
    responses((status = 200, description = "The pharmacy", body = OnePharmacyView<'static>), (status = 404, response = crate::web::contract::NotFound))
)]
#[get("/v1/pharmacies/{id}")]
pub async fn get_pharmacy(
    app: Data<App>,
    request: HttpRequest,
    snapshot: Current,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    let minute = Minute::of(app.clock);
    let mut query = Query::new(request.query_string(), &["open_at"]);
    let asked = AskedOf { open_at: query.one("open_at", params::instant) };
    let asked = query.finish(asked)?;
    let (index, pharmacy) = super::pharmacy(&snapshot, &id)?;
    reply::accepts(&request, &[JSON])?;
    let tag = reply::tag(snapshot.revision(), Some(minute), &request, JSON);
    if reply::is_known(&request, &tag) {
        return Ok(reply::unchanged(tag, Keep::Minute(minute, minute.ttl(None))));
    }
    let at = asked.open_at.unwrap_or_else(|| minute.japan());
    let status = snapshot.status(index, at).ok_or_else(|| Problem::new(Code::UnknownPharmacy))?;
    let ttl = minute.ttl(status.until.filter(|_| asked.open_at.is_none()));
    let pharmacy = PharmacyView {
        identity: IdentityView::from(pharmacy),
        distance_m: None,
        status: StatusView::from(&status),
        details: DetailsView::from(pharmacy),
    };
    let generated_at = JapanTime(minute.japan());
    let view = OnePharmacyView { pharmacy, at: JapanTime(at), revision: snapshot.revision(), generated_at, ttl };
    Ok(reply::answer(tag, Keep::Minute(minute, ttl), JSON, reply::to_json(&view)))
}
