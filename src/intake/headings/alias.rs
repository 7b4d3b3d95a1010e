//! Headings people write, and what they mean. All texts are folded by [`fold::heading`].

use std::{collections::HashMap, sync::LazyLock};

use super::{
    fields::FIELDS,
    services::{SERVICES, WORDS},
};
use crate::{
    directory::{Field, Service},
    intake::{
        fold,
        form::EXTRA_MARK,
        meaning::{Days, Meaning, Table, days},
    },
};

/// What a heading means on its own, under the headings above it (`groups`, outermost first), all as written.
pub(in crate::intake) fn recognise(groups: &[&str], own: &str) -> Option<Meaning> {
    let groups: Vec<String> = groups.iter().map(|group| fold::heading(group)).collect();
    let folded = fold::heading(own);
    if own.starts_with(EXTRA_MARK) {
        return None;
    }
    surely(&groups, &folded)
        .or_else(|| whole(&fold::heading_without_brackets(own)))
        .or_else(|| whole(&format!("{}{folded}", groups.last()?)))
        .or_else(|| service_by_words(&folded))
}

/// Whether what [`recognise`] says rests on a heading that is known as it stands, not on a part of it.
pub(super) fn is_sure(groups: &[&str], own: &str) -> bool {
    let groups: Vec<String> = groups.iter().map(|group| fold::heading(group)).collect();
    let folded = fold::heading(own);
    let in_group = || whole(&format!("{}{folded}", groups.last()?));
    surely(&groups, &folded).or_else(in_group).is_some()
}

fn surely(groups: &[String], folded: &str) -> Option<Meaning> {
    let home_visit = groups.iter().any(|group| group.contains("在宅"));
    if home_visit && let Some(meaning) = under_home_visit(folded) {
        return Some(meaning);
    }
    if let Some(meaning) = telephone_in_group(groups, folded).filter(|_| !home_visit) {
        return Some(meaning);
    }
    slot(groups, folded, home_visit)
        .or_else(|| day_column(groups, folded, home_visit))
        .or_else(|| whole(folded).filter(|meaning| !(home_visit && *meaning == Meaning::Field(Field::AfterHoursPhone))))
        .or_else(|| whole(&groups.concat()).filter(|_| folded.is_empty()))
}

/// Every whole heading with its meaning; of one that stands in several lists the first counts.
static WHOLE: LazyLock<HashMap<String, Meaning>> = LazyLock::new(|| {
    let mut whole = HashMap::new();
    let fields =
        FIELDS.iter().flat_map(|(meaning, aliases)| aliases.split(' ').map(|alias| (alias.to_owned(), *meaning)));
    let names = Service::all()
        .flat_map(|service| [service.as_str().to_owned(), fold::heading(service.ja())].map(|name| (name, service)));
    let asked =
        SERVICES.iter().flat_map(|(service, aliases)| aliases.split(' ').map(|alias| (alias.to_owned(), *service)));
    for (heading, meaning) in
        fields.chain(names.chain(asked).map(|(heading, service)| (heading, service_meaning(service))))
    {
        whole.entry(heading).or_insert(meaning);
    }
    whole
});

fn whole(folded: &str) -> Option<Meaning> {
    WHOLE.get(folded).copied()
}

fn service_meaning(service: Service) -> Meaning {
    Meaning::Field(Field::Service(service))
}

fn service_by_words(folded: &str) -> Option<Meaning> {
    if folded.contains("連絡先") || folded.contains("電話") || folded.contains("備考") || folded.chars().count() > 60
    {
        return None;
    }
    WORDS
        .iter()
        .find(|(_, words)| words.iter().all(|word| folded.contains(word)))
        .map(|(service, _)| service_meaning(*service))
}

/// 夜間 under 電話番号 is a number, not an answer; 連絡先 under 時間外対応 is not the number by day.
fn telephone_in_group(groups: &[String], folded: &str) -> Option<Meaning> {
    const NUMBER: [&str; 7] = ["電話番号", "連絡先", "電話", "tel", "連絡先電話番号", "連絡先電話", "電話連絡先"];
    const BY_DAY: [&str; 12] = [
        "開局時間中",
        "開局時間内",
        "開局中",
        "営業時間内",
        "営業時間中",
        "時間内",
        "昼間",
        "昼",
        "日中",
        "通常",
        "平日",
        "代表",
    ];
    const AFTER_HOURS: [&str; 13] = [
        "時間外",
        "開局時間外",
        "営業時間外",
        "夜間",
        "休日",
        "夜間休日",
        "休日夜間",
        "夜間休日時間外",
        "緊急",
        "緊急時",
        "夜間緊急",
        "夜間緊急時",
        "携帯",
    ];
    let group = groups.last()?.as_str();
    let after_hours = Some(Meaning::Field(Field::AfterHoursPhone));
    if NUMBER.contains(&group) {
        return match folded {
            _ if BY_DAY.contains(&folded) => Some(Meaning::Field(Field::Phone)),
            _ if AFTER_HOURS.contains(&folded) => after_hours,
            _ => None,
        };
    }
    let is_of_night = ["時間外", "夜間", "緊急"].iter().any(|word| group.contains(word));
    after_hours.filter(|_| is_of_night && NUMBER.contains(&folded))
}

