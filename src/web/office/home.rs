//! My lists: what is published, how old it is, until when the roster reaches, and the way to send a new one.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path},
};
use chrono::{Days, NaiveDate, NaiveDateTime};
use maud::{Markup, html};

use super::{frame, refused::Refused, session::Signed, words};
use crate::{
    directory::{Association, AssociationId, ListingId, ListingState, roster_warning},
    intake::form,
    publish::{self, Version},
    search::Snapshot,
    web::{
        App,
        api::{XLSX, download},
        auth::blocking,
        problem::{Code, Problem, state},
        snapshot::Current,
    },
};

/// Versions shown.
const VERSIONS: usize = 50;
/// Kinds of files that may be chosen.
const LISTS: &str = ".xlsx,.xlsm,.xls,.ods,.csv,.tsv,.txt";
/// Days after which a list is called old.
const OLD: i64 = 180;

/// What is told of one association.
struct Desk {
    association: Association,
    versions: Vec<Version>,
    roster_until: Option<NaiveDateTime>,
}

/// `GET /office`
pub async fn page(app: Data<App>, signed: Signed, snapshot: Current) -> Result<HttpResponse, Refused> {
    let own = |association: &&Association| signed.caller.authority.may_review(&association.id);
    let associations: Vec<Association> = snapshot.associations().iter().filter(own).cloned().collect();
    let now = app.clock.japan();
    let desks = blocking(&app, move |store| {
        let desk = |association: Association| {
            let versions = publish::versions(store, &association.id, None, 5)?;
            let ahead = now.checked_add_days(Days::new(732)).unwrap_or(now);
            let duties = publish::duties(store, &association.id, now, ahead)?;
            let roster_until = duties.iter().map(|line| line.shift.end()).max();
            Ok(Desk { association, versions, roster_until })
        };
        associations.into_iter().map(desk).collect::<Result<Vec<_>, publish::Error>>()
    });
    let desks = desks.await?;
    let main = html! {
        @if desks.is_empty() { p { "担当する薬剤師会がまだありません。運営者に知らせてください。" } }
        @for desk in &desks { (desk_card(&signed, &snapshot, desk, now.date())) }
        p { a href="/v1/template.xlsx" { "一覧の様式（Excel）" } }
    };
    Ok(frame::page(&signed, "一覧", &main))
}

fn desk_card(signed: &Signed, snapshot: &Snapshot, desk: &Desk, today: NaiveDate) -> Markup {
    let id = &desk.association.id;
    let published = desk.versions.iter().find(|version| version.listing.state == ListingState::Published);
    html! {
        section.card aria-labelledby={ "of-" (id) } {
            h2 id={ "of-" (id) } { (desk.association.name) }
            @match published {
                Some(version) => (age(signed, snapshot, version, today)),
                None => p.urgent { "公開中の一覧がありません。" },
            }
            (horizon(desk.roster_until, today))
            @if signed.caller.authority.may_edit(id) { (send_form(signed, id)) }
            (version_table(&desk.versions))
            p {
                a href={ "/office/lists/" (id) "/versions" } { "すべての版" } " ・ "
                a href={ "/office/lists/" (id) "/list.xlsx" } { "公開中の一覧を Excel で受け取る" } " ・ "
                a href={ "/office/rosters/" (id) } { "当番表" }
            }
        }
    }
}

fn age(signed: &Signed, snapshot: &Snapshot, version: &Version, today: NaiveDate) -> Markup {
    let listing = &version.listing;
    let last = version.confirmed_at.or(listing.published_at).unwrap_or(listing.received_at);
    let days = (today - words::japan(last).date()).num_days();
    html! {
        p {
            "公開中の薬局は " b { (snapshot.members(&listing.association).len()) " 件" } "、最後の確認は "
            b { (words::instant(last)) } "（" @if days == 0 { "今日" } @else { (days) "日前" } "）です。"
        }
        @if days > OLD { p.urgent { "確認から" (days) "日たっています。一覧を見直してください。" } }
        @if signed.caller.authority.may_edit(&listing.association) {
            form.inline method="post" action={ "/office/listings/" (listing.id) "/confirm" } {
                (signed.proof())
                button.quiet { "変わりがないことを記録する" }
            }
        }
    }
}

/// How long the roster still reaches, told ever more urgently.
fn horizon(until: Option<NaiveDateTime>, today: NaiveDate) -> Markup {
    let Some(until) = until else { return html! { p { "当番表はまだありません。" } } };
    let left = (until.date() - today).num_days();
    let near = roster_warning(left);
    html! {
        p.urgent[near.is_some()] role=[near.filter(|days| *days <= 7).map(|_| "alert")] {
            "当番表は " b { (until.format("%-m月%-d日")) } " までです（あと" (left) "日）。"
            @if near.is_some() { "次の当番表を登録してください。" }
        }
    }
}

