//! The panel: asks why after each answer without being told to, and shows what was found.

use std::sync::Arc;

use attacks::Calibration;
use canvas::{Interpolation, RasterOverlay};
use egui::Ui;
use explain::Target;
use figures::{Fonts, Format, PRINT_DPI};
use insight::{Explanation, Inquiry, InsightError, Judgement};
use jobs::{Lane, Latest, Stopped};
use workbench::notifications::Severity;
use workbench::theme::{FONT_REGULAR, FONT_STRONG};
use workbench::tokens::space;
use workbench::{
    CaseContext, Exported, FileExport, PathKind, icons, status_bar, text, tr, widgets,
};

use crate::aim::{Aim, target_text};
use crate::calibration_shelf::CalibrationShelf;
use crate::cover::{Cover, cover_ui, legend_ui};
use crate::figure::explanation_figure;
use crate::layers::Layers;
use crate::method_names::method_name;
use crate::settings_ui::settings_ui;
use crate::strip::Strip;
use crate::subject::WhySubject;
use crate::verdict_ui::{verdict_text, verdict_ui};

/// How much of the picture is covered at first.
const USUAL_OPACITY: f32 = 0.8;

/// How many classes stand in a figure.
const FIGURE_CLASSES: usize = 3;

/// What an explanation belongs to.
#[derive(Clone)]
struct Question {
    subject: WhySubject,
    inquiry: Inquiry,
}

impl Question {
    fn is_same(&self, other: &Self) -> bool {
        self.subject.is_same(&other.subject) && self.inquiry == other.inquiry
    }
}

/// Why the model answered so, for the picture that is looked at.
pub struct WhyPanel {
    aim: Aim,
    cover: Cover,
    opacity: f32,
    /// What was answered last, whatever was asked about it.
    followed: Option<WhySubject>,
    asked: Option<Question>,
    asking: Latest<(Question, Result<Explanation, InsightError>)>,
    explanation: Option<Arc<Explanation>>,
    /// What [`WhyPanel::explanation`] belongs to.
    explained: Option<Question>,
    failure: Option<String>,
    /// Whether the explanation is of the picture that is looked at.
    is_current: bool,
    overlay: Vec<RasterOverlay>,
    /// The pixel whose values stay in view.
    marked_px: Option<[u32; 2]>,
    /// What the detector said last, until the host takes it.
    fresh_judgement: Option<(u64, Judgement)>,
    shelf: CalibrationShelf,
    strip: Strip,
    layers: Layers,
    export: FileExport,
}

impl Default for WhyPanel {
    fn default() -> Self {
        Self {
            aim: Aim::default(),
            cover: Cover::default(),
            opacity: USUAL_OPACITY,
            followed: None,
            asked: None,
            asking: Latest::default(),
            explanation: None,
            explained: None,
            failure: None,
            is_current: false,
            overlay: Vec::new(),
            marked_px: None,
            fresh_judgement: None,
            shelf: CalibrationShelf::default(),
            strip: Strip::default(),
            layers: Layers::default(),
            export: FileExport::default(),
        }
    }
}

impl WhyPanel {
    /// Ends what is being computed: a prediction is wanted, and comes first.
    pub fn give_way(&mut self) {
        self.asking.cancel();
        self.asked = None;
        self.strip.give_way();
        self.layers.give_way();
    }

    /// Forgets what was found: the model or the project is another.
    pub fn forget(&mut self) {
        self.give_way();
        self.explanation = None;
        self.explained = None;
        self.failure = None;
        self.strip.forget();
        self.layers.forget();
    }

