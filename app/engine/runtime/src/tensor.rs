//! The values that go into a model and come out of it.

use half::f16;
use ndarray::ArrayD;

use crate::element::ElementKind;

/// A dense array of one element type, row major, of any number of dimensions.
#[derive(Clone, PartialEq, Debug)]
pub enum Tensor {
    /// 32-bit floats.
    F32(ArrayD<f32>),
    /// 64-bit floats.
    F64(ArrayD<f64>),
    /// IEEE 16-bit floats.
    F16(ArrayD<f16>),
    /// 8-bit signed integers.
    I8(ArrayD<i8>),
    /// 8-bit unsigned integers.
    U8(ArrayD<u8>),
    /// 16-bit signed integers.
    I16(ArrayD<i16>),
    /// 16-bit unsigned integers.
    U16(ArrayD<u16>),
    /// 32-bit signed integers.
    I32(ArrayD<i32>),
    /// 32-bit unsigned integers.
    U32(ArrayD<u32>),
    /// 64-bit signed integers.
    I64(ArrayD<i64>),
    /// 64-bit unsigned integers.
    U64(ArrayD<u64>),
    /// Truth values.
    Bool(ArrayD<bool>),
    /// UTF-8 texts.
    Text(ArrayD<String>),
}

/// Evaluates one expression for the array inside a numeric tensor, and another for texts, whose
/// array is bound to the pattern before it.
macro_rules! with_numbers {
    ($tensor:expr, $array:ident => $body:expr, $text:pat => $other:expr) => {
        match $tensor {
            $crate::Tensor::F32($array) => $body,
            $crate::Tensor::F64($array) => $body,
            $crate::Tensor::F16($array) => $body,
            $crate::Tensor::I8($array) => $body,
            $crate::Tensor::U8($array) => $body,
            $crate::Tensor::I16($array) => $body,
            $crate::Tensor::U16($array) => $body,
            $crate::Tensor::I32($array) => $body,
            $crate::Tensor::U32($array) => $body,
            $crate::Tensor::I64($array) => $body,
            $crate::Tensor::U64($array) => $body,
            $crate::Tensor::Bool($array) => $body,
            $crate::Tensor::Text($text) => $other,
        }
    };
}
pub(crate) use with_numbers;

impl Tensor {
    /// The tensor of a name, among values as runs take and give them.
    #[must_use]
    pub fn named<'a>(values: &'a [(String, Self)], name: &str) -> Option<&'a Self> {
        let found = values.iter().find(|(known, _)| known == name);
        found.map(|(_, tensor)| tensor)
    }

    /// The size of each dimension, outermost first; empty for a scalar.
    #[must_use]
    pub fn shape(&self) -> &[usize] {
        with_numbers!(self, array => array.shape(), array => array.shape())
    }

    /// The number of elements.
    #[must_use]
    pub fn len(&self) -> usize {
        with_numbers!(self, array => array.len(), array => array.len())
    }

    /// Whether a dimension is zero, so that there is no element.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The element at a place in row-major order, in words; none outside.
    #[must_use]
    pub fn text_at(&self, index: usize) -> Option<String> {
        with_numbers!(
            self,
            array => Some(array.as_slice()?.get(index)?.to_string()),
            array => array.as_slice()?.get(index).cloned()
        )
    }

    /// The type of the elements.
    #[must_use]
    pub fn element(&self) -> ElementKind {
        match self {
            Self::F32(_) => ElementKind::F32,
            Self::F64(_) => ElementKind::F64,
            Self::F16(_) => ElementKind::F16,
            Self::I8(_) => ElementKind::I8,
            Self::U8(_) => ElementKind::U8,
            Self::I16(_) => ElementKind::I16,
            Self::U16(_) => ElementKind::U16,
            Self::I32(_) => ElementKind::I32,
            Self::U32(_) => ElementKind::U32,
            Self::I64(_) => ElementKind::I64,
            Self::U64(_) => ElementKind::U64,
            Self::Bool(_) => ElementKind::Bool,
            Self::Text(_) => ElementKind::Text,
        }
    }
}

macro_rules! from_arrays {
    ($($variant:ident($element:ty)),* $(,)?) => {$(
        impl From<ArrayD<$element>> for Tensor {
            fn from(array: ArrayD<$element>) -> Self {
                Self::$variant(array)
            }
        }
    )*};
}
from_arrays!(
    F32(f32),
    F64(f64),
    F16(f16),
    I8(i8),
    U8(u8),
    I16(i16),
    U16(u16),
    I32(i32),
    U32(u32),
    I64(i64),
    U64(u64),
    Bool(bool),
    Text(String),
);

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::arr2;

    #[test]
    fn shape_length_and_element_are_those_of_the_array() {
        let tensor = Tensor::from(arr2(&[[1_u8, 2, 3], [4, 5, 6]]).into_dyn());
        assert_eq!(tensor.shape(), [2, 3]);
        assert_eq!(tensor.len(), 6);
        assert_eq!(tensor.element(), ElementKind::U8);
        assert_eq!(tensor.text_at(4).as_deref(), Some("5"));
        assert_eq!(tensor.text_at(6), None);
        let words = Tensor::from(arr2(&[["a".to_owned()]]).into_dyn());
        assert_eq!(words.shape(), [1, 1]);
        assert_eq!(words.element(), ElementKind::Text);
        assert!(Tensor::from(ArrayD::<f32>::zeros(vec![0, 4])).is_empty());
    }
}
