//! The reasons of a verdict: findings, what people said of them, and what was missed.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{Markup, html};

use super::ReportedPart;
use super::html::{anchor, verdict};
use super::wording::{Reason, Wording};

pub(super) fn part(number: usize, part: &ReportedPart, wording: &Wording<'_>) -> Markup {
    html! {
        article id=(anchor(number)) {
            h3 { (part.name) " " (verdict(part.verdict, wording)) }
            p {
                (wording.labels.person) ": " ((wording.person)(&part.person)) ". "
                (wording.labels.agreement) ": " ((wording.agreement)(&part.agreement)) "."
            }
            (findings(part, wording))
            (misses(part, wording))
        }
    }
}

/// What was found on a part, the worst first: each class once, with how often.
pub(super) fn reasons(part: &ReportedPart, wording: &Wording<'_>) -> String {
    let mut pictures_of: Vec<(&str, BTreeSet<&str>)> = Vec::new();
    for finding in &part.evidence {
        match pictures_of
            .iter_mut()
            .find(|(class, _)| *class == finding.class)
        {
            Some((_, pictures)) => {
                pictures.insert(&finding.picture);
            }
            None => pictures_of.push((&finding.class, BTreeSet::from([&*finding.picture]))),
        }
    }
    let named = pictures_of.into_iter().map(|(class, pictures)| {
        (wording.reason)(&Reason {
            class: class.to_owned(),
            pictures: pictures.len(),
            of: part.pictures,
        })
    });
    named.collect::<Vec<_>>().join(", ")
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
            h4 { (labels.found_on) }
            div class="crops" {
                @for it in &part.evidence {
                    figure {
                        (crop(it.crop.as_deref(), &(wording.finding_alt)(it)))
                        figcaption {
                            strong { (it.class) }
                            dl class="facts" {
                                dt { (labels.score) } dd { ((wording.score)(&it.score)) }
                                dt { (labels.person) } dd { ((wording.person_said)(&it.person)) }
                                dt { (labels.picture) } dd { (it.picture) }
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
            h4 { (labels.missed_on) }
            div class="crops" {
                @for it in &part.missed {
                    figure class="missed" {
                        (crop(it.crop.as_deref(), &(wording.miss_alt)(it)))
                        figcaption {
                            strong { (it.class) }
                            p { ((wording.miss)(it)) }
                            dl class="facts" { dt { (labels.picture) } dd { (it.picture) } }
                        }
                    }
                }
            }
        }
    }
}

/// A picture that stands in the page itself, where there is one.
fn crop(png: Option<&[u8]>, alt: &str) -> Markup {
    html! {
        @if let Some(png) = png {
            img src=(format!("data:image/png;base64,{}", STANDARD.encode(png))) alt=(alt);
        }
    }
}
