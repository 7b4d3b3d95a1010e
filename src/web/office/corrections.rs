//! 訂正の申出: what readers say is wrong, for the clerk to look into.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use maud::{Markup, html};

use super::{
    frame,
    refused::Refused,
    session::{Posted, Signed},
    words,
};
use crate::{
    directory::{Authority, Correction, Topic},
    publish,
    search::Snapshot,
    web::{
        App,
        auth::blocking,
        problem::{Code, Problem},
        snapshot::Current,
    },
};

/// Shown at once.
const SHOWN: u32 = 100;

/// `GET /office/corrections`
pub async fn page(app: Data<App>, signed: Signed, snapshot: Current) -> Result<HttpResponse, Refused> {
    let own = match &signed.caller.authority {
        Authority::Editor(own) => Some(own.clone()),
        Authority::Operator | Authority::Auditor => None,
    };
    let found = blocking(&app, move |store| publish::corrections(store, own.as_ref(), SHOWN)).await?;
    let main = html! {
        p { "利用者から届いた「情報が違う」という知らせです。ここに届いただけでは、公開中の内容は変わりません。薬局に確かめてから、一覧か臨時の休業・開局で直してください。" }
        @if found.is_empty() { p { "まだ届いていません。" } }
        @for correction in &found { (card(&signed, &snapshot, correction)) }
    };
    Ok(frame::page(&signed, "訂正の申出", &main))
}

fn card(signed: &Signed, snapshot: &Snapshot, correction: &Correction) -> Markup {
    let name = snapshot.pharmacy(&correction.pharmacy).map(|pharmacy| pharmacy.facts.name.as_str());
    let id = &correction.id;
    html! {
        section.card aria-labelledby={ "about-" (id) } {
            h2 id={ "about-" (id) } {
                @match name {
                    Some(name) => a href={ "/p/" (correction.pharmacy) } { (name) },
                    None => { "一覧にない薬局（" (correction.pharmacy) "）" },
                }
                "：" (topic(correction.topic))
            }
            p { (words::instant(correction.received_at)) " に届きました（" (correction.lang) "）。" }
            p.quote { (correction.message) }
            @if let Some(contact) = &correction.contact { p { "連絡先：" (contact) } }
            @match &correction.settled {
                Some((at, by)) => { p { (words::instant(*at)) " に確認済み（" (by) "）" } },
                None if signed.caller.authority.may_edit(&correction.association) => {
                    form.inline method="post" action={ "/office/corrections/" (id) "/settle" } {
                        (signed.proof())
                        button.quiet { "確認済みにする" }
                    }
                },
                None => { p.urgent { "まだ確認していません。" } },
            }
        }
    }
}

fn topic(topic: Topic) -> &'static str {
    match topic {
        Topic::Hours => "開いている時間",
        Topic::Phone => "電話番号",
        Topic::Place => "住所・場所",
        Topic::Services => "対応していること",
        Topic::Gone => "閉店・移転",
        Topic::Other => "そのほか",
    }
}

/// `POST /office/corrections/{id}/settle`
pub async fn settle(app: Data<App>, posted: Posted, id: Path<String>) -> Result<HttpResponse, Refused> {
    let caller = posted.signed.caller;
    let at = app.clock.now().naive_utc();
    let known = blocking(&app, move |store| publish::correction(store, &id)).await?;
    if !caller.authority.may_edit(&known.association) {
        return Err(Problem::new(Code::Forbidden).into());
    }
    blocking(&app, move |store| publish::settle_correction(store, &known, &caller.name, at)).await?;
    Ok(frame::see("/office/corrections"))
}
