//! Between this crate's types and those of `ort`.

use std::fmt::Debug;

use ndarray::ArrayD;
use ort::session::SessionInputValue;
use ort::value::{
    DynValue, Outlet, PrimitiveTensorElementType, Tensor as OrtTensor, TensorElementType,
    TensorRef, ValueType,
};

use crate::element::ElementKind;
use crate::spec::TensorSpec;
use crate::tensor::{Tensor, with_numbers};

/// The element type; `None` for one that a [`Tensor`] cannot hold.
fn element_kind(element: TensorElementType) -> Option<ElementKind> {
    Some(match element {
        TensorElementType::Float32 => ElementKind::F32,
        TensorElementType::Float64 => ElementKind::F64,
        TensorElementType::Float16 => ElementKind::F16,
        TensorElementType::Int8 => ElementKind::I8,
        TensorElementType::Uint8 => ElementKind::U8,
        TensorElementType::Int16 => ElementKind::I16,
        TensorElementType::Uint16 => ElementKind::U16,
        TensorElementType::Int32 => ElementKind::I32,
        TensorElementType::Uint32 => ElementKind::U32,
        TensorElementType::Int64 => ElementKind::I64,
        TensorElementType::Uint64 => ElementKind::U64,
        TensorElementType::Bool => ElementKind::Bool,
        TensorElementType::String => ElementKind::Text,
        _ => return None,
    })
}

/// The description of an input or output, or what it is where that is no tensor of a type that
/// can be held.
pub(crate) fn spec(outlet: &Outlet) -> Result<TensorSpec, String> {
    let unsupported = || outlet.dtype().to_string();
    let ValueType::Tensor {
        ty,
        shape,
        dimension_symbols,
    } = outlet.dtype()
    else {
        return Err(unsupported());
    };
    Ok(TensorSpec {
        name: outlet.name().to_owned(),
        element: element_kind(*ty).ok_or_else(unsupported)?,
        dims: shape
            .iter()
            .map(|size| (*size >= 0).then_some(*size))
            .collect(),
        dim_names: dimension_symbols
            .iter()
            .map(|name| (!name.is_empty()).then(|| name.clone()))
            .collect(),
    })
}

/// The tensor as an input of a session. Numbers in row-major order are lent, others copied.
pub(crate) fn to_ort(tensor: &Tensor) -> ort::Result<SessionInputValue<'_>> {
    with_numbers!(tensor, array => numbers_to_ort(array), array => {
        Ok(OrtTensor::from_string_array(&array.as_standard_layout())?.into())
    })
}

fn numbers_to_ort<T>(array: &ArrayD<T>) -> ort::Result<SessionInputValue<'_>>
where
    T: PrimitiveTensorElementType + Clone + Debug + 'static,
{
    Ok(if array.is_standard_layout() {
        TensorRef::from_array_view(array)?.into()
    } else {
        OrtTensor::from_array(array.clone())?.into()
    })
}

/// A copy of an output; `None` where it is no tensor of a type that can be held.
pub(crate) fn from_ort(value: &DynValue) -> Option<ort::Result<Tensor>> {
    let kind = element_kind(value.dtype().tensor_type()?)?;
    Some(copy_from_ort(value, kind))
}

fn copy_from_ort(value: &DynValue, kind: ElementKind) -> ort::Result<Tensor> {
    fn numbers<T: PrimitiveTensorElementType + Clone>(value: &DynValue) -> ort::Result<ArrayD<T>> {
        Ok(value.try_extract_array::<T>()?.into_owned())
    }
    Ok(match kind {
        ElementKind::F32 => Tensor::F32(numbers(value)?),
        ElementKind::F64 => Tensor::F64(numbers(value)?),
        ElementKind::F16 => Tensor::F16(numbers(value)?),
        ElementKind::I8 => Tensor::I8(numbers(value)?),
        ElementKind::U8 => Tensor::U8(numbers(value)?),
        ElementKind::I16 => Tensor::I16(numbers(value)?),
        ElementKind::U16 => Tensor::U16(numbers(value)?),
        ElementKind::I32 => Tensor::I32(numbers(value)?),
        ElementKind::U32 => Tensor::U32(numbers(value)?),
        ElementKind::I64 => Tensor::I64(numbers(value)?),
        ElementKind::U64 => Tensor::U64(numbers(value)?),
        ElementKind::Bool => Tensor::Bool(numbers(value)?),
        ElementKind::Text => Tensor::Text(value.try_extract_string_array()?),
    })
}
