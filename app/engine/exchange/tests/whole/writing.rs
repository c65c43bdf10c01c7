//! Writing without replacing anything unasked.

use std::fs;
use std::path::{Path, PathBuf};

use exchange::{
    Existing, ExportError, ExportOptions, ProjectPicture, ProjectPictures, write_labels,
};
use interchange::{Dataset, Format, WriteOptions, Written};

use crate::support::{Project, place, square};

fn written(
    format: Format,
    dataset: &Dataset,
    path: &Path,
    existing: Existing,
    pictures: &ProjectPictures,
) -> Result<Written, ExportError> {
    write_labels(
        format,
        dataset,
        path,
        &WriteOptions::default(),
        existing,
        pictures,
    )
}

fn project() -> Project {
    let mut project = Project::new();
    project.add(1, project.scratch, square(5.0, 5.0, 9.0));
    project
}

/// All files below a folder with their bytes.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.clone(), fs::read(&path).unwrap()));
        }
    }
    found.sort();
    found
}

#[test]
fn every_format_is_written_once_and_replaced_only_when_allowed() {
    let project = project();
    let dataset = project.dataset(&ExportOptions::default());
    for format in Format::ALL {
        let folder = tempfile::tempdir().unwrap();
        let path = place(format, folder.path());
        let once = written(format, &dataset, &path, Existing::Refuse, &project.pictures).unwrap();
        assert!(
            once.files
                .iter()
                .all(|it| it.is_file() && it.starts_with(folder.path())),
            "{format}"
        );
        let before = files(folder.path());
        let refused = written(format, &dataset, &path, Existing::Refuse, &project.pictures);
        let Err(ExportError::Exists { path: first, count }) = refused else {
            panic!("{format}: {refused:?}");
        };
        assert_eq!(
            (first, count),
            (once.files[0].clone(), once.files.len()),
            "{format}"
        );
        assert_eq!(files(folder.path()), before, "{format}");
        let again = written(
            format,
            &dataset,
            &path,
            Existing::Replace,
            &project.pictures,
        )
        .unwrap();
        assert_eq!(again.files, once.files, "{format}");
        assert_eq!(
            files(folder.path()).len(),
            before.len(),
            "{format}: nothing is left over"
        );
    }
}

#[test]
fn other_files_of_a_folder_stay() {
    let project = project();
    let dataset = project.dataset(&ExportOptions::default());
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mine.txt"), "mine").unwrap();
    let path = folder.path();
    written(
        Format::LabelMe,
        &dataset,
        path,
        Existing::Refuse,
        &project.pictures,
    )
    .unwrap();
    assert_eq!(fs::read(folder.path().join("mine.txt")).unwrap(), b"mine");
    assert!(folder.path().join("first/1.json").is_file());
}

#[test]
fn pictures_of_the_project_are_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let own = root.join("masks/first/1.png");
    fs::create_dir_all(own.parent().unwrap()).unwrap();
    fs::write(&own, "a picture").unwrap();
    let project = project();
    let pictures = project.pictures.all().iter().cloned();
    let pictures = ProjectPictures::new(pictures.map(|picture| ProjectPicture {
        path: root.join("masks").join(&picture.file_name),
        ..picture
    }));
    let dataset = project.dataset(&ExportOptions::default());
    for existing in [Existing::Refuse, Existing::Replace] {
        for path in [root.clone(), root.join("masks/..")] {
            let refused = written(Format::MaskPng, &dataset, &path, existing, &pictures);
            assert!(
                matches!(refused, Err(ExportError::Picture { .. })),
                "{refused:?}"
            );
        }
        let refused = written(Format::Csv, &dataset, &own, existing, &pictures);
        assert!(
            matches!(refused, Err(ExportError::Picture { .. })),
            "{refused:?}"
        );
    }
    assert_eq!(files(&root), [(own, b"a picture".to_vec())]);
}

#[test]
fn a_folder_is_no_file_and_a_file_no_folder() {
    let project = project();
    let dataset = project.dataset(&ExportOptions::default());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "mine").unwrap();
    for (format, path) in [
        (Format::Coco, folder.path()),
        (Format::YoloBox, file.as_path()),
    ] {
        let refused = written(format, &dataset, path, Existing::Replace, &project.pictures);
        assert!(
            matches!(refused, Err(ExportError::OtherKind { .. })),
            "{refused:?}"
        );
    }
    assert_eq!(files(folder.path()), [(file, b"mine".to_vec())]);
}

#[test]
fn what_no_format_can_hold_leaves_nothing_behind() {
    let project = project();
    let mut dataset = project.dataset(&ExportOptions::default());
    dataset.classes[1].name = dataset.classes[0].name.clone();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new/labels");
    let refused = written(
        Format::YoloBox,
        &dataset,
        &path,
        Existing::Refuse,
        &project.pictures,
    );
    assert!(matches!(refused, Err(ExportError::Write(_))), "{refused:?}");
    assert!(files(folder.path()).is_empty());
}
