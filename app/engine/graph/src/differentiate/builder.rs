//! Writes the nodes and constants of a patch.

use std::collections::{BTreeMap, HashMap};

use crate::messages::{AttributeProto, DataType, NodeProto, TensorProto};
use crate::typed::TypedGraph;
use crate::values::Dim;

use super::error::Refusal;
use super::kernels::Kernels;

/// What every name in a patch begins with, so that it meets none of the model's.
pub(crate) const PREFIX: &str = "sightglass/";

/// A patch that is being written, beside the graph that it belongs to.
pub(crate) struct Builder<'a> {
    pub graph: &'a TypedGraph,
    pub kernels: Kernels,
    nodes: Vec<NodeProto>,
    initializers: Vec<TensorProto>,
    /// Constants that were written already, by their content.
    known: HashMap<Vec<u8>, String>,
    /// `Shape` nodes that were written already, by the value.
    shapes: HashMap<String, String>,
    /// Names given so far.
    count: usize,
    /// Which form was taken where a rule has several, and how often.
    forms: BTreeMap<&'static str, usize>,
}

impl<'a> Builder<'a> {
    pub fn new(graph: &'a TypedGraph, kernels: Kernels) -> Self {
        Self {
            graph,
            kernels,
            nodes: Vec::new(),
            initializers: Vec::new(),
            known: HashMap::new(),
            shapes: HashMap::new(),
            count: 0,
            forms: BTreeMap::new(),
        }
    }

    /// The nodes, constants and forms that were written.
    pub fn finish(
        self,
    ) -> (
        Vec<NodeProto>,
        Vec<TensorProto>,
        BTreeMap<&'static str, usize>,
    ) {
        (self.nodes, self.initializers, self.forms)
    }

    /// Notes the form that a rule took.
    pub fn note_form(&mut self, form: &'static str) {
        *self.forms.entry(form).or_insert(0) += 1;
    }

    fn fresh(&mut self, what: &str) -> String {
        self.count += 1;
        format!("{PREFIX}{what}_{}", self.count)
    }

    /// One call of a standard operator with one output, which is given.
    pub fn op(
        &mut self,
        op_type: &str,
        inputs: &[&str],
        attributes: Vec<AttributeProto>,
    ) -> String {
        let mut outputs = self.ops(op_type, inputs, 1, attributes);
        outputs.remove(0)
    }

    /// One call of a standard operator with several outputs.
    pub fn ops(
        &mut self,
        op_type: &str,
        inputs: &[&str],
        output_count: usize,
        attributes: Vec<AttributeProto>,
    ) -> Vec<String> {
        let outputs: Vec<String> = (0..output_count).map(|_| self.fresh(op_type)).collect();
        let names: Vec<&str> = outputs.iter().map(String::as_str).collect();
        let node = NodeProto {
            attribute: attributes,
            ..NodeProto::of(op_type, inputs, &names)
        };
        self.nodes.push(node);
        outputs
    }

    /// The same call as a node of the model, on other inputs.
    pub fn again(
        &mut self,
        node: &NodeProto,
        inputs: Vec<String>,
        output_count: usize,
    ) -> Vec<String> {
        let outputs: Vec<String> = (0..output_count)
            .map(|_| self.fresh(&node.op_type))
            .collect();
        self.nodes.push(NodeProto {
            input: inputs,
            output: outputs.clone(),
            name: outputs.first().cloned().unwrap_or_default(),
            ..node.clone()
        });
        outputs
    }

    /// Gives a value another name.
    pub fn copy_as(&mut self, value: &str, name: &str) {
        self.nodes
            .push(NodeProto::of("Identity", &[value], &[name]));
    }

    pub fn add(&mut self, a: &str, b: &str) -> String {
        self.op("Add", &[a, b], vec![])
    }

    pub fn sub(&mut self, a: &str, b: &str) -> String {
        self.op("Sub", &[a, b], vec![])
    }

    pub fn mul(&mut self, a: &str, b: &str) -> String {
        self.op("Mul", &[a, b], vec![])
    }

    pub fn div(&mut self, a: &str, b: &str) -> String {
        self.op("Div", &[a, b], vec![])
    }

    pub fn neg(&mut self, a: &str) -> String {
        self.op("Neg", &[a], vec![])
    }

    /// `a` where the condition holds, `b` elsewhere.
    pub fn select(&mut self, condition: &str, a: &str, b: &str) -> String {
        self.op("Where", &[condition, a, b], vec![])
    }

    pub fn reshape(&mut self, value: &str, shape: &str) -> String {
        self.op("Reshape", &[value, shape], vec![])
    }

    pub fn reshape_to(&mut self, value: &str, shape: &[i64]) -> String {
        let shape = self.ints(shape);
        self.reshape(value, &shape)
    }

