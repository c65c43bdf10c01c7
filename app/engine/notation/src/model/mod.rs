//! The types of written music. They say what is printed, and hold nothing that cannot be printed.

pub(crate) mod chord;
pub(crate) mod direction;
pub(crate) mod length;
pub(crate) mod marks;
pub(crate) mod measure;
pub(crate) mod note;
pub(crate) mod pitch;
pub(crate) mod score;
pub(crate) mod signs;
pub(crate) mod voice;
