//! A figure of what was explained: the input, the response, its entropy.

use figures::{ColourBar, Drawing, Figure, Fonts, Panel, Scaling, TextLine, Width};
use ndarray::{Array2, Array3, ArrayD};
use packs::{Channels, InputSpec, Layout};
use response::{ColourMap, Normalisation, Preset, Sign, grey, measure, normalise};

use super::InspectError;
use super::planes::by_channel;

/// The percentile of the response's magnitudes that is drawn in full colour.
const SHOWN_PERCENTILE: f64 = 99.5;

/// The words of a figure.
pub struct FigureText {
    /// What it shows.
    pub title: String,
    /// The prediction, with the score of each class.
    pub lines: Vec<(String, String)>,
    /// The model and the method.
    pub footer: String,
}

/// Draws a prepared picture beside its response and the local spatial entropy of that, all of one
/// shape, `[1, …]`. Without a description of the input, samples are drawn from the least to the
/// greatest, channels first.
///
/// # Errors
/// When the arrays are no pictures.
pub fn explained_figure(
    picture: &ArrayD<f32>,
    response: &ArrayD<f32>,
    input: Option<&InputSpec>,
    text: FigureText,
    fonts: &Fonts,
) -> Result<Drawing, InspectError> {
    let settings = Preset::default().settings();
    let planes = by_channel(response, layout_of(input));
    let measured = measure(&planes, &settings)?;
    let shown = Normalisation {
        sign: Sign::Signed,
        percentile: SHOWN_PERCENTILE,
    };
    let shown = normalise(&grey(&planes, settings.grey), &shown)?;
    let most_bits = measured.entropy.iter().copied().fold(0.0_f32, f32::max);
    let entropy_unit = measured
        .entropy
        .mapv(|bits| bits / most_bits.max(f32::MIN_POSITIVE));
    let mut figure = Figure::new(Width::TwoColumns);
    figure.title = text.title;
    figure.columns = 3;
    figure.panels = vec![
        Panel::from_rgb(&as_picture(picture, input), "Input")?.scaled(Scaling::Smooth),
        Panel::from_rgb(&coloured(&shown.values, ColourMap::Diverging), "Response")?
            .scaled(Scaling::Nearest)
            .with_bar(ColourBar {
                map: ColourMap::Diverging,
                low: format!("{:.2e}", -shown.scale),
                high: format!("{:.2e}", shown.scale),
            }),
        Panel::from_rgb(
            &coloured(&entropy_unit, ColourMap::Sequential),
            "Local spatial entropy",
        )?
        .scaled(Scaling::Nearest)
        .with_bar(ColourBar {
            map: ColourMap::Sequential,
            low: "0".to_owned(),
            high: format!("{most_bits:.2} bits"),
        }),
    ];
    let average = format!("{:.3} bits", measured.average_bits);
    figure.lines = text
        .lines
        .into_iter()
        .enumerate()
        .map(|(place, (label, score))| {
            let line = TextLine::new(label).with_value(score);
            if place == 0 { line.strong() } else { line }
        })
        .chain([TextLine::new("Average local spatial entropy").with_value(average)])
        .collect();
    figure.footer = text.footer;
    Ok(figure.draw(fonts)?)
}

/// The layout of an input; channels first where nothing is known.
fn layout_of(input: Option<&InputSpec>) -> Layout {
    input.map_or(Layout::Nchw, |input| input.layout)
}

/// The prepared picture as people see it, `[height, width, 3]`.
fn as_picture(picture: &ArrayD<f32>, input: Option<&InputSpec>) -> Array3<u8> {
    let planes = by_channel(picture, layout_of(input));
    let (channels, height, width) = planes.dim();
    let low = planes.iter().copied().fold(f32::INFINITY, f32::min);
    let high = planes.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let unit = |channel: usize, value: f32| match input {
        Some(input) => {
            let of = |values: &[f64], default: f64| {
                values
                    .get(channel)
                    .or(values.first())
                    .copied()
                    .unwrap_or(default)
            };
            let sample = f64::from(value) * of(&input.std, 1.0) + of(&input.mean, 0.0);
            (sample / input.scale) as f32
        }
        None => (value - low) / (high - low).max(f32::MIN_POSITIVE),
    };
    let is_bgr = input.is_some_and(|input| input.channels == Channels::Bgr);
    Array3::from_shape_fn((height, width, 3), |(y, x, colour)| {
        let channel = match (channels, is_bgr) {
            (1 | 2, _) => 0,
            (_, true) => 2 - colour,
            (_, false) => colour,
        };
        (unit(channel, planes[[channel, y, x]]) * 255.0)
            .round()
            .clamp(0.0, 255.0) as u8
    })
}

/// Values from 0 to 1 in colours, `[height, width, 3]`.
fn coloured(unit: &Array2<f32>, map: ColourMap) -> Array3<u8> {
    let (height, width) = unit.dim();
    Array3::from_shape_fn((height, width, 3), |(y, x, colour)| {
        map.rgb(unit[[y, x]])[colour]
    })
}
