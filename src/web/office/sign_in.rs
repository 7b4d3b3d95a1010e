//! Signing in and out.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
    web::{Data, Payload},
};
use maud::html;

use super::{
    frame,
    refused::Refused,
    session::{self, Posted, Signed},
};
use crate::{
    publish::{self, SignIn, SignInError},
    web::{
        App, body,
        problem::{Code, Problem},
    },
};

/// `GET /office/sign-in`
pub async fn page(signed: Option<Signed>) -> HttpResponse {
    if signed.is_some() { frame::see("/office") } else { form(StatusCode::OK, None, "", false) }
}

fn form(status: StatusCode, fault: Option<&str>, name: &str, code_wanted: bool) -> HttpResponse {
    let main = html! {
        @if let Some(fault) = fault { div.faults role="alert" { p #fault { (fault) } } }
        form.stack method="post" action="/office/sign-in" {
            div.field {
                label for="name" { "ユーザー名" }
                input #name name="name" type="text" autocomplete="username" required maxlength="100" value=(name)
                    autocapitalize="none" spellcheck="false" aria-describedby=[fault.map(|_| "fault")];
            }
            div.field {
                label for="password" { "パスワード" }
                input #password name="password" type="password" autocomplete="current-password" required maxlength="1024";
            }
            @if code_wanted {
                div.field {
                    label for="code" { "確認コード（認証アプリの6けた）" }
                    input #code name="code" type="text" inputmode="numeric" autocomplete="one-time-code" maxlength="10" autofocus;
                }
            }
            button.act { "ログイン" }
        }
        p.note { "アカウントは運営者が作ります。忘れたときは運営者に知らせてください。" }
    };
    frame::document(status, None, "ログイン", &main)
}

/// `POST /office/sign-in`
pub async fn sign_in(app: Data<App>, request: HttpRequest, payload: Payload) -> Result<HttpResponse, Refused> {
    session::must_be_ours(&request)?;
    let mut fields = body::fields(&request, payload).await?;
    let mut field = |name: &str| fields.remove(name).unwrap_or_default();
    let (name, password, code) = (field("name").trim().to_owned(), field("password"), field("code"));
    let address = request.peer_addr().map(|address| address.ip().to_string()).unwrap_or_default();
    let (store, at) = (app.store.clone().ok_or_else(|| Problem::new(Code::DatabaseUnavailable))?, app.clock.now());
    let given = name.clone();
    let outcome = actix_web::web::block(move || {
        let given = SignIn { name: &given, password: &password, code: Some(&code), address: &address };
        publish::sign_in(&store, given, at.naive_utc())
    });
    match outcome.await.map_err(Problem::internal)? {
        Ok((_, secret)) => {
            let mut response = frame::see("/office");
            response.headers_mut().insert(header::SET_COOKIE, session::set_cookie(&app, Some(&secret)));
            Ok(response)
        }
        Err(error) => told(error, &name),
    }
}

fn told(error: SignInError, name: &str) -> Result<HttpResponse, Refused> {
    let (status, fault, code_wanted) = match error {
        SignInError::Wrong => (StatusCode::UNAUTHORIZED, "ユーザー名かパスワード、または確認コードが違います。", false),
        SignInError::CodeWanted => {
            (StatusCode::UNAUTHORIZED, "パスワードと、認証アプリの確認コードを入れてください。", true)
        }
        SignInError::TooMany => (
            StatusCode::TOO_MANY_REQUESTS,
            "失敗が続いたので、しばらくログインできません。15分ほど待ってください。",
            false,
        ),
        SignInError::Other(error) => return Err(error.into()),
    };
    Ok(form(status, Some(fault), name, code_wanted))
}

/// `POST /office/sign-out`
pub async fn sign_out(app: Data<App>, posted: Posted) -> Result<HttpResponse, Refused> {
    let secret = posted.signed.secret().to_owned();
    crate::web::auth::blocking(&app, move |store| publish::sign_out(store, &secret)).await?;
    let mut response = frame::see("/office/sign-in");
    response.headers_mut().insert(header::SET_COOKIE, session::set_cookie(&app, None));
    Ok(response)
}
