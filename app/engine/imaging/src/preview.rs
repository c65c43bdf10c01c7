//! What a large picture looks like while it is still being opened.

use std::sync::Arc;
use std::time::{Duration, Instant};

use parking_lot::Mutex;

use crate::error::Fault;
use crate::info::PageInfo;
use crate::picture::Picture;
use crate::raster::{Raster, Samples};
use crate::shrink::{self, ShrinkSink};
use crate::sink::BandSink;

/// The longest side of a preview is between two and four times this.
const SIDE_PX: u32 = 512;
/// How often a preview is renewed.
const INTERVAL: Duration = Duration::from_millis(150);

/// A small copy of a large picture that grows from the top while the picture is being opened. Rows
/// that are not there yet are black. Clones share the copy.
#[derive(Clone, Default)]
pub struct Preview(Arc<Mutex<Option<Arc<Picture>>>>);

impl Preview {
    /// The newest copy. There is none before the first rows, and none at all of a picture that is
    /// small enough to be kept in memory, because that is opened sooner than anybody looks.
    #[must_use]
    pub fn latest(&self) -> Option<Arc<Picture>> {
        self.0.lock().clone()
    }
}

/// Passes rows on, and renews a preview of them.
pub(crate) struct PreviewSink<'a> {
    sink: &'a mut dyn BandSink,
    preview: &'a Preview,
    info: &'a PageInfo,
    shrunk: ShrinkSink,
    due: Instant,
}

impl<'a> PreviewSink<'a> {
    /// A sink before `sink`.
    pub(crate) fn new(
        info: &'a PageInfo,
        preview: &'a Preview,
        sink: &'a mut dyn BandSink,
    ) -> Self {
        Self {
            sink,
            preview,
            info,
            shrunk: ShrinkSink::new(info, SIDE_PX),
            due: Instant::now(),
        }
    }

    fn renew(&self) -> Option<()> {
        let means = self.shrunk.so_far()?;
        let displayed = shrink::displayed_u8(means, self.info.sample_kind);
        let whole = self.info.orientation.apply(self.padded(displayed));
        let picture = Picture::from_raster(whole);
        // With its tiles at hand it is drawn at once: it would be old before a job had made them.
        picture.prepare_overview().ok()?;
        *self.preview.0.lock() = Some(Arc::new(picture));
        Some(())
    }

    /// An 8-bit raster of the final size, black where no rows are yet.
    fn padded(&self, raster: Raster) -> Raster {
        let (width_px, height_px) = self.shrunk.size();
        let channels = raster.channels;
        let Samples::U8(mut samples) = raster.samples else {
            unreachable!("a displayed raster has 8 bits");
        };
        let len = width_px as usize * height_px as usize * usize::from(channels);
        samples.resize(len, 0);
        Raster::new(width_px, height_px, channels, Samples::U8(samples))
    }
}

impl BandSink for PreviewSink<'_> {
    fn band(&mut self, band: Raster) -> Result<(), Fault> {
        self.shrunk.add(&band);
        let now = Instant::now();
        if now >= self.due && self.renew().is_some() {
            self.due = now + INTERVAL;
        }
        self.sink.band(band)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::orientation::Orientation;
    use crate::raster::SampleKind;

    struct Nowhere;

    impl BandSink for Nowhere {
        fn band(&mut self, _band: Raster) -> Result<(), Fault> {
            Ok(())
        }
    }

    #[test]
    fn a_preview_has_the_final_shape_and_grows_from_the_top() {
        let info = PageInfo::new(1, (4096, 2048), Orientation::Normal, (1, SampleKind::U8, 8));
        let preview = Preview::default();
        let mut nowhere = Nowhere;
        let mut sink = PreviewSink::new(&info, &preview, &mut nowhere);
        assert!(preview.latest().is_none());
        let band = Raster::new(4096, 512, 1, Samples::U8(vec![200; 4096 * 512]));
        sink.band(band).unwrap();
        let picture = preview.latest().unwrap();
        let raster = picture.raster().unwrap();
        assert_eq!((raster.width_px, raster.height_px), (1024, 512));
        let coarsest = crate::TileKey {
            level: picture.levels().len() as u32 - 1,
            x: 0,
            y: 0,
        };
        assert!(picture.cached_tile(coarsest).is_some());
        let value = |row: usize| raster.samples.get(row * 1024 + 5);
        assert_eq!((value(0), value(127), value(128)), (200.0, 200.0, 0.0));
    }
}
