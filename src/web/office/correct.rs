//! Cells of a sent list, corrected where they are shown; the file itself stays as it came.

use std::collections::{BTreeMap, HashMap};

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path, Payload},
};
use maud::{Markup, html};

use super::{listing, progress, refused::Refused, session::Signed, words};
use crate::{
    directory::ListingState,
    intake::CellEdit,
    publish::{self, ColumnReport, NoticeReport, Recheck, Report, RowReport, Version},
    web::{
        App,
        problem::{Code, Problem, Text},
    },
};

/// Cells offered at once; when they are corrected the next ones show.
const OFFERED: usize = 120;

/// A row to look at: its place, what is said of it, and the cells that may be wrong.
struct Row<'a> {
    report: &'a RowReport,
    notices: Vec<&'a NoticeReport>,
    columns: Vec<&'a ColumnReport>,
}

/// The way to the rows that can be corrected, where there are any.
pub fn way(version: &Version) -> Markup {
    let count = rows(&version.report).len();
    html! {
        @if count > 0 && version.listing.state == ListingState::Checked {
            p { a href="#correct" { "直せる行が " (count) " 行あります" } "（このページで直して、もう一度確かめられます）。" }
        }
    }
}

/// The rows that were not used or have a warning, with their cells to be corrected.
pub fn section(signed: &Signed, version: &Version) -> Markup {
    let rows = rows(&version.report);
    if rows.is_empty() || version.listing.state != ListingState::Checked {
        return html! {};
    }
    let mut cells = 0;
    let shown: Vec<&Row<'_>> = rows
        .iter()
        .take_while(|row| {
            cells += row.columns.len();
            cells <= OFFERED
        })
        .collect();
    html! {
        section aria-labelledby="correct" {
            h2 #correct { "その場で直す" }
            p { "使えなかった行と、注意のある行です。正しい内容に書きかえて、もう一度確かめられます。送られたファイルはそのまま残ります。" }
            form.stack.wide method="post" enctype="multipart/form-data" action={ "/office/listings/" (version.listing.id) "/cells" } {
                (signed.proof())
                @for row in &shown { (row_form(row, &version.report)) }
                @if shown.len() < rows.len() {
                    p { "ほか " (rows.len() - shown.len()) " 行は、これらを直してから出ます。多いときは、使えなかった行の Excel かファイルを直してください。" }
                }
                button.act { "直した内容で、もう一度確かめる" }
            }
        }
    }
}

/// Rows with something to correct, the unusable ones first.
fn rows(report: &Report) -> Vec<Row<'_>> {
    let mut said: HashMap<(&str, u32), Vec<&NoticeReport>> = HashMap::new();
    for notice in report.notices.iter().filter(|notice| notice.severity != "info") {
        if let Some(row) = notice.row {
            said.entry((notice.sheet.as_str(), row)).or_default().push(notice);
        }
    }
    let rows = report.rejected_rows.iter().chain(&report.doubtful_rows);
    let with_notices = rows.filter_map(|row| {
        let notices = said.remove(&(row.sheet.as_str(), row.row))?;
        let columns = columns(report, row, &notices);
        Some(Row { report: row, notices, columns })
    });
    with_notices.filter(|row| !row.columns.is_empty()).collect()
}

/// The columns that the notices of a row are about, in the order of the sheet.
fn columns<'a>(report: &'a Report, row: &RowReport, notices: &[&NoticeReport]) -> Vec<&'a ColumnReport> {
    let of_sheet = || report.columns.iter().filter(|column| column.sheet == row.sheet);
    let means = |column: &&ColumnReport, wanted: &str| {
        let meaning = column.meaning.as_deref().unwrap_or_default();
        meaning == wanted || meaning.split_once('.').is_some_and(|(table, _)| table == wanted)
    };
    let mut found: BTreeMap<usize, &ColumnReport> = BTreeMap::new();
    for notice in notices {
        let named = notice.column.as_deref();
        let wanted = about(&notice.code);
        let is_it = |column: &&ColumnReport| match named {
            Some(heading) => heading.split('・').any(|one| one == column.heading) || column.heading == heading,
            None => wanted.iter().any(|meaning| means(column, meaning)),
        };
        let fitting = of_sheet().enumerate().filter(|(_, column)| is_it(column));
        found.extend(fitting);
    }
    found.into_values().collect()
}

