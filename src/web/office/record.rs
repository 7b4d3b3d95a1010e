//! 記録: who did what, when.

use actix_web::{HttpRequest, HttpResponse, web::Data};
use maud::html;

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
                thead { tr { th scope="col" { "日時" } th scope="col" { "だれが" } th scope="col" { "何を" } th scope="col" { "対象" } } }
                tbody {
                    @for entry in &entries {
                        tr {
                            td { (words::instant(entry.at)) }
                            td { (entry.actor) }
                            td { (words::action(&entry.action)) }
                            td { (entry.subject) }
                        }
                    }
                }
            }
        }
        @if let Some(entry) = older { p { a href={ "/office/record?before=" (entry.id) } { "これより前" } } }
    };
    Ok(frame::page(&signed, "記録", &main))
}
