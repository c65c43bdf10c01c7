//! Where YOLO keeps which file.

use std::path::{Path, PathBuf};

use crate::{InterchangeError, Limits, files, names};

/// The list of classes for labelImg and others.
pub(crate) const CLASSES_TXT: &str = "classes.txt";
/// The list of classes of Ultralytics, under each name that it is given, the usual one first.
pub(super) const DATA_YAML: [&str; 4] = ["data.yaml", "data.yml", "dataset.yaml", "dataset.yml"];
/// Lists of pictures, which look like label files.
const PICTURE_LISTS: [&str; 5] = [
    "train.txt",
    "val.txt",
    "test.txt",
    "autosplit_train.txt",
    "autosplit_val.txt",
];
const LABELS: &str = "labels";
const IMAGES: &str = "images";

/// Whether a file is the list of classes of Ultralytics by its name.
pub(crate) fn is_data_yaml(path: &Path) -> bool {
    let name = path.file_name().and_then(|it| it.to_str());
    name.is_some_and(|name| DATA_YAML.contains(&name))
}

/// The folder that is meant by a folder or by the `data.yaml` in it.
pub(super) fn root(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if is_data_yaml(path) && path.is_file() => parent,
        _ => path,
    }
}

/// The label files below a folder: all in folders with the name `labels` if there are some, else all
/// text files that are no lists.
pub(crate) fn label_files(
    folder: &Path,
    limits: &Limits,
) -> Result<Vec<PathBuf>, InterchangeError> {
    let is_list = |path: &PathBuf| {
        let name = path.file_name().and_then(|it| it.to_str());
        name.is_some_and(|name| name == CLASSES_TXT || PICTURE_LISTS.contains(&name))
    };
    let mut texts = files::files_below(folder, "txt", limits)?;
    texts.retain(|path| !is_list(path));
    let is_below_labels = |path: &PathBuf| {
        names::relative(folder, path).is_some_and(|name| labels_part(&name).is_some())
    };
    if texts.iter().any(is_below_labels) {
        texts.retain(is_below_labels);
    }
    Ok(texts)
}

/// Where the last folder `labels` of a path ends and begins.
fn labels_part(name: &str) -> Option<(&str, &str)> {
    let mut start = name.len();
    while let Some(slash) = name[..start].rfind('/') {
        let folder_start = name[..slash].rfind('/').map_or(0, |it| it + 1);
        if &name[folder_start..slash] == LABELS {
            return Some((&name[..folder_start], &name[slash + 1..]));
        }
        start = slash;
    }
    None
}

/// Names that the picture of a label file may have without their extension, the most likely first.
pub(super) fn picture_stems(label_file: &str) -> Vec<String> {
    let stem = names::stem(label_file);
    match labels_part(stem) {
        Some((above, below)) => vec![
            format!("{above}{IMAGES}/{below}"),
            format!("{above}{below}"),
            below.to_owned(),
        ],
        None => vec![stem.to_owned()],
    }
}

/// The label file of a picture.
pub(super) fn label_file(picture: &str) -> String {
    let stem = names::stem(picture);
    let below = stem.strip_prefix("images/").unwrap_or(stem);
    format!("{LABELS}/{below}.txt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_and_labels_find_each_other() {
        assert_eq!(label_file("images/train/ü 1.jpg"), "labels/train/ü 1.txt");
        assert_eq!(label_file("a/b.tar.png"), "labels/a/b.tar.txt");
        assert_eq!(
            picture_stems("labels/train/ü 1.txt"),
            ["images/train/ü 1", "train/ü 1", "train/ü 1"]
        );
        assert_eq!(
            picture_stems("set/labels/x/labels/1.txt")[0],
            "set/labels/x/images/1"
        );
        assert_eq!(picture_stems("b.txt"), ["b"]);
        assert_eq!(labels_part("mylabels/b.txt"), None);
    }
}
