//! A pharmacy code whose check digit holds by neither rule in use: a warning, never a rejection.

use crate::{
    directory::Field,
    intake::{Entry, Notice, catalogue::Code, headings::Headings},
};

pub(super) fn check(entry: &Entry, headings: &Headings, notices: &mut Vec<Notice>) {
    if let Some(code) = entry.facts.pharmacy_code.as_ref().filter(|code| !code.has_valid_check_digit()) {
        let heading = headings.heading_of(Field::PharmacyCode).unwrap_or_default();
        notices.push(Notice::new(Code::CodeCheckDigit).at(&entry.at).column(heading).found(code.as_str()));
    }
}
