//! What several verbs share: which model, which picture, where to run.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use explain::{Explainer, PictureInput};
use imaging::{Limits, Picture};
use jobs::Work;
use ndarray::ArrayD;
use packs::Manifest;
use runtime::ProviderChoice;
use workbench::CommandLineContext;

use crate::subject::ModelSource;

/// The model to look at.
#[derive(Args, Debug)]
pub struct ModelArgs {
    /// The pack to use
    #[arg(
        long,
        value_name = "DIR",
        required_unless_present = "model",
        conflicts_with = "model"
    )]
    pub pack: Option<PathBuf>,
    /// The bare model to use
    #[arg(long, value_name = "M.onnx")]
    pub model: Option<PathBuf>,
    /// Where to run: auto, cpu, cuda, tensorrt, directml, coreml
    #[arg(long)]
    pub provider: Option<ProviderChoice>,
}

impl ModelArgs {
    /// Where the model comes from.
    pub fn source(&self) -> anyhow::Result<ModelSource> {
        match (&self.pack, &self.model) {
            (Some(dir), _) => Ok(ModelSource::Pack(dir.clone())),
            (None, Some(path)) => Ok(ModelSource::Bare(path.clone())),
            (None, None) => bail!("name a pack or a model"),
        }
    }

    /// The model made ready to be looked into, whatever its pictures' size.
    pub fn explainer(&self, context: &CommandLineContext) -> anyhow::Result<Explainer> {
        let path = self.path()?;
        let provider = self.provider.unwrap_or(context.provider);
        let (picture, work) = (PictureInput::default(), Work::detached());
        Explainer::prepare(&context.runtime()?, &path, provider, picture, &work)
            .with_context(|| format!("the model cannot be looked into: {}", path.display()))
    }

    /// The model file itself. A pack's is compared with its hash.
    pub fn path(&self) -> anyhow::Result<PathBuf> {
        match self.source()? {
            ModelSource::Pack(dir) => {
                let pack = packs::Pack::open(&dir)?;
                pack.verify_model(&Work::detached())?;
                Ok(pack.model_path())
            }
            ModelSource::Bare(path) => Ok(path),
        }
    }
}

/// A tensor of 32-bit floats from a file.
pub fn read_tensor(path: &Path) -> anyhow::Result<ArrayD<f32>> {
    let tensor = runtime::npy::read(path)
        .with_context(|| format!("this tensor cannot be read: {}", path.display()))?;
    match tensor.to_f32() {
        Some(values) => Ok(values),
        None => bail!(
            "this tensor holds text, and numbers are needed: {}",
            path.display()
        ),
    }
}

/// A picture from a file as a model takes it.
pub fn read_picture(
    path: &Path,
    page: u32,
    manifest: &Manifest,
) -> anyhow::Result<(Picture, ArrayD<f32>)> {
    let work = Work::detached();
    let picture = Picture::open(path, page, &Limits::default(), &work)?;
    let raster = picture.whole(&work)?;
    let prepared = manifest.input.prepare(&raster)?;
    Ok((picture, prepared))
}
