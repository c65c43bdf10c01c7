//! Which provider ONNX Runtime gave each node to: the one question about a session that `ort` has
//! no safe function for.

use std::ffi::{CStr, c_char};
use std::ptr;
use std::slice;

use ort::AsPointer;
use ort::session::Session;
use ort::sys::{OrtEpAssignedNode, OrtEpAssignedSubgraph, OrtStatusPtr};

use crate::ort_text::OrtText;

/// The session setting without which nothing is recorded.
pub(crate) const RECORD_SETTING: (&str, &str) = ("session.record_ep_graph_assignment_info", "1");

/// One node of the graph as it is run, after the graph was simplified.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct AssignedNode {
    /// ONNX Runtime's name of the provider.
    pub(crate) provider: String,
    /// The operator, such as `Conv`.
    pub(crate) operator: String,
}

/// Every node with its provider. The session must have been made with [`RECORD_SETTING`].
pub(crate) fn assigned_nodes(session: &Session) -> Result<Vec<AssignedNode>, OrtText> {
    let api = ort::api();
    let mut subgraphs: *const *const OrtEpAssignedSubgraph = ptr::null();
    let mut subgraph_count = 0;
    // SAFETY: the session is alive, and both results are written before they are read. The array
    // and everything below it belong to the session, which outlives this function.
    let subgraphs = unsafe {
        check((api.Session_GetEpGraphAssignmentInfo)(
            session.ptr(),
            &raw mut subgraphs,
            &raw mut subgraph_count,
        ))?;
        items(subgraphs, subgraph_count)
    };
    let mut assigned = Vec::new();
    for &subgraph in subgraphs {
        let mut nodes: *const *const OrtEpAssignedNode = ptr::null();
        let mut node_count = 0;
        // SAFETY: the subgraph comes from the array above and is alive with the session; its nodes
        // and names are too.
        let (provider, nodes) = unsafe {
            check((api.EpAssignedSubgraph_GetNodes)(
                subgraph,
                &raw mut nodes,
                &raw mut node_count,
            ))?;
            let provider = text(|out| (api.EpAssignedSubgraph_GetEpName)(subgraph, out))?;
            (provider, items(nodes, node_count))
        };
        for &node in nodes {
            // SAFETY: as above, for the node.
            let operator = unsafe { text(|out| (api.EpAssignedNode_GetOperatorType)(node, out))? };
            assigned.push(AssignedNode {
                provider: provider.clone(),
                operator,
            });
        }
    }
    Ok(assigned)
}

/// The elements of an array of ONNX Runtime's, which is null when it is empty.
///
/// # Safety
/// `array` is null, or points to `count` elements that live as long as `'a`.
unsafe fn items<'a, T>(array: *const T, count: usize) -> &'a [T] {
    if array.is_null() {
        &[]
    } else {
        // SAFETY: promised by the caller.
        unsafe { slice::from_raw_parts(array, count) }
    }
}

/// A copy of the text that a function of ONNX Runtime points out.
///
/// # Safety
/// Where `ask` succeeds, it leaves null or a text that ends with a null byte and is alive until
/// this function returns.
unsafe fn text(ask: impl FnOnce(*mut *const c_char) -> OrtStatusPtr) -> Result<String, OrtText> {
    let mut pointer: *const c_char = ptr::null();
    check(ask(&raw mut pointer))?;
    if pointer.is_null() {
        return Ok(String::new());
    }
    // SAFETY: promised by the caller.
    Ok(unsafe { CStr::from_ptr(pointer) }
        .to_string_lossy()
        .into_owned())
}

/// Turns a status that a function of ONNX Runtime returned into a result.
fn check(status: OrtStatusPtr) -> Result<(), OrtText> {
    // SAFETY: every caller passes a status straight from ONNX Runtime, and nobody else uses it.
    unsafe { ort::Error::result_from_status(status) }.map_err(OrtText::new)
}
