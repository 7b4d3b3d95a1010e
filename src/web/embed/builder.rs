//! The page where a list is put together, looked at and copied; whole without a script.

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::{StatusCode, header},
    web::Data,
};
use maud::{Markup, html};

use super::{
    asked::{Asked, Refused},
    feeds, form,
    gather::gather,
    list::List,
    look::{Corrected, told},
    scripts,
    snippets::{self, Size},
};
use crate::{
    search::Snapshot,
    web::{
        App,
        site::{
            self, assets,
            lang::Lang,
            layout::{Page, document},
            visit::Visit,
            words::{Phrase, say},
        },
        snapshot::Current,
    },
};

/// The municipality chosen at first: the pilot's.
pub fn first_area(snapshot: &Snapshot) -> String {
    let mut areas = snapshot.areas().filter(|area| area.code.len() == 5 && !snapshot.in_area(&area.code).is_empty());
    areas.next().map_or_else(String::new, |area| area.code.clone())
}

/// The page; what its form says is in its address.
#[get("/embed")]
pub async fn show_builder(app: Data<App>, snapshot: Current, request: HttpRequest) -> HttpResponse {
    let visit = site::visit(&app, &request);
    let given = form::given(&visit, &snapshot, &app.live.gazetteer());
    let (status, asked, result) = match Asked::read(&given.query(&[]), &snapshot) {
        Ok(asked) => {
            let made = Made::of(&app, &snapshot, &visit, asked);
            let result = result(&visit, &made);
            (StatusCode::OK, made.asked, result)
        }
        Err((_, refused)) => (StatusCode::BAD_REQUEST, kept(&given, &refused, &snapshot), faults(&visit, &refused)),
    };
    let main = html! {
        h1 { (say!(visit.words, "embed-title")) }
        p.lead { (say!(visit.words, "embed-lead")) }
        div.workbench {
            (form::form(&visit, &snapshot, &asked, &given))
            div #result { (result) }
        }
    };
    let head = html! {
        link rel="stylesheet" href=(scripts::BUILDER_STYLE.path);
        script src=(scripts::BUILDER_SCRIPT.path) defer {}
    };
    let area = first_area(&snapshot);
    let title = say!(visit.words, "embed-title");
    send(&visit, status, &Page { listed: true, area, head: Some(head), ..Page::new(title, main) })
}

/// What else the form said than what is at fault, so that nobody fills it in anew.
fn kept(given: &form::Given, refused: &Refused, snapshot: &Snapshot) -> Asked {
    let at_fault: Vec<&str> = match refused {
        Refused::Unknown(_) => vec!["area", "association"],
        Refused::Faults(faults) => faults.iter().map(|fault| fault.parameter.as_ref()).collect(),
    };
    let rest = given.query(&at_fault);
    // Without any area there would be another fault.
    let rest = Asked::read(&rest, snapshot).or_else(|_| Asked::read(&format!("{rest}&near=0,0"), snapshot));
    rest.unwrap_or_default()
}

/// The page's policy is that of all pages, and it may frame its preview.
fn send(visit: &Visit, status: StatusCode, page: &Page) -> HttpResponse {
    let policy = format!("{}; frame-src 'self'", assets::CONTENT_SECURITY_POLICY);
    HttpResponse::build(status)
        .insert_header((header::CACHE_CONTROL, "private, max-age=60"))
        .insert_header((header::CONTENT_SECURITY_POLICY, policy))
        .insert_header((header::CONTENT_LANGUAGE, visit.words.lang().tag()))
        .insert_header((header::VARY, "Accept-Language"))
        .content_type("text/html; charset=utf-8")
        .body(document(visit, page).into_string())
}

/// A list that was put together.
struct Made {
    asked: Asked,
    list: List,
    /// In the list's own language.
    visit: Visit,
    title: String,
    place: String,
    map: bool,
}

