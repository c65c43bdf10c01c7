//! The page that somebody reads who owns the product.

use std::collections::BTreeMap;

use annotation::PictureId;
use decision::{
    ClassCosts, Judging, PartId, Report, Rule, Sources, Study, Thresholds, Warning, Wording,
};
use jiff::Timestamp;
use shapes::Shape;

use crate::support::{BUBBLE, Inspection, SCRATCH, finding, mark, seven_parts};

/// What would be markup, an attribute, a script or an entity if it were not escaped.
const NASTY: &str = "\"'><script>alert(1)</script><img src=x onerror=y>&amp;</title></style>{{x}}";

struct Named<'a> {
    suffix: &'a str,
}

impl Sources for Named<'_> {
    fn part_name(&self, part: PartId) -> String {
        let PartId::Series(series) = part else {
            unreachable!("all parts are series")
        };
        format!("balloon {series}{}", self.suffix)
    }

    fn picture_name(&self, picture: PictureId) -> String {
        format!("shots/{}{}.png", picture.0, self.suffix)
    }

    fn crop(&self, picture: PictureId, _shape: &Shape) -> Option<Vec<u8>> {
        (picture.0 != 2).then(|| b"PNG".to_vec())
    }

    fn severity(&self, class: &str) -> f64 {
        f64::from(u8::from(class == SCRATCH))
    }
}

pub fn now() -> Timestamp {
    "2026-03-01T08:30:00Z".parse().unwrap()
}

pub fn report(study: &Study, suffix: &str) -> Report {
    let costs = ClassCosts {
        miss: BTreeMap::from([(format!("pit{suffix}"), 4.0)]),
        other_miss: 2.0,
        false_alarm: 1.0,
        prevalence: Some(0.01),
    };
    let rule = Rule::Cost {
        costs,
        by_class: false,
    };
    let mut decision = study.decide(&rule, Judging::SameParts).unwrap();
    decision.thresholds = Thresholds::one(0.3).with(&format!("pit{suffix}"), 0.25);
    decision.warnings.push(Warning::CheaperNeverCalled {
        class: format!("pit{suffix}"),
    });
    let who = format!("Ada{suffix}");
    let point = study.put_in_force(decision, &format!("unet{suffix}"), &who, now());
    let subject = format!("line 4{suffix}");
    Report::new(
        study,
        &point,
        Some(0.01),
        &subject,
        now(),
        &Named { suffix },
    )
    .unwrap()
}

#[test]
fn the_page_says_what_a_business_owner_asks() {
    let report = report(&seven_parts().study(), "");
    let page = report.to_html(&Wording::english());
    for expected in [
        "<title>Inspection of line 4</title>",
        "7 parts: 4 rejected, 2 accepted, 1 unsure.",
        "<dt>Chosen by</dt><dd>Ada</dd>",
        "<dt>Chosen on</dt><dd>2026-03-01 at 08:30 UTC</dd>",
        "<dt>Model</dt><dd>unet</dd>",
        "0.250 for “pit”, 0.300 for anything else",
        // What it promised when it was chosen: two of three parts, one missed.
        "1 of 3 defective parts missed: with 95\u{a0}% confidence, at most 86.46\u{a0}% in the long",
        "where a miss costs 4 for “pit”, 2 for anything else, and a false alarm 1.",
        "Disagree: a defect escaped",
        "Disagree: a good part was rejected",
        "It is “bubble”.",
        "alt=\"axial scratch, found on shots/1.png\"",
        // The three bytes of the crop.
        "src=\"data:image/png;base64,UE5H\"",
        "alt=\"bubble, missed on shots/10.png\"",
        "Pictures that nobody has reviewed: 1.",
        "Not reviewed by anybody: shots/7.png",
        "Not looked at by the model: shots/9.png",
        "<a href=\"#part-7\">balloon 7</a>",
        "<article id=\"part-7\">",
        // Why it is rejected, the worst class first.
        "<td>axial scratch, bubble</td>",
        "<th scope=\"row\">glare</th>",
    ] {
        assert!(page.contains(expected), "{expected} is not in\n{page}");
    }
    // The worst class first: on part 2 the scratch, though the bubble was marked.
    let part_2 = page.split("<article").nth(2).unwrap();
    assert!(part_2.find("<strong>axial scratch") < part_2.find("<strong>bubble"));
    // Rejected parts come first, then unsure ones, each with its own reasons.
    for before in ["href=\"", "<article id=\""] {
        let parts: Vec<&str> = page.split(before).skip(1).map(|it| &it[..7]).collect();
        let digits = parts.iter().map(|it| it.trim_start_matches('#'));
        let order: Vec<&str> = digits.map(|it| &it[5..6]).collect();
        assert_eq!(order, ["1", "2", "3", "4", "6", "5", "7"], "{before}");
    }
    assert!(!page.contains("other data than"));
}

