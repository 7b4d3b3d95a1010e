//! English and OSM words: Mon-Fri, Sa, PH off, closed. Only whole words, so that no shop's name holds a weekday.

use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};

use super::token::{Clock, Token};

/// Before "holidays" they add nothing: those of the nation are meant.
const OF_THE_NATION: [&str; 3] = ["public", "national", "legal"];

/// The word at `at`, and where it ends; `None` for a part of a longer word, and for words that are not known.
pub(super) fn word(chars: &[char], at: usize) -> Option<(Token, usize)> {
    let inside = at.checked_sub(1).and_then(|i| chars.get(i)).is_some_and(char::is_ascii_alphabetic);
    let (word, end) = run(chars, at).filter(|_| !inside)?;
    if OF_THE_NATION.contains(&word.as_str()) {
        let (noun, end) = run(chars, end + 1).filter(|_| chars.get(end) == Some(&' '))?;
        return (token(&noun)? == Token::Holiday).then_some((Token::Holiday, end));
    }
    token(&word).map(|token| (token, end))
}

/// The letters from `at` on.
fn run(chars: &[char], at: usize) -> Option<(String, usize)> {
    let word: String = chars.iter().skip(at).take_while(|ch| ch.is_ascii_alphabetic()).collect();
    let end = at + word.len();
    (!word.is_empty()).then_some((word, end))
}

fn token(word: &str) -> Option<Token> {
    Some(match word {
        "mo" | "mon" | "monday" | "mondays" => Token::Day(Mon),
        "tu" | "tue" | "tues" | "tuesday" | "tuesdays" => Token::Day(Tue),
        "we" | "wed" | "wednesday" | "wednesdays" => Token::Day(Wed),
        "th" | "thu" | "thur" | "thurs" | "thursday" | "thursdays" => Token::Day(Thu),
        "fr" | "fri" | "friday" | "fridays" => Token::Day(Fri),
        "sa" | "sat" | "saturday" | "saturdays" => Token::Day(Sat),
        "su" | "sun" | "sunday" | "sundays" => Token::Day(Sun),
        "weekday" | "weekdays" => Token::Workdays,
        "ph" | "holiday" | "holidays" => Token::Holiday,
        "closed" | "off" => Token::Closed,
        "to" | "through" => Token::From,
        "and" => Token::And,
        "open" | "hours" => Token::Filler,
        "noon" => Token::Time(Clock { minutes: 12 * 60, mended: false }),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_are_known() {
        let at = |text: &str, at| word(&text.chars().collect::<Vec<_>>(), at);
        assert_eq!(at("mo-fr", 0), Some((Token::Day(Mon), 2)));
        assert_eq!(at("welcia", 0), None);
        assert_eq!(at("kansai", 3), None);
        assert_eq!(at("public holidays", 0), Some((Token::Holiday, 15)));
        assert_eq!(at("public bath", 0), None);
    }
}
