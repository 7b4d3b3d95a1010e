//! The words of paper: Japanese with English beside it. The typeface has no Hangul and not every simplified Chinese
//! letter, so paper speaks these two; the code on it leads to all five.

use crate::web::site::{lang::Lang, words::Words};

/// The Japanese words, which paper shares with the pages.
pub fn ja() -> Words {
    Words::of(Lang::Ja)
}

/// The English ones.
pub fn en() -> Words {
    Words::of(Lang::En)
}

/// One text in both.
#[derive(Clone, Copy, Debug)]
pub struct Both {
    /// Japanese.
    pub ja: &'static str,
    /// English.
    pub en: &'static str,
}

/// A text of the paper.
const fn both(ja: &'static str, en: &'static str) -> Both {
    Both { ja, en }
}

pub const FLYER_TITLE: Both = both("夜間・休日に開いている薬局", "Pharmacies open at night and on holidays");
pub const SCAN: Both = both(
    "カメラで読み取ると、いま開いている薬局が近い順にわかります。",
    "Scan to see which pharmacies are open now, nearest first.",
);
pub const SHOWN: Both = both(
    "電話番号・開いている時間・休日の当番・対応できること。アプリの登録はいりません。",
    "Telephone numbers, hours, the holiday rota, services. Nothing to install.",
);
pub const LANGUAGES: Both =
    both("日本語・やさしい日本語・英語・中国語・韓国語", "In Japanese, plain Japanese, English, Chinese and Korean");
pub const PHONE_FIRST: Both = both("行く前に、必ず電話してください。", "Always telephone before you go.");
pub const EMERGENCY: Both = both("急なときの電話", "In an emergency");
pub const LATEST: Both = both("最新はこちら", "The latest is here");
pub const CALENDAR_TITLE: Both = both("休日・夜間の当番薬局", "Pharmacies on duty on holidays and at night");
pub const CALENDAR_NOTE: Both = both(
    "予定は変わることがあります。行く前に、必ず電話してください。",
    "Plans can change. Always telephone before you go.",
);
pub const DAY: Both = both("日", "Day");
pub const HOURS: Both = both("時間", "Hours");
pub const PHARMACY: Both = both("薬局・住所", "Pharmacy, address");
pub const PHONE: Both = both("電話", "Telephone");
pub const DOOR_TITLE: Both = both("ただいま閉局しています", "We are closed now");
pub const DOOR_OPEN: Both = both("お急ぎのときは、近くの開いている薬局へ", "If it is urgent: pharmacies open nearby");
pub const DOOR_NONE: Both = both(
    "この時間に開いていると確かめられた薬局はありません。下の番号か、コードで確かめてください。",
    "No pharmacy is confirmed to be open at this time. Please call a number below, or scan the code.",
);
pub const DOOR_SCAN: Both = both("いま開いている薬局", "Open now");
