//! The methods, each in its own file with its formula and its source.

mod cam;
#[cfg(test)]
mod cancelling;
mod gradient;
mod integrated;
mod mean;
mod occlusion;
mod smooth;

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use graph::ReluRule;
use jobs::Work;
use ndarray::ArrayD;
use runtime::Tensor;

use crate::error::ExplainError;
use crate::explainer::Explainer;
use crate::layers::Layer;
use crate::seed::Seed;
use crate::session::GradientRun;

/// A way to find out what in a picture made a model decide.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Method {
    /// The gradient of the score by each sample of the picture.
    Gradient,
    /// The gradient times the sample itself.
    GradientTimesInput,
    /// Guided backpropagation from the score.
    Guided,
    /// Guided backpropagation of the activations of the last convolution: the feature response of
    /// "Trace and Detect".
    FeatureResponse,
    /// The deconvnet.
    Deconvnet,
    /// Gradients below zero dropped behind every activation, for networks without `Relu`.
    Clamped,
    /// Grad-CAM.
    GradCam,
    /// Grad-CAM times guided backpropagation.
    GuidedGradCam,
    /// Integrated gradients.
    IntegratedGradients,
    /// SmoothGrad.
    SmoothGrad,
    /// Occlusion.
    Occlusion,
}

impl Method {
    /// Every method, the quickest first.
    pub const ALL: [Self; 11] = [
        Self::Gradient,
        Self::GradientTimesInput,
        Self::Guided,
        Self::FeatureResponse,
        Self::Deconvnet,
        Self::Clamped,
        Self::GradCam,
        Self::GuidedGradCam,
        Self::IntegratedGradients,
        Self::SmoothGrad,
        Self::Occlusion,
    ];

    /// The name on the command line and in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Gradient => "gradient",
            Self::GradientTimesInput => "gradient-x-input",
            Self::Guided => "guided",
            Self::FeatureResponse => "feature-response",
            Self::Deconvnet => "deconvnet",
            Self::Clamped => "clamped",
            Self::GradCam => "grad-cam",
            Self::GuidedGradCam => "guided-grad-cam",
            Self::IntegratedGradients => "integrated-gradients",
            Self::SmoothGrad => "smooth-grad",
            Self::Occlusion => "occlusion",
        }
    }

    /// Whether the method explains several pictures in one batch.
    fn takes_several(self) -> bool {
        match self {
            Self::Gradient
            | Self::GradientTimesInput
            | Self::Guided
            | Self::FeatureResponse
            | Self::Deconvnet
            | Self::Clamped => true,
            Self::GradCam
            | Self::GuidedGradCam
            | Self::IntegratedGradients
            | Self::SmoothGrad
            | Self::Occlusion => false,
        }
    }

    /// What the method does to gradients at each `Relu`.
    #[must_use]
    pub fn relu_rule(self) -> ReluRule {
        match self {
            Self::Guided | Self::FeatureResponse | Self::GuidedGradCam => ReluRule::Guided,
            Self::Deconvnet => ReluRule::Deconvnet,
            _ => ReluRule::Gradient,
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id())
    }
}

/// There is no method of a name.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("there is no method {name:?}; there are {}", Method::ALL.map(Method::id).join(", "))]
pub struct UnknownMethod {
    /// The name that was given.
    pub name: String,
}

impl FromStr for Method {
    type Err = UnknownMethod;

    fn from_str(name: &str) -> Result<Self, UnknownMethod> {
        let known = Self::ALL.into_iter().find(|method| method.id() == name);
        known.ok_or_else(|| UnknownMethod {
            name: name.to_owned(),
        })
    }
}

/// What is explained.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Target {
    /// The class that wins.
    #[default]
    TopClass,
    /// A class by its place among the scores, from 0.
    Class(usize),
    /// A value inside the model: its activations are sent back.
    Tensor(String),
    /// One channel of a value inside the model.
    Channel(String, usize),
    /// One element of a value inside the model, by its place in row-major order.
    Neuron(String, usize),
}

/// What a method found.
#[derive(Clone, Debug)]
pub struct Response {
    /// What each sample of the prepared picture did to the target, in the picture's shape
    /// `[batch, channels, height, width]`.
    pub values: ArrayD<f32>,
    /// The layer that the method looked at, where it looks at one.
    pub layer: Option<String>,
    /// The time that sessions with gradients took.
    pub duration: Duration,
    /// What must be said beside the response.
    pub caveats: Vec<Caveat>,
}

