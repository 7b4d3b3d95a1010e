//! How a list looks: its ground, its colours, its size. Colours that can't be read are corrected, and it is told.

use std::fmt::Write;

use super::colour::{Colour, READABLE};

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    /// Dark on light, as nearly every page that takes a list in is.
    #[default]
    Light,
    /// As the reader's device is set: for pages that follow it too.
    Auto,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// All, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Light, Self::Auto, Self::Dark];

    /// Its name in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.as_str() == name)
    }
}

/// The sizes of letters to choose from, percent of the reader's own.
pub const SIZES: [u32; 5] = [87, 100, 112, 125, 150];

/// What was asked of the look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Look {
    /// Light or dark.
    pub theme: Theme,
    /// The letters' colour.
    pub text: Option<Colour>,
    /// The ground.
    pub background: Option<Colour>,
    /// Links, buttons and the line of the heading.
    pub accent: Option<Colour>,
    /// The letters' size, percent of the reader's own, 75 to 200; none is 100.
    pub size: Option<u32>,
}

/// A colour that was corrected.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Corrected {
    /// The parameter: `text` or `accent`.
    pub name: &'static str,
    /// As asked.
    pub asked: Colour,
    /// Its contrast with the ground, below 4.5.
    pub contrast: f64,
    /// As shown.
    pub shown: Colour,
}

/// The colours of a list whose look was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// The ground.
    pub background: Colour,
    /// The letters.
    pub text: Colour,
    /// Links and buttons.
    pub accent: Colour,
}

const LIGHT: Palette =
    Palette { background: Colour::WHITE, text: Colour(0x1a, 0x1a, 0x1a), accent: Colour(0x00, 0x17, 0xc1) };
const DARK: Palette =
    Palette { background: Colour(0x0c, 0x10, 0x22), text: Colour(0xf2, 0xf4, 0xfb), accent: Colour(0xa9, 0xc0, 0xff) };

impl Look {
    /// The theme in force: chosen colours fix it, for a list must not change its ground under them.
    pub fn theme(&self) -> Theme {
        let chosen = self.background.or(self.text).or(self.accent).is_some();
        match self.background {
            Some(ground) if ground.is_dark() => Theme::Dark,
            Some(_) => Theme::Light,
            None if chosen && self.theme == Theme::Auto => Theme::Light,
            None => self.theme,
        }
    }

    /// The colours in force, and which were corrected; `None` where none was chosen.
    pub fn palette(&self) -> Option<(Palette, Vec<Corrected>)> {
        self.background.or(self.text).or(self.accent)?;
        let base = if self.theme() == Theme::Dark { DARK } else { LIGHT };
        let ground = self.background.unwrap_or(base.background);
        let mut corrected = Vec::new();
        let mut readable = |name, asked: Option<Colour>, base: Colour| {
            let shown = asked.unwrap_or(base).readable_on(ground);
            if let Some(asked) = asked.filter(|asked| *asked != shown) {
                corrected.push(Corrected { name, asked, contrast: asked.contrast(ground), shown });
            }
            shown
        };
        let text = readable("text", self.text, base.text);
        let accent = readable("accent", self.accent, base.accent);
        Some((Palette { background: ground, text, accent }, corrected))
    }

    /// The style that lays this look over the frame's; empty where nothing was chosen.
    pub fn css(&self) -> String {
        let mut css = String::new();
        if let Some((Palette { background, text, accent }, _)) = self.palette() {
            let ink = accent.ink();
            let _ = write!(
                css,
                ":root{{--page:{background};--text:{text};--quiet:{text};--link:{accent};--visited:{accent};\
                 --act:{accent};--on-act:{ink};--line:{text}}}"
            );
        }
        if let Some(size) = self.size {
            let _ = write!(css, "html{{font-size:{size}%}}");
        }
        css
    }

    /// The parameters that ask for it.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let colour = |colour: Colour| colour.to_string().trim_start_matches('#').to_owned();
        let theme = (self.theme != Theme::default()).then(|| ("theme", self.theme.as_str().to_owned()));
        let colours = [("text", self.text), ("background", self.background), ("accent", self.accent)];
        let colours = colours.into_iter().filter_map(|(name, value)| value.map(|value| (name, colour(value))));
        let size = self.size.filter(|size| *size != 100).map(|size| ("font_size", size.to_string()));
        theme.into_iter().chain(colours).chain(size).collect()
    }
}

/// Contrast as it is told: one decimal, never rounded up to what it is not.
pub fn told(contrast: f64) -> String {
    debug_assert!(contrast < READABLE + 17.0);
    format!("{:.1}", (contrast * 10.0).floor() / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_corrected_and_told() {
        let look = Look { text: Some(Colour(0xdd, 0xdd, 0xdd)), accent: Some(Colour(0, 0x50, 0)), ..Look::default() };
        let (palette, corrected) = look.palette().unwrap();
        assert!(palette.text.contrast(palette.background) >= READABLE);
        assert_eq!(corrected.iter().map(|one| one.name).collect::<Vec<_>>(), ["text"]);
        assert_eq!(palette.accent, Colour(0, 0x50, 0));
        assert_eq!(told(corrected[0].contrast), "1.3");
    }

    #[test]
    fn letters_of_the_grounds_colour_do_not_vanish() {
        for ground in ["#000", "#fff", "#777", "#0017c1", "#ffd43d"] {
            let ground: Colour = ground.parse().unwrap();
            let look = Look { text: Some(ground), background: Some(ground), accent: Some(ground), ..Look::default() };
            let (palette, corrected) = look.palette().unwrap();
            assert!(palette.text.contrast(ground) >= READABLE && palette.accent.contrast(ground) >= READABLE);
            assert_eq!(corrected.len(), 2);
            assert_eq!(look.theme() == Theme::Dark, ground.is_dark());
        }
    }

    #[test]
    fn nothing_chosen_is_dark_on_light() {
        assert_eq!((Look::default().palette(), Look::default().css().as_str()), (None, ""));
        assert_eq!(Look::default().theme(), Theme::Light);
        assert!(Look::default().pairs().is_empty());
    }
}
