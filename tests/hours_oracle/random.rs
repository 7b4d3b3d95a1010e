//! Random schedules: every statement there is, on dates that meet often.

use chrono::{Days, Duration, NaiveDate, NaiveDateTime};
use yoruyaku::hours::{
    Calendar, CrisisCheckIn, DateException, DayHours, DutyShift, MonthDay, NthSet, NthWeekday, OnCall, Schedule, State,
    TimeOfDay, TimeRange, WEEKDAYS, WeekdaySet, WeeklyHours, YearPeriod, YearlyRule,
};

/// SplitMix64: the same numbers from the same seed on every machine.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// True `percent` times in a hundred.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize].clone()
    }

    fn some<T>(&mut self, most: u64, make: impl Fn(&mut Self) -> T) -> Vec<T> {
        (0..self.below(most + 1)).map(|_| make(self)).collect()
    }
}

/// A schedule whose dated statements lie in the `days` days from `from`.
pub fn schedule(random: &mut Random, from: NaiveDate, days: u64) -> Schedule {
    // A few dates on which most dated statements fall, so that they meet.
    let busy = busy_dates(from, days);
    let mut hot = vec![random.pick(&busy), random.pick(&busy), from + Days::new(random.below(days))];
    hot.extend(hot.clone().into_iter().map(|date| date + Days::new(1)));
    let date = |random: &mut Random| match random.below(3) {
        0 => random.pick(&hot),
        1 => random.pick(&busy),
        _ => from + Days::new(random.below(days)),
    };
    let exception =
        |random: &mut Random| DateException { on: date(random), hours: hours(random), reason: String::new() };
    let duty = |random: &mut Random| duty(random, date);
    let crisis = |random: &mut Random| crisis(random, date);
    Schedule {
        week: (!random.chance(4)).then(|| week(random)),
        caveat: random.chance(20),
        on_call: on_call(random),
        exceptions: if random.chance(60) { random.some(8, exception) } else { Vec::new() },
        duties: if random.chance(60) { random.some(8, duty) } else { Vec::new() },
        crisis: if random.chance(25) { random.some(3, crisis) } else { Vec::new() },
    }
}

/// Japan's calendar, now and then with a year-end or a caution of another area.
pub fn calendar(random: &mut Random) -> Calendar {
    let mut calendar = Calendar::japan();
    if random.chance(20) {
        let days = 1 + random.below(8);
        calendar.year_end = period(random, days);
    }
    if random.chance(20) {
        let days = 1 + random.below(8);
        calendar.caution.push(period(random, days));
    }
    calendar
}

/// Days about which the rules differ: holidays and their neighbours, year-ends, leap days, the horizon.
fn busy_dates(from: NaiveDate, days: u64) -> Vec<NaiveDate> {
    let calendar = Calendar::japan();
    let is_busy = |date: &NaiveDate| {
        let near = |days: i64| calendar.holidays.name(*date + Duration::days(days)).is_some();
        let month_day = date.format("%m-%d").to_string();
        let named = ["12-28", "12-29", "12-31", "01-01", "01-03", "01-04", "02-28", "02-29", "03-01", "08-13", "08-16"];
        near(0) || near(-1) || near(1) || named.contains(&month_day.as_str())
    };
    from.iter_days().take(days as usize).filter(is_busy).collect()
}

fn time(random: &mut Random, from: u64, to: u64) -> TimeOfDay {
    let minute = from + random.below(to - from + 1);
    let minute = if random.chance(80) { minute / 30 * 30 } else { minute };
    TimeOfDay::from_minutes((minute as u16).max(from as u16)).expect("within two days")
}

fn range(random: &mut Random) -> TimeRange {
    let night = [(22, 26), (20, 29), (0, 24), (9, 24), (17, 33), (8, 32), (23, 24), (0, 1)];
    let range = if random.chance(30) {
        let (start, end) = random.pick(&night);
        let of = |hour| TimeOfDay::from_hm(hour, 0).expect("an hour");
        TimeRange::new(of(start), of(end))
    } else if random.chance(5) {
        TimeRange::new("20:00".parse().expect("a time"), "29:59".parse().expect("a time"))
    } else {
        let start = time(random, 0, 1439);
        let latest = u64::from(start.minutes()) + if random.chance(80) { 720 } else { 1440 };
        TimeRange::new(start, time(random, u64::from(start.minutes()) + 1, latest))
    };
    let range = range.expect("a range of at most a day");
    if random.chance(80) {
        return range;
    }
    let last = time(random, u64::from(range.start().minutes()) + 1, range.end().minutes().into());
    range.with_last_reception(last).expect("within the range")
}

