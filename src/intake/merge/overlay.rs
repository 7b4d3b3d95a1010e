//! A row laid over what is published of the same pharmacy: a blank never deletes, an explicit mark does.

use std::sync::Arc;

use crate::{
    directory::{Facts, Field, Phone, Service, StatedHours},
    intake::{
        Entry,
        catalogue::Code,
        cells::{closing, hours, phone, slots, slots::Mark},
        fold,
    },
};

/// The facts as they would be published, and what could not be laid over as it was meant.
pub(super) struct Laid {
    /// The facts.
    pub facts: Facts,
    /// What there is to say of hours by day that met a text which can't be parted by day.
    pub unparted: Vec<(Field, Code)>,
}

/// Lays a row over what is published.
///
/// What hangs on another cell goes with it: a position and postal code belong to the address they were given for, hours of
/// after-hours response to its answer, and an after-hours number that says 昼と同じ to the daytime number.
pub(super) fn lay(published: &Facts, entry: &Entry) -> Laid {
    let new = &entry.facts;
    let moved = match (&published.address, &new.address) {
        (Some(old), Some(new)) => fold::address(old) != fold::address(new),
        _ => false,
    };
    let mut laid = published.clone();
    erase(&mut laid, &entry.erased);
    if moved {
        laid.place = None;
        laid.postal_code = None;
    }
    if new.answer(Service::AfterHours).is_some() {
        laid.on_call = None;
    }
    laid.name.clone_from(&new.name);
    macro_rules! take {
        ($($field:ident),*) => {$( if new.$field.is_some() { laid.$field.clone_from(&new.$field); } )*};
    }
    take!(
        name_kana,
        pharmacy_code,
        membership,
        postal_code,
        address,
        place,
        phone,
        after_hours_phone,
        fax,
        email,
        url,
        on_call,
        remarks
    );
    // The same point without a word on how exact it is has not become more exact.
    if let Some((old, laid)) = published.place.zip(laid.place.as_mut())
        && !entry.states_level
        && old.position == laid.position
    {
        *laid = old;
    }
    let mut unparted = Vec::new();
    for (field, slot, new) in [
        (Field::Hours, &mut laid.hours, &new.hours),
        (Field::HomeVisitHours, &mut laid.home_visit_hours, &new.home_visit_hours),
    ] {
        unparted.extend(lay_hours(slot, new.as_ref(), entry, field).map(|code| (field, code)));
    }
    if lay_closing(&mut laid, published, entry) {
        unparted.push((Field::Hours, Code::ClosingKept));
    }
    if new.after_hours_phone.is_none() {
        follow_daytime(&mut laid);
    }
    for (service, answer) in &new.services {
        laid.services.retain(|(known, _)| known != service);
        laid.services.push((*service, answer.clone()));
    }
    laid.services.sort_by_key(|(service, _)| *service);
    laid.extra.retain(|(known, _)| !entry.erased_extra.iter().any(|erased| erased == known || regroups(erased, known)));
    // What now stands with the hours does not stand beside them.
    let is_with_hours = |heading: &str| {
        let of_closing = entry.closing.as_ref().is_some_and(|(own, _)| own == heading);
        of_closing && laid.hours.is_some() && laid.hours != published.hours
    };
    laid.extra.retain(|(known, _)| !is_with_hours(known));
    for (heading, text) in new.extra.iter().filter(|(heading, _)| !is_with_hours(heading)) {
        match place_of(&laid.extra, heading, new).and_then(|at| laid.extra.get_mut(at)) {
            Some((_, known)) => known.clone_from(text),
            None => laid.extra.push((heading.clone(), text.clone())),
        }
    }
    Laid { facts: laid, unparted }
}

/// Where the column of that heading is among those published: under its own name, else under the one that differs only in
/// the groups above it, or the text of a column that got a group would be there twice, and once for ever.
fn place_of(published: &[(String, String)], heading: &str, new: &Facts) -> Option<usize> {
    let own = published.iter().position(|(known, _)| known == heading);
    own.or_else(|| {
        let is_named = |known: &str| new.extra.iter().any(|(heading, _)| heading == known);
        let alike = |(_, (known, _)): &(usize, &(String, String))| regroups(heading, known) && !is_named(known);
        let mut alike = published.iter().enumerate().filter(alike);
        alike.next().filter(|_| alike.next().is_none()).map(|(at, _)| at)
    })
}

/// Whether one heading is the other with a group before it: `人数・性別 女性`, `女性`.
fn regroups(one: &str, other: &str) -> bool {
    let ends = |long: &str, short: &str| long.strip_suffix(short).is_some_and(|group| group.ends_with(' '));
    ends(one, other) || ends(other, one)
}

