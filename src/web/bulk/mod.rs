//! Bulk files: the whole directory at one revision, prepared when it is published, so that nobody needs to crawl.
//!
//! They hold what sources say, not states: a file is read later than it is made. **Invariant:** a file of a revision never
//! changes; a folder appears under its revision's number only when everything in it is whole.

mod aside;
mod lines;
mod prepare;
mod send;
mod tags;

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

pub use lines::ndjson;
pub use prepare::Kind;

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    clock::Clock,
    search::{Live, Snapshot},
};

/// So many revisions are kept.
const KEPT: usize = 5;
/// After a preparation this many times as long is waited until the next, so that many small changes don't fill the machine.
const REST: u32 = 5;
/// What nobody has added a file to for so long was left by a process that ended in its midst.
const ABANDONED: TimeDelta = TimeDelta::hours(24);

/// A prepared file. What names it is the same in every process, whoever prepared it and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    path: PathBuf,
    revision: i64,
    /// Of these very bytes, hexadecimal.
    digest: String,
    /// When the revision was published.
    published_at: DateTime<Utc>,
}

/// The folder of the prepared files.
#[derive(Clone, Debug)]
pub struct Bulk {
    folder: PathBuf,
}

impl Bulk {
    /// Files are kept in `folder`, which is made when there is something to keep.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The newest revision whose files are there.
    pub fn newest(&self) -> Option<i64> {
        self.revisions().last().copied()
    }

