//! One pharmacy of a list, in words.

use super::{
    asked::{Asked, View},
    list::{Call, Item},
};
use crate::{
    clock::JAPAN,
    directory::{Facts, PositionLevel, Service},
    hours::{Reason, State, Status},
    search::{Hit, Snapshot},
    web::site::{
        item::{association_name, join, service_answer},
        map,
        state::{self, Line, Moment},
        tell,
        words::{Phrase, Words, say},
    },
};

/// How many services and how much of the listed hours a list shows; the pharmacy's page has all.
const SERVICES: usize = 6;
const LISTED_CHARS: usize = 60;

/// The pharmacy of a hit as a list shows it.
pub fn item(snapshot: &Snapshot, moment: &Moment, asked: &Asked, hit: &Hit) -> Item {
    let words = moment.words();
    let (facts, status) = (&hit.pharmacy.facts, &hit.status);
    let full = asked.view == View::Full;
    let mut calls = calls(moment, facts, status.state);
    calls.truncate(if full { 2 } else { 1 });
    Item {
        name: facts.name.clone(),
        reading: words.reading(facts.name_kana.as_deref()),
        page: moment.visit.link(&format!("/p/{}", hit.pharmacy.id), &[]),
        state: status.state,
        place: map::place(hit.pharmacy),
        mark: state::name(words, status.state, moment.is_expected()),
        until: state::until(moment, status),
        soon: hit.closes_soon(moment.at).then(|| say!(words, "embed-soon")),
        distance: distance(words, hit),
        calls,
        address: facts.address.clone().filter(|_| full),
        why: why(status).filter(|_| full).map(|reason| state::reason(words, reason)),
        notes: notes(words, facts, status, full),
        services: if full { services(words, facts, &asked.services) } else { None },
        confirmed: if full { confirmed(words, snapshot, hit) } else { None },
    }
}

fn distance(words: Words, hit: &Hit) -> Option<Phrase> {
    let metres = hit.distance_m?;
    let distance = tell::distance(words, metres);
    match hit.pharmacy.facts.place?.level {
        PositionLevel::Building => Some(match tell::walk_minutes(metres) {
            Some(minutes) => say!(words, "far", distance = distance, walk = say!(words, "walk", minutes = minutes)),
            None => distance,
        }),
        PositionLevel::Town => Some(distance),
        PositionLevel::Municipality => None,
    }
}

fn calls(moment: &Moment, facts: &Facts, state: State) -> Vec<Call> {
    let words = moment.words();
    let numbers = state::numbers(facts, state, moment.at).into_iter();
    numbers
        .map(|(line, phone)| Call {
            label: match line {
                Line::Day => say!(words, "phone-day"),
                Line::Night => say!(words, "phone-night"),
            },
            spoken: format!("{} {phone}", say!(words, "phone-call-to", name = facts.name.as_str())),
            number: phone.to_string(),
            digits: phone.digits().to_owned(),
        })
        .collect()
}

/// The reason, where it is an ordinary one that is worth a word. That one on call is on call is said above all of them.
fn why(status: &Status) -> Option<Reason> {
    let ordinary = [
        Reason::OnDuty,
        Reason::NthWeekday,
        Reason::HolidayStated,
        Reason::SeasonStated,
        Reason::ExceptionHours,
        Reason::HolidayClosed,
        Reason::SeasonClosed,
    ];
    Some(status.reason).filter(|reason| ordinary.contains(reason))
}

/// What a person must know besides the state. A short list too says why it is no ordinary day.
fn notes(words: Words, facts: &Facts, status: &Status, full: bool) -> Vec<Phrase> {
    let mut notes = Vec::new();
    let plain = matches!(status.reason, Reason::Weekly | Reason::OnCall) || why(status).is_some();
    if !plain && (full || status.state == State::Unknown) {
        notes.push(state::reason(words, status.reason));
    }
    if status.caution {
        notes.push(say!(words, "caution"));
    }
    let Some(hours) = facts.hours.as_ref().filter(|_| full) else { return notes };
    if status.state == State::Unknown {
        notes.push(say!(words, "caveat-hours", text = shortened(&hours.text)));
    } else {
        notes.extend(hours.reading.notes.iter().map(|note| say!(words, "caveat-hours", text = shortened(&note.text))));
    }
    notes
}

fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LISTED_CHARS) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or(&line)),
        None => line,
    }
}

/// Services offered, those asked for first, each with its condition.
fn services(words: Words, facts: &Facts, asked: &[Service]) -> Option<Phrase> {
    let offered =
        facts.services.iter().filter(|(service, answer)| answer.is_offered() && *service != Service::AfterHours);
    let (mut named, rest): (Vec<_>, Vec<_>) = offered.partition(|(service, _)| asked.contains(service));
    let left = rest.len().saturating_sub(SERVICES);
    named.extend(rest.into_iter().take(SERVICES));
    if named.is_empty() {
        return None;
    }
    let list = join(words, named.into_iter().map(|(service, answer)| service_answer(words, *service, answer)));
    Some(if left > 0 { say!(words, "services-and-more", services = list, count = left) } else { list })
}

fn confirmed(words: Words, snapshot: &Snapshot, hit: &Hit) -> Option<Phrase> {
    let source = hit.pharmacy.sources.first()?;
    let checked = source.checked_at.and_utc().with_timezone(&JAPAN).date_naive();
    let date = say!(words, "confirmed", date = tell::full_date(words, checked));
    let Some(association) = snapshot.association(&source.association) else { return Some(date) };
    let source = say!(words, "confirmed-by", source = association_name(words, association));
    Some(say!(words, "embed-confirmed", confirmed = date, source = source))
}
