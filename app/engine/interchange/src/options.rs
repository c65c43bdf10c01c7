//! What a caller can choose about reading and writing.

use crate::KnownPictures;

/// What a caller can choose about reading.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// The pictures that the labels may be of, with their sizes. YOLO needs them, because its labels
    /// are shares of the width and the height; other formats are compared with them.
    pub pictures: KnownPictures,
    /// What to do with broken shapes.
    pub broken: Broken,
    /// Class names in the order of their numbers, for YOLO labels without `data.yaml` and
    /// `classes.txt`.
    pub class_names: Vec<String>,
    /// From which number coordinates of Pascal VOC count; none to find out.
    pub voc_base: Option<VocBase>,
    /// What is accepted.
    pub limits: Limits,
}

/// What to do with shapes that cross themselves, leave the picture or have swapped corners. Shapes
/// that mark nothing, because a coordinate is no number or they have no extent, are always left out.
///
/// [`Broken::Skip`] also leaves out labels of classes that are not listed, which are added otherwise,
/// and pictures of another size than the caller knows, whose labels are kept otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Broken {
    /// Make them whole: divide or unite what crosses, cut off what is outside.
    #[default]
    Mend,
    /// Leave them as they are, to be looked at.
    Keep,
    /// Leave them out.
    Skip,
}

/// How coordinates of Pascal VOC are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum VocBase {
    /// They are edges that count from 0, as X-AnyLabeling and CVAT write them.
    Zero,
    /// They are pixels that count from 1, and the last one belongs to the box, as the development
    /// kit of VOC 2012 has it.
    #[default]
    One,
}

/// What is accepted, so that damaged or hostile files end in a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// The largest file in bytes.
    pub file_bytes: u64,
    /// The most files of a folder.
    pub files: u64,
    /// The most labels of a dataset.
    pub labels: u64,
    /// The most classes.
    pub classes: u64,
    /// The longest side of a picture in pixels.
    pub side_px: u32,
    /// The most remarks that are listed; further ones are counted.
    pub remarks: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 2 << 30,
            files: 10_000_000,
            labels: 50_000_000,
            classes: 65_536,
            side_px: 1_000_000,
            remarks: 10_000,
        }
    }
}

/// What a caller can choose about writing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WriteOptions {
    /// Which way up coordinates are written.
    pub frame: Frame,
    /// From which number coordinates of Pascal VOC count.
    pub voc_base: VocBase,
    /// What the pixels of mask pictures stand for.
    pub mask_values: MaskValues,
    /// In which order shapes are drawn into mask pictures.
    pub draw_order: DrawOrder,
    /// Whether a list of classes that is there and numbers them otherwise may be replaced. Label
    /// files beside it that are not written again then name other classes than they did.
    pub replace_class_list: bool,
}

/// Which way up coordinates are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Frame {
    /// As the picture is displayed: for tools that honour the orientation tag, as most do.
    #[default]
    Displayed,
    /// As the rows are stored in the picture file: for tools that ignore the orientation tag.
    Stored,
}

/// What the pixels of mask pictures stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MaskValues {
    /// The class: 8 bits with a palette, or 16 bits grey for more than 255 classes.
    #[default]
    Classes,
    /// The label of the picture, in 16 bits grey.
    Instances,
}

/// In which order shapes are drawn into mask pictures; later ones cover earlier ones.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum DrawOrder {
    /// In the order of the labels.
    #[default]
    AsListed,
    /// Large ones first, so that small ones stay visible.
    LargestFirst,
    /// By class in this order of places in the list of classes, the first lowest; classes that are
    /// not named lie below those that are.
    ByClass(Vec<usize>),
}
