//! The languages of the pages, and which one a request is answered in.

/// A language the pages speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// 日本語.
    #[default]
    Ja,
    /// やさしい日本語: short sentences, readings over the kanji.
    Easy,
    /// English.
    En,
    /// 简体中文.
    ZhHans,
    /// 한국어.
    Ko,
}

impl Lang {
    /// All of them, in the order of the switch at the top of each page.
    pub const ALL: [Self; 5] = [Self::Ja, Self::Easy, Self::En, Self::ZhHans, Self::Ko];

    /// Its name in `?lang=`: `ja`, `easy`, `en`, `zh-Hans`, `ko`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::Easy => "easy",
            Self::En => "en",
            Self::ZhHans => "zh-Hans",
            Self::Ko => "ko",
        }
    }

    /// The tag for the `lang` attribute, `hreflang` and `Content-Language` (RFC 5646); plain Japanese is still Japanese.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Easy => "ja",
            other => other.as_str(),
        }
    }

    /// Its own name for itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::Ja => "日本語",
            Self::Easy => "やさしい日本語",
            Self::En => "English",
            Self::ZhHans => "简体中文",
            Self::Ko => "한국어",
        }
    }

    /// The language of that name; names and tags that mean one of them count too (`zh`, `zh-CN`, `en-GB`).
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase();
        match name.split('-').next()? {
            "easy" | "yasashii" => Some(Self::Easy),
            "ja" if name.contains("easy") => Some(Self::Easy),
            "ja" => Some(Self::Ja),
            "en" => Some(Self::En),
            "zh" => Some(Self::ZhHans),
            "ko" => Some(Self::Ko),
            _ => None,
        }
    }

    /// The first language of an `Accept-Language` header, by its weights, that the pages speak; else Japanese.
    pub fn accepted(header: &str) -> Self {
        let mut wanted: Vec<(f32, Self)> = header
            .split(',')
            .filter_map(|part| {
                let mut pieces = part.split(';');
                let lang = Self::from_name(pieces.next()?)?;
                let weight = pieces
                    .find_map(|piece| piece.trim().strip_prefix("q="))
                    .map_or(1.0, |q| q.parse::<f32>().unwrap_or(0.0));
                (weight > 0.0).then_some((weight, lang))
            })
            .collect();
        wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
        wanted.first().map_or(Self::Ja, |(_, lang)| *lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_is_found_by_its_name_and_tag() {
        for lang in Lang::ALL {
            assert_eq!(Lang::from_name(lang.as_str()), Some(lang));
        }
        assert_eq!(Lang::from_name("zh-CN"), Some(Lang::ZhHans));
        assert_eq!(Lang::from_name("fr"), None);
        assert_eq!(Lang::from_name(""), None);
    }

    #[test]
    fn the_heaviest_spoken_language_answers() {
        for (header, lang) in [
            ("", Lang::Ja),
            ("fr", Lang::Ja),
            ("*", Lang::Ja),
            ("en-GB,en;q=0.9", Lang::En),
            ("fr;q=1.0, ko;q=0.8, en;q=0.9", Lang::En),
            ("zh-TW,zh;q=0.9,ja;q=0.8", Lang::ZhHans),
            ("en;q=0, ja;q=0.1", Lang::Ja),
            ("en;q=nonsense,ko;q=0.2", Lang::Ko),
        ] {
            assert_eq!(Lang::accepted(header), lang, "{header}");
        }
    }
}
