//! Tables of figures: overall, by class and by regime.

use evaluation::{Breakdown, Figures, Level as TableLevel};
use maud::{Markup, html};

use super::Report;
use super::html::scrolling;
use super::wording::Wording;
use crate::Level;

pub(super) fn tables(report: &Report, wording: &Wording<'_>) -> Markup {
    let table = &report.table;
    let levels = [
        (Level::Parts, &table.parts),
        (Level::Defects, &table.defects),
        (Level::Pictures, &table.pictures),
    ];
    html! {
        @if !report.is_same_data { p class="warnings" { (wording.labels.other_data) } }
        p { ((wording.bounds)(&report.reading.parts.confidence)) }
        @for (level, figures) in levels { (of_level(&(wording.level)(&level), figures, wording)) }
    }
}

fn of_level(name: &str, figures: &TableLevel, wording: &Wording<'_>) -> Markup {
    let table = html! {
        table {
            caption { (name) }
            thead { (head(wording)) }
            tbody { (row(&wording.labels.overall, &figures.overall, wording)) }
            (group(&wording.labels.class, &figures.by_kind, &str::to_owned, wording))
            (group(
                &wording.labels.regime,
                &figures.by_regime,
                &|regime| (wording.regime)(&regime.to_owned()),
                wording,
            ))
        }
    };
    scrolling(name, &table)
}

fn head(wording: &Wording<'_>) -> Markup {
    let labels = &wording.labels;
    html! {
        tr {
            td {}
            th scope="col" { (labels.found) }
            th scope="col" { (labels.missed) }
            th scope="col" { (labels.false_alarms) }
            th scope="col" { (labels.precision) }
        }
    }
}

/// Rows under a heading of their own.
fn group(
    heading: &str,
    rows: &Breakdown,
    name: &dyn Fn(&str) -> String,
    wording: &Wording<'_>,
) -> Markup {
    html! {
        @if !rows.rows.is_empty() {
            tbody {
                tr { th scope="rowgroup" colspan="5" { (heading) } }
                @for (key, figures) in &rows.rows { (row(&name(key), figures, wording)) }
            }
        }
    }
}

fn row(name: &str, figures: &Figures, wording: &Wording<'_>) -> Markup {
    let none = || wording.labels.none.clone();
    let count = |share: evaluation::Share| format!("{} / {}", share.hits, share.total());
    let rate = |rate: Option<&evaluation::Rate>| rate.map_or_else(none, |it| (wording.rate)(it));
    html! {
        tr {
            th scope="row" { (name) }
            td { (count(figures.recall.share)) }
            td { (rate(Some(&figures.escape_rate))) }
            td { (rate(figures.overkill.as_ref())) }
            td { (figures.precision.map_or_else(none, |it| count(it.share))) }
        }
    }
}
