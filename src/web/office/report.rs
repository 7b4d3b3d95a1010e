//! The report of a check, in words.

use actix_web::HttpRequest;
use maud::{Markup, html};

use super::{home, words};
use crate::publish::{ChangeReport, CoverageSpan, FieldReport, NoticeReport, Report};

/// Lines of one kind shown at once.
const SHOWN: usize = 300;

/// How grave notices are, the gravest first.
const SEVERITIES: [&str; 3] = ["error", "warning", "info"];

/// Which part of a long report is shown, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part(usize);

impl Part {
    /// The part that the address names, from 1; the first when it names none.
    pub fn of(request: &HttpRequest) -> Self {
        Self(home::asked(request, "part").and_then(|part| part.parse::<usize>().ok()).unwrap_or(1).saturating_sub(1))
    }

    /// The lines of this part.
    fn lines<T>(self, all: &[T]) -> impl Iterator<Item = &T> {
        all.iter().skip(self.0.saturating_mul(SHOWN)).take(SHOWN)
    }

    /// Which of `count` lines those are, where they are not all: ` 301～600件目`.
    fn told(self, count: usize) -> String {
        let first = self.0.saturating_mul(SHOWN);
        let last = first.saturating_add(SHOWN).min(count);
        match count {
            0..=SHOWN => String::new(),
            _ if first >= count => "この部分にはありません".to_owned(),
            _ => format!("{}～{last}件目", first + 1),
        }
    }
}

/// The counts, which always add up.
pub fn counts(report: &Report) -> Markup {
    html! {
        dl.counts aria-label="行の数" {
            div { dt { "行" } dd { (report.rows_in) } }
            div { dt { "＝ 使う行" } dd { (report.accepted) } }
            div { dt { "＋ 使えない行" } dd { (report.rejected) } }
            div { dt { "＋ 変わらない行" } dd { (report.unchanged) } }
        }
    }
}

/// Everything else; of long tables one part.
pub fn whole(report: &Report, part: Part) -> Markup {
    html! {
        (coverage(report))
        (changes(report, part))
        (notices(report, part))
        (parts(report, part))
        (columns(report))
    }
}

/// The ways to the other parts of a report that does not fit on one page.
fn parts(report: &Report, part: Part) -> Markup {
    let kinds = ["removed", "added", "changed"].map(|kind| changes_of(report, kind).len());
    let graves = SEVERITIES.map(|severity| notices_of(report, severity).len());
    let parts = kinds.into_iter().chain(graves).max().unwrap_or(0).div_ceil(SHOWN);
    html! {
        @if parts > 1 {
            nav aria-label="知らせと変わるところの続き" {
                p {
                    "知らせと変わるところが多いので、" (parts) "つに分けて見せています（いまは" (part.0 + 1) "つめ）。"
                    @if part.0 > 0 { a href={ "?part=" (part.0) "#changes" } { "前の" (SHOWN) "件" } " " }
                    @if part.0 + 1 < parts { a href={ "?part=" (part.0 + 2) "#changes" } { "次の" (SHOWN) "件" } }
                }
            }
        }
    }
}

fn changes_of<'a>(report: &'a Report, kind: &str) -> Vec<&'a ChangeReport> {
    report.changes.iter().filter(|change| change.kind == kind).collect()
}

fn notices_of<'a>(report: &'a Report, severity: &str) -> Vec<&'a NoticeReport> {
    report.notices.iter().filter(|notice| notice.severity == severity).collect()
}

fn coverage(report: &Report) -> Markup {
    let coverage = &report.coverage;
    html! {
        section aria-labelledby="coverage" {
            h2 #coverage { "開いている薬局のある時間" }
            p { "毎週の時間と祝日で、1時間あたり半時間ごとに数えて、いま " (coverage.before) "、公開すると " (coverage.after) "（384のうち）。" }
            @if coverage.lost.is_empty() { p { "開いている薬局がなくなる時間はありません。" } }
            @else {
                div.urgent { p { "次の時間は、開いている薬局がひとつもなくなります。" } (spans(&coverage.lost)) }
            }
            @if !coverage.gained.is_empty() {
                details { summary { "新しく開く時間（" (coverage.gained.len()) "）" } (spans(&coverage.gained)) }
            }
        }
    }
}

fn spans(spans: &[CoverageSpan]) -> Markup {
    html! { ul { @for span in spans { li { (words::day(&span.day)) " " (span.from) "～" (span.until) } } } }
}

fn changes(report: &Report, part: Part) -> Markup {
    html! {
        section aria-labelledby="changes" {
            h2 #changes { "公開すると変わるところ" }
            @if report.changes.is_empty() { p { "公開中の一覧と同じです。" } }
            @for (kind, title) in [("removed", "一覧から外れる薬局"), ("added", "新しくのる薬局"), ("changed", "内容が変わる薬局")] {
                @let of = changes_of(report, kind);
                @if !of.is_empty() {
                    details open[of.len() <= 20 || part.0 > 0] {
                        summary { (title) "（" (of.len()) "）" (part.told(of.len())) }
                        ul { @for change in part.lines(&of) { li { (change_line(change)) } } }
                    }
                }
            }
        }
    }
}

fn change_line(change: &ChangeReport) -> Markup {
    html! {
        b { (change.name) }
        @if let Some(row) = change.row { "（" (row) "行目）" }
        @if !change.fields.is_empty() { ul { @for field in &change.fields { li { (field_line(field)) } } } }
    }
}

fn field_line(field: &FieldReport) -> Markup {
    let name = words::field(&field.field);
    html! {
        (name) "："
        @if let Some(metres) = field.moved_m { "約" (words::metres(metres)) "動きます " }
        @match (&field.before, &field.after) {
            (Some(before), Some(after)) => { del { (before) } " → " ins { (after) } }
            (None, Some(after)) => { ins { (after) } "（新しく書かれました）" }
            (Some(before), None) => { del { (before) } "（なくなります）" }
            (None, None) => {}
        }
    }
}

