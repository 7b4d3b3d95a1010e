//! Every notice in the catalogue and every refusal is provoked by some file, and none is made that is not in its table.

use std::collections::BTreeSet;

use super::{book, csv, laid, published, try_csv};
use crate::directory::{Facts, PharmacyId};
use crate::hours::Holidays;
use crate::intake::{
    Book, CellEdit, Limits, NamedFile, Notice, bundle, catalogue, far_from_area,
    merge::{Known, Scope, lay_over},
    read, refusals,
    roster::{self, Following, RosterFault},
};

const HEAD: &str = "薬局名,所在地,電話番号,開局時間";

/// Rows under columns of their own, each provoking what its comment says.
const CELLS: &str = "\
令和6年6月1日現在
薬局名,保険薬局コード,会員区分,郵便番号,所在地,緯度,経度,位置レベル,電話番号,時間外連絡先,メールアドレス,HP,開局時間,開局時間（月）,時間外対応,麻薬内服,麻薬注射の扱い,無菌調剤,ラゲブリオ,パキロビッド,備考,削除日,備考2,電話番号
甲薬局（見本）,0142077,？,123,世田谷区甲1-1-1,139.6,35.6,,3-5301-2830,昼と同じ,a@b,ftp://x,不定です,,有（0950-53-3111にて転送）,,,ほげ,○,×,=cmd|' /C calc'!A0,,,
乙薬局（見本）,142076,会員,154-0004,世田谷区乙1-1-1,51.5,0.1,,0166-99-9999090-9999-9999,転送,,https//mihon.example.jp,月-金 9:00-18:00,,申請中,,,,,,#REF!,,,
丙薬局（見本）,12,会員,1540004,世田谷区丙1-1-1,35.6,,,03-5301-2830、03-5301-2831,店頭,,,月-金 9:00-18:00 土は隔週で9:00-13:00,9:00-12:00,月の都合で19:00ころまで可,,,,,,制御\u{200b}文字,,,
丁薬局（見本）,,,,世田谷区丁1-1-1,35.6,139.6,1,03-53<01-2830,,,,9:00-18:00,,,,,,,,壊\u{fffd}れ,,,
戊薬局（見本）,,,,世田谷区戊1-1-1,,,,5301-2830,090-1234-567,,,,,,,,,,,削除,,,
己薬局（見本）,,,,世田谷区己1-1-1,,,,,昼と同じ,,,,,,,,,,,,,,
,,,,世田谷区名なし1-1-1,,,,00-0000-0001,,,,,,,,,,,,,,,
薬局名,保険薬局コード,会員区分,,,,,,,,,,,,,,,,,,,,,
※ この表は見本です。,,,,,,,,,,,,,,,,,,,,,,,
庚薬局（見本）,,,,,,,,,,,,,,,,,,,,,2026/3/9,,
";

fn navii() -> &'static str {
    "名称,所在地,営業日（月）,月_開店時間帯1_開始時間,月_開店時間帯1_終了時間\n辛薬局（見本）,世田谷区辛1-1-1,0,09:00,18:00\n"
}