fn hours(random: &mut Random) -> DayHours {
    match random.below(10) {
        0 => DayHours::Unstated,
        1 | 2 => DayHours::Closed,
        3 => DayHours::Open(vec![TimeRange::WHOLE_DAY]),
        _ => {
            let mut ranges = vec![range(random), range(random), range(random)];
            ranges.truncate(1 + random.below(3) as usize);
            ranges.sort_unstable();
            ranges.dedup_by(|next, kept| next.start() < kept.end());
            DayHours::open(ranges).expect("disjoint ranges")
        }
    }
}

fn period(random: &mut Random, days: u64) -> YearPeriod {
    let from = NaiveDate::from_ymd_opt(2024, 1, 1).expect("a date") + Days::new(random.below(366));
    YearPeriod { from: MonthDay::of(from), to: MonthDay::of(from + Days::new(days - 1)) }
}

fn yearly(random: &mut Random) -> YearlyRule {
    let year_end = YearPeriod { from: MonthDay::new(12, 29).unwrap(), to: MonthDay::new(1, 3).unwrap() };
    let lengths = [1, 1, 2, 4, 7, 27, 28, 31, 90, 366];
    let length = random.pick(&lengths);
    let period = if random.chance(40) { year_end } else { period(random, length) };
    let weekdays =
        if random.chance(60) { WeekdaySet::ALL } else { WEEKDAYS.into_iter().filter(|_| random.chance(50)).collect() };
    YearlyRule { period, weekdays, hours: hours(random) }
}

fn nth(random: &mut Random) -> NthWeekday {
    let each = [1, 2, 3, 4, 5].map(|n| NthSet::nth(n).expect("1 to 5"));
    let one = |random: &mut Random| if random.chance(30) { NthSet::LAST } else { random.pick(&each) };
    let nth = random.some(3, one).into_iter().fold(one(random), NthSet::union);
    NthWeekday { weekday: random.pick(&WEEKDAYS), nth, hours: hours(random) }
}

fn week(random: &mut Random) -> WeeklyHours {
    let usual = [hours(random), hours(random)];
    let always = random.chance(8);
    let day = |random: &mut Random| match random.chance(70) {
        _ if always => DayHours::Open(vec![TimeRange::WHOLE_DAY]),
        true => random.pick(&usual),
        false => hours(random),
    };
    let mut weekdays: [DayHours; 7] = std::array::from_fn(|_| DayHours::Closed);
    for hours in &mut weekdays {
        *hours = day(random);
    }
    WeeklyHours {
        weekdays,
        nth: if always { Vec::new() } else { random.some(3, nth) },
        holiday: if random.chance(50) { DayHours::Unstated } else { day(random) },
        yearly: random.some(3, yearly),
    }
}

fn on_call(random: &mut Random) -> OnCall {
    match random.below(5) {
        0 | 1 => OnCall::No,
        2 => OnCall::Always { conditional: false },
        3 => OnCall::Always { conditional: true },
        _ => OnCall::During(Box::new(week(random))),
    }
}

fn instant(random: &mut Random, date: NaiveDate) -> NaiveDateTime {
    let minute = if random.chance(70) { random.below(48) * 30 } else { random.below(1440) };
    let second = if random.chance(10) { random.below(60) } else { 0 };
    date.and_hms_opt(0, 0, 0).expect("midnight") + Duration::seconds((minute * 60 + second) as i64)
}

fn duty(random: &mut Random, date: impl Fn(&mut Random) -> NaiveDate) -> DutyShift {
    let date = date(random);
    let start = instant(random, date);
    let hours = random.pick(&[1, 4, 9, 12, 14, 24, 24, 25, 48, 80]);
    let minutes = if random.chance(20) { random.below(60) } else { 0 };
    DutyShift::new(start, start + Duration::minutes(hours * 60 + minutes as i64)).expect("a shift")
}

fn crisis(random: &mut Random, date: impl Fn(&mut Random) -> NaiveDate) -> CrisisCheckIn {
    let date = date(random);
    let from = instant(random, date);
    let until = from + Duration::minutes(1 + random.below(4_000) as i64);
    CrisisCheckIn { state: random.pick(&State::ALL), from, until }
}
