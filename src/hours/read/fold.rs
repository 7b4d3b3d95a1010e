//! First pass: one spelling for every look-alike, with the way back to the words as written.

use unicode_normalization::char::{compose, decompose_compatible};

/// One character after folding, and the bytes of the original it stands for.
#[derive(Clone, Copy, Debug)]
struct Glyph {
    ch: char,
    from: usize,
    to: usize,
}

/// A text in which every dash is `-`, every colon `:`, every bracket `(` or `)`, and so on.
pub(super) struct Folded<'a> {
    original: &'a str,
    glyphs: Vec<Glyph>,
    chars: Vec<char>,
}

impl<'a> Folded<'a> {
    /// Folds `original`.
    pub(super) fn new(original: &'a str) -> Self {
        let mut glyphs: Vec<Glyph> = Vec::with_capacity(original.len() / 2);
        let circles = Circles::of(original);
        for (from, ch) in original.char_indices() {
            let to = from + ch.len_utf8();
            if is_invisible(ch) {
                continue;
            }
            if matches!(ch, FIRST_CIRCLE..=LAST_CIRCLE) {
                let rest = original.get(to..).unwrap_or_default();
                glyphs.extend(circles.spelling(ch, rest).into_iter().map(|ch| Glyph { ch, from, to }));
                continue;
            }
            if let Some(ch) = own_spelling(ch) {
                glyphs.push(Glyph { ch, from, to });
                continue;
            }
            decompose_compatible(ch, |part| push(&mut glyphs, Glyph { ch: part, from, to }));
        }
        keep_long_vowels(&mut glyphs, original);
        let glyphs = close_up(&glyphs);
        let chars = glyphs.iter().map(|glyph| glyph.ch).collect();
        Self { original, glyphs, chars }
    }

    /// The folded characters.
    pub(super) fn chars(&self) -> &[char] {
        &self.chars
    }

    /// The original words behind the folded characters `from..to`, trimmed; never empty for a text with visible content.
    pub(super) fn words(&self, from: usize, to: usize) -> &'a str {
        let start = self.glyphs.get(from).map_or(self.original.len(), |glyph| glyph.from);
        let end =
            to.checked_sub(1).and_then(|last| self.glyphs.get(last)).map_or(self.original.len(), |glyph| glyph.to);
        let words = self.original.get(start..end.max(start)).unwrap_or(self.original).trim();
        if words.is_empty() { self.original.trim() } else { words }
    }
}

/// Adds a decomposed character, joined with the one before where the two compose (ﾄ + ﾞ = ド).
fn push(glyphs: &mut Vec<Glyph>, part: Glyph) {
    let part = Glyph { ch: own_spelling(part.ch).unwrap_or(part.ch), ..part };
    if let Some(last) = glyphs.last_mut()
        && let Some(joined) = compose(last.ch, part.ch)
    {
        *last = Glyph { ch: joined, from: last.from, to: part.to };
        return;
    }
    glyphs.push(Glyph { ch: part.ch.to_ascii_lowercase(), ..part });
}

const FIRST_CIRCLE: char = '①';
const LAST_CIRCLE: char = '⑳';

/// What circled numbers stand for in a text: the heads of a list (①月～金 ②土), or weeks of the month (②④土).
struct Circles {
    /// Some stand side by side, which heads of a list never do.
    are_weeks: bool,
    /// They count from ① to at least ②.
    are_heads: bool,
}

impl Circles {
    fn of(text: &str) -> Self {
        let is_circle = |ch: char| (FIRST_CIRCLE..=LAST_CIRCLE).contains(&ch);
        let parts = |ch: char| matches!(ch, '・' | '･' | '、' | '､' | ',' | '，' | '.') || ch.is_whitespace();
        let mut side_by_side = false;
        let mut after_circle = false;
        for ch in text.chars() {
            side_by_side |= after_circle && is_circle(ch);
            after_circle = is_circle(ch) || after_circle && parts(ch);
        }
        Self { are_weeks: side_by_side, are_heads: !side_by_side && text.contains('①') && text.contains('②') }
    }

    /// How one of them is spelled; a weekday after it may make it a week of the month, and where nobody can tell it stays
    /// as it is, not understood.
    fn spelling(&self, circle: char, rest: &str) -> Vec<char> {
        let rest = rest.trim_start();
        let parted = rest.starts_with(['・', '･', '、', '､', ',', '，', '.']);
        let before_day = rest.starts_with(['月', '火', '水', '木', '金', '土', '日']);
        let number = u32::from(circle) - u32::from(FIRST_CIRCLE) + 1;
        match char::from_digit(number, 10).filter(|_| self.are_weeks) {
            Some(digit) if before_day || parted => vec!['第', digit],
            Some(digit) => vec!['第', digit, '・'],
            None if self.are_weeks || before_day && !self.are_heads => vec![circle],
            None => vec!['・'],
        }
    }
}

