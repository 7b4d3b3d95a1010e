//! SHA-256 as text: what digests of secrets, entity tags and the names of files that never change are written in.

use sha2::{Digest, Sha256};

/// SHA-256 of some bytes: 64 lower-case hexadecimal digits.
pub fn sha256(bytes: impl AsRef<[u8]>) -> String {
    hex::encode(Sha256::digest(bytes.as_ref()))
}

/// The first `digits` of [`sha256`], for a mark that changes with what it marks. 12 digits tell apart the few versions of
/// one file, 24 anything.
pub fn mark(bytes: impl AsRef<[u8]>, digits: usize) -> String {
    sha256(bytes).chars().take(digits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn are_as_the_standard_says() {
        // FIPS 180-2, appendix B.1.
        assert_eq!(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(mark("abc", 12), "ba7816bf8f01");
    }
}
