//! Who holds the settings while the program runs, and saves them when they change.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use jobs::{Jobs, Lane, Latest, Stopped};

use super::{Settings, SettingsError, file};
use crate::notifications::Notification;
use crate::tr;

/// How long settings rest before they are saved, so that a zoom by ten steps is one file.
const REST: Duration = Duration::from_millis(500);

/// The settings of this run, and the file they are kept in.
pub struct SettingsKeeper {
    settings: Settings,
    /// `None` where the system has no place for settings.
    dir: Option<PathBuf>,
    changed_at: Option<Instant>,
    saving: Latest<Result<(), SettingsError>>,
    /// Whether the user was told that saving fails; told once, not at each change.
    is_failure_told: bool,
}

impl SettingsKeeper {
    /// Reads the settings of a folder, and tells what is wrong with them, if anything is.
    pub fn open(dir: Option<PathBuf>) -> (Self, Option<Notification>) {
        let (settings, error) = dir.as_deref().map(file::read).unwrap_or_default();
        let keeper = Self {
            settings,
            dir,
            changed_at: None,
            saving: Latest::default(),
            is_failure_told: false,
        };
        let told = error.map(|error| {
            Notification::warning(tr!("settings-defaults"), tr!("settings-defaults-body"))
                .details(error.to_string())
        });
        (keeper, told)
    }

    /// The settings.
    pub fn get(&self) -> &Settings {
        &self.settings
    }

    /// Changes the settings; they are saved a moment later, if they did change.
    pub fn change(&mut self, change: impl FnOnce(&mut Settings)) {
        let before = self.settings.clone();
        change(&mut self.settings);
        if self.settings != before {
            self.changed_at = Some(Instant::now());
        }
    }

    /// To be called once a frame: saves in the background what has changed and come to rest, and
    /// tells, once, when saving fails.
    pub fn logic(&mut self, jobs: &Jobs) -> Option<Notification> {
        if let Some(dir) = &self.dir
            && !self.saving.is_busy()
            && self.changed_at.is_some_and(|at| at.elapsed() >= REST)
        {
            self.changed_at = None;
            let (dir, settings) = (dir.clone(), self.settings.clone());
            self.saving
                .ask(jobs, Lane::Background, tr!("settings-saving"), move |_| {
                    file::write(&dir, &settings)
                });
        }
        match self.saving.poll()? {
            Ok(Ok(())) => {
                self.is_failure_told = false;
                None
            }
            Ok(Err(error)) => self.tell_failure(&error),
            Err(Stopped::Cancelled | Stopped::Refused) => {
                // They are tried again with the next frame.
                self.changed_at.get_or_insert_with(Instant::now);
                None
            }
            // A panic is reported by the jobs themselves.
            Err(Stopped::Panicked(_)) => None,
        }
    }

    /// How long until [`Self::logic`] wants to be called again, if it does.
    pub fn wants_logic_in(&self) -> Option<Duration> {
        self.dir.as_ref()?;
        Some(REST.saturating_sub(self.changed_at?.elapsed()))
    }

    /// Saves at once what was not saved yet, when the program ends.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn save_now(&mut self) -> Result<(), SettingsError> {
        let is_unsaved = self.changed_at.take().is_some() || self.saving.is_busy();
        match &self.dir {
            Some(dir) if is_unsaved => file::write(dir, &self.settings),
            _ => Ok(()),
        }
    }

    fn tell_failure(&mut self, error: &SettingsError) -> Option<Notification> {
        if std::mem::replace(&mut self.is_failure_told, true) {
            return None;
        }
        let told = Notification::warning(tr!("settings-unsaved"), tr!("settings-unsaved-body"));
        Some(told.details(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::theme::ThemeChoice;

    /// Calls `logic` until `is_done`, for at most ten seconds; gives what was told.
    fn run(
        keeper: &mut SettingsKeeper,
        is_done: impl Fn(&SettingsKeeper) -> bool,
    ) -> Vec<Notification> {
        let jobs = Jobs::new(|| {});
        let mut told = Vec::new();
        let end = Instant::now() + Duration::from_secs(10);
        while Instant::now() < end && !is_done(keeper) {
            told.extend(keeper.logic(&jobs));
            std::thread::sleep(Duration::from_millis(5));
        }
        assert!(is_done(keeper), "in time");
        told
    }

    #[test]
    fn a_change_is_saved_in_the_background() {
        let dir = tempfile::tempdir().unwrap();
        let (mut keeper, told) = SettingsKeeper::open(Some(dir.path().to_owned()));
        assert_eq!(told, None);
        keeper.change(|settings| settings.theme = ThemeChoice::Dark);
        assert!(keeper.wants_logic_in().is_some());
        let told = run(&mut keeper, |keeper| {
            keeper.changed_at.is_none() && !keeper.saving.is_busy()
        });
        assert_eq!(told, []);
        assert_eq!(file::read(dir.path()).0.theme, ThemeChoice::Dark);
        assert_eq!(keeper.wants_logic_in(), None);
    }

    #[test]
    fn what_was_not_saved_yet_is_saved_at_the_end() {
        let dir = tempfile::tempdir().unwrap();
        let (mut keeper, _) = SettingsKeeper::open(Some(dir.path().to_owned()));
        keeper.change(|settings| settings.zoom_interface(3));
        keeper.save_now().unwrap();
        assert!((file::read(dir.path()).0.interface_zoom - 1.3).abs() < 1e-6);
    }

    #[test]
    fn nothing_is_written_where_nothing_changed() {
        let dir = tempfile::tempdir().unwrap();
        let (mut keeper, _) = SettingsKeeper::open(Some(dir.path().to_owned()));
        keeper.change(|settings| settings.theme = ThemeChoice::System);
        keeper.save_now().unwrap();
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
    }

    #[test]
    fn failing_to_save_is_told_once() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        std::fs::write(&file, "").unwrap();
        let (mut keeper, _) = SettingsKeeper::open(Some(file));
        let mut told = Vec::new();
        for theme in [ThemeChoice::Dark, ThemeChoice::Light] {
            keeper.change(|settings| settings.theme = theme);
            told.extend(run(&mut keeper, |keeper| {
                keeper.changed_at.is_none() && !keeper.saving.is_busy()
            }));
        }
        assert_eq!(told.len(), 1, "{told:?}");
    }

    #[test]
    fn a_broken_file_is_told() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("settings.toml"), "theme = 3").unwrap();
        let (keeper, told) = SettingsKeeper::open(Some(dir.path().to_owned()));
        assert_eq!(*keeper.get(), Settings::default());
        assert!(
            told.unwrap()
                .details
                .unwrap()
                .contains("settings.toml.broken")
        );
    }
}