#[test]
fn the_page_stands_by_itself() {
    let page = report(&seven_parts().study(), "").to_html(&Wording::english());
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"));
    for fetched in [
        "<script",
        "http:",
        "https:",
        "//",
        "<link",
        "url(",
        "@import",
        "javascript:",
    ] {
        assert!(!page.contains(fetched), "{fetched}");
    }
    for source in page.split("src=\"").skip(1) {
        assert!(
            source.starts_with("data:image/png;base64,"),
            "{}",
            &source[..40]
        );
    }
    let count = |text: &str| page.matches(text).count();
    assert_eq!(count("<img"), count("alt=\""));
    assert_eq!((count("<h1"), count("<main")), (1, 1));
    // Every header of a table says what it heads.
    assert_eq!(count("<th "), count("<th scope=\""));
    assert_eq!(count("<th>"), 0);
    assert_eq!(count("<table"), count("<caption"));
    // Wide tables scroll by themselves, and can be reached by key.
    let scrolling = "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"";
    assert_eq!(count("<table"), count(scrolling));
}

#[test]
fn names_are_text_wherever_they_stand() {
    let mut inspection = Inspection::default();
    let class = format!("{BUBBLE}{NASTY}");
    let other = format!("{SCRATCH}{NASTY}");
    let found = vec![
        finding(&other, 0.9, 0),
        finding(&class, 0.8, 0),
        finding(&class, 0.7, 3),
    ];
    let marks = vec![mark(&class, 0, None), mark(&other, 5, None)];
    let regime = format!("glare{NASTY}");
    inspection.add(1, &regime, Some(marks.clone()), Some(found));
    inspection.add(2, &regime, Some(Vec::new()), Some(Vec::new()));
    inspection.add(2, &regime, None, Some(Vec::new()));
    inspection.add(3, &regime, Some(Vec::new()), Some(Vec::new()));
    inspection.add(4, &regime, Some(marks), None);
    let page = report(&inspection.study(), NASTY).to_html(&Wording::english());
    // Everything that users can name stands there, and none of it is markup.
    let escaped = "&quot;'&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=y&gt;\
                   &amp;amp;&lt;/title&gt;&lt;/style&gt;{{x}}";
    for name in [
        "bubble",
        "axial scratch",
        "glare",
        "Ada",
        "unet",
        "line 4",
        "pit",
        "balloon 1",
    ] {
        assert!(page.contains(&format!("{name}{escaped}")), "{name}");
    }
    for markup in ["<script", "<img src=x", "\"'>"] {
        assert!(!page.contains(markup), "{markup}");
    }
    let plain = report(&seven_parts().study(), "").to_html(&Wording::english());
    let count = |page: &str, text: &str| page.matches(text).count();
    for tag in ["</title>", "</style>", "<body>", "<h1>"] {
        assert_eq!(count(&page, tag), count(&plain, tag), "{tag}");
    }
}

#[test]
fn words_come_from_the_caller() {
    let mut wording = Wording::english();
    wording.language = "de".to_owned();
    wording.labels.parts = "Urteile".to_owned();
    let prefix = "Ausschuss & <mehr>".to_owned();
    wording.verdict = Box::new(move |_| prefix.clone());
    let page = report(&seven_parts().study(), "").to_html(&wording);
    assert!(page.contains("<html lang=\"de\">"));
    assert!(page.contains("<h2>Urteile</h2>"));
    assert!(page.contains("<span class=\"verdict reject\">Ausschuss &amp; &lt;mehr&gt;</span>"));
}

#[test]
fn the_report_is_json_too_without_the_pictures() {
    let report = report(&seven_parts().study(), "");
    let json: serde_json::Value = serde_json::from_str(&report.to_json().unwrap()).unwrap();
    assert_eq!(json["parts"][1]["name"], "balloon 2");
    assert_eq!(json["parts"][1]["verdict"], "reject");
    assert_eq!(json["parts"][1]["evidence"][0]["person"]["class"], BUBBLE);
    assert!(json["parts"][1]["evidence"][0].get("crop").is_none());
    assert_eq!(json["point"]["chosen_by"], "Ada");
    assert_eq!(json["coverage"]["unreviewed_pictures"], 1);
}

#[test]
fn a_page_says_when_its_data_are_not_those_of_the_choice() {
    let study = seven_parts().study();
    let known = report(&study, "");
    let mut more = seven_parts();
    more.add_simple(9, SCRATCH, false, 0.2);
    let named = Named { suffix: "" };
    let later = Report::new(&more.study(), &known.point, None, "line 4", now(), &named).unwrap();
    assert!(known.is_same_data && !later.is_same_data);
    assert!(
        later
            .to_html(&Wording::english())
            .contains("of other data than the thresholds")
    );
}
