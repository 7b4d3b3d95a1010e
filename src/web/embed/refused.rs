//! What a frame, a fragment or an element says when its address can't be answered: a line a visitor can use, and a way on.

use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
};
use maud::{Markup, html};
use serde_json::json;

use super::{
    asked::{Asked, Refused},
    frame::{self, Frame},
    send,
    shelf::Form,
};
use crate::web::site::{
    lang::Lang,
    visit::Visit,
    words::{Phrase, say},
};

/// The answer in the form that was asked for.
pub fn answer(visit: &Visit, form: Form, refused: &Refused) -> HttpResponse {
    let status = match refused {
        Refused::Unknown(_) => StatusCode::NOT_FOUND,
        Refused::Faults(_) => StatusCode::BAD_REQUEST,
    };
    let mut response = HttpResponse::build(status);
    response
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::CONTENT_LANGUAGE, visit.words.lang().tag()));
    let line = line(visit, refused);
    match form {
        Form::Frame | Form::Map => {
            response.insert_header((header::CONTENT_SECURITY_POLICY, send::frame_policy(None)));
            let main = html! { h1 { (line) } (details(visit, refused)) (ways(visit, "")) };
            let foot = html! {};
            let page = Frame { title: &line, changes_at: None, listed: false, main, foot };
            let asked = Asked { plain: true, ..Asked::default() };
            response.content_type("text/html; charset=utf-8").body(frame::document(visit, &asked, &page).into_string())
        }
        Form::Fragment => {
            let origin = visit.absolute("");
            let piece = html! {
                div.yoruyaku lang=(visit.words.lang().tag()) { p { strong { (line) } } (details(visit, refused)) (ways(visit, &origin)) }
            };
            response.content_type("text/html; charset=utf-8").body(piece.into_string())
        }
        Form::Data | Form::Atom | Form::JsonFeed => {
            let code = if status == StatusCode::NOT_FOUND { "not_found" } else { "invalid_parameter" };
            let view = json!({
                "type": format!("/problems/{code}"), "title": line.plain(), "status": status.as_u16(), "code": code,
                "detail": told(visit, refused).join(" "),
                "page": visit.link("/", &[]), "page_text": say!(visit.words, "embed-search").plain(),
                "lang": visit.words.lang().tag(),
            });
            response.content_type("application/problem+json").body(view.to_string())
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