fn notices(report: &Report, part: Part) -> Markup {
    html! {
        section aria-labelledby="notices" {
            h2 #notices { "知らせ" }
            @if report.notices.is_empty() { p { "気になるところはありませんでした。" } }
            @for severity in SEVERITIES {
                @let of = notices_of(report, severity);
                @if !of.is_empty() {
                    details open[severity != "info" || of.len() <= 10] {
                        summary { span class=(severity) { (words::severity(severity)) } "（" (of.len()) "）" (part.told(of.len())) }
                        (notice_table(words::severity(severity), part.lines(&of)))
                    }
                }
            }
        }
    }
}

fn notice_table<'a>(severity: &str, notices: impl Iterator<Item = &'a &'a NoticeReport>) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label={ "「" (severity) "」の表" } {
            table {
                thead { tr { th scope="col" { "行" } th scope="col" { "列" } th scope="col" { "書かれていたこと" } th scope="col" { "読み取り" } th scope="col" { "どうすればよいか" } } }
                tbody { @for notice in notices { (notice_row(notice)) } }
            }
        }
    }
}

fn notice_row(notice: &NoticeReport) -> Markup {
    html! {
        tr {
            td { @if !notice.sheet.is_empty() { (notice.sheet) " " } @match notice.row { Some(row) => (row), None => "全体" } }
            td { @if let Some(column) = &notice.column { (column) } }
            td { @if let Some(found) = &notice.found { (words_found(notice, found)) } }
            td { @if let Some(read) = &notice.read_as { (read_as(notice, read)) } }
            td { (notice.ja) @if let Some(map) = map_of(notice) { " " a href=(map) rel="noreferrer" { "地図で見る" } } }
        }
    }
}

/// The text found, in the words of its keeper.
fn words_found(notice: &NoticeReport, found: &str) -> String {
    match (notice.code.as_str(), found.split_once(" / ")) {
        ("shrunk", _) => format!("{found}件"),
        ("many_far_from_area", Some((far, all))) => format!("{all}件のうち{far}件"),
        _ => found.to_owned(),
    }
}

/// How a text was read: a column, a row and its fields by the names its keeper knows.
fn read_as(notice: &NoticeReport, read: &str) -> String {
    match notice.code.as_str() {
        "column_likely" => words::meaning(read),
        "shrunk" => read.split_once(' ').map_or(read.to_owned(), |(left, _)| format!("{left}件になる")),
        "duplicate_row" | "conflicting_row" | "shared_number" => {
            let (row, fields) = read.split_once(' ').unwrap_or((read, ""));
            let names: Vec<&str> = fields.split(", ").filter(|name| !name.is_empty()).map(words::field).collect();
            let differing =
                if names.is_empty() { String::new() } else { format!("（違うところ：{}）", names.join("、")) };
            format!("{row}行目{differing}")
        }
        _ => read.to_owned(),
    }
}

/// Where a doubtful position is shown on a map of the Geospatial Information Authority.
fn map_of(notice: &NoticeReport) -> Option<String> {
    if notice.code != "far_from_area" {
        return None;
    }
    let (lat, lon) = notice.found.as_deref()?.split_once(", ")?;
    let (lat, lon): (f64, f64) = (lat.parse().ok()?, lon.parse().ok()?);
    Some(format!("https://maps.gsi.go.jp/#15/{lat}/{lon}/"))
}

fn columns(report: &Report) -> Markup {
    let (ours, others): (Vec<_>, Vec<_>) = report.columns.iter().partition(|column| column.meaning.is_some());
    html! {
        section aria-labelledby="columns" {
            h2 #columns { "列の読み取り" }
            p {
                (match report.format.as_str() { "csv" => "CSV", "xls" => "Excel（旧形式）", "ods" => "OpenDocument", _ => "Excel" })
                @if let Some(encoding) = &report.encoding { "、文字コード " (encoding) }
            }
            div.scroll tabindex="0" role="region" aria-label="列の表" {
                table {
                    thead { tr { th scope="col" { "列" } th scope="col" { "見出し" } th scope="col" { "読み取り" } } }
                    tbody {
                        @for column in ours {
                            tr {
                                td { @if !column.sheet.is_empty() { (column.sheet) " " } (column.column) }
                                td { (column.heading) }
                                td { (words::meaning(column.meaning.as_deref().unwrap_or_default())) (certainty(&column.certainty)) }
                            }
                        }
                    }
                }
            }
            @if !others.is_empty() {
                p { "次の列は「その他の項目」として、文字のまま残します。" }
                ul { @for column in others { li { (column.column) " " (column.heading) (certainty(&column.certainty)) } } }
            }
        }
    }
}

/// A word on how sure the meaning of a column is, where it is not plain.
fn certainty(name: &str) -> &'static str {
    match name {
        "told" => "（答えていただいたとおり）",
        "likely" | "doubtful" => "（確認してください）",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_a_long_report_is_on_some_part() {
        let all: Vec<usize> = (0..1_000).collect();
        let shown: Vec<usize> = (0..4).flat_map(|part| Part(part).lines(&all).copied()).collect();
        assert_eq!(shown, all);
        assert_eq!(Part(4).lines(&all).count() + Part(usize::MAX).lines(&all).count(), 0);
        let told = |part: usize, count: usize| Part(part).told(count);
        assert_eq!(
            (told(0, 300).as_str(), told(0, 301).as_str(), told(3, 1_000).as_str()),
            ("", "1～300件目", "901～1000件目")
        );
        assert_eq!(told(4, 1_000), "この部分にはありません");
    }
}
