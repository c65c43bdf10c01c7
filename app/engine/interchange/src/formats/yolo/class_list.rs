//! The names of classes by number, in `data.yaml` and `classes.txt`.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::layout::{CLASSES_TXT, DATA_YAML};
use crate::{Class, InterchangeError, Limits, files};

/// The list of classes in a folder.
pub(super) struct ClassList {
    pub path: PathBuf,
    /// The names by number; empty where a number has no name.
    pub names: Vec<String>,
}

/// The part of `data.yaml` that is read.
#[derive(Deserialize)]
struct DataYaml {
    names: Option<Names>,
}

/// Names in a list, or by number.
struct Names(Vec<String>);

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;

        impl<'de> Visitor<'de> for Any {
            type Value = Names;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of class names, or class names by number")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut names: A) -> Result<Names, A::Error> {
                let mut list = Vec::new();
                while let Some(name) = names.next_element()? {
                    list.push(name);
                }
                Ok(Names(list))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut names: A) -> Result<Names, A::Error> {
                let mut by_number = BTreeMap::new();
                while let Some((number, name)) = names.next_entry::<u16, String>()? {
                    by_number.insert(usize::from(number), name);
                }
                let count = by_number.last_key_value().map_or(0, |(last, _)| last + 1);
                let mut list = vec![String::new(); count];
                for (number, name) in by_number {
                    list[number] = name;
                }
                Ok(Names(list))
            }
        }

        deserializer.deserialize_any(Any)
    }
}

impl ClassList {
    /// The list in a folder, or in the one above for somebody who opens `labels`. None where neither
    /// has one.
    ///
    /// # Errors
    /// When there is one that cannot be read.
    pub fn find(folder: &Path, limits: &Limits) -> Result<Option<Self>, InterchangeError> {
        for folder in [Some(folder), folder.parent()].into_iter().flatten() {
            if let Some(list) = Self::read(folder, limits)? {
                return Ok(Some(list));
            }
        }
        Ok(None)
    }

    /// The list in this very folder.
    ///
    /// # Errors
    /// When there is one that cannot be read.
    pub fn read(folder: &Path, limits: &Limits) -> Result<Option<Self>, InterchangeError> {
        for name in DATA_YAML {
            let path = folder.join(name);
            if !path.is_file() {
                continue;
            }
            let text = files::read_text(&path, limits)?;
            let yaml = serde_saphyr::from_str::<DataYaml>(&text);
            let yaml = yaml.map_err(|error| InterchangeError::Syntax {
                path: path.clone(),
                reason: error.to_string(),
            })?;
            if let Some(Names(names)) = yaml.names {
                return Ok(Some(Self { path, names }));
            }
        }
        let path = folder.join(CLASSES_TXT);
        if !path.is_file() {
            return Ok(None);
        }
        let text = files::read_text(&path, limits)?;
        let mut names: Vec<String> = text.lines().map(|line| line.trim().to_owned()).collect();
        // Empty lines at the end come from editors.
        while names.last().is_some_and(String::is_empty) {
            names.pop();
        }
        Ok(Some(Self { path, names }))
    }

    /// Whether label files that were numbered by this list mean the same under the other one, which
    /// may only have more classes.
    ///
    /// # Errors
    /// [`InterchangeError::ClassOrder`] with the first name that differs.
    pub fn agrees_with(&self, classes: &[Class]) -> Result<(), InterchangeError> {
        for (index, was) in self.names.iter().enumerate() {
            let now = classes.get(index).map_or("", |class| &class.name);
            if was != now {
                return Err(InterchangeError::ClassOrder {
                    path: self.path.clone(),
                    was: was.clone(),
                    now: now.to_owned(),
                });
            }
        }
        Ok(())
    }
}

/// Writes both lists and tells their paths.
pub(super) fn write(folder: &Path, classes: &[Class]) -> Result<[PathBuf; 2], InterchangeError> {
    let yaml = folder.join(DATA_YAML[0]);
    files::write_file(&yaml, |writer| {
        writer.write_all(data_yaml(classes).as_bytes())
    })?;
    let list = folder.join(CLASSES_TXT);
    files::write_file(&list, |writer| {
        classes.iter().try_for_each(|class| {
            let one_line = class.name.replace(['\n', '\r'], " ");
            writeln!(writer, "{one_line}")
        })
    })?;
    Ok([yaml, list])
}

fn data_yaml(classes: &[Class]) -> String {
    let mut yaml = String::from(
        "# Class numbers never change: add new classes at the end.\n\
         path: .\ntrain: images\nval: images\nnames:",
    );
    if classes.is_empty() {
        yaml.push_str(" {}");
    }
    yaml.push('\n');
    for (index, class) in classes.iter().enumerate() {
        // Writing into a text cannot fail.
        let _ = writeln!(yaml, "  {index}: {}", quoted(&class.name));
    }
    yaml
}

/// A text in double quotes, as YAML and JSON have it in common.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            // What YAML takes for a line break or forbids, though JSON does not.
            '\u{0}'..='\u{1F}'
            | '\u{7F}'..='\u{9F}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{FEFF}'
            | '\u{FFFE}'
            | '\u{FFFF}' => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(letter));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::fs;

    fn read(files: &[(&str, &str)]) -> Result<Option<Vec<String>>, InterchangeError> {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let list = ClassList::read(folder.path(), &Limits::default())?;
        Ok(list.map(|it| it.names))
    }

    #[test]
    fn lists_of_every_kind_are_read() {
        for (name, text) in [
            ("data.yaml", "names: [hole, 'dent']"),
            (
                "data.yaml",
                "path: ../x\nnc: 2\nnames:\n  0: hole\n  1: dent\n",
            ),
            ("dataset.yml", "names:\n- hole\n- dent\n"),
            ("classes.txt", "hole\r\ndent\r\n\r\n"),
        ] {
            let names = read(&[(name, text)]).unwrap().unwrap();
            assert_eq!(names, ["hole", "dent"], "{text}");
        }
        let gap = read(&[("data.yaml", "names: {2: dent}")]).unwrap().unwrap();
        assert_eq!(gap, ["", "", "dent"]);
        assert_eq!(read(&[("data.yaml", "path: x")]).unwrap(), None);
    }

    #[test]
    fn hostile_lists_are_refused() {
        let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for level in 1..12 {
            let inside = format!("*a{}, ", level - 1).repeat(10);
            bomb.push_str(&format!("a{level}: &a{level} [{inside}]\n"));
        }
        bomb.push_str("names: *a11\n");
        for text in [
            bomb.as_str(),
            "names: {4000000000: x}",
            "names: [",
            "names: {-1: x}",
        ] {
            let refused = read(&[("data.yaml", text)]);
            assert!(
                matches!(refused, Err(InterchangeError::Syntax { .. })),
                "{text}"
            );
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn names_come_back(names in proptest::collection::vec(any::<String>(), 0..5)) {
            let classes: Vec<Class> = names
                .iter()
                .map(|name| Class { name: name.clone(), ..Class::default() })
                .collect();
            prop_assert_eq!(read(&[("data.yaml", &data_yaml(&classes))]).unwrap().unwrap(), names);
        }
    }
}
