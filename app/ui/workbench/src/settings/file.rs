//! The settings file: where it is, reading it, and writing it so that it is never half written.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use atomic_write_file::AtomicWriteFile;

use super::Settings;

/// The file's name within the folder.
const FILE_NAME: &str = "settings.toml";

/// The environment variable that names another folder, for tests and for portable use.
const FOLDER_VARIABLE: &str = "SIGHTGLASS_CONFIG_DIR";

/// Why settings could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file is there but cannot be read.
    #[error(
        "The settings could not be read ({source}); the defaults are used. Check who may read the file: {}",
        path.display()
    )]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file's content cannot be understood.
    #[error(
        "The settings could not be understood ({source}); the defaults are used. The old file was kept: {}",
        kept.display()
    )]
    Broken {
        /// Where the old file is now.
        kept: PathBuf,
        /// What is wrong with it.
        source: Box<toml::de::Error>,
    },
    /// The file cannot be written.
    #[error(
        "The settings could not be saved ({source}); they hold until the program ends. Check for space and permission: {}",
        path.display()
    )]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The settings cannot be put into a file.
    #[error("The settings could not be saved, because they cannot be written as text: {0}")]
    Format(#[from] toml::ser::Error),
}

/// The folder of the settings: the one given, else the one that `SIGHTGLASS_CONFIG_DIR` names,
/// else the user's own. `None` where the system has no such place; settings then last one run.
pub fn config_dir(explicit: Option<PathBuf>) -> Option<PathBuf> {
    choose_dir(explicit, std::env::var_os(FOLDER_VARIABLE))
}

fn choose_dir(explicit: Option<PathBuf>, variable: Option<OsString>) -> Option<PathBuf> {
    let named = variable.filter(|name| !name.is_empty()).map(PathBuf::from);
    explicit.or(named).or_else(|| {
        let own = directories::ProjectDirs::from("", "", "sightglass")?;
        Some(own.config_dir().to_owned())
    })
}

/// Reads the settings of a folder. A folder without them gives the defaults. With what went wrong,
/// if anything did, come the defaults.
pub(super) fn read(dir: &Path) -> (Settings, Option<SettingsError>) {
    let path = dir.join(FILE_NAME);
    let text = match fs::read(&path) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return (Settings::default(), None);
        }
        Err(source) => {
            return (
                Settings::default(),
                Some(SettingsError::Read { path, source }),
            );
        }
    };
    match toml::from_str::<Settings>(&text) {
        Ok(mut settings) => {
            settings.make_sound();
            (settings, None)
        }
        Err(source) => {
            let error = match keep_broken(&path) {
                Ok(kept) => SettingsError::Broken {
                    kept,
                    source: Box::new(source),
                },
                Err(source) => SettingsError::Read { path, source },
            };
            (Settings::default(), Some(error))
        }
    }
}

/// Puts a broken file aside, beside the files put aside before; gives its new name.
fn keep_broken(path: &Path) -> io::Result<PathBuf> {
    let name = |number: u32| match number {
        0 => path.with_extension("toml.broken"),
        _ => path.with_extension(format!("toml.broken-{number}")),
    };
    let kept = (0..)
        .map(name)
        .find(|kept| !kept.exists())
        .unwrap_or_else(|| name(0));
    fs::rename(path, &kept)?;
    Ok(kept)
}

/// Writes the settings into a folder, which is made where it is missing. The file is either the old
/// one or the new one, whole, at every moment.
pub(super) fn write(dir: &Path, settings: &Settings) -> Result<(), SettingsError> {
    let text = toml::to_string_pretty(settings)?;
    let path = dir.join(FILE_NAME);
    let write = || {
        fs::create_dir_all(dir)?;
        let mut file = AtomicWriteFile::open(&path)?;
        file.write_all(text.as_bytes())?;
        file.commit()
    };
    write().map_err(|source| SettingsError::Write {
        path: path.clone(),
        source,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::commands::UserCommand;
    use crate::settings::WindowPlace;
    use crate::text::{Language, LanguageChoice};
    use crate::theme::ThemeChoice;

    fn changed() -> Settings {
        let mut settings = Settings {
            theme: ThemeChoice::Dark,
            language: LanguageChoice::Only(Language::German),
            interface_zoom: 1.5,
            window: Some(WindowPlace {
                width_pt: 1280.0,
                height_pt: 800.0,
                is_maximised: true,
            }),
            ..Settings::default()
        };
        settings.panels.filmstrip = false;
        settings.remember_project(Path::new("/work/Katheter Süd.sight"));
        settings
            .shortcuts
            .set(UserCommand::Fit, vec!["Ctrl+Shift+F".parse().unwrap()]);
        settings
    }

    #[test]
    fn what_was_written_is_read() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("new").join("folder");
        for settings in [Settings::default(), changed()] {
            write(&folder, &settings).unwrap();
            let (read, error) = read(&folder);
            assert!(error.is_none(), "{error:?}");
            assert_eq!(read, settings);
        }
    }

    #[test]
    fn no_file_means_the_defaults() {
        let dir = tempfile::tempdir().unwrap();
        let (settings, error) = read(dir.path());
        assert_eq!(settings, Settings::default());
        assert!(error.is_none());
    }

    #[test]
    fn a_file_of_an_older_version_is_completed_with_defaults() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(FILE_NAME), "theme = \"light\"\nfuture = 3").unwrap();
        let (settings, error) = read(dir.path());
        assert!(error.is_none(), "{error:?}");
        assert_eq!(settings.theme, ThemeChoice::Light);
        assert_eq!(settings.interface_zoom, 1.0);
    }

    #[test]
    fn broken_files_are_all_kept() {
        let dir = tempfile::tempdir().unwrap();
        for content in ["theme = ", "\u{0}\u{1}", "interface_zoom = \"big\""] {
            fs::write(dir.path().join(FILE_NAME), content).unwrap();
            let (settings, error) = read(dir.path());
            assert_eq!(settings, Settings::default());
            let Some(SettingsError::Broken { kept, .. }) = error else {
                panic!("{error:?}");
            };
            assert_eq!(fs::read_to_string(kept).unwrap(), content);
        }
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 3);
    }

    #[test]
    fn values_out_of_range_are_brought_back() {
        let dir = tempfile::tempdir().unwrap();
        let text = "interface_zoom = 90.0\n[window]\nwidth_pt = 1.0\nheight_pt = 1.0\nis_maximised = false";
        fs::write(dir.path().join(FILE_NAME), text).unwrap();
        let (settings, error) = read(dir.path());
        assert!(error.is_none(), "{error:?}");
        assert_eq!(settings.interface_zoom, 3.0);
        assert_eq!(settings.window, None);
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_reported_with_its_path() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        fs::write(&file, "").unwrap();
        let error = write(&file, &Settings::default()).unwrap_err().to_string();
        assert!(
            error.ends_with(&file.join(FILE_NAME).display().to_string()),
            "{error}"
        );
    }

    #[test]
    fn the_argument_comes_before_the_variable() {
        let explicit = || Some(PathBuf::from("/argument"));
        let variable = || Some(OsString::from("/variable"));
        assert_eq!(choose_dir(explicit(), variable()), explicit());
        assert_eq!(choose_dir(None, variable()), Some("/variable".into()));
        assert_ne!(choose_dir(None, Some(OsString::new())), Some("".into()));
    }
}
