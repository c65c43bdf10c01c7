//! Structs that Rust writes and WGSL reads, declared so that a test can compare the two.
//!
//! `shared_struct!` is for uniforms: the test finds every struct that a shader reads from a
//! buffer and looks for the Rust struct of its name, so that none can be forgotten.
//! `vertex_struct!` is for vertices and instances: the attributes are made from the fields, and
//! the test compares them with the inputs of the shader's entry point.

/// One field of a shared struct.
#[cfg(test)]
pub(crate) struct Field {
    pub name: &'static str,
    pub offset_bytes: usize,
    pub size_bytes: usize,
}

/// Size and fields of a shared struct, as Rust lays it out.
#[cfg(test)]
pub(crate) struct StructLayout {
    pub name: &'static str,
    pub size_bytes: usize,
    pub fields: &'static [Field],
}

/// Declares a struct that a shader reads from a uniform buffer.
macro_rules! shared_struct {
    (
        $(#[$meta:meta])*
        $vis:vis struct $name:ident {
            $( $(#[$field_meta:meta])* $field_vis:vis $field:ident: $type:ty, )*
        }
    ) => {
        $(#[$meta])*
        #[repr(C)]
        #[derive(Clone, Copy, Debug, PartialEq, bytemuck::Pod, bytemuck::Zeroable)]
        $vis struct $name {
            $( $(#[$field_meta])* $field_vis $field: $type, )*
        }

        #[cfg(test)]
        impl $name {
            /// The layout that the shader tests compare with WGSL.
            pub(crate) const LAYOUT: $crate::layout::StructLayout = $crate::layout::StructLayout {
                name: stringify!($name),
                size_bytes: size_of::<Self>(),
                fields: &[ $( $crate::layout::Field {
                    name: stringify!($field),
                    offset_bytes: std::mem::offset_of!(Self, $field),
                    size_bytes: size_of::<$type>(),
                }, )* ],
            };
        }
    };
}

/// Declares a struct that a shader reads as vertex attributes: `location field: type => format`.
macro_rules! vertex_struct {
    (
        $(#[$meta:meta])*
        $vis:vis struct $name:ident {
            $( $(#[$field_meta:meta])* $location:literal $field:ident: $type:ty => $format:ident, )*
        }
    ) => {
        $(#[$meta])*
        #[repr(C)]
        #[derive(Clone, Copy, Debug, PartialEq, bytemuck::Pod, bytemuck::Zeroable)]
        $vis struct $name {
            $( $(#[$field_meta])* $vis $field: $type, )*
        }

        impl $name {
            /// Where each field stands, for the pipeline.
            $vis const ATTRIBUTES: &'static [wgpu::VertexAttribute] = &[
                $( wgpu::VertexAttribute {
                    format: wgpu::VertexFormat::$format,
                    offset: std::mem::offset_of!(Self, $field) as u64,
                    shader_location: $location,
                }, )*
            ];

            /// How the pipeline steps through a buffer of these.
            $vis const fn buffer_layout(
                step_mode: wgpu::VertexStepMode,
            ) -> wgpu::VertexBufferLayout<'static> {
                wgpu::VertexBufferLayout {
                    array_stride: size_of::<Self>() as u64,
                    step_mode,
                    attributes: Self::ATTRIBUTES,
                }
            }
        }
    };
}
