//! Charts: axes, legends, and what is drawn between them.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Pixels, ReadBack, Sides, fonts, sides_of};
use figures::{Axis, Chart, Curve, FiguresError, Series, Threshold, Width};
use proptest::prelude::*;
use resvg::usvg::{Color, Paint, Path};

const FRAME_MM: f64 = 45.0;

fn histogram(values: Vec<f64>) -> Chart {
    let attacked = values.iter().map(|value| value + 1.0).collect();
    let series = vec![
        Series::new("clean", values),
        Series::new("attacked", attacked),
    ];
    Chart {
        frame_height_mm: FRAME_MM,
        title: "How they differ".to_owned(),
        threshold: Some(Threshold {
            value: 1.5,
            label: "threshold".to_owned(),
        }),
        ..Chart::histogram(
            Width::OneColumn,
            Axis::new("entropy in bits"),
            Axis::new("share of pictures"),
            series,
            12,
        )
    }
}

fn roc() -> Chart {
    let shares = |label: &str| Axis::new(label).spanning(0.0, 1.0);
    let curve = |name: &str, bend: f64| {
        let points = (0..=100).map(|step| f64::from(step) / 100.0);
        Curve::new(name, points.map(|x| [x, x.powf(bend)]).collect()).with_area("AUC")
    };
    Chart {
        guides: vec![Curve::new("", vec![[0.0, 0.0], [1.0, 1.0]])],
        ..Chart::curves(
            Width::OneColumn,
            shares("false alarms"),
            shares("found"),
            vec![curve("FGSM", 0.1), curve("PGD", 0.3)],
        )
    }
}

/// The frame: the only outline of its height.
fn frame(read: &ReadBack, height_mm: f64) -> Sides {
    let paths = read.paths();
    let outlines = paths.iter().filter(|path| path.fill().is_none());
    let mut found = outlines
        .map(|path| sides_of(path))
        .filter(|sides| (sides.height() - height_mm).abs() < 0.01 && sides.width() > 20.0);
    found.next().unwrap()
}

/// The lines in this colour, with or without dashes.
fn lines_in(read: &ReadBack, colour: (u8, u8, u8)) -> Vec<&Path> {
    let colour = Paint::Color(Color::new_rgb(colour.0, colour.1, colour.2));
    let paths = read.paths().into_iter();
    let is_of_colour = |path: &&Path| {
        path.stroke()
            .is_some_and(|stroke| *stroke.paint() == colour)
    };
    paths.filter(is_of_colour).collect()
}

const BLUE: (u8, u8, u8) = (0x00, 0x72, 0xb2);
const VERMILION: (u8, u8, u8) = (0xd5, 0x5e, 0x00);
const GREY: (u8, u8, u8) = (0x5f, 0x5f, 0x5f);

#[test]
fn legends_name_every_series_and_hide_nothing() {
    let read = ReadBack::new(&histogram(vec![0.1, 0.2, 0.9]).draw(&fonts()).unwrap());
    let frame = frame(&read, FRAME_MM);
    for label in ["clean", "attacked", "threshold"] {
        assert!(read.place_of(label).bottom < frame.top, "{label}");
    }
    let read = ReadBack::new(&roc().draw(&fonts()).unwrap());
    // The areas under x^0.1 and x^0.3 are 1/1.1 and 1/1.3, and the trapezoids lie just below.
    read.place_of("FGSM (AUC 0.906)");
    read.place_of("PGD (AUC 0.768)");
}

#[test]
fn series_differ_in_colour_and_in_dashes() {
    for chart in [histogram(vec![0.1, 0.2, 0.9]), roc()] {
        let read = ReadBack::new(&chart.draw(&fonts()).unwrap());
        let dashes = |colour| {
            let lines = lines_in(&read, colour);
            // The line itself, and its sample in the legend.
            assert_eq!(lines.len(), 2);
            let stroke = |path: &&Path| path.stroke().unwrap().dasharray().map(<[f32]>::to_vec);
            let dashes: Vec<_> = lines.iter().map(stroke).collect();
            assert_eq!(dashes[0], dashes[1], "the legend shows the line as it is");
            dashes[0].clone()
        };
        assert_eq!(dashes(BLUE), None);
        assert!(dashes(VERMILION).is_some());
    }
}

