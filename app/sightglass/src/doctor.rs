//! What works on this machine, and what to do about what does not.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use packs::FoundPack;
use runtime::{ProviderReport, Runtime};
use workbench::{folders, pack_roots, settings};

use workbench::output;

/// The state of the machine, as far as the program depends on it.
#[derive(Clone, serde::Serialize)]
pub struct Report {
    /// The version of the program.
    pub version: &'static str,
    /// The inference library.
    pub onnxruntime: Library,
    /// The processors that models can run on.
    pub providers: Vec<ProviderReport>,
    /// The graphics adapters.
    pub graphics: Vec<Adapter>,
    /// The program's folders.
    pub folders: Vec<Folder>,
    /// The packs that were found.
    pub packs: usize,
    /// What is wrong, one line each.
    pub problems: Vec<Problem>,
}

/// The inference library.
#[derive(Clone, serde::Serialize)]
pub struct Library {
    /// The file that was loaded.
    pub path: Option<PathBuf>,
    /// Its version.
    pub version: Option<String>,
    /// Why there is none.
    pub error: Option<String>,
}

/// A graphics adapter.
#[derive(Clone, serde::Serialize)]
pub struct Adapter {
    /// Its name.
    pub name: String,
    /// The programming interface.
    pub backend: String,
    /// The driver.
    pub driver: String,
    /// Whether the processor stands in for it.
    pub software: bool,
}

/// One of the program's folders.
#[derive(Clone, serde::Serialize)]
pub struct Folder {
    /// What it is for.
    pub purpose: &'static str,
    /// Where it is.
    pub path: Option<PathBuf>,
}

/// Something wrong, and what to do about it.
#[derive(Clone, serde::Serialize)]
pub struct Problem {
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub advice: String,
}

/// Runs the verb: all well is a success.
pub fn run(explicit: Option<&Path>, json: bool) -> anyhow::Result<ExitCode> {
    let report = examine(explicit);
    if json {
        output::say_json(&report)?;
    } else {
        for line in report.lines() {
            output::say(&line)?;
        }
    }
    Ok(crate::verbs::status(report.problems.is_empty()))
}

/// Looks at everything. Takes seconds: providers are really tried.
pub fn examine(explicit: Option<&Path>) -> Report {
    let mut problems = Vec::new();
    let (onnxruntime, providers) = library(explicit, &mut problems);
    let graphics: Vec<Adapter> = gpu::adapter_reports()
        .into_iter()
        .map(|adapter| Adapter {
            name: adapter.name,
            backend: adapter.backend,
            driver: adapter.driver,
            software: adapter.is_software,
        })
        .collect();
    if graphics.is_empty() {
        problems.push(Problem {
            what: "there is no graphics adapter, so the window cannot open".to_owned(),
            advice: "install the graphics driver, or mesa-vulkan-drivers for software rendering"
                .to_owned(),
        });
    }
    let data_dir = folders::data_dir();
    let roots = pack_roots(data_dir.as_deref());
    let found = packs::find(&roots);
    problems.extend(found.iter().filter_map(broken_pack));
    let folders = vec![
        Folder {
            purpose: "settings",
            path: settings::config_dir(None),
        },
        Folder {
            purpose: "data",
            path: data_dir.clone(),
        },
        Folder {
            purpose: "packs",
            path: data_dir.map(|dir| dir.join("packs")),
        },
    ];
    Report {
        version: env!("CARGO_PKG_VERSION"),
        onnxruntime,
        providers,
        graphics,
        folders,
        packs: found.iter().filter(|found| found.pack.is_ok()).count(),
        problems,
    }
}

fn library(explicit: Option<&Path>, problems: &mut Vec<Problem>) -> (Library, Vec<ProviderReport>) {
    match Runtime::load(&runtime::library_candidates(explicit)) {
        Ok(runtime) => {
            let library = Library {
                path: Some(runtime.library_path().to_path_buf()),
                version: Some(runtime.version().to_string()),
                error: None,
            };
            (library, runtime.providers())
        }
        Err(error) => {
            problems.push(Problem {
                what: "no model can run: ONNX Runtime was not found".to_owned(),
                advice: "run `cargo xtask setup` in the source tree, or name the library with \
                         --onnxruntime"
                    .to_owned(),
            });
            let library = Library {
                path: None,
                version: None,
                error: Some(error.to_string()),
            };
            (library, Vec::new())
        }
    }
}

fn broken_pack(found: &FoundPack) -> Option<Problem> {
    let error = found.pack.as_ref().err()?;
    Some(Problem {
        what: error.to_string(),
        advice: format!("run `sightglass pack check {}`", found.dir.display()),
    })
}

impl Report {
    /// The report for reading.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!("Sightglass {}", self.version)];
        let library = &self.onnxruntime;
        lines.push(match (&library.path, &library.version, &library.error) {
            (Some(path), Some(version), _) => {
                format!("ONNX Runtime {version}: {}", path.display())
            }
            (_, _, error) => format!("ONNX Runtime: {}", error.as_deref().unwrap_or("missing")),
        });
        for provider in &self.providers {
            let state = if provider.usable {
                "works".to_owned()
            } else {
                format!("not usable. {}", provider.advice)
            };
            lines.push(format!("  {}: {state}", provider.provider.label()));
        }
        for adapter in &self.graphics {
            let software = if adapter.software {
                ", in software"
            } else {
                ""
            };
            lines.push(format!(
                "Graphics: {} ({}, {}{software})",
                adapter.name, adapter.backend, adapter.driver
            ));
        }
        for folder in &self.folders {
            let path = folder
                .path
                .as_deref()
                .map(|path| path.display().to_string());
            lines.push(format!(
                "Folder for {}: {}",
                folder.purpose,
                path.as_deref().unwrap_or("none on this system")
            ));
        }
        lines.push(format!("Packs: {}", self.packs));
        if self.problems.is_empty() {
            lines.push("Everything that is needed works.".to_owned());
        }
        for problem in &self.problems {
            lines.push(format!("Problem: {}: {}", problem.what, problem.advice));
        }
        lines
    }
}
