//! What the rules find doubtful, kept up to date with every edit, and what to look at first.

use std::collections::BTreeSet;
use std::sync::Arc;

use annotation::{Document, LabelId, LayerId, PictureId};
use egui::Ui;
use jobs::{Lane, Latest};
use marking::{Board, label_name};
use review::{Changed, Difference, Doubt, Finding, Findings, Queued, Reason, Severity, queue};
use workbench::{CaseContext, Command, file_name, icons, text, tokens, tr};

use crate::method::{Around, Looked, LookedAt, look};

/// More than these are not listed.
const MOST_LISTED: usize = 60;

/// What is doubtful in the project.
#[derive(Default)]
pub struct Doubts {
    findings: Findings,
    around: Around,
    /// The revision of the labels that the findings are of.
    labels: Option<u64>,
    /// The revision of the pictures that the surroundings are of.
    pictures: Option<u64>,
    looking: Latest<Looked>,
    /// The most doubtful pictures, and of which findings, layer and differences they are.
    queue: Option<((u64, LayerId, u64), Vec<Queued>)>,
    /// The worst findings of a layer, and how many there are.
    listed: Option<((u64, LayerId), Vec<Finding>, usize)>,
    /// Grows with the findings.
    revision: u64,
}

impl Doubts {
    /// Brings the findings up to date, and has a look at the pixels of the picture that is shown.
    pub fn logic(&mut self, context: &CaseContext<'_>) {
        let Some(document) = context.labels.document() else {
            self.findings = Findings::default();
            self.labels = None;
            return;
        };
        self.follow_pictures(document, context);
        self.follow_labels(document, context);
        self.take_looked(context);
        self.have_a_look(document, context);
    }

    fn follow_pictures(&mut self, document: &Document, context: &CaseContext<'_>) {
        let revision = context.document.revision();
        if self.pictures != Some(revision) {
            self.pictures = Some(revision);
            self.around.set_pictures(context.document.pictures());
            if self.labels.is_some() {
                self.update(document, &Changed::all(document));
            }
        }
    }

    fn follow_labels(&mut self, document: &Document, context: &CaseContext<'_>) {
        let revision = context.labels.revision();
        if self.labels == Some(revision) {
            return;
        }
        // One edit later, only what it touched is looked at again.
        let last = context.labels.last_done();
        let changed = match (self.labels, last) {
            (Some(before), Some(done)) if before + 1 == revision => Changed::by(&done.edit),
            _ => Changed::all(document),
        };
        self.labels = Some(revision);
        self.update(document, &changed);
    }

    fn update(&mut self, document: &Document, changed: &Changed) {
        self.findings.update(document, changed, &self.around);
        self.revision += 1;
    }

    /// Asks for what only the pixels tell: labels that cut an edge, and the part of the series.
    fn have_a_look(&mut self, document: &Document, context: &CaseContext<'_>) {
        let Some(row) = context.document.current().filter(|_| context.is_in_front) else {
            return;
        };
        if self.looking.is_busy() {
            return;
        }
        let labels = self.findings.without_pixels(document, row.id);
        let series = document
            .series_of(row.id)
            .map(|series| series.id)
            .filter(|series| !self.around.has_part(*series));
        if labels.is_empty() && series.is_none() {
            return;
        }
        let at = LookedAt {
            document: document.clone(),
            picture: row.id,
            labels,
            series,
        };
        let rows = Arc::clone(context.document.pictures());
        let title = tr!("quality-job-look");
        self.looking
            .ask(context.jobs, Lane::Background, title, move |work| {
                look(at, &rows, work)
            });
    }

    fn take_looked(&mut self, context: &CaseContext<'_>) {
        let Some(Ok(looked)) = self.looking.poll() else {
            return;
        };
        let Some(document) = context.labels.document() else {
            return;
        };
        let Looked { at, cut, part } = looked;
        self.findings
            .set_cut_edges(document, at.picture, &at.labels, &cut);
        self.revision += 1;
        if let (Some(series), Some(part)) = (at.series, part) {
            self.around.set_part(series, part);
            self.update(document, &Changed::series(series, document));
        }
    }

