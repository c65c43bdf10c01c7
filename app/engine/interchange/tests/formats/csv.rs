//! Tables: rule by rule.

use interchange::{Format, Outcome, WriteOptions, write};

use super::support::{Files, dataset_of, labels, read_one, rect};

const HEADER: &str = "picture,width_px,height_px,class,geometry\n";

#[test]
fn a_short_table_is_enough() {
    let table = format!(
        "{HEADER}ä 1.png,40,30,hole,\"BOX (1 2, 3 4)\"\nb.png,40,30,,\nä 1.png,40,30,dent,POINT (1 1)\n"
    );
    let imported = read_one(Format::Csv, "a.csv", table).unwrap();
    assert_eq!(imported.remarks, []);
    let pictures = &imported.dataset.pictures;
    assert_eq!((pictures[0].labels.len(), pictures[1].labels.len()), (2, 0));
    assert_eq!(pictures[0].labels[0].shape, rect(1.0, 2.0, 3.0, 4.0));
    // Without a list of classes they are in the order of the alphabet.
    let names: Vec<&str> = imported
        .dataset
        .classes
        .iter()
        .map(|it| it.name.as_str())
        .collect();
    assert_eq!(names, ["dent", "hole"]);
}

#[test]
fn columns_may_stand_in_any_order() {
    let table =
        "geometry,class,score,picture,height_px,width_px\nPOINT (1 1),hole,0.5,a.png,30,40\n";
    let imported = read_one(Format::Csv, "a.csv", table).unwrap();
    assert_eq!(labels(&imported)[0].score, Some(0.5));
    let refused = read_one(Format::Csv, "a.csv", "picture,class\n").unwrap_err();
    assert!(
        refused.to_string().contains("no column `geometry`"),
        "{refused}"
    );
}

#[test]
fn a_broken_row_costs_no_other() {
    let table = format!(
        "{HEADER}a.png,40,30,hole,POINT (1 1)\na.png,40,30,hole,CURVE (1 1)\n\
         a.png,40,30,hole\nb.png,x,30,hole,POINT (1 1)\na.png,40,30,hole,POINT (2 2)\n"
    );
    let imported = read_one(Format::Csv, "a.csv", table).unwrap();
    assert_eq!(labels(&imported).len(), 2);
    let lines: Vec<Option<u64>> = imported.remarks.iter().map(|it| it.label).collect();
    assert_eq!(lines, [Some(3), Some(4), Some(5)]);
    assert!(
        imported
            .remarks
            .iter()
            .all(|it| it.outcome == Outcome::Skipped)
    );
}

#[test]
fn the_table_is_as_documented() {
    let files = Files::new();
    let path = files.path("a.csv");
    write(
        Format::Csv,
        &dataset_of([rect(0.5, 1.0, 2.0, 3.0)]),
        &path,
        &WriteOptions::default(),
    )
    .unwrap();
    assert_eq!(
        files.text("a.csv"),
        "picture,width_px,height_px,orientation,reviewed,picture_id,class,geometry,line_width_px,\
         occluded,truncated,ignored,crowd,score,track,keyframe,outside,group,note,attributes,label_id\n\
         Bild 1.png,100,80,,,,hole,\"BOX (0.5 1, 2 3)\",,false,false,false,false,,,,,,,,\n"
    );
    assert_eq!(
        files.text("a.classes.csv"),
        "class,colour,parent,id\nhole,,,\n"
    );
}