    /// The revisions whose files are there, oldest first.
    pub fn revisions(&self) -> Vec<i64> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().filter_map(Result::ok);
        let mut found: Vec<i64> = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect();
        found.sort_unstable();
        found
    }

    /// A prepared file, in `encoding` (`br`, `zst`, `gz`) or plain; `None` when it is not there.
    pub fn file(&self, revision: i64, kind: Kind, encoding: Option<&str>) -> Option<Prepared> {
        let mut name = kind.file_name().to_owned();
        if let Some(encoding) = encoding {
            name = format!("{name}.{encoding}");
        }
        let folder = self.folder.join(revision.to_string());
        let digest = tags::of(&folder, &name)?;
        let published_at = fs::read_to_string(folder.join(STAMP)).ok()?.parse().ok()?;
        Some(Prepared { path: folder.join(name), revision, digest, published_at })
    }

    /// Prepares the files of every revision that `live` comes to serve. Runs until the task is dropped.
    pub async fn follow(self, live: Arc<Live>, home: String) {
        let mut done: Option<i64> = None;
        loop {
            let (snapshot, started) = (live.current(), Instant::now());
            let revision = snapshot.revision();
            if revision > 0 && done != Some(revision) {
                let (bulk, home) = (self.clone(), home.clone());
                let prepared = aside::aside(move || bulk.prepare(&snapshot, &home)).await;
                match prepared {
                    Ok(Ok(())) => told(revision, started.elapsed()),
                    Ok(Err(error)) => tracing::error!(%error, revision, "bulk files can't be prepared"),
                    Err(error) => tracing::error!(%error, revision, "preparing bulk files failed"),
                }
                done = Some(revision);
                tokio::time::sleep(started.elapsed() * REST).await;
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }

    /// Prepares the files of one revision, unless they are there, and forgets the oldest.
    ///
    /// # Errors
    /// When the folder can't be written to.
    fn prepare(&self, snapshot: &Snapshot, home: &str) -> io::Result<()> {
        let revision = snapshot.revision();
        self.forget_others(snapshot)?;
        self.forget_abandoned();
        let whole = self.folder.join(revision.to_string());
        if !whole.is_dir() {
            // Processes on several machines may share the folder, and have the same number there.
            let unfinished = self.folder.join(format!(".{revision}-{}", uuid::Uuid::now_v7().simple()));
            fs::create_dir_all(&unfinished)?;
            prepare::write(snapshot, home, &unfinished)?;
            fs::write(unfinished.join(STAMP), stamp(snapshot))?;
            tags::keep(&unfinished)?;
            // Another process may have been faster; its files are the same.
            if fs::rename(&unfinished, &whole).is_err() {
                fs::remove_dir_all(&unfinished)?;
            }
        }
        let revisions = self.revisions();
        for old in revisions.iter().take(revisions.len().saturating_sub(KEPT)) {
            fs::remove_dir_all(self.folder.join(old.to_string()))?;
        }
        // Those that an older version of this program prepared have no digests yet.
        self.revisions().iter().try_for_each(|kept| tags::keep(&self.folder.join(kept.to_string())))
    }

    /// Removes what another database left here: its numbers mean other things.
    fn forget_others(&self, snapshot: &Snapshot) -> io::Result<()> {
        for revision in self.revisions() {
            let folder = self.folder.join(revision.to_string());
            let same = revision == snapshot.revision() && has_stamp(&folder, &stamp(snapshot));
            if revision > snapshot.revision() || (revision == snapshot.revision() && !same) {
                fs::remove_dir_all(folder)?;
            }
        }
        Ok(())
    }

    /// Removes what was begun and never finished.
    fn forget_abandoned(&self) {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().filter_map(Result::ok);
        let begun = entries.filter(|entry| entry.file_name().to_str().is_some_and(is_unfinished));
        for folder in begun.map(|entry| entry.path()).filter(|folder| folder.is_dir() && is_abandoned(folder)) {
            // It is in nobody's way: another process may be removing it too.
            if let Err(error) = fs::remove_dir_all(&folder) {
                tracing::debug!(%error, folder = %folder.display(), "an unfinished folder stays");
            }
        }
    }
}

/// Whether it is the name of a folder being filled, `.12-…`; the operator may keep other things here.
fn is_unfinished(name: &str) -> bool {
    let revision = name.strip_prefix('.').and_then(|rest| rest.split_once('-'));
    revision.is_some_and(|(revision, _)| revision.parse::<i64>().is_ok())
}

/// Whether nobody has added anything to the folder for a day.
fn is_abandoned(folder: &Path) -> bool {
    let changed = fs::metadata(folder).and_then(|folder| folder.modified());
    // Files are dated by the machine's clock, whatever ours is set to.
    changed.is_ok_and(|at| Clock::System.now() - DateTime::<Utc>::from(at) > ABANDONED)
}

fn told(revision: i64, took: Duration) {
    tracing::info!(revision, took_ms = took.as_millis(), "bulk files prepared");
}

/// The file that tells when a revision was published.
const STAMP: &str = ".published_at";

fn stamp(snapshot: &Snapshot) -> String {
    snapshot.generated_at().and_utc().to_rfc3339()
}

fn has_stamp(folder: &Path, stamp: &str) -> bool {
    fs::read_to_string(folder.join(STAMP)).is_ok_and(|found| found == stamp)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{hours::Calendar, search::Directory};

    fn snapshot(revision: i64, hour: u32) -> Snapshot {
        let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let directory = Directory {
            pharmacies: vec![],
            associations: vec![],
            areas: vec![],
            calendar: Calendar::japan(),
            revision,
            generated_at: today.and_hms_opt(hour, 0, 0).unwrap(),
        };
        Snapshot::build(directory, today)
    }

    #[test]
    fn revisions_are_whole_few_and_of_one_database() {
        let folder = tempfile::tempdir().unwrap();
        let bulk = Bulk::new(folder.path().join("bulk"));
        assert_eq!(bulk.newest(), None);
        for revision in 1..=7 {
            bulk.prepare(&snapshot(revision, 1), "http://h").unwrap();
        }
        assert_eq!(bulk.revisions(), [3, 4, 5, 6, 7]);
        for kind in Kind::ALL {
            for encoding in [None, Some("br"), Some("gz"), Some("zst")] {
                assert!(bulk.file(7, kind, encoding).is_some(), "{kind:?} {encoding:?}");
            }
        }
        assert_eq!(bulk.file(1, Kind::NdJson, None), None);
        // Another database has come to revision 4 only, at another time.
        bulk.prepare(&snapshot(4, 2), "http://h").unwrap();
        assert_eq!(bulk.newest(), Some(4));
        let hidden = fs::read_dir(folder.path().join("bulk"))
            .unwrap()
            .filter(|e| e.as_ref().unwrap().file_name().to_str().unwrap().starts_with('.'));
        assert_eq!(hidden.count(), 0, "nothing unfinished is left");
    }

    /// A process that ends in the midst of it leaves a folder behind; one that is at it now has a folder too.
    #[test]
    fn what_was_never_finished_is_removed_after_a_day() {
        let folder = tempfile::tempdir().unwrap();
        let begun = |name: &str, hours: i64| {
            let path = folder.path().join(name);
            fs::create_dir_all(&path).unwrap();
            fs::write(path.join("pharmacies.csv"), "x").unwrap();
            let at = Clock::System.now() - TimeDelta::hours(hours);
            fs::File::open(&path).unwrap().set_modified(at.into()).unwrap();
            path
        };
        let (left, at_it, foreign) = (begun(".6-4711", 25), begun(".7-4712", 1), begun(".old-backup", 999));
        Bulk::new(folder.path().to_owned()).prepare(&snapshot(7, 1), "http://h").unwrap();
        assert_eq!((left.exists(), at_it.exists(), foreign.exists()), (false, true, true));
    }

    #[test]
    fn a_file_is_called_the_same_wherever_it_was_prepared() {
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let named = |folder: &Path, revision| {
            let bulk = Bulk::new(folder.to_owned());
            bulk.prepare(&snapshot(revision, 1), "http://h").unwrap();
            let names = |encoding| Kind::ALL.map(|kind| bulk.file(revision, kind, encoding).unwrap()).map(|f| f.digest);
            [None, Some("br"), Some("gz"), Some("zst")].map(names)
        };
        let names = named(one.path(), 7);
        assert_eq!(names, named(other.path(), 7));
        let mut all: Vec<&String> = names.iter().flatten().collect();
        all.sort_unstable();
        all.dedup();
        // The two lists of no pharmacies are of different columns, everything else is of a form of its own.
        assert_eq!(all.len(), 20, "each file of each encoding has a name of its own");
        // Prepared by a version that took no digests.
        fs::remove_file(one.path().join("7/.digests")).unwrap();
        assert_eq!(Bulk::new(one.path().to_owned()).file(7, Kind::NdJson, None), None);
        assert_eq!(named(one.path(), 7), names);
    }
}
