//! Days taken out of others: 祝日を除く月～土, 水以外の平日, 第3土曜以外.

use super::{
    super::week::{NthSet, WeekdaySet},
    cursor::Cursor,
    day_list::{OrdinalHeads, parse},
    days::{Days, RoughDays},
    problem::Problem,
    token::{Rough, Token},
};

/// Every week but those of `set`; `None` for the last of the month, which is none of a certain number.
pub(super) fn other_weeks(set: NthSet) -> Option<NthSet> {
    let all = (1..=5).filter_map(NthSet::nth).fold(NthSet::NONE, NthSet::union);
    let others = all.without(set);
    (!set.has_last() && !others.is_empty()).then_some(others)
}

/// 第5土曜以外, 木曜以外: the days that are left; `None` when that is not certain.
pub(super) fn all_but(days: &Days) -> Option<Days> {
    let plain_only = days.doubtful.is_empty() && days.rough.is_empty() && days.minus.is_empty() && !days.others;
    if !plain_only || !days.minus_nth.is_empty() || days.every {
        return None;
    }
    let mut left = Days { from: days.from, to: days.to, remarks: days.remarks.clone(), ..Days::default() };
    match (days.nth.is_empty(), days.plain.is_empty(), days.holiday) {
        (false, true, false) => {
            for (day, _) in &days.nth {
                left.add(*day, None);
            }
            left.minus_nth.clone_from(&days.nth);
        }
        (true, false, _) => {
            left.plain = WeekdaySet::ALL.without(days.plain);
            // 平日 leaves holidays out.
            left.holiday = days.workdays && !days.holiday;
            left.rest = true;
        }
        _ => return None,
    }
    Some(left)
}

fn shares_day(days: &Days, others: &Days) -> bool {
    !days.weekdays().intersection(others.plain).is_empty()
}

/// `D を除く E`, `D 以外の E`: E without D, when they have to do with each other.
pub(super) fn exclusion_prefix(
    days: &mut Days,
    start: Cursor<'_>,
    cursor: &mut Cursor<'_>,
    heads: &OrdinalHeads,
) -> Result<(), Problem> {
    let mut next = *cursor;
    next.skip(|token| matches!(token, Token::Space | Token::Of));
    let Some(Token::Except | Token::Besides) = next.peek() else { return Ok(()) };
    let besides = next.peek() == Some(&Token::Besides);
    next.bump();
    let linked = next.eat(&Token::Of);
    let in_bracket = start.before() == Some(&Token::Open) && next.peek() != Some(&Token::Close);
    // 第3土曜を除く土曜: one expression.
    let tight = matches!(next.peek(), Some(Token::Day(_)));
    next.skip(|token| matches!(token, Token::Space | Token::Of | Token::Close));
    // …9:00-18:00（水を除く）水・土…: what is taken out is taken out of what stands before.
    let of_before = !linked && !tight && !in_bracket && start.follows_hours();
    let mut rest = next;
    if let Some(mut of) = parse(&mut rest, heads)? {
        if days.bare_nth.is_some() && of_before {
            // 土9:00～12:00（第2・4除く）日祝休み: the weeks are Saturday's.
            return Ok(());
        }
        let spaced = !linked && !tight && next.before() == Some(&Token::Space);
        if spaced && !days.nth.is_empty() && shares_day(days, &of) {
            // 第2土曜は除く 土曜は13:00まで: two statements, or one.
            return Err(Problem::new("ordinal_scope", days.from, rest.passed()));
        }
        let weeks: WeekdaySet = days.nth.iter().map(|(day, _)| *day).collect();
        if !weeks.is_empty() && weeks.intersection(of.plain).is_empty() {
            // 第2土曜は除く 第1土曜は15:00まで: two statements.
            return Ok(());
        }
        if of.holiday && of.weekdays().is_empty() && !days.weekdays().is_empty() && !days.holiday {
            // 月曜を除く祝日
            of.holiday = false;
            of.remarks.push(("holiday_conditional", days.from, rest.passed()));
            of.rough.push(RoughDays { weekdays: WeekdaySet::NONE, holiday: true, rough: Rough::Conditional });
            of.from = days.from;
            *days = of;
            *cursor = rest;
            return Ok(());
        }
        let holiday_only = days.weekdays().is_empty();
        let bare = days.bare_nth.zip(of.single_weekday());
        if let Some((ordinal, day)) = bare {
            days.nth.push((day, ordinal.set));
        }
        let shared = !of.weekdays().intersection(days.weekdays()).is_empty();
        let leaves = !of.weekdays().without(days.plain).is_empty();
        if holiday_only && linked && of.plain != WeekdaySet::ALL {
            // 祝日以外の水曜: on a holiday it is otherwise.
            of.remarks.push(("holiday_conditional", days.from, rest.passed()));
        }
        if holiday_only || shared && leaves && !of_before {
            of.take_out(days);
            of.from = days.from;
            *days = of;
            *cursor = rest;
        }
        return Ok(());
    }
    let crossed = next.before() == Some(&Token::Close);
    next.skip(|token| matches!(token, Token::Colon | Token::Topic | Token::Space));
    if besides && !crossed && matches!(next.peek(), Some(Token::Time(_) | Token::Bare { .. } | Token::Half(_))) {
        let mut rest = Days { from: days.from, to: next.passed(), ..Days::default() };
        if days.plain.is_empty() && !days.holiday && !days.nth.is_empty() {
            for (day, _) in &days.nth {
                rest.add(*day, None);
            }
        } else {
            rest.add_range(WeekdaySet::ALL);
        }
        rest.take_out(days);
        *days = rest;
        *cursor = next;
    }
    Ok(())
}
