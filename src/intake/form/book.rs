//! Tables as an Excel workbook.

use std::collections::HashSet;

use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};
use thiserror::Error;

use super::{Form, headings};
use crate::directory::Service;

/// A workbook that could not be written.
#[derive(Debug, Error)]
#[error("the workbook could not be written: {0}")]
pub struct FormError(#[from] XlsxError);

/// Rows of the template that offer the answers to choose from.
const TEMPLATE_ROWS: u32 = 1_000;

/// Tables as one xlsx workbook, a sheet each; every cell is text, so none runs as a formula and no zero is lost.
///
/// # Errors
/// When a table is larger than a sheet may be.
pub fn workbook(forms: &[Form]) -> Result<Vec<u8>, FormError> {
    let mut book = Workbook::new();
    let mut names = HashSet::new();
    for form in forms {
        let sheet = book.add_worksheet();
        let name = sheet_name(&form.name, names.len());
        if names.insert(name.clone()) {
            sheet.set_name(name)?;
        }
        write_headings(sheet, &form.headings)?;
        let text = Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top);
        for (row, cells) in (1..).zip(&form.rows) {
            for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                sheet.write_string_with_format(row, column, cell.as_str(), &text)?;
            }
        }
    }
    if forms.is_empty() {
        book.add_worksheet();
    }
    Ok(book.save_to_buffer()?)
}

/// An empty form: headings, the answers to choose from, and a second sheet that tells how each column is filled in.
///
/// # Errors
/// None is known; the writer may refuse.
pub fn template() -> Result<Vec<u8>, FormError> {
    let mut book = Workbook::new();
    // Without a date of its own it would be of the moment, and its bytes never the same twice.
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2026, 1, 1)?));
    let sheet = book.add_worksheet().set_name("一覧")?;
    let headings: Vec<String> = headings().into_iter().filter(|heading| !is_ours_to_fill(heading)).collect();
    write_headings(sheet, &headings)?;
    let answers = DataValidation::new()
        .allow_list_strings(&["○", "×", "要相談", "電話対応のみ"])?
        .ignore_blank(true)
        .set_error_title("対応の可否")?
        .set_error_message("○、×、要相談、電話対応のみ のほか、文章でも書けます。")?
        .set_error_style(rust_xlsxwriter::DataValidationErrorStyle::Information);
    let members = DataValidation::new().allow_list_strings(&["会員", "非会員"])?.ignore_blank(true);
    let text = Format::new().set_num_format("@");
    for (column, heading) in (0..).zip(&headings) {
        sheet.set_column_format(column, &text)?;
        if Service::all().any(|service| service.ja() == heading) {
            sheet.add_data_validation(1, column, TEMPLATE_ROWS, column, &answers)?;
        } else if heading == "会員区分" {
            sheet.add_data_validation(1, column, TEMPLATE_ROWS, column, &members)?;
        }
    }
    write_guide(book.add_worksheet().set_name("書き方")?, &headings)?;
    Ok(book.save_to_buffer()?)
}

/// Columns that we fill: ids, and positions found from the address.
fn is_ours_to_fill(heading: &str) -> bool {
    matches!(heading, super::ID_HEADING | "緯度" | "経度" | "位置レベル")
}

fn write_headings(sheet: &mut Worksheet, headings: &[String]) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_background_color(Color::RGB(0x00E8_F1FE)).set_text_wrap();
    for (column, heading) in (0..).zip(headings) {
        sheet.write_string_with_format(0, column, heading.as_str(), &bold)?;
        let width = heading.chars().count().clamp(6, 14) * 2;
        sheet.set_column_width(column, width as f64)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn write_guide(sheet: &mut Worksheet, headings: &[String]) -> Result<(), XlsxError> {
    let lead = "空欄は「答えていない」という意味で、公開中の内容は消えません。消すときは「削除」と書いてください。";
    sheet.write_string(0, 0, lead)?;
    for (column, (title, width)) in (0..).zip([("項目", 36.0), ("書き方", 60.0), ("例", 30.0)]) {
        sheet.write_string(1, column, title)?;
        sheet.set_column_width(column, width)?;
    }
    for (row, heading) in (2..).zip(headings) {
        let (how, example) = guide(heading);
        for (column, cell) in (0..).zip([heading.as_str(), how, example]) {
            sheet.write_string(row, column, cell)?;
        }
    }
    Ok(())
}

/// How a column is filled in, and an example.
fn guide(heading: &str) -> (&'static str, &'static str) {
    match heading {
        "薬局名" => ("必ず書きます。", "やなぎ薬局（見本）"),
        "保険薬局コード" => ("7けたか10けた。先頭の0も書きます。", "0142076"),
        "会員区分" => ("会員 か 非会員。", "会員"),
        "郵便番号" => ("7けた。", "154-0004"),
        "所在地" => ("都道府県から書くと、位置が正しく分かります。", "東京都世田谷区太子堂4-1-1"),
        "連絡先電話番号（開局時間中）" | "FAX番号" => ("市外局番から書きます。", "00-0000-0001"),
        "時間外連絡先" => ("番号か「昼と同じ」。", "00-0000-0002"),
        "ホームページ" => ("http:// か https:// から書きます。", "https://example.jp/"),
        "メールアドレス" => ("1つだけ書きます。", "mihon@example.jp"),
        "開局時間" | "在宅患者に対応可能な時間帯" => {
            ("曜日ごとの列に書かないときだけ、まとめて書きます。", "月-金 9:00-18:00、土 9:00-13:00、日祝休み")
        }
        _ if heading.starts_with("開局時間（") || heading.starts_with("在宅患者に対応可能な時間帯（") => {
            ("開局しない日は ― を書きます。翌2時は26:00と書きます。", "9:00-13:00 14:00-18:00")
        }
        "時間外対応" => ("○、×、要相談、電話対応のみ。時間が決まっていれば書きます。", "○（24時間対応）"),
        _ if Service::all().any(|service| service.ja() == heading) => {
            ("○、×、要相談、電話対応のみ。条件は文章で書けます。", "○")
        }
        _ => ("自由に書けます。", ""),
    }
}

/// A name that Excel takes: 31 characters at most, without `[]:*?/\`, and not blank.
fn sheet_name(name: &str, number: usize) -> String {
    let name: String = name.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(28).collect();
    if name.trim().is_empty() { format!("一覧{}", number + 1) } else { name }
}
