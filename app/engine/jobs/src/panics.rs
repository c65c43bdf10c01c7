//! Catching the panics of jobs with the place where they happened.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

/// A job that panicked: a fault of the program, to be shown and reported, not an exit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct JobPanic {
    /// The title of the job.
    pub title: String,
    /// What the panic said.
    pub message: String,
    /// Source file and line, where known.
    pub place: Option<String>,
}

thread_local! {
    static LAST_PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Adds to the process's panic hook one that remembers the place. The hook before it still runs.
pub(crate) fn remember_places() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            LAST_PLACE.set(info.location().map(ToString::to_string));
            before(info);
        }));
    });
}

/// Runs `work`; a panic comes back as its message and place.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, (String, Option<String>)> {
    catch_unwind(AssertUnwindSafe(work))
        .map_err(|payload| (message(payload.as_ref()), LAST_PLACE.take()))
}

fn message(payload: &(dyn Any + Send)) -> String {
    payload
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "a panic without a message".to_owned())
}
