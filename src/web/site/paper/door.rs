//! The notice for the door of a closed pharmacy: when it opens again, and the three nearest that are open meanwhile.

use chrono::NaiveDateTime;
use krilla::error::KrillaError;

use super::{
    bilingual::{self, DOOR_NONE, DOOR_OPEN, DOOR_SCAN, DOOR_TITLE, PHONE_FIRST},
    font::Weight,
    frame,
    pen::{Area, Ink, Pen, Role, Type},
    sheet::{Format, MM, Sheet},
};
use crate::{
    directory::{Pharmacy, PositionLevel},
    hours::{State, Status},
    search::{Hit, Near, Question, Snapshot},
    web::site::{
        state::{self, Moment},
        tell,
        words::{Words, say},
    },
};

/// How many open ones are named.
const NAMED: usize = 3;

/// What the notice tells.
pub struct Told<'a> {
    /// The pharmacy whose door it is.
    pub pharmacy: &'a Pharmacy,
    /// Its state at the moment.
    pub status: Status,
    /// The nearest that are open at the moment.
    pub open: Vec<Hit<'a>>,
    /// The five-digit area, for the emergency numbers.
    pub code: &'a str,
    /// The address the code on it leads to: what is open now around this door.
    pub address: &'a str,
}

/// The nearest others that are open at `at`; none where the pharmacy's own place is not known well enough.
pub fn nearest<'a>(snapshot: &'a Snapshot, pharmacy: &Pharmacy, at: NaiveDateTime) -> Vec<Hit<'a>> {
    let place = pharmacy.facts.place.filter(|place| place.level != PositionLevel::Municipality);
    let Some(place) = place else { return Vec::new() };
    let near = Some(Near { position: place.position, radius_m: None });
    let question = Question { near, states: vec![State::Open], limit: NAMED + 1, ..Question::at(at) };
    let mut hits = snapshot.find(&question).map(|found| found.hits).unwrap_or_default();
    hits.retain(|hit| hit.pharmacy.id != pharmacy.id);
    hits.truncate(NAMED);
    hits
}

/// The notice, in force from `moment`.
///
/// # Errors
/// When the PDF can't be made.
pub fn notice(moment: &Moment, told: &Told) -> Result<Vec<u8>, KrillaError> {
    let name = &told.pharmacy.facts.name;
    let mut sheet = Sheet::new(Format::A4, &format!("{}　{name}", DOOR_TITLE.ja), moment.visit.now);
    sheet.page(|pen| {
        let mut y = frame::masthead(pen, name, DOOR_TITLE, 38.0) + 5.0 * MM;
        y = opening(pen, moment, told, y) + 5.0 * MM;
        y += frame::heading(pen, 17.0, frame::column(y), DOOR_OPEN) + 1.0 * MM;
        let words = bilingual::ja();
        let date = tell::date(words, moment.at.date(), &moment.calendar.holidays);
        let asked = say!(words, "moment-at", date = date, time = tell::clock(moment.at.time()));
        let asked = format!("{asked}の予定です。{}", PHONE_FIRST.ja);
        y += pen.text(Role::Paragraph, Type::of(11.0).bold(), frame::column(y), &asked) + 2.0 * MM;
        for (number, hit) in told.open.iter().enumerate() {
            y = neighbour(pen, moment, hit, number + 1, y) + 2.5 * MM;
        }
        if told.open.is_empty() {
            y += frame::pair(pen, Type::of(13.0).bold(), frame::column(y), DOOR_NONE) + 3.0 * MM;
        }
        frame::numbers(pen, moment.visit.emergency(), told.code, y + 2.0 * MM, true);
        frame::foot(pen, moment.visit.now, &[], Some(DOOR_SCAN), told.address);
    });
    sheet.finish()
}

/// When it opens again, where that is known, and its own number for the hours between.
fn opening(pen: &mut Pen, moment: &Moment, told: &Told, mut y: f32) -> f32 {
    let facts = &told.pharmacy.facts;
    let area = frame::column(y);
    for words in [bilingual::ja(), bilingual::en()] {
        let Some(opens) = told.status.next_open else { continue };
        // A paper may hang over midnight: the day is named, never "tomorrow".
        let date = tell::date(words, opens.date(), &moment.calendar.holidays);
        let time = say!(words, "at-date", date = date, time = tell::clock(opens.time()));
        let text = say!(words, state::opens_key(&told.status, opens), time = time);
        let set = if words.listed().is_none() { Type::of(22.0).bold() } else { Type::of(12.0).english() };
        let set = set.fitted(&text.plain(), area.width, 1);
        y += pen.text(Role::Paragraph, set, Area { y, ..area }, &sentence(&text.plain()));
    }
    let calls = state::numbers(facts, told.status.state, moment.at);
    if let Some((state::Line::Night, phone)) = calls.first() {
        let text = format!("{}　{phone}", say!(bilingual::ja(), "phone-night"));
        y += 1.5 * MM + pen.text(Role::Paragraph, Type::of(15.0).bold(), Area { y: y + 1.5 * MM, ..area }, &text);
    }
    y
}

/// One that is open: its name, until when, how far, its number and where it is.
fn neighbour(pen: &mut Pen, moment: &Moment, hit: &Hit, number: usize, y: f32) -> f32 {
    let facts = &hit.pharmacy.facts;
    let area = frame::column(y);
    let inside = area.inset(4.0 * MM);
    let phone_width = 56.0 * MM;
    let left = Area { width: inside.width - phone_width, ..inside };
    let name = format!("{number}. {}", facts.name);
    let set = Type::of(17.0).bold().fitted(&name, left.width, 1);
    let how = how_far(moment, hit, bilingual::ja());
    let how_in_english = how_far(moment, hit, bilingual::en());
    let address = facts.address.clone().unwrap_or_default();
    let (plain, small) = (Type::of(13.0), Type::of(10.5).ink(Ink::Quiet));
    let lines = small.fitted(&address, left.width, 1);
    let texts = [(set, name), (plain.bold(), how), (small.english(), how_in_english), (lines, address)];
    let high: f32 = texts.iter().map(|(set, text)| set.height(text, left.width)).sum::<f32>() + 4.0 * MM;
    pen.frame(Ink::Quiet, 1.0, area, high, 2.5 * MM);
    let mut line = left.down(2.0 * MM);
    for (set, text) in &texts {
        line.y += pen.text(Role::Paragraph, *set, line, text);
    }
    let call = state::numbers(facts, State::Open, moment.at).into_iter().next();
    let call = call.map_or_else(|| "―".to_owned(), |(_, phone)| phone.to_string());
    let set = Type { weight: Weight::Bold, leading: 1.2, ..Type::of(19.0) }.centred();
    let place = Area { x: inside.x + left.width, y: y + (high - set.size * set.leading) / 2.0, width: phone_width };
    pen.text(Role::Paragraph, set.fitted(&call, phone_width, 1), place, &call);
    y + high
}

/// The words with a capital at their beginning, where they have any: a line of its own on paper.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn how_far(moment: &Moment, hit: &Hit, words: Words) -> String {
    let until = state::lasts(words, moment, &hit.status);
    let far = hit.distance_m.map(|metres| match tell::walk_minutes(metres) {
        Some(minutes) => {
            let walk = say!(words, "walk", minutes = minutes);
            say!(words, "far", distance = tell::distance(words, metres), walk = walk)
        }
        None => tell::distance(words, metres),
    });
    far.map_or_else(|| until.to_string(), |far| format!("{until}　{far}"))
}
