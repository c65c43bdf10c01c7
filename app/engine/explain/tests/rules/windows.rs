//! Sliding windows with every attribute that convolutions and poolings share.

use graph::messages::AttributeProto;

use crate::choices::Choices;

/// A window over sizes that it fits into.
pub struct Window {
    pub kernel: Vec<i64>,
    pub sizes: Vec<i64>,
    pub attributes: Vec<AttributeProto>,
    strides: Vec<i64>,
    /// Padding behind each axis.
    end: Vec<i64>,
    /// Whether the padding follows from the size.
    pub is_same: bool,
    pub is_padded: bool,
}

/// What a window may be.
#[derive(Clone, Copy)]
pub struct Limits {
    pub stride: i64,
    pub dilation: i64,
    pub pad: i64,
    /// Poolings need padding smaller than the kernel.
    pub pads_below_kernel: bool,
}

impl Window {
    pub fn new(choices: &mut Choices, axes: usize, limits: Limits) -> Self {
        let kernel = choices.shape(axes, 3);
        // Rules have forms of their own for windows that move by one element.
        let mut strides = vec![1; axes];
        if choices.flag() {
            strides = choices.shape(axes, limits.stride);
        }
        let mut dilations = choices.shape(axes, limits.dilation);
        let auto_pad = choices.pick(&["", "", "", "NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER"]);
        let is_same = auto_pad.starts_with("SAME");
        if is_same {
            // ONNX Runtime does not dilate windows whose padding follows from the size, and where
            // they would leave out parts of the picture, poolings fail and rules refuse.
            dilations.fill(1);
            for (stride, kernel) in strides.iter_mut().zip(&kernel) {
                *stride = (*stride).min(*kernel + i64::from(!limits.pads_below_kernel));
            }
        }
        let mut pads = vec![0; 2 * axes];
        let is_explicit = matches!(auto_pad, "" | "NOTSET");
        if is_explicit && choices.flag() {
            for (place, pad) in pads.iter_mut().enumerate() {
                *pad = choices.between(0, limits.pad);
                if limits.pads_below_kernel {
                    *pad = (*pad).min(kernel[place % axes] - 1);
                }
            }
        }
        let sizes = (0..axes)
            .map(|axis| {
                let extent = dilations[axis] * (kernel[axis] - 1) + 1;
                let least = (extent - pads[axis] - pads[axes + axis]).max(1);
                // Every window of a pooling has an element of the picture.
                least.max(if limits.pads_below_kernel {
                    dilations[axis]
                } else {
                    1
                }) + choices.between(0, 4)
            })
            .collect();
        let mut attributes = Vec::new();
        for (name, values) in [("strides", &strides), ("dilations", &dilations)] {
            if values.iter().any(|value| *value != 1) || choices.flag() {
                attributes.push(AttributeProto::ints(name, values));
            }
        }
        let is_padded = pads.iter().any(|pad| *pad > 0);
        if is_padded || is_explicit && choices.flag() {
            attributes.push(AttributeProto::ints("pads", &pads));
        }
        if !auto_pad.is_empty() {
            attributes.push(AttributeProto::string("auto_pad", auto_pad));
        }
        Self {
            kernel,
            sizes,
            attributes,
            strides,
            end: pads[axes..].to_vec(),
            is_same,
            is_padded: is_padded || is_same,
        }
    }

    /// Whether rounding the number of windows up leaves each of them inside the picture. ONNX
    /// Runtime leaves others out, but tells sizes with them.
    pub fn may_round_up(&self) -> bool {
        !self.is_same
            && self
                .strides
                .iter()
                .zip(&self.kernel)
                .zip(&self.end)
                .all(|((stride, kernel), end)| stride + end <= *kernel)
    }

    pub fn kernel_attribute(&self) -> AttributeProto {
        AttributeProto::ints("kernel_shape", &self.kernel)
    }
}
