//! What each threshold does, as curves; a click or a drag sets the threshold.

use decision::{LevelCurve, Thresholds};
use egui::{Color32, Ui};
use egui_plot::{Corner, HoverPosition, Legend, Line, LineStyle, Plot, PlotPoints, VLine};
use evaluation::CurvePoint;
use workbench::tokens::{CATEGORIES, palette};
use workbench::{icons, text, tr};

use super::outlook::Curves;

const HEIGHT_PT: f32 = 240.0;

/// Paints the curves and the threshold; gives the threshold that was pointed at.
pub fn chart_ui(ui: &mut Ui, curves: &Curves, thresholds: &Thresholds) -> Option<f64> {
    let mark = palette(ui).text_strong;
    let plot = Plot::new("thresholds")
        .height(HEIGHT_PT)
        .width(ui.available_width())
        .include_x(0.0)
        .include_x(1.0)
        .include_y(0.0)
        .include_y(1.0)
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .x_axis_label(tr!("quality-threshold"))
        .y_axis_formatter(|mark, _| text::percent(mark.value, 0))
        .label_formatter(|at| match at {
            HoverPosition::NearDataPoint {
                plot_name,
                position,
                ..
            } => Some(tr!(
                "quality-chart-point",
                name = *plot_name,
                share = text::percent(position.y, 1),
                threshold = text::number(position.x, 3)
            )),
            HoverPosition::Elsewhere { .. } => None,
        })
        .legend(Legend::default().position(Corner::LeftBottom));
    let name = tr!("quality-chart");
    let shown = plot.show(ui, |plot| {
        let lines = [
            (tr!("quality-chart-defects"), &curves.defects, Side::Found),
            (tr!("quality-chart-parts"), &curves.parts, Side::Found),
            (tr!("quality-chart-alarms"), &curves.parts, Side::Alarms),
        ];
        for (place, (name, curve, side)) in lines.into_iter().enumerate() {
            plot.line(line(name, curve, side, CATEGORIES[place]));
        }
        match thresholds {
            Thresholds::OneForAll { threshold } => {
                plot.vline(
                    VLine::new(tr!("quality-threshold"), *threshold)
                        .color(mark)
                        .width(2.0),
                );
            }
            Thresholds::ByClass { by_class, .. } => {
                for (class, threshold) in by_class {
                    plot.vline(VLine::new(class.as_str(), *threshold).color(mark));
                }
            }
        }
        let response = plot.response();
        let is_set = response.clicked() || response.dragged();
        is_set
            .then(|| plot.pointer_coordinate())
            .flatten()
            .map(|at| at.x.clamp(0.0, 1.0))
    });
    icons::named(shown.response, None, &name).on_hover_text(tr!("quality-chart-tip"));
    shown.inner
}

/// What of a curve is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Found,
    Alarms,
}

/// A curve as steps: a threshold between two scores does what the higher one does.
fn line(name: String, curve: &LevelCurve, side: Side, colour: Color32) -> Line<'static> {
    let share = |point: &CurvePoint| match side {
        Side::Found => point.recall(),
        Side::Alarms => point.overkill(),
    };
    let mut steps: Vec<[f64; 2]> = Vec::new();
    let mut right = 1.0;
    let mut level = 0.0;
    for point in curve.points() {
        let Some(share) = share(point) else { continue };
        let at = point.threshold.clamp(0.0, 1.0);
        steps.push([right, level]);
        steps.push([at, level]);
        (right, level) = (at, share);
    }
    if !steps.is_empty() {
        steps.push([right, level]);
        steps.push([0.0, level]);
    }
    let style = match side {
        Side::Found => LineStyle::Solid,
        Side::Alarms => LineStyle::dashed_loose(),
    };
    Line::new(name, PlotPoints::from(steps))
        .color(colour)
        .width(2.0)
        .style(style)
}
