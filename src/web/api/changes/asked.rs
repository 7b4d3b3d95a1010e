//! From where, and how much.

use utoipa::IntoParams;

use crate::{
    publish::Since,
    web::{
        params,
        problem::Problem,
        query::{Fault, Query},
    },
};

/// Which part of the log.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// Go on behind this: a revision (`12`: everything after it), or the `next` of the page before, unchanged. From the
    /// oldest entry kept when left out.
    #[param(value_type = Option<String>, required = false, example = "12", pattern = "^[0-9]{1,15}(-[0-9]{1,15})?$", max_length = 31)]
    pub since: Option<Since>,
    /// How many entries at most.
    #[param(value_type = Option<u32>, required = false, example = 100, default = 100, minimum = 1, maximum = 1000)]
    pub limit: u32,
}

impl Asked {
    /// Reads an address' query.
    ///
    /// # Errors
    /// A problem that names every parameter at fault.
    pub fn read(query: &str) -> Result<Self, Problem> {
        let mut query = Query::new(query, &["since", "limit"]);
        let asked = Self {
            since: query.one("since", since),
            limit: query.one("limit", |value| params::whole(value, 1..=1000)).unwrap_or(100),
        };
        query.finish(asked)
    }
}

fn since(value: &str) -> Result<Since, Fault> {
    let number = |text: &str| -> Option<i64> {
        let plain = (1..=15).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| text.parse().ok()).flatten()
    };
    let read = match value.split_once('-') {
        None => number(value).map(|revision| Since { revision, seq: None }),
        Some((revision, seq)) => {
            number(revision).zip(number(seq)).map(|(revision, seq)| Since { revision, seq: Some(seq) })
        }
    };
    read.ok_or_else(|| {
        Fault::new(
            "版の番号でも、続きの印でもありません。",
            "This is neither a revision nor the `next` of a page.",
            "a revision such as 12, or the `next` of the page before, unchanged",
        )
    })
}

/// A place in the log as it is written.
pub fn text(since: Since) -> String {
    match since.seq {
        None => since.revision.to_string(),
        Some(seq) => format!("{}-{seq}", since.revision),
    }
}
