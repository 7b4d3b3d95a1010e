//! `GET /v1/areas/{code}`: a municipality or prefecture, as a record and as a calendar of its duties.

use actix_web::{
    HttpRequest, HttpResponse, get,
    web::{Data, Path},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::calendars;
use crate::{
    directory::Area,
    search::Snapshot,
    web::{
        App,
        contract::{AreaNamed, AtRevision, CalendarText, NotFound, RevisionGone},
        formats::calendar::MEDIA_TYPE,
        past::AsOf,
        problem::{Code, Problem},
        reply::{self, JSON, Keep, Minute},
        views::JapanTime,
    },
};

/// One area.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OneArea)]
struct OneAreaView<'a> {
    /// 全国地方公共団体コード without its check digit; two digits of a prefecture.
    #[schema(example = "13112", pattern = "^[0-9]{2}([0-9]{3})?$", max_length = 5)]
    code: &'a str,
    /// 都道府県.
    #[schema(example = "東京都", max_length = 20)]
    prefecture: &'a str,
    /// 市区町村; null of a prefecture.
    #[schema(example = "世田谷区", max_length = 60)]
    municipality: Option<&'a str>,
    /// How many pharmacies stand in it.
    #[schema(example = 62, minimum = 0)]
    pharmacies: usize,
    /// The associations that answer for it, or for a part of it: their short names.
    #[schema(max_items = 2000)]
    associations: Vec<&'a str>,
    /// The publication this is from; it only grows.
    #[schema(example = 12, minimum = 0)]
    revision: i64,
    /// The minute this answer was made for.
    generated_at: JapanTime,
    /// Seconds from `generated_at` that it holds.
    #[schema(example = 60, minimum = 1, maximum = 60)]
    ttl: u32,
}

/// Get an area
///
/// 市区町村・都道府県. How many pharmacies stand in it, and which 薬剤師会 answer for it. As `text/calendar`: its 当番, 臨時休業 and
/// 臨時開局, the same as `/v1/areas/{code}.ics`.
#[utoipa::path(
    tag = "directory",
    params(AreaNamed, AtRevision),
    responses(
        (status = 200, description = "The area", content(
            (OneAreaView<'static> = "application/json"),
            (CalendarText = "text/calendar"),
        )),
        (status = 404, response = NotFound),
        (status = 410, response = RevisionGone)
    )
)]
#[get("/v1/areas/{code}")]
pub async fn get_area(
    app: Data<App>,
    request: HttpRequest,
    snapshot: AsOf,
    code: Path<String>,
) -> Result<HttpResponse, Problem> {
    AsOf::alone(request.query_string())?;
    let area = area(&snapshot, &code)?;
    Ok(match reply::accepts(&request, &[JSON, MEDIA_TYPE])? {
        MEDIA_TYPE => calendar(&app, &request, &snapshot, area),
        _ => record(&app, &request, &snapshot, area),
    })
}

/// Get an area as JSON
///
/// 市区町村・都道府県. The same as `/v1/areas/{code}` with the format chosen by the address.
#[utoipa::path(
    tag = "directory",
    params(AreaNamed, AtRevision),
    responses(
        (status = 200, description = "The area", body = OneAreaView<'static>),
        (status = 404, response = NotFound),
        (status = 410, response = RevisionGone)
    )
)]
#[get("/v1/areas/{code}.json")]
pub async fn get_area_as_json(
    app: Data<App>,
    request: HttpRequest,
    snapshot: AsOf,
    code: Path<String>,
) -> Result<HttpResponse, Problem> {
    AsOf::alone(request.query_string())?;
    Ok(record(&app, &request, &snapshot, area(&snapshot, &code)?))
}

/// Subscribe to an area's calendar
///
/// 市区町村・都道府県の当番と臨時休業・臨時開局のカレンダーです。 The same for every pharmacy that stands in a municipality (five digits)
/// or prefecture (two).
#[utoipa::path(
    tag = "feeds",
    params(AreaNamed, AtRevision),
    responses(
        (status = 200, description = "The calendar", body = CalendarText, content_type = "text/calendar"),
        (status = 404, response = NotFound),
        (status = 410, response = RevisionGone)
    )
)]
#[get("/v1/areas/{code}.ics")]
pub async fn get_area_calendar(
    app: Data<App>,
    request: HttpRequest,
    snapshot: AsOf,
    code: Path<String>,
) -> Result<HttpResponse, Problem> {
    AsOf::alone(request.query_string())?;
    let area = area(&snapshot, &code)?;
    reply::accepts(&request, &[MEDIA_TYPE])?;
    Ok(calendar(&app, &request, &snapshot, area))
}

/// The area of that code; an end that is no format tells which there are.
fn area<'a>(snapshot: &'a Snapshot, code: &str) -> Result<&'a Area, Problem> {
    if code.contains('.') {
        return Err(Problem::unknown_format(calendars::FORMATS));
    }
    snapshot.area(code).ok_or_else(|| Problem::new(Code::NotFound))
}

fn calendar(app: &App, request: &HttpRequest, snapshot: &Snapshot, area: &Area) -> HttpResponse {
    let name = format!("{}{}", area.prefecture, area.municipality);
    calendars::answer(app, request, snapshot, &name, snapshot.in_area(&area.code))
}

fn record(app: &App, request: &HttpRequest, snapshot: &Snapshot, area: &Area) -> HttpResponse {
    let minute = Minute::of(app.clock);
    let answering = snapshot.associations().iter().filter(|one| one.area.code.starts_with(&area.code));
    let view = OneAreaView {
        code: &area.code,
        prefecture: &area.prefecture,
        municipality: Some(area.municipality.as_str()).filter(|name| !name.is_empty()),
        pharmacies: snapshot.in_area(&area.code).len(),
        associations: answering.map(|one| one.id.as_str()).collect(),
        revision: snapshot.revision(),
        generated_at: JapanTime(minute.japan()),
        ttl: minute.ttl(None),
    };
    reply::as_json(request, snapshot.revision(), Keep::Minute(minute, view.ttl), &view)
}
