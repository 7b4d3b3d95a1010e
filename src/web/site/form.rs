//! The one form.

use maud::{Markup, html};

use super::{
    ask::FROM,
    asked::{Asked, Field, RADII_M, When},
    tell,
    visit::Visit,
    words::say,
};
use crate::directory::Service;

/// The services a resident asks for, in the order they are offered; the pharmacy's page shows all.
const OFFERED: [Service; 14] = [
    Service::Class2Designated,
    Service::TestKits,
    Service::CovidDrugs,
    Service::EmergencyContraception,
    Service::EmergencyContraceptionOtc,
    Service::Narcotics,
    Service::HomeVisit,
    Service::HomeVisitAfterHours,
    Service::PediatricHome,
    Service::OnlineGuidance,
    Service::EPrescription,
    Service::Otc,
    Service::Materials,
    Service::Aseptic,
];

/// The name of a service in a resident's words.
pub fn service_key(service: Service) -> String {
    format!("service-{}", service.as_str())
}

/// Its place among the services a resident asks for; those nobody asks for come after.
pub fn rank(service: Service) -> usize {
    OFFERED.iter().position(|offered| *offered == service).unwrap_or(OFFERED.len())
}

/// The form, filled with what was asked.
pub fn form(visit: &Visit, asked: &Asked) -> Markup {
    let words = visit.words;
    html! {
        form.search action="/" method="get" role="search" {
            (place(visit, asked))
            (when(visit, asked))
            (more(visit, asked))
            @if let Some(lang) = visit.lang_param() { input type="hidden" name="lang" value=(lang); }
            button.submit type="submit" { (say!(words, "submit")) }
        }
    }
}

fn place(visit: &Visit, asked: &Asked) -> Markup {
    let words = visit.words;
    html! {
        div.field {
            label for="q" { (say!(words, "field-place")) }
            p.hint #q-hint { (say!(words, "field-place-hint")) }
            (fault(asked, Field::Place))
            input #q name="q" type="search" value=(asked.place) maxlength="200" autocomplete="off" enterkeyhint="search"
                aria-describedby=(described(asked, Field::Place, true))
                aria-invalid=[asked.fault(Field::Place).map(|_| "true")];
            @if let (Some(near), true) = (visit.value("near"), asked.near.is_some()) {
                input type="hidden" name="near" value=(near);
                input type="hidden" name="near_for" value=(asked.place);
                @if let Some(from) = visit.value(FROM.0) { input type="hidden" name=(FROM.0) value=(from); }
            }
            button.locate type="button" hidden data-locate
                data-asking=(say!(words, "locate-asking").plain())
                data-denied=(say!(words, "locate-denied").plain())
                data-failed=(say!(words, "locate-failed").plain()) { (say!(words, "locate")) }
            p.locate-note role="status" {}
        }
    }
}

fn when(visit: &Visit, asked: &Asked) -> Markup {
    let words = visit.words;
    html! {
        fieldset.when {
            legend { (say!(words, "field-when")) }
            div.choices {
                @for when in When::ALL {
                    @let id = format!("when-{}", when.as_str());
                    div {
                        input type="radio" name="when" id=(id) value=(when.as_str()) checked[when == asked.when];
                        label for=(id) { (say!(words, &id)) }
                    }
                }
            }
            // For browsers that cannot hide what follows while another time is chosen.
            p.hint.always { (say!(words, "when-at-hint")) }
            div.instant {
                (instant(visit, asked, Field::Date, "date", &asked.date))
                (instant(visit, asked, Field::Time, "time", &asked.time))
                (instant(visit, asked, Field::Until, "time", &asked.until))
            }
        }
    }
}

/// A date or time field. A value the browser would drop because it is impossible is kept in a text field.
fn instant(visit: &Visit, asked: &Asked, field: Field, kind: &str, value: &str) -> Markup {
    let words = visit.words;
    let faulty = asked.fault(field).is_some() && !value.is_empty();
    let today = visit.now.date().to_string();
    let value = if value.is_empty() && field == Field::Date { today.as_str() } else { value };
    let id = field.as_str();
    html! {
        div.field {
            label for=(id) { (say!(words, &format!("field-{id}"))) }
            (fault(asked, field))
            input id=(id) name=(id) type=(if faulty { "text" } else { kind }) value=(value)
                aria-describedby=[(field == Field::Until || asked.fault(field).is_some())
                    .then(|| described(asked, field, field == Field::Until))]
                aria-invalid=[asked.fault(field).map(|_| "true")];
            @if field == Field::Until { p.hint #until-hint { (say!(words, "field-until-hint")) } }
        }
    }
}

fn more(visit: &Visit, asked: &Asked) -> Markup {
    let words = visit.words;
    let extra = asked.services.iter().filter(|service| !OFFERED.contains(service));
    html! {
        details.more open[!asked.services.is_empty()] {
            summary {
                @if asked.services.is_empty() { (say!(words, "details")) }
                @else { (say!(words, "details-count", count = asked.services.len())) }
            }
            fieldset.services {
                legend { (say!(words, "field-services")) }
                p.hint { (say!(words, "field-services-hint")) }
                div.checks {
                    @for service in OFFERED.iter().chain(extra) {
                        @let id = format!("service-{}", service.as_str());
                        div {
                            input type="checkbox" name="service" id=(id) value=(service.as_str())
                                checked[asked.services.contains(service)];
                            label for=(id) { (say!(words, &service_key(*service))) }
                        }
                    }
                }
            }
            div.field {
                label for="radius_m" { (say!(words, "field-radius")) }
                select #radius_m name="radius_m" {
                    @for radius in radii(asked.radius_m) {
                        option value=(radius) selected[radius == asked.radius_m] { (tell::radius(words, radius)) }
                    }
                }
            }
        }
    }
}

/// The radii to choose from, and the one asked for in an address.
fn radii(asked: u32) -> Vec<u32> {
    let mut radii = RADII_M.to_vec();
    if !radii.contains(&asked) {
        radii.push(asked);
        radii.sort_unstable();
    }
    radii
}

fn fault(asked: &Asked, field: Field) -> Markup {
    html! {
        @if let Some(phrase) = asked.fault(field) {
            p.fault id=(format!("{}-fault", field.as_str())) { (phrase) }
        }
    }
}

fn described(asked: &Asked, field: Field, hint: bool) -> String {
    let id = field.as_str();
    match (hint, asked.fault(field).is_some()) {
        (true, true) => format!("{id}-fault {id}-hint"),
        (false, true) => format!("{id}-fault"),
        _ => format!("{id}-hint"),
    }
}
