//! The vocabulary: every word the grammar knows, longest first.

use std::{collections::HashMap, sync::LazyLock};

use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};

use super::token::{Clock, Half, Rough, Token};

/// Words in their characters, and what they mean.
type Words = Vec<(Vec<char>, Token)>;

/// Words by their first character, the longest first.
static BY_FIRST: LazyLock<HashMap<char, Words>> = LazyLock::new(|| {
    let mut by_first: HashMap<char, Words> = HashMap::new();
    for (words, token) in VOCABULARY {
        for word in words.split(' ') {
            let chars: Vec<char> = word.chars().collect();
            if let Some(first) = chars.first() {
                by_first.entry(*first).or_default().push((chars, token.clone()));
            }
        }
    }
    for words in by_first.values_mut() {
        words.sort_by_key(|(chars, _)| std::cmp::Reverse(chars.len()));
    }
    by_first
});

/// The longest word that `chars` begins with, and its length.
///
/// A word ending in 日 does not take the 日 of a following 日曜 (定休日曜 is 定休 + 日曜).
pub(super) fn longest(chars: &[char]) -> Option<(Token, usize)> {
    let words = BY_FIRST.get(chars.first()?)?;
    words.iter().find_map(|(word, token)| {
        let cuts_sunday = word.len() > 1 && word.ends_with(&['日']) && chars.get(word.len()) == Some(&'曜');
        (chars.starts_with(word) && !cuts_sunday).then(|| (token.clone(), word.len()))
    })
}

