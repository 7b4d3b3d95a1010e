//! Answers to service questions, in the vocabulary lists really use.

use super::phone;
use crate::{
    directory::{Answer, Phone, Service},
    hours::{OnCall, ReadingClass},
    intake::{catalogue::Code, fold},
};

/// What a cell of a service question says.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(in crate::intake) struct ServiceCell {
    /// The answer; `None` when unanswered or unreadable.
    pub answer: Option<Answer>,
    /// Of 時間外対応: when, as far as it says.
    pub on_call: Option<OnCall>,
    /// Of 時間外対応: a telephone number hidden in the cell.
    pub phone: Option<Phone>,
    /// Whether the cell says more than the answer holds, so that its words are kept beside it.
    pub keep_text: bool,
    /// What to say.
    pub code: Option<Code>,
}

impl ServiceCell {
    fn answered(answer: Answer) -> Self {
        Self { answer: Some(answer), ..Self::default() }
    }

    fn unanswered(code: Option<Code>) -> Self {
        Self { keep_text: code.is_some(), code, ..Self::default() }
    }
}

const YES: [&str; 34] = [
    "有",
    "あり",
    "有り",
    "○",
    "◯",
    "〇",
    "●",
    "◎",
    "可",
    "可能",
    "対応可",
    "対応可能",
    "対応",
    "対応あり",
    "対応有",
    "実施",
    "実施可",
    "1",
    "はい",
    "yes",
    "true",
    "y",
    "済",
    "届出済",
    "取得済",
    "指定",
    "指定済",
    "指定あり",
    "レ",
    "✓",
    "✔",
    "☑",
    "取扱あり",
    "取扱い有",
];
const NO: [&str; 28] = [
    "無",
    "なし",
    "無し",
    "×",
    "✕",
    "✖",
    "╳",
    "⨯",
    "x",
    "不可",
    "不可能",
    "対応不可",
    "対応なし",
    "対応無",
    "0",
    "いいえ",
    "no",
    "false",
    "n",
    "非対応",
    "未対応",
    "未実施",
    "実施なし",
    "取扱なし",
    "取扱い無",
    "未指定",
    "指定なし",
    "できない",
];
const CONDITIONAL: [&str; 13] = [
    "△",
    "▲",
    "要相談",
    "応相談",
    "相談可",
    "要問合せ",
    "要問い合わせ",
    "要連絡",
    "要確認",
    "条件付",
    "一部",
    "一部可",
    "conditional",
];
/// Words in a note that make a yes conditional.
const LIMITS: [&str; 20] = [
    "相談",
    "場合",
    "状況",
    "困難",
    "限",
    "のみ",
    "以外",
    "除",
    "まで",
    "条件",
    "予約",
    "事前",
    "要",
    "可能な",
    "応じ",
    "一部",
    "不可",
    "だけ",
    "都度",
    "によ",
];
/// Words of what is not yet offered.
const PENDING: [&str; 9] = ["申請中", "準備中", "検討中", "予定", "手続中", "届出中", "調整中", "審査中", "未定"];

/// Reads a cell. An empty cell is unanswered, never a "no"; so is `―`, which in these columns means "does not apply".
pub(in crate::intake) fn read(service: Service, text: &str) -> ServiceCell {
    let word = fold::word(text);
    let word = word.trim_end_matches(['。', '.', '、', ',']);
    if word.is_empty() || fold::is_only_dashes(word) || matches!(word, "未回答" | "不明" | "?" | "unanswered") {
        return ServiceCell::default();
    }
    if let Some(answer) = single_word(word, text) {
        return ServiceCell::answered(answer);
    }
    let has_sign = |signs: &[char]| word.contains(signs);
    if has_sign(&['○', '◯', '〇']) && has_sign(&['×', '✕']) {
        return ServiceCell::answered(Answer::Conditional(text.trim().to_owned()));
    }
    let phone = if service == Service::AfterHours { phone::inside(text) } else { None };
    let mut cell = with_note(word, text).unwrap_or_else(|| free_text(word, text));
    if service == Service::AfterHours {
        add_hours(&mut cell, word, text);
    }
    if phone.is_some() {
        cell.code = Some(Code::ServicePhone);
        cell.keep_text = true;
    }
    ServiceCell { phone, ..cell }
}

/// The text that [`read`] reads back to the same answer.
pub(in crate::intake) fn write(answer: &Answer, on_call: Option<&OnCall>) -> String {
    match (answer, on_call) {
        (Answer::Yes, Some(OnCall::Always { .. })) => "○（24時間対応）".to_owned(),
        (Answer::Yes, _) => "○".to_owned(),
        (Answer::No, _) => "×".to_owned(),
        (Answer::PhoneOnly, _) => "電話対応のみ".to_owned(),
        (Answer::Conditional(text), _) => text.clone(),
    }
}

