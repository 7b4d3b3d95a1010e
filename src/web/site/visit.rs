//! One visit of a page: in which language, at what time, under which address.

use std::sync::Arc;

use chrono::NaiveDateTime;
use form_urlencoded::Serializer;

use super::{ask::FROM, lang::Lang, words::Words};
use crate::{directory::Emergency, web::Tiles};

/// The longest query that is looked at, in bytes; the rest of a longer one is cut off.
const QUERY_LIMIT: usize = 4096;

/// The names in an address that ask something.
const QUESTION: [&str; 9] = ["q", "near", "near_for", "when", "date", "time", "until", "service", "radius_m"];

/// One visit of a page.
#[derive(Clone)]
pub struct Visit {
    /// The words it is told in.
    pub words: Words,
    /// Now, Japan's civil time.
    pub now: NaiveDateTime,
    tiles: Option<Tiles>,
    emergency: Arc<Emergency>,
    lang_given: bool,
    origin: String,
    path: String,
    query: Vec<(String, String)>,
}

impl Visit {
    /// A visit of `path?query` on `origin` (`https://example.jp`), by a person whose browser prefers `accept_language`.
    ///
    /// `?lang=` wins over the browser's preference and is carried on into the links of the page.
    pub fn new(origin: &str, path: &str, query: &str, accept_language: &str, now: NaiveDateTime) -> Self {
        let query = query.as_bytes().get(..query.len().min(QUERY_LIMIT)).unwrap_or_default();
        let mut query: Vec<(String, String)> = form_urlencoded::parse(query).into_owned().collect();
        let asked = query.iter().find(|(name, _)| name == "lang").and_then(|(_, value)| Lang::from_name(value));
        query.retain(|(name, value)| name != "lang" && !value.is_empty());
        Self {
            words: Words::of(asked.unwrap_or_else(|| Lang::accepted(accept_language))),
            now,
            tiles: None,
            emergency: Arc::default(),
            lang_given: asked.is_some(),
            origin: origin.to_owned(),
            path: path.to_owned(),
            query,
        }
    }

    /// The same, on a server whose map is made of these tiles.
    pub fn with_tiles(self, tiles: Option<Tiles>) -> Self {
        Self { tiles, ..self }
    }

    /// What a map is made of; `None` where there is none.
    pub fn tiles(&self) -> Option<&Tiles> {
        self.tiles.as_ref()
    }

    /// The same, where the operator has set these numbers to call.
    pub fn with_emergency(self, emergency: Arc<Emergency>) -> Self {
        Self { emergency, ..self }
    }

    /// The operator's own numbers to call when a pharmacy is not enough.
    pub fn emergency(&self) -> &Emergency {
        &self.emergency
    }

    /// The value of a parameter; the first where it is repeated. An empty one counts as absent.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values(name).next()
    }

    /// All values of a parameter.
    pub fn values<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.query.iter().filter(move |pair| pair.0 == name).map(|(_, value)| value.as_str())
    }

    /// Whether nothing is asked: what others add to a shared address (`utm_source`, `fbclid`) is no question.
    pub fn is_bare(&self) -> bool {
        self.query.iter().all(|(name, _)| !QUESTION.contains(&name.as_str()))
    }

    /// The language to carry along in forms and links; `None` when the browser chose it.
    pub fn lang_param(&self) -> Option<&'static str> {
        self.lang_given.then(|| self.words.lang().as_str())
    }

    /// A link to another page, in the language of this one.
    pub fn link(&self, path: &str, query: &[(&str, &str)]) -> String {
        let lang = self.lang_param().map(|lang| ("lang", lang));
        join(path, query.iter().copied().chain(lang))
    }

    /// This page with some parameters set anew (`Some`) or left out (`None`).
    pub fn changed(&self, changes: &[(&str, Option<&str>)]) -> String {
        let kept = self.query.iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
        let kept = kept.map(|(name, value)| (name.as_str(), value.as_str()));
        let set = changes.iter().filter_map(|(name, value)| value.map(|value| (*name, value)));
        let lang = self.lang_param().map(|lang| ("lang", lang));
        join(&self.path, kept.chain(set).chain(lang))
    }

    /// This page in another language.
    pub fn in_language(&self, lang: Lang) -> String {
        let kept = self.query.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        join(&self.path, kept.chain([("lang", lang.as_str())]))
    }

    /// The full address of this page as a person reads it on paper: words as words, and without the exact point, which
    /// the words find again.
    pub fn address(&self) -> String {
        let address = self.lasting();
        let (path, query) = address.split_once('?').unwrap_or((&address, ""));
        let query: Vec<String> =
            form_urlencoded::parse(query.as_bytes()).map(|(name, value)| format!("{name}={value}")).collect();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{}{path}{mark}{}", self.origin, query.join("&"))
    }

    /// The same address as a machine reads it.
    pub fn encoded_address(&self) -> String {
        format!("{}{}", self.origin, self.lasting())
    }

    /// This page without the exact point, where words find it again, and without what is only for the screen.
    fn lasting(&self) -> String {
        let mut left_out = vec![("view", None)];
        if self.value("q").is_some() {
            left_out.extend([("near", None), ("near_for", None), (FROM.0, None)]);
        }
        self.changed(&left_out)
    }

    /// Whether it is shown as it will be printed.
    pub fn is_for_print(&self) -> bool {
        self.value("view") == Some("print")
    }

    /// The full address of a path of this site.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }
}

fn join<'a>(path: &str, query: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let query = Serializer::new(String::new()).extend_pairs(query).finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit(query: &str, accept: &str) -> Visit {
        let now = "2026-11-22T23:40:00".parse().unwrap();
        Visit::new("https://example.jp", "/", query, accept, now)
    }

    #[test]
    fn links_carry_a_chosen_language_and_not_a_guessed_one() {
        assert_eq!(visit("", "en").link("/p/a", &[]), "/p/a");
        assert_eq!(visit("lang=ko", "en").link("/p/a", &[("x", "1&2")]), "/p/a?x=1%262&lang=ko");
        assert_eq!(visit("q=%E4%B8%8A&lang=en", "").in_language(Lang::Easy), "/?q=%E4%B8%8A&lang=easy");
    }

    #[test]
    fn changed_keeps_everything_else() {
        let visit = visit("q=a&service=x&service=y&radius_m=", "");
        assert_eq!(visit.changed(&[("radius_m", Some("5000"))]), "/?q=a&service=x&service=y&radius_m=5000");
        assert_eq!(visit.changed(&[("service", None)]), "/?q=a");
        assert_eq!(visit.address(), "https://example.jp/?q=a&service=x&service=y");
        assert_eq!(visit.values("service").collect::<Vec<_>>(), ["x", "y"]);
    }
}
