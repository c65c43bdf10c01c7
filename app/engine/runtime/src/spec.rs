//! What a model takes and gives: names, element types, sizes.

use std::fmt::{self, Write};

use serde::Serialize;

use crate::element::ElementKind;

/// One input or output of a model.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TensorSpec {
    /// Name of the value in the graph.
    pub name: String,
    /// Type of its elements.
    pub element: ElementKind,
    /// Size of each dimension, outermost first; `None` where it is known only when the model runs.
    /// Empty for a scalar, and where even the number of dimensions is unknown: ONNX Runtime does
    /// not tell the two apart.
    pub dims: Vec<Option<i64>>,
    /// Name of each dimension whose size is not fixed, where it has one; as long as `dims`.
    pub dim_names: Vec<Option<String>>,
}

impl TensorSpec {
    /// The dimensions for people: `[batch, 3, 240, ?]`.
    #[must_use]
    pub fn shape_text(&self) -> String {
        let mut text = "[".to_owned();
        for (index, size) in self.dims.iter().enumerate() {
            if index > 0 {
                text.push_str(", ");
            }
            let name = self.dim_names.get(index).and_then(Option::as_deref);
            match size {
                Some(size) => write!(text, "{size}").expect("writing into a String does not fail"),
                None => text.push_str(name.unwrap_or("?")),
            }
        }
        text.push(']');
        text
    }

    /// Whether a tensor of this shape fits.
    pub(crate) fn takes_shape(&self, shape: &[usize]) -> bool {
        if self.dims.is_empty() {
            return true;
        }
        self.dims.len() == shape.len()
            && self.dims.iter().zip(shape).all(|(expected, given)| {
                expected.is_none_or(|expected| usize::try_from(expected) == Ok(*given))
            })
    }
}

/// `image: float32 [batch, 3, 240, 320]`
impl fmt::Display for TensorSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} {}", self.name, self.element, self.shape_text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_written_and_compared_with_their_free_sizes() {
        let spec = TensorSpec {
            name: "x".to_owned(),
            element: ElementKind::F32,
            dims: vec![None, Some(3), None],
            dim_names: vec![Some("batch".to_owned()), None, None],
        };
        assert_eq!(spec.shape_text(), "[batch, 3, ?]");
        assert_eq!(spec.to_string(), "x: float32 [batch, 3, ?]");
        assert!(spec.takes_shape(&[7, 3, 0]));
        assert!(!spec.takes_shape(&[7, 4, 1]));
        assert!(!spec.takes_shape(&[7, 3]));
    }

    #[test]
    fn without_dimensions_every_shape_may_be_right() {
        let spec = TensorSpec {
            name: "x".to_owned(),
            element: ElementKind::F32,
            dims: Vec::new(),
            dim_names: Vec::new(),
        };
        assert_eq!(spec.shape_text(), "[]");
        assert!(spec.takes_shape(&[]) && spec.takes_shape(&[2, 2]));
    }
}
