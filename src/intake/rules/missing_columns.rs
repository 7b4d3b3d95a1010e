//! A list without a column of telephones, hours or addresses: said once of the file.

use crate::{
    directory::Field,
    intake::{Notice, catalogue::Code, headings::Headings},
};

/// Checks the tables of a file taken together.
pub(in crate::intake) fn check(tables: &[&Headings], notices: &mut Vec<Notice>) {
    for (field, code) in [
        (Field::Address, Code::NoAddressColumn),
        (Field::Phone, Code::NoPhoneColumn),
        (Field::Hours, Code::NoHoursColumn),
    ] {
        if !tables.iter().any(|headings| headings.heading_of(field).is_some()) {
            notices.push(Notice::new(code));
        }
    }
}
