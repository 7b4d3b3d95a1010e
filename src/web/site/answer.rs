//! The answer to a search: one sentence first, then the lists.

use chrono::{Days, NaiveDateTime, NaiveTime, TimeDelta};
use maud::{Markup, html};

use super::{
    asked::{Asked, RADII_M},
    form::{form, service_key},
    gather::SHOWN_ALL,
    item::{Item, Opening, item, join},
    map,
    notices::notices,
    state::Moment,
    tell,
    words::{Phrase, say},
};
use crate::{
    directory::{Association, Position},
    search::Hit,
};

/// One list of an answer.
#[derive(Default)]
pub struct Section<'a> {
    /// Its pharmacies, nearest first.
    pub hits: Vec<Hit<'a>>,
    /// How many there are in all.
    pub total: usize,
}

/// What the lists are about.
pub enum Subject {
    /// What is within the radius of a place, by the place's name.
    Around(String),
    /// What lies in a municipality, by its name.
    In(String),
    /// What carries these words in its name or address.
    Named(String),
}

impl Subject {
    /// The words that stand for the place in a sentence.
    fn place(&self) -> &str {
        match self {
            Self::Around(place) | Self::In(place) | Self::Named(place) => place,
        }
    }
}

/// The other way to read a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Also {
    /// As the name of a place (`by=place`).
    Place,
    /// As the name of a pharmacy (`by=name`).
    Name,
}

/// Everything found for a question.
pub struct Answer<'a> {
    /// What it is about.
    pub subject: Subject,
    /// Open at the moment, or for all of the interval.
    pub open: Section<'a>,
    /// Answering by telephone.
    pub on_call: Section<'a>,
    /// In some state at the start of the interval and not to its end; filled when an interval is asked about.
    pub partial: Section<'a>,
    /// Not said by the sources.
    pub unknown: Section<'a>,
    /// Closed; listed only where a name was asked for.
    pub closed: Section<'a>,
    /// The next to open nearby, soonest first; filled when nothing is open.
    pub next: Vec<Hit<'a>>,
    /// Open beyond the radius, nearest first; filled when nothing is open.
    pub farther: Vec<Hit<'a>>,
    /// Whether the same words also name a place, or a pharmacy: the other way to read the question.
    pub also: Option<Also>,
    /// The point asked about.
    pub here: Option<Position>,
    /// Whether any listed pharmacy is near enough for the lists to speak of the place.
    pub is_covered: bool,
    /// Which page of the lists is shown, from 1; `None` for their beginnings.
    pub page: Option<usize>,
    /// The associations, to name the sources.
    pub associations: Vec<&'a Association>,
}

/// The title of the page.
pub fn title(moment: &Moment, answer: &Answer) -> Phrase {
    let (words, when) = (moment.words(), when(moment));
    match &answer.subject {
        Subject::Around(place) => say!(words, "answer-title", place = place.as_str(), moment = when),
        Subject::In(place) => say!(words, "answer-title-area", place = place.as_str(), moment = when),
        Subject::Named(place) => say!(words, "answer-title-name", place = place.as_str(), moment = when),
    }
}

/// The page's main part.
pub fn page(moment: &Moment, asked: &Asked, answer: &Answer) -> Markup {
    let words = moment.words();
    html! {
        (sentence(moment, asked, answer))
        details.again {
            summary { (say!(words, "change")) }
            (form(moment.visit, asked))
        }
        div data-live="lists" { (lists(moment, asked, answer)) }
        (map::section(moment, answer.here))
        (other_ways(moment, asked, answer))
        (notices(words))
    }
}

/// `23:40現在`, `11月23日(月・祝) 19:30`.
fn when(moment: &Moment) -> Phrase {
    let words = moment.words();
    let date = tell::date(words, moment.at.date(), &moment.calendar.holidays);
    let time = tell::clock(moment.at.time());
    match moment.until {
        Some(until) => say!(words, "moment-span", date = date, time = time, until = moment.instant(until)),
        None if moment.is_expected() => say!(words, "moment-at", date = date, time = time),
        None => say!(words, "moment-now", time = time),
    }
}

