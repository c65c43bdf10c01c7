//! Opens every picture and every page below the folder that the environment variable
//! `SIGHTGLASS_REAL` names, and prints what it took. Run by hand:
//! `SIGHTGLASS_REAL=… cargo test --release -p imaging --test pictures real:: -- --ignored --nocapture`.
#![allow(clippy::print_stdout)]

use std::path::{Path, PathBuf};
use std::time::Instant;

use imaging::{Limits, Picture, is_picture_name, probe, thumbnail};
use jobs::Work;

fn pictures_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            pictures_below(&path, found);
        } else if is_picture_name(&path) {
            found.push(path);
        }
    }
}

#[test]
#[ignore = "needs a folder of real pictures"]
fn everything_below_a_folder_opens() {
    let folder = std::env::var_os("SIGHTGLASS_REAL").expect("SIGHTGLASS_REAL names a folder");
    let mut paths = Vec::new();
    pictures_below(Path::new(&folder), &mut paths);
    paths.sort();
    assert!(!paths.is_empty(), "the folder has pictures");

    let (limits, work) = (Limits::default(), Work::detached());
    let mut failures = Vec::new();
    for path in &paths {
        let started = Instant::now();
        let info = match probe(path, &limits) {
            Ok(info) => info,
            Err(error) => {
                failures.push(error.to_string());
                continue;
            }
        };
        let probed = started.elapsed();
        for page in 1..=info.page_count {
            let started = Instant::now();
            match Picture::open(path, page, &limits, &work) {
                Ok(picture) => {
                    let opened = started.elapsed();
                    let started = Instant::now();
                    thumbnail(path, page, 256, &limits, &work).unwrap();
                    println!(
                        "{} {page}/{}: {} {}×{} channels {} bits {} range {:?} probe {probed:.1?} open {opened:.1?} thumbnail {:.1?}",
                        path.strip_prefix(&folder).unwrap().display(),
                        info.page_count,
                        info.format,
                        picture.page().width_px,
                        picture.page().height_px,
                        picture.page().channels,
                        picture.page().bits_per_sample,
                        picture.range(),
                        started.elapsed(),
                    );
                }
                Err(error) => failures.push(error.to_string()),
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} failed:\n{}",
        failures.len(),
        failures.join("\n")
    );
}
