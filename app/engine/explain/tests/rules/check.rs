//! Compares the gradients of a case with differences of its values.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use graph::messages::{DataType, ModelProto, ValueInfoProto};
use graph::{
    DifferentiateError, Dim, GradientGraph, GradientRequest, ReluRule, TypedGraph, ValueKind,
    differentiate,
};
use jobs::Work;
use ndarray::{ArrayD, IxDyn};
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use prost::Message;
use runtime::{
    ElementKind, LoadOptions, Model, Optimisation, Provider, ProviderChoice, Runtime, Tensor,
    library_candidates, value_specs,
};

use super::case::{Case, Data, Given, Place, TARGET};
use super::choices::{Choices, USUAL};

/// Numbers on a tape.
const TAPE: usize = 64;

/// Steps of the differences.
const SMALL_STEP: f64 = 1.0 / 32.0;
const LARGE_STEP: f64 = 0.25;

/// Largest difference, as a part of the sum of the magnitudes that are added up.
const TOLERANCE: f64 = 4e-4;

/// ONNX Runtime as the program finds it.
pub fn runtime() -> Runtime {
    Runtime::load(&library_candidates(None)).unwrap_or_else(|error| {
        panic!("these tests need ONNX Runtime: run `cargo xtask setup` once.\n{error}")
    })
}

