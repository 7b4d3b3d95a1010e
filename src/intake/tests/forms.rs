//! The published list, downloaded, and sent back as it is.

use super::{csv, minter, publish};
use crate::intake::{
    Draft, Limits, RowRef, form,
    merge::{Change, Known, Scope, lay_over},
    read,
};

const LIST: &str = "薬局名,保険薬局コード,会員区分,所在地,緯度,経度,電話番号,時間外対応,時間外連絡先,無菌調剤,麻薬内服,麻薬注射,開局時間,駐車場,時間外,備考\n\
    甲薬局（見本）,0142076,会員,世田谷区甲1-1-1,35.64,139.67,00-0000-0001,有（0950-53-3111にて転送24時間受信可）,,○(共同利用),○,×,月-金 9:00-18:00、土 9:00-13:00,3台,○,\"二行の\n備考\"\n\
    乙薬局（見本）,,非会員,世田谷区乙1-1-1,,,00-0000-0002、00-0000-0003,24時間対応,昼と同じ,,,,ご相談ください,=1+1,,-\n\
    丙薬局（見本）,,,世田谷区丙1-1-1,,,,要相談,―,電話対応のみ,,,,,,+81-3-0000-0001\n";
const BY_DAY: &str = "薬局名,電話番号,開局時間（月）,開局時間（火）,開局時間（日）,開局時間（祝日）,在宅対応時間（月）\n\
    丁薬局（見本）,00-0000-0004,9:00-18:00,9:00-13:00 14:00-26:00,―,,10:00-12:00\n";

fn unchanged(before: &[Known], back: &Draft) {
    let merged = lay_over(back, Scope::Whole, before, &[], &mut minter());
    for row in &merged.rows {
        assert_eq!(row.change, Change::Unchanged, "{}", row.facts.name);
    }
    assert_eq!((merged.rows.len(), merged.removed.len()), (before.len(), 0));
}

#[test]
fn a_downloaded_list_sent_back_changes_nothing() {
    for text in [LIST, BY_DAY] {
        let before = publish(&lay_over(&csv(text), Scope::Whole, &[], &[], &mut minter()));
        let form = form::published(&before);
        unchanged(&before, &read(&form::separated(&form), "back.csv", &Limits::default()).unwrap());
        unchanged(&before, &read(&form::workbook(&[form]).unwrap(), "back.xlsx", &Limits::default()).unwrap());
    }
}

#[test]
fn a_downloaded_list_keeps_who_is_who_whatever_is_edited() {
    let before = publish(&lay_over(&csv(LIST), Scope::Whole, &[], &[], &mut minter()));
    let mut form = form::published(&before);
    form.rows[1][1] = "まったく新しい名前の薬局（見本）".to_owned();
    form.rows[1][6] = "世田谷区新天地9-9-9".to_owned();
    let back = read(&form::separated(&form), "back.csv", &Limits::default()).unwrap();
    let merged = lay_over(&back, Scope::Whole, &before, &[], &mut minter());
    assert_eq!(merged.rows[1].id, before[1].id);
    assert!(merged.notices.iter().any(|notice| notice.code == "renamed"));
}

#[test]
fn no_cell_of_a_download_runs_as_a_formula() {
    let before = publish(&lay_over(&csv(LIST), Scope::Whole, &[], &[], &mut minter()));
    let text = String::from_utf8(form::separated(&form::published(&before))).unwrap();
    assert!(text.starts_with("\u{feff}夜薬ID,薬局名,"));
    assert!(text.contains("'=1+1") && text.contains("'+81-3-0000-0001") && !text.contains(",=1"));
}

#[test]
fn rejected_rows_come_with_their_reason_and_go_back_in() {
    let draft = csv("薬局名,電話番号\n甲薬局（見本）,00-0000-0001\n,00-0000-0002\n");
    let reason = |at: &RowRef| {
        draft.notices.iter().filter(|notice| notice.at.as_ref() == Some(at)).map(|notice| notice.ja.as_str()).collect()
    };
    let mut forms = form::rejected(&draft.columns, &draft.rejected, &reason);
    assert_eq!(forms[0].headings, ["使えなかった理由", "薬局名", "電話番号"]);
    assert!(forms[0].rows[0][0].contains("薬局名が空"));
    forms[0].rows[0][1] = "乙薬局（見本）".to_owned();
    let back = read(&form::workbook(&forms).unwrap(), "rejected.xlsx", &Limits::default()).unwrap();
    assert_eq!((back.entries.len(), back.entries[0].facts.extra.len()), (1, 0));
}

#[test]
fn the_template_is_understood_in_every_column() {
    let template = form::template().unwrap();
    let refused = read(&template, "template.xlsx", &Limits::default()).unwrap_err();
    assert_eq!(refused.code, "no_usable_row");
    let filled = form::Form {
        name: "一覧".to_owned(),
        headings: form::headings(),
        rows: vec![
            form::headings()
                .iter()
                .map(|heading| if heading == "薬局名" { "甲薬局（見本）".to_owned() } else { String::new() })
                .collect(),
        ],
    };
    let draft = read(&form::workbook(&[filled]).unwrap(), "filled.xlsx", &Limits::default()).unwrap();
    let unknown: Vec<_> = draft.columns.iter().filter(|column| column.meaning.is_none()).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}
