//! Spellings brought together, so that what people take for the same text is the same text.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::directory::PREFECTURES;

/// NFKC, outer blanks cut: `４－１` becomes `4-1`, `ﾔｯｷｮｸ` becomes `ヤッキョク`, `㈱` becomes `(株)`.
pub(super) fn nfkc(text: &str) -> String {
    if text.is_ascii() {
        return text.trim().to_owned();
    }
    let text = text.trim();
    // The whole table of characters is asked only for those that need it: every cell of a list comes by here.
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match alone(c) {
            Some(c) => folded.push(c),
            None => return text.nfkc().collect::<String>().trim().to_owned(),
        }
    }
    folded
}

/// NFKC without any blanks.
pub(super) fn without_blanks(text: &str) -> String {
    let mut plain = nfkc(text);
    plain.retain(|c| !c.is_whitespace());
    plain
}

/// The letters of a text in lower case, those that `keep` gives something for.
fn lower(text: &str, keep: impl Fn(char) -> Option<char>) -> String {
    let mut lower = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // Kana and kanji have no case; the table of those that do is long.
            '\u{3000}'..='\u{9fff}' => lower.extend(keep(c)),
            _ if c.is_ascii() => lower.extend(keep(c.to_ascii_lowercase())),
            _ => lower.extend(c.to_lowercase().filter_map(&keep)),
        }
    }
    lower
}

/// What a character becomes by NFKC, when that is one character whatever stands beside it, and told without a table.
fn alone(c: char) -> Option<char> {
    match c {
        '\0'..='\u{7f}'
        | '×'
        | '―'
        | '※'
        | '○'
        | '●'
        | '、'..='〕'
        | '〜'
        | 'ぁ'..='ゖ'
        | 'ァ'..='ヾ'
        | '一'..='\u{9fff}' => Some(c),
        '\u{3000}' => Some(' '),
        '！'..='～' => char::from_u32(c as u32 - ('！' as u32 - '!' as u32)),
        _ => None,
    }
}

/// Whether `c` looks like a dash in print, the long vowel mark included.
pub(super) fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'
            ..='\u{2015}'
                | '\u{2212}'
                | '\u{30fc}'
                | '\u{ff0d}'
                | '\u{ff70}'
                | '\u{207b}'
                | '\u{208b}'
                | '\u{fe63}'
                | '\u{2500}'
                | '\u{2501}'
    )
}

/// Whether `c` looks like a tilde.
fn is_tilde(c: char) -> bool {
    matches!(c, '~' | '\u{301c}' | '\u{ff5e}' | '\u{223c}' | '\u{223e}')
}

/// What two spellings of one text have in common: the characters that encodings map differently (`～`/`〜`, `－`/`−`, `‖`/`∥`)
/// and blanks count as one. Case, width and wording still tell texts apart.
pub(super) fn same_text(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut blank = false;
    for c in text.trim().chars() {
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        if std::mem::take(&mut blank) {
            folded.push(' ');
        }
        folded.push(match c {
            '\u{301c}' => '\u{ff5e}',
            '\u{2212}' => '\u{ff0d}',
            '\u{2016}' => '\u{2225}',
            '\u{2014}' => '\u{2015}',
            '\u{a2}' => '\u{ffe0}',
            '\u{a3}' => '\u{ffe1}',
            '\u{ac}' => '\u{ffe2}',
            other => other,
        });
    }
    folded
}

/// A heading without width, case, blanks, brackets and marks: `連絡先 電話番号\n（開局時間中）※` is `連絡先電話番号開局時間中`.
///
/// A dash between two weekdays is a range and becomes `~`: `月－金` is `月~金`.
pub(super) fn heading(text: &str) -> String {
    let plain = nfkc(text);
    let is_day = |c: Option<char>| c.is_some_and(|c| "月火水木金土日曜".contains(c));
    let mut folded = String::with_capacity(plain.len());
    let mut chars = plain.chars().peekable();
    while let Some(c) = chars.next() {
        if is_tilde(c) || (is_dash(c) && is_day(folded.chars().last()) && is_day(chars.peek().copied())) {
            folded.push('~');
        } else if !is_heading_noise(c) {
            folded.extend(c.to_lowercase());
        }
    }
    folded
}

fn is_heading_noise(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(
            c,
            '(' | ')'
                | '['
                | ']'
                | '{'
                | '}'
                | '〔'
                | '〕'
                | '【'
                | '】'
                | '「'
                | '」'
                | '『'
                | '』'
                | '<'
                | '>'
                | '《'
                | '》'
        )
        || matches!(
            c,
            '・' | '/'
                | ','
                | '、'
                | '。'
                | ':'
                | '*'
                | '※'
                | '★'
                | '☆'
                | '●'
                | '■'
                | '□'
                | '◆'
                | '◇'
                | '"'
                | '\''
        )
        || matches!(c, '-' | '‐' | '–' | '—' | '―' | '−' | '|' | ';' | '?' | '!' | '…' | '↓' | '→' | '▼')
}

