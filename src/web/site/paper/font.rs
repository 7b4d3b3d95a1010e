//! The two faces of the typeface: Noto Sans JP, regular and bold, part of the program (see `fonts/README.md`).

use std::{ops::Range, sync::LazyLock};

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::{
    FontRef, MetadataProvider,
    charmap::Charmap,
    instance::{LocationRef, Size},
    metrics::GlyphMetrics,
};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// What stands for a letter the typeface lacks: 下駄, the printers' sign for a missing type.
const GETA: char = '〓';

/// How heavy a text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// 400.
    Regular,
    /// 700.
    Bold,
}

/// One face.
pub struct Face {
    /// For the PDF.
    pub font: Font,
    charmap: Charmap<'static>,
    metrics: GlyphMetrics<'static>,
    units: f32,
}

static REGULAR: LazyLock<Face> = LazyLock::new(|| Face::new(include_bytes!("fonts/NotoSansJP-Regular.ttf")));
static BOLD: LazyLock<Face> = LazyLock::new(|| Face::new(include_bytes!("fonts/NotoSansJP-Bold.ttf")));

/// The face of that weight.
pub fn face(weight: Weight) -> &'static Face {
    match weight {
        Weight::Regular => &REGULAR,
        Weight::Bold => &BOLD,
    }
}

impl Face {
    fn new(data: &'static [u8]) -> Self {
        let parsed = FontRef::new(data).expect("the typeface is part of the program; a test sets a text in it");
        let font = Font::new(data.into(), 0).expect("the typeface is part of the program; a test sets a text in it");
        let metrics = parsed.glyph_metrics(Size::unscaled(), LocationRef::default());
        Self { units: font.units_per_em(), font, charmap: parsed.charmap(), metrics }
    }

    /// The text in letters this face has: composed, without what is not seen, and `〓` for what it lacks.
    pub fn settable(&self, text: &str) -> String {
        let seen = text.nfc().filter(|c| !c.is_control() && !is_invisible(*c));
        seen.map(|c| if self.charmap.map(c).is_some() { c } else { stand_in(c) }).collect()
    }

    /// How wide the text is at size 1.
    pub fn width(&self, text: &str) -> f32 {
        text.chars().map(|c| self.advance(c)).sum()
    }

    /// The text as glyphs.
    pub fn glyphs(&self, text: &str) -> Vec<KrillaGlyph> {
        let place = |(at, c): (usize, char)| -> (Range<usize>, char) { (at..at + c.len_utf8(), c) };
        let glyph = |(range, c): (Range<usize>, char)| {
            let id = self.charmap.map(c).map_or(0, skrifa::GlyphId::to_u32);
            KrillaGlyph::new(GlyphId::new(id), self.advance(c), 0.0, 0.0, 0.0, range, None)
        };
        text.char_indices().map(place).map(glyph).collect()
    }

    fn advance(&self, c: char) -> f32 {
        let advance = self.charmap.map(c).and_then(|id| self.metrics.advance_width(id));
        advance.unwrap_or(self.units) / self.units
    }
}

/// Joiners, selectors and marks of direction: they change how others look and are no letters.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}' | '\u{ad}')
}

/// What is set for a letter the face lacks. A space of any kind stays a space; a mark over a letter is left to the letter.
fn stand_in(c: char) -> char {
    if c.is_whitespace() || is_combining_mark(c) { ' ' } else { GETA }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_as_they_are_written_can_be_set() {
        for weight in [Weight::Regular, Weight::Bold] {
            let face = face(weight);
            let name = "髙﨑薬局①㈱ｶﾅ〜～−№℡☎々〆ヶ・（株）𠮷野家 Aé";
            assert_eq!(face.settable(name), name.nfc().collect::<String>());
            assert!(face.glyphs(name).iter().all(|glyph| glyph.glyph_id.to_u32() != 0));
            assert!((face.width("薬局") - 2.0).abs() < 1e-4);
        }
    }

    #[test]
    fn what_cannot_be_set_is_shown_to_be_missing() {
        let face = face(Weight::Regular);
        assert_eq!(face.settable("薬\u{200b}局\u{e0100}\n🏥약"), "薬局〓〓");
        assert_eq!(face.settable("か\u{3099}"), "が");
    }
}
