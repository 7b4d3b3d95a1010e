//! A pharmacy as readers saw it, as the JSON text of one column.
//!
//! Which version of a list it was, and when that was read, is the same for all pharmacies of the list: it is kept once a
//! publication, so that an unchanged pharmacy is not written again.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::{Error, facts_row::FactsRow};
use crate::{
    digest,
    directory::{AssociationId, Facts, Field, Pharmacy, PharmacyId, SourceRef},
    hours::{CrisisCheckIn, DateException, DutyShift, State},
};

/// One kept state of one pharmacy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateRow {
    /// Which pharmacy.
    pub id: PharmacyId,
    /// The first revision it holds at.
    pub since: i64,
    /// The first revision it no longer holds at; `None` for what holds now.
    pub until: Option<i64>,
    /// SHA-256 of `state`, hexadecimal.
    pub digest: String,
    /// The state, JSON.
    pub state: String,
}

/// What [`stated`] makes of a pharmacy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// SHA-256 of the text, hexadecimal.
    pub digest: String,
    /// The state, JSON.
    pub state: String,
}

#[derive(Serialize, Deserialize)]
struct State1 {
    facts: FactsRow,
    /// Association, and when its word on this pharmacy last differed; strongest first.
    sources: Vec<(String, NaiveDateTime)>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    field_sources: BTreeMap<String, usize>,
    /// Date, hours, reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    exceptions: Vec<(NaiveDate, String, String)>,
    /// Start and end, Japan's civil time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    duties: Vec<(NaiveDateTime, NaiveDateTime)>,
    /// State, from, until.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    crisis: Vec<(String, NaiveDateTime, NaiveDateTime)>,
}

/// The text of a pharmacy's state, and its digest.
///
/// # Errors
/// When it can't be written.
pub fn stated(pharmacy: &Pharmacy) -> Result<Stated, Error> {
    let row = State1 {
        facts: FactsRow::from(&pharmacy.facts),
        sources: pharmacy.sources.iter().map(|s| (s.association.to_string(), s.changed_at)).collect(),
        field_sources: pharmacy.field_sources.iter().map(|(f, index)| (f.as_str().to_owned(), *index)).collect(),
        exceptions: pharmacy.exceptions.iter().map(|e| (e.on, e.hours.to_string(), e.reason.clone())).collect(),
        duties: pharmacy.duties.iter().map(|shift| (shift.start(), shift.end())).collect(),
        crisis: pharmacy.crisis.iter().map(|c| (c.state.as_str().to_owned(), c.from, c.until)).collect(),
    };
    let state = serde_json::to_string(&row).map_err(|error| Error::Corrupt(error.to_string()))?;
    let digest = digest::sha256(&state);
    Ok(Stated { digest, state })
}

impl StateRow {
    /// The pharmacy, its sources found among those of a publication; a source that is not among them keeps its name and
    /// is said to have been read when it last differed.
    ///
    /// # Errors
    /// When the text is not what this version wrote.
    pub fn pharmacy(&self, published: &[SourceRef]) -> Result<Pharmacy, Error> {
        let corrupt = |what: &str| Error::Corrupt(format!("state of {}: {what}", self.id));
        let row: State1 = serde_json::from_str(&self.state).map_err(|error| corrupt(&error.to_string()))?;
        let source = |(name, changed_at): (String, NaiveDateTime)| {
            let association = AssociationId::new(&name).ok_or_else(|| corrupt("association"))?;
            let known = published.iter().find(|known| known.association == association).cloned();
            let listing = crate::directory::ListingId::new("unknown").ok_or_else(|| corrupt("listing"))?;
            let plain = || SourceRef { association, listing, valid_on: None, checked_at: changed_at, changed_at };
            Ok(SourceRef { changed_at, ..known.unwrap_or_else(plain) })
        };
        let field = |(name, index): (String, usize)| {
            Field::from_name(&name).map(|field| (field, index)).ok_or_else(|| corrupt("field"))
        };
        let exception = |(on, hours, reason): (NaiveDate, String, String)| {
            Ok(DateException { on, hours: hours.parse().map_err(|_| corrupt("hours"))?, reason })
        };
        let shift = |(start, end)| DutyShift::new(start, end).ok_or_else(|| corrupt("duty shift"));
        let check_in = |(state, from, until): (String, _, _)| {
            let state = State::from_name(&state).ok_or_else(|| corrupt("check-in"))?;
            Ok::<_, Error>(CrisisCheckIn { state, from, until })
        };
        let facts = Facts::try_from(row.facts)?;
        let mut sources: Vec<SourceRef> = row.sources.into_iter().map(source).collect::<Result<_, Error>>()?;
        // The strongest may have said as of when by itself.
        if let Some((first, on)) = sources.first_mut().zip(facts.valid_on) {
            first.valid_on = Some(on);
        }
        Ok(Pharmacy {
            id: self.id.clone(),
            facts,
            sources,
            field_sources: row.field_sources.into_iter().map(field).collect::<Result<_, Error>>()?,
            exceptions: row.exceptions.into_iter().map(exception).collect::<Result<_, Error>>()?,
            duties: row.duties.into_iter().map(shift).collect::<Result<_, Error>>()?,
            crisis: row.crisis.into_iter().map(check_in).collect::<Result<_, Error>>()?,
        })
    }
}
