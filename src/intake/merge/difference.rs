//! What differs between two facts of one pharmacy, field by field, as a person would say it.

use super::FieldChange;
use crate::{
    directory::{Answer, Facts, Field, Membership, Phone, Place, Service, StatedHours},
    hours::OnCall,
    intake::{cells::hours, fold},
};

/// The fields in which `after` differs; spellings that encodings map differently are no difference.
pub(super) fn changes(before: &Facts, after: &Facts) -> Vec<FieldChange> {
    let mut found = Vec::new();
    let mut text =
        |field: Field, before: Option<&str>, after: Option<&str>| differing(&mut found, field, before, after);
    text(Field::Name, Some(&before.name), Some(&after.name));
    text(Field::NameKana, before.name_kana.as_deref(), after.name_kana.as_deref());
    let code = |facts: &Facts| facts.pharmacy_code.as_ref().map(|code| code.as_str().to_owned());
    text(Field::PharmacyCode, code(before).as_deref(), code(after).as_deref());
    text(Field::Membership, before.membership.map(Membership::as_str), after.membership.map(Membership::as_str));
    text(Field::PostalCode, before.postal_code.as_deref(), after.postal_code.as_deref());
    text(Field::Address, before.address.as_deref(), after.address.as_deref());
    if before.place != after.place {
        let (old, new) = (before.place.map(place_text), after.place.map(place_text));
        differing(&mut found, Field::Place, old.as_deref(), new.as_deref());
        if let (Some(change), Some((old, new))) = (found.last_mut(), before.place.zip(after.place))
            && change.field == Field::Place
        {
            change.moved_m = Some(old.position.distance_m(new.position).round() as u32);
        }
    }
    let mut text =
        |field: Field, before: Option<&str>, after: Option<&str>| differing(&mut found, field, before, after);
    for (field, old, new) in [
        (Field::Phone, &before.phone, &after.phone),
        (Field::AfterHoursPhone, &before.after_hours_phone, &after.after_hours_phone),
        (Field::Fax, &before.fax, &after.fax),
    ] {
        let (old, new) = phone_texts(old.as_ref(), new.as_ref());
        text(field, old.as_deref(), new.as_deref());
    }
    text(Field::Email, before.email.as_deref(), after.email.as_deref());
    text(Field::Url, before.url.as_deref(), after.url.as_deref());
    text(Field::Remarks, before.remarks.as_deref(), after.remarks.as_deref());
    found.extend(hours_change(Field::Hours, before.hours.as_deref(), after.hours.as_deref()));
    found.extend(hours_change(
        Field::HomeVisitHours,
        before.home_visit_hours.as_deref(),
        after.home_visit_hours.as_deref(),
    ));
    found.extend(service_changes(before, after));
    found.extend(extra_change(before, after));
    found
}

/// Notes a difference of texts that is more than a spelling.
fn differing(found: &mut Vec<FieldChange>, field: Field, before: Option<&str>, after: Option<&str>) {
    if before != after && before.map(fold::same_text) != after.map(fold::same_text) {
        found.push(FieldChange::new(field, before.map(str::to_owned), after.map(str::to_owned)));
    }
}

/// Numbers as dialled, and as written where only that differs.
fn phone_texts(before: Option<&Phone>, after: Option<&Phone>) -> (Option<String>, Option<String>) {
    let same_digits = before.zip(after).is_some_and(|(a, b)| a.digits() == b.digits());
    let shown = |phone: &Phone| if same_digits { phone.text().to_owned() } else { phone.to_string() };
    (before.map(shown), after.map(shown))
}

fn place_text(place: Place) -> String {
    format!("{:.6}, {:.6} ({})", place.position.lat(), place.position.lon(), place.level.as_str())
}

fn hours_change(field: Field, before: Option<&StatedHours>, after: Option<&StatedHours>) -> Option<FieldChange> {
    if before == after {
        return None;
    }
    let text = |stated: Option<&StatedHours>| stated.map(|stated| stated.text.clone());
    let same_text = before.map(|s| fold::same_text(&s.text)) == after.map(|s| fold::same_text(&s.text));
    match (before, after) {
        (Some(old), Some(new)) => match hours::day_changes(&old.reading, &new.reading) {
            Some((before, after)) => Some(FieldChange::new(field, Some(before), Some(after))),
            None if same_text && old.reading.class == new.reading.class && old.reading.week == new.reading.week => None,
            None => Some(FieldChange::new(field, text(before), text(after))),
        },
        (None, None) => None,
        _ => Some(FieldChange::new(field, text(before), text(after))),
    }
}

fn service_changes(before: &Facts, after: &Facts) -> Vec<FieldChange> {
    if before.services == after.services && before.on_call == after.on_call {
        return Vec::new();
    }
    let said = |answer: &Answer| answer.condition().unwrap_or(answer.as_str()).to_owned();
    let folded =
        |answer: Option<&Answer>| answer.map(|answer| (answer.as_str(), answer.condition().map(fold::same_text)));
    let mut found: Vec<FieldChange> = Service::all()
        .filter(|service| folded(before.answer(*service)) != folded(after.answer(*service)))
        .map(|service| {
            FieldChange::new(Field::Service(service), before.answer(service).map(said), after.answer(service).map(said))
        })
        .collect();
    if before.on_call != after.on_call {
        let change = |on_call: &Option<OnCall>| on_call.as_ref().map(on_call_text);
        found.push(FieldChange::new(Field::OnCall, change(&before.on_call), change(&after.on_call)));
    }
    found
}

fn on_call_text(on_call: &OnCall) -> String {
    match on_call {
        OnCall::No => "×".to_owned(),
        OnCall::Always { conditional: false } => "24時間".to_owned(),
        OnCall::Always { conditional: true } => "24時間（条件つき）".to_owned(),
        OnCall::During(week) => {
            let days = crate::hours::WEEKDAYS.into_iter().map(|day| (hours::day_name(day), week.weekday(day)));
            let stated = days.chain([("祝", &week.holiday)]).filter(|(_, hours)| !hours.ranges().is_empty());
            stated.map(|(name, hours)| format!("{name} {}", hours::day_text(hours))).collect::<Vec<_>>().join("、")
        }
    }
}

fn extra_change(before: &Facts, after: &Facts) -> Option<FieldChange> {
    if before.extra == after.extra {
        return None;
    }
    let known = |facts: &Facts, heading: &str| {
        facts.extra.iter().find(|(own, _)| own == heading).map(|(_, text)| fold::same_text(text))
    };
    let lines = |from: &Facts, to: &Facts| -> Option<String> {
        let differing = from.extra.iter().filter(|(heading, _)| known(from, heading) != known(to, heading));
        Some(differing.map(|(heading, text)| format!("{heading}: {text}")).collect::<Vec<_>>().join("\n"))
            .filter(|text| !text.is_empty())
    };
    let (before, after) = (lines(before, after), lines(after, before));
    (before.is_some() || after.is_some()).then(|| FieldChange::new(Field::Extra, before, after))
}
