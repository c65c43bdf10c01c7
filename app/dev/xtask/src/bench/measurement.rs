//! What a bench prints: a line of JSON for each figure.

use serde_json::Value;

/// One figure that a bench measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Measurement {
    /// What was measured; a budget of the same name is its limit.
    pub name: String,
    /// The figure, in `unit`.
    pub value: f64,
    /// The unit, as the budget has it.
    pub unit: String,
}

impl Measurement {
    /// Reads `{"name": "list_100k", "value": 812.5, "unit": "ms"}`; any other line is `None`.
    pub fn from_line(line: &str) -> Option<Self> {
        let json: Value = serde_json::from_str(line).ok()?;
        Some(Self {
            name: json["name"].as_str()?.to_owned(),
            value: json["value"].as_f64()?,
            unit: json["unit"].as_str()?.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_complete_lines_are_figures() {
        let line = r#"{"name":"list_100k","value":812.5,"unit":"ms"}"#;
        let expected = Measurement {
            name: "list_100k".into(),
            value: 812.5,
            unit: "ms".into(),
        };
        assert_eq!(Measurement::from_line(line), Some(expected));
        assert_eq!(Measurement::from_line("making 100,000 files"), None);
        assert_eq!(
            Measurement::from_line(r#"{"name":"x","value":"fast"}"#),
            None
        );
    }
}
