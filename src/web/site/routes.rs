//! The addresses of the pages. A handler takes the snapshot, asks once, and hands over to a template.

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::{StatusCode, header},
    web::{Data, Path, ServiceConfig, get as web_get, post as web_post, resource},
};
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime};

use super::{
    answer, area, ask,
    asked::{Asked, Field, When},
    assets::{self, Asset},
    correction, days, failure,
    gather::{self, Gathered, Target},
    layout::{Page, document},
    night, paper, pharmacy,
    places::{self, Resolved},
    state::Moment,
    vector,
    visit::Visit,
    words::{Phrase, say},
};
use crate::{
    directory::PharmacyId,
    search::Snapshot,
    web::{
        App, embed, geocoding,
        problem::{Code, Problem},
        snapshot::Current,
    },
};

/// The longest a page may be kept by the browser, seconds.
const TTL_S: i64 = 60;

/// How far ahead special days are listed on a pharmacy's page, and how many.
const SPECIAL_WITHIN_DAYS: usize = 75;
const SPECIAL_AT_MOST: usize = 8;

/// How far ahead the dates are that differ from the week, in the data for machines.
const LINKED_DATA_DAYS: u64 = 60;

/// Every page and the files beside them.
pub fn configure(config: &mut ServiceConfig) {
    config.service(search).service(show_pharmacy).service(list_areas).service(show_area);
    config.service(manifest).service(offline);
    paper::configure(config);
    vector::configure(config);
    config.service(
        resource("/p/{id}/correction").route(web_get().to(correction::show)).route(web_post().to(correction::take)),
    );
    for asset in assets::all() {
        config.route(&asset.path, actix_web::web::get().to(move || async move { file(asset) }));
    }
}

/// The visit a request is.
pub fn visit(app: &App, request: &HttpRequest) -> Visit {
    let accept = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let now = app.clock.japan();
    let visit =
        Visit::new(&app.settings.public_url, request.path(), request.query_string(), accept.unwrap_or_default(), now);
    visit.with_tiles(app.settings.map_tiles.clone()).with_emergency(app.live.emergency())
}

#[get("/")]
async fn search(app: Data<App>, snapshot: Current, request: HttpRequest) -> HttpResponse {
    let visit = visit(&app, &request);
    let mut asked = Asked::read(&visit, &snapshot.calendar().holidays);
    if visit.is_bare() {
        let main = ask::start(&visit, &asked);
        let page =
            Page { listed: true, area: home_area(&snapshot), ..Page::new(say!(visit.words, "search-title"), main) };
        return send(&visit, StatusCode::OK, &page);
    }
    if asked.place.is_empty() && asked.near.is_none() && asked.fault(Field::Place).is_none() {
        asked.faults.insert(0, (Field::Place, say!(visit.words, "fault-place-empty")));
    }
    if !asked.faults.is_empty() {
        let main = ask::faulty(&visit, &asked);
        let page = Page { area: home_area(&snapshot), ..Page::new(say!(visit.words, "fault-title"), main) };
        return send(&visit, StatusCode::BAD_REQUEST, &page);
    }
    let (resolved, credit) = resolved(&app, &snapshot, &visit, &asked).await;
    let page = match resolved {
        Resolved::Target(target, also) => answered(&snapshot, &visit, &asked, target, also),
        Resolved::Several(choices) => {
            undecided(&snapshot, &visit, &asked, "choices", ask::several(&visit, &asked, &choices))
        }
        Resolved::Nothing { suggestions, towns, areas } => {
            let main = ask::unknown(&visit, &asked, &suggestions, &towns, &areas);
            undecided(&snapshot, &visit, &asked, "unknown-place", main)
        }
    };
    send(&visit, StatusCode::OK, &credited(page, credit.as_ref()))
}

/// The page with the name of whose knowledge of places it rests on.
fn credited(page: Page, credit: Option<&Phrase>) -> Page {
    let Some(credit) = credit else { return page };
    Page { main: maud::html! { (page.main) p.note.credit { (credit) } }, ..page }
}

/// The page of a question that is about no place yet.
fn undecided(snapshot: &Snapshot, visit: &Visit, asked: &Asked, title: &str, main: maud::Markup) -> Page {
    let title = say!(visit.words, title, place = asked.place.as_str());
    Page { area: home_area(snapshot), ..Page::new(title, main) }
}

