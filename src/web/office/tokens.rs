//! Tokens: made, shown once, taken back.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use chrono::{Days, NaiveDateTime};
use maud::{Markup, html};

use super::{
    frame,
    refused::Refused,
    session::{Posted, Signed},
    words,
};
use crate::{
    directory::Authority,
    publish,
    store::{self, Token},
    web::{
        App,
        auth::{Caller, blocking},
        problem::{Code, Problem, Text},
    },
};

/// Days a token holds at most.
const DAYS: u64 = 3650;

/// `GET /office/tokens`
pub async fn page(app: Data<App>, signed: Signed) -> Result<HttpResponse, Refused> {
    let tokens = reachable(&app, &signed.caller).await?;
    let now = app.clock.now().naive_utc();
    let main = html! {
        p { "ほかのシステムから一覧を送るための鍵です。作ったときに一度だけ表示します。使わなくなったら取り消してください。" }
        @if signed.caller.authority != Authority::Auditor { (make_form(&signed)) }
        div.scroll tabindex="0" role="region" aria-label="トークン" {
            table {
                thead { tr { th scope="col" { "名前" } th scope="col" { "権限" } th scope="col" { "作った日時" } th scope="col" { "期限" } th scope="col" { "状態" } } }
                tbody { @for token in &tokens { (row(&signed, token, now)) } }
            }
        }
    };
    Ok(frame::page(&signed, "トークン", &main))
}

fn make_form(signed: &Signed) -> Markup {
    html! {
        section.card aria-labelledby="make" {
            h2 #make { "新しく作る" }
            form.stack method="post" action="/office/tokens" {
                (signed.proof())
                div.field {
                    label for="name" { "何に使うか" }
                    input #name name="name" type="text" required maxlength="100";
                }
                @if signed.caller.authority == Authority::Operator {
                    div.field {
                        label for="authority" { "権限" }
                        p.hint { "operator、auditor、editor:薬剤師会の名前" }
                        input #authority name="authority" type="text" required maxlength="60" autocapitalize="none" spellcheck="false";
                    }
                }
                div.field {
                    label for="days" { "何日使えるようにするか" }
                    input #days name="days" type="number" min="1" max=(DAYS) value="365" required;
                }
                button.act { "作る" }
            }
        }
    }
}

fn row(signed: &Signed, token: &Token, now: NaiveDateTime) -> Markup {
    html! {
        tr {
            td { (token.name) }
            td { (token.authority) }
            td { (words::instant(token.created_at)) }
            td { (words::instant(token.expires_at)) }
            td {
                @if let Some(at) = token.revoked_at { "取り消し済み（" (words::instant(at)) "）" }
                @else if token.expires_at <= now { "期限切れ" }
                @else if signed.caller.authority == Authority::Auditor { "有効" }
                @else {
                    form.inline method="post" action={ "/office/tokens/" (token.id) "/revoke" } {
                        (signed.proof())
                        button.quiet aria-label={ "「" (token.name) "」を取り消す" } { "取り消す" }
                    }
                }
            }
        }
    }
}

/// The tokens that reach no further than the caller.
async fn reachable(app: &App, caller: &Caller) -> Result<Vec<Token>, Problem> {
    let mut tokens = blocking(app, |store| Ok(store.read(store::load_tokens)?)).await?;
    if let Authority::Editor(_) = caller.authority {
        tokens.retain(|token| token.authority == caller.authority);
    }
    Ok(tokens)
}

/// `POST /office/tokens`
pub async fn create(app: Data<App>, posted: Posted) -> Result<HttpResponse, Refused> {
    let Posted { signed, fields } = posted;
    let authority = match &signed.caller.authority {
        Authority::Operator => fields.get("authority").and_then(|text| text.trim().parse().ok()).ok_or_else(wrong)?,
        Authority::Editor(own) => Authority::Editor(own.clone()),
        Authority::Auditor => return Err(Problem::new(Code::Forbidden).into()),
    };
    let name =
        fields.get("name").map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).ok_or_else(wrong)?;
    let days = fields.get("days").and_then(|days| days.parse().ok()).filter(|days| (1..=DAYS).contains(days));
    let (days, at, actor) = (days.ok_or_else(wrong)?, app.clock.now().naive_utc(), signed.caller.name.clone());
    let name: String = name.chars().take(100).collect();
    let made =
        blocking(&app, move |store| publish::create_token(store, &name, authority, at + Days::new(days), &actor, at));
    let (token, text) = made.await?;
    let main = html! {
        p.told { "「" (token.name) "」を作りました。この文字は、いまだけ表示します。写してください。" }
        p.secret { (text) }
        p { a href="/office/tokens" { "トークンのページへ" } }
    };
    Ok(frame::page(&signed, "新しいトークン", &main))
}

/// `POST /office/tokens/{id}/revoke`
pub async fn revoke(app: Data<App>, posted: Posted, id: Path<String>) -> Result<HttpResponse, Refused> {
    let caller = posted.signed.caller;
    let known = reachable(&app, &caller).await?.iter().any(|token| token.id == *id);
    if !known || caller.authority == Authority::Auditor {
        return Err(Problem::new(Code::Forbidden).into());
    }
    let at = app.clock.now().naive_utc();
    blocking(&app, move |store| publish::revoke_token(store, &id, &caller.name, at)).await?;
    Ok(frame::see("/office/tokens"))
}

fn wrong() -> Problem {
    let text = Text::new(
        "名前、権限（operator・auditor・editor:薬剤師会の名前）、日数を確かめてください。",
        "Check the name, the authority (operator, auditor, editor:<association>) and the days.",
    );
    Problem::because(Code::InvalidFields, text)
}
