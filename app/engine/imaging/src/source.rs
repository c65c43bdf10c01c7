//! An open file whose format is known.

use std::fs::{File, Metadata};
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use crate::error::Fault;
use crate::format::{Format, SNIFF_BYTES};
use crate::limits::Limits;

/// A regular file that starts like one of the formats.
pub(crate) struct Source {
    file: File,
    /// The file's length in bytes.
    pub(crate) byte_len: u64,
    /// What its first bytes say it is.
    pub(crate) format: Format,
}

impl Source {
    /// Opens a file and looks at its first bytes.
    pub(crate) fn open(path: &Path) -> Result<Self, Fault> {
        let fault = |error: io::Error| Fault::from(&error);
        // A named pipe would wait for ever on opening, so the kind of file comes first.
        let metadata = std::fs::metadata(path).map_err(fault)?;
        check_is_file(&metadata)?;
        let mut file = File::open(path).map_err(fault)?;
        let byte_len = file.metadata().map_err(fault)?.len();
        let mut head = Vec::with_capacity(SNIFF_BYTES);
        Read::by_ref(&mut file)
            .take(SNIFF_BYTES as u64)
            .read_to_end(&mut head)
            .map_err(fault)?;
        let format = Format::sniff(&head).ok_or(Fault::UnknownFormat)?;
        Ok(Self {
            file,
            byte_len,
            format,
        })
    }

    /// The content from its start, buffered.
    pub(crate) fn reader(&self) -> Result<BufReader<&File>, Fault> {
        let mut reader = BufReader::with_capacity(1 << 18, &self.file);
        reader
            .seek(SeekFrom::Start(0))
            .map_err(|error| Fault::from(&error))?;
        Ok(reader)
    }

    /// The content from its start, buffered a little, for those who jump about.
    pub(crate) fn jumping_reader(&self) -> Result<BufReader<&File>, Fault> {
        let mut reader = BufReader::with_capacity(1 << 12, &self.file);
        reader
            .seek(SeekFrom::Start(0))
            .map_err(|error| Fault::from(&error))?;
        Ok(reader)
    }

    /// The whole content, within the limit for files that are read at once.
    pub(crate) fn bytes(&self, limits: &Limits) -> Result<Vec<u8>, Fault> {
        limits.check_file_len(self.byte_len)?;
        let mut bytes = Vec::with_capacity(self.byte_len as usize);
        self.reader()?
            .read_to_end(&mut bytes)
            .map_err(|error| Fault::reading(self.format, &error))?;
        Ok(bytes)
    }
}

/// Refuses folders, pipes and devices.
pub(crate) fn check_is_file(metadata: &Metadata) -> Result<(), Fault> {
    if metadata.is_file() {
        return Ok(());
    }
    Err(Fault::NotAFile {
        what: if metadata.is_dir() {
            "a folder"
        } else {
            "a device or a pipe"
        },
    })
}
