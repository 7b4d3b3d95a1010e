//! The outermost layer: names each request, turns every failure into a problem, sets the headers every answer has,
//! counts and logs.

use std::{borrow::Cow, panic::AssertUnwindSafe, time::Instant};

use actix_web::{
    Error, HttpRequest, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    error::InternalError,
    http::{
        Method, StatusCode,
        header::{self, HeaderMap, HeaderName, HeaderValue},
    },
    middleware::Next,
    web::Data,
};
use futures_util::FutureExt;

use super::{
    App, api, encoding,
    gate::{self, Verdict},
    keys, logged,
    problem::{self, Code, Problem},
    rate::Allowance,
    site,
};

/// The header that names a request, ours or the caller's own.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What pages of other sites may read of an answer's head.
const EXPOSED: &str = "Accept-Ranges, Content-Disposition, Content-Range, Deprecation, ETag, Link, Location, RateLimit, \
     RateLimit-Policy, Retry-After, Sunset, X-Request-Id, X-Yoruyaku-Now";

/// What Swagger UI needs: its own files, and the one style it writes into the page, its mark's, by the hash of that. When the
/// package changes, `tests/browser/docs.test.mjs` says so, and the browser the new hash.
const READING_ROOM: &str = "default-src 'self'; img-src 'self' data:; base-uri 'none'; \
     style-src 'self' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='; frame-ancestors 'none'";

/// Wraps every request; see the module.
///
/// What few requests wait for is boxed: the rest is small enough for the allocator to have at hand, request after request.
///
/// # Errors
/// Only when the handler died: then the error is the problem to be sent.
pub async fn edge(
    app: Data<App>,
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let started = Instant::now();
    let name = request_id(request.headers());
    let id = name.to_str().unwrap_or_default();
    let method = request.method().clone();
    let line = logged::Line::of(&request);
    let caller = site::Caller::of(&app, request.request()).map(Box::new);
    let encoding = encoding::Asked::take(request.headers_mut());
    let key = keys::Shown::of(request.headers());
    let known = key.as_ref().and_then(|key| key.known(&app.keys));
    let allowance =
        if is_counted(request.path()) && !is_asset(request.path()) { app.rate.take(&request, known) } else { None };
    let place = app.capacity.admit(request.headers());
    let verdict = if place.is_none() && is_counted(request.path()) && !is_asset(request.path()) {
        Verdict::Refused(Problem::new(Code::Overloaded))
    } else {
        gate::admit(&app, &mut request, allowance)
    };
    // Behind the gate the look at a key that is shown: the request has been counted by then.
    let verdict = match (verdict, key) {
        (Verdict::Pass, Some(key)) => {
            Box::pin(key.look_up(&app)).await.map_or_else(Verdict::Refused, |()| Verdict::Pass)
        }
        (verdict, _) => verdict,
    };
    let response = match verdict {
        Verdict::Answered(response) => request.into_response(response),
        Verdict::Refused(problem) => request.error_response(problem),
        Verdict::Pass => match AssertUnwindSafe(handled(&app, request, next)).catch_unwind().await {
            Ok(Ok(response)) => response,
            Ok(Err(error)) => return Err(died(&app, caller.as_deref(), &line, id, &error.to_string())),
            Err(_) => return Err(died(&app, caller.as_deref(), &line, id, "the handler panicked")),
        },
    };
    drop(place);
    let mut response = as_problem(&app, caller.as_deref(), response, id);
    if response.request().path().starts_with("/docs/") {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(READING_ROOM));
    }
    let is_open = !response.request().path().starts_with("/office");
    finish(&app, &method, response.headers_mut(), is_open);
    if let Some(allowance) = allowance {
        tell(&allowance, response.headers_mut());
    }
    let took = started.elapsed();
    app.metrics.answered(&method, route(response.request()), response.status(), took);
    line.log(response.status(), took, id);
    response.headers_mut().insert(REQUEST_ID, name);
    Ok(match encoding.tell(&mut response) {
        Some(liked) => Box::pin(encoding::encode(liked, &app.answers, response)).await,
        None => response,
    })
}

