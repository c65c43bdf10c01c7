//! One reader for each folder of data.

use super::crates::Floor;
use super::tree::Tree;
use super::{Rule, Violation};

/// A folder of data is read in one place.
pub const RULE: Rule = Rule {
    text: "Each folder of data has one reader: shaders/ is read by gpu, models/ by packs, \
           resources/ by workbench. Ask the reader for what is inside.",
    check,
};

const READERS: [(&str, &str); 3] = [
    ("shaders", "gpu"),
    ("models", "packs"),
    ("resources", "workbench"),
];

fn check(tree: &Tree) -> Vec<Violation> {
    let mut violations = Vec::new();
    let readers = tree.crates.iter().filter(|c| c.floor != Floor::Dev);
    for crate_ in readers {
        let sources = format!("{}/src/", crate_.dir);
        let files = tree.rust_files();
        for file in files.filter(|f| f.path.starts_with(&sources) && !f.is_test()) {
            for (number, line) in file.code_lines() {
                for (folder, reader) in READERS {
                    if crate_.name != reader && names_file_in(line, folder) {
                        let place = format!("{}:{number}", file.path);
                        violations.push(Violation::new(place, line.trim()));
                    }
                }
            }
        }
    }
    violations
}

/// Whether a string in the line is a path into the folder.
fn names_file_in(line: &str, folder: &str) -> bool {
    ['"', '/']
        .iter()
        .any(|before| line.contains(&format!("{before}{folder}/")))
}

#[cfg(test)]
mod tests {
    use super::super::crates::Crate;
    use super::*;

    #[test]
    fn a_second_reader_is_found() {
        let line =
            "//! About.\nconst A: &str = include_str!(\"../../../../shaders/picture.wgsl\");\n";
        let mut tree = Tree::made_up([
            ("app/ui/gpu/src/shaders.rs", line),
            ("app/ui/canvas/src/lib.rs", line),
            ("app/ui/canvas/src/pictures/tests.rs", line),
            ("app/ui/canvas/tests/pictures.rs", line),
        ]);
        tree.crates = vec![
            Crate::made_up("app/ui/gpu", &[]),
            Crate::made_up("app/ui/canvas", &[]),
        ];
        let violations = check(&tree);
        assert_eq!(violations.len(), 1);
        assert_eq!(violations[0].place, "app/ui/canvas/src/lib.rs:2");
    }

    #[test]
    fn a_module_of_that_name_is_no_folder() {
        assert!(!names_file_in("use crate::models::Model;", "models"));
    }
}
