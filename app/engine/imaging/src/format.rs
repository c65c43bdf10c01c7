//! The file formats, told apart by their first bytes and never by their names.

use std::fmt;
use std::path::Path;

use serde::Serialize;

/// How many bytes from the start are enough to tell the formats apart. A PDF may have up to 1 KiB
/// of other bytes in front of it.
pub(crate) const SNIFF_BYTES: usize = 1024 + 8;

/// A file format.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Portable Network Graphics.
    Png,
    /// JPEG, baseline or progressive.
    Jpeg,
    /// TIFF and BigTIFF.
    Tiff,
    /// Windows bitmap.
    Bmp,
    /// WebP; of an animation, the first frame.
    WebP,
    /// GIF; of an animation, the first frame.
    Gif,
    /// PBM, PGM, PPM and PAM.
    Pnm,
    /// JPEG 2000, as JP2 or as a bare code stream.
    Jpeg2000,
    /// PDF, page by page.
    Pdf,
}

impl Format {
    /// Every format, in the order in which the help lists them.
    pub const ALL: [Self; 9] = [
        Self::Png,
        Self::Jpeg,
        Self::Tiff,
        Self::Bmp,
        Self::WebP,
        Self::Gif,
        Self::Pnm,
        Self::Jpeg2000,
        Self::Pdf,
    ];

    /// The name of the format in the text of messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
            Self::Tiff => "TIFF",
            Self::Bmp => "BMP",
            Self::WebP => "WebP",
            Self::Gif => "GIF",
            Self::Pnm => "PNM",
            Self::Jpeg2000 => "JPEG 2000",
            Self::Pdf => "PDF",
        }
    }

    /// The endings of file names that this format usually has, in lower case.
    #[must_use]
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Png => &["png", "apng"],
            Self::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::Tiff => &["tif", "tiff", "btf", "tf8"],
            Self::Bmp => &["bmp", "dib"],
            Self::WebP => &["webp"],
            Self::Gif => &["gif"],
            Self::Pnm => &["pnm", "pbm", "pgm", "ppm", "pam"],
            Self::Jpeg2000 => &["jp2", "j2k", "jpf", "jpx", "j2c", "jpc"],
            Self::Pdf => &["pdf"],
        }
    }

    /// The names of all formats, for a message.
    pub(crate) fn list() -> String {
        Self::ALL.map(Self::name).join(", ")
    }

    /// The format of a file that starts with `head`.
    pub(crate) fn sniff(head: &[u8]) -> Option<Self> {
        const JP2: &[u8] = b"\x00\x00\x00\x0CjP  ";
        const J2K: &[u8] = b"\xFF\x4F\xFF\x51";
        Some(match head {
            [0x89, b'P', b'N', b'G', ..] => Self::Png,
            [0xFF, 0xD8, 0xFF, ..] => Self::Jpeg,
            [b'I', b'I', 42 | 43, 0, ..] | [b'M', b'M', 0, 42 | 43, ..] => Self::Tiff,
            [b'B', b'M', ..] => Self::Bmp,
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Self::Gif,
            [b'P', b'1'..=b'7', b' ' | b'\t' | b'\r' | b'\n' | b'#', ..] => Self::Pnm,
            _ if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") => Self::WebP,
            _ if head.starts_with(JP2) || head.starts_with(J2K) => Self::Jpeg2000,
            _ if head.windows(5).any(|w| w == b"%PDF-") => Self::Pdf,
            _ => return None,
        })
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Whether the ending of the name is that of a picture or a PDF: for listing folders without
/// reading every file. Opening looks at the content alone.
#[must_use]
pub fn is_picture_name(path: &Path) -> bool {
    let Some(extension) = path.extension().and_then(|e| e.to_str()) else {
        return false;
    };
    Format::ALL
        .iter()
        .flat_map(|format| format.extensions())
        .any(|known| known.eq_ignore_ascii_case(extension))
}

/// The name endings of every format, without the dot: for the filters of file dialogs.
pub fn picture_extensions() -> impl Iterator<Item = &'static str> {
    Format::ALL
        .iter()
        .flat_map(|format| format.extensions())
        .copied()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn names_are_told_by_their_ending() {
        for yes in ["a.png", "b.TIFF", "目录/图.JPG", "c d.Pdf", ".hidden.webp"] {
            assert!(is_picture_name(Path::new(yes)), "{yes}");
        }
        for no in ["png", "a.txt", ".png", "a.png.bak", "a.xml", ""] {
            assert!(!is_picture_name(Path::new(no)), "{no}");
        }
    }

    #[test]
    fn content_decides_the_format() {
        let mut late_pdf = vec![b' '; 1000];
        late_pdf.extend_from_slice(b"%PDF-1.4\n");
        let cases: [(&[u8], Option<Format>); 8] = [
            (b"\x89PNG\r\n\x1a\n", Some(Format::Png)),
            (b"\xFF\xD8\xFF\xE0", Some(Format::Jpeg)),
            (b"II\x2b\x00\x08\x00", Some(Format::Tiff)),
            (b"RIFF\x10\0\0\0WEBPVP8L", Some(Format::WebP)),
            (b"P5\n2 2\n255\n", Some(Format::Pnm)),
            (b"PK\x03\x04", None),
            (b"", None),
            (&late_pdf, Some(Format::Pdf)),
        ];
        for (head, expected) in cases {
            assert_eq!(Format::sniff(head), expected, "{head:?}");
        }
    }
}
