//! 情報が違う: the form on which a reader says what is wrong with a pharmacy.
//!
//! Without a riddle to solve: a form must come from these pages, not within seconds of its page, with a field left empty
//! that only a script fills in, a few times an hour from one household, and a few times a day about one pharmacy.

use std::collections::HashMap;

use actix_web::{
    HttpRequest, HttpResponse, ResponseError,
    http::{StatusCode, header},
    web::{Data, Path, Payload},
};
use maud::{Markup, html};

use super::{
    layout::Page,
    routes::{home_area, send, visit},
    tell,
    visit::Visit,
    words::{Phrase, say},
};
use crate::{
    clock::JAPAN,
    directory::{Correction, Pharmacy, PharmacyId, Topic},
    publish::{self, Taken},
    search::Snapshot,
    web::{
        App,
        auth::blocking,
        body,
        office::must_be_ours,
        problem::{Code, Problem},
        snapshot::Current,
    },
};

/// Nobody reads and writes faster than this, seconds; a form older than the second is asked for again.
const AGE_S: (i64, i64) = (3, 86_400);

/// The field that people do not see.
const TRAP: &str = "website";

/// What was written.
#[derive(Clone, Default)]
struct Written {
    topic: Option<Topic>,
    message: String,
    contact: String,
    faults: Vec<(&'static str, Phrase)>,
}

/// `GET /p/{id}/correction`
pub async fn show(
    app: Data<App>,
    snapshot: Current,
    id: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let visit = visit(&app, &request);
    let pharmacy = answerable(&snapshot, &id).ok_or_else(|| Problem::new(Code::NotFound))?;
    let page = page(&visit, &home_area(&snapshot), pharmacy, &Written::default());
    Ok(send(&visit, StatusCode::OK, &page))
}

/// `POST /p/{id}/correction`
pub async fn take(
    app: Data<App>,
    snapshot: Current,
    id: Path<String>,
    request: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    must_be_ours(&request)?;
    let visit = visit(&app, &request);
    let pharmacy = answerable(&snapshot, &id).ok_or_else(|| Problem::new(Code::NotFound))?;
    let fields = body::fields(&request, payload).await?;
    let area = home_area(&snapshot);
    let written = read(&visit, &fields);
    if !written.faults.is_empty() {
        return Ok(send(&visit, StatusCode::UNPROCESSABLE_ENTITY, &page(&visit, &area, pharmacy, &written)));
    }
    // A script is thanked like a person, so that it learns nothing.
    if fields.get(TRAP).is_none_or(|filled| !filled.is_empty()) {
        return Ok(send(&visit, StatusCode::OK, &thanks(&visit, &area, pharmacy)));
    }
    let kept = written.clone();
    let too_many = |wait: Problem| Ok(returned(&visit, &area, pharmacy, kept, &wait));
    if let Err(wait) = app.corrections.admit(&request) {
        return too_many(wait);
    }
    let correction = correction(&app, &visit, pharmacy, written).ok_or_else(|| Problem::new(Code::NotFound))?;
    match blocking(&app, move |store| publish::take_correction(store, correction)).await? {
        Taken::Kept | Taken::Known => Ok(send(&visit, StatusCode::OK, &thanks(&visit, &area, pharmacy))),
        Taken::TooMany => too_many(Problem::too_many(3_600)),
    }
}

/// A pharmacy that an association lists: somebody is there to read what is said of it.
fn answerable<'a>(snapshot: &'a Snapshot, id: &str) -> Option<&'a Pharmacy> {
    let pharmacy = snapshot.pharmacy(&PharmacyId::new(id)?)?;
    (!pharmacy.sources.is_empty()).then_some(pharmacy)
}

/// The page given back with what was written on it, and when it may be sent again.
fn returned(visit: &Visit, area: &str, pharmacy: &Pharmacy, mut written: Written, wait: &Problem) -> HttpResponse {
    written.faults.push(("send", say!(visit.words, "correction-fault-many")));
    let mut response = send(visit, StatusCode::TOO_MANY_REQUESTS, &page(visit, area, pharmacy, &written));
    if let Some(after) = wait.error_response().headers().get(header::RETRY_AFTER) {
        response.headers_mut().insert(header::RETRY_AFTER, after.clone());
    }
    response
}

fn correction(app: &App, visit: &Visit, pharmacy: &Pharmacy, written: Written) -> Option<Correction> {
    Some(Correction {
        id: String::new(),
        association: pharmacy.sources.first()?.association.clone(),
        pharmacy: pharmacy.id.clone(),
        topic: written.topic?,
        message: written.message,
        contact: Some(written.contact).filter(|contact| !contact.is_empty()),
        lang: visit.words.lang().as_str().to_owned(),
        received_at: app.clock.now().naive_utc(),
        settled: None,
    })
}

