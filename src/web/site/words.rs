//! Every word of the pages, by key, from the Fluent files in `locales/`.
//!
//! **Invariant:** no template holds a word of its own; a test compares the keys that templates ask for with the files.

use std::{borrow::Cow, sync::LazyLock};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use maud::{Escaper, Render};

use super::lang::Lang;
use crate::directory::romaji;

type Bundle = FluentBundle<FluentResource>;

/// The words of a language: those of the residents' pages, and those of what other sites embed.
macro_rules! words {
    ($lang:literal) => {
        concat!(
            include_str!(concat!("locales/", $lang, ".ftl")),
            "\n",
            include_str!(concat!("../embed/locales/", $lang, ".ftl"))
        )
    };
}

/// The files, in the order of [`Lang::ALL`].
const SOURCES: [(Lang, &str); 5] = [
    (Lang::Ja, words!("ja")),
    (Lang::Easy, words!("easy")),
    (Lang::En, words!("en")),
    (Lang::ZhHans, words!("zh-Hans")),
    (Lang::Ko, words!("ko")),
];

static BUNDLES: LazyLock<Vec<(Lang, Bundle)>> =
    LazyLock::new(|| SOURCES.iter().map(|(lang, source)| (*lang, bundle(*lang, source))).collect());

fn bundle(lang: Lang, source: &str) -> Bundle {
    let tag = lang.tag().parse().expect("the tags of Lang are well-formed; a test builds every bundle");
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    bundle.set_use_isolating(false);
    // A message that does not parse is left out and told by the tests; the rest of the file still speaks.
    let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}

/// The words of one language.
#[derive(Clone, Copy)]
pub struct Words {
    lang: Lang,
}

impl Words {
    /// The words of `lang`.
    pub fn of(lang: Lang) -> Self {
        Self { lang }
    }

    /// Their language.
    pub fn lang(self) -> Lang {
        self.lang
    }

    /// The `lang` of what the lists say in Japanese, on a page that is not.
    pub fn listed(self) -> Option<&'static str> {
        (self.lang.tag() != Lang::Ja.tag()).then_some(Lang::Ja.tag())
    }

    /// How a name sounds, where its list gives the kana, and the `lang` of that: hiragana for who learns Japanese, Latin letters
    /// for who reads another language. `None` for who reads the name itself.
    pub fn reading(self, kana: Option<&str>) -> Option<(String, &'static str)> {
        let kana = kana?;
        match self.lang {
            Lang::Ja => None,
            Lang::Easy => Some((hiragana(kana), Lang::Easy.tag())),
            Lang::En | Lang::ZhHans | Lang::Ko => romaji(kana).map(|latin| (latin, "ja-Latn")),
        }
    }

    /// A name within a sentence, with how it sounds for who may not read it; over it where readings stand over words.
    pub fn named(self, name: &str, kana: Option<&str>) -> String {
        match self.reading(kana) {
            Some((kana, _)) if self.lang == Lang::Easy && !name.contains(['｜', '《', '》']) => {
                format!("｜{name}《{kana}》")
            }
            Some((reading, _)) if self.lang != Lang::Easy => format!("{name} ({reading})"),
            _ => name.to_owned(),
        }
    }

    /// What `key` says, with `parts` put in; Japanese where the language lacks it, the key itself where all do.
    pub fn phrase<'a>(self, key: &str, parts: impl IntoIterator<Item = (&'a str, FluentValue<'a>)>) -> Phrase {
        let parts: FluentArgs = parts.into_iter().collect();
        let text = find(self.lang, key, &parts).or_else(|| find(Lang::Ja, key, &parts));
        if text.is_none() {
            tracing::error!(key, "a page asks for words that no language has");
        }
        Phrase { text: text.unwrap_or_else(|| key.to_owned()), ruby: self.lang == Lang::Easy }
    }
}

/// The letters that are learnt first; lists write names in katakana.
fn hiragana(kana: &str) -> String {
    let one = |letter: char| match letter {
        'ァ'..='ヶ' => char::from_u32(u32::from(letter) - 0x60).unwrap_or(letter),
        other => other,
    };
    kana.chars().map(one).collect()
}

fn find(lang: Lang, key: &str, parts: &FluentArgs) -> Option<String> {
    let (_, bundle) = BUNDLES.iter().find(|(of, _)| *of == lang)?;
    let pattern = bundle.get_message(key)?.value()?;
    let mut faults = Vec::new();
    let text = bundle.format_pattern(pattern, Some(parts), &mut faults);
    if !faults.is_empty() {
        tracing::error!(key, ?faults, "words with a part missing");
    }
    Some(text.into_owned())
}

/// Words ready for a page. Rendered, they are escaped, and a reading written `｜薬局《やっきょく》` stands over its kanji.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    text: String,
    ruby: bool,
}

impl Phrase {
    /// The words without readings, for titles and attributes.
    pub fn plain(&self) -> Cow<'_, str> {
        if !self.ruby || !self.text.contains('《') {
            return Cow::Borrowed(&self.text);
        }
        Cow::Owned(self.pieces().map(|(base, _)| base).collect())
    }

    /// The text in parts: plain text, or a base with its reading; one part where the language has no readings.
    pub fn parts(&self) -> Vec<(&str, Option<&str>)> {
        if self.ruby { self.pieces().collect() } else { vec![(&self.text, None)] }
    }

    /// The text in pieces: plain text, or a base with its reading.
    fn pieces(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        let mut rest = self.text.as_str();
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let (plain, marked) = rest.split_once('｜').unwrap_or((rest, ""));
            if !plain.is_empty() || marked.is_empty() {
                rest = rest.get(plain.len()..).unwrap_or_default();
                rest = if marked.is_empty() { "" } else { rest };
                return Some((plain, None));
            }
            let Some((base, after)) = marked.split_once('《') else {
                rest = "";
                return Some((marked, None));
            };
            let (reading, after) = after.split_once('》').unwrap_or((after, ""));
            rest = after;
            Some((base, Some(reading)))
        })
    }
}

/// A phrase put into another keeps its readings.
impl From<Phrase> for FluentValue<'_> {
    fn from(phrase: Phrase) -> Self {
        phrase.text.into()
    }
}

impl Render for Phrase {
    fn render_to(&self, out: &mut String) {
        use std::fmt::Write;
        let escaped = |out: &mut String, text: &str| {
            let _ = Escaper::new(out).write_str(text);
        };
        if !self.ruby {
            return escaped(out, &self.text);
        }
        for (base, reading) in self.pieces() {
            match reading {
                None => escaped(out, base),
                Some(reading) => {
                    out.push_str("<ruby>");
                    escaped(out, base);
                    out.push_str("<rp>（</rp><rt>");
                    escaped(out, reading);
                    out.push_str("</rt><rp>）</rp></ruby>");
                }
            }
        }
    }
}

impl std::fmt::Display for Phrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.plain())
    }
}

/// `say!(words, "key")`, `say!(words, "key", count = 3, place = name)`: the [`Phrase`] of a key.
macro_rules! say {
    ($words:expr, $key:expr $(, $part:ident = $value:expr)* $(,)?) => {
        $words.phrase($key, [$((stringify!($part), fluent_bundle::FluentValue::from($value))),*])
    };
}
pub(crate) use say;

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