fn of_files() -> Vec<Notice> {
    let mut all = csv(CELLS).notices;
    all.extend(csv(navii()).notices);
    let long = format!("{HEAD},備考\n壬薬局（見本）,世田谷区壬1-1-1,00-0000-0001,,{}\n", "あ".repeat(5000));
    all.extend(csv(&long).notices);
    all.extend(csv("薬局名,時間外連絡先\n癸薬局（見本）,昼と同じ\n").notices);
    let doubtful: Vec<String> =
        (1..6).map(|n| format!("薬局{n}（見本）,世田谷区{n}-1-1,00-0000-000{n},154-000{n}\n")).collect();
    all.extend(csv(&format!("{HEAD}\n{}", doubtful.concat())).notices);
    let unclaimed: Vec<String> = (1..6).map(|n| format!("薬局{n}（見本）,世田谷区{n}-1-1,00-0000-000{n}\n")).collect();
    all.extend(csv(&format!("薬局名,所在地,でんわ\n{}", unclaimed.concat())).notices);
    all.extend(csv("薬局名,オンライン服薬指導について\n甲薬局（見本）,可\n").notices);
    let edit = CellEdit { sheet: String::new(), row: 2, column: "B".into(), text: "00-0000-0001".into() };
    let book = Book::open("薬局名,電話番号\n甲薬局（見本）,x\n".as_bytes(), &Limits::default(), &[edit]).unwrap();
    all.extend(book.read("list.csv", &Limits::default(), &[]).unwrap().notices);
    let limits = Limits { today: chrono::NaiveDate::from_ymd_opt(2026, 11, 22), ..Limits::default() };
    let ahead = "令和60年6月1日現在\n薬局名,削除日,更新日,届出\n甲薬局（見本）,2026/12/1,2026/12/1,連携強化加算\n乙薬局（見本）,未定,先月,\n";
    all.extend(read(ahead.as_bytes(), "list.csv", &limits).unwrap().notices);
    all.extend(csv("使えなかった理由,薬局名\n名前がない,甲薬局（見本）\n").notices);
    let (row, _, _) = encoding_rs::SHIFT_JIS.encode("乙薬局（見本）,00-0000-0002\n");
    let mixed = ["薬局名,電話番号\n甲薬局（見本）,00-0000-0001\n".as_bytes(), &row].concat();
    all.extend(read(&mixed, "list.csv", &Limits::default()).unwrap().notices);
    all.extend(of_workbooks());
    all
}

fn of_workbooks() -> Vec<Notice> {
    let base: &[&[&str]] = &[
        &["薬局名", "所在地", "電話番号", "FAX番号"],
        &["子薬局（見本）", "世田谷区子1-1-1", "00-0000-0001", "00-0000-0011"],
        &["丑薬局（見本）", "世田谷区丑1-1-1", "00-0000-0002", ""],
        &["丑薬局（見本）", "世田谷区丑2-2-2", "00-0000-0003", ""],
    ];
    let more: &[&[&str]] = &[
        &["薬局名", "FAX番号", "無菌調剤"],
        &["子薬局（見本）", "00-0000-0099", "○"],
        &["丑薬局（見本）", "", "○"],
        &["寅薬局（見本）", "", "○"],
    ];
    let roster: &[&[&str]] = &[&["当番日", "薬局名"], &["2026-11-23", "子薬局（見本）"]];
    let legend: &[&[&str]] = &[&["凡例"], &["○ 対応可"]];
    let bytes = book(&[("外来", base), ("在宅", more), ("輪番", roster), ("凡例", legend)]);
    let mut all = read(&bytes, "list.xlsx", &Limits::default()).unwrap().notices;
    let more =
        NamedFile { name: "補足.csv", bytes: "薬局名,無菌調剤\n辰薬局（見本）,○\n".as_bytes() };
    let (bundle, name) = bundle(NamedFile { name: "list.xlsx", bytes: &bytes }, &[more]);
    all.extend(read(&bundle, &name, &Limits::default()).unwrap().notices);
    let gone: &[&[&str]] = &[
        &["薬局名", "電話番号", "削除日"],
        &["子薬局（見本）", "00-0000-0001", ""],
        &["丑薬局（見本）", "00-0000-0002", "2026/11/1"],
    ];
    let still: &[&[&str]] = &[&["薬局名", "無菌調剤"], &["丑薬局（見本）", "○"]];
    let gone = book(&[("外来", gone), ("在宅", still)]);
    all.extend(read(&gone, "list.xlsx", &Limits::default()).unwrap().notices);
    let mut joined = rust_xlsxwriter::Workbook::new();
    let (sheet, plain) = (joined.add_worksheet(), rust_xlsxwriter::Format::new());
    sheet.write_row(0, 0, ["地区", "薬局名", "電話番号", "所在地", "開局時間（月）", "開局時間（火）"]).unwrap();
    sheet.write_row(1, 1, ["子薬局（見本）", "00-0000-0001", "2001-02-03", "ごご", "9:00-18:00"]).unwrap();
    sheet.write_row(2, 1, ["丑薬局（見本）", "00-0000-0002"]).unwrap().merge_range(1, 0, 2, 0, "北沢", &plain).unwrap();
    all.extend(read(&joined.save_to_buffer().unwrap(), "list.xlsx", &Limits::default()).unwrap().notices);
    let mut hidden = rust_xlsxwriter::Workbook::new();
    let sheet = hidden.add_worksheet();
    sheet.write_row(0, 0, ["薬局名", "電話番号"]).unwrap().write_row(1, 0, ["卯薬局（見本）", "00-0000-0001"]).unwrap();
    sheet.set_row_hidden(1).unwrap().set_column_hidden(1).unwrap();
    hidden.add_worksheet().set_hidden(true).write_string(0, 0, "薬局名").unwrap();
    all.extend(read(&hidden.save_to_buffer().unwrap(), "list.xlsx", &Limits::default()).unwrap().notices);
    all
}

