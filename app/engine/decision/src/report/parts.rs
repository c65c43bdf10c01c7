//! The reasons of a verdict: findings, what people said of them, and what was missed.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{Markup, html};

use super::ReportedPart;
use super::html::{anchor, verdict};
use super::wording::Wording;

pub(super) fn part(number: usize, part: &ReportedPart, wording: &Wording<'_>) -> Markup {
    html! {
        article id=(anchor(number)) {
            h3 { (part.name) }
            p {
                (verdict(part.verdict, wording)) " "
                (wording.labels.person) ": " ((wording.person)(&part.person)) ". "
                (wording.labels.agreement) ": " ((wording.agreement)(&part.agreement)) "."
            }
            (findings(part, wording))
            (misses(part, wording))
        }
    }
}

/// The pictures of a part that were not judged, as descriptions of its name.
pub(super) fn gaps(part: &ReportedPart, wording: &Wording<'_>) -> Markup {
    let labels = &wording.labels;
    let gaps = [
        (&labels.unreviewed, &part.unreviewed),
        (&labels.uninspected, &part.uninspected),
    ];
    html! {
        @for (label, pictures) in gaps {
            @if !pictures.is_empty() { dd { (label) " " (pictures.join(", ")) } }
        }
    }
}

fn findings(part: &ReportedPart, wording: &Wording<'_>) -> Markup {
    let labels = &wording.labels;
    html! {
        @if part.evidence.is_empty() { p { (labels.nothing_found) } }
        @else {
            table {
                caption { (labels.found_on) }
                thead {
                    tr {
                        th scope="col" { (labels.class) }
                        th scope="col" { (labels.score) }
                        th scope="col" { (labels.picture) }
                        th scope="col" { (labels.person) }
                        th scope="col" { (labels.crop) }
                    }
                }
                tbody {
                    @for finding in &part.evidence {
                        tr {
                            th scope="row" { (finding.class) }
                            td { ((wording.score)(&finding.score)) }
                            td { (finding.picture) }
                            td { ((wording.person_said)(&finding.person)) }
                            td {
                                (crop(
                                    finding.crop.as_deref(),
                                    &(wording.finding_alt)(finding),
                                    &labels.none,
                                ))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn misses(part: &ReportedPart, wording: &Wording<'_>) -> Markup {
    let labels = &wording.labels;
    html! {
        @if !part.missed.is_empty() {
            table {
                caption { (labels.missed_on) }
                thead {
                    tr {
                        th scope="col" { (labels.class) }
                        th scope="col" { (labels.picture) }
                        th scope="col" { (labels.missed) }
                        th scope="col" { (labels.crop) }
                    }
                }
                tbody {
                    @for missed in &part.missed {
                        tr {
                            th scope="row" { (missed.class) }
                            td { (missed.picture) }
                            td { ((wording.miss)(missed)) }
                            td {
                                (crop(
                                    missed.crop.as_deref(),
                                    &(wording.miss_alt)(missed),
                                    &labels.none,
                                ))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A picture that stands in the page itself.
fn crop(png: Option<&[u8]>, alt: &str, none: &str) -> Markup {
    match png {
        Some(png) => html! {
            img src=(format!("data:image/png;base64,{}", STANDARD.encode(png))) alt=(alt);
        },
        None => html! { (none) },
    }
}
