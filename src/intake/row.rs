//! One row of a table → what it says of one pharmacy.

mod week;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Entry, Limits, Notice, Rejected, RowRef,
    catalogue::Code,
    cells::{Read, addons, contact, date, hours, identity, phone, place, removal, service, slots::Mark, updated},
    cleaning::{Cleaned, clean},
    fold,
    headings::{Column, Headings},
    legend::Legend,
    meaning::Meaning,
    rules,
    sheet::SheetRow,
};
use crate::directory::{Answer, Facts, Field, PREFECTURES, PharmacyId, Service};

/// What became of a row of data.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Outcome {
    /// It can be used.
    Usable(Box<Entry>),
    /// It can't, with who it may be about.
    Refused(Rejected, Option<Box<Entry>>),
    /// It strikes off the pharmacy it names.
    StruckOff(Rejected, Box<Entry>),
}

/// Reads one row. What there is to say is pushed to `notices`.
pub(super) fn read(
    headings: &Headings,
    row: &SheetRow,
    sheet: &str,
    limits: &Limits,
    notices: &mut Vec<Notice>,
) -> Outcome {
    let at = RowRef { sheet: sheet.to_owned(), row: row.number };
    let mut reader = RowReader::new(headings, row, at, limits, notices);
    let removal = removal::read(reader.take(Meaning::StruckOff), limits.today);
    let struck = reader.settle(Meaning::StruckOff, removal, |()| None).is_some();
    let is_named = rules::missing_name::is_name(reader.take(Meaning::Field(Field::Name)));
    if !is_named || struck || reader.is_note() {
        return reader.refuse(struck);
    }
    reader.dates();
    reader.basics();
    reader.place();
    reader.phones();
    reader.services();
    reader.addons();
    reader.hours();
    reader.texts();
    let updated = updated::read(reader.take(Meaning::ValidOn), limits.today);
    reader.entry.facts.valid_on = reader.settle(Meaning::ValidOn, updated, |on| Some(on.to_string()));
    reader.finish()
}

struct RowReader<'a> {
    headings: &'a Headings,
    row: &'a SheetRow,
    /// One for each of the headings' columns.
    cells: Vec<String>,
    entry: Entry,
    notices: &'a mut Vec<Notice>,
}

impl<'a> RowReader<'a> {
    fn new(
        headings: &'a Headings,
        row: &'a SheetRow,
        at: RowRef,
        limits: &Limits,
        notices: &'a mut Vec<Notice>,
    ) -> Self {
        let mut cells = Vec::with_capacity(headings.columns.len());
        for column in &headings.columns {
            let Cleaned { text, codes } = clean(row.cell(column.at), limits);
            for code in codes {
                let found: String = row.cell(column.at).chars().filter(|c| !c.is_control()).take(200).collect();
                notices.push(Notice::new(code).at(&at).column(&column.heading).found(&found));
            }
            cells.push(text);
        }
        let entry = Entry {
            at,
            also: Vec::new(),
            id: None,
            facts: Facts::default(),
            erased: BTreeSet::new(),
            by_day: BTreeMap::new(),
            states_level: false,
            closing: None,
            by_slot: None,
            erased_closing: false,
            erased_valid_on: false,
            erased_days: BTreeSet::new(),
            erased_slots: BTreeSet::new(),
            erased_extra: BTreeSet::new(),
        };
        let mut reader = Self { headings, row, cells, entry, notices };
        reader.erasures();
        reader
    }

    /// A cell that says 削除 erases its field; of hours by day, that day only.
    fn erasures(&mut self) {
        for (column, cell) in self.headings.columns.iter().zip(&mut self.cells).filter(|(_, cell)| fold::erases(cell)) {
            let mark = cell.clone();
            let field = match column.meaning {
                Some(Meaning::Field(Field::Name) | Meaning::StruckOff) => continue,
                // Extra text is told apart by its heading.
                None | Some(Meaning::Addons) => {
                    self.entry.erased_extra.insert(column.heading.clone());
                    cell.clear();
                    None
                }
                Some(Meaning::Field(field)) => Some(field),
                Some(Meaning::Hours(table)) => Some(table.field()),
                // Its text stays: a mark in the column of one day goes before the text of a column of several.
                Some(Meaning::HoursOn(table, days)) => {
                    self.entry.erased_days.extend(hours::places(days).map(|at| (table.field(), at)));
                    None
                }
                Some(Meaning::Latitude | Meaning::Longitude) => Some(Field::Place),
                Some(Meaning::ClosingDays) => {
                    self.entry.erased_closing = true;
                    cell.clear();
                    None
                }
                Some(Meaning::ValidOn) => {
                    self.entry.erased_valid_on = true;
                    cell.clear();
                    None
                }
                Some(meaning) => {
                    let Some((days, mark)) = Mark::of(meaning) else { continue };
                    self.entry.erased_slots.extend(hours::places(days).map(|at| (at, mark)));
                    cell.clear();
                    None
                }
            };
            self.notices.push(Notice::new(Code::Erased).at(&self.entry.at).column(&column.heading).found(&mark));
            if let Some(field) = field {
                self.entry.erased.insert(field);
                cell.clear();
            }
        }
    }

