//! What ONNX Runtime says about a model that does not load, sorted into what a user can do.
//!
//! ONNX Runtime gives codes that are too coarse, so the sorting goes by its texts. A text that is
//! not known falls back to a general problem, and the text itself is always kept as the detail.

use ort::ErrorCode;

/// Why a model does not load. Each reads as "what it is. What to do".
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ModelProblem {
    /// There is nothing at the path.
    #[error("there is no such file. Check its name and folder")]
    Missing,
    /// The path leads to a folder or something else that is no file.
    #[error("it is not a file. Name the .onnx file itself")]
    NotAFile,
    /// The file cannot be looked at or opened.
    #[error("it cannot be read ({0}). Check the permissions of the file and its folder")]
    Unreadable(String),
    /// The file has no bytes.
    #[error("the file is empty. Copy or download it again")]
    Empty,
    /// The file is no ONNX model, or a part of one.
    #[error(
        "the file is cut short or is not an ONNX model. Copy or download it again and compare \
         its size"
    )]
    Corrupt,
    /// ONNX Runtime does not know an operator.
    #[error(
        "it uses the operator {operator}{}, which this ONNX Runtime does not know. Export it \
         again with standard ONNX operators, or use a newer ONNX Runtime (--onnxruntime)",
        at_node(.node.as_deref())
    )]
    UnknownOperator {
        /// The operator, with its domain in front where that is not ONNX's own.
        operator: String,
        /// Name of the node, where it has one.
        node: Option<String>,
    },
    /// ONNX Runtime knows an operator but cannot compute it for the element type used.
    #[error(
        "it uses the operator {operator}{} with an element type that this ONNX Runtime cannot \
         compute. Convert the model to float32, or choose another provider",
        at_node(.node.as_deref())
    )]
    NoKernel {
        /// The operator.
        operator: String,
        /// Name of the node, where it has one.
        node: Option<String>,
    },
    /// The operator set is newer than the library.
    #[error(
        "it is written in operator set {opset}, which is newer than this ONNX Runtime. Export it \
         again with an older operator set (17 suits), or use a newer ONNX Runtime (--onnxruntime)"
    )]
    OpsetTooNew {
        /// Version of the operator set.
        opset: u32,
    },
    /// The file format is newer than the library.
    #[error(
        "its file format has version {version}, and this ONNX Runtime reads up to {newest}. \
         Export it again with an older ONNX, or use a newer ONNX Runtime (--onnxruntime)"
    )]
    FormatTooNew {
        /// Version of the format.
        version: u32,
        /// Newest version that the library reads.
        newest: u32,
    },
    /// A file with weights is missing.
    #[error(
        "some of its weights (\"{tensor}\" first) are in another file, which is missing{}. Put \
         that file into the folder of the model", named(.file.as_deref())
    )]
    WeightsMissing {
        /// The first tensor without values.
        tensor: String,
        /// The file that is missing, where it is named.
        file: Option<String>,
    },
    /// A file with weights is too short or unreadable.
    #[error(
        "the file with the weights \"{tensor}\" is cut short or belongs to another model. Copy or \
         download both files again"
    )]
    WeightsDamaged {
        /// The first tensor that cannot be read.
        tensor: String,
    },
    /// A file with weights is outside the folder of the model, which is never read.
    #[error(
        "its weights \"{tensor}\" are said to be outside the folder of the model, which is \
         refused for safety. Export it again with the weights beside it"
    )]
    WeightsOutside {
        /// The first such tensor.
        tensor: String,
    },
    /// The graph contradicts itself.
    #[error("its graph is not valid{}. Check it with onnx.checker and export it again",
            at_node(.node.as_deref()))]
    InvalidGraph {
        /// Name of the node, where one is named.
        node: Option<String>,
    },
    /// Memory ran out.
    #[error("there is not enough memory for it. Close other programs")]
    OutOfMemory,
    /// Anything else.
    #[error("ONNX Runtime refuses it. The details say why")]
    Refused,
}

impl ModelProblem {
    /// Sorts the code and text that ONNX Runtime gave.
    pub(crate) fn from_ort(code: ErrorCode, text: &str) -> Self {
        Self::of_operator(text)
            .or_else(|| Self::of_version(text))
            .or_else(|| Self::of_weights(text))
            .unwrap_or_else(|| Self::of_code(code, text))
    }

    fn of_operator(text: &str) -> Option<Self> {
        // In Node, ("node_7", Zorp, "", -1) : … Error No Op registered for Zorp with domain_version
        if let Some(operator) = between(text, "No Op registered for ", " with") {
            let node = between(text, "In Node, (\"", "\"").and_then(not_empty);
            return Some(Self::UnknownOperator {
                operator: operator.to_owned(),
                node,
            });
        }
        // Fatal error: com.acme:Zorp(-1) is not a registered function/op
        if text.contains("is not a registered function/op") {
            let operator = between(text, "Fatal error: ", "(")?;
            return Some(Self::UnknownOperator {
                operator: operator.to_owned(),
                node: None,
            });
        }
        // Could not find an implementation for BitShift(11) node with name 'node_7'
        let operator = between(text, "Could not find an implementation for ", "(")?;
        Some(Self::NoKernel {
            operator: operator.to_owned(),
            node: between(text, "with name '", "'").and_then(not_empty),
        })
    }

    fn of_version(text: &str) -> Option<Self> {
        // … Opset 99 is under development and support for this is limited.
        if let Some(opset) = between(text, "Opset ", " is under development") {
            let opset = opset.parse().ok()?;
            return Some(Self::OpsetTooNew { opset });
        }
        // Unsupported model IR version: 99, max supported IR version: 13
        let version = between(text, "Unsupported model IR version: ", ",")?;
        let (_, newest) = text.split_once("max supported IR version: ")?;
        let digits = newest.find(|c: char| !c.is_ascii_digit());
        Some(Self::FormatTooNew {
            version: version.parse().ok()?,
            newest: newest[..digits.unwrap_or(newest.len())].parse().ok()?,
        })
    }

