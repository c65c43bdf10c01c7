//! Where the workspace is, and where it is built.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::shell;

/// The folders that every command needs.
pub struct Places {
    /// The root of the workspace.
    pub root: PathBuf,
    /// Cargo's target folder, wherever the environment or the configuration puts it.
    pub target: PathBuf,
}

impl Places {
    /// Asks Cargo.
    pub fn find() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .ancestors()
            .nth(3)
            .context("xtask is not three folders below the workspace")?
            .to_path_buf();
        let places = Self {
            target: root.join("target"),
            root,
        };
        let target = places.metadata(&["--no-deps"])?["target_directory"]
            .as_str()
            .context("`cargo metadata` names no target folder")?
            .into();
        Ok(Self { target, ..places })
    }

    /// `cargo metadata`, with further arguments.
    pub fn metadata(&self, arguments: &[&str]) -> Result<Value> {
        let text = shell::output(
            shell::cargo(self)
                .args(["metadata", "--format-version=1"])
                .args(arguments),
        )?;
        serde_json::from_str(&text).context("`cargo metadata` printed what is not JSON")
    }

    /// The folder of the ONNX Runtime that set-up fetched.
    pub fn onnxruntime(&self) -> PathBuf {
        self.target.join("onnxruntime")
    }

    /// The folder of the sample project and of what it is made from.
    pub fn sample(&self) -> PathBuf {
        self.target.join("sample")
    }

    /// The built program.
    pub fn program(&self, profile: &str) -> PathBuf {
        let name = format!("sightglass{}", std::env::consts::EXE_SUFFIX);
        self.target.join(profile).join(name)
    }
}
