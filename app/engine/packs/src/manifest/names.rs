//! Small values of a manifest that carry a rule: paths inside the pack, hashes, versions.

use std::fmt;
use std::path::{Component, Path};
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// A path inside a pack: relative, with `/`, and never upwards. Whether a link leads out of the
/// folder is checked when the file is opened.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PackPath(String);

impl PackPath {
    /// The path as text, with `/`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl AsRef<Path> for PackPath {
    fn as_ref(&self) -> &Path {
        Path::new(&self.0)
    }
}

impl fmt::Display for PackPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FromStr for PackPath {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // A drive letter, a backslash and a control character mean something else elsewhere.
        let is_portable = !text.contains(|character: char| {
            character == '\\' || character == ':' || character.is_control()
        });
        let stays_inside = Path::new(text)
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        if text.is_empty() || !is_portable || !stays_inside {
            return Err(format!(
                "{text:?} is not a path inside the pack: it must be relative, with \"/\", and \
                 without \"..\""
            ));
        }
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for PackPath {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<PackPath> for String {
    fn from(path: PackPath) -> Self {
        path.0
    }
}

impl JsonSchema for PackPath {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "PackPath".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A path inside the pack: relative, with \"/\", without \"..\".",
            "type": "string",
            "pattern": r"^(?!\.\.?(/|$))[^/\\:]+(/(?!\.\.?(/|$))[^/\\:]+)*$",
        })
    }
}

/// A SHA-256 hash, written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Sha256(pub [u8; 32]);

impl fmt::Display for Sha256 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits: String = self.0.iter().map(|byte| format!("{byte:02x}")).collect();
        // With a precision, such as `{:.12}`, only the first digits.
        formatter.pad(&digits)
    }
}

impl fmt::Debug for Sha256 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Sha256({self})")
    }
}

impl FromStr for Sha256 {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || format!("{text:?} is not a SHA-256 hash of 64 hexadecimal digits");
        if text.len() != 64 || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(wrong());
        }
        let mut bytes = [0; 32];
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * index..2 * index + 2], 16).map_err(|_| wrong())?;
        }
        Ok(Self(bytes))
    }
}

impl TryFrom<String> for Sha256 {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Sha256> for String {
    fn from(hash: Sha256) -> Self {
        hash.to_string()
    }
}

impl JsonSchema for Sha256 {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Sha256".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A SHA-256 hash.",
            "type": "string",
            "pattern": "^[0-9a-fA-F]{64}$",
        })
    }
}

/// A version of three numbers: `1.0.0`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Version {
    /// Grows when answers may mean something else.
    pub major: u32,
    /// Grows when answers become better.
    pub minor: u32,
    /// Grows when answers stay the same.
    pub patch: u32,
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

impl FromStr for Version {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_number = |part: &&str| part.bytes().all(|digit| digit.is_ascii_digit());
        let numbers: Vec<u32> = text
            .split('.')
            .filter(is_number)
            .filter_map(|part| part.parse().ok())
            .collect();
        match (numbers.as_slice(), text.split('.').count()) {
            (&[major, minor, patch], 3) => Ok(Self {
                major,
                minor,
                patch,
            }),
            _ => Err(format!(
                "{text:?} is not a version of three numbers such as \"1.0.0\""
            )),
        }
    }
}

impl TryFrom<String> for Version {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Version> for String {
    fn from(version: Version) -> Self {
        version.to_string()
    }
}

impl JsonSchema for Version {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Version".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A version of three numbers, such as \"1.0.0\".",
            "type": "string",
            "pattern": "^[0-9]+\\.[0-9]+\\.[0-9]+$",
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn paths_stay_inside_the_pack() {
        for inside in ["model.onnx", "golden/input 1.npy", "ü/漢字.bin", "..a/b.."] {
            assert_eq!(inside.parse::<PackPath>().unwrap().as_str(), inside);
        }
        for outside in [
            "",
            ".",
            "..",
            "../a",
            "a/../../b",
            "/a",
            "./a",
            "C:\\a",
            "C:a",
            "a\\b",
            "a\nb",
        ] {
            assert!(outside.parse::<PackPath>().is_err(), "{outside:?}");
        }
    }

    #[test]
    fn hashes_and_versions_are_written_as_they_are_read() {
        let hash = "00ff".repeat(16);
        assert_eq!(hash.parse::<Sha256>().unwrap().to_string(), hash);
        assert!("zz".repeat(32).parse::<Sha256>().is_err());
        assert!("é".repeat(32).parse::<Sha256>().is_err());
        assert_eq!("1.20.3".parse::<Version>().unwrap().to_string(), "1.20.3");
        for wrong in [
            "1.0",
            "1.0.0.0",
            "1.x.0",
            "+1.0.0",
            "1.0.99999999999",
            "..",
            "",
        ] {
            assert!(wrong.parse::<Version>().is_err(), "{wrong:?}");
        }
    }
}
