//! A list as every way of taking it in shows it: words and numbers, ready in one language, no markup.

use chrono::NaiveDateTime;

use crate::{
    directory::{EmergencyLine, Place},
    hours::State,
    web::site::words::{Phrase, Words, say},
};

/// Stands in words for the clock: when the list was last confirmed. It is filled in when the list is sent, so that a list
/// that did not change is the same list a minute later.
pub const CLOCK: char = '\u{e000}';

/// A list.
pub struct List {
    /// What it lists: 世田谷区の夜間・休日の薬局.
    pub title: Phrase,
    /// The one sentence: how many are open.
    pub summary: Phrase,
    /// That one must telephone first.
    pub first: Phrase,
    /// What it is narrowed to besides the place; `None` where it is not.
    pub narrowed: Option<Phrase>,
    /// Open, on call, unknown, and the next to open where none is; those with somebody in them.
    pub sections: Vec<Section>,
    /// Numbers to call when a pharmacy is not enough; filled where none is open.
    pub emergency: Vec<EmergencyLine>,
    /// All of it, on a page of its own: a path of this site.
    pub page: String,
    /// The date of the list, with [`CLOCK`] in it.
    pub made: Phrase,
    /// Whose lists it is from.
    pub source: Phrase,
    /// Other maps of the area: name and address.
    pub related: Vec<(String, String)>,
    /// The instant from which it may say something else, Japan's civil time: a state, a mark, or the date in it.
    pub changes_at: NaiveDateTime,
    /// The area whose rules of framing hold, and the association's where it is narrowed to one.
    pub area: String,
}

impl List {
    /// Names and numbers to call where none is open, as a text for what shows no links.
    pub fn emergency_told(&self, words: Words) -> Option<Phrase> {
        let told = self.emergency.iter().map(|line| format!("{} {}", line.phone, line.name)).collect::<Vec<_>>();
        (!told.is_empty()).then(|| say!(words, "embed-emergency", numbers = told.join(" / ")))
    }
}

/// Pharmacies of one state.
pub struct Section {
    /// Its name: `open`, `on_call`, `unknown`, `next`.
    pub id: &'static str,
    /// Its heading.
    pub title: Phrase,
    /// How many there are in all.
    pub count: Option<Phrase>,
    /// What it means, where that is not plain.
    pub help: Option<Phrase>,
    /// Those named.
    pub items: Vec<Item>,
    /// That there are more, on the page.
    pub more: Option<Phrase>,
}

/// A pharmacy.
pub struct Item {
    /// Its name, as its list has it.
    pub name: String,
    /// How its name sounds, and the `lang` of that, for who may not read it.
    pub reading: Option<(String, &'static str)>,
    /// Its page: a path of this site.
    pub page: String,
    /// Its state at the moment.
    pub state: State,
    /// Where it is, when that is known well enough for a map.
    pub place: Option<Place>,
    /// The state in words.
    pub mark: Phrase,
    /// Until when, or when next.
    pub until: Option<Phrase>,
    /// That it closes soon.
    pub soon: Option<Phrase>,
    /// How far it is.
    pub distance: Option<Phrase>,
    /// The number to call, then others.
    pub calls: Vec<Call>,
    /// Where it is, as its list has it.
    pub address: Option<String>,
    /// Why it is so, where that is plain: it is on duty.
    pub why: Option<Phrase>,
    /// What must be known: why it is no ordinary day, what the list says in its own words.
    pub notes: Vec<Phrase>,
    /// What it offers.
    pub services: Option<Phrase>,
    /// When and by whom it was last confirmed.
    pub confirmed: Option<Phrase>,
}

/// A telephone number.
pub struct Call {
    /// Which of its numbers.
    pub label: Phrase,
    /// What the button says to one who can't see it.
    pub spoken: String,
    /// To read.
    pub number: String,
    /// To dial: digits.
    pub digits: String,
}
