//! What is said of each part, as a list to go through.

use std::collections::BTreeSet;

use annotation::{Document, PictureId};
use decision::{Agreement, PartId, PartVerdict, Verdict, Wording};
use egui::{Align, Layout, Ui};
use workbench::tokens::{palette, size};
use workbench::{CaseContext, icons, theme, tr};

use super::super::doubts::picture_name;

/// How high a row is, in points.
const ROW_PT: f32 = 26.0;

/// Paints the list; gives the picture that is to be shown.
pub fn verdicts_ui(
    ui: &mut Ui,
    verdicts: &[PartVerdict],
    document: &Document,
    words: &Wording<'_>,
    context: &CaseContext<'_>,
) -> Option<PictureId> {
    let mut chosen = None;
    let height = ui.spacing().item_spacing.y + ROW_PT;
    let shown_pt = (verdicts.len() as f32 * height).clamp(ROW_PT, 14.0 * height);
    egui::ScrollArea::vertical()
        .id_salt("verdicts")
        .max_height(shown_pt)
        .auto_shrink([false, true])
        .show_rows(ui, ROW_PT, verdicts.len(), |ui, rows| {
            for verdict in &verdicts[rows] {
                if row_ui(ui, verdict, document, words, context) {
                    chosen = worst_picture(verdict, document);
                }
            }
        });
    chosen
}

/// One part; gives whether it was chosen.
fn row_ui(
    ui: &mut Ui,
    verdict: &PartVerdict,
    document: &Document,
    words: &Wording<'_>,
    context: &CaseContext<'_>,
) -> bool {
    let colours = palette(ui);
    let (icon, colour) = match verdict.verdict {
        Verdict::Reject => (icons::ICON_CANCEL, colours.error),
        Verdict::Accept => (icons::ICON_CHECK_CIRCLE, colours.success),
        Verdict::Unsure => (icons::ICON_HELP, colours.warning),
    };
    let name = part_name(verdict.part, document, context);
    let said = (words.verdict)(&verdict.verdict);
    let mut is_chosen = false;
    ui.horizontal(|ui| {
        ui.set_height(ROW_PT);
        icons::icon_ui(ui, icon, colour, size::ICON_PT);
        let button = egui::Button::new(theme::strong(format!("{name}: {said}")))
            .frame_when_inactive(false)
            .truncate();
        is_chosen = ui
            .add(button)
            .on_hover_text(tr!("quality-verdict-tip"))
            .clicked();
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let person = (words.person)(&verdict.person);
            match verdict.agreement {
                Agreement::Escape | Agreement::FalseAlarm => {
                    let text = (words.agreement)(&verdict.agreement);
                    ui.colored_label(colours.error, text);
                }
                Agreement::Same | Agreement::Unknown => {
                    ui.weak(person);
                }
            }
            let pictures: BTreeSet<_> = verdict.evidence.iter().map(|it| it.picture).collect();
            ui.weak(tr!("quality-verdict-finds", count = pictures.len()));
        });
    });
    is_chosen
}

/// What a part is called.
pub fn part_name(part: PartId, document: &Document, context: &CaseContext<'_>) -> String {
    match part {
        PartId::Series(series) => document
            .one_series(series)
            .map_or_else(String::new, |series| series.name.clone()),
        PartId::Picture(picture) => picture_name(picture, context),
    }
}

/// The picture to look at first: of what is missed, or of the worst that was found, or the first.
fn worst_picture(verdict: &PartVerdict, document: &Document) -> Option<PictureId> {
    let missed = verdict.missed.iter().map(|it| it.picture);
    let found = verdict.evidence.iter().map(|it| it.picture);
    let first = match verdict.part {
        PartId::Picture(picture) => Some(picture),
        PartId::Series(series) => document
            .one_series(series)
            .and_then(|series| Some(series.shots.first()?.picture)),
    };
    match verdict.agreement {
        Agreement::Escape => missed.chain(found).next().or(first),
        _ => found.chain(missed).next().or(first),
    }
}
