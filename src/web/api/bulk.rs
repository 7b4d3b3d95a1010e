//! `/v1/bulk`: the whole directory as files.

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::header::{self, AcceptEncoding, ContentEncoding, Encoding, Header},
    web::{Data, Path},
};

use crate::web::{
    App,
    bulk::Kind,
    contract::{BulkFileName, CsvText, GeoJsonFile, LinkedData, NotFound, RevisionGone},
    problem::{Code, ParameterError, Problem, Text},
    query::Query,
    views::PharmacyRecordView,
};

/// Go to the newest bulk file
///
/// 最新の一括ファイルへ転送します。 Leads to the file of the newest revision that is prepared; some seconds after a publication
/// that is the new one. The answer itself is always 307; most clients follow it without asking.
#[utoipa::path(
    tag = "feeds",
    params(("file" = BulkFileName, Path, description = "The file", example = "pharmacies.ndjson")),
    responses(
        (status = 200, description = "What following leads to: the file, as `get_bulk_file` answers it", content(
            (PharmacyRecordView<'static> = "application/x-ndjson"),
            (GeoJsonFile = "application/geo+json"),
            (CsvText = "text/csv"),
            (LinkedData = "application/ld+json"),
        )),
        (status = 307, description = "To the file of the newest revision", headers(("Location" = String, description = "The file"))),
        (status = 404, response = NotFound)
    )
)]
#[get("/v1/bulk/latest/{file}")]
pub async fn get_latest_bulk_file(
    app: Data<App>,
    request: HttpRequest,
    file: Path<String>,
) -> Result<HttpResponse, Problem> {
    Query::new(request.query_string(), &[]).finish(())?;
    let kind = kind(&file)?;
    let newest = app.bulk.as_ref().and_then(crate::web::bulk::Bulk::newest);
    let revision = newest.ok_or_else(|| Problem::new(Code::NotPrepared))?;
    let location = format!("/v1/bulk/{revision}/{}", kind.file_name());
    let mut response = HttpResponse::TemporaryRedirect();
    response.insert_header((header::LOCATION, location)).insert_header((header::CACHE_CONTROL, "public, max-age=10"));
    Ok(response.finish())
}

/// Fetch a bulk file
///
/// ある版の全薬局の一括ファイルです。 Never changes, and is kept for some revisions. Compressed as `Accept-Encoding` likes (br,
/// zstd, gzip); one byte range (`Range`) at a time, of the plain file, safe with `If-Range`. The `ETag` names the bytes and is
/// the same on every server. What sources say, without states: ask `/v1/pharmacies` for those.
#[utoipa::path(
    tag = "feeds",
    params(
        ("revision" = i64, Path, description = "The revision", example = 12, minimum = 1, maximum = 999_999_999_999_999_i64),
        ("file" = BulkFileName, Path, description = "The file", example = "pharmacies.ndjson")
    ),
    responses(
        (status = 200, description = "The file", content(
            (PharmacyRecordView<'static> = "application/x-ndjson"),
            (GeoJsonFile = "application/geo+json"),
            (CsvText = "text/csv"),
            (LinkedData = "application/ld+json"),
        )),
        (status = 206, description = "Part of the file", content(
            (PharmacyRecordView<'static> = "application/x-ndjson"),
            (GeoJsonFile = "application/geo+json"),
            (CsvText = "text/csv"),
            (LinkedData = "application/ld+json"),
        )),
        (status = 404, response = NotFound),
        (status = 410, response = RevisionGone)
    )
)]
#[get("/v1/bulk/{revision}/{file}")]
pub async fn get_bulk_file(
    app: Data<App>,
    request: HttpRequest,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Problem> {
    Query::new(request.query_string(), &[]).finish(())?;
    let (revision, file) = path.into_inner();
    let kind = kind(&file)?;
    let plain = (1..=15).contains(&revision.len()) && revision.bytes().all(|b| b.is_ascii_digit());
    let revision: i64 = Some(revision).filter(|_| plain).and_then(|text| text.parse().ok()).ok_or_else(not_found)?;
    let bulk = app.bulk.as_ref().ok_or_else(|| Problem::new(Code::NotPrepared))?;
    let encoding = encoding(&request);
    let suffix = encoding.and_then(suffix);
    let file = bulk.file(revision, kind, suffix).ok_or_else(|| gone(&bulk.revisions()))?;
    let mut response = HttpResponse::Ok();
    response.insert_header((header::CONTENT_TYPE, kind.media_type()));
    response.insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"));
    response.insert_header((header::VARY, "Accept-Encoding"));
    if let Some(encoding) = encoding {
        response.insert_header(encoding);
    }
    file.send(&request, response).await
}

fn kind(file: &str) -> Result<Kind, Problem> {
    Kind::from_file_name(file).ok_or_else(|| {
        let text = Text::new("このファイルはありません。", "There is no such file.");
        let allowed = Kind::ALL.map(Kind::file_name).join(", ");
        Problem::new(Code::NotFound).with(ParameterError::new("file", text, allowed))
    })
}

fn not_found() -> Problem {
    Problem::new(Code::NotFound)
}

fn gone(kept: &[i64]) -> Problem {
    let text = Text::new("この版のファイルはありません。", "There are no files of this revision.");
    let kept: Vec<String> = kept.iter().map(ToString::to_string).collect();
    let allowed = format!("latest, or one of {}", kept.join(", "));
    Problem::new(Code::RevisionGone).with(ParameterError::new("revision", text, allowed))
}

/// The encoding the client likes best; none for a part of the file, which is a part of the plain one.
fn encoding(request: &HttpRequest) -> Option<ContentEncoding> {
    if request.headers().contains_key(header::RANGE) {
        return None;
    }
    let offered = [Encoding::brotli(), Encoding::zstd(), Encoding::gzip(), Encoding::identity()];
    let accepted = AcceptEncoding::parse(request).ok().filter(|accepted| !accepted.is_empty())?;
    match accepted.negotiate(offered.iter()) {
        Some(Encoding::Known(encoding)) if encoding != ContentEncoding::Identity => Some(encoding),
        _ => None,
    }
}

fn suffix(encoding: ContentEncoding) -> Option<&'static str> {
    match encoding {
        ContentEncoding::Brotli => Some("br"),
        ContentEncoding::Gzip => Some("gz"),
        ContentEncoding::Zstd => Some("zst"),
        _ => None,
    }
}
