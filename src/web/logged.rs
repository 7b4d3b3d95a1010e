//! The access log: one line a request, without what would tell where a person is or what they typed.

use std::{fmt::Write, time::Duration};

use actix_web::{dev::ServiceRequest, http::StatusCode};

/// What the log keeps of a request, taken before its handler consumes it.
#[derive(Debug)]
pub struct Line(Option<Asked>);

#[derive(Debug)]
struct Asked {
    method: String,
    path: String,
    query: String,
}

impl Line {
    /// Of `request`; nothing when nobody listens.
    pub fn of(request: &ServiceRequest) -> Self {
        Self(tracing::enabled!(target: "yoruyaku::access", tracing::Level::INFO).then(|| Asked {
            method: request.method().to_string(),
            path: request.path().to_owned(),
            query: discreet(request.query_string()),
        }))
    }

    /// Writes it.
    pub fn log(&self, status: StatusCode, took: Duration, id: &str) {
        if let Some(Asked { method, path, query }) = &self.0 {
            tracing::info!(
                target: "yoruyaku::access",
                method, path, query, status = status.as_u16(), took_us = took.as_micros() as u64, request_id = id,
                "request"
            );
        }
    }
}

/// The query with coordinates cut to about a kilometre (two decimals) and typed words left out.
fn discreet(query: &str) -> String {
    let mut out = String::with_capacity(query.len());
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        if !out.is_empty() {
            out.push('&');
        }
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let kept = match name {
            "near" | "bbox" => coarse(value),
            "q" | "near_for" | "cursor" => format!("({} bytes)", value.len()),
            _ => value.to_owned(),
        };
        // Writing to a String never fails.
        let _ = write!(out, "{name}={kept}");
    }
    out
}

/// Each number cut to two decimals, whatever stands between them.
fn coarse(value: &str) -> String {
    let mut decimals = None;
    let keep = |c: &char| {
        match (c, decimals) {
            ('.', _) => decimals = Some(0),
            ('0'..='9', Some(n)) => decimals = Some(n + 1),
            _ => decimals = None,
        }
        decimals.is_none_or(|n| n <= 2)
    };
    value.chars().filter(keep).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_places_and_words_stay_out_of_the_log() {
        assert_eq!(
            discreet("near=35.6437,139.6710&radius_m=3000&q=%E5%A4%AA&lang=ja"),
            "near=35.64,139.67&radius_m=3000&q=(9 bytes)&lang=ja"
        );
        assert_eq!(discreet("near=35.643712%2C139.671099"), "near=35.64%2C139.67");
        assert_eq!(discreet("bbox=139.6123,35.6,139.7,35.7"), "bbox=139.61,35.6,139.7,35.7");
        assert_eq!(discreet(""), "");
    }
}