/// The one sentence, as the page's heading, and what to do about it.
fn sentence(moment: &Moment, asked: &Asked, answer: &Answer) -> Markup {
    let words = moment.words();
    html! {
        div.answer data-live="answer" {
            h1 { (headline(moment, asked, answer)) }
            @if !answer.is_covered { p { b { (say!(words, "answer-uncovered")) } } }
            @if let (Some(hit), Subject::Around(_), None | Some(1)) = (answer.open.hits.first(), &answer.subject, answer.page) {
                @let facts = &hit.pharmacy.facts;
                p.nearest {
                    (say!(words, "answer-nearest", name = words.named(&facts.name, facts.name_kana.as_deref()),
                        distance = hit.distance_m.map_or_else(|| say!(words, "verbatim", text = ""), |m| tell::distance(words, m))))
                }
            }
            @if answer.open.total == 0 && !matches!(answer.subject, Subject::Named(_)) {
                @if answer.on_call.total > 0 {
                    p { (say!(words, "answer-none-on-call", count = answer.on_call.total)) }
                } @else if answer.unknown.total > 0 {
                    p { (say!(words, "answer-none-unknown", count = answer.unknown.total)) }
                }
                p { a href="#emergency" { (say!(words, "emergency-below")) } }
            }
            p.first { (say!(words, "answer-phone-first")) }
            @if !asked.services.is_empty() {
                @let services = join(words, asked.services.iter().map(|service| say!(words, &service_key(*service))));
                p { (say!(words, "asked-services", services = services)) }
            }
            @if moment.at < moment.visit.now - TimeDelta::minutes(1) { p.note { (say!(words, "note-past")) } }
        }
    }
}

fn headline(moment: &Moment, asked: &Asked, answer: &Answer) -> Phrase {
    let (words, place) = (moment.words(), answer.subject.place());
    let open = &answer.open;
    if let Subject::Named(_) = answer.subject {
        let sections = [open, &answer.on_call, &answer.partial, &answer.unknown, &answer.closed];
        let count: usize = sections.iter().map(|section| section.total).sum();
        return say!(words, "answer-name", place = place, count = count);
    }
    let within = match answer.subject {
        Subject::In(_) => say!(words, "within-area", place = place),
        _ => say!(words, "within-radius", place = place, radius = tell::radius(words, asked.radius_m)),
    };
    let key = match (open.total == 0, moment.is_expected() || moment.until.is_some()) {
        (true, _) => "answer-none",
        (false, false) => "answer-open",
        (false, true) => "answer-open-expected",
    };
    say!(words, key, moment = when(moment), within = within, count = open.total)
}

fn lists(moment: &Moment, asked: &Asked, answer: &Answer) -> Markup {
    let words = moment.words();
    let expected = moment.is_expected();
    let title = |now, then| if expected { say!(words, then) } else { say!(words, now) };
    let list = |id: &str, title: Phrase, help: Option<Phrase>, section: &Section| {
        let heading = Heading { id, title, help, total: Some(section.total) };
        section_list(moment, asked, answer, &heading, &section.hits)
    };
    let plain = |id: &str, title: Phrase, hits: &[Hit]| {
        let heading = Heading { id, title, help: None, total: None };
        section_list(moment, asked, answer, &heading, hits)
    };
    html! {
        (list("open", title("section-open", "section-open-expected"), None, &answer.open))
        (list("on-call", say!(words, "section-on-call"), Some(say!(words, "section-on-call-help")), &answer.on_call))
        (list("partial", say!(words, "section-partial"), Some(say!(words, "section-partial-help")), &answer.partial))
        (plain("farther", title("section-farther", "section-farther-expected"), &answer.farther))
        (plain("next", say!(words, "section-next"), &answer.next))
        (list("unknown", say!(words, "section-unknown"), Some(say!(words, "section-unknown-help")), &answer.unknown))
        (list("closed", say!(words, "section-closed"), None, &answer.closed))
    }
}

/// Which openings of its pharmacies a list tells.
fn opening(moment: &Moment, list: &str) -> Opening {
    match (list, moment.until) {
        ("next", _) => Opening::Next,
        ("partial", Some(until)) => Opening::Before(until),
        _ => Opening::Untold,
    }
}

struct Heading<'a> {
    id: &'a str,
    title: Phrase,
    help: Option<Phrase>,
    total: Option<usize>,
}

