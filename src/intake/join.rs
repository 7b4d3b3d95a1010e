//! Several sheets of one workbook (外来, 在宅, その他), or several files, become one row a pharmacy, joined by name, and by
//! code, telephone and address where both sheets give them.

use std::{collections::HashMap, sync::Arc};

use super::{
    Entry, Notice, Rejected,
    catalogue::Code,
    cells::{closing, hours},
    fold,
    read::Part,
};
use crate::directory::{Facts, Field, PharmacyCode, Phone};

/// Joins the parts: the first that tells where its pharmacies are is the ground, the others add to it.
pub(super) fn join(mut parts: Vec<Part>, notices: &mut Vec<Notice>) -> Part {
    if parts.len() < 2 {
        return parts.pop().unwrap_or_default();
    }
    let ground = parts.iter().position(|part| part.locates).unwrap_or(0);
    let mut joined = parts.remove(ground);
    for part in parts {
        let mut names: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, entry) in joined.entries.iter().enumerate() {
            names.entry(fold::name(&entry.facts.name)).or_default().push(index);
        }
        joined.rejected.extend(part.rejected);
        joined.struck_off.extend(part.struck_off);
        joined.unusable.extend(part.unusable);
        joined.rows_in += part.rows_in;
        for entry in part.entries {
            let candidates = names.get(&fold::name(&entry.facts.name)).map_or(&[][..], Vec::as_slice);
            let fitting: Vec<usize> = candidates
                .iter()
                .copied()
                .filter(|index| joined.entries.get(*index).is_some_and(|known| fits(&known.facts, &entry.facts)))
                .collect();
            match fitting.as_slice() {
                [] if joined.struck_off.iter().any(|gone| is_same(gone, &entry)) => {
                    notices.push(Notice::new(Code::StruckOffElsewhere).at(&entry.at).found(&entry.facts.name));
                    joined.rejected.push(Rejected { at: entry.at, cells: vec![entry.facts.name] });
                }
                [] => {
                    if part.is_supplement {
                        notices.push(Notice::new(Code::SupplementUnmatched).at(&entry.at).found(&entry.facts.name));
                    } else if !part.locates {
                        notices.push(Notice::new(Code::JoinUnmatched).at(&entry.at).found(&entry.facts.name));
                    }
                    joined.entries.push(entry);
                }
                [index] => {
                    joined.rows_in -= 1;
                    if let Some(known) = joined.entries.get_mut(*index) {
                        lay_under(known, entry, notices);
                    }
                }
                _ => {
                    notices.push(Notice::new(Code::JoinAmbiguous).at(&entry.at).found(&entry.facts.name));
                    joined.rejected.push(Rejected { at: entry.at, cells: vec![entry.facts.name] });
                }
            }
        }
    }
    joined
}

fn is_same(gone: &Entry, entry: &Entry) -> bool {
    fold::name(&gone.facts.name) == fold::name(&entry.facts.name) && fits(&gone.facts, &entry.facts)
}

/// Whether two rows of one name may be one pharmacy: nothing that both state differs.
fn fits(known: &Facts, more: &Facts) -> bool {
    let agree = |a: Option<&str>, b: Option<&str>| a.zip(b).is_none_or(|(a, b)| a == b);
    let folded = |facts: &Facts| facts.address.as_deref().map(fold::address);
    agree(known.pharmacy_code.as_ref().map(PharmacyCode::as_str), more.pharmacy_code.as_ref().map(PharmacyCode::as_str))
        && agree(known.phone.as_ref().map(Phone::digits), more.phone.as_ref().map(Phone::digits))
        && folded(known).zip(folded(more)).is_none_or(|(a, b)| a == b || a.ends_with(&b) || b.ends_with(&a))
}

/// Adds what another sheet says; where both speak the first holds, and a difference is told.
fn lay_under(known: &mut Entry, more: Entry, notices: &mut Vec<Notice>) {
    let at = more.at.clone();
    let mut disagree = |field: Field| notices.push(Notice::new(Code::SheetsDisagree).at(&at).column(field.as_str()));
    for (field, is_stated) in
        [(Field::Hours, known.facts.hours.is_some()), (Field::HomeVisitHours, known.facts.home_visit_hours.is_some())]
    {
        known.by_day.extend(more.by_day.get(&field).filter(|_| !is_stated).map(|cells| (field, cells.clone())));
    }
    let closing = more.closing.filter(|_| known.closing.is_none());
    if let Some((heading, closing)) = closing {
        close(known, &heading, &closing);
    }
    if known.facts.hours.is_none() && known.by_slot.is_none() {
        known.by_slot = more.by_slot;
    }
    let facts = &mut known.facts;
    macro_rules! fill {
        ($($own:ident $field:ident),*) => {$(
            if facts.$own.is_none() {
                facts.$own = more.facts.$own;
            } else if more.facts.$own.is_some() && facts.$own != more.facts.$own {
                disagree(Field::$field);
            }
        )*};
    }
    fill!(
        name_kana NameKana, pharmacy_code PharmacyCode, membership Membership, postal_code PostalCode, place Place,
        after_hours_phone AfterHoursPhone, fax Fax, email Email, url Url, hours Hours, on_call OnCall,
        home_visit_hours HomeVisitHours
    );
    // Written differently they agree all the same, or the rows would not have been joined.
    facts.address = facts.address.take().or(more.facts.address);
    facts.phone = facts.phone.take().or(more.facts.phone);
    for (service, answer) in more.facts.services {
        match facts.answer(service) {
            None => facts.services.push((service, answer)),
            Some(known) if *known != answer => disagree(Field::Service(service)),
            Some(_) => {}
        }
    }
    facts.services.sort_by_key(|(service, _)| *service);
    if let Some(remarks) = more.facts.remarks {
        facts.remarks = Some(match facts.remarks.take() {
            Some(own) if own != remarks => format!("{own}\n{remarks}"),
            _ => remarks,
        });
    }
    for (heading, text) in more.facts.extra {
        match facts.extra.iter().find(|(own, _)| *own == heading) {
            None => facts.extra.push((heading, text)),
            Some((_, own)) if *own != text => facts.extra.push((format!("{} {heading}", at.sheet), text)),
            Some(_) => {}
        }
    }
    known.erased.extend(more.erased);
    known.erased_days.extend(more.erased_days);
    known.facts.valid_on = known.facts.valid_on.or(more.facts.valid_on);
    known.erased_valid_on |= more.erased_valid_on;
    known.erased_slots.extend(more.erased_slots);
    known.erased_extra.extend(more.erased_extra);
    known.also.push(at);
}

/// 定休日 that another sheet tells of hours.
fn close(known: &mut Entry, heading: &str, closing: &str) {
    known.closing = Some((heading.to_owned(), closing.to_owned()));
    let laid = match (known.by_day.get_mut(&Field::Hours), &known.facts.hours) {
        (Some(cells), _) => {
            closing::close(cells, closing, false);
            hours::of_cells(cells)
        }
        (None, Some(stated)) => hours::free(&closing::joined(&stated.text, closing)),
        (None, None) => None,
    };
    known.facts.hours = laid.map(Arc::new).or(known.facts.hours.take());
}
