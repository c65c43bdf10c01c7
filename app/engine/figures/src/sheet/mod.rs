//! A sheet that shapes, texts and pictures are put on, with millimetres from its top left corner.

mod drawing;
mod markup;
mod raster;
mod render;
mod save;

use std::fmt::Write;
use std::sync::Arc;

use imaging::Raster;
use response::ColourMap;

use crate::fonts::Fonts;

pub use drawing::Drawing;
pub(crate) use markup::escaped;
use markup::{Number, hex};
pub use raster::Scaling;
pub use save::{Format, PRINT_DPI};

/// Space around everything on a sheet, in millimetres: text editors cut figures closely.
pub(crate) const MARGIN_MM: f64 = 1.5;
/// From one line of text to the next, in sizes of the font.
pub(crate) const LINE_HEIGHT: f64 = 1.3;
/// How far the highest letters reach above the line they stand on, in sizes of the font.
pub(crate) const ASCENT: f64 = 0.95;
/// The black of texts and axes.
pub(crate) const INK: &str = "#1a1a1a";
/// The grey of what stands back. Its contrast on white is above 4.5.
pub(crate) const FAINT_INK: &str = "#5f5f5f";

/// A millimetre in points, the unit of font sizes.
const PT_PER_MM: f64 = 72.0 / 25.4;

/// How a text looks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TextStyle {
    /// The size of the font in millimetres.
    pub size_mm: f64,
    /// Whether it is heavier than usual.
    pub is_strong: bool,
    /// Its colour.
    pub colour: &'static str,
}

impl TextStyle {
    /// Usual text of this size in points.
    pub fn points(size_pt: f64) -> Self {
        Self {
            size_mm: size_pt / PT_PER_MM,
            is_strong: false,
            colour: INK,
        }
    }

    /// The same, heavier.
    pub fn strong(self) -> Self {
        Self {
            is_strong: true,
            ..self
        }
    }

    /// The same, standing back.
    pub fn faint(self) -> Self {
        Self {
            colour: FAINT_INK,
            ..self
        }
    }

    /// The height of one of several lines in millimetres.
    pub fn line_mm(&self) -> f64 {
        self.size_mm * LINE_HEIGHT
    }
}

/// Which part of a text stands at its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// A rectangle in millimetres.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Rect {
    pub x_mm: f64,
    pub y_mm: f64,
    pub width_mm: f64,
    pub height_mm: f64,
}

impl Rect {
    /// The x of the right side.
    pub fn right_mm(&self) -> f64 {
        self.x_mm + self.width_mm
    }

    /// The y of the lower side.
    pub fn bottom_mm(&self) -> f64 {
        self.y_mm + self.height_mm
    }
}

/// How a line looks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stroke {
    /// Its colour.
    pub colour: &'static str,
    /// Its width in millimetres.
    pub width_mm: f64,
    /// Lengths of dashes and gaps in millimetres, in turn; empty for a line without gaps.
    pub dashes_mm: &'static [f64],
}

impl Stroke {
    /// A line without gaps.
    pub fn solid(colour: &'static str, width_mm: f64) -> Self {
        Self {
            colour,
            width_mm,
            dashes_mm: &[],
        }
    }

    fn attributes(&self) -> String {
        let width = Number(self.width_mm);
        let mut text = format!("stroke=\"{}\" stroke-width=\"{width}\"", self.colour);
        if !self.dashes_mm.is_empty() {
            let dashes: Vec<String> = self
                .dashes_mm
                .iter()
                .map(|&it| Number(it).to_string())
                .collect();
            let _ = write!(text, " stroke-dasharray=\"{}\"", dashes.join(" "));
        }
        text
    }
}

/// A part of a sheet. Pictures are kept apart from the text around them, because how finely they
/// are written depends on what the sheet is drawn for.
#[derive(Clone, Debug)]
enum Piece {
    Markup(String),
    Picture {
        raster: Arc<Raster>,
        place: Rect,
        scaling: Scaling,
    },
}

/// A sheet that is being filled.
#[derive(Debug)]
pub(crate) struct Sheet<'a> {
    fonts: &'a Fonts,
    width_mm: f64,
    pieces: Vec<Piece>,
    gradients: Vec<ColourMap>,
}

impl<'a> Sheet<'a> {
    /// An empty sheet of this width. How high it is shows when it is finished.
    pub fn new(width_mm: f64, fonts: &'a Fonts) -> Self {
        Self {
            fonts,
            width_mm,
            pieces: Vec::new(),
            gradients: Vec::new(),
        }
    }

