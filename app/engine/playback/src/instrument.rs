//! What pieces sound like, and where SoundFonts are found.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fmt, fs};

use crate::SoundFontError;

mod loading;

/// The SoundFonts that are taken first where there are several in a folder.
const PREFERRED: [&str; 4] = [
    "default-GM.sf2",
    "default.sf2",
    "TimGM6mb.sf2",
    "FluidR3_GM.sf2",
];

/// What pieces sound like.
#[derive(Debug, Clone)]
pub enum Instrument {
    /// The piano of a SoundFont: its program 0.
    SoundFont(SoundFont),
    /// Struck strings that are computed. They are always there.
    BuiltIn,
}

/// A SoundFont in memory. A copy shares it.
#[derive(Clone)]
pub struct SoundFont {
    path: PathBuf,
    samples: Arc<rustysynth::SoundFont>,
}

/// The instrument that was found.
#[derive(Debug)]
pub struct Found {
    /// The first SoundFont that could be loaded, or [`Instrument::BuiltIn`].
    pub instrument: Instrument,
    /// The ones before it that could not.
    pub refused: Vec<SoundFontError>,
}

impl Instrument {
    /// Loads a SoundFont of the kind SF2. It takes time, and memory as much as the file is long: not for
    /// the thread of the user interface.
    ///
    /// # Errors
    /// A file that cannot be read, that is none of this kind, or that is damaged.
    pub fn load(path: &Path) -> Result<Self, SoundFontError> {
        let samples = loading::load(path).map_err(|fault| SoundFontError {
            path: path.to_path_buf(),
            fault,
        })?;
        Ok(Self::SoundFont(SoundFont {
            path: path.to_path_buf(),
            samples: Arc::new(samples),
        }))
    }

    /// Loads the first SoundFont of these folders that can be loaded, and else takes the built-in strings.
    /// In each folder `default-GM.sf2`, `default.sf2`, `TimGM6mb.sf2` and `FluidR3_GM.sf2` are tried first,
    /// then all others by name. It takes time: not for the thread of the user interface.
    #[must_use]
    pub fn find(folders: &[PathBuf]) -> Found {
        let mut refused = Vec::new();
        for path in folders.iter().flat_map(|it| sound_fonts_in(it)) {
            match Self::load(&path) {
                Ok(instrument) => {
                    return Found {
                        instrument,
                        refused,
                    };
                }
                Err(error) => refused.push(error),
            }
        }
        Found {
            instrument: Self::BuiltIn,
            refused,
        }
    }
}

impl SoundFont {
    /// Where it was loaded from.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it calls itself.
    #[must_use]
    pub fn name(&self) -> &str {
        self.samples.get_info().get_bank_name()
    }

    /// What synthesisers play it from.
    pub(crate) const fn samples(&self) -> &Arc<rustysynth::SoundFont> {
        &self.samples
    }
}

impl fmt::Debug for SoundFont {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SoundFont").field(&self.path).finish()
    }
}

/// The folders where systems and users keep SoundFonts, those of the user first:
///
/// - on Linux `soundfonts` and `sounds/sf2` in `$XDG_DATA_HOME` (`~/.local/share` where it is not set),
///   `/usr/local/share` and `/usr/share`;
/// - on macOS `Library/Audio/Sounds/Banks` in the home and at the root;
/// - on Windows `%LOCALAPPDATA%\SoundFonts` and `%ProgramData%\SoundFonts`, which are only looked for.
#[must_use]
pub fn sound_font_folders() -> Vec<PathBuf> {
    let in_env = |name: &str| {
        env::var_os(name)
            .filter(|it| !it.is_empty())
            .map(PathBuf::from)
    };
    if cfg!(target_os = "windows") {
        let roots = [in_env("LOCALAPPDATA"), in_env("ProgramData")];
        roots
            .into_iter()
            .flatten()
            .map(|it| it.join("SoundFonts"))
            .collect()
    } else if cfg!(target_os = "macos") {
        let roots = [in_env("HOME"), Some(PathBuf::from("/"))];
        let roots = roots.into_iter().flatten();
        roots
            .map(|it| it.join("Library/Audio/Sounds/Banks"))
            .collect()
    } else {
        let home = || in_env("HOME").map(|it| it.join(".local/share"));
        let own = in_env("XDG_DATA_HOME").or_else(home);
        let shared = ["/usr/local/share", "/usr/share"].map(PathBuf::from);
        let roots = own.into_iter().chain(shared);
        roots
            .flat_map(|it| [it.join("soundfonts"), it.join("sounds/sf2")])
            .collect()
    }
}

/// The SoundFonts of a folder, those preferred first; none where it cannot be read.
fn sound_fonts_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_sound_font = |it: &PathBuf| {
        it.extension()
            .is_some_and(|it| it.eq_ignore_ascii_case("sf2"))
    };
    let mut paths: Vec<PathBuf> = entries.map(|it| it.path()).filter(is_sound_font).collect();
    paths.sort_by_cached_key(|path| {
        let rank = PREFERRED
            .iter()
            .position(|it| path.file_name().is_some_and(|name| name == *it));
        (rank.unwrap_or(PREFERRED.len()), path.clone())
    });
    paths
}
