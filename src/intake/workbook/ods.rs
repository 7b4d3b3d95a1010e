//! OpenDocument spreadsheets, read event by event.
//!
//! They say "this cell 16,000 times, this row a million times" in a few bytes; calamine lays that out in memory, and 0.38
//! runs for ever on a document whose table is not closed, so this format is read by hand.

use std::{
    collections::HashSet,
    io::{Cursor, Read},
};

use quick_xml::{
    Reader,
    escape::{resolve_predefined_entity, unescape},
    events::{BytesRef, BytesStart, Event},
};
use zip::ZipArchive;

use super::{
    Gatherer, damaged,
    hidden::{self, Hidden},
    value::duration_text,
};
use crate::intake::{Limits, Notice, Unreadable, catalogue::Code, sheet::Sheet, unreadable::Refusal};

/// Repeats of a blank cell or row beyond this lead nowhere a spreadsheet can show.
const MOST_REPEATS: u32 = 1 << 21;

pub(super) fn read(bytes: &[u8], limits: &Limits, notices: &mut Vec<Notice>) -> Result<Vec<Sheet>, Unreadable> {
    if part(bytes, "META-INF/manifest.xml").is_ok_and(|manifest| manifest.contains("encryption-data")) {
        return Err(Unreadable::new(Refusal::Encrypted));
    }
    let content = part(bytes, "content.xml")?;
    let mut reader = Reader::from_str(&content);
    let mut document = Document::new(limits);
    let mut open = 0_u32;
    loop {
        match reader.read_event().map_err(|error| damaged(&error))? {
            Event::Start(element) => {
                open += 1;
                document.start(&element, notices);
            }
            Event::Empty(element) => {
                document.start(&element, notices);
                document.end(element.name().as_ref(), notices)?;
            }
            Event::End(element) => {
                open = open.saturating_sub(1);
                document.end(element.name().as_ref(), notices)?;
            }
            Event::Text(text) => document.text(&text),
            Event::CData(text) => document.text(&text),
            Event::GeneralRef(entity) => document.text(&resolve(&entity)),
            Event::Eof if open > 0 => return Err(damaged(&"the document ends in its middle")),
            Event::Eof => return Ok(document.sheets),
            _ => {}
        }
    }
}

fn part(bytes: &[u8], name: &str) -> Result<String, Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut file = archive.by_name(name).map_err(|error| damaged(&error))?;
    let mut content = String::new();
    file.read_to_string(&mut content).map_err(|error| damaged(&error))?;
    Ok(content)
}

/// A character reference or one of the five entities of XML; entities a document defines itself are nothing.
fn resolve(entity: &BytesRef) -> String {
    match entity.resolve_char_ref() {
        Ok(Some(c)) => c.to_string(),
        _ => resolve_predefined_entity(entity).unwrap_or_default().to_owned(),
    }
}

/// Where the reading of a document stands.
struct Document<'a> {
    limits: &'a Limits,
    sheets: Vec<Sheet>,
    /// Styles that hide a table, and the style being read.
    hidden: HashSet<String>,
    style: String,
    table: Option<(String, Gatherer<'a>)>,
    row: u32,
    row_repeats: u32,
    row_is_hidden: bool,
    /// What of the table is hidden.
    concealed: Hidden,
    /// The row's texts by column.
    filled: Vec<(u32, u32, String)>,
    column: u32,
    cell: Option<Cell>,
    annotations: u32,
}

/// A cell being read.
struct Cell {
    repeats: u32,
    /// The value its attributes state; of a text cell the text inside.
    value: Option<String>,
    text: String,
    paragraphs: u32,
    in_paragraph: bool,
}

impl<'a> Document<'a> {
    fn new(limits: &'a Limits) -> Self {
        Self {
            limits,
            sheets: Vec::new(),
            hidden: HashSet::new(),
            style: String::new(),
            table: None,
            row: 0,
            row_repeats: 1,
            row_is_hidden: false,
            concealed: Hidden::default(),
            filled: Vec::new(),
            column: 0,
            cell: None,
            annotations: 0,
        }
    }