/// Headings that mean something else under 在宅 than on their own.
fn under_home_visit(folded: &str) -> Option<Meaning> {
    let service = |service: Service| Some(service_meaning(service));
    match folded {
        "対応時間" | "時間帯" | "対応可能な時間帯" | "対応可能時間" | "対応可能時間帯" | "開局時間" => {
            Some(Meaning::Hours(Table::HomeVisit))
        }
        "時間外対応" | "時間外" | "緊急時対応" | "夜間休日対応" | "24時間対応" | "時間外対応の可否" => {
            service(Service::HomeVisitAfterHours)
        }
        "実施可否" | "対応の可否" | "可否" | "対応" | "実施" | "訪問" => service(Service::HomeVisit),
        _ => days(folded).map(|days| Meaning::HoursOn(Table::HomeVisit, days)),
    }
}

/// What stands before or after the day in a heading of opening hours.
const OPENING: [&str; 9] =
    ["開局時間", "開局等時間", "営業時間", "開店時間", "対応時間", "開局日時", "hours.", "hours_", "外来対応時間"];

/// `開局時間（月）`, `月` under 開局時間, `営業日（月）`, `定期閉店第１週（月）`, `hours.mon`, `休日の開局時間`.
fn day_column(groups: &[String], folded: &str, home_visit: bool) -> Option<Meaning> {
    const HOME: [&str; 6] = [
        "在宅患者に対応可能な時間帯",
        "在宅対応時間",
        "在宅対応可能な時間帯",
        "在宅対応可能時間",
        "home_visit_hours.",
        "home_visit_hours_",
    ];
    let under = |words: &[&str]| groups.iter().any(|group| words.iter().any(|word| group.contains(word)));
    // When prescriptions are taken in is not when it is open; beside 開局時間 it would be taken for that.
    if under(&["受付"]) && !under(&OPENING) {
        return None;
    }
    let rest_after = |words: &[&str]| words.iter().find_map(|word| folded.strip_prefix(word)).and_then(days);
    let rest_before = |words: &[&str]| words.iter().find_map(|word| folded.strip_suffix(word)).and_then(days);
    if let Some(days) = rest_after(&HOME) {
        return Some(Meaning::HoursOn(Table::HomeVisit, days));
    }
    if let Some(days) = rest_after(&OPENING).or_else(|| rest_before(&OPENING)) {
        let table = if home_visit { Table::HomeVisit } else { Table::Opening };
        return Some(Meaning::HoursOn(table, days));
    }
    if let Some(days) = folded.strip_prefix("営業日").and_then(days) {
        return Some(Meaning::OpenDay(days));
    }
    if let Some(rest) = folded.strip_prefix("定期閉店") {
        return closed_week(rest);
    }
    let days = days(folded)?;
    if under(&["営業日"]) {
        return Some(Meaning::OpenDay(days));
    }
    if under(&OPENING) || groups.is_empty() || folded.contains('曜') || folded.chars().count() == 1 {
        return Some(Meaning::HoursOn(Table::Opening, days));
    }
    None
}

fn closed_week(rest: &str) -> Option<Meaning> {
    if let Some(day) = rest.strip_prefix("毎週") {
        return days(day).map(|days| Meaning::ClosedWeek(days, 0));
    }
    let week = rest.strip_prefix('第')?;
    let number = week.chars().next()?.to_digit(10).filter(|week| (1..=5).contains(week))?;
    let day = week.get(1..)?.strip_prefix('週')?;
    days(day).map(|days| Meaning::ClosedWeek(days, number as u8))
}

/// `月_開店時間帯1_開始時間`, or 開始/終了 under a day.
fn slot(groups: &[String], folded: &str, home_visit: bool) -> Option<Meaning> {
    if home_visit || groups.iter().any(|group| group.contains("受付")) {
        return None;
    }
    if let Some((day, rest)) = folded.split_once('_')
        && let Some(rest) = rest.strip_prefix("開店時間帯")
        && let Some((slot, side)) = rest.split_once('_')
    {
        return Some(Meaning::Slot(days(day)?, slot.parse().ok()?, side.starts_with("終了")));
    }
    let end = match folded {
        "開始" | "開店" | "開局" | "始業" | "開始時間" | "開始時刻" | "から" => false,
        "終了" | "閉店" | "閉局" | "終業" | "終了時間" | "終了時刻" | "まで" => true,
        _ => return of_one_heading(folded).or_else(|| single_pair(folded)),
    };
    let bare = |group: &String| OPENING.iter().find_map(|word| group.strip_prefix(word)).and_then(days);
    let day: Days = groups.iter().rev().find_map(|group| days(group).or_else(|| bare(group)))?;
    Some(Meaning::Slot(day, 1, end))
}

