//! Series as folders of files.
#![allow(clippy::unwrap_used)]

mod common;

use std::fs;
use std::path::Path;
use std::sync::Mutex;

use balloons::{
    Balloon, BalloonsError, Existing, RENDERER_VERSION, Regime, SeriesTruth, render_series,
    write_series,
};
use common::{SIZE, facing, size};

const GO_ON: fn(usize, usize) -> bool = |_, _| true;

fn balloon() -> Balloon {
    Balloon {
        shots: 3,
        ..facing(Regime::Good)
    }
}

fn read_truth(folder: &Path) -> SeriesTruth {
    serde_json::from_slice(&fs::read(folder.join("truth.json")).unwrap()).unwrap()
}

fn decoded(path: &Path) -> (png::BitDepth, Vec<u8>) {
    let decoder = png::Decoder::new(std::io::BufReader::new(fs::File::open(path).unwrap()));
    let mut reader = decoder.read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut bytes).unwrap();
    assert_eq!([info.width, info.height], SIZE);
    assert_eq!(info.color_type, png::ColorType::Grayscale);
    (info.bit_depth, bytes)
}

#[test]
fn a_series_is_written_as_it_is_rendered() {
    let dir = tempfile::tempdir().unwrap();
    let balloon = balloon();
    let folder = write_series(dir.path(), &balloon, size(), Existing::Keep, &GO_ON).unwrap();
    assert_eq!(folder, dir.path().join("balloon-0003"));
    let truth = read_truth(&folder);
    assert_eq!(truth.renderer_version, RENDERER_VERSION);
    assert_eq!(truth.balloon, balloon);
    assert!((truth.um_per_px - 50.0).abs() < 1e-3);
    let shots = render_series(&balloon, size(), &GO_ON).unwrap();
    assert_eq!(truth.shots.len(), 3);
    for (told, shot) in truth.shots.iter().zip(&shots) {
        assert_eq!(told.shot, shot.number + 1);
        assert_eq!(told.picture, format!("shot-0{}.png", told.shot));
        let (depth, levels) = decoded(&folder.join(&told.picture));
        assert_eq!(depth, png::BitDepth::Eight);
        assert_eq!(levels, shot.picture);
        assert_eq!(told.defects.len(), shot.truths.len());
        let masks = &told.masks;
        let [near, near_visible, far] =
            [&masks.near_present, &masks.near_visible, &masks.far_present].map(|name| {
                let (depth, bytes) = decoded(&folder.join(name));
                assert_eq!(depth, png::BitDepth::Sixteen);
                let pairs = bytes.chunks_exact(2);
                pairs
                    .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
                    .collect::<Vec<_>>()
            });
        for (told, truth) in told.defects.iter().zip(&shot.truths) {
            let mask = if truth.wall == balloons::Wall::Near {
                &near
            } else {
                &far
            };
            let count = |values: &[u16]| {
                values
                    .iter()
                    .filter(|value| u32::from(**value) == told.defect)
                    .count()
            };
            assert_eq!(count(mask), told.present_px);
            assert_eq!(told.kind, balloon.defects[truth.defect].kind);
            assert_eq!(told.place, truth.present.place);
            if truth.wall == balloons::Wall::Near {
                assert_eq!(count(&near_visible), told.visible_px);
            }
        }
    }
    assert!(fs::read_dir(folder.join("masks")).unwrap().count() == 12);
}

#[test]
fn a_truth_renders_its_pictures_again() {
    let dir = tempfile::tempdir().unwrap();
    let folder = write_series(dir.path(), &balloon(), size(), Existing::Keep, &GO_ON).unwrap();
    let truth = read_truth(&folder);
    let shots = render_series(&truth.balloon, truth.size_px, &GO_ON).unwrap();
    let (_, levels) = decoded(&folder.join("shot-02.png"));
    assert_eq!(levels, shots[1].picture);
}

#[test]
fn files_are_replaced_only_when_that_is_said() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("balloon-0003");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("shot-02.png"), "mine").unwrap();
    fs::write(folder.join("notes.txt"), "keep").unwrap();
    let write = |existing| write_series(dir.path(), &balloon(), size(), existing, &GO_ON);
    let refused = write(Existing::Keep).unwrap_err();
    let path = folder.join("shot-02.png");
    assert_eq!(refused, BalloonsError::Exists { path: path.clone() });
    assert_eq!(fs::read(&path).unwrap(), b"mine");
    assert!(!folder.join("shot-01.png").exists());
    write(Existing::Replace).unwrap();
    assert_eq!(decoded(&path).0, png::BitDepth::Eight);
    assert_eq!(fs::read(folder.join("notes.txt")).unwrap(), b"keep");
}

#[test]
fn progress_is_heard_and_stopping_leaves_no_truth() {
    let dir = tempfile::tempdir().unwrap();
    let heard = Mutex::new(Vec::new());
    let listen = |done, total| {
        heard.lock().unwrap().push((done, total));
        true
    };
    let folder = write_series(dir.path(), &balloon(), size(), Existing::Keep, &listen).unwrap();
    let mut heard = heard.into_inner().unwrap();
    heard.sort_unstable();
    assert_eq!(heard, [(0, 3), (1, 3), (2, 3), (3, 3)]);

    let stop = |done, _| done < 1;
    let stopped = write_series(dir.path(), &balloon(), size(), Existing::Replace, &stop);
    assert_eq!(stopped.unwrap_err(), BalloonsError::Cancelled);
    assert!(!folder.join("truth.json").exists());
    let stopped = render_series(&balloon(), size(), &|_, _| false);
    assert_eq!(stopped.unwrap_err(), BalloonsError::Cancelled);
}

#[test]
fn a_folder_that_cannot_be_written_is_told_with_its_reason() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    fs::write(&file, "no folder").unwrap();
    let refused = write_series(&file, &balloon(), size(), Existing::Keep, &GO_ON).unwrap_err();
    let message = refused.to_string();
    assert!(
        message.starts_with("the series could not be saved ("),
        "{message}"
    );
    assert!(message.contains("choose another folder"), "{message}");
}
