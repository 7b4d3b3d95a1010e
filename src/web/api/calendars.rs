//! Calendars to subscribe to, of several pharmacies: an association's, and an area's.

use actix_web::{
    HttpRequest, HttpResponse, get,
    web::{Data, Path},
};

use super::associations;
use crate::{
    search::Snapshot,
    web::{
        App,
        contract::{AssociationNamed, AtRevision, CalendarText, NotFound, RevisionGone},
        formats::calendar::{MEDIA_TYPE, Subject},
        past::AsOf,
        problem::Problem,
        reply::{self, Keep, Minute},
    },
};

/// The formats of what has a calendar, by the end of its address.
pub const FORMATS: [&str; 2] = ["json", "ics"];

/// Subscribe to an association's calendar
///
/// 薬剤師会の当番と臨時休業・臨時開局のカレンダーです。 Duties and dated exceptions of all pharmacies on its list, from a month ago to a year
/// ahead, and the holidays and days of the year's end (祝日・年末年始) for which they state hours; of more than a thousand pharmacies
/// without those. UIDs are stable; SEQUENCE grows when an entry may have changed.
#[utoipa::path(
    tag = "feeds",
    params(AssociationNamed, AtRevision),
    responses(
        (status = 200, description = "The calendar", body = CalendarText, content_type = "text/calendar"),
        (status = 404, response = NotFound),
        (status = 410, response = RevisionGone)
    )
)]
#[get("/v1/associations/{id}.ics")]
pub async fn get_association_calendar(
    app: Data<App>,
    request: HttpRequest,
    snapshot: AsOf,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    AsOf::alone(request.query_string())?;
    let association = associations::association(&snapshot, &id)?;
    reply::accepts(&request, &[MEDIA_TYPE])?;
    Ok(answer(&app, &request, &snapshot, &association.name, snapshot.members(&association.id)))
}

/// 200 or 304 with the calendar of these pharmacies.
pub fn answer(app: &App, request: &HttpRequest, snapshot: &Snapshot, name: &str, members: &[u32]) -> HttpResponse {
    let minute = Minute::of(app.clock);
    let tag = reply::tag(snapshot.revision(), Some(minute), request, MEDIA_TYPE);
    let keep = Keep::Minute(minute, minute.ttl(None));
    if reply::is_known(request, &tag) {
        return reply::unchanged(tag, keep);
    }
    let (name, today) = (format!("夜薬 {name} 当番・臨時休業"), minute.japan().date());
    let subject = Subject { snapshot, name: &name, home: &app.settings.public_url, today };
    reply::answer(tag, keep, MEDIA_TYPE, subject.pharmacies(members))
}
