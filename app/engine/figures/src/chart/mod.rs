//! Charts: histograms of several series, and curves.

mod axis;
mod bins;
mod curve;
mod frame;
mod legend;
mod palette;
mod ticks;

pub use axis::Axis;
pub use bins::Series;
pub use curve::{Curve, area_under};
pub(crate) use palette::MOST_SERIES;

use crate::error::FiguresError;
use crate::fonts::Fonts;
use crate::sheet::{Anchor, Drawing, MARGIN_MM, Sheet, TextStyle};
use crate::width::Width;
use axis::Span;
use bins::Histogram;
use legend::{Entry, Mark};

/// The size of the title in points.
const TITLE_PT: f64 = 9.0;
/// The highest and the lowest frame, in millimetres.
const FRAME_HEIGHTS_MM: std::ops::RangeInclusive<f64> = 20.0..=250.0;

/// A value on the horizontal axis that decides something, drawn from bottom to top.
#[derive(Clone, PartialEq, Debug)]
pub struct Threshold {
    /// Where it is, in the unit of the axis.
    pub value: f64,
    /// What the legend calls it.
    pub label: String,
}

/// What a chart shows between its axes.
#[derive(Clone, PartialEq, Debug)]
pub enum Content {
    /// Histograms over each other.
    Histogram {
        /// What is counted.
        series: Vec<Series>,
        /// Into how many bins, from 1 to 1000.
        bins: usize,
    },
    /// Curves through points.
    Curves(Vec<Curve>),
}

/// A chart with two axes and a legend. Each series has a colour that colour-blind people tell from
/// the others, and a pattern of dashes of its own.
#[derive(Clone, PartialEq, Debug)]
pub struct Chart {
    /// How wide it is.
    pub width: Width,
    /// The height of the frame between the axes, in millimetres from 20 to 250. Title, legend and
    /// labels come on top of it.
    pub frame_height_mm: f64,
    /// Above everything; may be empty.
    pub title: String,
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis.
    pub y: Axis,
    /// A vertical line, if there is one.
    pub threshold: Option<Threshold>,
    /// Curves in grey that stand back behind the others, such as the diagonal that guessing gives.
    /// One without a name is not in the legend.
    pub guides: Vec<Curve>,
    /// What is drawn between the axes.
    pub content: Content,
}

impl Chart {
    /// Histograms of several series over each other. All share the same bins; the height of one is
    /// the share of its own series from 0 to 1, so that series of different sizes can be compared.
    #[must_use]
    pub fn histogram(width: Width, x: Axis, y: Axis, series: Vec<Series>, bins: usize) -> Self {
        Self::new(width, x, y, Content::Histogram { series, bins })
    }

    /// Curves through points.
    #[must_use]
    pub fn curves(width: Width, x: Axis, y: Axis, curves: Vec<Curve>) -> Self {
        Self::new(width, x, y, Content::Curves(curves))
    }

    fn new(width: Width, x: Axis, y: Axis, content: Content) -> Self {
        Self {
            width,
            frame_height_mm: match (width, &content) {
                (Width::OneColumn, Content::Histogram { .. }) => 45.0,
                _ => 65.0,
            },
            title: String::new(),
            x,
            y,
            threshold: None,
            guides: Vec::new(),
            content,
        }
    }

    /// Lays it out.
    ///
    /// # Errors
    /// [`FiguresError::EmptyChart`] without a series, [`FiguresError::EmptySeries`] when one has no
    /// values, [`FiguresError::NotDrawable`] for values that are not finite or above 1e100,
    /// [`FiguresError::ManySeries`] above 35 series, [`FiguresError::Bins`] outside 1..=1000, and
    /// [`FiguresError::FrameHeight`] outside 20..=250 mm.
    pub fn draw(&self, fonts: &Fonts) -> Result<Drawing, FiguresError> {
        if !FRAME_HEIGHTS_MM.contains(&self.frame_height_mm) {
            return Err(FiguresError::FrameHeight(self.frame_height_mm));
        }
        let prepared = self.prepared()?;
        let mut sheet = Sheet::new(self.width.mm(), fonts);
        let mut y_mm = MARGIN_MM;
        if !self.title.trim().is_empty() {
            let style = TextStyle::points(TITLE_PT).strong();
            let width_mm = sheet.inner_width_mm();
            y_mm = sheet.paragraph(
                (MARGIN_MM, y_mm),
                width_mm,
                &self.title,
                &style,
                Anchor::Start,
            );
            y_mm += 0.5;
        }
        y_mm = legend::put(&mut sheet, &self.entries(), y_mm);
        let end_mm = frame::put(&mut sheet, self, &prepared, y_mm);
        Ok(sheet.finish(&self.title, end_mm))
    }

    /// Checks every value, counts what is to be counted, and says from where to where the axes go.
    fn prepared(&self) -> Result<Prepared, FiguresError> {
        let count = match &self.content {
            Content::Histogram { series, .. } => series.len(),
            Content::Curves(curves) => curves.len(),
        };
        match count {
            0 => return Err(FiguresError::EmptyChart),
            count if count > MOST_SERIES => return Err(FiguresError::ManySeries(count)),
            _ => {}
        }
        let (mut x, mut y) = (self.x.span()?, self.y.span()?);
        if let Some(threshold) = &self.threshold {
            x.include(&threshold.label, threshold.value)?;
        }
        for it in &self.guides {
            it.include_in(&mut x, &mut y)?;
        }
        let histogram = match &self.content {
            Content::Histogram { series, bins } => {
                for it in series {
                    it.include_in(&mut x)?;
                }
                let histogram = Histogram::new(series, *bins)?;
                y.include(&self.y.label, 0.0)?;
                y.include(&self.y.label, histogram.highest())?;
                Some(histogram)
            }
            Content::Curves(curves) => {
                for it in curves {
                    it.include_in(&mut x, &mut y)?;
                }
                None
            }
        };
        Ok(Prepared { x, y, histogram })
    }

    fn entries(&self) -> Vec<Entry<'_>> {
        let mut entries = Vec::new();
        match &self.content {
            Content::Histogram { series, .. } => {
                let marked = series.iter().enumerate();
                entries.extend(marked.map(|(index, it)| (Mark::Steps(index), it.name.as_str())));
            }
            Content::Curves(curves) => {
                let marked = curves.iter().enumerate();
                entries.extend(marked.map(|(index, it)| (Mark::Curve(index), it.name.as_str())));
            }
        }
        let guides = self.guides.iter();
        entries.extend(guides.map(|it| (Mark::Guide, it.name.as_str())));
        let threshold = self.threshold.iter();
        entries.extend(threshold.map(|it| (Mark::Threshold, it.label.as_str())));
        entries.retain(|(_, label)| !label.trim().is_empty());
        entries
    }
}

/// What is known of a chart before a place is chosen for anything.
struct Prepared {
    x: Span,
    y: Span,
    histogram: Option<Histogram>,
}
