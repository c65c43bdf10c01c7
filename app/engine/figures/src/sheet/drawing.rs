//! A finished drawing: what figures and charts become.

use std::fmt::Write;

use imaging::{Raster, Samples};

use super::markup::Number;
use super::{Piece, raster, render};
use crate::error::FiguresError;
use crate::fonts::Fonts;

/// Pictures are written into an SVG with at most so many pixels an inch: what presses print.
const SVG_PICTURE_DPI: u32 = 600;

/// A finished figure or chart.
#[derive(Clone, Debug)]
pub struct Drawing {
    width_mm: f64,
    height_mm: f64,
    pieces: Vec<Piece>,
    fonts: Fonts,
}

impl Drawing {
    pub(super) fn new(width_mm: f64, height_mm: f64, pieces: Vec<Piece>, fonts: Fonts) -> Self {
        Self {
            width_mm,
            height_mm,
            pieces,
            fonts,
        }
    }

    /// The width in millimetres.
    #[must_use]
    pub fn width_mm(&self) -> f64 {
        self.width_mm
    }

    /// The height in millimetres, as the content needs.
    #[must_use]
    pub fn height_mm(&self) -> f64 {
        self.height_mm
    }

    /// The drawing as SVG: texts as texts, and pictures inside it, each reduced to 600 pixels an
    /// inch where it has more. One unit of its coordinates is a millimetre.
    ///
    /// # Errors
    /// [`FiguresError::Render`] when a picture cannot be written, which no input is known to cause.
    pub fn svg(&self) -> Result<String, FiguresError> {
        self.svg_with_pictures_at(SVG_PICTURE_DPI)
    }

    /// The drawing as PNG, RGB of 8 bits on white, with its resolution written into it. Each side
    /// has as many pixels as its millimetres at `dpi` pixels an inch, rounded.
    ///
    /// # Errors
    /// [`FiguresError::Dpi`] outside 1..=2400, [`FiguresError::ManyPixels`] when it would have more
    /// than 100 million pixels, and [`FiguresError::Render`] when a library refuses it.
    pub fn png(&self, dpi: u32) -> Result<Vec<u8>, FiguresError> {
        let size_px = render::size_px((self.width_mm, self.height_mm), dpi)?;
        // Pictures are brought to the pixels of the PNG beforehand, with a filter that is made for it.
        let svg = self.svg_with_pictures_at(dpi)?;
        render::png(&svg, size_px, dpi, &self.fonts)
    }

    /// The drawing as a picture on white, RGB of 8 bits, to be shown.
    ///
    /// # Errors
    /// As [`Drawing::png`].
    pub fn raster(&self, dpi: u32) -> Result<Raster, FiguresError> {
        let size_px = render::size_px((self.width_mm, self.height_mm), dpi)?;
        let svg = self.svg_with_pictures_at(dpi)?;
        let rgb = render::rgb(&svg, size_px, &self.fonts)?;
        Ok(Raster::new(size_px.0, size_px.1, 3, Samples::U8(rgb)))
    }

    fn svg_with_pictures_at(&self, dpi: u32) -> Result<String, FiguresError> {
        let (width, height) = (Number(self.width_mm), Number(self.height_mm));
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}mm\" height=\"{height}mm\" \
             viewBox=\"0 0 {width} {height}\">\n"
        );
        for (index, piece) in self.pieces.iter().enumerate() {
            match piece {
                Piece::Markup(text) => svg.push_str(text),
                Piece::Picture {
                    raster,
                    place,
                    scaling,
                } => svg.push_str(&raster::element(raster, place, *scaling, dpi)?),
            }
            if index == 0 {
                // The paper comes after the title and the definitions, and below all that is drawn.
                let _ = writeln!(
                    svg,
                    "<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>"
                );
            }
        }
        svg.push_str("</svg>\n");
        Ok(svg)
    }
}
