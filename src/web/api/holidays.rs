//! `GET /v1/holidays`

use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use utoipa::ToSchema;

use crate::web::{
    App,
    contract::{AtRevision, RevisionGone},
    params,
    past::AsOf,
    problem::Problem,
    query::Query,
    reply::{self, Keep, Minute},
    views::JapanTime,
};

/// The national holidays of one year.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Holidays)]
struct HolidaysView<'a> {
    /// The holidays, in order.
    #[schema(max_items = 40)]
    items: Vec<HolidayView<'a>>,
    /// The year.
    #[schema(example = 2026, minimum = 1955, maximum = 2100)]
    year: i32,
    /// The last date it is known of whether it is a holiday; later dates have no answer, which is not "no holiday".
    horizon: NaiveDate,
    /// What the dates rest on: the law's own rules, or the Cabinet Office's table.
    #[schema(example = "law", pattern = "^(law|cabinet_office)$", max_length = 20)]
    source: &'static str,
    /// The publication this is from; it only grows.
    #[schema(example = 12, minimum = 0)]
    revision: i64,
    /// When that was read.
    generated_at: JapanTime,
    /// Seconds that it may be kept.
    #[schema(example = 60, minimum = 1, maximum = 60)]
    ttl: u32,
}

/// A national holiday.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Holiday)]
struct HolidayView<'a> {
    /// Its date.
    date: NaiveDate,
    /// Its name.
    #[schema(example = "勤労感謝の日", max_length = 60)]
    name: &'a str,
}

/// Which year.
#[derive(Debug, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct AskedYear {
    /// The year; the present one when left out.
    #[param(value_type = Option<u32>, required = false, example = 2026, minimum = 1955, maximum = 2100)]
    #[expect(dead_code, reason = "describes the parameter in the contract")]
    year: Option<u32>,
}

/// List the national holidays of a year
///
/// 国民の祝日 with substitute holidays (振替休日) and days between two holidays (国民の休日), as the pharmacies' hours are
/// evaluated with.
#[utoipa::path(
    tag = "time",
    params(AskedYear, AtRevision),
    responses(
        (status = 200, description = "The holidays", body = HolidaysView<'static>),
        (status = 410, response = RevisionGone)
    )
)]
#[get("/v1/holidays")]
pub async fn list_holidays(app: Data<App>, request: HttpRequest, snapshot: AsOf) -> Result<HttpResponse, Problem> {
    let mut query = Query::new(request.query_string(), &["year", "as_of"]);
    let year = query.one("year", |value| params::whole(value, 1955..=2100));
    AsOf::check(&mut query);
    let minute = Minute::of(app.clock);
    let year = query.finish(year)?.map_or(minute.japan().year(), u32::cast_signed);
    let holidays = &snapshot.calendar().holidays;
    let view = HolidaysView {
        items: holidays.of_year(year).map(|(date, name)| HolidayView { date, name }).collect(),
        year,
        horizon: holidays.horizon(),
        source: holidays.source().as_str(),
        revision: snapshot.revision(),
        generated_at: JapanTime(minute.japan()),
        ttl: minute.ttl(None),
    };
    reply::json(&request, snapshot.revision(), Keep::Minute(minute, view.ttl), &view)
}
