//! `/v1/pharmacies/{id}/exceptions`: 臨時休業 and 臨時開局, entered once, out everywhere at once.

use actix_web::{
    HttpRequest, HttpResponse, delete, get,
    http::header,
    post,
    web::{Data, Path, Payload},
};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::listings::private;
use crate::{
    directory::{AssociationId, Pharmacy, PharmacyId},
    hours::{self, DateException, DayHours, ReadingClass},
    intake::roster,
    publish::{self, Told},
    search::Snapshot,
    store::KeptException,
    web::{
        App,
        auth::{self, Caller, Editor, Reviewer, blocking},
        body,
        contract::PharmacyNamed,
        problem::{Code, ParameterError, Problem, Text},
        query::Query,
        reply,
        snapshot::Current,
        views::JapanTime,
    },
};

/// Bytes of a body.
const BODY: usize = 64 << 10;
/// How far ahead a date may be, days.
const AHEAD: u64 = 732;
/// Characters of a reason.
const REASON: usize = 400;

/// A date on which a pharmacy differs from its week.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ExceptionRequest, example = json!({"date": "2026-11-24", "hours": "休業", "reason": "研修のため"}))]
struct ExceptionBody {
    /// The day, in Japan; hours past midnight belong to the day they begin on. Today to two years ahead.
    #[schema(example = "2026-11-24", format = "date", pattern = r"^\d{4}-\d{2}-\d{2}$", max_length = 10)]
    date: String,
    /// The hours of that day as one would write them: `休業`, `9:00～13:00`, `20:00～翌2:00`, `24時間`; `不明` when the
    /// regular hours don't hold and nothing is certain.
    #[schema(example = "9:00～13:00", min_length = 1, max_length = 200)]
    hours: String,
    /// Why, shown to readers.
    #[serde(default)]
    #[schema(example = "研修のため", max_length = 400)]
    reason: String,
}

/// 臨時休業 / 臨時開局: one date on which a pharmacy differs.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EnteredException)]
struct ExceptionView<'a> {
    /// Its id.
    #[schema(example = "019ab0c2-6a5e-7c10-9e0b-5f3a2d8c4e11", pattern = "^[a-z0-9-]{1,64}$", max_length = 64)]
    id: &'a str,
    /// The day.
    date: NaiveDate,
    /// How the hours were read: `09:00-13:00`, `off`, or `unknown`.
    #[schema(example = "09:00-13:00", max_length = 400)]
    hours: String,
    /// Why.
    #[schema(example = "研修のため", max_length = 400)]
    reason: &'a str,
    /// When it was entered.
    entered_at: JapanTime,
}

/// The dates on which a pharmacy differs.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EnteredExceptions)]
struct ExceptionsView<'a> {
    /// From today on, by date; of two for one date the later entered holds.
    #[schema(max_items = 10000)]
    items: Vec<ExceptionView<'a>>,
}

impl<'a> From<&'a KeptException> for ExceptionView<'a> {
    fn from(kept: &'a KeptException) -> Self {
        Self {
            id: &kept.id,
            date: kept.exception.on,
            hours: kept.exception.hours.to_string(),
            reason: &kept.exception.reason,
            entered_at: JapanTime::of_utc(kept.created_at),
        }
    }
}

/// Enter a day that differs
///
/// 臨時休業・臨時開局を登録します。 Out everywhere at once; it outranks the roster and the week. For the pharmacies of the
/// caller's own list.
#[utoipa::path(
    tag = "lists", request_body = ExceptionBody,
    params(PharmacyNamed),
    responses((status = 201, description = "Entered", body = ExceptionView<'static>, headers(("Location" = String, description = "Delete it there")))),
    security(("token" = []))
)]
#[post("/v1/pharmacies/{id}/exceptions")]
pub async fn create_exception(
    app: Data<App>,
    request: HttpRequest,
    editor: Editor,
    snapshot: Current,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    reply::plain(&request, &[reply::JSON])?;
    let (pharmacy, association) = own(&snapshot, &editor.0, &id)?;
    let asked: ExceptionBody = body::json(&request, payload, BODY).await?;
    let exception = read(&asked, app.clock.japan().date())?;
    let (pharmacy, actor, at) = (pharmacy.id.clone(), editor.0.name, app.clock.now().naive_utc());
    let location = format!("/v1/pharmacies/{pharmacy}/exceptions/");
    let kept = blocking(&app, move |store| {
        let told = Told { pharmacy: &pharmacy, association: &association, actor: &actor };
        publish::add_exception(store, told, exception, at)
    })
    .await?;
    auth::refresh(&app).await;
    let mut response = HttpResponse::Created();
    response.insert_header((header::LOCATION, location + &kept.id));
    Ok(private(response, &ExceptionView::from(&kept)))
}

/// List the days that differ
///
/// これからの臨時休業・臨時開局です。 The public sees them in `/v1/pharmacies/{id}/hours`; here they have ids.
#[utoipa::path(
    tag = "lists",
    params(PharmacyNamed),
    responses((status = 200, description = "From today on", body = ExceptionsView<'static>)), security(("token" = []))
)]
#[get("/v1/pharmacies/{id}/exceptions")]
pub async fn list_exceptions(
    app: Data<App>,
    request: HttpRequest,
    _reviewer: Reviewer,
    snapshot: Current,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    reply::plain(&request, &[reply::JSON])?;
    let id = pharmacy(&snapshot, &id)?.id.clone();
    let today = app.clock.japan().date();
    let kept = blocking(&app, move |store| publish::exceptions(store, &id, today)).await?;
    Ok(private(HttpResponse::Ok(), &ExceptionsView { items: kept.iter().map(ExceptionView::from).collect() }))
}

