//! One spelling for everything people write alike.
//!
//! Width and case (NFKC), hiragana and katakana, small kana, ぢ and じ, old and new kanji, ヶ/ケ/が between kanji, kanji numerals before
//! 丁目, 丁目・番・号 and the many dashes of addresses: what is listed and what is asked are folded the same way and then
//! compared letter by letter. Nothing folded is ever shown.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization as _;

use super::MAX_TEXT_CHARS;

/// The most words of a search text that are looked for; the rest is not looked at.
const MAX_WORDS: usize = 8;

/// Old and variant kanji, and the simplified ones that Chinese readers write Japan's places with (三轩茶屋, 下北泽), each
/// followed by the one it is compared as. Compatibility forms (神 U+FA19) are left to NFKC.
const VARIANTS: &str = "\
    㐂喜 㟢崎 乘乗 亞亜 佛仏 來来 假仮 傳伝 僞偽 兒児 兔兎 兩両 冨富 凜凛 剝剥 劍剣 勳勲 區区 卷巻 參参 啟啓 \
    單単 囑嘱 國国 圓円 圖図 團団 埜野 堯尭 塡填 增増 墮堕 壘塁 壞壊 壤壌 壹壱 壽寿 奧奥 孃嬢 學学 實実 寬寛 \
    寳宝 寶宝 將将 對対 屬属 峯峰 峽峡 嵜崎 嶋島 嶌島 嶽岳 巖巌 巢巣 帶帯 廣広 廳庁 彌弥 從従 德徳 恆恒 惠恵 \
    惡悪 應応 戰戦 戲戯 戶戸 拂払 拔抜 擇択 擔担 據拠 擴拡 收収 敍叙 敎教 數数 斉斎 斷断 晉晋 晝昼 曉暁 曻昇 \
    曾曽 會会 查査 栁柳 桒桑 條条 榮栄 槇槙 槗橋 樂楽 樣様 橫横 檜桧 檢検 櫻桜 權権 歐欧 歡歓 步歩 歲歳 歷歴 \
    殘残 每毎 氣気 淨浄 淵渕 淺浅 渊渕 溪渓 滿満 澁渋 澤沢 濕湿 濟済 濱浜 濵浜 瀧滝 瀨瀬 灣湾 燒焼 營営 爫爪 \
    爲為 犧犠 狹狭 獨独 獸獣 產産 畫画 當当 疊畳 發発 盡尽 眞真 礒磯 礙碍 祕秘 祗祇 禮礼 稻稲 穗穂 竃釜 竈釜 \
    竊窃 竝並 籠篭 粹粋 絕絶 絲糸 經経 綠緑 緖緒 緣縁 縣県 縱縦 總総 繩縄 繼継 續続 纖繊 罐缶 聽聴 肅粛 腦脳 \
    臺台 與与 舊旧 舘館 艸草 莊荘 莵兎 菟兎 萬万 蔣蒋 藏蔵 藥薬 藪薮 蘆芦 虛虚 號号 螢蛍 蟲虫 蠣蛎 蠶蚕 衞衛 \
    覺覚 觀観 觸触 譯訳 譽誉 讀読 變変 讓譲 豐豊 豫予 賴頼 躰体 辨弁 辯弁 遙遥 遞逓 遲遅 邉辺 邊辺 鄕郷 醉酔 \
    醫医 釀醸 釋釈 錄録 鎭鎮 鐵鉄 鑄鋳 關関 隱隠 雜雑 靈霊 靑青 靜静 頰頬 顯顕 驛駅 體体 髙高 鬪闘 鰺鯵 鴬鶯 \
    鷄鶏 鷗鴎 鹽塩 麥麦 麴麹 麵麺 黃黄 黑黒 默黙 點点 齊斎 齋斎 齒歯 龍竜 龜亀 﨑崎 𠮷吉 \
    东東 两両 丰豊 丽麗 乌烏 乡郷 产産 儿児 关関 养養 农農 别別 卫衛 县県 园園 场場 宫宮 岛島 师師 广広 \
    户戸 总総 斋斎 樱桜 桥橋 泷滝 泽沢 涩渋 滨浜 濑瀬 疗療 站駅 线線 练練 经経 绿緑 药薬 荣栄 访訪 诊診 \
    诹諏 调調 贵貴 贺賀 车車 轩軒 边辺 铁鉄 银銀 锦錦 长長 门門 间間 阳陽 须須 饭飯 马馬 驹駒 驿駅 鸟鳥 \
    鹰鷹 齐斎 龙竜";

