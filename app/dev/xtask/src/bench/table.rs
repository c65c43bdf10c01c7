//! The table of budgets and what was measured.

use super::budgets::{BUDGETS, Budget};
use super::measurement::Measurement;

const NOT_MEASURED: &str = "not measured yet";

/// Renders the table. `every_budget`: whether budgets without a measurement are listed too, as they
/// are when all benches ran.
pub fn render(measured: &[Measurement], every_budget: bool) -> String {
    let mut rows = vec![["what", "budget", "measured", "ratio"].map(str::to_owned)];
    for budget in &BUDGETS {
        let found: Vec<_> = measured.iter().filter(|m| m.name == budget.name).collect();
        rows.extend(found.iter().map(|m| measured_row(budget, m)));
        if found.is_empty() && every_budget {
            let limit = figure(budget.limit, budget.unit);
            rows.push([
                budget.what.into(),
                limit,
                NOT_MEASURED.into(),
                String::new(),
            ]);
        }
    }
    let without_budget = |m: &&Measurement| BUDGETS.iter().all(|budget| budget.name != m.name);
    for m in measured.iter().filter(without_budget) {
        rows.push([
            m.name.clone(),
            "none".into(),
            figure(m.value, &m.unit),
            String::new(),
        ]);
    }
    aligned(&rows)
}

fn measured_row(budget: &Budget, measurement: &Measurement) -> [String; 4] {
    let ratio = if budget.unit == measurement.unit {
        format!("{:.2}", measurement.value / budget.limit)
    } else {
        "other unit".to_owned()
    };
    [
        budget.what.to_owned(),
        figure(budget.limit, budget.unit),
        figure(measurement.value, &measurement.unit),
        ratio,
    ]
}

/// A figure with three digits that count.
fn figure(value: f64, unit: &str) -> String {
    let decimals = match value.abs() {
        0.0..10.0 => 2,
        10.0..100.0 => 1,
        _ => 0,
    };
    format!("{value:.decimals$} {unit}")
}

/// The first column flush left, the others flush right.
fn aligned(rows: &[[String; 4]]) -> String {
    let width = |column: usize| {
        rows.iter()
            .map(|row| row[column].chars().count())
            .max()
            .unwrap_or_default()
    };
    let [what, budget, measured, ratio] = [0, 1, 2, 3].map(width);
    rows.iter()
        .map(|[a, b, c, d]| format!("{a:<what$}  {b:>budget$}  {c:>measured$}  {d:>ratio$}"))
        .map(|line| line.trim_end().to_owned())
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(name: &str, value: f64, unit: &str) -> Measurement {
        Measurement {
            name: name.into(),
            value,
            unit: unit.into(),
        }
    }

    #[test]
    fn ratio_is_measured_by_budget() {
        let table = render(&[measured("list_100k", 500.0, "ms")], false);
        let row = table.lines().nth(1).unwrap_or_default();
        let cells: Vec<&str> = row.split_whitespace().rev().take(5).collect();
        assert_eq!(cells, ["0.25", "ms", "500", "ms", "2000"], "{table}");
    }

    #[test]
    fn what_is_not_measured_is_said_and_what_has_no_budget_is_shown() {
        let table = render(&[measured("decode_png", 3.0, "ms")], true);
        let unmeasured = table.lines().filter(|line| line.ends_with(NOT_MEASURED));
        assert_eq!(unmeasured.count(), BUDGETS.len(), "{table}");
        assert!(table.contains("decode_png"), "{table}");
    }

    #[test]
    fn units_are_never_mixed() {
        let table = render(&[measured("list_100k", 2.0, "s")], false);
        assert!(table.contains("other unit"), "{table}");
    }
}
