//! The numbers to call when a pharmacy is not enough: those of the program, and those an operator sets for an area.

use thiserror::Error;

/// The languages a number is named in; the first stands in for those that are missing.
pub const LANGUAGES: [&str; 5] = ["ja", "easy", "en", "zh-Hans", "ko"];

/// One number in one language.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EmergencyLine {
    /// The start of the area codes it serves: empty for the whole country, `13` for a prefecture, `13112` for a ward.
    pub area: String,
    /// As it is said and dialled: `119`, `#7119`, `00-0000-0000`.
    pub phone: String,
    /// The language of the words, one of [`LANGUAGES`].
    pub lang: String,
    /// Who answers; empty where the number is not for this area.
    pub name: String,
    /// What for, and when.
    pub note: String,
}

/// What is wrong with a line, and what to write instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum EmergencyLineError {
    /// Not the start of a municipality code.
    #[error("area: empty (everywhere), a prefecture of two digits (13) or a municipality of five (13112)")]
    Area,
    /// Nothing that can be dialled.
    #[error("phone: digits and hyphens, perhaps # first, such as 119, #7119 or 03-1234-5678")]
    Phone,
    /// No language of the pages.
    #[error("lang: one of ja, easy, en, zh-Hans, ko")]
    Lang,
    /// Too long for a page.
    #[error("name has at most 80 characters, note at most 200")]
    TooLong,
}

impl EmergencyLine {
    /// The line, blanks around its cells left out.
    ///
    /// # Errors
    /// Which cell is wrong.
    pub fn new(area: &str, phone: &str, lang: &str, name: &str, note: &str) -> Result<Self, EmergencyLineError> {
        let [area, phone, lang, name, note] = [area, phone, lang, name, note].map(str::trim);
        if !matches!(area.len(), 0 | 2 | 5) || !area.bytes().all(|b| b.is_ascii_digit()) {
            return Err(EmergencyLineError::Area);
        }
        let dialled = phone.strip_prefix('#').unwrap_or(phone);
        let digits = dialled.bytes().filter(u8::is_ascii_digit).count();
        let plain = dialled.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        if !plain || !(3..=11).contains(&digits) || dialled.starts_with('-') || dialled.ends_with('-') {
            return Err(EmergencyLineError::Phone);
        }
        if !LANGUAGES.contains(&lang) {
            return Err(EmergencyLineError::Lang);
        }
        if name.chars().count() > 80 || note.chars().count() > 200 {
            return Err(EmergencyLineError::TooLong);
        }
        let [area, phone, lang, name, note] = [area, phone, lang, name, note].map(str::to_owned);
        Ok(Self { area, phone, lang, name, note })
    }

    /// The link that dials it; `#` would end a URL and is written out.
    pub fn dial(&self) -> String {
        format!("tel:{}", self.phone.replace('-', "").replace('#', "%23"))
    }

    fn serves(&self, area: &str) -> bool {
        area.starts_with(&self.area)
    }
}

/// Lines of numbers, in the order they are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Emergency {
    /// All of them.
    pub lines: Vec<EmergencyLine>,
}

impl Emergency {
    /// The numbers of an area (five digits, or empty where it is not known) in one language, these laid over `ground`.
    ///
    /// Numbers of the ground come first, unless these name them too: then their order holds. Of one number the line for
    /// the smallest area speaks, and of two for the same area the one that is not the ground's. A language that is missing
    /// is told in Japanese; a number whose line has no name is left out.
    pub fn over<'a>(&'a self, ground: &'a Self, area: &str, lang: &str) -> Vec<&'a EmergencyLine> {
        let own = || self.lines.iter().filter(move |line| line.serves(area));
        let below = || ground.lines.iter().filter(move |line| line.serves(area));
        let named = |phone: &str| own().any(|line| line.phone == phone);
        let mut phones: Vec<&str> = Vec::new();
        for line in below().filter(|line| !named(&line.phone)).chain(own()) {
            if !phones.contains(&line.phone.as_str()) {
                phones.push(&line.phone);
            }
        }
        let of = |phone: &str| {
            let area_len = |line: &EmergencyLine| line.area.len();
            let size = below().chain(own()).filter(|line| line.phone == phone).map(area_len).max()?;
            let speaks = move |line: &&EmergencyLine| line.phone == phone && line.area.len() == size;
            // Who names a number for an area names it in every language: what is taken away there is away in all.
            let is_own = own().any(|line| speaks(&line));
            let lines = |lang: &str| {
                let ground = below().filter(move |_| !is_own);
                own().chain(ground).filter(speaks).find(|line| line.lang == lang)
            };
            lines(lang).or_else(|| lines(LANGUAGES[0]))
        };
        phones.into_iter().filter_map(of).filter(|line| !line.name.is_empty()).collect()
    }

