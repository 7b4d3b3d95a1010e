//! 医療機関一覧 of the 自治体標準オープンデータセット (推奨データセット): what wards publish and tools of civic tech read.
//!
//! The layout has one opening time for all days. Where a pharmacy's days differ both times stay empty and the hours stand
//! in 診療日時特記事項 as the list has them: half a truth would send people to closed doors.

use crate::{
    directory::{Answer, Area, Pharmacy, Phone, Position, PositionLevel, Service},
    hours::{DayHours, ReadingClass, TimeRange, WEEKDAYS, WeeklyHours},
};

const HEADINGS: [&str; 26] = [
    "都道府県コード又は市区町村コード",
    "NO",
    "都道府県名",
    "市区町村名",
    "名称",
    "名称_カナ",
    "医療機関の種類",
    "住所",
    "方書",
    "緯度",
    "経度",
    "電話番号",
    "内線番号",
    "FAX番号",
    "法人番号",
    "法人の名称",
    "医療機関コード",
    "診療曜日",
    "診療開始時間",
    "診療終了時間",
    "診療日時特記事項",
    "時間外における対応",
    "診療科目",
    "病床数",
    "URL",
    "備考",
];

/// The row of headings.
pub fn headings() -> Vec<String> {
    HEADINGS.map(str::to_owned).to_vec()
}

/// A pharmacy that stands in `area`, as row `number` of its file.
pub fn row(pharmacy: &Pharmacy, area: Option<&Area>, number: usize) -> Vec<String> {
    let facts = &pharmacy.facts;
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let phone = |phone: Option<&Phone>| phone.map(ToString::to_string).unwrap_or_default();
    // A town's middle is not where the pharmacy is, and the layout can't say so.
    let place = facts.place.filter(|place| place.level == PositionLevel::Building).map(|place| place.position);
    let degrees = |degrees: Option<f64>| degrees.map(|d| d.to_string()).unwrap_or_default();
    let (days, times, remark) = hours(pharmacy);
    let (opens, closes) = times.unwrap_or_default();
    vec![
        area.map(|area| with_check_digit(&area.code)).unwrap_or_default(),
        number.to_string(),
        area.map(|area| area.prefecture.clone()).unwrap_or_default(),
        area.map(|area| area.municipality.clone()).unwrap_or_default(),
        facts.name.clone(),
        text(facts.name_kana.as_deref()),
        "薬局".to_owned(),
        text(facts.address.as_deref()),
        String::new(),
        degrees(place.map(Position::lat)),
        degrees(place.map(Position::lon)),
        phone(facts.phone.as_ref()),
        String::new(),
        phone(facts.fax.as_ref()),
        String::new(),
        String::new(),
        facts.pharmacy_code.as_ref().map(ToString::to_string).unwrap_or_default(),
        days,
        opens,
        closes,
        remark,
        after_hours(pharmacy),
        String::new(),
        String::new(),
        text(facts.url.as_deref()),
        text(facts.remarks.as_deref()),
    ]
}

/// Days, the one opening and closing time when all of them have the same, and what else there is to know.
fn hours(pharmacy: &Pharmacy) -> (String, Option<(String, String)>, String) {
    let Some(stated) = &pharmacy.facts.hours else { return Default::default() };
    let remark = stated.text.replace(['\r', '\n'], "；");
    let reading = &stated.reading;
    let Some(week) = reading.week.as_ref().filter(|_| reading.class == ReadingClass::Exact) else {
        return (String::new(), None, remark);
    };
    let named = WEEKDAYS.into_iter().zip(["月", "火", "水", "木", "金", "土", "日"]);
    let open = named.filter(|(day, _)| !week.weekday(*day).ranges().is_empty());
    (open.map(|(_, name)| name).collect::<Vec<_>>().join(";"), same_times(week), remark)
}

/// The opening and closing time when every open day has the same single range that ends by midnight.
fn same_times(week: &WeeklyHours) -> Option<(String, String)> {
    if !week.nth.is_empty() || !week.yearly.is_empty() {
        return None;
    }
    let mut open = week.weekdays.iter().map(DayHours::ranges).filter(|ranges| !ranges.is_empty());
    let first: &[TimeRange] = open.next()?;
    let [range] = first else { return None };
    let ends_today = range.end().minutes() <= 24 * 60 && range.last_reception().is_none();
    (ends_today && open.all(|ranges| ranges == first)).then(|| (range.start().to_string(), range.end().to_string()))
}

fn after_hours(pharmacy: &Pharmacy) -> String {
    let facts = &pharmacy.facts;
    let answer = match facts.answer(Service::AfterHours) {
        None => return String::new(),
        Some(Answer::Yes) => "対応可".to_owned(),
        Some(Answer::No) => "対応不可".to_owned(),
        Some(Answer::PhoneOnly) => "電話相談のみ".to_owned(),
        Some(Answer::Conditional(text)) if text.is_empty() => "条件つきで対応可".to_owned(),
        Some(Answer::Conditional(text)) => text.clone(),
    };
    let phone = facts.after_hours_phone.as_ref().map(|phone| format!("（{phone}）")).unwrap_or_default();
    answer + &phone
}

/// 全国地方公共団体コード with its check digit: weights 6 to 2, 11 less the remainder by 11, its last digit. `13112` of
/// Setagaya becomes `131121`; a prefecture's two digits are filled up first.
fn with_check_digit(code: &str) -> String {
    let code = format!("{code:0<5}");
    let digits = code.bytes().map(|b| u32::from(b.saturating_sub(b'0')));
    let sum: u32 = digits.zip([6, 5, 4, 3, 2]).map(|(digit, weight)| digit * weight).sum();
    format!("{code}{}", (11 - sum % 11) % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_their_check_digit() {
        for (code, whole) in
            [("13112", "131121"), ("01", "010006"), ("13", "130001"), ("01100", "011002"), ("27", "270008")]
        {
            assert_eq!(with_check_digit(code), whole);
        }
    }

    #[test]
    fn one_time_for_all_days_or_none() {
        let times = |week: &str| same_times(&week.parse().unwrap());
        assert_eq!(times("Mo-Fr 09:00-18:00; Sa,Su off"), Some(("09:00".into(), "18:00".into())));
        for differing in ["Mo-Fr 09:00-18:00; Sa 09:00-13:00", "Mo-Fr 09:00-13:00,15:00-19:00", "Mo-Su 18:00-26:00"] {
            assert_eq!(times(differing), None, "{differing}");
        }
    }
}
