//! `GET /v1/associations` and one of them

use actix_web::{
    HttpRequest, HttpResponse, get,
    web::{Data, Path},
};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::calendars;
use crate::{
    directory::{Area, Association, AssociationId, roster_warning},
    search::Snapshot,
    web::{
        App,
        contract::{AssociationNamed, AtRevision, CalendarText, NotFound, RevisionGone},
        formats::calendar::MEDIA_TYPE,
        past::AsOf,
        problem::{Code, Problem},
        reply::{self, JSON, Keep, Minute},
        views::JapanTime,
    },
};

/// The associations whose lists are published here.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Associations)]
struct AssociationsView<'a> {
    /// The associations, by id.
    #[schema(max_items = 2000)]
    items: Vec<AssociationView<'a>>,
    /// The publication this is from; it only grows.
    #[schema(example = 12, minimum = 0)]
    revision: i64,
    /// The minute this answer was made for.
    generated_at: JapanTime,
    /// Seconds from `generated_at` that it holds.
    #[schema(example = 60, minimum = 1, maximum = 60)]
    ttl: u32,
}

/// 薬剤師会.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Association)]
pub struct AssociationView<'a> {
    /// Its short name.
    #[schema(example = "setagaya", pattern = "^[a-z][a-z0-9-]{0,39}$", max_length = 40)]
    id: &'a str,
    /// Its name in Japanese.
    #[schema(example = "世田谷薬剤師会", max_length = 200)]
    name: &'a str,
    /// Its name in English.
    #[schema(example = "Setagaya Pharmacist Association", max_length = 200)]
    name_en: &'a str,
    /// The area it answers for.
    area: AreaView<'a>,
    /// How many pharmacies it has something published of.
    #[schema(example = 31, minimum = 0)]
    pharmacies: usize,
    /// Its list was last read then; null before the first.
    checked_at: Option<JapanTime>,
    /// How far its roster of duty reaches; null when it has none, and for `as_of`: how far it reached then is not kept.
    roster: Option<RosterHorizonView>,
}

/// Until when the duties of an association are known.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RosterHorizon)]
pub struct RosterHorizonView {
    /// The end of the last shift.
    until: JapanTime,
    /// Days from today to that day; below zero when it has passed.
    #[schema(example = 12, minimum = -36_500, maximum = 36_500)]
    days_left: i64,
    /// The warning that is due: 30, 14, 7 or 2 days are left at most; null when there is more time.
    #[schema(example = 14, minimum = 2, maximum = 30)]
    warning: Option<i64>,
}

impl RosterHorizonView {
    /// The horizon of an association's roster as seen on a day; `None` when it has none.
    pub fn of(association: &AssociationId, snapshot: &Snapshot, today: NaiveDate) -> Option<Self> {
        let until = snapshot.roster_end(association)?;
        let days_left = (until.date() - today).num_days();
        Some(Self { until: JapanTime(until), days_left, warning: roster_warning(days_left) })
    }
}

/// A municipality.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Area)]
pub struct AreaView<'a> {
    /// 全国地方公共団体コード without its check digit.
    #[schema(example = "13112", pattern = "^[0-9]{5}$", max_length = 5)]
    code: &'a str,
    /// 都道府県.
    #[schema(example = "東京都", max_length = 20)]
    prefecture: &'a str,
    /// 市区町村.
    #[schema(example = "世田谷区", max_length = 60)]
    municipality: &'a str,
}

impl<'a> From<&'a Area> for AreaView<'a> {
    fn from(area: &'a Area) -> Self {
        Self { code: &area.code, prefecture: &area.prefecture, municipality: &area.municipality }
    }
}

impl<'a> AssociationView<'a> {
    /// The association with what `snapshot` has of it, as seen on a day.
    pub fn of(association: &'a Association, snapshot: &Snapshot, today: NaiveDate) -> Self {
        Self {
            id: association.id.as_str(),
            name: &association.name,
            name_en: &association.name_en,
            area: AreaView::from(&association.area),
            pharmacies: snapshot.members(&association.id).len(),
            checked_at: snapshot.checked_at(&association.id).map(JapanTime::of_utc),
            roster: RosterHorizonView::of(&association.id, snapshot, today),
        }
    }
}