    fn of_weights(text: &str) -> Option<Self> {
        // External data path validation failed for initializer: W. Error: …
        // External initializer: W offset: 0 size to read: 64 given file_length: 4 are out of bounds
        let tensor = between(text, "failed for initializer: ", ". Error")
            .or_else(|| between(text, "External initializer: ", " offset"))?
            .to_owned();
        Some(if text.contains("path does not exist") {
            Self::WeightsMissing {
                tensor,
                file: between(text, "does not exist: \"", "\"").map(str::to_owned),
            }
        } else if text.contains("escapes") || text.contains("Absolute path") {
            Self::WeightsOutside { tensor }
        } else {
            Self::WeightsDamaged { tensor }
        })
    }

    fn of_code(code: ErrorCode, text: &str) -> Self {
        match code {
            _ if is_out_of_memory(text) => Self::OutOfMemory,
            ErrorCode::InvalidProtobuf => Self::Corrupt,
            _ if text.contains("No graph was found") => Self::Corrupt,
            ErrorCode::InvalidGraph => Self::InvalidGraph {
                node: node_in(text),
            },
            _ if ["nvalid model", "Type Error", "ShapeInferenceError"]
                .iter()
                .any(|sign| text.contains(sign)) =>
            {
                Self::InvalidGraph {
                    node: node_in(text),
                }
            }
            _ => Self::Refused,
        }
    }
}

/// Whether a text of ONNX Runtime is about memory that could not be had.
pub(crate) fn is_out_of_memory(text: &str) -> bool {
    [
        "Failed to allocate memory",
        "bad allocation",
        "std::bad_alloc",
    ]
    .iter()
    .any(|sign| text.contains(sign))
}

/// The node that a text about an invalid graph names.
fn node_in(text: &str) -> Option<String> {
    between(text, "in node (", ")")
        .or_else(|| between(text, "Node (", ")"))
        .or_else(|| between(text, "In Node, (\"", "\""))
        .and_then(not_empty)
}

/// The part of `text` between two marks, the first of each.
pub(crate) fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(start)?;
    rest.split_once(end).map(|(found, _)| found)
}

pub(crate) fn not_empty(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn at_node(node: Option<&str>) -> String {
    node.map_or_else(String::new, |node| format!(" (node \"{node}\")"))
}

fn named(file: Option<&str>) -> String {
    file.map_or_else(String::new, |file| format!(" ({file})"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn operators_are_named_with_their_node() {
        let text = "This is an invalid model. In Node, (\"node_7\", Zorp, \"\", -1) : (\"x\": \
                    tensor(float),) -> (\"y\": tensor(float),) , Error No Op registered for Zorp \
                    with domain_version of 17";
        let problem = ModelProblem::from_ort(ErrorCode::InvalidGraph, text);
        let message = problem.to_string();
        assert!(
            message.contains("operator Zorp (node \"node_7\")"),
            "{message}"
        );

        let text = "Fatal error: com.acme:Zorp(-1) is not a registered function/op";
        let problem = ModelProblem::from_ort(ErrorCode::GenericFailure, text);
        assert!(problem.to_string().contains("operator com.acme:Zorp,"));

        let text = "Could not find an implementation for BitShift(11) node with name ''";
        let problem = ModelProblem::from_ort(ErrorCode::NotImplemented, text);
        let (operator, node) = ("BitShift".to_owned(), None);
        assert_eq!(problem, ModelProblem::NoKernel { operator, node });
    }

    #[test]
    fn versions_are_read_from_the_text() {
        let text = "failed:x.h:46 void f() ONNX Runtime only *guarantees* support for models \
                    stamped with official released onnx opset versions. Opset 99 is under \
                    development and support for this is limited.";
        let problem = ModelProblem::from_ort(ErrorCode::GenericFailure, text);
        assert_eq!(problem, ModelProblem::OpsetTooNew { opset: 99 });

        let text = "Unsupported model IR version: 99, max supported IR version: 13\n";
        let problem = ModelProblem::from_ort(ErrorCode::GenericFailure, text);
        let (version, newest) = (99, 13);
        assert_eq!(problem, ModelProblem::FormatTooNew { version, newest });
    }

    #[test]
    fn weights_outside_the_folder_are_told_from_missing_ones() {
        let head = "External data path validation failed for initializer: W. Error: ";
        let of = |tail: &str| {
            ModelProblem::from_ort(ErrorCode::GenericFailure, &format!("{head}{tail}"))
        };
        let tensor = || "W".to_owned();
        assert_eq!(
            of("x.cc:461 External data path does not exist: \"/m/w.bin\""),
            ModelProblem::WeightsMissing {
                tensor: tensor(),
                file: Some("/m/w.bin".to_owned())
            }
        );
        let outside = ModelProblem::WeightsOutside { tensor: tensor() };
        assert_eq!(of("External data path escapes model directory."), outside);
        assert_eq!(of("Absolute path not allowed for external data"), outside);
        assert_eq!(of("?"), ModelProblem::WeightsDamaged { tensor: tensor() });
    }

    #[test]
    fn an_unknown_text_is_still_a_message() {
        let problem = ModelProblem::from_ort(ErrorCode::GenericFailure, "something new");
        assert_eq!(problem, ModelProblem::Refused);
        let memory = "Failed to allocate memory for requested buffer of size 80";
        let problem = ModelProblem::from_ort(ErrorCode::GenericFailure, memory);
        assert_eq!(problem, ModelProblem::OutOfMemory);
    }
}
