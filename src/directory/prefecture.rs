//! 都道府県 and their codes.

/// 都道府県 in the order of their codes, 01 to 47.
pub const PREFECTURES: [&str; 47] = [
    "北海道",
    "青森県",
    "岩手県",
    "宮城県",
    "秋田県",
    "山形県",
    "福島県",
    "茨城県",
    "栃木県",
    "群馬県",
    "埼玉県",
    "千葉県",
    "東京都",
    "神奈川県",
    "新潟県",
    "富山県",
    "石川県",
    "福井県",
    "山梨県",
    "長野県",
    "岐阜県",
    "静岡県",
    "愛知県",
    "三重県",
    "滋賀県",
    "京都府",
    "大阪府",
    "兵庫県",
    "奈良県",
    "和歌山県",
    "鳥取県",
    "島根県",
    "岡山県",
    "広島県",
    "山口県",
    "徳島県",
    "香川県",
    "愛媛県",
    "高知県",
    "福岡県",
    "佐賀県",
    "長崎県",
    "熊本県",
    "大分県",
    "宮崎県",
    "鹿児島県",
    "沖縄県",
];

/// The prefecture a text begins with, folded for search or not: its code of two digits and its name.
pub fn prefecture_of(text: &str) -> Option<(String, &'static str)> {
    // Two letters tell them all apart; comparing six bytes spares 47 calls for each of 60,000 addresses.
    let start = text.as_bytes().first_chunk::<6>()?;
    let at = PREFECTURES.iter().position(|name| name.as_bytes().first_chunk() == Some(start))?;
    let at = Some(at).filter(|at| PREFECTURES.get(*at).is_some_and(|name| text.starts_with(name)))?;
    PREFECTURES.get(at).map(|name| (format!("{:02}", at + 1), *name))
}

/// The name of the prefecture that a code of two digits, or a municipality's code of five, is of.
pub fn prefecture_name(code: &str) -> Option<&'static str> {
    let number: usize = code.get(..2)?.parse().ok()?;
    PREFECTURES.get(number.checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_belong_together() {
        assert_eq!(prefecture_of("東京都世田谷区太子堂"), Some(("13".to_owned(), "東京都")));
        assert_eq!(prefecture_of("世田谷区"), None);
        assert_eq!((prefecture_name("13"), prefecture_name("01101")), (Some("東京都"), Some("北海道")));
        for wrong in ["", "1", "00", "48", "99999", "都"] {
            assert_eq!(prefecture_name(wrong), None, "{wrong}");
        }
    }
}
