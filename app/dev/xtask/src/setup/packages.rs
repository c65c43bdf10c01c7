//! The system packages on Linux: which are missing, and installing them where that is allowed.
//!
//! Nothing is needed for building beyond what already built this program, a C compiler: the bundled
//! SQLite is the only C code, and every system library is opened when the program runs.

use std::process::Command;

use anyhow::{Context, Result, bail};

use super::Purpose;
use super::machine::Machine;
use crate::shell;

/// How a missing package is noticed.
enum Sign {
    /// The dynamic linker does not know this library.
    Library(&'static str),
    /// No Vulkan driver is described.
    VulkanDriver,
    /// Python cannot run pip.
    Pip,
}

struct Need {
    sign: Sign,
    /// The name of the package on Debian and Ubuntu.
    package: &'static str,
    /// Whether only the window needs it, and no test does.
    only_window: bool,
}

const fn library(name: &'static str, package: &'static str, only_window: bool) -> Need {
    Need {
        sign: Sign::Library(name),
        package,
        only_window,
    }
}

const NEEDS: [Need; 14] = [
    library("libstdc++.so.6", "libstdc++6", false), // ONNX Runtime
    library("libvulkan.so.1", "libvulkan1", false),
    Need {
        sign: Sign::VulkanDriver,
        package: "mesa-vulkan-drivers",
        only_window: false,
    },
    library("libfontconfig.so.1", "libfontconfig1", false), // fonts for scripts that ours lacks
    Need {
        sign: Sign::Pip,
        package: "python3-pip",
        only_window: false,
    },
    library("libwayland-client.so.0", "libwayland-client0", true),
    library("libxkbcommon.so.0", "libxkbcommon0", true),
    library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", true),
    library("libX11.so.6", "libx11-6", true),
    library("libX11-xcb.so.1", "libx11-xcb1", true),
    library("libXcursor.so.1", "libxcursor1", true),
    library("libXi.so.6", "libxi6", true),
    library("libXrandr.so.2", "libxrandr2", true),
    library("libdbus-1.so.3", "libdbus-1-3", true), // file dialogs
];

/// Installs what is missing for the purpose, or fails with the line to type. `wants_pip`: whether
/// something will be fetched by pip.
pub fn ensure(purpose: Purpose, wants_pip: bool) -> Result<()> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let missing = missing(&Machine::look(), purpose, wants_pip);
    if missing.is_empty() {
        return Ok(());
    }
    let packages = missing.iter().map(|need| need.package).collect::<Vec<_>>();
    if !shell::succeeds(Command::new("apt-get").arg("--version")) {
        bail!("{}", advice_without_apt(&missing));
    }
    let Some(permission) = permission() else {
        bail!(
            "system packages are missing; type\n    sudo apt-get update && sudo apt-get \
             install --no-install-recommends {}\nand start this command again",
            packages.join(" ")
        );
    };
    println!("Installing {}", packages.join(", "));
    apt_get(permission, &["update", "--quiet", "--quiet"])
        .and_then(|()| {
            let mut arguments = vec!["install", "--yes", "--quiet", "--no-install-recommends"];
            arguments.extend(&packages);
            apt_get(permission, &arguments)
        })
        .context(
            "system packages are missing and could not be installed; check the network and the \
             messages of apt-get above",
        )
}

/// What the machine lacks for the purpose.
fn missing(machine: &Machine, purpose: Purpose, wants_pip: bool) -> Vec<&'static Need> {
    NEEDS
        .iter()
        .filter(|need| purpose == Purpose::Window || !need.only_window)
        .filter(|need| match need.sign {
            Sign::Library(name) => machine
                .libraries
                .as_ref()
                .is_some_and(|libraries| !libraries.contains(name)),
            Sign::VulkanDriver => !machine.has_vulkan_driver && machine.libraries.is_some(),
            Sign::Pip => wants_pip && !machine.has_pip,
        })
        .collect()
}

/// How this process may install packages, if it may: as root, or by a sudo that asks no password.
fn permission() -> Option<&'static [&'static str]> {
    let user = Command::new("id").arg("-u").output().ok()?;
    if user.stdout.trim_ascii() == b"0" {
        return Some(&[]);
    }
    let sudo = &["sudo", "--non-interactive"];
    shell::succeeds(Command::new(sudo[0]).args([sudo[1], "true"])).then_some(sudo)
}

fn apt_get(permission: &[&str], arguments: &[&str]) -> Result<()> {
    let mut words = permission
        .iter()
        .copied()
        // `env` because sudo does not pass variables on.
        .chain(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    let first = words.next().context("apt-get has no name")?;
    shell::run(Command::new(first).args(words).args(arguments))
}

/// What to install on a system whose package names are not known here.
fn advice_without_apt(missing: &[&Need]) -> String {
    let things: Vec<&str> = missing
        .iter()
        .map(|need| match need.sign {
            Sign::Library(name) => name,
            Sign::VulkanDriver => "a Vulkan driver (Mesa's, with lavapipe)",
            Sign::Pip => "Python 3 with pip",
        })
        .collect();
    format!(
        "missing on this system: {}; install them with its package manager and start this command \
         again",
        things.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packages(machine: &Machine, purpose: Purpose, wants_pip: bool) -> Vec<&'static str> {
        missing(machine, purpose, wants_pip)
            .iter()
            .map(|need| need.package)
            .collect()
    }

    fn bare() -> Machine {
        Machine {
            libraries: Some(["libstdc++.so.6".to_owned()].into()),
            ..Machine::default()
        }
    }

    #[test]
    fn tests_need_no_windowing_libraries() {
        let for_tests = packages(&bare(), Purpose::Tests, true);
        assert_eq!(
            for_tests,
            [
                "libvulkan1",
                "mesa-vulkan-drivers",
                "libfontconfig1",
                "python3-pip"
            ]
        );
        let for_window = packages(&bare(), Purpose::Window, true);
        assert!(for_window.contains(&"libxkbcommon-x11-0"));
    }

    #[test]
    fn nothing_is_claimed_missing_where_it_cannot_be_told() {
        assert!(packages(&Machine::default(), Purpose::Window, false).is_empty());
    }

    #[test]
    fn advice_for_other_systems_names_libraries_instead_of_packages() {
        let advice = advice_without_apt(&missing(&bare(), Purpose::Tests, true));
        assert!(advice.contains("libvulkan.so.1") && !advice.contains("libvulkan1"));
        assert!(advice.contains("pip"));
    }
}
