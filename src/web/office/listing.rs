//! One version of a list: what was understood, what changes, and the steps that can be taken.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path},
};
use maud::{Markup, html};

use super::{
    columns, correct, frame,
    refused::Refused,
    report::{self, Part},
    session::Signed,
    words,
};
use crate::{
    directory::{ListingId, ListingState},
    intake::merge::Scope,
    publish::{self, Confirmation, Version},
    web::{
        App,
        api::{XLSX, download, sent_name},
        auth::blocking,
        problem::{Code, Problem, state},
    },
};

/// The version of that id, if they may look at it.
pub async fn reviewed(app: &App, signed: &Signed, id: &str) -> Result<Version, Problem> {
    let id = ListingId::new(id).ok_or_else(|| Problem::new(Code::UnknownListing))?;
    let version = blocking(app, move |store| publish::version(store, &id)).await?;
    signed.caller.must_review(&version.listing.association)?;
    Ok(version)
}

/// The version of that id, if they may change it.
pub async fn edited(app: &App, signed: &Signed, id: &str) -> Result<Version, Problem> {
    let version = reviewed(app, signed, id).await?;
    signed.caller.must_edit(&version.listing.association)?;
    Ok(version)
}

/// `GET /office/listings/{id}?part=…`
pub async fn page(
    app: Data<App>,
    request: HttpRequest,
    signed: Signed,
    path: Path<String>,
) -> Result<HttpResponse, Refused> {
    let version = reviewed(&app, &signed, &path).await?;
    let listing = &version.listing;
    let may_edit = signed.caller.authority.may_edit(&listing.association);
    let main = html! {
        (standing(&version))
        (report::counts(&version.report))
        @if may_edit { (correct::way(&version)) (columns::questions(&signed, &version)) (steps(&signed, &version)) }
        (report::whole(&version.report, Part::of(&request)))
        @if may_edit { (columns::another(&signed, &version)) (correct::section(&signed, &version)) }
        @if version.report.rejected > 0 {
            p { a href={ "/office/listings/" (listing.id) "/rejected.xlsx" } { "使えなかった行だけの Excel（理由付き）" }
                "：直して「変わったところだけ」で送ってください。" }
        }
        p { a href={ "/office/listings/" (listing.id) "/file" } { "送られたファイルを受け取る" } " ・ " a href="/office" { "一覧のページへ" } }
    };
    Ok(frame::page(&signed, &title(&version), &main))
}

fn title(version: &Version) -> String {
    let name = &version.listing.file_name;
    if name.is_empty() { "送られた一覧".to_owned() } else { format!("一覧「{name}」") }
}

fn standing(version: &Version) -> Markup {
    let listing = &version.listing;
    html! {
        dl.counts {
            div { dt { "状態" } dd { (state(listing.state)) } }
            div { dt { "受け取り" } dd { (words::instant(listing.received_at)) } }
            @if let Some(author) = &version.author { div { dt { "送った人" } dd { (words::person(author)) } } }
            @if let Some(by) = &version.published_by { div { dt { "公開した人" } dd { (words::person(by)) } } }
            @if let Some(date) = listing.valid_on { div { dt { "一覧の日付" } dd { (date.format("%Y年%-m月%-d日")) } } }
            @if let Some(at) = listing.published_at { div { dt { "公開" } dd { (words::instant(at)) } } }
            @if let Some(at) = version.confirmed_at { div { dt { "変わりなし" } dd { (words::instant(at)) } } }
        }
        @if let Some(plan) = &version.schedule {
            @match plan.outcome.as_deref() {
                None => p.told { (words::instant(plan.due_at)) " に公開します。" },
                Some("published") => {},
                Some(_) => p.urgent { (words::instant(plan.due_at)) " の公開予約は実行できませんでした。もう一度確認してください。" },
            }
        }
        @if let Some(from) = &version.made_from {
            p { a href={ "/office/listings/" (from) } { "前に送られた版" } "のファイルを、もう一度確かめたものです。" }
        }
        @if version.is_stale {
            p.urgent { "確認の後に、この薬剤師会の公開中の一覧が変わったか、同じ薬局が別の薬剤師会から公開されました。もう一度確認してから公開してください。" }
        }
    }
}