/// One association.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OneAssociation)]
struct OneAssociationView<'a> {
    /// The association.
    #[serde(flatten)]
    association: AssociationView<'a>,
    /// The publication this is from; it only grows.
    #[schema(example = 12, minimum = 0)]
    revision: i64,
    /// The minute this answer was made for.
    generated_at: JapanTime,
    /// Seconds from `generated_at` that it holds.
    #[schema(example = 60, minimum = 1, maximum = 60)]
    ttl: u32,
}

/// Get an association
///
/// One 薬剤師会, with how much it has published and when that was last read. As `text/calendar`: the 当番, 臨時休業 and 臨時開局 of
/// the pharmacies on its list, the same as `/v1/associations/{id}.ics`.
#[utoipa::path(
    tag = "directory",
    params(AssociationNamed, AtRevision),
    responses(
        (status = 200, description = "The association", content(
            (OneAssociationView<'static> = "application/json"),
            (CalendarText = "text/calendar"),
        )),
        (status = 404, response = NotFound),
        (status = 410, response = RevisionGone)
    )
)]
#[get("/v1/associations/{id}")]
pub async fn get_association(
    app: Data<App>,
    request: HttpRequest,
    snapshot: AsOf,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    AsOf::alone(request.query_string())?;
    let found = association(&snapshot, &id)?;
    Ok(match reply::accepts(&request, &[JSON, MEDIA_TYPE])? {
        MEDIA_TYPE => calendars::answer(&app, &request, &snapshot, &found.name, snapshot.members(&found.id)),
        _ => record(&app, &request, &snapshot, found),
    })
}

/// Get an association as JSON
///
/// One 薬剤師会. The same as `/v1/associations/{id}` with the format chosen by the address.
#[utoipa::path(
    tag = "directory",
    params(AssociationNamed, AtRevision),
    responses(
        (status = 200, description = "The association", body = OneAssociationView<'static>),
        (status = 404, response = NotFound),
        (status = 410, response = RevisionGone)
    )
)]
#[get("/v1/associations/{id}.json")]
pub async fn get_association_as_json(
    app: Data<App>,
    request: HttpRequest,
    snapshot: AsOf,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    AsOf::alone(request.query_string())?;
    Ok(record(&app, &request, &snapshot, association(&snapshot, &id)?))
}

/// The association of that id; an end that is no format tells which there are.
///
/// # Errors
/// `unknown_association`, `not_found`.
pub fn association<'a>(snapshot: &'a Snapshot, id: &str) -> Result<&'a Association, Problem> {
    if id.contains('.') {
        return Err(Problem::unknown_format(calendars::FORMATS));
    }
    let found = AssociationId::new(id).and_then(|id| snapshot.association(&id));
    found.ok_or_else(|| Problem::new(Code::UnknownAssociation))
}

fn record(app: &App, request: &HttpRequest, snapshot: &Snapshot, found: &Association) -> HttpResponse {
    let minute = Minute::of(app.clock);
    let view = OneAssociationView {
        association: AssociationView::of(found, snapshot, minute.japan().date()),
        revision: snapshot.revision(),
        generated_at: JapanTime(minute.japan()),
        ttl: minute.ttl(None),
    };
    reply::as_json(request, snapshot.revision(), Keep::Minute(minute, view.ttl), &view)
}

/// List the associations
///
/// 薬剤師会 whose lists are published here, with the area each answers for.
#[utoipa::path(
    tag = "directory",
    params(AtRevision),
    responses(
        (status = 200, description = "The associations", body = AssociationsView<'static>),
        (status = 410, response = RevisionGone)
    )
)]
#[get("/v1/associations")]
pub async fn list_associations(app: Data<App>, request: HttpRequest, snapshot: AsOf) -> Result<HttpResponse, Problem> {
    AsOf::alone(request.query_string())?;
    let minute = Minute::of(app.clock);
    let view = AssociationsView {
        items: snapshot
            .associations()
            .iter()
            .map(|one| AssociationView::of(one, &snapshot, minute.japan().date()))
            .collect(),
        revision: snapshot.revision(),
        generated_at: JapanTime(minute.japan()),
        ttl: minute.ttl(None),
    };
    reply::json(&request, snapshot.revision(), Keep::Minute(minute, view.ttl), &view)
}
