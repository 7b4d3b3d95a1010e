//! oEmbed (<https://oembed.com>): a system that is given the address of a list finds out how to embed it.

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::{StatusCode, header},
    web::Data,
};
use maud::{Markup, html};
use serde_json::json;

use super::{asked::Asked, gather::gather, routes, snippets};
use crate::web::{
    App, params,
    problem::{Code, Problem, Text},
    query::Query,
    reply::{self, Keep, Minute},
    site::visit::Visit,
    snapshot::Current,
};

/// The size of a frame when the asking system sets no limit, pixels.
const WIDTH: u32 = 600;
const HEIGHT: u32 = 640;

/// The links by which a page says how it is embedded; `path` is the page's own.
pub fn discovery(visit: &Visit, path: &str) -> Markup {
    let url = visit.absolute(path);
    let ask = |format: &str| {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("url", &url)
            .append_pair("format", format)
            .finish();
        visit.absolute(&format!("/oembed?{query}"))
    };
    html! {
        link rel="alternate" type="application/json+oembed" href=(ask("json"));
        link rel="alternate" type="text/xml+oembed" href=(ask("xml"));
    }
}

/// What an asking system is told.
struct Told {
    title: String,
    html: String,
    width: u32,
    height: u32,
    author: String,
    author_url: String,
    provider_url: String,
}

/// How the address of a list, or of an area's page, is embedded.
#[get("/oembed")]
pub async fn show_oembed(app: Data<App>, snapshot: Current, request: HttpRequest) -> Result<HttpResponse, Problem> {
    let mut query = Query::new(request.query_string(), &["url", "maxwidth", "maxheight", "format"]);
    let url = query.one("url", |url| Ok(url.to_owned()));
    let width = query.one("maxwidth", |n| params::whole(n, 1..=10_000)).map_or(WIDTH, |most| most.min(WIDTH));
    let height = query.one("maxheight", |n| params::whole(n, 1..=10_000)).map_or(HEIGHT, |most| most.min(HEIGHT));
    let format = query.one("format", |name| Ok(name.to_owned()));
    let url = query.finish(url)?.ok_or_else(|| missing("url"))?;
    let xml = match format.as_deref() {
        None | Some("json") => false,
        Some("xml") => true,
        Some(_) => return Ok(other_format()),
    };
    let asked = of_address(&app, &snapshot, &url).ok_or_else(|| Problem::new(Code::NotFound))?;
    let minute = Minute::of(app.clock);
    let keep = Keep::Minute(minute, minute.ttl(None));
    let media_type = if xml { "text/xml; charset=utf-8" } else { "application/json" };
    let tag = reply::tag(snapshot.revision(), None, &request, media_type);
    if reply::is_known(&request, &tag) {
        return Ok(reply::unchanged(tag, keep));
    }
    let told = told(&app, &snapshot, &asked, (width, height));
    let body = if xml { as_xml(&told) } else { as_json(&told) };
    Ok(reply::answer(tag, keep, media_type, body))
}

/// The list an address of this site shows: `/embed/list?…`, `/areas/{code}`, `/embed?…`; `None` where it shows none.
fn of_address(app: &App, snapshot: &Current, url: &str) -> Option<Asked> {
    let path = url.strip_prefix(app.settings.public_url.as_str())?;
    let path = path.split('#').next().unwrap_or(path);
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let query = match path.strip_prefix("/areas/") {
        Some(code) if code.len() == 5 => {
            let lang = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "lang");
            let lang = lang.map_or_else(String::new, |(_, lang)| format!("&lang={lang}"));
            format!("area={code}{lang}")
        }
        None if path == "/embed/list" => query.to_owned(),
        _ => return None,
    };
    Asked::read(&query, snapshot).ok()
}

fn told(app: &App, snapshot: &Current, asked: &Asked, (width, height): (u32, u32)) -> Told {
    let visit = routes::visit(app, asked.lang, app.clock.japan());
    let list = gather(snapshot, &app.live.embedding(), asked, &visit);
    let size = snippets::Size { width: width.to_string(), height };
    Told {
        title: list.title.plain().into_owned(),
        html: snippets::frame(&visit, &Asked { plain: true, ..asked.clone() }, &list.title.plain(), &size),
        width,
        height,
        author: list.source.plain().into_owned(),
        author_url: visit.absolute(&list.page),
        provider_url: visit.absolute("/"),
    }
}

fn as_json(told: &Told) -> Vec<u8> {
    let view = json!({
        "version": "1.0", "type": "rich", "title": told.title, "html": told.html,
        "width": told.width, "height": told.height,
        "author_name": told.author, "author_url": told.author_url,
        "provider_name": "夜薬 Yoruyaku", "provider_url": told.provider_url, "cache_age": 3600,
    });
    view.to_string().into_bytes()
}

fn as_xml(told: &Told) -> Vec<u8> {
    let element = |name: &str, text: &str| format!("<{name}>{}</{name}>", html! { (text) }.into_string());
    let parts = [
        element("version", "1.0"),
        element("type", "rich"),
        element("title", &told.title),
        element("html", &told.html),
        element("width", &told.width.to_string()),
        element("height", &told.height.to_string()),
        element("author_name", &told.author),
        element("author_url", &told.author_url),
        element("provider_name", "夜薬 Yoruyaku"),
        element("provider_url", &told.provider_url),
        element("cache_age", "3600"),
    ];
    format!("<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?><oembed>{}</oembed>", parts.concat())
        .into_bytes()
}

fn missing(name: &str) -> Problem {
    let text = Text::new("指定してください。", "It is required.");
    let error =
        crate::web::problem::ParameterError::new(name, text, "the address of a list or an area's page of this site");
    Problem::parameters(Code::InvalidParameter, vec![error])
}

/// oEmbed asks for 501 where a format is not spoken.
fn other_format() -> HttpResponse {
    let view = json!({
        "type": "about:blank", "title": "Not Implemented", "title_ja": "この形式はありません", "status": 501,
        "code": "not_implemented", "detail": "`format` is json or xml.", "detail_ja": "format は json か xml です。",
    });
    HttpResponse::build(StatusCode::NOT_IMPLEMENTED)
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .content_type("application/problem+json")
        .body(view.to_string())
}
