//! One rule an operator: how the gradient of its outputs becomes that of its inputs.
//!
//! Notation in the rules: `dY` is the gradient of the output, `dX` that of the input `X`. Formulas
//! without a source follow from the operator's definition in the ONNX specification.

mod activation;
mod arithmetic;
mod convolution;
mod dense;
mod gather;
mod movement;
mod normalisation;
mod pooling;
mod reduction;
mod resize;
mod shape;
mod softmax;

use crate::messages::NodeProto;

use super::builder::Builder;
use super::error::Refusal;

pub(crate) use activation::{is_activation, relu_input};

/// A node whose output gradients are known.
pub(crate) struct Call<'a> {
    pub node: &'a NodeProto,
    /// The gradient of each output; none where nothing uses the output.
    pub upstream: &'a [Option<String>],
    /// For each input, whether its gradient is wanted.
    pub wanted: &'a [bool],
}

impl<'a> Call<'a> {
    /// The gradient of the first output.
    fn gradient(&self) -> Result<&'a str, Refusal> {
        self.upstream
            .first()
            .and_then(Option::as_deref)
            .ok_or_else(|| Refusal::new("is used by an output that has no gradient"))
    }

    /// An input that the operator cannot be without.
    fn input(&self, index: usize) -> Result<&'a str, Refusal> {
        self.node
            .input_at(index)
            .ok_or_else(|| Refusal::new(format!("lacks its input {index}")))
    }

    /// The first output.
    fn output(&self) -> Result<&'a str, Refusal> {
        self.node
            .output_at(0)
            .ok_or_else(|| Refusal::new("lacks its output"))
    }

    /// Whether the gradient of an input is wanted.
    fn wants(&self, index: usize) -> bool {
        self.wanted.get(index).copied().unwrap_or(false)
    }

    /// Refuses where any input but the first is wanted: `what` they are to the operator.
    fn only_first(&self, what: &str) -> Result<(), Refusal> {
        if self.wanted.iter().skip(1).any(|wanted| *wanted) {
            return Err(Refusal::new(format!("has no rule for {what}")));
        }
        Ok(())
    }
}

/// The gradients of a node's inputs, in their order; none where it is not wanted.
pub(crate) type InputGradients = Vec<Option<String>>;

type Rule = fn(&mut Builder<'_>, &Call<'_>) -> Result<InputGradients, Refusal>;