/// What its handler answers, or has answered a moment ago to the same request.
async fn handled(
    app: &App,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    match api::kept(app, request.request()) {
        Some(kept) => Ok(request.into_response(kept)),
        None => next.call(request).await.map(ServiceResponse::map_into_boxed_body),
    }
}

/// The pattern of a request's address; `None` of what is no address of ours.
fn route(request: &HttpRequest) -> Option<Cow<'static, str>> {
    // Most requests are for the one of them that is found without looking through all.
    if request.path() == api::PATH {
        return Some(Cow::Borrowed(api::PATH));
    }
    request.match_pattern().map(Cow::Owned)
}

/// The styles and scripts of pages: who has asked too much, or comes when there is no room, shall still be told so on a page
/// that looks as it should.
fn is_asset(path: &str) -> bool {
    path.starts_with("/assets/")
}

/// The operator's own questions are not counted.
fn is_counted(path: &str) -> bool {
    !path.starts_with("/health/") && path != "/metrics"
}

fn tell(allowance: &Allowance, headers: &mut HeaderMap) {
    for (name, text) in [("ratelimit-policy", allowance.policy()), ("ratelimit", allowance.told())] {
        if let Ok(value) = HeaderValue::from_str(&text) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
}

/// The caller's `X-Request-Id` when it is short and plain, else a new one.
fn request_id(headers: &HeaderMap) -> HeaderValue {
    let plain = |id: &&HeaderValue| {
        let id = id.as_bytes();
        (1..=64).contains(&id.len()) && id.iter().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(b))
    };
    headers.get(REQUEST_ID).filter(plain).cloned().unwrap_or_else(new_id)
}

fn new_id() -> HeaderValue {
    let mut text = uuid::Uuid::encode_buffer();
    let id = uuid::Uuid::new_v7(uuid::Timestamp::now(uuid::NoContext)).hyphenated().encode_lower(&mut text);
    HeaderValue::from_str(id).expect("digits, letters and dashes")
}

fn died(app: &App, caller: Option<&site::Caller>, line: &logged::Line, id: &str, why: &str) -> Error {
    tracing::error!(request_id = id, error = why, "request failed");
    app.metrics.answered(&Method::GET, None, StatusCode::INTERNAL_SERVER_ERROR, std::time::Duration::ZERO);
    line.log(StatusCode::INTERNAL_SERVER_ERROR, std::time::Duration::ZERO, id);
    match caller {
        Some(caller) => InternalError::from_response(why.to_owned(), caller.told(Code::Internal)).into(),
        None => Problem::new(Code::Internal).for_request(id).into(),
    }
}

/// Gives a failure its problem body with the request's id: one of ours as it is, one of the framework's by its status.
/// A page that tells of the failure itself (text/html) stays.
fn as_problem(
    app: &App,
    caller: Option<&site::Caller>,
    response: ServiceResponse<BoxBody>,
    id: &str,
) -> ServiceResponse<BoxBody> {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let ours = response.response().error().and_then(|error| error.as_error::<Problem>()).cloned();
    let problem = match ours {
        Some(problem) => problem,
        None if is_told(response.headers()) => return response,
        None if status == StatusCode::METHOD_NOT_ALLOWED => Problem::method_not_allowed(super::Methods::read_only()),
        None => Problem::of_status(status),
    };
    if problem.code() == Code::Internal {
        tracing::error!(request_id = id, error = problem.inside(), "request failed");
    }
    let code = problem.code();
    app.metrics.refused(code);
    let mut body: HttpResponse = actix_web::ResponseError::error_response(&problem.for_request(id));
    // Of a range that is not there: how long the file is.
    if let Some(range) =
        response.headers().get(header::CONTENT_RANGE).filter(|_| status == StatusCode::RANGE_NOT_SATISFIABLE)
    {
        body.headers_mut().insert(header::CONTENT_RANGE, range.clone());
    }
    if let Some(caller) = caller {
        let kept = [header::ALLOW, header::RETRY_AFTER].map(|name| (body.headers().get(&name).cloned(), name));
        body = caller.told(code);
        for (value, name) in kept {
            if let Some(value) = value {
                body.headers_mut().insert(name, value);
            }
        }
    }
    response.into_response(body)
}

