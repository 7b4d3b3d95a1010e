//! Who is who: by 保険薬局コード, else by name and telephone, else by name and address.
//!
//! The same telephone and address under another name is *not* taken for the same pharmacy: a shop that closed and another
//! that opened in its rooms with its number would inherit its duties and corrections. It is proposed by a notice instead.

use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

use crate::{directory::Facts, intake::fold};

/// What a pharmacy is recognised by.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct Keys {
    /// Pharmacy code.
    pub code: Option<String>,
    /// 許可番号, folded, where the list has such a column.
    pub licence: Option<String>,
    /// Folded name.
    pub name: String,
    /// Telephone, digits.
    pub phone: Option<String>,
    /// Folded address.
    pub address: Option<String>,
}

impl Keys {
    /// The keys of some facts.
    pub fn of(facts: &Facts) -> Self {
        Self {
            code: facts.pharmacy_code.as_ref().map(|code| code.as_str().to_owned()),
            licence: licence(facts),
            name: fold::name(&facts.name),
            phone: facts.phone.as_ref().map(|phone| phone.digits().to_owned()),
            address: facts.address.as_deref().map(fold::address).filter(|address| !address.is_empty()),
        }
    }

    /// Whether name, telephone or address is the same: what a seven-digit code needs besides, for it repeats in every prefecture.
    fn resembles(&self, other: &Self) -> bool {
        let same = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
        self.name == other.name || same(&self.phone, &other.phone) || self.addresses_agree(other) == Some(true)
    }

    /// Whether the codes name one pharmacy; `None` when one has none. Seven digits are compared with the last seven of ten.
    fn codes_agree(&self, other: &Self) -> Option<bool> {
        let (a, b) = self.code.as_deref().zip(other.code.as_deref())?;
        Some(if a.len() == b.len() { a == b } else { a.ends_with(b) || b.ends_with(a) })
    }

    /// Whether the addresses are one; a list may leave out the municipality, so one may be the other's end.
    pub fn addresses_agree(&self, other: &Self) -> Option<bool> {
        let (a, b) = self.address.as_deref().zip(other.address.as_deref())?;
        let ends = |whole: &str, part: &str| part.chars().count() >= 4 && whole.ends_with(part);
        Some(a == b || ends(a, b) || ends(b, a))
    }
}

/// The licence number, by any of its headings; short ones (a running number) tell nothing.
fn licence(facts: &Facts) -> Option<String> {
    const HEADINGS: [&str; 6] =
        ["許可番号", "薬局許可番号", "開設許可番号", "薬局開設許可番号", "許可証番号", "免許番号"];
    let (_, text) = facts.extra.iter().find(|(heading, _)| HEADINGS.contains(&fold::heading(heading).as_str()))?;
    Some(fold::word(text)).filter(|number| number.chars().filter(char::is_ascii_digit).count() >= 3)
}

/// How sure a recognition must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sureness {
    /// Code, or name with address.
    Sure,
    /// Name with telephone will do though the address is another (the pharmacy moved), and a lone name that is the only one.
    Likely,
    /// Name with telephone unless the addresses contradict each other: two rows of one file, where a chain may give one
    /// number for several shops.
    WithinFile,
}

/// How a pharmacy was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// It is the one at this index.
    Same(usize),
    /// Several fit equally.
    Ambiguous,
    /// None fits.
    None,
}

/// One thing that a pharmacy is recognised by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Code,
    Licence,
    Name,
    Phone,
    Address,
}

impl Sign {
    const ALL: [Self; 5] = [Self::Code, Self::Licence, Self::Name, Self::Phone, Self::Address];

    /// What it is of a pharmacy; of codes the last seven digits, which short and long ones have in common.
    fn of(self, keys: &Keys) -> Option<&str> {
        match self {
            Self::Code => keys.code.as_deref().map(last_seven),
            Self::Licence => keys.licence.as_deref(),
            Self::Name => Some(&keys.name),
            Self::Phone => keys.phone.as_deref(),
            Self::Address => keys.address.as_deref(),
        }
    }
}

/// Pharmacies to be recognised, by their keys.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    keys: Vec<Keys>,
    /// By the hash of each sign, which of them have it: the texts are in `keys` alone.
    signs: HashTable<(u64, usize)>,
    hasher: RandomState,
}

