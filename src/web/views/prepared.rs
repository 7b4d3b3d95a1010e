//! What of a pharmacy is the same in every answer of one snapshot, written once.
//!
//! Writing twenty pharmacies from their values costs ten times what finding them does; joining prepared texts with the
//! distance and the state does not.

use std::{
    io::Write,
    sync::{
        Arc, OnceLock, Weak,
        atomic::{AtomicUsize, Ordering},
    },
};

use arc_swap::ArcSwapOption;

use super::{DetailsView, IdentityView, status::write_status};
use crate::{
    directory::Pharmacy,
    search::{Hit, Snapshot},
};

/// So many bytes of texts are kept, 1 to 2 KB a pharmacy; of a larger directory the rest is written anew each time.
const KEPT_BYTES: usize = 64 << 20;

/// The texts of the snapshot now served.
#[derive(Debug, Default)]
pub struct Prepared(ArcSwapOption<Texts>);

/// The texts of one snapshot, filled as they are asked for.
#[derive(Debug)]
pub struct Texts {
    of: Weak<Snapshot>,
    /// Bytes written so far, kept or not.
    kept: AtomicUsize,
    places: Vec<OnceLock<Text>>,
}

/// `{"id":…,"name_kana":…` and `"pharmacy_code":…}`: what goes before the distance and after the state.
#[derive(Debug)]
struct Text {
    whole: Box<[u8]>,
    head: usize,
}

impl Prepared {
    /// The texts of `snapshot`; begun anew when it is another one than before.
    pub fn of(&self, snapshot: &Arc<Snapshot>) -> Arc<Texts> {
        let same = |texts: &Texts| texts.of.as_ptr() == Arc::as_ptr(snapshot);
        if let Some(texts) = self.0.load_full().filter(|texts| same(texts)) {
            return texts;
        }
        let texts = Arc::new(Texts::new(snapshot));
        self.0.store(Some(Arc::clone(&texts)));
        texts
    }
}

impl Texts {
    /// None written yet.
    pub fn new(snapshot: &Arc<Snapshot>) -> Self {
        let places = std::iter::repeat_with(OnceLock::new).take(snapshot.pharmacies().len()).collect();
        Self { of: Arc::downgrade(snapshot), kept: AtomicUsize::new(0), places }
    }

    /// Writes one hit as JSON, with its distance and state.
    pub fn write(&self, hit: &Hit<'_>, out: &mut Vec<u8>) {
        let fresh;
        let place = self.places.get(hit.index);
        let text = if let Some(text) = place.and_then(OnceLock::get) {
            text
        } else {
            fresh = Text::new(hit.pharmacy);
            let bytes = fresh.whole.len() + size_of::<Text>();
            match place.filter(|_| self.kept.fetch_add(bytes, Ordering::Relaxed) < KEPT_BYTES) {
                Some(place) => place.get_or_init(|| fresh),
                None => &fresh,
            }
        };
        let (head, tail) = text.whole.split_at_checked(text.head).unwrap_or_default();
        out.extend_from_slice(head);
        out.extend_from_slice(b",\"distance_m\":");
        match hit.distance_m {
            // Writing to a Vec never fails.
            Some(metres) => drop(write!(out, "{}", metres.round() as u32)),
            None => out.extend_from_slice(b"null"),
        }
        out.extend_from_slice(b",\"status\":");
        write_status(&hit.status, out);
        out.push(b',');
        out.extend_from_slice(tail);
    }
}

/// Writes what sources say of a pharmacy as JSON, without distance and state.
pub fn write_record(pharmacy: &Pharmacy, out: &mut Vec<u8>) {
    // Writing texts, numbers and maps by text to memory never fails.
    let _ = serde_json::to_writer(&mut *out, &IdentityView::from(pharmacy));
    let seam = out.len().saturating_sub(1);
    let _ = serde_json::to_writer(&mut *out, &DetailsView::from(pharmacy));
    // `{"id":…}{"pharmacy_code":…}`: the braces between become a comma.
    if let Some(seam) = out.get_mut(seam..seam + 2) {
        seam.copy_from_slice(b", ");
    }
}

impl Text {
    fn new(pharmacy: &Pharmacy) -> Self {
        let json = |value: serde_json::Result<Vec<u8>>| value.expect("views are text, numbers and maps by text");
        let mut whole = json(serde_json::to_vec(&IdentityView::from(pharmacy)));
        whole.pop();
        let head = whole.len();
        whole.extend(json(serde_json::to_vec(&DetailsView::from(pharmacy))).into_iter().skip(1));
        Self { whole: whole.into(), head }
    }
}