    /// The fonts of the texts on it.
    pub fn fonts(&self) -> &'a Fonts {
        self.fonts
    }

    /// The width inside the margins.
    pub fn inner_width_mm(&self) -> f64 {
        self.width_mm - 2.0 * MARGIN_MM
    }

    fn add(&mut self, markup: &str) {
        if let Some(Piece::Markup(text)) = self.pieces.last_mut() {
            text.push_str(markup);
            text.push('\n');
        } else {
            self.pieces.push(Piece::Markup(format!("{markup}\n")));
        }
    }

    /// A line of text that stands on `y_mm`.
    pub fn text(&mut self, x_mm: f64, y_mm: f64, text: &str, style: &TextStyle, anchor: Anchor) {
        let place = format!("x=\"{}\" y=\"{}\"", Number(x_mm), Number(y_mm));
        self.add_text(&place, text, style, anchor);
    }

    /// A line of text about this place that is read from below.
    pub fn rising_text(&mut self, x_mm: f64, y_mm: f64, text: &str, style: &TextStyle) {
        let (x, y) = (Number(x_mm), Number(y_mm));
        let place = format!("transform=\"translate({x} {y}) rotate(-90)\"");
        self.add_text(&place, text, style, Anchor::Middle);
    }

    fn add_text(&mut self, place: &str, text: &str, style: &TextStyle, anchor: Anchor) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        self.add(&format!(
            "<text {place} font-size=\"{}\" {}{anchor} fill=\"{}\">{}</text>",
            Number(style.size_mm),
            self.fonts.attributes(style),
            style.colour,
            escaped(&self.fonts.drawable(text)),
        ));
    }

    /// Lines of text below `top_mm`, broken where they are wider than `width_mm`; `x_mm` is where
    /// the anchor stands. Gives back where they end.
    pub fn paragraph(
        &mut self,
        (x_mm, top_mm): (f64, f64),
        width_mm: f64,
        text: &str,
        style: &TextStyle,
        anchor: Anchor,
    ) -> f64 {
        let lines = self.fonts.wrapped(text, style, width_mm);
        for (index, line) in lines.iter().enumerate() {
            let y_mm = top_mm + style.size_mm * ASCENT + index as f64 * style.line_mm();
            self.text(x_mm, y_mm, line, style, anchor);
        }
        top_mm + lines.len() as f64 * style.line_mm()
    }

    /// A straight line.
    pub fn line(&mut self, from_mm: [f64; 2], to_mm: [f64; 2], stroke: &Stroke) {
        self.polyline(&[from_mm, to_mm], stroke);
    }

    /// A line through all these points.
    pub fn polyline(&mut self, points_mm: &[[f64; 2]], stroke: &Stroke) {
        let path = markup::path(points_mm);
        self.add(&format!(
            "<path d=\"{path}\" fill=\"none\" {} stroke-linejoin=\"round\"/>",
            stroke.attributes()
        ));
    }

    /// The area inside these points, which `opacity` lets what is below shine through.
    pub fn area(&mut self, points_mm: &[[f64; 2]], colour: &str, opacity: f64) {
        let path = markup::path(points_mm);
        self.add(&format!(
            "<path d=\"{path}Z\" fill=\"{colour}\" fill-opacity=\"{}\"/>",
            Number(opacity)
        ));
    }

    /// The outline of a rectangle.
    pub fn outline(&mut self, rect: &Rect, stroke: &Stroke) {
        self.add(&format!(
            "<rect {} fill=\"none\" {}/>",
            markup::place(rect),
            stroke.attributes()
        ));
    }

    /// The colours of a map from left to right.
    pub fn colours(&mut self, rect: &Rect, map: ColourMap) {
        if !self.gradients.contains(&map) {
            self.gradients.push(map);
        }
        self.add(&format!(
            "<rect {} fill=\"url(#{})\"/>",
            markup::place(rect),
            gradient_name(map)
        ));
    }

    /// A picture that fills the rectangle.
    pub fn picture(&mut self, raster: Arc<Raster>, place: Rect, scaling: Scaling) {
        self.pieces.push(Piece::Picture {
            raster,
            place,
            scaling,
        });
    }

    /// The finished drawing, with the margin below `bottom_mm`. `title` is what a reader of the
    /// screen hears.
    pub fn finish(mut self, title: &str, bottom_mm: f64) -> Drawing {
        let mut head = String::new();
        if !title.is_empty() {
            let _ = writeln!(head, "<title>{}</title>", escaped(title));
        }
        if !self.gradients.is_empty() {
            head.push_str("<defs>\n");
            for &map in &self.gradients {
                head.push_str(&gradient(map));
            }
            head.push_str("</defs>\n");
        }
        self.pieces.insert(0, Piece::Markup(head));
        Drawing::new(
            self.width_mm,
            bottom_mm + MARGIN_MM,
            self.pieces,
            self.fonts.clone(),
        )
    }
}

/// The name of a map's gradient inside the SVG.
fn gradient_name(map: ColourMap) -> String {
    format!("colours-{map}")
}

/// A map as a gradient. Between so many stops, even the bent maps are straight to the eye.
fn gradient(map: ColourMap) -> String {
    const STEPS: u32 = 60;
    let mut text = format!("<linearGradient id=\"{}\">\n", gradient_name(map));
    for step in 0..=STEPS {
        let offset = f64::from(step) / f64::from(STEPS);
        let colour = hex(map.rgb(offset as f32));
        let _ = writeln!(
            text,
            "<stop offset=\"{}\" stop-color=\"{colour}\"/>",
            Number(offset)
        );
    }
    text.push_str("</linearGradient>\n");
    text
}
