//! Bodies, read with their limits while they come in.

use std::{borrow::Cow, collections::HashMap};

use actix_multipart::Multipart;
use actix_web::{
    HttpMessage, HttpRequest,
    http::header::{self, HeaderMap},
    web::{Bytes, BytesMut, Payload},
};
use futures_util::{Stream, StreamExt, TryStreamExt};
use serde::de::DeserializeOwned;

use super::{
    patience::{Heard, in_time},
    problem::{Code, ParameterError, Problem, Text},
};
use crate::intake::{MOST_FILES, NamedFile, bundle};

/// Bytes of a JSON body or of one field of a form, except a file.
pub const SMALL: usize = 64 << 10;
/// Characters of a file's name that are kept.
const NAME_CHARS: usize = 200;
/// Fields of a form.
const FIELDS: usize = 200;

/// A file as it was sent, and what came with it.
#[derive(Debug, Default)]
pub struct Sent {
    /// The file; `None` when the form had none, or an empty one without a name.
    pub file: Option<Bytes>,
    /// Its name, as the form says.
    pub file_name: Option<String>,
    /// Files that supplement it, with their names.
    pub supplements: Vec<(String, Bytes)>,
    /// The form's other fields; of a field that is repeated, all, in order.
    pub fields: HashMap<String, Vec<String>>,
}

impl Sent {
    /// The value of a field that is given once.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name).and_then(|values| values.first()).map(String::as_str)
    }

    /// The file with what supplements it as one, and its name; `None` when there is none.
    pub fn whole(&self) -> Option<(Bytes, String)> {
        let (bytes, name) = (self.file.as_ref()?, self.file_name.as_deref().unwrap_or_default());
        if self.supplements.is_empty() {
            return Some((bytes.clone(), plain_name(name)));
        }
        let names: Vec<String> = self.supplements.iter().map(|(name, _)| plain_name(name)).collect();
        let supplements: Vec<NamedFile<'_>> =
            names.iter().zip(&self.supplements).map(|(name, (_, bytes))| NamedFile { name, bytes }).collect();
        let (bytes, name) = bundle(NamedFile { name: &plain_name(name), bytes }, &supplements);
        Some((bytes.into(), plain_name(&name)))
    }
}

/// Reads a file of at most `limit` bytes: the body itself, or the field `file` of a form; there the fields `supplement`,
/// and further fields `file`, supplement it, and `limit` holds for all of them together.
///
/// # Errors
/// `payload_too_large` as soon as it is; `request_timeout` when it doesn't come; `unsupported_media_type` of what is plainly no list; `malformed_body` when it breaks off or is not the form it says.
pub async fn file(request: &HttpRequest, payload: Payload, limit: usize) -> Result<Sent, Problem> {
    if request.content_type().eq_ignore_ascii_case("multipart/form-data") {
        return in_time(request, payload, |body| form(request.headers(), body, limit)).await;
    }
    let kind = request.content_type().to_ascii_lowercase();
    if kind == "application/json" || ["image/", "audio/", "video/"].iter().any(|start| kind.starts_with(start)) {
        return Err(Problem::new(Code::UnsupportedMediaType));
    }
    let bytes = in_time(request, payload, |body| collect(body, limit)).await?;
    Ok(Sent { file: Some(bytes), ..Sent::default() })
}

async fn form(headers: &HeaderMap, body: Heard, limit: usize) -> Result<Sent, Problem> {
    let mut parts = Multipart::new(headers, body);
    let (mut sent, mut count, mut files) = (Sent::default(), 0, 0);
    while let Some(part) = parts.try_next().await.map_err(|error| malformed(&error.to_string()))? {
        count += 1;
        if count > FIELDS {
            return Err(Problem::new(Code::PayloadTooLarge));
        }
        let name = part.name().unwrap_or_default().to_owned();
        // Empty ones count too: the contract says how many there may be, and nobody should be left guessing which counted.
        files += usize::from(["supplement", "file"].contains(&name.as_str()));
        if files > MOST_FILES {
            let text = Text::new(
                format!("一度に送れるファイルは{MOST_FILES}個までです。"),
                format!("At most {MOST_FILES} files are taken at once."),
            );
            return Err(Problem::because(Code::PayloadTooLarge, text));
        }
        let file_name = part.content_disposition().and_then(|d| d.get_filename()).map(str::to_owned);
        if name == "file" && sent.file.is_none() {
            let bytes = collect(part, limit).await?;
            sent.file =
                (!bytes.is_empty() || file_name.as_deref().is_some_and(|name| !name.is_empty())).then_some(bytes);
            sent.file_name = file_name.filter(|name| !name.is_empty());
        } else if ["supplement", "file"].contains(&name.as_str()) {
            let taken = sent.file.iter().chain(sent.supplements.iter().map(|(_, bytes)| bytes)).map(Bytes::len);
            let bytes = collect(part, limit.saturating_sub(taken.sum())).await?;
            let file_name = file_name.unwrap_or_default();
            // A browser sends an empty part for a field of files that was left alone.
            if !bytes.is_empty() || !file_name.is_empty() {
                sent.supplements.push((file_name, bytes));
            }
        } else {
            let text = collect(part, SMALL).await?;
            let text = String::from_utf8(text.to_vec()).map_err(|_| malformed("a field is not UTF-8"))?;
            sent.fields.entry(name).or_default().push(text);
        }
    }
    Ok(sent)
}

