//! The XML that label formats use: elements with attributes and text, no entities of their own.

mod read;
mod write;

pub(crate) use read::{Document, Element};
pub(crate) use write::{XmlWriter, is_storable};
