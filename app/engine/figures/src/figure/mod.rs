//! A figure: a title, pictures in rows, lines of text and a footer.

mod grid;
mod lines;
mod panel;

pub use lines::TextLine;
pub use panel::{ColourBar, Panel};

use crate::error::FiguresError;
use crate::fonts::Fonts;
use crate::sheet::{Anchor, Drawing, FAINT_INK, MARGIN_MM, Sheet, Stroke, TextStyle};
use crate::width::Width;

/// The size of the title in points.
const TITLE_PT: f64 = 9.0;
/// The size of the footer in points.
const FOOTER_PT: f64 = 6.5;
/// Between the title, the panels, the lines and the footer, in millimetres.
const GAP_MM: f64 = 2.5;

/// A sheet of pictures with a title above, and text below.
#[derive(Clone, Debug)]
pub struct Figure {
    /// How wide it is. Its height is what the content needs.
    pub width: Width,
    /// Above everything; may be empty.
    pub title: String,
    /// How many panels stand side by side. With fewer panels than that, they get the whole width.
    pub columns: usize,
    /// The pictures, row by row. If there are several, each gets its letter: (a), (b), and so on.
    pub panels: Vec<Panel>,
    /// Text below the pictures, such as a list of predictions and the verdict.
    pub lines: Vec<TextLine>,
    /// The last line, for what made the figure: method, model, date; may be empty.
    pub footer: String,
}

impl Figure {
    /// A figure without content, with two panels in a row of one column and four in a row of two.
    #[must_use]
    pub fn new(width: Width) -> Self {
        Self {
            width,
            title: String::new(),
            columns: match width {
                Width::OneColumn => 2,
                Width::TwoColumns => 4,
            },
            panels: Vec::new(),
            lines: Vec::new(),
            footer: String::new(),
        }
    }

    /// Lays it out.
    ///
    /// # Errors
    /// [`FiguresError::EmptyFigure`] when there are neither panels nor lines,
    /// [`FiguresError::Columns`] when so many panels do not fit side by side.
    pub fn draw(&self, fonts: &Fonts) -> Result<Drawing, FiguresError> {
        if self.panels.is_empty() && self.lines.is_empty() {
            return Err(FiguresError::EmptyFigure);
        }
        let mut sheet = Sheet::new(self.width.mm(), fonts);
        let inner_mm = sheet.inner_width_mm();
        let most = grid::most_columns(inner_mm);
        if !(1..=most).contains(&self.columns) {
            return Err(FiguresError::Columns {
                columns: self.columns,
                width_mm: self.width.mm(),
                most,
            });
        }

        let mut y_mm = MARGIN_MM;
        let below = |y_mm: f64| {
            if y_mm > MARGIN_MM {
                y_mm + GAP_MM
            } else {
                y_mm
            }
        };
        if !self.title.trim().is_empty() {
            let style = TextStyle::points(TITLE_PT).strong();
            let place = (MARGIN_MM, y_mm);
            y_mm = sheet.paragraph(place, inner_mm, &self.title, &style, Anchor::Start);
        }
        if !self.panels.is_empty() {
            let top_mm = if y_mm > MARGIN_MM { y_mm + 1.0 } else { y_mm };
            y_mm = grid::put(&mut sheet, &self.panels, self.columns, top_mm);
        }
        if !self.lines.is_empty() {
            y_mm = lines::put(&mut sheet, &self.lines, below(y_mm));
        }
        if !self.footer.trim().is_empty() {
            y_mm = self.put_footer(&mut sheet, below(y_mm));
        }
        Ok(sheet.finish(&self.title, y_mm))
    }

    fn put_footer(&self, sheet: &mut Sheet<'_>, top_mm: f64) -> f64 {
        let inner_mm = sheet.inner_width_mm();
        sheet.line(
            [MARGIN_MM, top_mm],
            [MARGIN_MM + inner_mm, top_mm],
            &Stroke::solid(FAINT_INK, 0.15),
        );
        let style = TextStyle::points(FOOTER_PT).faint();
        let place = (MARGIN_MM, top_mm + 1.0);
        sheet.paragraph(place, inner_mm, &self.footer, &style, Anchor::Start)
    }
}
