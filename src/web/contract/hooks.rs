//! The `webhooks` section of the contract: what receivers are sent.

use serde_json::{Value, json};

/// The one message there is.
pub fn section() -> Value {
    let text = |description: &str, pattern: &str, length: u32, example: &str| {
        json!({
            "name": description.split(':').next(), "in": "header", "required": true,
            "description": description.split(": ").nth(1),
            "schema": { "type": "string", "pattern": pattern, "maxLength": length, "examples": [example] },
            "example": example,
        })
    };
    let whole = |description: &str| {
        json!({
            "type": "integer", "format": "int64", "minimum": 0, "maximum": 9_007_199_254_740_991_i64, "description": description,
        })
    };
    json!({ "directory.changed": { "post": {
        "operationId": "receive_directory_changed",
        "summary": "The directory changed",
        "description": "Sent for each new revision to every active webhook, by the Standard Webhooks conventions: tried again for three \
            days until answered with a success, with the same `webhook-id`. 410 switches the webhook off. 変更があったことの知らせです。",
        "tags": ["feeds"],
        "security": [{}],
        "parameters": [
            text("webhook-id: The message's id, the same in every attempt", "^msg_[a-z0-9-]{1,64}$", 68, "msg_019ab0c2-6a5e-7c10-9e0b-5f3a2d8c4e11"),
            text("webhook-timestamp: When this attempt was made, seconds since 1970", "^[0-9]{1,12}$", 12, "1795516200"),
            text("webhook-signature: HMAC-SHA256 of id.timestamp.body by each secret that holds", "^v1,[A-Za-z0-9+/=]{44}( v1,[A-Za-z0-9+/=]{44})*$", 500, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
        ],
        "requestBody": { "required": true, "description": "What happened, and where to read what changed", "content": { "application/json": {
            "schema": {
                "type": "object", "required": ["type", "timestamp", "data"],
                "properties": {
                    "type": { "type": "string", "enum": ["directory.changed"] },
                    "timestamp": { "type": "string", "format": "date-time", "maxLength": 40, "description": "When it happened" },
                    "data": {
                        "type": "object", "required": ["revision", "changes", "since", "changes_url"],
                        "properties": {
                            "revision": whole("The new revision"),
                            "changes": whole("How many entries of the log it has"),
                            "since": { "type": "string", "pattern": "^[0-9]{1,15}$", "maxLength": 15, "description": "The revision before" },
                            "changes_url": { "type": "string", "format": "uri", "maxLength": 2100, "description": "What changed" },
                        },
                    },
                },
            },
            "example": {
                "type": "directory.changed", "timestamp": "2026-11-22T10:30:00+00:00",
                "data": { "revision": 12, "changes": 4, "since": "11", "changes_url": "https://yoruyaku.example.jp/v1/changes?since=11" },
            },
        } } },
        "responses": {
            "2XX": { "description": "Taken" },
            "4XX": { "description": "Not taken; it is sent again later, 410 excepted" },
            "5XX": { "description": "Not taken; it is sent again later" },
        },
    } } })
}