    /// The text of the first column of that meaning; empty when there is none.
    fn take(&self, meaning: Meaning) -> &str {
        self.columns().find(|(column, _)| column.meaning == Some(meaning)).map_or("", |(_, text)| text)
    }

    fn columns(&self) -> impl Iterator<Item = (&'a Column, &str)> {
        self.headings.columns.iter().zip(self.cells.iter().map(String::as_str))
    }

    fn is_note(&self) -> bool {
        let mut filled = self.cells.iter().filter(|cell| !cell.is_empty());
        let only = filled.next().filter(|_| filled.next().is_none());
        let is_table = self.headings.known >= 3;
        only.is_some_and(|text| {
            text.starts_with(['※', '＊', '*', '（', '(', '注', '■', '●'])
                || text.chars().count() > 60
                || (is_table && rules::missing_name::is_title(text))
        }) || self.cells.iter().any(|cell| rules::missing_name::is_sum(cell))
    }

    fn refuse(mut self, struck: bool) -> Outcome {
        let code = rules::missing_name::refusal(struck, self.is_note() || self.has_only_stray_text());
        let first = self.row.cells.iter().map(|cell| cell.trim()).find(|cell| !cell.is_empty()).unwrap_or_default();
        let name = self.take(Meaning::Field(Field::Name));
        let notice = Notice::new(code).at(&self.entry.at);
        self.notices.push(if struck {
            let named = if name.is_empty() { first } else { name }.to_owned();
            notice.column(&self.heading(Meaning::StruckOff)).found(self.take(Meaning::StruckOff)).read_as(named)
        } else {
            notice.column(&self.heading(Meaning::Field(Field::Name))).found(first)
        });
        let rejected = Rejected { at: self.entry.at.clone(), cells: self.row.cells.clone() };
        if !struck && code != Code::NameMissing {
            return Outcome::Refused(rejected, None);
        }
        let told = self.notices.len();
        self.basics();
        self.phones();
        self.texts();
        if struck && self.entry.facts.name.is_empty() {
            self.notices.truncate(told);
        }
        if struck {
            return Outcome::StruckOff(rejected, Box::new(self.entry));
        }
        // Its cells only tell who it is; that the row can't be used is all there is to say.
        self.notices.truncate(told);
        Outcome::Refused(rejected, Some(Box::new(self.entry)))
    }

    /// Whether nothing stands under any heading that is ours.
    fn has_only_stray_text(&self) -> bool {
        self.columns().all(|(column, cell)| cell.is_empty() || matches!(column.meaning, None | Some(Meaning::Number)))
    }

    /// Says what a cell calls for, and keeps the text of one that could not be read.
    fn settle<T>(&mut self, meaning: Meaning, read: Read<T>, shown: impl Fn(&T) -> Option<String>) -> Option<T> {
        let Read { value, code } = read;
        if let Some(code) = code {
            let text = self.take(meaning).to_owned();
            let heading = self.heading(meaning);
            let mut notice = Notice::new(code).at(&self.entry.at).column(&heading).found(&text);
            notice.read_as = value.as_ref().and_then(shown);
            self.notices.push(notice);
            if value.is_none() {
                self.keep(&heading, &text);
            }
        }
        value
    }

    fn heading(&self, meaning: Meaning) -> String {
        self.headings.column(meaning).map_or_else(String::new, |column| column.heading.clone())
    }

    /// Keeps a text under its heading among the extra ones.
    fn keep(&mut self, heading: &str, text: &str) {
        let extra = &mut self.entry.facts.extra;
        if !text.is_empty() && !extra.iter().any(|(known, _)| known == heading) {
            extra.push((heading.to_owned(), text.to_owned()));
        }
    }

    /// Cells of hours and addresses that a spreadsheet took for dates; as an address such a text is none.
    fn dates(&mut self) {
        let headings = self.headings;
        for (at, column) in headings.columns.iter().enumerate() {
            let is_address = column.meaning == Some(Meaning::Field(Field::Address));
            let is_hours = matches!(column.meaning, Some(Meaning::Hours(_) | Meaning::HoursOn(..)));
            let Some(text) = self.cells.get(at).filter(|text| (is_address || is_hours) && date::is_one(text)).cloned()
            else {
                continue;
            };
            self.notices.push(Notice::new(Code::CellIsDate).at(&self.entry.at).column(&column.heading).found(&text));
            if is_address {
                self.keep(&column.heading, &text);
                if let Some(cell) = self.cells.get_mut(at) {
                    cell.clear();
                }
            }
        }
    }

