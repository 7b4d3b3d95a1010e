//! `/v1/associations/{id}/rosters`: the rosters that were entered, their files, and one taken back.

use actix_web::{
    HttpRequest, HttpResponse, get, post,
    web::{Data, Path},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::listings::{download, private, sent_name};
use crate::{
    directory::AssociationId,
    publish,
    store::RosterEntry,
    web::{
        App,
        auth::{self, Caller, Editor, Reviewer, blocking},
        contract::{AssociationNamed, NotFound, RosterNamed},
        problem::{Code, Problem},
        query::{Fault, Query},
        reply,
        views::JapanTime,
    },
};

/// Rosters told at once.
const AT_ONCE: u32 = 50;

/// Part of the rosters of an association.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EnteredRosters)]
struct RostersView<'a> {
    /// Newest first; fifty at once.
    #[schema(max_items = 50)]
    items: Vec<RosterView<'a>>,
    /// Give it as `before` for the rosters before these; `null` at the end.
    #[schema(example = "019ab0c2-6a5e-7c10-9e0b-5f3a2d8c4e11", pattern = "^[a-z0-9-]{1,64}$", max_length = 64)]
    next: Option<&'a str>,
}

/// From where.
#[derive(Debug, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct AskedRosters {
    /// Only rosters entered before that of this id: the `next` of the last answer.
    #[param(
        required = false,
        example = "019ab0c2-6a5e-7c10-9e0b-5f3a2d8c4e11",
        pattern = "^[a-z0-9-]{1,64}$",
        max_length = 64
    )]
    before: Option<String>,
}

/// A roster that was entered.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EnteredRoster)]
struct RosterView<'a> {
    /// Its id.
    #[schema(example = "019ab0c2-6a5e-7c10-9e0b-5f3a2d8c4e11", pattern = "^[a-z0-9-]{1,64}$", max_length = 64)]
    id: &'a str,
    /// Who entered it.
    #[schema(example = "user:sato", max_length = 400)]
    actor: &'a str,
    /// When.
    entered_at: JapanTime,
    /// The file's name as it was sent.
    #[schema(example = "12月当番表.xlsx", max_length = 4000)]
    file_name: &'a str,
    /// SHA-256 of the file, hexadecimal.
    #[schema(
        example = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        pattern = "^[0-9a-f]{64}$",
        max_length = 64
    )]
    file_digest: &'a str,
    /// Shifts it added.
    #[schema(example = 62, minimum = 0)]
    added: usize,
    /// Shifts it took back.
    #[schema(example = 2, minimum = 0)]
    removed: usize,
    /// When it was taken back; `null` while it holds.
    undone_at: Option<JapanTime>,
    /// Who took it back.
    #[schema(example = "user:sato", max_length = 400)]
    undone_by: Option<&'a str>,
}

impl<'a> From<&'a RosterEntry> for RosterView<'a> {
    fn from(entry: &'a RosterEntry) -> Self {
        Self {
            id: &entry.id,
            actor: &entry.actor,
            entered_at: JapanTime::of_utc(entry.entered_at),
            file_name: &entry.file_name,
            file_digest: &entry.file_digest,
            added: entry.added,
            removed: entry.removed,
            undone_at: entry.undone.as_ref().map(|(_, at)| JapanTime::of_utc(*at)),
            undone_by: entry.undone.as_ref().map(|(by, _)| by.as_str()),
        }
    }
}

/// What taking a roster back did.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RosterUndone)]
struct UndoneView {
    /// Shifts of it that went.
    #[schema(example = 62, minimum = 0)]
    withdrawn: usize,
    /// Shifts it had taken back that hold again.
    #[schema(example = 2, minimum = 0)]
    restored: usize,
    /// The publication without it.
    #[schema(example = 13, minimum = 0)]
    revision: i64,
}