#[test]
fn the_threshold_stands_at_its_value() {
    let read = ReadBack::new(&histogram(vec![0.0, 1.0, 2.0]).draw(&fonts()).unwrap());
    let frame = frame(&read, FRAME_MM);
    // The axis goes from 0 to 3.
    assert_eq!(
        numbers(&read, frame, false),
        [0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0]
    );
    let paths = read.paths();
    let upright: Vec<Sides> = paths
        .iter()
        .map(|path| sides_of(path))
        .filter(|sides| sides.width() < 0.01 && (sides.height() - FRAME_MM).abs() < 0.01)
        .collect();
    assert_eq!(upright.len(), 1);
    let middle = (frame.left + frame.right) / 2.0;
    assert!(
        (upright[0].left - middle).abs() < 0.01,
        "{upright:?} {frame:?}"
    );
}

#[test]
fn histograms_shine_through_where_they_overlap() {
    let values: Vec<f64> = (0..200).map(|step| f64::from(step) / 100.0).collect();
    let drawing = histogram(values).draw(&fonts()).unwrap();
    let read = ReadBack::new(&drawing);
    let frame = frame(&read, FRAME_MM);
    let pixels = Pixels::of(&drawing, 300);
    // Values of the clean series lie from 0 to 2 and of the other from 1 to 3; a bin is 0.25 wide.
    let at = |value: f64| {
        let x_mm = frame.left + value / 3.0 * frame.width();
        pixels.at_mm(x_mm, frame.bottom - 3.0)
    };
    let (clean, both, attacked) = (at(0.6), at(1.6), at(2.6));
    let is_near = |shown: [u8; 3], meant: [u8; 3]| {
        let mut pairs = shown.into_iter().zip(meant);
        pairs.all(|(shown, meant)| shown.abs_diff(meant) <= 1)
    };
    assert!(is_near(clean, [191, 220, 236]), "{clean:?}");
    assert!(is_near(attacked, [245, 215, 191]), "{attacked:?}");
    // One quarter of the second colour over one quarter of the first.
    assert!(is_near(both, [197, 189, 177]), "{both:?}");
}

#[test]
fn curves_go_from_corner_to_corner() {
    let drawing = roc().draw(&fonts()).unwrap();
    let read = ReadBack::new(&drawing);
    let frame = frame(&read, 65.0);
    for colour in [BLUE, VERMILION, GREY] {
        let lines = lines_in(&read, colour);
        let curve = lines.iter().map(|path| sides_of(path));
        let curve = curve
            .max_by(|a, b| a.height().total_cmp(&b.height()))
            .unwrap();
        for (side, of_frame) in [
            (curve.left, frame.left),
            (curve.right, frame.right),
            (curve.top, frame.top),
            (curve.bottom, frame.bottom),
        ] {
            assert!((side - of_frame).abs() < 0.01, "{curve:?} {frame:?}");
        }
    }
}

#[test]
fn curves_of_very_many_points_make_small_files() {
    let points = |count: u32| (0..count).map(move |i| f64::from(i) / f64::from(count));
    let curve = |count| Curve::new("c", points(count).map(|x| [x, x * x]).collect());
    let svg = |count| {
        let chart = Chart::curves(
            Width::OneColumn,
            Axis::new("x"),
            Axis::new("y"),
            vec![curve(count)],
        );
        chart.draw(&fonts()).unwrap().svg().unwrap()
    };
    assert!(svg(1_000_000).len() < 3_000_000, "{}", svg(1_000_000).len());
}

#[test]
fn what_has_no_place_is_refused_with_its_name() {
    let refused = |chart: &Chart| chart.draw(&fonts()).unwrap_err().to_string();
    assert!(refused(&histogram(vec![0.0, f64::NAN])).contains("`clean` contains NaN"));
    assert!(refused(&histogram(vec![])).contains("`clean` has no values"));
    let mut chart = histogram(vec![0.0]);
    chart.threshold = Some(Threshold {
        value: f64::INFINITY,
        label: "limit".to_owned(),
    });
    assert!(refused(&chart).contains("`limit` contains inf"));
    for height_mm in [f64::NAN, 0.0, 1e9] {
        let mut chart = histogram(vec![0.0]);
        chart.frame_height_mm = height_mm;
        assert!(refused(&chart).contains("20 to 250"));
    }
    let with = |count: usize| {
        let curves = vec![Curve::new("c", vec![[0.0, 0.0]]); count];
        let chart = Chart::curves(Width::OneColumn, Axis::new("x"), Axis::new("y"), curves);
        chart.draw(&fonts()).map(|_| ())
    };
    assert_eq!(with(0), Err(FiguresError::EmptyChart));
    assert_eq!(with(35), Ok(()));
    assert_eq!(with(36), Err(FiguresError::ManySeries(36)));
}

