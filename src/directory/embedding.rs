//! What an operator sets about lists that other sites take in: who may frame them, and which other maps an area has.

use std::{collections::BTreeMap, fmt};

use super::AssociationId;

/// What a rule of framing is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The lists of a municipality, by its five-digit code.
    Area(String),
    /// The lists narrowed to an association; goes before that of its area.
    Association(AssociationId),
}

impl Scope {
    /// `13112` is an area, `setagaya` an association; `None` is neither.
    pub fn new(name: &str) -> Option<Self> {
        let is_code = name.len() == 5 && name.bytes().all(|b| b.is_ascii_digit());
        if is_code { Some(Self::Area(name.to_owned())) } else { AssociationId::new(name).map(Self::Association) }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Area(code) => f.write_str(code),
            Self::Association(id) => id.fmt(f),
        }
    }
}

/// A site that may frame lists, as `frame-ancestors` takes it: `https://www.city.example.lg.jp`, `https://*.example.jp`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin(String);

impl Origin {
    /// `None` unless it is `http(s)://`, a host of `a-z 0-9 - .` perhaps with `*.` before it, and perhaps a port; nothing
    /// after. So no origin can carry another directive into the header.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim_end_matches('/');
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
        let (host, port) = rest.split_once(':').unwrap_or((rest, "443"));
        let labels = host.strip_prefix("*.").unwrap_or(host);
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.';
        let is_host = (1..=253).contains(&labels.len())
            && labels.bytes().all(plain)
            && labels.split('.').all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'));
        let is_port = (1..=5).contains(&port.len()) && port.parse::<u16>().is_ok_and(|port| port > 0);
        (is_host && is_port).then(|| Self(text.to_owned()))
    }

    /// As the header takes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Another map that people of an area may need.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RelatedMap {
    /// Its name in Japanese.
    pub title: String,
    /// Its name in English; empty where it has none.
    pub title_en: String,
    /// Its address, `http(s)://…`.
    pub url: String,
}

impl RelatedMap {
    /// `None` unless the title has 1–100 characters and the address is of the web, without blanks, 500 bytes at most.
    pub fn new(title: &str, title_en: &str, url: &str) -> Option<Self> {
        let (title, title_en) = (title.trim(), title_en.trim());
        let of_web = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let is_address = of_web.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
            && url.len() <= 500
            && url.chars().all(|c| c.is_ascii_graphic() && c != '"' && c != '<' && c != '>');
        let fits = (1..=100).contains(&title.chars().count()) && title_en.chars().count() <= 100;
        (is_address && fits).then(|| Self {
            title: title.to_owned(),
            title_en: title_en.to_owned(),
            url: url.to_owned(),
        })
    }
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Embedding {
    /// Who may frame; a scope without an entry is open to every site.
    pub framers: BTreeMap<Scope, Vec<Origin>>,
    /// By municipality, in the order they are shown.
    pub related: BTreeMap<String, Vec<RelatedMap>>,
}

impl Embedding {
    /// Who may frame the list of an area, or of an association there; `None` is everyone.
    pub fn framers(&self, area: &str, association: Option<&AssociationId>) -> Option<&[Origin]> {
        let of_association = association.and_then(|id| self.framers.get(&Scope::Association(id.clone())));
        of_association.or_else(|| self.framers.get(&Scope::Area(area.to_owned()))).map(Vec::as_slice)
    }

    /// The other maps of an area.
    pub fn related(&self, area: &str) -> &[RelatedMap] {
        self.related.get(area).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
#[path = "embedding_tests.rs"]
mod tests;
