//! The formats by name.

use std::fmt;

/// A label format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// The instances of COCO: one JSON file for all pictures.
    Coco,
    /// YOLO boxes as Ultralytics reads them: a text file a picture.
    YoloBox,
    /// YOLO polygons as Ultralytics reads them: a text file a picture.
    YoloSegment,
    /// YOLO rotated boxes by their corners as Ultralytics reads them: a text file a picture.
    YoloOriented,
    /// The XML files of the Pascal VOC challenge, one a picture.
    PascalVoc,
    /// The JSON files of labelme, one beside each picture.
    LabelMe,
    /// `CVAT for images` and `CVAT for video` 1.1: one XML file for all pictures.
    CvatXml,
    /// Pictures whose pixels are classes or instances, with a JSON file that names them.
    MaskPng,
    /// A table with a row a label, in which every shape survives.
    Csv,
}

impl Format {
    /// All formats, in the order in which they are offered.
    pub const ALL: [Self; 9] = [
        Self::Coco,
        Self::YoloBox,
        Self::YoloSegment,
        Self::YoloOriented,
        Self::PascalVoc,
        Self::LabelMe,
        Self::CvatXml,
        Self::MaskPng,
        Self::Csv,
    ];

    /// A short name for command lines and settings, which never changes.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Coco => "coco",
            Self::YoloBox => "yolo-box",
            Self::YoloSegment => "yolo-segment",
            Self::YoloOriented => "yolo-oriented",
            Self::PascalVoc => "pascal-voc",
            Self::LabelMe => "labelme",
            Self::CvatXml => "cvat-xml",
            Self::MaskPng => "mask-png",
            Self::Csv => "csv",
        }
    }

    /// The format with this [`id`](Self::id).
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.id() == id)
    }

    /// The name as its makers write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Coco => "COCO",
            Self::YoloBox => "YOLO boxes",
            Self::YoloSegment => "YOLO segments",
            Self::YoloOriented => "YOLO oriented boxes",
            Self::PascalVoc => "Pascal VOC",
            Self::LabelMe => "LabelMe",
            Self::CvatXml => "CVAT XML",
            Self::MaskPng => "Mask PNG",
            Self::Csv => "CSV",
        }
    }

    /// Whether labels of this format are a folder of files; else they are one file.
    #[must_use]
    pub const fn is_folder(self) -> bool {
        !matches!(self, Self::Coco | Self::CvatXml | Self::Csv)
    }

    /// The extension of a label file, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Coco | Self::LabelMe => "json",
            Self::YoloBox | Self::YoloSegment | Self::YoloOriented => "txt",
            Self::PascalVoc | Self::CvatXml => "xml",
            Self::MaskPng => "png",
            Self::Csv => "csv",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_by_its_id() {
        for format in Format::ALL {
            assert_eq!(Format::from_id(format.id()), Some(format));
        }
        assert_eq!(Format::from_id("tarot"), None);
    }
}
