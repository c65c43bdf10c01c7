//! Where samples go from 0 to 1, and the way from there to what a model takes.

use ndarray::{Array3, ArrayD, Axis, Ix3};

use crate::error::AttackError;

/// The map between samples from 0 to 1 and prepared inputs, `low + sample · (high - low)` for each
/// channel. All arrays have the model's layout, pictures along axis 0.
#[derive(Clone, PartialEq, Debug)]
pub struct UnitSpace {
    low: Vec<f32>,
    high: Vec<f32>,
    channel_axis: usize,
}

impl UnitSpace {
    /// The space in which `low` is what a sample of 0 becomes, and `high` what a sample of 1
    /// becomes, by channel. The channels lie on `channel_axis`: 1 for `[batch, channels, height,
    /// width]`, 3 for `[batch, height, width, channels]`.
    ///
    /// # Errors
    /// [`AttackError::Range`] where the ends are not as many, not finite, or the same.
    pub fn new(low: Vec<f32>, high: Vec<f32>, channel_axis: usize) -> Result<Self, AttackError> {
        let is_range = |(low, high): (&f32, &f32)| {
            low.is_finite() && high.is_finite() && (high - low).is_normal()
        };
        let is_good =
            !low.is_empty() && low.len() == high.len() && low.iter().zip(&high).all(is_range);
        if is_good {
            Ok(Self {
                low,
                high,
                channel_axis,
            })
        } else {
            Err(AttackError::Range { low, high })
        }
    }

    /// The space of inputs that are prepared as `(sample · scale - mean) / deviation`. A list of
    /// one number holds for all channels, and an empty one means a mean of 0 and a deviation of 1.
    ///
    /// # Errors
    /// As [`UnitSpace::new`].
    pub fn normalised(
        scale: f64,
        mean: &[f64],
        deviation: &[f64],
        channels: usize,
        channel_axis: usize,
    ) -> Result<Self, AttackError> {
        let of_channel = |values: &[f64], channel: usize, default: f64| {
            let own = values.get(channel).or(values.first());
            own.copied().unwrap_or(default)
        };
        let end = |sample: f64| {
            (0..channels)
                .map(|channel| {
                    let mean = of_channel(mean, channel, 0.0);
                    let deviation = of_channel(deviation, channel, 1.0);
                    ((sample * scale - mean) / deviation) as f32
                })
                .collect()
        };
        Self::new(end(0.0), end(1.0), channel_axis)
    }

    /// The axis of the channels.
    #[must_use]
    pub fn channel_axis(&self) -> usize {
        self.channel_axis
    }

    /// The number of channels.
    #[must_use]
    pub fn channels(&self) -> usize {
        self.low.len()
    }

    /// Prepared pictures in unit space. What lies outside, as sharp resampling leaves it, counts as
    /// the nearer end.
    #[must_use]
    pub fn unit(&self, prepared: &ArrayD<f32>) -> ArrayD<f32> {
        self.by_channel(prepared, |value, low, high| {
            ((value - low) / (high - low)).clamp(0.0, 1.0)
        })
    }

    /// Pictures of unit space as the model takes them.
    #[must_use]
    pub fn prepared(&self, unit: &ArrayD<f32>) -> ArrayD<f32> {
        self.by_channel(unit, |sample, low, high| low + sample * (high - low))
    }

    /// A gradient by prepared samples as the gradient by samples of unit space: the chain rule
    /// multiplies it by `high - low`.
    #[must_use]
    pub fn unit_gradient(&self, prepared_gradient: &ArrayD<f32>) -> ArrayD<f32> {
        self.by_channel(prepared_gradient, |slope, low, high| slope * (high - low))
    }

    fn by_channel(&self, values: &ArrayD<f32>, map: impl Fn(f32, f32, f32) -> f32) -> ArrayD<f32> {
        let mut mapped = values.clone();
        let channels = mapped.axis_iter_mut(Axis(self.channel_axis));
        for ((mut channel, low), high) in channels.zip(&self.low).zip(&self.high) {
            channel.mapv_inplace(|value| map(value, *low, *high));
        }
        mapped
    }

    /// Whether an array is one prepared picture.
    ///
    /// # Errors
    /// [`AttackError::Shape`].
    pub(crate) fn check_picture(&self, prepared: &ArrayD<f32>) -> Result<(), AttackError> {
        let shape = prepared.shape();
        let is_good = shape.len() == 4
            && shape[0] == 1
            && self.channel_axis > 0
            && shape.get(self.channel_axis) == Some(&self.channels())
            && !prepared.is_empty();
        if is_good {
            Ok(())
        } else {
            Err(AttackError::Shape {
                shape: shape.to_vec(),
                channels: self.channels(),
                channel_axis: self.channel_axis,
            })
        }
    }

    /// The first picture of an array of the model's layout as `[channels, height, width]`.
    ///
    /// # Errors
    /// [`AttackError::Shape`] where there are other axes.
    pub(crate) fn planes(&self, pictures: &ArrayD<f32>) -> Result<Array3<f32>, AttackError> {
        self.check_picture(pictures)?;
        let mut first = pictures.index_axis(Axis(0), 0);
        // The channels come to the front, and the places keep their order.
        for axis in (1..self.channel_axis).rev() {
            first.swap_axes(axis - 1, axis);
        }
        let planes = first.into_dimensionality::<Ix3>();
        Ok(planes
            .expect("one picture of four axes has three")
            .to_owned())
    }

