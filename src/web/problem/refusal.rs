//! What the engine of publication refuses, as a client is told.

use super::{Code, ParameterError, Problem, Text};
use crate::{
    directory::ListingState,
    intake::Unreadable,
    publish::{Confirmation, Error, WEBHOOKS},
    store,
};

/// Japan is nine hours ahead of the stored instants.
const JAPAN_OFFSET: chrono::TimeDelta = chrono::TimeDelta::hours(9);

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::UnknownAssociation(_) => Self::new(Code::UnknownAssociation),
            Error::UnknownListing(_) => Self::new(Code::UnknownListing),
            Error::UnknownCorrection(_) => Self::new(Code::NotFound),
            Error::UnknownRoster(_) => Self::because(Code::NotFound, unknown_roster()),
            Error::RosterTouched(later) => {
                let later = (later + JAPAN_OFFSET).format("%Y-%m-%d %H:%M").to_string();
                let text = Text::new(
                    format!(
                        "{later} に登録した当番表が同じ当番にふれているので、元に戻せません。新しいほうから先に取り消すか、正しい当番表を送ってください。"
                    ),
                    format!(
                        "The roster entered at {later} (Japan) speaks of the same shifts. Take back the newer one first, or send the right roster."
                    ),
                );
                Self::because(Code::WrongState, text)
            }
            Error::UnknownException(_) => Self::new(Code::UnknownException),
            Error::UnknownToken | Error::UnknownSession => Self::new(Code::Unauthorized),
            Error::Unreadable(unreadable) => Self::from(unreadable),
            Error::State(wrong) => {
                let text = Text::new(
                    format!("この一覧は「{}」なので、「{}」にできません。", state(wrong.from), state(wrong.to)),
                    format!("This listing is {}; it can't become {}.", wrong.from.as_str(), wrong.to.as_str()),
                );
                Self::because(Code::WrongState, text)
            }
            Error::Stale => Self::new(Code::Stale),
            Error::Unconfirmed(missing) => {
                let errors = missing.into_iter().map(unconfirmed).collect();
                Self::parameters(Code::ConfirmationNeeded, errors)
            }
            Error::RevisionGone { oldest, newest } => {
                let text = Text::new(
                    format!("残っているのは第 {oldest} 版から第 {newest} 版までです。"),
                    format!("Kept are the revisions from {oldest} to {newest}."),
                );
                let allowed = format!(
                    "{oldest} to {newest} (`since` from {}); start again with /v1/bulk/latest/pharmacies.ndjson",
                    (oldest - 1).max(0)
                );
                Self::new(Code::RevisionGone).with(ParameterError::new("revision", text, allowed))
            }
            Error::SecondPerson => Self::new(Code::SecondPersonNeeded),
            Error::TooManyCorrections => {
                let text = Text::new(
                    "直したセルが多すぎます。ファイルを直して送り直してください。",
                    "Too many cells are corrected. Correct the file and send it again.",
                );
                Self::because(Code::InvalidFields, text)
            }
            Error::UnknownWebhook(_) => Self::new(Code::UnknownWebhook),
            Error::TooManyWebhooks => Self::parameters(Code::InvalidFields, vec![too_many_webhooks()]),
            Error::KeyReused => Self::new(Code::IdempotencyKeyReused),
            Error::Past => Self::parameters(Code::InvalidFields, vec![past()]),
            Error::Store(store::Error::Unavailable(source)) => {
                tracing::error!(error = %source, "the database can't be reached");
                Self::new(Code::DatabaseUnavailable)
            }
            error => Self::internal(error),
        }
    }
}

impl From<Unreadable> for Problem {
    fn from(refused: Unreadable) -> Self {
        let allowed = "a list as xlsx, xls, ods, csv or tsv with the heading 薬局名; see /v1/template.xlsx";
        let fault = ParameterError::new("file", Text::new(refused.ja.clone(), refused.en.clone()), allowed);
        Self::because(Code::UnreadableFile, Text::new(refused.ja, refused.en)).naming(refused.code).with(fault)
    }
}

/// A listing's state in Japanese.
pub fn state(state: ListingState) -> &'static str {
    match state {
        ListingState::Draft => "下書き",
        ListingState::Checked => "確認済み（未公開）",
        ListingState::Published => "公開中",
        ListingState::Superseded => "過去の版",
        ListingState::Withdrawn => "取り下げ済み",
    }
}

fn unconfirmed(missing: Confirmation) -> ParameterError {
    let text = match missing {
        Confirmation::Shrink => Text::new(
            "公開中の薬局の1割より多くが一覧からなくなります。それでよいことを示してください。",
            "More than a tenth of the published pharmacies would go. Say that this is meant.",
        ),
        Confirmation::Warnings => Text::new(
            "注意の知らせがあります。確かめたことを示してください。",
            "There are warnings. Say that they were looked at.",
        ),
        Confirmation::Rejected => Text::new(
            "使えない行があります。その行をのぞいて公開してよいことを示してください。",
            "There are rows that can't be used. Say that the list is to be published without them.",
        ),
    };
    ParameterError::new("confirm", text, missing.as_str())
}

fn unknown_roster() -> Text {
    Text::new(
        "その当番表はないか、もう登録か取り消しが済んでいます。",
        "There is no such roster, or it was entered or taken back already.",
    )
}

fn past() -> ParameterError {
    let text = Text::new("これより先の日時にしてください。", "This time is not ahead.");
    ParameterError::new("publish_at", text, "an instant after now, such as 2026-12-01T00:00:00+09:00")
}

fn too_many_webhooks() -> ParameterError {
    let text = Text::new(
        "知らせる先が多すぎます。使わないものを削除してください。",
        "You have too many webhooks; delete one.",
    );
    ParameterError::new("url", text, format!("{WEBHOOKS} webhooks at most"))
}
