//! What every request passes before its handler: limits, the encoding of the address, `HEAD` and `OPTIONS`.

use actix_web::{
    HttpRequest, HttpResponse,
    dev::ServiceRequest,
    http::{Method, header},
};

use super::{
    App,
    methods::Methods,
    problem::{Code, Problem, Text},
    rate::Allowance,
};

/// What the gate says of a request.
pub enum Verdict {
    /// To its handler.
    Pass,
    /// Answered here.
    Answered(HttpResponse),
    /// Refused here.
    Refused(Problem),
}

/// Looks at the head of `request` only. A `HEAD` passes as a `GET`: the answer's body is left out when it is sent.
pub fn admit(app: &App, request: &mut ServiceRequest, allowance: Option<Allowance>) -> Verdict {
    if let Some(wait_s) = allowance.and_then(|allowance| allowance.wait_s) {
        return Verdict::Refused(Problem::too_many(wait_s));
    }
    if let Some(problem) = over_limit(app, request) {
        return Verdict::Refused(problem);
    }
    if *request.method() == Method::OPTIONS {
        return match allow(app, request.request()) {
            Some(allow) => Verdict::Answered(options(&allow)),
            None => Verdict::Refused(Problem::new(Code::NotFound)),
        };
    }
    if *request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
        // Parts are of GET alone (RFC 9110, 14.2): the head is that of the whole.
        request.headers_mut().remove(header::RANGE);
    }
    Verdict::Pass
}

/// The `Allow` of the request's address; `None` when there is nothing at it.
pub fn allow(app: &App, request: &HttpRequest) -> Option<String> {
    let path = request.path();
    if path == "*" {
        return Some(Methods::read_only());
    }
    let listed = app.contract.methods.allow(path);
    listed.or_else(|| request.resource_map().has_resource(path).then(Methods::read_only))
}

fn options(allow: &str) -> HttpResponse {
    HttpResponse::NoContent()
        .insert_header((header::ALLOW, allow))
        .insert_header((header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, OPTIONS"))
        .insert_header((
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            "Accept, Accept-Language, If-None-Match, Range, X-Request-Id",
        ))
        .insert_header((header::ACCESS_CONTROL_MAX_AGE, "86400"))
        .finish()
}

fn over_limit(app: &App, request: &ServiceRequest) -> Option<Problem> {
    let limits = &app.settings;
    let uri = request.uri();
    let address = uri.path_and_query().map_or("", |both| both.as_str());
    if address.len() > limits.uri_bytes {
        let n = limits.uri_bytes;
        let text = Text::new(format!("アドレスは {n} バイトまでです。"), format!("An address has at most {n} bytes."));
        return Some(Problem::because(Code::UriTooLong, text));
    }
    if !is_percent_encoded_utf8(address) {
        return Some(Problem::new(Code::BadEncoding));
    }
    let head: usize = request.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    if head > limits.header_bytes {
        let n = limits.header_bytes;
        let text = Text::new(
            format!("ヘッダーは合わせて {n} バイトまでです。"),
            format!("All headers together have at most {n} bytes."),
        );
        return Some(Problem::because(Code::HeadersTooLarge, text));
    }
    let body = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    body.is_some_and(|bytes: usize| bytes > limits.body_bytes).then(|| {
        let n = limits.body_bytes;
        Problem::because(
            Code::PayloadTooLarge,
            Text::new(format!("本文は {n} バイトまでです。"), format!("A body has at most {n} bytes.")),
        )
    })
}

/// Whether each `%` is followed by two hexadecimal digits and the whole decodes to UTF-8.
fn is_percent_encoded_utf8(address: &str) -> bool {
    let mut is_ascii = true;
    for at in memchr::memchr_iter(b'%', address.as_bytes()) {
        let Some([high, low]) = address.as_bytes().get(at + 1..at + 3) else { return false };
        if !high.is_ascii_hexdigit() || !low.is_ascii_hexdigit() {
            return false;
        }
        is_ascii &= *high < b'8';
    }
    // Text stays text when ASCII is put in between its characters.
    is_ascii || percent_encoding::percent_decode_str(address).decode_utf8().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_two_digits_of_utf8() {
        for good in ["/", "/v1/places?q=%E5%A4%AA%E5%AD%90%E5%A0%82", "/a%2Fb", "/v1?x=1+2", "/?q=%7e%C3%a9"] {
            assert!(is_percent_encoded_utf8(good), "{good}");
        }
        for bad in ["/%", "/%4", "/%zz", "/%E5%A4", "/?q=%ff", "/%4%41", "/%80", "/%2B%C3", "/%a"] {
            assert!(!is_percent_encoded_utf8(bad), "{bad}");
        }
    }
}
