//! Text broken into lines, as Japanese is set: anywhere but within a word of Latin letters, digits or katakana, before what may not
//! begin a line, or after what may not end one (JIS X 4051 in short).

use super::font::Face;

/// May not begin a line.
const NOT_FIRST: &str =
    "、。，．・：；？！）」』】〉》〕］｝｣､｡ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々…‥％℃〜～”’";
/// May not end a line.
const NOT_LAST: &str = "（「『【〈《〔［｛｢“‘〒";

/// The text in lines no wider than `width` at size 1. A word that is wider than a line is broken where the line ends.
pub fn lines(face: &Face, text: &str, width: f32) -> Vec<String> {
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
        assert_eq!(set("先に電話してください。", 10.0), ["先に電話してくださ", "い。"]);
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