fn single_word(word: &str, text: &str) -> Option<Answer> {
    if YES.contains(&word) {
        Some(Answer::Yes)
    } else if NO.contains(&word) {
        Some(Answer::No)
    } else if CONDITIONAL.contains(&word) {
        Some(Answer::Conditional(text.trim().to_owned()))
    } else if matches!(word, "電話対応のみ" | "電話のみ" | "電話相談のみ" | "電話対応" | "phone_only")
    {
        Some(Answer::PhoneOnly)
    } else {
        None
    }
}

/// `有（…）`, `×（…）`, `○自局`: an answer and a note on it.
fn with_note(word: &str, text: &str) -> Option<ServiceCell> {
    let (head, note) = if let Some(parts) = word.split_once(['(', '[', '〔', '【', ':', ',', '、', '・']) {
        parts
    } else {
        let sign = word.chars().next().filter(|c| "○◯〇●◎×✕✖△▲".contains(*c))?;
        word.split_at(sign.len_utf8())
    };
    let note = note.trim_end_matches([')', ']', '〕', '】']);
    let conditional = || ServiceCell::answered(Answer::Conditional(text.trim().to_owned()));
    let kept = |answer: Answer| ServiceCell { keep_text: true, ..ServiceCell::answered(answer) };
    match single_word(head, text)? {
        Answer::Yes if is_advice_only(note) => Some(ServiceCell::answered(Answer::PhoneOnly)),
        Answer::Yes if is_forwarded(note) || is_any_time(note) => Some(ServiceCell {
            keep_text: !matches!(note, "転送電話" | "転送" | "24時間" | "24時間対応" | "24時間対応可"),
            ..ServiceCell::answered(Answer::Yes)
        }),
        // 24 hours with any other word than those of 24時間対応 is some of them: ○（平日は24時間）.
        Answer::Yes if LIMITS.iter().any(|limit| note.contains(limit)) || has_time(note) || note.contains("24") => {
            Some(conditional())
        }
        Answer::No if note.contains("相談") => Some(conditional()),
        Answer::Conditional(_) => Some(conditional()),
        answer => Some(if note.is_empty() { ServiceCell::answered(answer) } else { kept(answer) }),
    }
}

fn free_text(word: &str, text: &str) -> ServiceCell {
    let says = |words: &[&str]| words.iter().any(|part| word.contains(part));
    let conditional = ServiceCell::answered(Answer::Conditional(text.trim().to_owned()));
    if PENDING.iter().any(|pending| word.contains(pending)) {
        ServiceCell::unanswered(Some(Code::ServicePending))
    } else if is_any_time(word) {
        ServiceCell {
            keep_text: !matches!(word, "24時間" | "24時間対応" | "24時間可"),
            ..ServiceCell::answered(Answer::Yes)
        }
    } else if is_advice_only(word) {
        ServiceCell::answered(Answer::PhoneOnly)
    } else if denies(word) {
        ServiceCell { keep_text: true, ..ServiceCell::answered(Answer::No) }
    } else if is_count(word) {
        ServiceCell { keep_text: true, ..ServiceCell::answered(Answer::Yes) }
    } else if has_time(word)
        || says(&[
            "24時間", "24h", "可", "有", "対応", "あり", "相談", "連絡", "電話", "fax", "要", "のみ", "場合", "まで",
            "転送", "○", "×", "実施", "限",
        ])
    {
        conditional
    } else {
        ServiceCell::unanswered(Some(Code::ServiceUnreadable))
    }
}

/// A number of items, more than none: `48`, `120品目`.
fn is_count(word: &str) -> bool {
    let digits = word.strip_suffix("品目").unwrap_or(word);
    digits.len() <= 5 && digits.parse::<u32>().is_ok_and(|count| count > 0)
}

/// When after hours, as far as the cell says.
fn add_hours(cell: &mut ServiceCell, word: &str, text: &str) {
    match &cell.answer {
        Some(Answer::Yes) if is_any_time(word) => cell.on_call = Some(OnCall::Always { conditional: false }),
        Some(Answer::Conditional(_)) if has_time(word) && !is_any_time(word) => {
            let stated = stated_hours(text);
            let reading = crate::hours::read(&stated);
            match reading.week {
                Some(week) if reading.class == ReadingClass::Exact => {
                    cell.on_call = Some(OnCall::During(Box::new(week)));
                }
                _ => cell.code = Some(Code::ServiceHoursUnread),
            }
        }
        _ => {}
    }
}

