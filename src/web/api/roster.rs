//! `POST /v1/duties`

use actix_web::{
    HttpMessage, HttpRequest, HttpResponse, post,
    web::{Bytes, Data, Payload},
};
use chrono::{DateTime, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::listings::private;
use crate::{
    clock::JAPAN,
    directory::AssociationId,
    hours::DutyShift,
    intake::{
        Limits, RowRef,
        roster::{self, Named, Roster, RosterShift},
    },
    publish::{self, NoticeReport, RosterFile, RosterLine, RosterReport, RosterStep, RosterUpload},
    web::{
        App,
        auth::{self, Editor, blocking},
        body, params,
        problem::{Code, ParameterError, Problem, Text},
        query::{Fault, Query},
        reply,
        views::JapanTime,
    },
};

/// Faults told at most.
const FAULTS: usize = 100;
/// Shifts in one JSON body at most.
const SHIFTS: usize = 20_000;

/// Shifts of duty, as JSON.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DutiesRequest)]
struct RosterBody {
    /// The shifts.
    #[schema(min_items = 1, max_items = 20000)]
    shifts: Vec<ShiftBody>,
}

/// One shift of duty.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DutyRequest, example = json!({
    "pharmacy_id": "0192a7c4-1f00-7a30-8a11-2b1c3d4e5f60",
    "start": "2026-11-23T20:00:00+09:00", "end": "2026-11-24T08:00:00+09:00"
}))]
struct ShiftBody {
    /// The pharmacy, one of the association's published list.
    #[schema(example = "0192a7c4-1f00-7a30-8a11-2b1c3d4e5f60", pattern = "^[a-z0-9-]{1,64}$", max_length = 64)]
    pharmacy_id: String,
    /// When it begins.
    #[schema(example = "2026-11-23T20:00:00+09:00", format = "date-time", max_length = 40)]
    start: String,
    /// When it ends, not included.
    #[schema(example = "2026-11-24T08:00:00+09:00", format = "date-time", max_length = 40)]
    end: String,
}

/// What a roster does.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DutiesReport)]
struct RosterView<'a> {
    /// Shifts named.
    #[schema(example = 62, minimum = 0)]
    rows_in: usize,
    /// Shifts that were published already.
    #[schema(example = 60, minimum = 0)]
    unchanged: usize,
    /// Shifts added.
    #[schema(max_items = 20000)]
    added: Vec<LineView<'a>>,
    /// Shifts taken back.
    #[schema(max_items = 20000)]
    removed: Vec<LineView<'a>>,
    /// The last day for which rules of the roster (第1日曜はA班) were followed; `null` when it has none.
    #[schema(example = "2027-03-31")]
    rules_until: Option<NaiveDate>,
    /// The publication that holds them; `null` when nothing was entered.
    #[schema(example = 12, minimum = 0)]
    revision: Option<i64>,
    /// The id by which it can be taken back; `null` when nothing was entered.
    #[schema(example = "019ab0c2-6a5e-7c10-9e0b-5f3a2d8c4e11", pattern = "^[a-z0-9-]{1,64}$", max_length = 64)]
    roster: Option<&'a str>,
}

/// A shift and whose it is.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DutyChange)]
struct LineView<'a> {
    /// The pharmacy's id.
    #[schema(example = "0192a7c4-1f00-7a30-8a11-2b1c3d4e5f60", pattern = "^[a-z0-9-]{1,64}$", max_length = 64)]
    pharmacy_id: &'a str,
    /// The pharmacy's name.
    #[schema(example = "太子堂よる薬局（見本）", max_length = 4000)]
    name: &'a str,
    /// When it begins.
    start: JapanTime,
    /// When it ends, not included.
    end: JapanTime,
}

impl<'a> From<&'a RosterLine> for LineView<'a> {
    fn from(line: &'a RosterLine) -> Self {
        let (start, end) = (JapanTime(line.shift.start()), JapanTime(line.shift.end()));
        Self { pharmacy_id: line.pharmacy.as_str(), name: &line.name, start, end }
    }
}

