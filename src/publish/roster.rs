//! An association's roster laid over the one that is published: all of it, or nothing.

use std::collections::{HashMap, HashSet};

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use serde_json::json;

use super::{
    Error, NoticeReport, audit_entry,
    entered::{of_roster, overlap},
    load, mint, record,
};
use crate::{
    digest::sha256,
    directory::{AssociationId, Facts, PharmacyId},
    hours::{DutyShift, Holidays},
    intake::{
        Limits,
        roster::{self, Expanded, Following, Named, Roster, RosterFault, RosterShift},
    },
    store::{self, Connection, KeptDutyShift, NewDutyShift, RosterDid, RosterEntry, RosterState, Store},
};

/// How far ahead a shift may be, days.
const AHEAD: u64 = 732;

/// A roster somebody wants to publish.
#[derive(Clone, Debug)]
pub struct RosterUpload<'a> {
    /// Whose.
    pub association: &'a AssociationId,
    /// What was read.
    pub roster: Roster,
    /// Whether shifts it doesn't name go, within its own first and last day.
    pub replaces: bool,
    /// The last day that rules of the roster are followed to; the file may say less.
    pub until: Option<NaiveDate>,
    /// How far to go.
    pub step: RosterStep,
    /// The file it was read from, as it was sent.
    pub file: RosterFile<'a>,
    /// Who wants it.
    pub actor: &'a str,
    /// Now, UTC.
    pub at: NaiveDateTime,
}

/// How far to go with a roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RosterStep {
    /// Only tell what it would do.
    Tell,
    /// Tell it, and keep the file, so that it can be entered as it was told.
    Try,
    /// Enter it.
    Enter,
}

/// A file as it was sent.
#[derive(Clone, Copy, Debug)]
pub struct RosterFile<'a> {
    /// Its name; empty when none was told.
    pub name: &'a str,
    /// The file.
    pub bytes: &'a [u8],
}

/// What a roster does.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct RosterReport {
    /// Shifts named in the file.
    pub rows_in: usize,
    /// Shifts added.
    pub added: Vec<RosterLine>,
    /// Shifts taken back.
    pub removed: Vec<RosterLine>,
    /// Shifts that were published already.
    pub unchanged: usize,
    /// What is wrong; with any of it nothing is entered.
    pub faults: Vec<NoticeReport>,
    /// The first and last day for which rules of the roster were followed.
    pub by_rule: Option<(NaiveDate, NaiveDate)>,
    /// The directory's revision from now on; `None` when nothing was entered.
    pub revision: Option<i64>,
    /// Under which id it is kept; `None` when it is not.
    pub entry: Option<String>,
}

/// A shift and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterLine {
    /// The pharmacy's id.
    pub pharmacy: PharmacyId,
    /// Its name.
    pub name: String,
    /// When.
    pub shift: DutyShift,
}

/// Enters a roster, or tells what is wrong with it and enters nothing. Readers see it after a refresh.
///
/// # Errors
/// [`Error::UnknownAssociation`], or the store's.
pub fn enter_roster(store: &Store, upload: &RosterUpload<'_>) -> Result<RosterReport, Error> {
    let holidays = load(store)?.calendar.holidays;
    let entered = |c: &mut Connection| {
        let is_known = match upload.step {
            RosterStep::Tell => store::load_associations(c)?.iter().any(|one| one.id == *upload.association),
            // Two at once would each lay theirs over what neither has changed yet.
            RosterStep::Try | RosterStep::Enter => store::hold_association(c, upload.association)?,
        };
        if !is_known {
            return Ok(None);
        }
        let mut laid = lay_over(c, upload, &holidays)?;
        if laid.report.is_worth_keeping() && upload.step != RosterStep::Tell {
            let mut entry = laid.entry(upload, mint());
            store::insert_roster(c, upload.association, &entry, upload.file.bytes)?;
            if upload.step == RosterStep::Enter {
                laid.report.revision = Some(keep(c, upload, &laid, &mut entry)?);
            }
            laid.report.entry = Some(entry.id);
        }
        Ok(Some(laid.report))
    };
    let report = if upload.step == RosterStep::Tell { store.read(entered) } else { store.write(entered) };
    report?.ok_or_else(|| Error::UnknownAssociation(upload.association.to_string()))
}