    fn start(&mut self, element: &BytesStart, notices: &mut Vec<Notice>) {
        match element.name().as_ref() {
            "style:style" => self.style = attribute(element, "style:name").unwrap_or_default(),
            "style:table-properties" if attribute(element, "table:display").as_deref() == Some("false") => {
                self.hidden.insert(self.style.clone());
            }
            "table:table" => self.start_table(element, notices),
            "table:table-row" => {
                self.row_repeats = repeats(element, "table:number-rows-repeated");
                self.row_is_hidden = is_hidden(element);
                self.column = 0;
                self.filled.clear();
            }
            "table:table-column" => {
                let end = self.column.saturating_add(repeats(element, "table:number-columns-repeated"));
                if is_hidden(element) {
                    self.concealed.columns.extend((self.column..end).take(self.limits.columns).map(|at| at as usize));
                }
                self.column = end;
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let repeats = repeats(element, "table:number-columns-repeated");
                let value = stated_value(element);
                self.cell = Some(Cell { repeats, value, text: String::new(), paragraphs: 0, in_paragraph: false });
            }
            "office:annotation" => self.annotations += 1,
            name if self.annotations == 0 => self.start_text(name),
            _ => {}
        }
    }

    fn start_table(&mut self, element: &BytesStart, notices: &mut Vec<Notice>) {
        let name = attribute(element, "table:name").unwrap_or_default();
        let is_hidden = attribute(element, "table:style-name").is_some_and(|style| self.hidden.contains(&style));
        (self.row, self.column) = (0, 0);
        self.concealed = Hidden::default();
        self.table = if is_hidden {
            notices.push(Notice::new(Code::HiddenSheet).found(&name));
            None
        } else {
            Some((name, Gatherer::new(self.limits)))
        };
    }

    fn start_text(&mut self, name: &str) {
        let Some(cell) = &mut self.cell else { return };
        match name {
            "text:p" => {
                if cell.paragraphs > 0 {
                    cell.text.push('\n');
                }
                cell.paragraphs += 1;
                cell.in_paragraph = true;
            }
            "text:s" => cell.text.push(' '),
            "text:tab" => cell.text.push('\t'),
            "text:line-break" => cell.text.push('\n'),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|cell| cell.in_paragraph && self.annotations == 0) {
            cell.text.push_str(text);
        }
    }

    fn end(&mut self, name: &str, notices: &mut Vec<Notice>) -> Result<(), Unreadable> {
        match name {
            "office:annotation" => self.annotations = self.annotations.saturating_sub(1),
            "text:p" if self.annotations == 0 => {
                if let Some(cell) = &mut self.cell {
                    cell.in_paragraph = false;
                }
            }
            "table:table-cell" | "table:covered-table-cell" => {
                if let Some(cell) = self.cell.take() {
                    let text = cell.value.unwrap_or(cell.text);
                    let end = self.column.saturating_add(cell.repeats);
                    if !text.trim().is_empty() {
                        self.filled.push((self.column, end, text));
                    }
                    self.column = end;
                }
            }
            "table:table-row" => self.end_row()?,
            "table:table" => {
                let sheet = self.table.take().map(|(name, rows)| rows.finish(name));
                if let Some(sheet) = &sheet {
                    hidden::tell(sheet, &self.concealed, notices);
                }
                self.sheets.extend(sheet);
            }
            _ => {}
        }
        Ok(())
    }

    /// Puts the row down as often as it is repeated; the gatherer stops what goes too far.
    fn end_row(&mut self) -> Result<(), Unreadable> {
        let next = self.row.saturating_add(self.row_repeats);
        if let Some((_, rows)) = &mut self.table
            && !self.filled.is_empty()
        {
            for row in self.row..next {
                if self.row_is_hidden {
                    self.concealed.rows.insert(row + 1);
                }
                for (from, to, text) in &self.filled {
                    for column in *from..*to {
                        rows.put(row, column, text.clone())?;
                    }
                }
            }
        }
        self.row = next;
        self.filled.clear();
        Ok(())
    }
}

/// Whether a row or column is not shown, by hand or by a filter.
fn is_hidden(element: &BytesStart) -> bool {
    attribute(element, "table:visibility").is_some_and(|visibility| visibility != "visible")
}

fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).ok().flatten()?;
    unescape(&found.value).ok().map(std::borrow::Cow::into_owned)
}

fn repeats(element: &BytesStart, name: &str) -> u32 {
    attribute(element, name).and_then(|count| count.parse().ok()).unwrap_or(1).clamp(1, MOST_REPEATS)
}

/// A number, date, time or truth value as its attributes state it; `None` for text, which stands inside.
fn stated_value(element: &BytesStart) -> Option<String> {
    match attribute(element, "office:value-type")?.as_str() {
        "float" | "currency" | "percentage" => attribute(element, "office:value"),
        "date" => attribute(element, "office:date-value")
            .map(|date| date.strip_suffix("T00:00:00").unwrap_or(&date).replace('T', " ")),
        "time" => attribute(element, "office:time-value").map(|time| duration_text(&time).unwrap_or(time)),
        "boolean" => attribute(element, "office:boolean-value").map(|value| value.to_uppercase()),
        _ => attribute(element, "office:string-value"),
    }
}
