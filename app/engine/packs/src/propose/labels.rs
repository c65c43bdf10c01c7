//! Names of the classes, from the model's metadata.

use std::collections::BTreeMap;

use graph::OnnxFile;

use super::Guesses;

/// Metadata keys under which exporters keep the names of classes.
const KEYS: [&str; 8] = [
    "labels",
    "names",
    "classes",
    "class_names",
    "label_names",
    "categories",
    "id2label",
    "vocab",
];

/// The labels, or none where the model does not tell.
pub(super) fn guess(file: &OnnxFile, classes: Option<u64>, guesses: &mut Guesses) -> Vec<String> {
    let metadata = file.metadata();
    let stated = KEYS.iter().find_map(|key| {
        let labels = parse(metadata.get(key)?)?;
        Some((*key, labels))
    });
    match (stated, classes) {
        (Some((key, labels)), Some(count)) if labels.len() as u64 != count => {
            let reason = format!(
                "the metadata {key:?} has {} names, but the output has {count} classes",
                labels.len()
            );
            guesses.note("labels", "none", reason);
            Vec::new()
        }
        (Some((key, labels)), _) => {
            let reason = format!("the model's metadata has them under {key:?}");
            guesses.note("labels", format!("{} names", labels.len()), reason);
            labels
        }
        (None, Some(count)) => {
            let reason = format!("the model does not name its {count} classes");
            guesses.note("labels", "none", reason);
            Vec::new()
        }
        (None, None) => Vec::new(),
    }
}

/// Reads a list in JSON, a dictionary from number to name in JSON or in Python, or names separated
/// by line ends or commas.
fn parse(text: &str) -> Option<Vec<String>> {
    let text = text.trim();
    let labels = if text.starts_with('[') || text.starts_with('{') {
        let json = serde_json::from_str(text)
            .or_else(|_| serde_json::from_str(&json_of_python(text)))
            .ok()?;
        labels_of_json(&json)?
    } else {
        let separator = if text.contains('\n') { '\n' } else { ',' };
        text.split(separator)
            .map(|label| label.trim().to_owned())
            .collect()
    };
    (labels.len() > 1 && labels.iter().all(|label| !label.is_empty())).then_some(labels)
}

fn labels_of_json(json: &serde_json::Value) -> Option<Vec<String>> {
    let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
    match json {
        serde_json::Value::Array(values) => values.iter().map(text).collect(),
        serde_json::Value::Object(entries) => {
            let numbered: BTreeMap<usize, String> = entries
                .iter()
                .map(|(key, value)| Some((key.parse().ok()?, text(value)?)))
                .collect::<Option<_>>()?;
            let without_gaps = numbered.keys().copied().eq(0..numbered.len());
            without_gaps.then(|| numbered.into_values().collect())
        }
        _ => None,
    }
}

/// A Python list or dictionary of texts as JSON: quotes become double, numbers that are keys
/// become texts.
fn json_of_python(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 16);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            quote @ ('\'' | '"') => {
                json.push('"');
                while let Some(inner) = characters.next() {
                    match inner {
                        _ if inner == quote => break,
                        '"' => json.push_str("\\\""),
                        // A quote that Python had to escape needs no escape in JSON.
                        '\\' if characters.peek() == Some(&'\'') => {
                            json.extend(characters.next());
                        }
                        '\\' => {
                            json.push('\\');
                            json.extend(characters.next());
                        }
                        _ => json.push(inner),
                    }
                }
                json.push('"');
            }
            digit if digit.is_ascii_digit() => {
                json.push('"');
                json.push(digit);
                while let Some(next) = characters.next_if(char::is_ascii_digit) {
                    json.push(next);
                }
                json.push('"');
            }
            other => json.push(other),
        }
    }
    json
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_come_in_many_spellings() {
        let expected = Some(vec!["cat".to_owned(), "d'og".to_owned()]);
        for text in [
            "cat,d'og",
            " cat\nd'og ",
            r#"["cat", "d'og"]"#,
            r#"{"1": "d'og", "0": "cat"}"#,
            r#"{0: 'cat', 1: "d'og"}"#,
            r"{0: 'cat', 1: 'd\'og'}",
            r#"['cat', "d'og"]"#,
        ] {
            assert_eq!(parse(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_list_of_labels_is_not_taken_for_one() {
        for text in [
            "",
            "a",
            "{1: 'a', 2: 'b'}",
            "[1, 2]",
            "a,,b",
            "{'x': 'y'}",
            "{0: 'a",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
