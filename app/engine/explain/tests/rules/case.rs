//! One test case: a small graph with its values, of which it is known whether it is linear.

use graph::Kernels;
use graph::messages::{
    AttributeProto, DataType, Dimension, GraphProto, ModelProto, NodeProto, TensorProto,
    ValueInfoProto,
};

use super::choices::{Choices, Spread};

/// The value that every case differentiates.
pub const TARGET: &str = "y";

/// What a value holds.
#[derive(Clone, Debug)]
pub enum Data {
    Floats(Vec<f64>),
    Ints(Vec<i64>),
    Truths(Vec<bool>),
}

/// Where a value stands in the graph.
#[derive(Clone, Debug)]
pub enum Place {
    /// An input with its declared dimensions; none where not even their number is declared.
    Input(Option<Vec<Dimension>>),
    /// A constant of the graph.
    Initializer,
    /// The output of a `Constant` node.
    Node,
}

/// A value that is given to the graph.
#[derive(Clone, Debug)]
pub struct Given {
    pub name: String,
    pub shape: Vec<i64>,
    pub data: Data,
    pub place: Place,
}

/// How far the sizes of inputs may be left open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Open {
    /// The first dimension alone.
    Batch,
    /// Every dimension.
    Sizes,
    /// Even the number of dimensions.
    Rank,
}

/// A graph whose output is [`TARGET`], with its values.
#[derive(Clone, Debug)]
pub struct Case {
    pub opset: i64,
    pub nodes: Vec<NodeProto>,
    pub given: Vec<Given>,
    /// What to differentiate by.
    pub by: Vec<String>,
    /// Whether the target is linear in each of these, so that steps may be large.
    pub is_linear: bool,
    pub kernels: Kernels,
    /// The type of all floats.
    pub element: DataType,
}

impl Case {
    pub fn new(choices: &mut Choices) -> Self {
        Self {
            opset: 18,
            nodes: Vec::new(),
            given: Vec::new(),
            by: Vec::new(),
            is_linear: false,
            kernels: choices.pick(&[Kernels::CPU, Kernels::CUDA]),
            element: DataType::Float,
        }
    }

    /// The same for an operator that is linear in every value that it is differentiated by.
    pub fn linear(choices: &mut Choices) -> Self {
        Self {
            is_linear: true,
            ..Self::new(choices)
        }
    }

    fn give(&mut self, name: &str, shape: &[i64], data: Data, place: Place) {
        self.given.push(Given {
            name: name.to_owned(),
            shape: shape.to_vec(),
            data,
            place,
        });
    }

    /// An input of floats that the target is differentiated by.
    pub fn input(&mut self, choices: &mut Choices, name: &str, shape: &[i64], spread: &Spread) {
        let values = choices.values(count(shape), spread);
        self.give(
            name,
            shape,
            Data::Floats(values),
            Place::Input(Some(fixed(shape))),
        );
        self.by.push(name.to_owned());
    }

    /// Floats that are a constant, or an input that the target is differentiated by.
    pub fn weight(&mut self, choices: &mut Choices, name: &str, shape: &[i64], spread: &Spread) {
        if choices.flag() {
            self.input(choices, name, shape, spread);
        } else {
            self.constant(choices, name, shape, spread);
        }
    }

    /// Constant floats.
    pub fn constant(&mut self, choices: &mut Choices, name: &str, shape: &[i64], spread: &Spread) {
        let values = choices.values(count(shape), spread);
        let place = choices.pick(&[Place::Initializer, Place::Node]);
        self.give(name, shape, Data::Floats(values), place);
    }

    /// Constant integers.
    pub fn ints(&mut self, choices: &mut Choices, name: &str, shape: &[i64], values: &[i64]) {
        let place = choices.pick(&[Place::Initializer, Place::Node]);
        self.give(name, shape, Data::Ints(values.to_vec()), place);
    }

    /// A constant list of integers.
    pub fn int_list(&mut self, choices: &mut Choices, name: &str, values: &[i64]) {
        self.ints(choices, name, &[values.len() as i64], values);
    }

    /// Integers that are known only when the model runs.
    pub fn int_input(&mut self, name: &str, shape: &[i64], values: &[i64]) {
        self.give(
            name,
            shape,
            Data::Ints(values.to_vec()),
            Place::Input(Some(fixed(shape))),
        );
    }

    /// Integers that may be known or not.
    pub fn ints_or_input(
        &mut self,
        choices: &mut Choices,
        name: &str,
        shape: &[i64],
        values: &[i64],
    ) {
        if choices.flag() {
            self.int_input(name, shape, values);
        } else {
            self.ints(choices, name, shape, values);
        }
    }