/// The hours of a cell such as `有（月・火の19：00まで及び土9：00～16：00のみ可）`, without the words of the answer.
fn stated_hours(text: &str) -> String {
    let plain = fold::nfkc(text);
    let inner = plain.split_once('(').map_or(plain.as_str(), |(_, note)| note.trim_end_matches(')'));
    let mut hours = inner.to_owned();
    for tail in ["可能", "可", "対応", "のみ", "に限る", "だけ"] {
        hours = hours.trim().strip_suffix(tail).unwrap_or(hours.trim()).to_owned();
    }
    hours.trim().strip_suffix("のみ").unwrap_or(hours.trim()).replace("及び", "、")
}

fn is_advice_only(note: &str) -> bool {
    let only = note.contains("のみ") || note.contains("だけ");
    note.contains("翌営業日")
        || (note.contains("電話") && only && !note.contains("転送") && !has_time(note))
        || note == "電話"
}

fn is_forwarded(note: &str) -> bool {
    note.contains("転送") && !LIMITS.iter().any(|limit| note.contains(limit))
}

/// Whether a note says that it answers at any time, and nothing that limits or denies it: every word of it is one of these.
/// 24時間対応していません and 24時間（休日を除く） are the opposite of 24時間対応, and a night is long.
fn is_any_time(word: &str) -> bool {
    const WORDS: [&str; 33] = [
        "24時間",
        "24h",
        "365日",
        "年中無休",
        "いつでも",
        "常時",
        "終日",
        "時間外",
        "夜間",
        "休日",
        "緊急時",
        "緊急",
        "対応",
        "体制",
        "可能",
        "受付",
        "受信",
        "応需",
        "調剤",
        "転送",
        "携帯",
        "電話",
        "薬剤師",
        "専用",
        "により",
        "による",
        "にて",
        "あり",
        "可",
        "有",
        "で",
        "は",
        "も",
    ];
    if !word.contains("24時間") && !word.contains("24h") {
        return false;
    }
    let rest = WORDS.iter().fold(word.to_owned(), |rest, known| rest.replace(known, ""));
    // What else there is may only be a number to call, an answer's sign and what stands between words.
    rest.chars().all(|c| c.is_ascii_digit() || fold::is_dash(c) || "()[]【】:、,・。/の○◯〇●◎".contains(c))
}

/// Whether a text denies: 24時間対応なし, 24時間対応：×, 夜間は対応していません.
fn denies(word: &str) -> bool {
    const ANYWHERE: [&str; 8] = [
        "対応していない",
        "対応していません",
        "対応しておりません",
        "対応しません",
        "行っていない",
        "行っていません",
        "できません",
        "お断り",
    ];
    const ENDS: [&str; 8] = ["対応なし", "対応無し", "対応無", "対応しない", "対応:×", "対応×", "対応:無", "不可"];
    ANYWHERE.iter().any(|denial| word.contains(denial))
        || ENDS.iter().any(|end| word.ends_with(end))
        || (word.contains("ありません") && !word.contains("ではありません"))
}

