//! What a file is by its first bytes; its name's ending is not believed.

use super::{Unreadable, unreadable::Refusal};

/// A file that may hold a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A zip archive: xlsx, xlsm, ods or something else.
    Zip,
    /// An OLE container: xls, or an encrypted workbook.
    Ole,
    /// Text.
    Text,
}

/// Beginnings of files that are surely no list, with what they are.
const OTHERS: &[(&[u8], &str, &str)] = &[
    (b"%PDF", "PDF", "PDF"),
    (b"\x89PNG", "画像（PNG）", "picture (PNG)"),
    (b"\xff\xd8\xff", "画像（JPEG）", "picture (JPEG)"),
    (b"GIF8", "画像（GIF）", "picture (GIF)"),
    (b"BM", "画像（BMP）", "picture (BMP)"),
    (b"II*\0", "画像（TIFF）", "picture (TIFF)"),
    (b"MM\0*", "画像（TIFF）", "picture (TIFF)"),
    (b"{\\rtf", "リッチテキスト文書", "rich text document"),
    (b"Rar!", "RAR圧縮ファイル", "RAR archive"),
    (b"7z\xbc\xaf", "7z圧縮ファイル", "7z archive"),
    (b"\x1f\x8b", "gzip圧縮ファイル", "gzip archive"),
    (b"MZ", "プログラム", "program"),
    (b"\x7fELF", "プログラム", "program"),
    (b"SQLite format 3", "データベース", "database"),
    (b"\0\0\0", "動画か画像", "video or picture"),
    (b"RIFF", "画像か音声", "picture or sound"),
];

/// Tells what kind of file it is.
///
/// # Errors
/// `empty_file`, or `not_a_sheet` saying what it looks like.
pub(super) fn kind(bytes: &[u8]) -> Result<Kind, Unreadable> {
    if bytes.iter().all(|b| b.is_ascii_whitespace() || *b == 0) || bytes == b"\xef\xbb\xbf" {
        return Err(Unreadable::new(Refusal::EmptyFile));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Kind::Zip);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Ok(Kind::Ole);
    }
    if let Some((_, ja, en)) = OTHERS.iter().find(|(magic, ..)| bytes.starts_with(magic) && looks_binary(bytes, magic))
    {
        return Err(not_a_sheet(ja, en));
    }
    if let Some((ja, en)) = markup(bytes) {
        return Err(not_a_sheet(ja, en));
    }
    Ok(Kind::Text)
}

/// `not_a_sheet`, saying what the file looks like.
pub(super) fn not_a_sheet(ja: &str, en: &str) -> Unreadable {
    Unreadable::new(Refusal::NotASheet).because(&format!("（{ja}のようです）"), &format!("It looks like a {en}."))
}

/// Two letters alone (`BM`, `MZ`) may begin a text; a binary file holds control bytes soon after.
fn looks_binary(bytes: &[u8], magic: &[u8]) -> bool {
    magic.len() > 3 || bytes.iter().take(512).any(|b| *b < 9)
}

fn markup(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let start = String::from_utf8_lossy(bytes.get(..bytes.len().min(1024))?).to_ascii_lowercase();
    let start = start.trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start();
    let begins = |words: &[&str]| words.iter().any(|word| start.starts_with(word));
    if begins(&["<!doctype html", "<html", "<head", "<body", "<table", "<div", "<meta", "<script"]) {
        Some(("ウェブページ（HTML）", "web page (HTML)"))
    } else if begins(&["<?xml", "<!--", "<!doctype", "<svg"]) {
        if start.contains("<html") {
            Some(("ウェブページ（HTML）", "web page (HTML)"))
        } else {
            Some(("XML文書", "XML document"))
        }
    } else if begins(&["{\"", "[{", "{ \"", "{\n", "[\n", "{\r\n"]) {
        Some(("JSON", "JSON document"))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_their_beginning() {
        assert_eq!(kind(b"PK\x03\x04...."), Ok(Kind::Zip));
        assert_eq!(kind("薬局名,住所".as_bytes()), Ok(Kind::Text));
        assert_eq!(kind(b"BMI,name\n"), Ok(Kind::Text));
        for (bytes, says) in [
            (&b"%PDF-1.7"[..], "PDF"),
            (b"\x89PNG\r\n\x1a\n", "PNG"),
            (b"<!DOCTYPE html><html>", "HTML"),
            (b"\xef\xbb\xbf<html>", "HTML"),
            (b"{\"items\":[]}", "JSON"),
        ] {
            let refused = kind(bytes).unwrap_err();
            assert_eq!(refused.code, "not_a_sheet");
            assert!(refused.ja.contains(says) && refused.en.contains(says));
        }
        assert_eq!(kind(b" \r\n").unwrap_err().code, "empty_file");
    }
}
