//! The page of one pharmacy.

use chrono::NaiveTime;
use maud::{Markup, html};
use serde_json::{Value, json};

use super::{
    days::{self, Day},
    form::service_key,
    item::{address, association_name},
    map,
    notices::notices,
    state::{self, Moment},
    tell,
    visit::Visit,
    words::{Words, say},
};
use crate::{
    clock::JAPAN,
    directory::{Answer, Association, Facts, Membership, Pharmacy, Phone, PositionLevel},
    hours::{OpeningHoursSpecification, Reason, SchemaHours, Status},
};

/// What the page tells.
pub struct Shown<'a> {
    /// The pharmacy.
    pub pharmacy: &'a Pharmacy,
    /// Its state now.
    pub status: &'a Status,
    /// Today and the six days after.
    pub week: Vec<Day>,
    /// The next holidays and the year's end, beyond the week.
    pub special: Vec<Day>,
    /// Where a reader says what is wrong.
    pub correction: String,
    /// The associations, to name the sources.
    pub associations: Vec<&'a Association>,
}

impl Shown<'_> {
    /// Whether anything is known of the coming days; a table of days that are all unknown tells nothing.
    fn says_anything(&self) -> bool {
        self.week.iter().chain(&self.special).any(|day| day.reason != Some(Reason::NoHours))
    }
}

/// The page's main part.
pub fn page(moment: &Moment, shown: &Shown) -> Markup {
    let words = moment.words();
    let (pharmacy, facts) = (shown.pharmacy, &shown.pharmacy.facts);
    html! {
        article {
            h1 lang=[words.listed()] { (facts.name) }
            @if let Some((reading, lang)) = words.reading(facts.name_kana.as_deref()) { p.kana lang=(lang) { (reading) } }
            @else if let Some(kana) = &facts.name_kana { p.kana lang=[words.listed()] { (kana) } }
            @let spot = map::place(pharmacy);
            section.card data-live="now" aria-label=(say!(words, "pharmacy-now").plain())
                data-lat=[spot.map(|at| map::degrees(at.position.lat()))] data-lon=[spot.map(|at| map::degrees(at.position.lon()))]
                data-rough=[spot.filter(map::is_rough).map(|_| "")] {
                p.note { (say!(words, "moment-now", time = tell::clock(moment.at.time()))) }
                (state::line(moment, shown.status, None))
                p { (state::reason(words, shown.status.reason)) }
                @if shown.status.caution { p { (say!(words, "caution")) } }
                (state::calls(moment, facts, shown.status.state))
                p.first { (say!(words, "answer-phone-first")) }
            }
            @if shown.says_anything() {
                div data-live="days" { (coming(moment, shown)) }
                p.papers { a href=(format!("/v1/pharmacies/{}.ics", pharmacy.id)) { (say!(words, "pharmacy-ics")) } }
            }
            (listed(words, facts))
            (phones(words, facts))
            (place(words, pharmacy))
            @if spot.is_some() { (map::section(moment, None)) }
            (services(words, facts))
            (sources(words, shown))
            (nearby(moment.visit, pharmacy))
        }
        (notices(words))
    }
}

/// The coming days.
fn coming(moment: &Moment, shown: &Shown) -> Markup {
    let words = moment.words();
    html! {
            section aria-labelledby="week" {
                h2 #week { (say!(words, "pharmacy-week")) }
                (days::table(moment, &say!(words, "pharmacy-week-caption"), &shown.week))
            }
            @if !shown.special.is_empty() {
                section aria-labelledby="special" {
                    h2 #special { (say!(words, "pharmacy-holidays")) }
                    (days::table(moment, &say!(words, "pharmacy-holidays-caption"), &shown.special))
                }
            }
    }
}