    /// What is doubtful, the worst first.
    pub fn findings_ui(
        &mut self,
        ui: &mut Ui,
        document: &Document,
        board: &mut Board,
        context: &CaseContext<'_>,
    ) {
        let (found, count) = self.listed(board.layer());
        if found.is_empty() {
            ui.horizontal(|ui| {
                let success = tokens::palette(ui).success;
                icons::icon_ui(ui, icons::ICON_CHECK_CIRCLE, success, tokens::size::ICON_PT);
                ui.label(tr!("quality-no-doubts"));
            });
            return;
        }
        for finding in found {
            let sentence = sentence(document, finding);
            let place = picture_name(finding.picture, context);
            let is_clicked = row_ui(ui, finding.severity, &place, &sentence);
            if is_clicked {
                show(
                    finding.picture,
                    finding.doubt.label(),
                    document,
                    board,
                    context,
                );
            }
        }
        if count > MOST_LISTED {
            ui.weak(tr!("quality-doubts-more", count = count - MOST_LISTED));
        }
    }

    /// The worst findings of a layer and the number of all, sorted anew only where they changed.
    fn listed(&mut self, layer: LayerId) -> (&[Finding], usize) {
        let of = (self.revision, layer);
        if self
            .listed
            .as_ref()
            .is_none_or(|(made_of, ..)| *made_of != of)
        {
            let found = self.findings.of_layer(layer);
            let count = found.len();
            let worst = found.into_iter().take(MOST_LISTED).cloned().collect();
            self.listed = Some((of, worst, count));
        }
        let listed = self.listed.as_ref();
        listed.map_or((&[], 0), |(_, worst, count)| (&worst[..], *count))
    }

    /// The pictures to look at first, with the reasons. Where the layer differs from another one
    /// counts, too; `differing` grows whenever that changes.
    pub fn queue_ui(
        &mut self,
        ui: &mut Ui,
        document: &Document,
        board: &mut Board,
        (differences, differing): (&[Difference], u64),
        context: &CaseContext<'_>,
    ) {
        let of = (self.revision, board.layer(), differing);
        if self
            .queue
            .as_ref()
            .is_none_or(|(made_of, _)| *made_of != of)
        {
            let queued = queue(document, board.layer(), &self.findings, differences);
            self.queue = Some((of, queued));
        }
        let queued = self.queue.as_ref().map_or(&[][..], |(_, queued)| queued);
        if queued.is_empty() {
            ui.weak(tr!("quality-queue-empty"));
        }
        for one in queued.iter().take(MOST_LISTED) {
            let reasons: Vec<String> = one.reasons.iter().map(reason_text).collect();
            let place = picture_name(one.picture, context);
            let severity = worst(&one.reasons);
            if row_ui(ui, severity, &place, &reasons.join("; ")) {
                show(one.picture, None, document, board, context);
            }
        }
        if queued.len() > MOST_LISTED {
            let count = queued.len() - MOST_LISTED;
            ui.weak(tr!("quality-doubts-more", count = count));
        }
    }

    /// How much is found on a layer.
    pub fn count(&mut self, layer: LayerId) -> usize {
        self.listed(layer).1
    }
}

/// A line that can be clicked: how bad, where, and what.
fn row_ui(ui: &mut Ui, severity: Severity, place: &str, sentence: &str) -> bool {
    let palette = tokens::palette(ui);
    let (icon, colour, name) = match severity {
        Severity::Error => (icons::ICON_ERROR, palette.error, tr!("quality-error")),
        Severity::Warning => (icons::ICON_WARNING, palette.warning, tr!("quality-warning")),
        Severity::Hint => (icons::ICON_INFO, palette.info, tr!("quality-hint")),
    };
    let line = format!("{place}: {sentence}");
    let button = egui::Button::new((icons::coloured_atom(icon, colour), line.as_str()))
        .frame_when_inactive(false)
        .wrap();
    let spoken = format!("{name}: {line}");
    icons::named(ui.add(button), None, &spoken).clicked()
}

fn show(
    picture: PictureId,
    label: Option<LabelId>,
    document: &Document,
    board: &mut Board,
    context: &CaseContext<'_>,
) {
    context.commands.send(Command::ShowPicture(picture));
    let label = label.and_then(|label| document.label(picture, label));
    match label {
        Some(label) if label.track.is_some() => board.follow_track(label.track, document),
        Some(label) => board.select(BTreeSet::from([label.id])),
        None => {}
    }
}

