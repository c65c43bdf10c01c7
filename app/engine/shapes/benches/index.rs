//! How long it takes to find shapes among 100,000.
#![allow(clippy::print_stdout)]

use std::time::Instant;

use shapes::{Indexed, MultiPolygon, Point, Rect, Shape, ShapeIndex};

const SHAPES: u64 = 100_000;
const SIDE_PX: f64 = 20_000.0;
const REPEATS: usize = 201;

fn main() {
    let shapes: Vec<Shape> = (0..SHAPES).map(star).collect();
    let shape = |id: u64| shapes.get(id as usize);
    let known = || {
        (0..)
            .zip(&shapes)
            .filter_map(|(id, it)| Indexed::new(id, it))
    };
    let mut index = ShapeIndex::bulk_load(known());
    measure(
        "index_bulk_load_100k",
        5,
        |_| ShapeIndex::bulk_load(known()),
    );

    measure("hover_100k", REPEATS, |step| {
        let step = step as u32;
        let point = Point::new(share(step, 3) * SIDE_PX, share(step, 4) * SIDE_PX);
        index.hits(point, 6.0, shape)
    });
    let all = Rect::between(Point::default(), Point::new(SIDE_PX, SIDE_PX)).grown(100.0);
    measure("select_100k", 9, |_| index.in_rect(&all, true));
    measure("select_exactly_100k", 9, |_| {
        index.select_in_rect(&all, true, shape)
    });
    let middle = Point::new(SIDE_PX / 2.0, SIDE_PX / 2.0);
    let ring: Vec<Point> = (0..500)
        .map(|step| {
            let out = Point::new(
                middle.x + SIDE_PX * 0.7 - f64::from(step % 7) * 90.0,
                middle.y,
            );
            out.rotated(middle, f64::from(step) * std::f64::consts::TAU / 500.0)
        })
        .collect();
    measure("lasso_100k", 5, |_| {
        index.select_in_lasso(&ring, false, shape)
    });
    measure("index_update", REPEATS, |step| {
        let id = step as u64 * 97;
        let moved = star(id).translated(50.0, 50.0);
        if let Some(known) = Indexed::new(id, &moved) {
            index.insert(known);
        }
    });
}

/// Prints the milliseconds that the middle one of several takes.
fn measure<T>(name: &str, repeats: usize, mut action: impl FnMut(usize) -> T) {
    let mut durations_ms: Vec<f64> = (0..repeats)
        .map(|step| {
            let start = Instant::now();
            std::hint::black_box(action(step));
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    durations_ms.sort_by(f64::total_cmp);
    let value = durations_ms[repeats / 2];
    println!(r#"{{"name":"{name}","value":{value:.4},"unit":"ms"}}"#);
}

/// A polygon of 32 points somewhere in the picture, from 5 to 150 pixels across.
fn star(id: u64) -> Shape {
    let seed = id as u32;
    let center = Point::new(share(seed, 0) * SIDE_PX, share(seed, 1) * SIDE_PX);
    let radius = 2.5 + 72.5 * share(seed, 2).powi(4);
    let ray = |step: u32| {
        let length = radius * (0.6 + 0.4 * share(seed, step + 5));
        let out = center.translated(length, 0.0);
        out.rotated(center, f64::from(step) * std::f64::consts::TAU / 32.0)
    };
    Shape::Polygon(MultiPolygon::from_ring(
        (0..32).map(ray).collect::<Vec<_>>(),
    ))
}

/// A number from 0 to 1 that looks like chance.
fn share(seed: u32, stream: u32) -> f64 {
    let mut mixed = seed.wrapping_mul(0x9E37_79B1) ^ stream.wrapping_mul(0x85EB_CA77);
    mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x2C1B_3C6D);
    mixed = (mixed ^ (mixed >> 12)).wrapping_mul(0x297A_2D39);
    f64::from(mixed ^ (mixed >> 15)) / f64::from(u32::MAX)
}