fn read(visit: &Visit, fields: &HashMap<String, String>) -> Written {
    let words = visit.words;
    let text = |name: &str| {
        let text = fields.get(name).map(String::as_str).unwrap_or_default();
        let seen: String = text.chars().filter(|c| !c.is_control() || *c == '\n').collect();
        seen.trim().to_owned()
    };
    let mut written = Written {
        topic: Topic::from_name(&text("topic")),
        message: text("message"),
        contact: text("contact"),
        faults: Vec::new(),
    };
    if written.topic.is_none() {
        written.faults.push(("topic", say!(words, "correction-fault-topic")));
    }
    let long = |text: &str, limit| text.chars().count() > limit;
    if written.message.is_empty() {
        written.faults.push(("message", say!(words, "correction-fault-empty")));
    } else if long(&written.message, Correction::MESSAGE_CHARS) {
        written.faults.push(("message", say!(words, "correction-fault-long", limit = Correction::MESSAGE_CHARS)));
    }
    if long(&written.contact, Correction::CONTACT_CHARS) {
        written.faults.push(("contact", say!(words, "correction-fault-long", limit = Correction::CONTACT_CHARS)));
    }
    let shown: Option<i64> = fields.get("shown").and_then(|shown| shown.parse().ok());
    let age = shown.map(|shown| seconds(visit) - shown);
    if age.is_none_or(|age| !(AGE_S.0..=AGE_S.1).contains(&age)) {
        written.faults.push(("send", say!(words, "correction-fault-again")));
    }
    written
}

/// Now, in seconds, as the form carries it.
fn seconds(visit: &Visit) -> i64 {
    visit.now.and_local_timezone(JAPAN).single().map_or(0, |now| now.timestamp())
}

fn page(visit: &Visit, area: &str, pharmacy: &Pharmacy, written: &Written) -> Page {
    let words = visit.words;
    let name = pharmacy.facts.name.as_str();
    let main = html! {
        h1 { (say!(words, "correction-title")) }
        p.lead lang=[words.listed()] { b { (name) } }
        p { (say!(words, "correction-help")) }
        @if !written.faults.is_empty() {
            section.faults aria-labelledby="faults" {
                h2 #faults { (say!(words, "fault-title")) }
                ul { @for (field, phrase) in &written.faults { li { a href=(format!("#{field}")) { (phrase) } } } }
            }
        }
        (form(visit, pharmacy, written))
        p.next { a href=(visit.link(&format!("/p/{}", pharmacy.id), &[])) { (say!(words, "correction-back")) } }
    };
    Page { area: area.to_owned(), ..Page::new(say!(words, "correction-page", name = name), main) }
}

fn form(visit: &Visit, pharmacy: &Pharmacy, written: &Written) -> Markup {
    let words = visit.words;
    let lang = visit.lang_param().map(|lang| format!("?lang={lang}")).unwrap_or_default();
    let fault = |field: &str| written.faults.iter().find(|(at, _)| *at == field).map(|(_, phrase)| phrase);
    let told = |field: &str| {
        html! {
            @if let Some(phrase) = fault(field) { p.fault id=(format!("{field}-fault")) { (phrase) } }
        }
    };
    let described =
        |field: &str| fault(field).map_or_else(|| format!("{field}-hint"), |_| format!("{field}-fault {field}-hint"));
    html! {
        form.search.correction action=(format!("/p/{}/correction{lang}", pharmacy.id)) method="post" {
            input type="hidden" name="shown" value=(seconds(visit));
            fieldset #topic tabindex="-1" {
                legend { (say!(words, "correction-topic")) }
                (told("topic"))
                div.choices {
                    @for topic in Topic::ALL {
                        @let id = format!("topic-{}", topic.as_str());
                        div {
                            input type="radio" name="topic" id=(id) value=(topic.as_str()) required checked[written.topic == Some(topic)];
                            label for=(id) { (say!(words, &format!("correction-{id}"))) }
                        }
                    }
                }
            }
            div.field {
                label for="message" { (say!(words, "correction-message")) }
                p.hint #message-hint { (say!(words, "correction-message-hint", limit = Correction::MESSAGE_CHARS)) }
                (told("message"))
                textarea #message name="message" rows="5" required maxlength=(Correction::MESSAGE_CHARS)
                    aria-describedby=(described("message")) aria-invalid=[fault("message").map(|_| "true")] { (written.message) }
            }
            div.field {
                label for="contact" { (say!(words, "correction-contact")) }
                p.hint #contact-hint { (say!(words, "correction-contact-hint")) }
                (told("contact"))
                input #contact name="contact" type="text" autocomplete="email" value=(written.contact) maxlength=(Correction::CONTACT_CHARS)
                    aria-describedby=(described("contact")) aria-invalid=[fault("contact").map(|_| "true")];
            }
            div.trap aria-hidden="true" {
                label for="website" { (say!(words, "correction-trap")) }
                input #website name=(TRAP) type="text" tabindex="-1" autocomplete="off";
            }
            (told("send"))
            button.submit #send type="submit" { (say!(words, "correction-send")) }
        }
    }
}

fn thanks(visit: &Visit, area: &str, pharmacy: &Pharmacy) -> Page {
    let words = visit.words;
    let name = pharmacy.facts.name.as_str();
    let main = html! {
        h1 { (say!(words, "correction-thanks")) }
        p { (say!(words, "correction-thanks-help", time = tell::clock(visit.now.time()))) }
        p.next { a href=(visit.link(&format!("/p/{}", pharmacy.id), &[])) { (say!(words, "correction-back")) } }
    };
    Page { area: area.to_owned(), ..Page::new(say!(words, "correction-page", name = name), main) }
}
