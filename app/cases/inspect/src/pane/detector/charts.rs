//! The histograms and the curves, as they are written to files too.

use std::path::Path;
use std::sync::Arc;

use attacks::Calibration;
use canvas::{CanvasInput, Look, Pair, PairInput};
use egui::Ui;
use figures::{Drawing, Fonts, PRINT_DPI};
use imaging::Picture;
use jobs::{Jobs, Lane, Latest, Stopped};
use workbench::text::{self, Language};
use workbench::theme::{FONT_REGULAR, FONT_STRONG};
use workbench::tr;

use crate::method::{Charts, InspectError, charts, save_calibration, save_evaluation};
use crate::subject::Evaluation;

/// Dots an inch of the charts in the window.
const SHOWN_DPI: u32 = 220;

/// What the charts show, and in which language.
#[derive(Clone)]
struct Content {
    evaluation: Option<Arc<Evaluation>>,
    calibration: Option<Arc<Calibration>>,
    language: Language,
}

impl Content {
    fn is_same(&self, other: &Self) -> bool {
        let same_evaluation = match (&self.evaluation, &other.evaluation) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        };
        same_evaluation && self.calibration == other.calibration && self.language == other.language
    }
}

/// The charts as pictures.
struct Shown {
    histogram: Arc<Picture>,
    roc: Option<Arc<Picture>>,
}

/// The charts on their canvases.
#[derive(Default)]
pub struct ChartView {
    content: Option<Content>,
    drawing: Latest<Result<Shown, InspectError>>,
    shown: Option<Shown>,
    pair: Pair,
    problem: Option<String>,
}

impl ChartView {
    /// Draws the charts anew whenever what they show is another.
    pub fn logic(
        &mut self,
        jobs: &Jobs,
        evaluation: Option<&Arc<Evaluation>>,
        calibration: Option<&Arc<Calibration>>,
    ) {
        let wanted = Content {
            evaluation: evaluation.cloned(),
            calibration: calibration.cloned(),
            language: text::language(),
        };
        let known = self.content.as_ref();
        if !known.is_some_and(|known| known.is_same(&wanted)) {
            self.content = Some(wanted.clone());
            if evaluation.is_none() && calibration.is_none() {
                self.drawing.cancel();
                self.shown = None;
                self.problem = None;
            } else {
                let title = tr!("inspect-job-charts");
                self.drawing
                    .ask(jobs, Lane::Interactive, title, move |_| draw(&wanted));
            }
        }
        match self.drawing.poll() {
            Some(Ok(Ok(shown))) => {
                self.shown = Some(shown);
                self.problem = None;
            }
            Some(Ok(Err(error))) => self.problem = Some(error.to_string()),
            Some(Err(Stopped::Cancelled)) => self.problem = Some(tr!("inspect-detector-cancelled")),
            Some(Err(stopped)) => self.problem = Some(stopped.to_string()),
            None => {}
        }
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.shown.is_none() && self.problem.is_none()
    }

    /// Paints the charts.
    pub fn ui(&mut self, ui: &mut Ui, jobs: &Jobs) {
        if let Some(problem) = &self.problem {
            ui.label(problem);
        }
        let Some(shown) = &self.shown else { return };
        let histogram_name = tr!("inspect-chart-histogram");
        let look = Look::auto(&shown.histogram);
        let histogram = CanvasInput::new(Some(&shown.histogram), jobs, &look, &histogram_name);
        match &shown.roc {
            None => {
                self.pair.right.show(ui, &histogram);
            }
            Some(roc) => {
                let name = tr!("inspect-chart-roc");
                let look = Look::auto(roc);
                self.pair.is_linked = false;
                self.pair.show(
                    ui,
                    &PairInput {
                        left: histogram,
                        right: CanvasInput::new(Some(roc), jobs, &look, &name),
                        divider_name: &tr!("inspect-divider"),
                    },
                );
            }
        }
    }
}

fn drawn(
    evaluation: Option<&Evaluation>,
    calibration: Option<&Calibration>,
) -> Result<Charts, InspectError> {
    let fonts = Fonts::new(FONT_REGULAR, FONT_STRONG)?;
    match (evaluation, calibration) {
        (Some(evaluation), calibration) => {
            // A threshold means something only for scores that were made alike.
            let fitting = calibration.filter(|it| it.settings == evaluation.settings);
            charts(
                &evaluation.clean_bits(),
                &evaluation.attacks,
                fitting,
                &fonts,
            )
        }
        (None, Some(calibration)) => {
            charts(&calibration.clean_bits, &[], Some(calibration), &fonts)
        }
        (None, None) => charts(&[], &[], None, &fonts),
    }
}

fn draw(content: &Content) -> Result<Shown, InspectError> {
    let charts = drawn(
        content.evaluation.as_deref(),
        content.calibration.as_deref(),
    )?;
    let picture = |drawing: &Drawing| -> Result<Arc<Picture>, InspectError> {
        Ok(Arc::new(Picture::from_raster(drawing.raster(SHOWN_DPI)?)))
    };
    Ok(Shown {
        histogram: picture(&charts.histogram)?,
        roc: charts.roc.as_ref().map(picture).transpose()?,
    })
}

/// Whether a folder holds files that [`save`] would write.
pub fn has_files(folder: &Path) -> bool {
    let names = ["scores.csv", "roc.csv", "calibration.json", "histogram.svg"];
    names.into_iter().any(|name| folder.join(name).exists())
}

/// Writes charts and tables into a folder, and the threshold where there is one.
///
/// # Errors
/// When a file cannot be written.
pub fn save(
    folder: &Path,
    evaluation: Option<&Evaluation>,
    calibration: Option<&Calibration>,
) -> Result<(), InspectError> {
    if let Some(evaluation) = evaluation {
        save_evaluation(folder, evaluation)?;
    }
    if let Some(calibration) = calibration {
        save_calibration(&folder.join("calibration.json"), calibration)?;
    }
    let charts = drawn(evaluation, calibration)?;
    charts.save(folder, PRINT_DPI)
}
