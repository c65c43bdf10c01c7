//! Where a model really runs, and a warning where that is not where it was asked to.

use std::collections::BTreeSet;

use crate::assignment::AssignedNode;
use crate::ort_text::OrtText;
use crate::provider::{Provider, ProviderChoice};

/// Which provider runs how much of a model.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placement {
    /// What was asked for.
    pub asked: ProviderChoice,
    /// The provider that the model was loaded on; the processor runs what that one does not take.
    pub provider: Provider,
    /// How many nodes each provider runs, most first, by the provider's label. Empty where ONNX
    /// Runtime does not say.
    pub nodes: Vec<(String, usize)>,
    /// What the user should see where the provider asked for took nothing or not everything.
    pub warning: Option<String>,
    /// The better providers that [`ProviderChoice::Auto`] tried in vain.
    pub passed_over: Vec<PassedOver>,
}

/// A provider that was not used, with the reason.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PassedOver {
    /// The provider.
    pub provider: Provider,
    /// Why not, in one line.
    pub reason: String,
}

impl Placement {
    pub(crate) fn new(
        asked: ProviderChoice,
        provider: Provider,
        passed_over: Vec<PassedOver>,
        assigned: Result<Vec<AssignedNode>, OrtText>,
    ) -> Self {
        let (nodes, warning) = match assigned {
            Ok(assigned) => (counts(&assigned), warning(asked, &assigned)),
            Err(text) => {
                tracing::warn!(%text, "ONNX Runtime does not say which provider runs which node");
                let warning = "ONNX Runtime does not say which provider runs which node.";
                (Vec::new(), Some(warning.to_owned()))
            }
        };
        Self {
            asked,
            provider,
            nodes,
            warning,
            passed_over,
        }
    }

    /// All nodes together.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.nodes.iter().map(|(_, count)| count).sum()
    }
}

/// The provider's label, or ONNX Runtime's name for one that this program does not know.
fn label(ort_name: &str) -> &str {
    Provider::from_ort_name(ort_name).map_or(ort_name, |provider| provider.label())
}

fn counts(assigned: &[AssignedNode]) -> Vec<(String, usize)> {
    let mut nodes: Vec<(String, usize)> = Vec::new();
    for node in assigned {
        let label = label(&node.provider);
        match nodes.iter_mut().find(|(known, _)| known == label) {
            Some((_, count)) => *count += 1,
            None => nodes.push((label.to_owned(), 1)),
        }
    }
    nodes.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    nodes
}

/// The warning where one provider was asked for and others run nodes too.
fn warning(asked: ProviderChoice, assigned: &[AssignedNode]) -> Option<String> {
    let ProviderChoice::Only(provider) = asked else {
        return None;
    };
    let elsewhere: Vec<_> = assigned
        .iter()
        .filter(|node| node.provider != provider.ort_name())
        .collect();
    if elsewhere.is_empty() {
        return None;
    }
    let (all, missed) = (assigned.len(), elsewhere.len());
    let others: BTreeSet<_> = elsewhere.iter().map(|node| label(&node.provider)).collect();
    let others = others.into_iter().collect::<Vec<_>>().join(", ");
    let asked = provider.label();
    if missed == all {
        return Some(format!(
            "{asked} took none of the {all} nodes of this model: {others} runs all of them. \
             Choose the provider \"auto\", or a model that {asked} supports."
        ));
    }
    let operators: BTreeSet<_> = elsewhere
        .iter()
        .map(|node| node.operator.as_str())
        .collect();
    let operators = operators.into_iter().collect::<Vec<_>>().join(", ");
    Some(format!(
        "{asked} runs {} of the {all} nodes of this model; {others} runs the other {missed} \
         ({operators}).",
        all - missed
    ))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn node(provider: Provider, operator: &str) -> AssignedNode {
        AssignedNode {
            provider: provider.ort_name().to_owned(),
            operator: operator.to_owned(),
        }
    }

    fn placement(asked: ProviderChoice, assigned: Vec<AssignedNode>) -> Placement {
        Placement::new(asked, Provider::Cuda, Vec::new(), Ok(assigned))
    }

    #[test]
    fn nodes_are_counted_by_provider() {
        let placement = placement(
            ProviderChoice::Auto,
            vec![
                node(Provider::Cpu, "Shape"),
                node(Provider::Cuda, "Conv"),
                node(Provider::Cuda, "Relu"),
            ],
        );
        let expected = [("CUDA".to_owned(), 2), ("CPU".to_owned(), 1)];
        assert_eq!(placement.nodes, expected);
        assert_eq!(placement.node_count(), 3);
        assert_eq!(placement.warning, None);
    }

    #[test]
    fn a_provider_that_takes_nothing_is_a_warning() {
        let asked = ProviderChoice::Only(Provider::Cuda);
        let nodes = vec![node(Provider::Cpu, "Conv"), node(Provider::Cpu, "Relu")];
        let warning = placement(asked, nodes).warning.unwrap();
        assert!(
            warning.starts_with("CUDA took none of the 2 nodes"),
            "{warning}"
        );
        assert!(warning.contains("CPU runs all"));
    }

    #[test]
    fn a_provider_that_leaves_some_names_their_operators() {
        let asked = ProviderChoice::Only(Provider::Cuda);
        let mut nodes = vec![node(Provider::Cuda, "Conv"); 5];
        nodes.extend([node(Provider::Cpu, "Shape"), node(Provider::Cpu, "Gather")]);
        let warning = placement(asked, nodes).warning.unwrap();
        assert!(warning.contains("CUDA runs 5 of the 7 nodes"), "{warning}");
        assert!(warning.contains("other 2 (Gather, Shape)"), "{warning}");
    }

    #[test]
    fn what_was_asked_for_and_got_needs_no_warning() {
        let asked = ProviderChoice::Only(Provider::Cuda);
        assert_eq!(
            placement(asked, vec![node(Provider::Cuda, "Conv")]).warning,
            None
        );
        assert_eq!(placement(asked, Vec::new()).warning, None);
    }

    #[test]
    fn an_answer_that_is_missing_is_said() {
        let unknown = Placement::new(
            ProviderChoice::Auto,
            Provider::Cpu,
            Vec::new(),
            Err(OrtText::new("not recorded")),
        );
        assert!(unknown.nodes.is_empty() && unknown.warning.is_some());
    }
}
