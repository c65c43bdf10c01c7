//! Between the element types of graphs and those of values.

use graph::messages::DataType;
use runtime::ElementKind;

/// The type as graphs write it.
pub(crate) fn data_type(element: ElementKind) -> DataType {
    match element {
        ElementKind::F32 => DataType::Float,
        ElementKind::F64 => DataType::Double,
        ElementKind::F16 => DataType::Float16,
        ElementKind::I8 => DataType::Int8,
        ElementKind::U8 => DataType::Uint8,
        ElementKind::I16 => DataType::Int16,
        ElementKind::U16 => DataType::Uint16,
        ElementKind::I32 => DataType::Int32,
        ElementKind::U32 => DataType::Uint32,
        ElementKind::I64 => DataType::Int64,
        ElementKind::U64 => DataType::Uint64,
        ElementKind::Bool => DataType::Bool,
        ElementKind::Text => DataType::String,
    }
}

/// The type as values have it; none for one that no value can have.
pub(crate) fn element_kind(data_type: DataType) -> Option<ElementKind> {
    ElementKind::ALL
        .into_iter()
        .find(|kind| self::data_type(*kind) == data_type)
}
