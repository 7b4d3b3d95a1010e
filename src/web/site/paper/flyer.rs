//! The flyer and the poster of a municipality: one page that leads to the page that is always right.

use chrono::NaiveDateTime;
use krilla::error::KrillaError;

use super::{
    bilingual::{self, FLYER_TITLE, LANGUAGES, PHONE_FIRST, SCAN, SHOWN},
    frame,
    pen::{Area, Ink, Pen, Role, Type},
    sheet::{Format, MM, Sheet},
};
use crate::{
    directory::Emergency,
    web::site::{notices, words::say},
};

/// What a flyer tells.
pub struct Told<'a> {
    /// Its municipality's code, for the emergency numbers.
    pub code: &'a str,
    /// The operator's own numbers.
    pub emergency: &'a Emergency,
    /// Its name.
    pub municipality: &'a str,
    /// The address the code on it leads to.
    pub address: &'a str,
    /// The associations that keep the lists.
    pub associations: Vec<String>,
    /// When it is made.
    pub now: NaiveDateTime,
}

/// The flyer (A4) or poster (A3) of a municipality.
///
/// # Errors
/// When the PDF can't be made.
pub fn flyer(told: &Told, format: Format) -> Result<Vec<u8>, KrillaError> {
    let title = format!("{}の{}", told.municipality, FLYER_TITLE.ja);
    let mut sheet = Sheet::new(format, &title, told.now);
    sheet.page(|pen| draw(pen, told));
    sheet.finish()
}

/// How much smaller everything is where the numbers to call need a second row.
const TIGHT: f32 = 0.9;

fn draw(pen: &mut Pen, told: &Told) {
    let k = if frame::rows(told.emergency, told.code) > 1 { TIGHT } else { 1.0 };
    let mut y = frame::masthead(pen, told.municipality, FLYER_TITLE, 36.0) + 8.0 * MM * k;
    y = invitation(pen, told, y, k) + 7.0 * MM * k;
    y = first(pen, y, k) + 7.0 * MM * k;
    let words = bilingual::ja();
    let texts: Vec<String> =
        notices::KEYS.iter().filter(|key| **key != "notice-phone").map(|key| say!(words, key).plain().into()).collect();
    y += pen.text(
        Role::Heading(2),
        Type::of(14.0 * k).bold().ink(Ink::Night),
        frame::column(y),
        &say!(words, "notices").plain(),
    );
    y = frame::points(pen, Type::of(12.0 * k), frame::column(y + 1.5 * MM), &texts) + 5.0 * MM * k;
    frame::numbers(pen, told.emergency, told.code, y, false);
    frame::foot(pen, told.now, &told.associations, None, told.address);
}

/// The code, large, with what it leads to beside it.
fn invitation(pen: &mut Pen, told: &Told, y: f32, k: f32) -> f32 {
    let side = 62.0 * MM * k;
    let area = frame::column(y);
    let code = Area { width: side, ..area };
    pen.frame(Ink::Night, 2.0, code, side, 3.0 * MM);
    pen.code(code.inset(1.5 * MM).down(1.5 * MM), told.address, SCAN.ja);
    let gap = 7.0 * MM;
    let mut text = Area { x: area.x + side + gap, y: y + 1.0 * MM, width: area.width - side - gap };
    text.y += frame::pair(pen, Type::of(18.0 * k).bold(), text, SCAN) + 3.0 * MM * k;
    text.y += frame::pair(pen, Type::of(12.0 * k), text, SHOWN) + 2.5 * MM * k;
    text.y += frame::pair(pen, Type::of(12.0 * k), text, LANGUAGES) + 2.5 * MM * k;
    let address = Type::of(12.0 * k).bold().ink(Ink::Night).fitted(told.address, text.width, 1);
    text.y += pen.text(Role::Paragraph, address, text, told.address);
    (y + side).max(text.y)
}

/// The one thing to remember.
fn first(pen: &mut Pen, y: f32, k: f32) -> f32 {
    let area = frame::column(y);
    let set = Type::of(24.0 * k).bold().centred();
    let english = Type::of(12.0 * k).english().centred();
    let high = set.height(PHONE_FIRST.ja, area.width) + english.height(PHONE_FIRST.en, area.width) + 5.0 * MM;
    pen.fill(Ink::Soft, area, high, 3.0 * MM);
    pen.frame(Ink::Night, 1.2, area, high, 3.0 * MM);
    let down = pen.text(Role::Paragraph, set, area.down(2.5 * MM), PHONE_FIRST.ja);
    pen.text(Role::Paragraph, english, area.down(2.5 * MM + down), PHONE_FIRST.en);
    y + high
}