/// Whether a time of day is written: `19:00`, `9時`.
fn has_time(word: &str) -> bool {
    let chars: Vec<char> = word.chars().collect();
    chars.windows(2).any(|pair| matches!(pair, [digit, mark] if digit.is_ascii_digit() && matches!(mark, ':' | '時')))
        && !word.contains("24時間")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn conditional(text: &str) -> Answer {
        Answer::Conditional(text.to_owned())
    }

    #[test]
    fn the_vocabulary_of_real_lists_is_read() {
        for (text, answer) in [
            ("有", Some(Answer::Yes)),
            ("○", Some(Answer::Yes)),
            ("◯", Some(Answer::Yes)),
            ("〇", Some(Answer::Yes)),
            ("可", Some(Answer::Yes)),
            ("1", Some(Answer::Yes)),
            ("無", Some(Answer::No)),
            ("×", Some(Answer::No)),
            ("✕", Some(Answer::No)),
            ("Ｘ", Some(Answer::No)),
            ("不可", Some(Answer::No)),
            ("なし", Some(Answer::No)),
            ("0", Some(Answer::No)),
            ("", None),
            ("―", None),
            ("－", None),
            ("未回答", None),
            ("有（転送電話）", Some(Answer::Yes)),
            ("有(転送)", Some(Answer::Yes)),
            ("有(要相談)", Some(conditional("有(要相談)"))),
            ("要相談", Some(conditional("要相談"))),
            ("△", Some(conditional("△"))),
            ("無（相談に応じます）", Some(conditional("無（相談に応じます）"))),
            ("有（状況により対応困難な場合あり）", Some(conditional("有（状況により対応困難な場合あり）"))),
            ("有(電話対応のみ)", Some(Answer::PhoneOnly)),
            ("有（電話のみ対応）", Some(Answer::PhoneOnly)),
            ("有(電話にて応需､翌営業日に投薬)", Some(Answer::PhoneOnly)),
            ("有（24時間対応）", Some(Answer::Yes)),
            ("時間外電話に連絡の上FAX送信", Some(conditional("時間外電話に連絡の上FAX送信"))),
            ("○(自局)", Some(Answer::Yes)),
            ("×（申請中）", Some(Answer::No)),
            ("申請中", None),
            ("○（120品目）", Some(Answer::Yes)),
            ("48", Some(Answer::Yes)),
            ("ラゲブリオ○、パキロビッド×", Some(conditional("ラゲブリオ○、パキロビッド×"))),
            ("ほげ", None),
        ] {
            assert_eq!(read(Service::Aseptic, text).answer, answer, "{text}");
        }
    }

    #[test]
    fn words_beyond_the_answer_are_kept() {
        assert!(read(Service::Aseptic, "○(共同利用)").keep_text);
        assert!(read(Service::Otc, "48").keep_text);
        assert!(!read(Service::Otc, "○").keep_text);
        assert_eq!(read(Service::Otc, "ほげ").code, Some(Code::ServiceUnreadable));
        assert_eq!(read(Service::Otc, "申請中").code, Some(Code::ServicePending));
    }

    #[test]
    fn after_hours_cells_hide_hours_and_numbers() {
        let forwarded = read(Service::AfterHours, "有（0950-53-3111にて転送24時間受信可）");
        assert_eq!(forwarded.answer, Some(Answer::Yes));
        assert_eq!(forwarded.phone.unwrap().digits(), "0950533111");
        assert_eq!(forwarded.on_call, Some(OnCall::Always { conditional: false }));
        assert_eq!(read(Service::AfterHours, "有").on_call, None);
        let text = "月・火・水・金の19：00まで及び土9：00～16：00のみ可";
        assert_eq!(read(Service::AfterHours, text).answer, Some(conditional(text)));
    }

    #[test]
    fn any_time_is_only_what_says_so_without_a_limit() {
        let always = Some(OnCall::Always { conditional: false });
        for text in [
            "24時間対応",
            "○（24時間365日対応）",
            "○24h",
            "転送電話により24時間対応",
            "電話にて対応（24時間）",
            "24時間電話受付",
            "有（24時間対応：00-0000-0001）",
        ] {
            let cell = read(Service::AfterHours, text);
            assert_eq!((cell.answer, cell.on_call), (Some(Answer::Yes), always.clone()), "{text}");
        }
        for (text, answer) in [
            ("24時間対応していません", Some(Answer::No)),
            ("24時間対応はできません", Some(Answer::No)),
            ("24時間対応なし", Some(Answer::No)),
            ("24時間対応×", Some(Answer::No)),
            ("24時間対応：×", Some(Answer::No)),
            ("24時間対応未定", None),
            ("24時間ではありません", Some(conditional("24時間ではありません"))),
            ("24時間対応不要", Some(conditional("24時間対応不要"))),
            ("平日24時間", Some(conditional("平日24時間"))),
            ("24時間（休日を除く）", Some(conditional("24時間（休日を除く）"))),
            ("24時間対応可（要事前連絡）", Some(conditional("24時間対応可（要事前連絡）"))),
            ("○（24時間対応、ただし日曜を除く）", Some(conditional("○（24時間対応、ただし日曜を除く）"))),
            ("○（年末年始を除く24時間）", Some(conditional("○（年末年始を除く24時間）"))),
            ("○（平日は24時間）", Some(conditional("○（平日は24時間）"))),
        ] {
            let cell = read(Service::AfterHours, text);
            assert_eq!((cell.answer, cell.on_call), (answer, None), "{text}");
        }
    }

    #[test]
    fn answers_read_back_from_what_is_written() {
        let any_time = OnCall::Always { conditional: false };
        for (answer, on_call) in [
            (Answer::Yes, None),
            (Answer::Yes, Some(any_time)),
            (Answer::No, None),
            (Answer::PhoneOnly, None),
            (Answer::Conditional("要相談".to_owned()), None),
            (Answer::Conditional("ラゲブリオ ○、パキロビッド ×".to_owned()), None),
        ] {
            let cell = read(Service::AfterHours, &write(&answer, on_call.as_ref()));
            assert_eq!((cell.answer, cell.on_call, cell.keep_text), (Some(answer), on_call, false));
        }
    }
}