    /// Truth values that may be known or not.
    pub fn truths(&mut self, choices: &mut Choices, name: &str, shape: &[i64]) {
        let values = choices.values(count(shape), &Spread::Between(-1.0, 1.0));
        let place = choices.pick(&[Place::Initializer, Place::Input(Some(fixed(shape)))]);
        let values = values.iter().map(|value| *value > 0.0).collect();
        self.give(name, shape, Data::Truths(values), place);
    }

    /// A node with outputs of its own.
    pub fn node_to(
        &mut self,
        operator: &str,
        inputs: &[&str],
        outputs: &[&str],
        attributes: Vec<AttributeProto>,
    ) {
        self.nodes.push(NodeProto {
            attribute: attributes,
            ..NodeProto::of(operator, inputs, outputs)
        });
    }

    /// The node that writes the target.
    pub fn node(&mut self, operator: &str, inputs: &[&str], attributes: Vec<AttributeProto>) {
        self.node_to(operator, inputs, &[TARGET], attributes);
    }

    /// Leaves sizes of inputs open, as far as they may be.
    pub fn open(&mut self, choices: &mut Choices, most: Open) {
        let forms = match most {
            Open::Batch => 3,
            Open::Sizes => 7,
            Open::Rank => 8,
        };
        let form = if choices.flag() {
            choices.below(forms)
        } else {
            0
        };
        for given in &mut self.given {
            let is_float = matches!(given.data, Data::Floats(_));
            let Place::Input(declared) = &mut given.place else {
                continue;
            };
            if !is_float && form < 7 {
                continue;
            }
            let rank = given.shape.len();
            let open = |choices: &mut Choices, axis: usize, size: i64| match form {
                0 => false,
                1 | 2 => axis == 0,
                3..=5 => true,
                _ => choices.flag() || size == 0,
            };
            *declared = (form < 7).then(|| {
                let dims = given.shape.iter().enumerate();
                dims.map(|(axis, size)| {
                    if !open(choices, axis, *size) {
                        return Dimension::from(*size);
                    }
                    match form {
                        2 | 5 => Dimension::default(),
                        // Equal names promise equal sizes, also between inputs.
                        1 | 3 => Dimension::from(format!("d{}_{size}", rank - axis).as_str()),
                        _ => Dimension::from(format!("{}_{axis}", given.name).as_str()),
                    }
                })
                .collect()
            });
        }
    }

    /// The model that computes the target.
    pub fn model(&self) -> ModelProto {
        let mut graph = GraphProto {
            name: "case".to_owned(),
            output: vec![ValueInfoProto::untyped(TARGET)],
            ..GraphProto::default()
        };
        for given in &self.given {
            match &given.place {
                Place::Input(declared) => graph.input.push(match declared {
                    Some(dims) => ValueInfoProto::tensor(&given.name, self.type_of(given), dims),
                    None => ValueInfoProto::of_any_shape(&given.name, self.type_of(given)),
                }),
                Place::Initializer => graph.initializer.push(self.tensor(given)),
                Place::Node => {
                    let value = AttributeProto::tensor("value", self.tensor(given));
                    graph
                        .node
                        .push(NodeProto::of("Constant", &[], &[&given.name]).with(value));
                }
            }
        }
        graph.node.extend(self.nodes.iter().cloned());
        ModelProto::of(graph, self.opset)
    }

    fn type_of(&self, given: &Given) -> DataType {
        match given.data {
            Data::Floats(_) => self.element,
            Data::Ints(_) => DataType::Int64,
            Data::Truths(_) => DataType::Bool,
        }
    }

    fn tensor(&self, given: &Given) -> TensorProto {
        let tensor = match &given.data {
            Data::Floats(values) => TensorProto::floats_as(self.element, &given.shape, values),
            Data::Ints(values) => TensorProto::int64s("", &given.shape, values),
            Data::Truths(values) => TensorProto {
                data_type: DataType::Bool.into(),
                dims: given.shape.clone(),
                int32_data: values.iter().map(|value| i32::from(*value)).collect(),
                ..TensorProto::default()
            },
        };
        TensorProto {
            name: given.name.clone(),
            ..tensor
        }
    }
}

pub fn count(shape: &[i64]) -> usize {
    shape.iter().product::<i64>() as usize
}

fn fixed(shape: &[i64]) -> Vec<Dimension> {
    shape.iter().copied().map(Dimension::from).collect()
}
