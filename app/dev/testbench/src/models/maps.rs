//! Models that say something of every pixel of a grey picture.

use graph::messages::{AttributeProto, Dimension, ModelProto, NodeProto, TensorProto};

use super::{graph_of, plain};

/// What the maps of [`pixel_classes`] mean, in order.
pub const PIXEL_LABELS: [&str; 3] = ["background", "bright", "dark"];

/// What the maps of [`unet`] mean, in order.
pub const UNET_LABELS: [&str; 5] = ["background", "a", "b", "c", "d"];

/// The sides of pictures and maps.
const FREE: [&str; 2] = ["height", "width"];

/// Which pixels are bright and which are dark. Input `image`: `[1, 1, height, width]`, from 0 to 1;
/// output `logits`: `[1, 3, height, width]`. With the mean m of the 3 × 3 pixels around a pixel, the
/// logits are 0 for the background, 20 m - 16 for bright and 4 - 20 m for dark: each class is as
/// likely as the background at 0.8 and at 0.2.
pub fn pixel_classes() -> ModelProto {
    let mut weights = vec![0.0_f32; 9];
    weights.extend([20.0 / 9.0; 9]);
    weights.extend([-20.0 / 9.0; 9]);
    let convolution = NodeProto::of("Conv", &["image", "weight", "bias"], &["logits"])
        .with(AttributeProto::ints("kernel_shape", &[3, 3]))
        .with(AttributeProto::ints("pads", &[1, 1, 1, 1]));
    let mut model = plain(
        "pixel classes",
        vec![convolution],
        ("image", &dims(1)),
        ("logits", &dims(3)),
    );
    graph_of(&mut model).initializer = vec![
        TensorProto::floats("weight", &[3, 1, 3, 3], &weights),
        TensorProto::floats("bias", &[3], &[0.0, -16.0, 4.0]),
    ];
    model
}

/// How far each square of 8 × 8 pixels is from grey. Input `image`: `[1, 1, height, width]`, from 0
/// to 1; output `score`: `[1, 1, height / 8, width / 8]`, eight times the mean distance from 0.5.
pub fn anomaly_map() -> ModelProto {
    let nodes = vec![
        NodeProto::of("Sub", &["image", "grey"], &["difference"]),
        NodeProto::of("Abs", &["difference"], &["distance"]),
        NodeProto::of("AveragePool", &["distance"], &["mean"])
            .with(AttributeProto::ints("kernel_shape", &[8, 8]))
            .with(AttributeProto::ints("strides", &[8, 8])),
        NodeProto::of("Mul", &["mean", "eight"], &["score"]),
    ];
    let output: [Dimension; 4] = [1.into(), 1.into(), "rows".into(), "columns".into()];
    let mut model = plain(
        "distance from grey",
        nodes,
        ("image", &dims(1)),
        ("score", &output),
    );
    graph_of(&mut model).initializer = vec![
        TensorProto::floats("grey", &[], &[0.5]),
        TensorProto::floats("eight", &[], &[8.0]),
    ];
    model
}