fn section_list(moment: &Moment, asked: &Asked, answer: &Answer, heading: &Heading, hits: &[Hit]) -> Markup {
    let words = moment.words();
    html! {
        @if !hits.is_empty() {
            section.list aria-labelledby=(heading.id) {
                h2 id=(heading.id) {
                    (heading.title)
                    @if let Some(total) = heading.total { " " span.count { (say!(words, "section-count", count = total)) } }
                }
                @if let Some(help) = &heading.help { p.hint { (help) } }
                ol {
                    @for hit in hits {
                        @let shown = Item { pharmacy: hit.pharmacy, distance_m: hit.distance_m, status: &hit.status, opening: opening(moment, heading.id) };
                        (item(moment, &shown, &asked.services, &answer.associations))
                    }
                }
                @if let Some(total) = heading.total { (rest(moment, answer.page, heading.id, hits.len(), total)) }
            }
        }
    }
}

/// The way to the rest of a list: from its beginning to all of it, from page to page.
fn rest(moment: &Moment, page: Option<usize>, id: &str, shown: usize, total: usize) -> Markup {
    let (words, visit) = (moment.words(), moment.visit);
    let to = |page: usize| {
        let page = (page > 1).then(|| page.to_string());
        format!("{}#{id}", visit.changed(&[("all", Some("1")), ("page", page.as_deref())]))
    };
    html! {
        @match page {
            _ if total <= shown => {},
            None => { p.next { a href=(to(1)) { (say!(words, "show-more")) } } },
            Some(page) => {
                @let before = (page - 1) * SHOWN_ALL;
                p.hint { (say!(words, "section-range", from = before + 1, to = before + shown, total = total)) }
                @if page > 1 { p.next { a href=(to(page - 1)) rel="prev" { (say!(words, "show-previous")) } } }
                @if before + shown < total { p.next { a href=(to(page + 1)) rel="next" { (say!(words, "show-next")) } } }
            },
        }
    }
}

/// Links to ask a little differently: wider, at another time, without the services, at the place of that name.
fn other_ways(moment: &Moment, asked: &Asked, answer: &Answer) -> Markup {
    let (words, visit) = (moment.words(), moment.visit);
    let wider = RADII_M.into_iter().find(|radius| *radius > asked.radius_m);
    let around = matches!(answer.subject, Subject::Around(_));
    html! {
        nav.ways aria-label=(say!(words, "other-ways").plain()) {
            h2 { (say!(words, "other-ways")) }
            ul {
                @match answer.also {
                    Some(Also::Place) => { li { a href=(visit.changed(&[("by", Some("place"))])) { (say!(words, "also-place", place = asked.place.as_str())) } } },
                    Some(Also::Name) => { li { a href=(visit.changed(&[("by", Some("name"))])) { (say!(words, "also-name")) } } },
                    None => {},
                }
                @if let (Some(radius), true) = (wider, around) {
                    @let metres = radius.to_string();
                    li { a href=(visit.changed(&[("radius_m", Some(&metres)), ("all", None), ("page", None)])) {
                        (say!(words, "wider", radius = tell::radius(words, radius)))
                    } }
                }
                @if !asked.services.is_empty() {
                    li { a href=(visit.changed(&[("service", None)])) { (say!(words, "without-services")) } }
                }
                @for at in other_times(moment) {
                    @let (date, time) = (at.date().to_string(), at.format("%H:%M").to_string());
                    @let changes = [("when", Some("at")), ("date", Some(date.as_str())), ("time", Some(time.as_str())), ("until", None)];
                    li { a href=(visit.changed(&changes)) {
                        (say!(words, "ask-at", date = tell::date(words, at.date(), &moment.calendar.holidays), time = tell::clock(at.time())))
                    } }
                }
            }
        }
    }
}

/// The next few times people ask about: this evening, late, and the coming morning and noon.
fn other_times(moment: &Moment) -> Vec<NaiveDateTime> {
    let hours = [20, 22, 24, 24 + 9, 24 + 12, 24 + 20];
    let midnight = moment.at.date().and_time(NaiveTime::MIN);
    let times = hours.into_iter().map(|hour| midnight + TimeDelta::hours(hour));
    let last = moment.calendar.holidays.horizon().checked_sub_days(Days::new(1));
    times
        .filter(|at| *at > moment.at + TimeDelta::minutes(30) && last.is_some_and(|last| at.date() <= last))
        .take(4)
        .collect()
}
