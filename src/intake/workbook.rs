//! Workbooks → sheets.

use super::{FileFormat, Limits, Notice, Unreadable, sheet::Sheet, unreadable::Refusal};

/// Reads an xlsx, xlsm or ods file.
pub(super) fn read_zip(_: &[u8], _: &Limits, _: &mut Vec<Notice>) -> Result<(FileFormat, Vec<Sheet>), Unreadable> {
    Err(Unreadable::new(Refusal::NotASheet))
}

/// Reads an xls file.
pub(super) fn read_ole(_: &[u8], _: &Limits, _: &mut Vec<Notice>) -> Result<(FileFormat, Vec<Sheet>), Unreadable> {
    Err(Unreadable::new(Refusal::NotASheet))
}
