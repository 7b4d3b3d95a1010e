//! `GET /v1/pharmacies/{id}`

use actix_web::{
    HttpRequest, HttpResponse, get,
    web::{Data, Path},
};
use chrono::NaiveDateTime;
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use crate::{
    directory::Pharmacy,
    hours::Status,
    search::Hit,
    web::{
        App,
        contract::{
            AtRevision, CalendarText, CsvText, GeoJson, LinkedData, NotFound, PharmacyFormatName, PharmacyNamed,
            RevisionGone,
        },
        formats::{self, Layout, Style, calendar, linked},
        params,
        past::AsOf,
        problem::{Code, Problem},
        query::Query,
        reply::{self, JSON, Keep, Minute},
        views::{DetailsView, IdentityView, JapanTime, PharmacyView, StatusView},
    },
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

/// The formats, the one for those who don't care first: suffix and media type.
const FORMATS: [(&str, &str); 5] = [
    ("json", JSON),
    ("geojson", "application/geo+json"),
    ("csv", "text/csv; charset=utf-8"),
    ("jsonld", "application/ld+json"),
    ("ics", calendar::MEDIA_TYPE),
];

/// Get a pharmacy
///
/// 薬局一件. Everything its sources say, and its state now or at `open_at`. As `text/calendar`: its duties (当番), dated exceptions
/// (臨時休業・臨時開局), and the holidays (祝日) it states hours for.
#[utoipa::path(
    tag = "find",
    params(AskedOf, AtRevision, PharmacyNamed),
    responses(
        (status = 200, description = "The pharmacy", content(
            (OnePharmacyView<'static> = "application/json"),
            (GeoJson = "application/geo+json"),
            (CsvText = "text/csv"),
            (LinkedData = "application/ld+json"),
            (CalendarText = "text/calendar"),
        )),
        (status = 404, response = NotFound),
        (status = 410, response = RevisionGone)
    )
)]
#[get("/v1/pharmacies/{id}")]
pub async fn get_pharmacy(
    app: Data<App>,
    request: HttpRequest,
    snapshot: AsOf,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    let asked = AskedOf::read(request.query_string())?;
    let (index, _) = super::pharmacy(&snapshot, &id)?;
    let liked = reply::accepts(&request, &FORMATS.map(|(_, media_type)| media_type))?;
    answer(&app, &request, &snapshot, index, &asked, liked)
}

/// Get a pharmacy, in a format by name
///
/// 薬局一件. The same as `/v1/pharmacies/{id}` with the format chosen by the address: a calendar to subscribe to (`ics`), linked data
/// for a page (`jsonld`), a point for a map (`geojson`).
#[utoipa::path(
    tag = "find",
    params(AskedOf, AtRevision,
        PharmacyNamed,
        ("format" = PharmacyFormatName, Path, description = "The format", example = "ics")),
    responses(
        (status = 200, description = "The pharmacy", content(
            (OnePharmacyView<'static> = "application/json"),
            (GeoJson = "application/geo+json"),
            (CsvText = "text/csv"),
            (LinkedData = "application/ld+json"),
            (CalendarText = "text/calendar"),
        )),
        (status = 404, response = NotFound),
        (status = 410, response = RevisionGone)
    )
)]
#[get("/v1/pharmacies/{id}.{format}")]
pub async fn get_pharmacy_as(
    app: Data<App>,
    request: HttpRequest,
    snapshot: AsOf,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Problem> {
    let (id, format) = path.into_inner();
    let known = FORMATS.iter().find(|(suffix, _)| *suffix == format);
    let (_, media_type) = known.ok_or_else(|| Problem::unknown_format(FORMATS.map(|(suffix, _)| suffix)))?;
    let asked = AskedOf::read(request.query_string())?;
    let (index, _) = super::pharmacy(&snapshot, &id)?;
    answer(&app, &request, &snapshot, index, &asked, media_type)
}

impl AskedOf {
    fn read(query: &str) -> Result<Self, Problem> {
        let mut query = Query::new(query, &["open_at", "as_of"]);
        let asked = Self { open_at: query.one("open_at", params::instant) };
        AsOf::check(&mut query);
        query.finish(asked)
    }
}

fn answer(
    app: &App,
    request: &HttpRequest,
    snapshot: &AsOf,
    index: usize,
    asked: &AskedOf,
    media_type: &'static str,
) -> Result<HttpResponse, Problem> {
    let minute = Minute::of(app.clock);
    let tag = reply::tag(snapshot.revision(), Some(minute), request, media_type);
    if reply::is_known(request, &tag) {
        return Ok(reply::unchanged(tag, Keep::Minute(minute, minute.ttl(None))));
    }
    let gone = || Problem::new(Code::UnknownPharmacy);
    let pharmacy = snapshot.pharmacies().get(index).ok_or_else(gone)?;
    let at = asked.open_at.unwrap_or_else(|| minute.japan());
    let status = snapshot.status(index, at).ok_or_else(gone)?;
    let ttl = minute.ttl(status.until.filter(|_| asked.open_at.is_none()));
    let (home, today) = (app.settings.public_url.as_str(), minute.japan().date());
    let body = match media_type {
        "application/geo+json" => formats::geojson(&[hit(index, pharmacy, status)], about(snapshot.revision(), at)),
        "text/csv; charset=utf-8" => {
            let style = Style { layout: Layout::Flat, mark: true, lang: "ja", association: None };
            formats::csv(&[hit(index, pharmacy, status)], snapshot, style)
        }
        "application/ld+json" => reply::to_json(&linked::pharmacy(snapshot, index, home, today).ok_or_else(gone)?),
        calendar::MEDIA_TYPE => {
            calendar::Subject { snapshot, name: &pharmacy.facts.name, home, today }.pharmacy(index).into_bytes()
        }
        _ => reply::to_json(&whole(pharmacy, &status, at, (snapshot.revision(), minute, ttl))),
    };
    Ok(reply::answer(tag, Keep::Minute(minute, ttl), media_type, body))
}

fn hit(index: usize, pharmacy: &Pharmacy, status: Status) -> Hit<'_> {
    Hit { index, pharmacy, status, distance_m: None }
}

fn about(revision: i64, at: NaiveDateTime) -> Map<String, Value> {
    [("revision", json!(revision)), ("at", json!(JapanTime(at)))].into_iter().map(|(k, v)| (k.to_owned(), v)).collect()
}

fn whole<'a>(
    pharmacy: &'a Pharmacy,
    status: &Status,
    at: NaiveDateTime,
    (revision, minute, ttl): (i64, Minute, u32),
) -> OnePharmacyView<'a> {
    let pharmacy = PharmacyView {
        identity: IdentityView::from(pharmacy),
        distance_m: None,
        status: StatusView::from(status),
        details: DetailsView::from(pharmacy),
    };
    OnePharmacyView { pharmacy, at: JapanTime(at), revision, generated_at: JapanTime(minute.japan()), ttl }
}
