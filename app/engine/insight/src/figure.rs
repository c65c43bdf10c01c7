//! Figures of what was found: a picture with its response and the entropy of that, and the same of
//! an attack.

use figures::{ColourBar, Drawing, Figure, Fonts, Panel, Scaling, TextLine, Width};
use ndarray::Array3;
use response::ColourMap;

use crate::InsightError;
use crate::response_maps::ResponseMaps;

/// The words of a figure, in the language of whoever reads it.
#[derive(Clone, Debug, Default)]
pub struct FigureText {
    /// What it shows.
    pub title: String,
    /// Below the picture, its response and the entropy of that.
    pub captions: [String; 3],
    /// The unit of entropy.
    pub bits: String,
    /// Names and values below the pictures; the first line stands out.
    pub lines: Vec<(String, String)>,
    /// The model and the method.
    pub footer: String,
}

/// The words of a figure of an attack.
#[derive(Clone, Debug, Default)]
pub struct AttackedText {
    /// Those of the picture before the attack, and of the whole figure.
    pub before: FigureText,
    /// Below the picture behind the attack, its response and the entropy of that.
    pub after_captions: [String; 3],
    /// Below the change, with the factor by which it is amplified.
    pub change: String,
}

/// Draws a picture `[height, width, 3]` beside its response and the local spatial entropy of that.
///
/// # Errors
/// When the arrays are no pictures.
pub fn explained_figure(
    picture: &Array3<u8>,
    maps: &ResponseMaps,
    text: FigureText,
    fonts: &Fonts,
) -> Result<Drawing, InsightError> {
    let panels = panels(picture, maps, &text.captions, &text.bits)?;
    sheet(panels, 3, text, fonts)
}

/// Draws a picture, its change by an attack and what became of it, each `[height, width, 3]`, above
/// each other with the responses and their entropy beside them, as figures 6 and 7 of Amirian,
/// Schwenker and Stadelmann, "Trace and Detect" (ANNPR 2018).
///
/// # Errors
/// When the arrays are no pictures.
pub fn attacked_figure(
    [original, change, adversarial]: [&Array3<u8>; 3],
    [before, after]: [&ResponseMaps; 2],
    text: AttackedText,
    fonts: &Fonts,
) -> Result<Drawing, InsightError> {
    let mut all = panels(original, before, &text.before.captions, &text.before.bits)?;
    all.push(Panel::from_rgb(change, text.change)?.scaled(Scaling::Nearest));
    all.extend(panels(
        adversarial,
        after,
        &text.after_captions,
        &text.before.bits,
    )?);
    sheet(all, 4, text.before, fonts)
}

fn sheet(
    panels: Vec<Panel>,
    columns: usize,
    text: FigureText,
    fonts: &Fonts,
) -> Result<Drawing, InsightError> {
    let mut figure = Figure::new(Width::TwoColumns);
    figure.title = text.title;
    figure.columns = columns;
    figure.panels = panels;
    figure.lines = text
        .lines
        .into_iter()
        .enumerate()
        .map(|(place, (name, value))| {
            let line = TextLine::new(name).with_value(value);
            if place == 0 { line.strong() } else { line }
        })
        .collect();
    figure.footer = text.footer;
    Ok(figure.draw(fonts)?)
}

/// A picture, its response and the entropy of that, with their colours.
fn panels(
    picture: &Array3<u8>,
    maps: &ResponseMaps,
    [picture_caption, response_caption, entropy_caption]: &[String; 3],
    bits: &str,
) -> Result<Vec<Panel>, InsightError> {
    Ok(vec![
        Panel::from_rgb(picture, picture_caption)?.scaled(Scaling::Smooth),
        Panel::from_rgb(&maps.response_rgb(), response_caption)?
            .scaled(Scaling::Nearest)
            .with_bar(ColourBar {
                map: ColourMap::Diverging,
                low: format!("{:.2e}", -maps.scale),
                high: format!("{:.2e}", maps.scale),
            }),
        Panel::from_rgb(&maps.entropy_rgb(), entropy_caption)?
            .scaled(Scaling::Nearest)
            .with_bar(ColourBar {
                map: ColourMap::Sequential,
                low: "0".to_owned(),
                high: format!("{:.2} {bits}", maps.most_bits),
            }),
    ])
}
