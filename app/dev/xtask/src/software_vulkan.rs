//! Chooses the software Vulkan driver where there is no graphics card.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where Vulkan's loader looks for the descriptions of drivers.
pub const DRIVER_FOLDERS: [&str; 3] = [
    "/usr/share/vulkan/icd.d",
    "/etc/vulkan/icd.d",
    "/usr/local/share/vulkan/icd.d",
];
/// Names the drivers to load: the first is today's name, the second is for loaders before 1.3.207.
const DRIVER_VARIABLES: [&str; 2] = ["VK_DRIVER_FILES", "VK_ICD_FILENAMES"];
/// Device files that are there with a graphics card.
const CARDS: [&str; 2] = ["/dev/dri", "/dev/nvidiactl"];

/// Has the command draw with Vulkan, and in software if the machine has no graphics card. What the
/// environment already says about drivers stays as it is.
pub fn prefer(command: &mut Command) {
    if cfg!(target_os = "linux") && std::env::var_os("WGPU_BACKEND").is_none() {
        command.env("WGPU_BACKEND", "vulkan");
    }
    let told = DRIVER_VARIABLES
        .iter()
        .any(|name| std::env::var_os(name).is_some());
    let has_card = CARDS.iter().any(|card| Path::new(card).exists());
    if told || has_card {
        return;
    }
    if let Some(driver) = software_driver(&driver_files(&DRIVER_FOLDERS.map(Path::new))) {
        for name in DRIVER_VARIABLES {
            command.env(name, driver);
        }
    }
}

/// The descriptions of drivers in these folders, sorted.
pub fn driver_files(folders: &[&Path]) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = folders
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    files.sort();
    files
}

/// Lavapipe among these drivers, for this machine's architecture.
fn software_driver(files: &[PathBuf]) -> Option<&PathBuf> {
    let names = [
        format!("lvp_icd.{}.json", std::env::consts::ARCH),
        "lvp_icd.json".to_owned(),
    ];
    files
        .iter()
        .find(|file| names.iter().any(|name| file.ends_with(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lavapipe_is_found_among_other_drivers() {
        let lavapipe = PathBuf::from(format!("/x/lvp_icd.{}.json", std::env::consts::ARCH));
        let intel = PathBuf::from("/x/intel_icd.x86_64.json");
        assert_eq!(
            software_driver(&[intel.clone(), lavapipe.clone()]),
            Some(&lavapipe)
        );
        assert_eq!(software_driver(&[intel]), None);
    }
}