#[test]
fn long_labels_stay_on_the_sheet() {
    let mut chart = roc();
    let long = "a label that is longer than its axis ".repeat(5);
    chart.title.clone_from(&long);
    chart.x.label.clone_from(&long);
    chart.y.label.clone_from(&long);
    chart.threshold = Some(Threshold {
        value: 0.5,
        label: long,
    });
    let drawing = chart.draw(&fonts()).unwrap();
    let read = ReadBack::new(&drawing);
    stands_on_the_sheet(&read).unwrap();
}

/// Nothing that is written lies outside the sheet or over something else that is written.
fn stands_on_the_sheet(read: &ReadBack) -> Result<(), TestCaseError> {
    let (width_mm, height_mm) = read.size_mm();
    let texts = read.texts();
    for (index, (line, sides)) in texts.iter().enumerate() {
        prop_assert!(
            sides.left >= 0.0 && sides.right <= width_mm,
            "{line} {sides:?}"
        );
        prop_assert!(
            sides.top >= 0.0 && sides.bottom <= height_mm,
            "{line} {sides:?}"
        );
        for (other, other_sides) in &texts[..index] {
            let is_over = sides.inked().overlaps(&other_sides.inked());
            prop_assert!(!is_over, "{line} over {other}");
        }
    }
    Ok(())
}

/// The numbers along an axis.
fn numbers(read: &ReadBack, frame: Sides, is_vertical: bool) -> Vec<f64> {
    let texts = read.texts().into_iter();
    let is_beside = |sides: &Sides| {
        if is_vertical {
            sides.right < frame.left && sides.height() < 5.0
        } else {
            sides.top > frame.bottom
        }
    };
    let mut numbers: Vec<f64> = texts
        .filter(|(_, sides)| is_beside(sides))
        .filter_map(|(line, _)| line.replace(['\u{2212}', '\u{2013}'], "-").parse().ok())
        .collect();
    numbers.sort_by(f64::total_cmp);
    numbers
}

#[test]
fn numbers_below_zero_have_a_sign_that_is_drawn() {
    let points = vec![[-1.0, 0.0], [1.0, 1.0]];
    let axes = (Axis::new("x"), Axis::new("y"));
    let curves = vec![Curve::new("c", points)];
    let chart = Chart::curves(Width::OneColumn, axes.0, axes.1, curves);
    let drawing = chart.draw(&fonts()).unwrap();
    let read = ReadBack::new(&drawing);
    let below_zero = read.texts().into_iter().find(|it| it.0.ends_with("1.0"));
    let (line, sides) = below_zero.unwrap();
    // The fonts here have no minus sign. A missing letter would be drawn as an upright box.
    assert_eq!(line, "\u{2013}1.0");
    let pixels = Pixels::of(&drawing, 600);
    let dark_rows = |x_mm: f64| {
        let rows = (0..60).map(|row| sides.top + sides.height() * f64::from(row) / 60.0);
        rows.filter(|y_mm| pixels.at_mm(x_mm, *y_mm)[0] < 128)
            .count()
    };
    assert!((1..10).contains(&dark_rows(sides.left + 0.6)));
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn axes_have_numbers_that_do_not_touch(
        values in prop::collection::vec(-1.0f64..1.0, 1..20),
        power in -9i32..9,
        height_mm in 20.0f64..120.0,
        is_wide: bool,
    ) {
        let values: Vec<f64> = values.iter().map(|value| value * 10f64.powi(power)).collect();
        let points = values.iter().map(|value| [*value, -value]).collect();
        let width = if is_wide { Width::TwoColumns } else { Width::OneColumn };
        let chart = Chart {
            frame_height_mm: height_mm,
            ..Chart::curves(
                width,
                Axis::new("across"),
                Axis::new("up"),
                vec![Curve::new("curve", points)],
            )
        };
        let read = ReadBack::new(&chart.draw(&fonts()).unwrap());
        stands_on_the_sheet(&read)?;
        let frame = frame(&read, height_mm);
        prop_assert!(frame.width() > 40.0);
        // Two ends of each axis, two labels, and the legend.
        prop_assert!(read.texts().len() > 2 + 2 + 2);
        if power < 5 && values.iter().any(|value| value.abs() > 0.01) {
            for is_vertical in [false, true] {
                let numbers = numbers(&read, frame, is_vertical);
                prop_assert!(numbers.len() >= 2, "{numbers:?}");
                for value in &values {
                    let value = if is_vertical { -value } else { *value };
                    let (low, high) = (numbers[0], numbers[numbers.len() - 1]);
                    let hair = (high - low) * 1e-5;
                    prop_assert!(low - hair <= value && value <= high + hair);
                }
            }
        }
    }
}
