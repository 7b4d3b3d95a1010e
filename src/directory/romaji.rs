//! A name in kana spelled in Latin letters, for people who read no kana.
//!
//! The rule is Hepburn's, and only what kana says is spelled:
//!
//! - ん is `n` before every consonant and `n'` before a vowel or y; っ doubles the next consonant, `t` before `ch`;
//! - ー is a macron. おう and うう stay `ou` and `uu`: kana alone does not tell a long vowel from two vowels;
//! - words end where the kana has a blank or a middle dot, and やっきょく (薬局) is a word of its own;
//! - what is not kana makes the whole `None`. Nothing is ever guessed from kanji.

use std::{collections::HashMap, sync::LazyLock};

use unicode_normalization::UnicodeNormalization;

/// やっきょく, as it stands in a folded name.
const PHARMACY: &str = "ヤッキョク";

/// Kana and their sounds: first those of two kana, then those of one.
const SOUNDS: &str = "
    キャ kya  キュ kyu  キョ kyo  シャ sha  シュ shu  ショ sho  チャ cha  チュ chu  チョ cho  ニャ nya  ニュ nyu
    ニョ nyo  ヒャ hya  ヒュ hyu  ヒョ hyo  ミャ mya  ミュ myu  ミョ myo  リャ rya  リュ ryu  リョ ryo  ギャ gya
    ギュ gyu  ギョ gyo  ジャ ja  ジュ ju  ジョ jo  ヂャ ja  ヂュ ju  ヂョ jo  ビャ bya  ビュ byu  ビョ byo
    ピャ pya  ピュ pyu  ピョ pyo  シェ she  ジェ je  チェ che  ティ ti  ディ di  トゥ tu  ドゥ du  テュ tyu
    デュ dyu  ファ fa  フィ fi  フェ fe  フォ fo  フュ fyu  ウィ wi  ウェ we  ウォ wo  ツァ tsa  ツィ tsi
    ツェ tse  ツォ tso  ヴァ va  ヴィ vi  ヴェ ve  ヴォ vo  イェ ye  クァ kwa  クォ kwo  ア a  イ i  ウ u  エ e
    オ o  カ ka  キ ki  ク ku  ケ ke  コ ko  ガ ga  ギ gi  グ gu  ゲ ge  ゴ go  サ sa  シ shi  ス su  セ se
    ソ so  ザ za  ジ ji  ズ zu  ゼ ze  ゾ zo  タ ta  チ chi  ツ tsu  テ te  ト to  ダ da  ヂ ji  ヅ zu  デ de
    ド do  ナ na  ニ ni  ヌ nu  ネ ne  ノ no  ハ ha  ヒ hi  フ fu  ヘ he  ホ ho  バ ba  ビ bi  ブ bu  ベ be
    ボ bo  パ pa  ピ pi  プ pu  ペ pe  ポ po  マ ma  ミ mi  ム mu  メ me  モ mo  ヤ ya  ユ yu  ヨ yo  ラ ra
    リ ri  ル ru  レ re  ロ ro  ワ wa  ヰ i  ヱ e  ヲ o  ヴ vu  ヵ ka
";

/// The same, to look up.
static BY_KANA: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let cells: Vec<&str> = SOUNDS.split_whitespace().collect();
    cells.chunks_exact(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?))).collect()
});

/// A name's kana in Latin letters, each word with a capital; `None` where something in it is no kana.
///
/// ```text
/// ヒダマリシモウマヤッキョク → Hidamarishimouma Yakkyoku
/// ```
pub fn romaji(kana: &str) -> Option<String> {
    let folded: String = kana.nfkc().map(as_katakana).collect();
    let folded = folded.replace(PHARMACY, &format!(" {PHARMACY} "));
    let words: Vec<String> =
        folded.split([' ', '・']).filter(|word| !word.is_empty()).map(word).collect::<Option<_>>()?;
    (!words.is_empty()).then(|| words.join(" "))
}

