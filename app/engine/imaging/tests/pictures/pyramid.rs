//! Pyramids in memory and in scratch files hold the same pixels, of every size and kind.

use image::ImageFormat;
use imaging::{Limits, Picture, Raster, SampleKind, Samples, TILE_SIDE_PX, TileKey};
use jobs::Work;
use proptest::prelude::*;

use crate::make::*;
use crate::tiff_writer::write;

/// Opens a raster as a picture in memory and as one on disk.
fn both(raster: &Raster) -> (Picture, Picture) {
    let file = match raster.kind() {
        SampleKind::F32 => float_tiff(raster),
        _ => encode(raster, ImageFormat::Png),
    };
    let on_disk = open(&file, &always_scratch()).unwrap();
    assert!(on_disk.raster().is_none());
    (Picture::from_raster(raster.clone()), on_disk)
}

fn float_tiff(raster: &Raster) -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    let Samples::F32(values) = &raster.samples else {
        panic!("floating point");
    };
    tiff::encoder::TiffEncoder::new(&mut file)
        .unwrap()
        .write_image::<tiff::encoder::colortype::Gray32Float>(
            raster.width_px,
            raster.height_px,
            values,
        )
        .unwrap();
    file.into_inner()
}

#[test]
fn odd_sizes_agree_at_every_level() {
    for (width, height) in [(1, 1), (513, 512), (1025, 3), (3, 1537), (777, 1300)] {
        for (channels, kind) in [
            (1, SampleKind::U8),
            (3, SampleKind::U8),
            (1, SampleKind::U16),
            (1, SampleKind::F32),
        ] {
            let (in_memory, on_disk) = both(&ramp(width, height, channels, kind));
            assert_eq!(in_memory.levels(), on_disk.levels());
            for (level, size) in in_memory.levels().iter().enumerate() {
                let all = |picture: &Picture| {
                    picture
                        .region(level as u32, 0, 0, size.width_px, size.height_px)
                        .unwrap()
                };
                assert_eq!(
                    all(&in_memory),
                    all(&on_disk),
                    "{width}×{height} {channels} {kind:?} level {level}"
                );
            }
        }
    }
}

#[test]
fn long_strips_open() {
    // One pixel wide and 120,000 by 80: beyond what a texture holds.
    for (width, height) in [(1, 120_000), (120_000, 1), (120_000, 80)] {
        let raster = Raster::new(
            width,
            height,
            1,
            Samples::U8((0..width * height).map(|i| (i / 97) as u8).collect()),
        );
        let (in_memory, on_disk) = both(&raster);
        let last = on_disk.levels().len() as u32 - 1;
        let size = on_disk.levels()[last as usize];
        assert!(size.width_px.max(size.height_px) <= TILE_SIDE_PX);
        let key = TileKey {
            level: last,
            x: 0,
            y: 0,
        };
        assert_eq!(in_memory.tile(key).unwrap(), on_disk.tile(key).unwrap());
        let (x, y) = (width - width.min(700), height - height.min(700));
        let part = on_disk.region(0, x, y, width - x, height - y).unwrap();
        assert_eq!(part, raster.crop(x, y, width - x, height - y).unwrap());
    }
}

#[test]
fn tiles_are_cached_and_edges_are_smaller() {
    let raster = ramp(600, 520, 3, SampleKind::U8);
    let (_, on_disk) = both(&raster);
    let key = TileKey {
        level: 0,
        x: 1,
        y: 1,
    };
    assert!(on_disk.cached_tile(key).is_none());
    assert_eq!(on_disk.values_at(599, 519), None);
    let tile = on_disk.tile(key).unwrap();
    assert_eq!((tile.width_px, tile.height_px), (88, 8));
    assert!(std::sync::Arc::ptr_eq(
        &tile,
        &on_disk.cached_tile(key).unwrap()
    ));
    assert_eq!(on_disk.values_at(599, 519), raster.values_at(599, 519));
    for outside in [
        TileKey {
            level: 0,
            x: 2,
            y: 0,
        },
        TileKey {
            level: 9,
            x: 0,
            y: 0,
        },
    ] {
        assert!(on_disk.tile(outside).is_err());
    }
}

#[test]
fn tiled_tiff_goes_to_scratch_in_bands() {
    let raster = ramp(1100, 700, 1, SampleKind::U8);
    let file = write(&[tiff_tiles(&raster, 256)], true);
    let picture = open(&file, &always_scratch()).unwrap();
    assert_eq!(picture.whole(&Work::detached()).unwrap(), raster);
}

#[test]
fn ranges_are_measured_on_opening() {
    let mut raster = ramp(900, 700, 1, SampleKind::U16);
    if let Samples::U16(values) = &mut raster.samples {
        values.fill(1000);
        values[..900 * 350].fill(3000);
    }
    let (in_memory, on_disk) = both(&raster);
    for picture in [in_memory, on_disk] {
        let range = picture.range();
        assert_eq!(
            (range.min, range.low, range.high, range.max),
            (1000.0, 1000.0, 3000.0, 3000.0)
        );
    }
}

#[test]
fn a_cancelled_picture_is_no_picture() {
    let folder = tempfile::tempdir().unwrap();
    let path = put(
        folder.path(),
        "a.png",
        &encode(&ramp(600, 600, 1, SampleKind::U8), ImageFormat::Png),
    );
    for limits in [Limits::default(), always_scratch()] {
        let work = Work::detached();
        work.cancel();
        let Err(error) = Picture::open(&path, 1, &limits, &work) else {
            panic!("cancelled work returns no picture");
        };
        assert!(error.is_cancelled());
    }
}

#[test]
fn pictures_have_ids_of_their_own() {
    let raster = ramp(2, 2, 1, SampleKind::U8);
    let ids: Vec<u64> = (0..3)
        .map(|_| Picture::from_raster(raster.clone()).id())
        .collect();
    assert!(ids[0] != ids[1] && ids[1] != ids[2]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn a_region_is_the_crop_of_the_whole(
        (width, height) in (1_u32..1300, 1_u32..1300),
        (x, y, w, h) in (0.0..1.0, 0.0..1.0, 0.0..1.0, 0.0..1.0),
        channels in 1_u8..=2,
    ) {
        let part = |start: f64, len: f64, side: u32| {
            let first = (start * f64::from(side)) as u32;
            (first, 1 + (len * f64::from(side - first - 1)) as u32)
        };
        let raster = ramp(width, height, channels, SampleKind::U8);
        let (_, on_disk) = both(&raster);
        let ((x, w), (y, h)) = (part(x, w, width), part(y, h, height));
        prop_assert_eq!(on_disk.region(0, x, y, w, h).unwrap(), raster.crop(x, y, w, h).unwrap());
    }
}
