//! Compressed scores, and telling them from plain ones.

use std::borrow::Cow;
use std::io::{Cursor, Read as _, Seek, Write};

use roxmltree::Document;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::read::{Read, read_text};
use super::{ReadError, WriteError, write};
use crate::Score;

/// The most bytes of a score, unpacked: a hundred times those of a long sonata.
const MOST_BYTES: u64 = 128 << 20;
/// Where a compressed score says which of its files is the score.
const CONTAINER: &str = "META-INF/container.xml";
/// The name of the score in the compressed files that are written.
const SCORE: &str = "score.musicxml";
/// What the container of written files says.
const CONTAINER_TEXT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<container>
  <rootfiles>
    <rootfile full-path="score.musicxml" media-type="application/vnd.recordare.musicxml+xml"/>
  </rootfiles>
</container>
"#;

/// Writes a score as compressed MusicXML. The same score always gives the same bytes.
///
/// # Errors
/// What cannot be written, as [`write()`] says it.
pub fn write_compressed(score: &Score, out: impl Write + Seek) -> Result<(), WriteError> {
    let mut text = Vec::new();
    write(score, &mut text)?;
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut archive = ZipWriter::new(out);
    let files: [(&str, _, &[u8]); 3] = [
        ("mimetype", stored, b"application/vnd.recordare.musicxml"),
        (CONTAINER, packed, CONTAINER_TEXT.as_bytes()),
        (SCORE, packed, &text),
    ];
    for (name, options, content) in files {
        archive.start_file(name, options)?;
        archive.write_all(content)?;
    }
    archive.finish()?.flush()?;
    Ok(())
}

/// Reads a score from a file's bytes, plain or compressed, whatever its name.
///
/// # Errors
/// What is wrong with it. Oddities that can be lived with are no errors but [`Read::remarks`].
pub fn read(bytes: &[u8]) -> Result<Read, ReadError> {
    if bytes.starts_with(b"PK") {
        read_text(&decoded(&unpacked(bytes)?)?)
    } else if bytes.len() as u64 > MOST_BYTES {
        Err(ReadError::TooLarge {
            limit_bytes: MOST_BYTES,
        })
    } else {
        read_text(&decoded(bytes)?)
    }
}

/// The score in a compressed file.
fn unpacked(bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut file = |name: &str| -> Result<Vec<u8>, ReadError> {
        let mut content = Vec::new();
        let packed = archive.by_name(name)?;
        packed.take(MOST_BYTES + 1).read_to_end(&mut content)?;
        if content.len() as u64 > MOST_BYTES {
            return Err(ReadError::TooLarge {
                limit_bytes: MOST_BYTES,
            });
        }
        Ok(content)
    };
    if let Ok(container) = file(CONTAINER)
        && let Some(name) = named_score(&decoded(&container)?)
    {
        return file(&name);
    }
    let is_score = |it: &&str| {
        !it.starts_with("META-INF") && (it.ends_with(".musicxml") || it.ends_with(".xml"))
    };
    let name = ZipArchive::new(Cursor::new(bytes))?;
    let name = name.file_names().find(is_score).map(str::to_owned);
    file(&name.ok_or(ReadError::NoScore)?)
}

/// The first file that a container names.
fn named_score(container: &str) -> Option<String> {
    let document = Document::parse(container).ok()?;
    let mut files = document.descendants();
    let file = files.find(|it| it.tag_name().name() == "rootfile")?;
    file.attribute("full-path").map(str::to_owned)
}

/// The text of a file, by its byte order mark or as UTF-8.
fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, ReadError> {
    let wide = |order: fn([u8; 2]) -> u16| {
        let units = bytes[2..].chunks_exact(2).map(|it| order([it[0], it[1]]));
        char::decode_utf16(units)
            .collect::<Result<String, _>>()
            .map(Cow::Owned)
            .map_err(|_| ReadError::Encoding)
    };
    match bytes {
        [0xFF, 0xFE, ..] => wide(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => wide(u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] | rest => {
            let text = std::str::from_utf8(rest).map_err(|_| ReadError::Encoding)?;
            Ok(Cow::Borrowed(text))
        }
    }
}
