//! What is known about a page beforehand: the boxes of symbols that a detector found.

/// What a box holds, as far as strokes depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KnownKind {
    /// A filled note head.
    BlackHead,
    /// A hollow note head that has a stem.
    HalfHead,
    /// A note head without a stem: a whole note or a longer one.
    WholeHead,
    /// A flag: it hangs on the tip of a stem.
    Flag,
    /// Strokes of a tremolo: they are looked for here, too, and may be hooks.
    TremoloStrokes,
    /// Anything else whose ink is no stroke: a rest, a clef, an accidental, a letter.
    Other,
}

impl KnownKind {
    /// Whether it is a note head of any kind.
    #[must_use]
    pub const fn is_head(self) -> bool {
        matches!(self, Self::BlackHead | Self::HalfHead | Self::WholeHead)
    }

    /// Whether it is a note head that has a stem.
    #[must_use]
    pub const fn has_stem(self) -> bool {
        matches!(self, Self::BlackHead | Self::HalfHead)
    }
}

/// A symbol that was found beforehand, with the box around its ink in pixels of the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Known {
    /// What it is.
    pub kind: KnownKind,
    /// Whether it is a small one, of a grace note or a cue.
    pub is_small: bool,
    /// The left edge.
    pub left_px: f64,
    /// The upper edge.
    pub top_px: f64,
    /// The right edge.
    pub right_px: f64,
    /// The lower edge.
    pub bottom_px: f64,
    /// How sure the find is, from 0 to 1.
    pub score: f64,
}

impl Known {
    /// The column of its middle.
    #[must_use]
    pub const fn x_px(&self) -> f64 {
        f64::midpoint(self.left_px, self.right_px)
    }

    /// The row of its middle.
    #[must_use]
    pub const fn y_px(&self) -> f64 {
        f64::midpoint(self.top_px, self.bottom_px)
    }

    /// Whether a place is in the box, or no farther from it than a margin.
    #[must_use]
    pub(crate) fn holds(&self, x: f64, y: f64, margin_px: f64) -> bool {
        x >= self.left_px - margin_px
            && x <= self.right_px + margin_px
            && y >= self.top_px - margin_px
            && y <= self.bottom_px + margin_px
    }

    /// Whether the box can be of something on a page.
    pub(crate) fn is_usable(&self) -> bool {
        let sides = [self.left_px, self.top_px, self.right_px, self.bottom_px];
        sides.iter().all(|it| it.is_finite() && it.abs() < 1e6)
            && self.left_px < self.right_px
            && self.top_px < self.bottom_px
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::head;

    #[test]
    fn boxes_must_have_a_size_and_a_place() {
        let good = head(10.0, 10.0);
        assert!(good.is_usable());
        let bad = [
            Known {
                left_px: f64::NAN,
                ..good
            },
            Known {
                bottom_px: f64::INFINITY,
                ..good
            },
            Known {
                right_px: good.left_px,
                ..good
            },
            Known {
                top_px: good.bottom_px + 1.0,
                ..good
            },
        ];
        assert!(bad.iter().all(|it| !it.is_usable()));
    }
}
