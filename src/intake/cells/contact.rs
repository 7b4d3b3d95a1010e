//! Postal codes, e-mail and web addresses.

use super::Read;
use crate::intake::{catalogue::Code, fold};

/// 郵便番号 as `154-0004`; a lost leading 0 is restored.
pub(in crate::intake) fn postal_code(text: &str) -> Read<String> {
    let digits: String = fold::nfkc(text).chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() && (text.trim().is_empty() || fold::is_only_dashes(text)) {
        return Read::nothing();
    }
    let digits = if digits.len() == 6 { format!("0{digits}") } else { digits };
    match digits.split_at_checked(3) {
        Some((district, rest)) if digits.len() == 7 => Read::plain(format!("{district}-{rest}")),
        _ => Read::failed(Code::PostalUnreadable),
    }
}

/// An e-mail address: one `@` with a dotted domain after it.
pub(in crate::intake) fn email(text: &str) -> Read<String> {
    let plain = fold::nfkc(text);
    let plain = plain.strip_prefix("mailto:").unwrap_or(&plain).to_owned();
    if plain.is_empty() || fold::is_only_dashes(&plain) || is_none_word(&plain) {
        return Read::nothing();
    }
    let fits = plain.split_once('@').is_some_and(|(user, domain)| {
        let is_ok = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
        !user.is_empty()
            && user.chars().all(is_ok)
            && domain.contains('.')
            && !domain.starts_with('.')
            && !domain.ends_with('.')
            && domain.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-')
    });
    if fits && plain.len() <= 254 { Read::plain(plain) } else { Read::failed(Code::EmailUnreadable) }
}

/// A web address, http or https only; a bare `www.…` or `example.co.jp/…` gets `https://`, and the slips lists are full of
/// (`https//`, `https;//`, `ttps://`, blanks inside) are mended.
pub(in crate::intake) fn url(text: &str) -> Read<String> {
    let plain = fold::nfkc(text);
    if plain.is_empty() || fold::is_only_dashes(&plain) || is_none_word(&plain) {
        return Read::nothing();
    }
    if is_web_address(&plain) {
        return Read::plain(plain);
    }
    let joined: String = plain.chars().filter(|c| !c.is_whitespace()).collect();
    let scheme_end = joined.find("//").map_or(0, |at| at + 2);
    let (scheme, rest) = joined.split_at(scheme_end);
    let written = match scheme.to_ascii_lowercase().trim_end_matches(['/', ':', ';', '.', ',']) {
        "" if !joined.contains([':', '@']) => format!("https://{joined}"),
        "http" | "ttp" | "htp" | "htttp" => format!("http://{rest}"),
        "https" | "ttps" | "htps" | "htttps" | "hhttps" => format!("https://{rest}"),
        _ => return Read::failed(Code::UrlUnreadable),
    };
    // A bare host is how people write one, not a slip.
    match is_web_address(&written) {
        true if scheme.is_empty() && joined == plain => Read::plain(written),
        true => Read::noted(written, Code::UrlMended),
        false => Read::failed(Code::UrlUnreadable),
    }
}

fn is_web_address(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let Some(rest) = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://")) else { return false };
    let host = rest.split(['/', '?', '#']).next().and_then(|host| host.split(':').next()).unwrap_or_default();
    let is_bad = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '\\' | '`');
    is_host(host) && !text.contains(is_bad)
}

fn is_host(host: &str) -> bool {
    let labels: Vec<&str> = host.split('.').collect();
    labels.len() >= 2
        && labels
            .iter()
            .all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_'))
        && labels.last().is_some_and(|top| top.len() >= 2 && top.chars().all(char::is_alphabetic))
}

fn is_none_word(plain: &str) -> bool {
    matches!(plain, "なし" | "無" | "無し" | "×" | "x" | "X" | "未回答")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postal_codes_take_one_form() {
        for text in ["154-0004", "1540004", "〒１５４－０００４"] {
            assert_eq!(postal_code(text), Read::plain("154-0004".to_owned()), "{text}");
        }
        assert_eq!(postal_code("600001"), Read::plain("060-0001".to_owned()));
        assert_eq!(postal_code("不明"), Read::failed(Code::PostalUnreadable));
        assert_eq!(postal_code(""), Read::nothing());
    }

    #[test]
    fn addresses_of_the_web_are_http_only() {
        assert_eq!(url("https://www.tnb.co.jp"), Read::plain("https://www.tnb.co.jp".to_owned()));
        assert_eq!(url("kyokuyaku.com"), Read::plain("https://kyokuyaku.com".to_owned()));
        assert_eq!(url("なし"), Read::nothing());
        for wrong in ["javascript:alert(1)", "ftp://example.jp/", "http://", "あり", "https://x.jp/\"onload="] {
            assert_eq!(url(wrong), Read::failed(Code::UrlUnreadable), "{wrong}");
        }
        assert_eq!(email("mihon@example.jp"), Read::plain("mihon@example.jp".to_owned()));
        for wrong in ["mihon", "a@b", "a b@example.jp", "@example.jp", "a@.jp"] {
            assert_eq!(email(wrong), Read::failed(Code::EmailUnreadable), "{wrong}");
        }
    }
}
