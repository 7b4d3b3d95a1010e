//! `GET /v1/pharmacies`, and the same as `.geojson`, `.csv`, `.ndjson`, `.jsonld`.

use std::sync::Arc;

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::{Method, header},
    web::{Data, Path},
};

use super::{
    asked::Asked,
    page::{Page, PharmaciesView},
};
use crate::{
    search::{CursorError, Found, Snapshot},
    web::{
        App,
        cache::Answer,
        contract::{AtRevision, CsvText, FormatName, GeoJson, LinkedData, NotFound, RevisionGone},
        formats::{Format, Style},
        past::AsOf,
        problem::{Code, Problem},
        reply::{self, Keep, Mark, Minute},
        views::{JapanTime, PharmacyView},
    },
};

/// Where they are found.
pub const PATH: &str = "/v1/pharmacies";

/// Find pharmacies
///
/// 夜間・休日に対応する薬局を探します。 By place, time, service and words, nearest first. Asked for a time, only those that are `open` or `on_call` then;
/// those whose lists are silent are `unknown` and come when asked for (`state=open,on_call,unknown`).
/// An instant past the last date whose holidays are known is no error: the answer is `unknown`.
#[utoipa::path(
    tag = "find",
    params(Asked, AtRevision),
    responses((status = 200, description = "Pharmacies, in order", content(
        (PharmaciesView<'static> = "application/json"),
        (GeoJson = "application/geo+json"),
        (CsvText = "text/csv"),
        (PharmacyView<'static> = "application/x-ndjson"),
        (LinkedData = "application/ld+json"),
    )), (status = 410, response = RevisionGone))
)]
#[get("/v1/pharmacies")]
pub async fn list_pharmacies(app: Data<App>, request: HttpRequest, snapshot: AsOf) -> Result<HttpResponse, Problem> {
    let liked = reply::accepts(&request, &Format::ALL.map(Format::media_type))?;
    answer(&app, &request, &snapshot, Format::from_media_type(liked).unwrap_or(Format::Json))
}

/// Find pharmacies, in a format by name
///
/// 薬局の検索. The same as `/v1/pharmacies` with the format chosen by the address instead of `Accept`, for links and tools. GeoJSON
/// and CSV are flat; each line of NDJSON is a pharmacy. The next page is in the `Link` header.
#[utoipa::path(
    tag = "find",
    params(Asked, AtRevision, ("format" = FormatName, Path, description = "The format", example = "geojson")),
    responses(
        (status = 200, description = "Pharmacies, in order", content(
            (PharmaciesView<'static> = "application/json"),
            (GeoJson = "application/geo+json"),
            (CsvText = "text/csv"),
            (PharmacyView<'static> = "application/x-ndjson"),
            (LinkedData = "application/ld+json"),
        )),
        (status = 404, response = NotFound),
        (status = 410, response = RevisionGone)
    )
)]
#[get("/v1/pharmacies.{format}")]
pub async fn list_pharmacies_as(
    app: Data<App>,
    request: HttpRequest,
    snapshot: AsOf,
    format: Path<String>,
) -> Result<HttpResponse, Problem> {
    let format =
        Format::from_suffix(&format).ok_or_else(|| Problem::unknown_format(Format::ALL.map(Format::suffix)))?;
    answer(&app, &request, &snapshot, format)
}

/// What has been answered within this minute to the very same request, for who looks before a request is routed: sending such an
/// answer costs hardly more than finding its handler.
pub fn kept(app: &App, request: &HttpRequest) -> Option<HttpResponse> {
    if request.path() != PATH || *request.method() != Method::GET {
        return None;
    }
    let format = reply::accepts(request, &Format::ALL.map(Format::media_type)).ok()?;
    let (snapshot, minute) = (app.live.current(), Minute::of(app.clock));
    let mark = Mark::of(snapshot.revision(), Some(minute), request, format);
    at_once(app, request, &snapshot, mark, minute)
}

/// The answer of that mark, when it is kept here or held by who asks.
fn at_once(
    app: &App,
    request: &HttpRequest,
    snapshot: &Arc<Snapshot>,
    mark: Mark,
    minute: Minute,
) -> Option<HttpResponse> {
    // Who holds the answer of this very address and minute has asked well: looking again would cost more than saying so.
    if mark.is_held(request) {
        return Some(unchanged(mark, minute));
    }
    let kept = app.answers.get(snapshot, request, mark)?;
    Some(if mark.is_known(request) { unchanged(mark, minute) } else { kept.respond(request, minute) })
}

fn unchanged(mark: Mark, minute: Minute) -> HttpResponse {
    reply::unchanged(mark.tag(), Keep::Minute(minute, minute.ttl(None)))
}

fn answer(app: &App, request: &HttpRequest, snapshot: &AsOf, format: Format) -> Result<HttpResponse, Problem> {
    let minute = Minute::of(app.clock);
    let mark = Mark::of(snapshot.revision(), Some(minute), request, format.media_type());
    if let Some(response) = at_once(app, request, snapshot.snapshot(), mark, minute) {
        return Ok(response);
    }
    let asked = Asked::read(request.query_string(), snapshot, minute).map_err(|problem| restart(request, problem))?;
    if mark.is_known(request) {
        return Ok(unchanged(mark, minute));
    }
    let question = asked.question(minute);
    let found = snapshot.find(&question).map_err(|error| restart(request, error.into()))?;
    let ttl = minute.ttl(found.changes_at.filter(|_| asked.is_of_now()));
    let texts = snapshot.texts(app);
    let style =
        Style { layout: asked.layout, mark: asked.bom, lang: asked.lang, association: asked.association.as_ref() };
    let (at, home) = (JapanTime(question.at), app.settings.public_url.as_str());
    let page = Page { found: &found, snapshot, texts: &texts, style, home, at, minute, ttl };
    let answer = Answer { media_type: format.media_type(), ttl, link: next_page(request, &found) };
    let kept = app.answers.keep(snapshot.snapshot(), request, mark, answer, |out| page.write(format, out));
    Ok(kept.respond(request, minute))
}

impl From<CursorError> for Problem {
    fn from(error: CursorError) -> Self {
        match error {
            CursorError::OtherQuestion => Self::new(Code::InvalidCursor),
            CursorError::Malformed | CursorError::Gone => Self::new(Code::CursorGone),
        }
    }
}

/// A cursor that is gone, with the `Link` to the same question from its start.
fn restart(request: &HttpRequest, problem: Problem) -> Problem {
    if problem.code() != Code::CursorGone {
        return problem;
    }
    problem.linked(format!("<{}>; rel=\"first\"", from_start(request).trim_end_matches('?')))
}

/// The same question without its cursor; it ends in `?` when nothing else is asked.
fn from_start(request: &HttpRequest) -> String {
    let kept = request.query_string().split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("cursor="));
    let query: Vec<&str> = kept.collect();
    format!("{}?{}", request.path(), query.join("&"))
}

/// The `Link` to the next page: the same question with the cursor put in.
fn next_page(request: &HttpRequest, found: &Found<'_>) -> Option<header::HeaderValue> {
    let cursor = found.next.as_ref()?;
    let link = format!("<{}&cursor={cursor}>; rel=\"next\"", from_start(request)).replace("?&", "?");
    header::HeaderValue::from_str(&link).ok()
}
