//! From text to manifest, with every problem named.

use std::path::Path;
use std::sync::OnceLock;

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;
use serde::Deserialize;

use super::{Manifest, SCHEMA_VERSION};
use crate::error::PackError;

impl Manifest {
    /// Reads a manifest's text. `path` is where it stands, for messages.
    ///
    /// # Errors
    /// When the text is no TOML, follows newer rules, or breaks these; then every broken rule that
    /// the schema can name is in the error.
    pub fn parse(text: &str, path: &Path) -> Result<Self, PackError> {
        let wrong = |problems| PackError::Manifest {
            path: path.to_owned(),
            problems,
        };
        let table: toml::Table = text
            .parse()
            .map_err(|error| wrong(vec![located(text, &error)]))?;
        if let Some(found) = table.get("schema").and_then(toml::Value::as_integer)
            && found > i64::from(SCHEMA_VERSION)
        {
            return Err(PackError::Newer {
                path: path.to_owned(),
                found,
            });
        }
        let value = toml::Value::Table(table);
        serde_path_to_error::deserialize(value.clone()).map_err(|error| {
            let first = place(&error.path().to_string(), error.inner().message());
            wrong(broken_rules(value, first))
        })
    }

    /// The manifest as TOML text.
    #[must_use]
    pub fn to_toml(&self) -> String {
        toml::to_string_pretty(self).expect("a manifest has only what TOML can hold")
    }
}

/// The JSON schema of `pack.toml`, as published in `models/pack.schema.json`.
#[must_use]
pub fn manifest_schema() -> serde_json::Value {
    schemars::schema_for!(Manifest).to_value()
}

/// Every rule of the schema that the manifest breaks, or `first` where the schema finds none.
fn broken_rules(manifest: toml::Value, first: String) -> Vec<String> {
    static SCHEMA: OnceLock<jsonschema::Validator> = OnceLock::new();
    let schema = SCHEMA.get_or_init(|| {
        jsonschema::validator_for(&manifest_schema()).expect("schemars writes valid schemas")
    });
    let Ok(manifest) = serde_json::Value::deserialize(manifest) else {
        return vec![first];
    };
    let problems: Vec<String> = schema
        .iter_errors(&manifest)
        .flat_map(|error| told(&error))
        .collect();
    if problems.is_empty() {
        vec![first]
    } else {
        problems
    }
}

/// A broken rule in words. Where a value may be of several kinds and is clearly meant to be of one
/// of them, what it breaks of that kind.
fn told(error: &ValidationError<'_>) -> Vec<String> {
    let instance = error.instance_path().to_string();
    let message = match error.kind() {
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            let is_meant = |kind: &&Vec<ValidationError<'_>>| {
                !kind.iter().any(|inner| {
                    let is_other_kind = matches!(
                        inner.kind(),
                        ValidationErrorKind::Type { .. } | ValidationErrorKind::Constant { .. }
                    );
                    is_other_kind && inner.instance_path().to_string() == instance
                })
            };
            if let Some(kind) = context.iter().find(is_meant) {
                return kind.iter().flat_map(told).collect();
            }
            unknown_choice(error)
        }
        _ => error.to_string(),
    };
    vec![place(
        &instance.trim_start_matches('/').replace('/', "."),
        &message,
    )]
}

/// What is wrong with a value that must be one of several, and which those are.
fn unknown_choice(error: &ValidationError<'_>) -> String {
    let schema = manifest_schema();
    let choices: Vec<String> = definition(&schema, error.schema_path().as_str())
        .and_then(serde_json::Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|choice| {
            let value = choice["const"].as_str().map(|name| format!("{name:?}"));
            let key = choice["required"][0]
                .as_str()
                .map(|key| format!("{{ {key} = .. }}"));
            let kind = choice["type"]
                .as_str()
                .map(|kind| format!("of type {kind}"));
            value.or(key).or(kind)
        })
        .collect();
    format!("{} is none of: {}", error.instance(), choices.join(", "))
}

/// The part of the schema at `path`, along the references on the way.
fn definition<'a>(schema: &'a serde_json::Value, path: &str) -> Option<&'a serde_json::Value> {
    path.split('/').skip(1).try_fold(schema, |part, step| {
        let next = match part {
            serde_json::Value::Array(parts) => parts.get(step.parse::<usize>().ok()?),
            _ => part.get(step),
        }?;
        match (step, next.as_str()) {
            ("$ref", Some(reference)) => schema.pointer(reference.strip_prefix('#')?),
            _ => Some(next),
        }
    })
}

fn place(path: &str, message: &str) -> String {
    if path.is_empty() || path == "." {
        message.to_owned()
    } else {
        format!("{path}: {message}")
    }
}

/// A TOML error in one line, with the line of the text that it is in.
fn located(text: &str, error: &toml::de::Error) -> String {
    let message = error.message().replace('\n', ", ");
    match error.span() {
        Some(span) => {
            let before = text.get(..span.start).unwrap_or(text);
            format!("line {}: {message}", before.matches('\n').count() + 1)
        }
        None => message,
    }
}