/// The folder and the file of a picture: shots of different series are called alike.
pub fn picture_name(picture: PictureId, context: &CaseContext<'_>) -> String {
    let rows = context.document.pictures();
    let Some(row) = rows.iter().find(|row| row.id == picture) else {
        return "–".to_owned();
    };
    let folder = row.path.parent().map(file_name).unwrap_or_default();
    format!("{folder}/{}", file_name(&row.path))
}

fn worst(reasons: &[Reason]) -> Severity {
    let of = |reason: &Reason| match reason {
        Reason::Found { severity, .. } => *severity,
        Reason::Returned { .. } => Severity::Warning,
        Reason::Proposals { .. } | Reason::Differences { .. } | Reason::New => Severity::Hint,
    };
    reasons.iter().map(of).max().unwrap_or(Severity::Hint)
}

/// A finding as a sentence.
fn sentence(document: &Document, finding: &Finding) -> String {
    let name = |label: LabelId| {
        document
            .label(finding.picture, label)
            .map_or_else(|| "–".to_owned(), |label| label_name(document, label))
    };
    let class = |id| {
        document
            .class(id)
            .map_or_else(|| "–".to_owned(), |class| class.name.clone())
    };
    match &finding.doubt {
        Doubt::OneShotOnly { label, .. } => tr!("quality-doubt-one-shot", name = name(*label)),
        Doubt::ClassJump {
            label,
            class: of_label,
            of_track,
            ..
        } => tr!(
            "quality-doubt-class-jump",
            name = name(*label),
            class = class(*of_label),
            other = class(*of_track)
        ),
        Doubt::Duplicate { label, other, .. } => tr!(
            "quality-doubt-duplicate",
            name = name(*label),
            other = name(*other)
        ),
        Doubt::OutsidePart { label, distance_px } => tr!(
            "quality-doubt-outside-part",
            name = name(*label),
            distance = text::number(*distance_px, 0)
        ),
        Doubt::OutsidePicture { label } => {
            tr!("quality-doubt-outside-picture", name = name(*label))
        }
        Doubt::Broken { label, .. } => tr!("quality-doubt-broken", name = name(*label)),
        Doubt::PictureChanged { .. } => tr!("quality-doubt-picture-changed"),
        Doubt::OffTurning {
            label,
            across_px,
            along_px,
            ..
        } => tr!(
            "quality-doubt-off-turning",
            name = name(*label),
            distance = text::number(across_px.hypot(*along_px), 0)
        ),
        Doubt::Unsaid => tr!("quality-doubt-unsaid"),
        Doubt::Undecided { label } => tr!("quality-doubt-undecided", name = name(*label)),
        Doubt::CutEdge { label, .. } => tr!("quality-doubt-cut-edge", name = name(*label)),
    }
}

fn reason_text(reason: &Reason) -> String {
    match reason {
        Reason::Found { rule, count, .. } => {
            tr!(
                "quality-reason-found",
                count = *count,
                rule = rule_text(rule)
            )
        }
        Reason::Proposals { count, .. } => tr!("quality-reason-proposals", count = *count),
        Reason::Differences { count } => tr!("quality-reason-differences", count = *count),
        Reason::Returned { note } => tr!("quality-reason-returned", note = note.as_str()),
        Reason::New => tr!("quality-reason-new"),
    }
}

/// What a rule is about, in a word or two.
fn rule_text(rule: &str) -> String {
    match rule {
        "one-shot-only" => tr!("quality-rule-one-shot"),
        "class-jump" => tr!("quality-rule-class-jump"),
        "duplicate" => tr!("quality-rule-duplicate"),
        "outside-part" => tr!("quality-rule-outside-part"),
        "outside-picture" => tr!("quality-rule-outside-picture"),
        "broken-shape" => tr!("quality-rule-broken"),
        "picture-changed" => tr!("quality-rule-picture-changed"),
        "off-turning" => tr!("quality-rule-off-turning"),
        "unsaid-shot" => tr!("quality-rule-unsaid"),
        "undecided-proposal" => tr!("quality-rule-undecided"),
        "cut-edge" => tr!("quality-rule-cut-edge"),
        other => other.to_owned(),
    }
}