    /// Puts `[channels, height, width]` back into the model's layout, as one picture.
    pub(crate) fn laid_out(&self, planes: Array3<f32>) -> ArrayD<f32> {
        let mut picture = planes.into_dyn();
        for axis in 1..self.channel_axis {
            picture.swap_axes(axis - 1, axis);
        }
        let picture = picture.insert_axis(Axis(0));
        picture.as_standard_layout().into_owned()
    }
}

#[cfg(test)]
mod tests {
    use ndarray::Array4;
    use proptest::prelude::*;

    use super::*;

    const MEAN: [f64; 3] = [0.485, 0.456, 0.406];
    const DEVIATION: [f64; 3] = [0.229, 0.224, 0.225];

    fn numbered(shape: [usize; 4]) -> ArrayD<f32> {
        let count: usize = shape.iter().product();
        let values = (0..count).map(|it| it as f32 / count as f32).collect();
        Array4::from_shape_vec(shape, values).unwrap().into_dyn()
    }

    #[test]
    fn ends_are_those_of_the_normalisation() {
        let space = UnitSpace::normalised(1.0, &MEAN, &DEVIATION, 3, 1).unwrap();
        let ones = ArrayD::ones(vec![1, 3, 1, 1]);
        let prepared = space.prepared(&ones);
        for channel in 0..3 {
            let expected = (1.0 - MEAN[channel]) / DEVIATION[channel];
            assert!((f64::from(prepared[[0, channel, 0, 0]]) - expected).abs() < 1e-6);
        }
        let bytes = UnitSpace::normalised(255.0, &[], &[], 1, 1).unwrap();
        assert_eq!(
            bytes.prepared(&ArrayD::ones(vec![1, 1, 1, 1]))[[0, 0, 0, 0]],
            255.0
        );
        let one_for_all = UnitSpace::normalised(1.0, &[0.5], &[0.5], 3, 3).unwrap();
        let black = one_for_all.prepared(&ArrayD::zeros(vec![1, 1, 1, 3]));
        assert!(black.iter().all(|value| *value == -1.0));
    }

    #[test]
    fn the_gradient_follows_the_chain_rule() {
        let space = UnitSpace::new(vec![-1.0, 0.0], vec![1.0, 255.0], 1).unwrap();
        let gradient = space.unit_gradient(&ArrayD::ones(vec![1, 2, 1, 1]));
        assert_eq!(gradient[[0, 0, 0, 0]], 2.0);
        assert_eq!(gradient[[0, 1, 0, 0]], 255.0);
    }

    #[test]
    fn what_lies_outside_is_clipped() {
        let space = UnitSpace::new(vec![0.0], vec![255.0], 1).unwrap();
        let prepared = ArrayD::from_shape_vec(vec![1, 1, 1, 3], vec![-4.0, 51.0, 260.0]).unwrap();
        let unit: Vec<f32> = space.unit(&prepared).into_iter().collect();
        assert_eq!(unit, [0.0, 0.2, 1.0]);
    }

    #[test]
    fn ranges_without_width_are_refused() {
        for (low, high) in [
            (vec![0.0], vec![0.0]),
            (vec![], vec![]),
            (vec![0.0], vec![1.0, 1.0]),
            (vec![f32::NAN], vec![1.0]),
        ] {
            assert!(UnitSpace::new(low, high, 1).is_err());
        }
        let refused = UnitSpace::normalised(1.0, &[0.5], &[0.0], 1, 1).unwrap_err();
        assert!(refused.to_string().contains("model pack"), "{refused}");
    }

    #[test]
    fn planes_of_both_layouts_are_the_same_and_lead_back() {
        let first = UnitSpace::new(vec![0.0; 3], vec![1.0; 3], 1).unwrap();
        let last = UnitSpace::new(vec![0.0; 3], vec![1.0; 3], 3).unwrap();
        let picture = numbered([1, 3, 4, 5]);
        let channels_last = picture.clone().permuted_axes(vec![0, 2, 3, 1]);
        let planes = first.planes(&picture).unwrap();
        assert_eq!(planes.shape(), [3, 4, 5]);
        assert_eq!(last.planes(&channels_last).unwrap(), planes);
        assert_eq!(first.laid_out(planes.clone()), picture);
        assert_eq!(last.laid_out(planes), channels_last);
    }

    #[test]
    fn only_one_picture_of_the_right_channels_is_taken() {
        let space = UnitSpace::new(vec![0.0; 3], vec![1.0; 3], 1).unwrap();
        space.check_picture(&numbered([1, 3, 2, 2])).unwrap();
        for shape in [[2, 3, 2, 2], [1, 4, 2, 2], [1, 2, 2, 3]] {
            assert!(space.check_picture(&numbered(shape)).is_err(), "{shape:?}");
        }
        assert!(space.check_picture(&ArrayD::zeros(vec![1, 3])).is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn there_and_back_is_the_same_picture(
            samples in proptest::collection::vec(0.0_f32..=1.0, 12),
            mean in -2.0_f64..2.0,
            deviation in prop_oneof![0.1_f64..3.0, -3.0_f64..-0.1],
            channel_axis in prop_oneof![Just(1_usize), Just(3)],
        ) {
            let shape = if channel_axis == 1 { vec![1, 3, 2, 2] } else { vec![1, 2, 2, 3] };
            let space = UnitSpace::normalised(1.0, &[mean], &[deviation], 3, channel_axis).unwrap();
            let picture = ArrayD::from_shape_vec(shape, samples).unwrap();
            let back = space.unit(&space.prepared(&picture));
            for (before, after) in picture.iter().zip(&back) {
                prop_assert!((before - after).abs() < 1e-5, "{before} became {after}");
            }
        }
    }
}
