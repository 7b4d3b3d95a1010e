//! Who is signed in, and whether a form came from one of these pages.
//!
//! The cookie is `HttpOnly`, `SameSite=Lax` and, over https, `Secure` under the `__Host-` prefix. A form proves where it
//! comes from twice: by what the browser says of its origin, and by a text that only a page of this session holds.

use std::{collections::HashMap, future::Future};

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::header::{self, HeaderValue},
    web::Data,
};
use futures_util::future::LocalBoxFuture;
use maud::{Markup, html};

use super::refused::Refused;
use crate::{
    digest, publish,
    web::{
        App,
        auth::{Caller, blocking},
        body,
        problem::{Code, Problem, Text},
    },
};

/// Someone signed in.
pub struct Signed {
    /// Who, and what they may do.
    pub caller: Caller,
    /// The page they ask for.
    pub path: String,
    secret: String,
}

impl Signed {
    /// Their name.
    pub fn name(&self) -> &str {
        self.caller.name.strip_prefix("user:").unwrap_or(&self.caller.name)
    }

    /// The hidden field that proves a form came from one of this session's pages.
    pub fn proof(&self) -> Markup {
        html! { input type="hidden" name="csrf" value=(proof(&self.secret)); }
    }

    /// Goes on only when the form has that field.
    ///
    /// # Errors
    /// `forbidden`.
    pub fn must_prove(&self, field: Option<&str>) -> Result<(), Problem> {
        if field == Some(proof(&self.secret).as_str()) { Ok(()) } else { Err(foreign()) }
    }

    /// Reads the file of a form of this session's pages, its other fields beside it.
    ///
    /// # Errors
    /// `forbidden` of a form that another site made; else as [`body::file`].
    pub async fn sent(
        &self,
        request: &HttpRequest,
        payload: actix_web::web::Payload,
        limit: usize,
    ) -> Result<body::Sent, Problem> {
        must_be_ours(request)?;
        let sent = body::file(request, payload, limit).await?;
        self.must_prove(sent.field("csrf"))?;
        Ok(sent)
    }

    /// The secret of the session.
    pub fn secret(&self) -> &str {
        &self.secret
    }
}

impl FromRequest for Signed {
    type Error = Refused;
    type Future = LocalBoxFuture<'static, Result<Self, Refused>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let signed = signed(request);
        Box::pin(async { Ok(signed.await?) })
    }
}

/// A form sent by someone signed in, from one of these pages.
pub struct Posted {
    /// Who.
    pub signed: Signed,
    /// Its fields; of a field that is repeated, the last.
    pub fields: HashMap<String, String>,
}

impl FromRequest for Posted {
    type Error = Refused;
    type Future = LocalBoxFuture<'static, Result<Self, Refused>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), actix_web::web::Payload::from_request(request, payload));
        Box::pin(async move {
            must_be_ours(&request)?;
            let signed = signed(&request).await?;
            let payload = payload.await.map_err(|_| Problem::new(Code::MalformedBody))?;
            let fields = body::fields(&request, payload).await?;
            signed.must_prove(fields.get("csrf").map(String::as_str))?;
            Ok(Self { signed, fields })
        })
    }
}

fn signed(request: &HttpRequest) -> impl Future<Output = Result<Signed, Problem>> + 'static {
    let app = request.app_data::<Data<App>>().expect("the server registers App before any route").clone();
    let (secret, path) = (cookie(request, &app), request.path().to_owned());
    async move {
        let secret = secret.ok_or_else(|| Problem::new(Code::Unauthorized))?;
        let (at, given) = (app.clock.now().naive_utc(), secret.clone());
        let user = blocking(&app, move |store| publish::find_session(store, &given, at)).await?;
        let caller = Caller { name: format!("user:{}", user.name), authority: user.authority };
        Ok(Signed { caller, path, secret })
    }
}

/// Refuses a form that another site made.
///
/// # Errors
/// `forbidden`.
pub fn must_be_ours(request: &HttpRequest) -> Result<(), Problem> {
    let text = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let is_ours = match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            let host = text("host").unwrap_or_default();
            origin.split_once("://").is_some_and(|(_, named)| named.eq_ignore_ascii_case(host))
        }
        // No browser of the last years sends a form without either; the proof in the form still has to hold.
        (None, None) => true,
    };
    if is_ours { Ok(()) } else { Err(foreign()) }
}

fn foreign() -> Problem {
    let text = Text::new(
        "このページのフォームから送られたものではありません。ページを開き直して、もう一度送ってください。",
        "This was not sent from a form of these pages. Open the page again and send it again.",
    );
    Problem::because(Code::Forbidden, text)
}

/// What only a page of this session can know.
fn proof(secret: &str) -> String {
    digest::sha256(format!("csrf {secret}"))
}

fn cookie_name(app: &App) -> &'static str {
    if app.settings.is_https() { "__Host-yoruyaku" } else { "yoruyaku" }
}

fn cookie(request: &HttpRequest, app: &App) -> Option<String> {
    let cookies = request.headers().get_all(header::COOKIE).filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let (_, value) = pairs.find(|(name, _)| *name == cookie_name(app))?;
    (value.len() == 64 && value.bytes().all(|b| b.is_ascii_hexdigit())).then(|| value.to_owned())
}

/// The cookie that begins a session, or ends it when there is no secret.
pub fn set_cookie(app: &App, secret: Option<&str>) -> HeaderValue {
    let (name, secure) = (cookie_name(app), if app.settings.is_https() { "; Secure" } else { "" });
    let text = match secret {
        Some(secret) => format!("{name}={secret}; Path=/; HttpOnly; SameSite=Lax{secure}"),
        None => format!("{name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}"),
    };
    HeaderValue::from_str(&text).expect("a cookie of hexadecimal digits is a header's text")
}
