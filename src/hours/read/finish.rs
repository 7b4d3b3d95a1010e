//! What is known of each day → the week, its holiday entry, and how far it can be trusted.

use super::{
    super::{
        reading::{Reading, ReadingClass, ReadingNote},
        time::TimeOfDay,
        week::DayHours,
    },
    build::{Knowledge, Remark, Said},
    fold::Folded,
    problem::Problem,
    weekly::week,
};

/// The reading of `text` from what is known; `problems` are those met before.
pub(super) fn finish(mut known: Knowledge, mut problems: Vec<Problem>, text: &Folded<'_>) -> Reading {
    problems.append(&mut known.problems);
    let whole = (0, usize::MAX);
    let built = if problems.is_empty() { week(&mut known) } else { Err("") };
    let built = built.and_then(|week| {
        if week.weekdays.iter().any(is_open) || week.nth.iter().any(|nth| is_open(&nth.hours)) {
            Ok(week)
        } else {
            Err("no_hours")
        }
    });
    match built {
        Ok(week) => {
            let notes = notes(&known.remarks, text);
            let class = if notes.is_empty() { ReadingClass::Exact } else { ReadingClass::Caveat };
            Reading { class, holiday: week.holiday.clone(), week: Some(week), notes }
        }
        Err(code) => {
            if problems.is_empty() {
                let opposed = known.opposed.filter(|_| code == "contradiction");
                let (other, (from, to)) = opposed.map_or((None, whole), |(first, second)| (Some(first), second));
                problems.push(Problem { other, ..Problem::new(code, from, to) });
            }
            let stopped: Vec<Remark> =
                problems.iter().map(|problem| (problem.code, problem.from, problem.to)).collect();
            let mut all = problem_notes(&problems, text);
            all.extend(
                notes(&known.remarks, text)
                    .into_iter()
                    .filter(|note| !stopped.iter().any(|(code, ..)| note.code == *code)),
            );
            // 祝日は休まず…: words right behind the closing that are not understood may undo it.
            let near =
                |problem: &Problem| known.holiday_at.is_some_and(|(from, to)| (from..=to).contains(&problem.from));
            let unsure = known.holiday_unsure
                || problems.iter().any(|problem| problem.code == "not_understood" && near(problem));
            let holiday = if known.holiday == Said::Closed && !unsure { DayHours::Closed } else { DayHours::Unstated };
            Reading { class: ReadingClass::Unreadable, week: None, holiday, notes: all }
        }
    }
}

/// The reading of one cell a day, from what is known of each; `remarks` have their words.
pub(super) fn finish_cells(mut known: Knowledge, remarks: Vec<(&'static str, String)>) -> Reading {
    let mut notes: Vec<ReadingNote> = Vec::new();
    for (code, text) in remarks {
        let note = ReadingNote { code: code.to_owned(), text };
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    let week = week(&mut known).ok().filter(|week| {
        notes.is_empty()
            || week.weekdays.iter().any(DayHours::is_stated)
            || week.holiday.is_stated()
            || !week.nth.is_empty()
    });
    let class = match &week {
        Some(_) if notes.is_empty() => ReadingClass::Exact,
        Some(_) => ReadingClass::Caveat,
        None => ReadingClass::Unreadable,
    };
    let holiday = week.as_ref().map_or(DayHours::Unstated, |week| week.holiday.clone());
    Reading { class, week, holiday, notes }
}

pub(super) fn is_open(hours: &DayHours) -> bool {
    matches!(hours, DayHours::Open(_))
}

/// Notes for `remarks`, each once, with the words as written.
fn notes(remarks: &[Remark], text: &Folded<'_>) -> Vec<ReadingNote> {
    let mut notes: Vec<ReadingNote> = Vec::new();
    for (code, from, to) in remarks {
        let words = if *to == usize::MAX { text.words(0, text.chars().len()) } else { text.words(*from, *to) };
        let note = ReadingNote { code: (*code).to_owned(), text: words.to_owned() };
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    notes
}

/// Notes for what stopped the reading: the words, those that contradict them, and a time that may have been meant.
fn problem_notes(problems: &[Problem], text: &Folded<'_>) -> Vec<ReadingNote> {
    let mut all = Vec::new();
    for problem in problems {
        let others = problem.other.map(|(from, to)| (problem.code, from, to));
        let words: Vec<Remark> = others.into_iter().chain([(problem.code, problem.from, problem.to)]).collect();
        all.extend(notes(&words, text));
        if let Some(time) = problem.suggestion.and_then(TimeOfDay::from_minutes) {
            all.push(ReadingNote { code: "suggestion".to_owned(), text: format!("{time}?") });
        }
    }
    let mut unique: Vec<ReadingNote> = Vec::new();
    for note in all {
        if !unique.contains(&note) {
            unique.push(note);
        }
    }
    unique
}
