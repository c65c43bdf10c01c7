//! Inspecting parts and judging a model, from the command line, with a model of which it is known
//! what it finds.
#![allow(clippy::unwrap_used)]

mod program;

use std::path::{Path, PathBuf};

use imaging::{Raster, Samples};
use program::{Home, Ran, png};
use serde_json::Value;

/// Where the bright square of a defective part is: left and top, of 10 pixels.
const BRIGHT: (u32, u32) = (20, 30);
/// Where something dark is that is no defect.
const DARK: (u32, u32) = (70, 6);

/// Two parts of two shots each, and the pack that finds bright and dark squares. The first part is
/// good; the second has a bright defect on its second shot, and something dark on its first.
struct Line {
    home: Home,
    parts: PathBuf,
    pack: PathBuf,
}

impl Line {
    fn new() -> Self {
        let home = Home::new();
        let parts = home.path().join("parts");
        let pack = home.path().join("pack");
        testbench::packs::map_pack(&pack);
        for (part, shot, squares) in [
            ("first", "1.png", vec![]),
            ("first", "2.png", vec![]),
            ("second", "1.png", vec![(DARK, 0)]),
            ("second", "2.png", vec![(BRIGHT, 255)]),
        ] {
            std::fs::create_dir_all(parts.join(part)).unwrap();
            picture(&parts.join(part).join(shot), &squares);
        }
        Self { home, parts, pack }
    }

    fn quality(&self, verb: &str, options: &[&str]) -> Ran {
        let (parts, pack) = (self.parts.to_str().unwrap(), self.pack.to_str().unwrap());
        let line = ["quality", verb, parts, "--pack", pack];
        let line = line.into_iter().chain(options.iter().copied());
        self.home.run(line, [] as [&Path; 0])
    }

    /// A truth in COCO: one bright defect, and every picture looked at.
    fn truth(&self) -> PathBuf {
        let image = |id: u32, name: &str| serde_json::json!({"id": id, "file_name": name, "width": 100, "height": 60});
        let (left, top) = BRIGHT;
        let truth = serde_json::json!({
            "images": [
                image(1, "first/1.png"),
                image(2, "first/2.png"),
                image(3, "second/1.png"),
                image(4, "second/2.png"),
            ],
            "annotations": [{
                "id": 1, "image_id": 4, "category_id": 1, "iscrowd": 0, "area": 100,
                "bbox": [left, top, 10, 10],
            }],
            "categories": [{"id": 1, "name": "bright"}],
        });
        let path = self.home.path().join("truth.json");
        std::fs::write(&path, truth.to_string()).unwrap();
        path
    }
}

/// A mid-grey picture of 100 × 60 pixels with squares of 10 pixels.
fn picture(path: &Path, squares: &[((u32, u32), u8)]) {
    let mut levels = vec![128; 100 * 60];
    for ((left, top), level) in squares {
        for y in *top..top + 10 {
            for x in *left..left + 10 {
                levels[(y * 100 + x) as usize] = *level;
            }
        }
    }
    let raster = Raster::new(100, 60, 1, Samples::U8(levels));
    imaging::save_png(&raster, path).unwrap();
}

fn json(ran: &Ran) -> Value {
    assert!(ran.success, "{ran:?}");
    serde_json::from_str(&ran.stdout).unwrap()
}

#[test]
fn each_part_is_accepted_or_rejected_with_its_evidence() {
    let line = Line::new();
    let page = line.home.path().join("report.html");
    let ran = line.quality("inspect", &["--json", "--report", page.to_str().unwrap()]);
    let report = json(&ran);
    let parts = report["parts"].as_array().unwrap();
    let said = |part: &Value| {
        let evidence = part["evidence"].as_array().unwrap();
        let classes: Vec<&str> = evidence
            .iter()
            .map(|it| it["class"].as_str().unwrap())
            .collect();
        (
            part["name"].as_str().unwrap().to_owned(),
            part["verdict"].as_str().unwrap().to_owned(),
            classes.join(" "),
        )
    };
    let said: Vec<_> = parts.iter().map(said).collect();
    let row = |name: &str, verdict: &str, classes: &str| {
        (name.to_owned(), verdict.to_owned(), classes.to_owned())
    };
    assert_eq!(
        said,
        [
            row("first", "accept", ""),
            row("second", "reject", "bright dark")
        ]
    );
    let page_path = page;
    let page = std::fs::read_to_string(&page_path).unwrap();
    assert!(page.contains("second/2.png"), "the picture is named");
    assert!(
        page.contains("data:image/png;base64,"),
        "the place is shown"
    );
    let again = line.quality("inspect", &["--report", page_path.to_str().unwrap()]);
    assert!(
        !again.success && again.stderr.contains("--replace"),
        "{again:?}"
    );
    let ran = line.quality("inspect", &["--lone-pictures", "--threshold", "1"]);
    assert!(ran.success, "{ran:?}");
    assert!(
        ran.stdout.contains("4 parts: 0 rejected, 4 accepted"),
        "{ran:?}"
    );
}

