//! The addresses of what other sites take in.

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::header,
    routes,
    web::{Data, ServiceConfig},
};
use chrono::{NaiveDateTime, TimeDelta, Timelike};

use super::{
    asked::Asked,
    builder, element, feed, fragment, frame,
    gather::{gather, moment},
    map, oembed, refused, scripts, send,
    shelf::{Form, Written},
};
use crate::{
    directory::Embedding,
    search::Snapshot,
    web::{
        App,
        site::{self, lang::Lang, visit::Visit},
        snapshot::Current,
    },
};

/// Every address, and the files beside them.
pub fn configure(config: &mut ServiceConfig) {
    config.service(show_frame).service(show_fragment).service(show_data).service(show_map).service(show_look);
    config.service(show_atom).service(show_json_feed);
    config.service(builder::show_builder).service(oembed::show_oembed);
    for script in scripts::all() {
        config.route(script.path, actix_web::web::get().to(move || async move { script.sent() }));
    }
    for asset in scripts::assets() {
        config.route(&asset.path, actix_web::web::get().to(move || async move { site::file(asset) }));
    }
}

#[get("/embed/list")]
async fn show_frame(app: Data<App>, snapshot: Current, request: HttpRequest) -> HttpResponse {
    answer(&app, &snapshot, &request, Form::Frame)
}

#[get("/embed/fragment")]
async fn show_fragment(app: Data<App>, snapshot: Current, request: HttpRequest) -> HttpResponse {
    answer(&app, &snapshot, &request, Form::Fragment)
}

#[routes]
#[get("/embed/v1/list.json")]
#[get("/embed/v2/list.json")]
#[get("/embed/v3/list.json")]
async fn show_data(app: Data<App>, snapshot: Current, request: HttpRequest) -> HttpResponse {
    answer(&app, &snapshot, &request, Form::Data)
}

#[get("/embed/map")]
async fn show_map(app: Data<App>, snapshot: Current, request: HttpRequest) -> HttpResponse {
    answer(&app, &snapshot, &request, Form::Map)
}

#[get("/embed/list.atom")]
async fn show_atom(app: Data<App>, snapshot: Current, request: HttpRequest) -> HttpResponse {
    answer(&app, &snapshot, &request, Form::Atom)
}

#[get("/embed/list.jsonfeed")]
async fn show_json_feed(app: Data<App>, snapshot: Current, request: HttpRequest) -> HttpResponse {
    answer(&app, &snapshot, &request, Form::JsonFeed)
}

/// The style of a chosen look. It holds nothing but colours and a size that were read as such.
#[get("/embed/look.css")]
async fn show_look(snapshot: Current, request: HttpRequest) -> HttpResponse {
    // A look alone names no area, which is a fault of a list and none here.
    let query = format!("near=0,0&{}", request.query_string());
    let css = Asked::read(&query, &snapshot).map(|asked| asked.look.css()).unwrap_or_default();
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=86400"))
        .content_type("text/css; charset=utf-8")
        .body(css)
}

fn answer(app: &App, snapshot: &Current, request: &HttpRequest, form: Form) -> HttpResponse {
    let now = app.clock.japan();
    let asked = match Asked::read(request.query_string(), snapshot) {
        Ok(asked) => asked,
        Err((lang, refused)) => return refused::answer(&visit(app, lang, now), form, &refused),
    };
    let (settings, emergency) = (app.live.embedding(), app.live.emergency());
    let minute = start_of_minute(now);
    let key = (form, asked.query());
    let written = app.shelf.take((&snapshot.0, &settings, &emergency), &key, minute, || {
        write(snapshot, &settings, &asked, &visit(app, asked.lang, minute), form)
    });
    send::list(request, &settings, &asked, form, &written, app.settings.map_tiles.as_ref(), now)
}

/// A visit of somebody who sees the list: in the language the address names, else Japanese, whatever their browser likes,
/// so that one list serves all.
pub fn visit(app: &App, lang: Option<Lang>, now: NaiveDateTime) -> Visit {
    let query = lang.map_or_else(String::new, |lang| format!("lang={}", lang.as_str()));
    let visit = Visit::new(&app.settings.public_url, "/embed/list", &query, Lang::Ja.tag(), now);
    visit.with_tiles(app.settings.map_tiles.clone()).with_emergency(app.live.emergency())
}

fn start_of_minute(now: NaiveDateTime) -> NaiveDateTime {
    let over = i64::from(now.second()) * 1_000_000_000 + i64::from(now.nanosecond());
    now - TimeDelta::nanoseconds(over)
}

fn write(snapshot: &Snapshot, settings: &Embedding, asked: &Asked, visit: &Visit, form: Form) -> Written {
    let list = gather(snapshot, settings, asked, visit);
    let text = match form {
        Form::Frame => frame::page(visit, asked, &list).into_string(),
        Form::Fragment => fragment::piece(visit, asked, &list).into_string(),
        Form::Map => map::page(&moment(snapshot, asked, visit), asked, &list).into_string(),
        Form::Data => element::data(visit, asked, &list, snapshot.revision()),
        Form::Atom => feed::Source { visit, asked, list: &list }.atom(),
        Form::JsonFeed => feed::Source { visit, asked, list: &list }.json(),
    };
    Written { tag: send::tag(&text), text, from: visit.now, until: list.changes_at, area: list.area }
}
