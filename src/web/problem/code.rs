//! Every way a request can fail, in one table: from it come the status, the `type` address, the titles in both
//! languages, the pages under `/problems/`, the contract and the tests.

use actix_web::http::StatusCode;

/// One way a request can fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// A parameter is not of the allowed form.
    InvalidParameter,
    /// A parameter that this resource doesn't have.
    UnknownParameter,
    /// The cursor is of another question.
    InvalidCursor,
    /// The cursor's place is no longer in the order.
    CursorGone,
    /// The revision is not kept.
    RevisionGone,
    /// `%` is not followed by two hexadecimal digits, or the text is not UTF-8.
    BadEncoding,
    /// Each parameter is of the allowed form, together they make no question.
    ContradictoryParameters,
    /// A parameter is of the allowed form and names nothing that is known here.
    UnknownValue,
    /// No such address.
    NotFound,
    /// No pharmacy of that id.
    UnknownPharmacy,
    /// No association of that id.
    UnknownAssociation,
    /// The address is known, not with this method.
    MethodNotAllowed,
    /// None of the formats asked for is offered.
    NotAcceptable,
    /// The body did not come in time.
    RequestTimeout,
    /// The body is too large.
    PayloadTooLarge,
    /// The address is too long.
    UriTooLong,
    /// The head is too large.
    HeadersTooLarge,
    /// More requests than one address may make.
    TooManyRequests,
    /// No token, or one that does not hold.
    Unauthorized,
    /// The token does not reach that far.
    Forbidden,
    /// No listing of that id.
    UnknownListing,
    /// No exception of that id.
    UnknownException,
    /// No webhook of that id.
    UnknownWebhook,
    /// The file is no list.
    UnreadableFile,
    /// The body is not of the declared form.
    MalformedBody,
    /// Fields of the body are at fault.
    InvalidFields,
    /// The body is of a kind not taken here.
    UnsupportedMediaType,
    /// The listing is in a state from which this can't be.
    WrongState,
    /// Another list was published since this one was checked.
    Stale,
    /// Something must be confirmed first.
    ConfirmationNeeded,
    /// Someone else than who sent the list must publish it.
    SecondPersonNeeded,
    /// `If-Match` is missing.
    IfMatchRequired,
    /// The listing is no longer the one looked at.
    IfMatchFailed,
    /// The key came with another request before.
    IdempotencyKeyReused,
    /// Rows of a roster are at fault.
    RosterRefused,
    /// The bulk files are not prepared yet.
    NotPrepared,
    /// The part asked for is not in the file.
    RangeNotSatisfiable,
    /// As many requests are in progress as this server takes at once.
    Overloaded,
    /// The database can't be reached.
    DatabaseUnavailable,
    /// A fault of ours.
    Internal,
}

/// What the table says of a [`Code`].
#[derive(Debug)]
pub struct Row {
    /// Which.
    pub code: Code,
    /// Its name in every interface, `snake_case`.
    pub name: &'static str,
    /// The HTTP status.
    pub status: StatusCode,
    /// Whether the same request may succeed later without being changed.
    pub retriable: bool,
    /// Its title in Japanese.
    pub ja: &'static str,
    /// Its title in English.
    pub en: &'static str,
    /// What to do about it, in Japanese.
    pub help_ja: &'static str,
    /// The same in English.
    pub help_en: &'static str,
}

