//! Whole series of shots.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::balloon::Balloon;
use crate::error::BalloonsError;
use crate::render::{Shot, Studio};
use crate::size::PictureSize;

/// Up to this many pixels a picture is worked on beside others. Larger ones are taken one after the
/// other, each by all threads, so that their layers do not fill the memory.
const LARGEST_AT_ONCE_PX: usize = 1 << 23;

/// Hears how many shots of how many are done, and says whether to go on. It is called from several
/// threads.
pub type OnProgress<'a> = &'a (dyn Fn(usize, usize) -> bool + Sync);

/// One shot of a balloon, counted from 0. For several shots, a [`Studio`] is faster.
///
/// # Errors
/// As [`Studio::new`] and [`Studio::shot`].
pub fn render_shot(balloon: &Balloon, shot: u32, size: PictureSize) -> Result<Shot, BalloonsError> {
    Studio::new(balloon, size)?.shot(shot)
}

/// All shots of a balloon in turn.
///
/// # Errors
/// As [`Studio::new`] and [`Studio::shot`], and [`BalloonsError::Cancelled`] when `on_progress`
/// said not to go on.
pub fn render_series(
    balloon: &Balloon,
    size: PictureSize,
    on_progress: OnProgress<'_>,
) -> Result<Vec<Shot>, BalloonsError> {
    let studio = Studio::new(balloon, size)?;
    for_each_shot(&studio, on_progress, Ok)
}

/// Takes every shot, does something with it, and gives back what that made, in the order of the
/// shots.
pub(crate) fn for_each_shot<T: Send>(
    studio: &Studio,
    on_progress: OnProgress<'_>,
    then: impl Fn(Shot) -> Result<T, BalloonsError> + Sync,
) -> Result<Vec<T>, BalloonsError> {
    let shots = studio.balloon().shots;
    let total = shots as usize;
    let done = AtomicUsize::new(0);
    if !on_progress(0, total) {
        return Err(BalloonsError::Cancelled);
    }
    let take = |number: u32| {
        let made = then(studio.shot(number)?)?;
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        if on_progress(done, total) || done == total {
            Ok(made)
        } else {
            Err(BalloonsError::Cancelled)
        }
    };
    if studio.size().pixels() <= LARGEST_AT_ONCE_PX {
        (0..shots).into_par_iter().map(take).collect()
    } else {
        (0..shots).map(take).collect()
    }
}
