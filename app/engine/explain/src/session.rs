//! A model with its gradients, ready to run.

use std::collections::BTreeMap;
use std::mem;
use std::time::Duration;

use graph::messages::ValueInfoProto;
use graph::{Dim, GradientRequest, RELU_FLOOR, RELU_PASS, ReluRule, differentiate};
use jobs::Work;
use runtime::{Model, Placement, Provider, ProviderChoice, Runtime, Tensor};

use crate::error::ExplainError;
use crate::kernels::kernels;
use crate::model::DifferentiableModel;
use crate::seed::Seed;

/// Which gradients a session gives.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SessionRequest {
    /// The value whose gradient is taken.
    pub target: String,
    /// The values to differentiate by.
    pub by: Vec<String>,
    /// Values inside the model that are wanted beside its outputs.
    pub values: Vec<String>,
    /// Whether gradients below zero are dropped behind every activation of whatever kind.
    pub clamp_activations: bool,
}

/// The model with its gradients on a provider.
pub struct GradientSession {
    request: SessionRequest,
    model: Model,
    gradients: Vec<String>,
    relu_count: usize,
    forms: BTreeMap<&'static str, usize>,
    target_dims: Option<Vec<Dim>>,
}

/// What a run gave.
#[derive(Clone, PartialEq, Debug)]
pub struct GradientRun {
    /// The gradient by each value, in the order of the request.
    pub gradients: Vec<Tensor>,
    /// The model's own outputs, then the values asked for.
    pub outputs: Vec<(String, Tensor)>,
    /// The time that the session took.
    pub duration: Duration,
}

impl GradientRun {
    /// The output of a name.
    #[must_use]
    pub fn output(&self, name: &str) -> Option<&Tensor> {
        Tensor::named(&self.outputs, name)
    }
}

impl GradientSession {
    /// Differentiates a model and loads it with its gradients, in the forms that the provider which
    /// runs it computes best.
    ///
    /// # Errors
    /// When the model cannot be differentiated, or the provider cannot load it.
    pub fn open(
        runtime: &Runtime,
        model: &DifferentiableModel,
        request: SessionRequest,
        provider: ProviderChoice,
        work: &Work,
    ) -> Result<Self, ExplainError> {
        let mut made = None;
        let patch = |provider| {
            let mut gradients = differentiate(
                model.graph(),
                &GradientRequest {
                    target: request.target.clone(),
                    by: request.by.clone(),
                    clamp_activations: request.clamp_activations,
                    kernels: kernels(provider),
                },
            )?;
            let mut patch = mem::take(&mut gradients.patch);
            let outputs = &mut patch.graph.get_or_insert_default().output;
            let values = request
                .values
                .iter()
                .filter(|value| !model.is_output(value));
            outputs.extend(values.map(|value| ValueInfoProto::untyped(value)));
            made = Some(gradients);
            Ok(patch)
        };
        let loaded = model.load(runtime, provider, patch, work)?;
        let gradients = made.expect("what is loaded was made before");
        Ok(Self {
            target_dims: model.graph().dims(&request.target).map(<[Dim]>::to_vec),
            request,
            model: loaded,
            gradients: gradients.gradients,
            relu_count: gradients.relu_count,
            forms: gradients.forms,
        })
    }

    /// What was asked for.
    #[must_use]
    pub fn request(&self) -> &SessionRequest {
        &self.request
    }

    /// Where the session really runs.
    #[must_use]
    pub fn placement(&self) -> &Placement {
        self.model.placement()
    }

    /// The provider that it was loaded on.
    #[must_use]
    pub fn provider(&self) -> Provider {
        self.model.placement().provider
    }

    /// How many `Relu` nodes the rule applies to. Without one, guided backpropagation is not
    /// defined, and gives the gradient.
    #[must_use]
    pub fn relu_count(&self) -> usize {
        self.relu_count
    }

    /// Which form of a rule was taken where there are several, and how often.
    #[must_use]
    pub fn forms(&self) -> &BTreeMap<&'static str, usize> {
        &self.forms
    }

    /// Runs the model and its gradients.
    ///
    /// # Errors
    /// When the seed does not fit the target, or the run fails.
    pub fn run(
        &self,
        inputs: &[(String, Tensor)],
        seed: &Seed,
        rule: ReluRule,
        work: &Work,
    ) -> Result<GradientRun, ExplainError> {
        let shape = self.target_shape(inputs)?;
        let specs = self.model.inputs();
        let element = specs
            .iter()
            .find(|spec| spec.name == graph::SEED)
            .map_or(runtime::ElementKind::F32, |spec| spec.element);
        let scalar = |value: f32| Tensor::F32(ndarray::arr0(value).into_dyn());
        let mut given = inputs.to_vec();
        given.extend(seed.inputs(&self.request.target, &shape, element)?);
        given.push((RELU_FLOOR.to_owned(), scalar(rule.floor())));
        given.push((RELU_PASS.to_owned(), scalar(rule.pass())));
        if seed
            .switch()
            .is_some_and(|name| !specs.iter().any(|spec| spec.name == name))
        {
            return Err(ExplainError::NoClasses {
                target: self.request.target.clone(),
            });
        }
        // A graph without `Relu`, or whose target is no list of classes, lacks some switches.
        given.retain(|(name, _)| specs.iter().any(|spec| spec.name == *name));
        let result = self.model.run(&given, work)?;
        let (mut gradients, mut outputs) = (Vec::new(), Vec::new());
        for (name, tensor) in result.outputs {
            if self.gradients.contains(&name) {
                gradients.push(tensor);
            } else {
                outputs.push((name, tensor));
            }
        }
        Ok(GradientRun {
            gradients,
            outputs,
            duration: result.duration,
        })
    }

    /// The target's shape for these inputs: its batch is that of the first input.
    fn target_shape(&self, inputs: &[(String, Tensor)]) -> Result<Vec<usize>, ExplainError> {
        let open = || ExplainError::OpenTarget {
            target: self.request.target.clone(),
        };
        let dims = self.target_dims.as_ref().ok_or_else(open)?;
        let batch = inputs
            .first()
            .and_then(|(_, tensor)| tensor.shape().first());
        dims.iter()
            .enumerate()
            .map(|(axis, dim)| match (dim.fixed(), axis, batch) {
                (Some(size), ..) => usize::try_from(size).map_err(|_| open()),
                (None, 0, Some(batch)) => Ok(*batch),
                _ => Err(open()),
            })
            .collect()
    }
}
