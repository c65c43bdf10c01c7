//! Reading a file's structure, field by field, without its data: how truncated files are found
//! before anything is unpacked.

use std::io::{BufReader, Read, Seek};

use crate::error::Fault;
use crate::format::Format;

/// A position in a file of known length. Every read past the end is a file cut short.
pub(crate) struct Walker<R> {
    reader: BufReader<R>,
    format: Format,
    position: u64,
    end: u64,
}

impl<R: Read + Seek> Walker<R> {
    /// A walker over `byte_len` bytes, at the first one.
    pub(crate) fn new(reader: BufReader<R>, format: Format, byte_len: u64) -> Self {
        Self {
            reader,
            format,
            position: 0,
            end: byte_len,
        }
    }

    /// Bytes from the start of the file.
    pub(crate) fn position(&self) -> u64 {
        self.position
    }

    /// Bytes up to the end of the file.
    pub(crate) fn remaining(&self) -> u64 {
        self.end - self.position
    }

    /// Steps over `count` bytes, which have to be there.
    pub(crate) fn skip(&mut self, count: u64, what: &str) -> Result<(), Fault> {
        if count > self.remaining() {
            return Err(self.missing(what));
        }
        self.seek(self.position + count)
    }

    /// Goes to a position, which has to be inside the file.
    pub(crate) fn go_to(&mut self, position: u64, what: &str) -> Result<(), Fault> {
        if position > self.end {
            return Err(self.missing(what));
        }
        self.seek(position)
    }

    fn seek(&mut self, position: u64) -> Result<(), Fault> {
        // A relative seek keeps the buffer where it can.
        let offset = position.cast_signed() - self.position.cast_signed();
        self.reader
            .seek_relative(offset)
            .map_err(|error| Fault::reading(self.format, &error))?;
        self.position = position;
        Ok(())
    }

    /// Reads `N` bytes.
    pub(crate) fn array<const N: usize>(&mut self, what: &str) -> Result<[u8; N], Fault> {
        let mut bytes = [0; N];
        self.fill(&mut bytes, what)?;
        Ok(bytes)
    }

    /// Reads `count` bytes.
    pub(crate) fn bytes(&mut self, count: u64, what: &str) -> Result<Vec<u8>, Fault> {
        if count > self.remaining() {
            return Err(self.missing(what));
        }
        let mut bytes = vec![0; count as usize];
        self.fill(&mut bytes, what)?;
        Ok(bytes)
    }

    fn fill(&mut self, bytes: &mut [u8], what: &str) -> Result<(), Fault> {
        if bytes.len() as u64 > self.remaining() {
            return Err(self.missing(what));
        }
        self.reader
            .read_exact(bytes)
            .map_err(|error| Fault::reading(self.format, &error))?;
        self.position += bytes.len() as u64;
        Ok(())
    }

    /// The fault of a file that ends before `what`.
    pub(crate) fn missing(&self, what: &str) -> Fault {
        Fault::truncated(
            self.format,
            format!("it ends after {} bytes, before {what}", self.end),
        )
    }
}
