//! What stands on every paper: the head with the place, the numbers for an emergency, the foot with the date of issue.

use chrono::NaiveDateTime;
use krilla::tagging::Tag;

use super::{
    bilingual::{self, Both},
    font::Weight,
    pen::{Area, Ink, Pen, Role, Type},
    sheet::{A4, MM},
};
use crate::{
    directory::{Emergency, EmergencyLine},
    web::site::{emergency, lang::Lang, tell, words::say},
};

/// White at the left and right edge of a page.
pub const MARGIN: f32 = 15.0 * MM;

/// What lies between the margins, from `y` down.
pub fn column(y: f32) -> Area {
    Area { x: MARGIN, y, width: A4.0 - 2.0 * MARGIN }
}

/// A text in both languages, the English under the Japanese; tells how high it became.
pub fn pair(pen: &mut Pen, set: Type, area: Area, text: Both) -> f32 {
    let high = pen.text(Role::Paragraph, set, area, text.ja);
    let english = Type { size: set.size * 0.72, weight: Weight::Regular, ..set }.english();
    high + pen.text(Role::Paragraph, english, area.down(high), text.en)
}

/// A heading in Japanese with its English after it in small letters; tells how high it became.
pub fn heading(pen: &mut Pen, size: f32, area: Area, text: Both) -> f32 {
    let high = pen.text(Role::Heading(2), Type::of(size).bold().ink(Ink::Night), area, text.ja);
    let english = Type::of(size * 0.62).english().ink(Ink::Quiet);
    high + pen.text(Role::Paragraph, english, area.down(high), text.en)
}

/// The head: a band of night with the brand, a title and what it is about; tells where it ends.
pub fn masthead(pen: &mut Pen, about: &str, title: Both, size: f32) -> f32 {
    let area = column(11.0 * MM);
    let set = Type::of(size).bold().ink(Ink::White);
    let set = set.fitted(title.ja, area.width, 1);
    let place = Type::of(size * 0.52).bold().ink(Ink::White).fitted(about, area.width, 2);
    let english = Type::of(size * 0.36).english().ink(Ink::White);
    let high =
        place.height(about, area.width) + set.height(title.ja, area.width) + english.height(title.en, area.width);
    let end = area.y + high + 9.0 * MM;
    pen.fill(Ink::Night, Area { x: 0.0, y: 0.0, width: A4.0 }, end, 0.0);
    moon(pen, Area { x: A4.0 - MARGIN - 11.0 * MM, y: 10.0 * MM, width: 11.0 * MM });
    let mut y = area.y;
    y += pen.text(Role::Paragraph, place, Area { y, ..area }, about);
    y += pen.text(Role::Heading(1), set, Area { y, ..area }, title.ja);
    pen.text(Role::Paragraph, english, Area { y, ..area }, title.en);
    end
}

/// The moon of the brand, on the night's blue.
fn moon(pen: &mut Pen, area: Area) {
    let side = area.width;
    pen.fill(Ink::White, area, side, side);
    pen.fill(Ink::Night, Area { x: area.x - side * 0.28, y: area.y - side * 0.12, width: side }, side, side);
}

/// How many stand side by side.
const ABREAST: usize = 3;

/// How many rows the numbers of a municipality need.
pub fn rows(own: &Emergency, code: &str) -> usize {
    emergency::numbers(own, code, Lang::Ja).len().div_ceil(ABREAST)
}

/// The numbers for an emergency in a municipality, the operator's `own` over the program's, side by side from `y` down to
/// the foot. Those whose row would run into it stand in two small lines: no paper is without 119.
pub fn numbers(pen: &mut Pen, own: &Emergency, code: &str, y: f32, latest: bool) {
    let area = column(y);
    let mut y = y + heading(pen, 13.0, area, bilingual::EMERGENCY) + 1.5 * MM;
    let numbers = emergency::numbers(own, code, Lang::Ja);
    let english = emergency::numbers(own, code, Lang::En);
    let end = foot_top(latest) - 1.5 * MM;
    let gap = 3.0 * MM;
    let columns = numbers.len().clamp(1, ABREAST);
    let width = (area.width - gap * (columns - 1) as f32) / columns as f32;
    let english_name =
        |phone: &str| english.iter().find(|number| number.phone == phone).map_or("", |number| number.name.as_str());
    for (at, row) in numbers.chunks(columns).enumerate() {
        let (phone, name, note) = (Type::of(19.0).bold(), Type::of(9.5).bold(), Type::of(8.0).ink(Ink::Quiet));
        let small = Type::of(7.5).english().ink(Ink::Quiet);
        let inner = width - 5.0 * MM;
        let tall = |number: &&EmergencyLine| {
            name.height(&number.name, inner)
                + note.height(&number.note, inner)
                + small.height(english_name(&number.phone), inner)
        };
        let high = row.iter().map(tall).fold(0.0, f32::max) + phone.size * phone.leading + 4.0 * MM;
        // What does not fit after this row stands below it, in lines.
        let left = numbers.len() > (at + 1) * columns;
        if y + high + if left { gap + REST } else { 0.0 } > end {
            return rest_of_numbers(pen, numbers.get(at * columns..).unwrap_or_default(), Area { y, ..area });
        }
        for (number, x) in row.iter().zip((0..).map(|i| area.x + (width + gap) * i as f32)) {
            let place = Area { x, y, width };
            pen.frame(Ink::Quiet, 0.8, place, high, 2.0 * MM);
            let mut inside = place.inset(2.5 * MM).down(2.0 * MM);
            let english = english_name(&number.phone);
            for (set, text) in [(phone, &*number.phone), (name, &*number.name), (note, &*number.note), (small, english)]
            {
                inside.y += pen.text(Role::Paragraph, set, inside, text);
            }
        }
        y += high + gap;
    }
}

