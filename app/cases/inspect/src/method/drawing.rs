//! What was found, as figures and charts fit for a paper, in the language of the window.

use std::path::Path;

use attacks::Calibration;
use figures::{Axis, Chart, Curve, Drawing, Fonts, Format, Series, Threshold, Width};
use insight::{AttackedText, FigureText, attacked_figure};
use why::{average_line, captions, verdict_line};
use workbench::{text, tr};

use super::InspectError;
use crate::subject::{AttackEvaluation, Attempt};

/// Into how many bins scores are counted.
const BINS: usize = 30;

/// Draws an attack: the picture before and behind it, with responses and entropy, and the change.
///
/// # Errors
/// When it cannot be drawn.
pub fn attempt_figure(
    attempt: &Attempt,
    footer: String,
    fonts: &Fonts,
) -> Result<Drawing, InspectError> {
    let outcome = &attempt.outcome;
    let mut lines = Vec::new();
    for (side, name) in [
        (&attempt.before, tr!("inspect-figure-before")),
        (&attempt.after, tr!("inspect-figure-after")),
    ] {
        if let Some((label, share)) = side.classes.first() {
            lines.push((format!("{name}: {label}"), text::percent(*share, 1)));
        }
        let (average, bits) = average_line(side.maps.average_bits);
        lines.push((format!("{name}: {average}"), bits));
        if let Some(judgement) = &side.judgement {
            let (verdict, found) = verdict_line(judgement);
            lines.push((format!("{name}: {verdict}"), found));
        }
    }
    lines.push((
        tr!("inspect-figure-size"),
        tr!(
            "inspect-figure-size-value",
            rms = text::number(outcome.rms, 5),
            linf = text::number(outcome.linf, 4)
        ),
    ));
    let text = AttackedText {
        before: FigureText {
            title: tr!(
                "inspect-figure-attack-title",
                attack = attempt.outcome.attack.id(),
                picture = attempt.picture.as_str()
            ),
            captions: captions(tr!("inspect-figure-before")),
            bits: tr!("why-figure-bits"),
            lines,
            footer,
        },
        after_captions: captions(tr!("inspect-figure-after")),
        change: tr!(
            "inspect-figure-change",
            factor = text::number(f64::from(attempt.amplification), 1)
        ),
    };
    let pictures = [&attempt.before.rgb, &attempt.change_rgb, &attempt.after.rgb];
    let maps = [&attempt.before.maps, &attempt.after.maps];
    Ok(attacked_figure(pictures, maps, text, fonts)?)
}

/// How the scores of clean and attacked pictures lie.
pub struct Charts {
    /// How many scores lie where.
    pub histogram: Drawing,
    /// Detections against false positives; none without attacks.
    pub roc: Option<Drawing>,
}

impl Charts {
    /// Writes `histogram` and `roc` into a folder, each as SVG and as PNG.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn save(&self, folder: &Path, dpi: u32) -> Result<(), InspectError> {
        for (name, drawing) in [
            ("histogram", Some(&self.histogram)),
            ("roc", self.roc.as_ref()),
        ] {
            let Some(drawing) = drawing else { continue };
            drawing.save(&folder.join(format!("{name}.svg")), Format::Svg)?;
            drawing.save(&folder.join(format!("{name}.png")), Format::Png { dpi })?;
        }
        Ok(())
    }
}

/// The histograms of clean and attacked scores, with the threshold where there is one; and the
/// curves of detections against false positives, where there are any.
///
/// # Errors
/// When they cannot be drawn.
pub fn charts(
    clean_bits: &[f64],
    attacks: &[AttackEvaluation],
    calibration: Option<&Calibration>,
    fonts: &Fonts,
) -> Result<Charts, InspectError> {
    let mut series = vec![Series::new(tr!("inspect-chart-clean"), clean_bits.to_vec())];
    for attack in attacks {
        let counted = attack.counted_bits();
        if !counted.is_empty() {
            series.push(Series::new(attack.attack.id(), counted));
        }
    }
    let mut histogram = Chart::histogram(
        Width::OneColumn,
        Axis::new(tr!("inspect-chart-bits")),
        Axis::new(tr!("inspect-chart-share")),
        series,
        BINS,
    );
    histogram.threshold = calibration.map(|calibration| Threshold {
        value: calibration.threshold_bits,
        label: tr!("inspect-chart-threshold"),
    });
    let curves: Vec<Curve> = attacks
        .iter()
        .filter_map(|attack| {
            let points = attack.roc.as_ref()?.points().iter();
            let points = points.map(|it| [it.false_positive_rate, it.detection_rate]);
            let curve = Curve::new(attack.attack.id(), points.collect());
            Some(curve.with_area(&tr!("inspect-chart-area")))
        })
        .collect();
    let histogram = histogram.draw(fonts)?;
    if curves.is_empty() {
        return Ok(Charts {
            histogram,
            roc: None,
        });
    }
    let mut roc = Chart::curves(
        Width::OneColumn,
        Axis::new(tr!("inspect-chart-false-positives")).spanning(0.0, 1.0),
        Axis::new(tr!("inspect-chart-detections")).spanning(0.0, 1.0),
        curves,
    );
    let diagonal = vec![[0.0, 0.0], [1.0, 1.0]];
    roc.guides = vec![Curve::new(tr!("inspect-chart-chance"), diagonal)];
    Ok(Charts {
        histogram,
        roc: Some(roc.draw(fonts)?),
    })
}
