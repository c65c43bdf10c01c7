//! JSON as label tools write it.

use std::borrow::Cow;
use std::path::Path;

use serde::Deserialize;

use crate::{Format, InterchangeError};

/// Words that Python writes for numbers that JSON does not have.
const NO_NUMBERS: [&str; 3] = ["-Infinity", "Infinity", "NaN"];

/// The text with `null` for what Python writes instead of a finite number, so that one bad coordinate
/// costs one label and not the file.
pub(crate) fn without_nan(text: &str) -> Cow<'_, str> {
    if !NO_NUMBERS.iter().any(|word| text.contains(word)) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    let mut in_string = false;
    while let Some(letter) = rest.chars().next() {
        let word = NO_NUMBERS.iter().find(|word| rest.starts_with(**word));
        let length = match (in_string, letter, word) {
            (false, _, Some(word)) => {
                clean.push_str("null");
                rest = &rest[word.len()..];
                continue;
            }
            // What follows a backslash in a string does not end it.
            (true, '\\', _) => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            (_, '"', _) => {
                in_string = !in_string;
                1
            }
            (_, letter, _) => letter.len_utf8(),
        };
        clean.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    Cow::Owned(clean)
}

/// The value that a file of a format holds.
///
/// # Errors
/// [`InterchangeError::Syntax`] for text that is no JSON, and [`InterchangeError::OtherFormat`] for JSON
/// that holds something else.
pub(crate) fn parse<'t, T: Deserialize<'t>>(
    path: &Path,
    format: Format,
    text: &'t str,
) -> Result<T, InterchangeError> {
    serde_json::from_str(text).map_err(|error| {
        let (path, reason) = (path.to_owned(), error.to_string());
        if error.is_data() {
            InterchangeError::OtherFormat {
                path,
                format,
                reason,
            }
        } else {
            InterchangeError::Syntax { path, reason }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_are_replaced() {
        let text = r#"{"NaN \" NaN": [NaN, -Infinity, 1, "Infinity", "ä\\"], "b": Infinity}"#;
        let clean = r#"{"NaN \" NaN": [null, null, 1, "Infinity", "ä\\"], "b": null}"#;
        assert_eq!(without_nan(text), clean);
        assert!(matches!(without_nan("[1]"), Cow::Borrowed(_)));
    }
}
