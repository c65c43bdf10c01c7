//! Figures: what stands where, on paper and in the pixels.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Pixels, ReadBack, Sides, fonts, plain};
use figures::{ColourBar, Figure, FiguresError, Panel, Scaling, TextLine, Width};
use imaging::{Raster, Samples};
use ndarray::Array3;
use response::ColourMap;
use resvg::usvg::{ImageKind, ImageRendering};

const RED: [u8; 3] = [200, 30, 40];
const BLUE: [u8; 3] = [20, 40, 200];

fn bar(map: ColourMap) -> ColourBar {
    ColourBar {
        map,
        low: "0 bits".to_owned(),
        high: "4.86 bits".to_owned(),
    }
}

/// Three panels in rows of two, and every kind of text.
fn full() -> Figure {
    let panel = |rgb, caption: &str| Panel::new(plain(40, 30, rgb), caption).unwrap();
    Figure {
        title: "What the network saw".to_owned(),
        panels: vec![
            panel(RED, "Input"),
            panel(BLUE, "Response").with_bar(bar(ColourMap::Heat)),
            panel(RED, "Entropy").with_bar(bar(ColourMap::Grey)),
        ],
        lines: vec![
            TextLine::new("Samoyed").with_value("91.5 %"),
            TextLine::new("Pomeranian").with_value("4.1 %"),
            TextLine::new("Verdict: clean").strong(),
        ],
        footer: "Guided backpropagation, vgg19, 2026-01-31".to_owned(),
        ..Figure::new(Width::OneColumn)
    }
}

#[test]
fn everything_stands_on_the_sheet_and_in_order() {
    let drawing = full().draw(&fonts()).unwrap();
    let read = ReadBack::new(&drawing);
    let (width_mm, height_mm) = read.size_mm();
    assert!((width_mm - 85.0).abs() < 1e-3 && (height_mm - drawing.height_mm()).abs() < 1e-3);

    let images = read.image_places();
    assert_eq!(images.len(), 3);
    let from_top = [
        read.place_of("What the network saw"),
        images[0],
        read.place_of("(a) Input"),
        images[2],
        read.place_of("(c) Entropy"),
        read.place_of("Samoyed"),
        read.place_of("Pomeranian"),
        read.place_of("Verdict: clean"),
        read.place_of("Guided backpropagation, vgg19, 2026-01-31"),
    ];
    for pair in from_top.windows(2) {
        assert!(pair[0].top < pair[1].top, "{pair:?}");
    }
    let texts = read.texts();
    for (index, (line, sides)) in texts.iter().enumerate() {
        let is_over = |other: &&(String, Sides)| sides.inked().overlaps(&other.1.inked());
        assert_eq!(texts[..index].iter().find(is_over), None, "{line}");
        let is_inside = sides.left > 0.0
            && sides.top > 0.0
            && sides.right < width_mm
            && sides.bottom < height_mm;
        assert!(is_inside, "{line}: {sides:?}");
        assert!(!images.iter().any(|image| image.overlaps(sides)), "{line}");
    }
    assert!((images[0].top - images[1].top).abs() < 1e-3 && images[0].right < images[1].left);
    let captions = [read.place_of("(a) Input"), read.place_of("(b) Response")];
    assert!(
        (captions[0].top - captions[1].top).abs() < 1e-3,
        "{captions:?}"
    );
}

#[test]
fn pictures_keep_their_proportions_and_scaling() {
    let mut figure = full();
    figure.panels[1] = figure.panels[1].clone().scaled(Scaling::Nearest);
    let drawing = figure.draw(&fonts()).unwrap();
    let read = ReadBack::new(&drawing);
    for sides in read.image_places() {
        assert!(
            (sides.width() / sides.height() - 40.0 / 30.0).abs() < 1e-2,
            "{sides:?}"
        );
    }
    let scalings: Vec<_> = read.images().iter().map(|it| it.rendering_mode()).collect();
    let smooth = ImageRendering::OptimizeQuality;
    // Two ways of saying it, for viewers old and new.
    let svg = drawing.svg().unwrap();
    assert_eq!(svg.matches("image-rendering=\"optimizeSpeed\"").count(), 1);
    assert_eq!(scalings, [smooth, ImageRendering::Pixelated, smooth]);
}

