//! A list sent as a base and what supplements it.

use super::{book, minter, published};
use crate::{
    directory::{Answer, Service},
    intake::{
        Book, CellEdit, Draft, FileFormat, Limits, MOST_FILES, NamedFile, bundle,
        merge::{Scope, lay_over},
        read, roster,
    },
};

const BASE: &str = "薬局名,所在地,電話番号,開局時間\n甲薬局（見本）,世田谷区甲1-1-1,00-0000-0001,月-金 9:00-18:00\n乙薬局（見本）,世田谷区乙1-1-1,00-0000-0002,月-金 9:00-19:00\n";
const MORE: &str =
    "薬局名,無菌調剤,FAX番号\n（有）甲薬局（見本）,○,00-0000-0011\n甲薬局（見本）,○,00-0000-0012\n丙薬局（見本）,×,\n";

fn file<'a>(name: &'a str, bytes: &'a [u8]) -> NamedFile<'a> {
    NamedFile { name, bytes }
}

fn joined(files: &[NamedFile<'_>]) -> Draft {
    let (bytes, name) = bundle(files[0], &files[1..]);
    read(&bytes, &name, &Limits::default()).unwrap()
}

fn codes(draft: &Draft) -> Vec<&str> {
    let codes = draft.notices.iter().map(|notice| notice.code.as_str());
    codes.filter(|code| ["files_joined", "supplement_unmatched"].contains(code)).collect()
}

#[test]
fn a_supplement_adds_to_the_pharmacies_of_the_base() {
    let draft = joined(&[file("基本.csv", BASE.as_bytes()), file("補足.csv", MORE.as_bytes())]);
    let told: Vec<_> = draft
        .entries
        .iter()
        .map(|entry| (entry.facts.name.as_str(), entry.facts.phone.is_some(), entry.facts.answer(Service::Aseptic)))
        .collect();
    assert_eq!(
        told,
        [
            ("甲薬局（見本）", true, Some(&Answer::Yes)),
            ("乙薬局（見本）", true, None),
            ("丙薬局（見本）", false, Some(&Answer::No))
        ]
    );
    assert_eq!((draft.rows_in, draft.rejected.len()), (3, 0));
    assert_eq!(codes(&draft), ["files_joined", "supplement_unmatched"]);
    let disagrees = draft.notices.iter().find(|notice| notice.code == "sheets_disagree").unwrap();
    let place = disagrees.at.as_ref().unwrap();
    assert_eq!((place.sheet.as_str(), place.row, disagrees.column.as_deref()), ("補足.csv", 3, Some("fax")));
}

#[test]
fn the_files_may_be_of_any_kind_and_of_one_name() {
    let sheet: &[&[&str]] = &[&["薬局名", "電話番号", "麻薬"], &["乙薬局（見本）", "00-0000-0002", "○"]];
    let workbook = book(&[("在宅", sheet)]);
    let euc = encoding_rs::EUC_JP.encode("薬局名,検査キット\n甲薬局（見本）,○\n").0.into_owned();
    let draft = joined(&[file("一覧.csv", BASE.as_bytes()), file("一覧.csv", &euc), file("在宅.xlsx", &workbook)]);
    assert_eq!((draft.entries.len(), draft.rows_in), (2, 2));
    assert_eq!(draft.format, FileFormat::Csv { encoding: "UTF-8" });
    assert_eq!(draft.entries[0].facts.answer(Service::TestKits), Some(&Answer::Yes));
    assert_eq!(draft.entries[1].facts.answer(Service::Narcotics), Some(&Answer::Yes));
    let sheets: Vec<&str> = draft.columns.iter().map(|column| column.sheet.as_str()).collect();
    assert!(["一覧.csv", "一覧.csv (2)", "在宅.xlsx / 在宅"].iter().all(|name| sheets.contains(name)), "{sheets:?}");
}

#[test]
fn a_base_alone_stays_as_it_came() {
    let (bytes, name) = bundle(file("一覧.csv", BASE.as_bytes()), &[]);
    assert_eq!((bytes.as_slice(), name.as_str()), (BASE.as_bytes(), "一覧.csv"));
}

#[test]
fn a_cell_of_a_supplement_is_corrected_in_its_own_sheet() {
    let (bytes, name) = bundle(file("基本.csv", BASE.as_bytes()), &[file("補足.csv", MORE.as_bytes())]);
    let edit =
        CellEdit { sheet: "補足.csv".into(), row: 4, column: "A".into(), text: "乙薬局（見本）".into() };
    let book = Book::open(&bytes, &Limits::default(), &[edit]).unwrap();
    let draft = book.read(&name, &Limits::default(), &[]).unwrap();
    assert_eq!(draft.entries.len(), 2);
    assert_eq!(draft.entries[1].facts.answer(Service::Aseptic), Some(&Answer::No));
}

#[test]
fn a_bundle_over_what_is_published_changes_only_what_it_says() {
    let before = published(BASE);
    let draft =
        joined(&[file("基本.csv", BASE.as_bytes()), file("補足.csv", "薬局名,麻薬\n乙薬局（見本）,○\n".as_bytes())]);
    let counts = lay_over(&draft, Scope::Whole, &before, &[], &mut minter()).counts(&draft);
    assert_eq!((counts.unchanged, counts.changed, counts.added, counts.removed), (1, 1, 0, 0));
}

#[test]
fn the_groups_of_a_roster_may_be_in_another_file() {
    let (bytes, name) = bundle(
        file("2026年11月.csv", "日付,班,時間\n2026-11-23,A班,9:00～17:00\n".as_bytes()),
        &[file("班.csv", "薬局名,班\n甲薬局（見本）,A班\n".as_bytes())],
    );
    let roster = roster::roster(&bytes, &name, &Limits::default()).unwrap();
    assert_eq!((roster.shifts.len(), roster.members.len()), (1, 1));
}

#[test]
fn what_is_wrong_with_one_file_names_it() {
    let refused = |more: &[u8]| {
        let (bytes, name) = bundle(file("基本.csv", BASE.as_bytes()), &[file("補足.pdf", more)]);
        read(&bytes, &name, &Limits::default()).unwrap_err()
    };
    let pdf = refused(b"%PDF-1.7");
    assert!(
        pdf.code == "not_a_sheet" && pdf.ja.starts_with("「補足.pdf」：") && pdf.en.starts_with("補足.pdf: "),
        "{pdf}"
    );
    // A bundle within a bundle, and one cut short, are no lists.
    let (inner, _) = bundle(file("a.csv", BASE.as_bytes()), &[file("b.csv", MORE.as_bytes())]);
    assert_eq!(refused(&inner).code, "not_a_sheet");
    let cut = [&inner[..40], b"yoruyaku: base and supplements"].concat();
    assert_eq!(read(&cut, "a.csv", &Limits::default()).unwrap_err().code, "damaged");
}

#[test]
fn many_files_and_large_ones_are_refused() {
    let more: Vec<_> = (0..MOST_FILES).map(|_| file("補足.csv", MORE.as_bytes())).collect();
    let (bytes, name) = bundle(file("基本.csv", BASE.as_bytes()), &more);
    assert_eq!(read(&bytes, &name, &Limits::default()).unwrap_err().code, "too_large");
    let (bytes, name) = bundle(file("基本.csv", BASE.as_bytes()), &more[..1]);
    let limits = Limits { file_bytes: bytes.len() - 1, ..Limits::default() };
    assert_eq!(read(&bytes, &name, &limits).unwrap_err().code, "too_large");
}

#[test]
fn a_roster_among_the_sheets_of_a_list_is_told_from_a_list() {
    let base: &[&[&str]] = &[
        &["薬局名", "所在地", "電話番号", "開局時間", "実施日"],
        &["甲薬局（見本）", "世田谷区甲1-1-1", "00-0000-0001", "月-金 9:00-18:00", "2026/11/1"],
    ];
    let dated: &[&[&str]] = &[&["日付", "薬局名", "時間"], &["2027-01-03", "甲薬局（見本）", "9:00～17:00"]];
    let grid: &[&[&str]] = &[&["2027年1月"], &["薬局名", "1", "2", "3", "4", "5", "6", "7"], &["甲薬局（見本）", "○"]];
    let rules: &[&[&str]] = &[&["曜日", "班", "時間"], &["第1日曜", "A班", "9:00～17:00"]];
    // Neither says when anybody is on duty.
    let visits: &[&[&str]] =
        &[&["薬局名", "在宅対応時間", "日付"], &["甲薬局（見本）", "月-金 9:00-18:00", "2026/11/1"]];
    let sheets = [("外来", base), ("休日当番", dated), ("1月", grid), ("輪番", rules), ("在宅", visits)];
    let draft = read(&book(&sheets), "一覧.xlsx", &Limits::default()).unwrap();
    let of = |code: &str| -> Vec<&str> {
        draft.notices.iter().filter(|n| n.code == code).filter_map(|n| n.found.as_deref()).collect()
    };
    assert_eq!((of("roster_sheet"), of("sheet_ignored")), (vec!["休日当番", "1月", "輪番"], Vec::new()));
    let facts = &draft.entries.first().unwrap().facts;
    assert!(facts.extra.contains(&("実施日".to_owned(), "2026/11/1".to_owned())), "{:?}", facts.extra);
    assert_eq!(draft.entries.len(), 1);
    // A file that is nothing else is sent where rosters are.
    let refused = read(&book(&[("休日当番", dated)]), "当番.xlsx", &Limits::default()).unwrap_err();
    assert_eq!(refused.code, "no_known_heading");
    assert!(refused.ja.contains("当番の取りこみで"), "{}", refused.ja);
}
