//! Why the model took what is chosen for a symbol, and for this one: the response of its network in
//! the window around it.

use std::path::PathBuf;
use std::sync::Arc;

use canvas::{Canvas, CanvasInput, Interpolation, Look, RasterOverlay};
use egui::Ui;
use imaging::Picture;
use insight::{InsightError, Thing, ThingAspect, ThingExplanation, ThingReasoner};
use jobs::{Lane, Latest, Stopped};
use response::ResponseSettings;
use runtime::ProviderChoice;
use why::{Cover, cover_ui, legend_ui};
use workbench::tokens::palette;
use workbench::{CaseContext, PackChoice, ShelfState, icons, text, tr, widgets};

use super::wording;

/// The height of the window on the screen, in points.
const WINDOW_PT: f32 = 220.0;

/// How far around the symbol the window is shown at first, in staff spaces. The network sees
/// further, and so does who zooms out.
const SEEN_SPACES: f64 = 5.0;

/// The radius of the ring around the symbol, in staff spaces.
const RING_SPACES: f64 = 1.5;

/// How much of the page is covered at first.
const USUAL_OPACITY: f32 = 0.8;

/// The symbol that is chosen.
pub struct Subject {
    /// Where it is.
    pub thing: Thing,
    /// What it is now, then what else it may be, by class.
    pub classes: Vec<String>,
}

/// What is asked.
#[derive(Clone, PartialEq)]
struct Question {
    /// The page as it was opened: another one where the file has changed.
    page: u64,
    thing: Thing,
    aspect: ThingAspect,
    dir: PathBuf,
    provider: ProviderChoice,
}

/// Why the symbol that is chosen was found.
pub struct WhySymbol {
    /// Whether the section is unfolded. Nothing is asked while it is not.
    is_open: bool,
    /// The class that is explained; none where it is that something is there at all.
    class: Option<String>,
    reasoner: Option<(PathBuf, ProviderChoice, Arc<ThingReasoner>)>,
    asked: Option<Question>,
    asking: Latest<Result<ThingExplanation, InsightError>>,
    explanation: Option<ThingExplanation>,
    failure: Option<String>,
    cover: Cover,
    opacity: f32,
    canvas: Canvas,
}

impl Default for WhySymbol {
    fn default() -> Self {
        Self {
            is_open: false,
            class: None,
            reasoner: None,
            asked: None,
            asking: Latest::default(),
            explanation: None,
            failure: None,
            cover: Cover::default(),
            opacity: USUAL_OPACITY,
            canvas: Canvas::default(),
        }
    }
}

impl WhySymbol {
    /// Asks about the symbol that is chosen, and takes up what was found.
    pub fn logic(
        &mut self,
        subject: Option<&Subject>,
        model: &PackChoice,
        context: &CaseContext<'_>,
    ) {
        self.take_found();
        if !self.is_open || !context.is_in_front {
            return;
        }
        let wanted = subject.and_then(|subject| self.question(subject, model, context));
        let Some((question, page)) = wanted else {
            self.forget();
            return;
        };
        if self.asked.as_ref() != Some(&question) {
            self.ask(question, page, context);
        }
    }

    fn forget(&mut self) {
        self.asking.cancel();
        self.asked = None;
        self.explanation = None;
        self.failure = None;
    }

    /// What is to be asked now, and the page that it is asked of. The model is taken up on the way.
    fn question(
        &mut self,
        subject: &Subject,
        model: &PackChoice,
        context: &CaseContext<'_>,
    ) -> Option<(Question, Arc<Picture>)> {
        let ShelfState::Ready(page) = context.current_picture() else {
            return None;
        };
        let pack = model.pack(context)?;
        let provider = context.settings.provider;
        let is_loaded = |it: &(PathBuf, ProviderChoice, Arc<ThingReasoner>)| {
            it.0 == pack.dir && it.1 == provider
        };
        if !self.reasoner.as_ref().is_some_and(is_loaded) {
            let runtime = context.engine.runtime().cloned()?;
            let reasoner = Arc::new(ThingReasoner::new(runtime, provider, pack)?);
            self.reasoner = Some((pack.dir.clone(), provider, reasoner));
        }
        // A class that is no reading of this symbol was chosen for another one.
        let class = self
            .class
            .as_ref()
            .filter(|class| subject.classes.contains(class));
        let place = |class: &String| pack.manifest.labels.iter().position(|it| it == class);
        let aspect = class
            .and_then(place)
            .map_or(ThingAspect::Presence, ThingAspect::Class);
        let question = Question {
            page: page.id(),
            thing: subject.thing,
            aspect,
            dir: pack.dir.clone(),
            provider,
        };
        Some((question, Arc::clone(page)))
    }

    fn ask(&mut self, question: Question, page: Arc<Picture>, context: &CaseContext<'_>) {
        let Some((.., reasoner)) = &self.reasoner else {
            return;
        };
        let is_same_window = (self.asked.as_ref())
            .is_some_and(|asked| asked.page == question.page && asked.thing == question.thing);
        if !is_same_window {
            self.explanation = None;
            self.canvas = Canvas::default();
        }
        self.failure = None;
        let reasoner = Arc::clone(reasoner);
        let title = tr!("why-job", name = reasoner.manifest().name.as_str());
        let (thing, aspect) = (question.thing, question.aspect);
        self.asked = Some(question);
        // Beside the pages that are read, which must not wait for this.
        self.asking
            .ask(context.jobs, Lane::Insight, title, move |work| {
                reasoner.explain(&page, thing, aspect, &ResponseSettings::default(), work)
            });
    }