#[test]
fn pictures_of_one_row_end_on_one_line() {
    let mut figure = full();
    figure.panels.truncate(1);
    figure
        .panels
        .push(Panel::new(plain(30, 40, BLUE), "Tall").unwrap());
    let read = ReadBack::new(&figure.draw(&fonts()).unwrap());
    let places = read.image_places();
    assert!(
        (places[0].bottom - places[1].bottom).abs() < 1e-3,
        "{places:?}"
    );
    assert!(places[0].top > places[1].top + 10.0, "{places:?}");
    assert!(read.place_of("What the network saw").bottom < places[1].top);
}

#[test]
fn pixels_have_the_colours_of_their_panels() {
    let drawing = full().draw(&fonts()).unwrap();
    let places = ReadBack::new(&drawing).image_places();
    let pixels = Pixels::of(&drawing, 200);
    for (sides, colour) in places.iter().zip([RED, BLUE, RED]) {
        let middle = (
            (sides.left + sides.right) / 2.0,
            (sides.top + sides.bottom) / 2.0,
        );
        assert_eq!(pixels.at_mm(middle.0, middle.1), colour);
        for inset in [0.5, sides.width() - 0.5] {
            assert_eq!(pixels.at_mm(sides.left + inset, sides.top + 0.5), colour);
        }
    }
    assert_eq!(pixels.at_mm(0.3, 0.3), [255; 3]);
}

#[test]
fn nearest_keeps_edges_and_smooth_blends_them() {
    let black_white = || {
        let samples = Samples::U8([[0; 3], [255; 3]].concat());
        Panel::new(Raster::new(2, 1, 3, samples), "").unwrap()
    };
    let across_the_edge = |scaling| {
        let mut figure = Figure::new(Width::OneColumn);
        figure.panels.push(black_white().scaled(scaling));
        let drawing = figure.draw(&fonts()).unwrap();
        let sides = ReadBack::new(&drawing).image_places()[0];
        let pixels = Pixels::of(&drawing, 100);
        let middle = (sides.left + sides.right) / 2.0;
        let y = (sides.top + sides.bottom) / 2.0;
        [-4.0, 4.0].map(|offset| pixels.at_mm(middle + offset, y)[0])
    };
    assert_eq!(across_the_edge(Scaling::Nearest), [0, 255]);
    let [left, right] = across_the_edge(Scaling::Smooth);
    assert!(left > 20 && right < 235 && left < right, "{left} {right}");
}

#[test]
fn colour_bars_go_through_the_colours_of_their_map() {
    let drawing = full().draw(&fonts()).unwrap();
    let read = ReadBack::new(&drawing);
    assert_eq!(read.gradient_count(), 2);
    let picture = read.image_places()[1];
    let pixels = Pixels::of(&drawing, 300);
    let y_mm = picture.bottom + 1.9;
    let cell = (picture.left, picture.width());
    for share in [0.02, 0.25, 0.5, 0.75, 0.98] {
        let shown = pixels.at_mm(cell.0 + share * cell.1, y_mm);
        let meant = ColourMap::Heat.rgb(share as f32);
        for (shown, meant) in shown.iter().zip(meant) {
            assert!(shown.abs_diff(meant) < 8, "{share}: {shown:?} {meant:?}");
        }
    }
    let labels: Vec<_> = read
        .texts()
        .into_iter()
        .filter(|it| it.0 == "4.86 bits")
        .collect();
    assert_eq!(labels.len(), 2);
    let caption = read.place_of("(b) Response");
    assert!(labels[0].1.top > picture.bottom + 1.8, "{labels:?}");
    assert!(
        caption.inked().top > labels[0].1.inked().bottom,
        "{caption:?}"
    );
    assert!(
        (labels[0].1.right - picture.right).abs() < 0.1,
        "{labels:?}"
    );
}

