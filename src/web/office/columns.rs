//! What columns are: asked where it is uncertain, and remembered for the association's next file.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use maud::{Markup, html};

use super::{
    listing, progress,
    refused::Refused,
    session::{Posted, Signed},
    words,
};
use crate::{
    directory::ListingState,
    intake,
    publish::{self, ColumnAnswer, ColumnMeaning, ColumnReport, Recheck, Report, Version},
    web::{
        App,
        problem::{Code, Problem, Text},
    },
};

/// The columns of which it is uncertain what they are, as questions.
pub fn questions(signed: &Signed, version: &Version) -> Markup {
    let asked: Vec<(&ColumnReport, &str)> = version.report.columns.iter().filter_map(asked).collect();
    if asked.is_empty() || version.listing.state != ListingState::Checked {
        return html! {};
    }
    html! {
        section.card aria-labelledby="asked" {
            h2 #asked { "列の確認" }
            p { "答えはおぼえておき、次のファイルから使います。" }
            form.stack method="post" action={ "/office/listings/" (version.listing.id) "/columns" } {
                (signed.proof())
                @for (number, (column, meaning)) in asked.iter().enumerate() { (question(number, column, meaning)) }
                button.act { "答えて、もう一度確かめる" }
            }
        }
    }
}

/// What a column is asked to be; `None` when it is certain.
fn asked(column: &ColumnReport) -> Option<(&ColumnReport, &str)> {
    let meaning = match column.certainty.as_str() {
        "likely" | "doubtful" => column.meaning.as_deref(),
        "unknown" => column.suggestion.as_deref(),
        _ => None,
    };
    meaning.map(|meaning| (column, meaning))
}

fn question(number: usize, column: &ColumnReport, meaning: &str) -> Markup {
    let name = words::meaning(meaning);
    let (heading, field) = (format!("heading.{number}"), format!("meaning.{number}"));
    html! {
        div.field {
            input type="hidden" name=(heading) value=(column.heading);
            label for=(field) {
                @if !column.sheet.is_empty() { (column.sheet) " " }
                (column.column) "列「" (column.heading) "」は「" (name) "」ですか"
            }
            select id=(field) name=(field) {
                option value=(meaning) { "はい、「" (name) "」です" }
                option value="extra" { "いいえ。その他の項目として、文字のまま残します" }
                option value="" { "いまは答えません" }
                (options())
            }
        }
    }
}

fn options() -> Markup {
    html! {
        optgroup label="ほかの項目" {
            @for name in intake::meanings() { option value=(name) { (words::meaning(name)) } }
        }
    }
}

/// Any column said to be something else.
pub fn another(signed: &Signed, version: &Version) -> Markup {
    if version.listing.state != ListingState::Checked {
        return html! {};
    }
    html! {
        details {
            summary { "列の読み取りを直す" }
            form.stack method="post" action={ "/office/listings/" (version.listing.id) "/columns" } {
                (signed.proof())
                div.field {
                    label for="heading.x" { "列" }
                    select id="heading.x" name="heading.x" {
                        @for column in &version.report.columns {
                            option value=(column.heading) { @if !column.sheet.is_empty() { (column.sheet) " " } (column.column) " " (column.heading) }
                        }
                    }
                }
                div.field {
                    label for="meaning.x" { "読み取り" }
                    select id="meaning.x" name="meaning.x" {
                        option value="unsaid" { "見出しから判断する（おぼえた答えを消す）" }
                        option value="extra" { "その他の項目として、文字のまま残す" }
                        (options())
                    }
                }
                button.quiet { "この読み取りで、もう一度確かめる" }
            }
        }
    }
}

/// `POST /office/listings/{id}/columns`
pub async fn answer(app: Data<App>, posted: Posted, path: Path<String>) -> Result<HttpResponse, Refused> {
    let Posted { signed, fields } = posted;
    let version = listing::edited(&app, &signed, &path).await?;
    let mut answers = Vec::new();
    for (key, meaning) in fields.iter().filter(|(_, meaning)| !meaning.is_empty()) {
        let Some(heading) = key.strip_prefix("meaning.").and_then(|n| fields.get(&format!("heading.{n}"))) else {
            continue;
        };
        answers.push(read(&version.report, heading, meaning)?);
    }
    if answers.is_empty() {
        let text = Text::new("答えた列がありません。", "No column was answered.");
        return Err(Problem::because(Code::InvalidFields, text).into());
    }
    let limits = app.settings.limits();
    let (actor, at) = (signed.caller.name, app.clock.now().naive_utc());
    let with = Recheck { columns: answers, ..Recheck::default() };
    progress::run(app, actor.clone(), at, move |store, tell| {
        publish::recheck(store, &version.listing.id, with, limits, (&actor, at), tell)
    })
    .await
}

/// One answer; of a heading that the file has, and of something a column can be.
fn read(report: &Report, heading: &str, meaning: &str) -> Result<ColumnAnswer, Problem> {
    let is_there = report.columns.iter().any(|column| column.heading == heading);
    let meaning = ColumnMeaning::from_name(Some(meaning).filter(|meaning| *meaning != "unsaid"));
    meaning.filter(|_| is_there).map(|meaning| ColumnAnswer { heading: heading.to_owned(), meaning }).ok_or_else(|| {
        let text = Text::new("列をそのようには読めません。", "No column can be that.");
        Problem::because(Code::InvalidFields, text)
    })
}