impl Made {
    fn of(app: &App, snapshot: &Current, page: &Visit, asked: Asked) -> Self {
        // Japanese goes without saying: the pages a list links to then follow their reader.
        let asked = Asked { lang: asked.lang.filter(|lang| *lang != Lang::Ja), ..asked };
        let visit = super::routes::visit(app, asked.lang, page.now);
        let list = gather(snapshot, &app.live.embedding(), &asked, &visit);
        let place = snapshot.area(&list.area).map_or_else(String::new, |area| area.municipality.clone());
        Self { title: list.title.plain().into_owned(), place, map: page.value("map").is_some(), asked, list, visit }
    }
}

fn faults(visit: &Visit, refused: &Refused) -> Markup {
    let own = matches!(visit.words.lang(), Lang::Ja | Lang::Easy);
    html! {
        section.faults aria-labelledby="faults" {
            h2 #faults { (say!(visit.words, "fault-title")) }
            ul {
                @match refused {
                    Refused::Unknown(name) => { li { (say!(visit.words, "embed-unknown", name = name.as_str())) } },
                    Refused::Faults(faults) => {
                        @for fault in faults { li { (fault.parameter) ": " (if own { &fault.detail_ja } else { &fault.detail }) } }
                    },
                }
            }
        }
    }
}

fn result(visit: &Visit, made: &Made) -> Markup {
    let words = visit.words;
    let corrected = made.asked.look.palette().map(|(_, corrected)| corrected).unwrap_or_default();
    let address = format!("/embed/list?{}", made.asked.query());
    html! {
        @for one in &corrected { p.corrected role="note" { (correction(visit, one)) } }
        section aria-labelledby="preview" {
            h2 #preview { (say!(words, "embed-preview")) }
            p.hint { (say!(words, "embed-preview-help")) }
            iframe.preview src=(address) title=(made.title) height="560" {}
        }
        (ways(visit, made))
        (paper(visit, made))
        (terms(visit, made))
    }
}

fn correction(visit: &Visit, one: &Corrected) -> Phrase {
    let (asked, ratio, shown) = (one.asked.to_string(), told(one.contrast), one.shown.to_string());
    match one.name {
        "text" => say!(visit.words, "embed-corrected-text", asked = asked, ratio = ratio, shown = shown),
        _ => say!(visit.words, "embed-corrected-accent", asked = asked, ratio = ratio, shown = shown),
    }
}

fn ways(visit: &Visit, made: &Made) -> Markup {
    let words = visit.words;
    let (own, asked) = (&made.visit, &made.asked);
    let plain = Asked { plain: true, ..asked.clone() };
    let site = visit.absolute("");
    html! {
        section aria-labelledby="ways" {
            h2 #ways { (say!(words, "embed-ways")) }
            p { (say!(words, "embed-ways-help")) }
            (way(visit, "frame", &say!(words, "embed-way-frame"), &say!(words, "embed-way-frame-help"),
                &snippets::frame(own, &plain, &made.title, &Size::default()), &format!("frame-src {site}")))
            (way(visit, "fit", &say!(words, "embed-way-fit"), &say!(words, "embed-way-fit-help"),
                &snippets::fitting(own, asked, &made.title), &format!("frame-src {site}; script-src {site}")))
            (way(visit, "element", &say!(words, "embed-way-element"), &say!(words, "embed-way-element-help"),
                &snippets::element(own, asked, &made.title, &made.list.page, made.map),
                &element_policy(&site, made.map)))
            (server(visit, made))
            section.sri aria-labelledby="sri" {
                h3 #sri { (say!(words, "embed-sri")) }
                p.hint { (say!(words, "embed-sri-help")) }
                dl {
                    @for script in scripts::all().into_iter().filter(|script| script.old.is_none()) {
                        dt { (visit.absolute(script.path)) }
                        dd { code { (script.integrity()) } }
                    }
                }
            }
        }
    }
}

/// What the element needs of the page that takes it in; its map is a frame.
fn element_policy(site: &str, map: bool) -> String {
    let frame = if map { format!("; frame-src {site}") } else { String::new() };
    format!("script-src {site}; connect-src {site}{frame}")
}

