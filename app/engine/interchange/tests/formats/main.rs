//! Every format: against files that other programs made, against itself, and against broken files.
#![allow(clippy::unwrap_used)]

mod bad_files;
mod bad_labels;
mod coco;
mod csv;
mod cvat;
mod detect;
mod drawn;
mod labelme;
mod losses;
mod mask_png;
mod round_trips;
mod same;
mod stored_frame;
mod support;
mod voc;
mod yolo;
