//! 更新日 and 届出・加算: what a row says of itself, and what a pharmacy has notified.

use chrono::NaiveDate;

use super::{codes, csv, laid, publish, published};
use crate::{
    directory::{Answer, Service},
    intake::{
        Limits, form,
        merge::{Change, Scope},
        read,
    },
};

fn day(day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2026, 11, day)
}

const HEAD: &str = "薬局名,電話番号,備考,更新日\n";

#[test]
fn the_date_of_a_row_is_a_stamp_and_no_change() {
    let before =
        published(&format!("{HEAD}甲薬局（見本）,00-0000-0001,裏口,2026/11/1\n乙薬局（見本）,00-0000-0002,,\n"));
    assert_eq!((before[0].facts.valid_on, before[1].facts.valid_on), (day(1), None));
    let later = laid(&format!("{HEAD}甲薬局（見本）,00-0000-0001,,R8.11.20\n"), Scope::Changes, &before);
    assert_eq!((&later.rows[0].change, later.rows[0].facts.valid_on), (&Change::Unchanged, day(20)));
    assert_eq!(later.rows[0].facts.remarks.as_deref(), Some("裏口"));
    // Blank keeps, a mark erases, and the date of a newer list holds for rows that tell none.
    let row = |text: &str| laid(text, Scope::Changes, &before).rows[0].facts.valid_on;
    assert_eq!(row(&format!("{HEAD}甲薬局（見本）,00-0000-0001,表口,\n")), day(1));
    assert_eq!(row(&format!("{HEAD}甲薬局（見本）,00-0000-0001,,削除\n")), None);
    assert_eq!(row("令和8年11月15日現在\n薬局名,電話番号\n甲薬局（見本）,00-0000-0001\n"), None);
}

#[test]
fn a_date_that_can_not_be_one_is_kept_as_text() {
    let limits = Limits { today: day(22), ..Limits::default() };
    let text = format!("{HEAD}甲薬局（見本）,00-0000-0001,,2026/11/30\n乙薬局（見本）,00-0000-0002,,令和8年11月\n");
    let draft = read(text.as_bytes(), "list.csv", &limits).unwrap();
    let told: Vec<&str> = codes(&draft.notices).into_iter().filter(|code| code.starts_with("row_date")).collect();
    assert_eq!(told, ["row_date_ahead", "row_date_unread"]);
    for (entry, text) in draft.entries.iter().zip(["2026/11/30", "令和8年11月"]) {
        assert_eq!((entry.facts.valid_on, entry.facts.extra[0].1.as_str()), (None, text));
    }
}

#[test]
fn a_downloaded_list_brings_its_dates_back() {
    let before = published(&format!("{HEAD}甲薬局（見本）,00-0000-0001,,2026/11/1\n乙薬局（見本）,00-0000-0002,,\n"));
    let form = form::published(&before);
    assert_eq!(
        (form.headings.last().unwrap().as_str(), form.rows[0].last().unwrap().as_str()),
        ("更新日", "2026-11-01")
    );
    let again = laid(&String::from_utf8(form::separated(&form)).unwrap(), Scope::Whole, &before);
    assert!(again.rows.iter().all(|row| row.change == Change::Unchanged));
    assert_eq!(publish(&again)[0].facts.valid_on, day(1));
    assert_eq!(form::published(&before[1..]).headings, form::headings());
}

#[test]
fn notifications_are_kept_as_text_and_answer_what_they_plainly_name() {
    let text = "薬局名,電話番号,届出・加算,地域支援体制加算,調剤基本料,在宅薬学総合体制加算\n\
        甲薬局（見本）,00-0000-0001,地域支援体制加算3・連携強化加算,3,1,○\n\
        乙薬局（見本）,00-0000-0002,連携強化加算（申請中）,,,\n";
    let draft = csv(text);
    let answer = |at: usize| draft.entries[at].facts.answer(Service::CoordinationAddon);
    assert_eq!((answer(0), answer(1)), (Some(&Answer::Yes), None));
    let extra: Vec<(&str, &str)> =
        draft.entries[0].facts.extra.iter().map(|(heading, text)| (heading.as_str(), text.as_str())).collect();
    assert_eq!(
        extra,
        [
            ("届出・加算", "地域支援体制加算3・連携強化加算"),
            ("地域支援体制加算", "3"),
            ("調剤基本料", "1"),
            ("在宅薬学総合体制加算", "○")
        ]
    );
    assert_eq!(draft.entries[1].facts.extra[0].1, "連携強化加算（申請中）");
    assert!(codes(&draft.notices).contains(&"addon_read"));
    let column = csv("薬局名,連携強化加算,届出\n甲薬局（見本）,×,連携強化加算\n");
    assert_eq!(column.entries[0].facts.answer(Service::CoordinationAddon), Some(&Answer::No));
}
