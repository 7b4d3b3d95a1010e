//! The names of the bytes: a digest of each prepared file, the same in every process that prepares it from the same revision.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::Path,
};

use sha2::{Digest, Sha256};

/// The file that holds the digests of its folder, a line each: digest, space, file's name.
const FILE: &str = ".digests";

/// Takes the digest of every file in `folder` and keeps them beside; does nothing where that is done.
///
/// # Errors
/// When the folder can't be read or written to.
pub fn keep(folder: &Path) -> io::Result<()> {
    if folder.join(FILE).is_file() {
        return Ok(());
    }
    let mut lines = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        if !name.starts_with('.') {
            lines.push(format!("{} {name}\n", digest(&entry.path())?));
        }
    }
    lines.sort_unstable();
    // Whole or not there: others may be reading.
    let unfinished = folder.join(format!("{FILE}-{}", std::process::id()));
    fs::write(&unfinished, lines.concat())?;
    fs::rename(unfinished, folder.join(FILE))
}

/// The digest of a file in `folder`, 32 hexadecimal digits; `None` when it was not taken.
pub fn of(folder: &Path, name: &str) -> Option<String> {
    let kept = fs::read_to_string(folder.join(FILE)).ok()?;
    let (digest, _) = kept.lines().filter_map(|line| line.split_once(' ')).find(|(_, known)| *known == name)?;
    Some(digest.to_owned())
}

/// The first half of SHA-256: 128 bits tell any two files apart.
fn digest(path: &Path) -> io::Result<String> {
    let (mut file, mut hash) = (File::open(path)?, Sha256::new());
    let mut piece = vec![0; 64 << 10];
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            break;
        }
        hash.update(piece.get(..read).unwrap_or_default());
    }
    Ok(hex::encode(hash.finalize().get(..16).unwrap_or_default()))
}