impl Index {
    /// An index of several pharmacies.
    pub fn new<'a>(facts: impl Iterator<Item = &'a Facts>) -> Self {
        let mut index = Self::default();
        for facts in facts {
            index.add(Keys::of(facts));
        }
        index
    }

    /// Adds one; its place is the number of those before it.
    pub fn add(&mut self, keys: Keys) {
        let at = self.keys.len();
        for sign in Sign::ALL {
            if let Some(text) = sign.of(&keys) {
                let hash = self.hash(sign, text);
                self.signs.insert_unique(hash, (hash, at), |(hash, _)| *hash);
            }
        }
        self.keys.push(keys);
    }

    fn hash(&self, sign: Sign, text: &str) -> u64 {
        self.hasher.hash_one((sign as u8, text))
    }

    /// Those that have this sign in common with `keys`, in order.
    fn sharing(&self, sign: Sign, keys: &Keys) -> Vec<usize> {
        let Some(text) = sign.of(keys) else { return Vec::new() };
        let alike = self.signs.iter_hash(self.hash(sign, text)).map(|(_, at)| *at);
        let mut sharing: Vec<usize> =
            alike.filter(|at| self.keys(*at).and_then(|own| sign.of(own)) == Some(text)).collect();
        // Two signs of one pharmacy may have one hash.
        sharing.sort_unstable();
        sharing.dedup();
        sharing
    }

    /// The keys at an index.
    pub fn keys(&self, at: usize) -> Option<&Keys> {
        self.keys.get(at)
    }

    /// Recognises a pharmacy of another association's list among those for which `free` holds: name and telephone alone
    /// do only when the addresses do not contradict each other.
    pub fn find_elsewhere(&self, keys: &Keys, free: impl Fn(usize) -> bool) -> Option<usize> {
        if let Found::Same(at) = self.find(keys, Sureness::Sure, &free) {
            return Some(at);
        }
        keys.phone.as_ref()?;
        match self.find(keys, Sureness::WithinFile, free) {
            Found::Same(at) => Some(at).filter(|at| self.keys(*at).is_some_and(|other| other.phone == keys.phone)),
            Found::Ambiguous | Found::None => None,
        }
    }

    /// Recognises a pharmacy among those for which `free` holds.
    pub fn find(&self, keys: &Keys, sureness: Sureness, free: impl Fn(usize) -> bool) -> Found {
        let coded = self.among(Sign::Code, keys, &free);
        let whole = |other: &Keys| other.code == keys.code && other.code.as_ref().is_some_and(|code| code.len() == 10);
        let same_code = coded
            .iter()
            .find(|(_, other)| keys.codes_agree(other) == Some(true) && (whole(other) || keys.resembles(other)));
        if let Some((at, _)) = same_code {
            return Found::Same(*at);
        }
        // Each authority numbers its own licences, so a number alone tells as little as seven digits do.
        let licensed = self.among(Sign::Licence, keys, &free);
        if let Some((at, _)) = licensed.iter().find(|(_, other)| keys.resembles(other)) {
            return Found::Same(*at);
        }
        let mut named = self.among(Sign::Name, keys, &free);
        if let Some((at, _)) = named.iter().find(|(_, other)| keys.addresses_agree(other) == Some(true)) {
            return Found::Same(*at);
        }
        // Name and telephone do not outweigh two codes that differ.
        named.retain(|(_, other)| keys.codes_agree(other) != Some(false) && sureness != Sureness::Sure);
        let same_number = |other: &Keys| keys.phone.is_some() && keys.phone == other.phone;
        let lone = |one: &Keys| one.phone.is_none() && one.address.is_none();
        named.retain(|(_, other)| {
            let fits = same_number(other) || lone(keys) || (sureness == Sureness::WithinFile && lone(other));
            fits && (sureness == Sureness::Likely || keys.addresses_agree(other) != Some(false))
        });
        match named.as_slice() {
            [] => Found::None,
            [(at, _)] => Found::Same(*at),
            // Of several that fit, one that is known by exactly the same signs.
            several => {
                several.iter().find(|(_, other)| *other == keys).map_or(Found::Ambiguous, |(at, _)| Found::Same(*at))
            }
        }
    }

    /// One with the same telephone and address under another name.
    pub fn resembling(&self, keys: &Keys, free: impl Fn(usize) -> bool) -> Option<usize> {
        self.among(Sign::Phone, keys, &free)
            .into_iter()
            .find(|(_, other)| other.name != keys.name && keys.addresses_agree(other) == Some(true))
            .map(|(at, _)| at)
    }

    /// One of another name with the same telephone or the very same address.
    pub fn at_the_same_place(&self, keys: &Keys, free: impl Fn(usize) -> bool) -> Option<usize> {
        let other = |sign: Sign| {
            self.among(sign, keys, &free).into_iter().find(|(_, other)| other.name != keys.name).map(|(at, _)| at)
        };
        other(Sign::Phone).or_else(|| other(Sign::Address))
    }

    /// Those that a row without a name may be about: by code, telephone or address.
    pub fn identified(&self, keys: &Keys) -> Vec<usize> {
        let coded = self.among(Sign::Code, keys, &|_| true).into_iter();
        let coded = coded.filter(|(_, other)| keys.codes_agree(other) == Some(true));
        let mut found: Vec<usize> = coded.map(|(at, _)| at).collect();
        found.extend([Sign::Phone, Sign::Address].into_iter().flat_map(|sign| self.sharing(sign, keys)));
        found.sort_unstable();
        found.dedup();
        found
    }

    /// One with the same name and telephone at another address.
    pub fn sharing_number(&self, keys: &Keys) -> Option<usize> {
        self.among(Sign::Phone, keys, &|_| true)
            .into_iter()
            .find(|(_, other)| other.name == keys.name && keys.addresses_agree(other) == Some(false))
            .map(|(at, _)| at)
    }

    /// One with the same code that resembles in nothing else.
    pub fn code_elsewhere(&self, keys: &Keys) -> Option<usize> {
        self.among(Sign::Code, keys, &|_| true)
            .into_iter()
            .find(|(_, other)| keys.codes_agree(other) == Some(true) && !keys.resembles(other))
            .map(|(at, _)| at)
    }

    fn among(&self, sign: Sign, keys: &Keys, free: &impl Fn(usize) -> bool) -> Vec<(usize, &Keys)> {
        let free = self.sharing(sign, keys).into_iter().filter(|at| free(*at));
        free.filter_map(|at| self.keys(at).map(|keys| (at, keys))).collect()
    }
}

