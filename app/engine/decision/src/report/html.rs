//! The page as a whole: head, verdicts, operating point, and what was left out.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::wording::Wording;
use super::{Report, ReportedPart, figures, parts};
use crate::verdict::{Agreement, Verdict};

/// The looks of the page. It names no font, picture or file that would have to be fetched.
const STYLE: &str = include_str!("style.css");

pub(super) fn page(report: &Report, wording: &Wording<'_>) -> Markup {
    let labels = &wording.labels;
    let title = (wording.title)(report);
    html! {
        (DOCTYPE)
        html lang=(wording.language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    h1 { (title) }
                    p { ((wording.written)(report)) }
                }
                main {
                    section {
                        h2 { (labels.parts) }
                        p class="conclusion" { ((wording.conclusion)(report)) }
                        (overview(report, wording))
                    }
                    section { h2 { (labels.point) } (point(report, wording)) }
                    section { h2 { (labels.figures) } (figures::tables(report, wording)) }
                    section { h2 { (labels.left_out) } (left_out(report, wording)) }
                    section {
                        h2 { (labels.evidence) }
                        @for (number, part) in worst_first(report) {
                            (parts::part(number, part, wording))
                        }
                    }
                }
            }
        }
    }
}

/// The parts with their places in the report: rejected ones, then unsure ones, then accepted ones.
fn worst_first(report: &Report) -> Vec<(usize, &ReportedPart)> {
    let mut parts: Vec<_> = report.parts.iter().enumerate().collect();
    parts.sort_by_key(|(_, part)| match part.verdict {
        Verdict::Reject => 0,
        Verdict::Unsure => 1,
        Verdict::Accept => 2,
    });
    parts
}

/// Where the reasons of a part stand on the page.
pub(super) fn anchor(number: usize) -> String {
    format!("part-{}", number + 1)
}

/// A verdict as a word in a frame, so that it is not told by colour alone.
pub(super) fn verdict(verdict: Verdict, wording: &Wording<'_>) -> Markup {
    let class = match verdict {
        Verdict::Reject => "verdict reject",
        Verdict::Accept => "verdict accept",
        Verdict::Unsure => "verdict unsure",
    };
    html! { span class=(class) { ((wording.verdict)(&verdict)) } }
}

/// A table that scrolls by itself where the screen is too narrow for it, also with the keyboard.
pub(super) fn scrolling(name: &str, table: &Markup) -> Markup {
    html! { div class="scroll" role="region" tabindex="0" aria-label=(name) { (table) } }
}

fn overview(report: &Report, wording: &Wording<'_>) -> Markup {
    let labels = &wording.labels;
    let table = html! {
        table {
            caption class="summary" { span { ((wording.summary)(report)) } }
            thead {
                tr {
                    th scope="col" { (labels.part) }
                    th scope="col" { (labels.verdict) }
                    th scope="col" { (labels.findings) }
                    th scope="col" { (labels.person) }
                    th scope="col" { (labels.agreement) }
                }
            }
            tbody {
                @for (number, part) in worst_first(report) {
                    tr {
                        th scope="row" { a href=(format!("#{}", anchor(number))) { (part.name) } }
                        td { (verdict(part.verdict, wording)) }
                        td {
                            @if part.evidence.is_empty() { (labels.none) }
                            @else { (parts::reasons(part, wording)) }
                        }
                        td { ((wording.person)(&part.person)) }
                        td { (agreement(part.agreement, wording)) }
                    }
                }
            }
        }
    };
    scrolling(&labels.parts, &table)
}

/// What model and people do not agree on stands out.
fn agreement(agreement: Agreement, wording: &Wording<'_>) -> Markup {
    let text = (wording.agreement)(&agreement);
    match agreement {
        Agreement::Escape | Agreement::FalseAlarm => html! { strong { (text) } },
        Agreement::Same | Agreement::Unknown => html! { (text) },
    }
}

fn point(report: &Report, wording: &Wording<'_>) -> Markup {
    let labels = &wording.labels;
    let point = &report.point;
    let decision = &point.decision;
    let described = [
        (
            &labels.thresholds,
            (wording.thresholds)(&decision.thresholds),
        ),
        (&labels.rule, (wording.rule)(&decision.rule)),
        (&labels.chosen_by, point.chosen_by.clone()),
        (&labels.chosen_at, (wording.time)(&point.chosen_at)),
        (
            &labels.chosen_on,
            (wording.rests_on)(&decision.chosen.coverage),
        ),
        (
            &labels.judged_on,
            format!(
                "{} {}",
                (wording.judging)(&decision.judging),
                (wording.rests_on)(&decision.judged.coverage)
            ),
        ),
        (&labels.model, point.model.clone()),
        (&labels.data, point.data.clone()),
    ];
    html! {
        h3 { (labels.promise) }
        ul { @for it in (wording.promise)(decision) { li { (it) } } }
        @if !decision.warnings.is_empty() {
            div class="warnings" {
                h3 { (labels.warnings) }
                ul { @for it in &decision.warnings { li { ((wording.warning)(it)) } } }
            }
        }
        dl class="facts" {
            @for (label, text) in &described { dt { (label) } dd { (text) } }
        }
    }
}

fn left_out(report: &Report, wording: &Wording<'_>) -> Markup {
    let sentences = (wording.left_out)(&report.coverage);
    let with_gaps: Vec<_> = report
        .parts
        .iter()
        .filter(|part| !(part.unreviewed.is_empty() && part.uninspected.is_empty()))
        .collect();
    html! {
        @if sentences.is_empty() { p { (wording.labels.nothing_left_out) } }
        @else { ul { @for it in &sentences { li { (it) } } } }
        @if !with_gaps.is_empty() {
            dl {
                @for part in with_gaps {
                    dt { (part.name) }
                    (parts::gaps(part, wording))
                }
            }
        }
    }
}