/// Whose roster, and how it is meant.
#[derive(Debug, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct AskedRoster {
    /// Whose.
    #[param(value_type = String, required = true, example = "setagaya", pattern = "^[a-z][a-z0-9-]{0,39}$", max_length = 40)]
    association: Option<AssociationId>,
    /// `replace`: within the first and last day of the file, shifts it doesn't name are taken back. `add`: they stay.
    #[param(value_type = Option<String>, required = false, example = "replace", pattern = "^(replace|add)$", max_length = 7)]
    mode: Option<bool>,
    /// The last day that rules of the roster are followed to, included; the file may say an earlier one.
    #[param(value_type = Option<String>, required = false, format = "date", example = "2027-03-31", pattern = r"^\d{4}-\d{2}-\d{2}$", max_length = 10)]
    until: Option<NaiveDate>,
    /// Only tell what it would do.
    #[param(required = false, example = false)]
    dry_run: Option<bool>,
}

/// Enter a roster
///
/// 輪番・当番の表を登録します。 Rows of date, pharmacy and times, a month as pharmacies × days (CSV or a workbook), the same by
/// groups (班) whose pharmacies another sheet or the published list names, rules (第1日曜はA班、第2日曜はB班, or the columns
/// 曜日, 班 and 時間) made into dated shifts until the day that the file or `until` says, or JSON. Several files are sent as a
/// form.
/// All of it is entered or nothing: a pharmacy that is not on the published list, a shift that ends before it begins,
/// overlaps another of the same pharmacy or lies more than two years ahead is named by its row.
#[utoipa::path(
    tag = "lists", params(AskedRoster),
    request_body(description = "The roster", content((RosterBody = "application/json"), (Vec<u8> = "application/octet-stream"))),
    responses((status = 200, description = "Entered, or what it would do", body = RosterView<'static>)),
    security(("token" = []))
)]
#[post("/v1/duties")]
pub async fn create_duties(
    app: Data<App>,
    request: HttpRequest,
    editor: Editor,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    reply::accepts(&request, &[reply::JSON])?;
    let Asked { association, replaces, until, is_trial } = asked(&request)?;
    editor.0.must_edit(&association)?;
    let (roster, bytes, name) = read(&request, payload, app.settings.body_bytes).await?;
    let step = if is_trial { RosterStep::Tell } else { RosterStep::Enter };
    let (actor, at) = (editor.0.name, app.clock.now().naive_utc());
    let report = blocking(&app, move |store| {
        let association = &association;
        let file = RosterFile { name: &name, bytes: &bytes };
        publish::enter_roster(
            store,
            &RosterUpload { association, roster, replaces, until, step, file, actor: &actor, at },
        )
    });
    let report = report.await?;
    if !report.faults.is_empty() {
        return Err(refused(&report));
    }
    auth::refresh(&app).await;
    Ok(private(HttpResponse::Ok(), &view(&report)))
}

fn view(report: &RosterReport) -> RosterView<'_> {
    RosterView {
        rows_in: report.rows_in,
        unchanged: report.unchanged,
        added: report.added.iter().map(LineView::from).collect(),
        removed: report.removed.iter().map(LineView::from).collect(),
        rules_until: report.by_rule.map(|(_, until)| until),
        revision: report.revision,
        roster: report.entry.as_deref(),
    }
}

fn refused(report: &RosterReport) -> Problem {
    let fault = |notice: &NoticeReport| {
        let place = notice.row.map_or_else(|| "file".to_owned(), |row| format!("row {row}"));
        let quoted = |text: &str| if text.is_empty() { String::new() } else { format!("「{text}」") };
        let found = notice.found.as_deref().map(quoted).filter(|found| !found.is_empty());
        let found = found.map(|found| format!("{found} ")).unwrap_or_default();
        let (sheet, column) = (quoted(&notice.sheet), notice.column.as_deref().map(quoted).unwrap_or_default());
        let (mut ja, mut en) = (String::new(), String::new());
        if !sheet.is_empty() {
            (ja, en) = (format!("シート{sheet} "), format!("sheet {sheet} "));
        }
        if !column.is_empty() {
            (ja, en) = (format!("{ja}{column}の列 "), format!("{en}column {column} "));
        }
        let text = Text::new(format!("{ja}{found}{}", notice.ja), format!("{en}{found}{}", notice.en));
        ParameterError::new(place, text, notice.code.clone())
    };
    Problem::parameters(Code::RosterRefused, report.faults.iter().take(FAULTS).map(fault).collect())
}

