//! One pharmacy of a list.

use chrono::NaiveDateTime;
use maud::{Markup, html};

use super::{
    form::{rank, service_key},
    map,
    state::{self, Moment},
    tell,
    words::{Phrase, Words, say},
};
use crate::{
    clock::JAPAN,
    directory::{Answer, Association, Facts, Pharmacy, PositionLevel, Service},
    hours::{Reason, State, Status},
};

/// How many services a list names; the pharmacy's own page has them all.
const SERVICES_SHOWN: usize = 4;

/// How much of the listed hours a list shows, characters.
const LISTED_SHOWN: usize = 60;

/// One pharmacy as a list shows it.
pub struct Item<'a> {
    /// The pharmacy.
    pub pharmacy: &'a Pharmacy,
    /// Metres from the place asked about.
    pub distance_m: Option<f64>,
    /// Its state at the moment.
    pub status: &'a Status,
    /// Which opening is told beside the state.
    pub opening: Opening,
}

/// Which opening a list tells of each pharmacy beside its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// None.
    Untold,
    /// The next, whenever it is.
    Next,
    /// The next, where it is before the end of the interval asked about.
    Before(NaiveDateTime),
}

impl Opening {
    /// The words for it; what a closed pharmacy's state says anyhow is not said twice.
    fn told(self, moment: &Moment, status: &Status) -> Option<Phrase> {
        let (words, at) = (moment.words(), status.next_open?);
        match self {
            Self::Next if status.state != State::Closed => Some(state::opens(moment, status, at)),
            Self::Before(end) if at < end && status.state != State::Closed => {
                Some(say!(words, "opens-from", time = moment.instant(at)))
            }
            _ => None,
        }
    }
}

/// The pharmacy as an element of an ordered list. `asked` are the services the person needs: they are named first.
pub fn item(moment: &Moment, item: &Item, asked: &[Service], associations: &[&Association]) -> Markup {
    let words = moment.words();
    let facts = &item.pharmacy.facts;
    let page = moment.visit.link(&format!("/p/{}", item.pharmacy.id), &[]);
    let place = map::place(item.pharmacy);
    html! {
        li.item data-lat=[place.map(|at| map::degrees(at.position.lat()))] data-lon=[place.map(|at| map::degrees(at.position.lon()))]
            data-rough=[place.filter(map::is_rough).map(|_| "")] {
            (state::line(moment, item.status, item.distance_m))
            h3 { a href=(page) lang=[words.listed()] { (facts.name) } }
            @if let Some((reading, lang)) = words.reading(facts.name_kana.as_deref()) { p.reading lang=(lang) { (reading) } }
            (how_far(words, item))
            @if let Some(opens) = item.opening.told(moment, item.status) { p.opens { (opens) } }
            (state::calls(moment, facts, item.status.state))
            (caveats(moment, item))
            dl.facts {
                dt { (say!(words, "address")) } dd { (address(words, item.pharmacy)) }
                @if let Some(services) = services(words, facts, asked) { dt { (say!(words, "services")) } dd { (services) } }
            }
            p.confirmed {
                (confirmed(words, item.pharmacy, associations)) " "
                a href=(page) aria-label=(say!(words, "more-about-name", name = facts.name.as_str()).plain()) {
                    (say!(words, "more-about"))
                }
            }
        }
    }
}

fn how_far(words: Words, item: &Item) -> Markup {
    let level = item.pharmacy.facts.place.map(|place| place.level);
    html! {
        @if let (Some(metres), Some(PositionLevel::Building | PositionLevel::Town)) = (item.distance_m, level) {
            p.far {
                @match tell::walk_minutes(metres) {
                    Some(minutes) => {
                        (say!(words, "far", distance = tell::distance(words, metres), walk = say!(words, "walk", minutes = minutes)))
                    },
                    None => { (tell::distance(words, metres)) },
                }
                @if level == Some(PositionLevel::Town) { span.note { " " (say!(words, "distance-town")) } }
            }
        }
    }
}

