//! A list comes in from a form.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path, Payload},
};

use super::{home, progress, refused::Refused, session::Signed};
use crate::{
    intake::merge::Scope,
    publish::{self, Upload},
    web::{
        App,
        problem::{Code, Problem, Text},
    },
};

/// `POST /office/lists/{association}`
pub async fn send(
    app: Data<App>,
    request: HttpRequest,
    signed: Signed,
    path: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Refused> {
    let association = home::edited(&signed, &path)?;
    let sent = signed.sent(&request, payload, app.settings.body_bytes).await?;
    let Some(scope) = sent.field("scope").and_then(Scope::from_name) else {
        let text = Text::new(
            "「一覧の全部」か「変わったところだけ」かを選んでから送ってください。",
            "Say whether the file is the whole list or only what changed, then send it.",
        );
        return Err(Problem::because(Code::InvalidParameter, text).into());
    };
    let Some((bytes, file_name)) = sent.whole() else {
        let text = Text::new("ファイルを選んでから送ってください。", "Choose a file, then send it.");
        return Err(Problem::because(Code::InvalidParameter, text).into());
    };
    let limits = app.settings.limits();
    let (actor, at) = (signed.caller.name, app.clock.now().naive_utc());
    progress::run(app, actor.clone(), at, move |store, tell| {
        let upload = Upload { association, file_name: &file_name, bytes: &bytes, scope, limits, actor: &actor, at };
        publish::check_telling(store, &upload, tell)
    })
    .await
}