/// Words (parted by blanks) and what they mean, in folded spelling.
const VOCABULARY: &[(&str, Token)] = &[
    ("月 月曜 月曜日", Token::Day(Mon)),
    ("火 火曜 火曜日", Token::Day(Tue)),
    ("水 水曜 水曜日", Token::Day(Wed)),
    ("木 木曜 木曜日", Token::Day(Thu)),
    ("金 金曜 金曜日", Token::Day(Fri)),
    ("土 土曜 土曜日", Token::Day(Sat)),
    ("日 日曜 日曜日", Token::Day(Sun)),
    ("平日 ウィークデー", Token::Workdays),
    (
        "祝日 祝 祭日 祝祭日 祝祭 祭 祝・祭 祝・祭日 祝日・祭日 国民の祝日 祝・振替休日 祝振替休日 祝日・振休 祝・振休 祝日・振替休日 祝日振替休日 祝日･振替休日",
        Token::Holiday,
    ),
    ("毎日 全日", Token::Everyday),
    ("全曜日 毎曜日", Token::AllWeekdays),
    ("年中無休 365日 無休", Token::YearRound),
    (
        "定休日なし 定休日無し 定休日無 休業無 休業なし 休みなし 休業日なし 定休日:なし 定休日:無し 定休日:無 休み:なし 休業日:なし \
         定休日はなし 定休なし",
        Token::NoRestDay,
    ),
    ("そのほか その他 それ以外 それ以外の日 他 その他の曜日 他の曜日 上記以外 その他曜日", Token::Others),
    ("休日", Token::RestDay),
    ("24時間", Token::AllDay),
    ("am a.m. 午前 午前中 朝", Token::Half(Half::Am)),
    ("pm p.m. 午後", Token::Half(Half::Pm)),
    ("夕 夕方 夜 夜間", Token::Half(Half::Evening)),
    ("深夜", Token::Midnight),
    ("翌 翌日 翌朝 翌日の 翌朝の 翌日朝 翌午前 翌日午前", Token::NextDay),
    ("-", Token::Dash),
    (":", Token::Colon),
    ("・", Token::Dot),
    (",", Token::Comma),
    (".", Token::Period),
    ("/", Token::Slash),
    ("\n 。", Token::Newline),
    ("(", Token::Open),
    (")", Token::Close),
    ("※", Token::Mark),
    ("から より", Token::From),
    ("まで 迄 までの まで延長 まで時間延長", Token::Until),
    ("以降 以降は", Token::After),
    ("は が → には については", Token::Topic),
    ("と および 及び ならびに 並びに & も や 及", Token::And),
    ("の で", Token::Of),
    ("ため 為 のため の為 ために により につき によって", Token::Because),
    (
        "休み 休 お休み 休業 休診 休局 閉局 閉店 休館 店休 定休 終日休み 終日休業 終日閉局 終日休 休みます 休業とする お休みです 休みです \
         休業です 閉局です 閉局します 休業となります お休みとなります 休業させていただきます 閉局となります 閉 み × ✕ ✖ 定休日です 休日です \
         定休日となります の定休日です 休みとなります 営業なし の営業なし は営業なし 不可 閉局しています 休業いたします 休業致します \
         営業していません 営業しておりません 営業しません 営業しない 営業いたしません 営業致しません 開局していません 開局しておりません 開局しません \
         開局しない 休んでいます 休業しています 休業しております 休ませていただきます",
        Token::Closed,
    ),
    ("定休日 休業日 店休日 閉局日 休み日 休診日 休局日 閉店日 お休みの日 休業曜日 定休曜日", Token::ClosedDay),
    (
        "昼休み お昼休み 昼休 昼休憩 昼休憩時間 お昼休憩 休憩 休憩時間 お昼 閉局時間 受付時間外 受付不可 調剤受付不可 対応不可 営業時間外 の間は閉局 \
         の間閉局 の間は休憩 中休み 休憩のため閉局 は休憩のため閉局 開局時間外 昼休みの為閉局 昼休みのため閉局 業務外 閉局中 昼閉局 \
         昼休み時間 うち休憩 内休憩 の間は休み の間は除く の間を除く の間は、調剤受付を行えません の間は、閉局 の間、閉局 一時閉局 中抜け",
        Token::Break,
    ),
    (
        "除く を除く は除く 除き を除き を除いて のぞく をのぞく はのぞく 除 除きます を除きます は除きます を除 を除いた は、除く",
        Token::Except,
    ),
    ("含む を含む も含む 含みます を含みます 含 込み", Token::Include),
    ("正午", Token::Time(Clock { minutes: 12 * 60, mended: false })),
    ("以外 を除いた以外 でない", Token::Besides),
    ("のみ だけ に限り 限定", Token::Only),
    (
        "営業 開局 開店 営業中 開局する 営業する 営業あり 開局あり 営業します 開局します 営業可 可 開局しています 開いています 開業 休みません 休まない 休まず営業 休まず開局 休まず営業します 休まず営業しています",
        Token::Opens,
    ),
    ("受付 最終受付 受付終了 最終受付時間 処方箋受付 処方せん受付 調剤受付 受付は", Token::Reception),
    (
        "輪番 輪番制 地域輪番制 当番 当番制 当番日 当番時 当番週 輪番日 輪番時 休日当番 当番薬局 当番対応 当番医 輪番による \
      輪番制による 当番の 休日当番日 当番日のみ 輪番日のみ 輪番当番 当番時のみ 輪番時のみ 交代制 交替制 当番薬局時 当番のみ 輪番のみ",
        Token::Rough(Rough::Roster),
    ),
    ("隔週 隔週の 原則隔週 一週おき 隔日 隔月 交互 交互に", Token::Rough(Rough::Alternate)),
    (
        "不定休 不定期 不定 不定期休 不定期営業 不定休あり 不定期開局 臨時対応可 変動あり 臨時営業 不定期休業",
        Token::Rough(Rough::Irregular),
    ),
    ("休日あり 休みあり 休業あり", Token::Rough(Rough::Of("may_differ"))),
    (
        "祝日のある週 祝日がある週 祝日を含む週 祝日の週 祝祭日のある週 祝日のある週は 祝日がある週は",
        Token::Rough(Rough::Of("holiday_conditional")),
    ),
    ("月末 毎月末 月初 月初め 月末日 毎月末日 末日", Token::Rough(Rough::SomeWeeks)),
    ("奇数月 偶数月 奇数 偶数 奇数日 偶数日 奇数週 偶数週", Token::Rough(Rough::OddEven)),
    (
        "冬季 夏季 冬期 夏期 冬季期間 冬期間 冬期期間 夏季期間 夏期間 夏期期間 冬場 夏場 冬季間 夏季間 春季 秋季 \
         冬季限定 夏季限定 冬期限定 夏期限定",
        Token::Rough(Rough::Seasonal),
    ),
    ("原則 原則として 通常 通常は 基本 基本的に 基本的には 例 例)", Token::Hedge("may_differ")),
    (
        "応相談 要相談 対応日のみ 要予約 予約制 予約のみ 相談 必要時 完全予約制 完全予約 事前予約制 要事前予約",
        Token::Rough(Rough::OnRequest),
    ),
    ("年末年始 年末年始等 年末・年始 年末 年始 年末年始など 年始年末", Token::Season("year_end_undated")),
    ("正月 お正月 三が日 正月三が日 正月休暇", Token::Season("year_end_undated")),
    ("お盆 盆 お盆期間 旧盆", Token::Season("obon_undated")),
    // Alone it says nothing of the other holidays.
    ("振替休日 振休", Token::Season("holiday_conditional")),
    ("gw ゴールデンウィーク ゴールデンウイーク", Token::Season("golden_week")),
    (
        "テナント休館日 施設休館日 休館日 地方祭 地方祭日 夏季休暇 夏期休暇 冬季休暇 夏季休業あり 夏期休業あり 冬季休業あり 冬期休業あり お客様感謝デー 商業施設休館日 臨時休業 \
         臨時休業日 シルバーウィーク 館の休館日 店舗休館日",
        Token::Season("local_closure"),
    ),
    (
        "薬剤師 対応薬剤師 登録薬剤師 研修修了薬剤師 研修終了薬剤師 研修 講習 受講者 対応者 担当者 担当薬剤師 勤務 不在 管理薬剤師 研修修了者 \
         薬剤師対応可能時間 対応可能薬剤師 対応時間 対応可能時間 販売時間 販売可能時間 取扱時間 対応可能 緊急避妊薬 女性薬剤師",
        Token::Staff,
    ),
    ("電話 転送 転送電話 携帯 時間外転送 tel 連絡 ホームページ hp 掲載", Token::Contact("telephone")),
    (
        "要事前連絡 事前連絡 要連絡 要電話 事前に 要問合せ 要問合わせ 要問い合わせ 要確認 お問合せ 問合せ お問い合わせ 問い合わせ 要電話連絡 対応",
        Token::Contact("on_request"),
    ),
    (
        "通常通り 通常どおり 平常通り 平常どおり その曜日の営業時間 曜日の営業時間 該当する曜日の営業時間 該当する曜日 その曜日に準ずる その曜日",
        Token::Contact("holiday_as_weekday"),
    ),
    (
        "シフト 準ずる 準じる 変動 変わる 変更 場合 都合 異なる 日によって 時もあり こと  特別営業時間 緊急時 変更あり 時間外 閉局後 閉店後 営業時間後 施設 商業施設",
        Token::Contact("may_differ"),
    ),
    (
        "ただし 但し ただし、 毎月 毎週 営業時間 開局時間 営業日 開局日 開店時間 開局等時間 なお 備考:なし 通年 毎年 毎週の あり ある 有 あります 薬局 \
         開局曜日 営業曜日 終日 時間 です である 当薬局 となります",
        Token::Filler,
    ),
];
