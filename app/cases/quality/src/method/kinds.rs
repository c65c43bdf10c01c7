//! What a model that tells kinds of defects apart says of the window around one.

use std::path::Path;
use std::sync::Arc;

use imaging::{ImagingError, Picture};
use insight::Reasoner;
use jobs::Work;
use packs::{ClassScore, Extent, Manifest, Pack, PackError, Unusable};
use runtime::{CastError, Model, ProviderChoice, Runtime, RuntimeError, Tensor};
use shapes::Point;

/// Why nothing is said of a window.
#[derive(Debug, thiserror::Error)]
pub enum KindError {
    /// The pack cannot be used.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// The model cannot be loaded or run.
    #[error(transparent)]
    Runtime(#[from] RuntimeError),
    /// The model takes values that no picture becomes.
    #[error(transparent)]
    Cast(#[from] CastError),
    /// The picture cannot be read.
    #[error(transparent)]
    Picture(#[from] ImagingError),
    /// What the model gives is of no use.
    #[error(transparent)]
    Unusable(#[from] Unusable),
    /// The model does not look at windows of one size, or does not tell classes apart.
    #[error(
        "{0}: this model does not tell kinds apart in windows of one size; choose another pack"
    )]
    NoKinds(String),
    /// The picture is smaller than a window.
    #[error("the picture is smaller than the {0} × {1} pixels that the model looks at")]
    Small(u32, u32),
}

/// A model that tells kinds apart in windows of one size, at the scale of the picture.
pub struct KindModel {
    model: Model,
    window_px: [u32; 2],
    /// Says why the model answered so.
    pub reasoner: Arc<Reasoner>,
    /// What tells the model from every other.
    pub identity: String,
}

/// What a model says of a window.
pub struct ToldKind {
    /// The window, cut out of the picture.
    pub window: Arc<Picture>,
    /// The kinds, the most probable first.
    pub classes: Vec<ClassScore>,
}

/// Width and height of the windows that a model looks at; none where it does not tell kinds apart
/// in windows of one size.
pub fn window_px(manifest: &Manifest) -> Option<[u32; 2]> {
    manifest.class_output()?;
    match (manifest.input.width_px, manifest.input.height_px) {
        (Extent::Fixed(width_px), Extent::Fixed(height_px)) => Some([width_px, height_px]),
        _ => None,
    }
}

impl KindModel {
    /// Loads the model of a pack. Call it from a job.
    ///
    /// # Errors
    /// When the pack is broken, the model cannot be loaded, or it does not look at windows.
    pub fn load(
        dir: &Path,
        runtime: &Runtime,
        provider: ProviderChoice,
        work: &Work,
    ) -> Result<Self, KindError> {
        let pack = Pack::open(dir)?;
        pack.verify_model(work)?;
        let path = pack.model_path();
        let manifest = pack.manifest;
        let window_px =
            window_px(&manifest).ok_or_else(|| KindError::NoKinds(manifest.name.clone()))?;
        let model = Model::load(runtime, &path, provider, work)?;
        Ok(Self {
            model,
            window_px,
            identity: manifest.identity(),
            reasoner: Arc::new(Reasoner::new(runtime.clone(), provider, path, manifest)),
        })
    }

    /// What is seen in the window whose middle is a point of a picture, or as near to it as the
    /// edges let it be. Call it from a job.
    ///
    /// # Errors
    /// When the picture cannot be read or is too small, or the model fails.
    pub fn tell(
        &self,
        picture: &Picture,
        middle: Point,
        work: &Work,
    ) -> Result<ToldKind, KindError> {
        let [width_px, height_px] = self.window_px;
        let page = picture.page();
        let start = |at: f64, side_px: u32, whole_px: u32| {
            let most = whole_px.checked_sub(side_px)?;
            // Casts saturate: what is left of or above the picture begins at its edge.
            Some(((at - f64::from(side_px) / 2.0).round() as u32).min(most))
        };
        let left = start(middle.x, width_px, page.width_px);
        let top = start(middle.y, height_px, page.height_px);
        let (Some(left), Some(top)) = (left, top) else {
            return Err(KindError::Small(width_px, height_px));
        };
        let raster = picture.region(0, left, top, width_px, height_px)?;
        let input = &self.reasoner.manifest().input;
        let prepared = Tensor::F32(input.prepare(&raster)?);
        let prepared = self.model.as_input(&input.name, prepared)?;
        let ran = self.model.run(&[(input.name.clone(), prepared)], work)?;
        let outputs = ran.outputs.iter();
        let values = outputs.filter_map(|(name, tensor)| Some((&**name, tensor.to_f32()?)));
        Ok(ToldKind {
            window: Arc::new(Picture::from_raster(raster)),
            classes: self.reasoner.manifest().read_classes(values)?,
        })
    }
}
