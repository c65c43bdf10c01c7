//! Running one test of this binary in a process of its own, which can be killed, or can have fewer
//! rights than the test run.

use std::path::{Path, PathBuf};
use std::process::Command;

const FOLDER_VARIABLE: &str = "SIGHTGLASS_STORE_TEST_FOLDER";

/// The command that runs the ignored test `name` in a process of its own, started by `launcher` if
/// there is one. The test finds the folder with [`folder_of_child`].
pub fn child(launcher: &[&str], name: &str, folder: &Path) -> Command {
    let program = std::env::current_exe().unwrap();
    let mut command = match launcher.split_first() {
        Some((first, rest)) => {
            let mut command = Command::new(first);
            command.args(rest).arg(program);
            command
        }
        None => Command::new(program),
    };
    command
        .args(["--exact", name, "--ignored", "--nocapture"])
        .env(FOLDER_VARIABLE, folder);
    command
}

/// The folder to work in, or `None` where the test was not started by another one.
pub fn folder_of_child() -> Option<PathBuf> {
    std::env::var_os(FOLDER_VARIABLE).map(PathBuf::from)
}

/// Whether a launcher works here at all: not every system lets its users make mounts.
pub fn can_launch(launcher: &[&str]) -> bool {
    Command::new(launcher[0])
        .args(&launcher[1..])
        .arg("true")
        .output()
        .is_ok_and(|output| output.status.success())
}

/// The system administrator may write everywhere, so the child is started without that right.
#[cfg(unix)]
const WITHOUT_OVERRIDE: &[&str] = &[
    "setpriv",
    "--bounding-set=-dac_override,-dac_read_search",
    "--",
];

/// Runs a child test on a folder, with the right to write everywhere taken away where we have it.
#[cfg(unix)]
pub fn run_with_fewer_rights(name: &str, folder: &Path) {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    let probe = folder.join("probe");
    fs::create_dir(&probe).unwrap();
    fs::set_permissions(&probe, fs::Permissions::from_mode(0o555)).unwrap();
    let overrides = fs::write(probe.join("file"), "").is_ok();
    let launcher = if overrides { WITHOUT_OVERRIDE } else { &[] };
    if overrides && !can_launch(launcher) {
        eprintln!("not run: the right to write everywhere cannot be given up here");
        return;
    }
    let output = child(launcher, name, folder).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && text.contains("1 passed"),
        "{text}"
    );
}