fn of_merges() -> Vec<Notice> {
    let before = published(
        "薬局名,保険薬局コード,所在地,電話番号,開局時間\n\
         甲薬局（見本）,0142076,世田谷区甲1-1-1,00-0000-0001,月-金 9:00-18:00\n\
         乙薬局（見本）,,世田谷区乙1-1-1,00-0000-0002,月-金 9:00-18:00\n\
         丙薬局（見本）,,世田谷区丙1-1-1,00-0000-0003,月-金 9:00-18:00\n\
         丙薬局（見本）,,世田谷区丙2-2-2,00-0000-0004,月-金 9:00-18:00\n\
         丁薬局（見本）,,世田谷区丁1-1-1,00-0000-0005,月-金 9:00-18:00\n\
         戊薬局（見本）,1312345,世田谷区戊1-1-1,00-0000-0006,月-金 9:00-18:00\n\
         辰薬局（見本）,,世田谷区辰1-1-1,00-0000-0002,月-金 9:00-18:00\n",
    );
    let after = "夜薬ID,薬局名,保険薬局コード,所在地,電話番号,開局時間\n\
         ,新甲薬局（見本）,0142076,世田谷区甲1-1-1,00-0000-0001,月-金 9:00-18:00\n\
         ,乙薬局（見本）,,世田谷区移転9-9-9,00-0000-0002,月-金 9:00-18:00\n\
         ,丙薬局（見本）,,,,\n\
         ,新丁薬局（見本）,,世田谷区丁1-1-1,00-0000-0005,月-金 9:00-18:00\n\
         ,新丁薬局（見本）,,世田谷区丁1-1-1,00-0000-0005,月-金 9:00-18:00\n\
         ,新丁薬局（見本）,,世田谷区丁1-1-1,00-0000-0005,月-土 9:00-18:00\n\
         ,己薬局（見本）,,世田谷区己1-1-1,00-0000-0007,月-金 9:00-18:00\n\
         ,己薬局（見本）,,世田谷区己2-2-2,00-0000-0007,月-金 9:00-18:00\n\
         p77,庚薬局（見本）,1312345,世田谷区庚1-1-1,00-0000-0008,月-金 9:00-18:00\n\
         ,甲東薬局（見本）,,世田谷区東1-1-1,00-0000-0001,月-金 9:00-18:00\n\
         ,乙南薬局（見本）,,世田谷区南1-1-1,00-0000-0002,月-金 9:00-18:00\n";
    let mut all = laid(after, Scope::Whole, &before).notices;
    let by_day =
        "薬局名,電話番号,開局時間（水）\n甲薬局（見本）,00-0000-0001,9:00-12:00\n乙薬局（見本）,00-0000-0002,削除\n";
    let free =
        published("薬局名,電話番号,開局時間\n甲薬局（見本）,00-0000-0001,不定\n乙薬局（見本）,00-0000-0002,不定\n");
    all.extend(laid(by_day, Scope::Changes, &free).notices);
    let parted = published("薬局名,電話番号,開局時間\n乙薬局（見本）,00-0000-0002,月-金 9:00-18:00 お盆は要電話確認\n");
    all.extend(laid(by_day, Scope::Changes, &parted).notices);
    let closing = published("薬局名,電話番号,開局時間,定休日\n甲薬局（見本）,00-0000-0001,9:00-18:00,日\n");
    let gone = "薬局名,電話番号,開局時間,削除日\n甲薬局（見本）,00-0000-0001,9:00-19:00,\n\
        乙薬局（見本）,00-0000-0002,,2026/11/1\n改甲薬局（見本）,00-0000-0001,,2026/11/1\n,,,2026/11/1\n";
    all.extend(laid(gone, Scope::Changes, &closing).notices);
    let unnamed = "薬局名,電話番号\n,00-0000-0001\n乙薬局（見本）,00-0000-0002\n";
    all.extend(laid(unnamed, Scope::Whole, &free).notices);
    all
}

