//! Tiles on their way: asked for as jobs, converted there, kept until they are uploaded.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use gpu::{TexelError, Texels};
use imaging::{ImagingError, Picture, TileKey};
use jobs::{Cancelled, Jobs, Lane, Pending, Stopped, Work};

use crate::graphics::TileId;
use crate::texels::texels;

/// Jobs of one canvas that wait or run at the same time. A few keep the decoders busy; more would
/// only be in the way when the view moves on.
const MOST_IN_FLIGHT: usize = 16;

/// When a refused job is tried again.
const RETRY_AFTER: Duration = Duration::from_millis(200);

/// A tile that is not on the device.
#[derive(Clone)]
pub(crate) struct MissingTile {
    pub picture: Arc<Picture>,
    pub key: TileKey,
}

impl MissingTile {
    pub(crate) fn id(&self) -> TileId {
        TileId {
            picture: self.picture.id(),
            key: self.key,
        }
    }
}

#[derive(Debug, thiserror::Error)]
enum TileFault {
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    #[error(transparent)]
    Decode(#[from] ImagingError),
    #[error(transparent)]
    Convert(#[from] TexelError),
}

/// The tiles that one canvas waits for.
#[derive(Default)]
pub(crate) struct TileStream {
    pending: HashMap<TileId, Pending<Result<Texels, TileFault>>>,
    staged: HashMap<TileId, Texels>,
    /// Tiles that cannot be had; asking again would only repeat the fault.
    failed: HashSet<TileId>,
    problem: Option<String>,
}

impl TileStream {
    /// Takes the results that have come since the last frame.
    pub(crate) fn poll(&mut self, context: &egui::Context) {
        let mut finished = Vec::new();
        self.pending.retain(|id, pending| match pending.poll() {
            Some(result) => {
                finished.push((*id, result));
                false
            }
            None => true,
        });
        for (id, result) in finished {
            match result {
                Ok(Ok(texels)) => {
                    self.staged.insert(id, texels);
                }
                Ok(Err(TileFault::Cancelled(_))) | Err(Stopped::Cancelled) => {}
                Ok(Err(fault)) => self.fail(id, fault.to_string()),
                Err(Stopped::Refused) => context.request_repaint_after(RETRY_AFTER),
                Err(stopped @ Stopped::Panicked(_)) => self.fail(id, stopped.to_string()),
            }
        }
    }

    fn fail(&mut self, id: TileId, problem: String) {
        tracing::warn!(?id, problem, "a tile cannot be shown");
        self.failed.insert(id);
        self.problem = Some(problem);
    }

    /// Texels that wait for upload.
    pub(crate) fn staged(&self, id: &TileId) -> Option<&Texels> {
        self.staged.get(id)
    }

    /// Forgets texels once they are uploaded.
    pub(crate) fn uploaded(&mut self, id: &TileId) {
        self.staged.remove(id);
    }

    /// Whether a tile was tried and cannot be had.
    pub(crate) fn has_failed(&self, id: &TileId) -> bool {
        self.failed.contains(id)
    }

    /// Why the last tile that failed did.
    pub(crate) fn problem(&self) -> Option<&str> {
        self.problem.as_deref()
    }

    /// Forgets the faults, when another picture is shown.
    pub(crate) fn forget_faults(&mut self) {
        self.failed.clear();
        self.problem = None;
    }

    /// Whether nothing is being waited for.
    pub(crate) fn is_idle(&self) -> bool {
        self.pending.is_empty() && self.staged.is_empty()
    }

    /// Asks for what is missing, the first first, and gives up everything else.
    pub(crate) fn want(
        &mut self,
        jobs: &Jobs,
        title: &str,
        missing: &[MissingTile],
        has_16_bit: bool,
    ) {
        let wanted: HashSet<TileId> = missing.iter().map(MissingTile::id).collect();
        self.pending.retain(|id, _| wanted.contains(id));
        self.staged.retain(|id, _| wanted.contains(id));
        for tile in missing {
            if self.pending.len() >= MOST_IN_FLIGHT {
                return;
            }
            let id = tile.id();
            let is_known = self.pending.contains_key(&id)
                || self.staged.contains_key(&id)
                || self.failed.contains(&id);
            if is_known {
                continue;
            }
            let MissingTile { picture, key } = tile.clone();
            let pending = jobs.start(Lane::Decode, title, move |work| {
                converted(&picture, key, has_16_bit, work)
            });
            self.pending.insert(id, pending);
        }
    }
}

fn converted(
    picture: &Picture,
    key: TileKey,
    has_16_bit: bool,
    work: &Work,
) -> Result<Texels, TileFault> {
    work.check()?;
    let tile = picture.tile(key)?;
    work.check()?;
    Ok(texels(&tile, has_16_bit)?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use imaging::{Raster, SampleKind};
    use std::time::Instant;

    fn picture() -> Arc<Picture> {
        Arc::new(Picture::from_raster(Raster::zeroed(
            512 * 20,
            512,
            1,
            SampleKind::U8,
        )))
    }

    fn tiles(picture: &Arc<Picture>, columns: std::ops::Range<u32>) -> Vec<MissingTile> {
        columns
            .map(|x| MissingTile {
                picture: Arc::clone(picture),
                key: TileKey { level: 0, x, y: 0 },
            })
            .collect()
    }

    /// Polls until nothing is on its way.
    fn settle(stream: &mut TileStream) {
        let until = Instant::now() + Duration::from_secs(10);
        while !stream.pending.is_empty() {
            assert!(Instant::now() < until, "tiles never came");
            stream.poll(&egui::Context::default());
            std::thread::yield_now();
        }
    }

    #[test]
    fn few_are_asked_for_at_a_time_and_the_first_first() {
        let jobs = Jobs::new(|| {});
        let mut stream = TileStream::default();
        let tiles = tiles(&picture(), 0..20);
        stream.want(&jobs, "tile", &tiles, true);
        assert_eq!(stream.pending.len(), MOST_IN_FLIGHT);
        assert!(stream.pending.contains_key(&tiles[0].id()));
        settle(&mut stream);
        assert!(stream.staged(&tiles[0].id()).is_some());
        assert!(stream.staged(&tiles[19].id()).is_none());
    }

    #[test]
    fn what_is_no_longer_wanted_is_given_up() {
        let jobs = Jobs::new(|| {});
        let mut stream = TileStream::default();
        let picture = picture();
        stream.want(&jobs, "tile", &tiles(&picture, 0..3), true);
        settle(&mut stream);
        stream.want(&jobs, "tile", &tiles(&picture, 2..5), true);
        assert_eq!((stream.pending.len(), stream.staged.len()), (2, 1));
        stream.want(&jobs, "tile", &[], true);
        assert!(stream.is_idle());
    }

    #[test]
    fn a_tile_that_fails_is_not_asked_for_again() {
        let jobs = Jobs::new(|| {});
        let mut stream = TileStream::default();
        let outside = tiles(&picture(), 40..41);
        stream.want(&jobs, "tile", &outside, true);
        settle(&mut stream);
        assert!(stream.has_failed(&outside[0].id()));
        assert!(stream.problem().is_some());
        stream.want(&jobs, "tile", &outside, true);
        assert!(stream.is_idle());
        stream.forget_faults();
        assert!(stream.problem().is_none());
    }
}
