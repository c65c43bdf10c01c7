//! Figures of explanations, in the language of the window.

use attacks::Verdict;
use figures::{Drawing, Fonts};
use insight::{Explanation, FigureText, InsightError, Judgement, explained_figure};
use workbench::{text, tr};

/// Draws a picture, its response and the entropy of that, with classes, average and verdict below.
/// `classes` are names and values, the best first.
///
/// # Errors
/// When it cannot be drawn.
pub fn explanation_figure(
    explanation: &Explanation,
    classes: Vec<(String, String)>,
    [title, footer]: [String; 2],
    fonts: &Fonts,
) -> Result<Drawing, InsightError> {
    let mut lines = classes;
    lines.push(average_line(explanation.maps.average_bits));
    if let Some(Ok(judgement)) = &explanation.judgement {
        lines.push(verdict_line(judgement));
    }
    let text = FigureText {
        title,
        captions: captions(tr!("why-figure-input")),
        bits: tr!("why-figure-bits"),
        lines,
        footer,
    };
    explained_figure(&explanation.input_rgb, &explanation.maps, text, fonts)
}

/// What stands below a picture, its response and the entropy of that.
#[must_use]
pub fn captions(picture: String) -> [String; 3] {
    [
        picture,
        tr!("why-figure-response"),
        tr!("why-figure-entropy"),
    ]
}

/// The average entropy as a name and a value.
#[must_use]
pub fn average_line(bits: f64) -> (String, String) {
    let bits = text::number(bits, 3);
    (tr!("why-figure-average"), tr!("why-bits", bits = bits))
}

/// What the detector says as a name and a value.
#[must_use]
pub fn verdict_line(judgement: &Judgement) -> (String, String) {
    let threshold = text::number(judgement.threshold_bits, 3);
    let verdict = match judgement.verdict {
        Verdict::Clean => tr!("why-figure-clean", threshold = threshold),
        Verdict::Attack => tr!("why-figure-attack", threshold = threshold),
    };
    (tr!("why-figure-verdict"), verdict)
}