/// A heading with bracketed parts left out: `在宅訪問（医療保険）` is `在宅訪問`.
pub(super) fn heading_without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let mut kept = String::new();
    for c in nfkc(text).chars() {
        match c {
            '(' | '[' | '〔' | '【' | '「' => depth += 1,
            ')' | ']' | '〕' | '】' | '」' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    heading(&kept)
}

/// Legal forms before or after a firm's name; they come and go between lists.
const LEGAL_FORMS: [&str; 12] = [
    "株式会社",
    "有限会社",
    "合同会社",
    "合資会社",
    "合名会社",
    "一般社団法人",
    "医療法人社団",
    "医療法人",
    "(株)",
    "(有)",
    "(合)",
    "(同)",
];

/// A pharmacy's name for comparison: NFKC, lower case, no blanks or legal forms, variants of one character as one.
pub(super) fn name(text: &str) -> String {
    let mut folded = nfkc(text);
    for form in LEGAL_FORMS {
        if folded.contains(form) {
            folded = folded.replace(form, "");
        }
    }
    lower(&folded, |c| {
        Some(match c {
            '・' | '･' | '.' | ',' | '、' | '\'' | '’' => return None,
            blank if blank.is_whitespace() => return None,
            'ヶ' | 'ｹ' => 'ケ',
            'ヵ' => 'カ',
            '髙' => '高',
            '﨑' => '崎',
            '𠮷' => '吉',
            '邊' | '邉' => '辺',
            '齋' | '齊' | '斎' => '斉',
            '澤' => '沢',
            '廣' => '広',
            '龍' => '竜',
            other if is_dash(other) && other != 'ー' => '-',
            other => other,
        })
    })
}

/// What stands behind a house number, so that its end is seen.
const HOUSE_END: char = '\u{1f}';

/// Splits the prefecture from the front of an address (NFKC, no blanks), when there is one.
pub(super) fn split_prefecture(address: &str) -> (Option<&'static str>, &str) {
    PREFECTURES
        .iter()
        .find_map(|prefecture| address.strip_prefix(prefecture).map(|rest| (Some(*prefecture), rest)))
        .unwrap_or((None, address))
}

/// An address for comparison, down to the house number: NFKC, no prefecture or blanks, `一丁目６番１５号`, `1丁目6-15`
/// and `１ー６－１５` all `1-6-15`; what follows the house number (the building) is left out.
///
/// ```text
/// 東京都　世田谷区　経堂　一丁目６番１５号　ＲＥＧＡＬＯ経堂Ａ  ->  世田谷区経堂1-6-15
/// ```
pub(super) fn address(text: &str) -> String {
    let plain = without_blanks(text);
    let (_, rest) = split_prefecture(&plain);
    let (_, rest) = split_prefecture(rest);
    let dashed = dash_numbers(&arabic_towns(rest));
    lower(cut_after_house_number(&dashed), Some)
}

/// `十二丁目` as `12丁目`: kanji numerals are numbers only there; elsewhere they are names (四谷, 千歳台).
fn arabic_towns(text: &str) -> Cow<'_, str> {
    let Some((before, after)) = text.find("丁目").map(|at| text.split_at(at)) else { return Cow::Borrowed(text) };
    let town = before.trim_end_matches(|c| "〇一二三四五六七八九十".contains(c));
    match before.strip_prefix(town).and_then(kanji_number) {
        Some(number) => Cow::Owned(format!("{town}{number}{after}")),
        None => Cow::Borrowed(text),
    }
}

fn kanji_number(numerals: &str) -> Option<u32> {
    let digit = |c: char| "〇一二三四五六七八九".chars().position(|d| d == c).map(|value| value as u32);
    match numerals.split_once('十') {
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens.chars().next()?)? };
            let ones = if ones.is_empty() { 0 } else { digit(ones.chars().next()?)? };
            Some(tens * 10 + ones)
        }
        None if numerals.is_empty() => None,
        None => numerals.chars().try_fold(0, |number, c| Some(number * 10 + digit(c)?)),
    }
}

/// Everything that separates the numbers of a house number becomes one `-`, and what ends it a [`HOUSE_END`].
fn dash_numbers(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after_digit = folded.ends_with(|last: char| last.is_ascii_digit());
        let word = ["丁目", "番地の", "番地", "番", "号", "の", "ノ"]
            .into_iter()
            .find(|word| after_digit && rest.starts_with(word));
        if let Some(word) = word {
            rest = rest.get(word.len()..).unwrap_or_default();
            let more = rest.starts_with(|next: char| next.is_ascii_digit());
            folded.push(if more && word != "号" { '-' } else { HOUSE_END });
        } else if is_dash(c) && (after_digit || folded.ends_with('-')) {
            rest = rest.trim_start_matches(is_dash);
            folded.push(if rest.starts_with(|next: char| next.is_ascii_digit()) { '-' } else { HOUSE_END });
        } else {
            folded.push(c);
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }
    folded
}

