//! Hours that can't be read: the text is shown and the state is unknown.

use super::hours_caveat::reasons;
use crate::{
    directory::Field,
    hours::ReadingClass,
    intake::{Entry, Notice, catalogue::Code, headings::Headings},
};

pub(super) fn check(entry: &Entry, headings: &Headings, notices: &mut Vec<Notice>) {
    for (field, stated) in [(Field::Hours, &entry.facts.hours), (Field::HomeVisitHours, &entry.facts.home_visit_hours)]
    {
        if let Some(stated) = stated.as_ref().filter(|stated| stated.reading.class == ReadingClass::Unreadable) {
            let heading = headings.heading_of(field).unwrap_or_default();
            let (ja, en) = reasons(&stated.reading);
            let notice = Notice::new(Code::HoursUnreadable).at(&entry.at).column(heading).found(&stated.text);
            notices.push(notice.because(&ja, &en));
        }
    }
}
