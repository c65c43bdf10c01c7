//! Explicit conversion between element types.

use half::f16;
use ndarray::ArrayD;

use crate::element::{ElementKind, Number};
use crate::tensor::{Tensor, with_numbers};

/// Text cannot become numbers, nor numbers text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "a tensor of {from} cannot be converted to {to}: only numbers and truth values can be \
     converted into each other. Give the values in the type that is needed"
)]
pub struct CastError {
    /// The element type that was there.
    pub from: ElementKind,
    /// The element type that was wanted.
    pub to: ElementKind,
}

impl Tensor {
    /// The same values in another element type.
    ///
    /// Floats become the nearest integer (halves to even) and saturate at the ends of the type;
    /// not-a-number becomes zero, or true. Between integers nothing is lost but what does not fit,
    /// and that saturates. A number becomes false when it is zero.
    ///
    /// # Errors
    /// [`CastError`] between text and numbers.
    pub fn cast(&self, to: ElementKind) -> Result<Self, CastError> {
        let from = self.element();
        if from == to {
            return Ok(self.clone());
        }
        with_numbers!(self, array => cast_numbers(array, to), _ => None)
            .ok_or(CastError { from, to })
    }

    /// The values as 32-bit floats, as [`Tensor::cast`] converts them; `None` for text.
    #[must_use]
    pub fn to_f32(&self) -> Option<ArrayD<f32>> {
        with_numbers!(self, array => Some(array.mapv(convert)), _ => None)
    }
}

/// The array in another numeric type; `None` for text.
fn cast_numbers<From: Number>(array: &ArrayD<From>, to: ElementKind) -> Option<Tensor> {
    Some(match to {
        ElementKind::F32 => Tensor::F32(array.mapv(convert::<From, f32>)),
        ElementKind::F64 => Tensor::F64(array.mapv(convert::<From, f64>)),
        ElementKind::F16 => Tensor::F16(array.mapv(convert::<From, f16>)),
        ElementKind::I8 => Tensor::I8(array.mapv(convert::<From, i8>)),
        ElementKind::U8 => Tensor::U8(array.mapv(convert::<From, u8>)),
        ElementKind::I16 => Tensor::I16(array.mapv(convert::<From, i16>)),
        ElementKind::U16 => Tensor::U16(array.mapv(convert::<From, u16>)),
        ElementKind::I32 => Tensor::I32(array.mapv(convert::<From, i32>)),
        ElementKind::U32 => Tensor::U32(array.mapv(convert::<From, u32>)),
        ElementKind::I64 => Tensor::I64(array.mapv(convert::<From, i64>)),
        ElementKind::U64 => Tensor::U64(array.mapv(convert::<From, u64>)),
        ElementKind::Bool => Tensor::Bool(array.mapv(convert::<From, bool>)),
        ElementKind::Text => return None,
    })
}

fn convert<From: Number, To: Number>(value: From) -> To {
    match value.to_integer() {
        Some(integer) => To::from_integer(integer),
        None => To::from_f64(value.to_f64()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use ndarray::arr1;

    #[test]
    fn float_pictures_become_bytes_by_rounding() {
        let tensor = Tensor::from(arr1(&[0.0_f32, 0.6, 254.5, 255.4, 300.0, -2.0]).into_dyn());
        let bytes = tensor.cast(ElementKind::U8).unwrap();
        let expected = arr1(&[0_u8, 1, 254, 255, 255, 0]).into_dyn();
        assert_eq!(bytes, Tensor::U8(expected));
    }

    #[test]
    fn every_numeric_type_reaches_every_other() {
        let numbers = ElementKind::ALL.map(|kind| (kind, kind != ElementKind::Text));
        let source = Tensor::from(arr1(&[0.0_f32, 1.0]).into_dyn());
        for (from, _) in numbers.iter().filter(|(_, is_number)| *is_number) {
            let start = source.cast(*from).unwrap();
            for (to, _) in numbers.iter().filter(|(_, is_number)| *is_number) {
                let there = start.cast(*to).unwrap();
                assert_eq!(there.element(), *to);
                assert_eq!(there.to_f32().unwrap(), arr1(&[0.0, 1.0]).into_dyn());
            }
        }
    }

    #[test]
    fn half_floats_round_to_their_own_precision() {
        let tensor = Tensor::from(arr1(&[1.0_f32 / 3.0]).into_dyn());
        let back = tensor.cast(ElementKind::F16).unwrap().to_f32().unwrap();
        assert!((back[[0]] - 1.0 / 3.0).abs() < 2.5e-4);
        assert_ne!(back[[0]], 1.0 / 3.0);
    }

    #[test]
    fn text_is_refused_both_ways() {
        let words = Tensor::from(arr1(&["7".to_owned()]).into_dyn());
        let refused = words.cast(ElementKind::F32).unwrap_err();
        assert!(
            refused
                .to_string()
                .contains("string cannot be converted to float32")
        );
        assert_eq!(words.to_f32(), None);
        let numbers = Tensor::from(arr1(&[7_i64]).into_dyn());
        assert!(numbers.cast(ElementKind::Text).is_err());
        assert_eq!(words.cast(ElementKind::Text).unwrap(), words);
    }
}
