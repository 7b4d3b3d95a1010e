//! Found pharmacies as linked data: schema.org's `Pharmacy`, with opening hours and special opening hours.

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use crate::{search::Snapshot, web::site};

/// How far ahead dates that differ from the week are told.
const AHEAD: u64 = 60;

/// Those pharmacies as one graph. `home` is the server's address, `today` Japan's.
pub fn graph(snapshot: &Snapshot, indexes: impl Iterator<Item = usize>, home: &str, today: NaiveDate) -> Vec<u8> {
    let mut nodes: Vec<Value> = indexes.filter_map(|index| pharmacy(snapshot, index, home, today)).collect();
    for node in nodes.iter_mut().filter_map(Value::as_object_mut) {
        node.remove("@context");
    }
    json!({ "@context": "https://schema.org", "@graph": nodes }).to_string().into_bytes()
}

/// One pharmacy.
pub fn pharmacy(snapshot: &Snapshot, index: usize, home: &str, today: NaiveDate) -> Option<Value> {
    let pharmacy = snapshot.pharmacies().get(index)?;
    let (schedule, calendar) = snapshot.schedule(index)?;
    let hours = schedule.to_schema_org(calendar, today, today + Days::new(AHEAD));
    Some(site::json_ld(home, pharmacy, &hours))
}