/// What a person must know besides the state: why it is not an ordinary day, and the list's own words.
fn caveats(moment: &Moment, item: &Item) -> Markup {
    let words = moment.words();
    let ordinary = matches!(
        item.status.reason,
        Reason::Weekly
            | Reason::OnCall
            | Reason::OnDuty
            | Reason::NthWeekday
            | Reason::HolidayStated
            | Reason::SeasonStated
            | Reason::ExceptionHours
    );
    // That one on call is on call is said by its state, and above all of them.
    let is_told = matches!(item.status.reason, Reason::Weekly | Reason::OnCall);
    let facts = &item.pharmacy.facts;
    let notes = facts.hours.iter().flat_map(|hours| &hours.reading.notes);
    let listed = facts.hours.as_ref().filter(|_| item.status.state == State::Unknown);
    html! {
        @if ordinary && !is_told { p.why { (state::reason(words, item.status.reason)) } }
        @if !ordinary || item.status.caution || facts.hours.as_ref().is_some_and(|hours| !hours.reading.notes.is_empty()) {
            div.caveat {
                @if !ordinary { p { (state::reason(words, item.status.reason)) } }
                @if item.status.caution { p { (say!(words, "caution")) } }
                @if let Some(hours) = listed {
                    p { (say!(words, "caveat-hours", text = shortened(&hours.text))) }
                } @else {
                    @for note in notes { p { (say!(words, "caveat-hours", text = note.text.as_str())) } }
                }
            }
        }
    }
}

/// The start of a long text; the pharmacy's own page has all of it.
fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LISTED_SHOWN) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or(&line)),
        None => line,
    }
}

/// The address with a link to the map of the person's device; by coordinates only where they are the building's.
pub fn address(words: Words, pharmacy: &Pharmacy) -> Markup {
    let facts = &pharmacy.facts;
    let exact = facts.place.filter(|place| place.level == PositionLevel::Building).map(|place| place.position);
    let target = match (exact, &facts.address) {
        (Some(position), _) => Some(format!("{:.6},{:.6}", position.lat(), position.lon())),
        (None, address) => address.clone(),
    };
    html! {
        @match &facts.address {
            Some(address) => { span lang=[words.listed()] { (address) } },
            None => { (say!(words, "address-none")) },
        }
        @if let Some(target) = target {
            @let query = form_urlencoded::Serializer::new(String::new())
                .append_pair("api", "1").append_pair("query", &target).finish();
            " " a.map href=(format!("https://www.google.com/maps/search/?{query}")) rel="noreferrer"
                aria-label=(say!(words, "map-of", name = facts.name.as_str()).plain()) { (say!(words, "map")) }
        }
    }
}

/// The services offered in one line, each with its condition: those asked for first, then as the form asks for them.
fn services(words: Words, facts: &Facts, asked: &[Service]) -> Option<Phrase> {
    let offered = |service: &&(Service, Answer)| service.1.is_offered() && service.0 != Service::AfterHours;
    let (mut named, mut rest): (Vec<_>, Vec<_>) =
        facts.services.iter().filter(offered).partition(|(service, _)| asked.contains(service));
    let left = rest.len().saturating_sub(SERVICES_SHOWN);
    rest.sort_by_key(|(service, _)| rank(*service));
    named.extend(rest.into_iter().take(SERVICES_SHOWN));
    if named.is_empty() {
        return None;
    }
    let list = join(words, named.into_iter().map(|(service, answer)| service_answer(words, *service, answer)));
    Some(if left > 0 { say!(words, "services-and-more", services = list, count = left) } else { list })
}

/// A service with the condition of its answer.
pub fn service_answer(words: Words, service: Service, answer: &Answer) -> Phrase {
    let name = say!(words, &service_key(service));
    match answer {
        Answer::Conditional(text) if !text.is_empty() => {
            say!(words, "service-named-conditional", service = name, condition = text.as_str())
        }
        Answer::Conditional(_) => {
            let condition = say!(words, "answer-conditional-plain");
            say!(words, "service-named-conditional", service = name, condition = condition)
        }
        Answer::PhoneOnly => say!(words, "service-named-phone-only", service = name),
        Answer::Yes | Answer::No => name,
    }
}

/// Words joined as the language lists them.
pub fn join(words: Words, parts: impl Iterator<Item = Phrase>) -> Phrase {
    parts
        .reduce(|list, next| say!(words, "list-and", list = list, next = next))
        .unwrap_or_else(|| say!(words, "verbatim", text = ""))
}

/// When it was last confirmed, and whose word it is.
pub fn confirmed(words: Words, pharmacy: &Pharmacy, associations: &[&Association]) -> Markup {
    html! {
        @if let Some(source) = pharmacy.sources.first() {
            @let checked = source.checked_at.and_utc().with_timezone(&JAPAN).date_naive();
            span { (say!(words, "confirmed", date = tell::full_date(words, checked))) }
            @if let Some(association) = associations.iter().find(|association| association.id == source.association) {
                @let name = association_name(words, association);
                " " span { (say!(words, "confirmed-by", source = name)) }
            }
        }
    }
}

/// An association's name in the language of the page: Japanese readers the Japanese one, others the English one.
pub fn association_name(words: Words, association: &Association) -> &str {
    if words.lang().tag() == "ja" || association.name_en.is_empty() { &association.name } else { &association.name_en }
}
