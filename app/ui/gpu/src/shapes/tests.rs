//! What is culled, and what is drawn.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::test_target::{TARGET, gpu, rendered};

fn style() -> LayerStyle {
    LayerStyle {
        palette: vec![[255, 0, 0, 255], [0, 255, 0, 255]],
        fill_opacity: 1.0,
        outline_opacity: 1.0,
        outline_width_px: 2.0,
    }
}

fn square(class_id: u32, x: f32, y: f32, side: f32) -> Shape {
    Shape {
        class_id,
        geometry: Geometry::Box {
            min: [x, y],
            max: [x + side, y + side],
        },
    }
}

/// The picture at `scale`, its top left corner at that of a 32 × 32 target.
fn view(scale: f64) -> Placement {
    Placement {
        screen_px_per_image_px: [scale; 2],
        origin_screen_px: [0.0; 2],
        visible_screen_px: [0.0, 0.0, 32.0, 32.0],
    }
}

fn pixels(layer: &ShapeLayer, view: Placement) -> Vec<[u8; 4]> {
    let pipeline = ShapePipeline::new(gpu(), TARGET);
    let mut buffers = ShapeBuffers::default();
    let draws = [layer.visible(gpu(), view, &mut u64::MAX.clone())];
    pipeline.prepare(gpu(), &mut buffers, &draws, [32, 32]);
    rendered([32, 32], |pass| pipeline.draw(pass, &buffers, &draws))
}

fn at(pixels: &[[u8; 4]], x: usize, y: usize) -> [u8; 4] {
    pixels[y * 32 + x]
}

#[test]
fn classes_choose_colours() {
    let layer = ShapeLayer::new(
        &[square(0, 4.0, 4.0, 8.0), square(1, 20.0, 20.0, 8.0)],
        style(),
    );
    let pixels = pixels(&layer, view(1.0));
    assert_eq!(at(&pixels, 8, 8), [255, 0, 0, 255]);
    assert_eq!(at(&pixels, 24, 24), [0, 255, 0, 255]);
    assert_eq!(at(&pixels, 16, 16), [0; 4]);
}

#[test]
fn holes_stay_empty_and_concave_corners_too() {
    let ring = |low: f32, high: f32| vec![[low, low], [high, low], [high, high], [low, high]];
    let layer = ShapeLayer::new(
        &[Shape {
            class_id: 0,
            geometry: Geometry::Polygon {
                rings: vec![ring(2.0, 30.0), ring(10.0, 22.0)],
            },
        }],
        style(),
    );
    let pixels = pixels(&layer, view(1.0));
    assert_eq!(at(&pixels, 6, 16), [255, 0, 0, 255]);
    assert_eq!(at(&pixels, 16, 16), [0; 4]);
}

#[test]
fn outlines_keep_their_width_at_every_zoom() {
    let line = ShapeLayer::new(
        &[Shape {
            class_id: 0,
            geometry: Geometry::Polyline {
                points: vec![[-10.0, 2.0], [100.0, 2.0]],
            },
        }],
        style(),
    );
    for scale in [1.0, 4.0, 8.0] {
        let pixels = pixels(&line, view(scale));
        let rows = (0..32).filter(|y| at(&pixels, 16, *y)[3] == 255).count();
        assert_eq!(rows, 2, "at scale {scale}");
    }
}

#[test]
fn small_shapes_are_specks() {
    let layer = ShapeLayer::new(&[square(1, 160.0, 160.0, 8.0)], style());
    let draw = layer.visible(gpu(), view(0.1), &mut u64::MAX.clone());
    assert!(draw.parts[0].fills.is_empty());
    assert_eq!(draw.parts[0].outlines, vec![4..5]);
    assert_ne!(at(&pixels(&layer, view(0.1)), 16, 16), [0; 4]);
}

#[test]
fn only_visible_chunks_are_drawn_and_neighbours_in_one_range() {
    let shapes: Vec<_> = (0..100)
        .flat_map(|y| (0..100).map(move |x| (x, y)))
        .map(|(x, y)| square(0, x as f32 * 10.0, y as f32 * 10.0, 8.0))
        .collect();
    let layer = ShapeLayer::new(&shapes, style());
    let drawn = |scale| -> u32 {
        let draw = layer.visible(gpu(), view(scale), &mut u64::MAX.clone());
        let ranges = draw.parts.iter().flat_map(|part| &part.outlines);
        ranges.map(|range| range.end - range.start).sum()
    };
    assert!(drawn(1.0) < 4 * 600, "{}", drawn(1.0));
    assert!(drawn(1.0) >= 4 * 9);
    let all = layer.visible(
        gpu(),
        Placement {
            visible_screen_px: [0.0, 0.0, 1000.0, 1000.0],
            ..view(1.0)
        },
        &mut u64::MAX.clone(),
    );
    assert_eq!(all.parts.len(), 1);
    assert_eq!(all.parts[0].outlines, vec![0..40_000]);
}

#[test]
fn uploads_are_bounded_a_frame() {
    let many: Vec<_> = (0..140_000)
        .map(|i| square(0, (i % 400) as f32, (i / 400) as f32, 40.0))
        .collect();
    let layer = ShapeLayer::new(&many, style());
    assert!(layer.blocks.len() > 1);
    let view = Placement {
        visible_screen_px: [0.0, 0.0, 1000.0, 1000.0],
        ..view(1.0)
    };
    let first = layer.visible(gpu(), view, &mut 1);
    assert_eq!((first.parts.len(), first.is_complete), (1, false));
    for _ in 0..layer.blocks.len() {
        layer.visible(gpu(), view, &mut 1);
    }
    assert!(layer.visible(gpu(), view, &mut 0).is_complete);
}

#[test]
fn deep_zoom_far_from_the_corner_is_exact() {
    // At 64 pixels a pixel, 50,000 pixels in: a whole image pixel is a whole square on the screen.
    let scale = 64.0;
    let far = 50_001.0;
    let layer = ShapeLayer::new(
        &[square(0, far, far, 1.0)],
        LayerStyle {
            outline_opacity: 0.0,
            ..style()
        },
    );
    let pixels = pixels(
        &layer,
        Placement {
            screen_px_per_image_px: [scale; 2],
            origin_screen_px: [16.0 - f64::from(far) * scale; 2],
            visible_screen_px: [0.0, 0.0, 32.0, 32.0],
        },
    );
    assert_eq!(at(&pixels, 15, 15), [0; 4]);
    assert_eq!(at(&pixels, 16, 16), [255, 0, 0, 255]);
}

#[test]
fn shapes_without_points_are_left_out() {
    let layer = ShapeLayer::new(
        &[
            Shape {
                class_id: 0,
                geometry: Geometry::Polyline { points: vec![] },
            },
            square(0, f32::NAN, 0.0, 1.0),
        ],
        style(),
    );
    assert!(layer.blocks.is_empty());
}