fn steps(signed: &Signed, version: &Version) -> Markup {
    let step = |name: &str, words: &str, class: &str| {
        html! {
            form.inline method="post" action={ "/office/listings/" (version.listing.id) "/" (name) } {
                (signed.proof())
                button class=(class) { (words) }
            }
        }
    };
    html! {
        section.card aria-labelledby="steps" {
            h2 #steps { "次にすること" }
            @match version.listing.state {
                ListingState::Checked if version.is_stale => (step("recheck", "もう一度確認する", "act")),
                ListingState::Checked if version.second_person && version.author.as_ref() == Some(&signed.caller.name) => {
                    p.told { "この薬剤師会では、送った人とは別の人が公開します。このページの内容を、ほかの担当の人に確かめてもらってください。" }
                }
                ListingState::Checked => (publish_form(signed, version)),
                ListingState::Published => {
                    (step("confirm", "変わりがないことを記録する", "quiet"))
                    (step("withdraw", "公開を取り下げる", "quiet"))
                }
                ListingState::Superseded | ListingState::Withdrawn => {
                    p { "この版を、そのままもう一度公開します。いまの一覧は過去の版として残ります。" }
                    (step("restore", "この版に戻す", "act"))
                }
                ListingState::Draft => p { "使える行がないので公開できません。" },
            }
        }
    }
}

fn publish_form(signed: &Signed, version: &Version) -> Markup {
    let id = &version.listing.id;
    let confirmations = version.report.confirmations();
    html! {
        form.stack method="post" action={ "/office/listings/" (id) "/publish" } {
            (signed.proof())
            @for one in &confirmations {
                label.tick {
                    input type="checkbox" name=(one.as_str()) value="yes" required;
                    span { (asked(*one, version)) }
                }
            }
            details {
                summary { "日時を決めて公開する" }
                label for="publish_at" { "公開する日時（日本時間。空ならすぐに公開）" }
                input #publish_at type="datetime-local" name="publish_at";
            }
            button.act { "公開する" }
        }
        @if version.report.scope == Scope::Whole.as_str() && confirmations.contains(&Confirmation::Shrink) {
            form.inline method="post" action={ "/office/listings/" (id) "/recheck" } {
                (signed.proof())
                input type="hidden" name="scope" value=(Scope::Changes.as_str());
                button.quiet { "「変わったところだけ」として、もう一度確かめる" }
            }
        }
        @if version.schedule.as_ref().is_some_and(|plan| plan.outcome.is_none()) {
            form.inline method="post" action={ "/office/listings/" (id) "/unschedule" } {
                (signed.proof())
                button.quiet { "公開の予約を取り消す" }
            }
        }
    }
}

fn asked(one: Confirmation, version: &Version) -> String {
    match one {
        Confirmation::Shrink => {
            let removed = version.report.removed;
            format!(
                "公開中の薬局のうち{removed}件が一覧から外れます（1割より多い数です）。外してよいことを確かめました。"
            )
        }
        Confirmation::Rejected => {
            format!("使えない行（{}行）をのぞいて公開します。", version.report.errors())
        }
        Confirmation::Warnings => "下の「注意」の知らせをすべて見ました。".to_owned(),
    }
}

/// `GET /office/listings/{id}/rejected.xlsx`
pub async fn rejected(app: Data<App>, signed: Signed, path: Path<String>) -> Result<HttpResponse, Refused> {
    let version = reviewed(&app, &signed, &path).await?;
    let book = blocking(&app, move |store| publish::rejected_workbook(store, &version.listing.id)).await?;
    Ok(download("rejected.xlsx", XLSX, book))
}

/// `GET /office/listings/{id}/file`
pub async fn file(app: Data<App>, signed: Signed, path: Path<String>) -> Result<HttpResponse, Refused> {
    let listing = reviewed(&app, &signed, &path).await?.listing;
    let bytes = blocking(&app, move |store| publish::file(store, &listing.id)).await?;
    Ok(download(&sent_name(&listing.file_name, &bytes), "application/octet-stream", bytes))
}
