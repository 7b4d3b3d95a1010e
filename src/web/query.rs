//! A query string, read strictly and completely: every fault is found in one go, a misspelt name is never ignored.

use std::borrow::Cow;

use super::problem::{Code, ParameterError, Problem, Text};

/// Why a value is refused, and the form allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is the matter.
    pub text: Text,
    /// The form allowed.
    pub allowed: Cow<'static, str>,
}

impl Fault {
    /// Refused because of the sentence; `allowed` shows the form.
    pub fn new(
        ja: impl Into<Cow<'static, str>>,
        en: impl Into<Cow<'static, str>>,
        allowed: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { text: Text::new(ja, en), allowed: allowed.into() }
    }
}

/// A query string being read.
#[derive(Debug)]
pub struct Query {
    pairs: Vec<(String, String)>,
    errors: Vec<ParameterError>,
    unknown: bool,
    contradiction: bool,
}

impl Query {
    /// Takes `query` apart; a name not among `known` is a fault that names the nearest known one.
    pub fn new(query: &str, known: &[&str]) -> Self {
        let mut read = Self { pairs: Vec::new(), errors: Vec::new(), unknown: false, contradiction: false };
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) = (decoded(name), decoded(value));
            if known.contains(&name.as_str()) {
                read.pairs.push((name, value));
            } else if read.errors.len() < 20 {
                read.unknown = true;
                read.errors.push(unknown(&name, known));
            }
        }
        read
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
        if !self.errors.iter().any(|error| error.parameter == name) {
            self.errors.push(ParameterError::new(name, fault.text, fault.allowed));
        }
    }

    /// Notes that `name` contradicts the other parameters.
    pub fn contradict(&mut self, name: &str, fault: Fault) {
        self.contradiction |= self.errors.is_empty();
        self.refuse(name, fault);
    }

    /// `asked` when nothing is at fault, else the problem that names every fault.
    pub fn finish<T>(self, asked: T) -> Result<T, Problem> {
        if self.errors.is_empty() {
            return Ok(asked);
        }
        let code = match (self.unknown, self.contradiction) {
            (true, _) => Code::UnknownParameter,
            (false, true) => Code::ContradictoryParameters,
            (false, false) => Code::InvalidParameter,
        };
        Err(Problem::parameters(code, self.errors))
    }

    fn settle<T>(&mut self, name: &str, outcome: Result<T, Fault>) -> Option<T> {
        outcome.map_err(|fault| self.refuse(name, fault)).ok()
    }
}

/// `+` is a space and `%41` an `A`; the gate has already refused what is not well-formed.
fn decoded(text: &str) -> String {
    let spaced = text.replace('+', " ");
    percent_encoding::percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
}

fn unknown(name: &str, known: &[&str]) -> ParameterError {
    let near =
        known.iter().map(|k| (strsim::damerau_levenshtein(k, name), *k)).filter(|(d, k)| *d <= k.len() / 2).min();
    let text = match near {
        Some((_, near)) => Text::new(
            format!("このパラメーターはありません。「{near}」ではありませんか。"),
            format!("There is no such parameter. Did you mean `{near}`?"),
        ),
        None => Text::new("このパラメーターはありません。", "There is no such parameter."),
    };
    let allowed = if known.is_empty() { "no parameters".to_owned() } else { known.join(", ") };
    ParameterError::new(name.chars().take(100).collect::<String>(), text, allowed)
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
