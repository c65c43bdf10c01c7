//! A network as large as that of a real detector, with weights that mean nothing.

use graph::messages::{AttributeProto, ModelProto, NodeProto, TensorProto};

use super::{classifier, detector};

/// Channels of the stages, each at half the size of the one before.
const STAGES: [i64; 5] = [24, 32, 64, 112, 160];

/// Width of the classifier's middle layer.
const HIDDEN: i64 = 64;

/// How many classes [`network_classes`] tells.
pub const CLASS_COUNT: i64 = 57;

/// A U-Net of 1.06 million parameters with the outputs of a detector: strides from 2 to 32, two
/// convolutions a stage on the way down and one on the way up. Input `image`:
/// `[1, 1, height, width]` with sides that are multiples of 32.
pub fn network() -> ModelProto {
    let mut net = Net::default();
    let (mut value, mut channels) = ("image".to_owned(), 1);
    for (stage, width) in STAGES.into_iter().enumerate() {
        let (halved, down) = (format!("halved{stage}"), format!("down{stage}"));
        net.convolution(&value, (channels, width), 2, &halved);
        net.convolution(&halved, (width, width), 1, &down);
        (value, channels) = (down, width);
    }
    for (stage, width) in STAGES.into_iter().enumerate().rev().skip(1) {
        let (doubled, both) = (format!("doubled{stage}"), format!("both{stage}"));
        let up = if stage == 0 {
            "features".to_owned()
        } else {
            format!("up{stage}")
        };
        let resize = NodeProto::of("Resize", &[&value, "", "twice"], &[&doubled])
            .with(AttributeProto::string("mode", "nearest"))
            .with(AttributeProto::string(
                "coordinate_transformation_mode",
                "asymmetric",
            ))
            .with(AttributeProto::string("nearest_mode", "floor"));
        let skip = format!("down{stage}");
        let concat = NodeProto::of("Concat", &[&doubled, &skip], &[&both])
            .with(AttributeProto::int("axis", 1));
        net.nodes.extend([resize, concat]);
        net.convolution(&both, (channels + width, width), 1, &up);
        (value, channels) = (up, width);
    }
    net.constants
        .push(TensorProto::floats("twice", &[4], &[1.0, 1.0, 2.0, 2.0]));
    net.head("energy", "Sigmoid", 1, (3.0, -6.0));
    net.head("edges", "Relu", 4, (0.2, 0.5));
    detector(net.nodes, net.constants, channels)
}

/// The manifest of [`network`], made of that of dots: with as many labels as there are classes.
pub fn manifest(of_dots: &str) -> String {
    let labels: Vec<String> = (0..CLASS_COUNT).map(|class| format!("{class:?}")).collect();
    of_dots
        .replace(
            r#""small", "large", "speck""#,
            &format!("\"{}\"", labels.join("\", \"")),
        )
        .replace("by_class = { large = 0.6 }\n", "")
        .replace(r#"negatives = ["speck"]"#, r#"negatives = ["0"]"#)
}

/// A classifier of two layers for the features of [`network`].
pub fn network_classes() -> ModelProto {
    let mut net = Net::default();
    let hidden = net.weights(&[STAGES[0], HIDDEN], 1.0);
    let last = net.weights(&[HIDDEN, CLASS_COUNT], 4.0);
    let nodes = vec![
        NodeProto::of("MatMul", &["features", &hidden], &["sums"]),
        NodeProto::of("Relu", &["sums"], &["hidden"]),
        NodeProto::of("MatMul", &["hidden", &last], &["logits"]),
        NodeProto::of("Softmax", &["logits"], &["probabilities"])
            .with(AttributeProto::int("axis", 1)),
    ];
    classifier(nodes, net.constants, STAGES[0], CLASS_COUNT)
}

/// A network in the making.
#[derive(Default)]
struct Net {
    nodes: Vec<NodeProto>,
    constants: Vec<TensorProto>,
    /// Weights that were made so far.
    made: u64,
}

impl Net {
    /// A convolution of 3 × 3 with a ReLU behind it.
    fn convolution(&mut self, input: &str, (from, to): (i64, i64), stride: i64, name: &str) {
        let weight = self.weights(&[to, from, 3, 3], 1.0);
        let (bias, sums) = (format!("{name}.bias"), format!("{name}.sums"));
        self.constants
            .push(TensorProto::floats(&bias, &[to], &vec![0.01; to as usize]));
        self.nodes.extend([
            NodeProto::of("Conv", &[input, &weight, &bias], &[&sums])
                .with(AttributeProto::ints("kernel_shape", &[3, 3]))
                .with(AttributeProto::ints("strides", &[stride, stride]))
                .with(AttributeProto::ints("pads", &[1; 4])),
            NodeProto::of("Relu", &[&sums], &[name]),
        ]);
    }

    /// An output of the features: a convolution of 1 × 1 and what ends it. `settings` are the gain of
    /// its weights and its bias.
    fn head(&mut self, name: &str, end: &str, channels: i64, settings: (f32, f32)) {
        let weight = self.weights(&[channels, STAGES[0], 1, 1], settings.0);
        let (bias, sums) = (format!("{name}.bias"), format!("{name}.sums"));
        let biases = vec![settings.1; channels as usize];
        self.constants
            .push(TensorProto::floats(&bias, &[channels], &biases));
        self.nodes.extend([
            NodeProto::of("Conv", &["features", &weight, &bias], &[&sums])
                .with(AttributeProto::ints("kernel_shape", &[1, 1])),
            NodeProto::of(end, &[&sums], &[name]),
        ]);
    }

    /// The name of new weights, evenly spread so that they keep the size of what goes through them,
    /// times `gain`.
    fn weights(&mut self, dims: &[i64], gain: f32) -> String {
        let name = format!("weights{}", self.constants.len());
        let count = dims.iter().product::<i64>() as u64;
        // A convolution's first dimension is what comes out, a matrix's second one is.
        let inputs = if dims.len() == 2 {
            dims[0]
        } else {
            dims[1..].iter().product()
        };
        let spread = gain * (6.0 / inputs as f32).sqrt();
        let values: Vec<f32> = (self.made..self.made + count)
            .map(|index| spread * scrambled(index))
            .collect();
        self.made += count;
        self.constants
            .push(TensorProto::floats(&name, dims, &values));
        name
    }
}

/// A number from -1 to 1 that looks as if it had been drawn: the finaliser of SplitMix64 by Steele,
/// Lea and Flood.
fn scrambled(index: u64) -> f32 {
    let mut bits = (index + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^= bits >> 31;
    (bits >> 40) as f32 / (1_u64 << 23) as f32 - 1.0
}
