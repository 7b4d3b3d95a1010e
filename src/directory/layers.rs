//! A pharmacy as readers see it: the facts of several sources laid over each other, field by field.

use std::{collections::BTreeMap, fmt};

use super::{Answer, AssociationId, Facts, Field, ListingId, Service};
use crate::hours::{CrisisCheckIn, DateException, DutyShift, OnCall, ReadingClass, Schedule};

/// A pharmacy's own id: minted once, never reused, the same whatever happens to its name, owner or address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PharmacyId(Box<str>);

impl PharmacyId {
    /// An id as stored or asked for; 1–64 characters of `a-z`, `0-9`, `-`, else `None`.
    pub fn new(id: &str) -> Option<Self> {
        let fits = (1..=64).contains(&id.len())
            && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        fits.then(|| Self(id.into()))
    }

    /// The id's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PharmacyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Which publication says something, and when it was true, read, and last different.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SourceRef {
    /// Whose list.
    pub association: AssociationId,
    /// Which version of it.
    pub listing: ListingId,
    /// The source says so as of this date, in Japan.
    pub valid_on: Option<chrono::NaiveDate>,
    /// We last read the source then, UTC.
    pub checked_at: chrono::NaiveDateTime,
    /// What it says of this pharmacy last differed then, UTC.
    pub changed_at: chrono::NaiveDateTime,
}

/// What one source says of one pharmacy, and which source.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// The source.
    pub source: SourceRef,
    /// Its rank; a higher one wins where both speak.
    pub rank: i32,
    /// What it says.
    pub facts: Facts,
}

/// A pharmacy as readers see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Pharmacy {
    /// Its own id.
    pub id: PharmacyId,
    /// The merged facts.
    pub facts: Facts,
    /// The sources, highest rank first.
    pub sources: Vec<SourceRef>,
    /// For each field that is stated, the index in `sources` of the one it is from; fields of `sources[0]` are left out.
    pub field_sources: BTreeMap<Field, usize>,
    /// Dates on which it differs from its week.
    pub exceptions: Vec<DateException>,
    /// Its duty shifts.
    pub duties: Vec<DutyShift>,
    /// Its crisis check-ins.
    pub crisis: Vec<CrisisCheckIn>,
}

impl Pharmacy {
    /// Everything that decides when it serves.
    pub fn schedule(&self) -> Schedule {
        let hours = self.facts.hours.as_ref();
        Schedule {
            week: hours.and_then(|stated| stated.reading.week.clone()),
            caveat: hours.is_some_and(|stated| stated.reading.class != ReadingClass::Exact),
            on_call: self.on_call(),
            exceptions: self.exceptions.clone(),
            duties: self.duties.clone(),
            crisis: self.crisis.clone(),
        }
    }

    /// When it answers outside its opening hours and can dispense.
    ///
    /// Where the list gives the after-hours answer but no hours for it, "yes" holds whenever it is not open, "conditional"
    /// likewise on the condition; advice by telephone alone is not on call, because nothing is dispensed.
    pub fn on_call(&self) -> OnCall {
        self.facts.on_call.clone().unwrap_or_else(|| match self.facts.answer(Service::AfterHours) {
            Some(Answer::Yes) => OnCall::Always { conditional: false },
            Some(Answer::Conditional(_)) => OnCall::Always { conditional: true },
            Some(Answer::No | Answer::PhoneOnly) | None => OnCall::No,
        })
    }

    /// Lays `layers` over each other: of each field the highest rank that states it is shown (of equal ranks, the one
    /// checked last); a layer never erases what it does not mention.
    ///
    /// `None` when there is no layer.
    pub fn from_layers(id: PharmacyId, mut layers: Vec<Layer>) -> Option<Self> {
        layers.sort_by(|a, b| {
            (b.rank, b.source.checked_at, &b.source.association).cmp(&(
                a.rank,
                a.source.checked_at,
                &a.source.association,
            ))
        });
        let mut layers = layers.into_iter();
        let top = layers.next()?;
        let mut merged = Self {
            id,
            facts: top.facts,
            sources: vec![top.source],
            field_sources: BTreeMap::new(),
            exceptions: Vec::new(),
            duties: Vec::new(),
            crisis: Vec::new(),
        };
        for layer in layers {
            merged.sources.push(layer.source);
            merged.lay_under(layer.facts, merged.sources.len() - 1);
        }
        Some(merged)
    }

    fn lay_under(&mut self, lower: Facts, index: usize) {
        let mut from = |field: Field, taken: bool| {
            if taken {
                self.field_sources.insert(field, index);
            }
        };
        let facts = &mut self.facts;
        from(Field::NameKana, fill(&mut facts.name_kana, lower.name_kana));
        from(Field::PharmacyCode, fill(&mut facts.pharmacy_code, lower.pharmacy_code));
        from(Field::Membership, fill(&mut facts.membership, lower.membership));
        from(Field::PostalCode, fill(&mut facts.postal_code, lower.postal_code));
        from(Field::Address, fill(&mut facts.address, lower.address));
        from(Field::Place, fill(&mut facts.place, lower.place));
        from(Field::Phone, fill(&mut facts.phone, lower.phone));
        from(Field::AfterHoursPhone, fill(&mut facts.after_hours_phone, lower.after_hours_phone));
        from(Field::Fax, fill(&mut facts.fax, lower.fax));
        from(Field::Email, fill(&mut facts.email, lower.email));
        from(Field::Url, fill(&mut facts.url, lower.url));
        from(Field::Hours, fill(&mut facts.hours, lower.hours));
        from(Field::OnCall, fill(&mut facts.on_call, lower.on_call));
        from(Field::HomeVisitHours, fill(&mut facts.home_visit_hours, lower.home_visit_hours));
        from(Field::Remarks, fill(&mut facts.remarks, lower.remarks));
        for (service, answer) in lower.services {
            if facts.answer(service).is_none() {
                facts.services.push((service, answer));
                from(Field::Service(service), true);
            }
        }
        facts.services.sort_by_key(|(service, _)| *service);
        for (heading, text) in lower.extra {
            if !facts.extra.iter().any(|(known, _)| *known == heading) {
                facts.extra.push((heading, text));
            }
        }
    }
}

/// Fills an unstated field from a lower layer; tells whether it did.
fn fill<T>(upper: &mut Option<T>, lower: Option<T>) -> bool {
    let taken = upper.is_none() && lower.is_some();
    if taken {
        *upper = lower;
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pharmacy_stays_small() {
        // 62,000 of them are held in memory at once; what only few of them have is behind a pointer.
        assert!(size_of::<Pharmacy>() <= 640, "{} bytes", size_of::<Pharmacy>());
    }
}
