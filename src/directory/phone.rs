//! Telephone numbers, as written and as dialled.

use std::fmt;

/// A telephone number: the digits to dial and the text it was read from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Phone {
    digits: Box<str>,
    text: Box<str>,
}

impl Phone {
    /// A number with `digits` to dial (ASCII, 10 or 11 of them, beginning with 0), read from `text`.
    ///
    /// `None` when the digits are not those of a Japanese subscriber number.
    pub fn new(digits: &str, text: &str) -> Option<Self> {
        let dialable =
            digits.bytes().all(|b| b.is_ascii_digit()) && digits.starts_with('0') && matches!(digits.len(), 10 | 11);
        dialable.then(|| Self { digits: digits.into(), text: text.into() })
    }

    /// What to dial, digits only.
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// The text it was read from.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Phone {
    /// The digits in groups a person reads: `03-5301-2830`, `090-1234-5678`, `0120-123-456`, `0166-21-3269`.
    ///
    /// The length of an area code is not in the number; 03, 04x, 06 and the mobile prefixes are known, others print as
    /// four, two, four, which is how most of them are written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let d = &*self.digits;
        let (a, b) = match d.len() {
            11 => (3, 7),
            _ if d.starts_with("0120") || d.starts_with("0800") || d.starts_with("0570") => (4, 7),
            _ if d.starts_with("03") || d.starts_with("06") || d.starts_with("00") => (2, 6),
            _ if [
                "011", "022", "042", "043", "044", "045", "046", "047", "048", "049", "052", "053", "054", "058",
                "072", "073", "075", "076", "077", "078", "079", "082", "083", "084", "086", "087", "088", "089",
                "092", "093", "095", "096", "097", "098", "099",
            ]
            .iter()
            .any(|code| d.starts_with(code)) =>
            {
                (3, 6)
            }
            _ => (4, 6),
        };
        match (d.get(..a), d.get(a..b), d.get(b..)) {
            (Some(area), Some(exchange), Some(subscriber)) => write!(f, "{area}-{exchange}-{subscriber}"),
            _ => f.write_str(d),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_print_in_groups() {
        for (digits, shown) in [
            ("0353012830", "03-5301-2830"),
            ("09012345678", "090-1234-5678"),
            ("0120123456", "0120-123-456"),
            ("0166213269", "0166-21-3269"),
            ("0000000123", "00-0000-0123"),
        ] {
            assert_eq!(Phone::new(digits, digits).unwrap().to_string(), shown);
        }
        for wrong in ["", "12345", "353012830", "035301283x", "03530128301234"] {
            assert!(Phone::new(wrong, wrong).is_none());
        }
    }
}
