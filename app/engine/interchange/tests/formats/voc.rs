//! Pascal VOC: rule by rule.

use interchange::{
    Dataset, Format, Issue, Outcome, ReadOptions, VocBase, WriteOptions, read, write,
};

use super::support::{Files, dataset_of, issues, labels, read_one, rect};

fn file(objects: &str) -> String {
    format!(
        "<annotation verified=\"yes\"><folder>x</folder><filename>Bild ä.jpg</filename>\
         <size><width>40</width><height>30</height><depth>1</depth></size>{objects}</annotation>"
    )
}

fn object(name: &str, edges: [f64; 4]) -> String {
    let [x1, y1, x2, y2] = edges;
    format!(
        "<object><name>{name}</name><pose>Left</pose><difficult>1</difficult>\
         <truncated>0</truncated><occluded>1</occluded><bndbox><xmin>{x1}</xmin><ymin>{y1}</ymin>\
         <xmax>{x2}</xmax><ymax>{y2}</ymax></bndbox></object>"
    )
}

fn written(dataset: &Dataset, options: &WriteOptions) -> String {
    let files = Files::new();
    write(Format::PascalVoc, dataset, files.folder(), options).unwrap();
    files.text("Annotations/Bild 1.xml")
}

#[test]
fn the_first_pixel_is_one_one_and_the_last_belongs_to_the_box() {
    let dataset = dataset_of([rect(0.0, 0.0, 1.0, 2.0)]);
    let xml = written(&dataset, &WriteOptions::default());
    for edge in ["<xmin>1<", "<ymin>1<", "<xmax>1<", "<ymax>2<"] {
        assert!(xml.contains(edge), "{xml}");
    }
    let zero = WriteOptions {
        voc_base: VocBase::Zero,
        ..WriteOptions::default()
    };
    assert!(written(&dataset, &zero).contains("<xmin>0<"));
    let fractions = written(
        &dataset_of([rect(0.25, 0.0, 1.5, 2.0)]),
        &WriteOptions::default(),
    );
    assert!(fractions.contains("<xmin>1.25<") && fractions.contains("<xmax>1.5<"));
}

#[test]
fn the_base_is_found_over_all_files_and_told() {
    let one = Files::with("a.xml", file(&object("hole", [1.0, 1.0, 4.0, 5.0])));
    let imported = read(Format::PascalVoc, one.folder(), &ReadOptions::default()).unwrap();
    assert_eq!(labels(&imported)[0].shape, rect(0.0, 0.0, 4.0, 5.0));
    let told = Issue::VocBase {
        base: 1,
        smallest: 1.0,
    };
    assert_eq!(issues(&imported), [&told]);
    let second = file(&object("hole", [0.0, 3.0, 4.0, 5.0])).replace("Bild ä", "b");
    let both = one.and("b.xml", second);
    let imported = read(Format::PascalVoc, both.folder(), &ReadOptions::default()).unwrap();
    let first = &imported.dataset.pictures[0].labels[0];
    assert_eq!(first.shape, rect(1.0, 1.0, 4.0, 5.0));
    let options = ReadOptions {
        voc_base: Some(VocBase::One),
        ..ReadOptions::default()
    };
    let imported = read(Format::PascalVoc, &both.path("a.xml"), &options).unwrap();
    assert_eq!(labels(&imported)[0].shape, rect(0.0, 0.0, 4.0, 5.0));
    assert_eq!(imported.remarks, []);
}

#[test]
fn marks_and_names_are_read() {
    let attributes = "<attributes><attribute><name>Tiefe</name><value>2,5</value></attribute>\
                      </attributes></object>";
    let object = object("缺陷 &amp; mehr", [1.5, 2.0, 4.0, 5.0]).replace("</object>", attributes);
    let imported = read_one(Format::PascalVoc, "a.xml", file(&object)).unwrap();
    let picture = &imported.dataset.pictures[0];
    assert_eq!(picture.file_name, "Bild ä.jpg");
    assert_eq!(picture.is_reviewed, Some(true));
    assert_eq!(imported.dataset.classes[0].name, "缺陷 & mehr");
    let label = &picture.labels[0];
    assert!(label.is_ignored && label.is_occluded && !label.is_truncated);
    assert_eq!(label.attributes["Tiefe"], "2,5");
    // What has no place goes back into the same format.
    let files = Files::new();
    write(
        Format::PascalVoc,
        &imported.dataset,
        files.folder(),
        &WriteOptions::default(),
    )
    .unwrap();
    let xml = files.text("Annotations/Bild ä.xml");
    assert!(
        xml.contains("<pose>Left</pose>") && xml.contains("<depth>1</depth>"),
        "{xml}"
    );
}

#[test]
fn classes_are_in_the_order_of_the_list_or_of_the_alphabet() {
    let objects = ["b", "c", "a"]
        .map(|name| object(name, [1.0, 1.0, 4.0, 5.0]))
        .concat();
    let files = Files::with("Annotations/a.xml", file(&objects));
    let names = |files: &Files| -> Vec<String> {
        let imported = read(Format::PascalVoc, files.folder(), &ReadOptions::default()).unwrap();
        imported
            .dataset
            .classes
            .into_iter()
            .map(|it| it.name)
            .collect()
    };
    assert_eq!(names(&files), ["a", "b", "c"]);
    let files = files.and(
        "labelmap.txt",
        "# label:color_rgb:parts:actions\nc:1,2,3::\nb:::\nd:::\n",
    );
    assert_eq!(names(&files), ["c", "b", "d", "a"]);
}

#[test]
fn an_unreadable_file_among_others_is_told() {
    let files = Files::with("a.xml", file(&object("hole", [1.0, 1.0, 4.0, 5.0])))
        .and("b.xml", "<annotation><object>")
        .and("c.xml", "<other/>");
    let imported = read(Format::PascalVoc, files.folder(), &ReadOptions::default()).unwrap();
    assert_eq!(labels(&imported).len(), 1);
    let skipped: Vec<_> = imported
        .remarks
        .iter()
        .filter(|it| it.outcome == Outcome::Skipped)
        .map(|it| it.file.file_name().unwrap().to_str().unwrap())
        .collect();
    assert_eq!(skipped, ["b.xml", "c.xml"]);
}

#[test]
fn boxes_are_cut_off_at_the_picture() {
    let xml = written(
        &dataset_of([rect(-5.0, 70.0, 10.0, 90.0)]),
        &WriteOptions::default(),
    );
    assert!(
        xml.contains("<xmin>1<") && xml.contains("<ymax>80<"),
        "{xml}"
    );
}
