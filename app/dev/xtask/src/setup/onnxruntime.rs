//! ONNX Runtime from its Python wheel: pinned, checked by SHA-256, fetched once.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::python;
use crate::places::Places;
use crate::shell;

/// What pip is asked for, with the hashes that it must find.
const REQUIREMENTS: &str = include_str!("../../onnxruntime/requirements.txt");
/// The folder of the requirements and of the unpacking script, from the root of the workspace.
const FOLDER: &str = "app/dev/xtask/onnxruntime";
/// The file in the fetched folder that says what it was fetched from.
const STAMP: &str = "fetched-from.txt";

/// A platform that has a wheel.
struct Platform {
    /// pip's name of it.
    tag: &'static str,
    /// The native libraries to take out of the wheel.
    libraries: &'static [&'static str],
}

/// Whether the library has to be fetched: it is not here in the pinned version, and no other one is
/// named by `ORT_DYLIB_PATH`.
pub fn is_wanted(places: &Places) -> Result<bool> {
    if std::env::var_os("ORT_DYLIB_PATH").is_some_and(|path| !path.is_empty()) {
        return Ok(false);
    }
    this_platform()?;
    let stamp = fs::read_to_string(places.onnxruntime().join(STAMP));
    Ok(!stamp.is_ok_and(|stamp| stamp == REQUIREMENTS))
}

/// Fetches the wheel and unpacks the library. Other processes see all of it or nothing.
pub fn fetch(places: &Places) -> Result<()> {
    println!("Fetching ONNX Runtime with pip");
    let platform = this_platform()?;
    let temporary = places
        .target
        .join(format!("onnxruntime.tmp-{}", std::process::id()));
    let fetched = fetch_into(places, &platform, &temporary).and_then(|()| {
        let folder = places.onnxruntime();
        if folder.exists() {
            fs::remove_dir_all(&folder).context("the old ONNX Runtime cannot be removed")?;
        }
        fs::rename(temporary.join("out"), &folder).context("ONNX Runtime cannot be put in place")
    });
    let removed = fs::remove_dir_all(&temporary);
    fetched.context(
        "ONNX Runtime could not be fetched. It takes Python 3 with pip and the network, once; or \
         name a library that is already here by the environment variable ORT_DYLIB_PATH",
    )?;
    removed.with_context(|| format!("cannot be removed: {}", temporary.display()))
}

fn fetch_into(places: &Places, platform: &Platform, temporary: &Path) -> Result<()> {
    let python = python::find()?;
    let [wheels, out] = ["wheels", "out"].map(|name| temporary.join(name));
    for folder in [&wheels, &out] {
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot be made: {}", folder.display()))?;
    }
    shell::run(
        download(python.pip("download"), platform)
            .current_dir(places.root.join(FOLDER))
            .arg("--dest")
            .arg(&wheels),
    )?;
    let wheel = fs::read_dir(&wheels)?
        .next()
        .context("pip succeeded without fetching a wheel")??
        .path();
    shell::run(
        python
            .command()
            .current_dir(places.root.join(FOLDER))
            .arg("unpack.py")
            .args([&wheel, &out])
            .args(platform.libraries),
    )?;
    fs::write(out.join(STAMP), REQUIREMENTS).context("the folder cannot be stamped")
}

/// Completes `pip download`: one wheel, no source, no dependency, for a fixed Python.
fn download(mut pip: Command, platform: &Platform) -> Command {
    pip.args(["--no-deps", "--only-binary=:all:", "--require-hashes"]);
    pip.args([
        "--implementation=cp",
        "--python-version=3.12",
        "--abi=cp312",
    ]);
    pip.arg(format!("--platform={}", platform.tag));
    pip.arg("--requirement=requirements.txt");
    pip
}

fn this_platform() -> Result<Platform> {
    platform(std::env::consts::OS, std::env::consts::ARCH).with_context(|| {
        format!(
            "there is no ONNX Runtime wheel for {} on {}; build the library and name it by the \
             environment variable ORT_DYLIB_PATH",
            std::env::consts::OS,
            std::env::consts::ARCH
        )
    })
}

fn platform(system: &str, architecture: &str) -> Option<Platform> {
    let (tag, libraries): (_, &[_]) = match (system, architecture) {
        ("linux", "x86_64") => ("manylinux_2_28_x86_64", &["libonnxruntime.so.1.31.1"]),
        ("linux", "aarch64") => ("manylinux_2_28_aarch64", &["libonnxruntime.so.1.31.1"]),
        ("macos", "aarch64") => ("macosx_14_0_arm64", &["libonnxruntime.1.31.1.dylib"]),
        ("windows", "x86_64") => ("win_amd64", &["onnxruntime.dll", "DirectML.dll"]),
        _ => return None,
    };
    Some(Platform { tag, libraries })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_library_name_carries_the_version_that_is_pinned() {
        let version = REQUIREMENTS
            .lines()
            .find_map(|line| line.strip_prefix("onnxruntime=="))
            .and_then(|rest| rest.split_whitespace().next())
            .unwrap();
        for (system, architecture) in [
            ("linux", "x86_64"),
            ("linux", "aarch64"),
            ("macos", "aarch64"),
        ] {
            let platform = platform(system, architecture).unwrap();
            assert!(platform.libraries[0].contains(version), "{}", platform.tag);
        }
    }

    #[test]
    fn there_is_a_hash_for_every_platform_and_none_twice() {
        let mut hashes: Vec<&str> = REQUIREMENTS
            .lines()
            .filter_map(|line| line.trim().strip_prefix("--hash=sha256:"))
            .map(|hash| hash.trim_end_matches(" \\"))
            .collect();
        assert!(hashes.iter().all(|hash| hash.len() == 64));
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), 4);
        assert!(platform("freebsd", "x86_64").is_none());
    }
}
