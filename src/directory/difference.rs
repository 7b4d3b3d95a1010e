//! In what two states of one pharmacy differ, field by field, for the log of changes.

use super::{Facts, Field, Pharmacy, Service, SourceRef};

/// Something of a pharmacy that can change, as it is named in every interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// A field of its facts; a service by its own name.
    Field(Field),
    /// `exceptions`: the dates on which it differs.
    Exceptions,
    /// `duties`: its shifts.
    Duties,
    /// `crisis`: its check-ins.
    Crisis,
    /// `sources`: whose lists it stands on.
    Sources,
}

impl Part {
    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Field(field) => field.as_str(),
            Self::Exceptions => "exceptions",
            Self::Duties => "duties",
            Self::Crisis => "crisis",
            Self::Sources => "sources",
        }
    }
}

impl Pharmacy {
    /// The parts in which `after` differs. Stamps (when a list was read) are no difference.
    pub fn differing(&self, after: &Self) -> Vec<Part> {
        let mut parts: Vec<Part> = fields(&self.facts, &after.facts).into_iter().map(Part::Field).collect();
        let names = |sources: &[SourceRef]| sources.iter().map(|source| source.association.clone()).collect::<Vec<_>>();
        let rest = [
            (Part::Exceptions, self.exceptions != after.exceptions),
            (Part::Duties, self.duties != after.duties),
            (Part::Crisis, self.crisis != after.crisis),
            (Part::Sources, names(&self.sources) != names(&after.sources)),
        ];
        parts.extend(rest.into_iter().filter(|(_, differs)| *differs).map(|(part, _)| part));
        parts
    }

    /// The source a part is from; for what stands on no list, the highest.
    pub fn source_of(&self, part: Part) -> Option<&SourceRef> {
        let index = match part {
            Part::Field(field) => self.field_sources.get(&field).copied().unwrap_or(0),
            _ => 0,
        };
        self.sources.get(index)
    }
}

fn fields(a: &Facts, b: &Facts) -> Vec<Field> {
    let mut found: Vec<Field> = [
        (Field::Name, a.name != b.name),
        (Field::NameKana, a.name_kana != b.name_kana),
        (Field::PharmacyCode, a.pharmacy_code != b.pharmacy_code),
        (Field::Membership, a.membership != b.membership),
        (Field::PostalCode, a.postal_code != b.postal_code),
        (Field::Address, a.address != b.address),
        (Field::Place, a.place != b.place),
        (Field::Phone, a.phone != b.phone),
        (Field::AfterHoursPhone, a.after_hours_phone != b.after_hours_phone),
        (Field::Fax, a.fax != b.fax),
        (Field::Email, a.email != b.email),
        (Field::Url, a.url != b.url),
        (Field::Hours, a.hours != b.hours),
        (Field::OnCall, a.on_call != b.on_call),
        (Field::HomeVisitHours, a.home_visit_hours != b.home_visit_hours),
        (Field::Remarks, a.remarks != b.remarks),
        (Field::Extra, a.extra != b.extra),
    ]
    .into_iter()
    .filter(|(_, differs)| *differs)
    .map(|(field, _)| field)
    .collect();
    found.extend(Service::all().filter(|service| a.answer(*service) != b.answer(*service)).map(Field::Service));
    found
}
