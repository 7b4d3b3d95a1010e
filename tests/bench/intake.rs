//! Reading lists and laying them over what is published: 1,000 rows, 10,000 as a workbook, 62,000 as CSV.
//!
//! `cargo bench --bench intake`. The bars are those of a whole check over HTTP; here is what of it is reading and comparing.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints, and stops when wrong")]

mod bars;

use std::time::{Duration, Instant};

use yoruyaku::{
    directory::PharmacyId,
    intake::{
        Limits,
        merge::{Change, Known, Scope, lay_over},
        read,
    },
};

const HEADINGS: [&str; 9] =
    ["薬局名", "保険薬局コード", "所在地", "緯度", "経度", "電話番号", "開局時間", "時間外対応", "時間外連絡先"];
const HOURS: [&str; 6] = [
    "月-金 9:00-18:00、土 9:00-13:00、日祝休み",
    "月～金9：00～19：00 土9：00～17：00",
    "月火水金 9:00-18:30 木土 9:00-12:30 日・祝 休",
    "月-土:9:00-13:00,14:00-18:00",
    "24時間",
    "平日 10:00～20:00（第3水曜休み）",
];
const ANSWERS: [&str; 4] = ["○", "×", "有（転送電話）", "要相談"];

fn main() {
    // `cargo test --benches` runs this too, with `--test`; there is nothing to test.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    println!("{:<22} {:>10} {:>10} {:>10} {:>9}", "file", "read", "compared", "again", "bar");
    measure("1,000 rows, CSV", &csv(1_000), Duration::from_secs(2));
    measure("10,000 rows, xlsx", &workbook(10_000), Duration::from_secs(2));
    measure("62,000 rows, CSV", &csv(62_000), Duration::from_secs(3));
}

fn row(number: usize) -> [String; 9] {
    let pick = |texts: &[&str], salt: usize| texts.get((number * 7 + salt) % texts.len()).unwrap().to_string();
    let (block, house) = (number / 97, number % 97);
    [
        format!("見本薬局{number}号店"),
        format!("{:07}", 1_000_000 + number),
        format!("東京都見本区{block}町{}-{house}", number % 9 + 1),
        format!("{:.6}", 35.5 + (number % 1_000) as f64 / 3_000.0),
        format!("{:.6}", 139.4 + (number / 1_000) as f64 / 100.0),
        format!("00-{:04}-{:04}", number / 10_000, number % 10_000),
        pick(&HOURS, number),
        pick(&ANSWERS, 1),
        if number.is_multiple_of(3) { "昼と同じ".to_owned() } else { String::new() },
    ]
}

fn csv(rows: usize) -> Vec<u8> {
    let lines = (0..rows).map(|number| row(number).map(|cell| format!("\"{cell}\"")).join(","));
    [HEADINGS.join(",")].into_iter().chain(lines).collect::<Vec<_>>().join("\r\n").into_bytes()
}

fn workbook(rows: usize) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, HEADINGS).unwrap();
    for (at, number) in (1..).zip(0..rows) {
        sheet.write_row(at, 0, row(number)).unwrap();
    }
    book.save_to_buffer().unwrap()
}

/// Reads it, lays it over nothing, and lays it over itself.
fn measure(what: &str, bytes: &[u8], bar: Duration) {
    let begun = Instant::now();
    let draft = read(bytes, "list", &Limits::default()).unwrap();
    let reading = begun.elapsed();
    let mut number = 0;
    let mut mint = || {
        number += 1;
        PharmacyId::new(&format!("p{number}")).unwrap()
    };
    let begun = Instant::now();
    let merged = lay_over(&draft, Scope::Whole, &[], &[], &mut mint);
    let comparing = begun.elapsed();
    let before: Vec<Known> = merged.rows.into_iter().map(|row| Known { id: row.id, facts: row.facts }).collect();
    assert_eq!(before.len(), draft.rows_in);
    let begun = Instant::now();
    let again = lay_over(&draft, Scope::Whole, &before, &[], &mut mint);
    let unchanged = begun.elapsed();
    assert!(again.rows.iter().all(|row| row.change == Change::Unchanged));
    println!("{what:<22} {reading:>10.0?} {comparing:>10.0?} {unchanged:>10.0?} {bar:>9.0?}");
    let checked = reading + comparing.max(unchanged);
    bars::at_most(&format!("intake: read and compare {what}"), checked.as_secs_f64(), bar.as_secs_f64(), "s");
}
