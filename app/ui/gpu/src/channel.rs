//! Which components of a picture are shown, as a matrix that twin and shader share.

/// Red, green, blue and alpha to show, each as a weighted sum of a texel's four components.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChannelMix {
    /// Weights by row (what is shown) and column (the texel's component).
    rows: [[f32; 4]; 4],
    /// Whether the picture's own alpha is left out.
    is_opaque: bool,
}

const ALPHA_ROW: [f32; 4] = [0.0, 0.0, 0.0, 1.0];

impl ChannelMix {
    /// Components as they are: for colour pictures.
    pub const COLOUR: Self = Self {
        rows: [
            [1.0, 0.0, 0.0, 0.0],
            [0.0, 1.0, 0.0, 0.0],
            [0.0, 0.0, 1.0, 0.0],
            ALPHA_ROW,
        ],
        is_opaque: false,
    };

    /// The brightness of a colour picture, with the weights of Rec. 709 on its encoded values.
    pub const LUMINANCE: Self = Self::grey([0.2126, 0.7152, 0.0722, 0.0], false);

    /// One component in grey: 0 to 2 keep the picture's transparency, 3 shows the transparency
    /// itself, opaquely.
    ///
    /// # Panics
    /// When `component` is above 3.
    #[must_use]
    pub const fn component(component: usize) -> Self {
        let mut weights = [0.0; 4];
        weights[component] = 1.0;
        Self::grey(weights, component == 3)
    }

    const fn grey(weights: [f32; 4], is_opaque: bool) -> Self {
        Self {
            rows: [weights, weights, weights, ALPHA_ROW],
            is_opaque,
        }
    }

    /// What is shown of one texel, before window and gamma.
    #[must_use]
    pub fn mixed(&self, texel: [f32; 4]) -> [f32; 4] {
        let mut shown = self
            .rows
            .map(|row| row.iter().zip(texel).map(|(weight, x)| weight * x).sum());
        shown[3] = self.least_alpha().max(shown[3]).clamp(0.0, 1.0);
        shown
    }

    /// The matrix by columns, as WGSL wants it.
    pub(crate) fn columns(&self) -> [[f32; 4]; 4] {
        std::array::from_fn(|column| std::array::from_fn(|row| self.rows[row][column]))
    }

    /// 1 where alpha is left out.
    pub(crate) fn least_alpha(&self) -> f32 {
        if self.is_opaque { 1.0 } else { 0.0 }
    }
}