fn way(visit: &Visit, id: &str, title: &Phrase, help: &Phrase, text: &str, policy: &str) -> Markup {
    html! {
        section.way aria-labelledby=(format!("way-{id}")) {
            h3 id=(format!("way-{id}")) { (title) }
            p { (help) }
            (copyable(visit, id, title, text))
            p.hint { (say!(visit.words, "embed-policy")) " " code { (policy) } }
        }
    }
}

/// A text to copy: selected by hand, or by the button that the script adds.
fn copyable(visit: &Visit, id: &str, label: &Phrase, text: &str) -> Markup {
    let rows = text.lines().map(|line| 1 + line.chars().count() / 60).sum::<usize>().clamp(1, 12);
    html! {
        div.copyable {
            textarea id=(format!("copy-{id}")) readonly rows=(rows) spellcheck="false" aria-label=(label.plain()) { (text) }
            button.copy type="button" hidden data-copy=(format!("copy-{id}")) data-copied=(say!(visit.words, "embed-copied").plain()) {
                (say!(visit.words, "embed-copy"))
            }
        }
    }
}

/// The addresses for systems that read on their own side.
fn server(visit: &Visit, made: &Made) -> Markup {
    let words = visit.words;
    let query = made.asked.query();
    let list = visit.absolute(&format!("/embed/list?{query}"));
    let endpoint = visit.absolute("/oembed");
    let fragment = visit.absolute(&format!("/embed/fragment?{query}"));
    html! {
        section.way aria-labelledby="way-server" {
            h3 #way-server { (say!(words, "embed-way-server")) }
            p { (say!(words, "embed-way-server-help")) }
            h4 { (say!(words, "embed-server-oembed")) }
            (copyable(visit, "oembed", &say!(words, "embed-server-oembed"), &list))
            p.hint { (say!(words, "embed-server-endpoint")) " " code { (endpoint) } }
            h4 { (say!(words, "embed-server-fragment")) }
            (copyable(visit, "fragment", &say!(words, "embed-server-fragment"), &fragment))
            @for feed in feeds::of(&made.asked) {
                @let title = say!(words, "embed-server-data", format = feed.name);
                h4 { (title) }
                (copyable(visit, feed.id, &title, &visit.absolute(&feed.path)))
            }
        }
    }
}

fn paper(visit: &Visit, made: &Made) -> Markup {
    let words = visit.words;
    let area = format!("/areas/{}", made.list.area);
    let code = say!(words, "embed-qr", area = made.place.as_str());
    html! {
        @if !made.list.area.is_empty() {
            section.paper-ways aria-labelledby="paper" {
                h2 #paper { (say!(words, "embed-paper")) }
                figure {
                    (site::paper::svg(&visit.absolute(&made.list.page), &code.plain()))
                    figcaption { b { (code) } br; (say!(words, "embed-qr-help")) }
                }
                ul {
                    li { a href=(format!("{area}/flyer.pdf")) { (say!(words, "embed-flyer")) } }
                    li { a href=(visit.link(&area, &[])) { (say!(words, "embed-area-page", area = made.place.as_str())) } }
                }
            }
        }
    }
}

fn terms(visit: &Visit, made: &Made) -> Markup {
    let words = visit.words;
    let url = visit.absolute("/");
    let own = made.visit.words;
    let attribution = say!(own, "embed-attribution-text", source = made.list.source.clone(), url = url.as_str());
    let statement = say!(own, "embed-statement-text", title = made.title.as_str(), url = url.as_str());
    html! {
        section.terms aria-labelledby="terms" {
            h2 #terms { (say!(words, "embed-terms")) }
            ul {
                li { (say!(words, "embed-term-free")) }
                li { (say!(words, "embed-term-lines")) }
                li { (say!(words, "embed-term-truth")) }
                li { (say!(words, "embed-term-privacy")) }
            }
            h3 { (say!(words, "embed-attribution")) }
            (copyable(visit, "attribution", &say!(words, "embed-attribution"), &attribution.plain()))
            h3 { (say!(words, "embed-statement")) }
            p { (say!(words, "embed-statement-help")) }
            (copyable(visit, "statement", &say!(words, "embed-statement"), &statement.plain()))
        }
    }
}
