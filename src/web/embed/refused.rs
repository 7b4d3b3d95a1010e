//! What a frame, a fragment or an element says when its address can't be answered: a line a visitor can use, and a way on.

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    http::{StatusCode, header},
};
use maud::{Markup, html};
use serde_json::json;

use super::{
    asked::{Asked, Refused},
    frame::{self, Frame},
    routes, send,
    shelf::Form,
};
use crate::web::{
    App,
    problem::Code,
    site::{
        lang::Lang,
        visit::Visit,
        words::{Phrase, say},
    },
};

/// How soon a frame asks again after a failure, seconds.
const AGAIN_S: u32 = 60;

/// A person who looks at a list within another page, kept while the request is worked on.
pub struct Onlooker {
    visit: Visit,
    form: Form,
    held: bool,
}

impl Onlooker {
    /// Who asked for a frame or a piece of HTML; `None` of every other address.
    pub fn of(app: &App, request: &HttpRequest) -> Option<Self> {
        let form = match request.path() {
            "/embed/list" => Form::Frame,
            "/embed/map" => Form::Map,
            "/embed/fragment" => Form::Fragment,
            _ => return None,
        };
        let mut pairs = form_urlencoded::parse(request.query_string().as_bytes());
        let held = pairs.clone().any(|(name, value)| name == "refresh" && value == "no");
        let lang = pairs.find(|(name, _)| name == "lang").and_then(|(_, lang)| Lang::from_name(&lang));
        Some(Self { visit: routes::visit(app, lang, app.clock.japan()), form, held })
    }

    /// That the list can't be shown now, and a way on. The frame asks again by itself: nobody else would, where there is no
    /// script.
    pub fn told(&self, code: Code) -> HttpResponse {
        let status = code.row().status;
        let passes = status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS;
        let line = say!(self.visit.words, if passes { "embed-failed" } else { "embed-fault" });
        let mut response = HttpResponse::build(status);
        if passes && !self.held && self.form != Form::Fragment {
            response.insert_header((header::REFRESH, AGAIN_S.to_string()));
        }
        page(response, &self.visit, self.form, &line, &html! {})
    }
}

/// A line and what explains it as a frame or a piece of HTML.
fn page(mut response: HttpResponseBuilder, visit: &Visit, form: Form, line: &Phrase, details: &Markup) -> HttpResponse {
    response
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::CONTENT_LANGUAGE, visit.words.lang().tag()))
        .content_type("text/html; charset=utf-8");
    if form == Form::Fragment {
        let origin = visit.absolute("");
        let piece = html! {
            div.yoruyaku lang=(visit.words.lang().tag()) { p { strong { (line) } } (details) (ways(visit, &origin)) }
        };
        return response.body(piece.into_string());
    }
    response.insert_header((header::CONTENT_SECURITY_POLICY, send::frame_policy(None)));
    let main = html! { h1 { (line) } (details) (ways(visit, "")) };
    let page = Frame { title: line, changes_at: None, listed: false, main, foot: html! {} };
    let asked = Asked { plain: true, ..Asked::default() };
    response.body(frame::document(visit, &asked, &page).into_string())
}

/// The answer in the form that was asked for.
pub fn answer(visit: &Visit, form: Form, refused: &Refused) -> HttpResponse {
    let status = match refused {
        Refused::Unknown(_) => StatusCode::NOT_FOUND,
        Refused::Faults(_) => StatusCode::BAD_REQUEST,
    };
    let mut response = HttpResponse::build(status);
    let line = line(visit, refused);
    match form {
        Form::Frame | Form::Map | Form::Fragment => page(response, visit, form, &line, &details(visit, refused)),
        Form::Data | Form::Atom | Form::JsonFeed => {
            let code = if status == StatusCode::NOT_FOUND { "not_found" } else { "invalid_parameter" };
            let view = json!({
                "type": format!("/problems/{code}"), "title": line.plain(), "status": status.as_u16(), "code": code,
                "detail": told(visit, refused).join(" "),
                "page": visit.link("/", &[]), "page_text": say!(visit.words, "embed-search").plain(),
                "lang": visit.words.lang().tag(),
            });
            response
                .insert_header((header::CACHE_CONTROL, "no-store"))
                .insert_header((header::CONTENT_LANGUAGE, visit.words.lang().tag()))
                .content_type("application/problem+json")
                .body(view.to_string())
        }
    }
}

/// What is the matter, in one line.
fn line(visit: &Visit, refused: &Refused) -> Phrase {
    match refused {
        Refused::Unknown(name) => say!(visit.words, "embed-unknown", name = name.as_str()),
        Refused::Faults(_) => say!(visit.words, "embed-fault"),
    }
}

/// Each fault, for whoever put the address together.
fn told(visit: &Visit, refused: &Refused) -> Vec<String> {
    let Refused::Faults(faults) = refused else { return Vec::new() };
    let own = matches!(visit.words.lang(), Lang::Ja | Lang::Easy);
    let told = faults.iter().take(10).map(|fault| {
        let detail = if own { &fault.detail_ja } else { &fault.detail };
        format!("{}: {detail} ({})", fault.parameter, fault.allowed)
    });
    told.collect()
}

fn details(visit: &Visit, refused: &Refused) -> Markup {
    let told = told(visit, refused);
    html! { @if !told.is_empty() { ul.faults { @for one in told { li { (one) } } } } }
}

fn ways(visit: &Visit, origin: &str) -> Markup {
    html! {
        p.page { a href=(format!("{origin}{}", visit.link("/", &[]))) { (say!(visit.words, "embed-search")) } }
    }
}
