//! Models laid over pictures in tiles.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use imaging::{Picture, Raster, Samples};
use jobs::Work;
use packs::{Decode, Extent, Manifest, Tiles};
use runtime::{Provider, ProviderChoice, Runtime, library_candidates};
use segmentation::{InstanceSettings, MapScores, Plane, SegmentationError, Segmenter};
use testbench::models;

/// A model in a folder that lives as long as the test.
struct Bench {
    runtime: Runtime,
    path: PathBuf,
    manifest: Manifest,
    _folder: tempfile::TempDir,
}

impl Bench {
    fn of_classes() -> Self {
        let runtime = Runtime::load(&library_candidates(None)).unwrap_or_else(|error| {
            panic!("these tests need ONNX Runtime: run `cargo xtask setup` once.\n{error}")
        });
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("model.onnx");
        models::write(&models::pixel_classes(), &path);
        let text = include_str!("manifest.toml");
        Self {
            runtime,
            path,
            manifest: Manifest::parse(text, Path::new("pack.toml")).unwrap(),
            _folder: folder,
        }
    }

    fn of_anomalies() -> Self {
        let mut bench = Self::of_classes();
        models::write(&models::anomaly_map(), &bench.path);
        bench.manifest.labels = Vec::new();
        bench.manifest.background = None;
        bench.manifest.outputs[0].name = "score".to_owned();
        bench.manifest.outputs[0].decode = Decode::AnomalyMap;
        bench.manifest.outputs[0].range = Some([0.0, 4.0]);
        bench
    }

    fn tiled(&self, side: Extent, tiles: Tiles) -> Manifest {
        let mut manifest = self.manifest.clone();
        manifest.input.width_px = side;
        manifest.input.height_px = side;
        manifest.input.tiles = Some(tiles);
        manifest
    }

    fn segmenter(&self, manifest: &Manifest) -> Result<Segmenter, SegmentationError> {
        let cpu = ProviderChoice::Only(Provider::Cpu);
        Segmenter::load(&self.runtime, &self.path, manifest, cpu, &Work::detached())
    }

    fn run(&self, manifest: &Manifest, picture: &Picture) -> Result<MapScores, SegmentationError> {
        self.segmenter(manifest)?.run(picture, &Work::detached())
    }
}

/// A grey picture of noise in which every level comes up.
fn noise(width_px: u32, height_px: u32) -> Picture {
    let sample = |index: u32| (index.wrapping_mul(2_654_435_761) >> 24) as u8;
    let samples = (0..width_px * height_px).map(sample).collect();
    Picture::from_raster(Raster::new(width_px, height_px, 1, Samples::U8(samples)))
}

/// A mid-grey picture with one bright and one dark square of 10 × 10 pixels, at (20, 30) and at
/// (70, 5).
fn squares() -> Picture {
    let (width, height) = (100, 60);
    let sample = |index: u32| {
        let (x, y) = (index % width, index / width);
        match (x, y) {
            (20..30, 30..40) => 255,
            (70..80, 5..15) => 0,
            _ => 128,
        }
    };
    let samples = (0..width * height).map(sample).collect();
    Picture::from_raster(Raster::new(width, height, 1, Samples::U8(samples)))
}

#[test]
fn the_map_does_not_depend_on_how_the_tiles_fall() {
    let bench = Bench::of_classes();
    let picture = noise(203, 150);
    let whole = bench.run(&bench.manifest, &picture).unwrap();
    assert!(whole.byte_len() > 0);
    let multiple = |multiple_of| Extent::MultipleOf { multiple_of };
    for (side, side_px, overlap_px) in [
        (multiple(32), 96, 32),
        (multiple(16), 64, 16),
        (multiple(1), 37, 9),
        (Extent::Fixed(50), 0, 8),
        (Extent::Fixed(64), 0, 32),
    ] {
        let tiles = Tiles {
            side_px,
            overlap_px,
        };
        let tiled = bench.run(&bench.tiled(side, tiles), &picture).unwrap();
        for plane in [Plane::Things, Plane::Class(0), Plane::Class(1)] {
            let (one, other) = (
                whole.levels(plane, whole.every_cell()),
                tiled.levels(plane, tiled.every_cell()),
            );
            let differences = one.iter().zip(&other).map(|(a, b)| a.abs_diff(*b));
            // Sums of floats in another order, then rounded.
            assert!(differences.max().unwrap() <= 1, "{side:?} {tiles:?}");
        }
    }
}

#[test]
fn probabilities_are_those_of_the_model_up_to_the_edges() {
    let bench = Bench::of_classes();
    let (width, height) = (70, 40);
    let picture = noise(width, height);
    let found = bench.run(&bench.manifest, &picture).unwrap();
    assert_eq!(found.classes(), ["bright", "dark"]);
    let raster = picture.raster().unwrap();
    for (x, y) in [(0, 0), (69, 39), (0, 20), (33, 17), (64, 39)] {
        // Beyond the edges the picture is mirrored.
        let at = |x: i64, y: i64| {
            let within = |place: i64, len: u32| place.clamp(0, i64::from(len) - 1) as u32;
            raster
                .values_at(within(x, width), within(y, height))
                .unwrap()[0]
                / 255.0
        };
        let offsets = (-1..=1).flat_map(|down| (-1..=1).map(move |right| (right, down)));
        let mean = offsets
            .map(|(right, down)| at(i64::from(x) + right, i64::from(y) + down))
            .sum::<f64>()
            / 9.0;
        let (bright, dark) = ((20.0 * mean - 16.0).exp(), (4.0 - 20.0 * mean).exp());
        let sum = 1.0 + bright + dark;
        for (class, expected) in [bright / sum, dark / sum].into_iter().enumerate() {
            let probability = f64::from(found.probability(Plane::Class(class), x, y));
            assert!(
                (probability - expected).abs() <= 0.5 / 255.0 + 1e-5,
                "class {class} at ({x}, {y}): {probability} for {expected}"
            );
        }
    }
    assert_eq!(found.probability(Plane::Things, width, 0), 0.0);
}

