//! A query string, read strictly and completely: every fault is found in one go, a misspelt name is never ignored.

use std::borrow::Cow;

use super::problem::{Code, ParameterError, Problem, Text};

/// The most values of one parameter.
const MOST: usize = 100;
/// The longest name, bytes, that is compared with the known ones: none is longer than half of it.
const NAME: usize = 40;

/// Why a value is refused, and the form allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is the matter.
    pub text: Text,
    /// The form allowed.
    pub allowed: Cow<'static, str>,
    /// Whether the value is of that form and only names nothing that is known here.
    is_stranger: bool,
}

impl Fault {
    /// Refused because of the sentence; `allowed` shows the form.
    pub fn new(
        ja: impl Into<Cow<'static, str>>,
        en: impl Into<Cow<'static, str>>,
        allowed: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { text: Text::new(ja, en), allowed: allowed.into(), is_stranger: false }
    }

    /// The same of a value that is of the form allowed, but names nothing that is known here.
    #[must_use]
    pub fn of_a_stranger(self) -> Self {
        Self { is_stranger: true, ..self }
    }
}

/// A query string being read.
#[derive(Debug)]
pub struct Query {
    pairs: Vec<(String, String)>,
    errors: Vec<ParameterError>,
    unknown: bool,
    malformed: bool,
    contradiction: bool,
}

impl Query {
    /// Takes `query` apart; a name not among `known` is a fault that names the nearest known one.
    pub fn new(query: &str, known: &[&str]) -> Self {
        let mut read =
            Self { pairs: Vec::new(), errors: Vec::new(), unknown: false, malformed: false, contradiction: false };
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) = (decoded(name), decoded(value));
            if known.contains(&name.as_str()) {
                read.pairs.push((name, value));
            } else {
                read.stranger(&name, known);
            }
        }
        read
    }

    /// Notes that `name` is not among `known`; of many only the first are told.
    pub fn stranger(&mut self, name: &str, known: &[&str]) {
        self.unknown = true;
        if self.errors.len() < 20 {
            self.errors.push(unknown(name, known));
        }
    }

    /// The value of a parameter that may be given once, read by `read`.
    pub fn one<T>(&mut self, name: &str, read: impl FnOnce(&str) -> Result<T, Fault>) -> Option<T> {
        let mut values = self.pairs.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str());
        let value = values.next()?;
        if values.next().is_some() {
            self.refuse(name, Fault::new("一度だけ指定してください。", "Give it once only.", "once"));
            return None;
        }
        let outcome = read(value);
        self.settle(name, outcome)
    }

    /// The values of a parameter that may be repeated or hold several values between commas; doubles count once.
    pub fn many<T: PartialEq>(&mut self, name: &str, read: impl Fn(&str) -> Result<T, Fault>) -> Vec<T> {
        let values: Vec<String> =
            self.pairs.iter().filter(|(known, _)| known == name).map(|(_, v)| v.clone()).collect();
        let mut found = Vec::new();
        if values.iter().flat_map(|value| value.split(',')).count() > MOST {
            self.refuse(name, Fault::new("100個までです。", "There are more than 100 values.", "100 values at most"));
            return found;
        }
        for value in values.iter().flat_map(|value| value.split(',')) {
            let outcome = read(value);
            if let Some(item) = self.settle(name, outcome)
                && !found.contains(&item)
            {
                found.push(item);
            }
        }
        found
    }

    /// Whether the parameter is given at all.
    pub fn has(&self, name: &str) -> bool {
        self.pairs.iter().any(|(known, _)| known == name)
    }

    /// Notes that `name` is at fault.
    pub fn refuse(&mut self, name: &str, fault: Fault) {
        self.malformed |= !fault.is_stranger;
        if !self.errors.iter().any(|error| error.parameter == name) {
            self.errors.push(ParameterError::new(name, fault.text, fault.allowed));
        }
    }

    /// Notes that `name` contradicts the other parameters.
    pub fn contradict(&mut self, name: &str, fault: Fault) {
        self.contradiction = true;
        self.refuse(name, fault.of_a_stranger());
    }

    /// `asked` when nothing is at fault, else the problem that names every fault.
    pub fn finish<T>(self, asked: T) -> Result<T, Problem> {
        if self.errors.is_empty() {
            return Ok(asked);
        }
        // 400 is for what the contract's forms rule out, 422 for what only the facts do.
        let code = match (self.unknown, self.malformed, self.contradiction) {
            (true, ..) => Code::UnknownParameter,
            (_, true, _) => Code::InvalidParameter,
            (_, _, true) => Code::ContradictoryParameters,
            _ => Code::UnknownValue,
        };
        Err(Problem::parameters(code, self.errors))
    }

    fn settle<T>(&mut self, name: &str, outcome: Result<T, Fault>) -> Option<T> {
        outcome.map_err(|fault| self.refuse(name, fault)).ok()
    }
}

