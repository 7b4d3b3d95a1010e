//! An example for every answer of the contract.
//!
//! Those of successes are real answers of the black-box suite's server, kept in `openapi/examples/`; the suite holds
//! them to what is answered. Those of failures are made from the code table.

use serde_json::{Value, json};

use crate::web::problem::{MEDIA_TYPE, TABLE};

/// Each operation with its example answer.
const ANSWERS: [(&str, &str); 15] = [
    ("list_pharmacies", include_str!("../../../openapi/examples/list_pharmacies.json")),
    ("list_pharmacies_as", include_str!("../../../openapi/examples/list_pharmacies.json")),
    ("get_pharmacy", include_str!("../../../openapi/examples/get_pharmacy.json")),
    ("get_pharmacy_hours", include_str!("../../../openapi/examples/get_pharmacy_hours.json")),
    ("list_places", include_str!("../../../openapi/examples/list_places.json")),
    ("list_duties", include_str!("../../../openapi/examples/list_duties.json")),
    ("list_holidays", include_str!("../../../openapi/examples/list_holidays.json")),
    ("list_associations", include_str!("../../../openapi/examples/list_associations.json")),
    ("get_association", include_str!("../../../openapi/examples/get_association.json")),
    ("get_dataset", include_str!("../../../openapi/examples/get_dataset.json")),
    ("get_liveness", include_str!("../../../openapi/examples/get_liveness.json")),
    ("get_readiness", include_str!("../../../openapi/examples/get_readiness.json")),
    ("list_problems", include_str!("../../../openapi/examples/list_problems.json")),
    ("get_problem", include_str!("../../../openapi/examples/get_problem.json")),
    ("get_metrics", r##""# TYPE yoruyaku_snapshot_revision gauge\nyoruyaku_snapshot_revision 12\n# EOF\n""##),
];

/// The example answer of an operation; `None` when it has none yet.
pub fn answer(operation: &str) -> Option<Value> {
    let (_, text) = ANSWERS.iter().find(|(name, _)| *name == operation)?;
    serde_json::from_str(text).ok()
}

/// Gives a shared failure the examples of its codes.
pub fn problems(name: &str, response: &mut Value) {
    let fits = |status: u16| match name {
        "BadRequest" => status == 400,
        "NotFound" => status == 404,
        "NotAcceptable" => status == 406,
        "Contradiction" => status == 422,
        "TooManyRequests" => status == 429,
        "InternalError" => status == 500,
        "ServerError" => status >= 500,
        _ => (400..500).contains(&status) && ![400, 404, 406, 422, 429].contains(&status),
    };
    let of = TABLE.iter().filter(|row| fits(row.status.as_u16()));
    let examples = of.map(|row| {
        let parameter = json!({
            "parameter": "near", "detail": "This is not `lat,lon` in decimal degrees.",
            "detail_ja": "「緯度,経度」の形ではありません。", "allowed": "lat,lon in decimal degrees: 35.6437,139.6710",
        });
        let errors = if row.name == "invalid_parameter" { vec![parameter] } else { vec![] };
        let value = json!({
            "type": format!("/problems/{}", row.name), "title": row.en, "title_ja": row.ja,
            "status": row.status.as_u16(), "code": row.name, "detail": row.help_en, "detail_ja": row.help_ja,
            "retriable": row.retriable, "request_id": "019ab0c2-6a5e-7c10-9e0b-5f3a2d8c4e11", "errors": errors,
        });
        (row.name.to_owned(), json!({ "summary": row.en, "value": value }))
    });
    super::finish::put(response, &["content", MEDIA_TYPE, "examples"], Value::Object(examples.collect()));
}
