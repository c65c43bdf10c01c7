//! Two people's labels side by side, and how far they agree.

use std::collections::BTreeSet;

use annotation::{Document, LayerId, SHARED_LAYER};
use egui::{ComboBox, Ui};
use gpu::ShapeLayer;
use jobs::{Lane, Latest};
use marking::{Board, LabelView, Shown, label_name};
use review::{Agreement, Difference, Differs, PictureVerdict, agreement};
use shapes::PictureSize;
use workbench::widgets::key_values_ui;
use workbench::{CaseContext, Command, ShelfState, icons, text, tr};

use super::doubts::picture_name;
use super::review::layer_name;

/// More differences than these are not listed.
const MOST_LISTED: usize = 60;

/// The comparison of the layer that is shown with another one.
#[derive(Default)]
pub struct Comparison {
    /// The other layer, while both are shown side by side.
    other: Option<LayerId>,
    labels: LabelView,
    /// What the agreement was asked of: the revision of the labels, and both layers.
    asked: Option<(u64, [LayerId; 2])>,
    asking: Latest<Result<Agreement, String>>,
    found: Option<Result<Agreement, String>>,
    /// Grows with every agreement that was found, and when none is known any more.
    revision: u64,
}

impl Comparison {
    /// Takes up the labels of the other layer, and what was found.
    pub fn logic(&mut self, board: &Board, context: &CaseContext<'_>) {
        let found = match self.asking.poll() {
            None | Some(Err(jobs::Stopped::Cancelled)) => None,
            Some(Ok(found)) => Some(found),
            Some(Err(stopped)) => Some(Err(stopped.to_string())),
        };
        if found.is_some() {
            self.found = found;
            self.revision += 1;
        }
        let (Some(document), Some(row)) = (context.labels.document(), context.document.current())
        else {
            return;
        };
        let is_there = |layer: &LayerId| document.layer(*layer).is_some();
        self.other = self
            .other
            .filter(|layer| is_there(layer) && *layer != board.layer());
        let Some(layer) = self.other else {
            self.forget();
            return;
        };
        self.ask(document, [layer, board.layer()], context);
        let size = match context.current_picture() {
            ShelfState::Ready(picture) => Some(PictureSize {
                width_px: picture.page().width_px,
                height_px: picture.page().height_px,
            }),
            _ => None,
        };
        let shown = Shown {
            picture: row.id,
            layer,
            hidden: BTreeSet::new(),
        };
        self.labels.follow(document, &shown, size, 0.2);
    }

    /// Asks how far two layers agree, whenever one of them has changed.
    fn ask(&mut self, document: &Document, layers: [LayerId; 2], context: &CaseContext<'_>) {
        let wanted = (context.labels.revision(), layers);
        if self.asked == Some(wanted) {
            return;
        }
        if self.asked.is_some_and(|(_, before)| before != layers) {
            self.forget();
        }
        self.asked = Some(wanted);
        let document = document.clone();
        let [first, second] = layers;
        let title = tr!("quality-job-agreement");
        self.asking
            .ask(context.jobs, Lane::Background, title, move |_| {
                let series: Vec<_> = document.all_series().map(|series| series.id).collect();
                agreement(&document, &series, first, second).map_err(|error| error.to_string())
            });
    }

    /// Forgets what was found of other layers.
    fn forget(&mut self) {
        self.asked = None;
        self.asking = Latest::default();
        if self.found.take().is_some() {
            self.revision += 1;
        }
    }

    /// Where the two differ, as far as that is known, and a number that grows with every change.
    pub fn differences(&self) -> (&[Difference], u64) {
        let found = self.found.as_ref().and_then(|found| found.as_ref().ok());
        let differences = found.map_or(&[][..], |found| &found.differences);
        (differences, self.revision)
    }

    /// What is to be drawn beside the picture; none while nothing is compared.
    pub fn shapes(&self) -> Option<Vec<&ShapeLayer>> {
        self.other.map(|_| self.labels.shapes().collect())
    }

    /// Whether what is beside the picture is drawn as it is; else another frame is needed.
    pub fn is_complete(&self) -> bool {
        self.labels.is_complete()
    }

    /// The names of the other layer and of the one that is shown.
    pub fn names(&self, document: &Document, board: &Board) -> [String; 2] {
        [self.other.unwrap_or(SHARED_LAYER), board.layer()].map(|layer| layer_name(document, layer))
    }

