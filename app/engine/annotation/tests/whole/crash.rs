//! Killed a thousand times at random moments while somebody labels, a project keeps every gesture
//! that was on the disk, and what is labelled is sound.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use annotation::record::{self, Loaded};
use annotation::{Document, Edit, IdSource, Labelling, Outbox, PictureId, SHARED_LAYER, Step, act};
use jiff::Timestamp;
use store::Project;

use crate::support::{class, new_label, series};

const KILLS: usize = 1000;
/// As many projects are labelled and killed side by side.
const LABELLERS: u64 = 2;
const MAX_LIFE: Duration = Duration::from_millis(40);
/// The edits of a project are checked against each other after so many kills.
const KILLS_BETWEEN_CHECKS: usize = 5;
const KEPT: &str = "kept ";
const FOLDER_VARIABLE: &str = "SIGHTGLASS_ANNOTATION_TEST_FOLDER";

#[test]
fn slow_no_gesture_that_was_kept_is_lost_by_kill() {
    let labellers = (1..=LABELLERS).map(|number| {
        let builder = thread::Builder::new().name(format!("labeller {number}"));
        builder.spawn(move || label_and_kill(number)).unwrap()
    });
    let labellers: Vec<_> = labellers.collect();
    for labeller in labellers {
        labeller.join().unwrap();
    }
}

fn label_and_kill(number: u64) {
    let temp = tempfile::tempdir().unwrap();
    let dir = temp.path().join("p.sight");
    let migrations = [record::MIGRATIONS];
    Project::create(&dir, &migrations).unwrap().close().unwrap();
    let seed = u64::from(std::process::id()) * LABELLERS + number;
    let mut random = Random(seed | 1);
    let mut kept = 0;
    for kill in 1..=KILLS / LABELLERS as usize {
        let life = MAX_LIFE.mul_f64(random.below(1000) as f64 / 1000.0);
        kept = run_and_kill(&dir, life, random.below(8) == 0).unwrap_or(kept);
        if kill % KILLS_BETWEEN_CHECKS == 0 {
            let loaded = checked(&dir);
            let entries = loaded.journal.entries().len();
            assert!(
                entries >= kept,
                "seed {seed}, kill {kill}: {kept} gestures were kept, {entries} are there"
            );
        }
    }
    assert!(kept > 100, "the children hardly labelled: {kept}");
    undo_everything(&dir);
}

/// The labels of a project that somebody killed: the file and what is in it are sound.
fn checked(dir: &Path) -> Loaded {
    let project = Project::open(dir, &[record::MIGRATIONS]).unwrap();
    assert_eq!(project.check().unwrap(), []);
    let loaded = record::load(&project.reader()).unwrap();
    assert_eq!(loaded.flaws, []);
    project.close().unwrap();
    loaded
}

/// Takes back all that was ever done: what is kept of each gesture leads to what was before it.
fn undo_everything(dir: &Path) {
    let project = Project::open(dir, &[record::MIGRATIONS]).unwrap();
    let loaded = record::load(&project.reader()).unwrap();
    let mut labelling = Labelling::new(loaded, "tester".to_owned());
    loop {
        match labelling.undo(Timestamp::UNIX_EPOCH).unwrap() {
            Step::Nothing => break,
            Step::Done(_) => assert_eq!(labelling.document().flaws(), []),
            Step::NeedsEdit(id) => {
                let edit = record::edit(&project.reader(), id).unwrap();
                labelling.keep_at_hand(id, edit.into());
            }
        }
    }
    assert_eq!(labelling.document(), &Document::default());
}

/// Lets a child label until it is killed; gives how many gestures it said were on the disk.
fn run_and_kill(dir: &Path, life: Duration, waits_for_first: bool) -> Option<usize> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "crash::child_that_labels_until_it_is_killed"])
        .args(["--ignored", "--nocapture"])
        .env(FOLDER_VARIABLE, dir)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut kept = None;
    let mut line = String::new();
    if waits_for_first {
        while kept.is_none() && output.read_line(&mut line).unwrap() > 0 {
            kept = acknowledged(&line).or(kept);
            line.clear();
        }
        assert!(kept.is_some(), "the child kept nothing");
    }
    thread::sleep(life);
    child.kill().unwrap();
    child.wait().unwrap();
    for line in output.lines().map_while(Result::ok) {
        kept = acknowledged(&line).or(kept);
    }
    kept
}

/// The line that the kill cut off acknowledges nothing.
fn acknowledged(line: &str) -> Option<usize> {
    let (number, end) = line.trim_end().strip_prefix(KEPT)?.split_once(' ')?;
    (end == "done").then(|| number.parse().unwrap())
}

#[test]
#[ignore = "labels until it is killed by the test above"]
fn child_that_labels_until_it_is_killed() {
    let Some(dir) = std::env::var_os(FOLDER_VARIABLE).map(PathBuf::from) else {
        return;
    };
    let project = Project::open(dir, &[record::MIGRATIONS]).unwrap();
    let loaded = record::load(&project.reader()).unwrap();
    let mut kept = loaded.journal.entries().len();
    let mut random = Random(kept as u64 * 2 + 1);
    let mut labelling = Labelling::new(loaded, "tester".to_owned());
    let mut outbox = Outbox::new(project.writer(), || {});
    loop {
        let done = if random.below(4) == 0 {
            undo(&mut labelling, &project)
        } else {
            let document = labelling.document().clone();
            let edit = gesture(&document, &mut labelling.ids, &mut random);
            edit.and_then(|edit| labelling.perform(edit, Timestamp::now()).unwrap())
        };
        let Some(done) = done else { continue };
        outbox.push(done);
        kept += 1;
        // Some gestures wait together, as when somebody is quicker than the disk.
        if random.below(3) == 0 {
            outbox.settle().unwrap();
            let mut output = std::io::stdout().lock();
            writeln!(output, "{KEPT}{kept} done").unwrap();
            output.flush().unwrap();
        }
    }
}

fn undo(labelling: &mut Labelling, project: &Project) -> Option<annotation::Done> {
    loop {
        match labelling.undo(Timestamp::now()).unwrap() {
            Step::Nothing => return None,
            Step::Done(done) => return Some(*done),
            Step::NeedsEdit(id) => {
                // What is still on its way to the disk cannot be read there yet; it is at hand.
                let edit = record::edit(&project.reader(), id).ok()?;
                labelling.keep_at_hand(id, edit.into());
            }
        }
    }
}

/// Something that a person does; none where it is not possible as the labels are.
fn gesture(document: &Document, ids: &mut IdSource, random: &mut Random) -> Option<Edit> {
    let picture = PictureId(1 + random.below(6) as i64);
    let Some(known) = document.classes().next() else {
        return Some(act::add_class(document, class("scratch"), ids).ok()?.1);
    };
    let labels: Vec<_> = document
        .labels_on(picture, SHARED_LAYER)
        .map(|label| label.id)
        .collect();
    match random.below(7) {
        0 => {
            let both = vec![series("first", 1..=3), series("second", 4..=6)];
            Some(act::add_series(document, both, ids).ok()?.1)
        }
        1 => {
            let name = format!("class {}", random.below(1000));
            Some(act::add_class(document, class(&name), ids).ok()?.1)
        }
        2 => act::remove_labels(document, picture, &labels, ids).ok(),
        3 => {
            let here = [(picture, None)];
            act::nothing_to_label(document, SHARED_LAYER, &here, true).ok()
        }
        _ => {
            let label = new_label(ids, picture, known.id);
            act::draw(document, label, None, ids).ok()
        }
    }
}

/// Xorshift: a fresh seed for each run, and the same moments again for the same seed.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}
