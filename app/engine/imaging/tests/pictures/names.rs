//! Names of all kinds, and paths that lead to no picture.

use image::ImageFormat;
use imaging::{Fault, Limits, Picture, SampleKind, content_hash, probe, save_png, thumbnail};
use jobs::Work;

use crate::make::*;

fn fault_of(path: &std::path::Path) -> Fault {
    let opened = Picture::open(path, 1, &Limits::default(), &Work::detached()).map(|_| ());
    let probed = probe(path, &Limits::default()).map(|_| ());
    let hashed = content_hash(path, &Work::detached()).map(|_| ());
    let error = opened.unwrap_err();
    assert_eq!(error, probed.unwrap_err());
    assert_eq!(error.path(), Some(path));
    assert!(
        error.to_string().ends_with(&path.display().to_string()),
        "the path comes last"
    );
    if !matches!(error.fault(), Fault::UnknownFormat) {
        assert_eq!(error.fault(), hashed.unwrap_err().fault());
    }
    error.fault().clone()
}

#[test]
fn names_in_any_script_and_with_spaces_open() {
    let folder = tempfile::tempdir().unwrap();
    let file = encode(&ramp(9, 5, 1, SampleKind::U8), ImageFormat::Png);
    for name in [
        "图像 缺陷.png",
        "Prüfung #1 (neu).png",
        " .png",
        "no ending",
    ] {
        let path = put(folder.path(), name, &file);
        assert!(
            Picture::open(&path, 1, &Limits::default(), &Work::detached()).is_ok(),
            "{name}"
        );
    }
    // Four hundred characters of path, in parts that file systems accept.
    let deep = folder.path().join("长".repeat(80)).join("b".repeat(200));
    std::fs::create_dir_all(&deep).unwrap();
    let path = put(&deep, "c.png", &file);
    assert!(thumbnail(&path, 1, 4, &Limits::default(), &Work::detached()).is_ok());
}

#[test]
fn a_name_of_three_hundred_characters_is_refused_with_words() {
    let folder = tempfile::tempdir().unwrap();
    let fault = fault_of(&folder.path().join("n".repeat(300)));
    assert!(
        matches!(fault, Fault::Read { .. } | Fault::Missing),
        "{fault}"
    );
}

#[test]
fn paths_without_a_picture() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(fault_of(&folder.path().join("gone.png")), Fault::Missing);
    assert_eq!(
        fault_of(folder.path()),
        Fault::NotAFile { what: "a folder" }
    );
    let file = put(folder.path(), "note.png", b"not a picture at all");
    assert_eq!(fault_of(&file), Fault::UnknownFormat);
    assert_eq!(
        fault_of(&put(folder.path(), "empty.png", b"")),
        Fault::UnknownFormat
    );
    assert_eq!(fault_of(&file.join("below.png")), Fault::Missing);
}

#[cfg(unix)]
#[test]
fn a_pipe_does_not_wait_and_a_closed_file_says_so() {
    use std::os::unix::fs::PermissionsExt;

    assert_eq!(
        fault_of(std::path::Path::new("/dev/null")),
        Fault::NotAFile {
            what: "a device or a pipe"
        }
    );
    let folder = tempfile::tempdir().unwrap();
    let path = put(folder.path(), "closed.png", b"x");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    // The superuser may read everything, so there is nothing to see for it.
    if std::fs::File::open(&path).is_err() {
        assert_eq!(fault_of(&path), Fault::NoPermission);
    }
}

#[test]
fn hashes_are_those_of_the_standard() {
    let folder = tempfile::tempdir().unwrap();
    let path = put(folder.path(), "abc", b"abc");
    let hash = content_hash(&path, &Work::detached()).unwrap();
    assert_eq!(
        hash.to_string(),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
}

#[test]
fn saving_gives_back_the_same_picture_or_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("保存.png");
    for kind in [SampleKind::U8, SampleKind::U16] {
        for channels in 1..=4 {
            let raster = ramp(31, 11, channels, kind);
            save_png(&raster, &path).unwrap();
            assert_eq!(whole(&std::fs::read(&path).unwrap()), raster);
        }
    }
    let before = std::fs::read(&path).unwrap();
    let error = save_png(&ramp(4, 4, 1, SampleKind::F32), &path).unwrap_err();
    assert!(matches!(error.fault(), Fault::Write { .. }));
    assert_eq!(
        std::fs::read(&path).unwrap(),
        before,
        "the old file is still there"
    );
    assert_eq!(
        std::fs::read_dir(folder.path()).unwrap().count(),
        1,
        "nothing is left behind"
    );
    assert!(
        save_png(
            &ramp(4, 4, 1, SampleKind::U8),
            &folder.path().join("no/such/folder.png")
        )
        .is_err()
    );
}

#[test]
fn thumbnails_keep_the_longest_side_and_the_tones() {
    let folder = tempfile::tempdir().unwrap();
    let limits = Limits::default();
    let small = |name: &str, file: &[u8]| {
        let path = put(folder.path(), name, file);
        thumbnail(&path, 1, 50, &limits, &Work::detached()).unwrap()
    };
    let mut flat = ramp(300, 120, 4, SampleKind::U16);
    flat.samples = imaging::Samples::U16([500, 500, 500, 65535].repeat(300 * 120));
    let thumb = small("flat", &encode(&flat, ImageFormat::Png));
    assert_eq!(
        (thumb.width_px, thumb.height_px, thumb.channels),
        (50, 20, 4)
    );
    assert_eq!(
        thumb.values_at(25, 10).unwrap()[3],
        255.0,
        "opaque stays opaque"
    );
    let page = small("page", &pdf(&[one_bit_pattern(400, 800)], 300));
    assert_eq!((page.width_px, page.height_px), (25, 50));
    let tiny = small(
        "tiny",
        &encode(&ramp(8, 8, 3, SampleKind::U8), ImageFormat::Png),
    );
    assert_eq!(
        tiny,
        ramp(8, 8, 3, SampleKind::U8),
        "small pictures are not enlarged"
    );
}