/// Enters a roster that was tried, as it was shown. When that is no longer what it would do nothing is entered, and the
/// report, without a revision, is what it would do now.
///
/// # Errors
/// [`Error::UnknownRoster`] when none of that id waits, or the store's.
pub fn confirm_roster(
    store: &Store,
    association: &AssociationId,
    id: &str,
    limits: &Limits,
    (actor, at): (&str, NaiveDateTime),
) -> Result<RosterReport, Error> {
    let holidays = load(store)?.calendar.holidays;
    let (mut entry, bytes) = store
        .read(|c| Ok((store::get_roster(c, association, id)?, store::roster_file(c, id)?)))
        .map_err(of_roster(id))?;
    let file = RosterFile { name: &entry.file_name.clone(), bytes: &bytes };
    let upload = RosterUpload {
        association,
        roster: roster::roster(&bytes, &entry.file_name, limits)?,
        replaces: entry.replaces,
        until: entry.until,
        step: RosterStep::Enter,
        file,
        actor,
        at,
    };
    let report = store.write(|c| {
        store::hold_association(c, association)?;
        // Pressed twice, it is entered once.
        if store::get_roster(c, association, id)?.state != RosterState::Tried {
            return Err(store::Error::NotFound);
        }
        let mut laid = lay_over(c, &upload, &holidays)?;
        let shown = std::mem::replace(&mut entry, laid.entry(&upload, id.to_owned())).shown;
        if laid.report.is_worth_keeping() && shown == entry.shown {
            laid.report.revision = Some(keep(c, &upload, &laid, &mut entry)?);
        } else {
            store::update_roster(c, association, &entry)?;
        }
        laid.report.entry = Some(id.to_owned());
        Ok(laid.report)
    });
    report.map_err(of_roster(id))
}

/// The shifts of an association from one day to another, with the names of the published list.
///
/// # Errors
/// The store's.
pub fn duties(
    store: &Store,
    association: &AssociationId,
    from: NaiveDateTime,
    until: NaiveDateTime,
) -> Result<Vec<RosterLine>, Error> {
    Ok(store.read(|c| {
        let names = listed(c, association)?;
        let kept = store::duty_shifts_of(c, association, from, until)?;
        Ok(kept.into_iter().map(|kept| line(&names, kept.pharmacy, kept.shift)).collect())
    })?)
}

impl RosterReport {
    fn is_worth_keeping(&self) -> bool {
        self.faults.is_empty() && self.changes()
    }

    /// Whether anything would be different.
    pub fn changes(&self) -> bool {
        !self.added.is_empty() || !self.removed.is_empty()
    }
}

struct LaidOver {
    report: RosterReport,
    removed: Vec<KeptDutyShift>,
    /// The ids of the shifts that stay as they were, though named.
    kept: Vec<String>,
    /// The first and last day spoken of.
    days: Option<(NaiveDate, NaiveDate)>,
}

impl LaidOver {
    /// What is kept of a roster that does this.
    fn entry(&self, upload: &RosterUpload<'_>, id: String) -> RosterEntry {
        let lines = |lines: &[RosterLine]| {
            let mut told: Vec<String> =
                lines.iter().map(|line| format!("{} {:?}", line.pharmacy, line.shift)).collect();
            told.sort_unstable();
            told.join("\n")
        };
        let (added, removed) = (&self.report.added, &self.report.removed);
        RosterEntry {
            id,
            state: RosterState::Tried,
            actor: upload.actor.to_owned(),
            entered_at: upload.at,
            file_name: upload.file.name.to_owned(),
            file_digest: sha256(upload.file.bytes),
            replaces: upload.replaces,
            until: upload.until,
            days: self.days,
            shown: sha256(format!("added\n{}\nremoved\n{}", lines(added), lines(removed))),
            added: added.len(),
            removed: removed.len(),
            undone: None,
        }
    }
}