/// Keeps an address up to its first house number of two or more parts, or up to the mark that ends one.
fn cut_after_house_number(text: &str) -> &str {
    let mut seen_dash = false;
    let mut end = text.len();
    let mut last_digit = false;
    for (at, c) in text.char_indices() {
        if c == '-' && last_digit {
            seen_dash = true;
        } else if !c.is_ascii_digit() && (seen_dash || c == HOUSE_END) {
            end = at;
            break;
        }
        last_digit = c.is_ascii_digit();
    }
    text.get(..end).unwrap_or(text).trim_end_matches('-')
}

/// A text as one line in lower case for looking words up: NFKC, blanks out, dashes and tildes as `-` and `~`.
pub(super) fn word(text: &str) -> String {
    lower(&nfkc(text), |c| if is_tilde(c) { Some('~') } else { Some(c).filter(|c| !c.is_whitespace()) })
}

/// Whether a cell is the explicit mark that erases what is published.
pub(super) fn erases(cell: &str) -> bool {
    matches!(cell.trim(), "削除" | "（削除）" | "(削除)" | "【削除】")
}

/// Whether a text holds nothing but dashes: `―`, `－`, `ー`, `--`.
pub(super) fn is_only_dashes(text: &str) -> bool {
    let mut chars = text.chars().filter(|c| !c.is_whitespace()).peekable();
    chars.peek().is_some() && chars.all(is_dash)
}

#[cfg(test)]
mod tests {
    use unicode_normalization::{IsNormalized, is_nfkc_quick};

    use super::*;

    #[test]
    fn addresses_written_in_many_ways_are_one() {
        for (written, folded) in [
            ("東京都　世田谷区　経堂　一丁目６番１５号　ＲＥＧＡＬＯ経堂Ａ", "世田谷区経堂1-6-15"),
            ("世田谷区経堂1丁目6-15", "世田谷区経堂1-6-15"),
            ("東京都世田谷区経堂１ー６－１５", "世田谷区経堂1-6-15"),
            ("東京都世田谷区北沢３丁目２番３号１Ｂ", "世田谷区北沢3-2-3"),
            ("北海道旭川市大町３条５丁目２３９７ー１８", "旭川市大町3条5-2397-18"),
            ("札幌市北区北１０条西３－９－２", "札幌市北区北10条西3-9-2"),
            ("神奈川県神奈川県横浜市緑区鴨居１－８－１", "横浜市緑区鴨居1-8-1"),
            ("熊本市南区城南町隈庄５７５", "熊本市南区城南町隈庄575"),
            ("世田谷区四谷十二丁目3番地の4", "世田谷区四谷12-3-4"),
            ("世田谷区世田谷1-30--11", "世田谷区世田谷1-30-11"),
            ("鹿児島県霧島市霧島田口１５番地", "霧島市霧島田口15"),
            ("", ""),
        ] {
            assert_eq!(address(written), folded, "{written}");
        }
    }

    #[test]
    fn names_are_compared_without_their_legal_form() {
        assert_eq!(name("有限会社　船場調剤薬局"), name("船場調剤薬局"));
        assert_eq!(name("㈱ヤマダ薬局 保土ヶ谷店"), name("ヤマダ薬局保土ケ谷店"));
        assert_ne!(name("さくら薬局"), name("さくら薬局粕谷店"));
    }

    #[test]
    fn headings_lose_brackets_and_blanks() {
        assert_eq!(heading("連絡先 電話番号\n（開局時間中）※"), "連絡先電話番号開局時間中");
        assert_eq!(heading_without_brackets("在宅訪問の実施可否（医療保険）"), "在宅訪問の実施可否");
        assert_eq!(heading("ＦＡＸ番号"), "fax番号");
    }

    /// Whoever is folded alone is folded as by the table, and joins nothing that stands before it.
    #[test]
    fn what_is_folded_alone_is_folded_as_by_the_table() {
        let mut told = 0;
        for (c, folded) in ('\0'..=char::MAX).filter_map(|c| Some((c, alone(c)?))) {
            assert_eq!(std::iter::once(c).nfkc().collect::<String>(), folded.to_string(), "{c:?}");
            let joins = is_nfkc_quick(std::iter::once(folded)) != IsNormalized::Yes;
            assert!(!joins, "{c:?}");
            told += 1;
        }
        assert!(told > 20_000);
        for text in ["　９：００～１８：００ ", "ｶﾞｰﾃﾞﾝ薬局", "カ\u{3099}ーデン", "㈱見本", "Ａ\u{301}", "一丁目 "]
        {
            assert_eq!(nfkc(text), text.nfkc().collect::<String>().trim(), "{text}");
        }
    }

    #[test]
    fn wave_dashes_of_two_encodings_are_one() {
        assert_eq!(same_text("9:00〜18:00"), same_text("9:00～18:00 "));
        assert_ne!(same_text("9:00～18:00"), same_text("9:00～19:00"));
    }
}
