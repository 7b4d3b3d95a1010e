//! `GET /v1/duties`

use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use chrono::{NaiveDate, NaiveTime};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    directory::{Association, Pharmacy},
    hours::DutyShift,
    search::Snapshot,
    web::{
        App,
        api::associations::RosterHorizonView,
        contract::{AtRevision, RevisionGone},
        params,
        past::AsOf,
        problem::{Code, ParameterError, Problem, Text},
        query::Query,
        reply::{self, Keep, Minute},
        views::{JapanTime, PhoneView},
    },
};

/// The most shifts in one answer; more are refused, never left out.
const MAX_SHIFTS: usize = 5_000;

/// The duty shifts of one day.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Duties)]
struct DutiesView<'a> {
    /// The shifts that touch the day, by their beginning.
    #[schema(max_items = 5000)]
    items: Vec<DutyView<'a>>,
    /// The day.
    date: NaiveDate,
    /// How far the rosters of the associations asked about reach: past that a day without shifts says nothing.
    /// Empty for `as_of`: how far they reached then is not kept.
    #[schema(max_items = 2000)]
    rosters: Vec<RosterView<'a>>,
    /// The publication this is from; it only grows.
    #[schema(example = 12, minimum = 0)]
    revision: i64,
    /// The minute this answer was made for.
    generated_at: JapanTime,
    /// Seconds from `generated_at` that it holds.
    #[schema(example = 60, minimum = 1, maximum = 60)]
    ttl: u32,
}

/// Whose roster, and how far it reaches.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Roster)]
struct RosterView<'a> {
    /// The association's short name.
    #[schema(example = "setagaya", pattern = "^[a-z][a-z0-9-]{0,39}$", max_length = 40)]
    association: &'a str,
    /// Until when its duties are known.
    #[serde(flatten)]
    horizon: RosterHorizonView,
}

/// The rosters of the associations of an area, or of all.
fn rosters<'a>(snapshot: &'a Snapshot, area: Option<&str>, today: NaiveDate) -> Vec<RosterView<'a>> {
    let within = |association: &&Association| area.is_none_or(|area| association.area.code.starts_with(area));
    let view = |association: &'a Association| {
        let horizon = RosterHorizonView::of(&association.id, snapshot, today)?;
        Some(RosterView { association: association.id.as_str(), horizon })
    };
    snapshot.associations().iter().filter(within).filter_map(view).collect()
}

/// 輪番・当番: one pharmacy's shift.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Duty)]
struct DutyView<'a> {
    /// The pharmacy's id.
    #[schema(example = "0192a7c4-1f00-7a30-8a11-2b1c3d4e5f60", pattern = "^[a-z0-9-]{1,64}$", max_length = 64)]
    pharmacy_id: &'a str,
    /// The pharmacy's name.
    #[schema(example = "太子堂よる薬局（見本）", max_length = 400)]
    name: &'a str,
    /// Where it is.
    #[schema(example = "東京都世田谷区太子堂4-1-1", max_length = 400)]
    address: Option<&'a str>,
    /// Telephone first.
    phone: Option<PhoneView>,
    /// The day the shift belongs to: the one it begins on, also past midnight.
    service_date: NaiveDate,
    /// When it begins.
    start: JapanTime,
    /// When it ends, not included.
    end: JapanTime,
}

impl<'a> DutyView<'a> {
    fn of(pharmacy: &'a Pharmacy, shift: DutyShift) -> Self {
        let facts = &pharmacy.facts;
        Self {
            pharmacy_id: pharmacy.id.as_str(),
            name: &facts.name,
            address: facts.address.as_deref(),
            phone: facts.phone.as_ref().or(facts.after_hours_phone.as_ref()).map(PhoneView::from),
            service_date: shift.start().date(),
            start: JapanTime(shift.start()),
            end: JapanTime(shift.end()),
        }
    }
}

/// Which shifts.
#[derive(Debug, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct AskedDuties {
    /// The day; today when left out. A shift from the evening before that runs into it is told too.
    #[param(value_type = Option<String>, required = false, format = "date", example = "2026-11-23", pattern = r"^\d{4}-\d{2}-\d{2}$", max_length = 10)]
    date: Option<NaiveDate>,
    /// Within a municipality (five digits) or prefecture (two).
    #[param(value_type = Option<String>, required = false, example = "13112", pattern = "^[0-9]{2}([0-9]{3})?$", max_length = 5)]
    area: Option<String>,
}

/// List the duty shifts of a day
///
/// 輪番・当番 as published. A shift past midnight belongs to the day it begins on (`service_date`) and is told on both.
/// More than 5,000 shifts are not cut short but refused (422): narrow `area`.
#[utoipa::path(tag = "time", params(AskedDuties, AtRevision), responses((status = 200, description = "The shifts", body = DutiesView<'static>), (status = 410, response = RevisionGone)))]
#[get("/v1/duties")]
pub async fn list_duties(app: Data<App>, request: HttpRequest, snapshot: AsOf) -> Result<HttpResponse, Problem> {
    let minute = Minute::of(app.clock);
    let mut query = Query::new(request.query_string(), &["date", "area", "as_of"]);
    let asked = AskedDuties {
        date: query.one("date", params::date),
        area: query.one("area", |value| params::area(value, &snapshot)),
    };
    AsOf::check(&mut query);
    let asked = query.finish(asked)?;
    let date = asked.date.unwrap_or_else(|| minute.japan().date());
    let items = shifts(&snapshot, date, asked.area.as_deref());
    if items.len() > MAX_SHIFTS {
        return Err(too_many(items.len()));
    }
    let view = DutiesView {
        items,
        date,
        rosters: rosters(&snapshot, asked.area.as_deref(), minute.japan().date()),
        revision: snapshot.revision(),
        generated_at: JapanTime(minute.japan()),
        ttl: minute.ttl(None),
    };
    reply::json(&request, snapshot.revision(), Keep::Minute(minute, view.ttl), &view)
}

fn shifts<'a>(snapshot: &'a Snapshot, date: NaiveDate, area: Option<&str>) -> Vec<DutyView<'a>> {
    let start = date.and_time(NaiveTime::MIN);
    let end = date.succ_opt().unwrap_or(date).and_time(NaiveTime::MIN);
    let touches = |shift: &&DutyShift| shift.start() < end && shift.end() > start;
    let all = || Box::new(snapshot.pharmacies().iter()) as Box<dyn Iterator<Item = &'a Pharmacy>>;
    let within = area.map_or_else(all, |area| {
        Box::new(snapshot.in_area(area).iter().filter_map(|i| snapshot.pharmacies().get(*i as usize)))
    });
    let mut items: Vec<DutyView<'a>> = within
        .flat_map(|pharmacy| pharmacy.duties.iter().filter(touches).map(|shift| DutyView::of(pharmacy, *shift)))
        .collect();
    items.sort_by(|a, b| (a.start, a.pharmacy_id).cmp(&(b.start, b.pharmacy_id)));
    items
}

/// What is said instead of a part of the answer.
fn too_many(found: usize) -> Problem {
    let text = Text::new(
        format!(
            "この日の当番は{found}件あり、1回に返せるのは{MAX_SHIFTS}件までです。地域（area）を都道府県か市区町村に絞ってください。"
        ),
        format!(
            "That day has {found} shifts; one answer holds {MAX_SHIFTS}. Narrow `area` to a prefecture or a municipality."
        ),
    );
    let error = ParameterError::new("area", text, "two digits of a prefecture, or five of a municipality");
    Problem::parameters(Code::ContradictoryParameters, vec![error])
}
