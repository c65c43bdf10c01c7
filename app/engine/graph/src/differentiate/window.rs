//! The sliding window of convolutions and poolings: kernel, strides, dilations and padding.

use crate::messages::NodeProto;

use super::builder::Builder;
use super::error::Refusal;

/// A sliding window over the spatial dimensions (those after batch and channels).
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Window {
    pub kernel: Vec<i64>,
    pub strides: Vec<i64>,
    pub dilations: Vec<i64>,
    /// Padding in front of each dimension.
    pub begin: Vec<i64>,
    /// Padding behind each dimension.
    pub end: Vec<i64>,
}

impl Window {
    /// The window of a node whose input is `input`. `auto_pad` becomes explicit padding.
    pub fn of(
        builder: &Builder<'_>,
        node: &NodeProto,
        input: &str,
        kernel: Vec<i64>,
    ) -> Result<Self, Refusal> {
        let axes = kernel.len();
        let or_ones = |name| match node.ints(name) {
            Some(values) if values.len() == axes => values.to_vec(),
            _ => vec![1; axes],
        };
        let mut window = Self {
            strides: or_ones("strides"),
            dilations: or_ones("dilations"),
            begin: vec![0; axes],
            end: vec![0; axes],
            kernel,
        };
        match node.text("auto_pad").unwrap_or("NOTSET") {
            "VALID" => {}
            "NOTSET" | "" => {
                if let Some(pads) = node.ints("pads")
                    && pads.len() == 2 * axes
                {
                    window.begin = pads[..axes].to_vec();
                    window.end = pads[axes..].to_vec();
                }
            }
            same @ ("SAME_UPPER" | "SAME_LOWER") => {
                let sizes = builder
                    .sizes_from(input, 2)
                    .ok_or_else(|| Refusal::new("pads by the picture's size, which is open"))?;
                window.pad_same(&sizes, same == "SAME_UPPER")?;
            }
            other => return Err(Refusal::new(format!("has an unknown auto_pad {other:?}"))),
        }
        Ok(window)
    }

    /// Padding such that the output has `ceil(size / stride)` elements; an odd one goes behind
    /// (`is_upper`) or in front.
    fn pad_same(&mut self, sizes: &[i64], is_upper: bool) -> Result<(), Refusal> {
        for (axis, size) in sizes.iter().enumerate() {
            let stride = self.strides[axis];
            let covered = (div_ceil(*size, stride) - 1) * stride + self.extent(axis);
            if covered - size < -1 {
                // Providers differ in what they leave out, and some cut off the beginning.
                return Err(Refusal::new(
                    "pads by the picture's size, but leaves parts of it out",
                ));
            }
            let total = (covered - size).max(0);
            let (small, large) = (total / 2, total - total / 2);
            (self.begin[axis], self.end[axis]) = if is_upper {
                (small, large)
            } else {
                (large, small)
            };
        }
        Ok(())
    }

    /// The elements that the kernel spans along an axis: `dilation · (kernel - 1) + 1`.
    pub fn extent(&self, axis: usize) -> i64 {
        self.dilations[axis] * (self.kernel[axis] - 1) + 1
    }

    /// The number of spatial dimensions.
    pub fn axes(&self) -> usize {
        self.kernel.len()
    }

    /// Padding in ONNX's order: all beginnings, then all ends.
    pub fn pads(&self) -> Vec<i64> {
        [self.begin.as_slice(), &self.end].concat()
    }

    /// Whether the window moves by one element.
    pub fn is_dense(&self) -> bool {
        self.strides.iter().all(|stride| *stride == 1)
    }

    /// Whether no element of the input is in two windows.
    pub fn is_disjoint(&self) -> bool {
        (0..self.axes()).all(|axis| self.extent(axis) <= self.strides[axis])
    }

    /// Whether nothing is padded.
    pub fn is_unpadded(&self) -> bool {
        self.begin.iter().chain(&self.end).all(|pad| *pad == 0)
    }
}

/// Division of positive numbers that rounds up.
fn div_ceil(number: i64, divisor: i64) -> i64 {
    (number + divisor - 1) / divisor.max(1)
}
