//! Calendars to subscribe to: the duties and dated exceptions of an association, and of an area.

use actix_web::{
    HttpRequest, HttpResponse, get,
    web::{Data, Path},
};

use crate::{
    directory::AssociationId,
    search::Snapshot,
    web::{
        App,
        contract::{AssociationNamed, CalendarText, NotFound},
        formats::calendar::{MEDIA_TYPE, Subject},
        problem::{Code, Problem},
        query::Query,
        reply::{self, Keep, Minute},
        snapshot::Current,
    },
};

/// Subscribe to an association's calendar
///
/// 薬剤師会の当番と臨時休業・臨時開局のカレンダーです。 Duties and dated exceptions of all pharmacies on its list, from a month ago to a year
/// ahead, and the holidays and days of the year's end (祝日・年末年始) for which they state hours; of more than a thousand pharmacies
/// without those. UIDs are stable; SEQUENCE grows when an entry may have changed.
#[utoipa::path(
    tag = "feeds",
    params(AssociationNamed),
    responses((status = 200, description = "The calendar", body = CalendarText, content_type = "text/calendar"), (status = 404, response = NotFound))
)]
#[get("/v1/associations/{id}.ics")]
pub async fn get_association_calendar(
    app: Data<App>,
    request: HttpRequest,
    snapshot: Current,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    Query::new(request.query_string(), &[]).finish(())?;
    let id = AssociationId::new(&id);
    let found = id.and_then(|id| snapshot.association(&id));
    let association = found.ok_or_else(|| Problem::new(Code::UnknownAssociation))?;
    answer(&app, &request, &snapshot, &association.name, snapshot.members(&association.id))
}

/// Subscribe to an area's calendar
///
/// 市区町村・都道府県の当番と臨時休業・臨時開局のカレンダーです。 The same for every pharmacy that stands in a municipality (five digits)
/// or prefecture (two).
#[utoipa::path(
    tag = "feeds",
    params(("code" = String, Path, description = "全国地方公共団体コード without its check digit, or a prefecture's two digits", example = "13112", pattern = "^[0-9]{2}([0-9]{3})?$", min_length = 2, max_length = 5)),
    responses((status = 200, description = "The calendar", body = CalendarText, content_type = "text/calendar"), (status = 404, response = NotFound))
)]
#[get("/v1/areas/{code}.ics")]
pub async fn get_area_calendar(
    app: Data<App>,
    request: HttpRequest,
    snapshot: Current,
    code: Path<String>,
) -> Result<HttpResponse, Problem> {
    Query::new(request.query_string(), &[]).finish(())?;
    let area = snapshot.area(&code).ok_or_else(|| Problem::new(Code::NotFound))?;
    let name = format!("{}{}", area.prefecture, area.municipality);
    answer(&app, &request, &snapshot, &name, snapshot.in_area(&code))
}

fn answer(
    app: &App,
    request: &HttpRequest,
    snapshot: &Snapshot,
    name: &str,
    members: &[u32],
) -> Result<HttpResponse, Problem> {
    reply::accepts(request, &[MEDIA_TYPE])?;
    let minute = Minute::of(app.clock);
    let tag = reply::tag(snapshot.revision(), Some(minute), request, MEDIA_TYPE);
    let keep = Keep::Minute(minute, minute.ttl(None));
    if reply::is_known(request, &tag) {
        return Ok(reply::unchanged(tag, keep));
    }
    let (name, today) = (format!("夜薬 {name} 当番・臨時休業"), minute.japan().date());
    let subject = Subject { snapshot, name: &name, home: &app.settings.public_url, today };
    let body = subject.pharmacies(members);
    Ok(reply::answer(tag, keep, MEDIA_TYPE, body))
}
