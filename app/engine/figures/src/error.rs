//! Why a figure was not drawn or not saved.

use std::path::PathBuf;

use thiserror::Error;

use crate::chart::MOST_SERIES;

/// Why a figure was not drawn or not saved. The message says what happened, why, and what to do.
#[derive(Clone, PartialEq, Debug, Error)]
#[non_exhaustive]
pub enum FiguresError {
    /// The bytes handed over are no font.
    #[error(
        "the {which} font cannot be used, because its bytes are no TrueType or OpenType font; hand over a whole font file"
    )]
    Font {
        /// Which of the fonts.
        which: &'static str,
    },
    /// A picture whose samples no figure can show as they are.
    #[error(
        "the picture of the panel `{caption}` cannot be shown, because its samples are not of 8 bits; choose the values that are black and white first"
    )]
    NotEightBit {
        /// The panel's caption.
        caption: String,
    },
    /// An array that is no picture.
    #[error(
        "an array of {} × {} × {} is no picture for the panel `{caption}`; give it at least a row, a column, and red, green and blue",
        shape[0], shape[1], shape[2]
    )]
    NotAPicture {
        /// The panel's caption.
        caption: String,
        /// Rows, columns and channels.
        shape: [usize; 3],
    },
    /// A figure without anything in it.
    #[error("the figure has nothing to show; add a panel or a line of text")]
    EmptyFigure,
    /// More columns than fit, or none.
    #[error(
        "{columns} columns of panels do not fit into a figure {width_mm} mm wide; choose 1 to {most}"
    )]
    Columns {
        /// How many were asked for.
        columns: usize,
        /// The width of the figure in millimetres.
        width_mm: f64,
        /// How many fit.
        most: usize,
    },
    /// A chart without series or curves.
    #[error("the chart has nothing to show; add a series or a curve")]
    EmptyChart,
    /// A series without values.
    #[error("the series `{name}` has no values and cannot be drawn; leave it out")]
    EmptySeries {
        /// The name of the series.
        name: String,
    },
    /// A value that has no place on an axis.
    #[error(
        "`{name}` contains {value}, which has no place on an axis; leave such values out, and say so in the text"
    )]
    NotDrawable {
        /// What has the value.
        name: String,
        /// The value.
        value: f64,
    },
    /// More series than the eye tells apart.
    #[error(
        "{0} series cannot be told apart in one chart; draw at most {MOST_SERIES}, and the rest in another"
    )]
    ManySeries(usize),
    /// A number of bins that makes no histogram.
    #[error("values cannot be sorted into {0} bins; choose 1 to 1000")]
    Bins(usize),
    /// A frame that is too low or too high for a page.
    #[error("a chart cannot be {0} mm high; choose 20 to 250")]
    FrameHeight(f64),
    /// A resolution that no printer has.
    #[error("a figure cannot be drawn at {0} dpi; choose 1 to 2400, for example 300")]
    Dpi(u32),
    /// More pixels than the memory should hold.
    #[error(
        "at {dpi} dpi the figure has {width_px} × {height_px} pixels, more than can be drawn at once; choose a lower resolution, or save it as SVG"
    )]
    ManyPixels {
        /// The resolution asked for.
        dpi: u32,
        /// The width it gives.
        width_px: u32,
        /// The height it gives.
        height_px: u32,
    },
    /// A name that does not say how to save.
    #[error(
        "the name does not say how to save the figure; let it end in `.svg` or `.png`. File: {}", path.display()
    )]
    UnknownExtension {
        /// The path that was given.
        path: PathBuf,
    },
    /// A library refused what it was given.
    #[error("the figure could not be drawn ({reason}); save it as SVG, and report this")]
    Render {
        /// What the library said.
        reason: String,
    },
    /// The file could not be written.
    #[error(
        "the figure could not be saved ({reason}); choose another folder, or free some space. File: {}", path.display()
    )]
    Write {
        /// What the operating system said.
        reason: String,
        /// The file.
        path: PathBuf,
    },
}