/// Whether the answer already says what is the matter.
fn is_told(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.starts_with("text/html") || kind.starts_with(problem::MEDIA_TYPE)
}

/// The headers every answer has; what `is_open` may be read from other sites' pages. They are checked when this is compiled,
/// not letter by letter for each answer.
fn finish(app: &App, method: &Method, headers: &mut HeaderMap, is_open: bool) {
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, const { HeaderValue::from_static("nosniff") });
    headers.insert(header::REFERRER_POLICY, const { HeaderValue::from_static("no-referrer") });
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        let nothing = const { HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'") };
        headers.insert(header::CONTENT_SECURITY_POLICY, nothing);
    }
    if app.settings.is_https() {
        let year = const { HeaderValue::from_static("max-age=31536000; includeSubDomains") };
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    let reads = *method == Method::GET || *method == Method::HEAD || *method == Method::OPTIONS;
    if is_open && reads {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, const { HeaderValue::from_static("*") });
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, const { HeaderValue::from_static(EXPOSED) });
        headers.insert(header::CROSS_ORIGIN_RESOURCE_POLICY, const { HeaderValue::from_static("cross-origin") });
    }
}

#[cfg(test)]
mod tests {
    use actix_web::{App as ActixApp, middleware::from_fn, test, web};
    use chrono::NaiveDate;

    use super::*;
    use crate::{
        clock::Clock,
        hours::Calendar,
        search::{Directory, Live, Snapshot},
        web::Settings,
    };

    fn app() -> Data<App> {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let directory = Directory {
            pharmacies: vec![],
            associations: vec![],
            areas: vec![],
            calendar: Calendar::japan(),
            revision: 1,
            generated_at: today.and_hms_opt(0, 0, 0).unwrap(),
        };
        let live = std::sync::Arc::new(Live::new(Snapshot::build(directory, today)));
        Data::new(App::new(live, Clock::System, Settings::default()))
    }

    async fn panics() -> HttpResponse {
        panic!("secret of the house")
    }

    async fn fails() -> Result<HttpResponse, Problem> {
        Err(Problem::internal(std::io::Error::other("secret of the house")))
    }

    async fn gives_up() -> Result<HttpResponse, Error> {
        Err(actix_web::error::ErrorBadGateway("secret of the house"))
    }

    /// What goes wrong inside is told as a problem with the request's name, and nothing of the inside.
    #[actix_web::test]
    async fn a_fault_inside_is_told_without_the_inside() {
        let routes = ActixApp::new()
            .app_data(app())
            .wrap(from_fn(edge))
            .route("/panics", web::get().to(panics))
            .route("/fails", web::get().to(fails))
            .route("/gives-up", web::get().to(gives_up));
        let service = test::init_service(routes).await;
        for address in ["/panics", "/fails", "/gives-up"] {
            let request = test::TestRequest::get().uri(address).insert_header((REQUEST_ID, "visit-1")).to_request();
            let response = match test::try_call_service(&service, request).await {
                Ok(response) => response.into_parts().1.map_into_boxed_body(),
                Err(error) => error.error_response(),
            };
            assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR, "{address}");
            let body = actix_web::body::to_bytes(response.into_body()).await.ok().unwrap();
            let told = String::from_utf8(body.to_vec()).unwrap();
            assert!(told.contains("\"code\":\"internal\"") && told.contains("visit-1"), "{address}: {told}");
            assert!(!told.contains("secret"), "{address}: {told}");
        }
    }
}
