//! The form in which a list is put together.

use maud::{Markup, html};

use super::{
    asked::{Asked, LIMIT_MAX, View, When},
    look::{SIZES, Theme},
};
use crate::{
    directory::Service,
    search::{Gazetteer, PlaceKind, Snapshot},
    web::site::{
        ask::Choice,
        asked::RADII_M,
        form::service_key,
        item::association_name,
        lang::Lang,
        places, tell,
        visit::Visit,
        words::{Phrase, Words, say},
    },
};

/// The services offered in the form; an address may name any.
const OFFERED: [Service; 8] = [
    Service::CovidDrugs,
    Service::TestKits,
    Service::Class2Designated,
    Service::EmergencyContraception,
    Service::Narcotics,
    Service::HomeVisit,
    Service::OnlineGuidance,
    Service::Disaster,
];

/// The parameters of a list as the form gives them.
pub struct Given {
    pairs: Vec<(&'static str, String)>,
    /// That the place is not known, or that there are several of its name.
    pub fault: Option<Phrase>,
    /// The places of that name, to choose from.
    pub choices: Vec<Choice>,
}

impl Given {
    /// The query of the list, without what these names say.
    pub fn query(&self, left_out: &[&str]) -> String {
        let mut pairs: Vec<&(&str, String)> = self.pairs.iter().collect();
        pairs.retain(|(name, _)| !left_out.contains(name));
        let pairs = pairs.into_iter().map(|(name, value)| (*name, value.as_str()));
        form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
    }
}

/// The query of the list that the form describes: the place becomes a point, unused colours are left out.
pub fn given(visit: &Visit, snapshot: &Snapshot, gazetteer: &Gazetteer) -> Given {
    let mut pairs: Vec<(&str, String)> = Vec::new();
    for name in ["area", "association", "when", "view", "limit", "theme", "font_size"] {
        pairs.extend(visit.value(name).map(|value| (name, value.to_owned())));
    }
    pairs.extend(visit.values("service").map(|service| ("service", service.to_owned())));
    pairs.extend(visit.value("language").map(|lang| ("lang", lang.to_owned())));
    if visit.value("colours").is_some() {
        for name in ["text", "background", "accent"] {
            pairs.extend(visit.value(name).map(|value| (name, value.to_owned())));
        }
    }
    let (near, fault, choices) = place(visit, snapshot, gazetteer);
    if let Some(near) = near {
        pairs.push(("near", near));
        pairs.extend(visit.value("radius_m").map(|radius| ("radius_m", radius.to_owned())));
    }
    if pairs.iter().all(|(name, _)| !["area", "association", "near"].contains(name)) {
        pairs.push(("area", super::builder::first_area(snapshot)));
    }
    Given { pairs, fault, choices }
}

/// The point that the place means, or what is the matter and between which places to choose.
fn place(visit: &Visit, snapshot: &Snapshot, gazetteer: &Gazetteer) -> (Option<String>, Option<Phrase>, Vec<Choice>) {
    let Some(place) = visit.value("place").map(str::trim).filter(|place| !place.is_empty()) else {
        return (None, None, Vec::new());
    };
    if let Some(chosen) = chosen(visit) {
        return (Some(chosen.to_owned()), None, Vec::new());
    }
    let place: String = place.chars().take(100).collect();
    let mut hits = snapshot.places(gazetteer, &place).hits;
    hits.retain(|hit| hit.kind != PlaceKind::Pharmacy);
    match (hits.first(), places::choices(&hits)) {
        (None, _) => (None, Some(say!(visit.words, "embed-form-place-unknown", place = place)), Vec::new()),
        (_, Some(choices)) => (None, Some(say!(visit.words, "choices", place = place)), choices),
        (Some(hit), None) => (Some(format!("{:.4},{:.4}", hit.position.lat(), hit.position.lon())), None, Vec::new()),
    }
}

/// The point chosen among places of one name, for the place as now written.
fn chosen(visit: &Visit) -> Option<&str> {
    visit.value("near").filter(|_| visit.value("near_for") == visit.value("place"))
}

/// The form, filled with what was chosen.
pub fn form(visit: &Visit, snapshot: &Snapshot, asked: &Asked, given: &Given) -> Markup {
    let words = visit.words;
    html! {
        form.builder action="/embed" method="get" {
            fieldset { legend { (say!(words, "embed-form-what")) } (what(visit, snapshot, asked, given)) }
            fieldset { legend { (say!(words, "embed-form-look")) } (look(visit, asked)) }
            @if let Some(lang) = visit.lang_param() { input type="hidden" name="lang" value=(lang); }
            button.submit type="submit" { (say!(words, "embed-form-submit")) }
        }
    }
}

/// The places of one name, each leading to the same form for it.
fn several(visit: &Visit, choices: &[Choice]) -> Markup {
    html! {
        @if !choices.is_empty() {
            ul.several {
                @for choice in choices {
                    @let near = choice.position.map(|at| format!("{:.4},{:.4}", at.lat(), at.lon()));
                    @let changes = [("near", near.as_deref()), ("near_for", visit.value("place"))];
                    li { a href=(visit.changed(&changes)) {
                        (choice.name)
                        @if !choice.area.is_empty() { " " (say!(visit.words, "in-area", area = choice.area.as_str())) }
                        @if let Some(kind) = choice.kind { " " span.note { (say!(visit.words, kind)) } }
                    } }
                }
            }
        }
    }
}

fn what(visit: &Visit, snapshot: &Snapshot, asked: &Asked, given: &Given) -> Markup {
    let (words, fault) = (visit.words, given.fault.as_ref());
    let areas = snapshot.areas().filter(|area| area.code.len() == 5 && !snapshot.in_area(&area.code).is_empty());
    html! {
        div.field {
            label for="area" { (say!(words, "embed-form-area")) }
            select #area name="area" {
                @for area in areas { option value=(area.code) selected[asked.area.as_deref() == Some(&area.code)] { (area.municipality) } }
            }
        }
        div.field {
            label for="association" { (say!(words, "embed-form-association")) }
            select #association name="association" {
                option value="" { (say!(words, "embed-form-all")) }
                @for one in snapshot.associations() {
                    option value=(one.id) selected[asked.association.as_ref() == Some(&one.id)] { (association_name(words, one)) }
                }
            }
        }
        div.field {
            label for="place" { (say!(words, "embed-form-place")) }
            p.hint #place-hint { (say!(words, "embed-form-place-hint")) }
            @if let Some(fault) = fault { p.fault #place-fault { (fault) } }
            input #place name="place" type="text" maxlength="100" value=[visit.value("place")]
                aria-describedby=(if fault.is_some() { "place-fault place-hint" } else { "place-hint" })
                aria-invalid=[fault.map(|_| "true")];
            @if let Some(near) = chosen(visit) {
                input type="hidden" name="near" value=(near);
                input type="hidden" name="near_for" value=[visit.value("place")];
            }
            (several(visit, &given.choices))
        }
        (select("radius_m", &say!(words, "field-radius"), RADII_M.map(|m| (m.to_string(), tell::radius(words, m))), &asked.radius_m.to_string()))
        (select("when", &say!(words, "field-when"), [
            ("now".to_owned(), say!(words, "when-now")), ("tonight".to_owned(), say!(words, "embed-form-when-tonight")),
        ], if asked.when == When::Tonight { "tonight" } else { "now" }))
        (services(words, asked))
    }
}

