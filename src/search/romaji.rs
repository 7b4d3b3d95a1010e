//! Readings in Latin letters: what visitors type who read `Sangenjaya` on the station and have no Japanese keyboard.
//!
//! A reading in kana and a text in Latin letters are brought to one spelling and then compared. It is that of Hepburn
//! without long vowels, doubts between the usual systems (`si`, `shi`; `Shimbashi`, `Shinbashi`; `Ōta`, `Ohta`, `Oota`)
//! settled one way. It is never shown.

use unicode_normalization::UnicodeNormalization as _;

use crate::directory::romaji;

/// Words that only say what kind of thing is named.
const KINDS: &[&str] = &["station", "sta", "stn", "eki", "city", "ward", "chome", "banchi"];
/// What visitors call a ward's or city's office, and its reading.
const OFFICES: [(&str, &str); 3] =
    [("city hall", "kuyakusho"), ("city office", "kuyakusho"), ("ward office", "kuyakusho")];
/// Other systems and slips, each followed by the spelling compared; in this order.
const SPELLINGS: [(&str, &str); 23] = [
    ("tch", "cch"),
    ("mb", "nb"),
    ("mp", "np"),
    ("mm", "nm"),
    ("sy", "sh"),
    ("ty", "ch"),
    ("zy", "j"),
    ("jy", "j"),
    ("si", "shi"),
    ("ti", "chi"),
    ("tu", "tsu"),
    ("zi", "ji"),
    ("dzu", "zu"),
    ("du", "zu"),
    ("di", "ji"),
    ("l", "r"),
    ("wo", "o"),
    ("ou", "o"),
    ("oo", "o"),
    ("uu", "u"),
    ("aa", "a"),
    ("ii", "i"),
    ("ee", "e"),
];

/// A reading in Latin letters, as they are compared; `None` when something in it is neither kana nor a number at its end.
pub(super) fn of_kana(kana: &str) -> Option<String> {
    let (name, number) = kana.split_at(kana.find(is_digit).unwrap_or(kana.len()));
    let letters: String = unaccented(&romaji(name)?).chars().filter(char::is_ascii_alphabetic).collect();
    number.chars().all(is_digit).then(|| spelt(&letters) + number)
}

/// A text in Latin letters as a town or an address, as readings are compared: `Taishido 4-chome` and `4-1-1 Taishido,
/// Setagaya-ku, Tokyo` as `taishido4` and `taishido4-1-1`. `None` when something in it is neither such a letter nor a digit.
pub(super) fn address(text: &str) -> Option<String> {
    let mut plain = unaccented(text);
    if !plain.chars().all(|c| c.is_ascii() || c.is_whitespace() || matches!(c, '、' | '’' | '‐' | '–')) {
        return None;
    }
    for (office, reading) in OFFICES {
        plain = plain.replace(office, reading);
    }
    let (mut name, mut numbers) = (String::new(), Vec::new());
    for part in plain.split([',', '、']) {
        for word in part.split(|c: char| !c.is_ascii_alphanumeric()) {
            let rest = word.trim_start_matches(is_digit);
            let letters = rest.trim_end_matches(is_digit);
            let (before, after) = (word.split_at(word.len() - rest.len()).0, rest.split_at(letters.len()).1);
            numbers.extend([before, after].into_iter().filter(|number| !number.is_empty()));
            name.push_str(if KINDS.contains(&letters) { "" } else { letters });
        }
        // What comes after a comma is where that is.
        if !name.is_empty() {
            break;
        }
    }
    (!name.is_empty()).then(|| spelt(&name) + &numbers.join("-"))
}

fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit()
}

/// The one spelling of a word in small Latin letters.
fn spelt(word: &str) -> String {
    let mut word = word.to_owned();
    for (other, ours) in SPELLINGS {
        word = word.replace(other, ours);
    }
    let letters: Vec<char> = word.chars().collect();
    let mut out = String::with_capacity(word.len());
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let next_is_vowel = letters.get(at + 1).is_some_and(|next| "aiueoy".contains(*next));
        match letter {
            // Ohta, Satoh.
            'h' if before == Some(&'o') && !next_is_vowel => {}
            // huji, but not shu and chu.
            'h' if letters.get(at + 1) == Some(&'u') && !matches!(before, Some('s' | 'c')) => out.push('f'),
            _ => out.push(*letter),
        }
    }
    out
}

/// In small letters, without what stands over them.
fn unaccented(text: &str) -> String {
    let letters = text.nfkd().filter(|c| !matches!(c, '\u{300}'..='\u{36f}'));
    letters.map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_and_what_visitors_type_are_one() {
        for (kana, typed) in [
            (
                "サンゲンヂャヤ",
                &["sangenjaya", "Sangen-jaya", "ＳＡＮＧＥＮＪＡＹＡ Station", "Sangenzyaya", "sangenjaya sta."][..],
            ),
            ("フタコタマガワ", &["Futako-Tamagawa", "futako tamagawa", "Hutakotamagawa"]),
            ("キョウドウ", &["Kyodo", "Kyōdō", "kyoudou", "kyôdô"]),
            ("ジユウガオカ", &["Jiyugaoka", "Jiyūgaoka", "jiyuugaoka"]),
            ("クホンブツ", &["Kuhombutsu", "Kuhonbutsu"]),
            ("イケジリオオハシ", &["Ikejiri-Ohashi", "Ikejiri-Ōhashi"]),
            ("ソシガヤオオクラ", &["Soshigaya-Okura", "Soshigaya-Ōkura", "sosigaya ohkura"]),
            ("デンエンチョウフ", &["Den-en-chōfu", "Den'en-chofu", "Denenchofu"]),
            ("ニッポリ", &["Nippori"]),
            ("マッチャ", &["matcha", "maccha"]),
            ("フチュウ", &["Fuchu", "Fuchū", "Hutyuu"]),
            ("シュト", &["shuto", "syuto"]),
            ("カフェ", &["kafe"]),
            ("シンヤ", &["Shin'ya", "shinya"]),
            ("ｾﾀｶﾞﾔｸﾔｸｼｮ", &["Setagaya City Hall", "Setagaya ward office", "setagayakuyakusho"]),
        ] {
            let reading = of_kana(kana).unwrap();
            for typed in typed {
                assert_eq!(address(typed).as_ref(), Some(&reading), "{typed} {kana}");
            }
        }
    }

    #[test]
    fn numbers_come_behind_the_town_and_the_rest_is_left() {
        for (typed, plain) in [
            ("Taishido 4", "taishido4"),
            ("Taishidō 4-chōme", "taishido4"),
            ("4 chome Taishido", "taishido4"),
            ("4-1-1 Taishido, Setagaya-ku, Tokyo", "taishido4-1-1"),
            ("4-1-1, Taishido, Setagaya", "taishido4-1-1"),
            ("taishido4-1-1", "taishido4-1-1"),
            ("Taishido 4-chome 1-1", "taishido4-1-1"),
        ] {
            assert_eq!(address(typed).as_deref(), Some(plain), "{typed}");
        }
        for typed in ["三軒茶屋", "4-1-1", "", ",", "station", "Taishido 四丁目", "💊"] {
            assert_eq!(address(typed), None, "{typed}");
        }
        assert_eq!(of_kana("太子堂"), None);
        assert_eq!(of_kana(""), None);
        assert_eq!(of_kana("アカツツミ2"), address("Akatsutsumi 2"));
        assert_eq!(of_kana("アカツツミ2チョウメ"), None);
    }
}
