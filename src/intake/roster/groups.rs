//! Who is in which group (班), by a table of pharmacies and groups.

use super::{HEADING_ROWS, ID, NAME, Named, Roster, column, named, row_ref};
use crate::{
    directory::{Facts, PharmacyId},
    intake::{
        Notice,
        catalogue::Code,
        fold,
        sheet::{JoinedDown, Sheet},
    },
};

/// Headings of a group.
pub(super) const GROUP: [&str; 11] = [
    "班",
    "グループ",
    "組",
    "当番班",
    "輪番班",
    "班名",
    "グループ名",
    "当番グループ",
    "輪番グループ",
    "担当班",
    "group",
];

/// Reads a table of pharmacies and their groups; `false` when the sheet is none. A pharmacy beside a blank group is among
/// `unplaced`: only joined cells say that it is in the group above.
pub(super) fn read(sheet: &Sheet, roster: &mut Roster, unplaced: &mut Vec<Notice>) -> bool {
    let heads =
        sheet.rows.iter().take(HEADING_ROWS).position(|row| {
            column(row, &GROUP).is_some() && (column(row, &NAME).is_some() || column(row, &ID).is_some())
        });
    let Some((at, heads)) = heads.and_then(|at| Some((at, sheet.rows.get(at)?))) else { return false };
    let Some(group_at) = column(heads, &GROUP) else { return false };
    let joined = JoinedDown::below(sheet, heads.number);
    for row in sheet.rows.iter().skip(at + 1) {
        let row = &*joined.filled(row);
        let pharmacy = named(row, heads);
        if pharmacy.name.is_empty() && pharmacy.id.is_none() {
            continue;
        }
        let cell = row.cell(group_at);
        match folded(cell) {
            Some(group) => roster.members.push((group, pharmacy)),
            // ― says that it is in none.
            None if !cell.trim().is_empty() => {}
            None => {
                let told = pharmacy.id.as_deref().unwrap_or(&pharmacy.name);
                let notice = Notice::new(Code::RosterMemberWithoutGroup).at(&row_ref(sheet, row));
                unplaced.push(notice.column(heads.cell(group_at)).found(told));
            }
        }
    }
    true
}

/// A group's name as it is compared: `Ａ班`, `A 班` and `A` are one.
pub(super) fn folded(text: &str) -> Option<String> {
    let word = fold::word(text).to_uppercase();
    let bare = ["グループ", "班", "組"].into_iter().find_map(|end| word.strip_suffix(end)).unwrap_or(&word);
    let bare = ["第", "グループ"].into_iter().find_map(|start| bare.strip_prefix(start)).unwrap_or(bare);
    Some(bare.to_owned()).filter(|bare| !bare.is_empty() && !fold::is_only_dashes(bare))
}

/// The pharmacies of a group: those the file names, else those whose published 班 says so.
pub(super) fn members<'a>(
    group: &str,
    roster: &Roster,
    known: impl Iterator<Item = (&'a PharmacyId, &'a Facts)>,
) -> Vec<Named> {
    if !roster.members.is_empty() {
        return roster.members.iter().filter(|(of, _)| of == group).map(|(_, named)| named.clone()).collect();
    }
    let is_member = |facts: &Facts| {
        facts.extra.iter().any(|(heading, text)| {
            let is_group = GROUP.iter().any(|name| fold::heading(name) == fold::heading(heading));
            // One pharmacy may be in several: `A・C`.
            is_group && text.split(['・', '、', ',', '，', '/', '／']).any(|one| folded(one).as_deref() == Some(group))
        })
    };
    let mut found: Vec<Named> = known
        .filter(|(_, facts)| is_member(facts))
        .map(|(id, facts)| Named { id: Some(id.to_string()), name: facts.name.clone(), ..Named::default() })
        .collect();
    found.sort_by(|one, other| one.id.cmp(&other.id));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_has_one_name_however_it_is_written() {
        for text in ["A班", "Ａ班", "a 班", "Aグループ", "A", "Ａ組"] {
            assert_eq!(folded(text).as_deref(), Some("A"), "{text}");
        }
        assert_eq!((folded("第1班").as_deref(), folded("―"), folded(" ")), (Some("1"), None, None));
    }
}
