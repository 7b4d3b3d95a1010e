//! A rotation told as rules, 第1日曜はA班、第2日曜はB班: read as a table or as a sentence, and made into dated shifts as far
//! as it is said to hold.
//!
//! What a rule's days are is read by the reader of opening hours; what it can't say for certain is a fault. A date that has
//! rows of its own in the file is what these say, whatever the rules.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::{
    DATE, HEADING_ROWS, ID, NAME, Named, Roster, RosterShift, TIME, column,
    dated::{self, shift_on},
    groups::{self, GROUP},
    named_or_group, row_ref,
    times::{self, Times},
    year,
};
use crate::{
    hours::{self, DayHours, Holidays, ReadingClass, TimeRange, WeeklyHours},
    intake::{
        Notice, RowRef,
        catalogue::Code,
        cells::date,
        fold,
        sheet::{JoinedDown, Sheet, SheetRow},
    },
};

/// Headings of a rule's days.
pub(super) const RULE: [&str; 12] = [
    "曜日",
    "当番曜日",
    "規則",
    "当番の規則",
    "輪番の規則",
    "当番の曜日",
    "対象日",
    "対象曜日",
    "輪番",
    "週",
    "当番の日",
    "rule",
];
/// How far ahead rules are followed, days.
const AHEAD: u64 = 732;
/// Dates told of one fault.
const TOLD: usize = 5;

/// Whose turn it is on certain days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyRule {
    /// Where it stands.
    pub at: RowRef,
    /// Whose turn.
    pub pharmacy: Named,
    /// Its days as written.
    pub words: String,
    /// Its days: those on which these hours are open.
    days: Box<WeeklyHours>,
    /// From when until when.
    range: TimeRange,
}

/// How long the rules of a file hold, as it says itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RulePeriod {
    /// From this day; from now when nothing is said.
    pub from: Option<NaiveDate>,
    /// Until this day, included.
    pub until: NaiveDate,
}

/// As far as the rules of a roster are followed.
#[derive(Clone, Copy, Debug)]
pub struct Following<'a> {
    /// The first day.
    pub today: NaiveDate,
    /// The last day by the word of who sends the roster; the file may say less.
    pub until: Option<NaiveDate>,
    /// The holidays known.
    pub holidays: &'a Holidays,
}

/// A rule as told in a sentence: its days, whose they are, and the times with their text where they are said.
type Sentence = (String, Vec<Named>, Option<(Times, String)>);

/// What the rules of a roster come to.
#[derive(Debug, Default)]
pub(super) struct Followed {
    pub(super) shifts: Vec<RosterShift>,
    pub(super) faults: Vec<Notice>,
    /// The days the rules speak of, first and last.
    pub(super) span: Option<(NaiveDate, NaiveDate)>,
}

/// Reads a table of rules; `false` when the sheet is none.
pub(super) fn read(sheet: &Sheet, roster: &mut Roster) -> bool {
    let heads = sheet.rows.iter().take(HEADING_ROWS).position(|row| {
        let whose = [&NAME[..], &ID, &GROUP].into_iter().any(|names| column(row, names).is_some());
        column(row, &RULE).is_some() && whose
    });
    let Some((at, heads)) = heads.and_then(|at| Some((at, sheet.rows.get(at)?))) else { return false };
    let Some(days_at) = column(heads, &RULE) else { return false };
    let common = common_times(sheet);
    let mut last = String::new();
    let joined = JoinedDown::below(sheet, heads.number);
    for row in sheet.rows.iter().skip(at + 1) {
        let row = &*joined.filled(row);
        let pharmacy = named_or_group(row, heads);
        if pharmacy.name.is_empty() && pharmacy.id.is_none() {
            continue;
        }
        // A day stands once for the rows below it, as a merged cell does.
        let cell = row.cell(days_at).trim();
        let words = if cell.is_empty() { last.clone() } else { cell.to_owned() };
        last.clone_from(&words);
        roster.rows_in += 1;
        let own = dated::times_of(row, heads);
        let times = if own.1.trim_matches(['～', ' ']).is_empty() { None } else { Some(own) };
        add(roster, row_ref(sheet, row), pharmacy, &words, times, common);
    }
    period(sheet, roster);
    true
}

