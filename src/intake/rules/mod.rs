//! What is worth telling about a row or a list. One rule, one file.

mod check_digit;
pub mod far_from_area;
mod hours_caveat;
mod hours_unreadable;
pub(super) mod missing_columns;
pub(super) mod missing_name;
pub(super) mod no_hours;
pub(super) mod no_phone;
pub(super) mod shifted_columns;
pub(super) mod shrunk;
pub(super) mod split_service;
pub(super) mod unclaimed_columns;

use super::{Entry, Notice, headings::Headings};

/// Checks one row by itself.
pub(super) fn check_row(entry: &Entry, headings: &Headings, notices: &mut Vec<Notice>) {
    check_digit::check(entry, headings, notices);
    hours_unreadable::check(entry, headings, notices);
    hours_caveat::check(entry, headings, notices);
}
