//! The whole directory, a JSON pharmacy a line, in pieces of bounded size.

use crate::{search::Snapshot, web::views::write_record};

/// A piece is handed on once it has this many bytes.
const PIECE: usize = 64 << 10;

/// Every pharmacy as its sources have it, without state and distance: one a line, in the order of ids, in pieces of about
/// 64 KiB. However many there are, no more than a piece is held.
pub fn ndjson(snapshot: &Snapshot) -> impl Iterator<Item = Vec<u8>> {
    let mut pharmacies = snapshot.pharmacies().iter();
    std::iter::from_fn(move || {
        let mut piece = Vec::with_capacity(PIECE + (16 << 10));
        for pharmacy in pharmacies.by_ref() {
            write_record(pharmacy, &mut piece);
            piece.push(b'\n');
            if piece.len() >= PIECE {
                break;
            }
        }
        (!piece.is_empty()).then_some(piece)
    })
}