/// The table.
pub const TABLE: [Row; 40] = [
    Row {
        code: Code::InvalidParameter,
        name: "invalid_parameter",
        status: StatusCode::BAD_REQUEST,
        retriable: false,
        ja: "パラメーターの値が正しくありません",
        en: "A parameter is not of the allowed form",
        help_ja: "errors に、パラメーターの名前と使える形（allowed）を示しています。",
        help_en: "`errors` names each parameter and the form allowed.",
    },
    Row {
        code: Code::UnknownParameter,
        name: "unknown_parameter",
        status: StatusCode::BAD_REQUEST,
        retriable: false,
        ja: "知らないパラメーターです",
        en: "A parameter this resource does not have",
        help_ja: "綴りを確かめてください。近い名前があれば errors に示しています。",
        help_en: "Check the spelling; `errors` names the nearest known parameter. A misspelt filter is refused, because \
                  ignoring it would widen the answer.",
    },
    Row {
        code: Code::InvalidCursor,
        name: "invalid_cursor",
        status: StatusCode::UNPROCESSABLE_ENTITY,
        retriable: false,
        ja: "続きの印（cursor）が別の質問のものです",
        en: "The cursor belongs to another question",
        help_ja: "cursor のほかは最初の質問と同じにするか、cursor を外して最初から始めてください。",
        help_en: "Ask the same as for the page before, or leave `cursor` out to start again.",
    },
    Row {
        code: Code::CursorGone,
        name: "cursor_gone",
        status: StatusCode::GONE,
        retriable: false,
        ja: "続きの印（cursor）はもう使えません",
        en: "The cursor can no longer be followed",
        help_ja: "一覧が変わりました。cursor を外して最初から始めてください。",
        help_en: "The list has changed where it stood. Leave `cursor` out to start again.",
    },
    Row {
        code: Code::RevisionGone,
        name: "revision_gone",
        status: StatusCode::GONE,
        retriable: false,
        ja: "その版の記録はありません",
        en: "That revision is not kept",
        help_ja: "古くて残っていないか、まだない版です。/v1/bulk/latest/pharmacies.ndjson を取り直し、その revision から続けてください。",
        help_en: "It is forgotten, or yet to come. Take /v1/bulk/latest/pharmacies.ndjson anew and go on from its revision.",
    },
    Row {
        code: Code::BadEncoding,
        name: "bad_encoding",
        status: StatusCode::BAD_REQUEST,
        retriable: false,
        ja: "アドレスの文字の表し方が正しくありません",
        en: "The address is not properly percent-encoded UTF-8",
        help_ja: "「%」の後は16進数2桁、文字は UTF-8 にしてください。",
        help_en: "`%` must be followed by two hexadecimal digits, and the text must be UTF-8.",
    },
    Row {
        code: Code::ContradictoryParameters,
        name: "contradictory_parameters",
        status: StatusCode::UNPROCESSABLE_ENTITY,
        retriable: false,
        ja: "パラメーターの組み合わせが成り立ちません",
        en: "The parameters contradict each other",
        help_ja: "errors に、どのパラメーターをどう直すかを示しています。",
        help_en: "Each parameter is of the allowed form, but together they ask nothing; `errors` says what to change.",
    },
    Row {
        code: Code::UnknownValue,
        name: "unknown_value",
        status: StatusCode::UNPROCESSABLE_ENTITY,
        retriable: false,
        ja: "パラメーターの値にあたるものがここにはありません",
        en: "A parameter names nothing that is known here",
        help_ja: "形は正しくても、その地域や薬剤師会の一覧はここにありません。/v1/associations で確かめてください。",
        help_en: "The form is right, but no list here is of that area or association; see /v1/associations.",
    },
    Row {
        code: Code::NotFound,
        name: "not_found",
        status: StatusCode::NOT_FOUND,
        retriable: false,
        ja: "このアドレスには何もありません",
        en: "There is nothing at this address",
        help_ja: "使えるアドレスは /openapi.json と /docs にあります。",
        help_en: "Every address is listed in /openapi.json and /docs.",
    },
    Row {
        code: Code::UnknownPharmacy,
        name: "unknown_pharmacy",
        status: StatusCode::NOT_FOUND,
        retriable: false,
        ja: "その番号の薬局はありません",
        en: "There is no pharmacy of that id",
        help_ja: "一覧から外れた薬局かもしれません。/v1/pharmacies で探してください。",
        help_en: "It may have left its list. Look for it with /v1/pharmacies.",
    },
    Row {
        code: Code::UnknownAssociation,
        name: "unknown_association",
        status: StatusCode::NOT_FOUND,
        retriable: false,
        ja: "その名前の薬剤師会はありません",
        en: "There is no association of that id",
        help_ja: "薬剤師会の一覧は /v1/associations にあります。",
        help_en: "The associations are listed at /v1/associations.",
    },
    Row {
        code: Code::MethodNotAllowed,
        name: "method_not_allowed",
        status: StatusCode::METHOD_NOT_ALLOWED,
        retriable: false,
        ja: "このアドレスでは使えないメソッドです",
        en: "This address does not take that method",
        help_ja: "使えるメソッドは Allow ヘッダーにあります。",
        help_en: "The `Allow` header names the methods it takes.",
    },
    Row {
        code: Code::NotAcceptable,
        name: "not_acceptable",
        status: StatusCode::NOT_ACCEPTABLE,
        retriable: false,
        ja: "求められた形式では返せません",
        en: "None of the formats asked for is offered",
        help_ja: "返せる形式は errors にあります。Accept を外せば JSON で返します。",
        help_en: "`errors` lists the formats offered. Without an `Accept` header the answer is JSON.",
    },
    Row {
        code: Code::RequestTimeout,
        name: "request_timeout",
        status: StatusCode::REQUEST_TIMEOUT,
        retriable: true,
        ja: "本文が時間内に届きませんでした",
        en: "The body did not come in time",
        help_ja: "何も登録していません。通信の状態を確かめて、もう一度送ってください。",
        help_en: "Nothing was kept. Send it again over a better connection.",
    },
    Row {
        code: Code::PayloadTooLarge,
        name: "payload_too_large",
        status: StatusCode::PAYLOAD_TOO_LARGE,
        retriable: false,
        ja: "送られた本文が大きすぎます",
        en: "The body is too large",
        help_ja: "一覧が大きいときは、地域ごとに分けて送ってください。",
        help_en: "Send a large list in parts.",
    },
    Row {
        code: Code::UriTooLong,
        name: "uri_too_long",
        status: StatusCode::URI_TOO_LONG,
        retriable: false,
        ja: "アドレスが長すぎます",
        en: "The address is too long",
        help_ja: "条件を減らすか短くしてください。",
        help_en: "Ask with fewer or shorter parameters.",
    },
    Row {
        code: Code::HeadersTooLarge,
        name: "headers_too_large",
        status: StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
        retriable: false,
        ja: "ヘッダーが大きすぎます",
        en: "The head of the request is too large",
        help_ja: "Cookie などのヘッダーを減らしてください。この API は Cookie を使いません。",
        help_en: "Send fewer headers; this API needs no cookies.",
    },
    Row {
        code: Code::TooManyRequests,
        name: "too_many_requests",
        status: StatusCode::TOO_MANY_REQUESTS,
        retriable: true,
        ja: "短い間にたくさん尋ねられています",
        en: "Too many requests",
        help_ja: "Retry-After の秒数だけ待ってください。まとめて必要なときは /v1/dataset をご覧ください。",
        help_en: "Wait for the seconds of `Retry-After`. To have everything at once, see /v1/dataset.",
    },
    Row {
        code: Code::Unauthorized,
        name: "unauthorized",
        status: StatusCode::UNAUTHORIZED,
        retriable: false,
        ja: "有効なトークンがありません",
        en: "A token that holds is needed",
        help_ja: "Authorization: Bearer yoruyaku_… を付けてください。期限が切れたトークンや取り消したトークンは使えません。",
        help_en: "Send `Authorization: Bearer yoruyaku_…`. An expired or revoked token does not hold.",
    },
    Row {
        code: Code::Forbidden,
        name: "forbidden",
        status: StatusCode::FORBIDDEN,
        retriable: false,
        ja: "その権限では使えません",
        en: "This authority does not reach that far",
        help_ja: "自分の薬剤師会の一覧だけを扱えます。運営者に確かめてください。",
        help_en: "An editor reaches the lists of the own association only; an auditor only reads.",
    },
    Row {
        code: Code::UnknownListing,
        name: "unknown_listing",
        status: StatusCode::NOT_FOUND,
        retriable: false,
        ja: "その番号の一覧はありません",
        en: "There is no listing of that id",
        help_ja: "一覧の版は /v1/listings?association=… にあります。",
        help_en: "The versions of a list are at /v1/listings?association=….",
    },
    Row {
        code: Code::UnknownException,
        name: "unknown_exception",
        status: StatusCode::NOT_FOUND,
        retriable: false,
        ja: "その番号の臨時休業・臨時開局はありません",
        en: "There is no exception of that id",
        help_ja: "取り消し済みかもしれません。/v1/pharmacies/{id}/exceptions で確かめてください。",
        help_en: "It may have been withdrawn; see /v1/pharmacies/{id}/exceptions.",
    },
    Row {
        code: Code::UnknownWebhook,
        name: "unknown_webhook",
        status: StatusCode::NOT_FOUND,
        retriable: false,
        ja: "その番号の知らせ先はありません",
        en: "There is no webhook of that id",
        help_ja: "自分の知らせ先は /v1/webhooks にあります。",
        help_en: "Your webhooks are at /v1/webhooks.",
    },
    Row {
        code: Code::UnreadableFile,
        name: "unreadable_file",
        status: StatusCode::UNPROCESSABLE_ENTITY,
        retriable: false,
        ja: "一覧として読めないファイルです",
        en: "The file can't be read as a list",
        help_ja: "detail_ja に理由と直し方、reason に理由の名前があります。公開中の一覧はそのままです。",
        help_en: "`detail` says why and what to do, `reason` names it. What is published stays as it is.",
    },
    Row {
        code: Code::MalformedBody,
        name: "malformed_body",
        status: StatusCode::BAD_REQUEST,
        retriable: false,
        ja: "本文の形が正しくありません",
        en: "The body is not of the form it says",
        help_ja: "JSON やフォームとして正しいか確かめてください。",
        help_en: "Check that the body is whole, and is the JSON or the form that `Content-Type` says.",
    },
    Row {
        code: Code::InvalidFields,
        name: "invalid_fields",
        status: StatusCode::UNPROCESSABLE_ENTITY,
        retriable: false,
        ja: "本文の項目に誤りがあります",
        en: "Fields of the body are at fault",
        help_ja: "errors に、項目の名前と使える形（allowed）を示しています。",
        help_en: "`errors` names each field and the form allowed.",
    },
    Row {
        code: Code::UnsupportedMediaType,
        name: "unsupported_media_type",
        status: StatusCode::UNSUPPORTED_MEDIA_TYPE,
        retriable: false,
        ja: "この種類の本文は受け取れません",
        en: "This kind of body is not taken here",
        help_ja: "Content-Type を確かめてください。",
        help_en: "Check `Content-Type`; /openapi.json says what each address takes.",
    },
    Row {
        code: Code::WrongState,
        name: "wrong_state",
        status: StatusCode::CONFLICT,
        retriable: false,
        ja: "一覧がその操作のできる状態ではありません",
        en: "The listing's state does not allow this",
        help_ja: "/v1/listings/{id} で今の状態を確かめてください。",
        help_en: "Look at its present state at /v1/listings/{id}.",
    },
    Row {
        code: Code::Stale,
        name: "stale",
        status: StatusCode::CONFLICT,
        retriable: false,
        ja: "確認の後に、比べた相手の一覧が変わりました",
        en: "What it was compared with has changed since it was checked",
        help_ja: "もう一度確認（recheck）してから公開してください。",
        help_en: "Check it again (`recheck`), then publish.",
    },
    Row {
        code: Code::ConfirmationNeeded,
        name: "confirmation_needed",
        status: StatusCode::CONFLICT,
        retriable: false,
        ja: "公開する前に確かめることがあります",
        en: "Something must be confirmed before it is published",
        help_ja: "errors に示したもの（allowed）を confirm に入れて、もう一度送ってください。",
        help_en: "Send again with what `errors` asks for (`allowed`) in `confirm`.",
    },
    Row {
        code: Code::SecondPersonNeeded,
        name: "second_person_needed",
        status: StatusCode::CONFLICT,
        retriable: false,
        ja: "公開には、送った人とは別の人が必要です",
        en: "Someone else than who sent the list must publish it",
        help_ja: "この薬剤師会は、一覧を送った人（または内容を直した人）とは別の人が公開することに決めています。ほかの人に確かめてもらってください。",
        help_en: "This association wants a list to be published by someone else than who sent it, or corrected it last. Ask                   another person to look at it and publish it.",
    },
    Row {
        code: Code::IfMatchRequired,
        name: "if_match_required",
        status: StatusCode::PRECONDITION_REQUIRED,
        retriable: false,
        ja: "If-Match が必要です",
        en: "If-Match is needed",
        help_ja: "見て確かめた一覧の ETag を If-Match に付けてください。",
        help_en: "Send the `ETag` of the listing you looked at as `If-Match`.",
    },
    Row {
        code: Code::IfMatchFailed,
        name: "if_match_failed",
        status: StatusCode::PRECONDITION_FAILED,
        retriable: false,
        ja: "見て確かめた時から変わっています",
        en: "It has changed since you looked at it",
        help_ja: "もう一度 /v1/listings/{id} を見て、新しい ETag で送ってください。",
        help_en: "Look at /v1/listings/{id} again and send its new `ETag`.",
    },
    Row {
        code: Code::IdempotencyKeyReused,
        name: "idempotency_key_reused",
        status: StatusCode::UNPROCESSABLE_ENTITY,
        retriable: false,
        ja: "Idempotency-Key が別の内容で使われています",
        en: "This Idempotency-Key came with another request",
        help_ja: "違う内容を送るときは新しいキーにしてください。",
        help_en: "Use a new key for another request.",
    },
    Row {
        code: Code::RosterRefused,
        name: "roster_refused",
        status: StatusCode::UNPROCESSABLE_ENTITY,
        retriable: false,
        ja: "当番表に直すところがあります",
        en: "Rows of the roster are at fault",
        help_ja: "errors に行と直し方があります。1行でも誤りがあると、何も登録しません。",
        help_en: "`errors` names each row and what to write. Nothing is entered while a row is at fault.",
    },
    Row {
        code: Code::NotPrepared,
        name: "not_prepared",
        status: StatusCode::SERVICE_UNAVAILABLE,
        retriable: true,
        ja: "一括ファイルを準備しています",
        en: "The bulk files are being prepared",
        help_ja: "少し待ってもう一度お試しください。検索は使えます。",
        help_en: "Try again in a while; searching works meanwhile.",
    },
    Row {
        code: Code::RangeNotSatisfiable,
        name: "range_not_satisfiable",
        status: StatusCode::RANGE_NOT_SATISFIABLE,
        retriable: false,
        ja: "求められた範囲はファイルにありません",
        en: "The file has no such part",
        help_ja: "ファイルの大きさを確かめ、Range を直すか外してください。",
        help_en: "Look at the file's length and mend `Range`, or leave it out.",
    },
    Row {
        code: Code::Overloaded,
        name: "overloaded",
        status: StatusCode::SERVICE_UNAVAILABLE,
        retriable: true,
        ja: "いま、たくさんの要求に答えています",
        en: "Too many requests are in progress",
        help_ja: "Retry-After の秒数だけ待って、もう一度お試しください。この要求では何も行われていません。",
        help_en: "Wait for the seconds of `Retry-After` and ask again; nothing was done for this request.",
    },
    Row {
        code: Code::DatabaseUnavailable,
        name: "database_unavailable",
        status: StatusCode::SERVICE_UNAVAILABLE,
        retriable: true,
        ja: "データベースにつながりません",
        en: "The database can't be reached",
        help_ja: "検索は使えます。少し待ってもう一度送ってください。送れたものは失われません。",
        help_en: "Reading still works. Send again in a while; what was acknowledged is kept.",
    },
    FAULT,
];

