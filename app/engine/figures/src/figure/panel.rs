//! A picture of a figure, with its caption and its colours.

use std::sync::Arc;

use imaging::{Raster, SampleKind, Samples};
use ndarray::ArrayRef3;
use response::ColourMap;

use crate::error::FiguresError;
use crate::sheet::Scaling;

/// What the colours of a panel mean.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ColourBar {
    /// Which colours.
    pub map: ColourMap,
    /// What the first colour stands for: a number with its unit, or a word.
    pub low: String,
    /// What the last colour stands for.
    pub high: String,
}

/// A picture with what stands below it.
#[derive(Clone, Debug)]
pub struct Panel {
    pub(super) raster: Arc<Raster>,
    pub(super) caption: String,
    pub(super) scaling: Scaling,
    pub(super) bar: Option<ColourBar>,
}

impl Panel {
    /// A panel that shows a raster of 8 bits, scaled smoothly. A raster of more bits is first
    /// brought to 8 by [`Raster::windowed_u8`].
    ///
    /// # Errors
    /// [`FiguresError::NotEightBit`] when its samples are not of 8 bits.
    pub fn new(
        raster: impl Into<Arc<Raster>>,
        caption: impl Into<String>,
    ) -> Result<Self, FiguresError> {
        let (raster, caption) = (raster.into(), caption.into());
        if raster.kind() != SampleKind::U8 {
            return Err(FiguresError::NotEightBit { caption });
        }
        Ok(Self {
            raster,
            caption,
            scaling: Scaling::default(),
            bar: None,
        })
    }

    /// A panel that shows an array of rows, columns, and red, green and blue, scaled smoothly.
    ///
    /// # Errors
    /// [`FiguresError::NotAPicture`] when the array is empty or has not three channels.
    pub fn from_rgb(
        pixels: &ArrayRef3<u8>,
        caption: impl Into<String>,
    ) -> Result<Self, FiguresError> {
        let (rows, columns, channels) = pixels.dim();
        let sides = (u32::try_from(columns), u32::try_from(rows));
        match sides {
            (Ok(width_px @ 1..), Ok(height_px @ 1..)) if channels == 3 => {
                let samples = Samples::U8(pixels.iter().copied().collect());
                Self::new(Raster::new(width_px, height_px, 3, samples), caption)
            }
            _ => Err(FiguresError::NotAPicture {
                caption: caption.into(),
                shape: [rows, columns, channels],
            }),
        }
    }

    /// The same panel, scaled so.
    #[must_use]
    pub fn scaled(mut self, scaling: Scaling) -> Self {
        self.scaling = scaling;
        self
    }

    /// The same panel with a bar of colours below the picture.
    #[must_use]
    pub fn with_bar(mut self, bar: ColourBar) -> Self {
        self.bar = Some(bar);
        self
    }
}