/// Reads rules told in sentences: 第1日曜はA班、第2日曜はB班（9:00～17:00）.
pub(super) fn read_sentences(sheet: &Sheet, roster: &mut Roster) -> bool {
    let common = common_times(sheet);
    let mut any = false;
    for row in &sheet.rows {
        for cell in &row.cells {
            for (words, who, times) in sentences(cell) {
                any = true;
                for pharmacy in who {
                    roster.rows_in += 1;
                    add(roster, row_ref(sheet, row), pharmacy, &words, times.clone(), common);
                }
            }
        }
    }
    if any {
        period(sheet, roster);
    }
    any
}

/// Whether a row is a rule under these headings.
pub(super) fn are_rules(rows: &[SheetRow], heads: &SheetRow) -> bool {
    let Some(days_at) = column(heads, &RULE) else { return false };
    rows.iter().any(|row| are_days(row.cell(days_at)) && !matches!(dated::times_of(row, heads).0, Times::Unreadable))
}

/// Whether a text says certain days of the week or holidays.
pub(super) fn are_days(text: &str) -> bool {
    days(text).is_some()
}

/// Adds a rule, or what is wrong with it.
pub(super) fn add(
    roster: &mut Roster,
    at: RowRef,
    pharmacy: Named,
    words: &str,
    times: Option<(Times, String)>,
    common: Option<TimeRange>,
) {
    let read = match (days(words), times) {
        (None, _) => Err(Notice::new(Code::RosterRuleUnreadable).found(words)),
        (Some(_), Some((Times::Backwards, text))) => Err(Notice::new(Code::RosterBackwards).found(&text)),
        (Some(_), Some((Times::Unreadable, text))) => Err(Notice::new(Code::RosterTimesUnreadable).found(&text)),
        (Some(days), Some((Times::Of(range), _))) => Ok((days, range)),
        (Some(days), None) => {
            common.map(|range| (days, range)).ok_or_else(|| Notice::new(Code::RosterRuleWithoutTimes).found(words))
        }
    };
    match read {
        Ok((days, range)) => {
            let (words, days) = (words.to_owned(), Box::new(days));
            roster.rules.push(DutyRule { at, pharmacy, words, days, range });
        }
        Err(fault) => roster.faults.push(fault.at(&at)),
    }
}

/// The days a text says, as hours that are open on them; `None` when any of it is doubtful or it says times itself.
fn days(text: &str) -> Option<WeeklyHours> {
    let word = fold::nfkc(text.trim());
    let word = word.trim_start_matches("毎週").trim_start_matches("毎月").trim();
    if word.is_empty() || word.contains(':') || word.contains('時') {
        return None;
    }
    let any = TimeRange::new("09:00".parse().ok()?, "17:00".parse().ok()?)?;
    if let Some(week) = single(word, any) {
        return Some(week);
    }
    let reading = hours::read(&format!("{word} {any}"));
    let week = reading.week.filter(|_| reading.class == ReadingClass::Exact)?;
    let all = week.weekdays.iter().chain(week.nth.iter().map(|nth| &nth.hours)).chain([&week.holiday]);
    let open: Vec<TimeRange> = all.flat_map(DayHours::ranges).copied().collect();
    let fits = !open.is_empty() && open.iter().all(|range| *range == any) && week.yearly.is_empty();
    fits.then_some(week)
}

/// One weekday or the holidays alone, of which the reader of opening hours would say that the rest of the week is missing.
fn single(word: &str, range: TimeRange) -> Option<WeeklyHours> {
    const WITHOUT: [&str; 6] = ["(祝日を除く)", "(祝日除く)", "(祝を除く)", "(祝除く)", "(祝日は除く)", "(祝日休み)"];
    let bare = WITHOUT.iter().find_map(|end| word.strip_suffix(end));
    let mut week = WeeklyHours::default();
    if bare.is_some() {
        week.holiday = DayHours::Closed;
    }
    let open = DayHours::Open(vec![range]);
    match bare.unwrap_or(word).trim() {
        "祝日" | "祝" | "祭日" | "祝祭日" if bare.is_none() => week.holiday = open,
        day => {
            let day = day.trim_end_matches('日').trim_end_matches('曜');
            let day = if day.is_empty() { "日" } else { day };
            let at = ["月", "火", "水", "木", "金", "土", "日"].iter().position(|name| *name == day)?;
            *week.weekdays.get_mut(at)? = open;
        }
    }
    Some(week)
}

