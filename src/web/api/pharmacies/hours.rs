//! `GET /v1/pharmacies/{id}/hours`

use actix_web::{
    HttpRequest, HttpResponse, get,
    web::{Data, Path},
};
use chrono::{Days, NaiveDate, NaiveTime};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    hours::{Calendar, Schedule},
    web::{
        App,
        contract::{AtRevision, NotFound, PharmacyNamed, RevisionGone},
        params,
        past::AsOf,
        problem::{Code, Problem},
        query::{Fault, Query},
        reply::{self, Keep, Minute},
        views::{HoursView, IntervalView, JapanTime, SchemaOrgView},
    },
};

/// The most days in one answer.
const MAX_DAYS: u64 = 92;

/// The last day that can be told: it ends at an instant whose year has four digits.
const LAST: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 30).expect("a date of the calendar");

/// The hours of one pharmacy, day by day.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PharmacyHours)]
pub struct PharmacyHoursView<'a> {
    /// The pharmacy's id.
    #[schema(example = "0192a7c4-1f00-7a30-8a11-2b1c3d4e5f60", pattern = "^[a-z0-9-]{1,64}$", max_length = 64)]
    pub id: &'a str,
    /// The pharmacy's name.
    #[schema(example = "太子堂よる薬局（見本）", max_length = 400)]
    pub name: &'a str,
    /// The first day.
    pub from: NaiveDate,
    /// The last day, included.
    pub to: NaiveDate,
    /// Each day with its stretches, midnight to midnight; a shift past midnight goes on in the next day's first stretch.
    #[schema(max_items = 92)]
    pub days: Vec<DayView<'a>>,
    /// The hours as listed, and what was understood; null when the list has none.
    pub hours: Option<HoursView<'a>>,
    /// For programs that know OpenStreetMap's `opening_hours`: the week, the holidays, the dated exceptions and shifts.
    #[schema(example = "Mo-Fr 09:00-19:00; Sa 09:00-13:00; PH unknown \"要電話確認\"", max_length = 20_000)]
    pub osm: Option<String>,
    /// schema.org `openingHoursSpecification` and `specialOpeningHoursSpecification` of these days.
    pub schema_org: SchemaOrgView,
    /// The publication this is from; it only grows.
    #[schema(example = 12, minimum = 0)]
    pub revision: i64,
    /// The minute this answer was made for.
    pub generated_at: JapanTime,
    /// Seconds from `generated_at` that it holds.
    #[schema(example = 60, minimum = 1, maximum = 60)]
    pub ttl: u32,
}

/// One day.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DayOfHours)]
pub struct DayView<'a> {
    /// The date.
    pub date: NaiveDate,
    /// The national holiday's name; null on other days and past the horizon.
    #[schema(example = "勤労感謝の日", max_length = 60)]
    pub holiday: Option<&'a str>,
    /// The day in stretches of one state, without a gap.
    #[schema(max_items = 200)]
    pub intervals: Vec<IntervalView>,
}

/// Which days.
#[derive(Debug, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AskedDays {
    /// The first day; today when left out.
    #[param(value_type = Option<String>, required = false, format = "date", example = "2026-11-22", pattern = r"^\d{4}-\d{2}-\d{2}$", max_length = 10)]
    pub from: Option<NaiveDate>,
    /// The last day, included, at most 91 days after the first; six days after it when left out.
    #[param(value_type = Option<String>, required = false, format = "date", example = "2026-11-28", pattern = r"^\d{4}-\d{2}-\d{2}$", max_length = 10)]
    pub to: Option<NaiveDate>,
}

/// Get a pharmacy's hours
///
/// 開局時間. Day by day, as stretches of one state with what each rests on, and in the forms other programs know.
#[utoipa::path(
    tag = "find",
    params(AskedDays, AtRevision, PharmacyNamed),
    responses((status = 200, description = "The hours", body = PharmacyHoursView<'static>), (status = 404, response = NotFound), (status = 410, response = RevisionGone))
)]
#[get("/v1/pharmacies/{id}/hours")]
pub async fn get_pharmacy_hours(
    app: Data<App>,
    request: HttpRequest,
    snapshot: AsOf,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    let minute = Minute::of(app.clock);
    let (from, to) = days(request.query_string(), minute.japan().date())?;
    let (index, pharmacy) = super::pharmacy(&snapshot, &id)?;
    let (schedule, calendar) = snapshot.schedule(index).ok_or_else(|| Problem::new(Code::UnknownPharmacy))?;
    let ttl = minute.ttl(None);
    let view = PharmacyHoursView {
        id: pharmacy.id.as_str(),
        name: &pharmacy.facts.name,
        from,
        to,
        days: from.iter_days().take_while(|date| *date <= to).map(|date| day(schedule, calendar, date)).collect(),
        hours: pharmacy.facts.hours.as_deref().map(HoursView::from),
        osm: schedule.to_osm(calendar, from, to),
        schema_org: SchemaOrgView::from(&schedule.to_schema_org(calendar, from, to)),
        revision: snapshot.revision(),
        generated_at: JapanTime(minute.japan()),
        ttl,
    };
    reply::json(&request, snapshot.revision(), Keep::Minute(minute, ttl), &view)
}

fn days(query: &str, today: NaiveDate) -> Result<(NaiveDate, NaiveDate), Problem> {
    let mut query = Query::new(query, &["from", "to", "as_of"]);
    let asked = AskedDays { from: query.one("from", params::date), to: query.one("to", params::date) };
    AsOf::check(&mut query);
    let from = asked.from.unwrap_or(today);
    let later = |days| from.checked_add_days(Days::new(days)).unwrap_or(LAST).min(LAST);
    let to = asked.to.unwrap_or_else(|| later(6));
    let longest = later(MAX_DAYS - 1);
    if from > LAST {
        let fault = Fault::new("9999-12-30 までにしてください。", "It is after 9999-12-30.", "a date up to 9999-12-30");
        query.contradict("from", fault);
    }
    if to < from || to > longest {
        let fault = Fault::new(
            "from から 91 日後までの日付にしてください。",
            "It is before `from`, or more than 91 days after it.",
            "a date from `from` to 91 days later",
        );
        query.contradict("to", fault);
    }
    query.finish((from, to))
}

fn day<'a>(schedule: &Schedule, calendar: &'a Calendar, date: NaiveDate) -> DayView<'a> {
    let start = date.and_time(NaiveTime::MIN);
    let end = date.succ_opt().unwrap_or(date).and_time(NaiveTime::MIN);
    let intervals = schedule.intervals(calendar, start, end);
    let holiday = calendar.holidays.name(date);
    DayView { date, holiday, intervals: intervals.iter().map(IntervalView::from).collect() }
}
