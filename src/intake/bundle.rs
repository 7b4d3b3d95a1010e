//! Several files sent as one list: a base and what supplements it (an additional list of the missing items is allowed for
//! by the ministry's answers of 2024-04-12).
//!
//! They are kept as one archive, each as it came, in the order they were sent; so whatever keeps, corrects or restores a
//! list knows of one file only.

use std::io::{Cursor, Read, Write};

use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::{FileFormat, Limits, Notice, Unreadable, catalogue::Code, read, sheet::Sheet, unreadable::Refusal};

/// Files of a list at most.
pub const MOST_FILES: usize = 10;
/// The archive's comment, by which it is told from a workbook and from any other archive.
const MARK: &[u8] = b"yoruyaku: base and supplements";

/// The name of a file of a bundle, and the file.
type Unpacked = (String, Vec<u8>);

/// A file of several, as it was sent.
#[derive(Clone, Copy, Debug)]
pub struct NamedFile<'a> {
    /// Its name.
    pub name: &'a str,
    /// The file.
    pub bytes: &'a [u8],
}

/// Puts a base and its supplements together as they are kept; a base alone stays as it is. The second is the name of
/// the whole.
///
/// # Panics
/// When a file has 4 GiB or more; none that large is taken in.
pub fn bundle(base: NamedFile<'_>, supplements: &[NamedFile<'_>]) -> (Vec<u8>, String) {
    if supplements.is_empty() {
        return (base.bytes.to_vec(), base.name.to_owned());
    }
    let files: Vec<NamedFile<'_>> = std::iter::once(base).chain(supplements.iter().copied()).collect();
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.set_raw_comment(MARK.into()).expect("the comment is short");
    let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Stored).large_file(false);
    for (file, number) in files.iter().zip(1..) {
        // Two files of one name stay two.
        let entry = format!("{number:02} {}", file.name.replace(['/', '\\', '\0'], "_"));
        archive.start_file(entry, plain).expect("names differ and are short");
        archive.write_all(file.bytes).expect("memory takes what it is given");
    }
    let bytes = archive.finish().expect("memory takes what it is given").into_inner();
    let names: Vec<&str> = files.iter().map(|file| file.name).collect();
    (bytes, names.join(" + "))
}

/// Whether bytes are several files put together by [`bundle`].
pub fn is_bundle(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") && bytes.ends_with(MARK)
}

/// The files of a bundle with their names; `None` when the bytes are something else.
///
/// # Errors
/// `damaged`, `too_large`, `not_a_sheet`.
fn open(bytes: &[u8], limits: &Limits) -> Result<Option<Vec<Unpacked>>, Unreadable> {
    if !is_bundle(bytes) {
        return Ok(None);
    }
    let damaged = || Unreadable::new(Refusal::Damaged);
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Err(damaged()) };
    if archive.comment() != MARK {
        return Ok(None);
    }
    if archive.len() > MOST_FILES {
        return Err(Unreadable::new(Refusal::TooLarge)
            .because(&format!("（{MOST_FILES}ファイルまで）"), &format!("At most {MOST_FILES} files are taken.")));
    }
    let mut files = Vec::new();
    let mut left = limits.file_bytes as u64;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|_| damaged())?;
        let name = file.name().map_err(|_| damaged())?.into_owned();
        let mut own = Vec::new();
        file.take(left + 1).read_to_end(&mut own).map_err(|_| damaged())?;
        left = left.checked_sub(own.len() as u64).ok_or_else(|| Unreadable::new(Refusal::TooLarge))?;
        files.push((name.get(3..).unwrap_or(&name).to_owned(), own));
    }
    Ok(Some(files))
}

/// The sheets of every file of a bundle, the base's first; `None` when the bytes are something else. A sheet's name
/// tells its file.
///
/// # Errors
/// As [`read::sheets`], naming the file.
pub(super) fn sheets(
    bytes: &[u8],
    limits: &Limits,
    notices: &mut Vec<Notice>,
) -> Result<Option<(FileFormat, Vec<Sheet>)>, Unreadable> {
    let Some(files) = open(bytes, limits)? else { return Ok(None) };
    let share = Limits { expanded_bytes: limits.expanded_bytes / files.len().max(1) as u64, ..*limits };
    let mut format = None;
    let mut all: Vec<Sheet> = Vec::new();
    for (at, (name, bytes)) in files.iter().enumerate() {
        let own = read::sheets_of_one(bytes, &share, notices);
        let (own_format, sheets) = own.map_err(|error| of_file(error, name))?;
        format.get_or_insert(own_format);
        for mut sheet in sheets {
            sheet.name = if sheet.name.is_empty() { name.clone() } else { format!("{name} / {}", sheet.name) };
            if all.iter().any(|known| known.name == sheet.name) {
                sheet.name = format!("{} ({})", sheet.name, at + 1);
            }
            sheet.is_supplement = at > 0;
            all.push(sheet);
        }
    }
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    notices.push(Notice::new(Code::FilesJoined).found(&names.join("、")));
    Ok(format.map(|format| (format, all)))
}

/// A refusal that says which of the files it is about.
fn of_file(mut error: Unreadable, name: &str) -> Unreadable {
    error.ja = format!("「{name}」：{}", error.ja);
    error.en = format!("{name}: {}", error.en);
    error
}
