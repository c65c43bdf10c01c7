//! The tools, used as a hand does: press, drag, release, click again.
#![allow(clippy::unwrap_used)]

use marking::tools::{
    BoxTool, BrushTool, FreehandTool, PathTool, PointTool, RotatedBoxTool, WandTool,
};
use marking::{Deed, Event, Sketch, Stage, Tool};
use shapes::{PictureSize, Point, Rect, Shape};

const STAGE: Stage = Stage {
    picture: PictureSize {
        width_px: 400,
        height_px: 300,
    },
    image_px_per_screen_px: 1.0,
    is_constrained: false,
    is_subtracting: false,
    brush_px: 10.0,
};

const SHIFT: Stage = Stage {
    is_constrained: true,
    ..STAGE
};

fn at(x: f64, y: f64) -> Point {
    Point::new(x, y)
}

/// Does events one after another; gives the deeds that came of them.
fn play(tool: &mut dyn Tool, stage: &Stage, events: &[Event]) -> Vec<Deed> {
    events
        .iter()
        .filter_map(|event| tool.take(*event, stage))
        .collect()
}

fn drag(from: Point, to: Point) -> [Event; 3] {
    [Event::Press(from), Event::Move(to), Event::Release(to)]
}

fn rect(x0: f64, y0: f64, x1: f64, y1: f64) -> Deed {
    Deed::Draw(Shape::Box(Rect::between(at(x0, y0), at(x1, y1))))
}

#[test]
fn a_box_is_dragged_or_clicked_from_corner_to_corner() {
    let mut tool = BoxTool::default();
    let dragged = play(&mut tool, &STAGE, &drag(at(50.0, 60.0), at(20.0, 30.0)));
    assert_eq!(dragged, [rect(20.0, 30.0, 50.0, 60.0)]);
    let clicks = [
        Event::Press(at(10.0, 10.0)),
        Event::Release(at(10.0, 10.0)),
        Event::Move(at(70.0, 40.0)),
        Event::Press(at(70.0, 40.0)),
        Event::Release(at(70.0, 40.0)),
    ];
    assert_eq!(
        play(&mut tool, &STAGE, &clicks),
        [rect(10.0, 10.0, 70.0, 40.0)]
    );
    assert!(tool.is_idle());
}

#[test]
fn a_box_stays_in_the_picture_and_shift_makes_it_a_square() {
    let mut tool = BoxTool::default();
    let out = play(&mut tool, &STAGE, &drag(at(380.0, 280.0), at(900.0, 900.0)));
    assert_eq!(out, [rect(380.0, 280.0, 400.0, 300.0)]);
    let square = play(&mut tool, &SHIFT, &drag(at(100.0, 100.0), at(60.0, 120.0)));
    assert_eq!(square, [rect(60.0, 100.0, 100.0, 140.0)]);
}

#[test]
fn escape_takes_the_gesture_back() {
    let mut tool = BoxTool::default();
    play(
        &mut tool,
        &STAGE,
        &[Event::Press(at(5.0, 5.0)), Event::Move(at(50.0, 50.0))],
    );
    assert_ne!(tool.sketch(), Sketch::Empty);
    assert!(play(&mut tool, &STAGE, &[Event::Cancel]).is_empty());
    assert!(tool.is_idle() && tool.sketch() == Sketch::Empty);
}

#[test]
fn a_rotated_box_stands_on_its_first_side() {
    let mut tool = RotatedBoxTool::default();
    let mut events = drag(at(100.0, 100.0), at(200.0, 200.0)).to_vec();
    events.extend([
        Event::Move(at(100.0, 200.0)),
        Event::Press(at(100.0, 200.0)),
    ]);
    let deeds = play(&mut tool, &STAGE, &events);
    let [Deed::Draw(Shape::RotatedBox(drawn))] = deeds[..] else {
        panic!("one rotated box, not {deeds:?}");
    };
    let half_diagonal = 100.0 / std::f64::consts::SQRT_2;
    assert!((drawn.width_px - 2.0 * half_diagonal).abs() < 1e-9);
    assert!((drawn.height_px - half_diagonal).abs() < 1e-9);
    assert!((drawn.angle_rad - std::f64::consts::FRAC_PI_4).abs() < 1e-9);
    let shape = Shape::RotatedBox(drawn);
    assert!(shape.contains(at(125.0, 175.0)));
    assert!(!shape.contains(at(175.0, 125.0)));
}

