//! `cargo xtask bench`: measures, and prints each figure beside its budget.

mod budgets;
mod display;
mod measurement;
mod operator;
mod start;
mod table;
mod targets;

use anyhow::{Result, ensure};

use crate::places::Places;
use crate::setup::{self, Purpose};
use measurement::Measurement;

/// Runs the benches whose name contains `filter`, or all, and prints the table.
pub fn run(places: &Places, filter: Option<&str>) -> Result<()> {
    setup::machine(places, Purpose::Window)?;
    let is_chosen = |name: &str| filter.is_none_or(|filter| name.contains(filter));
    let names = targets::names(places)?;
    let chosen: Vec<&String> = names.iter().filter(|name| is_chosen(name)).collect();
    ensure!(
        !chosen.is_empty() || is_chosen(start::NAME) || is_chosen(operator::NAME),
        "no bench has `{}` in its name; there are: {}, {}, {}",
        filter.unwrap_or_default(),
        start::NAME,
        operator::NAME,
        names.join(", ")
    );

    let mut measured: Vec<Measurement> = Vec::new();
    for name in chosen {
        println!("== {name}");
        measured.extend(targets::run(places, name)?);
    }
    if is_chosen(start::NAME) {
        println!("== {}", start::NAME);
        measured.extend(start::run(places)?);
    }
    if is_chosen(operator::NAME) {
        println!("== {}", operator::NAME);
        measured.extend(operator::run(places)?);
    }
    println!("\n{}", table::render(&measured, filter.is_none()));
    Ok(())
}
