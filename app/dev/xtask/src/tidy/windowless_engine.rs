//! The engine works with the window closed.

use super::crates::Floor;
use super::tree::Tree;
use super::{Rule, Violation};

/// No window library in an engine crate's tree.
pub const RULE: Rule = Rule {
    text: "The engine works with the window closed: egui, eframe, winit and wgpu are in no engine \
           crate's dependency tree, tests included. What needs them stands in app/ui.",
    check,
};

const WINDOW_LIBRARIES: [&str; 4] = ["eframe", "egui", "wgpu", "winit"];

fn check(tree: &Tree) -> Vec<Violation> {
    let mut violations = Vec::new();
    for engine in tree.crates.iter().filter(|c| c.floor == Floor::Engine) {
        for library in WINDOW_LIBRARIES {
            if let Some(way) = engine.tree.get(library) {
                let way = format!("{} → {}", engine.name, way.join(" → "));
                violations.push(Violation::new(engine.manifest(), way));
            }
        }
    }
    violations
}

#[cfg(test)]
mod tests {
    use super::super::crates::Crate;
    use super::*;

    #[test]
    fn a_window_library_is_found_below_another() {
        let mut imaging = Crate::made_up("app/engine/imaging", &["viewer"]);
        let way = ["viewer", "egui"].map(str::to_owned).to_vec();
        imaging.tree.insert("egui".to_owned(), way);
        let tree = Tree {
            files: Vec::new(),
            crates: vec![imaging, Crate::made_up("app/ui/canvas", &["egui"])],
        };
        let violations = check(&tree);
        assert_eq!(violations.len(), 1);
        assert_eq!(violations[0].what, "imaging → viewer → egui");
    }
}