/// Reads a JSON body of at most `limit` bytes.
///
/// # Errors
/// `unsupported_media_type`, `payload_too_large`, `malformed_body`, and `invalid_fields` when it is JSON of another shape.
pub async fn json<T: DeserializeOwned>(request: &HttpRequest, payload: Payload, limit: usize) -> Result<T, Problem> {
    Ok(json_with_bytes(request, payload, limit).await?.0)
}

/// A JSON body of at most `limit` bytes, and the bytes as they came.
///
/// # Errors
/// Those of [`json`].
pub async fn json_with_bytes<T: DeserializeOwned>(
    request: &HttpRequest,
    payload: Payload,
    limit: usize,
) -> Result<(T, Bytes), Problem> {
    if !request.content_type().eq_ignore_ascii_case("application/json") {
        let text = Text::new("application/json で送ってください。", "Send it as application/json.");
        return Err(Problem::because(Code::UnsupportedMediaType, text));
    }
    let bytes = in_time(request, payload, |body| collect(body, limit)).await?;
    let read = serde_json::from_slice(&bytes).map_err(|error| match error.classify() {
        serde_json::error::Category::Data => {
            let text = Text::new("項目の名前か値の形が違います。", shown(&error.to_string()));
            Problem::parameters(
                Code::InvalidFields,
                vec![ParameterError::new("body", text, "the schema of this operation in /openapi.json")],
            )
        }
        _ => malformed(&error.to_string()),
    });
    Ok((read?, bytes))
}

/// A JSON body of at most `limit` bytes that may be left out.
///
/// # Errors
/// Those of [`json`].
pub async fn optional_json<T: DeserializeOwned + Default>(
    request: &HttpRequest,
    payload: Payload,
    limit: usize,
) -> Result<T, Problem> {
    let is_empty = request.headers().get(header::CONTENT_TYPE).is_none()
        && request.headers().get(header::TRANSFER_ENCODING).is_none()
        && request.headers().get(header::CONTENT_LENGTH).is_none_or(|length| length == "0");
    if is_empty { Ok(T::default()) } else { json(request, payload, limit).await }
}

async fn collect<E: std::fmt::Display>(
    mut stream: impl Stream<Item = Result<Bytes, E>> + Unpin,
    limit: usize,
) -> Result<Bytes, Problem> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|error| malformed(&error.to_string()))?;
        if bytes.len() + chunk.len() > limit {
            let text = Text::new(format!("{limit} バイトまでです。"), format!("At most {limit} bytes are taken."));
            return Err(Problem::because(Code::PayloadTooLarge, text));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
}

/// What may name something that was sent, as it is shown back: not all of it, and nothing that can't be shown.
fn shown(why: &str) -> String {
    why.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).take(300).collect()
}

fn malformed(why: &str) -> Problem {
    let why = shown(why);
    Problem::because(
        Code::MalformedBody,
        Text::new(format!("本文を読めません（{why}）。"), format!("It can't be read: {why}.")),
    )
}

/// The fields of a form without a file; of a field that is repeated, the last.
///
/// # Errors
/// `unsupported_media_type`, `payload_too_large`, `malformed_body`.
pub async fn fields(request: &HttpRequest, payload: Payload) -> Result<HashMap<String, String>, Problem> {
    if !request.content_type().eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Err(Problem::new(Code::UnsupportedMediaType));
    }
    let bytes = in_time(request, payload, |body| collect(body, SMALL)).await?;
    let text = std::str::from_utf8(&bytes).map_err(|_| malformed("the form is not UTF-8"))?;
    let decoded = |text: &str| {
        let spaced = text.replace('+', " ");
        percent_encoding::percent_decode_str(&spaced).decode_utf8().map(Cow::into_owned)
    };
    let pairs = text.split('&').filter(|pair| !pair.is_empty()).take(FIELDS).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        Ok((decoded(name)?, decoded(value)?))
    });
    pairs.collect::<Result<_, std::str::Utf8Error>>().map_err(|_| malformed("the form is not UTF-8"))
}

/// A file's name without folders and control characters, 200 characters at most.
pub fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(NAME_CHARS).collect()
}
