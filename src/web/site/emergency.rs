//! The numbers to call when a pharmacy is not enough, by area: those of `seed/emergency.csv`, the operator's over them.

use maud::{Markup, html};

use super::{lang::Lang, visit::Visit, words::say};
use crate::{
    directory::{Emergency, EmergencyLine},
    publish,
};

/// The numbers for an area (five digits, or empty where it is not known), the operator's `own` over the program's.
pub fn numbers<'a>(own: &'a Emergency, area: &str, lang: Lang) -> Vec<&'a EmergencyLine> {
    own.over(&publish::EMERGENCY, area, lang.as_str())
}

/// The block of them that stands on every page.
pub fn block(visit: &Visit, area: &str) -> Markup {
    let words = visit.words;
    html! {
        section.emergency aria-labelledby="emergency" {
            h2 #emergency { (say!(words, "emergency")) }
            ul {
                @for number in numbers(visit.emergency(), area, words.lang()) {
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
    use crate::directory::EMERGENCY_LANGUAGES;

    #[test]
    fn the_languages_of_the_table_are_those_of_the_pages() {
        assert_eq!(EMERGENCY_LANGUAGES, Lang::ALL.map(Lang::as_str));
    }

    #[test]
    fn tokyo_has_its_own_words_for_the_same_numbers() {
        let own = Emergency::default();
        let (national, tokyo) = (numbers(&own, "", Lang::Ja), numbers(&own, "13112", Lang::Ja));
        let phones = |lines: &[&EmergencyLine]| lines.iter().map(|line| line.phone.clone()).collect::<Vec<_>>();
        assert_eq!(phones(&national), phones(&tokyo));
        let name = |lines: &[&EmergencyLine]| lines.iter().find(|line| line.phone == "#7119").unwrap().name.clone();
        assert_ne!(name(&national), name(&tokyo));
    }
}
