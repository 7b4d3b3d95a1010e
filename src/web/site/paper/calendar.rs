//! The rota of a month on paper: day by day, who is on duty, when, and which number to call.

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use krilla::{error::KrillaError, tagging::Tag};

use super::{
    bilingual::{self, Both, CALENDAR_NOTE, CALENDAR_TITLE, DAY, HOURS, LATEST, PHARMACY, PHONE},
    font::Weight,
    frame,
    pen::{Area, Ink, Pen, Role, Type},
    sheet::{A4, Format, MM, Sheet},
};
use crate::{
    directory::Association,
    hours::{Calendar, State},
    web::site::{
        area::{Shift, Shown},
        days::range,
        item::association_name,
        state, tell,
        words::say,
    },
};

/// The columns: their headings, and their widths as parts of the whole.
const COLUMNS: [(Both, f32); 4] = [(DAY, 0.19), (HOURS, 0.21), (PHARMACY, 0.39), (PHONE, 0.21)];

/// Where the rows of a page end.
const END: f32 = A4.1 - 37.0 * MM;

/// The rota of the month that `shown` is about, as many pages as it takes.
///
/// # Errors
/// When the PDF can't be made.
pub fn calendar(shown: &Shown, days: &Calendar, address: &str, now: NaiveDateTime) -> Result<Vec<u8>, KrillaError> {
    let words = bilingual::ja();
    let month = say!(words, "paper-month", year = shown.month.year().to_string(), month = shown.month.month());
    let title = format!("{month} {}　{}", shown.area.name, CALENDAR_TITLE.ja);
    let mut sheet = Sheet::new(Format::A4, &title, now);
    let sources: Vec<String> =
        shown.associations.iter().map(|of: &&Association| association_name(words, of).into()).collect();
    let about = format!("{month}　{}", shown.area.name);
    let mut rows = rows(shown, days).into_iter().peekable();
    loop {
        sheet.page(|pen| {
            let mut y = frame::masthead(pen, &about, CALENDAR_TITLE, 26.0) + 4.0 * MM;
            y += frame::pair(pen, Type::of(11.0).bold(), frame::column(y), CALENDAR_NOTE) + 3.0 * MM;
            if rows.peek().is_none() {
                pen.text(Role::Paragraph, Type::of(12.0), frame::column(y), &say!(words, "area-calendar-none").plain());
            } else {
                pen.group(Tag::Table, |pen| {
                    y = head(pen, y);
                    // A row is never so high that a page could not hold it: one shift with its name and address.
                    while let Some(row) = rows.next_if(|row| y + row.height() <= END) {
                        y = row.draw(pen, y);
                    }
                });
            }
            frame::foot(pen, now, &sources, Some(LATEST), address);
        });
        if rows.peek().is_none() {
            return sheet.finish();
        }
    }
}

/// One shift as four cells.
struct Row {
    day: String,
    /// Whether it is the day's first.
    is_first: bool,
    is_off: bool,
    hours: String,
    name: String,
    address: String,
    phone: String,
}

fn rows(shown: &Shown, calendar: &Calendar) -> Vec<Row> {
    let words = bilingual::ja();
    let mut last: Option<NaiveDate> = None;
    let mut row = |shift: &Shift| {
        let date = shift.from.date();
        let facts = &shift.pharmacy.facts;
        let is_first = last.replace(date) != Some(date);
        let phone = state::numbers(facts, State::Open, shift.from).into_iter().next();
        Row {
            day: tell::date(words, date, &calendar.holidays).to_string(),
            is_first,
            is_off: calendar.holidays.name(date).is_some() || date.weekday() == chrono::Weekday::Sun,
            hours: range(words, shift.from, shift.to).to_string(),
            name: facts.name.clone(),
            address: facts.address.clone().unwrap_or_default(),
            phone: phone.map_or_else(|| "―".to_owned(), |(_, phone)| phone.to_string()),
        }
    };
    shown.shifts.iter().map(&mut row).collect()
}

const NAME: f32 = 10.5;
const ADDRESS: f32 = 8.0;
const PAD: f32 = 1.3 * MM;

impl Row {
    fn height(&self) -> f32 {
        let width = column(2).width;
        let name = Type::of(NAME).bold().height(&self.name, width) + Type::of(ADDRESS).height(&self.address, width);
        let hours = Type::of(NAME).height(&self.hours, column(1).width);
        name.max(hours) + 2.0 * PAD
    }

    /// Draws it; tells where it ends.
    fn draw(&self, pen: &mut Pen, y: f32) -> f32 {
        let high = self.height();
        let thickness = if self.is_first { 0.8 } else { 0.3 };
        let from = if self.is_first { frame::MARGIN } else { column(1).x };
        let rule = Area { x: from, y, width: frame::MARGIN + frame::column(0.0).width - from };
        pen.rule(Ink::Line, thickness, rule);
        pen.group(Tag::TR, |pen| {
            let at = |index| Area { y: y + PAD, ..column(index) };
            let weight = if self.is_off && self.is_first { Weight::Bold } else { Weight::Regular };
            let day = Type { weight, ink: if self.is_first { Ink::Black } else { Ink::Quiet }, ..Type::of(NAME) };
            pen.text(Role::RowHead, day, at(0), &self.day);
            pen.text(Role::Cell, Type::of(NAME), at(1), &self.hours);
            pen.group(Tag::TD, |pen| {
                let name = pen.text(Role::Paragraph, Type::of(NAME).bold(), at(2), &self.name);
                pen.text(Role::Paragraph, Type::of(ADDRESS).ink(Ink::Quiet), at(2).down(name), &self.address);
            });
            pen.text(Role::Cell, Type::of(NAME).bold(), at(3), &self.phone);
        });
        y + high
    }
}

fn head(pen: &mut Pen, y: f32) -> f32 {
    let high = 6.5 * MM;
    pen.fill(Ink::Soft, frame::column(y), high, 0.0);
    pen.group(Tag::TR, |pen| {
        for (index, (title, _)) in COLUMNS.iter().enumerate() {
            let text = format!("{} {}", title.ja, title.en);
            pen.text(Role::ColumnHead, Type::of(9.0).bold(), Area { y: y + 1.2 * MM, ..column(index) }, &text);
        }
    });
    y + high
}

/// Where a column lies.
fn column(index: usize) -> Area {
    let whole = frame::column(0.0);
    let left: f32 = COLUMNS.iter().take(index).map(|(_, part)| part).sum();
    let part = COLUMNS.get(index).map_or(0.0, |(_, part)| *part);
    Area { x: whole.x + whole.width * left + 1.5 * MM, y: 0.0, width: whole.width * part - 2.5 * MM }
}
