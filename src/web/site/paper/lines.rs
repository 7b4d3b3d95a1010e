//! Text broken into lines, as Japanese is set: anywhere but within a word of Latin letters, digits or katakana, before what may not
//! begin a line, or after what may not end one (JIS X 4051 in short).

use super::font::Face;

/// May not begin a line.
const NOT_FIRST: &str =
    "、。，．・：；？！）」』】〉》〕］｝｣､｡ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々…‥％℃〜～”’";
/// May not end a line.
const NOT_LAST: &str = "（「『【〈《〔［｛｢“‘〒";

/// A last line shorter than this, at size 1, looks left behind; the lines before it give it some of theirs.
const SHORTEST_LAST: f32 = 4.0;

/// The text in lines no wider than `width` at size 1. A word that is wider than a line is broken where the line ends. The
/// last line is not left with a syllable or two, where as many shorter lines hold the text as well.
pub fn lines(face: &Face, text: &str, width: f32) -> Vec<String> {
    let full = filled(face, text, width);
    let is_short = |lines: &[String]| lines.last().is_some_and(|last| face.width(last) < SHORTEST_LAST);
    if full.len() < 2 || !is_short(&full) {
        return full;
    }
    let narrower = (1..=10).map(|step| width - 0.5 * step as f32).take_while(|narrow| *narrow > width / 2.0);
    let mut broken = narrower.map(|narrow| filled(face, text, narrow)).take_while(|lines| lines.len() == full.len());
    broken.find(|lines| !is_short(lines)).unwrap_or(full)
}

/// How many lines that makes.
pub fn count(face: &Face, text: &str, width: f32) -> usize {
    filled(face, text, width).len()
}

/// The text in lines, each filled as far as it goes.
fn filled(face: &Face, text: &str, width: f32) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut line, mut filled) = (String::new(), 0.0);
    for unit in units(&face.settable(text)) {
        // Spaces at the end of a line take no room.
        let seen = face.width(unit.trim_end());
        if filled + seen > width && !line.is_empty() {
            lines.push(line.trim_end().to_owned());
            (line, filled) = (String::new(), 0.0);
        }
        if seen <= width {
            line.push_str(&unit);
            filled += face.width(&unit);
            continue;
        }
        for letter in unit.chars() {
            let wide = face.width(letter.encode_utf8(&mut [0; 4]));
            if filled + wide > width && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                filled = 0.0;
            }
            line.push(letter);
            filled += wide;
        }
    }
    if !line.trim().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// The text in pieces that stay together; spaces end a piece.
fn units(text: &str) -> Vec<String> {
    let mut units: Vec<String> = Vec::new();
    let mut last: Option<char> = None;
    for c in text.chars() {
        match (last, units.last_mut()) {
            (Some(last), Some(unit)) if stay_together(last, c) => unit.push(c),
            _ => units.push(c.to_string()),
        }
        last = Some(c);
    }
    units
}

fn stay_together(before: char, after: char) -> bool {
    let latin = |c: char| c.is_ascii_graphic() || ('\u{a1}'..='\u{24f}').contains(&c) || "–—’".contains(c);
    if before == ' ' {
        return false;
    }
    let katakana = |c: char| ('ァ'..='ヺ').contains(&c) || c == 'ー';
    after == ' '
        || (katakana(before) && katakana(after))
        || NOT_FIRST.contains(after)
        || NOT_LAST.contains(before)
        || (latin(before) && latin(after) && !"/?&=".contains(before))
}

#[cfg(test)]
mod tests {
    use super::super::font::{Weight, face};
    use super::*;

    fn set(text: &str, width: f32) -> Vec<String> {
        lines(face(Weight::Regular), text, width)
    }

    #[test]
    fn lines_begin_and_end_as_they_may() {
        // Not "い。" alone.
        assert_eq!(set("先に電話してください。", 10.0), ["先に電話してく", "ださい。"]);
        assert_eq!(set("薬局（見本）です", 3.0), ["薬局", "（見", "本）で", "す"]);
        assert_eq!(set("電話 0120-000-111 へ", 7.0), ["電話", "0120-000-111", "へ"]);
        assert_eq!(set("無料のアプリ", 5.0), ["無料の", "アプリ"]);
        assert_eq!(set("Open at night", 4.5), ["Open at", "night"]);
        assert_eq!(set("", 5.0), Vec::<String>::new());
    }

    #[test]
    fn what_is_wider_than_a_line_is_broken() {
        let text = "a".repeat(50);
        let broken = set(&text, 10.0);
        assert!(broken.len() > 1 && broken.concat() == text);
        assert!(broken.iter().all(|line| face(Weight::Regular).width(line) <= 10.0));
    }
}
