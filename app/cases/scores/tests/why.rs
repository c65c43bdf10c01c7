//! Why a symbol of a page was found: what is said of it agrees with the reading of the page, and the
//! ink that speaks for it is its own.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use detection::Detector;
use imaging::{Limits, Picture};
use insight::{Thing, ThingAspect, ThingReasoner};
use jobs::Work;
use ndarray::Array2;
use packs::Pack;
use response::ResponseSettings;
use runtime::{Provider, ProviderChoice, Runtime};

/// How far around the middle of a head its ink reaches, in staff spaces.
const AROUND_SPACES: f64 = 1.5;

#[test]
fn the_ink_of_a_symbol_speaks_for_it() {
    let work = Work::detached();
    let runtime = Runtime::load(&runtime::library_candidates(None)).unwrap();
    let provider = ProviderChoice::Only(Provider::Cpu);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let pack = Pack::open(&root.join("models/scores/symbols")).unwrap();
    let page = Picture::open(
        &root.join("tests/scores/a_small_parade.png"),
        1,
        &Limits::default(),
        &work,
    )
    .unwrap();
    let raster = page.whole(&work).unwrap();
    let levels = raster.grey_levels();
    let sides = (raster.width_px as usize, raster.height_px as usize);
    let staff_page = staves::Page::new(sides.0, sides.1, &levels).unwrap();
    let unit_px = staves::find(&staff_page, None).unwrap().interline_px();
    let detector = Detector::open(&runtime, &pack, provider, &work).unwrap();
    let detections = detector.detect(&page, unit_px, &work).unwrap();
    let reasoner = ThingReasoner::new(runtime, provider, &pack).unwrap();

    let heads = detections
        .found
        .iter()
        .filter(|it| detections.label(it.class) == "noteheadBlack");
    let mut count = 0;
    for head in heads.step_by(7) {
        count += 1;
        let thing = Thing {
            middle: head.peak,
            unit_px,
        };
        for aspect in [ThingAspect::Presence, ThingAspect::Class(head.class)] {
            let settings = ResponseSettings::default();
            let told = reasoner
                .explain(&page, thing, aspect, &settings, &work)
                .unwrap();
            let difference = (told.energy - head.energy).abs();
            assert!(difference < 0.01, "{} is not {}", told.energy, head.energy);
            let share = share_around(&told.maps.values, told.middle_px);
            assert!(
                share > 6.0 * share_of_area(&told.maps.values, told.middle_px),
                "{aspect:?}: {share} of the response is near the head"
            );
        }
    }
    assert!(count > 2);
}

/// The share of a window that lies around a place.
fn share_of_area(values: &Array2<f32>, middle_px: [f64; 2]) -> f64 {
    share_around(&Array2::ones(values.dim()), middle_px)
}

/// The share of a response's magnitude that lies around a place of its window, where a staff space is
/// 12 pixels.
fn share_around(values: &Array2<f32>, [x, y]: [f64; 2]) -> f64 {
    let reach_px = AROUND_SPACES * 12.0;
    let (mut near, mut all) = (0.0, 0.0);
    for ((row, column), value) in values.indexed_iter() {
        let distance_px = (column as f64 + 0.5 - x).hypot(row as f64 + 0.5 - y);
        let magnitude = f64::from(value.abs());
        all += magnitude;
        if distance_px <= reach_px {
            near += magnitude;
        }
    }
    near / all
}