fn last_seven(code: &str) -> &str {
    code.get(code.len().saturating_sub(7)..).unwrap_or(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(code: Option<&str>, name: &str, phone: Option<&str>, address: Option<&str>) -> Keys {
        Keys {
            code: code.map(str::to_owned),
            licence: None,
            name: fold::name(name),
            phone: phone.map(str::to_owned),
            address: address.map(fold::address),
        }
    }

    fn index(all: &[Keys]) -> Index {
        let mut index = Index::default();
        for keys in all {
            index.add(keys.clone());
        }
        index
    }

    #[test]
    fn a_seven_digit_code_needs_a_second_sign() {
        let tokyo = keys(Some("0142076"), "見本薬局", Some("0000000001"), Some("東京都世田谷区太子堂1-1-1"));
        let known = index(&[tokyo]);
        let find = |keys: Keys| known.find(&keys, Sureness::Sure, |_| true);
        assert_eq!(find(keys(Some("0142076"), "別の薬局", None, None)), Found::None);
        assert_eq!(find(keys(Some("0142076"), "別の薬局", Some("0000000001"), None)), Found::Same(0));
        assert_eq!(find(keys(Some("1340142076"), "見本薬局", None, None)), Found::Same(0));
        assert_eq!(known.code_elsewhere(&keys(Some("0142076"), "別の薬局", None, None)), Some(0));
    }

    #[test]
    fn name_with_address_or_telephone_will_do() {
        let known = index(&[
            keys(None, "（有）見本薬局", Some("0000000001"), Some("東京都世田谷区太子堂１丁目１番１号")),
            keys(None, "見本薬局", Some("0000000002"), Some("世田谷区経堂2-2-2")),
        ]);
        let find = |keys: Keys, sureness| known.find(&keys, sureness, |_| true);
        let by_address = keys(None, "見本薬局", None, Some("太子堂1-1-1 見本ビル"));
        assert_eq!(find(by_address, Sureness::Sure), Found::Same(0));
        let moved = keys(None, "見本薬局", Some("0000000002"), Some("世田谷区桜3-3-3"));
        assert_eq!(find(moved.clone(), Sureness::Sure), Found::None);
        assert_eq!(find(moved.clone(), Sureness::WithinFile), Found::None);
        assert_eq!(find(moved, Sureness::Likely), Found::Same(1));
        assert_eq!(find(keys(None, "見本薬局", None, None), Sureness::Likely), Found::Ambiguous);
    }

    #[test]
    fn another_name_in_the_same_rooms_is_only_proposed() {
        let known = index(&[keys(None, "旧薬局", Some("0000000001"), Some("世田谷区桜3-3-3"))]);
        let renamed = keys(None, "新薬局", Some("0000000001"), Some("世田谷区桜3丁目3-3"));
        assert_eq!(known.find(&renamed, Sureness::Likely, |_| true), Found::None);
        assert_eq!(known.resembling(&renamed, |_| true), Some(0));
    }
}
