//! What the middle of the pane shows: the picture, an attack on it, or the detector.

use egui::Ui;
use workbench::tr;

/// What the middle of the pane shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Sheet {
    /// The picture with what lies over it.
    #[default]
    Picture,
    /// The picture before and behind an attack.
    Attack,
    /// How well the detector tells attacks.
    Detector,
}

impl Sheet {
    /// Paints the choice.
    pub fn choice_ui(&mut self, ui: &mut Ui) {
        for (sheet, name, tip) in [
            (
                Self::Picture,
                tr!("inspect-sheet-picture"),
                tr!("inspect-sheet-picture-tip"),
            ),
            (
                Self::Attack,
                tr!("inspect-sheet-attack"),
                tr!("inspect-sheet-attack-tip"),
            ),
            (
                Self::Detector,
                tr!("inspect-sheet-detector"),
                tr!("inspect-sheet-detector-tip"),
            ),
        ] {
            ui.selectable_value(self, sheet, name).on_hover_text(tip);
        }
    }
}
