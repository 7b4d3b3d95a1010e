//! Where one can go from an answer: the operations that take what it holds.

use serde_json::{Map, Value, json};

/// From an operation's answer to another operation: what of the answer (or of the request) is which parameter.
struct Way {
    from: (&'static str, &'static str),
    to: &'static str,
    description: &'static str,
    with: &'static [(&'static str, &'static str)],
}

const fn way(
    from: (&'static str, &'static str),
    to: &'static str,
    description: &'static str,
    with: &'static [(&'static str, &'static str)],
) -> Way {
    Way { from, to, description, with }
}

const FOUND: (&str, &str) = ("list_pharmacies", "200");
const FIRST: &[(&str, &str)] = &[("id", "$response.body#/items/0/id")];
const AREA: &[(&str, &str)] = &[("code", "$response.body#/items/0/area/code")];
const MADE: &[(&str, &str)] = &[("id", "$response.body#/id")];
const SENT: (&str, &str) = ("create_listing", "202");
const PUBLISHED: (&str, &str) = ("publish_listing", "200");
const LISTING: &[(&str, &str)] = &[("id", "$response.body#/listing/id")];
const ROSTER: &[(&str, &str)] = &[("id", "$request.path.id"), ("roster", "$response.body#/items/0/id")];
const SEEN: &[(&str, &str)] = &[("id", "$response.body#/listing/id"), ("If-Match", "$response.header.ETag")];

const WAYS: [Way; 32] = [
    way(FOUND, "get_pharmacy", "Everything about the first found", FIRST),
    way(FOUND, "get_pharmacy_hours", "Its hours, day by day", FIRST),
    way(FOUND, "list_exceptions", "The days on which it differs", FIRST),
    way(FOUND, "create_exception", "Enter such a day", FIRST),
    way(FOUND, "list_pharmacies", "The next page", &[("cursor", "$response.body#/next")]),
    way(("list_associations", "200"), "get_association", "One of them", FIRST),
    way(
        ("list_associations", "200"),
        "list_duties",
        "Who is on duty in its area",
        &[("area", "$response.body#/items/0/area/code")],
    ),
    way(("list_associations", "200"), "get_association_calendar", "Its calendar", FIRST),
    way(
        ("list_associations", "200"),
        "create_duties",
        "Enter its roster",
        &[("association", "$response.body#/items/0/id")],
    ),
    way(("list_associations", "200"), "get_area", "The area it answers for", AREA),
    way(("list_associations", "200"), "get_area_calendar", "The calendar of its area", AREA),
    way(("get_dataset", "200"), "get_bulk_file", "The whole as a file", &[("revision", "$response.body#/revision")]),
    way(("create_webhook", "201"), "get_webhook", "Look at what was sent there", MADE),
    way(("create_webhook", "201"), "create_webhook_secret", "Rotate its secret", MADE),
    way(("create_webhook", "201"), "delete_webhook", "Delete it", MADE),
    way(("list_webhooks", "200"), "restore_webhook", "Switch it on again", FIRST),
    way(("list_problems", "200"), "get_problem", "One explained", &[("code", "$response.body#/items/0/code")]),
    way(SENT, "get_listing", "Look at it again", LISTING),
    way(SENT, "get_listing_file", "The file as it was sent", LISTING),
    way(SENT, "get_listing_rejected", "The rows that were not used", LISTING),
    way(SENT, "recheck_listing", "Compare it again with what is published", LISTING),
    way(SENT, "publish_listing", "Publish it", SEEN),
    way(PUBLISHED, "withdraw_listing", "Take it back", SEEN),
    way(PUBLISHED, "confirm_listing", "Say that it still holds", LISTING),
    way(PUBLISHED, "delete_listing_schedule", "Drop the plan to publish it", LISTING),
    way(("withdraw_listing", "200"), "restore_listing", "Publish it again", SEEN),
    way(("list_listings", "200"), "get_listing", "Its report", FIRST),
    way(("list_rosters", "200"), "get_roster_file", "The file as it was sent", ROSTER),
    way(("list_rosters", "200"), "undo_roster", "Take the newest back", ROSTER),
    way(
        ("list_listings", "200"),
        "list_listings",
        "The versions before these",
        &[("before", "$response.body#/next"), ("association", "$request.query.association")],
    ),
    way(("list_audit", "200"), "list_audit", "The entries before these", &[("before", "$response.body#/next")]),
    way(
        ("create_exception", "201"),
        "delete_exception",
        "Take it back",
        &[("id", "$request.path.id"), ("exception", "$response.body#/id")],
    ),
];

/// The ways on from that answer of that operation; `None` when there are none.
pub fn from(operation: &str, status: &str) -> Option<Value> {
    let ways = WAYS.iter().filter(|way| way.from == (operation, status));
    let links: Map<String, Value> = ways
        .map(|way| {
            let with: Map<String, Value> =
                way.with.iter().map(|(name, what)| ((*name).to_owned(), json!(what))).collect();
            let mut link = json!({ "operationId": way.to, "description": way.description, "parameters": with });
            if way.to == "publish_listing" {
                super::finish::put(&mut link, &["requestBody"], json!({ "confirm": ["shrink", "warnings"] }));
            }
            (way.to.to_owned(), link)
        })
        .collect();
    (!links.is_empty()).then_some(Value::Object(links))
}