/// What is told when the house is at fault.
const FAULT: Row = Row {
    code: Code::Internal,
    name: "internal",
    status: StatusCode::INTERNAL_SERVER_ERROR,
    retriable: true,
    ja: "こちらの不具合で答えられませんでした",
    en: "A fault of ours",
    help_ja: "少し待ってもう一度お試しください。続くときは request_id を添えてお知らせください。",
    help_en: "Try again in a while; if it lasts, tell us the `request_id`.",
};

impl Code {
    /// Its row of the table.
    pub fn row(self) -> &'static Row {
        // A test shows that every code has one; a fault of ours stands for one that had none.
        TABLE.iter().find(|row| row.code == self).unwrap_or(&FAULT)
    }

    /// The row of that name.
    pub fn from_name(name: &str) -> Option<&'static Row> {
        TABLE.iter().find(|row| row.name == name)
    }

    /// The code that stands for a status the framework chose.
    pub fn of_status(status: StatusCode) -> Self {
        let same = TABLE.iter().find(|row| row.status == status).map(|row| row.code);
        same.unwrap_or(if status.is_server_error() { Self::Internal } else { Self::InvalidParameter })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_found_by_its_name() {
        let codes: std::collections::HashSet<Code> = TABLE.iter().map(|row| row.code).collect();
        assert_eq!(codes.len(), TABLE.len());
        for row in &TABLE {
            assert_eq!(Code::from_name(row.name).map(|found| found.code), Some(row.code));
            assert_eq!(row.code.row().name, row.name);
        }
    }

    #[test]
    fn a_status_of_the_framework_finds_its_code() {
        assert_eq!(Code::of_status(StatusCode::NOT_FOUND), Code::NotFound);
        assert_eq!(Code::of_status(StatusCode::BAD_GATEWAY), Code::Internal);
        assert_eq!(Code::of_status(StatusCode::IM_A_TEAPOT), Code::InvalidParameter);
    }
}