fn send_form(signed: &Signed, id: &AssociationId) -> Markup {
    html! {
        form.stack method="post" enctype="multipart/form-data" action={ "/office/lists/" (id) } {
            (signed.proof())
            div.field {
                label for={ "file-" (id) } { "新しい一覧を送る" }
                p.hint { "いまお使いの Excel か CSV をそのまま選ぶか、枠の中へ落としてください。送っただけでは公開されません。" }
                input.drop id={ "file-" (id) } name="file" type="file" required
                    accept=(LISTS);
            }
            details {
                summary { "足りない項目が別のファイルにあるとき" }
                div.field {
                    label for={ "supplement-" (id) } { "補うファイル（9個まで選べます）" }
                    p.hint { "薬局名と、あれば薬局コード・電話番号・所在地で、上のファイルの薬局に合わせます。同じ項目が両方にあるときは上のファイルを使い、違いを知らせます。" }
                    input.drop id={ "supplement-" (id) } name="supplement" type="file" multiple accept=(LISTS);
                }
            }
            fieldset {
                legend { "このファイルは" }
                label.tick { input type="radio" name="scope" value="whole" required; span { "一覧の全部（のっていない薬局は一覧から外れます）" } }
                label.tick { input type="radio" name="scope" value="changes" required; span { "変わったところだけ（のっていない薬局はそのままです）" } }
            }
            button.act { "送って確かめる" }
        }
    }
}

/// `GET /office/lists/{association}/versions?before=…`
pub async fn versions(
    app: Data<App>,
    request: HttpRequest,
    signed: Signed,
    path: Path<String>,
) -> Result<HttpResponse, Refused> {
    let association = reviewed(&signed, &path)?;
    let before = asked(&request, "before").and_then(ListingId::new);
    let versions =
        blocking(&app, move |store| publish::versions(store, &association, before.as_ref(), VERSIONS)).await?;
    let older = versions.last().filter(|_| versions.len() == VERSIONS);
    let main = html! {
        p { "送られた一覧は、ファイルも読み取りの結果もすべて残ります。どの版にも戻せます。" }
        (version_table(&versions))
        @if let Some(version) = older { p { a href={ "?before=" (version.listing.id) } { "これより前" } } }
    };
    Ok(frame::page(&signed, "一覧の版", &main))
}

fn version_table(versions: &[Version]) -> Markup {
    html! {
        @if !versions.is_empty() {
            div.scroll tabindex="0" role="region" aria-label="一覧の版" {
                table {
                    thead { tr { th scope="col" { "受け取り" } th scope="col" { "ファイル" } th scope="col" { "状態" } th scope="col" { "行" } th scope="col" { "変わるところ" } } }
                    tbody { @for version in versions { (version_row(version)) } }
                }
            }
        }
    }
}

fn version_row(version: &Version) -> Markup {
    let (listing, report) = (&version.listing, &version.report);
    html! {
        tr {
            td { a href={ "/office/listings/" (listing.id) } { (words::instant(listing.received_at)) } }
            td { (listing.file_name) }
            td {
                (state(listing.state))
                @if version.is_stale { br; span.warning { "もう一度の確認が必要" } }
            }
            td.number { (report.rows_in) }
            td { "追加" (report.added) "・変更" (report.changed) "・外れる" (report.removed) "・使えない行" (report.rejected) }
        }
    }
}

/// `GET /office/lists/{association}/list.xlsx`
pub async fn list_workbook(app: Data<App>, signed: Signed, path: Path<String>) -> Result<HttpResponse, Refused> {
    let association = reviewed(&signed, &path)?;
    let name = format!("{association}.xlsx");
    let book = blocking(&app, move |store| {
        let form = publish::published_form(store, &association)?;
        form::workbook(&[form]).map_err(publish::Error::from)
    });
    Ok(download(&name, XLSX, book.await?))
}

/// What the address says of `name`, of plain values.
pub fn asked<'a>(request: &'a HttpRequest, name: &str) -> Option<&'a str> {
    let mut pairs = request.query_string().split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(own, _)| *own == name).map(|(_, value)| value)
}

/// The association of that name, if they may change what it publishes.
pub fn edited(signed: &Signed, id: &str) -> Result<AssociationId, Problem> {
    let association = reviewed(signed, id)?;
    signed.caller.must_edit(&association)?;
    Ok(association)
}

/// The association of that name, if they may look at it.
pub fn reviewed(signed: &Signed, id: &str) -> Result<AssociationId, Problem> {
    let association = AssociationId::new(id).ok_or_else(|| Problem::new(Code::UnknownAssociation))?;
    signed.caller.must_review(&association)?;
    Ok(association)
}
