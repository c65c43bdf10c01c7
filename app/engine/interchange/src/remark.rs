//! What was noticed while reading: by file, picture and label.

use std::fmt;
use std::path::PathBuf;

use shapes::{Problem, ShapeKind};

/// Something that was noticed while reading, and what was done about it. Its text says what, why,
/// and what to do.
#[derive(Debug, Clone, PartialEq)]
pub struct Remark {
    /// The file that it is about.
    pub file: PathBuf,
    /// The picture that it is about, if it is about one.
    pub picture: Option<String>,
    /// Which label it is about, from 1 in the order of the picture's labels in the file; in formats
    /// of lines the number of the line.
    pub label: Option<u64>,
    /// What was noticed.
    pub issue: Issue,
    /// What was done about it.
    pub outcome: Outcome,
}

/// What was done about something that was noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Outcome {
    /// It was read as it stands.
    Kept,
    /// It was read in a form that is in order.
    Mended,
    /// It was left out.
    Skipped,
}

/// What can be noticed while reading.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Issue {
    /// One file among many that could not be read.
    UnreadableFile {
        /// Why.
        reason: String,
    },
    /// An entry that does not have the form that the format asks for.
    Malformed {
        /// What is wrong with it.
        reason: String,
    },
    /// A kind of shape that is not known.
    UnknownShape {
        /// Its name in the file.
        name: String,
    },
    /// A kind of shape that has no place here and became another.
    Converted {
        /// Its name in the file.
        name: String,
        /// What it became.
        to: ShapeKind,
    },
    /// Something beside shapes that is not read, such as tags of whole pictures.
    NotRead {
        /// What it is, in words.
        what: String,
    },
    /// A shape that is broken.
    Shape {
        /// What is wrong with it.
        problem: Problem,
    },
    /// Four corners that make no rectangle.
    NoRectangle {
        /// How far a corner is from that of the rectangle, in pixels.
        off_px: f64,
    },
    /// The runs of a mask are not of the pixels that they should be of.
    BadRuns {
        /// What is wrong with them.
        reason: String,
    },
    /// A label names a class that is not listed.
    UnknownClass {
        /// The name or the number in the file.
        class: String,
    },
    /// No list of class names was found, and the numbers became names.
    NoClassNames,
    /// Two classes have the same name.
    TwinClass {
        /// The name.
        name: String,
    },
    /// The file gives the picture another size than the picture has.
    OtherSize {
        /// Width and height in the file.
        said_px: (u32, u32),
        /// Width and height of the picture.
        is_px: (u32, u32),
    },
    /// Neither the file nor the caller knows the size of the picture.
    NoSize,
    /// The picture is not among those that the caller knows.
    MissingPicture,
    /// The picture is there twice.
    TwinPicture,
    /// A number that should tell entries apart is there twice.
    TwinId {
        /// The number.
        id: i64,
    },
    /// A label of a picture that is not listed.
    UnknownPicture {
        /// The number of the picture in the file.
        id: i64,
    },
    /// A picture name that is absolute or leaves the folder of the pictures.
    UnsafeName {
        /// The name in the file.
        name: String,
    },
    /// Coordinates of Pascal VOC were taken to count from this number.
    VocBase {
        /// 0 or 1.
        base: u8,
        /// The smallest coordinate in the files.
        smallest: f64,
    },
    /// The frames of a video are not named, and were matched with the known pictures by their order.
    FramesByOrder,
    /// Further remarks, which are not listed.
    More {
        /// How many.
        count: u64,
    },
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnreadableFile { reason } => f.write_str(reason),
            Self::Malformed { reason } => {
                write!(f, "the entry cannot be read ({reason}); correct it in the file")
            }
            Self::UnknownShape { name } => write!(
                f,
                "shapes of the kind `{name}` are not known; draw it again as a box, a polygon, a line, \
                 a point or a mask"
            ),
            Self::Converted { name, to } => write!(
                f,
                "shapes of the kind `{name}` have no place here, so it became {}; see whether it still \
                 fits",
                kind_in_words(*to)
            ),
            Self::NotRead { what } => write!(f, "{what} have no place here"),
            Self::Shape { problem } => write!(f, "{problem}"),
            Self::NoRectangle { off_px } => write!(
                f,
                "the four corners make no rectangle (one is off by {off_px:.2} pixels); see whether the \
                 box fits"
            ),
            Self::BadRuns { reason } => write!(f, "the mask cannot be read: {reason}"),
            Self::UnknownClass { class } => write!(
                f,
                "the class `{class}` is not in the list of classes; add it there, or correct the label"
            ),
            Self::NoClassNames => f.write_str(
                "no list of class names was found, so that classes are named by their numbers; put \
                 data.yaml or classes.txt beside the labels, or rename the classes",
            ),
            Self::TwinClass { name } => write!(
                f,
                "two classes have the name `{name}`; rename one, or unite them"
            ),
            Self::OtherSize { said_px, is_px } => {
                write!(
                    f,
                    "the labels are of a picture of {} × {} pixels, but it has {} × {}",
                    said_px.0, said_px.1, is_px.0, is_px.1
                )?;
                if (said_px.1, said_px.0) == *is_px {
                    f.write_str(
                        "; the sides are exchanged, as when the orientation tag of the picture was \
                         ignored while labelling, so that the labels lie turned",
                    )
                } else {
                    f.write_str("; the picture was changed after labelling, or is another one")
                }
            }
            Self::NoSize => f.write_str(
                "the size of the picture is not known, and without it the labels have no place; add \
                 the picture",
            ),
            Self::MissingPicture => {
                f.write_str("the picture is not among those of the project; add it")
            }
            Self::TwinPicture => f.write_str(
                "the picture is there twice; its labels were put together, so see whether some are \
                 double",
            ),
            Self::TwinId { id } => write!(
                f,
                "the number {id} is given twice, so that a reference to it is unclear; number the \
                 entries anew"
            ),
            Self::UnknownPicture { id } => write!(
                f,
                "the label is of the picture with number {id}, which is not listed; add it to the list"
            ),
            Self::UnsafeName { name } => write!(
                f,
                "the picture name `{name}` leaves the folder of the pictures; only its last part counts"
            ),
            Self::VocBase { base, smallest } => write!(
                f,
                "coordinates were taken to count from {base}, because the smallest is {smallest}; \
                 choose the other base if all boxes are off by a pixel"
            ),
            Self::FramesByOrder => f.write_str(
                "the file does not name the pictures of its frames, so they were matched with the \
                 known pictures by order; see whether the first and the last one fit",
            ),
            Self::More { count } => write!(f, "{count} more remarks are not listed"),
        }
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(picture) = &self.picture {
            write!(f, ", picture `{picture}`")?;
        }
        if let Some(label) = self.label {
            write!(f, ", label {label}")?;
        }
        let outcome = match self.outcome {
            Outcome::Kept => "kept",
            Outcome::Mended => "mended",
            Outcome::Skipped => "skipped",
        };
        write!(f, ": {} ({outcome})", self.issue)
    }
}

/// A kind of shape with its article.
const fn kind_in_words(kind: ShapeKind) -> &'static str {
    match kind {
        ShapeKind::Box => "a box",
        ShapeKind::RotatedBox => "a rotated box",
        ShapeKind::Polygon => "a polygon",
        ShapeKind::Mask => "a mask",
        ShapeKind::Polyline => "a line",
        ShapeKind::Point => "a point",
    }
}