/// List the rosters that were entered
///
/// 登録した当番表の一覧です（だれが、いつ、どのファイルで）。新しい順です。 Who entered which file when, newest first, those taken
/// back too.
#[utoipa::path(
    tag = "lists", params(AssociationNamed, AskedRosters),
    responses((status = 200, description = "The rosters", body = RostersView<'static>), (status = 404, response = NotFound)),
    security(("token" = []))
)]
#[get("/v1/associations/{id}/rosters")]
pub async fn list_rosters(
    app: Data<App>,
    request: HttpRequest,
    reviewer: Reviewer,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    reply::accepts(&request, &[reply::JSON])?;
    let AskedRosters { before } = asked(&request)?;
    let association = reviewed(&app, &reviewer.0, &id)?;
    let entries =
        blocking(&app, move |store| publish::rosters(store, &association, before.as_deref(), AT_ONCE)).await?;
    let next = entries.last().filter(|_| entries.len() == AT_ONCE as usize).map(|entry| entry.id.as_str());
    Ok(private(HttpResponse::Ok(), &RostersView { items: entries.iter().map(RosterView::from).collect(), next }))
}

fn asked(request: &HttpRequest) -> Result<AskedRosters, Problem> {
    let mut query = Query::new(request.query_string(), &["before"]);
    let before = query.one("before", |value| {
        let is_id = (1..=64).contains(&value.len())
            && value.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        is_id.then(|| value.to_owned()).ok_or_else(|| {
            let form = "the `next` of the last answer";
            Fault::new("当番表のidではありません。", "This is no id of a roster.", form)
        })
    });
    query.finish(AskedRosters { before })
}

/// Fetch the file of a roster
///
/// 送られた当番表を、1バイトも変えずに返します。 The file as it was received, byte for byte; several that were sent as one come
/// as a zip archive of them, and JSON as it was.
#[utoipa::path(
    tag = "lists", params(AssociationNamed, RosterNamed),
    responses(
        (status = 200, description = "The file as it was received", body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 404, response = NotFound)
    ),
    security(("token" = []))
)]
#[get("/v1/associations/{id}/rosters/{roster}/file")]
pub async fn get_roster_file(
    app: Data<App>,
    request: HttpRequest,
    reviewer: Reviewer,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Problem> {
    reply::plain(&request, &["application/octet-stream"])?;
    let (id, roster) = path.into_inner();
    let association = reviewed(&app, &reviewer.0, &id)?;
    let (name, bytes) = blocking(&app, move |store| publish::roster_file(store, &association, &roster)).await?;
    Ok(download(&sent_name(&name, &bytes), "application/octet-stream", bytes))
}

/// Take back a roster
///
/// 当番表の登録を取り消し、当番をその前の内容に戻します。 Its shifts go and those it took back hold again. 409 when a roster
/// that was entered later speaks of the same shifts or days: take that one back first.
#[utoipa::path(
    tag = "lists", params(AssociationNamed, RosterNamed),
    responses((status = 200, description = "Taken back", body = UndoneView), (status = 404, response = NotFound)),
    security(("token" = []))
)]
#[post("/v1/associations/{id}/rosters/{roster}/undo")]
pub async fn undo_roster(
    app: Data<App>,
    request: HttpRequest,
    editor: Editor,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Problem> {
    reply::plain(&request, &[reply::JSON])?;
    let (id, roster) = path.into_inner();
    let association = edited(&app, &editor.0, &id)?;
    let (actor, at) = (editor.0.name, app.clock.now().naive_utc());
    let undone = blocking(&app, move |store| publish::undo_roster(store, &association, &roster, (&actor, at))).await?;
    auth::refresh(&app).await;
    let (withdrawn, restored, revision) = (undone.withdrawn, undone.restored, undone.revision);
    Ok(private(HttpResponse::Ok(), &UndoneView { withdrawn, restored, revision }))
}

/// The association of that name, if the caller may look at its rosters.
fn reviewed(app: &App, caller: &Caller, id: &str) -> Result<AssociationId, Problem> {
    let known = AssociationId::new(id).filter(|id| app.live.current().association(id).is_some());
    let association = known.ok_or_else(|| Problem::new(Code::UnknownAssociation))?;
    caller.must_review(&association)?;
    Ok(association)
}

/// The association of that name, if the caller may change its rosters.
fn edited(app: &App, caller: &Caller, id: &str) -> Result<AssociationId, Problem> {
    let association = reviewed(app, caller, id)?;
    caller.must_edit(&association)?;
    Ok(association)
}