    /// Asks about what was answered, and takes up what was found. `model` is the identity of the
    /// model in use, whether or not it has answered.
    pub fn logic(
        &mut self,
        context: &CaseContext<'_>,
        model: Option<&str>,
        subject: Option<&WhySubject>,
    ) {
        self.export.logic(context);
        self.shelf.logic(context, model);
        if let Some(subject) = subject
            && !self.shelf.is_reading()
        {
            self.follow(subject);
            self.ask(context, subject);
            let inquiry = self.inquiry();
            self.strip
                .logic(context, subject, &inquiry, self.asking.is_busy());
            self.layers.logic(context, subject);
        }
        self.collect();
        let explained = self.explained.as_ref().map(|explained| &explained.subject);
        self.is_current = subject
            .zip(explained)
            .is_some_and(|(subject, explained)| explained.is_same(subject));
        let shown = self.explanation.as_ref().filter(|_| self.is_current);
        self.overlay = shown
            .and_then(|explanation| self.cover_of(explanation))
            .into_iter()
            .collect();
    }

    /// Aims at the class that wins again where the model is another, and forgets the marked pixel
    /// where the picture is.
    fn follow(&mut self, subject: &WhySubject) {
        let before = self.followed.as_ref();
        if before.is_some_and(|before| before.is_same(subject)) {
            return;
        }
        if !before.is_some_and(|before| before.has_same_model(subject)) {
            self.aim.target = Target::TopClass;
        }
        self.marked_px = None;
        self.failure = None;
        self.followed = Some(subject.clone());
    }

    /// How the response is found and measured.
    #[must_use]
    pub fn inquiry(&self) -> Inquiry {
        Inquiry {
            method: self.aim.method,
            target: self.aim.target.clone(),
            settings: self.aim.settings,
            calibration: self.shelf.calibration().cloned(),
        }
    }

    fn ask(&mut self, context: &CaseContext<'_>, subject: &WhySubject) {
        let wanted = Question {
            subject: subject.clone(),
            inquiry: self.inquiry(),
        };
        if self.asked.as_ref().is_some_and(|it| it.is_same(&wanted)) {
            return;
        }
        self.asked = Some(wanted.clone());
        let name = subject.reasoner.manifest().name.as_str();
        let title = tr!("why-job", name = name);
        // Beside the predictions, which have a thread of their own and must not wait for this.
        self.asking
            .ask(context.jobs, Lane::Insight, title, move |work| {
                let subject = &wanted.subject;
                let found = subject
                    .reasoner
                    .explain(&subject.picture, &wanted.inquiry, work);
                (wanted, found)
            });
    }

    fn collect(&mut self) {
        match self.asking.poll() {
            None => {}
            Some(Err(Stopped::Cancelled)) => self.fail(tr!("why-cancelled")),
            Some(Ok((question, Ok(explanation)))) => {
                if let Some(Ok(judgement)) = explanation.judgement {
                    self.fresh_judgement = Some((question.subject.picture.id(), judgement));
                }
                self.explanation = Some(Arc::new(explanation));
                self.explained = Some(question);
                self.failure = None;
            }
            Some(Ok((_, Err(error)))) => self.fail(error.to_string()),
            Some(Err(stopped)) => self.fail(stopped.to_string()),
        }
    }

    fn fail(&mut self, reason: String) {
        self.explanation = None;
        self.explained = None;
        self.failure = Some(reason);
    }

    fn cover_of(&self, explanation: &Explanation) -> Option<RasterOverlay> {
        let picture = match self.cover {
            Cover::Nothing => return None,
            Cover::Response => &explanation.response,
            Cover::Entropy => &explanation.entropy,
        };
        Some(RasterOverlay {
            picture: Arc::clone(picture),
            opacity: self.opacity,
            interpolation: Interpolation::Linear,
        })
    }

    /// What to lay over the picture.
    #[must_use]
    pub fn overlays(&self) -> &[RasterOverlay] {
        &self.overlay
    }

    /// Shows the next cover: response, entropy, none.
    pub fn next_cover(&mut self) {
        self.cover = self.cover.next();
    }

    /// Shows or hides the strip that compares methods.
    pub fn toggle_strip(&mut self) {
        self.strip.is_shown = !self.strip.is_shown;
    }

    /// Whether the strip that compares methods is shown.
    #[must_use]
    pub fn has_strip(&self) -> bool {
        self.strip.is_shown
    }

    /// Explains a class, by its place among the scores.
    pub fn aim_at_class(&mut self, class: usize) {
        self.aim.at(Target::Class(class));
    }

