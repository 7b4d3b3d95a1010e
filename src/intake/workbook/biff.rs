//! The records of an old Excel workbook: what its reader of cells does not tell ([MS-XLS] 2.1.4, 2.4).

use super::hidden::Hidden;

const BEGIN: u16 = 0x0809;
const END: u16 = 0x000a;
const SHEET: u16 = 0x0085;
const COLUMNS: u16 = 0x007d;
const ROW: u16 = 0x0208;
/// Of a row's flags: its height is zero.
const ROW_IS_HIDDEN: u16 = 0x0020;
/// Of a column's flags, likewise.
const COLUMN_IS_HIDDEN: u16 = 0x0001;

/// The records of a stream from its beginning, kind and body; a last one that is cut short is as long as it is.
pub(super) fn records(mut stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let (head, after) = stream.split_at_checked(4)?;
        let (kind, length) = (word(head, 0), usize::from(word(head, 2)));
        let (body, rest) = after.split_at_checked(length).unwrap_or((after, &[]));
        stream = rest;
        Some((kind, body))
    })
}

/// The 16 bits at a place; 0 beyond the end.
pub(super) fn word(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).and_then(|pair| pair.try_into().ok()).map_or(0, u16::from_le_bytes)
}

/// What is hidden on each sheet, in the order of the workbook.
pub(super) fn hidden(stream: &[u8]) -> Vec<Hidden> {
    let places = records(stream).take_while(|(kind, _)| *kind != END).filter(|(kind, _)| *kind == SHEET);
    let place = |body: &[u8]| (usize::from(word(body, 2)) << 16) + usize::from(word(body, 0));
    places.map(|(_, body)| stream.get(place(body)..).map(of_sheet).unwrap_or_default()).collect()
}

/// What is hidden on the sheet that begins here.
fn of_sheet(stream: &[u8]) -> Hidden {
    let mut hidden = Hidden::default();
    // A chart on the sheet has a beginning and an end of its own.
    let mut depth = 0_u32;
    for (kind, body) in records(stream) {
        match kind {
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            ROW if word(body, 12) & ROW_IS_HIDDEN != 0 => {
                hidden.rows.insert(u32::from(word(body, 0)) + 1);
            }
            COLUMNS if word(body, 8) & COLUMN_IS_HIDDEN != 0 => {
                hidden.columns.extend(usize::from(word(body, 0))..=usize::from(word(body, 2)));
            }
            _ => {}
        }
    }
    hidden
}
