//! Model packs of models that are made on the spot.

use std::fmt::Write;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::models;

/// How the model of [`map_pack`] is fed and read.
const MAP_MANIFEST: &str = "schema = 1
name = \"Bright and dark\"
version = \"1.0.0\"
case = \"quality\"
task = \"segment\"
licence = \"MIT OR Apache-2.0\"
author = \"The Sightglass authors\"
description = \"Finds bright and dark squares in tests.\"
model = \"model.onnx\"
labels = [\"background\", \"bright\", \"dark\"]
background = \"background\"

[input]
name = \"image\"
layout = \"nchw\"
channels = \"grey\"
width_px = { multiple_of = 32 }
height_px = { multiple_of = 32 }
fit = \"native\"

[[outputs]]
name = \"logits\"
decode = \"pixel-class-logits\"

[operating_point]
threshold = 0.5
chosen_by = \"hand\"
chosen_on = \"nothing\"

[files]
";

/// Writes a pack of the quality case into a new folder: [`models::pixel_classes`], which finds
/// pixels above 0.8 and below 0.2 of a grey picture.
///
/// # Panics
/// When the folder cannot be written.
pub fn map_pack(folder: &Path) {
    std::fs::create_dir_all(folder).expect("a folder of a test can be made");
    let model = folder.join("model.onnx");
    models::write(&models::pixel_classes(), &model);
    let bytes = std::fs::read(&model).expect("a file that was just written can be read");
    let mut manifest = MAP_MANIFEST.to_owned();
    manifest.push_str("\"model.onnx\" = \"");
    for byte in Sha256::digest(&bytes) {
        // Writing to a string cannot fail.
        let _ = write!(manifest, "{byte:02x}");
    }
    manifest.push_str("\"\n");
    let path = folder.join("pack.toml");
    std::fs::write(path, manifest).expect("a folder of a test can be written");
}