/// The kanji blocks the variants lie in, U+3400 to U+9FFF, each letter at its place.
static KANJI: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut table: Vec<char> = ('\u{3400}'..='\u{9fff}').collect();
    for pair in VARIANTS.split_whitespace() {
        let mut letters = pair.chars();
        if let (Some(variant), Some(plain)) = (letters.next(), letters.next())
            && let Some(entry) = table.get_mut(variant as usize - 0x3400)
        {
            *entry = plain;
        }
    }
    table
});

/// The text in the one spelling things are compared in: letters and digits, ー after kana, `-` between numbers.
///
/// `太子堂四丁目２３番１２号`, `太子堂4-23-12` and `太子堂 ４−２３−１２` are one; so are `ケンポドー` and `けんぽどー`,
/// `髙島` and `高嶋`, `霞ヶ関` and `霞が関`.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    Folder::default().fold_onto(text, &mut out);
    out
}

/// Folds many texts in one room: a directory has hundreds of thousands.
#[derive(Default)]
pub(super) struct Folder {
    letters: Vec<char>,
}

impl Folder {
    /// Puts the folded text at the end of `out`.
    pub fn fold_onto(&mut self, text: &str, out: &mut String) {
        self.read(text);
        let mut folded = Folded { out, last: ' ' };
        let mut rest = self.letters.as_slice();
        while let Some((letter, after)) = rest.split_first() {
            rest = folded.step(*letter, after, rest);
        }
    }

    /// Takes the text letter by letter in one width, case, script and set of kanji.
    fn read(&mut self, text: &str) {
        let plain = |c: char| {
            matches!(c, '\0'..='\u{7f}' | '\u{3000}'..='\u{3096}' | '\u{30a1}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}')
                && !matches!(c, '\u{3100}'..='\u{33ff}')
        };
        self.letters.clear();
        // One letter takes at least a byte.
        self.letters.reserve(text.len());
        for c in text.chars() {
            if !plain(c) {
                self.letters.clear();
                self.letters.extend(text.nfkc().map(letter));
                return;
            }
            self.letters.push(letter(c));
        }
    }
}

/// The words of a search text, folded, at most eight. A word that begins with a number goes with the one before it: people
/// write `経堂 1丁目`.
pub fn fold_words(text: &str) -> Vec<String> {
    let text: String = text.chars().take(MAX_TEXT_CHARS).collect();
    let mut words: Vec<String> = Vec::new();
    for word in text.split_whitespace().map(fold).filter(|word| !word.is_empty()) {
        match words.last_mut() {
            Some(before) if word.starts_with(|c: char| c.is_ascii_digit()) => {
                if before.ends_with(|c: char| c.is_ascii_digit()) {
                    before.push('-');
                }
                before.push_str(&word);
            }
            _ => words.push(word),
        }
    }
    words.truncate(MAX_WORDS);
    words
}

