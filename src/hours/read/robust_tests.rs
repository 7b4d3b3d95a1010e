//! No text makes the reader panic, run for ever or contradict itself.

use std::borrow::Cow;

use proptest::prelude::*;

use super::{
    super::{Reading, ReadingClass},
    NOTE_MEANINGS, note_meaning, read, read_cells,
};

/// Pieces of real texts, to be put together as nobody would.
const PIECES: [&str; 84] = [
    "月",
    "火",
    "水曜",
    "木曜日",
    "金",
    "土",
    "日",
    "祝",
    "平日",
    "年中無休",
    "～",
    "-",
    "・",
    "、",
    "：",
    ":",
    "(",
    "）",
    "【",
    "】",
    "\n",
    " ",
    "9:00",
    "９時半",
    "18:00",
    "1730",
    "13:0014:00",
    "24:00",
    "26:00",
    "深夜2:30",
    "翌6時",
    "AM9:00",
    "PM7:00",
    "第1・3",
    "第二",
    "最終",
    "隔週",
    "輪番",
    "不定休",
    "休み",
    "定休日",
    "を除く",
    "以外",
    "のみ",
    "まで",
    "から",
    "昼休み",
    "受付",
    "12/29～1/3",
    "元旦",
    "12月～2月",
    "年末年始",
    "お盆",
    "※",
    "薬剤師",
    "電話",
    "その他",
    "24時間",
    "は",
    "900",
    "冬季",
    "原則",
    "月2回",
    "4～9月",
    "1～3土",
    "のため",
    "で",
    "2027年4月",
    "要予約",
    "電話対応",
    "定休日なし",
    "午前",
    "午後",
    "夜9時",
    "営業",
    "場合あり",
    "の",
    "最終受付",
    "1・3週",
    "休日",
    "を含む",
    "16:30～7:00",
    "対応",
    "偶数月",
];

/// What holds of any reading.
fn holds_together(text: &str, reading: &Reading) -> Result<(), TestCaseError> {
    prop_assert_eq!(reading.week.is_none(), reading.class == ReadingClass::Unreadable, "{:?}", text);
    prop_assert_eq!(
        reading.class == ReadingClass::Exact,
        reading.notes.is_empty() && reading.week.is_some(),
        "{:?}",
        text
    );
    for note in &reading.notes {
        prop_assert!(!note.text.is_empty() && note_meaning(&note.code).is_some(), "{:?} {:?}", text, note);
    }
    if let Some(week) = &reading.week {
        prop_assert_eq!(&week.holiday, &reading.holiday);
        let again = read(&week.to_string());
        prop_assert_eq!(again.week.as_ref(), Some(week), "{:?}", text);
    }
    Ok(())
}

/// Any text there can be: control characters, unassigned and private-use code points and noncharacters among it, and
/// the beginnings of hours between them.
fn texts() -> impl Strategy<Value = String> {
    let odd = prop_oneof![
        any::<char>(),
        prop::char::ranges(Cow::Borrowed(&[
            '\0'..='\u{1f}',
            '\u{7f}'..='\u{9f}',
            '\u{200b}'..='\u{200f}',
            '\u{2028}'..='\u{202e}',
            '\u{2fd6}'..='\u{2fdf}',
            '\u{e000}'..='\u{f8ff}',
            '\u{fdd0}'..='\u{fdef}',
            '\u{feff}'..='\u{feff}',
            '\u{fff0}'..='\u{ffff}',
            '\u{e0100}'..='\u{e01ef}',
            '\u{f0000}'..='\u{10ffff}',
        ])),
    ];
    let piece =
        prop_oneof![3 => odd.prop_map(String::from), 1 => prop::sample::select(&PIECES[..]).prop_map(str::to_owned)];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text(text in texts()) {
        holds_together(&text, &read(&text))?;
    }

    #[test]
    fn any_printable_text(text in "\\PC{0,60}") {
        holds_together(&text, &read(&text))?;
    }

    #[test]
    fn any_pieces(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..24)) {
        let text = pieces.concat();
        holds_together(&text, &read(&text))?;
    }

    #[test]
    fn a_real_text_with_a_character_changed(
        at in 0_usize..200,
        piece in prop::sample::select(&PIECES[..]),
        drop in any::<bool>(),
    ) {
        let text = "月～金：9:00-19:00（13:00-14:00は休憩時間）、第1・3土・祝：9:00-18:00 日・年末年始（12/29～1/3）休み";
        let chars: Vec<char> = text.chars().collect();
        let at = at % chars.len();
        let rest = chars.iter().skip(at + usize::from(drop));
        let changed: String = chars.iter().take(at).chain(piece.chars().collect::<Vec<_>>().iter()).chain(rest).collect();
        holds_together(&changed, &read(&changed))?;
    }

    #[test]
    fn any_cells(cells in prop::array::uniform8(prop::option::of(prop::sample::select(&PIECES[..])))) {
        let [mon, tue, wed, thu, fri, sat, sun, holiday] = cells;
        let reading = read_cells([mon, tue, wed, thu, fri, sat, sun], holiday);
        holds_together(&format!("{cells:?}"), &reading)?;
    }
}

#[test]
fn every_note_is_told_of_once_in_two_languages() {
    for (i, (code, ja, en)) in NOTE_MEANINGS.iter().enumerate() {
        assert!(!ja.is_empty() && !en.is_empty() && ja != en, "{code}");
        assert!(NOTE_MEANINGS.iter().skip(i + 1).all(|(other, ..)| other != code), "{code}");
    }
}

#[test]
fn long_and_deep_texts_end() {
    for text in [
        "(".repeat(1_300),
        "月・".repeat(600),
        "月(".repeat(900),
        "第1・".repeat(500),
        "9:00-".repeat(700),
        "休".repeat(1_300),
        "月以外".repeat(440),
        "9-10 11-12 休憩 ".repeat(180),
        "土日 第1(隔週)を除く、".repeat(100),
    ] {
        assert!(text.len() <= super::LONGEST_TEXT + 100);
        let reading = read(&text);
        assert_eq!(reading.week.is_none(), reading.class == ReadingClass::Unreadable);
    }
    assert_eq!(read(&"月".repeat(5_000)).class, ReadingClass::Unreadable);
}
