//! Models that go the whole way: simplified, typed, with their gradients in a session.

use explain::{DifferentiableModel, ExplainError, GradientSession, SessionRequest};
use graph::ReluRule;
use graph::messages::{
    AttributeProto, DataType, Dimension, GraphProto, ModelProto, NodeProto, TensorProto,
    ValueInfoProto,
};
use jobs::Work;
use ndarray::ArrayD;
use prost::Message;
use runtime::{Provider, ProviderChoice, Tensor};

use crate::check::runtime;

pub use explain::Seed;

/// A graph from `x` to `y`, put together step by step.
pub struct Network {
    graph: GraphProto,
    pub opset: i64,
    /// Whether gradients below zero are dropped behind every activation.
    pub clamps: bool,
}

impl Network {
    /// A network whose input is `x` of a shape; sizes below zero are open.
    pub fn new(element: DataType, shape: &[i64]) -> Self {
        let dims: Vec<Dimension> = shape
            .iter()
            .map(|size| {
                if *size < 0 {
                    Dimension::from("batch")
                } else {
                    Dimension::from(*size)
                }
            })
            .collect();
        let graph = GraphProto {
            name: "network".to_owned(),
            input: vec![ValueInfoProto::tensor("x", element, &dims)],
            output: vec![ValueInfoProto::untyped("y")],
            ..GraphProto::default()
        };
        Self {
            graph,
            opset: 18,
            clamps: false,
        }
    }

    pub fn constant(mut self, name: &str, dims: &[i64], values: &[f64]) -> Self {
        let element = DataType::try_from(self.element()).unwrap();
        let tensor = TensorProto::floats_as(element, dims, values);
        self.graph.initializer.push(TensorProto {
            name: name.to_owned(),
            ..tensor
        });
        self
    }

    fn element(&self) -> i32 {
        match self.graph.input[0]
            .r#type
            .as_ref()
            .and_then(|kind| kind.value.as_ref())
        {
            Some(graph::messages::TypeValue::Tensor(tensor)) => tensor.elem_type,
            _ => unreachable!("the input is a tensor"),
        }
    }

    pub fn ints(mut self, name: &str, values: &[i64]) -> Self {
        self.graph
            .initializer
            .push(TensorProto::int64s(name, &[values.len() as i64], values));
        self
    }

    pub fn op(
        mut self,
        operator: &str,
        inputs: &[&str],
        output: &str,
        attributes: Vec<AttributeProto>,
    ) -> Self {
        let node = NodeProto {
            attribute: attributes,
            ..NodeProto::of(operator, inputs, &[output])
        };
        self.graph.node.push(node);
        self
    }

    pub fn model(&self) -> ModelProto {
        ModelProto::of(self.graph.clone(), self.opset)
    }

    pub fn prepare(&self) -> Result<DifferentiableModel, ExplainError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("network.onnx");
        std::fs::write(&path, self.model().encode_to_vec()).unwrap();
        DifferentiableModel::prepare(&runtime(), &path, None, &[], &Work::detached())
    }

    /// The session that differentiates a target by values.
    pub fn open(&self, target: &str, by: &[&str]) -> Result<GradientSession, ExplainError> {
        let request = SessionRequest {
            target: target.to_owned(),
            by: by.iter().map(|by| (*by).to_owned()).collect(),
            values: vec![],
            clamp_activations: self.clamps,
        };
        let choice = ProviderChoice::Only(Provider::Cpu);
        GradientSession::open(
            &runtime(),
            &self.prepare()?,
            request,
            choice,
            &Work::detached(),
        )
    }

    /// The gradient of a target by `x`.
    pub fn gradient(&self, target: &str, x: &Tensor, seed: &Seed, rule: ReluRule) -> Vec<f32> {
        let session = self.open(target, &["x"]).unwrap();
        run(&session, x, seed, rule)
    }
}

/// The first gradient of a session.
pub fn run(session: &GradientSession, x: &Tensor, seed: &Seed, rule: ReluRule) -> Vec<f32> {
    let inputs = [("x".to_owned(), x.clone())];
    let run = session.run(&inputs, seed, rule, &Work::detached()).unwrap();
    run.gradients[0].to_f32().unwrap().into_iter().collect()
}

pub fn floats(shape: &[usize], values: &[f32]) -> Tensor {
    Tensor::F32(array(shape, values))
}

pub fn array(shape: &[usize], values: &[f32]) -> ArrayD<f32> {
    ArrayD::from_shape_vec(shape, values.to_vec()).unwrap()
}

/// Compares lists of numbers.
pub fn assert_close(found: &[f32], expected: &[f32]) {
    let is_close = found.len() == expected.len()
        && found
            .iter()
            .zip(expected)
            .all(|(a, b)| (a - b).abs() <= 2e-3 * (1.0 + b.abs()));
    assert!(is_close, "found {found:?}, expected {expected:?}");
}