/// What a notice is about that names no column.
fn about(code: &str) -> &'static [&'static str] {
    match code {
        "no_phone" => &["phone"],
        "no_hours" => &["hours"],
        "hours_days_replace" | "hours_days_kept" | "hours_days_asked" => &["hours", "home_visit_hours"],
        "far_from_area" => &["address", "latitude", "longitude"],
        "id_unknown" => &["id"],
        "code_elsewhere" => &["pharmacy_code"],
        "moved" => &["name", "address"],
        _ => &["name", "pharmacy_code", "address", "phone"],
    }
}

fn row_form(row: &Row<'_>, report: &Report) -> Markup {
    let Row { report: row, notices, columns } = row;
    let name =
        report.columns.iter().find(|column| column.meaning.as_deref() == Some("name") && column.sheet == row.sheet);
    let name = name.map(|column| cell(row, &column.column)).unwrap_or_default();
    html! {
        fieldset.correct {
            legend { @if !row.sheet.is_empty() { (row.sheet) " " } (row.row) "行目 " (name) }
            ul { @for notice in notices { li { (said(notice)) } } }
            @for column in columns { (cell_field(row, column)) }
        }
    }
}

fn said(notice: &NoticeReport) -> Markup {
    html! {
        span class=(notice.severity) { (words::severity(&notice.severity)) } " "
        @if let Some(column) = &notice.column { "「" (column) "」" } (notice.ja)
    }
}

fn cell_field(row: &RowReport, column: &ColumnReport) -> Markup {
    let (text, name) = (cell(row, &column.column), field_name(row, &column.column));
    let meaning = column.meaning.as_deref().map(words::meaning).filter(|meaning| *meaning != column.heading);
    html! {
        div.field {
            label for=(name) { (column.column) "列 " (column.heading) @if let Some(meaning) = meaning { "（" (meaning) "）" } }
            @if text.contains('\n') || text.chars().count() > 40 {
                textarea id=(name) name=(name) rows="3" { "\n" (text) }
            } @else {
                input id=(name) name=(name) type="text" value=(text) autocomplete="off";
            }
        }
    }
}

/// The text of a cell by its column's letters.
fn cell<'a>(row: &'a RowReport, letters: &str) -> &'a str {
    let at = letters.bytes().fold(0, |number, b| number * 26 + usize::from(b.saturating_sub(b'A')) + 1);
    row.cells.get(at.wrapping_sub(1)).map_or("", String::as_str)
}

fn field_name(row: &RowReport, letters: &str) -> String {
    format!("cell:{}:{letters}:{}", row.row, row.sheet)
}

/// `POST /office/listings/{id}/cells`
pub async fn cells(
    app: Data<App>,
    request: HttpRequest,
    signed: Signed,
    path: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Refused> {
    let version = listing::edited(&app, &signed, &path).await?;
    let sent = signed.sent(&request, payload, app.settings.body_bytes).await?;
    let edits = edits(&version.report, &sent.fields);
    if edits.is_empty() {
        let text = Text::new(
            "直したところがありません。前のページに戻り、欄を書きかえてから送ってください。",
            "Nothing was corrected. Go back, change a field, then send it.",
        );
        return Err(Problem::because(Code::InvalidFields, text).into());
    }
    let limits = app.settings.limits();
    let (actor, at) = (signed.caller.name, app.clock.now().naive_utc());
    let with = Recheck { cells: edits, ..Recheck::default() };
    progress::run(app, actor.clone(), at, move |store, tell| {
        publish::recheck(store, &version.listing.id, with, limits, (&actor, at), tell)
    })
    .await
}

/// The cells of a form that differ from what was shown in it.
fn edits(report: &Report, fields: &HashMap<String, Vec<String>>) -> Vec<CellEdit> {
    let mut edits = Vec::new();
    for row in report.rejected_rows.iter().chain(&report.doubtful_rows) {
        for column in report.columns.iter().filter(|column| column.sheet == row.sheet) {
            let given = fields.get(&field_name(row, &column.column)).and_then(|values| values.first());
            // A browser breaks the lines of a text its own way, and drops blanks at the end of none.
            let Some(text) = given.map(|text| text.replace("\r\n", "\n")) else { continue };
            if text.trim() != cell(row, &column.column).replace("\r\n", "\n").trim() {
                let (sheet, column) = (row.sheet.clone(), column.column.clone());
                edits.push(CellEdit { sheet, row: row.row, column, text });
            }
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_found_by_its_letters() {
        let cells: Vec<String> = (0..30).map(|n| n.to_string()).collect();
        let row = RowReport { sheet: "一覧".into(), row: 7, cells };
        assert_eq!((cell(&row, "A"), cell(&row, "AB"), cell(&row, "ZZ"), cell(&row, "")), ("0", "27", "", ""));
        assert_eq!(field_name(&row, "AB"), "cell:7:AB:一覧");
    }
}
