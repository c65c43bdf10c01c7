//! How SoundFonts are read.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::panic::catch_unwind;
use std::path::Path;
use std::sync::Arc;

use rustysynth::{SoundFont, SoundFontError};

use crate::SoundFontFault;

/// How compressed samples begin.
const OGG: &[u8] = b"OggS";

/// Reads a SoundFont.
pub(super) fn load(path: &Path) -> Result<SoundFont, SoundFontFault> {
    let unreadable = |it: io::Error| SoundFontFault::Unreadable(Arc::new(it));
    let file = File::open(path).map_err(unreadable)?;
    let length = file.metadata().map_err(unreadable)?.len();
    let mut reader = BufReader::new(file);
    check_chunks(&mut reader, length)?;
    reader.rewind().map_err(unreadable)?;
    // The lists of a damaged file can point anywhere.
    let read = catch_unwind(move || SoundFont::new(&mut reader));
    match read {
        Ok(Ok(font)) => Ok(font),
        Ok(Err(SoundFontError::UnsupportedSampleFormat)) => Err(SoundFontFault::Compressed),
        Ok(Err(error)) => Err(SoundFontFault::Damaged(error.to_string())),
        Err(_) => Err(SoundFontFault::Damaged(
            "its lists do not fit together".to_owned(),
        )),
    }
}

/// Makes sure that no chunk of a SoundFont says that it is longer than the rest of the file, since as much
/// memory is asked for, and that the samples are not compressed.
fn check_chunks(reader: &mut (impl Read + Seek), length: u64) -> Result<(), SoundFontFault> {
    let mut head = [0; 12];
    let is_read = reader.read_exact(&mut head).is_ok();
    if !is_read || !head.starts_with(b"RIFF") || !head.ends_with(b"sfbk") {
        return Err(SoundFontFault::NoSoundFont);
    }
    let mut at = head.len() as u64;
    while at + 12 <= length {
        let is_read = reader
            .seek(SeekFrom::Start(at))
            .and_then(|_| reader.read_exact(&mut head));
        is_read.map_err(|it| SoundFontFault::Unreadable(Arc::new(it)))?;
        let size = u64::from(u32::from_le_bytes([head[4], head[5], head[6], head[7]]));
        if size > length - at - 8 {
            return Err(SoundFontFault::Damaged("it ends too early".to_owned()));
        }
        if head.starts_with(b"smpl") && head.ends_with(OGG) {
            return Err(SoundFontFault::Compressed);
        }
        // Chunks stand in lists, after the kind of the list.
        at += if head.starts_with(b"LIST") {
            12
        } else {
            8 + size
        };
    }
    Ok(())
}
