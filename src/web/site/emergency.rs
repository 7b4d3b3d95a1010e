//! The numbers to call when a pharmacy is not enough, by area (`seed/emergency.csv`).

use std::sync::LazyLock;

use maud::{Markup, html};
use serde::Deserialize;

use super::{
    lang::Lang,
    words::{Words, say},
};

/// One number in one language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct Line {
    /// The start of the area codes it serves: empty for the whole country, `13` for a prefecture, `13112` for a ward.
    area: String,
    /// As it is said and dialled: `119`, `#7119`, `03-0000-0000`.
    phone: String,
    /// The language of the words.
    lang: String,
    /// Who answers.
    name: String,
    /// What for, and when.
    note: String,
}

/// A number to call, in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Emergency {
    /// As it is said: `#7119`.
    pub phone: &'static str,
    /// Who answers.
    pub name: &'static str,
    /// What for, and when.
    pub note: &'static str,
}

impl Emergency {
    /// The link that dials it; `#` would end a URL and is written out.
    pub fn dial(&self) -> String {
        format!("tel:{}", self.phone.replace('-', "").replace('#', "%23"))
    }
}

static LINES: LazyLock<Vec<Line>> = LazyLock::new(|| {
    let source = include_str!("../../../seed/emergency.csv");
    csv::Reader::from_reader(source.as_bytes()).deserialize().filter_map(Result::ok).collect()
});

/// The numbers for an area (five digits, or empty where it is not known), in the order of the file. Where several lines
/// give the same number, the one for the smallest area speaks; a language that is missing is told in Japanese.
pub fn numbers(area: &str, lang: Lang) -> Vec<Emergency> {
    let mut phones: Vec<&'static str> = Vec::new();
    for line in LINES.iter().filter(|line| area.starts_with(&line.area)) {
        if !phones.contains(&line.phone.as_str()) {
            phones.push(&line.phone);
        }
    }
    let best = |phone: &str, lang: Lang| {
        let lines = LINES.iter().filter(move |line| line.phone == phone && line.lang == lang.as_str());
        lines.filter(|line| area.starts_with(&line.area)).max_by_key(|line| line.area.len())
    };
    phones
        .into_iter()
        .filter_map(|phone| best(phone, lang).or_else(|| best(phone, Lang::Ja)))
        .map(|line| Emergency { phone: &line.phone, name: &line.name, note: &line.note })
        .collect()
}

/// The block of them that stands on every page.
pub fn block(words: Words, area: &str) -> Markup {
    html! {
        section.emergency aria-labelledby="emergency" {
            h2 #emergency { (say!(words, "emergency")) }
            ul {
                @for number in numbers(area, words.lang()) {
                    li {
                        a.call href=(number.dial()) { (number.phone) }
                        span.who { b { (number.name) } " " span.note { (number.note) } }
                    }
                }
            }
            p { a href="https://www.iryou.teikyouseido.mhlw.go.jp/" rel="noreferrer" { (say!(words, "emergency-navii")) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read_and_every_language_speaks() {
        let rows = include_str!("../../../seed/emergency.csv").lines().count() - 1;
        assert_eq!(LINES.len(), rows);
        for lang in Lang::ALL {
            let spoken = LINES.iter().filter(|line| line.lang == lang.as_str()).count();
            assert_eq!(spoken * Lang::ALL.len(), rows, "{lang:?}");
        }
    }

    #[test]
    fn the_smallest_area_speaks_and_the_number_is_dialled_whole() {
        let national = numbers("", Lang::Ja);
        let tokyo = numbers("13112", Lang::Ja);
        assert_eq!(national.len(), tokyo.len());
        assert_eq!(tokyo.first().map(Emergency::dial).as_deref(), Some("tel:119"));
        let name =
            |numbers: &[Emergency]| numbers.iter().find(|n| n.phone == "#7119").map(|n| (n.name, n.dial())).unwrap();
        assert_ne!(name(&national).0, name(&tokyo).0);
        assert_eq!(name(&tokyo).1, "tel:%237119");
    }
}
