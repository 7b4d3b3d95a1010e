//! A document of pages: its title, its outline, and the order in which it is read aloud.

use chrono::{Datelike, NaiveDateTime, Timelike};
use krilla::{
    Document, SerializeSettings,
    configure::{Accessibility, ConfigurationBuilder},
    destination::XyzDestination,
    error::KrillaError,
    geom::Point,
    metadata::{DateTime, Metadata, TextDirection},
    outline::{Outline, OutlineNode},
    page::PageSettings,
    tagging::{Node, TagTree},
};

use super::pen::Pen;

/// Points in a millimetre.
pub const MM: f32 = 72.0 / 25.4;

/// The width and height of A4 upright, points. Every page is laid out on it and enlarged for other formats.
pub const A4: (f32, f32) = (210.0 * MM, 297.0 * MM);

/// A format to print on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// 210 × 297 mm.
    A4,
    /// 297 × 420 mm.
    A3,
}

impl Format {
    fn scale(self) -> f32 {
        match self {
            Self::A4 => 1.0,
            Self::A3 => 297.0 / 210.0,
        }
    }

    /// Width and height, points.
    fn size(self) -> (f32, f32) {
        match self {
            Self::A4 => A4,
            Self::A3 => (297.0 * MM, 420.0 * MM),
        }
    }
}

/// A document being drawn.
pub struct Sheet {
    document: Document,
    format: Format,
    title: String,
    tree: TagTree,
    outline: Outline,
    pages: usize,
}

impl Sheet {
    /// An empty document, made at `now`.
    pub fn new(format: Format, title: &str, now: NaiveDateTime) -> Self {
        let accessible = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
        let settings =
            SerializeSettings { configuration: accessible.unwrap_or_default(), ..SerializeSettings::default() };
        let mut document = Document::new_with(settings);
        let [month, day, hour, minute] = [now.month(), now.day(), now.hour(), now.minute()].map(|n| n as u8);
        let made = DateTime::new(now.year() as u16).month(month).day(day).hour(hour).minute(minute);
        document.set_metadata(
            Metadata::new()
                .title(title.to_owned())
                .language("ja".to_owned())
                .creator("Yoruyaku".to_owned())
                .text_direction(TextDirection::LeftToRight)
                .creation_date(made.second(0).utc_offset_hour(9).utc_offset_minute(0)),
        );
        Self { document, format, title: title.to_owned(), tree: TagTree::new(), outline: Outline::new(), pages: 0 }
    }

    /// Adds a page and lets `draw` draw on it.
    pub fn page(&mut self, draw: impl FnOnce(&mut Pen)) {
        let scale = self.format.scale();
        let (width, height) = self.format.size();
        let size = PageSettings::from_wh(width, height).unwrap_or_default();
        let mut page = self.document.start_page_with(size);
        let mut pen = Pen::new(page.surface(), scale);
        draw(&mut pen);
        for group in pen.finish() {
            self.tree.push(Node::Group(group));
        }
        page.finish();
        let top = XyzDestination::new(self.pages, Point::from_xy(0.0, 0.0));
        self.pages += 1;
        let name = if self.pages == 1 { self.title.clone() } else { format!("{}（{}）", self.title, self.pages) };
        self.outline.push_child(OutlineNode::new(name, top));
    }

    /// The bytes of the PDF.
    ///
    /// # Errors
    /// When the document breaks a rule of PDF/UA-1 that can be checked.
    pub fn finish(mut self) -> Result<Vec<u8>, KrillaError> {
        self.document.set_tag_tree(self.tree);
        self.document.set_outline(self.outline);
        self.document.finish()
    }
}
