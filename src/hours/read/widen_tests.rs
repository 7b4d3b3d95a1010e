//! Remarks behind a text: none of them opens a day longer, or touches a day that it does not speak of.

use chrono::{Datelike, NaiveDate, Weekday};

use super::{
    super::{DayHours, TimeRange, WeeklyHours},
    read,
};

/// Weeks as pharmacies write them.
const WEEKS: [&str; 16] = [
    "月～金9:00～18:00",
    "月～土9:00～18:00",
    "月～日9:00～20:00",
    "9:00～18:00",
    "平日9:00～18:00 土9:00～13:00",
    "月火木金9:00～19:00\n水土9:00～13:00",
    "月～土9:00～13:00 15:00～18:00",
    "月～金9:00～18:00 土日10:00～17:00",
    "月:9:00～18:00/火:9:00～18:00/水:9:00～18:00/木:9:00～18:00/金:9:00～18:00/土:9:00～13:00/",
    "月～金9:00～18:00 第1・3土9:00～13:00",
    "月～金9:00～18:00 日9:00～12:00（第1・3）",
    "月～金9:00～18:00/土9:00～13:00/日9:00～12:00 第一/",
    "9:00～18:00（月～金）9:00～13:00（土）",
    "月-金:9:00-13:0014:00-18:00､土:9:00-13:00",
    "年中無休9:00～21:00",
    "月〜土：9:00-18:00 土は第1.第3のみ",
];

/// Remarks, and the days that they may shorten: Monday is 0.
const REMARKS: [(&str, &str); 32] = [
    (" 祝日休み", ""),
    ("（祝日を除く）", ""),
    (" 日祝休み", "6"),
    ("（日・祝休み）", "6"),
    ("／日曜・祝日休", "6"),
    (" 木曜休み", "3"),
    ("（木曜定休）", "3"),
    (" 定休日：木", "3"),
    (" 水曜は17:00まで", "2"),
    ("\n※水曜のみ17:00閉局", "2"),
    (" 第2・4土曜休み", "5"),
    (" 但し第2土曜は除く", "5"),
    (" 土曜は13:00まで", "5"),
    (" 土曜は第1・3のみ", "5"),
    (" 隔週水曜休み", "2"),
    (" 土曜は要予約", "5"),
    (" 土曜は電話対応", "5"),
    (" 日祝当番あり", "6"),
    (" 木・土は午前のみ", "35"),
    (" 水曜午後・日・祝休み", "26"),
    (" 月末の土曜は休み", "5"),
    (" 祝日のある週の木曜は営業", "3"),
    ("（月曜が祝日の場合は火曜休み）", "01"),
    (" 昼休み13:00～14:00", "0123456"),
    ("\n13:00～14:00は閉局", "0123456"),
    (" 12/30～1/3休み", "0123456"),
    (" 夏季休業あり", ""),
    (" お盆・年末年始休み", ""),
    (" 時間外対応可", ""),
    (" TEL 03-1234-5678", ""),
    (" 夜間緊急時は電話対応", ""),
    (" 都合により変更の場合あり", ""),
];

/// The hours that `week` gives `date` as if it were no holiday.
fn on(week: &WeeklyHours, date: NaiveDate) -> &[TimeRange] {
    let rules = |dated: bool| {
        week.yearly.iter().rev().find(move |rule| {
            rule.names_dates() == dated && rule.period.contains(date) && rule.weekdays.contains(date.weekday())
        })
    };
    let nth = || week.nth.iter().rev().find(|nth| nth.weekday == date.weekday() && nth.nth.contains(date));
    let hours = match (rules(true).or_else(|| rules(false)), nth()) {
        (Some(rule), _) => &rule.hours,
        (None, Some(nth)) => &nth.hours,
        (None, None) => week.weekday(date.weekday()),
    };
    hours.ranges()
}

/// The first day on which the week is longer for what was said behind it, or other though nothing was said of it.
fn fault(plain: &WeeklyHours, said: &WeeklyHours, may_shorten: impl Fn(Weekday) -> bool) -> Option<NaiveDate> {
    let days = NaiveDate::from_ymd_opt(2026, 2, 1).unwrap().iter_days().take(366);
    days.into_iter().find(|date| {
        let (before, after) = (on(plain, *date), on(said, *date));
        let within = |new: &TimeRange| before.iter().any(|old| old.start() <= new.start() && new.end() <= old.end());
        !after.iter().all(within) || before != after && !may_shorten(date.weekday())
    })
}

#[test]
fn no_remark_opens_a_day_longer() {
    let (mut read_texts, mut wrong) = (0, Vec::new());
    for text in WEEKS {
        let plain = read(text).week.unwrap();
        for (first, days) in REMARKS {
            for (second, more) in REMARKS.into_iter().chain([("", "")]).filter(|(second, _)| *second != first) {
                let text = format!("{text}{first}{second}");
                let Some(said) = read(&text).week else { continue };
                read_texts += 1;
                let spoken_of = |day: Weekday| {
                    let number = char::from_digit(day.num_days_from_monday(), 10).unwrap();
                    days.contains(number) || more.contains(number)
                };
                wrong.extend(fault(&plain, &said, spoken_of).map(|date| format!("{text:?} on {date}: {said}")));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {read_texts}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(read_texts > 7_000, "{read_texts} texts read");
}

#[test]
fn closing_behind_a_week_tells_of_holidays_too() {
    for text in WEEKS.into_iter().filter(|text| !text.contains("年中無休")) {
        assert_eq!(read(&format!("{text} 祝日休み")).holiday, DayHours::Closed, "{text}");
    }
}