/// How high the foot is: with a code that leads to the latest, or without.
fn foot_side(latest: bool) -> f32 {
    if latest { 30.0 * MM } else { 14.0 * MM }
}

/// How high the lines are of the numbers that have no room side by side, where they are few.
const REST: f32 = REST_SIZE * 1.3;
const REST_SIZE: f32 = 9.5;

/// Numbers for which there is no room side by side.
fn rest_of_numbers(pen: &mut Pen, numbers: &[&EmergencyLine], area: Area) {
    let told = numbers.iter().map(|number| format!("{} {}", number.phone, number.name)).collect::<Vec<_>>().join("　");
    let set = Type::of(REST_SIZE).bold().fitted(&told, area.width, 2);
    pen.text(Role::Paragraph, set, area, &told);
}

/// Where the foot begins.
fn foot_top(latest: bool) -> f32 {
    A4.1 - foot_side(latest) - 8.0 * MM
}

/// The foot: when it was made, who stands behind it, and the code that leads to the latest.
///
/// A paper that leads there by a large code of its own has none here.
pub fn foot(pen: &mut Pen, now: NaiveDateTime, sources: &[String], latest: Option<Both>, address: &str) {
    let (side, top) = (foot_side(latest.is_some()), foot_top(latest.is_some()));
    let area = column(top);
    pen.rule(Ink::Line, 0.6, area.down(-1.5 * MM));
    let text = Area { width: area.width - side - 4.0 * MM, ..area };
    let words = bilingual::ja();
    let issued = say!(words, "print-issued", date = tell::full_date(words, now.date()), time = tell::clock(now.time()));
    let mut y = top + 1.0 * MM;
    let brand = format!("{} {}", say!(words, "site-name"), say!(words, "site-tagline"));
    let set = Type::of(8.5).ink(Ink::Quiet);
    y += pen.text(Role::Paragraph, Type::of(10.0).bold(), Area { y, ..text }, &format!("{brand}　{issued}"));
    if !sources.is_empty() {
        let source = say!(words, "confirmed-by", source = sources.join("、"));
        y += pen.text(Role::Paragraph, set.fitted(&source.plain(), text.width, 2), Area { y, ..text }, &source.plain());
    }
    let Some(latest) = latest else { return };
    pen.code(Area { x: area.x + area.width - side, y: top, width: side }, address, latest.ja);
    y += pen.text(Role::Paragraph, Type::of(10.0).bold(), Area { y, ..text }, &format!("{}　{}", latest.ja, latest.en));
    let shown = percent_encoding::percent_decode_str(address).decode_utf8_lossy();
    pen.text(Role::Paragraph, set.fitted(&shown, text.width, 2), Area { y, ..text }, &shown);
}

/// The lines of a list with a mark before each; tells where it ends.
pub fn points(pen: &mut Pen, set: Type, area: Area, texts: &[String]) -> f32 {
    let mut y = area.y;
    for text in texts {
        let dot = Area { x: area.x + 1.0, y: y + set.size * (set.leading / 2.0 - 0.14), width: set.size * 0.28 };
        pen.fill(Ink::Night, dot, dot.width, dot.width);
        let inside = Area { x: area.x + set.size * 0.9, y, width: area.width - set.size * 0.9 };
        pen.group(Tag::Div, |pen| y += pen.text(Role::Paragraph, set, inside, text));
        y += set.size * 0.25;
    }
    y
}
