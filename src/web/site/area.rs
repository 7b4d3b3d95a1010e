//! The page of an area: tonight, the next holiday, the month's rota, and where there are gaps.

use chrono::{Datelike, Months, NaiveDate, NaiveDateTime, TimeDelta};
use maud::{Markup, html};

use super::{
    ask::AreaLink,
    asked::Asked,
    days::{is_short, range},
    form::form,
    item::association_name,
    notices::notices,
    state::{self, Moment},
    tell,
    words::{Phrase, Words, say},
};
use crate::{
    directory::{Association, Pharmacy, Phone},
    hours::State,
    search::Sampling,
};

/// A pharmacy that serves in some window of time.
pub struct Serving<'a> {
    /// The pharmacy.
    pub pharmacy: &'a Pharmacy,
    /// When, within the window.
    pub times: Vec<(NaiveDateTime, NaiveDateTime)>,
}

/// A window of time and who serves in it, the one open longest first.
pub struct Window<'a> {
    /// The day it belongs to.
    pub date: NaiveDate,
    /// Its start; what is over is left out.
    pub from: NaiveDateTime,
    /// Its end.
    pub to: NaiveDateTime,
    /// Open for some of it.
    pub open: Vec<Serving<'a>>,
    /// On call for some of it.
    pub on_call: Vec<Serving<'a>>,
    /// How many there are of whom nothing is known but that it is not known.
    pub unknown: usize,
}

/// A shift of the rota.
pub struct Shift<'a> {
    /// When.
    pub from: NaiveDateTime,
    /// Until when.
    pub to: NaiveDateTime,
    /// Who.
    pub pharmacy: &'a Pharmacy,
}

/// One hour of the coverage table.
pub struct Hour {
    /// Its start.
    pub from: NaiveDateTime,
    /// Open for all of it.
    pub open: usize,
    /// On call.
    pub on_call: usize,
    /// Not known.
    pub unknown: usize,
}

/// How much of the area is close to an open pharmacy.
pub struct Reach {
    /// From which points that is measured.
    pub sampling: Sampling,
    /// The share of them, 0 to 1, with one within 2 km, for each hour of the coverage table.
    pub shares: Vec<f64>,
}

/// What the page tells.
pub struct Shown<'a> {
    /// The area.
    pub area: AreaLink,
    /// How many pharmacies are listed there.
    pub count: usize,
    /// The associations that publish for it.
    pub associations: Vec<&'a Association>,
    /// The coming night.
    pub tonight: Window<'a>,
    /// What is left of today's daytime, when today is a Sunday or holiday.
    pub today: Option<Window<'a>>,
    /// The next Sunday or holiday after today.
    pub holiday: Option<Window<'a>>,
    /// The first day of the month shown.
    pub month: NaiveDate,
    /// The rota of that month, in order.
    pub shifts: Vec<Shift<'a>>,
    /// The night hour by hour.
    pub coverage: Vec<Hour>,
    /// When the page may tell something else.
    pub changes_at: Option<NaiveDateTime>,
}

/// The title of the page.
pub fn title(words: Words, area: &str) -> Phrase {
    say!(words, "area-title", area = area)
}

/// The page's main part.
pub fn page(moment: &Moment, shown: &Shown, reach: Option<&Reach>) -> Markup {
    let words = moment.words();
    let date = |date: NaiveDate| tell::date(words, date, &moment.calendar.holidays);
    html! {
        h1 { (title(words, &shown.area.name)) }
        (form(moment.visit, &Asked::read(moment.visit, &moment.calendar.holidays)))
        p { (say!(words, "area-count", count = shown.count)) }
        p.next { a.now href=(moment.visit.link("/", &[("q", &shown.area.name)])) { (say!(words, "area-now")) } }
        @if let Some(today) = &shown.today {
            section aria-labelledby="today" {
                h2 #today { (say!(words, "area-today", date = date(today.date))) }
                (window(moment, &shown.area, today))
            }
        }
        section aria-labelledby="tonight" {
            h2 #tonight { (say!(words, "area-tonight", date = date(shown.tonight.date))) }
            (window(moment, &shown.area, &shown.tonight))
        }
        @if let Some(holiday) = &shown.holiday {
            section aria-labelledby="holiday" {
                h2 #holiday { (say!(words, "area-next-holiday", date = date(holiday.date))) }
                (window(moment, &shown.area, holiday))
            }
        }
        (calendar(moment, shown))
        (coverage(moment, shown, reach))
        section aria-labelledby="associations" {
            h2 #associations { (say!(words, "area-associations")) }
            ul { @for association in &shown.associations { li { (association_name(words, association)) } } }
        }
        (papers(moment, shown))
        (notices(words))
    }
}