/// What rosters provoke: in reading them, in finding who is meant, and of shifts in themselves.
fn of_rosters() -> Vec<Notice> {
    let read = |text: &str| roster::roster(text.as_bytes(), "当番表.csv", &Limits::default()).unwrap();
    let rows = read(
        "日付,薬局名,開始,終了\n2026-11-22,甲薬局,9:00,17:00\n2026-11-23,甲薬局,17:00,13:00\n\
         2026-11-31,甲薬局,9:00,13:00\n2026-11-24,甲薬局,夜,朝\n",
    );
    let marks = read("2026年11月\n薬局名,1,2,3,4,5,6,7,8\n甲薬局,○\n");
    let no_month = read("当番表\n薬局名,1,2,3,4,5,6,7,8\n甲薬局,○\n");
    let unclear = read("2026年12月\n日付,薬局名,時間\n1月2日(日),甲薬局,9:00～17:00\n");
    let unnamed = read("日付,薬局名,時間\n2026-12-06,,9:00～17:00\n");
    let blank = read("薬局名,班\n甲薬局,\n第1日曜はA班（9:00～17:00）\n");
    let shift = rows.shifts.first().unwrap();
    let [a, b] = ["a", "b"].map(|id| PharmacyId::new(id).unwrap());
    let facts = Facts { name: "甲薬局".into(), ..Facts::default() };
    let both = [(&a, &facts), (&b, &facts)];
    let mut made: Vec<Notice> = [&rows, &marks, &no_month, &unclear, &unnamed, &blank]
        .into_iter()
        .flat_map(|read| read.faults.clone())
        .collect();
    made.push(roster::identify(shift, [].into_iter()).unwrap_err());
    let holidays = Holidays::japan();
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let following = Following { today, until: None, holidays: &holidays };
    let faults = |text: &str| {
        let roster = read(text);
        let expanded = roster::expand(&roster, &[].into_iter(), &following);
        [roster.faults, expanded.faults].concat()
    };
    made.extend(faults("日付,班,時間\n2026-12-06,A班,9:00～17:00\n"));
    let long = "期間：2026年12月1日～2027年3月31日\n曜日,班,時間\n";
    for rules in [
        "第6日曜,A班,9:00～17:00",
        "第1日曜,A班,",
        "月曜,A班,9:00～17:00",
        "日曜,A班,9:00～17:00\n日曜・祝日,B班,9:00～17:00",
    ] {
        made.extend(faults(&format!("{long}{rules}\n")));
    }
    let rule = "曜日,班,時間\n日曜,A班,9:00～17:00\n";
    for title in ["当番", "2026年3月31日まで", "2028年10月31日まで"] {
        made.extend(faults(&format!("{title}\n{rule}")));
    }
    made.push(roster::identify(shift, both.into_iter()).unwrap_err());
    made.extend(
        [RosterFault::Overlaps, RosterFault::TooFarAhead, RosterFault::Past].map(|why| roster::fault(shift, why)),
    );
    made
}

