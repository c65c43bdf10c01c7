//! Looks at what a Linux machine has.

use std::collections::HashSet;
use std::path::Path;
use std::process::Command;

use super::python;
use crate::{shell, software_vulkan};

/// What is there, as far as it matters here.
#[derive(Default)]
pub struct Machine {
    /// The shared libraries that the dynamic linker knows for this architecture, or `None` where
    /// that cannot be told, as on systems without `ldconfig`.
    pub libraries: Option<HashSet<String>>,
    /// Whether any Vulkan driver is described.
    pub has_vulkan_driver: bool,
    /// Whether Python is there, with pip.
    pub has_pip: bool,
}

impl Machine {
    /// Looks at this machine.
    pub fn look() -> Self {
        let folders = software_vulkan::DRIVER_FOLDERS.map(Path::new);
        Self {
            libraries: ["ldconfig", "/sbin/ldconfig"]
                .into_iter()
                .find_map(|ldconfig| Command::new(ldconfig).arg("-p").output().ok())
                .filter(|output| output.status.success())
                .map(|output| linked_libraries(&String::from_utf8_lossy(&output.stdout))),
            has_vulkan_driver: !software_vulkan::driver_files(&folders).is_empty(),
            has_pip: python::find().is_ok_and(|python| {
                shell::succeeds(python.command().args(["-m", "pip", "--version"]))
            }),
        }
    }
}

/// The names of this architecture's libraries in what `ldconfig -p` prints.
fn linked_libraries(listing: &str) -> HashSet<String> {
    let architecture = match std::env::consts::ARCH {
        "x86_64" => "x86-64",
        "aarch64" => "AArch64",
        _ => "",
    };
    listing
        .lines()
        .filter(|line| line.contains(architecture))
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libraries_of_another_architecture_do_not_count() {
        let listing = "2 libs found in cache `/etc/ld.so.cache'\n\
             \tlibvulkan.so.1 (libc6,x86-64) => /lib/x86_64-linux-gnu/libvulkan.so.1\n\
             \tlibvulkan.so.1 (libc6,AArch64) => /lib/aarch64-linux-gnu/libvulkan.so.1\n\
             \tlibXi.so.6 (libc6) => /lib/i386-linux-gnu/libXi.so.6\n";
        let found = linked_libraries(listing);
        assert!(found.contains("libvulkan.so.1"));
        assert!(!found.contains("libXi.so.6"));
    }
}
