//! The wand at work: it reads the pixels around the place that was clicked.

use std::sync::Arc;

use imaging::Picture;
use jobs::{Lane, Latest};
use shapes::{Connectivity, Mask, PixelRect, Point, Reach, Wand};
use workbench::{CaseContext, Notification, ShelfState, tr};

use super::Board;

/// How far from the place that was clicked the wand reaches: enough for any defect, and read at
/// once.
const REACH_PX: u32 = 1024;

/// What the wand is doing.
#[derive(Default)]
pub(super) struct WandWork {
    asking: Latest<Result<Picked, String>>,
}

struct Picked {
    picture: u64,
    mask: Mask,
    is_subtracting: bool,
}

impl Board {
    pub(super) fn start_wand(
        &mut self,
        seed: Point,
        is_subtracting: bool,
        context: &CaseContext<'_>,
    ) {
        let ShelfState::Ready(picture) = context.current_picture() else {
            return;
        };
        let picture = Arc::clone(picture);
        let range = picture.range();
        let tolerance = self.wand_tolerance * (range.max - range.min) as f32;
        let title = tr!("marking-job-wand");
        self.wand
            .asking
            .ask(context.jobs, Lane::Interactive, title, move |_| {
                let mask = pick(&picture, seed, tolerance).map_err(|error| error.to_string())?;
                Ok(Picked {
                    picture: picture.id(),
                    mask,
                    is_subtracting,
                })
            });
    }

    /// Takes what the wand has found.
    pub(super) fn take_wand(&mut self, context: &CaseContext<'_>) {
        let found = match self.wand.asking.poll() {
            None | Some(Err(_)) => return,
            Some(Ok(found)) => found,
        };
        let picked = match found {
            Ok(picked) => picked,
            Err(reason) => {
                let title = tr!("marking-wand-failed");
                context.commands.send(Notification::error(title, reason));
                return;
            }
        };
        let is_current = matches!(
            context.current_picture(),
            ShelfState::Ready(picture) if picture.id() == picked.picture
        );
        if !is_current || picked.mask.is_empty() {
            return;
        }
        if picked.is_subtracting {
            self.erase_pixels(picked.mask, context);
        } else {
            self.paint_pixels(picked.mask, context);
        }
    }
}

/// The pixels around a place that are like the one there, in every channel.
fn pick(picture: &Picture, seed: Point, tolerance: f32) -> Result<Mask, imaging::ImagingError> {
    let page = picture.page();
    let [x, y] = [seed.x, seed.y].map(|at| at.max(0.0) as u32);
    let (x, y) = (x.min(page.width_px - 1), y.min(page.height_px - 1));
    let (left, top) = (x.saturating_sub(REACH_PX), y.saturating_sub(REACH_PX));
    let limits = PixelRect {
        left,
        top,
        right: page.width_px.min(x + REACH_PX),
        bottom: page.height_px.min(y + REACH_PX),
    };
    let region = picture.region(0, left, top, limits.right - left, limits.bottom - top)?;
    let wand = Wand {
        tolerance,
        reach: Reach::Contiguous(Connectivity::Eight),
    };
    let value = |x: u32, y: u32| {
        let (x, y) = (x.checked_sub(left)?, y.checked_sub(top)?);
        let values = region.values_at(x, y)?;
        let mut channels = [0.0_f32; 4];
        for (channel, value) in channels.iter_mut().zip(values.iter()) {
            *channel = *value as f32;
        }
        Some(channels)
    };
    Ok(wand.pick([x, y], limits, value))
}
