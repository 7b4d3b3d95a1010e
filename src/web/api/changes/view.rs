//! An entry of the log, as written.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::{
    directory::Pharmacy,
    publish::Change,
    store::{ChangeKind, ChangeRow},
    web::views::{DetailsView, IdentityView, JapanTime},
};

/// Part of the log of changes.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Changes)]
pub struct ChangesView<'a> {
    /// The entries, in order.
    #[schema(max_items = 1000)]
    pub items: Vec<ChangeView<'a>>,
    /// Where to go on: send it as `since`, now or later; there is always one.
    #[schema(example = "12-345", pattern = "^[0-9]{1,15}(-[0-9]{1,15})?$", max_length = 31)]
    pub next: String,
    /// Whether there are entries behind it already.
    pub more: bool,
    /// The oldest revision whose entries are kept; `since` may be one less.
    #[schema(example = 1, minimum = 0)]
    pub oldest: i64,
    /// The newest revision; it only grows.
    #[schema(example = 12, minimum = 0)]
    pub revision: i64,
    /// The minute this answer was made for.
    pub generated_at: JapanTime,
    /// Seconds from `generated_at` that it holds.
    #[schema(example = 60, minimum = 1, maximum = 60)]
    pub ttl: u32,
}

/// One entry of the log.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Change)]
pub struct ChangeView<'a> {
    /// Its place: `since` this goes on behind it.
    #[schema(example = "12-345", pattern = "^[0-9]{1,15}-[0-9]{1,15}$", max_length = 31)]
    pub cursor: String,
    /// The revision that brought it.
    #[schema(example = 12, minimum = 1)]
    pub revision: i64,
    /// When that was published.
    pub at: JapanTime,
    /// What kind of change.
    #[schema(value_type = crate::web::contract::ChangeKindName)]
    pub kind: &'static str,
    /// Which pharmacy; null for a revision itself.
    #[schema(example = "0192a7c4-1f00-7a30-8a11-2b1c3d4e5f60", pattern = "^[a-z0-9-]{1,64}$", max_length = 64)]
    pub pharmacy_id: Option<&'a str>,
    /// Its name at that revision, or the last it had.
    #[schema(example = "太子堂よる薬局（見本）", max_length = 400)]
    pub name: Option<&'a str>,
    /// What of it differs, by its name in `/v1/pharmacies/{id}`; a service by its own name. Null for a whole pharmacy.
    #[schema(example = "hours", pattern = "^[a-z0-9_]+$", max_length = 60)]
    pub field: Option<&'a str>,
    /// What was: the field as `/v1/pharmacies/{id}` writes it, of a removed pharmacy all of it; null when nothing was said.
    #[schema(value_type = Value)]
    pub before: Value,
    /// What is: the field as `/v1/pharmacies/{id}` writes it, of an added pharmacy all of it; null when nothing is said.
    #[schema(value_type = Value)]
    pub after: Value,
    /// The association whose word it is, or was.
    #[schema(example = "setagaya", pattern = "^[a-z][a-z0-9-]{0,39}$", max_length = 40)]
    pub source: Option<&'a str>,
}

impl<'a> From<&'a Change> for ChangeView<'a> {
    fn from(change: &'a Change) -> Self {
        let row = &change.row;
        let (before, after) = (change.before.as_deref(), change.after.as_deref());
        let field = row.field.as_deref();
        let value = |pharmacy: Option<&Pharmacy>| pharmacy.map_or(Value::Null, |pharmacy| value(pharmacy, field));
        Self {
            cursor: cursor(row),
            revision: row.revision,
            at: JapanTime::of_utc(row.at),
            kind: change.kind.as_str(),
            pharmacy_id: row.pharmacy_id.as_deref(),
            name: after.or(before).map(|pharmacy| pharmacy.facts.name.as_str()),
            field,
            before: if change.kind == ChangeKind::Added { Value::Null } else { value(before) },
            after: if change.kind == ChangeKind::Removed { Value::Null } else { value(after) },
            source: row.source.as_deref(),
        }
    }
}

/// The place of an entry.
pub fn cursor(row: &ChangeRow) -> String {
    format!("{}-{}", row.revision, row.seq)
}

/// A field as the API writes it elsewhere; without a field, everything but the stamps of its sources, which are not kept
/// with a change.
fn value(pharmacy: &Pharmacy, field: Option<&str>) -> Value {
    let (identity, details) =
        (serde_json::to_value(IdentityView::from(pharmacy)), serde_json::to_value(DetailsView::from(pharmacy)));
    let (Ok(Value::Object(mut whole)), Ok(Value::Object(details))) = (identity, details) else { return Value::Null };
    whole.extend(details);
    let names: Vec<Value> = pharmacy.sources.iter().map(|source| source.association.as_str().into()).collect();
    whole.insert("sources".to_owned(), Value::Array(names));
    match field {
        None => Value::Object(whole),
        Some(field) => {
            let service = whole.get("services").and_then(|services| services.get(field)).cloned();
            service.or_else(|| whole.remove(field)).unwrap_or_default()
        }
    }
}