/// What is asked for.
struct Asked {
    association: AssociationId,
    replaces: bool,
    until: Option<NaiveDate>,
    is_trial: bool,
}

fn asked(request: &HttpRequest) -> Result<Asked, Problem> {
    let mut query = Query::new(request.query_string(), &["association", "mode", "until", "dry_run"]);
    let form = "a short name of /v1/associations, such as setagaya";
    let wrong = move || Fault::new("薬剤師会の名前を指定してください。", "Say whose roster it is.", form);
    let asked = AskedRoster {
        association: query.one("association", |value| AssociationId::new(value).ok_or_else(wrong)),
        mode: query.one("mode", |value| match value {
            "replace" => Ok(true),
            "add" => Ok(false),
            _ => Err(Fault::new("replace か add です。", "It is replace or add.", "replace, add")),
        }),
        until: query.one("until", params::date),
        dry_run: query.one("dry_run", params::flag),
    };
    if asked.association.is_none() {
        query.refuse("association", wrong());
    }
    let AskedRoster { association, mode, until, dry_run } = query.finish(asked)?;
    let association = association.ok_or_else(|| Problem::new(Code::InvalidParameter))?;
    Ok(Asked { association, replaces: mode.unwrap_or(true), until, is_trial: dry_run.unwrap_or(false) })
}

/// The roster of a request, with the bytes and the name that are kept of it.
async fn read(request: &HttpRequest, payload: Payload, limit: usize) -> Result<(Roster, Bytes, String), Problem> {
    if request.content_type().eq_ignore_ascii_case("application/json") {
        let (body, bytes) = body::json_with_bytes::<RosterBody>(request, payload, limit).await?;
        return Ok((of_json(&body)?, bytes, "duties.json".to_owned()));
    }
    let sent = body::file(request, payload, limit).await?;
    let (bytes, name) = sent.whole().unwrap_or_default();
    let limits = Limits { file_bytes: limit, ..Limits::default() };
    let (read, called) = (bytes.clone(), name.clone());
    let read = actix_web::web::block(move || roster::roster(&read, &called, &limits)).await;
    Ok((read.map_err(Problem::internal)??, bytes, name))
}

fn of_json(body: &RosterBody) -> Result<Roster, Problem> {
    if !(1..=SHIFTS).contains(&body.shifts.len()) {
        let text = Text::new("当番は1件から20000件までです。", "There are 1 to 20000 shifts.");
        let error = ParameterError::new("shifts", text, "1 to 20000 shifts");
        return Err(Problem::parameters(Code::InvalidFields, vec![error]));
    }
    let mut faults = Vec::new();
    let mut shifts = Vec::new();
    for (shift, number) in body.shifts.iter().zip(1..) {
        let instant =
            |text: &str| DateTime::parse_from_rfc3339(text).ok().map(|at| at.with_timezone(&JAPAN).naive_local());
        let (start, end) = (instant(&shift.start), instant(&shift.end));
        let pharmacy = Named { id: Some(shift.pharmacy_id.clone()), ..Named::default() };
        let at = RowRef { sheet: String::new(), row: number };
        match start.zip(end).map(|(start, end)| DutyShift::new(start, end)) {
            Some(Some(shift)) => shifts.push(RosterShift { at, pharmacy, shift }),
            Some(None) => {
                let text = Text::new("終わりが始まりより前です。", "It ends before it begins, or as it begins.");
                faults.push(ParameterError::new(format!("row {number}"), text, "roster_backwards"));
            }
            None => {
                let text = Text::new("日時の形ではありません。", "`start` or `end` is no RFC 3339 instant.");
                faults.push(ParameterError::new(format!("row {number}"), text, "roster_date_unreadable"));
            }
        }
    }
    if faults.is_empty() {
        return Ok(Roster { rows_in: shifts.len(), shifts, ..Roster::default() });
    }
    faults.truncate(FAULTS);
    Err(Problem::parameters(Code::RosterRefused, faults))
}
