//! A row without a name can't be used; one that is struck off, or only a note, need not be.

use crate::intake::{catalogue::Code, fold};

/// Why a row is refused.
pub(in crate::intake) fn refusal(struck_off: bool, note: bool) -> Code {
    match (struck_off, note) {
        (true, _) => Code::StruckOff,
        (false, true) => Code::NoteLine,
        (false, false) => Code::NameMissing,
    }
}

/// Whether a text can be a pharmacy's name: it has a letter, and does not only point at the row above.
pub(in crate::intake) fn is_name(text: &str) -> bool {
    let word = fold::word(text);
    word.chars().any(|c| c.is_alphabetic() && !fold::is_dash(c))
        && !matches!(word.as_str(), "同上" | "同" | "なし" | "無")
}

/// Whether a lone text in a table is the title of the rows below it: 玉川地区, 【北沢】, 三軒茶屋エリア.
pub(in crate::intake) fn is_title(text: &str) -> bool {
    const ENDS: [&str; 12] =
        ["地区", "地域", "支部", "ブロック", "エリア", "方面", "圏域", "区", "市", "町", "村", "薬剤師会"];
    const SHOPS: [&str; 7] = ["薬局", "ファーマシー", "ドラッグ", "薬店", "調剤", "pharmacy", "drug"];
    let word = fold::word(text);
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let is_framed = word.starts_with(['【', '<', '〈', '《', '[', '〔', '◆', '◇', '▼', '▽', '□', '★', '☆', '○']);
    !SHOPS.iter().any(|shop| word.contains(shop)) && (is_framed || ENDS.iter().any(|end| bare.ends_with(end)))
}

/// Whether a cell says that its row only adds up or ends the table.
pub(in crate::intake) fn is_sum(cell: &str) -> bool {
    // Every cell of every row is asked, and hardly any has one of these.
    if !cell.contains(['計', '数', '白']) {
        return false;
    }
    let word: String = fold::word(cell).trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    matches!(word.as_str(), "計" | "合計" | "小計" | "総計" | "総数" | "以下余白" | "余白")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_titles_and_sums() {
        for text in ["見本薬局", "109", "さくら", "ＡＢＣ", "ヤマト"] {
            assert_eq!(is_name(text), text != "109", "{text}");
        }
        for text in ["", "2", "―", "〃", "同上", "ー", "１２"] {
            assert!(!is_name(text), "{text}");
        }
        for text in ["玉川地区", "【北沢】", "（玉川地域）", "世田谷区", "■三軒茶屋エリア"] {
            assert!(is_title(text), "{text}");
        }
        for text in ["町の薬局", "中町薬局【本店】", "【24時間】見本薬局", "さくら堂", "市川ファーマシー", "オレンジ"]
        {
            assert!(!is_title(text), "{text}");
        }
        assert!(is_sum("合　計") && is_sum("（以下余白）") && !is_sum("会計"));
    }
}
