//! Drawings as files.

use std::io::Write;
use std::path::Path;

use atomic_write_file::AtomicWriteFile;

use super::Drawing;
use crate::error::FiguresError;

/// Dots an inch that papers ask for.
pub const PRINT_DPI: u32 = 300;

/// What kind of file a drawing becomes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// Lines and letters that stay sharp at every size.
    Svg,
    /// Pixels.
    Png {
        /// How many an inch.
        dpi: u32,
    },
}

impl Format {
    /// The format that the path's extension names; a PNG gets this resolution.
    ///
    /// # Errors
    /// [`FiguresError::UnknownExtension`] when it is neither `.svg` nor `.png`, in whatever case.
    pub fn of(path: &Path, dpi: u32) -> Result<Self, FiguresError> {
        let extension = path.extension().unwrap_or_default();
        if extension.eq_ignore_ascii_case("svg") {
            Ok(Self::Svg)
        } else if extension.eq_ignore_ascii_case("png") {
            Ok(Self::Png { dpi })
        } else {
            Err(FiguresError::UnknownExtension {
                path: path.to_owned(),
            })
        }
    }
}

impl Drawing {
    /// The bytes of a file of this format.
    ///
    /// # Errors
    /// As [`Drawing::svg`] and [`Drawing::png`].
    pub fn bytes(&self, format: Format) -> Result<Vec<u8>, FiguresError> {
        match format {
            Format::Svg => self.svg().map(String::into_bytes),
            Format::Png { dpi } => self.png(dpi),
        }
    }

    /// Writes a file. It appears complete or not at all, and one that was there is replaced only by
    /// a complete one.
    ///
    /// # Errors
    /// As [`Drawing::bytes`], and [`FiguresError::Write`] when the file cannot be written.
    pub fn save(&self, path: &Path, format: Format) -> Result<(), FiguresError> {
        let bytes = self.bytes(format)?;
        write(path, &bytes).map_err(|reason| FiguresError::Write {
            reason,
            path: path.to_owned(),
        })
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    // Replacing a file by another needs only the right to its folder, so its own right is asked here.
    if let Ok(metadata) = path.metadata() {
        if metadata.is_dir() {
            return Err("a folder has this name".to_owned());
        }
        if metadata.permissions().readonly() {
            return Err("a file of this name may not be written to".to_owned());
        }
    }
    let mut file = AtomicWriteFile::open(path).map_err(|error| error.to_string())?;
    file.write_all(bytes).map_err(|error| error.to_string())?;
    file.commit().map_err(|error| error.to_string())
}