#[test]
fn every_notice_is_provoked_and_in_the_catalogue() {
    let mut made: Vec<Notice> = of_files();
    made.extend(of_merges());
    made.extend(of_rosters());
    let located = csv("薬局名,緯度,経度\n甲薬局（見本）,43.06,141.35\n");
    made.extend(far_from_area::check(&located, |position| position.lat() < 40.0));
    let rows: Vec<String> = (0..60).map(|n| format!("薬局{n}（見本）,43.06,141.35")).collect();
    let rows = rows.join("\n");
    made.extend(far_from_area::check(&csv(&format!("薬局名,緯度,経度\n{rows}")), |position| {
        position.lat() < 40.0
    }));
    let known: BTreeSet<&str> = catalogue().iter().map(|kind| kind.code).collect();
    let provoked: BTreeSet<&str> = made.iter().map(|notice| notice.code.as_str()).collect();
    assert_eq!(known.difference(&provoked).collect::<Vec<_>>(), Vec::<&&str>::new(), "never provoked");
    assert_eq!(provoked.difference(&known).collect::<Vec<_>>(), Vec::<&&str>::new(), "not in the catalogue");
    for notice in made {
        let kind = catalogue().iter().find(|kind| kind.code == notice.code).unwrap();
        assert_eq!(notice.severity, kind.severity);
        // A reason may follow.
        assert!(notice.ja.starts_with(kind.ja) && notice.en.starts_with(kind.en), "{}", notice.ja);
    }
}

#[test]
fn every_refusal_is_provoked() {
    let list = "薬局名,所在地\n甲薬局（見本）,世田谷区甲1-1-1\n";
    let small = Limits { file_bytes: 20, ..Limits::default() };
    let few = Limits { rows: 1, columns: 1, ..Limits::default() };
    let narrow = Limits { columns: 1, ..Limits::default() };
    let rows = "薬局名\n".to_owned() + &"甲薬局（見本）\n".repeat(100);
    let shifted: Vec<String> =
        (0..9).map(|n| format!("世田谷区{n}-1-1,甲薬局{n},月-金9:00-18:00,00-0000-000{n}\n")).collect();
    let xlsx = book(&[("一覧", &[&["薬局名"], &["甲薬局（見本）"]])]);
    let found: BTreeSet<&str> = [
        try_csv(""),
        try_csv("%PDF-1.7\n"),
        read(&encrypted(), "list.xlsx", &Limits::default()),
        read(&xlsx[..xlsx.len() / 2], "list.xlsx", &Limits::default()),
        read(list.as_bytes(), "list.csv", &small),
        read(rows.as_bytes(), "list.csv", &few),
        read(list.as_bytes(), "list.csv", &narrow),
        try_csv("商品,価格\nりんご,100\n"),
        try_csv(&format!("{HEAD}\n{}", shifted.concat())),
        try_csv("薬局名,所在地\n,世田谷区甲1-1-1\n"),
        try_csv("薬局名,電話番号,薬局名,電話番号\n甲薬局（見本）,00-0000-0001,乙薬局（見本）,00-0000-0002\n"),
        try_csv(&format!("{list}薬局名,電話番号,所在地\n乙薬局（見本）,00-0000-0002,世田谷区乙1-1-1\n")),
    ]
    .into_iter()
    .map(|result| result.unwrap_err().code)
    .collect();
    assert_eq!(found, refusals().iter().map(|row| row.0).collect());
}

/// A container as Excel makes for a workbook with a password.
fn encrypted() -> Vec<u8> {
    let mut container = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    container.create_stream("/EncryptedPackage").unwrap();
    container.create_stream("/EncryptionInfo").unwrap();
    container.into_inner().into_inner()
}

#[test]
fn a_row_to_be_merged_is_never_in_two_places() {
    let known: Vec<Known> = published("薬局名,電話番号\n甲薬局（見本）,00-0000-0001\n乙薬局（見本）,00-0000-0002\n");
    let draft = csv("夜薬ID,薬局名,電話番号\np1,乙薬局（見本）,00-0000-0002\n,乙薬局（見本）,00-0000-0002\n");
    let merged = lay_over(&draft, Scope::Changes, &known, &[], &mut super::minter());
    assert_eq!(merged.counts(&draft).rejected, 1);
    let ids: BTreeSet<&str> = merged.rows.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(ids.len(), merged.rows.len());
}