#[test]
fn a_model_is_judged_by_a_truth_part_by_part() {
    let line = Line::new();
    let truth = format!("coco:{}", line.truth().display());
    let evaluation = json(&line.quality("evaluate", &["--truth", &truth, "--json"]));
    let of = |level: &str| evaluation["table"][level]["overall"]["counts"].clone();
    let counts = |level: &str| {
        let counts = of(level);
        [
            "true_positives",
            "false_negatives",
            "false_positives",
            "true_negatives",
        ]
        .map(|name| counts[name].as_u64())
    };
    assert_eq!(counts("parts"), [Some(1), Some(0), Some(0), Some(1)]);
    // What is dark is called a defect of the defective part, on a picture that is good.
    assert_eq!(counts("pictures"), [Some(1), Some(0), Some(1), Some(2)]);
    assert_eq!(counts("defects"), [Some(1), Some(0), Some(1), None]);
    // The bright square is about as sure as the dark one, which is no defect: half of what is called
    // one, but for the steps in which probabilities are kept.
    let pixels = |of: &str| evaluation["pixels"].pointer(of).and_then(Value::as_f64);
    let precision = pixels("/overall/average_precision").unwrap();
    assert!((0.5..0.6).contains(&precision), "{precision}");
    assert_eq!(pixels("/by_class/bright/average_precision"), Some(1.0));
    assert_eq!(pixels("/by_class/dark/average_precision"), None);
    let good = (4 * 100 * 60 - 100) as f64;
    let area = 1.0 - 0.5 * (100.0 / good) / 0.05;
    let found = pixels("/overall/au_pro_to_5_percent").unwrap();
    assert!((found - area).abs() < 0.01, "{found} and {area}");
    let text = line.quality("evaluate", &["--truth", &truth]);
    assert!(
        text.success && text.stdout.contains("found 1 of 1"),
        "{text:?}"
    );
    assert!(text.stdout.contains("average precision 0.5"), "{text:?}");
}

#[test]
fn pixels_are_judged_by_the_masks_of_rendered_balloons() {
    let line = Line::new();
    let out = line.home.path().join("balloons");
    // Balloons of different folders are called alike.
    for folder in ["first", "second"] {
        let folder = out.join(folder);
        let render = [
            "quality",
            "render",
            folder.to_str().unwrap(),
            "--size",
            "384x256",
        ];
        let render = render
            .into_iter()
            .chain(["--balloons", "1", "--shots", "2", "--seed", "3"]);
        let rendered = line.home.run(render, [] as [&Path; 0]);
        assert!(rendered.success, "{rendered:?}");
    }
    let (out, pack) = (out.to_str().unwrap(), line.pack.to_str().unwrap());
    let evaluate = [
        "quality", "evaluate", out, "--truth", "rendered", "--pack", pack, "--json",
    ];
    let evaluation = json(&line.home.run(evaluate, [] as [&Path; 0]));
    assert_eq!(evaluation["coverage"]["bad_parts"], 2);
    let precision = evaluation["pixels"]["by_regime"]["good"]["average_precision"].as_f64();
    assert!(
        precision.is_some_and(|it| (0.0..=1.0).contains(&it)),
        "{evaluation}"
    );
}

#[test]
fn nothing_is_judged_without_a_truth() {
    let line = Line::new();
    png(line.parts.join("first/3.png"), 100, 60);
    let ran = line.quality("evaluate", &[]);
    assert!(!ran.success, "{ran:?}");
    assert!(ran.stderr.contains("the truth says nothing"), "{ran:?}");
    let ran = line.quality("evaluate", &["--truth", "rendered"]);
    assert!(!ran.success, "{ran:?}");
    assert!(
        ran.stderr.contains("no truth of rendered balloons"),
        "{ran:?}"
    );
}
