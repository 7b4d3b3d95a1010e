//! Files of every kind and fault.

use std::io::{Cursor, Write};

use chrono::NaiveDate;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{book, codes, csv, try_csv};
use crate::{
    directory::{Answer, Service},
    intake::{Book, CellEdit, Certainty, ColumnHint, Draft, FileFormat, Limits, RowRef, read, read_with},
};

fn xlsx(bytes: &[u8]) -> Draft {
    read(bytes, "list.xlsx", &Limits::default()).unwrap()
}

fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn merged_headings_and_serials_of_a_workbook_are_read() {
    let mut book = Workbook::new();
    let plain = Format::new();
    let time = Format::new().set_num_format("h:mm");
    let sheet = book.add_worksheet().set_name("一覧").unwrap();
    sheet.merge_range(1, 1, 1, 6, "夜間・休日対応薬局一覧　令和6年6月1日現在", &plain).unwrap();
    sheet.merge_range(3, 1, 4, 1, "薬局名", &plain).unwrap();
    sheet.merge_range(3, 2, 4, 2, "電話番号", &plain).unwrap();
    sheet.merge_range(3, 3, 3, 4, "開局時間（月）", &plain).unwrap();
    sheet.merge_range(3, 5, 3, 6, "開局時間（土）", &plain).unwrap();
    for (column, text) in (3..).zip(["開始", "終了", "開始", "終了"]) {
        sheet.write_string(4, column, text).unwrap();
    }
    sheet.write_string(5, 1, "甲薬局（見本）").unwrap();
    sheet.write_number(5, 2, 312_345_678.0).unwrap();
    for (column, hour) in [(3, 9), (4, 18), (5, 9), (6, 13)] {
        sheet.write_datetime_with_format(5, column, ExcelDateTime::from_hms(hour, 30, 0).unwrap(), &time).unwrap();
    }
    let draft = xlsx(&book.save_to_buffer().unwrap());
    assert_eq!(draft.format, FileFormat::Xlsx);
    assert_eq!(draft.valid_on, NaiveDate::from_ymd_opt(2024, 6, 1));
    let entry = &draft.entries[0];
    assert_eq!((entry.at.row, entry.at.sheet.as_str()), (6, "一覧"));
    assert_eq!(entry.facts.phone.as_ref().unwrap().digits(), "0312345678");
    assert_eq!(entry.facts.hours.as_ref().unwrap().text, "月 09:30-18:30\n土 09:30-13:30");
}

#[test]
fn formulas_are_read_by_their_cached_value() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["薬局名", "電話番号"]).unwrap();
    sheet.write_formula(1, 0, rust_xlsxwriter::Formula::new("=A9&\"薬局\"").set_result("甲薬局（見本）")).unwrap();
    sheet.write_string(1, 1, "00-0000-0001").unwrap();
    assert_eq!(xlsx(&book.save_to_buffer().unwrap()).entries[0].facts.name, "甲薬局（見本）");
}

#[test]
fn sheets_of_one_workbook_are_joined_by_pharmacy() {
    let outpatient: &[&[&str]] = &[
        &["薬局名", "所在地", "電話番号", "時間外対応", "備考"],
        &["甲薬局（見本）", "世田谷区甲1-1-1", "00-0000-0001", "○", "裏口"],
        &["乙薬局（見本）", "世田谷区乙1-1-1", "00-0000-0002", "×", ""],
    ];
    let home: &[&[&str]] = &[
        &["薬局名", "在宅訪問の実施可否", "時間外対応", "月", "火", "水", "備考"],
        &["乙薬局（見本）", "○", "要相談", "10:00-12:00", "―", "―", "在宅は予約"],
        &["甲薬局（見本）", "×", "", "", "", "", "往診なし"],
    ];
    let draft = xlsx(&book(&[("外来", outpatient), ("在宅", home)]));
    assert_eq!((draft.rows_in, draft.entries.len()), (2, 2));
    let facts = &draft.entries[1].facts;
    assert_eq!(facts.answer(Service::AfterHours), Some(&Answer::No));
    assert_eq!(facts.answer(Service::HomeVisit), Some(&Answer::Yes));
    assert_eq!(facts.answer(Service::HomeVisitAfterHours), Some(&Answer::Conditional("要相談".to_owned())));
    assert_eq!(facts.home_visit_hours.as_ref().unwrap().text, "月 10:00-12:00\n火 ―\n水 ―");
    assert_eq!(draft.entries[0].facts.remarks.as_deref(), Some("裏口\n往診なし"));
    assert_eq!(draft.entries[0].also[0].sheet, "在宅");
}

