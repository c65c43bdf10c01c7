//! What the detector says of a picture, in a line.

use attacks::Verdict;
use egui::Ui;
use insight::Judgement;
use workbench::{icons, text, tokens, tr};

/// Paints what the detector says of a picture.
pub fn verdict_ui(ui: &mut Ui, judgement: &Judgement) {
    let colours = tokens::palette(ui);
    let (icon, colour) = match judgement.verdict {
        Verdict::Clean => (icons::ICON_VERIFIED, colours.success),
        Verdict::Attack => (icons::ICON_WARNING, colours.warning),
    };
    let response = ui.horizontal_wrapped(|ui| {
        icons::icon_ui(ui, icon, colour, 16.0);
        ui.colored_label(colour, verdict_text(judgement))
    });
    response.inner.on_hover_text(tr!("why-verdict-tip"));
}

/// What the detector says of a picture, with the figures behind it.
pub fn verdict_text(judgement: &Judgement) -> String {
    let bits = text::number(judgement.bits, 3);
    let threshold = text::number(judgement.threshold_bits, 3);
    match judgement.verdict {
        Verdict::Clean => tr!("why-verdict-clean", bits = bits, threshold = threshold),
        Verdict::Attack => tr!("why-verdict-attack", bits = bits, threshold = threshold),
    }
}