    /// Keeps the values at a pixel of the picture in view, which the user clicked.
    pub fn mark(&mut self, pixel: [u32; 2]) {
        self.marked_px = Some(pixel);
    }

    /// What the detector says of a picture, by the picture's id; once, as soon as it is known.
    pub fn take_judgement(&mut self) -> Option<(u64, Judgement)> {
        self.fresh_judgement.take()
    }

    /// The detector's threshold for the model in use.
    #[must_use]
    pub fn calibration(&self) -> Option<&Arc<Calibration>> {
        self.shelf.calibration()
    }

    /// Whether it is not known yet if the model in use has a threshold.
    #[must_use]
    pub fn is_reading_threshold(&self) -> bool {
        self.shelf.is_reading()
    }

    /// Keeps a threshold with the model in the project, or forgets the one that is kept.
    pub fn calibrate(&mut self, calibration: Option<Calibration>, context: &CaseContext<'_>) {
        self.shelf.keep(calibration, context);
    }

    /// Paints the panel's two sections of the inspector: why, and the layers.
    pub fn ui(&mut self, ui: &mut Ui, context: &CaseContext<'_>, subject: Option<&WhySubject>) {
        let title = tr!("why-title");
        widgets::section_ui(ui, "why", icons::ICON_BLUR_ON, &title, true, |ui| {
            self.why_ui(ui, context, subject);
        });
        let title = tr!("why-layers");
        let aim = widgets::section_ui(ui, "layers", icons::ICON_LAYERS, &title, false, |ui| {
            self.layers.ui(ui, context.jobs)
        });
        self.layers.set_open(aim.is_some());
        if let Some(target) = aim.flatten() {
            self.aim.at(target);
        }
    }

    fn why_ui(&mut self, ui: &mut Ui, context: &CaseContext<'_>, subject: Option<&WhySubject>) {
        self.aim.ui(ui, subject);
        cover_ui(ui, &mut self.cover, &mut self.opacity);
        if let Some(reason) = &self.failure {
            ui.add_space(space::XS);
            ui.label(reason);
            if ui.button(tr!("why-again")).clicked() {
                self.failure = None;
                self.asked = None;
            }
            return;
        }
        let busy = self.asking.is_busy();
        let Some(explanation) = self.explanation.clone() else {
            if busy {
                ui.horizontal(|ui| {
                    ui.spinner();
                    ui.weak(tr!("why-busy"));
                });
            } else {
                ui.weak(tr!("why-nothing"));
            }
            return;
        };
        ui.scope(|ui| {
            if busy || !self.is_current {
                ui.set_opacity(0.5);
            }
            self.found_ui(ui, &explanation);
        });
        settings_ui(ui, "why", &mut self.aim.settings);
        ui.horizontal_wrapped(|ui| {
            ui.toggle_value(&mut self.strip.is_shown, tr!("why-compare"))
                .on_hover_text(tr!("why-compare-tip"));
            let button = egui::Button::new((icons::atom(icons::ICON_SAVE), tr!("why-export")));
            let is_ready = !busy && self.is_current;
            let response = ui.add_enabled(is_ready, button);
            if response.on_hover_text(tr!("why-export-tip")).clicked() {
                self.ask_export(context);
            }
        });
    }