    /// Paints the section.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        document: &Document,
        board: &mut Board,
        context: &CaseContext<'_>,
    ) {
        if document.layers().count() < 2 {
            ui.label(tr!("quality-compare-one-layer"));
            return;
        }
        self.choice_ui(ui, document, board);
        if self.other.is_none() {
            return;
        }
        match &self.found {
            None => {
                ui.spinner();
            }
            Some(Err(reason)) => {
                ui.label(reason);
            }
            Some(Ok(found)) => {
                figures_ui(ui, found);
                let names = self.names(document, board);
                for difference in found.differences.iter().take(MOST_LISTED) {
                    difference_ui(ui, difference, &names, document, context);
                }
                if found.differences.len() > MOST_LISTED {
                    let count = found.differences.len() - MOST_LISTED;
                    ui.weak(tr!("quality-doubts-more", count = count));
                }
            }
        }
    }

    /// Which layer is shown beside the one that is worked on.
    fn choice_ui(&mut self, ui: &mut Ui, document: &Document, board: &Board) {
        let before = self.other;
        let nothing = tr!("quality-compare-none");
        let shown = before.map_or_else(|| nothing.clone(), |layer| layer_name(document, layer));
        let label = ui.label(tr!("quality-compare-with"));
        let combo = ComboBox::from_id_salt("compare")
            .selected_text(shown)
            .show_ui(ui, |ui| {
                ui.selectable_value(&mut self.other, None, nothing);
                for layer in document.layers().filter(|it| it.id != board.layer()) {
                    let name = layer_name(document, layer.id);
                    ui.selectable_value(&mut self.other, Some(layer.id), name);
                }
            });
        combo.response.labelled_by(label.id);
        if self.other != before {
            self.labels = LabelView::default();
        }
    }
}

/// The figures, each with what it is of.
fn figures_ui(ui: &mut Ui, found: &Agreement) {
    let kappa = |kappa: Option<f64>| kappa.map_or_else(|| "–".to_owned(), |it| text::number(it, 2));
    let verdicts = |units, of_verdicts: Option<f64>, observed| match units {
        0 => "–".to_owned(),
        _ => format!("κ {}, {}", kappa(of_verdicts), text::percent(observed, 0)),
    };
    let of_pictures = &found.pictures;
    let mut rows = vec![
        (
            tr!("quality-agree-pictures", count = of_pictures.units),
            verdicts(of_pictures.units, of_pictures.kappa, of_pictures.observed),
        ),
        (
            tr!("quality-agree-series", count = found.series.units),
            verdicts(
                found.series.units,
                found.series.kappa,
                found.series.observed,
            ),
        ),
        (
            tr!("quality-agree-things"),
            format!("α {}", kappa(found.things.alpha)),
        ),
    ];
    if let Some(defective) = of_pictures.categories.get(&PictureVerdict::Defective) {
        let units = (2 * of_pictures.units).max(1) as f64;
        let prevalence = (2 * defective.both + defective.one) as f64 / units;
        rows.push((
            tr!("quality-agree-prevalence"),
            text::percent(prevalence, 0),
        ));
        rows.push((
            tr!("quality-agree-positive"),
            text::percent(defective.positive_agreement, 0),
        ));
    }
    if found.not_by_both > 0 {
        rows.push((
            tr!("quality-agree-not-by-both"),
            found.not_by_both.to_string(),
        ));
    }
    key_values_ui(ui, &rows);
}

fn difference_ui(
    ui: &mut Ui,
    difference: &Difference,
    [first, second]: &[String; 2],
    document: &Document,
    context: &CaseContext<'_>,
) {
    let name = |label| {
        document
            .label(difference.picture, label)
            .map_or_else(|| "–".to_owned(), |label| label_name(document, label))
    };
    let sentence = match difference.differs {
        Differs::OnlyFirst(label) => tr!(
            "quality-differ-only",
            layer = first.as_str(),
            name = name(label)
        ),
        Differs::OnlySecond(label) => tr!(
            "quality-differ-only",
            layer = second.as_str(),
            name = name(label)
        ),
        Differs::Class {
            first: (a, _),
            second: (b, _),
        } => tr!("quality-differ-class", name = name(a), other = name(b)),
        Differs::Place {
            first: label,
            similarity,
            ..
        } => tr!(
            "quality-differ-place",
            name = name(label),
            similarity = text::percent(similarity, 0)
        ),
    };
    let line = format!("{}: {sentence}", picture_name(difference.picture, context));
    let button = egui::Button::new((icons::atom(icons::ICON_COMPARE), line.as_str()))
        .frame_when_inactive(false)
        .wrap();
    if ui.add(button).clicked() {
        let command = Command::ShowPicture(difference.picture);
        context.commands.send(command);
    }
}