/// The katakana of a hiragana; any other character as it is.
fn as_katakana(c: char) -> char {
    match c {
        'ぁ'..='ゖ' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
        other => other,
    }
}

fn word(kana: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = kana;
    let mut doubled = false;
    while let Some(first) = rest.chars().next() {
        match first {
            'ッ' if doubled => return None,
            'ッ' => (doubled, rest) = (true, after(rest)),
            'ー' => {
                let long = macron(out.pop()?)?;
                out.push(long);
                rest = after(rest);
            }
            'ン' => {
                rest = after(rest);
                out.push('n');
                let next = sound(rest).map_or("", |(sound, _)| sound);
                if next.starts_with(['a', 'i', 'u', 'e', 'o', 'y']) {
                    out.push('\'');
                }
            }
            _ => {
                let (sound, left) = sound(rest)?;
                if doubled {
                    out.push(double(sound)?);
                    doubled = false;
                }
                out.push_str(sound);
                rest = left;
            }
        }
        if doubled && !matches!(rest.chars().next(), Some(next) if next != 'ン' && next != 'ー') {
            return None;
        }
    }
    let mut letters = out.chars();
    let capital = letters.next()?.to_uppercase();
    Some(capital.chain(letters).collect())
}

fn after(text: &str) -> &str {
    let mut chars = text.chars();
    chars.next();
    chars.as_str()
}

/// The sound at the start of `kana`, and what follows it.
fn sound(kana: &str) -> Option<(&'static str, &str)> {
    let ends = kana.char_indices().map(|(at, c)| at + c.len_utf8()).take(2).collect::<Vec<_>>();
    ends.into_iter().rev().find_map(|end| {
        let (sounded, rest) = kana.split_at_checked(end)?;
        Some((*BY_KANA.get(sounded)?, rest))
    })
}

/// What っ adds before a sound.
fn double(sound: &str) -> Option<char> {
    if sound.starts_with("ch") {
        return Some('t');
    }
    sound.chars().next().filter(|first| !"aiueon".contains(*first))
}

fn macron(vowel: char) -> Option<char> {
    Some(match vowel {
        'a' => 'ā',
        'i' => 'ī',
        'u' => 'ū',
        'e' => 'ē',
        'o' => 'ō',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kana_is_spelled_by_the_rule() {
        for (kana, latin) in [
            ("ヒダマリシモウマヤッキョク", "Hidamarishimouma Yakkyoku"),
            ("つきよのさんげんぢゃややっきょく", "Tsukiyonosangenjaya Yakkyoku"),
            ("ﾔｯｷｮｸ ﾀﾏｶﾞﾜ", "Yakkyoku Tamagawa"),
            ("サクラヤッキョクタイシドウテン", "Sakura Yakkyoku Taishidouten"),
            ("グリーン・ファーマシー", "Gurīn Fāmashī"),
            ("シンヤ", "Shin'ya"),
            ("シンエイ", "Shin'ei"),
            ("シンバシ", "Shinbashi"),
            ("マッチャ", "Matcha"),
            ("イッシン　ドウ", "Isshin Dou"),
            ("ティーズ", "Tīzu"),
            ("ヲリヅル", "Orizuru"),
        ] {
            assert_eq!(romaji(kana).as_deref(), Some(latin), "{kana}");
        }
    }

    #[test]
    fn what_is_no_kana_is_not_guessed() {
        for kana in [
            "",
            " ",
            "玉川ヤッキョク",
            "ABCヤッキョク",
            "ーヤッキョク",
            "タマッ",
            "ッー",
            "アッッカ",
            "ンー",
            "ャク",
            "サッンカ",
            "ヤッキョク（見本）",
        ] {
            assert_eq!(romaji(kana), None, "{kana}");
        }
    }

    #[test]
    fn every_kana_is_spelled_as_itself() {
        assert_eq!(BY_KANA.len(), 138);
        for (kana, sound) in &*BY_KANA {
            assert_eq!(super::sound(kana), Some((*sound, "")), "{kana}");
        }
    }
}
