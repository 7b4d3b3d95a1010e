//! The rosters that were entered: entering one that was looked at, its file, and taking it back.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use chrono::NaiveDate;
use maud::{Markup, html};

use super::{
    frame, home,
    refused::Refused,
    roster,
    session::{Posted, Signed},
    words,
};
use crate::{
    directory::AssociationId,
    publish,
    store::{RosterEntry, RosterState},
    web::{
        App,
        api::{download, sent_name},
        auth::{self, blocking},
    },
};

/// Rosters on one page.
pub const AT_ONCE: u32 = 50;

/// `POST /office/rosters/{association}/{id}/enter`
pub async fn enter(app: Data<App>, posted: Posted, path: Path<(String, String)>) -> Result<HttpResponse, Refused> {
    let ((association, id), signed) = (path.into_inner(), posted.signed);
    let association = home::edited(&signed, &association)?;
    let limits = app.settings.limits();
    let (actor, at, of) = (signed.caller.name.clone(), app.clock.now().naive_utc(), association.clone());
    let report = blocking(&app, move |store| publish::confirm_roster(store, &of, &id, &limits, (&actor, at))).await?;
    auth::refresh(&app).await;
    let changed =
        "確かめていただいた後に当番表か一覧が変わったので、まだ登録していません。変わるところをもう一度見てください。";
    Ok(frame::page(&signed, "当番表の登録", &roster::told(&signed, &association, &report, Some(changed))))
}

/// `POST /office/rosters/{association}/{id}/undo`
pub async fn undo(app: Data<App>, posted: Posted, path: Path<(String, String)>) -> Result<HttpResponse, Refused> {
    let ((association, id), signed) = (path.into_inner(), posted.signed);
    let association = home::edited(&signed, &association)?;
    let (actor, at, of) = (signed.caller.name.clone(), app.clock.now().naive_utc(), association.clone());
    let undone = blocking(&app, move |store| publish::undo_roster(store, &of, &id, (&actor, at))).await?;
    auth::refresh(&app).await;
    let main = html! {
        p.told { "登録を取り消し、当番をその前の内容に戻しました。" }
        dl.counts {
            div { dt { "消えた当番" } dd { (undone.withdrawn) } }
            div { dt { "戻った当番" } dd { (undone.restored) } }
        }
        p { a href={ "/office/rosters/" (association) } { "当番表へ" } }
    };
    Ok(frame::page(&signed, "当番表の取り消し", &main))
}

/// `GET /office/rosters/{association}/{id}/file`
pub async fn file(app: Data<App>, signed: Signed, path: Path<(String, String)>) -> Result<HttpResponse, Refused> {
    let (association, id) = path.into_inner();
    let association = home::reviewed(&signed, &association)?;
    let (name, bytes) = blocking(&app, move |store| publish::roster_file(store, &association, &id)).await?;
    Ok(download(&sent_name(&name, &bytes), "application/octet-stream", bytes))
}

/// The rosters that were entered, each with its file and, while it holds, the way back; and where those before them are,
/// under the calendar of the same `month`.
pub fn table(signed: &Signed, association: &AssociationId, entries: &[RosterEntry], month: NaiveDate) -> Markup {
    let older = entries.last().filter(|_| entries.len() == AT_ONCE as usize);
    let may_edit = signed.caller.authority.may_edit(association);
    html! {
        @if !entries.is_empty() {
            h2 { "登録した当番表" }
            div.scroll tabindex="0" role="region" aria-label="登録した当番表" {
                table {
                    thead { tr { th scope="col" { "登録" } th scope="col" { "だれが" } th scope="col" { "ファイル" } th scope="col" { "変わったところ" } th scope="col" { "状態" } } }
                    tbody { @for entry in entries { (row(signed, association, entry, may_edit)) } }
                }
            }
            @if let Some(entry) = older {
                p { a href={ "/office/rosters/" (association) "?month=" (month.format("%Y-%m")) "&before=" (entry.id) } { "これより前に登録した当番表" } }
            }
        }
    }
}

fn row(signed: &Signed, association: &AssociationId, entry: &RosterEntry, may_edit: bool) -> Markup {
    let address = format!("/office/rosters/{association}/{}", entry.id);
    let name = if entry.file_name.is_empty() { "当番表" } else { entry.file_name.as_str() };
    html! {
        tr {
            td { (words::instant(entry.entered_at)) }
            td { (entry.actor) }
            td { a href={ (address) "/file" } { (name) } }
            td { "追加" (entry.added) "・取り消し" (entry.removed) }
            td {
                @if let Some((who, at)) = &entry.undone {
                    "取り消し済み（" (words::instant(*at)) " " (who) "）"
                } @else if entry.state == RosterState::Entered && may_edit {
                    form.inline method="post" action={ (address) "/undo" } {
                        (signed.proof())
                        button.quiet { "この登録を取り消す" }
                    }
                } @else {
                    "登録済み"
                }
            }
        }
    }
}
