//! `GET /v1/dataset`

use std::collections::BTreeMap;

use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use chrono::TimeDelta;
use serde::Serialize;
use utoipa::ToSchema;

use super::{associations::AssociationView, dcat::Dcat};
use crate::{
    search::Snapshot,
    web::{
        App,
        contract::{AtRevision, RevisionGone},
        past::AsOf,
        problem::Problem,
        reply::{self, Keep, Minute},
        views::JapanTime,
    },
};

/// What there is, and how fresh.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Dataset)]
struct DatasetView<'a> {
    /// What data portals read.
    #[serde(flatten)]
    dcat: Dcat,
    /// The publication readers see; it only grows.
    #[schema(example = 12, minimum = 0)]
    revision: i64,
    /// When it was read from the database.
    published_at: JapanTime,
    /// How many pharmacies there are.
    #[schema(example = 62, minimum = 0)]
    pharmacies: usize,
    /// How many by how far their hours could be read: `exact`, `caveat`, `unreadable`, `none` when the list has none.
    hours: BTreeMap<&'static str, usize>,
    /// How many have a position by how exact it is: `building`, `town`, `municipality`, `none`.
    positions: BTreeMap<&'static str, usize>,
    /// How many by the days since their strongest source was last read: `7`, `30`, `90`, `365`, `older`.
    checked_within_days: BTreeMap<&'static str, usize>,
    /// Whose lists it is made of.
    #[schema(max_items = 2000)]
    associations: Vec<AssociationView<'a>>,
    /// The last date it is known of whether it is a holiday; later answers are `unknown`.
    holidays_known_to: chrono::NaiveDate,
    /// The minute this answer was made for.
    generated_at: JapanTime,
    /// Seconds from `generated_at` that it holds.
    #[schema(example = 60, minimum = 1, maximum = 60)]
    ttl: u32,
}

/// The formats: the record is JSON-LD, whatever it is called.
const FORMATS: [&str; 2] = [reply::JSON, "application/ld+json"];

/// Get the dataset's record
///
/// データセットの記録（DCAT-AP、JSON-LD）です。 Licence, cadence and distributions for data portals; the revision, how much there is,
/// how well it was understood and how fresh it is. Its distributions are of the newest revision, for `as_of` too.
#[utoipa::path(
    tag = "directory",
    params(AtRevision),
    responses(
        (status = 200, description = "The record", content(
            (DatasetView<'static> = "application/json"), (DatasetView<'static> = "application/ld+json"),
        )),
        (status = 410, response = RevisionGone)
    )
)]
#[get("/v1/dataset")]
pub async fn get_dataset(app: Data<App>, request: HttpRequest, snapshot: AsOf) -> Result<HttpResponse, Problem> {
    let liked = reply::accepts(&request, &FORMATS)?;
    answer(&app, &request, &snapshot, liked)
}

/// Get the dataset's record as JSON-LD
///
/// データセットの記録. The same as `/v1/dataset`, called `application/ld+json`, for harvesters that can't send `Accept`.
#[utoipa::path(
    tag = "directory",
    params(AtRevision),
    responses(
        (status = 200, description = "The record", body = DatasetView<'static>, content_type = "application/ld+json"),
        (status = 410, response = RevisionGone)
    )
)]
#[get("/v1/dataset.jsonld")]
pub async fn get_dataset_record(app: Data<App>, request: HttpRequest, snapshot: AsOf) -> Result<HttpResponse, Problem> {
    answer(&app, &request, &snapshot, "application/ld+json")
}

fn answer(
    app: &App,
    request: &HttpRequest,
    snapshot: &Snapshot,
    media_type: &'static str,
) -> Result<HttpResponse, Problem> {
    AsOf::alone(request.query_string())?;
    let minute = Minute::of(app.clock);
    let keep = Keep::Minute(minute, minute.ttl(None));
    let tag = reply::tag(snapshot.revision(), Some(minute), request, media_type);
    if reply::is_known(request, &tag) {
        return Ok(reply::unchanged(tag, keep));
    }
    let view = DatasetView {
        dcat: Dcat::of(snapshot, &app.settings),
        revision: snapshot.revision(),
        published_at: JapanTime::of_utc(snapshot.generated_at()),
        pharmacies: snapshot.pharmacies().len(),
        hours: count(snapshot, ["exact", "caveat", "unreadable", "none"], |pharmacy| {
            pharmacy.facts.hours.as_ref().map_or("none", |hours| hours.reading.class.as_str())
        }),
        positions: count(snapshot, ["building", "town", "municipality", "none"], |pharmacy| {
            pharmacy.facts.place.map_or("none", |place| place.level.as_str())
        }),
        checked_within_days: freshness(snapshot, minute),
        associations: snapshot
            .associations()
            .iter()
            .map(|one| AssociationView::of(one, snapshot, minute.japan().date()))
            .collect(),
        holidays_known_to: snapshot.calendar().holidays.horizon(),
        generated_at: JapanTime(minute.japan()),
        ttl: minute.ttl(None),
    };
    Ok(reply::answer(tag, keep, media_type, reply::to_json(&view)))
}

fn freshness(snapshot: &Snapshot, minute: Minute) -> BTreeMap<&'static str, usize> {
    let within = |days| TimeDelta::days(days);
    count(snapshot, ["7", "30", "90", "365", "older"], |pharmacy| {
        let age = pharmacy.sources.first().map(|source| minute.japan() - JapanTime::of_utc(source.checked_at).0);
        match age {
            Some(age) if age <= within(7) => "7",
            Some(age) if age <= within(30) => "30",
            Some(age) if age <= within(90) => "90",
            Some(age) if age <= within(365) => "365",
            _ => "older",
        }
    })
}

fn count<const N: usize>(
    snapshot: &Snapshot,
    names: [&'static str; N],
    class: impl Fn(&crate::directory::Pharmacy) -> &'static str,
) -> BTreeMap<&'static str, usize> {
    let mut counts: BTreeMap<&'static str, usize> = names.into_iter().map(|name| (name, 0)).collect();
    for pharmacy in snapshot.pharmacies() {
        *counts.entry(class(pharmacy)).or_default() += 1;
    }
    counts
}
