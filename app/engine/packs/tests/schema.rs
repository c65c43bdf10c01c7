//! The published schema is the one of the Rust types, and it accepts what they accept.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use packs::{Manifest, manifest_schema};

fn published() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../models/pack.schema.json")
}

#[test]
fn the_published_schema_is_that_of_the_types() {
    let mut expected = serde_json::to_string_pretty(&manifest_schema()).unwrap();
    expected.push('\n');
    if std::env::var_os("SIGHTGLASS_BLESS").is_some() {
        std::fs::write(published(), &expected).unwrap();
    }
    let found = std::fs::read_to_string(published()).unwrap_or_default();
    assert_eq!(
        found, expected,
        "models/pack.schema.json is out of date: `cargo xtask bless schema` writes it again"
    );
}

#[test]
fn the_schema_accepts_a_manifest_with_everything_in_it() {
    let text = include_str!("everything.toml");
    let manifest = Manifest::parse(text, Path::new("pack.toml")).unwrap();
    let schema = jsonschema::validator_for(&manifest_schema()).unwrap();
    let value: serde_json::Value = toml::from_str(text).unwrap();
    let errors: Vec<String> = schema
        .iter_errors(&value)
        .map(|error| error.to_string())
        .collect();
    assert_eq!(errors, [""; 0]);

    let written = manifest.to_toml();
    assert_eq!(
        Manifest::parse(&written, Path::new("pack.toml")).unwrap(),
        manifest
    );
}

#[test]
fn every_value_that_a_manifest_can_have_has_a_description() {
    let schema = manifest_schema();
    let definitions = schema["$defs"].as_object().unwrap().values();
    for object in std::iter::once(&schema).chain(definitions) {
        for (name, property) in object["properties"].as_object().into_iter().flatten() {
            let described = property.get("description").is_some() || property.get("$ref").is_some();
            assert!(described, "{name}");
        }
    }
}
