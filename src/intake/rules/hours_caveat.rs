//! Hours that were read, with words left over that no fixed form holds.

use crate::{
    directory::Field,
    hours::{Reading, ReadingClass, note_meaning},
    intake::{Entry, Notice, catalogue::Code, headings::Headings},
};

/// Notes told of one text.
const MOST_REASONS: usize = 3;

pub(super) fn check(entry: &Entry, headings: &Headings, notices: &mut Vec<Notice>) {
    for (field, stated) in [(Field::Hours, &entry.facts.hours), (Field::HomeVisitHours, &entry.facts.home_visit_hours)]
    {
        if let Some(stated) = stated.as_ref().filter(|stated| stated.reading.class == ReadingClass::Caveat) {
            let heading = headings.heading_of(field).unwrap_or_default();
            let (ja, en) = reasons(&stated.reading);
            let is_of_a_day = entry.by_day.contains_key(&field)
                && stated.reading.notes.iter().any(|note| note.code == "not_understood");
            let code = if is_of_a_day { Code::HoursDayUnread } else { Code::HoursCaveat };
            let notice = Notice::new(code).at(&entry.at).column(heading).found(&stated.text);
            notices.push(notice.because(&ja, &en));
        }
    }
}

/// What the notes of a reading say, each once, with the words they are about.
pub(super) fn reasons(reading: &Reading) -> (String, String) {
    let (mut ja, mut en): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for note in &reading.notes {
        let Some((said_ja, said_en)) = note_meaning(&note.code) else { continue };
        let words: String = note.text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(40).collect();
        let said = format!("{said_ja}（「{words}」）");
        if ja.len() < MOST_REASONS && !ja.contains(&said) {
            ja.push(said);
            en.push(format!("{said_en} (\"{words}\")"));
        }
    }
    (ja.join("、"), en.join("; "))
}
