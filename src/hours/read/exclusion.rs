//! Days taken out of others: 祝日を除く月～土, 水以外の平日, 第3土曜以外.

use super::{
    super::week::WeekdaySet,
    cursor::Cursor,
    day_list::{OrdinalHeads, parse},
    days::{Days, RoughDays},
    problem::Problem,
    token::{Rough, Token},
};

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
    next.skip(|token| matches!(token, Token::Space | Token::Of | Token::Close));
    // …9:00-18:00（水を除く）水・土…: what is taken out is taken out of what stands before.
    let of_before = !linked && !in_bracket && start.follows_hours();
    let mut rest = next;
    if let Some(mut of) = parse(&mut rest, heads)? {
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
