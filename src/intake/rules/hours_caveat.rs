//! Hours that were read, with words left over that no fixed form holds.

use crate::{
    directory::Field,
    hours::ReadingClass,
    intake::{Entry, Notice, catalogue::Code, headings::Headings},
};

pub(super) fn check(entry: &Entry, headings: &Headings, notices: &mut Vec<Notice>) {
    for (field, stated) in [(Field::Hours, &entry.facts.hours), (Field::HomeVisitHours, &entry.facts.home_visit_hours)]
    {
        if let Some(stated) = stated.as_ref().filter(|stated| stated.reading.class == ReadingClass::Caveat) {
            let heading = headings.heading_of(field).unwrap_or_default();
            let left: Vec<&str> = stated.reading.notes.iter().map(|note| note.text.as_str()).collect();
            let notice = Notice::new(Code::HoursCaveat).at(&entry.at).column(heading).found(&stated.text);
            notices.push(notice.read_as(left.join("／")));
        }
    }
}
