//! The element types of tensors, and how their values are read and made.

use std::fmt;

use half::f16;
use serde::{Deserialize, Serialize};

/// The type of one element of a tensor.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum ElementKind {
    /// 32-bit float.
    #[serde(rename = "float32")]
    F32,
    /// 64-bit float.
    #[serde(rename = "float64")]
    F64,
    /// IEEE 16-bit float.
    #[serde(rename = "float16")]
    F16,
    /// 8-bit signed integer.
    #[serde(rename = "int8")]
    I8,
    /// 8-bit unsigned integer.
    #[serde(rename = "uint8")]
    U8,
    /// 16-bit signed integer.
    #[serde(rename = "int16")]
    I16,
    /// 16-bit unsigned integer.
    #[serde(rename = "uint16")]
    U16,
    /// 32-bit signed integer.
    #[serde(rename = "int32")]
    I32,
    /// 32-bit unsigned integer.
    #[serde(rename = "uint32")]
    U32,
    /// 64-bit signed integer.
    #[serde(rename = "int64")]
    I64,
    /// 64-bit unsigned integer.
    #[serde(rename = "uint64")]
    U64,
    /// Truth value.
    #[serde(rename = "bool")]
    Bool,
    /// UTF-8 text.
    #[serde(rename = "string")]
    Text,
}

impl ElementKind {
    /// Every element type that a [`crate::Tensor`] can hold.
    pub const ALL: [Self; 13] = [
        Self::F32,
        Self::F64,
        Self::F16,
        Self::I8,
        Self::U8,
        Self::I16,
        Self::U16,
        Self::I32,
        Self::U32,
        Self::I64,
        Self::U64,
        Self::Bool,
        Self::Text,
    ];

    /// The name that ONNX and NumPy use: `float32`, `uint8`, `string`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::F32 => "float32",
            Self::F64 => "float64",
            Self::F16 => "float16",
            Self::I8 => "int8",
            Self::U8 => "uint8",
            Self::I16 => "int16",
            Self::U16 => "uint16",
            Self::I32 => "int32",
            Self::U32 => "uint32",
            Self::I64 => "int64",
            Self::U64 => "uint64",
            Self::Bool => "bool",
            Self::Text => "string",
        }
    }
}

impl fmt::Display for ElementKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A number as an element: the two ways out of and into every numeric type.
///
/// Integers go through `i128`, which holds all of them exactly; whatever involves a float goes
/// through `f64`.
pub(crate) trait Number: Copy {
    /// The value as a float; 64-bit integers lose their lowest bits.
    fn to_f64(self) -> f64;
    /// The value as an integer; `None` for the float types.
    fn to_integer(self) -> Option<i128>;
    /// The nearest value of this type: integers round halves to even and saturate, and not-a-number
    /// becomes zero. A truth value is false for zero alone.
    fn from_f64(value: f64) -> Self;
    /// The nearest value of this type; integers saturate.
    fn from_integer(value: i128) -> Self;
}

macro_rules! integers {
    ($($kind:ty),*) => {$(
        impl Number for $kind {
            fn to_f64(self) -> f64 {
                self as f64
            }
            fn to_integer(self) -> Option<i128> {
                Some(i128::from(self))
            }
            fn from_f64(value: f64) -> Self {
                // Casts from floats to integers saturate and turn not-a-number into zero.
                value.round_ties_even() as Self
            }
            fn from_integer(value: i128) -> Self {
                value.clamp(i128::from(Self::MIN), i128::from(Self::MAX)) as Self
            }
        }
    )*};
}
integers!(i8, u8, i16, u16, i32, u32, i64, u64);

impl Number for f32 {
    fn to_f64(self) -> f64 {
        f64::from(self)
    }
    fn to_integer(self) -> Option<i128> {
        None
    }
    fn from_f64(value: f64) -> Self {
        value as Self
    }
    fn from_integer(value: i128) -> Self {
        value as Self
    }
}

impl Number for f64 {
    fn to_f64(self) -> f64 {
        self
    }
    fn to_integer(self) -> Option<i128> {
        None
    }
    fn from_f64(value: f64) -> Self {
        value
    }
    fn from_integer(value: i128) -> Self {
        value as Self
    }
}

impl Number for f16 {
    fn to_f64(self) -> f64 {
        Self::to_f64(self)
    }
    fn to_integer(self) -> Option<i128> {
        None
    }
    fn from_f64(value: f64) -> Self {
        Self::from_f64(value)
    }
    fn from_integer(value: i128) -> Self {
        Self::from_f64(value as f64)
    }
}

impl Number for bool {
    fn to_f64(self) -> f64 {
        f64::from(u8::from(self))
    }
    fn to_integer(self) -> Option<i128> {
        Some(i128::from(self))
    }
    fn from_f64(value: f64) -> Self {
        value != 0.0
    }
    fn from_integer(value: i128) -> Self {
        value != 0
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn floats_become_the_nearest_integer_and_saturate() {
        assert_eq!(u8::from_f64(254.6), 255);
        assert_eq!(u8::from_f64(0.5), 0);
        assert_eq!(u8::from_f64(1.5), 2);
        assert_eq!(u8::from_f64(-3.0), 0);
        assert_eq!(u8::from_f64(1e9), 255);
        assert_eq!(i16::from_f64(f64::NAN), 0);
        assert_eq!(i64::from_f64(f64::INFINITY), i64::MAX);
    }

    #[test]
    fn large_integers_keep_every_bit_between_integer_types() {
        let value = i64::MAX - 1;
        assert_eq!(u64::from_integer(value.to_integer().unwrap()), value as u64);
        assert_eq!(i8::from_integer(-1000), -128);
        assert_eq!(u64::from_integer(-1), 0);
    }

    #[test]
    fn names_are_those_of_the_json() {
        for kind in ElementKind::ALL {
            let json = serde_json::to_string(&kind).unwrap();
            assert_eq!(json, format!("\"{kind}\""));
        }
    }
}