    pub fn transpose(&mut self, value: &str, permutation: &[usize]) -> String {
        let permutation: Vec<i64> = permutation.iter().map(|axis| *axis as i64).collect();
        self.op(
            "Transpose",
            &[value],
            vec![AttributeProto::ints("perm", &permutation)],
        )
    }

    /// The sum over axes, which stay as ones where `keep` is set.
    pub fn sum_over(&mut self, value: &str, axes: &[i64], keep: bool) -> String {
        self.reduce("ReduceSum", value, axes, keep)
    }

    /// A reduction over axes, which stay as ones where `keep` is set.
    pub fn reduce(&mut self, op_type: &str, value: &str, axes: &[i64], keep: bool) -> String {
        let axes = self.ints(axes);
        self.op(
            op_type,
            &[value, &axes],
            vec![AttributeProto::int("keepdims", i64::from(keep))],
        )
    }

    /// A constant list of integers.
    pub fn ints(&mut self, values: &[i64]) -> String {
        self.constant(TensorProto::int64s("", &[values.len() as i64], values))
    }

    /// A constant tensor of integers.
    pub fn int_tensor(&mut self, dims: &[i64], values: &[i64]) -> String {
        self.constant(TensorProto::int64s("", dims, values))
    }

    /// A constant integer without dimensions.
    pub fn int(&mut self, value: i64) -> String {
        self.constant(TensorProto::int64s("", &[], &[value]))
    }

    /// A constant scalar of the element type of a value of the model.
    pub fn scalar_like(&mut self, like: &str, value: f64) -> String {
        self.floats_like(like, &[], &[value])
    }

    /// A constant tensor of the element type of a value of the model.
    pub fn floats_like(&mut self, like: &str, dims: &[i64], values: &[f64]) -> String {
        let element = self.graph.element(like).unwrap_or(DataType::Float);
        self.constant(TensorProto::floats_as(element, dims, values))
    }

    /// A constant list of 32-bit floats.
    pub fn float_list(&mut self, values: &[f32]) -> String {
        self.constant(TensorProto::floats("", &[values.len() as i64], values))
    }

    fn constant(&mut self, tensor: TensorProto) -> String {
        use prost::Message;
        let content = tensor.encode_to_vec();
        if let Some(name) = self.known.get(&content) {
            return name.clone();
        }
        let name = self.fresh("constant");
        self.known.insert(content, name.clone());
        self.initializers.push(TensorProto {
            name: name.clone(),
            ..tensor
        });
        name
    }

    /// The shape of a value of the model as a list of integers: a constant where it is fixed.
    pub fn shape_of(&mut self, value: &str) -> String {
        if let Some(shape) = self.graph.fixed_shape(value) {
            return self.ints(&shape);
        }
        if let Some(name) = self.shapes.get(value) {
            return name.clone();
        }
        let name = self.computed_shape_of(value);
        self.shapes.insert(value.to_owned(), name.clone());
        name
    }

    /// The shape of a value of the patch, or of the model, as it is when the model runs.
    pub fn computed_shape_of(&mut self, value: &str) -> String {
        self.op("Shape", &[value], vec![])
    }

    /// The sizes `from..to` of a shape.
    pub fn part_of_shape(&mut self, shape: &str, from: usize, to: usize) -> String {
        let (from, to) = (self.ints(&[from as i64]), self.ints(&[to as i64]));
        self.op("Slice", &[shape, &from, &to], vec![])
    }

    /// Joins lists of integers.
    pub fn join(&mut self, parts: &[&str]) -> String {
        self.concat(parts, 0)
    }

    pub fn concat(&mut self, parts: &[&str], axis: i64) -> String {
        self.op("Concat", parts, vec![AttributeProto::int("axis", axis)])
    }

    /// A tensor of one value in the shape given by a list, in the element type of `like`.
    pub fn filled(&mut self, shape: &str, like: &str, value: f64) -> String {
        let element = self.graph.element(like).unwrap_or(DataType::Float);
        self.filled_as(shape, element, value)
    }

    fn filled_as(&mut self, shape: &str, element: DataType, value: f64) -> String {
        let value = TensorProto::floats_as(element, &[1], &[value]);
        self.op(
            "ConstantOfShape",
            &[shape],
            vec![AttributeProto::tensor("value", value)],
        )
    }

    /// A tensor of the shape and type of a value of the model, filled with one number.
    pub fn filled_like(&mut self, value: &str, number: f64) -> String {
        let shape = self.shape_of(value);
        self.filled(&shape, value, number)
    }

    /// `value` as the type of `like`.
    pub fn cast_like(&mut self, value: &str, like: &str) -> String {
        let element = self.graph.element(like).unwrap_or(DataType::Float);
        self.cast(value, element)
    }

