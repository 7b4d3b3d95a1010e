//! Work that gives way to readers: building a directory of the whole country, or compressing it, keeps the cores busy, and
//! who looks for a pharmacy meanwhile shall not notice.
//!
//! A thread's priority can be lowered by anybody and raised again by nobody, so such work has a thread of its own.

use std::{panic, thread};

/// How much less than a thread that answers such work counts, where others have something to do (`nice`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Priority {
    /// A third: readers wait for what it makes, if only for a second or two.
    Soon,
    /// As little as there is, a seventieth: nobody waits.
    Whenever,
}

impl Priority {
    /// What is added to the thread's niceness.
    pub fn niceness(self) -> i32 {
        match self {
            Self::Soon => 5,
            Self::Whenever => 19,
        }
    }

    /// Lowers this thread, and those it starts from here on, to it. Only Linux has priorities of single threads; elsewhere
    /// the work is done like any other.
    pub fn take(self) {
        #[cfg(target_os = "linux")]
        if let Err(error) = rustix::process::nice(self.niceness()) {
            tracing::debug!(%error, priority = ?self, "work is done at full priority");
        }
    }

    /// What `work` gives, done on a thread of its own at that priority while this one waits; its panic goes on here.
    pub fn wait_for<T: Send>(self, work: impl FnOnce() -> T + Send) -> T {
        let lowered = || {
            self.take();
            work()
        };
        thread::scope(|scope| scope.spawn(lowered).join().unwrap_or_else(|why| panic::resume_unwind(why)))
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn work_gives_way_with_all_it_starts_and_leaves_others_as_they_are() {
        let nice = || rustix::process::nice(0).unwrap();
        let own = nice();
        for priority in [Priority::Soon, Priority::Whenever] {
            let (there, below) = priority.wait_for(|| (nice(), thread::spawn(nice).join().unwrap()));
            assert_eq!((there, below, nice()), ((own + priority.niceness()).min(19), there, own));
        }
    }

    #[test]
    #[should_panic(expected = "on purpose")]
    fn a_panic_goes_on() {
        Priority::Soon.wait_for(|| panic!("on purpose"));
    }
}
