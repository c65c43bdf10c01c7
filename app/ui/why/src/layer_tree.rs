//! The layers of a model as a tree, by the parts of their names.

use std::collections::HashSet;

use explain::Layer;

/// Models with no more layers than this begin with every branch open.
const FEW_LAYERS: usize = 40;

/// A row of the tree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Row {
    /// A branch, which can be folded.
    Branch {
        /// How deep it stands.
        depth: usize,
        /// The part of the name.
        label: String,
        /// Tells it from every other branch: the row where it begins.
        id: usize,
    },
    /// A layer, by its place in the list.
    Leaf {
        /// How deep it stands.
        depth: usize,
        /// The last part of its name.
        label: String,
        /// Its place in the list.
        layer: usize,
    },
}

impl Row {
    /// How deep the row stands.
    #[must_use]
    pub fn depth(&self) -> usize {
        match self {
            Self::Branch { depth, .. } | Self::Leaf { depth, .. } => *depth,
        }
    }
}

/// The layers of a model in the order in which they are computed, branched by the parts of their
/// names between slashes, such as `/features/block4/conv2/Conv_output_0`.
#[derive(Default, Debug)]
pub struct LayerTree {
    rows: Vec<Row>,
    open: HashSet<usize>,
}

impl LayerTree {
    /// The tree of some layers.
    #[must_use]
    pub fn new(layers: &[Layer]) -> Self {
        let mut rows = Vec::new();
        let mut path: Vec<&str> = Vec::new();
        for (place, layer) in layers.iter().enumerate() {
            let mut parts: Vec<&str> = layer.name.split('/').filter(|it| !it.is_empty()).collect();
            let label = parts.pop().unwrap_or_default().to_owned();
            let shared = path
                .iter()
                .zip(&parts)
                .take_while(|(open, part)| open == part)
                .count();
            path.truncate(shared);
            for part in &parts[shared..] {
                rows.push(Row::Branch {
                    depth: path.len(),
                    label: (*part).to_owned(),
                    id: rows.len(),
                });
                path.push(part);
            }
            rows.push(Row::Leaf {
                depth: path.len(),
                label,
                layer: place,
            });
        }
        let is_small = layers.len() <= FEW_LAYERS;
        let open = (0..rows.len()).filter(|_| is_small).collect();
        Self { rows, open }
    }

    /// Whether a branch is open.
    #[must_use]
    pub fn is_open(&self, id: usize) -> bool {
        self.open.contains(&id)
    }

    /// Opens a branch that is folded, and the other way round.
    pub fn toggle(&mut self, id: usize) {
        if !self.open.remove(&id) {
            self.open.insert(id);
        }
    }

    /// The rows that are not inside a folded branch.
    #[must_use]
    pub fn visible(&self) -> Vec<&Row> {
        let mut folded_at = None;
        let rows = self.rows.iter();
        rows.filter(|row| {
            if folded_at.is_some_and(|depth| row.depth() > depth) {
                return false;
            }
            folded_at = match row {
                Row::Branch { depth, id, .. } if !self.is_open(*id) => Some(*depth),
                _ => None,
            };
            true
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use explain::LayerKind;

    use super::*;

    fn tree(names: &[&str]) -> LayerTree {
        let layers: Vec<Layer> = names
            .iter()
            .map(|name| Layer {
                name: (*name).to_owned(),
                operator: "Relu".to_owned(),
                dims: Vec::new(),
                kind: LayerKind::Maps,
            })
            .collect();
        LayerTree::new(&layers)
    }

    fn texts(tree: &LayerTree) -> Vec<String> {
        let rows = tree.visible().into_iter();
        rows.map(|row| match row {
            Row::Branch { depth, label, .. } => format!("{}{label}/", " ".repeat(*depth)),
            Row::Leaf { depth, label, .. } => format!("{}{label}", " ".repeat(*depth)),
        })
        .collect()
    }

    #[test]
    fn names_branch_at_their_slashes_in_the_order_of_the_model() {
        let tree = tree(&["x", "/a/conv/out", "/a/relu/out", "/b/out", "/a/late"]);
        let expected = [
            "x", "a/", " conv/", "  out", " relu/", "  out", "b/", " out", "a/", " late",
        ];
        assert_eq!(texts(&tree), expected);
    }

    #[test]
    fn a_folded_branch_hides_what_is_in_it() {
        let mut tree = tree(&["/a/conv/out", "/a/relu/out", "/b/out"]);
        tree.toggle(1);
        assert_eq!(
            texts(&tree),
            ["a/", " conv/", " relu/", "  out", "b/", " out"]
        );
        tree.toggle(0);
        assert_eq!(texts(&tree), ["a/", "b/", " out"]);
        tree.toggle(0);
        assert_eq!(texts(&tree).len(), 6);
    }

    #[test]
    fn many_layers_begin_folded() {
        let names: Vec<String> = (0..100)
            .map(|it| format!("/block{}/{it}", it / 10))
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        assert_eq!(texts(&tree(&names)).len(), 10);
    }
}
