//! The sample project: pictures that a script makes, and a project of them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::python::{self, Python};
use crate::places::Places;
use crate::shell;

/// The folder of the script, from the root of the workspace.
const FOLDER: &str = "resources/sample";
/// The requirements of the script, kept beside what was installed for them.
const REQUIREMENTS: &str = "requirements.txt";

/// The folder of the sample pictures, made if it is missing.
pub fn pictures(places: &Places) -> Result<PathBuf> {
    let pictures = places.sample().join("pictures");
    if pictures.exists() {
        return Ok(pictures);
    }
    println!("Making the sample pictures");
    let script_folder = places.root.join(FOLDER);
    let python = python::find()?;
    let installed = installed_requirements(places, &python, &script_folder)?;
    shell::run(
        python
            .command()
            .env("PYTHONPATH", installed)
            .arg(script_folder.join("make_sample.py"))
            .arg(&pictures),
    )
    .context("the sample pictures could not be made")?;
    Ok(pictures)
}

/// The folder of what the script imports. It is a plain folder and no virtual environment, because
/// Debian's Python cannot make one without a further package.
fn installed_requirements(
    places: &Places,
    python: &Python,
    script_folder: &Path,
) -> Result<PathBuf> {
    let folder = places.sample().join("packages");
    let requirements = fs::read_to_string(script_folder.join(REQUIREMENTS))
        .context("the sample's requirements cannot be read")?;
    if fs::read_to_string(folder.join(REQUIREMENTS)).is_ok_and(|done| done == requirements) {
        return Ok(folder);
    }
    if folder.exists() {
        fs::remove_dir_all(&folder).context("old packages of the sample cannot be removed")?;
    }
    shell::run(
        python
            .pip("install")
            .args(["--require-hashes", "--only-binary=:all:", "--requirement"])
            .arg(script_folder.join(REQUIREMENTS))
            .arg("--target")
            .arg(&folder),
    )
    .context("what the sample's script imports could not be installed; it takes pip and the network, once")?;
    fs::write(folder.join(REQUIREMENTS), requirements).context("the sample cannot be stamped")?;
    Ok(folder)
}

/// The seed of the balloons: one that gives defects of every kind.
const SEED: &str = "10";
/// The batches of balloons: the shift that is to be finished, one balloon in each light; and what was
/// done before it, in good light, with defects and without, which thresholds are tried on.
const BATCHES: [&[&str]; 3] = [
    &["--balloons", "4", "--shots", "12", "--regime", "all"],
    &["--first", "5", "--balloons", "4", "--shots", "6"],
    &["--first", "9", "--balloons", "4", "--shots", "6", "--good"],
];

/// The rendered balloons among the sample pictures, made by the program if they are missing.
pub fn balloons(places: &Places, program: &Path, pictures: &Path) -> Result<()> {
    let folder = pictures.join("balloons");
    if folder.exists() {
        return Ok(());
    }
    let rendered = places.sample().join("rendered");
    let making = places.sample().join("balloons");
    for old in [&rendered, &making] {
        if old.exists() {
            fs::remove_dir_all(old).context("an unfinished sample cannot be removed")?;
        }
    }
    for batch in BATCHES {
        shell::run(
            Command::new(program)
                .args(["quality", "render"])
                .arg(&rendered)
                .args(["--seed", SEED, "--size", "1024x1024"])
                .args(batch),
        )
        .context("the sample balloons could not be rendered")?;
    }
    // The masks are for measuring, and no pictures to look at.
    for balloon in fs::read_dir(&rendered)? {
        let balloon = balloon?;
        let target = making.join(balloon.file_name());
        fs::create_dir_all(&target)?;
        for file in fs::read_dir(balloon.path())? {
            let file = file?;
            if file.file_type()?.is_file() {
                fs::rename(file.path(), target.join(file.file_name()))?;
            }
        }
    }
    fs::rename(&making, &folder)?;
    fs::remove_dir_all(&rendered).context("the masks of the sample cannot be removed")
}

/// The sample project, made by the program if it is missing. What a person did in it stays.
pub fn project(places: &Places, program: &Path, pictures: &Path) -> Result<PathBuf> {
    let project = places.sample().join("sample.sight");
    if !project.exists() {
        shell::run(
            Command::new(program)
                .args(["project", "new", "--sample"])
                .args([&project, pictures]),
        )
        .context("the sample project could not be made")?;
    }
    Ok(project)
}