    fn field_text(&self, field: Field) -> Option<String> {
        Some(self.take(Meaning::Field(field)).to_owned()).filter(|text| !text.is_empty())
    }

    fn basics(&mut self) {
        self.entry.id = PharmacyId::new(self.take(Meaning::OwnId));
        self.entry.facts.name = self.take(Meaning::Field(Field::Name)).split_whitespace().collect::<Vec<_>>().join(" ");
        self.entry.facts.name_kana = self.field_text(Field::NameKana);
        let code = identity::pharmacy_code(self.take(Meaning::Field(Field::PharmacyCode)));
        self.entry.facts.pharmacy_code =
            self.settle(Meaning::Field(Field::PharmacyCode), code, |code| Some(code.as_str().to_owned()));
        let membership = identity::membership(self.take(Meaning::Field(Field::Membership)));
        self.entry.facts.membership = self.settle(Meaning::Field(Field::Membership), membership, |_| None);
        let postal = contact::postal_code(self.take(Meaning::Field(Field::PostalCode)));
        self.entry.facts.postal_code = self.settle(Meaning::Field(Field::PostalCode), postal, |_| None);
        let email = contact::email(self.take(Meaning::Field(Field::Email)));
        self.entry.facts.email = self.settle(Meaning::Field(Field::Email), email, |_| None);
        let url = contact::url(self.take(Meaning::Field(Field::Url)));
        self.entry.facts.url = self.settle(Meaning::Field(Field::Url), url, |url| Some(url.clone()));
        self.address();
    }

    /// 所在地 as written, with 都道府県, 市区町村 and 方書 from their own columns where it lacks them.
    fn address(&mut self) {
        let written = self.take(Meaning::Field(Field::Address)).to_owned();
        let prefecture = self.take(Meaning::Prefecture).to_owned();
        let municipality = self.take(Meaning::Municipality).to_owned();
        let building = self.take(Meaning::Building).to_owned();
        let is_place = municipality.ends_with(['市', '区', '町', '村', '郡']);
        if !is_place {
            self.keep(&self.heading(Meaning::Municipality), &municipality);
        }
        if written.is_empty() {
            self.keep(&self.heading(Meaning::Prefecture), &prefecture);
            return;
        }
        let plain = fold::without_blanks(&written);
        let (has_prefecture, rest) = fold::split_prefecture(&plain);
        let mut address = String::new();
        if has_prefecture.is_none() && PREFECTURES.contains(&prefecture.as_str()) {
            address.push_str(&prefecture);
        }
        let municipality_folded = fold::without_blanks(&municipality);
        if has_prefecture.is_none() && is_place && !rest.starts_with(&municipality_folded) && !names_municipality(rest)
        {
            address.push_str(&municipality);
        }
        address.push_str(&written);
        if !building.is_empty() && !plain.contains(&fold::nfkc(&building)) {
            address.push(' ');
            address.push_str(&building);
        }
        self.entry.facts.address = Some(address);
    }

    fn place(&mut self) {
        let levels = [Meaning::TownLevel, Meaning::PositionLevel];
        self.entry.states_level = levels.into_iter().any(|level| !self.take(level).is_empty());
        let (lat, lon) = (self.take(Meaning::Latitude), self.take(Meaning::Longitude));
        let read = match self.headings.column(Meaning::TownLevel) {
            Some(_) => place::read(lat, lon, self.take(Meaning::TownLevel), place::Scale::Town3),
            None => place::read(lat, lon, self.take(Meaning::PositionLevel), place::Scale::Building8),
        };
        let failed = read.value.is_none() && read.code.is_some();
        let lon = lon.to_owned();
        self.entry.facts.place = self.settle(Meaning::Latitude, read, |place| {
            Some(format!("{}, {}", place.position.lat(), place.position.lon()))
        });
        if failed {
            self.keep(&self.heading(Meaning::Longitude), &lon);
        }
    }

    fn phones(&mut self) {
        for field in [Field::Phone, Field::Fax, Field::AfterHoursPhone] {
            let text = self.take(Meaning::Field(field)).to_owned();
            let read = phone::read(&text);
            let day = self.entry.facts.phone.clone();
            let read = match read.value {
                Some(phone::Line::Number(phone)) => Read { value: Some(phone), code: read.code },
                Some(phone::Line::SameAsDay) if field == Field::Phone => Read::failed(Code::PhoneUnreadable),
                Some(phone::Line::SameAsDay) => {
                    match day.and_then(|day| crate::directory::Phone::new(day.digits(), &text)) {
                        Some(phone) => Read { value: Some(phone), code: read.code },
                        None => Read::failed(Code::PhoneNoDaytime),
                    }
                }
                None => Read { value: None, code: read.code },
            };
            let number = self.settle(Meaning::Field(field), read, |phone| Some(phone.to_string()));
            match field {
                Field::Phone => self.entry.facts.phone = number,
                Field::Fax => self.entry.facts.fax = number,
                _ => self.entry.facts.after_hours_phone = number,
            }
        }
    }