/// Makes cases from tapes, and fails with the simplest one that does not agree.
pub fn holds(count: u32, make: fn(&mut Choices) -> Case) {
    let config = Config {
        cases: count,
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner = TestRunner::new(config);
    let result = runner.run(&vec(any::<u16>(), TAPE), |tape| {
        let mut choices = Choices::new(tape);
        let case = make(&mut choices);
        agrees(&case, &mut choices)
            .map_err(|problem| TestCaseError::fail(format!("{problem}\n{}", description(&case))))
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

/// Compares every gradient of a case with differences.
pub fn agrees(case: &Case, choices: &mut Choices) -> Result<(), String> {
    let loaded = Loaded::new(case)?;
    let output = loaded.output(&case.given)?;
    let seed =
        ArrayD::from_shape_vec(output.shape(), choices.values(output.len(), &USUAL)).unwrap();
    let gradients = loaded.gradients(&seed)?;
    let step = if case.is_linear {
        LARGE_STEP
    } else {
        SMALL_STEP
    };
    for (by, gradient) in case.by.iter().zip(gradients) {
        let given = case.given.iter().find(|given| given.name == *by).unwrap();
        if gradient.shape() != sizes(given) {
            return Err(format!(
                "the gradient by {by:?} has the shape {:?}",
                gradient.shape()
            ));
        }
        let direction = choices.values(gradient.len(), &super::choices::Spread::Between(-1.0, 1.0));
        let slope = loaded.slope(given, &direction, step)?;
        let difference: f64 = seed.iter().zip(&slope).map(|(a, b)| a * b).sum();
        let product: f64 = gradient.iter().zip(&direction).map(|(a, b)| a * b).sum();
        let size: f64 = seed
            .iter()
            .zip(&slope)
            .map(|(a, b)| (a * b).abs())
            .sum::<f64>()
            + gradient
                .iter()
                .zip(&direction)
                .map(|(a, b)| (a * b).abs())
                .sum::<f64>();
        // A comparison with NaN fails, too.
        let is_close = (difference - product).abs() <= TOLERANCE * size + 1e-5;
        if !is_close {
            return Err(format!(
                "by {by:?}: differences give {difference}, the rule gives {product} (of {size})\n\
                 gradient {gradient}"
            ));
        }
    }
    Ok(())
}

/// The operators, values and sizes of a case, for the message of a test that fails.
pub fn description(case: &Case) -> String {
    let mut text = format!(
        "{:?}, opset {}, {:?}\n",
        case.kernels, case.opset, case.element
    );
    for given in &case.given {
        let place = match &given.place {
            Place::Input(None) => "an input of any shape".to_owned(),
            Place::Input(Some(dims)) => {
                let dims: Vec<Dim> = dims.iter().map(Dim::from).collect();
                format!("an input {dims:?}")
            }
            other => format!("{other:?}"),
        };
        let ints = match &given.data {
            Data::Ints(values) => format!(" {values:?}"),
            Data::Floats(values) if values.len() < 9 => format!(" {values:?}"),
            _ => String::new(),
        };
        writeln!(text, "{} {:?}{ints}, {place}", given.name, given.shape).unwrap();
    }
    for node in &case.nodes {
        write!(text, "{:?} = {}{:?}", node.output, node.op_type, node.input).unwrap();
        for attribute in &node.attribute {
            let value = match (attribute.i, attribute.f, &attribute.s) {
                (Some(int), ..) => int.to_string(),
                (_, Some(float), _) => float.to_string(),
                (.., Some(text)) => String::from_utf8_lossy(text).into_owned(),
                _ => format!("{:?}", attribute.ints),
            };
            write!(text, " {}={value}", attribute.name).unwrap();
        }
        text.push('\n');
    }
    text
}

/// A case's model, with and without its gradients.
pub struct Loaded<'a> {
    case: &'a Case,
    forward: Model,
    backward: Model,
    pub gradients: GradientGraph,
}

impl<'a> Loaded<'a> {
    pub fn new(case: &'a Case) -> Result<Self, String> {
        let folder = tempfile::tempdir().unwrap();
        let model = case.model();
        let forward = load(folder.path(), &[model.encode_to_vec()], Optimisation::Off)
            .map_err(|error| format!("the model does not load: {error}"))?;
        let typed = typed(folder.path(), model).map_err(|error| format!("no types: {error}"))?;
        let gradients = differentiate_case(&typed, case).map_err(|error| error.to_string())?;
        let parts = [typed.model().encode_to_vec(), gradients.patch_bytes()];
        let backward = load(folder.path(), &parts, Optimisation::All)
            .map_err(|error| format!("the gradients do not load: {error}"))?;
        Ok(Self {
            case,
            forward,
            backward,
            gradients,
        })
    }

    /// The target for given values.
    pub fn output(&self, given: &[Given]) -> Result<ArrayD<f64>, String> {
        let inputs = self.inputs(given);
        let result = self
            .forward
            .run(&inputs, &Work::detached())
            .map_err(|error| whole(&error))?;
        Ok(doubles(&result.outputs[0].1))
    }

    /// The gradients, with a gradient at the target.
    pub fn gradients(&self, seed: &ArrayD<f64>) -> Result<Vec<ArrayD<f64>>, String> {
        let mut inputs = self.inputs(&self.case.given);
        for spec in self.backward.inputs() {
            let scalar = |value: f32| Tensor::F32(ndarray::arr0(value).into_dyn());
            let value = match spec.name.as_str() {
                graph::SEED => tensor(seed, spec.element),
                graph::ACTIVATION_WEIGHT => tensor(&ArrayD::zeros(seed.raw_dim()), spec.element),
                graph::SOFTMAX_WEIGHT | graph::TOP_WEIGHT => scalar(0.0),
                graph::RELU_FLOOR => scalar(ReluRule::Gradient.floor()),
                graph::RELU_PASS => scalar(ReluRule::Gradient.pass()),
                _ => continue,
            };
            inputs.push((spec.name.clone(), value));
        }
        let result = self
            .backward
            .run(&inputs, &Work::detached())
            .map_err(|error| whole(&error))?;
        let names = self.gradients.gradients.iter();
        Ok(names
            .map(|name| doubles(result.output(name).unwrap()))
            .collect())
    }

    /// The derivative of the target along a direction of one input, by differences of the fourth
    /// order (Fornberg 1988, table 1).
    fn slope(&self, by: &Given, direction: &[f64], step: f64) -> Result<Vec<f64>, String> {
        let mut slope = Vec::new();
        for (steps, weight) in [(1.0, 8.0), (-1.0, -8.0), (2.0, -1.0), (-2.0, 1.0)] {
            let mut given = self.case.given.clone();
            let moved = given
                .iter_mut()
                .find(|given| given.name == by.name)
                .unwrap();
            if let Data::Floats(values) = &mut moved.data {
                for (value, direction) in values.iter_mut().zip(direction) {
                    *value += steps * step * direction;
                }
            }
            let output = self.output(&given)?;
            slope.resize(output.len(), 0.0);
            for (slope, value) in slope.iter_mut().zip(&output) {
                *slope += weight * value / (12.0 * step);
            }
        }
        Ok(slope)
    }

    fn inputs(&self, given: &[Given]) -> Vec<(String, Tensor)> {
        let inputs = given
            .iter()
            .filter(|given| matches!(given.place, Place::Input(_)));
        inputs
            .map(|given| (given.name.clone(), value_of(given, self.case.element)))
            .collect()
    }
}

/// The gradients of a case by its own list.
pub fn differentiate_case(
    typed: &TypedGraph,
    case: &Case,
) -> Result<GradientGraph, DifferentiateError> {
    let request = GradientRequest {
        target: TARGET.to_owned(),
        by: case.by.clone(),
        clamp_activations: false,
        kernels: case.kernels,
    };
    differentiate(typed, &request)
}

/// Why a case has no gradients; fails where it has.
pub fn refusal(case: &Case) -> String {
    let folder = tempfile::tempdir().unwrap();
    let typed = typed(folder.path(), case.model()).unwrap();
    match differentiate_case(&typed, case) {
        Err(error) => error.to_string(),
        Ok(_) => panic!("this case must be refused:\n{}", description(case)),
    }
}

/// The model with the type that ONNX Runtime finds for each value.
pub fn typed(folder: &Path, model: ModelProto) -> Result<TypedGraph, String> {
    let mut probe = ModelProto::default();
    let outputs = &mut probe.graph.get_or_insert_default().output;
    let nodes = model.graph.iter().flat_map(|graph| &graph.node);
    let names = nodes
        .flat_map(|node| &node.output)
        .filter(|name| !name.is_empty());
    outputs.extend(
        names
            .filter(|name| *name != TARGET)
            .map(|name| ValueInfoProto::untyped(name)),
    );
    let path = folder.join("values.onnx");
    fs::write(
        &path,
        [model.encode_to_vec(), probe.encode_to_vec()].concat(),
    )
    .unwrap();
    let specs = value_specs(&runtime(), &path, &Work::detached()).map_err(|error| whole(&error))?;
    let kinds = specs.iter().map(|spec| {
        let dims = spec
            .dims
            .iter()
            .zip(&spec.dim_names)
            .map(|(size, name)| match (size, name) {
                (Some(size), _) => Dim::Fixed(*size as u64),
                (None, Some(name)) => Dim::Named(name.clone()),
                (None, None) => Dim::Unknown,
            });
        let element = match spec.element {
            ElementKind::F32 => DataType::Float,
            ElementKind::F64 => DataType::Double,
            ElementKind::F16 => DataType::Float16,
            ElementKind::Bool => DataType::Bool,
            _ => DataType::Int64,
        };
        let dims = (!spec.dims.is_empty()).then(|| dims.collect());
        (spec.name.clone(), ValueKind::Tensor { element, dims })
    });
    Ok(TypedGraph::new(model, kinds))
}

fn load(folder: &Path, parts: &[Vec<u8>], optimisation: Optimisation) -> Result<Model, String> {
    let path = folder.join("model.onnx");
    fs::write(&path, parts.concat()).unwrap();
    let options = LoadOptions {
        optimisation,
        threads: std::num::NonZeroUsize::new(1),
    };
    let choice = ProviderChoice::Only(Provider::Cpu);
    Model::load_with(&runtime(), &path, choice, options, &Work::detached())
        .map_err(|error| whole(&error))
}

/// An error with what caused it.
fn whole(error: &dyn std::error::Error) -> String {
    format!("{error:?}")
}

fn sizes(given: &Given) -> Vec<usize> {
    given.shape.iter().map(|size| *size as usize).collect()
}

fn value_of(given: &Given, element: DataType) -> Tensor {
    let shape = IxDyn(&sizes(given));
    match &given.data {
        Data::Floats(values) => {
            let array = ArrayD::from_shape_vec(shape, values.clone()).unwrap();
            let element = match element {
                DataType::Double => ElementKind::F64,
                DataType::Float16 => ElementKind::F16,
                _ => ElementKind::F32,
            };
            tensor(&array, element)
        }
        Data::Ints(values) => Tensor::I64(ArrayD::from_shape_vec(shape, values.clone()).unwrap()),
        Data::Truths(values) => {
            Tensor::Bool(ArrayD::from_shape_vec(shape, values.clone()).unwrap())
        }
    }
}

fn tensor(array: &ArrayD<f64>, element: ElementKind) -> Tensor {
    Tensor::F64(array.clone()).cast(element).unwrap()
}

fn doubles(tensor: &Tensor) -> ArrayD<f64> {
    match tensor.cast(ElementKind::F64).unwrap() {
        Tensor::F64(array) => array,
        _ => unreachable!("the tensor was cast"),
    }
}
