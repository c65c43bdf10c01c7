//! The store as its users see it: whole projects on a real disk, and what happens to them.

#![allow(clippy::unwrap_used)]
// A check that this system does not allow says so instead of passing in silence.
#![allow(clippy::print_stderr)]

mod bad_projects;
mod crash;
mod disk_full;
mod listing_speed;
mod migrating;
mod opening;
mod pictures;
mod read_only;
mod relinking;
mod respawn;
mod scanning;
mod support;
mod writing;
