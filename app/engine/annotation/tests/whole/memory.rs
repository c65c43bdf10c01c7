//! The project file: what is labelled and what was done are there again, undo included.

use annotation::record::{self, Loaded};
use annotation::{Done, Labelling, PictureId, SHARED_LAYER, Step, act};
use jiff::Timestamp;
use store::Project;

use crate::support::{Small, class, series};

struct Labelled {
    project: Project,
    labelling: Labelling,
}

impl Labelled {
    fn open(project: Project) -> Self {
        let loaded = record::load(&project.reader()).unwrap();
        assert_eq!(loaded.flaws, []);
        Self {
            labelling: Labelling::new(loaded, "tester".to_owned()),
            project,
        }
    }

    fn perform(&mut self, edit: annotation::Edit) {
        let done = self.labelling.perform(edit, Timestamp::UNIX_EPOCH).unwrap();
        if let Some(done) = done {
            self.write(done);
        }
    }

    fn write(&self, done: Done) {
        let write = move |transaction: &store::sql::Transaction<'_>| {
            record::append(transaction, &done.entry, &done.edit, &done.ids)
        };
        self.project.writer().write(write).unwrap();
    }

    /// Takes back or does again, with edits that are read from the file.
    fn step(&mut self, redo: bool) -> bool {
        let at = Timestamp::UNIX_EPOCH;
        loop {
            let step = if redo {
                self.labelling.redo(at).unwrap()
            } else {
                self.labelling.undo(at).unwrap()
            };
            match step {
                Step::Nothing => return false,
                Step::Done(done) => {
                    self.write(*done);
                    return true;
                }
                Step::NeedsEdit(id) => {
                    let edit = record::edit(&self.project.reader(), id).unwrap();
                    self.labelling.keep_at_hand(id, edit.into());
                }
            }
        }
    }

    /// The same project, as it is opened anew.
    fn reopened(self) -> Self {
        let dir = self.project.dir().to_path_buf();
        self.project.close().unwrap();
        Self::open(Project::open(dir, &[record::MIGRATIONS]).unwrap())
    }
}

fn project(dir: &std::path::Path) -> Labelled {
    let project = Project::create(dir.join("labels"), &[record::MIGRATIONS]).unwrap();
    let mut it = Labelled::open(project);
    for name in ["scratch", "bubble"] {
        let document = it.labelling.document().clone();
        let (_, edit) = act::add_class(&document, class(name), &mut it.labelling.ids).unwrap();
        it.perform(edit);
    }
    let document = it.labelling.document().clone();
    let one = vec![series("first", 1..=3)];
    let (_, edit) = act::add_series(&document, one, &mut it.labelling.ids).unwrap();
    it.perform(edit);
    it
}

#[test]
fn everything_is_there_again_and_undo_goes_on_where_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let mut it = project(dir.path());
    let empty = it.labelling.document().clone();
    let mut small = Small::new();
    small.ids = it.labelling.ids.clone();
    let mut states = vec![empty];
    for picture in [1, 2, 3] {
        let class = it.labelling.document().class_named("scratch").unwrap().id;
        let label = small.label(PictureId(picture), class);
        it.labelling.ids = small.ids.clone();
        let edit = act::add_labels(it.labelling.document(), [label]).unwrap();
        it.perform(edit);
        states.push(it.labelling.document().clone());
    }
    let one = [(PictureId(3), None)];
    assert!(act::nothing_to_label(it.labelling.document(), SHARED_LAYER, &one, true).is_err());

    let mut it = it.reopened();
    assert_eq!(it.labelling.document(), &states[3]);
    assert!(it.step(false));
    assert_eq!(it.labelling.document(), &states[2]);
    let mut it = it.reopened();
    assert!(it.step(false));
    assert_eq!(it.labelling.document(), &states[1]);
    let mut it = it.reopened();
    assert!(it.step(true));
    assert!(it.step(true));
    assert!(!it.step(true));
    assert_eq!(it.labelling.document(), &states[3]);
    let mut it = it.reopened();
    while it.step(false) {}
    assert_eq!(it.labelling.document(), &annotation::Document::default());
    let it = it.reopened();
    assert_eq!(it.labelling.document(), &annotation::Document::default());
    // Nothing is ever taken out of the journal, and no number is given twice.
    assert_eq!(it.labelling.journal().entries().len(), 6 + 2 + 2 + 6);
    assert_eq!(it.labelling.ids, small.ids);
}

#[test]
fn the_journal_is_only_ever_added_to() {
    let dir = tempfile::tempdir().unwrap();
    let it = project(dir.path());
    for text in [
        "UPDATE annotation_journal SET author = 'somebody else'",
        "DELETE FROM annotation_journal",
    ] {
        let outcome = it.project.writer().write(move |transaction| {
            transaction.execute(text, [])?;
            Ok(())
        });
        assert!(
            outcome
                .unwrap_err()
                .to_string()
                .contains("only ever added to")
        );
    }
}

#[test]
fn a_body_that_makes_no_sense_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let it = project(dir.path());
    it.project
        .writer()
        .write(|transaction| {
            transaction.execute("UPDATE annotation_classes SET body = x'00'", [])?;
            Ok(())
        })
        .unwrap();
    let error = record::load(&it.project.reader())
        .map(|_: Loaded| ())
        .unwrap_err();
    assert!(error.to_string().contains("a class"), "{error}");
}
