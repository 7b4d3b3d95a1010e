//! What a person may say that a column is.

use super::recognise;
use crate::{
    directory::Service,
    hours::WEEKDAYS,
    intake::meaning::{Days, Meaning, Table},
};

/// Names of meanings before the services, in the order of the form.
const FIELDS: [&str; 43] = [
    "name",
    "name_kana",
    "pharmacy_code",
    "membership",
    "postal_code",
    "prefecture",
    "municipality",
    "address",
    "building",
    "latitude",
    "longitude",
    "phone",
    "after_hours_phone",
    "fax",
    "email",
    "url",
    "hours",
    "hours.mon",
    "hours.tue",
    "hours.wed",
    "hours.thu",
    "hours.fri",
    "hours.sat",
    "hours.sun",
    "hours.holiday",
    "hours.sun_holiday",
    "hours.mon_tue_wed_thu_fri",
    "hours.closing_days",
    "home_visit_hours",
    "home_visit_hours.mon",
    "home_visit_hours.tue",
    "home_visit_hours.wed",
    "home_visit_hours.thu",
    "home_visit_hours.fri",
    "home_visit_hours.sat",
    "home_visit_hours.sun",
    "home_visit_hours.holiday",
    "remarks",
    "addons",
    "valid_at",
    "struck_off",
    "id",
    "no",
];

/// The names a person may choose from: fields such as `after_hours_phone` and `hours.mon`, then the services.
pub fn meanings() -> impl Iterator<Item = &'static str> {
    FIELDS.into_iter().chain(Service::all().map(Service::as_str))
}

/// Whether `name` is what a column can be said to mean.
pub fn is_meaning(name: &str) -> bool {
    meaning(name).is_some()
}

/// The meaning of that name.
pub(super) fn meaning(name: &str) -> Option<Meaning> {
    let found = match name.split_once('.') {
        Some(("hours", "closing_days")) => Some(Meaning::ClosingDays),
        Some(("hours", days)) => named_days(days).map(|days| Meaning::HoursOn(Table::Opening, days)),
        Some(("home_visit_hours", days)) => named_days(days).map(|days| Meaning::HoursOn(Table::HomeVisit, days)),
        _ if name == "id" => Some(Meaning::OwnId),
        _ => recognise(&[], name),
    };
    // Headings are many, names one each: 電話 is no name.
    found.filter(|meaning| meaning.name() == name)
}

/// `mon`, `sun_holiday`: as [`Meaning::name`] writes them.
fn named_days(name: &str) -> Option<Days> {
    let mut days = Days { weekdays: crate::hours::WeekdaySet::NONE, holiday: false };
    for part in name.split('_') {
        match WEEKDAYS.into_iter().find(|day| day.to_string().to_lowercase() == part) {
            Some(day) => days.weekdays = days.weekdays.union(crate::hours::WeekdaySet::of(day)),
            None if part == "holiday" => days.holiday = true,
            None => return None,
        }
    }
    Some(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_offered_is_understood() {
        let lost: Vec<_> = meanings().filter(|name| !is_meaning(name)).collect();
        assert_eq!(lost, Vec::<&str>::new());
        assert!(!is_meaning("") && !is_meaning("電話"));
    }
}
