//! The headers of answers, by name; answers refer to them.

use serde_json::{Value, json};

use super::finish::put;

/// What each header says, and its form.
pub fn headers() -> Value {
    let header = |description: &str, schema: Value| json!({ "description": description, "schema": schema });
    let text = |pattern: &str, length: u32, example: &str| json!({ "type": "string", "pattern": pattern, "maxLength": length, "examples": [example] });
    let id = text("^[A-Za-z0-9._-]{1,64}$", 64, "019ab0c2-6a5e-7c10-9e0b-5f3a2d8c4e11");
    let rate = text("^\"[a-z]+\";r=[0-9]+;t=[0-9]+$", 60, "\"default\";r=599;t=1");
    let policy = text("^\"[a-z]+\";q=[0-9]+;w=[0-9]+$", 60, "\"default\";q=600;w=60");
    let seconds = json!({ "type": "integer", "format": "int32", "minimum": 1, "maximum": 3600, "examples": [1] });
    json!({
        "X-Request-Id": header("Names this request in our logs; yours, when you send one", id),
        "Access-Control-Allow-Origin": header("Every page may read; absent from writes", text("^\\*$", 1, "*")),
        "Cache-Control": header(
            "How long this holds; never past the next change of state",
            text("^[a-z0-9=, -]+$", 200, "public, max-age=60, stale-if-error=300"),
        ),
        "ETag": header(
            "Send it back as If-None-Match, or as If-Match to change what you saw",
            text("^\"[A-Za-z0-9:-]+\"$", 80, "\"12-9f4de9d3481aa6ad\""),
        ),
        "Vary": header("What else than the address decides", text("^[A-Za-z, -]+$", 60, "Accept, Accept-Encoding")),
        "Content-Disposition": header(
            "The name to keep the file under",
            text("^attachment; filename\\*=UTF-8''[A-Za-z0-9%]+$", 2000, "attachment; filename*=UTF-8''rejected%2Exlsx"),
        ),
        "Location": header("Where it is", text("^/[!-~]*$", 2000, "/v1/listings/019ab0c2-6a5e-7c10-9e0b-5f3a2d8c4e11")),
        "RateLimit": header("Requests left (r) and seconds until all are again (t)", rate),
        "RateLimit-Policy": header("Requests allowed (q) in so many seconds (w): `default` by address, `key` by token", policy),
        "Retry-After": header("Seconds to wait", seconds),
        "Allow": header("The methods the address takes, of a 405", text("^[A-Z, ]+$", 60, "GET, HEAD, OPTIONS")),
        "WWW-Authenticate": header("How to show a token", text("^Bearer realm=\"[a-z]+\"$", 60, "Bearer realm=\"yoruyaku\"")),
        "Accept-Ranges": header("Parts can be asked for with Range", text("^bytes$", 5, "bytes")),
        "Content-Range": header(
            "Which part of how much this is; of a 416 only how much",
            text("^bytes ([0-9]+-[0-9]+|\\*)/[0-9]+$", 80, "bytes 0-999/48000000"),
        ),
        "Last-Modified": header(
            "When the revision was published",
            text("^[A-Za-z]{3}, [0-9]{2} [A-Za-z]{3} [0-9]{4} [0-9:]{8} GMT$", 29, "Sun, 22 Nov 2026 10:30:00 GMT"),
        ),
        "Link": header(
            "The next page, rel=next; of a cursor that is gone the same question from its start, rel=first",
            text("^<[^>]+>; rel=\"(next|first)\"$", 9000, "</v1/pharmacies?limit=20&cursor=AQ>; rel=\"next\""),
        ),
    })
}

/// Puts references to these headers into a response, in place of what a route said of them.
pub fn refer(response: &mut Value, names: &[&str]) {
    for name in names {
        put(response, &["headers", name], json!({ "$ref": format!("#/components/headers/{name}") }));
    }
}
