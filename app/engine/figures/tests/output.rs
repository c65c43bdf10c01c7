//! Drawings as bytes and as files.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Pixels, fonts, plain};
use figures::{Drawing, Figure, FiguresError, Fonts, Format, Panel, TextLine, Width};
use std::path::Path;

fn drawing() -> Drawing {
    let mut figure = Figure::new(Width::OneColumn);
    figure.title = "Same bytes".to_owned();
    for side_px in [3, 900] {
        let panel = Panel::new(plain(side_px, side_px, [9, 99, 199]), "one").unwrap();
        figure.panels.push(panel);
    }
    figure.lines.push(TextLine::new("text").with_value("1"));
    figure.draw(&fonts()).unwrap()
}

#[test]
fn a_png_has_the_pixels_of_its_millimetres() {
    let drawing = drawing();
    for dpi in [72, 150, 300] {
        let raster = Pixels::of(&drawing, dpi).raster;
        let expected = |mm: f64| (mm / 25.4 * f64::from(dpi)).round() as u32;
        assert_eq!(raster.width_px, expected(85.0));
        assert_eq!(raster.height_px, expected(drawing.height_mm()));
        assert_eq!(raster.channels, 3);
    }
}

#[test]
fn a_png_says_its_resolution() {
    let bytes = drawing().png(300).unwrap();
    let decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    let reader = decoder.read_info().unwrap();
    let dimensions = reader.info().pixel_dims.unwrap();
    assert_eq!((dimensions.xppu, dimensions.yppu), (11_811, 11_811));
    assert_eq!(dimensions.unit, png::Unit::Meter);
}

#[test]
fn letters_are_drawn() {
    let with = |title: &str| {
        let mut figure = Figure::new(Width::OneColumn);
        figure.lines.push(TextLine::new(title));
        let drawing = figure.draw(&fonts()).unwrap();
        let imaging::Samples::U8(samples) = Pixels::of(&drawing, 300).raster.samples else {
            panic!("a PNG of 8 bits");
        };
        samples.iter().filter(|sample| **sample < 128).count()
    };
    assert!(with("i") > 20);
    assert!(with("MMMM") > 5 * with("i"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for format in [Format::Svg, Format::Png { dpi: 120 }] {
        let (one, other) = (drawing().bytes(format), drawing().bytes(format));
        assert_eq!(one.unwrap(), other.unwrap());
    }
}

#[test]
fn resolutions_that_cannot_be_drawn_are_refused() {
    let drawing = drawing();
    for dpi in [0, 2401] {
        assert_eq!(drawing.png(dpi), Err(FiguresError::Dpi(dpi)));
    }
    let mut high = Figure::new(Width::TwoColumns);
    high.columns = 1;
    let panel = Panel::new(plain(1, 1, [0; 3]), "").unwrap();
    high.panels = vec![panel; 8];
    let refused = high.draw(&fonts()).unwrap().png(2400).unwrap_err();
    assert!(matches!(
        refused,
        FiguresError::ManyPixels {
            width_px: 16_535,
            ..
        }
    ));
}

#[test]
fn files_are_replaced_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let drawing = drawing();
    let path = folder.path().join("figure.SVG");
    std::fs::write(&path, "before").unwrap();
    let format = Format::of(&path, 300).unwrap();
    drawing.save(&path, format).unwrap();
    let written = std::fs::read_to_string(&path).unwrap();
    assert_eq!(written, drawing.svg().unwrap());

    let mut permissions = path.metadata().unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    let refused = drawing.save(&path, Format::Png { dpi: 10 }).unwrap_err();
    assert!(
        refused.to_string().contains("may not be written to"),
        "{refused}"
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), written);

    let inside = folder.path().join("folder.png");
    std::fs::create_dir(&inside).unwrap();
    assert!(drawing.save(&inside, Format::Svg).is_err());
    let nowhere = folder.path().join("missing").join("figure.png");
    let refused = drawing.save(&nowhere, Format::Svg).unwrap_err();
    assert!(
        refused
            .to_string()
            .ends_with(&nowhere.display().to_string())
    );
    assert_eq!(
        folder.path().read_dir().unwrap().count(),
        2,
        "nothing is left over"
    );
}

#[test]
fn formats_go_by_the_name() {
    let of = |name: &str| Format::of(Path::new(name), 300);
    assert_eq!(of("a.b/c.png"), Ok(Format::Png { dpi: 300 }));
    assert_eq!(of("c.Svg"), Ok(Format::Svg));
    for name in ["c", "c.pdf", "png"] {
        let refused = of(name).unwrap_err();
        assert!(
            refused.to_string().contains("`.svg` or `.png`"),
            "{refused}"
        );
    }
}

#[test]
fn bytes_that_are_no_font_are_refused() {
    let refused = Fonts::new(b"no font", b"neither").unwrap_err();
    assert_eq!(refused, FiguresError::Font { which: "regular" });
}
