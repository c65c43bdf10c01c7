//! Killed at random moments, a project keeps every change that was acknowledged.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use store::Project;

use crate::respawn;
use crate::support::{DEMO, insert_number, numbers};

const KILLS: usize = 200;
/// A killed project is opened and checked after this many kills, so that some are killed again
/// before anybody has repaired anything.
const MAX_KILLS_BETWEEN_CHECKS: u64 = 3;
const MAX_LIFE: Duration = Duration::from_millis(60);
const ACKNOWLEDGED: &str = "committed ";

#[test]
fn slow_no_acknowledged_change_is_lost_by_kill() {
    let temp = tempfile::tempdir().unwrap();
    let dir = temp.path().join("p.sight");
    Project::create(&dir, DEMO).unwrap().close().unwrap();
    let seed = u64::from(std::process::id());
    let mut random = Random(seed | 1);
    let mut last_acknowledged = 0;
    let mut kills = 0;
    while kills < KILLS {
        for _ in 0..=random.below(MAX_KILLS_BETWEEN_CHECKS) {
            let life = MAX_LIFE.mul_f64(random.below(1000) as f64 / 1000.0);
            let waits_for_first = random.below(2) == 0;
            let acknowledged = run_and_kill(&dir, life, waits_for_first);
            last_acknowledged = acknowledged.unwrap_or(last_acknowledged);
            kills += 1;
        }
        let project = Project::open(&dir, DEMO).unwrap();
        assert_eq!(project.check().unwrap(), [], "seed {seed}, kill {kills}");
        let kept = numbers(&project);
        let expected: Vec<i64> = (1..=kept.len() as i64).collect();
        assert_eq!(kept, expected, "seed {seed}, kill {kills}: a gap");
        assert!(
            kept.len() as i64 >= last_acknowledged,
            "seed {seed}, kill {kills}: {last_acknowledged} was acknowledged, {} were kept",
            kept.len()
        );
    }
    assert!(last_acknowledged > 100, "the children hardly wrote");
}

/// Lets a child write until it is killed, and gives the last change that it said was committed.
fn run_and_kill(dir: &Path, life: Duration, waits_for_first: bool) -> Option<i64> {
    let mut child = respawn::child(&[], "crash::child_that_writes_until_it_is_killed", dir)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    let (sender, receiver) = std::sync::mpsc::channel();
    let listen = move || {
        for line in output.lines().map_while(Result::ok) {
            // The line that the kill cut off is no acknowledgement.
            let number = line.strip_prefix(ACKNOWLEDGED).and_then(|rest| {
                let (number, end) = rest.split_once(' ')?;
                (end == "done").then(|| number.parse().unwrap())
            });
            if let Some(number) = number {
                sender.send(number).unwrap();
            }
        }
    };
    let builder = thread::Builder::new().name("listener".to_owned());
    let listener = builder.spawn(listen).unwrap();
    let mut last = None;
    if waits_for_first {
        last = receiver.recv_timeout(Duration::from_secs(20)).ok();
        assert!(last.is_some(), "the child wrote nothing");
    }
    let born = Instant::now();
    while let Some(left) = life.checked_sub(born.elapsed()) {
        match receiver.recv_timeout(left) {
            Ok(number) => last = Some(number),
            Err(_) => break,
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
    listener.join().unwrap();
    receiver.try_iter().last().or(last)
}

#[test]
#[ignore = "runs until it is killed by the test above"]
fn child_that_writes_until_it_is_killed() {
    let Some(dir) = respawn::folder_of_child() else {
        return;
    };
    let mut project = Project::open(&dir, DEMO).unwrap();
    assert!(project.access().can_write());
    let next = numbers(&project).last().map_or(1, |last| last + 1);
    for n in next.. {
        // Some changes span several pages of the file, so that a half-written one would show.
        let filling = vec![n as u8; (n % 37 * 400) as usize];
        insert_number(&project, n, filling).unwrap();
        let mut output = std::io::stdout().lock();
        writeln!(output, "{ACKNOWLEDGED}{n} done").unwrap();
        output.flush().unwrap();
        if n % 13 == 0 {
            project.close().unwrap();
            project = Project::open(&dir, DEMO).unwrap();
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
