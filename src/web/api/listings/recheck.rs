//! `POST /v1/listings/{id}/recheck`

use actix_web::{
    HttpRequest, HttpResponse, post,
    web::{Data, Path, Payload},
};
use serde::Deserialize;

use super::{edited, send};
use crate::{
    intake::{CellEdit, merge::Scope},
    publish::{self, ColumnAnswer, ColumnMeaning, Recheck},
    web::{
        App,
        auth::{Editor, blocking},
        body,
        contract::ListingNamed,
        problem::{Code, ParameterError, Problem, Text},
        views::ListingView,
    },
};

/// What to correct; may be left out.
#[derive(Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RecheckRequest, example = json!({
    "cells": [{"sheet": "", "row": 7, "column": "D", "text": "03-5301-2830"}],
    "columns": [{"heading": "でんわ", "meaning": "phone"}]
}))]
struct RecheckBody {
    /// Cells to be read as this instead of what the file says; the file itself is kept as it came.
    #[serde(default)]
    #[schema(max_items = 2000)]
    cells: Vec<CellBody>,
    /// What columns are; remembered for the association's next files.
    #[serde(default)]
    #[schema(max_items = 300)]
    columns: Vec<ColumnBody>,
    /// `whole`: pharmacies the file leaves out are removed. `changes`: they stay. As before when it is left out.
    #[schema(example = "changes", pattern = "^(whole|changes)$", max_length = 7)]
    scope: Option<String>,
}

/// A corrected cell.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CellCorrection)]
struct CellBody {
    /// The sheet's name; empty for a text file.
    #[serde(default)]
    #[schema(example = "", max_length = 400)]
    sheet: String,
    /// The row as a spreadsheet counts.
    #[schema(example = 7, minimum = 1, maximum = 2_000_000)]
    row: u32,
    /// The column's letters.
    #[schema(example = "D", pattern = "^[A-Z]{1,3}$", max_length = 3)]
    column: String,
    /// What it is to say; empty for a blank cell.
    #[schema(example = "03-5301-2830", max_length = 4000)]
    text: String,
}

/// What a column is.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ColumnCorrection)]
struct ColumnBody {
    /// Its heading, as the report writes it.
    #[schema(example = "でんわ", min_length = 1, max_length = 400)]
    heading: String,
    /// A name as in the report; `extra` for a column that is only kept as text; `null` to forget what was said.
    #[schema(example = "phone", max_length = 100)]
    meaning: Option<String>,
}

/// Check a version again
///
/// 同じファイルを、直した内容と合わせて、いま公開中の一覧ともう一度比べます。 Makes a new listing, with the corrections made
/// before; needed when another list was published in between. The file stays as it came: corrections lie beside it.
#[utoipa::path(
    tag = "lists", params(ListingNamed),
    request_body(content = RecheckBody, description = "What to correct; may be left out"),
    responses((status = 202, description = "Read again and kept", body = ListingView<'static>, headers(
        ("Location" = String, description = "The new listing"), ("ETag" = String, description = "Send it as `If-Match` to publish it")
    ))),
    security(("token" = []))
)]
#[post("/v1/listings/{id}/recheck")]
pub async fn recheck_listing(
    app: Data<App>,
    request: HttpRequest,
    editor: Editor,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Problem> {
    let corrected = corrections(body::optional_json(&request, payload, app.settings.body_bytes).await?)?;
    let version = edited(&app, &editor.0, &id).await?;
    let (actor, at) = (editor.0.name, app.clock.now().naive_utc());
    let limits = app.settings.limits();
    let version = blocking(&app, move |store| {
        let id = publish::recheck(store, &version.listing.id, corrected, limits, (&actor, at), &|_| ())?;
        publish::version(store, &id)
    });
    send::accepted(&request, &version.await?)
}

fn corrections(body: RecheckBody) -> Result<Recheck, Problem> {
    let mut wrong = Vec::new();
    let scope = body.scope.as_deref().and_then(Scope::from_name);
    if body.scope.is_some() && scope.is_none() {
        let text = Text::new("whole か changes です。", "It is whole or changes.");
        wrong.push(ParameterError::new("scope", text, "whole, changes"));
    }
    let mut columns = Vec::new();
    for ColumnBody { heading, meaning } in body.columns {
        if let Some(meaning) = ColumnMeaning::from_name(meaning.as_deref()).filter(|_| fits(&heading)) {
            columns.push(ColumnAnswer { heading, meaning });
        } else {
            let text = Text::new("列をそのようには読めません。", "No column can be that.");
            let allowed = "a heading of the file, and a name of /v1/associations/{id}/columns, `extra` or null";
            wrong.push(ParameterError::new("columns", text, allowed));
        }
    }
    let is_place = |cell: &CellBody| {
        let letters = (1..=3).contains(&cell.column.len()) && cell.column.bytes().all(|b| b.is_ascii_uppercase());
        let is_text = cell.text.chars().count() <= 4_000 && !cell.text.contains('\0');
        let is_sheet = cell.sheet.chars().count() <= 400 && !cell.sheet.contains('\0');
        letters && (1..=2_000_000).contains(&cell.row) && is_text && is_sheet
    };
    if body.cells.len() > 2000 || columns.len() + wrong.len() > 300 {
        let text =
            Text::new("一度に直せるのはセル2000件、列300件までです。", "At most 2000 cells and 300 columns at a time.");
        wrong.push(ParameterError::new("cells", text, "2000 cells, 300 columns"));
    }
    if !body.cells.iter().all(is_place) {
        let text = Text::new("セルの場所か文字が正しくありません。", "A place or a text is not of the allowed form.");
        wrong.push(ParameterError::new("cells", text, "row from 1, column A to ZZZ, text of at most 4000 characters"));
    }
    if !wrong.is_empty() {
        return Err(Problem::parameters(Code::InvalidFields, wrong));
    }
    let edit = |CellBody { sheet, row, column, text }| CellEdit { sheet, row, column, text };
    Ok(Recheck { cells: body.cells.into_iter().map(edit).collect(), columns, scope })
}

fn fits(heading: &str) -> bool {
    (1..=400).contains(&heading.chars().count()) && !heading.contains('\0')
}
