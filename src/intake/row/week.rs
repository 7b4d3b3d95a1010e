//! The hours of a row: one free text, one cell a day, or start and end columns with flags.

use std::sync::Arc;

use super::RowReader;
use crate::{
    directory::{Field, StatedHours},
    hours::WeekdaySet,
    intake::{
        Notice,
        catalogue::Code,
        cells::{closing, hours, navii},
        fold,
        meaning::{Days, Meaning, Table},
    },
};

impl RowReader<'_> {
    /// Reads both tables of hours.
    pub(super) fn hours(&mut self) {
        for table in [Table::Opening, Table::HomeVisit] {
            let days = self.day_cells(table);
            let days: Vec<(Days, &str)> = days.iter().map(|(days, text)| (*days, text.as_str())).collect();
            let mut cells = hours::by_day(&days);
            let closing = if table == Table::Opening { self.closing(cells.as_mut()) } else { None };
            let slots = if table == Table::Opening { self.structured_week() } else { None };
            let by_day = if let Some(week) = slots {
                self.with_slots(week, cells)
            } else {
                let stated = cells.as_ref().and_then(hours::of_cells);
                self.entry.by_day.extend(cells.map(|cells| (table.field(), cells)));
                stated
            };
            let free = self.free_text(table);
            let stated = if by_day.is_some() {
                if !free.is_empty() {
                    let heading = self.heading(Meaning::Hours(table));
                    self.notices.push(Notice::new(Code::HoursTwice).at(&self.entry.at).column(&heading).found(&free));
                    self.keep(&heading, &free);
                }
                by_day
            } else if let Some(closing) = closing.as_deref().filter(|_| !free.is_empty()) {
                hours::free(&closing::joined(&free, closing))
            } else {
                hours::free(&free)
            };
            if let Some((heading, closing)) = self.entry.closing.clone().filter(|_| table == Table::Opening)
                && stated.as_ref().is_none_or(|stated| closing::parted(&stated.text).1.is_none())
            {
                self.keep(&heading, &closing);
            }
            match table {
                Table::Opening => self.entry.facts.hours = stated.map(Arc::new),
                Table::HomeVisit => self.entry.facts.home_visit_hours = stated.map(Arc::new),
            }
        }
    }

    /// The free text of a table's column; where it names no days those of its heading are its days: 開局時間（第1・3土曜）.
    fn free_text(&self, table: Table) -> String {
        let free = self.take(Meaning::Hours(table)).to_owned();
        let names_none = || crate::hours::read(&free).notes.iter().any(|note| note.code == "no_weekday");
        match closing::days_of_heading(&self.heading(Meaning::Hours(table))) {
            Some(days) if !free.is_empty() && names_none() => format!("{days} {free}"),
            _ => free,
        }
    }

    /// 定休日, laid over the cells of a day where there are some.
    fn closing(&mut self, cells: Option<&mut hours::DayCells>) -> Option<String> {
        let closing = self.take(Meaning::ClosingDays).to_owned();
        if !closing::says_something(&closing) {
            return None;
        }
        let heading = self.heading(Meaning::ClosingDays);
        if cells.is_some_and(|cells| closing::close(cells, &closing, false) == Some(true)) {
            let notice = Notice::new(Code::HoursContradict).at(&self.entry.at).column(&heading);
            self.notices.push(notice.found(&closing));
        }
        self.entry.closing = Some((heading, closing.clone()));
        Some(closing)
    }

    fn day_cells(&self, table: Table) -> Vec<(Days, String)> {
        let of_table = self.columns().filter_map(|(column, text)| match column.meaning {
            Some(Meaning::HoursOn(own, days)) if own == table => Some((days, text.to_owned())),
            _ => None,
        });
        of_table.collect()
    }

    /// The hours that start and end columns state, together with cells of one day; a day that both speak of is the columns'.
    fn with_slots(&mut self, week: navii::SlotWeek, cells: Option<hours::DayCells>) -> Option<StatedHours> {
        let plain = week.stated.as_ref().and_then(hours::cells_of);
        let Some(mut by_day) = plain.or_else(|| week.says_nothing().then(hours::DayCells::default)) else {
            // Weeks of the month and notes don't go into cells: a cell of a day is kept as the text it is.
            self.keep_day_cells();
            self.entry.by_slot = Some(week.spoken);
            return week.stated;
        };
        for (slot, cell) in by_day.iter_mut().zip(cells.unwrap_or_default()) {
            *slot = slot.take().or(cell);
        }
        let stated = hours::of_cells(&by_day);
        self.entry.by_day.extend(stated.is_some().then_some((Field::Hours, by_day)));
        stated
    }

    fn keep_day_cells(&mut self) {
        let headings = self.headings;
        for (column, text) in headings.columns.iter().zip(self.cells.clone()) {
            if matches!(column.meaning, Some(Meaning::HoursOn(Table::Opening, _))) && !fold::erases(&text) {
                self.keep(&column.heading, &text);
            }
        }
    }

    /// Hours given as start and end columns and flags; `None` when there are no such columns.
    fn structured_week(&mut self) -> Option<navii::SlotWeek> {
        if !self.headings.any(|meaning| matches!(meaning, Meaning::Slot(..) | Meaning::OpenDay(_))) {
            return None;
        }
        let cells = self.cells.clone();
        let mut week = navii::WeekCells { other: "", ..navii::WeekCells::default() };
        let stated_days = self.service_days();
        for (column, text) in self.headings.columns.iter().zip(&cells) {
            match column.meaning {
                Some(Meaning::Slot(days, slot, end)) => {
                    let days = if days.weekdays == WeekdaySet::ALL { stated_days? } else { days };
                    week.slots.push((days, slot, end, text));
                }
                Some(Meaning::OpenDay(days)) if !text.is_empty() => week.open.push((days, text)),
                Some(Meaning::ClosedWeek(days, number)) if !text.is_empty() => week.closed.push((days, number, text)),
                Some(Meaning::OtherClosures) => week.other = text,
                _ => {}
            }
        }
        let read = navii::week(&week);
        if read.stated.is_none() {
            // Closures of a week that nothing else is said of are text.
            self.keep(&self.heading(Meaning::OtherClosures), week.other);
        }
        if read.contradicts {
            let heading = self.headings.heading_of(Field::Hours).unwrap_or_default();
            self.notices.push(Notice::new(Code::HoursContradict).at(&self.entry.at).column(heading));
        }
        Some(read)
    }

    /// 診療曜日: `月火水木金`, `月;火;水`, `月～金`.
    fn service_days(&self) -> Option<Days> {
        crate::intake::meaning::days(&fold::heading(self.take(Meaning::ServiceDays)))
    }
}
