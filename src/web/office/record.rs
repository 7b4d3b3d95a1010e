//! 記録: who did what, when.

use actix_web::{HttpRequest, HttpResponse, web::Data};
use maud::{Markup, html};

use super::{frame, refused::Refused, session::Signed, words};
use crate::{
    directory::Authority,
    publish,
    web::{App, auth::blocking},
};

/// Entries on one page.
const ENTRIES: u32 = 50;

/// `GET /office/record?before=…`
pub async fn page(app: Data<App>, request: HttpRequest, signed: Signed) -> Result<HttpResponse, Refused> {
    let own = match &signed.caller.authority {
        Authority::Editor(own) => Some(own.clone()),
        Authority::Operator | Authority::Auditor => None,
    };
    let before = request.query_string().split('&').find_map(|pair| pair.strip_prefix("before=")).map(str::to_owned);
    let entries = blocking(&app, move |store| publish::audit(store, own.as_ref(), before.as_deref(), ENTRIES)).await?;
    let older = entries.last().filter(|_| entries.len() == ENTRIES as usize);
    let main = html! {
        div.scroll tabindex="0" role="region" aria-label="記録" {
            table {
                thead { tr { th scope="col" { "日時" } th scope="col" { "だれが" } th scope="col" { "何を" } th scope="col" { "対象" } th scope="col" { "内容" } } }
                tbody {
                    @for entry in &entries {
                        tr {
                            td { (words::instant(entry.at)) }
                            td { (entry.actor) }
                            td { (words::action(&entry.action)) }
                            td { (entry.subject) }
                            td { (detail(&entry.detail)) }
                        }
                    }
                }
            }
        }
        @if let Some(entry) = older { p { a href={ "/office/record?before=" (entry.id) } { "これより前" } } }
    };
    Ok(frame::page(&signed, "記録", &main))
}

/// What an entry tells besides: what was before and after, and how much.
fn detail(json: &str) -> Markup {
    let told: serde_json::Map<String, serde_json::Value> = serde_json::from_str(json).unwrap_or_default();
    let text = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Null => "―".to_owned(),
        other => other.to_string(),
    };
    html! {
        @if !told.is_empty() {
            details {
                summary { "くわしく" }
                dl { @for (name, value) in &told { dt { (words::detail(name)) } dd.digest { (text(value)) } } }
            }
        }
    }
}