#[test]
fn values_end_at_one_place_right_of_their_texts() {
    let drawing = full().draw(&fonts()).unwrap();
    let read = ReadBack::new(&drawing);
    let (first, second) = (read.place_of("91.5 %"), read.place_of("4.1 %"));
    assert!((first.right - second.right).abs() < 1e-3);
    assert!(second.left > read.place_of("Pomeranian").right);
    assert_eq!(read.font_of("Verdict").0, 600);
    assert_eq!(read.font_of("Samoyed").0, 400);
    assert!((read.font_of("Samoyed").1 - 8.0).abs() < 0.01);
}

#[test]
fn long_texts_are_broken_and_none_is_lost() {
    let words = "words of a long line that goes on and on ".repeat(6);
    let unbroken = "0123456789abcdef".repeat(12);
    let mut figure = full();
    figure.title = words.clone();
    figure.lines = vec![
        TextLine::new(&words).with_value("long"),
        TextLine::new(&unbroken),
        TextLine::new(&words).with_value(&words),
    ];
    figure.footer = format!("{words}{unbroken}");
    let drawing = figure.draw(&fonts()).unwrap();
    let read = ReadBack::new(&drawing);
    let texts = read.texts();
    for (line, sides) in &texts {
        assert!(sides.left > 1.0 && sides.right < 84.0, "{line}: {sides:?}");
    }
    let all: String = texts.iter().map(|(line, _)| line.as_str()).collect();
    assert_eq!(all.matches(&unbroken).count(), 2);
    let count = |text: &str| text.replace(' ', "").matches("goes").count();
    assert_eq!(count(&all), 5 * 6);
}

#[test]
fn names_in_texts_are_texts_whatever_they_contain() {
    let nasty = "</text><image href=\"/etc/passwd\"/> & 'b' \u{1}\u{0}";
    let mut figure = full();
    figure.title = nasty.to_owned();
    figure.footer = nasty.to_owned();
    figure.lines = vec![TextLine::new(nasty).with_value("<&>")];
    figure.panels[0] = Panel::new(plain(2, 2, RED), "a < b && c").unwrap();
    let drawing = figure.draw(&fonts()).unwrap();
    let read = ReadBack::new(&drawing);
    assert_eq!(read.images().len(), 3);
    read.place_of("<&>");
    read.place_of("(a) a < b && c");
    let all: String = read
        .texts()
        .into_iter()
        .map(|(line, _)| line + " ")
        .collect();
    let shown = "</text><image href=\"/etc/passwd\"/> & 'b' \u{fffd}\u{fffd}";
    assert_eq!(all.matches(shown).count(), 3, "{all}");
}

#[test]
fn extreme_pictures_stay_on_the_page() {
    for (width_px, height_px) in [(1, 1), (1, 20_000), (20_000, 1), (2000, 2000)] {
        let mut figure = Figure::new(Width::TwoColumns);
        figure
            .panels
            .push(Panel::new(plain(width_px, height_px, BLUE), "one").unwrap());
        let drawing = figure.draw(&fonts()).unwrap();
        assert!(drawing.height_mm() < 150.0, "{width_px} × {height_px}");
        let read = ReadBack::new(&drawing);
        let sides = read.image_places()[0];
        assert!(sides.width() > 0.29 && sides.height() > 0.29, "{sides:?}");
        assert!(sides.left > 1.0 && sides.right < 174.0, "{sides:?}");
        let middle = (
            (sides.left + sides.right) / 2.0,
            (sides.top + sides.bottom) / 2.0,
        );
        assert_eq!(Pixels::of(&drawing, 300).at_mm(middle.0, middle.1), BLUE);
    }
}

#[test]
fn no_more_pixels_are_written_than_are_seen() {
    let mut figure = Figure::new(Width::OneColumn);
    figure.panels = vec![
        Panel::new(plain(4000, 1000, RED), "").unwrap(),
        Panel::new(plain(7, 5, RED), "")
            .unwrap()
            .scaled(Scaling::Nearest),
    ];
    let drawing = figure.draw(&fonts()).unwrap();
    let read = ReadBack::new(&drawing);
    let sizes: Vec<(u32, u32)> = read
        .images()
        .iter()
        .map(|image| match image.kind() {
            ImageKind::PNG(bytes) => {
                let raster = imaging::decode_png(bytes).unwrap();
                (raster.width_px, raster.height_px)
            }
            other => panic!("{other:?}"),
        })
        .collect();
    // A panel is 39.5 mm wide here, which at 600 dpi are 934 pixels.
    assert_eq!(sizes, [(934, 234), (7, 5)]);
}