    /// A 32-bit float input of the patch as the type of `like`; the input itself where it fits.
    pub fn cast_like_once(&mut self, input: &str, like: &str) -> String {
        match self.graph.element(like) {
            None | Some(DataType::Float) => input.to_owned(),
            Some(element) => self.cast(input, element),
        }
    }

    pub fn cast(&mut self, value: &str, element: DataType) -> String {
        let to = AttributeProto::int("to", i64::from(i32::from(element)));
        self.op("Cast", &[value], vec![to])
    }

    /// Gives a gradient the shape of a value of the model.
    pub fn reshape_like(&mut self, gradient: &str, value: &str) -> String {
        let shape = self.shape_of(value);
        self.reshape(gradient, &shape)
    }

    /// Adds values into a flat copy of zeros as large as `value`, at flat positions, and gives it
    /// the shape of `value`. `is_once` promises that no position is named twice.
    pub fn scatter_flat(
        &mut self,
        value: &str,
        positions: &str,
        gradient: &str,
        is_once: bool,
    ) -> String {
        let flat = self.ints(&[-1]);
        let length = match self.graph.fixed_shape(value) {
            Some(shape) => self.ints(&[shape.iter().product()]),
            None => {
                let size = self.op("Size", &[value], vec![]);
                self.reshape_to(&size, &[1])
            }
        };
        let element = self.graph.element(value).unwrap_or(DataType::Float);
        // The processor's kernel adds no 16-bit floats, and 32 bits lose less.
        let is_narrow = matches!(element, DataType::Float16 | DataType::Bfloat16) && !is_once;
        let sum_element = if is_narrow { DataType::Float } else { element };
        let zeros = self.filled_as(&length, sum_element, 0.0);
        let positions = self.reshape(positions, &flat);
        let mut gradient = self.reshape(gradient, &flat);
        if is_narrow {
            gradient = self.cast(&gradient, DataType::Float);
        }
        let mut attributes = vec![AttributeProto::int("axis", 0)];
        if !is_once {
            attributes.push(AttributeProto::string("reduction", "add"));
        }
        let scattered = self.op(
            "ScatterElements",
            &[&zeros, &positions, &gradient],
            attributes,
        );
        let scattered = if is_narrow {
            self.cast(&scattered, element)
        } else {
            scattered
        };
        self.reshape_like(&scattered, value)
    }

    /// The flat position of each element of a value: 0, 1, 2, … in its shape.
    pub fn positions_of(&mut self, value: &str) -> String {
        let size = match self.graph.fixed_shape(value) {
            Some(shape) => self.int(shape.iter().product()),
            None => self.op("Size", &[value], vec![]),
        };
        let (zero, one) = (self.int(0), self.int(1));
        let range = self.op("Range", &[&zero, &size, &one], vec![]);
        self.reshape_like(&range, value)
    }

    /// The number of dimensions of a value, which a rule cannot do without.
    pub fn rank(&self, value: &str) -> Result<usize, Refusal> {
        self.graph.rank(value).ok_or_else(|| {
            Refusal::new(format!(
                "needs to know the number of dimensions of {value:?}"
            ))
        })
    }

    /// An axis counted from the front.
    pub fn axis(&self, value: &str, axis: i64) -> Result<usize, Refusal> {
        let rank = self.rank(value)? as i64;
        let from_front = if axis < 0 { axis + rank } else { axis };
        usize::try_from(from_front)
            .ok()
            .filter(|axis| *axis < rank as usize)
            .ok_or_else(|| Refusal::new(format!("names axis {axis} of {rank}")))
    }

    /// The fixed sizes of the dimensions `from..` of a value; none where one is open.
    pub fn sizes_from(&self, value: &str, from: usize) -> Option<Vec<i64>> {
        let dims = self.graph.dims(value)?.get(from..)?;
        dims.iter()
            .map(|dim| dim.fixed().map(|size| size as i64))
            .collect()
    }

    /// One dimension of a value.
    pub fn dim(&self, value: &str, axis: usize) -> Option<&Dim> {
        self.graph.dims(value)?.get(axis)
    }

    /// The integers of a constant of the model.
    pub fn constant_ints(&self, value: &str) -> Option<Vec<i64>> {
        self.graph.constant(value)?.to_ints()
    }

    /// The integers of a constant input, which a rule cannot do without.
    pub fn needed_ints(&self, node: &NodeProto, index: usize) -> Result<Option<Vec<i64>>, Refusal> {
        match node.input_at(index) {
            None => Ok(None),
            Some(name) => self
                .constant_ints(name)
                .map(Some)
                .ok_or_else(|| Refusal::new(format!("needs a constant input {name:?}"))),
        }
    }
}
