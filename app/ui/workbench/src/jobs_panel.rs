//! The running jobs: a list with progress and a cancel button for each, and the one line of the
//! status bar that sums them up.

use egui::{Align, Layout, ProgressBar, ScrollArea, Ui};
use jobs::{JobId, JobStatus};

use crate::tokens::{palette, space};
use crate::widgets::Placeholder;
use crate::{icons, text, theme, tr};

/// Width of the progress bar in the status bar, in points.
const SUMMARY_BAR_PT: f32 = 96.0;

/// The jobs as a list, in the space there is. Gives the job whose cancel button was pressed.
pub fn jobs_ui(ui: &mut Ui, jobs: &[JobStatus]) -> Option<JobId> {
    if jobs.is_empty() {
        Placeholder::new(
            icons::ICON_TASK_ALT,
            tr!("jobs-none"),
            tr!("jobs-none-body"),
        )
        .ui(ui);
        return None;
    }
    let mut cancelled = None;
    ScrollArea::vertical()
        .auto_shrink([false, true])
        .show(ui, |ui| {
            for job in jobs {
                ui.push_id(job.id, |ui| {
                    if job_ui(ui, job) {
                        cancelled = Some(job.id);
                    }
                });
                ui.separator();
            }
        });
    cancelled
}

/// One job; gives whether its cancel button was pressed.
fn job_ui(ui: &mut Ui, job: &JobStatus) -> bool {
    let is_cancel_pressed = ui
        .horizontal(|ui| {
            ui.label(theme::strong(&job.title));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                cancel_ui(ui, job)
            })
            .inner
        })
        .inner;
    bar_ui(ui, job, ui.available_width());
    ui.label(theme::caption(state_text(job)));
    is_cancel_pressed
}

/// The status bar's line: the first running job with its progress and a cancel button, and how many
/// there are beside it. What was pressed is given back.
pub fn jobs_summary_ui(ui: &mut Ui, jobs: &[JobStatus]) -> JobsClick {
    let Some(job) = jobs.iter().find(|job| job.running).or(jobs.first()) else {
        return JobsClick::None;
    };
    let mut click = JobsClick::None;
    ui.horizontal(|ui| {
        bar_ui(ui, job, SUMMARY_BAR_PT);
        let title = if jobs.len() > 1 {
            tr!("jobs-and-more", title = &job.title, count = jobs.len() - 1)
        } else {
            job.title.clone()
        };
        let button = egui::Button::new(theme::caption(title)).frame_when_inactive(false);
        let running = tr!("jobs-running", count = jobs.len());
        let tip = format!("{running}\n{}", state_text(job));
        if ui.add(button).on_hover_text(tip).clicked() {
            click = JobsClick::ShowAll;
        }
        if cancel_ui(ui, job) {
            click = JobsClick::Cancel(job.id);
        }
    });
    click
}

/// What was pressed in the summary of the jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobsClick {
    /// Nothing.
    None,
    /// The title: show all jobs.
    ShowAll,
    /// The cancel button of this job.
    Cancel(JobId),
}

/// The cancel button of a job; it is off once the job was told to end.
fn cancel_ui(ui: &mut Ui, job: &JobStatus) -> bool {
    let name = tr!("cancel-named", name = &job.title);
    let button = egui::Button::new(icons::atom(icons::ICON_CANCEL)).frame_when_inactive(false);
    let response = ui.add_enabled(!job.cancelled, button);
    icons::named(response, None, &name)
        .on_hover_text(name)
        .clicked()
}

/// The progress bar: full width for what is known, empty where the whole is not known yet.
fn bar_ui(ui: &mut Ui, job: &JobStatus, width_pt: f32) {
    let colours = palette(ui);
    let share = job.progress.fraction().unwrap_or(0.0);
    let fill = if job.cancelled {
        colours.text_weak
    } else {
        colours.accent
    };
    let bar = ProgressBar::new(share)
        .desired_width(width_pt)
        .desired_height(space::S)
        .fill(fill);
    let response = ui.add(bar);
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::ProgressIndicator, true, &job.title);
        info.value = Some(f64::from(share) * 100.0);
        info
    });
}

/// Stage, count and state of a job in words.
fn state_text(job: &JobStatus) -> String {
    if job.cancelled {
        return tr!("jobs-cancelling");
    }
    if !job.running {
        return tr!("jobs-waiting");
    }
    let progress = &job.progress;
    let count = (progress.total > 0).then(|| {
        tr!(
            "jobs-count",
            done = progress.done,
            total = progress.total,
            share = text::percent(f64::from(progress.fraction().unwrap_or(0.0)), 0)
        )
    });
    let parts = [Some(progress.stage.clone()), count];
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    if parts.is_empty() {
        tr!("jobs-at-work")
    } else {
        parts.join(" · ")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::time::{Duration, Instant};

    use egui_kittest::kittest::Queryable;
    use jobs::{Jobs, Lane, Pending, Work};

    use super::*;
    use crate::testing::harness;

    /// A job that reports once and then waits to be cancelled.
    fn start(jobs: &Jobs, title: &str) -> Pending<()> {
        jobs.start(Lane::Background, title, |work: &Work| {
            work.progress(3, 12, "hashing");
            while !work.is_cancelled() {
                std::thread::sleep(Duration::from_millis(2));
            }
        })
    }

    fn wait_until(is_done: impl Fn() -> bool) {
        let end = Instant::now() + Duration::from_secs(10);
        while !is_done() {
            assert!(Instant::now() < end, "in time");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    #[test]
    fn a_job_shows_its_progress_and_is_cancelled_by_its_button() {
        let jobs = Jobs::new(|| {});
        let _pending = start(&jobs, "Scan pictures");
        wait_until(|| jobs.list().iter().any(|job| job.progress.total == 12));
        let list = jobs.list();
        let mut harness = harness(None, move |ui, cancelled: &mut Option<JobId>| {
            *cancelled = jobs_ui(ui, &list).or(*cancelled);
        });
        harness.get_by_label("hashing · 3 of 12 (25%)");
        harness.get_by_label("Cancel “Scan pictures”").click();
        harness.run();
        jobs.cancel(harness.state().unwrap());
        wait_until(|| jobs.list().is_empty());
    }

    #[test]
    fn the_summary_names_one_job_and_counts_the_others() {
        let jobs = Jobs::new(|| {});
        let _pending = ["Scan pictures", "Make thumbnails"].map(|title| start(&jobs, title));
        wait_until(|| jobs.list().len() == 2);
        let list = jobs.list();
        let first = list.iter().find(|job| job.running).unwrap_or(&list[0]);
        let title = format!("{} and one more", first.title);
        let mut harness = harness(JobsClick::None, move |ui, click| {
            let now = jobs_summary_ui(ui, &list);
            if now != JobsClick::None {
                *click = now;
            }
        });
        harness.get_by_label(&title).click();
        harness.run();
        assert_eq!(*harness.state(), JobsClick::ShowAll);
    }

    #[test]
    fn no_jobs_is_said() {
        let harness = harness((), |ui, ()| {
            assert_eq!(jobs_summary_ui(ui, &[]), JobsClick::None);
            assert_eq!(jobs_ui(ui, &[]), None);
        });
        harness.get_by_label("Nothing is running");
    }
}
