//! The demonstration: two associations and their invented pharmacies, from `seed/`, compiled in.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use serde_json::json;

use super::{Error, Upload, associations, audit_entry, check, mint, publish, read_emergency, record};
use crate::{
    clock::Clock,
    directory::{Area, Association, AssociationId, DutyDays, DutyRotation, PharmacyId},
    hours::{Calendar, DateException, DayHours, Holidays, TimeRange},
    intake::{Limits, merge::Scope},
    store::{self, NewDutyShift, NewException, Store},
};

const ASSOCIATIONS: &str = include_str!("../../seed/associations.csv");
const LISTS: [(&str, &str, &[u8]); 2] = [
    ("setagaya", "setagaya.csv", include_bytes!("../../seed/lists/setagaya.csv")),
    ("tamagawa-kinuta", "tamagawa-kinuta.csv", include_bytes!("../../seed/lists/tamagawa-kinuta.csv")),
];
const DUTIES: &str = include_str!("../../seed/duties.csv");
const EXCEPTIONS: &str = include_str!("../../seed/exceptions.csv");
const EMERGENCY: &[u8] = include_bytes!("../../seed/emergency_demo.csv");

/// How many days of duty the demonstration has.
const DUTY_DAYS: u32 = 120;

/// Whether nothing was ever published in this database.
///
/// # Errors
/// The store's.
pub fn is_new(store: &Store) -> Result<bool, Error> {
    Ok(store.read(store::current_revision)?.revision == 0)
}

/// Loads the demonstration and publishes it; an association that has a published list is left as it is. Its duties and
/// exceptions are dated from today, so that a demonstration never ages. Returns a line saying what was done.
///
/// # Errors
/// The store's; [`Error::Seed`] when a file of `seed/` is not as expected.
pub fn seed(store: &Store, clock: Clock) -> Result<String, Error> {
    let associations = associations()?;
    let at = clock.now().naive_utc();
    let mut new = Vec::new();
    for association in &associations {
        let published = store.write(|c| {
            associations::insert(c, association, "seed", at)?;
            store::published_listing(c, &association.id)
        })?;
        if published.is_none() {
            new.push(association.id.clone());
        }
    }
    let mut pharmacies = 0;
    for (id, file_name, bytes) in LISTS {
        let Some(association) = new.iter().find(|known| known.as_str() == id) else { continue };
        let association = association.clone();
        let upload =
            Upload { association, file_name, bytes, scope: Scope::Whole, limits: Limits::default(), actor: "seed", at };
        let (listing, report) = check(store, &upload)?;
        publish(store, &listing, "seed", at)?;
        pharmacies += report.accepted;
    }
    let dated = dated(store, &new, clock.japan().date())?;
    let (shifts, exceptions) = (dated.0.len(), dated.1.len());
    let numbers = read_emergency(EMERGENCY)?;
    store.write(|c| {
        // An operator's own numbers stay.
        if !new.is_empty() && store::load_emergency(c)?.lines.is_empty() {
            store::replace_emergency(c, &numbers)?;
        }
        store::insert_duty_shifts(c, &dated.0, at)?;
        store::insert_exceptions(c, &dated.1, at)?;
        let detail = json!({ "pharmacies": pharmacies, "duties": shifts, "exceptions": exceptions });
        store::insert_audit(c, &audit_entry("seed", "seed.load", "demonstration".to_owned(), &detail, at))?;
        record(c, None, at)
    })?;
    Ok(format!("demonstration loaded: {pharmacies} invented pharmacies, {shifts} duty shifts, {exceptions} exceptions"))
}

/// Whether what the association shows is the demonstration's list.
///
/// # Errors
/// The store's.
pub fn shows_demonstration(store: &Store, association: &AssociationId) -> Result<bool, Error> {
    Ok(store.read(|c| {
        let Some(listing) = store::published_listing(c, association)? else { return Ok(false) };
        Ok(store::get_origin(c, &listing.id)?.is_some_and(|origin| origin.author == "seed"))
    })?)
}

/// The rows of a seed file, by heading.
fn rows(text: &str) -> Result<Vec<HashMap<String, String>>, Error> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().collect::<Result<_, _>>().map_err(|error| Error::Seed(error.to_string()))
}

fn cell<'a>(row: &'a HashMap<String, String>, heading: &str) -> Result<&'a str, Error> {
    row.get(heading).map(String::as_str).ok_or_else(|| Error::Seed(format!("no column {heading}")))
}

