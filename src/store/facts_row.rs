//! [`Facts`] as the JSON text of one column: readable by a person in psql or sqlite3, absent where not stated.

use std::{collections::HashMap, sync::Arc};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Error;
use crate::{
    directory::{Answer, Facts, Membership, PharmacyCode, Phone, Place, Position, PositionLevel, Service, StatedHours},
    hours::{DayHours, OnCall, Reading, ReadingClass, ReadingNote, WeeklyHours},
};

#[derive(Serialize, Deserialize)]
pub(super) struct FactsRow {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name_kana: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pharmacy_code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    membership: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    postal_code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    /// Latitude, longitude, level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    position: Option<(f64, f64, String)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    phone: Option<PhoneRow>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    after_hours_phone: Option<PhoneRow>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fax: Option<PhoneRow>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hours: Option<HoursRow>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    on_call: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    home_visit_hours: Option<HoursRow>,
    /// Service, answer, condition.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    services: Vec<(String, String, Option<String>)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    remarks: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    extra: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    valid_on: Option<NaiveDate>,
}

/// Digits, text.
type PhoneRow = (String, String);

#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct HoursRow {
    text: String,
    class: String,
    /// The canonical text; its holiday entry included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    week: Option<String>,
    /// The holiday entry alone, of hours whose week is unreadable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    holiday: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    notes: Vec<(String, String)>,
}

const ON_CALL_NO: &str = "no";
const ON_CALL_ALWAYS: &str = "always";
const ON_CALL_CONDITIONAL: &str = "conditional";

/// The column's text for `facts`.
pub(super) fn write(facts: &Facts) -> Result<String, Error> {
    serde_json::to_string(&FactsRow::from(facts)).map_err(|error| Error::Corrupt(error.to_string()))
}

/// Hours met in rows before: many pharmacies have the same, which are then read once and kept once.
#[derive(Default)]
pub(super) struct KnownHours(HashMap<HoursRow, Arc<StatedHours>>);

impl KnownHours {
    fn of(&mut self, row: HoursRow) -> Result<Arc<StatedHours>, Error> {
        if let Some(known) = self.0.get(&row) {
            return Ok(Arc::clone(known));
        }
        let stated = Arc::new(StatedHours::try_from(row.clone())?);
        self.0.insert(row, Arc::clone(&stated));
        Ok(stated)
    }
}

/// The facts in a column's text.
pub(super) fn read(text: &str, known: &mut KnownHours) -> Result<Facts, Error> {
    let row: FactsRow = serde_json::from_str(text).map_err(|error| Error::Corrupt(error.to_string()))?;
    row.facts(known)
}

impl From<&Facts> for FactsRow {
    fn from(facts: &Facts) -> Self {
        let phone = |phone: &Phone| (phone.digits().to_owned(), phone.text().to_owned());
        let place = |place: &Place| {
            let position = place.position;
            (position.lat(), position.lon(), place.level.as_str().to_owned())
        };
        Self {
            name: facts.name.clone(),
            name_kana: facts.name_kana.clone(),
            pharmacy_code: facts.pharmacy_code.as_ref().map(ToString::to_string),
            membership: facts.membership.map(|membership| membership.as_str().to_owned()),
            postal_code: facts.postal_code.clone(),
            address: facts.address.clone(),
            position: facts.place.as_ref().map(place),
            phone: facts.phone.as_ref().map(phone),
            after_hours_phone: facts.after_hours_phone.as_ref().map(phone),
            fax: facts.fax.as_ref().map(phone),
            email: facts.email.clone(),
            url: facts.url.clone(),
            hours: facts.hours.as_deref().map(HoursRow::from),
            on_call: facts.on_call.as_ref().map(on_call_text),
            home_visit_hours: facts.home_visit_hours.as_deref().map(HoursRow::from),
            services: facts.services.iter().map(service_row).collect(),
            remarks: facts.remarks.clone(),
            extra: facts.extra.clone(),
            valid_on: facts.valid_on,
        }
    }
}

fn service_row((service, answer): &(Service, Answer)) -> (String, String, Option<String>) {
    (service.to_string(), answer.as_str().to_owned(), answer.condition().map(ToOwned::to_owned))
}

fn on_call_text(on_call: &OnCall) -> String {
    match on_call {
        OnCall::No => ON_CALL_NO.to_owned(),
        OnCall::Always { conditional: false } => ON_CALL_ALWAYS.to_owned(),
        OnCall::Always { conditional: true } => ON_CALL_CONDITIONAL.to_owned(),
        OnCall::During(week) => week.to_string(),
    }
}