/// `第1日曜はA班、第2・4日曜はB班・C班（20:00～翌8:00）` → the days, who, and the times where they are said.
fn sentences(cell: &str) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut rest = cell;
    while let Some((before, after)) = rest.split_once('は') {
        // The days begin behind the end of the sentence before and its heading (輪番：).
        let words = before.trim_start_matches(['、', '，', ',', '。', '；', ';', '\n', ' ', '　', '・']);
        let words = words.rsplit(['：', ':', '\n', '。']).next().unwrap_or(words).trim();
        let end = after.char_indices().find_map(|(at, _)| {
            let rest = after.get(at..)?;
            ["班", "組", "グループ"].iter().find_map(|end| rest.starts_with(end).then(|| at + end.len()))
        });
        let Some(mut end) = end.filter(|_| are_days(words)) else {
            rest = after;
            continue;
        };
        // A班・B班, A班とB班
        while let Some(more) = after.get(end..).and_then(|rest| {
            let more = rest.strip_prefix(['・', 'と'])?;
            let close = more.find('班')?;
            (more.get(..close)?.chars().count() <= 4).then_some(rest.len() - more.len() + close + '班'.len_utf8())
        }) {
            end += more;
        }
        let Some((whose, tail)) = after.split_at_checked(end) else { break };
        let times = tail.trim_start().strip_prefix(['（', '(']).and_then(|inside| inside.split_once(['）', ')']));
        let told = times.map(|(inside, _)| (times::read(inside), inside.to_owned()));
        let who = whose.split(['・', 'と', '、']).filter_map(groups::folded);
        let who: Vec<Named> =
            who.map(|group| Named { name: group.clone(), group: Some(group), ..Named::default() }).collect();
        // A long run of words before 班 is no group's name.
        if !who.is_empty() && whose.chars().count() <= 24 {
            found.push((words.to_owned(), who, told));
        }
        rest = times.map_or(tail, |(_, behind)| behind);
    }
    found
}

/// The times that hold for all rules of a sheet: `時間：9:00～17:00` or a cell of times alone.
fn common_times(sheet: &Sheet) -> Option<TimeRange> {
    sheet.rows.iter().take(HEADING_ROWS).filter(|row| column(row, &TIME).is_none() || alone(row)).find_map(|row| {
        row.cells.iter().enumerate().find_map(|(at, cell)| {
            let text = match cell.split_once(['：', ':']) {
                Some((head, rest)) if super::is_heading(head, &TIME) => rest,
                _ if at > 0 && row.cells.get(at - 1).is_some_and(|head| super::is_heading(head, &TIME)) => cell,
                _ => return None,
            };
            match times::read(text) {
                Times::Of(range) => Some(range),
                _ => None,
            }
        })
    })
}

/// Whether a row says one thing: a heading and its text.
fn alone(row: &SheetRow) -> bool {
    row.cells.iter().filter(|cell| !cell.trim().is_empty()).count() <= 2
}

/// 期間：令和8年12月1日～令和9年3月31日; 2027年3月31日まで.
pub(super) fn period(sheet: &Sheet, roster: &mut Roster) {
    let rules = |row: &&SheetRow| column(row, &RULE).is_some() || column(row, &DATE).is_some();
    let found = sheet.rows.iter().filter(|row| !rules(row)).flat_map(|row| row.cells.iter()).find_map(|cell| {
        let word = fold::word(cell).replace("から", "~").replace("より", "~");
        let parted = word.split_once('~').or_else(|| word.split_once('～'));
        match parted {
            Some((from, until)) => {
                let from = first_day(from);
                last_day(until, from).map(|until| RulePeriod { from, until })
            }
            None => word
                .split_once("まで")
                .and_then(|(until, _)| last_day(until, None))
                .map(|until| RulePeriod { from: None, until }),
        }
    });
    roster.period = roster.period.or(found);
}

fn first_day(text: &str) -> Option<NaiveDate> {
    date::find(text, false).or_else(|| year::month(text))
}

/// The day a period ends on; the year may be that of its beginning, a month ends with its last day.
fn last_day(text: &str, from: Option<NaiveDate>) -> Option<NaiveDate> {
    let of = |text: &str| {
        date::find(text, false).or_else(|| {
            year::month(text).and_then(|first| first.checked_add_months(chrono::Months::new(1))?.pred_opt())
        })
    };
    of(text).or_else(|| {
        let from = from?;
        let of_year = |year: i32| of(&format!("{year}年{text}"));
        of_year(from.year()).filter(|until| *until >= from).or_else(|| of_year(from.year() + 1))
    })
}

