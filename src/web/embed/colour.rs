//! Colours and whether they can be read on each other (WCAG 2.2, 1.4.3).

use std::{fmt, str::FromStr};

/// The least contrast of text with what it stands on: WCAG 2.2, 1.4.3, level AA.
pub const READABLE: f64 = 4.5;

/// A colour, sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Colour(pub u8, pub u8, pub u8);

impl Colour {
    /// Black.
    pub const BLACK: Self = Self(0, 0, 0);
    /// White.
    pub const WHITE: Self = Self(255, 255, 255);

    /// Relative luminance, 0 (black) to 1 (white), by WCAG's definition.
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// The contrast with another colour, 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Black or white, whichever is read better on this colour; one of them always has more than [`READABLE`].
    pub fn ink(self) -> Self {
        if self.contrast(Self::BLACK) >= self.contrast(Self::WHITE) { Self::BLACK } else { Self::WHITE }
    }

    /// Whether it is a dark ground.
    pub fn is_dark(self) -> bool {
        self.ink() == Self::WHITE
    }

    /// The colour nearest to this one, on the way to black or white, that can be read on `ground`.
    #[must_use]
    pub fn readable_on(self, ground: Self) -> Self {
        let target = ground.ink();
        let steps = (0..=255).map(|step| self.mixed(target, step));
        steps.into_iter().find(|colour| colour.contrast(ground) >= READABLE).unwrap_or(target)
    }

    /// So many 255ths of the way to another colour.
    fn mixed(self, to: Self, part: u32) -> Self {
        let mix = |a: u8, b: u8| ((u32::from(a) * (255 - part) + u32::from(b) * part + 127) / 255) as u8;
        Self(mix(self.0, to.0), mix(self.1, to.1), mix(self.2, to.2))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// Not `#rgb` nor `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoColour;

impl FromStr for Colour {
    type Err = NoColour;

    /// `1a2b3c`, `#1a2b3c`, `#abc`.
    fn from_str(text: &str) -> Result<Self, NoColour> {
        let digits = text.strip_prefix('#').unwrap_or(text);
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(NoColour);
        }
        let number = u32::from_str_radix(digits, 16).map_err(|_| NoColour)?;
        let byte = |shift: u32| (number >> shift & 0xff) as u8;
        let nibble = |shift: u32| (number >> shift & 0xf) as u8 * 17;
        match digits.len() {
            6 => Ok(Self(byte(16), byte(8), byte(0))),
            3 => Ok(Self(nibble(8), nibble(4), nibble(0))),
            _ => Err(NoColour),
        }
    }
}

#[cfg(test)]
#[path = "colour_tests.rs"]
mod tests;
