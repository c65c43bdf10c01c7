//! What the files of a series are called.

use std::path::{Path, PathBuf};

use super::truth::MaskFiles;
use crate::balloon::Balloon;
use crate::error::BalloonsError;
use crate::projection::Wall;

/// The folder of the masks in that of the balloon.
const MASKS: &str = "masks";

/// What a mask is of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct MaskKind {
    pub wall: Wall,
    pub is_visible: bool,
}

impl MaskKind {
    pub const ALL: [Self; 4] = [
        Self::new(Wall::Near, false),
        Self::new(Wall::Near, true),
        Self::new(Wall::Far, false),
        Self::new(Wall::Far, true),
    ];

    const fn new(wall: Wall, is_visible: bool) -> Self {
        Self { wall, is_visible }
    }

    fn name(self) -> String {
        let what = if self.is_visible {
            "visible"
        } else {
            "present"
        };
        format!("{}-{what}", self.wall.name())
    }
}

/// What the files of a series are called.
#[derive(Clone, Debug)]
pub(super) struct Names {
    folder: PathBuf,
    shots: u32,
}

impl Names {
    pub fn new(dir: &Path, balloon: &Balloon) -> Self {
        Self {
            folder: dir.join(format!("balloon-{:04}", balloon.index.saturating_add(1))),
            shots: balloon.shots,
        }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn masks(&self) -> PathBuf {
        self.folder.join(MASKS)
    }

    pub fn truth(&self) -> PathBuf {
        self.folder.join("truth.json")
    }

    pub fn picture(&self, shot: u32) -> PathBuf {
        self.folder.join(self.picture_name(shot))
    }

    pub fn mask(&self, shot: u32, kind: MaskKind) -> PathBuf {
        self.folder.join(self.mask_name(shot, kind))
    }

    /// The names of a shot's files, from the balloon's folder.
    pub fn files(&self, shot: u32) -> (String, MaskFiles) {
        let [near_present, near_visible, far_present, far_visible] =
            MaskKind::ALL.map(|kind| self.mask_name(shot, kind));
        let masks = MaskFiles {
            near_present,
            near_visible,
            far_present,
            far_visible,
        };
        (self.picture_name(shot), masks)
    }

    /// Refuses when a file that will be written is there.
    pub fn refuse_existing(&self) -> Result<(), BalloonsError> {
        let of_shot = |shot| {
            let masks = MaskKind::ALL.map(|kind| self.mask(shot, kind));
            [self.picture(shot)].into_iter().chain(masks)
        };
        let mut all = [self.truth()]
            .into_iter()
            .chain((0..self.shots).flat_map(of_shot));
        match all.find(|path| path.symlink_metadata().is_ok()) {
            Some(path) => Err(BalloonsError::Exists { path }),
            None => Ok(()),
        }
    }

    fn picture_name(&self, shot: u32) -> String {
        format!("{}.png", self.shot_name(shot))
    }

    fn mask_name(&self, shot: u32, kind: MaskKind) -> String {
        // A slash is read everywhere, and the name is written to the truth.
        format!("{MASKS}/{}-{}.png", self.shot_name(shot), kind.name())
    }

    /// As many digits as the last shot has, so that names are sorted as the shots are.
    fn shot_name(&self, shot: u32) -> String {
        let digits = if self.shots > 99 { 3 } else { 2 };
        format!("shot-{:0digits$}", shot + 1)
    }
}