/// Take back a day that differs
///
/// 臨時休業・臨時開局を取り消します。 The regular hours hold again at once.
#[utoipa::path(
    tag = "lists",
    params(
        PharmacyNamed,
        ("exception" = String, Path, description = "The exception's id", example = "019ab0c2-6a5e-7c10-9e0b-5f3a2d8c4e11", pattern = "^[a-z0-9-]{1,64}$", min_length = 1, max_length = 64)
    ),
    responses((status = 204, description = "Taken back")), security(("token" = []))
)]
#[delete("/v1/pharmacies/{id}/exceptions/{exception}")]
pub async fn delete_exception(
    app: Data<App>,
    request: HttpRequest,
    editor: Editor,
    snapshot: Current,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Problem> {
    Query::new(request.query_string(), &[]).finish(())?;
    let (id, exception) = path.into_inner();
    let (pharmacy, association) = own(&snapshot, &editor.0, &id)?;
    let (pharmacy, actor, at) = (pharmacy.id.clone(), editor.0.name, app.clock.now().naive_utc());
    blocking(&app, move |store| {
        let told = Told { pharmacy: &pharmacy, association: &association, actor: &actor };
        publish::withdraw_exception(store, told, &exception, at)
    })
    .await?;
    auth::refresh(&app).await;
    Ok(HttpResponse::NoContent().finish())
}

fn pharmacy<'a>(snapshot: &'a Snapshot, id: &str) -> Result<&'a Pharmacy, Problem> {
    let known = PharmacyId::new(id).and_then(|id| snapshot.pharmacy(&id));
    known.ok_or_else(|| Problem::new(Code::UnknownPharmacy))
}

/// The pharmacy of that id and the list it stands on, if the caller may speak for it.
fn own<'a>(snapshot: &'a Snapshot, caller: &Caller, id: &str) -> Result<(&'a Pharmacy, AssociationId), Problem> {
    let pharmacy = pharmacy(snapshot, id)?;
    let mut lists = pharmacy.sources.iter().map(|source| &source.association);
    match lists.find(|list| caller.authority.may_edit(list)) {
        Some(association) => Ok((pharmacy, association.clone())),
        None => Err(Problem::new(Code::Forbidden)),
    }
}

/// Reads what was sent; every fault in one go.
fn read(asked: &ExceptionBody, today: NaiveDate) -> Result<DateException, Problem> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, ja: &'static str, en: &'static str, allowed: &'static str| {
        faults.push(ParameterError::new(field, Text::new(ja, en), allowed));
    };
    let last = today.checked_add_days(Days::new(AHEAD)).unwrap_or(NaiveDate::MAX);
    let on = asked.date.parse::<NaiveDate>().ok().filter(|on| (today..=last).contains(on));
    if on.is_none() {
        let form = "a date from today to two years ahead, YYYY-MM-DD";
        fault(
            "date",
            "今日から2年先までの日付にしてください。",
            "A date from today to two years ahead is needed.",
            form,
        );
    }
    let hours = day_hours(&asked.hours);
    if hours.is_none() {
        let form = "休業, 9:00～13:00, 9:00～13:00、15:00～19:00, 20:00～翌2:00, 24時間, 不明";
        fault("hours", "この日の時間として読めません。", "This can't be read as the hours of one day.", form);
    }
    if asked.reason.chars().count() > REASON || asked.reason.chars().any(char::is_control) {
        fault(
            "reason",
            "400文字までの1行にしてください。",
            "One line of at most 400 characters.",
            "one line, 400 characters",
        );
    }
    match (on, hours) {
        (Some(on), Some(hours)) if faults.is_empty() => {
            Ok(DateException { on, hours, reason: asked.reason.trim().to_owned() })
        }
        _ => Err(Problem::parameters(Code::InvalidFields, faults)),
    }
}

/// The hours of one day as a person writes them; `None` when they can't be read exactly.
fn day_hours(text: &str) -> Option<DayHours> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 200 {
        return None;
    }
    if matches!(text, "不明" | "未定" | "要問合せ" | "要問い合わせ" | "unknown") {
        return Some(DayHours::Unstated);
    }
    if matches!(text, "休" | "休み" | "休業" | "臨時休業" | "休局" | "閉局" | "終日休業" | "終日休み")
    {
        return Some(DayHours::Closed);
    }
    if let Some(hours) = text.parse().ok().or_else(|| roster::day_hours(text)) {
        return Some(hours);
    }
    let reading = hours::read_cells([Some(text), None, None, None, None, None, None], None);
    let day = reading.week?.weekday(chrono::Weekday::Mon).clone();
    (reading.class == ReadingClass::Exact && day.is_stated()).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_people_write_it() {
        for (text, hours) in [
            ("休業", "off"),
            ("臨時休業", "off"),
            ("９：００～１３：００", "09:00-13:00"),
            ("20:00～翌2:00", "20:00-26:00"),
            ("9:00-13:00、15:00-19:00", "09:00-13:00,15:00-19:00"),
            ("24時間", "00:00-24:00"),
            ("不明", "unknown"),
            ("09:00-13:00", "09:00-13:00"),
        ] {
            assert_eq!(day_hours(text).map(|hours| hours.to_string()).as_deref(), Some(hours), "{text}");
        }
        for text in ["", "9:00～", "たぶん開いています", "13:00～9:00時"] {
            assert_eq!(day_hours(text), None, "{text}");
        }
    }
}