#[test]
fn a_polygon_closes_on_its_first_corner_by_enter_or_by_a_double_click() {
    let corners = [at(10.0, 10.0), at(100.0, 10.0), at(100.0, 90.0)];
    let clicks = corners.map(Event::Press);
    for end in [
        Event::Press(at(12.0, 11.0)),
        Event::Finish,
        Event::Double(at(100.0, 90.0)),
    ] {
        let mut tool = PathTool::polygons();
        assert!(play(&mut tool, &STAGE, &clicks).is_empty());
        let deeds = play(&mut tool, &STAGE, &[end]);
        let [Deed::Draw(shape)] = &deeds[..] else {
            panic!("one polygon by {end:?}, not {deeds:?}");
        };
        assert_eq!(shape.vertices(), corners);
        assert!(tool.is_idle());
    }
}

#[test]
fn backspace_takes_corners_back_and_two_make_no_polygon() {
    let mut tool = PathTool::polygons();
    let clicks = [at(10.0, 10.0), at(100.0, 10.0), at(100.0, 90.0)].map(Event::Press);
    play(&mut tool, &STAGE, &clicks);
    assert!(play(&mut tool, &STAGE, &[Event::StepBack, Event::Finish]).is_empty());
    assert!(!tool.is_idle());
    play(&mut tool, &STAGE, &[Event::StepBack, Event::StepBack]);
    assert!(tool.is_idle());
}

#[test]
fn a_line_needs_two_corners_and_shift_keeps_to_directions() {
    let mut tool = PathTool::lines();
    let events = [
        Event::Press(at(10.0, 10.0)),
        Event::Press(at(110.0, 30.0)),
        Event::Finish,
    ];
    let deeds = play(&mut tool, &SHIFT, &events);
    let [Deed::Draw(Shape::Polyline(line))] = &deeds[..] else {
        panic!("one line, not {deeds:?}");
    };
    assert!((line.points[1].y - 10.0).abs() < 1e-9);
    assert!(line.width_px > 0.0);
}

#[test]
fn a_free_outline_has_no_more_corners_than_it_needs() {
    let mut tool = FreehandTool::default();
    let mut events = vec![Event::Press(at(10.0, 10.0))];
    events.extend((10..=90).map(|x| Event::Move(at(f64::from(x), 10.0))));
    events.extend((10..=90).map(|y| Event::Move(at(90.0, f64::from(y)))));
    events.push(Event::Release(at(90.0, 90.0)));
    let deeds = play(&mut tool, &STAGE, &events);
    let [Deed::Draw(shape)] = &deeds[..] else {
        panic!("one outline, not {deeds:?}");
    };
    assert_eq!(shape.vertices().len(), 3);
    assert!((shape.area_px2() - 3200.0).abs() < 1.0);
}

#[test]
fn the_brush_paints_its_way_and_alt_takes_away() {
    let mut tool = BrushTool::default();
    let painted = play(&mut tool, &STAGE, &drag(at(50.0, 50.0), at(90.0, 50.0)));
    let [Deed::Paint(mask)] = &painted[..] else {
        panic!("pixels, not {painted:?}");
    };
    assert!(mask.get(50, 50) && mask.get(70, 54) && !mask.get(70, 56));
    let alt = Stage {
        is_subtracting: true,
        ..STAGE
    };
    let erased = play(&mut tool, &alt, &drag(at(50.0, 50.0), at(90.0, 50.0)));
    assert_eq!(erased, [Deed::Erase(mask.clone())]);
    // Beside the picture there is nothing to paint.
    assert!(play(&mut tool, &STAGE, &drag(at(-90.0, 50.0), at(-50.0, 50.0))).is_empty());
}

#[test]
fn points_and_the_wand_take_one_click() {
    let click = [Event::Press(at(30.0, 40.0)), Event::Release(at(30.0, 40.0))];
    let point = play(&mut PointTool, &STAGE, &click);
    assert_eq!(point, [Deed::Draw(Shape::Point(at(30.0, 40.0)))]);
    let wand = play(&mut WandTool, &STAGE, &click);
    let expected = Deed::Wand {
        seed: at(30.0, 40.0),
        is_subtracting: false,
    };
    assert_eq!(wand, [expected]);
}
