//! Building on several cores: a publication has to be seen within two seconds, and a directory of the whole country takes
//! one core a third of one.

use std::thread;

/// The most threads at work for one snapshot: readers need the other cores.
const MOST: usize = 4;
/// With fewer things than this, starting a thread would take longer than it saves.
const FEW: usize = 2_048;

/// What `work` makes of the items, in their order; it is given as many runs of them as there are cores.
pub(super) fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&[T]) -> Vec<R> + Sync) -> Vec<R> {
    let runs = items.chunks(items.len().div_ceil(cores_for(items.len())).max(1));
    let work = &work;
    thread::scope(|scope| {
        let others: Vec<_> = runs.clone().skip(1).map(|run| scope.spawn(move || work(run))).collect();
        let mut made = work(runs.clone().next().unwrap_or_default());
        for other in others {
            made.extend(joined(other));
        }
        made
    })
}

/// What `first` and `second` make of so many items: side by side when it pays and there is a core for each.
pub(super) fn both<A: Send, B>(items: usize, first: impl FnOnce() -> A + Send, second: impl FnOnce() -> B) -> (A, B) {
    if cores_for(items) < 2 {
        return (first(), second());
    }
    thread::scope(|scope| {
        let first = scope.spawn(first);
        let second = second();
        (joined(first), second)
    })
}

/// How many threads so many items are worth.
fn cores_for(items: usize) -> usize {
    if items < FEW { 1 } else { thread::available_parallelism().map_or(1, usize::from).min(MOST) }
}

/// What a thread made; its panic goes on in ours.
fn joined<R>(thread: thread::ScopedJoinHandle<'_, R>) -> R {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_kept_however_many_there_are() {
        for count in [0, 1, FEW - 1, FEW, 3 * FEW + 1] {
            let items: Vec<usize> = (0..count).collect();
            assert_eq!(
                map(&items, |run| run.iter().map(|item| item * 2).collect()),
                (0..count).map(|i| i * 2).collect::<Vec<_>>()
            );
        }
        for items in [0, FEW] {
            assert_eq!(both(items, || 1, || "two"), (1, "two"));
        }
    }
}
