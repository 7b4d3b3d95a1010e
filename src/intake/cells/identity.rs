//! 保険薬局コード and 会員区分.

use super::Read;
use crate::{
    directory::{Membership, PharmacyCode},
    intake::{catalogue::Code, fold},
};

/// A pharmacy code of seven or ten digits; printed `01,2345,6` too, and with a lost leading 0 restored.
pub(in crate::intake) fn pharmacy_code(text: &str) -> Read<PharmacyCode> {
    let plain = fold::nfkc(text);
    if plain.is_empty() || fold::is_only_dashes(&plain) {
        return Read::nothing();
    }
    let is_mark = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '\'') || fold::is_dash(c);
    let digits: String = plain.chars().filter(|c| !is_mark(*c)).collect();
    if let Some(code) = PharmacyCode::new(&digits) {
        return Read::plain(code);
    }
    // Excel drops leading zeros: 0140142 or 0114012345 come with one digit less (two districts, 00x, do not exist).
    match PharmacyCode::new(&format!("0{digits}")) {
        Some(code) if matches!(digits.len(), 6 | 9) => Read::noted(code, Code::CodeZeroRestored),
        _ => Read::failed(Code::CodeUnreadable),
    }
}

/// 会員 or 非会員.
pub(in crate::intake) fn membership(text: &str) -> Read<Membership> {
    let word = fold::word(text);
    if word.is_empty() || fold::is_only_dashes(&word) || word == "未回答" {
        return Read::nothing();
    }
    if let Some(membership) = Membership::from_name(&word) {
        return Read::plain(membership);
    }
    let says_not =
        ["非", "会員外", "未加入", "会員でない", "会員以外", "×", "✕", "無"].iter().any(|part| word.contains(part));
    let says = ["会員", "○", "◯", "〇", "有", "薬剤師会", "加入", "1"].iter().any(|part| word.contains(part));
    match (says_not, says) {
        (true, _) => Read::plain(Membership::NonMember),
        (false, true) => Read::plain(Membership::Member),
        (false, false) if word == "0" || word == "x" => Read::plain(Membership::NonMember),
        (false, false) => Read::failed(Code::MembershipUnreadable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_seven_or_ten_digits() {
        let code = |text: &str| PharmacyCode::new(text).unwrap();
        assert_eq!(pharmacy_code("0142076"), Read::plain(code("0142076")));
        assert_eq!(pharmacy_code("01,4207,6"), Read::plain(code("0142076")));
        assert_eq!(pharmacy_code("142076"), Read::noted(code("0142076"), Code::CodeZeroRestored));
        assert_eq!(pharmacy_code("140142076"), Read::noted(code("0140142076"), Code::CodeZeroRestored));
        assert_eq!(pharmacy_code("12345"), Read::failed(Code::CodeUnreadable));
        assert_eq!(pharmacy_code(""), Read::nothing());
    }

    #[test]
    fn membership_is_told_from_its_words() {
        for (text, member) in
            [("会員", true), ("非会員", false), ("○", true), ("正会員", true), ("会員外", false), ("×", false)]
        {
            let expected = if member { Membership::Member } else { Membership::NonMember };
            assert_eq!(membership(text), Read::plain(expected), "{text}");
        }
        assert_eq!(membership("？"), Read::failed(Code::MembershipUnreadable));
    }
}