/// Characters that are not seen: variation selectors, joiners, direction marks.
fn is_invisible(ch: char) -> bool {
    matches!(ch, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// The one spelling of characters that people (and fonts) take for each other; `None` for the rest.
fn own_spelling(ch: char) -> Option<char> {
    Some(match ch {
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '⁻' | '₋' | '－' | '-' | 'ー' | 'ｰ' | '～' | '〜' | '~' | '∼'
        | '⁓' | '〰' | '─' | '━' | '˗' | '∽' => '-',
        '：' | ':' | '∶' | '︓' | 'ː' | '︰' | '꞉' | '；' | ';' | '﹕' => ':',
        '・' | '･' | '•' | '·' | '◦' | '◉' | '‣' | '∙' | '⋅' | '●' | '■' | '◆' => '・',
        '、' | '､' | '，' | ',' | '﹐' | '﹑' => ',',
        '。' | '｡' => '。',
        '（' | '(' | '［' | '[' | '【' | '〔' | '「' | '｢' | '『' | '〈' | '《' | '＜' | '<' | '｛' | '{' | '﹙' => {
            '('
        }
        '）' | ')' | '］' | ']' | '】' | '〕' | '」' | '｣' | '』' | '〉' | '》' | '＞' | '>' | '｝' | '}' | '﹚' => {
            ')'
        }
        '／' | '/' | '｜' | '|' => '/',
        '→' | '⇒' | '＝' | '=' | '…' | '‥' => '→',
        '※' | '＊' | '*' | '★' | '☆' => '※',
        '’' | '‘' | '＇' | '\'' | '′' | '´' => '\'',
        '圡' => '土',
        '曰' => '日',
        '迄' => '迄',
        '←' => ' ',
        _ if ch.is_whitespace() => ' ',
        _ => return None,
    })
}

/// A dash after katakana is its long vowel (フリー), not a dash.
fn keep_long_vowels(glyphs: &mut [Glyph], original: &str) {
    let mut katakana = false;
    for glyph in glyphs {
        if katakana && original.get(glyph.from..glyph.to).is_some_and(|was| was == "ー" || was == "ｰ") {
            glyph.ch = 'ー';
        }
        katakana = matches!(glyph.ch, 'ァ'..='ヺ' | 'ー');
    }
}

/// Line ends as spreadsheets and pages write them out, `_x000D_` and `<br>`, in folded spelling.
const LINE_MARKS: [&str; 4] = ["_x000d_", "(br)", "(br/)", "(br /)"];

/// How many characters follow `first` that with it are one line end.
fn line_mark<'g>(first: char, rest: &(impl Iterator<Item = &'g Glyph> + Clone)) -> Option<usize> {
    LINE_MARKS.iter().find_map(|mark| {
        let mut mark_chars = mark.chars();
        let same =
            mark_chars.next() == Some(first) && rest.clone().map(|glyph| glyph.ch).take(mark.len() - 1).eq(mark_chars);
        same.then_some(mark.len() - 1)
    })
}

/// Drops blanks that only spread one word: `9 : 00`, `土　曜　日`, `平　　日`.
fn close_up(glyphs: &[Glyph]) -> Vec<Glyph> {
    let mut out: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    let mut rest = glyphs.iter().peekable();
    let mut spread_weekday = false;
    while let Some(glyph) = rest.next() {
        // A list that goes on in the next line: 木⏎、土.
        if glyph.ch == '\n' && rest.peek().is_some_and(|next| matches!(next.ch, ',' | '・')) {
            continue;
        }
        if let Some(length) = line_mark(glyph.ch, &rest) {
            out.push(Glyph { ch: '\n', ..*glyph });
            rest.by_ref().take(length).for_each(drop);
            continue;
        }
        if glyph.ch != ' ' {
            // 9::00
            let doubled = glyph.ch == ':' && out.last().is_some_and(|last| last.ch == ':');
            if !doubled {
                out.push(*glyph);
            }
            continue;
        }
        let mut blanks = 1;
        while rest.next_if(|next| next.ch == ' ').is_some() {
            blanks += 1;
        }
        let before = out.last().map_or('\n', |last| last.ch);
        let after = rest.peek().map_or('\n', |next| next.ch);
        let second = out.iter().rev().nth(1).map_or('\n', |glyph| glyph.ch);
        let spread = match (before, after) {
            (':', '0'..='9') => second.is_ascii_digit(),
            // 土 曜 日, but 土曜 日 祝.
            ('曜', '日') => spread_weekday,
            ('0'..='9', ':') | ('平', '日') | ('を', '除') | ('月' | '火' | '水' | '木' | '金' | '土' | '日', '曜') => {
                true
            }
            ('祝' | '祭', '日') => blanks >= 3,
            _ => false,
        };
        spread_weekday = spread && after == '曜';
        if !spread {
            out.push(*glyph);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        Folded::new(text).chars().iter().collect()
    }

    #[test]
    fn look_alikes_become_one() {
        assert_eq!(folded("⽉〜⾦９；００ｰ18∶30"), "月-金9:00-18:30");
        assert_eq!(folded("㈯　9:00〜13:00"), "(土) 9:00-13:00");
        assert_eq!(folded("ﾃﾅﾝﾄ休館日・ﾎﾞｰﾄﾞ"), "テナント休館日・ボード");
        assert_eq!(folded("①9:00"), "・9:00", "a circled number is no digit of the hour");
    }

    #[test]
    fn circled_numbers_are_heads_or_weeks() {
        assert_eq!(folded("①月～金②土"), "・月-金・土");
        assert_eq!(folded("②④土"), "第2・第4土");
        assert_eq!(folded("①・③土②日"), "第1・第3土第2日");
        assert_eq!(folded("月～金②土"), "月-金②土", "nobody can tell");
    }

    #[test]
    fn spread_words_close_up() {
        assert_eq!(folded("平　　　日：9 ： 00～18:\u{2060}00"), "平日:9:00-18:00");
        assert_eq!(folded("土　曜　日"), "土曜日");
        assert_eq!(folded("土 祝 日"), "土 祝 日");
    }

    #[test]
    fn words_come_back_as_written() {
        let folded = Folded::new("月～金　９：００");
        assert_eq!(folded.words(0, 3), "月～金");
        assert_eq!(folded.words(4, 8), "９：００");
    }
}