/// 平日開始, 土曜 終了時間: day and side in one heading.
fn of_one_heading(folded: &str) -> Option<Meaning> {
    const SIDES: [(&str, bool); 8] = [
        ("開始時間", false),
        ("開始時刻", false),
        ("開始", false),
        ("から", false),
        ("終了時間", true),
        ("終了時刻", true),
        ("終了", true),
        ("まで", true),
    ];
    let (day, end) = SIDES.iter().find_map(|(side, end)| Some((folded.strip_suffix(side)?, *end)))?;
    let day = OPENING.iter().find_map(|word| day.strip_prefix(word)).unwrap_or(day);
    Some(Meaning::Slot(days(day)?, 1, end))
}

/// The one pair of times of the municipal standard; its days are told by 診療曜日.
fn single_pair(folded: &str) -> Option<Meaning> {
    let every = Days { weekdays: crate::hours::WeekdaySet::ALL, holiday: false };
    match folded {
        "診療開始時間" => Some(Meaning::Slot(every, 1, false)),
        "診療終了時間" => Some(Meaning::Slot(every, 1, true)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(groups: &[&str], own: &str, name: &str) {
        assert_eq!(recognise(groups, own).map(Meaning::name).as_deref(), Some(name), "{groups:?} {own}");
    }

    #[test]
    fn headings_of_the_form_are_recognised() {
        for (heading, name) in [
            ("保険薬局コード（医療機関コード）", "pharmacy_code"),
            ("薬局 名", "name"),
            ("連絡先電話番号（開局時間中）", "phone"),
            ("ＦＡＸ番号", "fax"),
            ("開局時間（月曜日）", "hours.mon"),
            ("開局時間（祝日）", "hours.holiday"),
            ("開局時間外の外来対応（緊急時対応）", "after_hours"),
            ("時間外連絡先（電話）", "after_hours_phone"),
            ("休日開局当番（輪番）への参加の有無", "duty"),
            ("在宅患者に対応可能な時間帯（土曜日）", "home_visit_hours.sat"),
            ("開局時間外の在宅業務への対応の可否（対応可能な時間帯を含む）", "home_visit_after_hours"),
            ("医療用麻薬の注射剤の取扱い", "narcotics_injection"),
            ("無菌製剤処理の対応（自局での対応の可否を含む）", "aseptic"),
            ("第二種協定指定医療機関の指定の有無", "class2_designated"),
            ("要指導医薬品・一般用医薬品の取扱い（品目数）", "otc"),
            ("オンライン診療に伴う緊急避妊薬の調剤", "emergency_contraception_online"),
            ("月", "hours.mon"),
            ("日・祝", "hours.sun_holiday"),
            ("hours.mon", "hours.mon"),
            ("tax_is_emergency_contact", "after_hours"),
            ("月_開店時間帯2_終了時間", "hours.mon.2.end"),
            ("定期閉店第１週（月）", "hours.mon.closed_week_1"),
            ("営業日（祝）", "hours.holiday.open"),
        ] {
            check(&[], heading, name);
        }
    }

    #[test]
    fn the_group_above_decides() {
        check(&["1.外来対応に係る体制", "開局時間"], "月", "hours.mon");
        check(&["2.在宅対応に係る体制"], "月", "home_visit_hours.mon");
        check(&["在宅"], "時間外対応", "home_visit_after_hours");
        check(&["開局時間", "土曜"], "終了", "hours.sat.1.end");
        check(&[], "平日開始", "hours.mon_tue_wed_thu_fri.1.start");
        check(&["開局時間"], "日・祝 終了時刻", "hours.sun_holiday.1.end");
        check(&["開局時間"], "平日（月～金）", "hours.mon_tue_wed_thu_fri");
        check(&["電話番号"], "時間外", "after_hours_phone");
        check(&["連絡先"], "夜間・休日", "after_hours_phone");
        check(&["電話番号"], "開局時間中", "phone");
        check(&["時間外対応"], "連絡先", "after_hours_phone");
        check(&["時間外対応"], "可否", "after_hours");
        check(&["開局時間外の外来対応"], "電話番号", "after_hours_phone");
        for day in ["土", "月～金", "日祝"] {
            assert_eq!(recognise(&["受付時間"], day), None, "{day}");
        }
        check(&["開局時間（受付は15分前まで）"], "土", "hours.sat");
        assert_eq!(recognise(&[], "プライバシー確保策"), None);
        assert_eq!(recognise(&[], "女性"), None);
    }
}
