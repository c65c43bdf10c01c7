//! A view of a TIFF file that makes the `tiff` crate read what it leaves out.

use std::io::{self, Read, Seek, SeekFrom};

/// The file, seen with two changes: one number replaced, so that indices into a palette are handed
/// out like grey values, and the bits of every byte of pixels reversed, for files written with the
/// lowest bit first.
pub(super) struct Patched<R> {
    reader: R,
    position: u64,
    replaced: Option<(u64, [u8; 2])>,
    /// Set while pixels are read.
    pub(super) reverses_bits: bool,
}

impl<R: Read + Seek> Patched<R> {
    /// The file from its start, with the two bytes at an offset replaced.
    pub(super) fn new(reader: R, replaced: Option<(u64, [u8; 2])>) -> Self {
        Self {
            reader,
            position: 0,
            replaced,
            reverses_bits: false,
        }
    }
}

impl<R: Read> Read for Patched<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(bytes)?;
        if let Some((at, new)) = self.replaced {
            for (offset, byte) in new.into_iter().enumerate() {
                let index = (at + offset as u64).checked_sub(self.position);
                if let Some(index) = index.filter(|index| *index < count as u64) {
                    bytes[index as usize] = byte;
                }
            }
        }
        if self.reverses_bits {
            for byte in &mut bytes[..count] {
                *byte = byte.reverse_bits();
            }
        }
        self.position += count as u64;
        Ok(count)
    }
}

impl<R: Read + Seek> Seek for Patched<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.position = self.reader.seek(to)?;
        Ok(self.position)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::io::Cursor;

    #[test]
    fn a_number_is_replaced_however_it_is_read() {
        let mut patched = Patched::new(Cursor::new([0, 1, 2, 3, 4, 5]), Some((2, [20, 30])));
        let mut all = Vec::new();
        patched.read_to_end(&mut all).unwrap();
        assert_eq!(all, [0, 1, 20, 30, 4, 5]);
        let mut one = [0];
        patched.seek(SeekFrom::Start(3)).unwrap();
        patched.read_exact(&mut one).unwrap();
        assert_eq!(one, [30]);
        patched.reverses_bits = true;
        patched.read_exact(&mut one).unwrap();
        assert_eq!(one, [0b0010_0000]);
    }
}
