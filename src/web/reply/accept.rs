//! Which of the formats offered a client likes best.

use actix_web::{HttpRequest, http::header};

use crate::web::problem::{Code, ParameterError, Problem, Text};

/// Refuses a request that accepts none of `offered`; without `Accept`, or with an empty one, anything goes.
///
/// # Errors
/// `not_acceptable`, naming what is offered.
pub fn accepts(request: &HttpRequest, offered: &[&'static str]) -> Result<&'static str, Problem> {
    // Most programs say nothing.
    if !request.headers().contains_key(header::ACCEPT) {
        return Ok(offered.first().copied().unwrap_or_default());
    }
    // Several lines of one header are one list.
    let lines = request.headers().get_all(header::ACCEPT).map(|line| line.to_str().unwrap_or("*/*"));
    let accept = lines.collect::<Vec<_>>().join(",");
    if accept.trim_matches([',', ' ', '\t']).is_empty() {
        return Ok(offered.first().copied().unwrap_or_default());
    }
    preferred(&accept, offered).ok_or_else(|| {
        let text = Text::new("この形式では返せません。", "This is not offered in any of these formats.");
        Problem::parameters(Code::NotAcceptable, vec![ParameterError::new("Accept", text, offered.join(", "))])
    })
}

/// The offered media type that `accept` likes best; of equals the first offered.
fn preferred(accept: &str, offered: &[&'static str]) -> Option<&'static str> {
    let quality = |media: &str| -> f64 {
        let essence = media.split(';').next().unwrap_or(media);
        let kind = essence.split('/').next().unwrap_or(essence);
        let mut best: (u8, f64) = (0, 0.0);
        for range in accept.split(',').map(str::trim).filter(|range| !range.is_empty()) {
            let mut parts = range.split(';').map(str::trim);
            let name = parts.next().unwrap_or_default();
            let q = parts.find_map(|part| part.strip_prefix("q=")).map_or(1.0, |q| q.parse().unwrap_or(0.0));
            let closeness = match name {
                "*/*" => 1,
                _ if name.strip_suffix("/*").is_some_and(|of| of.eq_ignore_ascii_case(kind)) => 2,
                _ if name.eq_ignore_ascii_case(essence) => 3,
                _ => 0,
            };
            if closeness > best.0 {
                best = (closeness, q);
            }
        }
        best.1
    };
    let mut best: Option<(&'static str, f64)> = None;
    for media in offered {
        let q = quality(media);
        if q > 0.0 && best.is_none_or(|(_, liked)| q > liked) {
            best = Some((media, q));
        }
    }
    best.map(|(media, _)| media)
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON: &str = "application/json";
    const CSV: &str = "text/csv; charset=utf-8";

    #[test]
    fn the_format_liked_best_is_chosen() {
        for (accept, expected) in [
            ("*/*", Some(JSON)),
            ("text/csv", Some(CSV)),
            ("text/*;q=0.5, application/json;q=0.4", Some(CSV)),
            ("text/html,application/xhtml+xml,*/*;q=0.8", Some(JSON)),
            ("application/json;q=0, */*", Some(CSV)),
            ("image/png", None),
            ("application/json;q=0", None),
        ] {
            assert_eq!(preferred(accept, &[JSON, CSV]), expected, "{accept}");
        }
    }
}
