//! 当番表: the month as a calendar, and a new roster.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path, Payload},
};
use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime};
use maud::{Markup, html};

use super::{entries, frame, home, refused::Refused, session::Signed};
use crate::{
    directory::AssociationId,
    intake::roster,
    publish::{self, NoticeReport, RosterFile, RosterLine, RosterReport, RosterStep, RosterUpload},
    web::{
        App,
        auth::blocking,
        problem::{Code, Problem, Text},
        snapshot::Current,
    },
};

/// `GET /office/rosters/{association}?month=2026-11&before=…`
pub async fn page(
    app: Data<App>,
    request: HttpRequest,
    signed: Signed,
    snapshot: Current,
    path: Path<String>,
) -> Result<HttpResponse, Refused> {
    let association = home::reviewed(&signed, &path)?;
    let today = app.clock.japan().date();
    let first = month(&request).unwrap_or(today).with_day(1).unwrap_or(today);
    let until = first.checked_add_months(Months::new(1)).unwrap_or(first);
    let (asked, midnight) = (association.clone(), NaiveTime::MIN);
    let lines =
        blocking(&app, move |store| publish::duties(store, &asked, first.and_time(midnight), until.and_time(midnight)));
    let lines = lines.await?;
    let (asked, before) = (association.clone(), queried(&request, "before").map(str::to_owned));
    let entered =
        blocking(&app, move |store| publish::rosters(store, &asked, before.as_deref(), entries::AT_ONCE)).await?;
    let holiday = |day: NaiveDate| snapshot.calendar().holidays.name(day).map(str::to_owned);
    let main = html! {
        (calendar(&association, first, until, &lines, holiday))
        @if signed.caller.authority.may_edit(&association) { (send_form(&signed, &association)) }
        (entries::table(&signed, &association, &entered, first))
    };
    Ok(frame::page(&signed, "当番表", &main))
}

fn month(request: &HttpRequest) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(&format!("{}-01", queried(request, "month")?), "%Y-%m-%d").ok()
}

/// The value of a parameter of the address, as written.
fn queried<'a>(request: &'a HttpRequest, name: &str) -> Option<&'a str> {
    let mut pairs = request.query_string().split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(own, _)| *own == name).map(|(_, value)| value)
}

fn calendar(
    association: &AssociationId,
    first: NaiveDate,
    until: NaiveDate,
    lines: &[RosterLine],
    holiday: impl Fn(NaiveDate) -> Option<String>,
) -> Markup {
    let (before, address) = (first.checked_sub_months(Months::new(1)), format!("/office/rosters/{association}?month="));
    let lead = first.weekday().num_days_from_monday();
    let days: Vec<Option<NaiveDate>> =
        (0..lead).map(|_| None).chain(first.iter_days().take_while(|day| *day < until).map(Some)).collect();
    html! {
        nav aria-label="月" {
            @if let Some(before) = before { a href={ (address) (before.format("%Y-%m")) } { "前の月" } " ・ " }
            a href={ (address) (until.format("%Y-%m")) } { "次の月" }
        }
        div.scroll tabindex="0" role="region" aria-label="当番表" {
            table.month {
                caption { (first.format("%Y年%-m月")) }
                thead { tr { @for name in ["月", "火", "水", "木", "金", "土", "日"] { th scope="col" { (name) } } } }
                tbody { @for week in days.chunks(7) { tr { @for day in week { (cell(*day, lines, &holiday)) } } } }
            }
        }
    }
}

fn cell(day: Option<NaiveDate>, lines: &[RosterLine], holiday: &impl Fn(NaiveDate) -> Option<String>) -> Markup {
    let Some(day) = day else { return html! { td {} } };
    let of_day: Vec<&RosterLine> = lines.iter().filter(|line| line.shift.start().date() == day).collect();
    let holiday = holiday(day);
    let is_rest = holiday.is_some() || day.weekday() == chrono::Weekday::Sun;
    html! {
        td {
            b { (day.day()) } @if let Some(name) = &holiday { " " (name) }
            @if of_day.is_empty() && is_rest { p.none { "当番なし" } }
            ul { @for line in of_day { li { (line.name) " " (hours(line)) } } }
        }
    }
}

fn hours(line: &RosterLine) -> String {
    let (start, end) = (line.shift.start(), line.shift.end());
    let next = if end.date() > start.date() && end.time() != NaiveTime::MIN { "翌" } else { "" };
    let end_text = if end.time() == NaiveTime::MIN && end.date() == start.date() + Days::new(1) {
        "24:00".to_owned()
    } else {
        end.format("%-H:%M").to_string()
    };
    format!("{}～{next}{end_text}", start.format("%-H:%M"))
}

