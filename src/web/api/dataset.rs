//! `GET /v1/dataset`

use std::collections::BTreeMap;

use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use chrono::TimeDelta;
use serde::Serialize;
use utoipa::ToSchema;

use super::associations::AssociationView;
use crate::{
    search::Snapshot,
    web::{
        App,
        problem::Problem,
        query::Query,
        reply::{self, Keep, Minute},
        snapshot::Current,
        views::JapanTime,
    },
};

/// What there is, and how fresh.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Dataset)]
struct DatasetView<'a> {
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

/// Get the dataset's record
///
/// The revision, how much there is, how well it was understood and how fresh it is.
#[utoipa::path(tag = "directory", responses((status = 200, description = "The record", body = DatasetView<'static>)))]
#[get("/v1/dataset")]
pub async fn get_dataset(app: Data<App>, request: HttpRequest, snapshot: Current) -> Result<HttpResponse, Problem> {
    Query::new(request.query_string(), &[]).finish(())?;
    let minute = Minute::of(app.clock);
    let view = DatasetView {
        revision: snapshot.revision(),
        published_at: JapanTime::of_utc(snapshot.generated_at()),
        pharmacies: snapshot.pharmacies().len(),
        hours: count(&snapshot, ["exact", "caveat", "unreadable", "none"], |pharmacy| {
            pharmacy.facts.hours.as_ref().map_or("none", |hours| hours.reading.class.as_str())
        }),
        positions: count(&snapshot, ["building", "town", "municipality", "none"], |pharmacy| {
            pharmacy.facts.place.map_or("none", |place| place.level.as_str())
        }),
        checked_within_days: freshness(&snapshot, minute),
        associations: snapshot
            .associations()
            .iter()
            .map(|association| AssociationView::of(association, &snapshot))
            .collect(),
        holidays_known_to: snapshot.calendar().holidays.horizon(),
        generated_at: JapanTime(minute.japan()),
        ttl: minute.ttl(None),
    };
    reply::json(&request, snapshot.revision(), Keep::Minute(minute, view.ttl), &view)
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
