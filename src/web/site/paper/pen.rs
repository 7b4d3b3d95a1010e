//! Drawing on one page: text in boxes, rules, rectangles and codes, each with its place in the reading order.

use std::num::NonZeroU16;

use krilla::{
    color::rgb,
    geom::{Path, PathBuilder, Point, Rect, Transform},
    num::NormalizedF32,
    paint::{Fill, FillRule, Stroke},
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag, TableHeaderScope, Tag, TagGroup, TagKind},
};

use super::{
    code::{QUIET, code},
    font::{Weight, face},
    lines::{count, lines},
};

/// A colour that is told apart from its neighbours on a black-and-white printer too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// The night's blue, nearly black.
    Night,
    /// Black.
    Black,
    /// Dark grey.
    Quiet,
    /// Light grey, for rules.
    Line,
    /// Nearly white, behind text.
    Soft,
    /// Paper.
    White,
}

impl Ink {
    fn fill(self) -> Fill {
        let (r, g, b) = match self {
            Self::Night => (0, 0, 0x60),
            Self::Black => (0x1a, 0x1a, 0x1a),
            Self::Quiet => (0x4d, 0x4d, 0x4d),
            Self::Line => (0x99, 0x99, 0x99),
            Self::Soft => (0xf1, 0xf4, 0xfb),
            Self::White => (0xff, 0xff, 0xff),
        };
        Fill { paint: rgb::Color::new(r, g, b).into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
    }
}

/// How a text is set.
#[derive(Clone, Copy, Debug)]
pub struct Type {
    /// Points.
    pub size: f32,
    /// How heavy.
    pub weight: Weight,
    /// In which colour.
    pub ink: Ink,
    /// From line to line, as a multiple of the size.
    pub leading: f32,
    /// Whether lines are centred.
    pub centred: bool,
    /// The language, where it is not Japanese.
    pub lang: Option<&'static str>,
}

impl Type {
    /// Regular black text of that size.
    pub fn of(size: f32) -> Self {
        Self { size, weight: Weight::Regular, ink: Ink::Black, leading: 1.5, centred: false, lang: None }
    }

    /// The same in bold, set tighter.
    pub fn bold(self) -> Self {
        Self { weight: Weight::Bold, leading: 1.3, ..self }
    }

    /// The same in another colour.
    pub fn ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    /// The same with its lines centred.
    pub fn centred(self) -> Self {
        Self { centred: true, ..self }
    }

    /// The same for English text.
    pub fn english(self) -> Self {
        Self { lang: Some("en"), leading: 1.35, ..self }
    }

    /// The same, made smaller until `text` takes `rows` lines at most of that width; no smaller than half its size.
    pub fn fitted(self, text: &str, width: f32, rows: usize) -> Self {
        let fits = |size: &f32| count(face(self.weight), text, width / size) <= rows;
        let sizes = (0..=10).map(|step| self.size * (1.0 - 0.05 * step as f32));
        Self { size: sizes.clone().find(fits).unwrap_or(self.size * 0.5), ..self }
    }

    /// How high a text is, set to that width.
    pub fn height(&self, text: &str, width: f32) -> f32 {
        count(face(self.weight), text, width / self.size) as f32 * self.size * self.leading
    }
}

/// What a text is to someone who is read to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A heading of that level, 1–6.
    Heading(u16),
    /// A paragraph.
    Paragraph,
    /// The heading of a column.
    ColumnHead,
    /// The heading of a row.
    RowHead,
    /// A cell.
    Cell,
}

impl Role {
    fn tag(self, text: &str) -> TagKind {
        match self {
            Self::Heading(level) => {
                Tag::Hn(NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN), Some(text.to_owned())).into()
            }
            Self::Paragraph => Tag::P.into(),
            Self::ColumnHead => Tag::TH(TableHeaderScope::Column).into(),
            Self::RowHead => Tag::TH(TableHeaderScope::Row).into(),
            Self::Cell => Tag::TD.into(),
        }
    }
}

/// A box on the page, points from its upper left corner.
#[derive(Clone, Copy, Debug)]
pub struct Area {
    /// From the left.
    pub x: f32,
    /// From the top.
    pub y: f32,
    /// Its width.
    pub width: f32,
}

impl Area {
    /// The same, further down.
    pub fn down(self, by: f32) -> Self {
        Self { y: self.y + by, ..self }
    }

    /// The same, with that much less on either side.
    pub fn inset(self, by: f32) -> Self {
        Self { x: self.x + by, width: self.width - 2.0 * by, ..self }
    }
}

/// Draws on one page.
pub struct Pen<'a> {
    surface: Surface<'a>,
    /// Groups that are open, innermost last; the first is the page itself.
    open: Vec<TagGroup>,
}

impl<'a> Pen<'a> {
    /// Begins on a page; everything is enlarged by `scale`.
    pub fn new(mut surface: Surface<'a>, scale: f32) -> Self {
        surface.push_transform(&Transform::from_scale(scale, scale));
        Self { surface, open: vec![TagGroup::new(Tag::Part)] }
    }

    /// Ends the page and tells what is on it, in reading order.
    pub fn finish(mut self) -> Vec<TagGroup> {
        self.surface.pop();
        self.surface.finish();
        self.open
    }

