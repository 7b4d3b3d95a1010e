//! Lists to send, of invented pharmacies.

const HEADINGS: &str = "薬局名,所在地,電話番号,開局時間";

/// Two pharmacies.
pub const LIST: &[&str] = &[
    "あおば薬局（見本）,東京都世田谷区太子堂4-1-1,00-0000-9001,月～金9:00～18:00 土日祝休み",
    "もみじ薬局（見本）,東京都世田谷区三軒茶屋2-1-1,00-0000-9002,月～土9:00～19:00 日祝休み",
];

/// The first of them open an hour less on Wednesdays, the second gone, a third new.
pub const ANOTHER: &[&str] = &[
    "あおば薬局（見本）,東京都世田谷区太子堂4-1-1,00-0000-9001,月火木金9:00～18:00 水9:00～17:00 土日祝休み",
    "こだち薬局（見本）,東京都世田谷区下馬1-1-1,00-0000-9003,月～金9:00～20:00 土日祝休み",
];

/// Those rows as a file.
pub fn list(rows: &[&str]) -> Vec<u8> {
    format!("{HEADINGS}\n{}\n", rows.join("\n")).into_bytes()
}
