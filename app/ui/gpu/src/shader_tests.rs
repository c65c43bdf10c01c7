//! Every shader is parsed and validated, and every struct it shares with Rust is compared.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use naga::valid::{Capabilities, ValidationFlags, Validator};
use naga::{AddressSpace, Binding, Handle, ScalarKind, ShaderStage, Type, TypeInner, VectorSize};

use crate::compute::{EntropyUniforms, NormaliseUniforms};
use crate::layout::StructLayout;
use crate::mapping::WindowMapping;
use crate::picture::{PictureUniforms, TileInstance};
use crate::shaders::{ALL, LIBRARY, ShaderFile};
use crate::shapes::{FillVertex, Segment, ShapeUniforms};

/// The Rust side of every struct that a shader reads from a buffer.
const SHARED: [StructLayout; 5] = [
    EntropyUniforms::LAYOUT,
    NormaliseUniforms::LAYOUT,
    PictureUniforms::LAYOUT,
    ShapeUniforms::LAYOUT,
    WindowMapping::LAYOUT,
];

/// The Rust side of every vertex entry point, by shader.
const VERTEX_INPUTS: [(&str, &[wgpu::VertexAttribute]); 3] = [
    ("picture", TileInstance::ATTRIBUTES),
    ("shape_fill", FillVertex::ATTRIBUTES),
    ("shape_outline", Segment::ATTRIBUTES),
];

fn parsed(shader: &ShaderFile) -> naga::Module {
    naga::front::wgsl::parse_str(&shader.assembled())
        .unwrap_or_else(|error| panic!("{}: {error}", shader.name))
}

#[test]
fn every_shader_is_valid() {
    for shader in ALL {
        Validator::new(ValidationFlags::all(), Capabilities::empty())
            .validate(&parsed(shader))
            .unwrap_or_else(|error| panic!("{}: {error:?}", shader.name));
    }
}

#[test]
fn every_file_is_used() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shaders");
    let names = |folder: &str| -> BTreeSet<String> {
        std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|it| it == "wgsl"))
            .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
            .collect()
    };
    let entries: BTreeSet<_> = ALL.iter().map(|shader| shader.name.to_owned()).collect();
    let imports: BTreeSet<_> = ALL
        .iter()
        .flat_map(|shader| shader.imports())
        .map(str::to_owned)
        .collect();
    let library: BTreeSet<_> = LIBRARY.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(names(folder), entries);
    assert_eq!(names(&format!("{folder}/lib")), library);
    assert_eq!(imports, library);
}

/// The structs that `handle` holds, itself included.
fn structs_within(module: &naga::Module, handle: Handle<Type>, found: &mut Vec<Handle<Type>>) {
    match &module.types[handle].inner {
        TypeInner::Struct { members, .. } => {
            found.push(handle);
            for member in members {
                structs_within(module, member.ty, found);
            }
        }
        TypeInner::Array { base, .. } => structs_within(module, *base, found),
        _ => {}
    }
}

/// Compares the structs that a shader reads from buffers with Rust's; gives their names.
fn compared(module: &naga::Module, shared: &[StructLayout]) -> BTreeSet<String> {
    let mut found = Vec::new();
    for (_, variable) in module.global_variables.iter() {
        if matches!(
            variable.space,
            AddressSpace::Uniform | AddressSpace::Storage { .. }
        ) {
            structs_within(module, variable.ty, &mut found);
        }
    }
    let context = module.to_ctx();
    let mut names = BTreeSet::new();
    for handle in found {
        let ty = &module.types[handle];
        let name = ty.name.clone().unwrap();
        let TypeInner::Struct { members, span } = &ty.inner else {
            unreachable!("only structs were collected");
        };
        let ours = shared
            .iter()
            .find(|layout| layout.name == name)
            .unwrap_or_else(|| panic!("{name} has no Rust struct in SHARED"));
        assert_eq!(ours.size_bytes, *span as usize, "size of {name}");
        let theirs: Vec<_> = members
            .iter()
            .map(|member| {
                let size = module.types[member.ty].inner.size(context) as usize;
                (
                    member.name.as_deref().unwrap(),
                    member.offset as usize,
                    size,
                )
            })
            .collect();
        let ours: Vec<_> = ours
            .fields
            .iter()
            .map(|field| (field.name, field.offset_bytes, field.size_bytes))
            .collect();
        assert_eq!(ours, theirs, "fields of {name}");
        names.insert(name);
    }
    names
}

#[test]
fn shared_structs_lie_the_same_way_on_both_sides() {
    let read: BTreeSet<_> = ALL
        .iter()
        .flat_map(|shader| compared(&parsed(shader), &SHARED))
        .collect();
    let written: BTreeSet<_> = SHARED.iter().map(|layout| layout.name.to_owned()).collect();
    assert_eq!(read, written);
}

#[test]
#[should_panic(expected = "has no Rust struct")]
fn a_forgotten_struct_is_found() {
    let source = "struct Forgotten { x: f32 }
        @group(0) @binding(0) var<uniform> u: Forgotten;";
    compared(&naga::front::wgsl::parse_str(source).unwrap(), &SHARED);
}

fn vertex_format(inner: &TypeInner) -> wgpu::VertexFormat {
    use wgpu::VertexFormat as F;
    match inner {
        TypeInner::Scalar(scalar) => match scalar.kind {
            ScalarKind::Float => F::Float32,
            ScalarKind::Uint => F::Uint32,
            other => panic!("{other:?} as a vertex attribute"),
        },
        TypeInner::Vector { size, scalar } => match (size, scalar.kind) {
            (VectorSize::Bi, ScalarKind::Float) => F::Float32x2,
            (VectorSize::Quad, ScalarKind::Float) => F::Float32x4,
            (VectorSize::Bi, ScalarKind::Uint) => F::Uint32x2,
            other => panic!("{other:?} as a vertex attribute"),
        },
        other => panic!("{other:?} as a vertex attribute"),
    }
}

#[test]
fn vertex_attributes_are_the_inputs_of_the_entry_points() {
    let mut shaders = BTreeSet::new();
    for shader in ALL {
        let module = parsed(shader);
        // A shader that computes has no vertices.
        let Some(entry) = module
            .entry_points
            .iter()
            .find(|entry| entry.stage == ShaderStage::Vertex)
        else {
            continue;
        };
        let mut theirs: Vec<_> = entry
            .function
            .arguments
            .iter()
            .filter_map(|argument| match argument.binding {
                Some(Binding::Location { location, .. }) => {
                    Some((location, vertex_format(&module.types[argument.ty].inner)))
                }
                _ => None,
            })
            .collect();
        theirs.sort_by_key(|(location, _)| *location);
        let (_, attributes) = VERTEX_INPUTS
            .iter()
            .find(|(name, _)| *name == shader.name)
            .unwrap_or_else(|| panic!("{} has no attributes in VERTEX_INPUTS", shader.name));
        let ours: Vec<_> = attributes
            .iter()
            .map(|attribute| (attribute.shader_location, attribute.format))
            .collect();
        assert_eq!(ours, theirs, "{}", shader.name);
        shaders.insert(shader.name);
    }
    assert_eq!(shaders.len(), VERTEX_INPUTS.len());
}