/// A cell read by `parse`.
fn parsed<T>(row: &HashMap<String, String>, heading: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, Error> {
    let text = cell(row, heading)?;
    parse(text).ok_or_else(|| Error::Seed(format!("{heading} {text:?}")))
}

fn associations() -> Result<Vec<Association>, Error> {
    let association = |row: HashMap<String, String>| {
        Ok(Association {
            id: parsed(&row, "id", AssociationId::new)?,
            name: cell(&row, "name")?.to_owned(),
            name_en: cell(&row, "name_en")?.to_owned(),
            area: Area {
                code: cell(&row, "area_code")?.to_owned(),
                prefecture: cell(&row, "prefecture")?.to_owned(),
                municipality: cell(&row, "municipality")?.to_owned(),
                year_end: None,
            },
            rank: parsed(&row, "rank", |text| text.parse().ok())?,
        })
    };
    rows(ASSOCIATIONS)?.into_iter().map(association).collect()
}

type Dated = (Vec<NewDutyShift>, Vec<NewException>);

/// The duties and exceptions of the new associations, dated from `today`.
fn dated(store: &Store, new: &[AssociationId], today: NaiveDate) -> Result<Dated, Error> {
    let published = store.read(|c| {
        let (listings, rows) = store::load_published(c)?;
        let association: HashMap<_, _> = listings.into_iter().map(|l| (l.id, l.association)).collect();
        let known = |row: store::PublishedRow| {
            let digits = row.row.facts.phone.map(|phone| phone.digits().to_owned()).unwrap_or_default();
            Some(((association.get(&row.listing)?.clone(), row.row.facts.name, digits), row.row.pharmacy))
        };
        Ok(rows.into_iter().filter_map(known).collect::<HashMap<_, _>>())
    })?;
    let pharmacy = |row: &HashMap<String, String>, association: &AssociationId| {
        let (name, phone) = (cell(row, "name")?.to_owned(), cell(row, "phone")?.replace('-', ""));
        let known: Option<&PharmacyId> = published.get(&(association.clone(), name.clone(), phone));
        known.cloned().ok_or_else(|| Error::Seed(format!("no pharmacy {name} of {association}")))
    };
    let holidays = Calendar::japan().holidays;
    let mut dated = (Vec::new(), Vec::new());
    for row in rows(DUTIES)? {
        let association = parsed(&row, "association", AssociationId::new)?;
        if new.contains(&association) {
            let pharmacy = pharmacy(&row, &association)?;
            dated.0.extend(shifts(&row, &association, &pharmacy, &holidays, today)?);
        }
    }
    for row in rows(EXCEPTIONS)? {
        let association = parsed(&row, "association", AssociationId::new)?;
        if new.contains(&association) {
            let pharmacy = pharmacy(&row, &association)?;
            dated.1.push(NewException { id: mint(), pharmacy, exception: exception(&row, today)? });
        }
    }
    Ok(dated)
}

fn shifts(
    row: &HashMap<String, String>,
    association: &AssociationId,
    pharmacy: &PharmacyId,
    holidays: &Holidays,
    today: NaiveDate,
) -> Result<Vec<NewDutyShift>, Error> {
    let days = parsed(row, "weekday_or_holiday", DutyDays::from_name)?;
    let (from, to) = (parsed(row, "from", |t| t.parse().ok())?, parsed(row, "to", |t| t.parse().ok())?);
    let (every, offset) = (parsed(row, "every", |t| t.parse().ok())?, parsed(row, "offset", |t| t.parse().ok())?);
    let rotation = TimeRange::new(from, to)
        .and_then(|range| DutyRotation::new(days, range, every, offset))
        .ok_or_else(|| Error::Seed(format!("rotation of {pharmacy}")))?;
    let shifts = rotation.shifts(today, DUTY_DAYS, |date| holidays.name(date).is_some());
    let new = |shift| NewDutyShift { id: mint(), association: association.clone(), pharmacy: pharmacy.clone(), shift };
    Ok(shifts.into_iter().map(new).collect())
}

fn exception(row: &HashMap<String, String>, today: NaiveDate) -> Result<DateException, Error> {
    let on = parsed(row, "days_from_seed", |text| today.checked_add_days(Days::new(text.parse().ok()?)))?;
    let hours = parsed(row, "hours", |text| match text {
        "" => Some(DayHours::Unstated),
        "closed" => Some(DayHours::Closed),
        ranges => ranges.parse().ok(),
    })?;
    Ok(DateException { on, hours, reason: cell(row, "reason")?.to_owned() })
}
