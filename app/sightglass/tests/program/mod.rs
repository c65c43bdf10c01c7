//! Running the program in a home of its own, so that no test touches the user's.
#![allow(clippy::unwrap_used)]
#![allow(dead_code, reason = "each test uses a part of it")]

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use imaging::{Raster, Samples};

/// A folder that holds settings, data and files of one test.
pub struct Home(tempfile::TempDir);

/// What a run of the program gave.
#[derive(Debug)]
pub struct Ran {
    pub success: bool,
    pub stdout: String,
    pub stderr: String,
}

impl Home {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn run<A: AsRef<OsStr>, P: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = A>,
        paths: impl IntoIterator<Item = P>,
    ) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_sightglass"))
            .args(arguments)
            .args(paths)
            .env("SIGHTGLASS_CONFIG_DIR", self.path().join("config"))
            .env("SIGHTGLASS_DATA_DIR", self.path().join("data"))
            .output()
            .unwrap();
        Ran {
            success: output.status.success(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Reads the music of pages into a file.
    pub fn scan(&self, inputs: &[&Path], output: &Path, options: &[&str]) -> Ran {
        let mut line: Vec<String> = ["scores", "scan"].map(str::to_owned).to_vec();
        line.extend(inputs.iter().map(|it| it.display().to_string()));
        line.extend(["-o".to_owned(), output.display().to_string()]);
        line.extend(options.iter().map(|it| (*it).to_owned()));
        self.run(line, [] as [&Path; 0])
    }
}

/// A file of the printed music that tests read.
pub fn score_data(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/scores");
    root.join(name)
}

/// Writes a grey gradient.
pub fn png(path: PathBuf, width_px: u32, height_px: u32) -> PathBuf {
    let samples = (0..width_px * height_px).map(|index| index as u8).collect();
    let raster = Raster::new(width_px, height_px, 1, Samples::U8(samples));
    imaging::save_png(&raster, &path).unwrap();
    path
}
