//! The value under the cursor: decodes the full picture's tile when it is not at hand.

use std::sync::Arc;

use imaging::{Picture, PixelValues, TILE_SIDE_PX, TileKey};
use jobs::{Jobs, Lane, Pending};

/// Looks up values, at most one tile at a time.
#[derive(Default)]
pub(crate) struct Probe {
    asked: Option<Asked>,
}

struct Asked {
    picture: u64,
    key: TileKey,
    /// `None` once the tile was read, or could not be.
    pending: Option<Pending<()>>,
}

impl Probe {
    /// The values of a pixel in source units. Where they have to be decoded first there are none
    /// yet, and the window is woken when there are.
    pub(crate) fn values_at(
        &mut self,
        picture: &Arc<Picture>,
        [x_px, y_px]: [u32; 2],
        jobs: &Jobs,
        title: &str,
    ) -> Option<PixelValues> {
        if let Some(values) = picture.values_at(x_px, y_px) {
            self.asked = None;
            return Some(values);
        }
        let key = TileKey {
            level: 0,
            x: x_px / TILE_SIDE_PX,
            y: y_px / TILE_SIDE_PX,
        };
        match &mut self.asked {
            Some(asked) if (asked.picture, asked.key) == (picture.id(), key) => {
                if let Some(pending) = &mut asked.pending
                    && pending.poll().is_some()
                {
                    asked.pending = None;
                }
            }
            _ => {
                let reader = Arc::clone(picture);
                let pending = jobs.start(Lane::Decode, title, move |_| {
                    // A fault shows where the tile itself is drawn.
                    let _ = reader.tile(key);
                });
                self.asked = Some(Asked {
                    picture: picture.id(),
                    key,
                    pending: Some(pending),
                });
            }
        }
        None
    }
}
