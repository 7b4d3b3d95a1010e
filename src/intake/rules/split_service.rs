//! A service asked about in several columns (ラゲブリオ, パキロビッド; 麻薬内服, 麻薬外用): one answer, with the words of each.

use crate::{
    directory::{Answer, Service},
    intake::{Notice, RowRef, catalogue::Code},
};

/// The one answer of several: the common one, or a condition that spells out each.
pub(in crate::intake) fn join(answers: &[(String, Answer)]) -> Option<Answer> {
    let (_, first) = answers.first()?;
    if answers.iter().all(|(_, answer)| answer == first) {
        return Some(first.clone());
    }
    let sign = |answer: &Answer| match answer {
        Answer::Yes => "○".to_owned(),
        Answer::No => "×".to_owned(),
        Answer::PhoneOnly => "電話対応のみ".to_owned(),
        Answer::Conditional(text) => text.clone(),
    };
    let parts: Vec<String> = answers.iter().map(|(heading, answer)| format!("{heading} {}", sign(answer))).collect();
    Some(Answer::Conditional(parts.join("、")))
}

/// Tells how the columns were read together.
pub(in crate::intake) fn notice(
    at: &RowRef,
    service: Service,
    answers: &[(String, Answer)],
    joined: &Answer,
) -> Notice {
    let headings: Vec<&str> = answers.iter().map(|(heading, _)| heading.as_str()).collect();
    let read_as = format!("{}: {}", service.ja(), joined.condition().unwrap_or(joined.as_str()));
    Notice::new(Code::ServiceSplit).at(at).column(&headings.join("・")).read_as(read_as)
}