fn services(words: Words, asked: &Asked) -> Markup {
    let extra = asked.services.iter().filter(|service| !OFFERED.contains(service));
    html! {
        details.more open[!asked.services.is_empty()] {
            summary { (say!(words, "field-services")) }
            div.checks {
                @for service in OFFERED.iter().chain(extra) {
                    @let id = format!("service-{}", service.as_str());
                    div {
                        input type="checkbox" name="service" id=(id) value=(service.as_str()) checked[asked.services.contains(service)];
                        label for=(id) { (say!(words, &service_key(*service))) }
                    }
                }
            }
        }
    }
}

fn look(visit: &Visit, asked: &Asked) -> Markup {
    let words = visit.words;
    let theme = |theme: Theme| match theme {
        Theme::Auto => say!(words, "embed-form-theme-auto"),
        Theme::Light => say!(words, "embed-form-theme-light"),
        Theme::Dark => say!(words, "embed-form-theme-dark"),
    };
    let percent = |size: u32| (size.to_string(), say!(words, "verbatim", text = format!("{size} %")));
    html! {
        div.field {
            label for="language" { (say!(words, "embed-form-language")) }
            select #language name="language" {
                @for lang in Lang::ALL {
                    option value=(lang.as_str()) lang=(lang.tag()) selected[lang == asked.lang()] { (lang.own_name()) }
                }
            }
        }
        (select("view", &say!(words, "embed-form-view"), [
            ("full".to_owned(), say!(words, "embed-form-view-full")), ("compact".to_owned(), say!(words, "embed-form-view-compact")),
        ], if asked.view == View::Compact { "compact" } else { "full" }))
        div.field {
            label for="limit" { (say!(words, "embed-form-limit")) }
            input #limit name="limit" type="number" min="1" max=(LIMIT_MAX) value=(asked.limit);
        }
        (select("theme", &say!(words, "embed-form-theme"), Theme::ALL.map(|one| (one.as_str().to_owned(), theme(one))), asked.look.theme.as_str()))
        (select("font_size", &say!(words, "embed-form-size"), SIZES.map(percent), &asked.look.size.unwrap_or(100).to_string()))
        (colours(visit, asked))
        div.checks.one {
            div {
                input #map type="checkbox" name="map" value="yes" checked[visit.value("map").is_some()];
                label for="map" { (say!(words, "embed-form-map")) }
            }
        }
    }
}

fn colours(visit: &Visit, asked: &Asked) -> Markup {
    let words = visit.words;
    let own = visit.value("colours").is_some();
    let look = &asked.look;
    let rows = [
        ("text", say!(words, "embed-form-text"), look.text.map_or_else(|| "#1a1a1a".to_owned(), |c| c.to_string())),
        (
            "background",
            say!(words, "embed-form-background"),
            look.background.map_or_else(|| "#ffffff".to_owned(), |c| c.to_string()),
        ),
        (
            "accent",
            say!(words, "embed-form-accent"),
            look.accent.map_or_else(|| "#0017c1".to_owned(), |c| c.to_string()),
        ),
    ];
    html! {
        div.checks.one {
            div {
                input #colours type="checkbox" name="colours" value="own" checked[own] aria-describedby="colours-hint";
                label for="colours" { (say!(words, "embed-form-colours")) }
            }
        }
        div.colours {
            @for (name, label, value) in &rows {
                div.field { label for=(name) { (label) } input id=(name) name=(name) type="color" value=(value); }
            }
            p.hint #colours-hint { (say!(words, "embed-form-colours-hint")) }
        }
    }
}

fn select(name: &str, label: &Phrase, options: impl IntoIterator<Item = (String, Phrase)>, chosen: &str) -> Markup {
    html! {
        div.field {
            label for=(name) { (label) }
            select id=(name) name=(name) {
                @for (value, text) in options { option value=(value) selected[value == chosen] { (text.plain()) } }
            }
        }
    }
}
