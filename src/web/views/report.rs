//! The report of a check, as it leaves the house.

use serde::Serialize;
use utoipa::ToSchema;

use crate::publish::{ChangeReport, ColumnReport, CoverageReport, CoverageSpan, FieldReport, NoticeReport, Report};

/// How a file was read, what it would change, and everything there is to say about it.
///
/// `rows_in = accepted + rejected + unchanged`, always.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Report)]
pub struct ReportView<'a> {
    /// What kind of file it was.
    #[schema(example = "csv", pattern = "^(csv|xlsx|xls|ods)$", max_length = 4)]
    format: &'a str,
    /// The encoding found, of a text file.
    #[schema(example = "Shift_JIS", max_length = 40)]
    encoding: Option<&'a str>,
    /// How each column was understood.
    #[schema(max_items = 10000)]
    columns: Vec<ColumnView<'a>>,
    /// The counts.
    counts: CountsView,
    /// Everything there is to say, in the order of the file.
    #[schema(max_items = 1_000_000)]
    notices: Vec<NoticeView<'a>>,
    /// What differs from what is published.
    #[schema(max_items = 200_000)]
    changes: Vec<ChangeView<'a>>,
    /// What publishing it does to the hours at which the area has an open pharmacy.
    coverage: CoverageView<'a>,
}

/// How many rows became what.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = ReportCounts)]
pub struct CountsView {
    /// Rows of data in the file: `accepted + rejected + unchanged`.
    #[schema(example = 62, minimum = 0)]
    rows_in: usize,
    /// Rows that add or change a pharmacy.
    #[schema(example = 3, minimum = 0)]
    accepted: usize,
    /// Rows not used, duplicates included; each has a notice.
    #[schema(example = 1, minimum = 0)]
    rejected: usize,
    /// Rows that say what is published already.
    #[schema(example = 58, minimum = 0)]
    unchanged: usize,
    /// Pharmacies added.
    #[schema(example = 1, minimum = 0)]
    added: usize,
    /// Pharmacies changed.
    #[schema(example = 2, minimum = 0)]
    changed: usize,
    /// Pharmacies that leave the association's list.
    #[schema(example = 0, minimum = 0)]
    removed: usize,
}

/// How one column was understood.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReportColumn)]
struct ColumnView<'a> {
    /// The sheet's name; empty for a text file.
    #[schema(example = "一覧", max_length = 400)]
    sheet: &'a str,
    /// The column's letters.
    #[schema(example = "C", pattern = "^[A-Z]{1,4}$", max_length = 4)]
    column: &'a str,
    /// Its heading as written.
    #[schema(example = "時間外の電話番号", max_length = 8000)]
    heading: &'a str,
    /// What it was taken for; `null` when it is not ours and is kept as extra text.
    #[schema(example = "after_hours_phone", max_length = 100)]
    meaning: Option<&'a str>,
    /// How sure that is. `sure`: its heading is known. `told`: a person said so. `likely`: part of its heading is known.
    /// `doubtful`: its content does not look like its heading. `unknown`: it is kept as text.
    #[schema(example = "sure", pattern = "^(sure|told|likely|doubtful|unknown)$", max_length = 8)]
    certainty: &'a str,
    /// What its content looks like, when that is something else; say so with `/v1/listings/{id}/recheck`.
    #[schema(example = "phone", max_length = 100)]
    suggestion: Option<&'a str>,
}

/// One thing to say about the file.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Notice)]
struct NoticeView<'a> {
    /// A stable code.
    #[schema(example = "hours_unreadable", pattern = "^[a-z0-9_]+$", max_length = 60)]
    code: &'a str,
    /// `error` blocks the row, `warning` must be confirmed before publishing, `info` is worth knowing.
    #[schema(example = "warning", pattern = "^(info|warning|error)$", max_length = 7)]
    severity: &'a str,
    /// The sheet's name; empty for a text file or when it is about the file.
    #[schema(example = "", max_length = 400)]
    sheet: &'a str,
    /// The row as a spreadsheet counts; `null` when it is about the file.
    #[schema(example = 7, minimum = 1)]
    row: Option<u32>,
    /// The column's heading.
    #[schema(example = "開局時間", max_length = 8000)]
    column: Option<&'a str>,
    /// The text found.
    #[schema(example = "月～金9:00～", max_length = 8000)]
    found: Option<&'a str>,
    /// How it was read, when it was.
    #[schema(max_length = 8000)]
    read_as: Option<&'a str>,
    /// What is the matter and what to write instead, in Japanese.
    #[schema(example = "時間を読めないので「不明」とし、文字をそのまま見せます。", max_length = 2000)]
    ja: &'a str,
    /// The same in English.
    #[schema(example = "The hours can't be read: the state is unknown and the text is shown.", max_length = 2000)]
    en: &'a str,
}