/// What the words mean; what no table here knows is asked elsewhere, where that is switched on, and that is said.
async fn resolved(app: &App, snapshot: &Snapshot, visit: &Visit, asked: &Asked) -> (Resolved, Option<Phrase>) {
    let resolved = places::resolve(snapshot, &app.live.gazetteer(), visit, asked);
    let credit = || geocoding::source(app).map(|source| say!(visit.words, "place-credit", source = source));
    if !matches!(resolved, Resolved::Nothing { .. }) {
        // One of several that were known elsewhere, chosen on the page before.
        let is_chosen = asked.near.is_some() && visit.value(ask::FROM.0) == Some(ask::FROM.1);
        return (resolved, if is_chosen { credit() } else { None });
    }
    let known = geocoding::elsewhere(app, &asked.place).await;
    match places::of_hits(snapshot, &known, false) {
        Some(Resolved::Several(mut choices)) => {
            for choice in &mut choices {
                choice.elsewhere = true;
            }
            (Resolved::Several(choices), credit())
        }
        Some(found) => (found, credit()),
        None => (resolved, None),
    }
}

fn answered(snapshot: &Snapshot, visit: &Visit, asked: &Asked, target: Target, also: Option<answer::Also>) -> Page {
    let page = visit.value("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    let page = visit.value("all").map(|_| page);
    let Gathered { answer, changes_at, area } = gather::gather(snapshot, asked, target, also, page);
    let moment = Moment { visit, at: asked.at, until: asked.until_at, calendar: snapshot.calendar() };
    let changes_at = match asked.when {
        When::Now => changes_at,
        // This evening's answer becomes the present one when the evening comes.
        When::Tonight => changes_at.into_iter().chain(Some(asked.at).filter(|at| *at > visit.now)).min(),
        // What is said of a time of one's own choice does not change with the hour.
        When::At => None,
    };
    let main = answer::page(&moment, asked, &answer);
    Page { area, changes_at, has_map: true, ..Page::new(answer::title(&moment, &answer), main) }
}

#[get("/p/{id}")]
async fn show_pharmacy(
    app: Data<App>,
    snapshot: Current,
    id: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let visit = visit(&app, &request);
    let index = PharmacyId::new(&id).and_then(|id| snapshot.index(&id));
    let page = index.and_then(|index| pharmacy_page(&snapshot, &visit, index));
    page.map(|page| send(&visit, StatusCode::OK, &page)).ok_or_else(|| Problem::new(Code::NotFound))
}

fn pharmacy_page(snapshot: &Snapshot, visit: &Visit, index: usize) -> Option<Page> {
    let pharmacy = snapshot.pharmacies().get(index)?;
    let status = snapshot.status(index, visit.now)?;
    let (schedule, calendar) = snapshot.schedule(index)?;
    let today = visit.now.date();
    let of = |dates: &[NaiveDate]| -> Vec<days::Day> {
        let Some((first, last)) = dates.first().zip(dates.last()) else { return Vec::new() };
        let start = first.and_time(NaiveTime::MIN) - Days::new(1);
        days::days(&schedule.intervals(calendar, start, last.and_time(NaiveTime::MIN) + Days::new(3)), dates)
    };
    let schema_hours = schedule.to_schema_org(calendar, today, today + Days::new(LINKED_DATA_DAYS));
    let shown = pharmacy::Shown {
        pharmacy,
        status: &status,
        week: of(&today.iter_days().take(7).collect::<Vec<_>>()),
        special: of(&days::special_dates(calendar, today + Days::new(7), SPECIAL_WITHIN_DAYS, SPECIAL_AT_MOST)),
        correction: visit.link(&format!("/p/{}/correction", pharmacy.id), &[]),
        associations: snapshot.associations().iter().collect(),
    };
    let moment = Moment { visit, at: visit.now, until: None, calendar };
    Some(Page {
        listed: true,
        json_ld: Some(pharmacy::json_ld(&visit.absolute(""), pharmacy, &schema_hours)),
        changes_at: status.until,
        has_map: true,
        area: snapshot.area_of(index).map(|area| area.code.clone()).unwrap_or_default(),
        ..Page::new(say!(visit.words, "verbatim", text = pharmacy.facts.name.as_str()), pharmacy::page(&moment, &shown))
    })
}

#[get("/areas")]
async fn list_areas(app: Data<App>, snapshot: Current, request: HttpRequest) -> HttpResponse {
    let visit = visit(&app, &request);
    let moment = Moment { visit: &visit, at: visit.now, until: None, calendar: snapshot.calendar() };
    let municipalities =
        snapshot.areas().filter(|area| area.code.len() == 5 && !snapshot.in_area(&area.code).is_empty());
    let areas: Vec<ask::AreaLink> = municipalities.map(night::link).collect();
    let page = Page {
        listed: true,
        area: home_area(&snapshot),
        ..Page::new(say!(visit.words, "areas-title"), area::index(&moment, &areas))
    };
    send(&visit, StatusCode::OK, &page)
}

#[get("/areas/{code}")]
async fn show_area(
    app: Data<App>,
    snapshot: Current,
    code: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let visit = visit(&app, &request);
    let known = snapshot.area(&code).filter(|area| area.code.len() == 5).ok_or_else(|| Problem::new(Code::NotFound))?;
    let shown = night::shown(&snapshot, known, visit.now, month(&visit));
    let reach = night::reach(&snapshot, known, visit.now, &app.live.gazetteer().towns(known));
    let moment = Moment { visit: &visit, at: visit.now, until: None, calendar: snapshot.calendar() };
    let title = area::title(visit.words, &known.municipality);
    let head = Some(embed::discovery(&visit, &format!("/areas/{}", known.code)));
    let main = maud::html! { (area::page(&moment, &shown, reach.as_ref())) (embed::beside(&visit, &app.live.embedding(), &known.code)) };
    let changes_at = shown.changes_at;
    let page = Page { listed: true, area: known.code.clone(), changes_at, head, ..Page::new(title, main) };
    Ok(send(&visit, StatusCode::OK, &page))
}

/// The month asked for (`month=2026-12`), else the present one; its first day.
pub fn month(visit: &Visit) -> NaiveDate {
    let today = visit.now.date();
    let asked =
        visit.value("month").and_then(|month| NaiveDate::parse_from_str(&format!("{month}-01"), "%Y-%m-%d").ok());
    let near = asked.filter(|month| (month.year() - today.year()).abs() <= 5);
    near.or_else(|| today.with_day(1)).unwrap_or(today)
}

/// The area whose emergency numbers stand on pages that are about no place: the one municipality that is published for,
/// else the one prefecture by its two digits, else none.
pub fn home_area(snapshot: &Snapshot) -> String {
    let codes = || snapshot.associations().iter().map(|association| association.area.code.as_str());
    let Some(first) = codes().next() else { return String::new() };
    let prefecture = first.get(..2).unwrap_or_default();
    let common = [first, prefecture].into_iter().find(|area| codes().all(|code| code.starts_with(area)));
    common.unwrap_or_default().to_owned()
}

/// What a browser keeps and shows when there is no network and the address was never seen.
#[get("/offline")]
async fn offline(app: Data<App>, snapshot: Current, request: HttpRequest) -> HttpResponse {
    let visit = visit(&app, &request);
    send(&visit, StatusCode::OK, &failure::offline(&visit, &home_area(&snapshot)))
}

#[get("/manifest.webmanifest")]
async fn manifest(app: Data<App>, request: HttpRequest) -> HttpResponse {
    let visit = visit(&app, &request);
    let words = visit.words;
    let name = format!("{} {}", say!(words, "site-name"), say!(words, "site-tagline"));
    let manifest = serde_json::json!({
        "name": name,
        "short_name": say!(words, "site-name").plain(),
        "description": say!(words, "site-description").plain(),
        "lang": words.lang().tag(),
        "start_url": visit.link("/", &[]),
        "scope": "/",
        "display": "standalone",
        "background_color": "#000060",
        "theme_color": "#000060",
        "icons": [{"src": assets::ICON.path, "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
    });
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=86400"))
        .insert_header((header::VARY, "Accept-Language"))
        .content_type("application/manifest+json")
        .body(manifest.to_string())
}

/// Sends a file; for ever where its name tells its content.
pub fn file(asset: &'static Asset) -> HttpResponse {
    let keep = if asset.immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, keep))
        .insert_header((header::CONTENT_SECURITY_POLICY, assets::CONTENT_SECURITY_POLICY))
        .content_type(asset.media_type)
        .body(asset.body)
}

/// Sends a page. It is for one person (the address may tell where they are), for a minute or until a state changes.
pub fn send(visit: &Visit, status: StatusCode, page: &Page) -> HttpResponse {
    let keep = page.changes_at.map_or(TTL_S, |at: NaiveDateTime| (at - visit.now).num_seconds().clamp(0, TTL_S));
    let policy = assets::CONTENT_SECURITY_POLICY;
    let tiles = visit.tiles().filter(|_| page.has_map);
    let policy = tiles.map_or_else(|| policy.to_owned(), |tiles| tiles.allowed(policy));
    let cache = if status.is_success() { format!("private, max-age={keep}") } else { "no-store".to_owned() };
    HttpResponse::build(status)
        .insert_header((header::CACHE_CONTROL, cache))
        .insert_header((header::CONTENT_SECURITY_POLICY, policy))
        .insert_header((header::CONTENT_LANGUAGE, visit.words.lang().tag()))
        .insert_header((header::VARY, "Accept-Language"))
        .insert_header((header::PERMISSIONS_POLICY, "geolocation=(self), camera=(), microphone=()"))
        .content_type("text/html; charset=utf-8")
        .body(document(visit, page).into_string())
}

/// A failed request that came for a page: who came, kept while the request is worked on.
pub enum Caller {
    /// A visitor of this site, and the area whose numbers to call stand on the page.
    Visitor(Visit, String),
    /// A visitor of a page that takes a list in.
    Onlooker(embed::Onlooker),
}

impl Caller {
    /// The caller of a page; `None` when the request is a program's.
    pub fn of(app: &App, request: &HttpRequest) -> Option<Self> {
        if let Some(onlooker) = embed::Onlooker::of(app, request) {
            return Some(Self::Onlooker(onlooker));
        }
        let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let programs = ["/v1", "/health", "/metrics", "/openapi", "/.well-known", "/problems"];
        let wants_page = accept.contains("text/html") && !programs.iter().any(|path| request.path().starts_with(path));
        wants_page.then(|| Self::Visitor(visit(app, request), home_area(&app.live.current())))
    }

    /// The page that tells of the failure.
    pub fn told(&self, code: Code) -> HttpResponse {
        match self {
            Self::Visitor(visit, area) => send(visit, code.row().status, &failure::page(visit, code, area)),
            Self::Onlooker(onlooker) => onlooker.told(code),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use actix_web::{middleware::from_fn, test, web};

    use super::*;
    use crate::{
        clock::Clock,
        hours::Calendar,
        search::{Directory, Live},
        web::{Settings, edge::edge},
    };

    async fn panics() -> HttpResponse {
        panic!("secret of the house")
    }

    async fn fails() -> Result<HttpResponse, Problem> {
        Err(Problem::internal(std::io::Error::other("secret of the house")))
    }

    /// A person whose page fails inside gets a page, with numbers to call, and nothing of the inside.
    #[actix_web::test]
    async fn a_fault_inside_is_told_to_a_person_by_a_page() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let directory = Directory {
            pharmacies: vec![],
            associations: vec![],
            areas: vec![],
            calendar: Calendar::japan(),
            revision: 1,
            generated_at: today.and_hms_opt(0, 0, 0).unwrap(),
        };
        let live = Arc::new(Live::new(Snapshot::build(directory, today)));
        let app = Data::new(App::new(live, Clock::System, Settings::default()));
        let routes = actix_web::App::new()
            .app_data(app)
            .wrap(from_fn(edge))
            .route("/panics", web::get().to(panics))
            .route("/fails", web::get().to(fails));
        let service = test::init_service(routes).await;
        for address in ["/panics", "/fails"] {
            let request = test::TestRequest::get().uri(address).insert_header((header::ACCEPT, "text/html,*/*;q=0.8"));
            let request = request.insert_header((header::ACCEPT_LANGUAGE, "en")).to_request();
            let response = match test::try_call_service(&service, request).await {
                Ok(response) => response.into_parts().1.map_into_boxed_body(),
                Err(error) => error.error_response(),
            };
            assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR, "{address}");
            assert_eq!(response.headers().get(header::CACHE_CONTROL).unwrap(), "no-store", "{address}");
            let body = actix_web::body::to_bytes(response.into_body()).await.ok().unwrap();
            let told = String::from_utf8(body.to_vec()).unwrap();
            assert!(told.contains("<h1>Something went wrong</h1>"), "{address}: {told}");
            assert!(told.contains("href=\"tel:119\"") && told.contains("href=\"tel:%237119\""), "{address}: {told}");
            assert!(!told.contains("secret"), "{address}: {told}");
        }
    }
}