impl From<&StatedHours> for HoursRow {
    fn from(stated: &StatedHours) -> Self {
        let reading = &stated.reading;
        let alone = reading.week.is_none() && reading.holiday.is_stated();
        Self {
            text: stated.text.clone(),
            class: reading.class.to_string(),
            week: reading.week.as_ref().map(ToString::to_string),
            holiday: alone.then(|| reading.holiday.to_string()),
            notes: reading.notes.iter().map(|note| (note.code.clone(), note.text.clone())).collect(),
        }
    }
}

fn corrupt(what: &str, text: &str) -> Error {
    Error::Corrupt(format!("{what} {text:?}"))
}

impl FactsRow {
    fn facts(self, known: &mut KnownHours) -> Result<Facts, Error> {
        let row = self;
        let phone = |row: Option<PhoneRow>| {
            row.map(|(digits, text)| Phone::new(&digits, &text).ok_or_else(|| corrupt("telephone", &digits)))
                .transpose()
        };
        let code = |text: String| PharmacyCode::new(&text).ok_or_else(|| corrupt("pharmacy_code", &text));
        let membership = |text: String| Membership::from_name(&text).ok_or_else(|| corrupt("membership", &text));
        Ok(Facts {
            name: row.name,
            name_kana: row.name_kana,
            pharmacy_code: row.pharmacy_code.map(code).transpose()?,
            membership: row.membership.map(membership).transpose()?,
            postal_code: row.postal_code,
            address: row.address,
            place: row.position.map(place).transpose()?,
            phone: phone(row.phone)?,
            after_hours_phone: phone(row.after_hours_phone)?,
            fax: phone(row.fax)?,
            email: row.email,
            url: row.url,
            hours: row.hours.map(|hours| known.of(hours)).transpose()?,
            on_call: row.on_call.map(|text| on_call(&text)).transpose()?,
            home_visit_hours: row.home_visit_hours.map(|hours| known.of(hours)).transpose()?,
            services: row.services.into_iter().map(answer).collect::<Result<_, _>>()?,
            remarks: row.remarks,
            extra: row.extra,
            valid_on: row.valid_on,
        })
    }
}

impl TryFrom<FactsRow> for Facts {
    type Error = Error;

    fn try_from(row: FactsRow) -> Result<Self, Error> {
        row.facts(&mut KnownHours::default())
    }
}

fn place((lat, lon, level): (f64, f64, String)) -> Result<Place, Error> {
    let position = Position::new(lat, lon).ok_or_else(|| corrupt("position", &format!("{lat},{lon}")))?;
    let level = PositionLevel::from_name(&level).ok_or_else(|| corrupt("position level", &level))?;
    Ok(Place { position, level })
}

fn answer((service, answer, condition): (String, String, Option<String>)) -> Result<(Service, Answer), Error> {
    let service = Service::from_name(&service).ok_or_else(|| corrupt("service", &service))?;
    let answer = match answer.as_str() {
        "yes" => Answer::Yes,
        "no" => Answer::No,
        "phone_only" => Answer::PhoneOnly,
        "conditional" => Answer::Conditional(condition.unwrap_or_default()),
        other => return Err(corrupt("answer", other)),
    };
    Ok((service, answer))
}

fn on_call(text: &str) -> Result<OnCall, Error> {
    Ok(match text {
        ON_CALL_NO => OnCall::No,
        ON_CALL_ALWAYS => OnCall::Always { conditional: false },
        ON_CALL_CONDITIONAL => OnCall::Always { conditional: true },
        week => OnCall::During(Box::new(week_of(week)?)),
    })
}

fn week_of(text: &str) -> Result<WeeklyHours, Error> {
    text.parse().map_err(|_| corrupt("hours", text))
}

impl TryFrom<HoursRow> for StatedHours {
    type Error = Error;

    fn try_from(row: HoursRow) -> Result<Self, Error> {
        let week = row.week.as_deref().map(week_of).transpose()?;
        let alone = row.holiday.map(|text| text.parse().map_err(|_| corrupt("holiday hours", &text))).transpose()?;
        let holiday = week.as_ref().map(|week| week.holiday.clone()).or(alone).unwrap_or(DayHours::Unstated);
        let class = ReadingClass::from_name(&row.class).ok_or_else(|| corrupt("class", &row.class))?;
        let notes = row.notes.into_iter().map(|(code, text)| ReadingNote { code, text }).collect();
        Ok(Self { text: row.text, reading: Reading { class, week, holiday, notes } })
    }
}