/// One pharmacy's difference.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ListingChange)]
struct ChangeView<'a> {
    /// `added`, `changed`, `removed`.
    #[schema(example = "changed", pattern = "^(added|changed|removed)$", max_length = 7)]
    kind: &'a str,
    /// The pharmacy's id.
    #[schema(example = "0192a7c4-1f00-7a30-8a11-2b1c3d4e5f60", pattern = "^[a-z0-9-]{1,64}$", max_length = 64)]
    pharmacy_id: &'a str,
    /// Its name.
    #[schema(example = "太子堂よる薬局（見本）", max_length = 4000)]
    name: &'a str,
    /// The row it comes from; `null` of a removed one.
    #[schema(example = 7, minimum = 1)]
    row: Option<u32>,
    /// What differs; empty unless changed.
    #[schema(max_items = 100)]
    fields: Vec<FieldView<'a>>,
}

/// One field's difference, as a person would say it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ListingFieldChange)]
struct FieldView<'a> {
    /// The field's name.
    #[schema(example = "hours", max_length = 60)]
    field: &'a str,
    /// Before; `null` when it was not stated.
    #[schema(example = "水 9:00-19:00", max_length = 100_000)]
    before: Option<&'a str>,
    /// After; `null` when it is erased.
    #[schema(example = "水 9:00-18:00", max_length = 100_000)]
    after: Option<&'a str>,
    /// Of a position: how far it moves, metres.
    #[schema(example = json!(null), minimum = 0)]
    moved_m: Option<u32>,
}

/// The hours of the regular week, and of a holiday, at which the area has an open pharmacy. Hours of certain weeks only
/// (第1・3土曜) and duty shifts don't count.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ListingCoverage)]
struct CoverageView<'a> {
    /// Half-hours with an open pharmacy by what is published, of 384: seven days and a holiday.
    #[schema(example = 290, minimum = 0, maximum = 384)]
    before: usize,
    /// The same once this list is published.
    #[schema(example = 288, minimum = 0, maximum = 384)]
    after: usize,
    /// Times that lose their last open pharmacy.
    #[schema(max_items = 384)]
    lost: Vec<SpanView<'a>>,
    /// Times that gain their first.
    #[schema(max_items = 384)]
    gained: Vec<SpanView<'a>>,
}

/// A stretch of one day.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ListingCoverageSpan)]
struct SpanView<'a> {
    /// `mon` … `sun`, `holiday`.
    #[schema(example = "sun", pattern = "^(mon|tue|wed|thu|fri|sat|sun|holiday)$", max_length = 7)]
    day: &'a str,
    /// When it begins.
    #[schema(example = "22:00", pattern = "^[0-2][0-9]:[0-5][0-9]$", max_length = 5)]
    from: &'a str,
    /// When it ends, `24:00` at most.
    #[schema(example = "23:00", pattern = "^[0-2][0-9]:[0-5][0-9]$", max_length = 5)]
    until: &'a str,
}

impl<'a> From<&'a Report> for ReportView<'a> {
    fn from(report: &'a Report) -> Self {
        Self {
            format: &report.format,
            encoding: report.encoding.as_deref(),
            columns: report.columns.iter().map(ColumnView::from).collect(),
            counts: CountsView::from(report),
            notices: report.notices.iter().map(NoticeView::from).collect(),
            changes: report.changes.iter().map(ChangeView::from).collect(),
            coverage: CoverageView::from(&report.coverage),
        }
    }
}

impl From<&Report> for CountsView {
    fn from(report: &Report) -> Self {
        Self {
            rows_in: report.rows_in,
            accepted: report.accepted,
            rejected: report.rejected,
            unchanged: report.unchanged,
            added: report.added,
            changed: report.changed,
            removed: report.removed,
        }
    }
}

impl<'a> From<&'a ColumnReport> for ColumnView<'a> {
    fn from(column: &'a ColumnReport) -> Self {
        let ColumnReport { sheet, column, heading, meaning, certainty, suggestion } = column;
        let certainty = if certainty.is_empty() { "sure" } else { certainty };
        Self { sheet, column, heading, meaning: meaning.as_deref(), certainty, suggestion: suggestion.as_deref() }
    }
}

impl<'a> From<&'a NoticeReport> for NoticeView<'a> {
    fn from(notice: &'a NoticeReport) -> Self {
        let NoticeReport { code, severity, sheet, row, column, found, read_as, ja, en } = notice;
        let (column, found, read_as) = (column.as_deref(), found.as_deref(), read_as.as_deref());
        Self { code, severity, sheet, row: *row, column, found, read_as, ja, en }
    }
}

impl<'a> From<&'a ChangeReport> for ChangeView<'a> {
    fn from(change: &'a ChangeReport) -> Self {
        let ChangeReport { kind, pharmacy, name, row, fields } = change;
        Self { kind, pharmacy_id: pharmacy, name, row: *row, fields: fields.iter().map(FieldView::from).collect() }
    }
}

impl<'a> From<&'a FieldReport> for FieldView<'a> {
    fn from(field: &'a FieldReport) -> Self {
        let (before, after) = (field.before.as_deref(), field.after.as_deref());
        Self { field: &field.field, before, after, moved_m: field.moved_m }
    }
}

impl<'a> From<&'a CoverageReport> for CoverageView<'a> {
    fn from(coverage: &'a CoverageReport) -> Self {
        let span = |span: &'a CoverageSpan| SpanView { day: &span.day, from: &span.from, until: &span.until };
        Self {
            before: coverage.before,
            after: coverage.after,
            lost: coverage.lost.iter().map(span).collect(),
            gained: coverage.gained.iter().map(span).collect(),
        }
    }
}
