//! Which two statements of a text cannot both hold, when only the whole of it shows that they contradict each other.

use super::{
    super::week::WeekdaySet,
    statement::{Says, Statement},
};

/// Where a statement stands: the folded characters from and to.
type Place = (usize, usize);

/// A statement on all days (年中無休, hours without days, 平日のみ営業), and the first that leaves no room for it.
pub(super) fn opposed(statements: &[Statement]) -> Option<(Place, Place)> {
    let all = statements.iter().find(|statement| is_of_all(&statement.says))?;
    let others = || statements.iter().filter(|other| other.from != all.from);
    let shut = others().find(|other| matches!(other.says, Says::Closed { .. }) && leaves_no_room(&all.says));
    let other = shut.or_else(|| others().find(|other| is_of_some(&other.says)))?;
    let mut places = [(all.from, all.to), (other.from, other.to)];
    places.sort_unstable();
    let [first, second] = places;
    Some((first, second))
}

/// Whether a closing day stands against it.
fn leaves_no_room(says: &Says) -> bool {
    match says {
        Says::YearRound | Says::NoRestDay => true,
        Says::Hours { days: Some(days), .. } => days.every,
        _ => false,
    }
}

fn is_of_all(says: &Says) -> bool {
    leaves_no_room(says) || matches!(says, Says::Hours { days: None, .. } | Says::OnlyDays { .. })
}

fn is_of_some(says: &Says) -> bool {
    match says {
        Says::Hours { days: Some(days), .. } => days.weekdays() != WeekdaySet::ALL,
        Says::Closed { .. } | Says::OnlyDays { .. } => true,
        _ => false,
    }
}