/// The first value of a parameter, before anything else of the query is looked at.
pub fn first(query: &str, name: &str) -> Option<String> {
    let is_it = |pair: &&str| match pair.strip_prefix(name).map(str::as_bytes) {
        Some([b'=', ..]) => true,
        _ => pair.split_once('=').is_some_and(|(known, _)| is_encoded(known) && decoded(known) == name),
    };
    let pair = query.split('&').find(is_it)?;
    pair.split_once('=').map(|(_, value)| decoded(value))
}

fn is_encoded(text: &str) -> bool {
    text.bytes().any(|byte| byte == b'%' || byte == b'+')
}

/// `+` is a space and `%41` an `A`; the gate has already refused what is not well-formed.
fn decoded(text: &str) -> String {
    if !is_encoded(text) {
        return text.to_owned();
    }
    let spaced = text.replace('+', " ");
    percent_encoding::percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
}

fn unknown(name: &str, known: &[&str]) -> ParameterError {
    // Comparing costs the product of both lengths.
    let comparable = known.iter().filter(|_| name.len() <= NAME);
    let near = comparable.map(|k| (strsim::damerau_levenshtein(k, name), *k)).filter(|(d, k)| *d <= k.len() / 2).min();
    let text = match near {
        Some((_, near)) => Text::new(
            format!("このパラメーターはありません。「{near}」ではありませんか。"),
            format!("There is no such parameter. Did you mean `{near}`?"),
        ),
        None => Text::new("このパラメーターはありません。", "There is no such parameter."),
    };
    let allowed = if known.is_empty() { "no parameters".to_owned() } else { known.join(", ") };
    // What can't be shown is not shown back.
    let shown: String = name.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).take(100).collect();
    ParameterError::new(shown, text, allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &str) -> Result<String, Fault> {
        if value.is_empty() { Err(Fault::new("空です。", "Empty.", "text")) } else { Ok(value.to_owned()) }
    }

    #[test]
    fn every_fault_is_found_in_one_go() {
        let mut query = Query::new("near=&serivce=otc&lang=ja&lang=en", &["near", "service", "lang"]);
        assert_eq!(query.one("near", text), None);
        assert_eq!(query.one("lang", text), None);
        let problem = query.finish(()).unwrap_err();
        assert_eq!(problem.code(), Code::UnknownParameter);
        let view = problem.view();
        let names: Vec<&str> = view.errors.iter().map(|error| error.parameter.as_str()).collect();
        assert_eq!(names, ["serivce", "near", "lang"]);
        assert!(view.errors[0].detail.contains("`service`"), "{:?}", view.errors);
    }

    #[test]
    fn the_first_value_is_found_however_its_name_is_written() {
        let of = |query| first(query, "as_of");
        assert_eq!(of("near=1,2&as_of=7&as_of=8").as_deref(), Some("7"));
        assert_eq!(of("a%73_of=%37").as_deref(), Some("7"));
        assert_eq!(of("as_of=").as_deref(), Some(""));
        for none in ["", "as_of", "as_offer=7", "q=as_of=7", "xas_of=7", "as+of=7"] {
            assert_eq!(of(none), None, "{none}");
        }
    }

    #[test]
    fn a_list_is_repeated_or_between_commas_and_doubles_count_once() {
        let mut query = Query::new("service=otc,disaster&service=otc&service=%E3%81%82", &["service"]);
        assert_eq!(query.many("service", text), ["otc", "disaster", "あ"]);
        assert!(query.finish(()).is_ok());
    }

    #[test]
    fn a_contradiction_counts_only_when_every_value_is_good() {
        let fault = || Fault::new("逆です。", "Backwards.", "later");
        let mut query = Query::new("a=1", &["a"]);
        query.contradict("a", fault());
        assert_eq!(query.finish(()).unwrap_err().code(), Code::ContradictoryParameters);
        let mut query = Query::new("a=&b=1", &["a", "b"]);
        query.one("a", text);
        query.contradict("b", fault());
        assert_eq!(query.finish(()).unwrap_err().code(), Code::InvalidParameter);
    }
}
