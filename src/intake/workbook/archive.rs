//! What a zip archive holds and whether expanding it is safe, found out before a workbook reader sees it.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::intake::{Limits, Unreadable, unreadable::Refusal};

/// Expanded bytes below which the ratio of a small, well-packed file does not matter.
const HARMLESS_BYTES: u64 = 48 << 20;
/// Expanded over packed bytes above which a large archive is a bomb; real workbooks stay below 60.
const WORST_RATIO: u64 = 120;
/// Files in an archive; a workbook has some dozens.
const MOST_FILES: usize = 5_000;

/// What an archive is.
pub(super) enum Contents {
    /// An Excel workbook.
    Xlsx,
    /// An OpenDocument spreadsheet.
    Ods,
    /// Something else, in Japanese and English.
    Other(&'static str, &'static str),
}

/// Looks into an archive without keeping what it expands to.
///
/// # Errors
/// `damaged` when it is cut short; `too_large` by its directory or by what really comes out of it.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<Contents, Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| super::damaged(&error))?;
    if archive.len() > MOST_FILES {
        return Err(too_large(archive.len() as u64, "files"));
    }
    let names: Vec<String> = archive.file_names().flatten().map(std::borrow::Cow::into_owned).collect();
    let contents = contents(&names, &mut archive);
    if !matches!(contents, Contents::Other(..)) {
        check_sizes(&mut archive, limits)?;
    }
    Ok(contents)
}

fn contents(names: &[String], archive: &mut ZipArchive<Cursor<&[u8]>>) -> Contents {
    let has = |name: &str| names.iter().any(|own| own.eq_ignore_ascii_case(name));
    let under = |folder: &str| names.iter().any(|own| own.starts_with(folder));
    if has("xl/workbook.xml") {
        return Contents::Xlsx;
    }
    if has("content.xml") && has("mimetype") {
        let mut kind = String::new();
        let read = archive.by_name("mimetype").map(|file| file.take(200).read_to_string(&mut kind));
        return if read.is_ok() && kind.contains("spreadsheet") {
            Contents::Ods
        } else {
            Contents::Other("OpenDocument文書", "OpenDocument file other than a spreadsheet")
        };
    }
    if has("xl/workbook.bin") {
        Contents::Other("Excelバイナリブック（.xlsb）", "binary workbook (.xlsb)")
    } else if under("word/") {
        Contents::Other("Word文書", "Word document")
    } else if under("ppt/") {
        Contents::Other("PowerPoint", "PowerPoint file")
    } else if under("Index/") {
        Contents::Other("Numbers／Pages文書", "Numbers or Pages document")
    } else {
        Contents::Other("zip圧縮ファイル。中の一覧を取り出してください", "zip archive; take the list out of it")
    }
}

/// Adds up what the directory promises, then what really comes out: a directory may lie.
fn check_sizes(archive: &mut ZipArchive<Cursor<&[u8]>>, limits: &Limits) -> Result<(), Unreadable> {
    let mut promised: u64 = 0;
    let mut packed: u64 = 0;
    for index in 0..archive.len() {
        let file = archive.by_index_raw(index).map_err(|error| super::damaged(&error))?;
        promised = promised.saturating_add(file.size());
        packed = packed.saturating_add(file.compressed_size());
        // The texts of a workbook are held in memory as a whole.
        if file.name().is_ok_and(|name| name.ends_with("sharedStrings.xml")) && file.size() > limits.expanded_bytes / 4
        {
            return Err(too_large(file.size() >> 20, "MB"));
        }
    }
    let is_bomb = promised > HARMLESS_BYTES && promised / packed.max(1) > WORST_RATIO;
    if promised > limits.expanded_bytes || is_bomb {
        return Err(too_large(promised >> 20, "MB"));
    }
    let mut left = limits.expanded_bytes;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|error| super::damaged(&error))?;
        let claimed = file.size();
        let came =
            std::io::copy(&mut file.take(left + 1), &mut std::io::sink()).map_err(|error| super::damaged(&error))?;
        if came > left || came > claimed {
            return Err(too_large(came >> 20, "MB"));
        }
        left -= came;
    }
    Ok(())
}

fn too_large(found: u64, unit: &str) -> Unreadable {
    Unreadable::new(Refusal::TooLarge)
        .because(&format!("（展開すると{found} {unit}）"), &format!("It expands to {found} {unit}."))
}
