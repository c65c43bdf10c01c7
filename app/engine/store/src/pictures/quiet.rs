//! Work within work: hears the cancellation of the whole, and reports no progress of its own.

use jobs::{CancelHook, Work};

/// A handle for a part of some work, so that the progress of the part does not overwrite that of
/// the whole.
pub(crate) struct Quiet {
    /// What the part is given.
    pub(crate) work: Work,
    _hook: CancelHook,
}

impl Quiet {
    pub(crate) fn within(whole: &Work) -> Quiet {
        let work = Work::detached();
        let part = work.clone();
        Quiet {
            work,
            _hook: whole.on_cancel(move || part.cancel()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_cancelled_with_the_whole_and_keeps_its_progress_to_itself() {
        let whole = Work::detached();
        let part = Quiet::within(&whole);
        part.work.progress(5, 9, "part");
        assert_eq!(whole.last_progress().done, 0);
        whole.cancel();
        assert!(part.work.is_cancelled());
        assert!(Quiet::within(&whole).work.is_cancelled());
    }
}
