//! A list that would lose more than a tenth of its pharmacies.

use crate::intake::{Notice, catalogue::Code};

/// Checks how many of the published pharmacies would go.
pub(in crate::intake) fn check(published: usize, removed: usize, notices: &mut Vec<Notice>) {
    if removed * 10 > published {
        let left = published.saturating_sub(removed);
        notices.push(Notice::new(Code::Shrunk).found(&format!("{published}")).read_as(format!("{left} (-{removed})")));
    }
}
