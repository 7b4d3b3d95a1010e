//! What stands around every page: head, banner, languages, emergency numbers, foot.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{
    assets, emergency,
    lang::Lang,
    paper, tell,
    visit::Visit,
    words::{Phrase, say},
};

/// A page before the frame is put around it.
pub struct Page {
    /// What the tab and a shared link call it.
    pub title: Phrase,
    /// The five-digit area its emergency numbers are for; empty where it is not known.
    pub area: String,
    /// The instant from which what it says may be different; the script asks anew then.
    pub changes_at: Option<chrono::NaiveDateTime>,
    /// Whether search engines may list it.
    pub listed: bool,
    /// Whether a map may be opened on it.
    pub has_map: bool,
    /// JSON-LD, for machines that read pages.
    pub json_ld: Option<serde_json::Value>,
    /// What its head holds besides: a style, a script, how it is embedded.
    pub head: Option<Markup>,
    /// The page itself.
    pub main: Markup,
}

impl Page {
    /// A page that search engines leave out, with nothing but a title and a main part.
    pub fn new(title: Phrase, main: Markup) -> Self {
        Self {
            title,
            area: String::new(),
            changes_at: None,
            listed: false,
            has_map: false,
            json_ld: None,
            head: None,
            main,
        }
    }
}

/// The whole document.
pub fn document(visit: &Visit, page: &Page) -> Markup {
    let words = visit.words;
    let made = || {
        let date = tell::full_date(words, visit.now.date());
        say!(words, "at-date", date = date, time = tell::clock(visit.now.time()))
    };
    html! {
        (DOCTYPE)
        html lang=(words.lang().tag()) {
            (head(visit, page))
            body data-shown=[Some(visit.now.format("%Y-%m-%dT%H:%M:%S+09:00"))]
                data-changes=[page.changes_at.map(|at| at.format("%Y-%m-%dT%H:%M:%S+09:00"))]
                data-stale=(say!(words, "stale", time = made()).plain())
                data-offline=(say!(words, "offline", time = made()).plain())
                data-renewed=(say!(words, "renewed", time = made()).plain())
                data-unsure=(say!(words, "state-unknown").plain())
                data-reload=(say!(words, "reload").plain()) {
                a.skip href="#main" { (say!(words, "skip")) }
                (banner(visit))
                @if visit.is_for_print() { (desk(visit)) }
                (print_head(visit))
                main #main tabindex="-1" { (page.main) }
                (emergency::block(visit, &page.area))
                (foot(visit))
            }
        }
    }
}

fn head(visit: &Visit, page: &Page) -> Markup {
    let words = visit.words;
    html! {
        head {
            meta charset="utf-8";
            title { (say!(words, "title-page", title = page.title.plain()).plain()) }
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="description" content=(say!(words, "site-description").plain());
            meta name="color-scheme" content="light dark";
            meta name="theme-color" content="#000060";
            meta name="format-detection" content="telephone=no";
            @if !page.listed { meta name="robots" content="noindex"; }
            link rel="stylesheet" href=(assets::STYLE.path);
            link rel="stylesheet" href=(assets::PRINT.path) media=(if visit.is_for_print() { "all" } else { "print" });
            link rel="icon" type="image/svg+xml" href=(assets::ICON.path);
            link rel="manifest" href=(visit.link("/manifest.webmanifest", &[]));
            @for lang in Lang::ALL.into_iter().filter(|lang| *lang != Lang::Easy) {
                link rel="alternate" hreflang=(lang.tag()) href=(visit.absolute(&visit.in_language(lang)));
            }
            script src=(assets::SCRIPT.path) defer {}
            @if let Some(more) = &page.head { (more) }
            @if let Some(data) = &page.json_ld {
                script type="application/ld+json" { (PreEscaped(safe_json(data))) }
            }
        }
    }
}

/// JSON that cannot end the element it stands in.
fn safe_json(data: &serde_json::Value) -> String {
    data.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

fn banner(visit: &Visit) -> Markup {
    let words = visit.words;
    html! {
        header.banner {
            a.brand href=(visit.link("/", &[])) {
                span.name { (say!(words, "site-name")) }
                span.tagline { (say!(words, "site-tagline")) }
            }
            details.languages {
                summary {
                    @if words.lang() != Lang::En { span.own { (say!(words, "language")) " " } }
                    span lang="en" { "Language" }
                }
                ul {
                    @for lang in Lang::ALL {
                        li {
                            a href=(visit.in_language(lang)) hreflang=(lang.tag()) lang=(lang.tag())
                                aria-current=[(lang == words.lang()).then_some("true")] { (lang.own_name()) }
                        }
                    }
                }
            }
        }
    }
}

/// Above a page as it will be printed: the way back, and to the printer.
fn desk(visit: &Visit) -> Markup {
    let words = visit.words;
    html! {
        nav.desk aria-label=(say!(words, "print-preview").plain()) {
            button type="button" data-print hidden { (say!(words, "print")) }
            a href=(visit.changed(&[("view", None)])) { (say!(words, "print-back")) }
        }
    }
}

/// On paper only: when it was printed, and where the latest is.
fn print_head(visit: &Visit) -> Markup {
    let words = visit.words;
    let issued = say!(
        words,
        "print-issued",
        date = tell::full_date(words, visit.now.date()),
        time = tell::clock(visit.now.time())
    );
    html! {
        header.paper {
            div {
                p { b { (say!(words, "site-name")) " " (say!(words, "site-tagline")) } " " (issued) }
                p { (say!(words, "print-latest")) " " span.url { (visit.address()) } }
            }
            (paper::svg(&visit.encoded_address(), &say!(words, "print-latest-code").plain()))
        }
    }
}

fn foot(visit: &Visit) -> Markup {
    let words = visit.words;
    html! {
        footer.foot {
            p { (say!(words, "footer-about-text")) }
            ul {
                li { a href=(visit.link("/", &[])) { (say!(words, "home")) } }
                li { a href=(visit.link("/areas", &[])) { (say!(words, "areas-title")) } }
                li { a href=(visit.changed(&[("view", Some("print"))])) rel="nofollow" { (say!(words, "print-preview")) } }
                li { a href="/docs/" { (say!(words, "footer-api")) } }
            }
        }
    }
}
