//! `/sitemap.xml`: the pages, for search engines (sitemaps.org 0.9).

use std::fmt::Write;

use actix_web::{
    HttpRequest, HttpResponse, get,
    web::{Data, Path},
};

use crate::{
    search::Snapshot,
    web::{
        App,
        problem::{Code, Problem},
        reply::{self, Keep},
        snapshot::Current,
        views::JapanTime,
    },
};

/// Addresses of one file at most, by the protocol.
const ADDRESSES: usize = 50_000;
const XML: &str = "application/xml";
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The pages, or where they are told when they are too many for one file.
#[get("/sitemap.xml")]
pub async fn sitemap(app: Data<App>, request: HttpRequest, snapshot: Current) -> Result<HttpResponse, Problem> {
    let home = &app.settings.public_url;
    let parts = pages(&snapshot, home).count().div_ceil(ADDRESSES);
    if parts <= 1 {
        return answer(&request, &snapshot, || urls(pages(&snapshot, home)));
    }
    let part = |number| format!("<sitemap><loc>{home}/sitemap-{number}.xml</loc></sitemap>");
    answer(&request, &snapshot, || {
        let all: String = (1..=parts).map(part).collect();
        format!("<sitemapindex xmlns=\"{NAMESPACE}\">{all}</sitemapindex>")
    })
}

/// One of several files, from 1.
#[get("/sitemap-{number}.xml")]
pub async fn sitemap_part(
    app: Data<App>,
    request: HttpRequest,
    snapshot: Current,
    number: Path<String>,
) -> Result<HttpResponse, Problem> {
    let not_found = || Problem::new(Code::NotFound);
    let number: usize = number.parse().ok().filter(|number| (1..=1_000).contains(number)).ok_or_else(not_found)?;
    let mut part = pages(&snapshot, &app.settings.public_url).skip((number - 1) * ADDRESSES).take(ADDRESSES).peekable();
    part.peek().ok_or_else(not_found)?;
    answer(&request, &snapshot, || urls(part))
}

/// Each page with the day it last changed, if that is known.
fn pages<'a>(snapshot: &'a Snapshot, home: &'a str) -> impl Iterator<Item = (String, Option<String>)> + 'a {
    let fixed = ["/", "/areas"].into_iter().map(move |path| (format!("{home}{path}"), None));
    let has_any = |code: &str| code.len() == 5 && !snapshot.in_area(code).is_empty();
    let areas = snapshot.areas().filter(move |area| has_any(&area.code));
    let areas = areas.map(move |area| (format!("{home}/areas/{}", area.code), None));
    let pharmacies = snapshot.pharmacies().iter().map(move |pharmacy| {
        let changed = pharmacy.sources.iter().map(|source| source.changed_at).max();
        let day = changed.map(|at| JapanTime::of_utc(at).0.date().to_string());
        (format!("{home}/p/{}", pharmacy.id), day)
    });
    fixed.chain(areas).chain(pharmacies)
}

/// Our addresses hold nothing that XML would read otherwise: ids and codes are letters, digits and `-`.
fn urls(pages: impl Iterator<Item = (String, Option<String>)>) -> String {
    let mut text = format!("<urlset xmlns=\"{NAMESPACE}\">");
    for (address, changed) in pages {
        let changed = changed.map(|day| format!("<lastmod>{day}</lastmod>")).unwrap_or_default();
        let _ = writeln!(text, "<url><loc>{address}</loc>{changed}</url>");
    }
    text + "</urlset>"
}

fn answer(request: &HttpRequest, snapshot: &Snapshot, body: impl FnOnce() -> String) -> Result<HttpResponse, Problem> {
    reply::accepts(request, &[XML, "text/xml"])?;
    let tag = reply::tag(snapshot.revision(), None, request, XML);
    if reply::is_known(request, &tag) {
        return Ok(reply::unchanged(tag, Keep::Revision));
    }
    let body = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}\n", body());
    Ok(reply::answer(tag, Keep::Revision, XML, body))
}
