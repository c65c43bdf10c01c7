//! What is costly to load, kept at hand: one asker loads it, the others wait, and each can give up.

use std::sync::Arc;
use std::time::Duration;

use jobs::Work;
use parking_lot::Mutex;

use crate::error::ExplainError;

/// How often someone who waits looks whether it was cancelled.
const WAIT_STEP: Duration = Duration::from_millis(10);

/// A place for one value, locked while it is loaded.
type Slot<V> = Arc<Mutex<Option<Arc<V>>>>;

/// Values by what they were loaded for. Different ones may be loaded at the same time.
pub(crate) struct Kept<K, V> {
    /// The one used last first. This lock is never held while something is loaded.
    slots: Mutex<Vec<(K, Slot<V>)>>,
    most: usize,
}

impl<K: Clone + PartialEq, V> Kept<K, V> {
    /// Keeps so many values.
    pub(crate) fn new(most: usize) -> Self {
        Self {
            slots: Mutex::default(),
            most,
        }
    }

    /// The value for a key, loaded where it is not at hand. Where someone else loads it just now,
    /// this waits, and loads it itself if the other one fails.
    ///
    /// # Errors
    /// Those of `load`, and [`ExplainError::Cancelled`] as soon as the work is cancelled.
    pub(crate) fn get(
        &self,
        key: K,
        work: &Work,
        load: impl FnOnce(K) -> Result<V, ExplainError>,
    ) -> Result<Arc<V>, ExplainError> {
        let slot = self.slot(&key);
        let value = fill(&slot, work, || load(key));
        drop(slot);
        let mut slots = self.slots.lock();
        match value {
            Ok(_) => slots.truncate(self.most),
            // A slot that nobody else holds cannot be locked, and one that somebody waits for stays.
            Err(_) => {
                slots.retain(|(_, slot)| Arc::strong_count(slot) > 1 || slot.lock().is_some());
            }
        }
        value
    }

    /// The value used last, of those that are loaded.
    pub(crate) fn last(&self) -> Option<Arc<V>> {
        let slots = self.slots.lock();
        slots.iter().find_map(|(_, slot)| slot.try_lock()?.clone())
    }

    /// The slot for a key, as the one used last.
    fn slot(&self, key: &K) -> Slot<V> {
        let mut slots = self.slots.lock();
        let entry = match slots.iter().position(|(known, _)| known == key) {
            Some(index) => slots.remove(index),
            None => (key.clone(), Slot::default()),
        };
        let slot = Arc::clone(&entry.1);
        slots.insert(0, entry);
        slot
    }
}

/// What a slot holds, or is loaded into it.
fn fill<V>(
    slot: &Mutex<Option<Arc<V>>>,
    work: &Work,
    load: impl FnOnce() -> Result<V, ExplainError>,
) -> Result<Arc<V>, ExplainError> {
    let mut held = loop {
        work.check()?;
        if let Some(held) = slot.try_lock_for(WAIT_STEP) {
            break held;
        }
    };
    if let Some(value) = &*held {
        return Ok(Arc::clone(value));
    }
    Ok(Arc::clone(held.insert(Arc::new(load()?))))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::mpsc::{Receiver, Sender, channel};
    use std::thread::{Builder, JoinHandle};

    use super::*;

    type Numbers = Arc<Kept<&'static str, u32>>;
    type Found = Result<Arc<u32>, ExplainError>;

    type Load = Box<dyn FnOnce(&str) -> Result<u32, ExplainError> + Send>;

    fn none(_: &str) -> Result<u32, ExplainError> {
        panic!("the value is at hand")
    }

    /// Asks on a thread of its own.
    fn ask(
        kept: &Numbers,
        key: &'static str,
        work: &Work,
        load: impl FnOnce(&str) -> Result<u32, ExplainError> + Send + 'static,
    ) -> JoinHandle<Found> {
        let (kept, work) = (Arc::clone(kept), work.clone());
        let ask = move || kept.get(key, &work, load);
        Builder::new().name("asker".to_owned()).spawn(ask).unwrap()
    }

    /// A load that says that it has begun, and ends with what it is told.
    fn held_load() -> (Load, Receiver<()>, Sender<Result<u32, ExplainError>>) {
        let ((begun, is_begun), (answer, answers)) = (channel(), channel());
        let load = move |_: &str| {
            begun.send(()).unwrap();
            answers.recv().unwrap()
        };
        (Box::new(load), is_begun, answer)
    }

    #[test]
    fn who_waits_for_a_load_can_be_cancelled_and_others_go_on() {
        let kept: Numbers = Arc::new(Kept::new(3));
        let (load, is_begun, answer) = held_load();
        let loader = ask(&kept, "slow", &Work::detached(), load);
        is_begun.recv().unwrap();
        let work = Work::detached();
        let waiter = ask(&kept, "slow", &work, none);
        let other = kept.get("other", &Work::detached(), |_| Ok(2)).unwrap();
        assert_eq!((*other, *kept.last().unwrap()), (2, 2));
        assert!(!waiter.is_finished());
        work.cancel();
        // The load is still under way, so that only a waiter that gives up gets here.
        assert!(matches!(
            waiter.join().unwrap(),
            Err(ExplainError::Cancelled)
        ));
        assert!(!loader.is_finished());
        answer.send(Ok(1)).unwrap();
        assert_eq!(*loader.join().unwrap().unwrap(), 1);
        assert_eq!(*kept.get("slow", &Work::detached(), none).unwrap(), 1);
    }

    #[test]
    fn who_waits_loads_it_where_the_first_fails() {
        let kept: Numbers = Arc::new(Kept::new(3));
        let (load, is_begun, answer) = held_load();
        let first = ask(&kept, "value", &Work::detached(), load);
        is_begun.recv().unwrap();
        let second = ask(&kept, "value", &Work::detached(), |_| Ok(7));
        answer.send(Err(ExplainError::NoLayer)).unwrap();
        assert!(matches!(first.join().unwrap(), Err(ExplainError::NoLayer)));
        assert_eq!(*second.join().unwrap().unwrap(), 7);
        assert_eq!(*kept.get("value", &Work::detached(), none).unwrap(), 7);
    }

    #[test]
    fn the_ones_used_last_are_kept_and_failures_are_not() {
        let kept = Kept::new(2);
        let get = |key: &'static str| {
            let mut was_loaded = false;
            let load = |_| {
                was_loaded = true;
                Ok(0)
            };
            kept.get(key, &Work::detached(), load).unwrap();
            was_loaded
        };
        assert_eq!([get("a"), get("b"), get("a")], [true, true, false]);
        let failed = kept.get("bad", &Work::detached(), |_| Err(ExplainError::NoLayer));
        assert!(failed.is_err());
        assert_eq!(
            [get("a"), get("b")],
            [false, false],
            "a failure drops nothing"
        );
        assert_eq!([get("c"), get("b"), get("a")], [true, false, true]);
    }
}
