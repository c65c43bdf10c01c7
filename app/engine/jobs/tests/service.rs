//! The job service from outside: results, order, cancellation, panics, shutdown.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crossbeam_channel::bounded;
use jobs::{Jobs, Lane, Latest, Stopped, Work};

fn quiet() -> Jobs {
    Jobs::new(|| {})
}

/// Work that ends only when it is cancelled.
fn until_cancelled(work: &Work) {
    while !work.is_cancelled() {
        std::thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn a_result_arrives_and_wakes() {
    let woken = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&woken);
    let jobs = Jobs::new(move || {
        counter.fetch_add(1, Ordering::SeqCst);
    });
    let pending = jobs.start(Lane::Interactive, "add", |_| 2 + 2);
    assert_eq!(pending.wait(), Ok(4));
    assert!(jobs.shut_down(Duration::from_secs(1)));
    assert!(woken.load(Ordering::SeqCst) >= 1);
}

#[test]
fn dropping_the_result_cancels_the_job() {
    let jobs = quiet();
    let (ended, has_ended) = bounded(1);
    let pending = jobs.start(Lane::Background, "wait", move |work| {
        until_cancelled(work);
        ended.send(()).unwrap();
    });
    drop(pending);
    // A job dropped while it waited never runs, and its sender goes with it.
    let _ = has_ended.recv_timeout(Duration::from_secs(5));
    let empty_by = Instant::now() + Duration::from_secs(5);
    while !jobs.list().is_empty() {
        assert!(Instant::now() < empty_by, "the job is still listed");
        std::thread::yield_now();
    }
}

#[test]
fn the_newest_request_wins() {
    let jobs = quiet();
    let (release, gate) = bounded::<()>(0);
    let blocker = jobs.start(Lane::Inference, "blocker", move |_| {
        let _ = gate.recv();
    });
    let ran = Arc::new(AtomicUsize::new(0));
    let mut latest = Latest::default();
    for number in 0..100 {
        let ran = Arc::clone(&ran);
        latest.ask(&jobs, Lane::Inference, "request", move |_| {
            ran.fetch_add(1, Ordering::SeqCst);
            number
        });
    }
    release.send(()).unwrap();
    blocker.wait().unwrap();
    let result = loop {
        if let Some(result) = latest.poll() {
            break result;
        }
        std::thread::yield_now();
    };
    assert_eq!(result, Ok(99));
    assert_eq!(
        ran.load(Ordering::SeqCst),
        1,
        "replaced requests must not run"
    );
    assert!(!latest.is_busy());
}

#[test]
fn a_panic_is_reported_and_the_lane_goes_on() {
    let jobs = quiet();
    let stopped = jobs
        .start(Lane::Interactive, "fault", |_| -> u8 {
            panic!("broken on purpose")
        })
        .wait();
    assert_eq!(stopped, Err(Stopped::Panicked("broken on purpose".into())));
    assert_eq!(jobs.start(Lane::Interactive, "next", |_| 1).wait(), Ok(1));
    let panics = jobs.take_panics();
    assert_eq!(panics.len(), 1);
    assert_eq!(panics[0].title, "fault");
    assert!(panics[0].place.as_ref().unwrap().contains("service.rs"));
    assert!(jobs.take_panics().is_empty());
}

#[test]
fn a_full_lane_refuses() {
    let jobs = quiet();
    let (release, gate) = bounded::<()>(0);
    jobs.start(Lane::Inference, "blocker", move |_| {
        let _ = gate.recv();
    })
    .detach();
    let refused = (0..10_000)
        .map(|_| jobs.start(Lane::Inference, "filler", |_| ()))
        .filter_map(|mut pending| pending.poll())
        .filter(|result| *result == Err(Stopped::Refused))
        .count();
    assert!(refused > 0, "the queue must be bounded");
    release.send(()).unwrap();
}

#[test]
fn shutdown_in_the_middle_of_work_takes_less_than_a_second() {
    let jobs = quiet();
    let pending: Vec<_> = (0..50)
        .flat_map(|_| Lane::ALL)
        .map(|lane| jobs.start(lane, "endless", until_cancelled))
        .collect();
    std::thread::sleep(Duration::from_millis(20));
    let start = Instant::now();
    assert!(jobs.shut_down(Duration::from_secs(1)));
    assert!(start.elapsed() < Duration::from_secs(1));
    for job in pending {
        assert_eq!(job.wait(), Err(Stopped::Cancelled));
    }
    assert_eq!(
        jobs.start(Lane::Interactive, "late", |_| ()).wait(),
        Err(Stopped::Refused)
    );
}

#[test]
fn the_list_shows_progress_and_cancels_by_id() {
    let jobs = quiet();
    let (started, has_started) = bounded(1);
    let pending = jobs.start(Lane::Background, "scan", move |work| {
        work.progress(3, 10, "hashing");
        started.send(()).unwrap();
        until_cancelled(work);
    });
    has_started.recv().unwrap();
    let list = jobs.list();
    assert_eq!(list.len(), 1);
    assert_eq!(list[0].title, "scan");
    assert!(list[0].running);
    assert_eq!(list[0].progress.fraction(), Some(0.3));
    assert_eq!(list[0].progress.stage, "hashing");
    jobs.cancel(list[0].id);
    assert_eq!(pending.wait(), Err(Stopped::Cancelled));
}

#[test]
fn waiting_aside_holds_up_no_lane_and_is_not_listed() {
    let jobs = quiet();
    let (release, gate) = bounded::<()>(0);
    let aside = jobs.wait_aside("dialog", move |_| gate.recv().is_ok());
    assert_eq!(jobs.start(Lane::Interactive, "next", |_| 1).wait(), Ok(1));
    assert!(jobs.list().is_empty());
    release.send(()).unwrap();
    assert_eq!(aside.wait(), Ok(true));
}
