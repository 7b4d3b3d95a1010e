//! `GET /v1/pharmacies`

use actix_web::{HttpRequest, HttpResponse, get, http::header, web::Data};
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::Asked;
use crate::{
    search::{Counts, CursorError, Found},
    web::{
        App,
        problem::{Code, Problem},
        reply::{self, JSON, Keep, Minute},
        snapshot::Current,
        views::{JapanTime, PharmacyView},
    },
};

/// Pharmacies found, in order.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Pharmacies)]
pub struct PharmaciesView<'a> {
    /// The pharmacies.
    #[schema(max_items = 100)]
    pub items: Vec<PharmacyView<'a>>,
    /// Where the next page begins; null on the last.
    #[schema(pattern = "^AQ[A-Za-z0-9_-]{44,158}$", max_length = 160)]
    pub next: Option<String>,
    /// How many there are in all; null for the nearest without `radius_m`, where the search ends as soon as it has enough.
    pub counts: Option<CountsView>,
    /// The instant the states are for.
    pub at: JapanTime,
    /// The publication this is from; it only grows.
    #[schema(example = 12, minimum = 0)]
    pub revision: i64,
    /// The minute this answer was made for.
    pub generated_at: JapanTime,
    /// Seconds from `generated_at` that it holds.
    #[schema(example = 60, minimum = 1, maximum = 60)]
    pub ttl: u32,
}

/// How much there is beyond one page.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Counts)]
pub struct CountsView {
    /// How many answer the question, on all pages together.
    #[schema(example = 31, minimum = 0)]
    pub matching: usize,
    /// How many of each state there are when nothing is asked of time: who is left out, and why.
    pub by_state: StateCountsView,
}

/// How many pharmacies are in each state.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StateCounts)]
pub struct StateCountsView {
    /// Open.
    #[schema(example = 24, minimum = 0)]
    pub open: usize,
    /// On call.
    #[schema(example = 7, minimum = 0)]
    pub on_call: usize,
    /// Not said.
    #[schema(example = 5, minimum = 0)]
    pub unknown: usize,
    /// Closed.
    #[schema(example = 26, minimum = 0)]
    pub closed: usize,
}

impl From<Counts> for CountsView {
    fn from(counts: Counts) -> Self {
        let of = counts.by_state;
        let by_state = StateCountsView { open: of.open, on_call: of.on_call, unknown: of.unknown, closed: of.closed };
        Self { matching: counts.matching, by_state }
    }
}

/// Find pharmacies
///
/// By place, time, service and words, nearest first. Asked for a time, only those that are `open` or `on_call` then;
/// those whose lists are silent are `unknown` and come when asked for (`state=open,on_call,unknown`).
/// An instant past the last date whose holidays are known is no error: the answer is `unknown`.
#[utoipa::path(tag = "find", params(Asked), responses((status = 200, description = "Pharmacies, in order", body = PharmaciesView<'static>)))]
#[get("/v1/pharmacies")]
pub async fn list_pharmacies(app: Data<App>, request: HttpRequest, snapshot: Current) -> Result<HttpResponse, Problem> {
    let minute = Minute::of(app.clock);
    let asked = Asked::read(request.query_string(), &snapshot)?;
    reply::accepts(&request, &[JSON])?;
    let tag = reply::tag(snapshot.revision(), Some(minute), &request, JSON);
    if reply::is_known(&request, &tag) {
        return Ok(reply::unchanged(tag, Keep::Minute(minute, minute.ttl(None))));
    }
    let question = asked.question(minute);
    let found = snapshot.find(&question).map_err(Problem::from)?;
    let ttl = minute.ttl(found.changes_at.filter(|_| asked.is_of_now()));
    let body = write(&app, &snapshot, &found, JapanTime(question.at), minute, ttl);
    let mut response = reply::answer(tag, Keep::Minute(minute, ttl), JSON, body);
    if let Some(link) = next_page(&request, &found) {
        response.headers_mut().insert(header::LINK, link);
    }
    Ok(response)
}

impl From<CursorError> for Problem {
    fn from(error: CursorError) -> Self {
        match error {
            CursorError::OtherQuestion => Self::new(Code::InvalidCursor),
            CursorError::Malformed | CursorError::Gone => Self::new(Code::CursorGone),
        }
    }
}

/// [`PharmaciesView`] as JSON, joined from prepared parts.
fn write(app: &App, snapshot: &Current, found: &Found<'_>, at: JapanTime, minute: Minute, ttl: u32) -> Vec<u8> {
    let texts = app.prepared.of(&snapshot.0);
    let mut out = Vec::with_capacity(1024 + 2560 * found.hits.len());
    out.extend_from_slice(b"{\"items\":[");
    for (i, hit) in found.hits.iter().enumerate() {
        if i > 0 {
            out.push(b',');
        }
        texts.write(hit, &mut out);
    }
    let rest = Rest {
        next: found.next.as_ref().map(ToString::to_string),
        counts: found.counts.map(CountsView::from),
        at,
        revision: snapshot.revision(),
        generated_at: JapanTime(minute.japan()),
        ttl,
    };
    out.extend_from_slice(b"],");
    let rest = serde_json::to_vec(&rest).expect("numbers and texts");
    out.extend(rest.into_iter().skip(1));
    out
}

/// What follows the items; the fields of [`PharmaciesView`] in its order.
#[derive(Serialize)]
struct Rest {
    next: Option<String>,
    counts: Option<CountsView>,
    at: JapanTime,
    revision: i64,
    generated_at: JapanTime,
    ttl: u32,
}

/// The `Link` to the next page: the same question with the cursor put in.
fn next_page(request: &HttpRequest, found: &Found<'_>) -> Option<header::HeaderValue> {
    let cursor = found.next.as_ref()?;
    let kept = request.query_string().split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("cursor="));
    let query: Vec<&str> = kept.collect();
    let link = format!("<{}?{}&cursor={cursor}>; rel=\"next\"", request.path(), query.join("&")).replace("?&", "?");
    header::HeaderValue::from_str(&link).ok()
}
