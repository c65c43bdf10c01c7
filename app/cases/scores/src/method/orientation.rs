//! Whether a page stands on its head.
//!
//! Lines, heads and stems look the same on a page that is turned by half a turn; clefs do not. Where
//! hardly a staff begins with one, it is looked whether that is so on the turned page.

use detection::Detector;
use imaging::{Picture, Raster, Samples};
use jobs::Work;
use staves::Layout;
use transcription::staves_begun_by_clefs;

use super::ScoreError;
use super::looking::{find_staves, seen};
use super::page::symbols_of;
use crate::subject::Look;

/// Whether staves begin with clefs only when the page is turned by half a turn.
///
/// # Errors
/// When the turned page cannot be looked at, or the work is cancelled.
pub(super) fn is_upside_down(
    detector: &Detector,
    picture: &Picture,
    (layout, look): (&Layout, &Look),
    work: &Work,
) -> Result<bool, ScoreError> {
    if begin_with_clefs(layout, look) || look.symbols.is_empty() {
        return Ok(false);
    }
    let raster = picture.whole(work)?;
    let (width, height) = (raster.width_px, raster.height_px);
    let mut levels = raster.grey_levels();
    drop(raster);
    levels.reverse();
    let turned = Picture::from_raster(Raster::new(width, height, 1, Samples::U8(levels)));
    let layout = find_staves(&turned, work)?;
    let detections = detector.detect(&turned, layout.interline_px(), work)?;
    Ok(begin_with_clefs(&layout, &seen(&detections)))
}

/// Whether at least every other staff begins with a clef.
fn begin_with_clefs(layout: &Layout, look: &Look) -> bool {
    2 * staves_begun_by_clefs(layout, &symbols_of(look, 0)) >= layout.staves.len()
}