fn letter(c: char) -> char {
    match c {
        '\0'..='\u{7f}' => c.to_ascii_lowercase(),
        '\u{30a1}'..='\u{30f6}' => large_kana(shifted(c, -0x60)),
        '\u{3041}'..='\u{3096}' => large_kana(c),
        '\u{3400}'..='\u{9fff}' => KANJI.get(c as usize - 0x3400).copied().unwrap_or(c),
        '\u{ff01}'..='\u{ff5e}' => shifted(c, -0xfee0).to_ascii_lowercase(),
        '﨑' => '崎',
        '𠮷' => '吉',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '─' | '━' => '-',
        _ if c.is_whitespace() => ' ',
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

fn shifted(c: char, by: i32) -> char {
    char::from_u32((c as u32).wrapping_add_signed(by)).unwrap_or(c)
}

fn large_kana(c: char) -> char {
    match c {
        'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' => shifted(c, 1),
        'ゕ' => 'か',
        'ゖ' => 'け',
        // Said alike: 三軒茶屋 is さんげんぢゃや on its station and さんげんじゃや to everybody.
        'ぢ' => 'じ',
        'づ' => 'ず',
        _ => c,
    }
}

/// The folded text so far.
struct Folded<'a> {
    out: &'a mut String,
    last: char,
}

impl Folded<'_> {
    /// Takes one letter with what follows it; `all` is both. Returns what is left.
    fn step<'l>(&mut self, letter: char, after: &'l [char], all: &'l [char]) -> &'l [char] {
        let next = after.first().copied().unwrap_or(' ');
        if let Some((number, rest)) = numeral_before_unit(all) {
            self.push_str(&number);
            return rest;
        }
        if self.last.is_ascii_digit()
            && let Some(rest) = skip_unit(all)
        {
            if rest.first().is_some_and(char::is_ascii_digit) || numeral_before_unit(rest).is_some() {
                self.push('-');
            }
            return rest;
        }
        match letter {
            '-' | ' ' | 'ー' if self.last.is_ascii_digit() && next.is_ascii_digit() => self.push('-'),
            'ー' if is_hiragana(self.last) || self.last == 'ー' => self.push('ー'),
            '-' | ' ' | 'ー' => {}
            'が' | 'け' | 'か' if is_kanji(self.last) && is_kanji(next) => self.push('け'),
            // つつじヶ丘; elsewhere a が after kana may be part of a sentence.
            'が' if is_hiragana(self.last) && next == '丘' => self.push('け'),
            '之' if is_kanji(self.last) && is_kanji(next) => self.push('の'),
            // Kanji and hiragana are most letters, and quickly known.
            _ if is_kanji(letter) || is_hiragana(letter) || letter.is_alphanumeric() => self.push(letter),
            _ => {}
        }
        after
    }

    fn push(&mut self, letter: char) {
        self.out.push(letter);
        self.last = letter;
    }

    fn push_str(&mut self, text: &str) {
        text.chars().for_each(|letter| self.push(letter));
    }
}

/// What follows the unit that `letters` begins with, when that unit only separates the numbers of an address.
fn skip_unit(letters: &[char]) -> Option<&[char]> {
    let rest = match letters {
        ['丁', '目', rest @ ..] | ['番', '地', rest @ ..] | ['号', rest @ ..] => rest,
        ['番', rest @ ..] if rest.first() != Some(&'町') => rest,
        ['丁' | 'の', rest @ ..] if rest.first().is_some_and(char::is_ascii_digit) => return Some(rest),
        _ => return None,
    };
    let rest = rest.iter().position(|c| !matches!(c, ' ' | '-' | 'ー')).map_or(rest, |skip| rest.split_at(skip).1);
    match rest {
        ['の', after @ ..] if after.first().is_some_and(char::is_ascii_digit) => Some(after),
        _ => Some(rest),
    }
}

/// A number in kanji at the start of `letters` that stands before 丁目, 条 or 番町, in digits, and what follows the number.
fn numeral_before_unit(letters: &[char]) -> Option<(String, &[char])> {
    digit_value(*letters.first()?)?;
    let length = letters.iter().position(|c| digit_value(*c).is_none())?;
    let (numeral, rest) = letters.split_at(length);
    if !matches!(rest, ['丁', '目', ..] | ['条', ..] | ['番', '町', ..]) {
        return None;
    }
    let mut value = 0;
    let mut digit = None;
    for value_of in numeral.iter().filter_map(|c| digit_value(*c)) {
        match (value_of, digit) {
            (10, _) => value += 10 * digit.take().unwrap_or(1),
            (_, Some(_)) => return None,
            (number, None) => digit = Some(number),
        }
    }
    Some(((value + digit.unwrap_or(0)).to_string(), rest))
}

/// 1–9 of a kanji digit, 10 of 十.
fn digit_value(c: char) -> Option<u32> {
    Some(match c {
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        _ => return None,
    })
}

fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}')
}

fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '々' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
#[path = "fold_tests.rs"]
mod tests;