    fn found_ui(&self, ui: &mut Ui, explanation: &Explanation) {
        legend_ui(ui, &explanation.maps, self.cover);
        if let Some((pixel, (value, bits))) = self
            .marked_px
            .and_then(|pixel| Some((pixel, explanation.at(pixel)?)))
        {
            ui.label(tr!(
                "why-marked",
                x = pixel[0],
                y = pixel[1],
                value = text::significant(f64::from(value), 3),
                bits = text::number(f64::from(bits), 2)
            ));
        }
        let bits = text::number(explanation.maps.average_bits, 3);
        ui.label(tr!("why-average", bits = bits))
            .on_hover_text(tr!("why-average-tip"));
        match &explanation.judgement {
            Some(Ok(judgement)) => verdict_ui(ui, judgement),
            Some(Err(reason)) => {
                ui.label(tr!("why-verdict-none", reason = reason.as_str()));
            }
            None => {
                ui.weak(tr!("why-uncalibrated"))
                    .on_hover_text(tr!("why-uncalibrated-tip"));
            }
        }
        let duration = text::duration(explanation.duration);
        ui.weak(match &explanation.layer {
            Some(layer) => tr!("why-layer", layer = layer.as_str(), time = duration),
            None => tr!("why-time", time = duration),
        });
        for caveat in &explanation.caveats {
            ui.horizontal_wrapped(|ui| {
                let warning = workbench::tokens::palette(ui).warning;
                icons::icon_ui(ui, icons::ICON_WARNING, warning, 16.0);
                ui.label(caveat.to_string());
            });
        }
    }

    /// Paints the strip that compares methods, where it is shown.
    pub fn strip_ui(&mut self, ui: &mut Ui) {
        if let Some(method) = self.strip.ui(ui, self.aim.method) {
            self.aim.method = method;
        }
    }

    /// Paints the response and the entropy under the pointer, and a warning where the detector
    /// takes the picture for an attack.
    pub fn status_ui(&self, ui: &mut Ui, pixel: Option<[u32; 2]>) {
        let Some(explanation) = self
            .explanation
            .as_ref()
            .filter(|_| self.is_current && !self.asking.is_busy())
        else {
            return;
        };
        if let Some(Ok(judgement)) = &explanation.judgement
            && judgement.verdict == attacks::Verdict::Attack
        {
            let tooltip = verdict_text(judgement);
            let _ = status_bar::alert_ui(ui, Severity::Warning, &tr!("why-alarm"), &tooltip);
        }
        let is_covered = !self.overlay.is_empty();
        if let Some((value, bits)) = pixel
            .filter(|_| is_covered)
            .and_then(|pixel| explanation.at(pixel))
        {
            let line = tr!(
                "why-at",
                value = text::significant(f64::from(value), 3),
                bits = text::number(f64::from(bits), 2)
            );
            status_bar::item_ui(ui, icons::ICON_BLUR_ON, &line, &tr!("why-at-tip"));
        }
    }

    /// Asks where to write the figure of what is shown.
    pub fn ask_export(&mut self, context: &CaseContext<'_>) {
        let (Some(explanation), Some(question)) = (&self.explanation, &self.explained) else {
            return;
        };
        if !self.is_current {
            return;
        }
        let explanation = Arc::clone(explanation);
        let subject = question.subject.clone();
        let stem = std::path::Path::new(&subject.name).file_stem();
        let stem = stem.unwrap_or_default().to_string_lossy().into_owned();
        let kind = PathKind::NewFile {
            file_name: format!("{stem}-{}-figure.png", explanation.method.id()),
            extensions: &["png", "svg"],
        };
        let title = tr!("why-export");
        self.export
            .ask(context, title, kind, Lane::Interactive, move |path, _| {
                let classes = subject.classes.iter().take(FIGURE_CLASSES);
                let classes = classes.map(|class| {
                    let share = text::percent(f64::from(class.probability), 1);
                    (class.label.clone(), share)
                });
                let manifest = subject.reasoner.manifest();
                let method = method_name(explanation.method);
                let title = match target_text(&explanation.target, &subject) {
                    Some(target) => format!("{}: {target}", subject.name),
                    None => subject.name.clone(),
                };
                let words = [
                    title,
                    format!("{} {}, {method}", manifest.name, manifest.version),
                ];
                let written = Fonts::new(FONT_REGULAR, FONT_STRONG)
                    .map_err(InsightError::from)
                    .and_then(|fonts| {
                        explanation_figure(&explanation, classes.collect(), words, &fonts)
                    })
                    .and_then(|drawing| Ok(drawing.save(path, Format::of(path, PRINT_DPI)?)?));
                match written {
                    Ok(()) => Ok(Exported::whole(path.display().to_string())),
                    Err(error) => Err(error.to_string()),
                }
            });
    }
}