    fn services(&mut self) {
        for asked in Service::all() {
            let filled: Vec<(&Column, String)> = self
                .columns()
                .filter(|(column, text)| column.meaning.and_then(Meaning::service) == Some(asked) && !text.is_empty())
                .map(|(column, text)| (column, text.to_owned()))
                .collect();
            let mut answers: Vec<(String, Answer)> = Vec::new();
            for (column, text) in &filled {
                let cell = service::read(asked, text);
                self.service_cell(column, text, &cell, filled.len() > 1);
                if let Some(answer) = cell.answer {
                    answers.push((column.heading.clone(), answer));
                }
            }
            if let Some(answer) = rules::split_service::join(&answers) {
                if answers.len() > 1 {
                    self.notices.push(rules::split_service::notice(&self.entry.at, asked, &answers, &answer));
                }
                self.entry.facts.services.push((asked, answer));
            }
        }
    }

    /// 連携強化加算, where only the cell of all notifications names it.
    fn addons(&mut self) {
        let text = self.take(Meaning::Addons).to_owned();
        let asked = Service::CoordinationAddon;
        if self.entry.facts.answer(asked).is_none() && addons::names_coordination(&text) {
            let heading = self.heading(Meaning::Addons);
            let notice = Notice::new(Code::AddonRead).column(&heading);
            // Once for the column: what it came to is in the difference.
            if !self.notices.contains(&notice) {
                self.notices.push(notice);
            }
            self.entry.facts.services.push((asked, Answer::Yes));
            self.entry.facts.services.sort_by_key(|(service, _)| *service);
        }
    }

    fn service_cell(&mut self, column: &Column, text: &str, cell: &service::ServiceCell, split: bool) {
        if let Some(code) = cell.code {
            let mut notice = Notice::new(code).at(&self.entry.at).column(&column.heading).found(text);
            notice.read_as = cell.phone.as_ref().map(ToString::to_string);
            self.notices.push(notice);
        }
        if cell.keep_text || split {
            self.keep(&column.heading, text);
        }
        if cell.on_call.is_some() {
            self.entry.facts.on_call.clone_from(&cell.on_call);
        }
        if self.entry.facts.after_hours_phone.is_none() && cell.phone.is_some() {
            self.entry.facts.after_hours_phone.clone_from(&cell.phone);
        }
    }

    /// Remarks, and everything that is not ours.
    fn texts(&mut self) {
        let remarks: Vec<&str> = self
            .columns()
            .filter(|(column, text)| column.meaning == Some(Meaning::Field(Field::Remarks)) && !text.is_empty())
            .map(|(_, text)| text)
            .collect();
        self.entry.facts.remarks = Some(remarks.join("\n")).filter(|text| !text.is_empty());
        let headings = self.headings;
        for (column, text) in headings.columns.iter().zip(self.cells.clone()) {
            if matches!(column.meaning, None | Some(Meaning::Addons)) {
                self.keep(&column.heading, &text);
            }
        }
    }

    fn finish(self) -> Outcome {
        rules::check_row(&self.entry, self.headings, self.notices);
        Outcome::Usable(Box::new(self.entry))
    }
}

/// Whether an address begins with some municipality of its own: `横浜市緑区…`, `上伊那郡辰野町…`.
fn names_municipality(rest: &str) -> bool {
    rest.chars().take(8).take_while(|c| !c.is_ascii_digit()).any(|c| matches!(c, '市' | '区' | '郡' | '町' | '村'))
}

/// Adds what a cell of numbers says by the legend above the table: its words as text, a yes for each service it names.
pub(super) fn add_coded(entry: &mut Entry, headings: &Headings, at: usize, cell: &str, legend: &Legend) {
    let Some(words) = legend.words(cell).filter(|words| !words.is_empty()) else { return };
    let facts = &mut entry.facts;
    let heading = headings.columns.iter().find(|column| column.at == at).map(|column| &column.heading);
    if let Some((_, text)) = facts.extra.iter_mut().find(|(own, _)| Some(own) == heading) {
        *text = words;
    }
    for service in legend.services(cell) {
        if facts.answer(service).is_none() {
            facts.services.push((service, Answer::Yes));
        }
    }
    facts.services.sort_by_key(|(service, _)| *service);
}
