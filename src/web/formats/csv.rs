//! Pharmacies for spreadsheets, in three layouts.

use std::borrow::Cow;

use super::{flat::COLUMNS, municipal};
use crate::{
    directory::{AssociationId, Facts, Field, Pharmacy},
    intake::form::{self, MARK},
    search::{Hit, Snapshot},
};

/// Which columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Layout {
    /// Each pharmacy with its state at the asked instant, as in the other formats.
    #[default]
    Flat,
    /// The form that associations keep: sent in again unchanged, it changes nothing.
    Form,
    /// 推奨データセット 医療機関一覧 of 自治体標準オープンデータセット.
    Municipal,
}

impl Layout {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Flat, Self::Form, Self::Municipal];

    /// Its name in every interface.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Flat => "flat",
            Self::Form => "form",
            Self::Municipal => "municipal",
        }
    }
}

/// How a CSV is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Style<'a> {
    /// Which columns.
    pub layout: Layout,
    /// Whether the mark of UTF-8 goes first: spreadsheets need it, other programs stumble over it.
    pub mark: bool,
    /// `ja` or `en`, of headings that come in both.
    pub lang: &'a str,
    /// Of the form: only what this association says, as its own list would say it.
    pub association: Option<&'a AssociationId>,
}

/// The pharmacies as CSV: UTF-8, CRLF. Cells that a spreadsheet would run as a formula are defused.
pub fn csv(hits: &[Hit<'_>], snapshot: &Snapshot, style: Style<'_>) -> Vec<u8> {
    let mut out = if style.mark { MARK.as_bytes().to_vec() } else { Vec::new() };
    let rows: Vec<Vec<String>> = match style.layout {
        Layout::Flat => {
            let heading =
                |column: &super::flat::Column| if style.lang == "en" { column.key } else { column.ja }.to_owned();
            let row = |hit: &Hit<'_>| COLUMNS.iter().map(|column| (column.cell)(hit).to_string()).collect();
            [COLUMNS.iter().map(heading).collect()].into_iter().chain(hits.iter().map(row)).collect()
        }
        Layout::Form => {
            let facts: Vec<_> = hits.iter().map(|hit| own(hit.pharmacy, style.association)).collect();
            let extra = form::extra_headings(facts.iter().map(AsRef::as_ref));
            let rows = hits.iter().zip(&facts).map(|(hit, facts)| form::row(&hit.pharmacy.id, facts, &extra));
            [form::headings_with(&extra)].into_iter().chain(rows).collect()
        }
        Layout::Municipal => {
            let row =
                |(hit, number): (&Hit<'_>, usize)| municipal::row(hit.pharmacy, snapshot.area_of(hit.index), number);
            [municipal::headings()].into_iter().chain(hits.iter().zip(1..).map(row)).collect()
        }
    };
    form::write_rows(rows.iter(), &mut out);
    out
}

/// What an association itself says of a pharmacy: what others say is left blank, which in a list means "as before".
fn own<'a>(pharmacy: &'a Pharmacy, association: Option<&AssociationId>) -> Cow<'a, Facts> {
    let Some(association) = association.filter(|_| pharmacy.sources.len() > 1) else {
        return Cow::Borrowed(&pharmacy.facts);
    };
    let own = pharmacy.sources.iter().position(|source| source.association == *association);
    let is_own = |field: Field| Some(pharmacy.field_sources.get(&field).copied().unwrap_or(0)) == own;
    let mut facts = pharmacy.facts.clone();
    keep(&mut facts.name_kana, is_own(Field::NameKana));
    keep(&mut facts.pharmacy_code, is_own(Field::PharmacyCode));
    keep(&mut facts.membership, is_own(Field::Membership));
    keep(&mut facts.postal_code, is_own(Field::PostalCode));
    keep(&mut facts.address, is_own(Field::Address));
    keep(&mut facts.place, is_own(Field::Place));
    keep(&mut facts.phone, is_own(Field::Phone));
    keep(&mut facts.after_hours_phone, is_own(Field::AfterHoursPhone));
    keep(&mut facts.fax, is_own(Field::Fax));
    keep(&mut facts.email, is_own(Field::Email));
    keep(&mut facts.url, is_own(Field::Url));
    keep(&mut facts.hours, is_own(Field::Hours));
    keep(&mut facts.on_call, is_own(Field::OnCall));
    keep(&mut facts.home_visit_hours, is_own(Field::HomeVisitHours));
    keep(&mut facts.remarks, is_own(Field::Remarks));
    facts.services.retain(|(service, _)| is_own(Field::Service(*service)));
    // Whose a column is that is not ours isn't known where lists are laid over each other.
    facts.extra.clear();
    Cow::Owned(facts)
}

fn keep<T>(field: &mut Option<T>, is_own: bool) {
    if !is_own {
        *field = None;
    }
}
