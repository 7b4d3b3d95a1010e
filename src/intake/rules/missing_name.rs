//! A row without a name can't be used; one that is struck off, or only a note, need not be.

use crate::intake::catalogue::Code;

/// Why a row is refused.
pub(in crate::intake) fn refusal(struck_off: bool, note: bool) -> Code {
    match (struck_off, note) {
        (true, _) => Code::StruckOff,
        (false, true) => Code::NoteLine,
        (false, false) => Code::NameMissing,
    }
}
