//! A look at the outermost fields of a file, before it is decoded: tells a model that is cut off
//! from a file that never was a model.

use std::ops::RangeInclusive;

/// Why the outermost fields are not those of a whole model.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum EnvelopeFault {
    /// The last field says that it goes on to `needed_bytes`.
    Truncated { needed_bytes: u64 },
    /// These are not the fields of a model. Says what the file looks like instead.
    Foreign(String),
}

/// Field numbers that a model's outermost message may use, with room for those to come.
const MODEL_FIELDS: RangeInclusive<u64> = 1..=63;

/// Field numbers of a model whose value is a number rather than bytes: `ir_version`,
/// `model_version`.
const NUMBER_FIELDS: [u64; 2] = [1, 5];

/// Greatest field number of which the way it is written is known here.
const LAST_KNOWN_FIELD: u64 = 8;

/// Protobuf's codes for how a field is written.
const WIRE_VARINT: u64 = 0;
const WIRE_BYTES: u64 = 2;

/// Checks that `bytes` are a sequence of whole fields that a model may have.
pub(crate) fn check(bytes: &[u8]) -> Result<(), EnvelopeFault> {
    if let Some(kind) = other_kind(bytes) {
        return Err(EnvelopeFault::Foreign(kind.to_owned()));
    }
    let foreign = || EnvelopeFault::Foreign("its fields are not those of a model".to_owned());
    let mut at = 0;
    while at < bytes.len() {
        let key = varint(bytes, &mut at).map_err(|fault| fault.at_end_of(bytes))?;
        let (field, wire) = (key >> 3, key & 7);
        if !MODEL_FIELDS.contains(&field) || !fits(field, wire) {
            return Err(foreign());
        }
        let value = varint(bytes, &mut at).map_err(|fault| fault.at_end_of(bytes))?;
        if wire == WIRE_BYTES {
            let end = (at as u64).checked_add(value).ok_or_else(foreign)?;
            if end > bytes.len() as u64 {
                return Err(EnvelopeFault::Truncated { needed_bytes: end });
            }
            at = end as usize;
        }
    }
    Ok(())
}

/// Whether a model's field of this number may be written this way.
fn fits(field: u64, wire: u64) -> bool {
    if field > LAST_KNOWN_FIELD {
        wire == WIRE_BYTES || wire == WIRE_VARINT
    } else if NUMBER_FIELDS.contains(&field) {
        wire == WIRE_VARINT
    } else {
        wire == WIRE_BYTES
    }
}

enum VarintFault {
    EndOfFile,
    TooLong,
}

impl VarintFault {
    fn at_end_of(self, bytes: &[u8]) -> EnvelopeFault {
        match self {
            Self::EndOfFile => EnvelopeFault::Truncated {
                needed_bytes: bytes.len() as u64 + 1,
            },
            Self::TooLong => EnvelopeFault::Foreign("its bytes are no protobuf".to_owned()),
        }
    }
}

/// Reads one protobuf number at `at` and moves `at` behind it.
fn varint(bytes: &[u8], at: &mut usize) -> Result<u64, VarintFault> {
    let mut value = 0_u64;
    for shift in (0..64).step_by(7) {
        let byte = *bytes.get(*at).ok_or(VarintFault::EndOfFile)?;
        *at += 1;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(value);
        }
    }
    Err(VarintFault::TooLong)
}

/// Names the kinds of files that are often taken for an ONNX model.
fn other_kind(bytes: &[u8]) -> Option<&'static str> {
    let text_start: String = bytes
        .iter()
        .take(64)
        .map(|byte| char::from(*byte).to_ascii_lowercase())
        .collect();
    let text_start = text_start.trim_start();
    if bytes.starts_with(b"PK\x03\x04") {
        Some("it is a zip archive, as PyTorch's .pt and Core ML's packages are")
    } else if bytes.starts_with(b"\x89HDF\r\n") {
        Some("it is an HDF5 file, as Keras writes")
    } else if bytes.starts_with(b"\x80\x02") || bytes.starts_with(b"\x80\x04") {
        Some("it is a Python pickle, as old PyTorch files are")
    } else if bytes.get(4..8) == Some(b"TFL3") {
        Some("it is a TensorFlow Lite model")
    } else if bytes.get(4..8) == Some(b"ORTM") {
        Some("it is a model in ONNX Runtime's own .ort format")
    } else if text_start.starts_with("version https://git-lfs") {
        Some("it is a Git LFS pointer, and the model itself was not fetched (`git lfs pull`)")
    } else if text_start.starts_with("<!doctype html") || text_start.starts_with("<html") {
        Some("it is a web page, probably from a download that needs a login")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn counts_the_bytes_that_a_cut_field_needs() {
        // Field 7 (the graph), 100 bytes long, of which 3 are there.
        assert_eq!(
            check(&[0x08, 8, 0x3a, 100, 1, 2, 3]),
            Err(EnvelopeFault::Truncated { needed_bytes: 104 })
        );
        assert_eq!(
            check(&[0x08]),
            Err(EnvelopeFault::Truncated { needed_bytes: 2 })
        );
    }

    #[test]
    fn refuses_fields_that_no_model_has() {
        assert!(matches!(
            check(b"hello world"),
            Err(EnvelopeFault::Foreign(_))
        ));
        assert!(matches!(check(&[0xff; 40]), Err(EnvelopeFault::Foreign(_))));
        // Field 7 as a number instead of a message.
        assert!(matches!(check(&[0x38, 1]), Err(EnvelopeFault::Foreign(_))));
    }

    #[test]
    fn names_what_the_file_is_instead() {
        let named = |bytes: &[u8], word: &str| match check(bytes) {
            Err(EnvelopeFault::Foreign(reason)) => assert!(reason.contains(word), "{reason}"),
            other => panic!("{other:?}"),
        };
        named(b"PK\x03\x04....", "zip");
        named(b"version https://git-lfs.github.com/spec/v1\n", "LFS");
        named(b"\n<!DOCTYPE html><html>", "web page");
        named(b"\0\0\0\0TFL3", "Lite");
    }

    #[test]
    fn accepts_whole_fields() {
        assert_eq!(check(&[0x08, 8, 0x3a, 0, 0x42, 2, 0x10, 17]), Ok(()));
    }
}
