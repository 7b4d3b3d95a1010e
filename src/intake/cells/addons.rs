//! 届出・加算 in one cell: `地域支援体制加算3、連携強化加算、在宅薬学総合体制加算1`, or as the 地方厚生局 write it, `（調基１）第1号（連強）第2号`.
//!
//! The cell is kept as text. 連携強化加算 alone is a question of ours; where the cell plainly names it the answer is yes, and
//! its absence says nothing.

use crate::intake::fold;

/// Whether the cell plainly says that 連携強化加算 is notified.
pub(in crate::intake) fn names_coordination(text: &str) -> bool {
    let word = fold::word(text);
    word.split(['、', ',', '・', '/', ';', '\u{ff64}']).any(|item| {
        let found = ["連携強化加算", "連強"].into_iter().find_map(|name| item.split_once(name));
        found.is_some_and(|(before, after)| {
            // （連強）第2号（在薬総２）第3号: what stands behind the bracket is its number, then another begins.
            let before = before.rsplit('(').next().unwrap_or_default();
            let after = after.strip_prefix(')').map_or(after, |rest| rest.split('(').next().unwrap_or_default());
            is_mark(before) && is_mark(after)
        })
    })
}

/// Whether nothing but a number or a plain yes stands there: 無, 予定, 申請中 and the like are another answer.
fn is_mark(rest: &str) -> bool {
    const YES: [&str; 8] = ["届出済み", "届出済", "届出あり", "届出", "算定", "あり", "第", "号"];
    let rest = YES.iter().fold(rest.to_owned(), |rest, word| rest.replace(word, ""));
    rest.chars().all(|c| c.is_ascii_digit() || "()○◯〇有:=".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_name_is_an_answer() {
        for text in [
            "地域支援体制加算3、連携強化加算、在宅薬学総合体制加算1",
            "連携強化加算",
            "連携強化加算○",
            "地支体３・連強・在薬総１",
            "（調基１）第12号（連強）第345号（在薬総２）第6号",
            "連携強化加算：有／医療DX推進体制整備加算：無",
            "地域支援体制加算１\n連携強化加算（届出済）".replace('\n', "、").as_str(),
        ] {
            assert!(names_coordination(text), "{text}");
        }
        for text in [
            "",
            "地域支援体制加算1",
            "連携強化加算×",
            "連携強化加算（申請予定）",
            "連携強化加算なし",
            "連携強化加算：無",
            "連携強化加算以外",
        ] {
            assert!(!names_coordination(text), "{text}");
        }
    }
}