/// What can be hung up.
fn papers(moment: &Moment, shown: &Shown) -> Markup {
    let words = moment.words();
    let path = |name: &str| format!("/areas/{}/{name}", shown.area.code);
    html! {
        section.papers aria-labelledby="papers" {
            h2 #papers { (say!(words, "paper-title")) }
            ul {
                li { a href=(path("flyer.pdf")) { (say!(words, "paper-flyer")) } }
                li { a href=(path("poster.pdf")) { (say!(words, "paper-poster")) } }
            }
        }
    }
}

fn window(moment: &Moment, area: &AreaLink, window: &Window) -> Markup {
    let words = moment.words();
    let help = if window.to - window.from == TimeDelta::days(1) {
        say!(words, "area-day-help")
    } else {
        say!(words, "area-window-help", span = range(words, window.from, window.to))
    };
    html! {
        p.hint { (help) }
        @if window.open.is_empty() { p { b { (say!(words, "area-none")) } } } @else {
            (serving(moment, &say!(words, "section-open-expected"), &window.open, State::Open, window.from))
        }
        @if !window.on_call.is_empty() {
            (serving(moment, &say!(words, "section-on-call"), &window.on_call, State::OnCall, window.from))
        }
        @if window.unknown > 0 {
            p.next.told { a href=(unknown_at(moment, area, window)) { (say!(words, "area-unknown", count = window.unknown)) } }
        }
    }
}

/// Where those are listed who must be asked by telephone: the search at the start of a window, at noon of a whole day.
fn unknown_at(moment: &Moment, area: &AreaLink, window: &Window) -> String {
    let whole_day = window.to - window.from == TimeDelta::days(1);
    let at = if whole_day { window.from + TimeDelta::hours(12) } else { window.from };
    let (date, time) = (at.date().to_string(), at.format("%H:%M").to_string());
    let mut query = vec![("q", area.name.as_str())];
    if at > moment.visit.now {
        query.extend([("when", "at"), ("date", date.as_str()), ("time", time.as_str())]);
    }
    format!("{}#unknown", moment.visit.link("/", &query))
}

/// Rows of a list that are seen at once, where it has more than a few more: the lists of a ward are ten screens of a phone.
const SEEN: usize = 10;
/// So few more are not worth unfolding.
const FEW: usize = 3;

fn serving(moment: &Moment, caption: &Phrase, rows: &[Serving], state: State, at: NaiveDateTime) -> Markup {
    let words = moment.words();
    let (seen, more) = rows.split_at_checked(SEEN).filter(|(_, more)| more.len() > FEW).unwrap_or((rows, &[]));
    html! {
        table.serving.short[is_short(words)] {
            caption { span.state data-state=(state.as_str()) { span.mark { (caption) } } " " (say!(words, "section-count", count = rows.len())) }
            (serving_rows(moment, seen, state, at))
        }
        @if !more.is_empty() {
            details.more open[moment.visit.is_for_print()] {
                summary { (say!(words, "area-more", count = more.len())) }
                table.serving.short[is_short(words)] { (serving_rows(moment, more, state, at)) }
            }
        }
    }
}

fn serving_rows(moment: &Moment, rows: &[Serving], state: State, at: NaiveDateTime) -> Markup {
    let words = moment.words();
    html! {
        thead { tr {
            th scope="col" { (say!(words, "kind-pharmacy")) }
            th scope="col" { (say!(words, "day-hours")) }
        } }
        tbody {
            @for row in rows {
                @let facts = &row.pharmacy.facts;
                tr {
                    th scope="row" {
                        (name(moment, row.pharmacy))
                        @for (_, phone) in state::numbers(facts, state, at).into_iter().take(1) { " " (tel(phone)) }
                        @if let Some(address) = &facts.address { span.why lang=[words.listed()] { (address) } }
                    }
                    td { @for (from, to) in &row.times { div { (range(words, *from, *to)) } } }
                }
            }
        }
    }
}

/// A pharmacy's name, leading to its page, and how it sounds for who cannot read it.
fn name(moment: &Moment, pharmacy: &Pharmacy) -> Markup {
    let (words, facts) = (moment.words(), &pharmacy.facts);
    html! {
        a href=(moment.visit.link(&format!("/p/{}", pharmacy.id), &[])) lang=[words.listed()] { (facts.name) }
        @if let Some((reading, lang)) = words.reading(facts.name_kana.as_deref()) { " " span.reading lang=(lang) { (reading) } }
    }
}

fn tel(phone: &Phone) -> Markup {
    html! { a.tel href=(format!("tel:{}", phone.digits())) { (phone) } }
}