    /// The numbers that no line names in Japanese: area and number. Who reads another language would be told nothing.
    pub fn without_japanese(&self) -> Vec<(&str, &str)> {
        let japanese = |line: &EmergencyLine| {
            self.lines.iter().any(|one| one.lang == LANGUAGES[0] && one.phone == line.phone && one.area == line.area)
        };
        self.lines.iter().filter(|line| !japanese(line)).map(|line| (line.area.as_str(), line.phone.as_str())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(rows: &[(&str, &str, &str, &str)]) -> Emergency {
        let line = |(area, phone, lang, name): &(&str, &str, &str, &str)| {
            EmergencyLine::new(area, phone, lang, name, "").unwrap()
        };
        Emergency { lines: rows.iter().map(line).collect() }
    }

    fn ground() -> Emergency {
        lines(&[
            ("", "119", "ja", "救急"),
            ("", "119", "en", "Ambulance"),
            ("", "#7119", "ja", "相談"),
            ("13", "#7119", "ja", "東京の相談"),
            ("13", "#7119", "en", "Tokyo's line"),
        ])
    }

    fn told(own: &Emergency, area: &str, lang: &str) -> Vec<String> {
        own.over(&ground(), area, lang).into_iter().map(|line| format!("{} {}", line.phone, line.name)).collect()
    }

    #[test]
    fn the_smallest_area_speaks_and_japanese_stands_in() {
        let none = Emergency::default();
        assert_eq!(told(&none, "", "ja"), ["119 救急", "#7119 相談"]);
        assert_eq!(told(&none, "13112", "en"), ["119 Ambulance", "#7119 Tokyo's line"]);
    }

    #[test]
    fn an_operators_lines_lie_over_the_ground() {
        let own = lines(&[
            ("13112", "00-0000-8001", "ja", "当番医"),
            ("13", "#7119", "ja", "わが都の相談"),
            ("14", "#7119", "ja", ""),
        ]);
        assert_eq!(told(&own, "13112", "ja"), ["119 救急", "00-0000-8001 当番医", "#7119 わが都の相談"]);
        assert_eq!(told(&own, "13113", "ja"), ["119 救急", "#7119 わが都の相談"]);
        assert_eq!(
            told(&own, "13113", "en"),
            ["119 Ambulance", "#7119 わが都の相談"],
            "Japanese stands in, not the ground"
        );
        assert_eq!(told(&own, "14100", "ja"), ["119 救急"], "a line without a name takes the number away");
        assert_eq!(told(&own, "27100", "ja"), ["119 救急", "#7119 相談"]);
        assert_eq!(lines(&[("13", "119", "en", "x")]).without_japanese(), [("13", "119")]);
    }

    #[test]
    fn a_line_is_refused_by_its_cell() {
        let error = |area, phone, lang| EmergencyLine::new(area, phone, lang, "x", "").err();
        assert_eq!(error("13112", " #7119 ", "zh-Hans"), None);
        for area in ["131", "1311２", "東京", "131123"] {
            assert_eq!(error(area, "119", "ja"), Some(EmergencyLineError::Area), "{area}");
        }
        for phone in ["", "#", "12", "javascript:alert(1)", "03 1234", "-119", "119-", "０３", "##119", "123456789012"]
        {
            assert_eq!(error("", phone, "ja"), Some(EmergencyLineError::Phone), "{phone}");
        }
        assert_eq!(error("", "119", "fr"), Some(EmergencyLineError::Lang));
        let long = "長".repeat(81);
        assert_eq!(EmergencyLine::new("", "119", "ja", &long, "").err(), Some(EmergencyLineError::TooLong));
        assert_eq!(EmergencyLine::new("", "#7119", "ja", "x", "").unwrap().dial(), "tel:%237119");
    }
}