/// Something that must be said beside a response.
#[derive(Clone, PartialEq, Debug)]
pub enum Caveat {
    /// Guided backpropagation and the deconvnet are defined by `Relu`, and the model has none on
    /// the way: the response is the gradient.
    NoRelu,
    /// Every value is zero: the target is saturated, dead, or does not see the picture.
    AllZero,
    /// Some values are infinite or not a number.
    NotFinite(usize),
    /// Integrated gradients should add up to the change of the score; they miss it by this share.
    Incomplete(f64),
}

impl fmt::Display for Caveat {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRelu => formatter.write_str(
                "the model has no Relu on the way, so guided backpropagation and the deconvnet are \
                 not defined: this is the gradient. The method \"clamped\" drops negative gradients \
                 behind every activation instead",
            ),
            Self::AllZero => formatter.write_str(
                "the response is zero everywhere: the target is saturated or off for this picture, \
                 or does not see it; explain another class, or a layer further in front",
            ),
            Self::NotFinite(count) => {
                write!(formatter, "{count} values of the response are infinite or not a number")
            }
            Self::Incomplete(share) => write!(
                formatter,
                "the response misses the change of the score by {:.1} %; more steps come closer",
                share * 100.0
            ),
        }
    }
}

impl Explainer {
    /// Explains a target for a prepared picture, with a method's usual settings.
    ///
    /// # Errors
    /// When the model cannot be differentiated or run, or the work is cancelled.
    pub fn explain(
        &self,
        method: Method,
        picture: &ArrayD<f32>,
        target: &Target,
        work: &Work,
    ) -> Result<Response, ExplainError> {
        self.check_inputs()?;
        let count = picture.shape().first().copied().unwrap_or(1);
        if count != 1 && !method.takes_several() {
            return Err(ExplainError::Setting {
                what: "the number of pictures",
                value: count.to_string(),
                needed: "1 for this method",
            });
        }
        self.chunk(count)?;
        let mut response = match method {
            Method::Gradient | Method::Guided | Method::Deconvnet => {
                gradient::gradient(self, picture, target, method.relu_rule(), false, work)
            }
            Method::Clamped => {
                gradient::gradient(self, picture, target, ReluRule::Gradient, true, work)
            }
            Method::GradientTimesInput => gradient::times_input(self, picture, target, work),
            Method::FeatureResponse => gradient::feature_response(self, picture, target, work),
            Method::GradCam => cam::grad_cam(self, picture, target, work),
            Method::GuidedGradCam => cam::guided_grad_cam(self, picture, target, work),
            Method::IntegratedGradients => integrated::integrated_gradients(
                self,
                picture,
                target,
                integrated::Settings::default(),
                work,
            ),
            Method::SmoothGrad => {
                smooth::smooth_grad(self, picture, target, smooth::Settings::default(), work)
            }
            Method::Occlusion => {
                occlusion::occlusion(self, picture, target, occlusion::Settings::default(), work)
            }
        }?;
        response.note_faults();
        Ok(response)
    }

    /// The first gradient of a run, for the pictures that were asked for.
    fn gradient_of(
        &self,
        run: &GradientRun,
        pictures: &ArrayD<f32>,
    ) -> Result<ArrayD<f32>, ExplainError> {
        let values = run.gradients.first().and_then(Tensor::to_f32);
        let values = values.ok_or(ExplainError::NoInput)?;
        Ok(self.asked_for(values, pictures))
    }

    /// The value that a target stands for, and what is sent back from it.
    pub(crate) fn seed(&self, target: &Target) -> Result<(String, Seed), ExplainError> {
        let logits = || self.classes().logits.clone();
        Ok(match target {
            Target::TopClass => (logits(), Seed::TopClass),
            Target::Class(class) => (logits(), Seed::Class(*class)),
            Target::Tensor(name) => (name.clone(), Seed::Activations),
            Target::Channel(name, channel) => {
                let layers = self.layers();
                let layer = layers.iter().find(|layer| layer.name == *name);
                let axis = layer.and_then(Layer::channel_axis).unwrap_or(1);
                let channel = *channel;
                (name.clone(), Seed::ChannelAlong { axis, channel })
            }
            Target::Neuron(name, place) => (name.clone(), Seed::Class(*place)),
        })
    }
}

impl Response {
    fn note_faults(&mut self) {
        let broken = self
            .values
            .iter()
            .filter(|value| !value.is_finite())
            .count();
        if broken > 0 {
            self.caveats.push(Caveat::NotFinite(broken));
        } else if self.values.iter().all(|value| *value == 0.0) {
            self.caveats.push(Caveat::AllZero);
        }
    }
}