/// The hours in the list's own words, with what could not be understood of them.
fn listed(words: Words, facts: &Facts) -> Markup {
    html! {
        section aria-labelledby="listed" {
            h2 #listed { (say!(words, "pharmacy-hours-listed")) }
            @if let Some(hours) = &facts.hours {
                p.listed lang=[words.listed()] { (hours.text) }
                @for note in &hours.reading.notes {
                    div.caveat { p { (say!(words, "caveat-hours", text = note.text.as_str())) } }
                }
            } @else {
                p { (say!(words, "pharmacy-hours-none")) }
            }
            @if let Some(hours) = &facts.home_visit_hours {
                h3 { (say!(words, "pharmacy-home-hours")) }
                p.listed lang=[words.listed()] { (hours.text) }
            }
            @if let Some(remarks) = &facts.remarks {
                h3 { (say!(words, "pharmacy-remarks")) }
                p.listed lang=[words.listed()] { (remarks) }
            }
        }
    }
}

fn phones(words: Words, facts: &Facts) -> Markup {
    let lines = [("phone-day", &facts.phone), ("phone-night", &facts.after_hours_phone)];
    let dial = |phone: &Phone| html! { a href=(format!("tel:{}", phone.digits())) { (phone) } };
    html! {
        section aria-labelledby="phones" {
            h2 #phones { (say!(words, "pharmacy-phones")) }
            @if lines.iter().all(|(_, phone)| phone.is_none()) { p { (say!(words, "phone-none")) } }
            dl.facts {
                @for (key, phone) in lines {
                    @if let Some(phone) = phone { dt { (say!(words, key)) } dd { (dial(phone)) } }
                }
                @if let Some(fax) = &facts.fax { dt { (say!(words, "pharmacy-fax")) } dd { (fax) } }
                @if let Some(url) = web_address(facts) {
                    dt { (say!(words, "pharmacy-url")) }
                    dd { a href=(url) rel="noreferrer nofollow" { (url) } }
                }
                @if let Some(email) = &facts.email { dt { (say!(words, "pharmacy-email")) } dd { (email) } }
            }
        }
    }
}

/// Its web site, if that is an address a browser may be sent to.
fn web_address(facts: &Facts) -> Option<&str> {
    facts.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://"))
}

fn place(words: Words, pharmacy: &Pharmacy) -> Markup {
    let facts = &pharmacy.facts;
    html! {
        section aria-labelledby="place" {
            h2 #place { (say!(words, "pharmacy-place")) }
            p { @if let Some(postal) = &facts.postal_code { "〒" (postal) " " } (address(words, pharmacy)) }
            @match facts.place.map(|place| place.level) {
                Some(PositionLevel::Building) => {},
                Some(PositionLevel::Town) => { p.note { (say!(words, "position-town")) } },
                Some(PositionLevel::Municipality) | None => { p.note { (say!(words, "position-municipality")) } },
            }
        }
    }
}

fn services(words: Words, facts: &Facts) -> Markup {
    html! {
        section aria-labelledby="services" {
            h2 #services { (say!(words, "pharmacy-services")) }
            @let (offered, others): (Vec<_>, Vec<_>) = facts.services.iter().partition(|(_, answer)| answer.is_offered());
            @if facts.services.is_empty() { p { (say!(words, "pharmacy-services-none")) } } @else {
                table {
                    thead { tr { th scope="col" { (say!(words, "services-item")) } th scope="col" { (say!(words, "services-answer")) } } }
                    tbody {
                        @for (service, answer) in offered.into_iter().chain(others) {
                            tr { th scope="row" { (say!(words, &service_key(*service))) } td { (answer_words(words, answer)) } }
                        }
                    }
                }
                p.hint { (say!(words, "pharmacy-services-unanswered")) }
            }
        }
    }
}

fn answer_words(words: Words, answer: &Answer) -> Markup {
    html! {
        @match answer {
            Answer::Yes => { (say!(words, "answer-yes")) },
            Answer::No => { (say!(words, "answer-no")) },
            Answer::PhoneOnly => { (say!(words, "answer-phone-only")) },
            Answer::Conditional(text) if text.is_empty() => { (say!(words, "answer-conditional-plain")) },
            Answer::Conditional(text) => { (say!(words, "answer-conditional", condition = text.as_str())) },
        }
    }
}