fn lay_over(c: &mut Connection, upload: &RosterUpload<'_>, holidays: &Holidays) -> Result<LaidOver, store::Error> {
    let listed = listed(c, upload.association)?;
    let following = Following { today: japan(upload.at), until: upload.until, holidays };
    let Expanded { shifts, faults: doubts, by_rule } = roster::expand(&upload.roster, &listed.iter(), &following);
    let mut faults: Vec<NoticeReport> = upload.roster.faults.iter().chain(&doubts).map(NoticeReport::from).collect();
    let rows_in = shifts.len() + faults.len();
    let horizon = upload.at.checked_add_days(Days::new(AHEAD)).unwrap_or(NaiveDateTime::MAX);
    let today = following.today.and_time(NaiveTime::MIN);
    let done = done(c, upload, &shifts, today)?;
    let mut wanted: Vec<(PharmacyId, DutyShift)> = Vec::new();
    let mut taken: HashMap<&PharmacyId, Vec<DutyShift>> = HashMap::new();
    for shift in &shifts {
        let pharmacy = match roster::identify(shift, listed.iter()) {
            Ok(pharmacy) => pharmacy,
            Err(fault) => {
                faults.push(NoticeReport::from(&fault));
                continue;
            }
        };
        let own = taken.entry(pharmacy).or_default();
        if shift.shift.end() > horizon {
            faults.push(NoticeReport::from(&roster::fault(shift, RosterFault::TooFarAhead)));
        } else if shift.shift.end() <= today && !done.contains(&(pharmacy.clone(), shift.shift)) {
            faults.push(NoticeReport::from(&roster::fault(shift, RosterFault::Past)));
        } else if own.iter().any(|other| overlap(*other, shift.shift)) {
            faults.push(NoticeReport::from(&roster::fault(shift, RosterFault::Overlaps)));
        } else {
            own.push(shift.shift);
            wanted.push((pharmacy.clone(), shift.shift));
        }
    }
    let days = days(&wanted, by_rule);
    let kept = around(c, upload, &wanted, days)?;
    let published: HashSet<(&PharmacyId, DutyShift)> = kept.iter().map(|kept| (&kept.pharmacy, kept.shift)).collect();
    let is_wanted: HashSet<(&PharmacyId, DutyShift)> = wanted.iter().map(|(id, shift)| (id, *shift)).collect();
    let added: Vec<_> = wanted.iter().filter(|(id, shift)| !published.contains(&(id, *shift))).collect();
    let (removed, staying): (Vec<_>, Vec<_>) = kept
        .iter()
        .filter(|kept| !is_wanted.contains(&(&kept.pharmacy, kept.shift)))
        .partition(|kept| upload.replaces && kept.shift.end() > today && within(days, kept.shift));
    for (id, shift) in &added {
        if staying.iter().any(|kept| kept.pharmacy == *id && overlap(kept.shift, *shift)) {
            faults.extend(overlapping(upload, &listed, id, *shift));
        }
    }
    let report = RosterReport {
        rows_in,
        unchanged: wanted.len() - added.len(),
        added: added.into_iter().map(|(id, shift)| line(&listed, id.clone(), *shift)).collect(),
        removed: removed.iter().map(|kept| line(&listed, kept.pharmacy.clone(), kept.shift)).collect(),
        faults,
        by_rule,
        revision: None,
        entry: None,
    };
    let named = kept.iter().filter(|kept| is_wanted.contains(&(&kept.pharmacy, kept.shift)));
    let ids = named.map(|kept| kept.id.clone()).collect();
    Ok(LaidOver { report, removed: removed.into_iter().cloned().collect(), kept: ids, days })
}

/// The published shifts that are over, of the days that a file still names: a month's file sent again has them too.
fn done(
    c: &mut Connection,
    upload: &RosterUpload<'_>,
    shifts: &[RosterShift],
    today: NaiveDateTime,
) -> Result<HashSet<(PharmacyId, DutyShift)>, store::Error> {
    let over = shifts.iter().map(|row| row.shift).filter(|shift| shift.end() <= today);
    let Some(from) = over.map(DutyShift::start).min() else { return Ok(HashSet::new()) };
    let kept = store::duty_shifts_of(c, upload.association, from, today)?;
    Ok(kept.into_iter().map(|kept| (kept.pharmacy, kept.shift)).collect())
}

/// What is said of a shift that overlaps one already published.
fn overlapping(
    upload: &RosterUpload<'_>,
    listed: &HashMap<PharmacyId, Facts>,
    id: &PharmacyId,
    shift: DutyShift,
) -> Option<NoticeReport> {
    let name = listed.get(id).map(|facts| facts.name.clone()).unwrap_or_default();
    let named = Named { id: Some(id.to_string()), name, ..Named::default() };
    let row = upload.roster.shifts.iter().find(|row| row.shift == shift)?;
    let row = RosterShift { at: row.at.clone(), pharmacy: named, shift };
    Some(NoticeReport::from(&roster::fault(&row, RosterFault::Overlaps)))
}

