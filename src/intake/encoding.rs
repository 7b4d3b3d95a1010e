//! Bytes of a text file → text, whatever the program that wrote it.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes the detector looks at.
const LOOKED_AT: usize = 64 << 10;

/// The name of a file whose lines are of two encodings.
pub(super) const MIXED: &str = "UTF-8, Shift_JIS";

/// Decodes a text file. The name is that of [`super::FileFormat::Csv`]; what can't be decoded is U+FFFD.
pub(super) fn decode(bytes: &[u8]) -> (String, &'static str) {
    for (mark, encoding, name) in [
        (&b"\xef\xbb\xbf"[..], UTF_8, "UTF-8 (BOM)"),
        (b"\xff\xfe", UTF_16LE, "UTF-16LE"),
        (b"\xfe\xff", UTF_16BE, "UTF-16BE"),
    ] {
        if let Some(rest) = bytes.strip_prefix(mark) {
            return (encoding.decode_without_bom_handling(rest).0.into_owned(), name);
        }
    }
    if let Some((encoding, name)) = bare_utf16(bytes) {
        return (encoding.decode_without_bom_handling(bytes).0.into_owned(), name);
    }
    if [&b"\x1b$B"[..], b"\x1b$@"].iter().any(|escape| bytes.windows(3).any(|window| window == *escape)) {
        return (ISO_2022_JP.decode_without_bom_handling(bytes).0.into_owned(), "ISO-2022-JP");
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.to_owned(), "UTF-8");
    }
    if let Some(text) = by_line(bytes) {
        return (text, MIXED);
    }
    let encoding = if is_mostly_utf8(bytes) { UTF_8 } else { guess(bytes) };
    let name = if encoding == SHIFT_JIS { "Shift_JIS" } else { encoding.name() };
    (encoding.decode_without_bom_handling(bytes).0.into_owned(), name)
}

/// UTF-16 without its mark: a text of headings has many characters whose one half is 0 (digits, commas, line ends).
fn bare_utf16(bytes: &[u8]) -> Option<(&'static Encoding, &'static str)> {
    let head = bytes.get(..bytes.len().min(4096))?;
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = head.len() / 2 / 20;
    if odd > many.max(3) && odd > 8 * even.max(1) {
        Some((UTF_16LE, "UTF-16LE"))
    } else if even > many.max(3) && even > 8 * odd.max(1) {
        Some((UTF_16BE, "UTF-16BE"))
    } else {
        None
    }
}

/// Whether a text with some broken bytes is UTF-8 all the same: at most one break for fifty characters beyond ASCII.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let broken = text.chars().filter(|c| *c == '\u{fffd}').count();
    let beyond = text.chars().filter(|c| !c.is_ascii() && *c != '\u{fffd}').count();
    broken * 50 <= beyond
}

/// A file put together from two, each line decoded as what it is; `None` unless some are UTF-8 and others Shift_JIS. What
/// is one letter in UTF-8 would be two nonsensical ones in the other, so that no line is both by chance.
fn by_line(bytes: &[u8]) -> Option<String> {
    let (mut text, mut utf8, mut shift_jis) = (String::with_capacity(bytes.len()), false, false);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let as_utf8 = String::from_utf8_lossy(line);
        let broken = as_utf8.chars().filter(|c| *c == '\u{fffd}').count();
        let letters = as_utf8.chars().filter(|c| c.len_utf8() >= 3 && *c != '\u{fffd}').count();
        if broken == 0 || broken * 4 <= letters {
            utf8 |= letters > 0;
            text.push_str(&as_utf8);
        } else {
            shift_jis = true;
            text.push_str(&SHIFT_JIS.decode_without_bom_handling_and_without_replacement(line)?);
        }
    }
    (utf8 && shift_jis).then_some(text)
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let head = bytes.get(..bytes.len().min(LOOKED_AT)).unwrap_or(bytes);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, head.len() == bytes.len());
    let guessed = detector.guess(Some(b"jp"), Utf8Detection::Deny);
    if guessed == EUC_JP { EUC_JP } else { SHIFT_JIS }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "薬局名,所在地,電話番号\r\n見本薬局,東京都世田谷区太子堂１－１－１,00-0000-0001\r\n";

    #[test]
    fn japanese_encodings_are_told_apart() {
        for (encoding, name) in
            [(SHIFT_JIS, "Shift_JIS"), (EUC_JP, "EUC-JP"), (ISO_2022_JP, "ISO-2022-JP"), (UTF_8, "UTF-8")]
        {
            let bytes = encoding.encode(TEXT).0;
            assert_eq!(decode(&bytes), (TEXT.to_owned(), name));
        }
        assert_eq!(decode(format!("\u{feff}{TEXT}").as_bytes()), (TEXT.to_owned(), "UTF-8 (BOM)"));
    }

    #[test]
    fn utf_16_is_known_with_and_without_its_mark() {
        let units: Vec<u16> = TEXT.encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        assert_eq!(decode(&little), (TEXT.to_owned(), "UTF-16LE"));
        assert_eq!(decode(&big), (TEXT.to_owned(), "UTF-16BE"));
        assert_eq!(decode(&[b"\xff\xfe", &little[..]].concat()), (TEXT.to_owned(), "UTF-16LE"));
    }

    #[test]
    fn lines_of_two_encodings_are_each_read_as_what_they_are() {
        let (one, other) = ("薬局名,備考\n見本薬局,裏口\n", "乙薬局,表口から\n");
        let shift_jis = |text: &str| SHIFT_JIS.encode(text).0.into_owned();
        let text = format!("{one}{other}");
        assert_eq!(decode(&[one.as_bytes(), &shift_jis(other)].concat()), (text.clone(), MIXED));
        assert_eq!(decode(&[&shift_jis(one)[..], other.as_bytes()].concat()), (text, MIXED));
        let kana = "ﾔｯｷｮｸ,ﾃｱｶ\nﾃｱ,ｶｷｸ\n";
        assert_eq!(decode(&shift_jis(kana)).1, "Shift_JIS");
    }

    #[test]
    fn one_broken_byte_does_not_change_the_encoding() {
        let mut bytes = TEXT.repeat(10).into_bytes();
        bytes.insert(3, 0xff);
        let (text, name) = decode(&bytes);
        assert_eq!(name, "UTF-8");
        assert_eq!(text.matches('\u{fffd}').count(), 1);
    }
}