fn sources(words: Words, shown: &Shown) -> Markup {
    let pharmacy = shown.pharmacy;
    let day = |at: chrono::NaiveDateTime| tell::full_date(words, at.and_utc().with_timezone(&JAPAN).date_naive());
    html! {
        section aria-labelledby="sources" {
            h2 #sources { (say!(words, "pharmacy-sources")) }
            ul.sources {
                @for source in &pharmacy.sources {
                    @let association = shown.associations.iter().find(|association| association.id == source.association);
                    @let name = association.map_or(source.association.as_str(), |association| association_name(words, association));
                    li.card {
                        b { (say!(words, "source-listing", source = name)) }
                        @if let Some(valid) = source.valid_on {
                            br; (say!(words, "source-valid", date = tell::full_date(words, valid)))
                        }
                        br; (say!(words, "source-checked", date = day(source.checked_at)))
                        br; (say!(words, "source-changed", date = day(source.changed_at)))
                    }
                }
            }
            @if let Some(membership) = pharmacy.facts.membership {
                p { (say!(words, match membership { Membership::Member => "pharmacy-member", Membership::NonMember => "pharmacy-non-member" })) }
            }
            @if let Some(code) = &pharmacy.facts.pharmacy_code {
                p { (say!(words, "pharmacy-code")) " " (code) }
            }
            @if !pharmacy.sources.is_empty() { p.next { a href=(shown.correction) { (say!(words, "correction-link")) } } }
            p.papers { a href=(format!("/p/{}/door.pdf", pharmacy.id)) { (say!(words, "paper-door")) } }
        }
    }
}

/// A search around this pharmacy, for when it is closed.
fn nearby(visit: &Visit, pharmacy: &Pharmacy) -> Markup {
    let words = visit.words;
    html! {
        @if let Some(place) = pharmacy.facts.place.filter(|place| place.level != PositionLevel::Municipality) {
            @let near = format!("{:.5},{:.5}", place.position.lat(), place.position.lon());
            @let name = pharmacy.facts.name.as_str();
            p.next { a href=(visit.link("/", &[("q", name), ("near", &near), ("near_for", name)])) { (say!(words, "back-to-search")) } }
        }
    }
}

/// The pharmacy for machines that read pages: schema.org `Pharmacy`, with its hours as [`SchemaHours`] tells them;
/// `home` is the server's address.
pub fn json_ld(home: &str, pharmacy: &Pharmacy, hours: &SchemaHours) -> Value {
    let facts = &pharmacy.facts;
    let address = format!("{home}/p/{}", pharmacy.id);
    let international = |phone: &Phone| format!("+81{}", phone.digits().get(1..).unwrap_or_default());
    let place = facts.place.filter(|place| place.level == PositionLevel::Building).map(|place| place.position);
    let data = json!({
        "@context": "https://schema.org",
        "@type": "Pharmacy",
        "@id": address,
        "url": address,
        "name": facts.name,
        "telephone": facts.phone.as_ref().map(international),
        "faxNumber": facts.fax.as_ref().map(international),
        "sameAs": web_address(facts),
        "address": facts.address.as_ref().map(|street| json!({
            "@type": "PostalAddress",
            "addressCountry": "JP",
            "postalCode": facts.postal_code,
            "streetAddress": street,
        })),
        "geo": place.map(|at| json!({"@type": "GeoCoordinates", "latitude": at.lat(), "longitude": at.lon()})),
        "openingHoursSpecification": hours.regular.iter().map(specification).collect::<Vec<_>>(),
        "specialOpeningHoursSpecification": hours.special.iter().map(specification).collect::<Vec<_>>(),
    });
    without_gaps(data)
}

fn specification(hours: &OpeningHoursSpecification) -> Value {
    let time = |time: Option<NaiveTime>| time.map(|time| time.format("%H:%M").to_string());
    let days: Vec<String> = hours.days.iter().map(|day| format!("https://schema.org/{}", day.as_str())).collect();
    without_gaps(json!({
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": (!days.is_empty()).then_some(days),
        "opens": time(hours.opens),
        "closes": time(hours.closes),
        "validFrom": hours.valid_on.map(|date| date.to_string()),
        "validThrough": hours.valid_on.map(|date| date.to_string()),
    }))
}

/// An object without the members that say nothing.
fn without_gaps(mut data: Value) -> Value {
    if let Some(object) = data.as_object_mut() {
        object.retain(|_, value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()));
    }
    data
}