#[test]
fn a_far_away_stray_cell_costs_nothing_but_a_refusal() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["薬局名", "電話番号"]).unwrap().write_row(1, 0, ["甲薬局（見本）", "00-0000-0001"]).unwrap();
    sheet.write_blank(1_048_575, 16_383, &Format::new().set_bold()).unwrap();
    assert_eq!(xlsx(&book.save_to_buffer().unwrap()).rows_in, 1);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["薬局名", "電話番号"]).unwrap();
    sheet.write_string(1, 16_383, "x").unwrap();
    let refused = read(&book.save_to_buffer().unwrap(), "a.xlsx", &Limits::default()).unwrap_err();
    assert_eq!(refused.code, "too_many_columns");
}

#[test]
fn bombs_are_refused_before_they_expand() {
    let zeros = vec![b' '; 64 << 20];
    let bomb = zip_of(&[("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", &zeros)]);
    assert_eq!(read(&bomb, "a.xlsx", &Limits::default()).unwrap_err().code, "too_large");
    let laughs = br#"<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;">
        <!ENTITY lol3 "&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;">]><workbook><sheets>&lol3;</sheets></workbook>"#;
    assert!(read(&zip_of(&[("xl/workbook.xml", laughs)]), "a.xlsx", &Limits::default()).is_err());
    assert_eq!(read(laughs, "a.xml", &Limits::default()).unwrap_err().code, "not_a_sheet");
}