/// The first and last day that is spoken of, by a shift or by a rule's period.
fn days(wanted: &[(PharmacyId, DutyShift)], by_rule: Option<(NaiveDate, NaiveDate)>) -> Option<(NaiveDate, NaiveDate)> {
    let days = wanted.iter().map(|(_, shift)| shift.start().date());
    let first = days.clone().chain(by_rule.map(|(first, _)| first)).min();
    first.zip(days.chain(by_rule.map(|(_, last)| last)).max())
}

/// The published shifts of the days that are spoken of, a day more on either side.
fn around(
    c: &mut Connection,
    upload: &RosterUpload<'_>,
    wanted: &[(PharmacyId, DutyShift)],
    days: Option<(NaiveDate, NaiveDate)>,
) -> Result<Vec<KeptDutyShift>, store::Error> {
    let Some((first, last)) = days else { return Ok(Vec::new()) };
    let ends = wanted.iter().map(|(_, shift)| shift.end().date());
    let last = ends.chain([last]).max().unwrap_or(last);
    let from = first.checked_sub_days(Days::new(1)).unwrap_or(first);
    let until = last.checked_add_days(Days::new(2)).unwrap_or(last);
    store::duty_shifts_of(c, upload.association, from.and_time(NaiveTime::MIN), until.and_time(NaiveTime::MIN))
}

/// Whether a shift begins on one of the days from the first to the last that is spoken of.
fn within(days: Option<(NaiveDate, NaiveDate)>, shift: DutyShift) -> bool {
    days.is_some_and(|(first, last)| (first..=last).contains(&shift.start().date()))
}

/// The day in Japan.
fn japan(at: NaiveDateTime) -> NaiveDate {
    (at + TimeDelta::hours(9)).date()
}

/// Makes what was laid over what is published, as part of the entry.
fn keep(
    c: &mut Connection,
    upload: &RosterUpload<'_>,
    laid: &LaidOver,
    entry: &mut RosterEntry,
) -> Result<i64, store::Error> {
    for kept in &laid.removed {
        store::withdraw_duty_shift(c, upload.association, &kept.id)?;
    }
    let new: Vec<NewDutyShift> = laid
        .report
        .added
        .iter()
        .map(|line| NewDutyShift {
            id: mint(),
            association: upload.association.clone(),
            pharmacy: line.pharmacy.clone(),
            shift: line.shift,
        })
        .collect();
    store::insert_duty_shifts(c, &new, upload.at)?;
    entry.state = RosterState::Entered;
    store::update_roster(c, upload.association, entry)?;
    let added: Vec<String> = new.iter().map(|shift| shift.id.clone()).collect();
    let removed: Vec<String> = laid.removed.iter().map(|kept| kept.id.clone()).collect();
    for (did, ids) in [(RosterDid::Added, &added), (RosterDid::Removed, &removed), (RosterDid::Kept, &laid.kept)] {
        store::insert_roster_shifts(c, &entry.id, did, ids)?;
    }
    let revision = record(c, None, upload.at)?.revision;
    let detail = json!({
        "entry": entry.id, "file_name": entry.file_name, "file_digest": entry.file_digest,
        "added": new.len(), "removed": laid.removed.len(), "revision": revision,
    });
    let subject = format!("{}/roster:{revision}", upload.association);
    store::insert_audit(c, &audit_entry(upload.actor, "roster.enter", subject, &detail, upload.at))?;
    Ok(revision)
}

/// The pharmacies of the association's published list.
fn listed(c: &mut Connection, association: &AssociationId) -> Result<HashMap<PharmacyId, Facts>, store::Error> {
    let Some(listing) = store::published_listing(c, association)? else { return Ok(HashMap::new()) };
    Ok(store::load_rows(c, &listing.id)?.into_iter().map(|row| (row.pharmacy, row.facts)).collect())
}

fn line(listed: &HashMap<PharmacyId, Facts>, pharmacy: PharmacyId, shift: DutyShift) -> RosterLine {
    let name = listed.get(&pharmacy).map(|facts| facts.name.clone()).unwrap_or_default();
    RosterLine { pharmacy, name, shift }
}
