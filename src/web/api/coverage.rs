//! `GET /v1/coverage`

use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use chrono::{NaiveDate, NaiveTime, TimeDelta};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    search::{Coverage, Gap, HourCoverage, REACHES_M},
    web::{
        App,
        contract::{AtRevision, RevisionGone},
        params,
        past::AsOf,
        problem::{Code, ParameterError, Problem, Text},
        query::{Fault, Query},
        reply::{self, Keep, Minute},
        views::JapanTime,
    },
};

/// A day in a municipality: who covers which hour.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Coverage)]
struct CoverageView {
    /// The municipality's code.
    #[schema(example = "13112", pattern = "^[0-9]{5}$", max_length = 5)]
    area: String,
    /// The day, midnight to midnight.
    date: NaiveDate,
    /// How many pharmacies the municipality has.
    #[schema(example = 62, minimum = 0)]
    pharmacies: usize,
    /// Which points the `reach` is measured from, likeliest to be true first. `border`: an even grid within the border the
    /// operator gave. `towns`: the middles of the towns and blocks known of it; where many lie close together they count for
    /// more. `pharmacies`: the pharmacies themselves, for want of better; this flatters.
    #[schema(example = "towns", pattern = "^(border|towns|pharmacies)$", max_length = 20)]
    sampling: &'static str,
    /// How many points those are. The same area, border, towns and list give the same points always.
    #[schema(example = 277, minimum = 0)]
    points: usize,
    /// The hours of the day, in order.
    #[schema(min_items = 24, max_items = 24)]
    hours: Vec<HourView>,
    /// When no pharmacy of the municipality is open, in order.
    #[schema(max_items = 1440)]
    gaps: Vec<GapView>,
    /// The publication this is from; it only grows.
    #[schema(example = 12, minimum = 0)]
    revision: i64,
    /// The minute this answer was made for.
    generated_at: JapanTime,
    /// Seconds from `generated_at` that it holds.
    #[schema(example = 60, minimum = 1, maximum = 60)]
    ttl: u32,
}

/// One hour of the day.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CoveredHour)]
struct HourView {
    /// When it begins.
    start: JapanTime,
    /// When it ends, not included.
    end: JapanTime,
    /// Pharmacies of the municipality open for all of it.
    #[schema(example = 3, minimum = 0)]
    open: usize,
    /// Pharmacies not open for all of it that are at every minute open or on call.
    #[schema(example = 1, minimum = 0)]
    on_call: usize,
    /// Pharmacies whose state is unknown in some of it: they are neither counted as open nor as closed.
    #[schema(example = 2, minimum = 0)]
    unknown: usize,
    /// How far people are from a pharmacy, of any municipality, that is open for all of it.
    #[schema(min_items = 3, max_items = 3)]
    reach: [ReachView; 3],
}

/// How many of the points are close to an open pharmacy.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Reach)]
struct ReachView {
    /// As the crow flies, metres.
    #[schema(example = 1000, minimum = 0)]
    radius_m: u32,
    /// The share of the points that have one so close, 0 to 1; null when there is no point.
    #[schema(example = 0.42, minimum = 0, maximum = 1)]
    share: Option<f64>,
}

/// A stretch of time in which no pharmacy of the municipality is open.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CoverageGap)]
struct GapView {
    /// When it begins.
    start: JapanTime,
    /// When it ends, not included; the day's end at the latest.
    end: JapanTime,
    /// Whether at every minute of it some pharmacy is on call.
    on_call: bool,
}

impl HourView {
    fn of(date: NaiveDate, hour: i64, covered: &HourCoverage, points: usize) -> Self {
        let start = date.and_time(NaiveTime::MIN) + TimeDelta::hours(hour);
        let [one, two, five] = REACHES_M;
        let [near, farther, far] = covered.reach;
        let reach = |radius_m: f64, share: f64| ReachView {
            radius_m: radius_m as u32,
            share: (points > 0).then(|| (share * 10_000.0).round() / 10_000.0),
        };
        Self {
            start: JapanTime(start),
            end: JapanTime(start + TimeDelta::hours(1)),
            open: covered.open,
            on_call: covered.on_call,
            unknown: covered.unknown,
            reach: [reach(one, near), reach(two, farther), reach(five, far)],
        }
    }
}