#[test]
fn squares_become_things_of_their_classes() {
    let bench = Bench::of_classes();
    let found = bench.run(&bench.manifest, &squares()).unwrap();
    let settings = InstanceSettings::of(&bench.manifest, &found);
    let instances = found.instances(&settings.at(0.5));
    let classes: Vec<usize> = instances.iter().map(|it| it.class).collect();
    // The dark one lies further up.
    assert_eq!(classes, [1, 0]);
    let bounds = instances[1].mask.pixel_bounds().unwrap();
    assert!(bounds.contains(20, 30) && bounds.contains(29, 39));
    assert!(!bounds.contains(18, 30) && !bounds.contains(31, 39));
    assert!(instances.iter().all(|it| it.score > 0.9));
    assert_eq!(found.model(), bench.manifest.identity());
    assert!(found.instances(&settings.at(1.01)).is_empty());
}

#[test]
fn a_coarse_map_of_anomalies_covers_the_picture_in_cells() {
    let bench = Bench::of_anomalies();
    let found = bench.run(&bench.manifest, &squares()).unwrap();
    assert_eq!(
        (found.cell_px(), found.classes()),
        (8, &["anomaly".to_owned()][..])
    );
    assert_eq!(found.cells().width_px, 13);
    // The square of cells from (24, 32) on is bright in 6 of 8 columns and in every row.
    let grey = 128.0 / 255.0 - 0.5;
    let expected = (8.0 * (6.0 * 0.5 + 2.0 * grey) / 8.0) / 4.0;
    let probability = f64::from(found.probability(Plane::Class(0), 24, 32));
    assert!((probability - expected).abs() < 0.003, "{probability}");
    let tiles = Tiles {
        side_px: 64,
        overlap_px: 32,
    };
    let multiple = Extent::MultipleOf { multiple_of: 32 };
    let tiled = bench
        .run(&bench.tiled(multiple, tiles), &squares())
        .unwrap();
    let all = found.every_cell();
    let levels = found.levels(Plane::Things, all);
    let tiled_levels = tiled.levels(Plane::Things, all);
    let differences = levels
        .iter()
        .zip(&tiled_levels)
        .map(|(a, b)| a.abs_diff(*b));
    assert!(differences.max().unwrap() <= 1);

    let settings = InstanceSettings::of(&bench.manifest, &found).at(0.6);
    let instances = found.instances(&settings);
    assert_eq!(instances.len(), 2);
    assert!(instances[1].mask.get(24, 32) && instances[1].mask.area_px().is_multiple_of(64));
}

#[test]
fn where_nothing_is_seen_nothing_is_kept() {
    let bench = Bench::of_classes();
    let grey = Picture::from_raster(Raster::new(300, 200, 1, Samples::U8(vec![128; 60_000])));
    let found = bench.run(&bench.manifest, &grey).unwrap();
    assert_eq!(found.byte_len(), 0);
    let settings = InstanceSettings::of(&bench.manifest, &found).at(0.0);
    assert!(found.instances(&settings).is_empty());
}

#[test]
fn a_run_says_how_far_it_is_and_ends_when_it_is_cancelled() {
    let bench = Bench::of_classes();
    let tiles = Tiles {
        side_px: 64,
        overlap_px: 32,
    };
    let multiple = Extent::MultipleOf { multiple_of: 32 };
    let segmenter = bench.segmenter(&bench.tiled(multiple, tiles)).unwrap();
    let work = Work::detached();
    segmenter.run(&squares(), &work).unwrap();
    let progress = work.last_progress();
    assert_eq!((progress.done, progress.total), (15, 15));

    // Thousands of tiles, so that the end comes in their middle.
    let large = noise(3000, 2000);
    let work = Work::detached();
    let error = std::thread::scope(|scope| {
        let run = scope.spawn(|| segmenter.run(&large, &work));
        while work.last_progress().done == 0 && !run.is_finished() {
            std::thread::yield_now();
        }
        work.cancel();
        run.join().unwrap().unwrap_err()
    });
    assert!(error.is_cancelled(), "{error}");
    let progress = work.last_progress();
    assert!(progress.done < progress.total, "{progress:?}");
    segmenter.run(&squares(), &Work::detached()).unwrap();
}

#[test]
fn what_is_no_map_is_refused_with_its_reason() {
    let bench = Bench::of_classes();
    let refused = |manifest: &Manifest| bench.run(manifest, &squares()).unwrap_err();

    let mut manifest = bench.manifest.clone();
    manifest.labels.push("more".to_owned());
    let error = refused(&manifest);
    assert!(
        matches!(&error, SegmentationError::WrongShape { channels: 4, .. }),
        "{error}"
    );

    let mut manifest = bench.manifest.clone();
    manifest.outputs[0].name = "score".to_owned();
    let error = refused(&manifest);
    assert!(
        matches!(&error, SegmentationError::NoOutput { .. }),
        "{error}"
    );

    let mut manifest = bench.manifest.clone();
    manifest.outputs[0].decode = Decode::Raw;
    let error = refused(&manifest);
    assert!(matches!(&error, SegmentationError::NoMap { .. }), "{error}");

    let mut samples = vec![0.5; 60 * 50];
    samples[1234] = f32::NAN;
    let broken = Picture::from_raster(Raster::new(60, 50, 1, Samples::F32(samples)));
    let error = bench.run(&bench.manifest, &broken).unwrap_err();
    assert!(
        matches!(&error, SegmentationError::NotNumbers { .. }),
        "{error}"
    );
}
