//! Music as files: MusicXML, plain or compressed, and MIDI. A file appears complete or not at all.

use std::io::{Seek, Write};
use std::path::Path;

use atomic_write_file::AtomicWriteFile;
use notation::{MidiSettings, Score, Timeline, musicxml, write_midi};

use super::ScoreError;

/// The forms in which music is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MusicFormat {
    /// MusicXML as plain text.
    MusicXml,
    /// MusicXML, compressed.
    CompressedMusicXml,
    /// A MIDI file.
    Midi,
}

impl MusicFormat {
    /// The format that the ending of a file's name says.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "musicxml" | "xml" => Some(Self::MusicXml),
            "mxl" => Some(Self::CompressedMusicXml),
            "mid" | "midi" => Some(Self::Midi),
            _ => None,
        }
    }
}

/// Writes music into a file, in place of one that is there.
///
/// # Errors
/// When the disk refuses, or the music cannot be expressed in the format.
pub fn write_music(score: &Score, path: &Path, format: MusicFormat) -> Result<(), ScoreError> {
    let failed = |reason: String| ScoreError::Write {
        path: path.to_owned(),
        reason,
    };
    let mut file = AtomicWriteFile::open(path).map_err(|error| failed(error.to_string()))?;
    write_to(score, file.as_file_mut(), format).map_err(failed)?;
    file.commit().map_err(|error| failed(error.to_string()))
}

fn write_to<W: Write + Seek>(score: &Score, out: W, format: MusicFormat) -> Result<(), String> {
    match format {
        MusicFormat::MusicXml => musicxml::write(score, out).map_err(|it| it.to_string()),
        MusicFormat::CompressedMusicXml => {
            musicxml::write_compressed(score, out).map_err(|it| it.to_string())
        }
        MusicFormat::Midi => {
            let timeline = Timeline::of(score).map_err(|it| it.to_string())?;
            write_midi(score, &timeline, MidiSettings::default(), out).map_err(|it| it.to_string())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_say_the_format() {
        let of = |name: &str| MusicFormat::of_path(Path::new(name));
        assert_eq!(of("a.musicxml"), Some(MusicFormat::MusicXml));
        assert_eq!(of("a.XML"), Some(MusicFormat::MusicXml));
        assert_eq!(of("a.mxl"), Some(MusicFormat::CompressedMusicXml));
        assert_eq!(of("b/a.mid"), Some(MusicFormat::Midi));
        assert_eq!(of("a.pdf"), None);
        assert_eq!(of("musicxml"), None);
    }

    #[test]
    fn a_folder_that_is_missing_is_named() {
        let path = Path::new("/nowhere/at/all.musicxml");
        let error = write_music(&Score::default(), path, MusicFormat::MusicXml).unwrap_err();
        assert!(error.to_string().contains("/nowhere/at/all.musicxml"));
    }
}