impl DutyRule {
    /// Whether it is their turn on a day; `None` when the day is a holiday of which the rule says nothing.
    fn holds(&self, day: NaiveDate, is_holiday: bool) -> Option<bool> {
        let nth = self.days.nth.iter().rev().find(|nth| nth.weekday == day.weekday() && nth.nth.contains(day));
        let own = nth.map_or_else(|| self.days.weekday(day.weekday()), |nth| &nth.hours);
        let is_named = !own.ranges().is_empty();
        match &self.days.holiday {
            _ if !is_holiday => Some(is_named),
            DayHours::Open(_) => Some(true),
            DayHours::Closed => Some(false),
            // A Sunday is a day of rest whether a holiday or not.
            DayHours::Unstated => (!is_named || day.weekday() == Weekday::Sun).then_some(is_named),
        }
    }

    /// Whether both are said to be on duty at one time, by words that name other days.
    fn clashes(&self, other: &Self) -> bool {
        let overlap = self.range.start() < other.range.end() && other.range.start() < self.range.end();
        overlap && self.words != other.words && self.pharmacy != other.pharmacy
    }
}

/// The shifts of a roster's rules, day by day.
pub(super) fn follow(roster: &Roster, following: &Following<'_>) -> Followed {
    let Some(first) = roster.rules.first() else { return Followed::default() };
    let refused = |notice: Notice| Followed { faults: vec![notice.at(&first.at)], ..Followed::default() };
    let said = roster.period.map(|period| period.until);
    let Some(until) = said.into_iter().chain(following.until).min() else {
        return refused(Notice::new(Code::RosterRuleWithoutPeriod).found(&first.words));
    };
    let from = roster.period.and_then(|period| period.from).unwrap_or(following.today).max(following.today);
    let horizon = following.holidays.horizon();
    if until < from {
        return refused(Notice::new(Code::RosterRulePast).found(&until.to_string()));
    }
    if following.today.checked_add_days(Days::new(AHEAD)).is_some_and(|last| until > last) {
        return refused(Notice::new(Code::RosterTooFarAhead).found(&until.to_string()));
    }
    if until > horizon {
        return refused(
            Notice::new(Code::RosterRuleBeyondHolidays).found(&until.to_string()).read_as(horizon.to_string()),
        );
    }
    let mut followed = Followed { span: Some((from, until)), ..Followed::default() };
    let mut doubtful: Vec<Vec<NaiveDate>> = vec![Vec::new(); roster.rules.len()];
    let mut clashing: Vec<Vec<NaiveDate>> = vec![Vec::new(); roster.rules.len()];
    for day in from.iter_days().take_while(|day| *day <= until) {
        if roster.shifts.iter().any(|shift| shift.shift.start().date() == day) {
            continue;
        }
        let is_holiday = following.holidays.name(day).is_some();
        let mut on: Vec<&DutyRule> = Vec::new();
        for ((rule, doubtful), clashing) in roster.rules.iter().zip(&mut doubtful).zip(&mut clashing) {
            match rule.holds(day, is_holiday) {
                None => doubtful.push(day),
                Some(false) => {}
                Some(true) if on.iter().any(|other| rule.clashes(other)) => clashing.push(day),
                Some(true) => {
                    on.push(rule);
                    let shift = shift_on(day, rule.range);
                    followed.shifts.extend(shift.map(|shift| RosterShift {
                        at: rule.at.clone(),
                        pharmacy: rule.pharmacy.clone(),
                        shift,
                    }));
                }
            }
        }
    }
    for (days, code) in [(doubtful, Code::RosterRuleHoliday), (clashing, Code::RosterRuleClash)] {
        for (rule, days) in roster.rules.iter().zip(days).filter(|(_, days)| !days.is_empty()) {
            let more = if days.len() > TOLD { "…" } else { "" };
            let told: Vec<String> = days.iter().take(TOLD).map(NaiveDate::to_string).collect();
            let found = format!("{} {}{more}", rule.words, told.join("、"));
            followed.faults.push(Notice::new(code).at(&rule.at).found(&found));
        }
    }
    followed
}