/// Lays hours over those published: by day where they were given so, else as a whole.
fn lay_hours(
    published: &mut Option<Arc<StatedHours>>,
    new: Option<&Arc<StatedHours>>,
    entry: &Entry,
    field: Field,
) -> Option<Code> {
    let unerased = take_marks_out(published, entry, field);
    let erased = || entry.erased_days.iter().filter(|(own, _)| *own == field).map(|(_, at)| *at);
    let cells = entry.by_day.get(&field);
    let by_day = cells.is_some() || (new.is_none() && erased().next().is_some());
    let spoken = entry.by_slot.filter(|_| field == Field::Hours);
    let parted = match (published.as_deref(), spoken) {
        (Some(old), Some(spoken)) => slots::laid_over(old, new.map(AsRef::as_ref), spoken).map(Some),
        (Some(old), None) if by_day => {
            let blank = hours::DayCells::default();
            let cells = cells.unwrap_or(&blank);
            hours::laid_over(old, cells, erased()).or_else(|_| slots::by_cells(old, cells, erased())).map(Some)
        }
        _ => Ok(None),
    };
    let failed = parted.is_err();
    let asked =
        published.as_deref().filter(|_| failed && new.is_none()).and_then(|old| hours::asked(old, &erased().collect()));
    if let Some(asked) = asked {
        *published = Some(Arc::new(asked));
        return Some(Code::HoursDaysAsked);
    }
    match parted {
        Ok(Some(stated)) => *published = stated.map(Arc::new),
        Ok(None) | Err(hours::NotByDay) if new.is_some() => *published = new.cloned(),
        Ok(None) | Err(hours::NotByDay) => {}
    }
    failed.then_some(if new.is_some() { Code::HoursDaysReplace } else { Code::HoursDaysKept }).or(unerased)
}

/// Lays 定休日 over hours that one of the two tells without the other; whether those published are kept with new hours,
/// which alone would be those of every day.
fn lay_closing(laid: &mut Facts, published: &Facts, entry: &Entry) -> bool {
    let old = published.hours.as_deref();
    let kept = old.and_then(|old| closing::parted(&old.text).1);
    let stated = match (&entry.closing, &entry.facts.hours) {
        (Some((_, closing)), None) => old.and_then(|old| closing::laid_over(old, closing)),
        (None, None) if entry.erased_closing => kept.and_then(|_| hours::free(closing::parted(&old?.text).0)),
        (None, Some(new)) if !entry.erased_closing && !entry.by_day.contains_key(&Field::Hours) => {
            let is_every_day = new.reading.notes.iter().any(|note| note.code == "no_weekday");
            kept.filter(|_| is_every_day).and_then(|kept| hours::free(&closing::joined(&new.text, kept)))
        }
        _ => None,
    };
    let is_laid = stated.is_some();
    laid.hours = stated.map(Arc::new).or(laid.hours.take());
    is_laid && entry.closing.is_none() && !entry.erased_closing
}

/// Takes out what marks in start and end columns erase.
fn take_marks_out(published: &mut Option<Arc<StatedHours>>, entry: &Entry, field: Field) -> Option<Code> {
    if field != Field::Hours || entry.erased_slots.is_empty() {
        return None;
    }
    if let Ok(left) = slots::without(published.as_deref()?, &entry.erased_slots) {
        *published = left.map(Arc::new);
        return None;
    }
    let is_of_a_day = |mark: &Mark| matches!(mark, Mark::Day | Mark::Range(_));
    let days = entry.erased_slots.iter().filter(|(_, mark)| is_of_a_day(mark)).map(|(at, _)| *at);
    let is_all = entry.erased_slots.iter().all(|(_, mark)| is_of_a_day(mark));
    let asked = published.as_deref().filter(|_| is_all).and_then(|old| hours::asked(old, &days.collect()));
    let code = if asked.is_some() { Code::HoursDaysAsked } else { Code::HoursDaysKept };
    *published = asked.map(Arc::new).or(published.take());
    Some(code)
}

fn erase(facts: &mut Facts, erased: &std::collections::BTreeSet<Field>) {
    for field in erased {
        match field {
            Field::Name => {}
            Field::NameKana => facts.name_kana = None,
            Field::PharmacyCode => facts.pharmacy_code = None,
            Field::Membership => facts.membership = None,
            Field::PostalCode => facts.postal_code = None,
            Field::Address => facts.address = None,
            Field::Place => facts.place = None,
            Field::Phone => facts.phone = None,
            Field::AfterHoursPhone => facts.after_hours_phone = None,
            Field::Fax => facts.fax = None,
            Field::Email => facts.email = None,
            Field::Url => facts.url = None,
            Field::Hours => facts.hours = None,
            Field::OnCall => facts.on_call = None,
            Field::HomeVisitHours => facts.home_visit_hours = None,
            Field::Service(service) => {
                facts.services.retain(|(known, _)| known != service);
                if *service == Service::AfterHours {
                    facts.on_call = None;
                }
            }
            Field::Remarks => facts.remarks = None,
            Field::Extra => facts.extra.clear(),
        }
    }
}

fn follow_daytime(facts: &mut Facts) {
    if let Some((after_hours, day)) = facts.after_hours_phone.as_ref().zip(facts.phone.as_ref())
        && phone::points_at_day(after_hours.text())
    {
        facts.after_hours_phone = Phone::new(day.digits(), after_hours.text());
    }
}
