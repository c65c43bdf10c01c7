//! What the user set: language, theme, shortcuts, panels, and what was open last.
//!
//! Settings stand in one TOML file that people can read and edit. A file that cannot be understood
//! is never overwritten: it is kept beside the new one.

mod file;
mod keeper;
mod panel;

use std::path::{Path, PathBuf};

use runtime::ProviderChoice;
use serde::{Deserialize, Serialize};

pub use file::{SettingsError, config_dir};
pub use keeper::SettingsKeeper;
pub use panel::settings_ui;

use crate::shortcuts::Shortcuts;
use crate::text::LanguageChoice;
use crate::theme::ThemeChoice;

/// How many projects are remembered.
const RECENT_LIMIT: usize = 10;

/// The least and the greatest zoom of the interface.
const ZOOM_RANGE: std::ops::RangeInclusive<f32> = 0.5..=3.0;

/// How much one command changes the zoom of the interface.
const ZOOM_STEP: f32 = 0.1;

/// All settings. Whatever the file lacks has its default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Light, dark, or as the system has it.
    pub theme: ThemeChoice,
    /// English, German, or as the system has it.
    pub language: LanguageChoice,
    /// The size of the interface; 1 is usual.
    pub interface_zoom: f32,
    /// What models run on.
    pub provider: ProviderChoice,
    /// The ONNX Runtime library to load before looking elsewhere.
    pub onnxruntime: Option<PathBuf>,
    /// The project that was open when the program ended.
    pub last_project: Option<PathBuf>,
    /// The projects opened lately, newest first.
    pub recent_projects: Vec<PathBuf>,
    /// Which panels are shown.
    pub panels: Panels,
    /// Where the window was.
    pub window: Option<WindowPlace>,
    /// The shortcuts that were changed.
    pub shortcuts: Shortcuts,
    /// Who labels, as the journal of a project names them; empty for the name of the account.
    pub labeller: String,
}

/// Which panels are shown around the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Panels {
    /// The list of cases at the left.
    pub cases: bool,
    /// The filmstrip below.
    pub filmstrip: bool,
    /// The inspector at the right.
    pub inspector: bool,
}

/// The size of the window in points, and whether it filled the screen.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WindowPlace {
    /// Width of what is inside the frame.
    pub width_pt: f32,
    /// Height of what is inside the frame.
    pub height_pt: f32,
    /// Whether it was maximised.
    pub is_maximised: bool,
}

impl Default for Panels {
    fn default() -> Self {
        Self {
            cases: true,
            filmstrip: true,
            inspector: true,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::default(),
            language: LanguageChoice::default(),
            interface_zoom: 1.0,
            provider: ProviderChoice::Auto,
            onnxruntime: None,
            last_project: None,
            recent_projects: Vec::new(),
            panels: Panels::default(),
            window: None,
            shortcuts: Shortcuts::default(),
            labeller: String::new(),
        }
    }
}

impl Settings {
    /// Who labels: the name that was set, or else that of the account.
    #[must_use]
    pub fn author(&self) -> String {
        let account = || {
            ["USER", "USERNAME"]
                .iter()
                .find_map(|name| std::env::var(name).ok())
        };
        if self.labeller.trim().is_empty() {
            account().unwrap_or_default()
        } else {
            self.labeller.trim().to_owned()
        }
    }

    /// Puts a project at the top of those opened lately, and remembers it as the last.
    pub fn remember_project(&mut self, folder: &Path) {
        self.recent_projects.retain(|known| known != folder);
        self.recent_projects.insert(0, folder.to_owned());
        self.recent_projects.truncate(RECENT_LIMIT);
        self.last_project = Some(folder.to_owned());
    }

    /// Takes a project that is not there any more off the list.
    pub fn forget_project(&mut self, folder: &Path) {
        self.recent_projects.retain(|known| known != folder);
        self.last_project.take_if(|last| last == folder);
    }

    /// Makes the interface larger or smaller by this many steps, within what is readable.
    pub fn zoom_interface(&mut self, steps: i32) {
        let place = (self.interface_zoom / ZOOM_STEP).round() + steps as f32;
        self.interface_zoom = place * ZOOM_STEP;
        self.make_sound();
    }

    /// Brings what a hand-edited file may have out of range back into it.
    fn make_sound(&mut self) {
        if self.interface_zoom.is_finite() {
            let (least, greatest) = (*ZOOM_RANGE.start(), *ZOOM_RANGE.end());
            self.interface_zoom = self.interface_zoom.clamp(least, greatest);
        } else {
            self.interface_zoom = 1.0;
        }
        self.window.take_if(|window| {
            let sides = [window.width_pt, window.height_pt];
            sides.iter().any(|side| !(200.0..=20_000.0).contains(side))
        });
        self.recent_projects.truncate(RECENT_LIMIT);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn projects_are_remembered_newest_first_and_once() {
        let mut settings = Settings::default();
        for number in 0..12 {
            settings.remember_project(Path::new(&format!("/p{number}.sight")));
        }
        settings.remember_project(Path::new("/p5.sight"));
        assert_eq!(settings.recent_projects.len(), RECENT_LIMIT);
        assert_eq!(settings.recent_projects[0], Path::new("/p5.sight"));
        assert_eq!(settings.recent_projects[1], Path::new("/p11.sight"));
        settings.forget_project(Path::new("/p5.sight"));
        assert_eq!(settings.last_project, None);
        assert_eq!(settings.recent_projects[0], Path::new("/p11.sight"));
    }

    #[test]
    fn the_interface_zooms_in_tenths_and_within_bounds() {
        let mut settings = Settings::default();
        settings.zoom_interface(1);
        assert!((settings.interface_zoom - 1.1).abs() < 1e-6);
        settings.zoom_interface(-100);
        assert!((settings.interface_zoom - 0.5).abs() < 1e-6);
        settings.interface_zoom = f32::NAN;
        settings.zoom_interface(1);
        assert!((settings.interface_zoom - 1.0).abs() < 1e-6);
    }
}
