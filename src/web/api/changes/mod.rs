//! `GET /v1/changes`: everything that changed in every published pharmacy, in order and without gaps.

mod asked;
mod feed;
mod view;

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::header::{self, HeaderValue},
    web::{Data, Path},
};
use asked::Asked;
use view::{ChangeView, ChangesView};

use crate::{
    publish::{self, ChangePage},
    web::{
        App,
        auth::blocking,
        contract::{AtomText, ChangesFormatName, JsonFeed, NotFound, RevisionGone},
        problem::{Code, Problem},
        reply::{self, Keep, Minute},
        snapshot::Current,
        views::JapanTime,
    },
};

/// The formats, the one for those who don't care first: suffix and media type.
const FORMATS: [(&str, &str); 4] = [
    ("json", "application/json"),
    ("ndjson", "application/x-ndjson"),
    ("atom", "application/atom+xml"),
    ("jsonfeed", "application/feed+json"),
];

/// List what changed
///
/// 公開中の薬局の変更履歴です。 Ordered, without gaps across restarts: every revision has at least its own entry (`revision`), so
/// that a reader sees that none is missing. To follow: take the bulk file (`/v1/bulk/latest/pharmacies.ndjson`), then ask for
/// `since=` its revision, then for each `next`. A pharmacy that leaves is told once (`removed`, with what it was). Asked for
/// Atom or JSON Feed, the newest come first, a pharmacy's changes of one revision together. There is no `as_of`: each entry says
/// its revision, and an older publication's log is the beginning of this one.
#[utoipa::path(
    tag = "feeds",
    params(Asked),
    responses(
        (status = 200, description = "What changed, in order", content(
            (ChangesView<'static> = "application/json"),
            (ChangeView<'static> = "application/x-ndjson"),
            (AtomText = "application/atom+xml"),
            (JsonFeed = "application/feed+json"),
        )),
        (status = 410, response = RevisionGone)
    )
)]
#[get("/v1/changes")]
pub async fn list_changes(app: Data<App>, request: HttpRequest, snapshot: Current) -> Result<HttpResponse, Problem> {
    let liked = reply::accepts(&request, &FORMATS.map(|(_, media_type)| media_type))?;
    answer(&app, &request, &snapshot, liked).await
}

/// List what changed, in a format by name
///
/// 公開中の薬局の変更履歴. The same as `/v1/changes` with the format chosen by the address: `json`, `ndjson`, `atom` or `jsonfeed`, for feed readers and
/// tools that can't send `Accept`.
#[utoipa::path(
    tag = "feeds",
    params(Asked, ("format" = ChangesFormatName, Path, description = "The format", example = "atom")),
    responses(
        (status = 200, description = "What changed, in order", content(
            (ChangesView<'static> = "application/json"),
            (ChangeView<'static> = "application/x-ndjson"),
            (AtomText = "application/atom+xml"),
            (JsonFeed = "application/feed+json"),
        )),
        (status = 404, response = NotFound),
        (status = 410, response = RevisionGone)
    )
)]
#[get("/v1/changes.{format}")]
pub async fn list_changes_as(
    app: Data<App>,
    request: HttpRequest,
    snapshot: Current,
    format: Path<String>,
) -> Result<HttpResponse, Problem> {
    let known = FORMATS.iter().find(|(suffix, _)| *suffix == *format);
    let (_, media_type) = known.ok_or_else(|| Problem::unknown_format(FORMATS.map(|(suffix, _)| suffix)))?;
    answer(&app, &request, &snapshot, media_type).await
}

async fn answer(
    app: &App,
    request: &HttpRequest,
    snapshot: &Current,
    media_type: &'static str,
) -> Result<HttpResponse, Problem> {
    let asked = Asked::read(request.query_string())?;
    // The log is read up to the revision that this process serves: no answer tells of what its other answers don't have.
    let revision = snapshot.revision();
    // JSON says for which minute it is; the other formats say nothing but what changed.
    let minute = Minute::of(app.clock);
    let tag = reply::tag(revision, Some(minute).filter(|_| media_type == reply::JSON), request, media_type);
    if reply::is_known(request, &tag) {
        return Ok(reply::unchanged(tag, Keep::Revision));
    }
    let newest = media_type == "application/atom+xml" || media_type == "application/feed+json";
    let (since, limit) = (asked.since, asked.limit as usize);
    let page = blocking(app, move |store| publish::changes(store, since, revision, limit, newest)).await;
    let page = page.map_err(|problem| problem.blaming("since"))?;
    let body = match media_type {
        "application/x-ndjson" => lines(&page),
        "application/atom+xml" => feed::atom(&app.settings.public_url, &page, snapshot.generated_at()),
        "application/feed+json" => feed::json(&app.settings.public_url, &page),
        _ => reply::to_json(&whole(&page, &asked, revision, minute)),
    };
    let mut response = reply::answer(tag, Keep::Revision, media_type, body);
    if let Some(last) = page.entries.last().filter(|_| page.more && !newest) {
        let link = format!("<{}?since={}&limit={limit}>; rel=\"next\"", request.path(), view::cursor(&last.row));
        response.headers_mut().insert(header::LINK, HeaderValue::from_str(&link).map_err(Problem::internal)?);
    }
    Ok(response)
}

fn whole<'a>(page: &'a ChangePage, asked: &Asked, revision: i64, minute: Minute) -> ChangesView<'a> {
    let stood = asked.since.map_or_else(|| "0".to_owned(), asked::text);
    ChangesView {
        items: page.entries.iter().map(ChangeView::from).collect(),
        next: page.entries.last().map_or(stood, |last| view::cursor(&last.row)),
        more: page.more,
        oldest: page.oldest,
        revision,
        generated_at: JapanTime(minute.japan()),
        ttl: minute.ttl(None),
    }
}

fn lines(page: &ChangePage) -> Vec<u8> {
    let mut body = Vec::new();
    for entry in &page.entries {
        body.extend(reply::to_json(&ChangeView::from(entry)));
        body.push(b'\n');
    }
    body
}

impl Problem {
    /// An address that ends in a format there is none of; `offered` are those there are.
    pub fn unknown_format<const N: usize>(offered: [&str; N]) -> Self {
        use crate::web::problem::{ParameterError, Text};
        let text = Text::new("この形式はありません。", "There is no such format.");
        Self::new(Code::NotFound).with(ParameterError::new("format", text, offered.join(", ")))
    }
}