/// Every operator with its rule, in alphabetical order.
const RULES: &[(&str, Rule)] = &[
    ("Abs", activation::abs),
    ("Acos", activation::acos),
    ("Add", arithmetic::add),
    ("Asin", activation::asin),
    ("Atan", activation::atan),
    ("AveragePool", pooling::average_pool),
    ("BatchNormalization", normalisation::batch),
    ("Cast", shape::cast),
    ("CastLike", shape::cast),
    ("Celu", activation::celu),
    ("Clip", activation::clip),
    ("Concat", movement::concat),
    ("Conv", convolution::conv),
    ("ConvTranspose", convolution::conv_transpose),
    ("Cos", activation::cos),
    ("Cosh", activation::cosh),
    ("CumSum", movement::cum_sum),
    ("DepthToSpace", movement::depth_to_space),
    ("Div", arithmetic::div),
    ("Dropout", shape::dropout),
    ("Einsum", dense::einsum),
    ("Elu", activation::elu),
    ("Erf", activation::erf),
    ("Exp", activation::exp),
    ("Expand", shape::expand),
    ("Flatten", shape::reshape),
    ("Gather", gather::gather),
    ("GatherElements", gather::by_position),
    ("GatherND", gather::by_position),
    ("Gelu", activation::gelu),
    ("Gemm", dense::gemm),
    ("GlobalAveragePool", pooling::global_average_pool),
    ("GlobalMaxPool", pooling::global_max_pool),
    ("GroupNormalization", normalisation::group),
    ("HardSigmoid", activation::hard_sigmoid),
    ("HardSwish", activation::hard_swish),
    ("Identity", shape::identity),
    ("InstanceNormalization", normalisation::instance),
    ("LRN", normalisation::local_response),
    ("LayerNormalization", normalisation::layer),
    ("LeakyRelu", activation::leaky_relu),
    ("Log", activation::log),
    ("LogSoftmax", softmax::log_softmax),
    ("LpNormalization", normalisation::lp),
    ("MatMul", dense::mat_mul),
    ("Max", arithmetic::max_min),
    ("MaxPool", pooling::max_pool),
    ("Mean", arithmetic::mean),
    ("Min", arithmetic::max_min),
    ("Mish", activation::mish),
    ("Mul", arithmetic::mul),
    ("Neg", activation::neg),
    ("PRelu", activation::p_relu),
    ("Pad", movement::pad),
    ("Pow", arithmetic::pow),
    ("Reciprocal", activation::reciprocal),
    ("ReduceL1", reduction::l1),
    ("ReduceL2", reduction::l2),
    ("ReduceLogSum", reduction::log_sum),
    ("ReduceLogSumExp", reduction::log_sum_exp),
    ("ReduceMax", reduction::extreme),
    ("ReduceMean", reduction::mean),
    ("ReduceMin", reduction::extreme),
    ("ReduceSum", reduction::sum),
    ("ReduceSumSquare", reduction::sum_square),
    ("Relu", activation::relu),
    ("Reshape", shape::reshape),
    ("Resize", resize::resize),
    ("ScatterElements", gather::scatter),
    ("ScatterND", gather::scatter),
    ("Selu", activation::selu),
    ("Sigmoid", activation::sigmoid),
    ("Sin", activation::sin),
    ("Sinh", activation::sinh),
    ("Slice", movement::slice),
    ("Softmax", softmax::softmax),
    ("Softplus", activation::softplus),
    ("Softsign", activation::softsign),
    ("SpaceToDepth", movement::space_to_depth),
    ("Split", movement::split),
    ("Sqrt", activation::sqrt),
    ("Squeeze", shape::reshape),
    ("Sub", arithmetic::sub),
    ("Sum", arithmetic::sum),
    ("Tan", activation::tan),
    ("Tanh", activation::tanh),
    ("ThresholdedRelu", activation::thresholded_relu),
    ("Tile", movement::tile),
    ("TopK", gather::top_k),
    ("Transpose", shape::transpose),
    ("Trilu", movement::trilu),
    ("Unsqueeze", shape::reshape),
    ("Where", arithmetic::select),
];

/// The operators that have a rule, in alphabetical order.
pub fn operators_with_rules() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|(name, _)| *name)
}

/// Applies the rule of a node's operator.
pub(crate) fn apply(builder: &mut Builder<'_>, call: &Call<'_>) -> Result<InputGradients, Refusal> {
    let name = call.node.op_type.as_str();
    let rule = RULES
        .binary_search_by_key(&name, |(known, _)| known)
        .ok()
        .filter(|_| call.node.is_standard());
    let uses_others = call.upstream.iter().skip(1).any(Option::is_some);
    if rule.is_some() && uses_others && name != "Split" {
        return Err(Refusal::new("is used by outputs other than the first"));
    }
    match rule {
        Some(index) => (RULES[index].1)(builder, call),
        None => Err(no_rule(call.node)),
    }
}

/// Why an operator has no rule at all.
fn no_rule(node: &NodeProto) -> Refusal {
    Refusal::new(match node.op_type.as_str() {
        "If" | "Loop" | "Scan" => "decides while the model runs what is computed, and has no rule",
        "LSTM" | "GRU" | "RNN" => "is recurrent, and has no rule",
        "QuantizeLinear"
        | "DequantizeLinear"
        | "DynamicQuantizeLinear"
        | "QLinearConv"
        | "QLinearMatMul"
        | "ConvInteger"
        | "MatMulInteger" => {
            "computes with quantised numbers, which have no gradient; use the model before it was \
             quantised"
        }
        _ if !node.is_standard() => "is not one of ONNX's own operators, and has no rule",
        _ => "has no rule",
    })
}

#[cfg(test)]
mod tests {
    use super::RULES;

    #[test]
    fn rules_are_in_order() {
        assert!(RULES.is_sorted_by_key(|(name, _)| name));
    }
}