#[test]
fn repeats_of_an_open_document_are_reckoned_first() {
    let content = |cells: &str| {
        format!(
            r#"<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body>
            <office:spreadsheet><table:table table:name="一覧">{cells}</table:table></office:spreadsheet></office:body>
            </office:document-content>"#
        )
    };
    let cell = |text: &str| {
        format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
    };
    let ods = |cells: &str| {
        let bytes = zip_of(&[
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            ("META-INF/manifest.xml", b"<manifest/>"),
            ("content.xml", content(cells).as_bytes()),
        ]);
        read(&bytes, "a.ods", &Limits::default())
    };
    let head = format!("<table:table-row>{}{}</table:table-row>", cell("薬局名"), cell("電話番号"));
    let row = format!("<table:table-row>{}{}</table:table-row>", cell("甲薬局（見本）"), cell("00-0000-0001"));
    let blank = r#"<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#;
    let collapsed = |row: &str| row.replace("<table:table-row>", r#"<table:table-row table:visibility="collapse">"#);
    let filtered = row.replace("<table:table-row>", r#"<table:table-row table:visibility="filter">"#);
    let hidden = ods(&format!("{head}{row}{}{}{row}{filtered}", collapsed(&row), collapsed(&row))).unwrap();
    let told = hidden.notices.iter().find(|notice| notice.code == "hidden_rows").unwrap();
    assert_eq!((told.found.as_deref(), told.read_as.as_deref()), (Some("一覧"), Some("3～4、6")));
    let columns = r#"<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="16383"/>"#;
    let hidden = ods(&format!("{columns}{head}{row}")).unwrap();
    let told = hidden.notices.iter().find(|notice| notice.code == "hidden_columns").unwrap();
    assert_eq!(told.read_as.as_deref(), Some("B"));
    let draft = ods(&format!("{head}{row}{blank}")).unwrap();
    assert_eq!((draft.format, draft.rows_in), (FileFormat::Ods, 1));
    let many = row.replace("<table:table-row>", r#"<table:table-row table:number-rows-repeated="1048000">"#);
    assert_eq!(ods(&format!("{head}{many}")).unwrap_err().code, "too_many_rows");
    let wide = row.replace(
        "</table:table-row>",
        &format!(r#"<table:table-cell table:number-columns-repeated="9999"/>{}</table:table-row>"#, cell("x")),
    );
    assert_eq!(ods(&format!("{head}{wide}")).unwrap_err().code, "too_many_columns");
}

#[test]
fn other_files_are_called_by_their_name() {
    for (bytes, says) in [
        (zip_of(&[("word/document.xml", b"<w/>")]), "Word"),
        (zip_of(&[("readme.txt", b"x")]), "zip"),
        (b"\x89PNG\r\n\x1a\n".to_vec(), "PNG"),
        (b"<html><table><tr><td>x</td></tr></table></html>".to_vec(), "HTML"),
        ((0..=255).cycle().take(4000).skip(1).collect(), "文字でない"),
    ] {
        let refused = read(&bytes, "a.xlsx", &Limits::default()).unwrap_err();
        assert_eq!(refused.code, "not_a_sheet");
        assert!(refused.ja.contains(says), "{}", refused.ja);
    }
}

#[test]
fn a_list_without_headings_is_told_what_is_needed() {
    let refused = try_csv("商品,価格\nりんご,100\n").unwrap_err();
    assert!(refused.ja.contains("商品、価格") && refused.ja.contains("薬局名"), "{}", refused.ja);
    assert!(refused.en.contains("商品") && refused.to_string().contains(" / "));
}

#[test]
fn nothing_of_a_row_is_lost() {
    let draft = csv("薬局名,電話番号,駐車場,事前連絡\n甲薬局（見本）,店頭に掲示,3台,要\n,00-0000-0002,,\n");
    let facts = &draft.entries[0].facts;
    let extra = |heading: &str| facts.extra.iter().find(|(own, _)| own == heading).map(|(_, text)| text.as_str());
    assert_eq!((extra("電話番号"), extra("駐車場"), extra("事前連絡")), (Some("店頭に掲示"), Some("3台"), Some("要")));
    assert_eq!(draft.rejected[0].cells, ["", "00-0000-0002", "", ""]);
    assert_eq!(draft.rows_in, draft.entries.len() + draft.rejected.len());
    assert!(codes(&draft.notices).contains(&"name_missing"));
}

#[test]
fn the_municipal_standard_is_read() {
    let draft = csv(
        "都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,名称,名称_カナ,医療機関の種類,住所,方書,緯度,経度,電話番号,診療曜日,診療開始時間,診療終了時間,診療日時特記事項\n\
         131121,1,東京都,世田谷区,甲薬局（見本）,コウヤッキョク,薬局,東京都世田谷区太子堂1-1-1,見本ビル1階,35.64,139.67,00-0000-0001,月火水木金,9:00,18:00,祝日休み\n",
    );
    let facts = &draft.entries[0].facts;
    assert_eq!(facts.address.as_deref(), Some("東京都世田谷区太子堂1-1-1 見本ビル1階"));
    assert!(facts.hours.as_ref().unwrap().text.starts_with("月 09:00-18:00\n火 09:00-18:00"));
    assert_eq!(facts.remarks.as_deref(), Some("祝日休み"));
}

#[test]
fn numbers_are_read_by_the_legend_above() {
    let draft = csv("①時間外も調剤・在宅　②要指導・一般用　③緊急避妊薬,,\n薬局名,電話番号,区分\n\
         甲薬局（見本）,00-0000-0001,1・3\n乙薬局（見本）,00-0000-0002,②\n丙薬局（見本）,00-0000-0003,\n");
    let facts = &draft.entries[0].facts;
    assert_eq!(facts.extra, [("区分".to_owned(), "1 時間外も調剤・在宅、3 緊急避妊薬".to_owned())]);
    assert_eq!(facts.answer(Service::EmergencyContraception), Some(&Answer::Yes));
    assert_eq!(draft.entries[1].facts.answer(Service::Otc), Some(&Answer::Yes));
    assert!(draft.entries[2].facts.services.is_empty());
}

#[test]
fn what_a_person_says_of_a_column_holds() {
    let text = "薬局名,でんわ,電話番号,所在地\n甲薬局（見本）,00-0000-0001,00-0000-0002,世田谷区甲1-1-1\n";
    let hint = |heading: &str, meaning: &str| ColumnHint { heading: heading.to_owned(), meaning: meaning.to_owned() };
    let hints = [hint("でんわ", "phone"), hint("電話番号", "after_hours_phone")];
    let draft = read_with(text.as_bytes(), "list.csv", &Limits::default(), &hints).unwrap();
    let facts = &draft.entries[0].facts;
    assert_eq!(facts.phone.as_ref().unwrap().digits(), "0000000001");
    assert_eq!(facts.after_hours_phone.as_ref().unwrap().digits(), "0000000002");
    let kept = read_with(text.as_bytes(), "list.csv", &Limits::default(), &[hint("電話番号", "")]).unwrap();
    assert_eq!((kept.entries[0].facts.phone.as_ref(), kept.entries[0].facts.extra.len()), (None, 2));
}

#[test]
fn what_is_uncertain_of_columns_is_told() {
    let rows: Vec<String> =
        (1..6).map(|n| format!("薬局{n}（見本）,世田谷区{n}-1-1,00-0000-000{n},00-0000-010{n},可,3台\n")).collect();
    let text = format!("薬局名,所在地,電話番号,よるのでんわ,オンライン服薬指導について,駐車場\n{}", rows.concat());
    let told = |hints: &[ColumnHint]| -> Vec<(Certainty, Option<String>, Option<String>)> {
        let draft = read_with(text.as_bytes(), "list.csv", &Limits::default(), hints).unwrap();
        draft.columns.into_iter().skip(2).map(|c| (c.certainty, c.meaning, c.suggestion)).collect()
    };
    let text_of = |name: &str| Some(name.to_owned());
    assert_eq!(
        told(&[]),
        [
            (Certainty::Sure, text_of("phone"), None),
            (Certainty::Unknown, None, text_of("after_hours_phone")),
            (Certainty::Likely, text_of("online_guidance"), None),
            (Certainty::Unknown, None, None),
        ]
    );
    let hint = |heading: &str, meaning: &str| ColumnHint { heading: heading.to_owned(), meaning: meaning.to_owned() };
    let answered = told(&[hint("よるのでんわ", "after_hours_phone"), hint("オンライン服薬指導について", "")]);
    assert_eq!(answered[1], (Certainty::Told, text_of("after_hours_phone"), None));
    assert_eq!(answered[2], (Certainty::Told, None, None));
}

#[test]
fn a_corrected_cell_is_read_instead_of_the_file_s() {
    let edit = |row: u32, column: &str, text: &str| CellEdit {
        sheet: String::new(),
        row,
        column: column.to_owned(),
        text: text.to_owned(),
    };
    let text = "薬局名,電話番号\n甲薬局（見本）,x\n,00-0000-0002\n";
    let limits = Limits::default();
    let edits = [
        edit(2, "B", "00-0000-0001"),
        edit(3, "A", "乙薬局（見本）"),
        edit(5, "A", "丙薬局（見本）"),
        edit(9, "B", ""),
    ];
    let book = Book::open(text.as_bytes(), &limits, &edits).unwrap();
    let draft = book.read("list.csv", &limits, &[]).unwrap();
    let names: Vec<(&str, u32)> = draft.entries.iter().map(|e| (e.facts.name.as_str(), e.at.row)).collect();
    assert_eq!(names, [("甲薬局（見本）", 2), ("乙薬局（見本）", 3), ("丙薬局（見本）", 5)]);
    assert_eq!(draft.entries[0].facts.phone.as_ref().unwrap().digits(), "0000000001");
    let told: Vec<_> = draft.notices.iter().filter(|notice| notice.code == "cell_edited").collect();
    assert_eq!(told[0].found.as_deref(), Some("x"));
    assert_eq!((told[0].column.as_deref(), told[0].read_as.as_deref()), (Some("電話番号"), Some("00-0000-0001")));
    assert_eq!(book.cells(&RowRef { sheet: String::new(), row: 3 }).unwrap(), ["乙薬局（見本）", "00-0000-0002"]);
    assert_eq!(book.cells(&RowRef { sheet: String::new(), row: 9 }), None);
    assert_eq!(Book::open(text.as_bytes(), &limits, &[edit(2, "ZZZ", "x")]).unwrap_err().code, "too_many_columns");
    let elsewhere = CellEdit { sheet: "別".to_owned(), ..edit(2, "A", "x") };
    assert_eq!(
        Book::open(text.as_bytes(), &limits, &[elsewhere]).unwrap().read("", &limits, &[]).unwrap().entries.len(),
        1
    );
}

/// An old Excel workbook of one sheet of texts, record by record.
fn xls(records_before: &[(u16, Vec<u8>)], cells: &[(u16, u16, &str)]) -> Vec<u8> {
    xls_with(records_before, &[], cells)
}

/// The same, with records of its sheet before the cells.
fn xls_with(
    records_before: &[(u16, Vec<u8>)],
    records_within: &[(u16, Vec<u8>)],
    cells: &[(u16, u16, &str)],
) -> Vec<u8> {
    let record = |kind: u16, body: &[u8]| [&kind.to_le_bytes()[..], &(body.len() as u16).to_le_bytes(), body].concat();
    let begin = |kind: u16| record(0x0809, &[&0x0600_u16.to_le_bytes()[..], &kind.to_le_bytes(), &[0; 12]].concat());
    let units = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let name = units("一覧");
    let mut book = begin(0x0005);
    for (kind, body) in records_before {
        book.extend(record(*kind, body));
    }
    let sheet_at = book.len() + 4 + 8 + name.len() + 4;
    book.extend(record(0x0085, &[&(sheet_at as u32).to_le_bytes()[..], &[0, 0, 2, 1], &name].concat()));
    book.extend(record(0x000a, &[]));
    book.extend(begin(0x0010));
    for (kind, body) in records_within {
        book.extend(record(*kind, body));
    }
    for (row, column, text) in cells {
        let text = units(text);
        let head = [row.to_le_bytes(), column.to_le_bytes(), [0, 0], ((text.len() / 2) as u16).to_le_bytes()].concat();
        book.extend(record(0x0204, &[&head[..], &[1], &text].concat()));
    }
    book.extend(record(0x000a, &[]));
    let mut container = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    container.create_stream("/Workbook").unwrap().write_all(&book).unwrap();
    container.into_inner().into_inner()
}

#[test]
fn an_old_workbook_is_read_and_its_extent_reckoned() {
    let cells = [(0, 0, "薬局名"), (0, 1, "電話番号"), (1, 0, "甲薬局（見本）"), (1, 1, "00-0000-0001")];
    let draft = read(&xls(&[], &cells), "list.xls", &Limits::default()).unwrap();
    assert_eq!((draft.format, draft.entries[0].facts.name.as_str()), (FileFormat::Xls, "甲薬局（見本）"));
    let far = read(&xls(&[], &[(0, 0, "薬局名"), (65_535, 65_535, "x")]), "list.xls", &Limits::default());
    assert_eq!(far.unwrap_err().code, "too_many_columns");
    let wide = read(&xls(&[], &[(0, 0, "薬局名"), (65_535, 255, "x")]), "list.xls", &Limits::default());
    assert_eq!(wide.unwrap_err().code, "too_large");
    let locked = read(&xls(&[(0x002f, vec![0; 54])], &cells), "list.xls", &Limits::default());
    assert_eq!(locked.unwrap_err().code, "encrypted");
}

#[test]
fn reception_is_not_opening_and_a_running_number_no_code() {
    let text = "薬局番号,薬局名,電話番号,受付時間,,,開局時間,,\n,,,月～金,土,日祝,月～金,土,日祝\n\
        12,甲薬局（見本）,00-0000-0001,9:00-17:30,9:00-12:00,―,9:00-18:00,9:00-13:00,―\n\
        13,乙薬局（見本）,00-0000-0002,,,,9:00-18:00,9:00-13:00,―\n";
    let draft = read(text.as_bytes(), "list.csv", &Limits::default()).unwrap();
    let facts = &draft.entries[0].facts;
    assert!(facts.hours.as_ref().unwrap().text.contains("土 9:00-13:00"), "{:?}", facts.hours);
    let kept: Vec<&str> = facts.extra.iter().map(|(heading, _)| heading.as_str()).collect();
    assert_eq!(kept, ["薬局番号", "受付時間 月～金", "受付時間 土", "受付時間 日祝"]);
    assert_eq!(codes(&draft.notices), ["no_address_column"]);
    let coded = read("指定番号,薬局名\n0142076,甲薬局（見本）\n".as_bytes(), "list.csv", &Limits::default()).unwrap();
    assert!(coded.entries[0].facts.pharmacy_code.is_some());
}

#[test]
fn what_an_old_workbook_hides_is_told() {
    let words = |words: &[u16]| words.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<u8>>();
    let row = |number: u16, flags: u16| (0x0208, words(&[number, 0, 2, 255, 0, 0, flags, 0]));
    let columns = |first: u16, last: u16, flags: u16| (0x007d, words(&[first, last, 2304, 15, flags, 0]));
    // A chart has an end of its own, and what follows it is the sheet's still.
    let chart = [(0x0809, words(&[0x0600, 0x0020, 0, 0, 0, 0, 0, 0])), (0x000a, vec![])];
    let mut within = vec![columns(0, 0, 0), columns(1, 3, 1), row(0, 0x0100), row(1, 0x0120)];
    within.extend(chart);
    within.push(row(3, 0x0020));
    let cells = [
        (0, 0, "薬局名"),
        (0, 1, "電話番号"),
        (1, 0, "甲薬局（見本）"),
        (1, 1, "00-0000-0001"),
        (2, 0, "乙薬局（見本）"),
    ];
    let draft = read(&xls_with(&[], &within, &cells), "list.xls", &Limits::default()).unwrap();
    let told = |code: &str| draft.notices.iter().find(|notice| notice.code == code).map(|n| n.read_as.clone().unwrap());
    assert_eq!((told("hidden_rows").as_deref(), told("hidden_columns").as_deref()), (Some("2"), Some("B")));
    let plain = read(&xls(&[], &cells), "list.xls", &Limits::default()).unwrap();
    assert!(plain.notices.iter().all(|notice| !notice.code.starts_with("hidden")), "{:?}", plain.notices);
}

#[test]
fn a_sheet_of_home_visits_is_one_only_beside_another() {
    let rows: &[&[&str]] =
        &[&["薬局名", "電話番号", "開局時間"], &["甲薬局（見本）", "00-0000-0001", "月-金 9:00-18:00"]];
    let stated = |name: &str, more: &[(&str, &[&[&str]])]| {
        let sheets = [&[(name, rows)], more].concat();
        let draft = read(&book(&sheets), "list.xlsx", &Limits::default()).unwrap();
        let facts = &draft.entries[0].facts;
        (facts.hours.is_some(), facts.home_visit_hours.is_some())
    };
    let other: &[&[&str]] =
        &[&["薬局名", "電話番号", "開局時間"], &["甲薬局（見本）", "00-0000-0001", "月-土 9:00-19:00"]];
    let legend: &[&[&str]] = &[&["凡例"], &["○ 対応可"]];
    assert_eq!(stated("在宅", &[("外来", other)]), (true, true));
    for (name, more) in
        [("在宅対応薬局", vec![]), ("在宅", vec![("凡例", legend)]), ("夜間・休日・在宅", vec![("外来", other)])]
    {
        assert_eq!(stated(name, &more), (true, false), "{name}");
    }
}

#[test]
fn every_filled_column_is_kept_whatever_its_heading() {
    let draft = csv(
        "薬局名,電話番号,,駐車場,駐車場,その他,,\n甲薬局（見本）,00-0000-0001,要予約,3台,有料,x,,\n乙薬局（見本）,00-0000-0002,,5台,無料,y,,夜は裏口\n",
    );
    let extra = |at: usize| {
        let own = draft.entries[at].facts.extra.iter();
        own.map(|(heading, text)| format!("{heading}={text}")).collect::<Vec<_>>()
    };
    assert_eq!(extra(0), ["C列=要予約", "駐車場=3台", "駐車場 (2)=有料", "その他=x"]);
    assert_eq!(extra(1), ["駐車場=5台", "駐車場 (2)=無料", "その他=y", "H列=夜は裏口"]);
    let letters: Vec<&str> = draft.columns.iter().map(|column| column.letters.as_str()).collect();
    assert_eq!(letters, ["A", "B", "C", "D", "E", "F", "H"], "a column that holds nothing is none");
    let hint = ColumnHint { heading: "C列".into(), meaning: "remarks".into() };
    let text = "薬局名,電話番号,\n甲薬局（見本）,00-0000-0001,要予約\n";
    let told = read_with(text.as_bytes(), "", &Limits::default(), &[hint]).unwrap();
    assert_eq!(told.entries[0].facts.remarks.as_deref(), Some("要予約"));
}

#[test]
fn a_date_that_lies_ahead_is_not_the_lists() {
    let limits = Limits { today: NaiveDate::from_ymd_opt(2026, 11, 23), ..Limits::default() };
    let list = |title: &str, name: &str| {
        let text = format!("{title}\n薬局名,電話番号,削除日\n甲薬局（見本）,00-0000-0001,2026/12/1\n");
        let draft = read(text.as_bytes(), name, &limits).unwrap();
        let codes: Vec<String> = draft.notices.iter().map(|notice| notice.code.clone()).collect();
        (draft.valid_on.map(|on| on.to_string()), codes)
    };
    let ahead = "removal_ahead".to_owned();
    assert_eq!(list("次回更新予定：令和9年4月1日", "list.csv").0, None);
    assert_eq!(list("回答は2026年11月30日まで", "一覧_2026-11-01.csv").0.as_deref(), Some("2026-11-01"));
    let (none, codes) = list("令和60年6月1日現在", "list.csv");
    assert!(none.is_none() && codes[0] == "list_date_ahead" && codes.contains(&ahead), "{codes:?}");
    let (today, codes) = list("令和8年11月23日現在", "list.csv");
    assert_eq!((today.as_deref(), codes[0].as_str()), (Some("2026-11-23"), "list_date"));
}

#[test]
fn a_weekly_closing_day_strikes_no_one_off() {
    let draft = csv(
        "薬局名,電話番号,閉局日,廃止日\n甲薬局（見本）,00-0000-0001,日曜・祝日,―\n乙薬局（見本）,00-0000-0002,,未定\n",
    );
    assert_eq!((draft.entries.len(), draft.rejected.len()), (2, 0));
    assert!(draft.entries[0].facts.extra.contains(&("閉局日".into(), "日曜・祝日".into())));
    assert!(draft.entries[1].facts.extra.contains(&("廃止日".into(), "未定".into())));
    assert!(codes(&draft.notices).contains(&"removal_unread"));
}

#[test]
fn hidden_rows_of_a_workbook_are_told() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("案内 & 凡例").unwrap().write_string(0, 0, "凡例").unwrap();
    let sheet = book.add_worksheet().set_name("一覧").unwrap();
    sheet.write_row(0, 0, ["薬局名", "電話番号"]).unwrap();
    for row in 1..6 {
        sheet.write_row(row, 0, [format!("薬局{row}（見本）"), format!("00-0000-000{row}")]).unwrap();
    }
    for row in [2, 3, 5, 90] {
        sheet.set_row_hidden(row).unwrap();
    }
    sheet.set_column_hidden(1).unwrap().set_column_hidden(7).unwrap();
    let draft = xlsx(&book.save_to_buffer().unwrap());
    assert_eq!(draft.entries.len(), 5);
    let told: Vec<_> = draft.notices.iter().filter(|notice| notice.code == "hidden_rows").collect();
    assert_eq!((told.len(), told[0].found.as_deref(), told[0].read_as.as_deref()), (1, Some("一覧"), Some("3～4、6")));
    let told: Vec<_> = draft.notices.iter().filter(|notice| notice.code == "hidden_columns").collect();
    assert_eq!((told.len(), told[0].found.as_deref(), told[0].read_as.as_deref()), (1, Some("一覧"), Some("B")));
}
