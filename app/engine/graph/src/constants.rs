//! The values of small constant tensors, whatever field of the message they stand in.

use crate::messages::{DataLocation, DataType, TensorProto};

impl TensorProto {
    /// The values as 64-bit integers; none for floats, text, and weights in another file.
    #[must_use]
    pub fn to_ints(&self) -> Option<Vec<i64>> {
        if self.data_location() == DataLocation::External {
            return None;
        }
        let raw = self.raw_data.as_deref();
        Some(match (self.data_type(), raw) {
            (DataType::Int64, Some(raw)) => words(raw, i64::from_le_bytes),
            (DataType::Int32, Some(raw)) => words(raw, |word| i64::from(i32::from_le_bytes(word))),
            (DataType::Bool | DataType::Uint8, Some(raw)) => {
                raw.iter().copied().map(i64::from).collect()
            }
            (DataType::Int64, None) => self.int64_data.clone(),
            (DataType::Int32 | DataType::Bool | DataType::Uint8, None) => {
                self.int32_data.iter().copied().map(i64::from).collect()
            }
            _ => return None,
        })
    }

    /// The values as floats; none for integers, text, and weights in another file.
    #[must_use]
    pub fn to_floats(&self) -> Option<Vec<f32>> {
        if self.data_location() == DataLocation::External {
            return None;
        }
        let raw = self.raw_data.as_deref();
        let half = |bits: u16| half::f16::from_bits(bits).to_f32();
        Some(match (self.data_type(), raw) {
            (DataType::Float, Some(raw)) => words(raw, f32::from_le_bytes),
            (DataType::Double, Some(raw)) => words(raw, |word| f64::from_le_bytes(word) as f32),
            (DataType::Float16, Some(raw)) => words(raw, |word| half(u16::from_le_bytes(word))),
            (DataType::Float, None) => self.float_data.clone(),
            (DataType::Double, None) => {
                let values = self.double_data.iter();
                values.map(|value| *value as f32).collect()
            }
            (DataType::Float16, None) => {
                let bits = self.int32_data.iter();
                bits.map(|bits| half(*bits as u16)).collect()
            }
            _ => return None,
        })
    }
}

/// Little-endian words of a fixed size; what remains at the end is no word.
fn words<const BYTES: usize, T>(raw: &[u8], read: impl Fn([u8; BYTES]) -> T) -> Vec<T> {
    let (words, _) = raw.as_chunks::<BYTES>();
    words.iter().copied().map(read).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn raw_and_typed_fields_give_the_same_values() {
        let raw = TensorProto::int64s("a", &[2], &[-1, 7]);
        let typed = TensorProto {
            raw_data: None,
            int64_data: vec![-1, 7],
            ..raw.clone()
        };
        assert_eq!(raw.to_ints().unwrap(), [-1, 7]);
        assert_eq!(typed.to_ints().unwrap(), [-1, 7]);
        assert_eq!(raw.to_floats(), None);
        let halves = TensorProto {
            data_type: DataType::Float16.into(),
            int32_data: vec![0x3c00],
            ..TensorProto::default()
        };
        assert_eq!(halves.to_floats().unwrap(), [1.0]);
    }
}
