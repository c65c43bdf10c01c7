//! Tensors in NumPy's `.npy` files.
//!
//! The header is looked at here before the values are read: a header that promises more values
//! than the file has would otherwise end the program for want of memory.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use atomic_write_file::AtomicWriteFile;
use ndarray::ArrayD;
use ndarray_npy::{ReadNpyError, ReadableElement, WriteNpyError, WriteNpyExt};

use crate::element::ElementKind;
use crate::tensor::Tensor;

/// Why a tensor could not be read or written. The path is for the caller to add.
#[derive(Debug, thiserror::Error)]
pub enum NpyError {
    /// The file cannot be opened or read.
    #[error("the file cannot be read. Check its name and permissions")]
    Open(#[source] io::Error),
    /// The file is no `.npy` file, or its header is broken.
    #[error("it is not a file that numpy.save wrote. Save the array with numpy.save")]
    NotNpy,
    /// The elements are of a type that cannot be held.
    #[error("its elements are of the type {0}, which cannot be handled. Save it as float32")]
    Element(String),
    /// The file does not have the values that its header promises.
    #[error(
        "its values should take {expected} bytes, and {found} bytes are there. Copy or save it \
         again"
    )]
    Length {
        /// Bytes by the header; the largest number where it promises more than can be counted.
        expected: u64,
        /// Bytes in the file after the header.
        found: u64,
    },
    /// The values themselves are broken.
    #[error("its values cannot be read. Save it again with numpy.save")]
    Read(#[source] ReadNpyError),
    /// The disk is full or the place cannot be written.
    #[error("the file cannot be written. Check the free space and the permissions of the folder")]
    Write(#[source] WriteNpyError),
    /// NumPy has no type for it that every reader knows.
    #[error("a tensor of strings cannot be written as a .npy file. Choose a numeric output")]
    Text,
}

/// Reads a tensor with whatever numeric type the file says it has.
///
/// # Errors
/// [`NpyError`] for a file that is missing, broken, cut short, or of another type.
pub fn read(path: &Path) -> Result<Tensor, NpyError> {
    fn values<T: ReadableElement>(path: &Path) -> Result<ArrayD<T>, NpyError> {
        ndarray_npy::read_npy(path).map_err(NpyError::Read)
    }
    let mut file = File::open(path).map_err(NpyError::Open)?;
    let header = Header::read(&mut file)?;
    let file_len = file.metadata().map_err(NpyError::Open)?.len();
    let found = file_len.saturating_sub(header.byte_len);
    let element = header.element()?;
    let expected = header.value_bytes(element);
    if expected != found {
        return Err(NpyError::Length { expected, found });
    }
    Ok(match element {
        ElementKind::F32 => Tensor::F32(values(path)?),
        ElementKind::F64 => Tensor::F64(values(path)?),
        ElementKind::I8 => Tensor::I8(values(path)?),
        ElementKind::U8 => Tensor::U8(values(path)?),
        ElementKind::I16 => Tensor::I16(values(path)?),
        ElementKind::U16 => Tensor::U16(values(path)?),
        ElementKind::I32 => Tensor::I32(values(path)?),
        ElementKind::U32 => Tensor::U32(values(path)?),
        ElementKind::I64 => Tensor::I64(values(path)?),
        ElementKind::U64 => Tensor::U64(values(path)?),
        ElementKind::Bool => Tensor::Bool(values(path)?),
        ElementKind::F16 | ElementKind::Text => return Err(NpyError::Element(header.descr)),
    })
}

/// Writes a tensor with its own type, all of it or nothing; 16-bit floats become 32-bit ones, which hold them exactly.
///
/// # Errors
/// [`NpyError::Write`], and [`NpyError::Text`] for strings.
pub fn write(path: &Path, tensor: &Tensor) -> Result<(), NpyError> {
    let opened = AtomicWriteFile::open(path).map_err(WriteNpyError::Io);
    let mut file = opened.map_err(NpyError::Write)?;
    match tensor {
        Tensor::F32(array) => array.write_npy(&mut file),
        Tensor::F64(array) => array.write_npy(&mut file),
        Tensor::F16(array) => array.mapv(f32::from).write_npy(&mut file),
        Tensor::I8(array) => array.write_npy(&mut file),
        Tensor::U8(array) => array.write_npy(&mut file),
        Tensor::I16(array) => array.write_npy(&mut file),
        Tensor::U16(array) => array.write_npy(&mut file),
        Tensor::I32(array) => array.write_npy(&mut file),
        Tensor::U32(array) => array.write_npy(&mut file),
        Tensor::I64(array) => array.write_npy(&mut file),
        Tensor::U64(array) => array.write_npy(&mut file),
        Tensor::Bool(array) => array.write_npy(&mut file),
        Tensor::Text(_) => return Err(NpyError::Text),
    }
    .and_then(|()| file.commit().map_err(WriteNpyError::Io))
    .map_err(NpyError::Write)
}

/// What the start of a `.npy` file says about the values behind it.
struct Header {
    /// Byte order, kind and size of an element, such as `<f4`.
    descr: String,
    /// Number of values; the largest number where the product of the sizes is larger still.
    count: u64,
    /// Length of the header with everything before it.
    byte_len: u64,
}

impl Header {
    fn read(file: &mut File) -> Result<Self, NpyError> {
        fn bytes<const N: usize>(file: &mut File) -> Result<[u8; N], NpyError> {
            let mut bytes = [0; N];
            file.read_exact(&mut bytes)
                .map_err(|error| match error.kind() {
                    io::ErrorKind::UnexpectedEof => NpyError::NotNpy,
                    _ => NpyError::Open(error),
                })?;
            Ok(bytes)
        }
        if bytes(file)? != *b"\x93NUMPY" {
            return Err(NpyError::NotNpy);
        }
        let [major, _minor] = bytes(file)?;
        let (start_len, text_len) = if major == 1 {
            (10, u64::from(u16::from_le_bytes(bytes(file)?)))
        } else {
            (12, u64::from(u32::from_le_bytes(bytes(file)?)))
        };
        let mut text = String::new();
        file.take(text_len)
            .read_to_string(&mut text)
            .map_err(|_| NpyError::NotNpy)?;
        let (descr, count) = parse_header(&text).ok_or(NpyError::NotNpy)?;
        Ok(Self {
            descr,
            count,
            byte_len: start_len + text_len,
        })
    }

    fn element(&self) -> Result<ElementKind, NpyError> {
        Ok(match self.descr.trim_start_matches(['<', '>', '|', '=']) {
            "f4" => ElementKind::F32,
            "f8" => ElementKind::F64,
            "i1" => ElementKind::I8,
            "u1" => ElementKind::U8,
            "i2" => ElementKind::I16,
            "u2" => ElementKind::U16,
            "i4" => ElementKind::I32,
            "u4" => ElementKind::U32,
            "i8" => ElementKind::I64,
            "u8" => ElementKind::U64,
            "b1" => ElementKind::Bool,
            _ => return Err(NpyError::Element(self.descr.clone())),
        })
    }

    fn value_bytes(&self, element: ElementKind) -> u64 {
        let size: u64 = match element {
            ElementKind::I8 | ElementKind::U8 | ElementKind::Bool => 1,
            ElementKind::F16 | ElementKind::I16 | ElementKind::U16 => 2,
            ElementKind::F32 | ElementKind::I32 | ElementKind::U32 => 4,
            ElementKind::F64 | ElementKind::I64 | ElementKind::U64 => 8,
            // Strings have no size of their own; they never get here.
            ElementKind::Text => return 0,
        };
        self.count.saturating_mul(size)
    }
}

/// Finds the element type and the number of values in the dictionary that NumPy writes:
/// `{'descr': '<f4', 'fortran_order': False, 'shape': (1, 3), }`.
fn parse_header(text: &str) -> Option<(String, u64)> {
    let (_, after) = text.split_once("'descr':")?;
    let descr = after.trim_start().strip_prefix('\'')?.split('\'').next()?;
    let (_, after) = text.split_once("'shape':")?;
    let (sizes, _) = after.trim_start().strip_prefix('(')?.split_once(')')?;
    let mut count: u64 = 1;
    for size in sizes
        .split(',')
        .map(str::trim)
        .filter(|size| !size.is_empty())
    {
        count = count.saturating_mul(size.parse().ok()?);
    }
    Some((descr.to_owned(), count))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use ndarray::{ArrayD, IxDyn, arr1};
    use std::fs;

    fn header(dictionary: &str, values: &[u8]) -> Vec<u8> {
        let length = u16::try_from(dictionary.len()).unwrap().to_le_bytes();
        [
            b"\x93NUMPY\x01\x00",
            &length[..],
            dictionary.as_bytes(),
            values,
        ]
        .concat()
    }

    fn read_bytes(bytes: &[u8]) -> Result<Tensor, NpyError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.npy");
        fs::write(&path, bytes).unwrap();
        read(&path)
    }

    #[test]
    fn tensors_of_every_type_come_back_as_they_were() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.npy");
        let numbers = Tensor::from(ArrayD::from_elem(IxDyn(&[1, 2, 3]), 1.0_f32));
        for kind in ElementKind::ALL {
            let Ok(tensor) = numbers.cast(kind) else {
                continue;
            };
            write(&path, &tensor).unwrap();
            let expected = match kind {
                ElementKind::F16 => numbers.clone(),
                _ => tensor,
            };
            assert_eq!(read(&path).unwrap(), expected, "{kind}");
        }
        let scalar = Tensor::from(ArrayD::from_elem(IxDyn(&[]), 7_i64));
        write(&path, &scalar).unwrap();
        assert_eq!(read(&path).unwrap(), scalar);
        let words = Tensor::from(arr1(&[String::new()]).into_dyn());
        assert!(matches!(write(&path, &words), Err(NpyError::Text)));
    }

    #[test]
    fn a_file_cut_short_anywhere_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.npy");
        write(&path, &Tensor::from(arr1(&[1.0_f32, 2.0]).into_dyn())).unwrap();
        let bytes = fs::read(&path).unwrap();
        for length in 0..bytes.len() {
            assert!(
                read_bytes(&bytes[..length]).is_err(),
                "after {length} bytes"
            );
        }
        assert!(read_bytes(&bytes).is_ok());
        let too_long = [&bytes[..], b"more"].concat();
        assert!(matches!(
            read_bytes(&too_long),
            Err(NpyError::Length { .. })
        ));
    }

    #[test]
    fn a_header_that_promises_more_than_memory_holds_is_refused() {
        for shape in [
            "(1000000000, 1000000)",
            "(9999999999, 9999999999, 9999999999)",
        ] {
            let text = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}\n");
            let error = read_bytes(&header(&text, &[0; 8])).unwrap_err();
            assert!(
                matches!(error, NpyError::Length { found: 8, .. }),
                "{error}"
            );
        }
    }

    #[test]
    fn files_of_another_kind_are_told_apart() {
        for bytes in [
            &b"hello, this is text"[..],
            b"",
            b"\x93NUMPY\x01\x00\x02\x00{}",
        ] {
            assert!(matches!(read_bytes(bytes), Err(NpyError::NotNpy)));
        }
        let complex = "{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }\n";
        let error = read_bytes(&header(complex, &[0; 8])).unwrap_err();
        assert!(error.to_string().contains("<c8"), "{error}");
    }

    #[test]
    fn columns_first_and_large_end_first_are_understood() {
        let columns = "{'descr': '>i2', 'fortran_order': True, 'shape': (2, 2), }\n";
        let tensor = read_bytes(&header(columns, &[0, 1, 0, 2, 0, 3, 0, 4])).unwrap();
        let expected = ndarray::arr2(&[[1_i16, 3], [2, 4]]).into_dyn();
        assert_eq!(tensor, Tensor::I16(expected));
    }
}
