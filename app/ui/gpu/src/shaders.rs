//! The shaders, put together from the files under `shaders/`.
//!
//! A line `//#import NAME` of an entry file is replaced by `shaders/lib/NAME.wgsl`. Pieces of the
//! library import nothing themselves, and each is taken once, so that order never matters.

/// One entry file with its name, which is also its label in graphics debuggers.
pub(crate) struct ShaderFile {
    pub name: &'static str,
    source: &'static str,
}

/// Draws tiles of a picture.
pub(crate) const PICTURE: ShaderFile = ShaderFile {
    name: "picture",
    source: include_str!("../../../../shaders/picture.wgsl"),
};

/// Fills shapes.
pub(crate) const SHAPE_FILL: ShaderFile = ShaderFile {
    name: "shape_fill",
    source: include_str!("../../../../shaders/shape_fill.wgsl"),
};

/// Draws outlines of shapes.
pub(crate) const SHAPE_OUTLINE: ShaderFile = ShaderFile {
    name: "shape_outline",
    source: include_str!("../../../../shaders/shape_outline.wgsl"),
};

/// Brings a feature response to 0..=1.
pub(crate) const RESPONSE_NORMALISE: ShaderFile = ShaderFile {
    name: "response_normalise",
    source: include_str!("../../../../shaders/response_normalise.wgsl"),
};

/// Lays a coloured map over a picture.
pub(crate) const RESPONSE_COLOUR: ShaderFile = ShaderFile {
    name: "response_colour",
    source: include_str!("../../../../shaders/response_colour.wgsl"),
};

/// Takes the local spatial entropy of levels.
pub(crate) const LOCAL_ENTROPY: ShaderFile = ShaderFile {
    name: "local_entropy",
    source: include_str!("../../../../shaders/local_entropy.wgsl"),
};

/// Adds up an entropy map.
pub(crate) const ENTROPY_AVERAGE: ShaderFile = ShaderFile {
    name: "entropy_average",
    source: include_str!("../../../../shaders/entropy_average.wgsl"),
};

/// Every entry file, for the tests.
#[cfg(test)]
pub(crate) const ALL: [&ShaderFile; 7] = [
    &PICTURE,
    &SHAPE_FILL,
    &SHAPE_OUTLINE,
    &RESPONSE_NORMALISE,
    &RESPONSE_COLOUR,
    &LOCAL_ENTROPY,
    &ENTROPY_AVERAGE,
];

/// What entry files may import, by name.
pub(crate) const LIBRARY: [(&str, &str); 3] = [
    (
        "shapes",
        include_str!("../../../../shaders/lib/shapes.wgsl"),
    ),
    (
        "target",
        include_str!("../../../../shaders/lib/target.wgsl"),
    ),
    (
        "window",
        include_str!("../../../../shaders/lib/window.wgsl"),
    ),
];

const IMPORT: &str = "//#import ";

impl ShaderFile {
    /// The names that the file imports, in order.
    pub(crate) fn imports(&self) -> impl Iterator<Item = &'static str> {
        self.source
            .lines()
            .filter_map(|line| line.strip_prefix(IMPORT))
            .map(str::trim)
    }

    /// The text that the device compiles.
    pub(crate) fn assembled(&self) -> String {
        let mut text = String::new();
        for import in self.imports() {
            let piece = LIBRARY.iter().find(|(name, _)| *name == import);
            let (_, source) = piece.expect("a test assembles every shader with all its imports");
            text.push_str(source);
            text.push('\n');
        }
        text.push_str(self.source);
        text
    }

    /// The compiled module.
    pub(crate) fn module(&self, device: &wgpu::Device) -> wgpu::ShaderModule {
        device.create_shader_module(wgpu::ShaderModuleDescriptor {
            label: Some(self.name),
            source: wgpu::ShaderSource::Wgsl(self.assembled().into()),
        })
    }
}