    /// A table, a row or a part: what `draw` draws belongs to it.
    pub fn group(&mut self, tag: impl Into<TagKind>, draw: impl FnOnce(&mut Self)) {
        self.open.push(TagGroup::new(tag));
        draw(self);
        if let Some(group) = self.open.pop() {
            self.keep(group);
        }
    }

    fn keep(&mut self, group: TagGroup) {
        if let Some(around) = self.open.last_mut().filter(|_| !group.children.is_empty()) {
            around.push(group);
        }
    }

    /// Sets a text from the top of `area` down; tells how high it became.
    pub fn text(&mut self, role: Role, set: Type, area: Area, text: &str) -> f32 {
        let mut group = TagGroup::new(role.tag(text));
        let step = set.size * set.leading;
        let rows = lines(face(set.weight), text, area.width / set.size);
        for (row, line) in rows.iter().enumerate() {
            // The baseline stands so that the letters, not the line's white, are in the middle of its height.
            let baseline = area.y + step * row as f32 + step / 2.0 + set.size * 0.36;
            let identifier = self.line(set, area, baseline, line);
            group.push(identifier);
        }
        self.keep(group);
        step * rows.len() as f32
    }

    fn line(&mut self, set: Type, area: Area, baseline: f32, line: &str) -> Identifier {
        let face = face(set.weight);
        let left = if set.centred { (area.width - face.width(line) * set.size) / 2.0 } else { 0.0 };
        let span = SpanTag::empty().with_lang(set.lang);
        let identifier = self.surface.start_tagged(ContentTag::Span(span));
        self.surface.set_fill(Some(set.ink.fill()));
        self.surface.set_stroke(None);
        let start = Point::from_xy(area.x + left, baseline);
        self.surface.draw_glyphs(start, &face.glyphs(line), face.font.clone(), line, set.size, false);
        self.surface.end_tagged();
        identifier
    }

    /// A filled rectangle with rounded corners.
    pub fn fill(&mut self, ink: Ink, area: Area, height: f32, radius: f32) {
        self.ornament(|surface| {
            surface.set_fill(Some(ink.fill()));
            surface.set_stroke(None);
            if let Some(path) = rounded(area, height, radius) {
                surface.draw_path(&path);
            }
        });
    }

    /// The outline of a rectangle with rounded corners.
    pub fn frame(&mut self, ink: Ink, thickness: f32, area: Area, height: f32, radius: f32) {
        self.ornament(|surface| {
            surface.set_fill(None);
            surface.set_stroke(Some(Stroke { paint: ink.fill().paint, width: thickness, ..Stroke::default() }));
            if let Some(path) = rounded(area, height, radius) {
                surface.draw_path(&path);
            }
        });
    }

    /// A rule across.
    pub fn rule(&mut self, ink: Ink, thickness: f32, area: Area) {
        self.fill(ink, area.down(-thickness / 2.0), thickness, 0.0);
    }

    fn ornament(&mut self, draw: impl FnOnce(&mut Surface)) {
        let artifact = Artifact::with_kind(ArtifactType::Layout);
        self.surface.start_tagged(ContentTag::Artifact(artifact));
        draw(&mut self.surface);
        self.surface.end_tagged();
    }

    /// The code of an address, as wide as `area` with its white border; `name` is read in its place.
    pub fn code(&mut self, area: Area, address: &str, name: &str) {
        let Some(code) = code(address) else { return };
        let module = area.width / (code.side + 2 * QUIET) as f32;
        let mut path = PathBuilder::new();
        for (row, start, length) in &code.runs {
            let x = area.x + (start + QUIET) as f32 * module;
            let y = area.y + (row + QUIET) as f32 * module;
            // A hair of overlap, so that no renderer shows seams between rows.
            let bar = Rect::from_xywh(x, y, *length as f32 * module, module * 1.01);
            if let Some(bar) = bar {
                path.push_rect(bar);
            }
        }
        self.fill(Ink::White, area, area.width, 0.0);
        let identifier = self.surface.start_tagged(ContentTag::Other);
        self.surface.set_fill(Some(Ink::Black.fill()));
        self.surface.set_stroke(None);
        if let Some(path) = path.finish() {
            self.surface.draw_path(&path);
        }
        self.surface.end_tagged();
        let mut figure = TagGroup::new(Tag::Figure(Some(name.to_owned())));
        figure.push(identifier);
        self.keep(figure);
    }
}

/// A rectangle with rounded corners; `None` when it has no extent.
fn rounded(area: Area, height: f32, radius: f32) -> Option<Path> {
    let (left, top, right, bottom) = (area.x, area.y, area.x + area.width, area.y + height);
    let r = radius.min(height / 2.0).min(area.width / 2.0);
    let mut path = PathBuilder::new();
    if r <= 0.0 {
        path.push_rect(Rect::from_ltrb(left, top, right, bottom)?);
        return path.finish();
    }
    // How far the handles of a quarter circle reach into its corner.
    let h = r * (1.0 - 0.552_284_8);
    path.move_to(left + r, top);
    path.line_to(right - r, top);
    path.cubic_to(right - h, top, right, top + h, right, top + r);
    path.line_to(right, bottom - r);
    path.cubic_to(right, bottom - h, right - h, bottom, right - r, bottom);
    path.line_to(left + r, bottom);
    path.cubic_to(left + h, bottom, left, bottom - h, left, bottom - r);
    path.line_to(left, top + r);
    path.cubic_to(left, top + h, left + h, top, left + r, top);
    path.close();
    path.finish()
}