/// A U-Net of 0.45 million parameters with fixed weights that mean nothing: a convolution of stride
/// 2, stages of 16, 32, 64 and 128 channels with two convolutions each, a way back with the same,
/// and a rearranging of four maps into one of twice the size. Input `image`: `[1, 1, height, width]`
/// with sides that are multiples of 16; output `logits`: `[1, 5, height, width]`. `background` is
/// added to the logit of the first class.
pub fn unet(background: f32) -> ModelProto {
    const STAGES: [i64; 4] = [16, 32, 64, 128];
    let mut net = Net::default();
    net.convolution("image", (1, STAGES[0]), 3, 2, "stem");
    let mut value = "stem".to_owned();
    let mut channels = STAGES[0];
    for (stage, width) in STAGES.into_iter().enumerate() {
        if stage > 0 {
            let pooled = format!("down{stage}.pool");
            let pool = NodeProto::of("MaxPool", &[&value], &[&pooled])
                .with(AttributeProto::ints("kernel_shape", &[2, 2]))
                .with(AttributeProto::ints("strides", &[2, 2]));
            net.nodes.push(pool);
            value = pooled;
        }
        value = net.twice(&value, (channels, width), &format!("down{stage}"));
        channels = width;
    }
    for (stage, width) in STAGES.into_iter().enumerate().rev().skip(1) {
        let (narrow, wide) = (format!("up{stage}.narrow"), format!("up{stage}.wide"));
        net.convolution(&value, (channels, width), 1, 1, &narrow);
        let resize = NodeProto::of("Resize", &[&narrow, "", "twice"], &[&wide])
            .with(AttributeProto::string("mode", "nearest"))
            .with(AttributeProto::string(
                "coordinate_transformation_mode",
                "asymmetric",
            ))
            .with(AttributeProto::string("nearest_mode", "floor"));
        let both = format!("up{stage}.both");
        let skip = format!("down{stage}.b");
        let concat =
            NodeProto::of("Concat", &[&wide, &skip], &[&both]).with(AttributeProto::int("axis", 1));
        net.nodes.extend([resize, concat]);
        value = net.twice(&both, (2 * width, width), &format!("up{stage}"));
        channels = width;
    }
    let classes = UNET_LABELS.len() as i64;
    net.weights("head", &[4 * classes, channels, 1, 1], 0.5);
    let mut bias = vec![0.0; 4 * classes as usize];
    bias[..4].fill(background);
    net.initializers
        .push(TensorProto::floats("head.bias", &[4 * classes], &bias));
    net.nodes.extend([
        NodeProto::of("Conv", &[&value, "head.weight", "head.bias"], &["quarters"])
            .with(AttributeProto::ints("kernel_shape", &[1, 1])),
        // Four neighbouring channels become the four pixels of a square.
        NodeProto::of("DepthToSpace", &["quarters"], &["logits"])
            .with(AttributeProto::int("blocksize", 2))
            .with(AttributeProto::string("mode", "CRD")),
    ]);
    net.initializers
        .push(TensorProto::floats("twice", &[4], &[1.0, 1.0, 2.0, 2.0]));
    let mut model = plain(
        "unet",
        net.nodes,
        ("image", &dims(1)),
        ("logits", &dims(classes)),
    );
    graph_of(&mut model).initializer = net.initializers;
    model
}

/// A network in the making.
#[derive(Default)]
struct Net {
    nodes: Vec<NodeProto>,
    initializers: Vec<TensorProto>,
    /// Weights that were made so far.
    made: usize,
}

impl Net {
    /// Two convolutions of 3 × 3; gives the name of what the second one says.
    fn twice(&mut self, input: &str, channels: (i64, i64), name: &str) -> String {
        let (first, second) = (format!("{name}.a"), format!("{name}.b"));
        self.convolution(input, channels, 3, 1, &first);
        self.convolution(&first, (channels.1, channels.1), 3, 1, &second);
        second
    }

    /// A convolution with a ReLU behind it.
    fn convolution(
        &mut self,
        input: &str,
        (from, to): (i64, i64),
        kernel: i64,
        stride: i64,
        name: &str,
    ) {
        self.weights(name, &[to, from, kernel, kernel], 1.0);
        self.initializers.push(TensorProto::floats(
            &format!("{name}.bias"),
            &[to],
            &vec![0.0; to as usize],
        ));
        let (weight, bias) = (format!("{name}.weight"), format!("{name}.bias"));
        let sums = format!("{name}.sums");
        self.nodes.extend([
            NodeProto::of("Conv", &[input, &weight, &bias], &[&sums])
                .with(AttributeProto::ints("kernel_shape", &[kernel, kernel]))
                .with(AttributeProto::ints("strides", &[stride, stride]))
                .with(AttributeProto::ints("pads", &[kernel / 2; 4])),
            NodeProto::of("Relu", &[&sums], &[name]),
        ]);
    }

    /// Weights that keep the size of what goes through them, times `gain`.
    fn weights(&mut self, name: &str, dims: &[i64; 4], gain: f32) {
        let [_, from, height, width] = *dims;
        let count = dims.iter().product::<i64>() as usize;
        // Evenly spread from -1 to 1, values have a variance of 1/3; half of them end in the ReLU.
        let spread = gain * (6.0 / (from * height * width) as f32).sqrt();
        let values: Vec<f32> = (self.made..self.made + count)
            .map(|index| spread * scrambled(index))
            .collect();
        self.made += count;
        self.initializers.push(TensorProto::floats(
            &format!("{name}.weight"),
            dims,
            &values,
        ));
    }
}

/// A number from -1 to 1 that looks as if it had been drawn: the finaliser of SplitMix64.
fn scrambled(index: usize) -> f32 {
    let mut bits = (index as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^= bits >> 31;
    (bits >> 40) as f32 / (1_u64 << 23) as f32 - 1.0
}

fn dims(channels: i64) -> [Dimension; 4] {
    [1.into(), channels.into(), FREE[0].into(), FREE[1].into()]
}