    fn take_found(&mut self) {
        match self.asking.poll() {
            None | Some(Err(Stopped::Cancelled)) => {}
            Some(Ok(Ok(explanation))) => self.show(explanation),
            Some(Ok(Err(error))) => self.failure = Some(error.to_string()),
            Some(Err(stopped)) => self.failure = Some(stopped.to_string()),
        }
    }

    /// Takes an explanation up; the first of a symbol is looked at from near.
    fn show(&mut self, explanation: ThingExplanation) {
        if let Some(asked) = self.asked.as_ref().filter(|_| self.explanation.is_none()) {
            let Thing { middle, unit_px } = asked.thing;
            let (x, y) = (
                middle.x - explanation.corner.x,
                middle.y - explanation.corner.y,
            );
            let reach_px = SEEN_SPACES * unit_px;
            self.canvas
                .fill_with([x - reach_px, y - reach_px, x + reach_px, y + reach_px]);
        }
        self.explanation = Some(explanation);
    }

    /// Paints the section.
    pub fn ui(&mut self, ui: &mut Ui, subject: Option<&Subject>, context: &CaseContext<'_>) {
        let title = tr!("why-title");
        let shown =
            widgets::section_ui(ui, "why-symbol", icons::ICON_BLUR_ON, &title, false, |ui| {
                match subject {
                    Some(subject) => self.why_ui(ui, subject, context),
                    None => {
                        ui.weak(tr!("scores-why-choose"));
                    }
                }
            });
        self.is_open = shown.is_some();
    }

    fn why_ui(&mut self, ui: &mut Ui, subject: &Subject, context: &CaseContext<'_>) {
        let explained = (self.class.as_ref()).filter(|class| subject.classes.contains(class));
        let explained = explained.cloned();
        ui.horizontal_wrapped(|ui| {
            let presence = ui.selectable_label(explained.is_none(), tr!("scores-why-there"));
            if presence
                .on_hover_text(tr!("scores-why-there-tip"))
                .clicked()
            {
                self.class = None;
            }
            for class in &subject.classes {
                let is_chosen = explained.as_ref() == Some(class);
                let name = wording::class_name(class);
                let response = ui.selectable_label(is_chosen, &name);
                let tip = tr!("scores-why-class-tip", name = name.as_str());
                if response.on_hover_text(tip).clicked() {
                    self.class = Some(class.clone());
                }
            }
        });
        cover_ui(ui, &mut self.cover, &mut self.opacity);
        if let Some(failure) = &self.failure {
            ui.label(failure);
            if ui.button(tr!("why-again")).clicked() {
                self.failure = None;
                self.asked = None;
            }
            return;
        }
        let Some(explanation) = &self.explanation else {
            ui.horizontal(|ui| {
                ui.spinner();
                ui.weak(tr!("why-busy"));
            });
            return;
        };
        legend_ui(ui, &explanation.maps, self.cover);
        let cover = match self.cover {
            Cover::Nothing => None,
            Cover::Response => Some(&explanation.response),
            Cover::Entropy => Some(&explanation.entropy),
        };
        let rasters: Vec<RasterOverlay> = cover
            .map(|picture| RasterOverlay {
                picture: Arc::clone(picture),
                opacity: self.opacity,
                interpolation: Interpolation::Linear,
            })
            .into_iter()
            .collect();
        let size = egui::vec2(ui.available_width(), WINDOW_PT);
        let thing = subject.thing;
        ui.allocate_ui(size, |ui| {
            let name = tr!("scores-why-window");
            let look = Look::auto(&explanation.window);
            let input = CanvasInput {
                rasters: &rasters,
                ..CanvasInput::new(Some(&explanation.window), context.jobs, &look, &name)
            };
            let shown = self.canvas.show(ui, &input);
            if let Some(projection) = shown.projection {
                let corner = explanation.corner;
                let middle = [thing.middle.x - corner.x, thing.middle.y - corner.y];
                let at = projection.window_from_image(middle);
                let radius_pt = RING_SPACES * thing.unit_px / projection.image_px_per_point();
                let stroke = egui::Stroke::new(1.5, palette(ui).accent);
                let painter = ui.painter_at(projection.canvas());
                painter.circle_stroke(at, radius_pt as f32, stroke);
            }
        });
        let energy = text::percent(f64::from(explanation.energy), 0);
        ui.label(tr!("scores-why-energy", energy = energy))
            .on_hover_text(tr!("scores-why-energy-tip"));
        let bits = text::number(explanation.maps.average_bits, 3);
        ui.label(tr!("why-average", bits = bits));
        ui.weak(tr!("why-time", time = text::duration(explanation.duration)));
        for caveat in &explanation.caveats {
            ui.label(caveat.to_string());
        }
    }
}