#[test]
fn nearest_makes_no_new_colours_where_it_takes_pixels_away() {
    let stripes: Vec<u8> = (0..3000)
        .map(|x| if x % 2 == 0 { 0 } else { 255 })
        .collect();
    let raster = Raster::new(3000, 1, 1, Samples::U8(stripes));
    let mut figure = Figure::new(Width::OneColumn);
    let panel = Panel::new(raster, "").unwrap();
    figure.panels.push(panel.scaled(Scaling::Nearest));
    let drawing = figure.draw(&fonts()).unwrap();
    let read = ReadBack::new(&drawing);
    let images = read.images();
    let ImageKind::PNG(bytes) = images[0].kind() else {
        panic!("pictures are PNG");
    };
    let raster = imaging::decode_png(bytes).unwrap();
    assert!(raster.width_px < 3000);
    let Samples::U8(samples) = raster.samples else {
        panic!("pictures are of 8 bits");
    };
    assert!(samples.iter().all(|it| [0, 255].contains(it)));
}

#[test]
fn every_kind_of_raster_is_shown() {
    let shown = |channels: u8, samples: Vec<u8>| {
        let mut figure = Figure::new(Width::OneColumn);
        let raster = Raster::new(1, 1, channels, Samples::U8(samples));
        figure.panels.push(Panel::new(raster, "").unwrap());
        let drawing = figure.draw(&fonts()).unwrap();
        Pixels::of(&drawing, 50).at_mm(40.0, 40.0)
    };
    assert_eq!(shown(1, vec![90]), [90; 3]);
    assert_eq!(shown(2, vec![90, 0]), [255; 3]);
    assert_eq!(shown(3, RED.to_vec()), RED);
    assert_eq!(shown(4, vec![1, 2, 3, 255]), [1, 2, 3]);
}

#[test]
fn arrays_are_read_by_rows() {
    let mut pixels = Array3::<u8>::zeros((1, 2, 3));
    pixels[[0, 1, 0]] = 250;
    let mut figure = Figure::new(Width::OneColumn);
    let panel = Panel::from_rgb(&pixels, "").unwrap();
    figure.panels.push(panel.scaled(Scaling::Nearest));
    let drawing = figure.draw(&fonts()).unwrap();
    let shown = Pixels::of(&drawing, 50);
    assert_eq!(shown.at_mm(20.0, 10.0), [0, 0, 0]);
    assert_eq!(shown.at_mm(60.0, 10.0), [250, 0, 0]);
}

#[test]
fn what_cannot_be_shown_is_refused_with_its_caption() {
    for shape in [(0, 4, 3), (4, 0, 3), (4, 4, 1)] {
        let refused = Panel::from_rgb(&Array3::zeros(shape), "map").unwrap_err();
        assert!(matches!(refused, FiguresError::NotAPicture { .. }));
        assert!(refused.to_string().contains("`map`"), "{refused}");
    }
    let raster = Raster::new(1, 1, 1, Samples::F32(vec![0.5]));
    let refused = Panel::new(raster, "map").unwrap_err();
    assert!(refused.to_string().contains("8 bits"), "{refused}");

    let empty = Figure::new(Width::OneColumn);
    assert_eq!(empty.draw(&fonts()).unwrap_err(), FiguresError::EmptyFigure);
    for columns in [0, 6] {
        let figure = Figure { columns, ..full() };
        let refused = figure.draw(&fonts()).unwrap_err();
        assert!(refused.to_string().contains("choose 1 to 5"), "{refused}");
    }
}

#[test]
fn a_figure_may_be_text_alone() {
    let mut figure = Figure::new(Width::TwoColumns);
    figure.lines.push(TextLine::new("Nothing but this."));
    let drawing = figure.draw(&fonts()).unwrap();
    assert!(drawing.height_mm() < 10.0);
    ReadBack::new(&drawing).place_of("Nothing but this.");
}
