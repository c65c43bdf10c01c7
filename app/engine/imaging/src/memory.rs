//! The pyramid of a picture that fits into memory: the coarser levels are made when they are
//! first asked for, and kept.

use std::sync::{Arc, OnceLock};

use crate::error::Fault;
use crate::halve::halve;
use crate::raster::Raster;

/// A pyramid in memory, as displayed.
pub(crate) struct MemoryPyramid {
    full: Arc<Raster>,
    /// Levels 1 and up.
    coarser: Vec<OnceLock<Raster>>,
}

impl MemoryPyramid {
    /// A pyramid of `levels` levels, the full picture being the first.
    pub(crate) fn new(full: Raster, levels: usize) -> Self {
        Self {
            full: Arc::new(full),
            coarser: (1..levels).map(|_| OnceLock::new()).collect(),
        }
    }

    /// The full picture.
    pub(crate) fn full(&self) -> &Arc<Raster> {
        &self.full
    }

    /// A whole level.
    pub(crate) fn level(&self, level: usize) -> &Raster {
        match level.checked_sub(1) {
            None => &self.full,
            Some(finer) => self.coarser[finer].get_or_init(|| halve(self.level(finer))),
        }
    }

    /// A rectangle `[x, y, width, height]` of a level.
    pub(crate) fn region(&self, level: usize, rect: [u32; 4]) -> Result<Raster, Fault> {
        let [x, y, width, height] = rect;
        self.level(level).crop(x, y, width, height)
    }
}
