//! Breaks taken out of hours.

use super::{
    super::time::{DAY_MIN, TimeOfDay, TimeRange},
    build::Knowledge,
    change::Place,
    span::Span,
    statement::Scope,
    token::Rough,
};

/// A longer break is a slip of the pen.
const LONGEST_BREAK: u16 = 210;
const NOON: u16 = 12 * 60;

impl Knowledge {
    /// Takes a break out of the hours it is about.
    pub(super) fn take_break(
        &mut self,
        of: &Scope,
        spans: &[Span],
        rough: Option<Rough>,
        at: (usize, usize),
    ) -> Result<(), &'static str> {
        let breaks = self.ranges(spans, at);
        if let Some(rough) = rough {
            self.remark(rough.code(), at);
        }
        let places = match of {
            Scope::Days(days) => {
                self.take_remarks(days);
                self.places(days)?
            }
            Scope::Before { doubtful } => {
                if *doubtful {
                    self.remark("break_scope", at);
                }
                self.places_before()?
            }
            Scope::All => self.all_places(),
        };
        let fits = |place: &Place| self.ranges_at(*place).is_some_and(|ranges| touches(ranges, &breaks));
        let elsewhere = matches!(of, Scope::Before { doubtful: true }) && !places.iter().any(fits);
        // 月～金…土8:30～12:30 昼休み14:00～15:00: of the days that are open then.
        let places = if elsewhere { self.all_places() } else { places };
        let strict = !matches!(of, Scope::All) && !elsewhere;
        let (mut taken, mut twelve, mut kinds) = (0, false, Vec::new());
        for place in places {
            let Some(old) = self.ranges_at(place).cloned() else {
                if matches!(of, Scope::Days(_)) && !matches!(place, Place::Weeks(_)) {
                    return Err("hours_without_day");
                }
                continue;
            };
            let Some((new, afternoon)) = without_all(&old, &breaks) else {
                if strict && touches(&old, &breaks)
                    || touches(&old, &breaks)
                        && breaks.iter().all(|b| b.end().minutes() - b.start().minutes() > LONGEST_BREAK)
                {
                    return Err("break_unclear");
                }
                continue;
            };
            taken += 1;
            twelve |= afternoon;
            if new != old && !kinds.contains(&old) {
                kinds.push(old);
            }
            self.change(place, new);
        }
        if taken == 0 {
            return Err("break_unclear");
        }
        if twelve {
            self.remark("twelve_hour_clock", at);
        }
        if matches!(of, Scope::All) && kinds.len() > 1 {
            self.remark("break_scope", at);
        }
        Ok(())
    }
}

fn touches(ranges: &[TimeRange], breaks: &[TimeRange]) -> bool {
    breaks.iter().any(|b| ranges.iter().any(|r| b.start() < r.end() && r.start() < b.end()))
}

/// `ranges` without `breaks`, and whether a break had to be read on a 12-hour clock; `None` when one does not fit in.
fn without_all(ranges: &[TimeRange], breaks: &[TimeRange]) -> Option<(Vec<TimeRange>, bool)> {
    let mut left = ranges.to_vec();
    let mut twelve = false;
    for pause in breaks {
        left = if let Some(left) = without(&left, *pause) {
            left
        } else {
            let shift = |time: TimeOfDay| TimeOfDay::from_minutes(time.minutes() + NOON);
            let afternoon =
                TimeRange::new(shift(pause.start())?, shift(pause.end())?).filter(|_| pause.end().minutes() < NOON)?;
            twelve = true;
            without(&left, afternoon)?
        };
    }
    Some((left, twelve))
}

/// `ranges` without `pause`: it lies within one of them, is one of them, or fills the gap between two.
fn without(ranges: &[TimeRange], pause: TimeRange) -> Option<Vec<TimeRange>> {
    let gap =
        ranges.iter().zip(ranges.iter().skip(1)).any(|(a, b)| a.end() == pause.start() && b.start() == pause.end());
    if gap {
        return Some(ranges.to_vec());
    }
    let within = ranges.iter().position(|range| range.start() <= pause.start() && pause.end() <= range.end())?;
    let whole = ranges.get(within).copied()?;
    let is_whole = whole.start() == pause.start() && whole.end() == pause.end();
    let long = pause.end().minutes() - pause.start().minutes() > LONGEST_BREAK;
    if long && !is_whole || is_whole && ranges.len() == 1 || pause.end().minutes() > DAY_MIN {
        return None;
    }
    let parts = [TimeRange::new(whole.start(), pause.start()), TimeRange::new(pause.end(), whole.end())];
    let (before, after) = (ranges.get(..within)?, ranges.get(within + 1..)?);
    Some(before.iter().copied().chain(parts.into_iter().flatten()).chain(after.iter().copied()).collect())
}
