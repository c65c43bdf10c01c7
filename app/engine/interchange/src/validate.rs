//! Whether labels hang together, so that a format can hold them.

use std::collections::HashSet;

use crate::{Dataset, DatasetFault, names};

/// Looks for the first thing that no format can hold.
pub(crate) fn validate(dataset: &Dataset) -> Result<(), DatasetFault> {
    let mut class_names = HashSet::new();
    for (index, class) in dataset.classes.iter().enumerate() {
        if class.name.is_empty() {
            return Err(DatasetFault::NamelessClass(index));
        }
        if !class_names.insert(&class.name) {
            return Err(DatasetFault::TwinClasses(class.name.clone()));
        }
    }
    let count = dataset.classes.len();
    let mut picture_names = HashSet::new();
    for picture in &dataset.pictures {
        let name = &picture.file_name;
        if !names::is_safe(name) {
            return Err(DatasetFault::UnsafeName(name.clone()));
        }
        if !picture_names.insert(name) {
            return Err(DatasetFault::SameFile {
                first: name.clone(),
                second: name.clone(),
            });
        }
        if picture.width_px == 0 || picture.height_px == 0 {
            return Err(DatasetFault::NoSize(name.clone()));
        }
        if let Some(label) = picture.labels.iter().find(|it| it.class >= count) {
            return Err(DatasetFault::NoSuchClass {
                picture: name.clone(),
                class: label.class,
                count,
            });
        }
    }
    Ok(())
}