impl From<&Gap> for GapView {
    fn from(gap: &Gap) -> Self {
        Self { start: JapanTime(gap.from), end: JapanTime(gap.until), on_call: gap.on_call }
    }
}

/// Which day of which municipality.
#[derive(Debug, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes the parameters in the contract")]
struct AskedCoverage {
    /// The municipality, five digits.
    #[param(value_type = String, required = true, example = "13112", pattern = "^[0-9]{5}$", max_length = 5)]
    area: String,
    /// The day; today when left out.
    #[param(value_type = Option<String>, required = false, format = "date", example = "2026-11-23", pattern = r"^\d{4}-\d{2}-\d{2}$", max_length = 10)]
    date: Option<NaiveDate>,
}

/// Say who covers which hour of a day in a municipality
///
/// 時間帯ごとの開局薬局数と空白時間. For associations (薬剤師会) and wards: how many pharmacies are open and on call in each hour, when none
/// is, and how much of the municipality has an open one within 1, 2 and 5 km. `sampling` says from which points that is measured.
#[utoipa::path(tag = "time", params(AskedCoverage, AtRevision), responses((status = 200, description = "The day's coverage", body = CoverageView), (status = 410, response = RevisionGone)))]
#[get("/v1/coverage")]
pub async fn get_coverage(app: Data<App>, request: HttpRequest, snapshot: AsOf) -> Result<HttpResponse, Problem> {
    let minute = Minute::of(app.clock);
    let mut query = Query::new(request.query_string(), &["area", "date", "as_of"]);
    let area = query.one("area", |value| municipality(value).and_then(|()| params::area(value, &snapshot)));
    let date = query.one("date", params::date);
    AsOf::check(&mut query);
    let (area, date) = query.finish((area, date))?;
    let area = area.as_deref().and_then(|code| snapshot.area(code)).ok_or_else(missing)?;
    let date = date.unwrap_or_else(|| minute.japan().date());
    let covered = snapshot.coverage(&area.code, date, &app.live.gazetteer().towns(area)).ok_or_else(missing)?;
    let view = view(area.code.clone(), &covered, snapshot.revision(), &minute);
    reply::json_by_content(&request, Keep::Minute(minute, view.ttl), &view)
}

fn view(area: String, covered: &Coverage, revision: i64, minute: &Minute) -> CoverageView {
    let hours = (0..).zip(&covered.hours);
    CoverageView {
        area,
        date: covered.date,
        pharmacies: covered.pharmacies,
        sampling: covered.sampling.as_str(),
        points: covered.points,
        hours: hours.map(|(hour, of)| HourView::of(covered.date, hour, of, covered.points)).collect(),
        gaps: covered.gaps.iter().map(GapView::from).collect(),
        revision,
        generated_at: JapanTime(minute.japan()),
        ttl: minute.ttl(None),
    }
}

/// A prefecture would be many municipalities' work in one request; each is asked for itself.
fn municipality(value: &str) -> Result<(), Fault> {
    let shaped = value.len() == 5 && value.bytes().all(|b| b.is_ascii_digit());
    shaped.then_some(()).ok_or_else(|| {
        Fault::new(
            "市区町村コード（5桁）ではありません。都道府県は、市区町村ごとに尋ねてください。",
            "This is no municipality code of five digits. Ask for each municipality of a prefecture.",
            ALLOWED,
        )
    })
}

const ALLOWED: &str = "全国地方公共団体コード without its check digit, five digits: 13112";

fn missing() -> Problem {
    let text = Text::new("市区町村コードを area に入れてください。", "`area` is missing: say which municipality.");
    Problem::parameters(Code::InvalidParameter, vec![ParameterError::new("area", text, ALLOWED)])
}
