//! How wide a figure is.

/// How wide a figure is: what the columns of most papers and journals hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Width {
    /// One column of a page that has two.
    #[default]
    OneColumn,
    /// Both columns, or the whole width of the text.
    TwoColumns,
}

impl Width {
    /// The width in millimetres.
    #[must_use]
    pub fn mm(self) -> f64 {
        match self {
            Self::OneColumn => 85.0,
            Self::TwoColumns => 175.0,
        }
    }
}
