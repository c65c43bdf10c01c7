//! The block of text below the panels: a verdict, or a list of names and values.

use crate::sheet::{Anchor, MARGIN_MM, Sheet, TextStyle};

/// The size of the lines, in points.
const SIZE_PT: f64 = 8.0;
/// Between the longest text and the values, in millimetres.
const VALUE_GAP_MM: f64 = 4.0;
/// The values take at most this share of the width.
const MOST_OF_WIDTH: f64 = 0.5;

/// A line of text below the panels.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TextLine {
    text: String,
    value: Option<String>,
    is_strong: bool,
}

impl TextLine {
    /// A line of text, which is broken where it is too long.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// The same line with a value, such as a class with its probability. The values of all lines
    /// end at the same place.
    #[must_use]
    pub fn with_value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// The same line in heavier letters.
    #[must_use]
    pub fn strong(mut self) -> Self {
        self.is_strong = true;
        self
    }

    fn style(&self) -> TextStyle {
        let style = TextStyle::points(SIZE_PT);
        if self.is_strong {
            style.strong()
        } else {
            style
        }
    }
}

/// Puts the lines below `top_mm`, and gives back where they end.
pub(super) fn put(sheet: &mut Sheet<'_>, lines: &[TextLine], top_mm: f64) -> f64 {
    let width_mm = sheet.inner_width_mm();
    let fonts = sheet.fonts();
    let valued = || {
        let lines = lines.iter();
        lines.filter_map(|line| Some((line, line.value.as_deref()?)))
    };
    let values_mm = valued()
        .map(|(line, value)| fonts.width_mm(value, &line.style()))
        .fold(0.0, f64::max)
        .min(width_mm * MOST_OF_WIDTH);
    let texts_mm = valued()
        .map(|(line, _)| fonts.width_mm(&line.text, &line.style()))
        .fold(0.0, f64::max)
        .min(width_mm - values_mm - VALUE_GAP_MM);
    let values_end_mm = MARGIN_MM + texts_mm + VALUE_GAP_MM + values_mm;

    let mut y_mm = top_mm;
    for line in lines {
        let style = line.style();
        let place = (MARGIN_MM, y_mm);
        let end_mm = if let Some(value) = &line.value {
            let text_end_mm = sheet.paragraph(place, texts_mm, &line.text, &style, Anchor::Start);
            let place = (values_end_mm, y_mm);
            let value_end_mm = sheet.paragraph(place, values_mm, value, &style, Anchor::End);
            text_end_mm.max(value_end_mm)
        } else {
            sheet.paragraph(place, width_mm, &line.text, &style, Anchor::Start)
        };
        // A line without text is a gap.
        y_mm = end_mm.max(y_mm + style.line_mm());
    }
    y_mm
}
