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
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        text.parse().unwrap()
    }

    /// The values of WCAG's own examples and of common checkers.
    #[test]
    fn contrast_is_that_of_wcag() {
        let of = |a, b| format!("{:.2}", colour(a).contrast(colour(b)));
        assert_eq!(of("000000", "ffffff"), "21.00");
        assert_eq!(of("777777", "ffffff"), "4.48");
        assert_eq!(of("767676", "ffffff"), "4.54");
        assert_eq!(of("f00", "fff"), "4.00");
        assert_eq!(of("0017c1", "fff"), "11.10");
    }

    #[test]
    fn every_pair_can_be_made_readable_and_what_is_readable_stays() {
        let channels = [0_u8, 51, 102, 119, 128, 153, 204, 255];
        let all: Vec<Colour> = channels
            .into_iter()
            .flat_map(|r| channels.into_iter().flat_map(move |g| channels.map(|b| Colour(r, g, b))))
            .collect();
        for ground in &all {
            for colour in all.iter().step_by(7) {
                let made = colour.readable_on(*ground);
                assert!(made.contrast(*ground) >= READABLE, "{colour} on {ground} became {made}");
                assert_eq!(made == *colour, colour.contrast(*ground) >= READABLE, "{colour} on {ground}");
            }
        }
    }

    #[test]
    fn colours_are_read_in_hexadecimal_only() {
        assert_eq!(colour("#1a2B3c"), Colour(0x1a, 0x2b, 0x3c));
        assert_eq!(colour("abc").to_string(), "#aabbcc");
        for bad in ["", "#", "red", "12345", "1234567", "+12345", "rgb(0,0,0)", "#ff;}body{", "１２３"] {
            assert_eq!(bad.parse::<Colour>(), Err(NoColour), "{bad}");
        }
    }
}