fn calendar(moment: &Moment, shown: &Shown) -> Markup {
    let (words, month) = (moment.words(), shown.month);
    let link = |month: Option<NaiveDate>| {
        let name = month?.format("%Y-%m").to_string();
        Some(format!("{}#duties", moment.visit.changed(&[("month", Some(&name))])))
    };
    html! {
        section aria-labelledby="duties" {
            h2 #duties { (say!(words, "area-calendar", year = month.year().to_string(), month = month.month())) }
            @if shown.shifts.is_empty() { p { (say!(words, "area-calendar-none")) } } @else { (rota(moment, shown)) }
            @let paper = format!("/areas/{}/calendar.pdf?month={}", shown.area.code, month.format("%Y-%m"));
            p.papers { a href=(paper) { (say!(words, "paper-calendar")) } }
            nav.months aria-label=(say!(words, "area-months").plain()) {
                @if let Some(link) = link(month.checked_sub_months(Months::new(1))) { a href=(link) rel="prev" { (say!(words, "area-previous")) } }
                @if let Some(link) = link(month.checked_add_months(Months::new(1))) { a href=(link) rel="next" { (say!(words, "area-next")) } }
            }
        }
    }
}

fn rota(moment: &Moment, shown: &Shown) -> Markup {
    let words = moment.words();
    let dates = shown.month.iter_days().take_while(|date| date.month() == shown.month.month());
    html! {
        table.rota {
            thead { tr { th scope="col" { (say!(words, "day")) } th scope="col" { (say!(words, "area-duty")) } } }
            tbody {
                @for date in dates {
                    @let shifts: Vec<&Shift> = shown.shifts.iter().filter(|shift| shift.from.date() == date).collect();
                    @if !shifts.is_empty() {
                        tr.today[date == moment.visit.now.date()] {
                            th scope="row" { (tell::date(words, date, &moment.calendar.holidays)) }
                            td { @for shift in shifts { (one_shift(moment, shift)) } }
                        }
                    }
                }
            }
        }
    }
}

fn one_shift(moment: &Moment, shift: &Shift) -> Markup {
    let words = moment.words();
    let facts = &shift.pharmacy.facts;
    let phone = state::numbers(facts, State::Open, shift.from).into_iter().next();
    html! {
        div.shift {
            span.when { (range(words, shift.from, shift.to)) } " "
            (name(moment, shift.pharmacy))
            @if let Some((_, phone)) = phone { " " (tel(phone)) }
        }
    }
}

fn coverage(moment: &Moment, shown: &Shown, reach: Option<&Reach>) -> Markup {
    let words = moment.words();
    let Some(first) = shown.coverage.first() else { return html! {} };
    let reach = reach.and_then(|reach| match reach.sampling {
        Sampling::Outline => Some(("area-coverage-reach-border", &reach.shares)),
        Sampling::Towns => Some(("area-coverage-reach-towns", &reach.shares)),
        // Measured from the pharmacies themselves it would flatter.
        Sampling::Pharmacies => None,
    });
    html! {
        section aria-labelledby="coverage" {
            h2 #coverage { (say!(words, "area-coverage")) }
            table.coverage {
                caption { (say!(words, "area-coverage-help", date = tell::date(words, first.from.date(), &moment.calendar.holidays))) }
                thead { tr {
                    th scope="col" { (say!(words, "area-coverage-hour")) }
                    th scope="col" { (say!(words, "area-coverage-open")) }
                    th scope="col" { (say!(words, "area-coverage-on-call")) }
                    th scope="col" { (say!(words, "area-coverage-unknown")) }
                    @if reach.is_some() { th scope="col" { (say!(words, "area-coverage-reach")) } }
                } }
                tbody {
                    @for (row, hour) in shown.coverage.iter().enumerate() {
                        tr {
                            th scope="row" { (tell::instant(words, hour.from, first.from, &moment.calendar.holidays)) "～" }
                            @if hour.open == 0 { td.gap { "0 " span.soon { (say!(words, "area-coverage-gap")) } } }
                            @else { td { (hour.open) } }
                            td { (hour.on_call) }
                            td { (hour.unknown) }
                            @if let Some(share) = reach.and_then(|(_, shares)| shares.get(row)) { td { (percent(*share)) } }
                        }
                    }
                }
            }
            @if let Some((help, _)) = reach { p.hint { (say!(words, help)) } }
        }
    }
}

/// A share in whole percent, never more than it is; not nought when it is something.
fn percent(share: f64) -> String {
    let percent = (share * 100.0 + 1e-9).floor();
    if share > 0.0 && percent < 1.0 { "<1%".to_owned() } else { format!("{percent}%") }
}

/// The list of areas.
pub fn index(moment: &Moment, areas: &[AreaLink]) -> Markup {
    let words = moment.words();
    html! {
        h1 { (say!(words, "areas-title")) }
        @if areas.is_empty() { p { (say!(words, "areas-none")) } } @else {
            nav.places aria-label=(say!(words, "areas-title").plain()) {
                ul { @for area in areas { li { a href=(moment.visit.link(&format!("/areas/{}", area.code), &[])) { (area.name) } } } }
            }
        }
    }
}
