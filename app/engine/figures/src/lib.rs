//! Figures fit for a paper: sheets of pictures with captions, and charts, as SVG and PNG.
//!
//! A [`Figure`] is a grid of [`Panel`]s under a title, with lines of text and a footer below; a
//! [`Chart`] shows histograms or curves. Both are as wide as one column of a paper or two
//! ([`Width`]), and are laid out in millimetres by the widths of the letters in [`Fonts`], which the
//! caller hands over. Drawing one gives a [`Drawing`], which becomes the bytes of a file, or a file.
//! The same input gives the same bytes. Every word in a figure is the caller's, so that it can be in
//! any language.

mod chart;
mod error;
mod figure;
mod fonts;
mod sheet;
mod width;

pub use chart::{Axis, Chart, Content, Curve, Series, Threshold, area_under};
pub use error::FiguresError;
pub use figure::{ColourBar, Figure, Panel, TextLine};
pub use fonts::Fonts;
pub use sheet::{Drawing, Format, PRINT_DPI, Scaling};
pub use width::Width;