fn send_form(signed: &Signed, association: &AssociationId) -> Markup {
    html! {
        section.card aria-labelledby="send" {
            h2 #send { "当番表を送る" }
            p { "「日付・薬局名・時間」の行か、薬局×日の表（1か月）の Excel・CSV です。「日付・班・時間」でも送れます（班の薬局は、同じブックの「薬局名・班」のシートか、一覧の「班」の列で分かるようにしてください）。ファイルの最初の日から最後の日までを、この内容に入れかえます。1行でも誤りがあると何も登録しません。送っただけでは登録されません。何が変わるかを見てから登録します。" }
            form.stack method="post" enctype="multipart/form-data" action={ "/office/rosters/" (association) } {
                (signed.proof())
                div.field {
                    label for="file" { "当番表のファイル" }
                    input.drop #file name="file" type="file" required accept=".xlsx,.xlsm,.xls,.ods,.csv,.tsv,.txt";
                }
                div.field {
                    label for="until" { "規則の当番の終わりの日（規則で送るときだけ）" }
                    p.hint { "「第1日曜はA班、第2日曜はB班」のような規則（または「曜日・班・時間」の表）は、この日までの当番に直して登録します。表に「期間：…～…」とあれば、早いほうまでです。" }
                    input #until name="until" type="date";
                }
                div.field {
                    label for="supplement" { "班の表などが別のファイルのとき" }
                    input.drop #supplement name="supplement" type="file" multiple accept=".xlsx,.xlsm,.xls,.ods,.csv,.tsv,.txt";
                }
                button.act { "送って確かめる" }
            }
        }
    }
}

/// `POST /office/rosters/{association}`
pub async fn enter(
    app: Data<App>,
    request: HttpRequest,
    signed: Signed,
    path: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Refused> {
    let association = home::edited(&signed, &path)?;
    let sent = signed.sent(&request, payload, app.settings.body_bytes).await?;
    let until = last_day(sent.field("until"))?;
    let limits = app.settings.limits();
    let (bytes, name) = sent.whole().ok_or_else(no_file)?;
    let (actor, at, of) = (signed.caller.name.clone(), app.clock.now().naive_utc(), association.clone());
    let report = blocking(&app, move |store| {
        let roster = roster::roster(&bytes, &name, &limits)?;
        let (replaces, step, file) = (true, RosterStep::Try, RosterFile { name: &name, bytes: &bytes });
        publish::enter_roster(
            store,
            &RosterUpload { association: &of, roster, replaces, until, step, file, actor: &actor, at },
        )
    });
    let report = report.await?;
    Ok(frame::page(&signed, "当番表の確かめ", &told(&signed, &association, &report, None)))
}

/// The last day that rules are followed to, if one was given.
fn last_day(text: Option<&str>) -> Result<Option<NaiveDate>, Problem> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    text.parse().map(Some).map_err(|_| {
        let text = Text::new("終わりの日は 2027-03-31 のように書いてください。", "Write the last day as 2027-03-31.");
        Problem::because(Code::InvalidParameter, text)
    })
}

fn no_file() -> Problem {
    Problem::because(
        Code::InvalidParameter,
        Text::new("ファイルを選んでから送ってください。", "Choose a file, then send it."),
    )
}

/// What a roster does, with the step that comes next; `changed` says why what was shown is to be looked at again.
pub(super) fn told(
    signed: &Signed,
    association: &AssociationId,
    report: &RosterReport,
    changed: Option<&str>,
) -> Markup {
    html! {
        @if !report.faults.is_empty() {
            div.faults role="alert" {
                p { "直すところがあるので、何も登録していません。" }
                ul { @for fault in report.faults.iter().take(100) { li { (fault_line(fault)) } } }
            }
        } @else if report.revision.is_some() {
            p.told { "登録しました。" }
        } @else if !report.changes() {
            p.told { "登録済みの当番表と同じなので、変わるところはありません。" }
        } @else {
            p.told { (changed.unwrap_or("まだ登録していません。下の変わるところを確かめてから登録してください。")) }
            @if let Some(entry) = &report.entry {
                form.inline method="post" action={ "/office/rosters/" (association) "/" (entry) "/enter" } {
                    (signed.proof())
                    button.act { "この内容で登録する" }
                }
            }
        }
        dl.counts {
            div { dt { "当番" } dd { (report.rows_in) } }
            div { dt { "追加" } dd { (report.added.len()) } }
            div { dt { "取り消し" } dd { (report.removed.len()) } }
            div { dt { "変わらない" } dd { (report.unchanged) } }
        }
        @if let Some((first, last)) = report.by_rule {
            p { "規則の当番は " (first.format("%Y-%m-%d")) " から " b { (last.format("%Y-%m-%d")) } " までの日付に直しました。その先は、また送ってください。" }
        }
        @for (title, lines) in [("追加", &report.added), ("取り消し", &report.removed)] {
            @if !lines.is_empty() {
                h2 { (title) }
                ul { @for line in lines.iter().take(400) { li { (line.shift.start().format("%Y-%m-%d")) " " (line.name) " " (hours(line)) } } }
            }
        }
        p { a href={ "/office/rosters/" (association) } { "当番表へ" } }
    }
}

fn fault_line(fault: &NoticeReport) -> Markup {
    html! {
        @if !fault.sheet.is_empty() { "シート「" (fault.sheet) "」 " }
        @if let Some(row) = fault.row { b { (row) "行目" } " " }
        @if let Some(column) = fault.column.as_deref().filter(|column| !column.is_empty()) { "「" (column) "」の列 " }
        @if let Some(found) = fault.found.as_deref().filter(|found| !found.is_empty()) { "「" (found) "」 " }
        (fault.ja)
    }
}
