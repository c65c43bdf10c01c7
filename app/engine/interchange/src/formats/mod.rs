//! The formats, each with its rules at the top of its module.

pub(crate) mod coco;
pub(crate) mod csv;
pub(crate) mod cvat;
pub(crate) mod labelme;
pub(crate) mod mask_png;
pub(crate) mod voc;
pub(crate) mod yolo;
